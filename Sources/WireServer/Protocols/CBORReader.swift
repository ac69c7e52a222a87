/// Reads CBOR into a document.
///
/// In: bytes of a request that is bounded already. Out: one document, or SerializationException. Byte strings become Base64,
/// moments epoch seconds. Never traps, never goes deeper than its limit, never makes room for what is only announced.
/// Source: RFC 8949; smithy.io, "Smithy RPC v2 CBOR protocol" (which tags and simple values there are).
import Cloud
import Documents

struct CBORReader {
  private static let deepest = 128
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  /// - Throws: SerializationException.
  static func read(_ bytes: [UInt8]) throws(ServiceFailure) -> Document {
    var reader = CBORReader(bytes: bytes)
    let document = try reader.item()
    guard reader.index == bytes.count else { throw .unreadable("the CBOR item ends before the body does") }
    return document
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// The head of an item: its major type, and its argument (nil: until a break).
  private struct Head {
    let major: UInt8
    let info: UInt8
    let argument: UInt64?
    var isBreak: Bool { major == 7 && argument == nil }
  }

  private mutating func head() throws(ServiceFailure) -> Head {
    let first = try byte()
    let (major, info) = (first >> 5, first & 31)
    switch info {
    case 0..<24: return Head(major: major, info: info, argument: UInt64(info))
    case 24..<28:
      var argument: UInt64 = 0
      for _ in 0..<(1 << (info - 24)) { argument = argument << 8 | UInt64(try byte()) }
      return Head(major: major, info: info, argument: argument)
    case 31 where (2...5).contains(major) || major == 7: return Head(major: major, info: info, argument: nil)
    default: throw .unreadable("no CBOR item begins with the byte \(first)")
    }
  }

  private mutating func byte() throws(ServiceFailure) -> UInt8 {
    guard index < bytes.count else { throw .unreadable("the CBOR item is cut off") }
    defer { index += 1 }
    return bytes[index]
  }

  private mutating func item() throws(ServiceFailure) -> Document { try item(after: head()) }

  private mutating func item(after head: Head) throws(ServiceFailure) -> Document {
    guard depth < Self.deepest else { throw .unreadable("more than \(Self.deepest) CBOR items inside one another") }
    depth += 1
    defer { depth -= 1 }
    switch head.major {
    case 0: return Self.number(head.argument ?? 0, isNegative: false)
    case 1: return Self.number(head.argument ?? 0, isNegative: true)
    case 2: return .string(Base64.encoded(try string(head)))
    case 3:
      guard let text = String(validating: try string(head), as: UTF8.self) else {
        throw .unreadable("a CBOR text is not UTF-8")
      }
      return .string(text)
    case 4: return .list(try list(head))
    case 5: return .object(try map(head))
    case 6:
      guard head.argument == 1 else { throw .unreadable("the CBOR tag \(head.argument ?? 0) is not expected here") }
      let moment = try item()
      guard moment.double != nil else { throw .unreadable("a moment in CBOR is a number") }
      return moment
    default: return try simple(head)
    }
  }

  private static func number(_ argument: UInt64, isNegative: Bool) -> Document {
    if let value = Int(exactly: argument) { return .integer(isNegative ? -1 - value : value) }
    // -1 - argument, where it fits no Int; the greatest argument has no successor.
    let (next, overflows) = argument.addingReportingOverflow(1)
    let text = isNegative ? "-" + (overflows ? "18446744073709551616" : String(next)) : String(argument)
    return .decimal(Document.Decimal(checkedText: text))
  }

  /// A byte or text string, in one piece or in several.
  private mutating func string(_ head: Head) throws(ServiceFailure) -> [UInt8] {
    if let count = head.argument { return try take(count) }
    var whole: [UInt8] = []
    while true {
      let piece = try self.head()
      if piece.isBreak { return whole }
      guard piece.major == head.major, let count = piece.argument else {
        throw .unreadable("a CBOR string has pieces of another kind")
      }
      whole += try take(count)
    }
  }

  private mutating func take(_ count: UInt64) throws(ServiceFailure) -> [UInt8] {
    guard let count = Int(exactly: count), count <= bytes.count - index else {
      throw .unreadable("the CBOR item is cut off")
    }
    defer { index += count }
    return Array(bytes[index..<index + count])
  }

  /// Whether one more element follows.
  private mutating func next(of head: Head, after count: Int) throws(ServiceFailure) -> Head? {
    if let wanted = head.argument { return UInt64(count) < wanted ? try self.head() : nil }
    let next = try self.head()
    return next.isBreak ? nil : next
  }

  private mutating func list(_ head: Head) throws(ServiceFailure) -> [Document] {
    var elements: [Document] = []
    while let next = try next(of: head, after: elements.count) { elements.append(try item(after: next)) }
    return elements
  }

  private mutating func map(_ head: Head) throws(ServiceFailure) -> Document.Object {
    var members: [Document.Object.Member] = []
    var keys: Set<String> = []
    while let next = try next(of: head, after: members.count) {
      guard next.major == 3, case .string(let key) = try item(after: next) else {
        throw .unreadable("a name in a CBOR map is a text")
      }
      guard keys.insert(key).inserted else {
        throw .unreadable("\(Document.quoted(String(key.prefix(80)))) stands twice in a CBOR map")
      }
      members.append(.init(key: key, value: try item()))
    }
    return Document.Object(uniqueMembers: members)
  }

  private func simple(_ head: Head) throws(ServiceFailure) -> Document {
    let argument = head.argument ?? 0
    switch head.info {
    case 20: return false
    case 21: return true
    case 22, 23: return .null
    case 25: return try Self.number(Self.half(UInt16(truncatingIfNeeded: argument)))
    case 26: return try Self.number(Double(Float(bitPattern: UInt32(truncatingIfNeeded: argument))))
    case 27: return try Self.number(Double(bitPattern: argument))
    case 31: throw .unreadable("a CBOR break stands where nothing ends")
    default: throw .unreadable("the CBOR simple value \(argument) is not expected here")
    }
  }

  private static func number(_ value: Double) throws(ServiceFailure) -> Document {
    guard value.isFinite else { throw .unreadable("\(value) is no number that can be used") }
    return .decimal(Document.Decimal(value))
  }

  /// RFC 8949, appendix D.
  private static func half(_ bits: UInt16) -> Double {
    let (exponent, fraction) = (Int(bits >> 10 & 31), Double(bits & 1_023))
    let magnitude =
      switch exponent {
      case 0: fraction / 16_777_216
      case 31: fraction == 0 ? Double.infinity : .nan
      default: Double(sign: .plus, exponent: exponent - 25, significand: fraction + 1_024)
      }
    return bits >> 15 == 0 ? magnitude : -magnitude
  }
}
