/// Why a text is no JMESPath expression.
///
/// In: a kind and a place, from the lexer and the parser. Out: one sentence, and the lines the AWS CLI prints.
/// Source of the texts: what jmespath.py 1.1.0, which the AWS CLI carries, prints for the same expression.
package struct SyntaxError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case empty
    /// Ends where something has to follow.
    case incomplete
    /// A character or delimiter that no token begins or ends with.
    case unknownToken
    /// A token where it cannot stand: its text and its kind as jmespath.py names it (`RBRACKET`).
    case unexpectedToken(text: String, kind: String)
    case tooDeep
    case tooLong
  }

  package let kind: Kind
  /// What is wrong, in jmespath.py's words where it has any: `Expecting: star, got: dot`.
  package let message: String
  /// Unicode scalars before the place of the mistake.
  package let position: Int
  package let expression: String

  /// What the AWS CLI prints after `Bad value for --query EXPRESSION: `, with the expression and the caret below it.
  package var awsCLIMessage: String {
    switch kind {
    case .empty, .tooDeep, .tooLong: message
    case .incomplete: "Invalid jmespath expression: Incomplete expression:\n\"\(expression)\"\n\(caret(position + 1))"
    case .unknownToken: "Bad jmespath expression: \(message):\n\(expression)\n\(caret(position))"
    case .unexpectedToken(let text, let kind):
      "\(message): Parse error at column \(position), token \"\(text)\" (\(kind)), for expression:\n"
        + "\"\(expression)\"\n\(caret(position + 1))"
    }
  }

  private func caret(_ column: Int) -> String { String(repeating: " ", count: column) + "^" }
}
