/// A long text folded to what changed since it was last shown.
///
/// In: the text before and the text now. Out: lines: what stayed folded away, what went and what came marked in words that
/// a screen reader can read too (`-` and `+` at the margin). Never folds what is short, and shows all where hardly anything
/// stayed.
package enum FoldedText {
  /// Unchanged lines that stand around a change.
  private static let context = 2
  private static let shortest = 12
  private static let longest = 4_000

  /// - Returns: nil where the text is shown as it is.
  package static func folded(_ text: String, since before: String) -> [String]? {
    let (old, new) = (lines(before), lines(text))
    guard new.count >= shortest, new.count <= longest, old.count <= longest else { return nil }
    guard old != new else { return ["(\(new.count) lines, all as before; `set fold off` shows them)"] }
    let change = new.difference(from: old)
    guard change.count * 2 < old.count + new.count else { return nil }
    var removed: [Int: Substring] = [:]
    var inserted: Set<Int> = []
    for step in change {
      switch step {
      case .remove(let offset, let line, _): removed[offset] = line
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    return fold(marked(old, new, removed, inserted))
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(text.hasSuffix("\n") ? 1 : 0)
  }

  private struct Line {
    let mark: Character
    let text: Substring
  }

  private static func marked(
    _ old: [Substring], _ new: [Substring], _ removed: [Int: Substring], _ inserted: Set<Int>
  ) -> [Line] {
    var result: [Line] = []
    var (before, now) = (0, 0)
    while before < old.count || now < new.count {
      if before < old.count, let gone = removed[before] {
        result.append(Line(mark: "-", text: gone))
        before += 1
      } else if now < new.count {
        let isNew = inserted.contains(now)
        result.append(Line(mark: isNew ? "+" : " ", text: new[now]))
        now += 1
        if !isNew { before += 1 }
      } else {
        break
      }
    }
    return result
  }

  private static func fold(_ lines: [Line]) -> [String] {
    var isShown = [Bool](repeating: false, count: lines.count)
    for (index, line) in lines.enumerated() where line.mark != " " {
      for near in max(0, index - context)...min(lines.count - 1, index + context) { isShown[near] = true }
    }
    var out: [String] = []
    var hidden = 0
    func tell() {
      if hidden > 0 { out.append("  (\(hidden) line\(hidden == 1 ? "" : "s") as before)") }
      hidden = 0
    }
    for (index, line) in lines.enumerated() {
      guard isShown[index] else {
        hidden += 1
        continue
      }
      tell()
      out.append("\(line.mark) \(line.text)")
    }
    tell()
    return out
  }
}
