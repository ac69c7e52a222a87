/// A length of simulated time as lessons write it: `40s`, `3m`, `1h30m`.
///
/// In: text. Out: whole seconds, from 0 to 30 days (the most that one advance moves). No fractions, no sign.
/// Source: lesson format, section 4; design, "Time".
package struct TimeSpan: Hashable, Sendable, Comparable {
  package let seconds: Int

  package static let zero = TimeSpan(checkedSeconds: 0)
  package static let longest = TimeSpan(checkedSeconds: 30 * 86_400)

  private init(checkedSeconds: Int) { seconds = checkedSeconds }

  package init?(seconds: Int) {
    guard (0...TimeSpan.longest.seconds).contains(seconds) else { return nil }
    self.seconds = seconds
  }

  /// - Throws: the rule that `text` breaks, as a sentence that begins with the text.
  package init(parsing text: String) throws(TimeSpanError) {
    var total = 0
    var digits = ""
    var lastUnit = Int.max
    guard !text.isEmpty else { throw .malformed(text) }
    for character in text {
      if character.isASCII, character.isNumber {
        digits.append(character)
        guard digits.count <= 9 else { throw .tooLong(text) }
        continue
      }
      guard let unit = TimeSpan.secondsPerUnit(character), unit < lastUnit, let number = Int(digits) else {
        throw .malformed(text)
      }
      total += number * unit  // at most 10^9 * 86,400 four times
      lastUnit = unit
      digits = ""
    }
    guard digits.isEmpty else { throw .malformed(text) }
    guard total <= TimeSpan.longest.seconds else { throw .tooLong(text) }
    seconds = total
  }

  private static func secondsPerUnit(_ unit: Character) -> Int? {
    switch unit {
    case "d": 86_400
    case "h": 3600
    case "m": 60
    case "s": 1
    default: nil
    }
  }

  package static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.seconds < right.seconds }
}

extension TimeSpan: CustomStringConvertible {
  /// As a lesson would write it, largest unit first.
  package var description: String {
    guard seconds > 0 else { return "0s" }
    let parts = [(seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")]
    return parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
  }
}

package enum TimeSpanError: Error, Hashable, Sendable {
  case malformed(String)
  case tooLong(String)

  package var message: String {
    switch self {
    case .malformed(let text):
      "'\(text)' is no length of time; write days, hours, minutes and seconds in this order, such as 40s, 3m or 1h30m"
    case .tooLong(let text): "'\(text)' is too long; the longest is 30d"
    }
  }
}
