/// Puts characters together from bytes that come one at a time.
///
/// In: bytes. Out: a scalar when one is whole. Never stalls on bytes that are no UTF-8: those become U+FFFD.
/// Source: The Unicode Standard, section 3.9, table 3-7 (well-formed UTF-8).
struct UTF8Assembler {
  enum Step: Hashable {
    case scalar(Unicode.Scalar)
    case needsMore
    /// What came so far was no character; the byte itself must be given again.
    case broken
  }

  private var pending: [UInt8] = []
  private var length = 0

  var isEmpty: Bool { pending.isEmpty }

  mutating func take(_ byte: UInt8) -> Step {
    if pending.isEmpty {
      switch byte {
      case 0x00...0x7F: return .scalar(Unicode.Scalar(byte))
      case 0xC2...0xDF: length = 2
      case 0xE0...0xEF: length = 3
      case 0xF0...0xF4: length = 4
      default: return .scalar("\u{FFFD}")
      }
      pending = [byte]
      return .needsMore
    }
    guard (0x80...0xBF).contains(byte) else {
      pending = []
      return .broken
    }
    pending.append(byte)
    guard pending.count == length else { return .needsMore }
    defer { pending = [] }
    return .scalar(String(decoding: pending, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}")
  }
}
