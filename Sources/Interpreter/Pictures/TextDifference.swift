/// What differs between two texts, line by line.
///
/// In: two texts. Out: lines that went, came and stayed, in order. Looks for the longest common lines in texts of at most
/// 1,000 lines; in longer ones it compares what stands between the common beginning and the common end as a whole.
package struct TextDifference: Hashable, Sendable {
  package enum Line: Hashable, Sendable {
    case same(String)
    case removed(String)
    case added(String)
  }
  package let lines: [Line]
  private static let mostCompared = 1_000

  package init(from before: String, to after: String) {
    let old = Filters.lines(of: before).map(String.init)
    let new = Filters.lines(of: after).map(String.init)
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = zip(old.dropFirst(start).reversed(), new.dropFirst(start).reversed()).prefix { $0 == $1 }.count
    let middle = Self.compared(Array(old[start..<(old.count - end)]), Array(new[start..<(new.count - end)]))
    lines = old[..<start].map(Line.same) + middle + old[(old.count - end)...].map(Line.same)
  }

  private static func compared(_ old: [String], _ new: [String]) -> [Line] {
    guard !old.isEmpty, !new.isEmpty, old.count <= mostCompared, new.count <= mostCompared else {
      return old.map(Line.removed) + new.map(Line.added)
    }
    // common[i][j]: how many lines old[i...] and new[j...] have in common, in order.
    var common = Array(repeating: Array(repeating: 0, count: new.count + 1), count: old.count + 1)
    for i in old.indices.reversed() {
      for j in new.indices.reversed() {
        common[i][j] = old[i] == new[j] ? common[i + 1][j + 1] + 1 : max(common[i + 1][j], common[i][j + 1])
      }
    }
    var (i, j) = (0, 0)
    var lines: [Line] = []
    while i < old.count || j < new.count {
      if i < old.count, j < new.count, old[i] == new[j] {
        lines.append(.same(old[i]))
        (i, j) = (i + 1, j + 1)
      } else if i < old.count, j == new.count || common[i + 1][j] >= common[i][j + 1] {
        lines.append(.removed(old[i]))
        i += 1
      } else {
        lines.append(.added(new[j]))
        j += 1
      }
    }
    return lines
  }

  package var isEmpty: Bool {
    !lines.contains { line in
      if case .same = line { false } else { true }
    }
  }

  /// Only what changed, with a sign in front.
  package var changedLines: [String] {
    lines.compactMap { line in
      switch line {
      case .same: nil
      case .removed(let text): "- \(text)"
      case .added(let text): "+ \(text)"
      }
    }
  }
}
