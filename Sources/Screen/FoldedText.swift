/// A long text folded to what changed since it was last shown.
///
/// In: the text before and the text now. Out: lines: what stayed folded away, what went and what came marked at the margin
/// (`-` and `+`), which a screen reader reads too. Never folds what is short, and shows all where hardly anything stayed.
import Interpreter

package enum FoldedText {
  /// Unchanged lines that stand around a change.
  private static let context = 2
  private static let shortest = 12

  /// - Returns: nil where the text is shown as it is.
  package static func folded(_ text: String, since before: String) -> [String]? {
    let lines = TextDifference(from: before, to: text).lines
    let shown = lines.filter { if case .removed = $0 { false } else { true } }.count
    guard shown >= shortest else { return nil }
    let changes = lines.filter { if case .same = $0 { false } else { true } }.count
    guard changes > 0 else { return ["(\(shown) lines, all as before; `set fold off` shows them)"] }
    guard changes < lines.count - changes else { return nil }
    return folded(lines)
  }

  private static func folded(_ lines: [TextDifference.Line]) -> [String] {
    var isShown = [Bool](repeating: false, count: lines.count)
    for (index, line) in lines.enumerated() {
      if case .same = line { continue }
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
      switch line {
      case .same(let text): out.append("  \(text)")
      case .removed(let text): out.append("- \(text)")
      case .added(let text): out.append("+ \(text)")
      }
    }
    tell()
    return out
  }
}
