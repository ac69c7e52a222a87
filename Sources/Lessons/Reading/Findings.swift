/// Where readers put what they find, so that one pass shows an author everything at once.
///
/// In: findings in any order. Out: the list, at most 200 for a file. Owned by one reader, never shared.
final class Findings {
  let file: String
  private(set) var list: [LintFinding] = []
  static let most = 200

  init(file: String) { self.file = file }

  func report(
    _ code: String, at position: SourcePosition, _ message: String, severity: LintFinding.Severity = .error,
    fix: LintFix? = nil
  ) {
    guard list.count < Findings.most else { return }
    list.append(
      LintFinding(
        file: file, position: position, code: code, severity: severity,
        message: TextSafety.withoutForbidden(message, alsoLineEnds: true), fix: fix))
  }

  /// Of a word that is none of the known ones: asks for the nearest, which is also the fix.
  ///
  /// - Parameter position: in the line in which the word stands.
  func report(
    _ code: String, at position: SourcePosition, _ message: String, mistyped word: String, among known: [String]
  ) {
    let meant = NearestWord.to(word, among: known)
    report(
      code, at: position, message + NearestWord.question(word, among: known),
      fix: meant.map { LintFix(line: position.line, old: word, new: $0) })
  }

  var hasErrors: Bool { list.contains { $0.severity == .error } }
}
