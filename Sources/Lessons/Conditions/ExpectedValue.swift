import Documents

/// A value that an author wrote, to compare with what a query or an option gives.
///
/// In: a YAML value. Out: whether a document is meant by it. A plain scalar is read by what it is compared with, so
/// `no`, `1.10` and `256` mean the text, the number or the truth value that the service answers with; a quoted one
/// is a text only. Source: lesson format, sections 1.5 and 4.
package indirect enum ExpectedValue: Hashable, Sendable {
  case null
  /// Written in quotes or as a block.
  case text(String)
  /// Written without quotes.
  case plain(String)
  /// `/…/`, where patterns are allowed (`with`).
  case pattern(Pattern)
  case list([ExpectedValue])
  case object([Member])

  package struct Member: Hashable, Sendable {
    package let key: String
    package let value: ExpectedValue
  }

  /// Equality: lists element by element, objects with the same keys in any order.
  /// - Throws: `PatternError.limitReached` from a pattern.
  package func equals(_ document: Document) throws(PatternError) -> Bool {
    switch self {
    case .null: return document.isNull
    case .text(let text): return document.string == text
    case .plain(let text): return ExpectedValue.plain(text, means: document)
    case .pattern(let pattern): return try pattern.matches(ExpectedValue.comparableText(of: document) ?? "")
    case .list(let wanted):
      guard let seen = document.list, seen.count == wanted.count else { return false }
      for (value, element) in zip(wanted, seen) where try !value.equals(element) { return false }
      return true
    case .object(let wanted):
      guard let seen = document.object, seen.count == wanted.count else { return false }
      for member in wanted {
        guard let value = seen[member.key], try member.value.equals(value) else { return false }
      }
      return true
    }
  }

  /// What `with` asks of an option: an object may have more members, a list more elements in any order, and a single
  /// value is found in a list.
  /// - Throws: `PatternError.limitReached` from a pattern.
  package func isMet(by document: Document) throws(PatternError) -> Bool {
    switch self {
    case .null: return document.isNull
    case .text, .plain, .pattern:
      guard let elements = document.list else { return try equals(document) }
      for element in elements where try equals(element) { return true }
      return false
    case .list(let wanted):
      guard let seen = document.list else { return false }
      for value in wanted where try !value.isMet(by: .list(seen)) { return false }
      return true
    case .object(let wanted):
      if let elements = document.list {
        for element in elements where try isMet(by: element) { return true }
        return false
      }
      for member in wanted {
        guard let value = document[member.key], try member.value.isMet(by: value) else { return false }
      }
      return document.object != nil
    }
  }

  /// As a learner reads it (`2`, `ACTIVE`, `[a, b]`).
  package var shown: String {
    switch self {
    case .null: "null"
    case .text(let text), .plain(let text): text
    case .pattern(let pattern): pattern.text
    case .list(let values): "[" + values.map(\.shown).joined(separator: ", ") + "]"
    case .object(let members): "{" + members.map { "\($0.key): \($0.value.shown)" }.joined(separator: ", ") + "}"
    }
  }

  private static func plain(_ text: String, means document: Document) -> Bool {
    switch document {
    case .null, .list, .object: false
    case .string(let seen): seen == text
    case .boolean(let seen): text == (seen ? "true" : "false")
    case .integer, .decimal: ExpectedNumber(text)?.compared(with: document) == .same
    }
  }

  /// A scalar's text: numbers as written, `true` and `false`; nil for null, lists and objects.
  static func comparableText(of document: Document) -> String? {
    switch document {
    case .null, .list, .object: nil
    case .string(let text): text
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .decimal(let value): value.text
    }
  }
}

/// A number that an author wrote; compares exactly with whole numbers, as binary values otherwise.
package struct ExpectedNumber: Hashable, Sendable {
  package enum Comparison: Hashable, Sendable { case less, same, greater }
  /// As written.
  package let text: String
  private let integer: Int?
  private let value: Double

  /// Nil where `text` is no finite JSON number.
  package init?(_ text: String) {
    guard ExpectedNumber.isNumber(text), let value = Double(text), value.isFinite else { return nil }
    self.text = text
    self.value = value
    integer = Int(text)
  }

  /// How `document` stands to this number; nil where it is no number. A text that is a number counts as one, as AWS
  /// answers with texts for some (`cpu`).
  package func compared(with document: Document) -> Comparison? {
    if let text = document.string { return ExpectedNumber(text).map { order($0.integer, $0.value) } }
    guard let value = document.double, !value.isNaN else { return nil }
    return order(document.integer, value)
  }

  private func order(_ otherInteger: Int?, _ otherValue: Double) -> Comparison {
    if let integer, let otherInteger {
      return otherInteger == integer ? .same : otherInteger < integer ? .less : .greater
    }
    return otherValue == value ? .same : otherValue < value ? .less : .greater
  }

  package static func <= (left: ExpectedNumber, right: ExpectedNumber) -> Bool {
    left.order(right.integer, right.value) != .less
  }

  /// RFC 8259, section 6.
  private static func isNumber(_ text: String) -> Bool {
    var rest = Substring(text)
    if rest.first == "-" { rest.removeFirst() }
    let whole = rest.prefix { $0.isASCII && $0.isNumber }
    guard !whole.isEmpty, whole == "0" || whole.first != "0" else { return false }
    rest = rest.dropFirst(whole.count)
    if rest.first == "." {
      let fraction = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard !fraction.isEmpty else { return false }
      rest = rest.dropFirst(fraction.count + 1)
    }
    guard let exponentMark = rest.first else { return true }
    guard exponentMark == "e" || exponentMark == "E" else { return false }
    rest = rest.dropFirst()
    if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy { $0.isASCII && $0.isNumber }
  }
}
