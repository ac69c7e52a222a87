import Documents

/// The operators of a state condition, and the one place that judges with them.
///
/// In: what a query gave. Out: whether the operator holds. The null rule: on `null` every operator is false, except
/// `is: null` and `exists: false`. A value of a kind that an operator cannot compare is false, never an error.
/// Source: lesson format, section 4.
package enum Operator: Hashable, Sendable {
  /// No operator written: the result must be `true`.
  case isTrue
  case `is`(ExpectedValue)
  case isNot(ExpectedValue)
  case atLeast(ExpectedNumber)
  case atMost(ExpectedNumber)
  /// Both ends included.
  case between(ExpectedNumber, ExpectedNumber)
  case oneOf([ExpectedValue])
  /// A list that has the element, or a text that has the part.
  case contains(ExpectedValue)
  case matches(Pattern)
  /// A list with these elements in any order, however often each.
  case sameSet([ExpectedValue])
  case exists(Bool)

  /// The keys that lessons write, in the order of the format.
  package static let keys = [
    "is", "is-not", "at-least", "at-most", "between", "one-of", "contains", "matches", "same-set", "exists",
  ]

  /// - Throws: `PatternError.limitReached` where a pattern needs more work than is allowed.
  package func holds(on document: Document) throws(PatternError) -> Bool {
    if document.isNull { return holdsOnNull }
    switch self {
    case .isTrue: return document == .boolean(true)
    case .is(let value): return try value.equals(document)
    case .isNot(let value): return try !value.equals(document)
    case .atLeast(let number): return isOne(of: [.same, .greater], number.compared(with: document))
    case .atMost(let number): return isOne(of: [.same, .less], number.compared(with: document))
    case .between(let low, let high):
      return isOne(of: [.same, .greater], low.compared(with: document))
        && isOne(of: [.same, .less], high.compared(with: document))
    case .oneOf(let values): return try Operator.any(of: values, equals: document)
    case .contains(let value): return try Operator.contains(value, in: document)
    case .matches(let pattern):
      // `a && b` gives `false` where `a` does not hold: that is no text.
      guard document.boolean == nil, let text = ExpectedValue.comparableText(of: document) else { return false }
      return try pattern.matches(text)
    case .sameSet(let values): return try Operator.sameSet(values, document)
    case .exists(let wanted): return wanted
    }
  }

  /// Whether it holds on `false` without being about truth values.
  var takesFalseForAValue: Bool {
    switch self {
    case .isNot(.plain("true")), .isNot(.plain("false")): false
    case .isNot, .exists(true): true
    case .isTrue, .is, .atLeast, .atMost, .between, .oneOf, .contains, .matches, .sameSet, .exists: false
    }
  }

  private var holdsOnNull: Bool {
    switch self {
    case .is(.null), .exists(false): true
    case .isTrue, .is, .isNot, .atLeast, .atMost, .between, .oneOf, .contains, .matches, .sameSet, .exists: false
    }
  }

  /// What the checklist says after "wanted".
  package var wanted: String {
    switch self {
    case .isTrue: "true"
    case .is(let value): value.shown
    case .isNot(let value): "anything but \(value.shown)"
    case .atLeast(let number): "at least \(number.text)"
    case .atMost(let number): "at most \(number.text)"
    case .between(let low, let high): "\(low.text) to \(high.text)"
    case .oneOf(let values): "one of " + values.map(\.shown).joined(separator: ", ")
    case .contains(let value): "something that contains \(value.shown)"
    case .matches(let pattern): "a text that matches \(pattern.text)"
    case .sameSet(let values): "exactly " + values.map(\.shown).joined(separator: ", ") + " in any order"
    case .exists(let wanted): wanted ? "a value" : "no value"
    }
  }

  private func isOne(of wanted: [ExpectedNumber.Comparison], _ seen: ExpectedNumber.Comparison?) -> Bool {
    seen.map(wanted.contains) ?? false
  }

  private static func any(of values: [ExpectedValue], equals document: Document) throws(PatternError) -> Bool {
    for value in values where try value.equals(document) { return true }
    return false
  }

  private static func contains(_ value: ExpectedValue, in document: Document) throws(PatternError) -> Bool {
    if let elements = document.list {
      for element in elements where try value.equals(element) { return true }
      return false
    }
    guard let text = document.string else { return false }
    switch value {
    case .text(let part), .plain(let part): return text.contains(part)
    case .null, .pattern, .list, .object: return false
    }
  }

  private static func sameSet(_ values: [ExpectedValue], _ document: Document) throws(PatternError) -> Bool {
    guard let elements = document.list else { return false }
    for element in elements where try !any(of: values, equals: element) { return false }
    for value in values where try !contains(value, in: document) { return false }
    return true
  }
}
