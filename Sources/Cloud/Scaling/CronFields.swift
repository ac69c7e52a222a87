/// The six fields of a cron expression: minutes, hours, day of month, month, day of week, year.
///
/// In: text. Out: the next instant in UTC that all fields agree to, nil where there is none within the next years. Takes
/// `*`, `?`, lists, ranges, steps, names, and `L` as the last day of the month. Pure.
/// Source: Application Auto Scaling User Guide, "Schedule recurring scaling actions using cron expressions".
import SimulationKit

package struct CronFields: Hashable, Sendable {
  private var minutes: Set<Int>
  private var hours: Set<Int>
  /// nil: any.
  private var daysOfMonth: Set<Int>?
  private var isLastDay = false
  private var months: Set<Int>
  /// 1 is Sunday; nil: any.
  private var daysOfWeek: Set<Int>?
  private var years: Set<Int>

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
    minutes = try Self.numbers(fields[0], 0...59, "minutes")
    hours = try Self.numbers(fields[1], 0...23, "hours")
    months = try Self.numbers(fields[3], 1...12, "month", names: Self.monthNames)
    years = try Self.numbers(fields[5], 1_970...2_199, "year")
    if fields[2] == "L" {
      isLastDay = true
    } else if fields[2] != "?" {
      daysOfMonth = try Self.numbers(fields[2], 1...31, "day of month")
    }
    if fields[4] != "?" { daysOfWeek = try Self.numbers(fields[4], 1...7, "day of week", names: Self.dayNames) }
  }

  func next(after instant: Instant) -> Instant? {
    let start = (instant + .milliseconds(1)).milliseconds
    let today = start >= 0 ? start / 86_400_000 : 0
    for day in today..<today + Self.daysAhead where holds(day) {
      for hour in hours.sorted() {
        for minute in minutes.sorted() {
          let moment = Instant(milliseconds: ((day * 24 + hour) * 60 + minute) * 60_000)
          if moment > instant { return moment }
        }
      }
    }
    return nil
  }

  private func holds(_ day: Int) -> Bool {
    let date = CivilTime(of: Instant(milliseconds: day * 86_400_000))
    guard years.contains(date.year), months.contains(date.month) else { return false }
    if isLastDay { return CivilTime(of: Instant(milliseconds: (day + 1) * 86_400_000)).day == 1 }
    if let daysOfMonth { return daysOfMonth.contains(date.day) }
    // 1970-01-01 was a Thursday, the fifth day.
    return daysOfWeek?.contains((day + 4) % 7 + 1) ?? true
  }

  private static func numbers(
    _ text: String, _ range: ClosedRange<Int>, _ field: String, names: [String] = []
  ) throws(ScheduleExpression.Problem) -> Set<Int> {
    var numbers: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
      let problem = ScheduleExpression.Problem(
        message: "The field \(field) takes numbers from \(range.lowerBound) to \(range.upperBound), as in 5, 1-5, */10 "
          + "or 1,3; '\(text)' is none.")
      guard (1...2).contains(pieces.count), let step = pieces.count == 2 ? Int(pieces[1]) : 1,
        (1...1_000).contains(step)
      else { throw problem }
      let ends = pieces[0].split(separator: "-", omittingEmptySubsequences: false)
      func number(_ word: Substring) -> Int? {
        names.firstIndex(of: word.uppercased()).map { $0 + 1 } ?? Int(word)
      }
      let span: ClosedRange<Int>
      if pieces[0] == "*" {
        span = range
      } else if ends.count == 2, let low = number(ends[0]), let high = number(ends[1]), low <= high {
        span = low...high
      } else if ends.count == 1, let low = number(ends[0]) {
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
