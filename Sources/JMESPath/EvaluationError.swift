/// Why an expression has no result for a document.
///
/// In: a kind and a text, from the evaluator and the functions. Out: the same.
/// Source of the texts: what jmespath.py 1.1.0, which the AWS CLI carries, prints; its Python errors word for word.
package struct EvaluationError: Error, Hashable, Sendable {
  /// The specification's error names.
  package enum Kind: String, Hashable, Sendable {
    case invalidType = "invalid-type"
    case invalidValue = "invalid-value"
    case invalidArity = "invalid-arity"
    case unknownFunction = "unknown-function"
    /// The result would be larger than the evaluator builds; no error of the specification's.
    case tooLarge = "too-large"
  }

  package let kind: Kind
  package let message: String
}
