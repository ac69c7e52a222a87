/// Civil dates of instants, UTC only.
///
/// In: an instant, or ISO 8601 text. Out: its date and time of day, or text. No time zones, no leap seconds, no locale.
/// Source of the day arithmetic: the proleptic Gregorian calendar (ISO 8601, section 4.3.2.1).
package struct CivilTime: Hashable, Sendable {
  package var year: Int, month: Int, day: Int
  package var hour: Int, minute: Int, second: Int, millisecond: Int

  package init(of instant: Instant) {
    let days = instant.milliseconds.flooredQuotient(by: 86_400_000)
    let rest = instant.milliseconds.flooredRemainder(by: 86_400_000)
    (year, month, day) = Self.date(daysSince1970: days)
    hour = rest / 3_600_000
    minute = rest / 60_000 % 60
    second = rest / 1_000 % 60
    millisecond = rest % 1_000
  }

  /// The date `days` after 1970-01-01. Counts in 400-year cycles of 146,097 days from 0000-03-01.
  private static func date(daysSince1970 days: Int) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = shifted.flooredQuotient(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// Days from 1970-01-01 to the date; the month may be any from 1 to 12.
  package static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear.flooredQuotient(by: 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Instant {
  /// `2026-01-05T09:00:00Z`, with `.123` before the Z where `milliseconds` is asked for.
  package func iso8601(milliseconds wanted: Bool = false) -> String {
    let time = CivilTime(of: self)
    let date = "\(padded(time.year, 4))-\(padded(time.month, 2))-\(padded(time.day, 2))"
    let clock = "\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
    return "\(date)T\(clock)\(wanted ? "." + padded(time.millisecond, 3) : "")Z"
  }

  /// `09:04:05`, the time of day.
  package var timeOfDay: String {
    let time = CivilTime(of: self)
    return "\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
  }

  /// Epoch seconds as AWS's wire writes them: `1767603600` or `1767603600.005`.
  package var epochSecondsText: String {
    let (seconds, rest) = milliseconds.magnitude.quotientAndRemainder(dividingBy: 1_000)
    let sign = milliseconds < 0 ? "-" : ""
    return rest == 0 ? "\(sign)\(seconds)" : "\(sign)\(seconds).\(padded(Int(rest), 3))"
  }
}

extension Int {
  func flooredQuotient(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
  func flooredRemainder(by divisor: Int) -> Int {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = "\(number)"
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Instant {
  /// `2026-01-05T09:00:00Z` or with `.123` before the Z; nil for anything else.
  package init?(iso8601 text: String) {
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
    self.init(milliseconds: ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1_000 + milliseconds)
  }
}
