/// A mistyped word and the one that was meant: what `lesson lint --fix` may write.
///
/// In: findings and the text of a file. Out: the text with each word put right that stands exactly once in its line.
/// Touches nothing else, so that a fix never changes what it was not about.
package struct LintFix: Hashable, Sendable {
  /// From 1.
  package let line: Int
  package let old: String
  package let new: String

  package init(line: Int, old: String, new: String) {
    self.line = line
    self.old = old
    self.new = new
  }

  /// - Returns: the new text, and how many words were put right.
  package static func apply(_ fixes: [LintFix], to text: String) -> (text: String, count: Int) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var count = 0
    for fix in Set(fixes).sorted(by: { ($0.line, $0.old) < ($1.line, $1.old) }) where fix.line >= 1 {
      guard lines.indices.contains(fix.line - 1), !fix.old.isEmpty else { continue }
      let places = Self.places(of: fix.old, in: lines[fix.line - 1])
      guard let place = places.first, places.count == 1 else { continue }
      lines[fix.line - 1].replaceSubrange(place, with: fix.new)
      count += 1
    }
    return (lines.joined(separator: "\n"), count)
  }

  /// As a whole word: `id` is not in `width`.
  private static func places(of word: String, in line: String) -> [Range<String.Index>] {
    func isPart(_ character: Character?) -> Bool {
      character.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" } ?? false
    }
    return line.ranges(of: word).filter { range in
      let before = range.lowerBound == line.startIndex ? nil : line[line.index(before: range.lowerBound)]
      let after = range.upperBound == line.endIndex ? nil : line[range.upperBound]
      return (word.hasPrefix("-") || !isPart(before)) && !isPart(after)
    }
  }
}
