import Documents
import JMESPath

/// A JMESPath query as a lesson writes it, compiled once.
///
/// In: text. Out: what the query gives on a document. Two queries are the same
/// where their text is.
package struct Query: Sendable {
  package let text: String
  package let position: SourcePosition
  private let expression: JMESPath.Expression

  /// - Throws: where `text` is no JMESPath expression.
  package init(_ text: String, position: SourcePosition) throws(JMESPath.SyntaxError) {
    self.text = text
    self.position = position
    expression = try JMESPath.Expression(text)
  }

  /// See `Expression.mayGiveFalse`.
  var mayGiveFalse: Bool { expression.mayGiveFalse }

  package func search(_ document: Document) throws(JMESPath.EvaluationError) -> Document {
    try expression.search(document)
  }
}

extension Query: Hashable {
  package static func == (left: Query, right: Query) -> Bool { left.text == right.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
