/// What lint says about a lesson: a place, a code of the lesson format, a sentence.
///
/// In: made by the reader and the rules. Out: one line each, in the shape that editors and compilers agree on,
/// `file:line:column: DD042 error: …`. Carries no colour.
/// Source: lesson format, section 7 "Lint rules".
package struct LintFinding: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable, CaseIterable {
    case error, warning
  }

  /// As the author knows the file, relative to the course (`06-services-heal/lesson.md`).
  package let file: String
  package let position: SourcePosition
  /// `DD` and three digits.
  package let code: String
  package let severity: Severity
  /// The thing, the rule and the way out, without a full stop at the end of a single sentence.
  package let message: String
  /// What would mend it, where that is safe to do without asking.
  package let fix: LintFix?

  package init(
    file: String, position: SourcePosition, code: String, severity: Severity = .error, message: String,
    fix: LintFix? = nil
  ) {
    self.file = file
    self.position = position
    self.code = code
    self.severity = severity
    self.message = message
    self.fix = fix
  }

  /// The same, as another name of the file.
  package func inFile(_ name: String) -> LintFinding {
    LintFinding(file: name, position: position, code: code, severity: severity, message: message, fix: fix)
  }

  package var line: Int { position.line }
  package var column: Int { position.column }
}

extension LintFinding: CustomStringConvertible {
  package var description: String {
    "\(file):\(position.line):\(position.column): \(code) \(severity.rawValue): \(message)"
  }
}

extension LintFinding: Comparable {
  /// By file, place, code, words: the order in which findings are shown.
  package static func < (left: LintFinding, right: LintFinding) -> Bool {
    if left.file != right.file { return left.file < right.file }
    if left.position != right.position { return left.position < right.position }
    if left.code != right.code { return left.code < right.code }
    return left.message < right.message
  }
}

/// A place in a lesson file, line and column counted from 1; a column counts characters.
package struct SourcePosition: Hashable, Sendable, Comparable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static let start = SourcePosition(line: 1, column: 1)

  package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
