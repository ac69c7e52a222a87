/// A lesson file as text: front matter apart from body, safe to look at.
///
/// In: bytes of `lesson.md`. Out: the front matter's text, the body with its line numbers kept, and findings for what
/// no lesson may be: too large, not UTF-8, with control characters, without front matter.
/// Source: lesson format, sections 1 and 2.
struct LessonSource {
  static let mostBytes = 256 * 1024

  /// Without its `---` lines; it starts in line 2.
  let frontMatter: String
  /// The front matter replaced by empty lines, so that line numbers are the file's.
  private(set) var body: String
  private(set) var lines: [Substring]
  /// How many lines the front matter has, with its `---`.
  let frontMatterLines: Int

  init?(bytes: [UInt8], findings: Findings) {
    guard bytes.count <= LessonSource.mostBytes else {
      findings.report(
        "DD008", at: .start, "a lesson is at most \(LessonSource.mostBytes / 1024) KiB; split it into two lessons")
      return nil
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      findings.report("DD008", at: .start, "this file is no UTF-8 text; save it as UTF-8")
      return nil
    }
    self.init(text: text, findings: findings)
  }

  init?(text: String, findings: Findings) {
    let text = LessonSource.withPlainLineEnds(text)
    if let (scalar, position) = TextSafety.firstForbidden(in: text) {
      findings.report(
        "DD008", at: position,
        "control character \(TextSafety.name(of: scalar)) is not allowed in a lesson; take it out")
      return nil
    }
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      findings.report("DD001", at: .start, "a lesson begins with front matter: YAML between two lines `---`")
      return nil
    }
    frontMatter = lines[1..<end].joined(separator: "\n")
    frontMatterLines = end + 1
    body = String(repeating: "\n", count: end + 1) + lines[(end + 1)...].joined(separator: "\n")
  }

  /// The same with other text in the lines of the body; each stays a line of its own.
  func withBodyLines(_ change: (Substring) -> Substring) -> LessonSource {
    var source = self
    source.lines = lines[..<frontMatterLines] + lines[frontMatterLines...].map(change)
    source.body =
      String(repeating: "\n", count: frontMatterLines) + source.lines[frontMatterLines...].joined(separator: "\n")
    return source
  }

  /// Characters from the start of `line` (from 1) to `text` in it, from 1.
  func column(of text: String, inLine line: Int) -> Int {
    guard lines.indices.contains(line - 1), let range = lines[line - 1].firstRange(of: text) else { return 1 }
    return lines[line - 1].distance(from: lines[line - 1].startIndex, to: range.lowerBound) + 1
  }

  private static func withPlainLineEnds(_ text: String) -> String {
    var scalars = Substring(text).unicodeScalars
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    guard scalars.contains("\r") else { return String(scalars) }
    var result = String.UnicodeScalarView()
    var last: Unicode.Scalar?
    for scalar in scalars {
      if last == "\r", scalar == "\n" { _ = result.popLast() }
      result.append(scalar)
      last = scalar
    }
    return String(result)
  }
}
