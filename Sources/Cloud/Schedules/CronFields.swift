/// The six fields of a cron expression: minutes, hours, day of month, month, day of week, year.
///
/// In: text. Out: the next instant that all fields agree to, read in UTC, nil where there is none within the next
/// years. Takes `*`, `?`, lists, ranges, steps, names; of days also `L` (the last), `15W` (the weekday nearest to the
/// 15th) and `3#2` (the second Tuesday). Pure.
/// Source: Amazon EventBridge User Guide, "Cron expressions reference"; Application Auto Scaling User Guide, "Schedule
/// recurring scaling actions using cron expressions".
import SimulationKit

package struct CronFields: Hashable, Sendable {
  /// Ascending.
  private let minutes: [Int]
  private let hours: [Int]
  private let days: Days
  private let months: Set<Int>
  private let years: Set<Int>

  /// Which days of a month are meant. Of the week, 1 is Sunday.
  private enum Days: Hashable, Sendable {
    case ofMonth(Set<Int>)
    case lastOfMonth
    case lastWeekdayOfMonth
    case weekdayNearest(Int)
    case ofWeek(Set<Int>)
    case lastOfWeek(Int)
    /// The `nth` such day of the month.
    case nthOfWeek(Int, nth: Int)
  }

  private static let monthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
  private static let dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
  /// How far ahead a due day is looked for.
  private static let daysAhead = 366 * 12

  init(_ text: Substring) throws(ScheduleExpression.Problem) {
    let fields = text.split(separator: " ").map(String.init)
    guard fields.count == 6 else {
      throw .init(
        message: "cron takes six fields, minutes, hours, day of month, month, day of week and year: cron(0 9 * * ? *).")
    }
    guard (fields[2] == "?") != (fields[4] == "?") else {
      throw .init(message: "One of day of month and day of week must be ?, and the other one not: cron(0 9 * * ? *).")
    }
    minutes = try Self.numbers(fields[0], 0...59, "minutes").sorted()
    hours = try Self.numbers(fields[1], 0...23, "hours").sorted()
    months = try Self.numbers(fields[3], 1...12, "month", names: Self.monthNames)
    years = try Self.numbers(fields[5], 1_970...2_199, "year")
    days = try fields[4] == "?" ? Self.daysOfMonth(fields[2]) : Self.daysOfWeek(fields[4])
  }

  func next(after instant: Instant) -> Instant? {
    let start = (instant + .milliseconds(1)).milliseconds
    let today = start >= 0 ? start / 86_400_000 : 0
    for day in today..<today + Self.daysAhead where holds(day) {
      for hour in hours {
        let begin = (day * 24 + hour) * 3_600_000
        guard begin + 3_600_000 > start else { continue }
        for minute in minutes {
          let moment = Instant(milliseconds: begin + minute * 60_000)
          if moment > instant { return moment }
        }
      }
    }
    return nil
  }

  /// - Parameter day: since 1970-01-01.
  private func holds(_ day: Int) -> Bool {
    let date = Self.date(day)
    guard years.contains(date.year), months.contains(date.month) else { return false }
    let left = Self.length(ofMonthOf: date) - date.day
    let dayOfWeek = Self.dayOfWeek(day)
    switch days {
    case .ofMonth(let days): return days.contains(date.day)
    case .lastOfMonth: return left == 0
    case .lastWeekdayOfMonth: return date.day == Self.weekday(nearest: date.day + left, in: day - date.day + 1, date)
    case .weekdayNearest(let wanted):
      return date.day == Self.weekday(nearest: wanted, in: day - date.day + 1, date)
    case .ofWeek(let days): return days.contains(dayOfWeek)
    case .lastOfWeek(let wanted): return dayOfWeek == wanted && left < 7
    case .nthOfWeek(let wanted, let nth): return dayOfWeek == wanted && (date.day - 1) / 7 + 1 == nth
    }
  }

  private static func date(_ day: Int) -> CivilTime { CivilTime(of: Instant(milliseconds: day * 86_400_000)) }

  /// 1970-01-01 was a Thursday, the fifth day.
  /// - Parameter day: since 1970-01-01.
  static func dayOfWeek(_ day: Int) -> Int { ((day + 4) % 7 + 7) % 7 + 1 }

  private static func length(ofMonthOf date: CivilTime) -> Int {
    let next =
      date.month == 12
      ? CivilTime.daysSince1970(year: date.year + 1, month: 1, day: 1)
      : CivilTime.daysSince1970(year: date.year, month: date.month + 1, day: 1)
    return next - CivilTime.daysSince1970(year: date.year, month: date.month, day: 1)
  }

  /// The day of the month from Monday to Friday that is nearest to `wanted` within the month; nil where the month is
  /// shorter.
  /// - Parameter first: the month's first day, since 1970-01-01.
  private static func weekday(nearest wanted: Int, in first: Int, _ date: CivilTime) -> Int? {
    let length = length(ofMonthOf: date)
    guard wanted <= length else { return nil }
    switch dayOfWeek(first + wanted - 1) {
    case 1: return wanted == length ? wanted - 2 : wanted + 1
    case 7: return wanted == 1 ? 3 : wanted - 1
    default: return wanted
    }
  }

  // MARK: - Reading

  private static func daysOfMonth(_ text: String) throws(ScheduleExpression.Problem) -> Days {
    if text == "L" { return .lastOfMonth }
    if text == "LW" { return .lastWeekdayOfMonth }
    if text.hasSuffix("W") {
      guard let day = Int(text.dropLast()), (1...31).contains(day) else {
        throw problem(text, 1...31, "day of month")
      }
      return .weekdayNearest(day)
    }
    return .ofMonth(try numbers(text, 1...31, "day of month"))
  }

  private static func daysOfWeek(_ text: String) throws(ScheduleExpression.Problem) -> Days {
    if text == "L" { return .ofWeek([7]) }
    if text.hasSuffix("L") {
      guard let day = number(text.dropLast(), dayNames), (1...7).contains(day) else {
        throw problem(text, 1...7, "day of week")
      }
      return .lastOfWeek(day)
    }
    let parts = text.split(separator: "#", omittingEmptySubsequences: false)
    if parts.count == 2 {
      guard let day = number(parts[0], dayNames), (1...7).contains(day), let nth = Int(parts[1]), (1...5).contains(nth)
      else { throw problem(text, 1...7, "day of week") }
      return .nthOfWeek(day, nth: nth)
    }
    return .ofWeek(try numbers(text, 1...7, "day of week", names: dayNames))
  }

  private static func number(_ word: Substring, _ names: [String]) -> Int? {
    names.firstIndex(of: word.uppercased()).map { $0 + 1 } ?? Int(word)
  }

  private static func problem(_ text: String, _ range: ClosedRange<Int>, _ field: String) -> ScheduleExpression.Problem
  {
    .init(
      message: "The field \(field) takes numbers from \(range.lowerBound) to \(range.upperBound), as in 5, 1-5, */10 "
        + "or 1,3; '\(text)' is none.")
  }

  private static func numbers(
    _ text: String, _ range: ClosedRange<Int>, _ field: String, names: [String] = []
  ) throws(ScheduleExpression.Problem) -> Set<Int> {
    var numbers: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
      let problem = problem(text, range, field)
      guard (1...2).contains(pieces.count), let step = pieces.count == 2 ? Int(pieces[1]) : 1,
        (1...1_000).contains(step)
      else { throw problem }
      let ends = pieces[0].split(separator: "-", omittingEmptySubsequences: false)
      let span: ClosedRange<Int>
      if pieces[0] == "*" {
        span = range
      } else if ends.count == 2, let low = number(ends[0], names), let high = number(ends[1], names), low <= high {
        span = low...high
      } else if ends.count == 1, let low = number(ends[0], names) {
        span = low...(pieces.count == 2 ? max(low, range.upperBound) : low)
      } else {
        throw problem
      }
      guard range.contains(span.lowerBound), range.contains(span.upperBound) else { throw problem }
      numbers.formUnion(stride(from: span.lowerBound, through: span.upperBound, by: step))
    }
    return numbers
  }
}
