/// The body of the query protocols: `Action=…&Version=…&Names.member.1=…`.
///
/// In: bytes of `application/x-www-form-urlencoded`. Out: a tree of the names' parts. Caps fields and depth.
/// Source: WHATWG URL standard, "application/x-www-form-urlencoded parsing".
import Cloud

struct FormBody: Hashable, Sendable {
  /// A part of a name, with its value where the name ends, and the parts after the next full stop.
  struct Node: Hashable, Sendable {
    var value: String?
    var children: [String: Node] = [:]

    /// The children whose names are ordinals, in that order.
    var numbered: [Node] {
      children.compactMap { key, node in Int(key).map { ($0, node) } }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    mutating func set(_ value: String, at path: ArraySlice<Substring>) {
      guard let first = path.first else {
        self.value = value
        return
      }
      children[String(first), default: Node()].set(value, at: path.dropFirst())
    }
  }

  private static let mostFields = 10_000
  private static let deepest = 32
  private(set) var root = Node()

  init() {}

  /// - Throws: SerializationException.
  init(_ bytes: [UInt8]) throws(ServiceFailure) {
    let fields = bytes.split(separator: UInt8(ascii: "&"))
    guard fields.count <= Self.mostFields else { throw .unreadable("more than \(Self.mostFields) fields") }
    for field in fields {
      let place = field.firstIndex(of: UInt8(ascii: "=")) ?? field.endIndex
      let name = try Self.decoded(field[..<place])
      let value = place < field.endIndex ? try Self.decoded(field[(place + 1)...]) : ""
      let path = name.split(separator: ".", omittingEmptySubsequences: false)
      guard path.count <= Self.deepest else { throw .unreadable("a name has more than \(Self.deepest) parts") }
      root.set(value, at: path[...])
    }
  }

  subscript(name: String) -> String? { root.children[name]?.value }

  /// `+` is a blank, `%41` a byte.
  static func decoded(_ bytes: ArraySlice<UInt8>) throws(ServiceFailure) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "%") else {
        result.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        continue
      }
      guard index + 1 < bytes.endIndex, let high = digit(bytes[index]), let low = digit(bytes[index + 1]) else {
        throw .unreadable("% needs two hexadecimal digits after it")
      }
      result.append(high << 4 | low)
      index += 2
    }
    guard let text = String(validating: result, as: UTF8.self) else { throw .unreadable("the form is not UTF-8") }
    return text
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
