/// When a scheduled action or an event rule is due: `at(…)`, `rate(…)` and `cron(…)`, in UTC or
/// in a time zone.
///
/// In: text. Out: the next instant after a given one, nil where there is none; or what is wrong with the text. Pure.
/// Source: Application Auto Scaling User Guide, "Schedule recurring scaling actions using cron expressions"; Amazon
/// EventBridge User Guide, "Rate expressions reference".
import SimulationKit

package enum ScheduleExpression: Hashable, Sendable {
  case at(Instant)
  case rate(Duration)
  case cron(CronFields)

  package struct Problem: Error, Hashable, Sendable {
    /// One sentence that names the rule.
    package let message: String
  }

  package init(_ text: String) throws(Problem) {
    guard text.utf8.count <= 256, text.hasSuffix(")"), let open = text.firstIndex(of: "(") else {
      throw Problem(message: "Write at(2026-01-06T09:00:00), rate(10 minutes) or cron(0 9 * * ? *).")
    }
    let inner = text[text.index(after: open)...].dropLast()
    switch text[..<open] {
    case "at": self = .at(try Self.instant(inner))
    case "rate": self = .rate(try Self.span(inner))
    case "cron": self = .cron(try CronFields(inner))
    default: throw Problem(message: "A schedule begins with at, rate or cron, as in cron(0 9 * * ? *).")
    }
  }

  /// The first due instant after `instant`; a rate counts from `origin`.
  /// - Parameter zone: whose clocks `at` and `cron` mean.
  package func next(after instant: Instant, from origin: Instant, in zone: ClockZone = .utc) -> Instant? {
    switch self {
    case .at(let local):
      let moment = zone.instant(ofLocal: local)
      return moment > instant ? moment : nil
    case .rate(let span):
      guard span > .zero else { return nil }
      guard instant >= origin else { return origin }
      let rounds = (instant - origin).milliseconds / span.milliseconds + 1
      return origin + span * rounds
    case .cron(let fields):
      var local = zone.local(of: instant)
      while let next = fields.next(after: local) {
        let moment = zone.instant(ofLocal: next)
        if moment > instant { return moment }
        local = next  // clocks went back: it was due an hour ago
      }
      return nil
    }
  }

  private static func instant(_ text: Substring) throws(Problem) -> Instant {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      let digits = bytes[range]
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }
    let signs: [(Int, Character)] = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")]
    guard bytes.count == 19, signs.allSatisfy({ bytes[$0.0] == $0.1.asciiValue }), let year = number(0..<4),
      let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13), let minute = number(14..<16),
      let second = number(17..<19), (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60,
      second < 60
    else { throw Problem(message: "at takes a moment in UTC: at(yyyy-mm-ddThh:mm:ss).") }
    let days = CivilTime.daysSince1970(year: year, month: month, day: day)
    return Instant(milliseconds: ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1_000)
  }

  private static func span(_ text: Substring) throws(Problem) -> Duration {
    let problem = Problem(message: "rate takes a number and a unit: rate(1 minute), rate(5 minutes), rate(12 hours).")
    let words = text.split(separator: " ")
    guard words.count == 2, let number = Int(words[0]), (1...100_000).contains(number) else { throw problem }
    switch (words[1], number == 1) {
    case ("minute", true), ("minutes", false): return .minutes(number)
    case ("hour", true), ("hours", false): return .hours(number)
    case ("day", true), ("days", false): return .days(number)
    default: throw problem
    }
  }
}
