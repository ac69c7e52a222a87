/// An ordered JSON value: what requests, replies, lesson data and query results are made of.
///
/// In: values built in code, or read by `DocumentReader`. Out: the same values to walk, compare and write.
/// Keeps the order of object members and the source text of decimals. Never rounds: a number is an `Int`
/// where it is written as one that fits, otherwise a `Decimal` that keeps its text.
package enum Document: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case decimal(Decimal)
  case string(String)
  case list([Document])
  case object(Object)

  /// A number that is not an `Int`, by its JSON source text (`1.50`, `1e400`, `12345678901234567890`).
  package struct Decimal: Hashable, Sendable {
    package let text: String
    /// - Parameter text: a number as RFC 8259 section 6 writes it; the caller has checked that.
    package init(checkedText text: String) { self.text = text }
    package init(_ value: Double) { text = value.description }
    /// The nearest binary value; infinite where it overflows.
    package var value: Double { Double(text) ?? .nan }
  }

  /// Members in the order they were written or added. Keys are unique.
  ///
  /// Lookup is linear: AWS documents have a few dozen members at most.
  package struct Object: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    package struct Member: Hashable, Sendable {
      package let key: String
      package var value: Document
      package init(key: String, value: Document) {
        self.key = key
        self.value = value
      }
    }
    package private(set) var members: [Member]

    package init() { members = [] }
    package init(dictionaryLiteral elements: (String, Document)...) {
      members = []
      for (key, value) in elements { self[key] = value }
    }
    /// - Parameter members: with unique keys; the caller has checked that (the reader refuses duplicates).
    package init(uniqueMembers members: [Member]) { self.members = members }

    /// Adds a member whose key is not there yet; the caller has checked that. O(1).
    package mutating func append(uniqueKey key: String, _ value: Document) {
      members.append(Member(key: key, value: value))
    }
    package mutating func reserveCapacity(_ count: Int) { members.reserveCapacity(count) }

    package var isEmpty: Bool { members.isEmpty }
    package var count: Int { members.count }
    package var keys: [String] { members.map(\.key) }

    /// Reading an absent key gives nil. Setting keeps the place of an existing key, appends a new one, nil removes.
    package subscript(key: String) -> Document? {
      get { members.first { $0.key == key }?.value }
      set {
        if let index = members.firstIndex(where: { $0.key == key }) {
          if let newValue { members[index].value = newValue } else { members.remove(at: index) }
        } else if let newValue {
          members.append(Member(key: key, value: newValue))
        }
      }
    }
  }
}

extension Document: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(arrayLiteral elements: Document...) { self = .list(elements) }
  package init(dictionaryLiteral elements: (String, Document)...) {
    var object = Object()
    for (key, value) in elements { object[key] = value }
    self = .object(object)
  }
}

extension Document {
  package var string: String? { if case .string(let value) = self { value } else { nil } }
  package var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  package var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  package var list: [Document]? { if case .list(let value) = self { value } else { nil } }
  package var object: Object? { if case .object(let value) = self { value } else { nil } }
  package var isNull: Bool { self == .null }
  /// The number as a binary value, nil for anything that is no number.
  package var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .decimal(let value): value.value
    case .null, .boolean, .string, .list, .object: nil
    }
  }

  /// The member `key`, nil where this is no object or has no such member.
  package subscript(key: String) -> Document? { object?[key] }
  /// The element at `index`, nil where this is no list or is shorter.
  package subscript(index: Int) -> Document? {
    guard let list, list.indices.contains(index) else { return nil }
    return list[index]
  }
}
