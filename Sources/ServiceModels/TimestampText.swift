/// What a client takes for a moment in time.
///
/// In: a value of an input. Out: whether it reads as a timestamp. Seconds since 1970 (a number, or a string of one),
/// ISO 8601 dates and times, and the date form of RFC 822. Source: botocore `parse_to_aware_datetime`; the many looser
/// forms that its date library guesses at are not taken.
import Documents

package enum TimestampText {
  package static func isTimestamp(_ value: Document) -> Bool {
    switch value {
    case .integer, .decimal, .boolean: true
    case .string(let text): isTimestamp(text)
    case .null, .list, .object: false
    }
  }

  static func isTimestamp(_ text: String) -> Bool {
    if let seconds = Double(text), seconds.isFinite { return true }
    var reader = Reader(text)
    return reader.readISO() || readRFC822(text)
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// "Mon, 05 Jan 2026 09:00:00 GMT", with or without the day's name.
  private static func readRFC822(_ text: String) -> Bool {
    var words = text.split(whereSeparator: { $0 == " " || $0 == "," }).map { $0.lowercased() }
    if let first = words.first, Int(first) == nil { words.removeFirst() }
    guard words.count >= 3, words.count <= 5, let day = Int(words[0]), (1...31).contains(day),
      months.contains(String(words[1].prefix(3))), let year = Int(words[2]), (1...9999).contains(year)
    else { return false }
    guard words.count > 3 else { return true }
    var clock = Reader(words[3])
    return clock.readTime() && clock.isAtEnd
  }

  private struct Reader {
    private let characters: [UInt8]
    private var index = 0
    init(_ text: String) { characters = Array(text.utf8) }

    var isAtEnd: Bool { index == characters.count }

    private mutating func take(_ byte: Character) -> Bool {
      guard index < characters.count, characters[index] == byte.asciiValue else { return false }
      index += 1
      return true
    }

    private var startsWithDigit: Bool { index < characters.count && (48...57).contains(characters[index]) }

    private mutating func number(_ digits: Int, _ range: ClosedRange<Int>) -> Bool {
      guard index + digits <= characters.count else { return false }
      var value = 0
      for offset in 0..<digits {
        let digit = Int(characters[index + offset]) - 48
        guard (0...9).contains(digit) else { return false }
        value = value * 10 + digit
      }
      index += digits
      return range.contains(value)
    }

    /// `2026-01-05`, `20260105`, then optionally `T` or a blank, a time and a zone.
    mutating func readISO() -> Bool {
      guard number(4, 1...9999) else { return false }
      let dashed = take("-")
      guard number(2, 1...12) else { return false }
      if dashed, isAtEnd { return true }
      if dashed, !take("-") { return false }
      guard number(2, 1...31) else { return false }
      if isAtEnd { return true }
      guard take("T") || take("t") || take(" ") else { return false }
      return readTime() && readZone() && isAtEnd
    }

    mutating func readTime() -> Bool {
      guard number(2, 0...23) else { return false }
      let hasColons = take(":")
      guard number(2, 0...59) else { return false }
      guard hasColons ? take(":") : startsWithDigit else { return true }
      guard number(2, 0...60) else { return false }
      if take(".") || take(",") {
        let start = index
        while index < characters.count, (48...57).contains(characters[index]) { index += 1 }
        return index > start
      }
      return true
    }

    private mutating func readZone() -> Bool {
      _ = take(" ")
      if isAtEnd || take("Z") || take("z") { return true }
      if index + 3 == characters.count {
        let zone = String(decoding: characters[index...], as: UTF8.self).uppercased()
        if zone == "UTC" || zone == "GMT" {
          index = characters.count
          return true
        }
      }
      guard take("+") || take("-"), number(2, 0...23) else { return false }
      if isAtEnd { return true }
      _ = take(":")
      return number(2, 0...59)
    }
  }
}
