/// Timestamps of the XML protocols.
///
/// In: ISO 8601 in UTC, or epoch seconds of a reply. Out: the other. Source: smithy.io, `timestampFormat` `date-time`.
import Documents
import SimulationKit

enum WireTime {
  /// `2026-01-05T09:00:00Z` or with `.123` before the Z; nil for anything else.
  static func instant(_ text: String) -> Instant? {
    let bytes = Array(text.utf8)
    guard (20...32).contains(bytes.count), bytes.last == UInt8(ascii: "Z") else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      let digits = bytes[range]
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }
    let signs: [(Int, Character)] = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")]
    guard signs.allSatisfy({ bytes[$0.0] == $0.1.asciiValue }),
      let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
      let minute = number(14..<16), let second = number(17..<19), (1...12).contains(month), (1...31).contains(day),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    var milliseconds = 0
    if bytes.count > 20 {
      let digits = bytes[20..<bytes.count - 1]
      guard bytes[19] == UInt8(ascii: "."), !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      for place in 0..<3 {
        milliseconds = milliseconds * 10 + (place < digits.count ? Int(digits[20 + place]) - 0x30 : 0)
      }
    }
    let days = CivilTime.daysSince1970(year: year, month: month, day: day)
    return Instant(milliseconds: ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1_000 + milliseconds)
  }

  /// Epoch seconds as replies and requests carry them.
  static func document(_ instant: Instant) -> Document {
    instant.milliseconds % 1_000 == 0
      ? .integer(instant.milliseconds / 1_000) : .decimal(Document.Decimal(checkedText: instant.epochSecondsText))
  }

  /// ISO 8601 of a reply's epoch seconds.
  static func text(_ document: Document) -> String? {
    guard let seconds = document.double, seconds.magnitude < 1e12 else { return nil }
    let instant = Instant(milliseconds: Int((seconds * 1_000).rounded()))
    return instant.iso8601(milliseconds: instant.milliseconds % 1_000 != 0)
  }
}
