/// Identifiers of the shapes that cloud APIs use, drawn from a seeded stream.
///
/// In: a stream. Out: text. Never repeats by design only as far as 64-bit chance allows; the caller's store decides.
package struct IdentifierMint: Hashable, Sendable {
  private var stream: SeededStream

  package init(stream: SeededStream) { self.stream = stream }

  /// `count` characters of `0-9a-f`.
  package mutating func hexadecimal(_ count: Int) -> String { characters(count, of: Self.hexadecimalDigits) }
  /// `count` decimal digits; the first may be 0.
  package mutating func digits(_ count: Int) -> String { characters(count, of: Self.decimalDigits) }
  /// `count` characters of `A-Za-z0-9_-`.
  package mutating func urlSafe(_ count: Int) -> String { characters(count, of: Self.urlSafeCharacters) }
  /// `count` characters of `A-Z0-9`.
  package mutating func capitals(_ count: Int) -> String { characters(count, of: Self.capitalCharacters) }
  /// 8-4-4-4-12 lower-case hexadecimal, marked as version 4 (RFC 9562, section 5.4).
  package mutating func uuid() -> String {
    let variant = stream.element(of: Array("89ab")) ?? "8"
    return hexadecimal(8) + "-" + hexadecimal(4) + "-4" + hexadecimal(3) + "-" + String(variant) + hexadecimal(3) + "-"
      + hexadecimal(12)
  }
  package mutating func number(in range: ClosedRange<Int>) -> Int { stream.number(in: range) }

  private mutating func characters(_ count: Int, of alphabet: [UInt8]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for _ in 0..<max(0, count) { bytes.append(alphabet[stream.number(in: 0...alphabet.count - 1)]) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let decimalDigits = Array("0123456789".utf8)
  private static let hexadecimalDigits = Array("0123456789abcdef".utf8)
  private static let capitalCharacters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
  private static let urlSafeCharacters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-".utf8)
}
