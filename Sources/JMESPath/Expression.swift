/// The query language of `--query`, whole: an expression, and what it finds in a document.
///
/// In: an expression's text, then documents. Out: documents. Never changes its input, never recurses deeper than its
/// limits, and never builds a result of more than two million values.
/// Source: the JMESPath specification (jmespath.org), its compliance suite, and, where the two leave room, what
/// jmespath.py 1.1.0 does, because learners will meet that one.
import Documents

package struct Expression: Equatable, Sendable {
  package let text: String
  let root: Node

  package init(_ text: String) throws(SyntaxError) {
    self.text = text
    var parser = try Parser(text)
    root = try parser.expression()
  }

  package func search(_ document: Document) throws(EvaluationError) -> Document {
    var evaluator = Evaluator()
    return try evaluator.value(of: root, in: document)
  }

  package static func == (left: Expression, right: Expression) -> Bool { left.text == right.text }
}
