/// Truth, equality and order of values.
///
/// In: two values. Out: a truth value. Never fails but where Python cannot order a text and a number.
/// Source: the JMESPath specification, "Filter Expressions"; jmespath.py 1.1.0, which compares texts by their scalars and,
/// inside lists and objects, takes `true` for 1.
import Documents

extension Document {
  /// `null`, `false`, and empty text, lists and objects.
  var isFalse: Bool {
    switch self {
    case .null: true
    case .boolean(let value): !value
    case .string(let value): value.isEmpty
    case .list(let elements): elements.isEmpty
    case .object(let object): object.isEmpty
    case .integer, .decimal: false
    }
  }

  var isNumber: Bool { double != nil }

  /// The expression operator `==`: a truth value is never a number.
  func equals(_ other: Document) -> Bool {
    (boolean == nil) == (other.boolean == nil) && equalsAsInPython(other)
  }

  /// Python's `==`, which `contains` uses: `True == 1`, `1 == 1.0`, at every depth.
  func equalsAsInPython(_ other: Document) -> Bool {
    switch (self, other) {
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.equalsAsInPython($1) }
    case (.object(let left), .object(let right)):
      left.count == right.count
        && left.members.allSatisfy { member in right[member.key]?.equalsAsInPython(member.value) ?? false }
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.boolean(let left), .integer), (.boolean(let left), .decimal): Document(left ? 1 : 0).hasSameValue(as: other)
    case (.integer, .boolean(let right)), (.decimal, .boolean(let right)): hasSameValue(as: Document(right ? 1 : 0))
    case (.null, _), (.boolean, _), (.integer, _), (.decimal, _), (.string, _), (.list, _), (.object, _):
      hasSameValue(as: other)
    }
  }

  private init(_ integer: Int) { self = .integer(integer) }

  /// Numbers by value, texts by their scalars; the caller has checked that both are of one of the two kinds.
  func isLess(than other: Document) -> Bool {
    if case .integer(let left) = self, case .integer(let right) = other { return left < right }
    if case .string(let left) = self, case .string(let right) = other {
      return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    guard let left = double, let right = other.double else { return false }
    return left < right
  }
}

extension Evaluator {
  func compare(
    _ comparator: Node.Comparator, _ left: Document, _ right: Document
  ) throws(EvaluationError) -> Document {
    switch comparator {
    case .equal: .boolean(left.equals(right))
    case .notEqual: .boolean(!left.equals(right))
    case .less: try ordered(left, right, "<") { $0.isLess(than: $1) }
    case .greater: try ordered(left, right, ">") { $1.isLess(than: $0) }
    case .lessOrEqual: try ordered(left, right, "<=") { $0.isLess(than: $1) || $0.equals($1) }
    case .greaterOrEqual: try ordered(left, right, ">=") { $1.isLess(than: $0) || $0.equals($1) }
    }
  }

  private func ordered(
    _ left: Document, _ right: Document, _ symbol: String, _ holds: (Document, Document) -> Bool
  ) throws(EvaluationError) -> Document {
    let (leftIsText, rightIsText) = (left.string != nil, right.string != nil)
    guard leftIsText || left.isNumber, rightIsText || right.isNumber else { return .null }
    if leftIsText != rightIsText {
      let types = "'\(left.pythonTypeName)' and '\(right.pythonTypeName)'"
      throw EvaluationError(kind: .invalidType, message: "'\(symbol)' not supported between instances of \(types)")
    }
    return .boolean(holds(left, right))
  }
}
