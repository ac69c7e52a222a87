/// Schedules: when they are due. The world starts on Monday, 2026-01-05 at 09:00.
import Cloud
import SimulationKit
import Testing

/// The first due moments after the world's start.
private func moments(_ text: String, count: Int = 2) throws -> [String] {
  let schedule = try ScheduleExpression(text)
  var (now, found): (Instant, [String]) = (.worldStart, [])
  while found.count < count, let next = schedule.next(after: now, from: .worldStart) {
    found.append(next.iso8601())
    now = next
  }
  return found
}

@Test(arguments: [
  ("at(2026-01-05T10:30:00)", ["2026-01-05T10:30:00Z"]), ("at(2026-01-05T08:00:00)", []),
  ("rate(5 minutes)", ["2026-01-05T09:05:00Z", "2026-01-05T09:10:00Z"]),
  ("rate(1 hour)", ["2026-01-05T10:00:00Z", "2026-01-05T11:00:00Z"]),
  ("cron(0 9 * * ? *)", ["2026-01-06T09:00:00Z", "2026-01-07T09:00:00Z"]),
  ("cron(*/30 * * * ? *)", ["2026-01-05T09:30:00Z", "2026-01-05T10:00:00Z"]),
  ("cron(15 10 ? * 6L-6 *)", nil), ("cron(15 10 ? * FRI *)", ["2026-01-09T10:15:00Z", "2026-01-16T10:15:00Z"]),
  ("cron(0 18 ? * MON-FRI *)", ["2026-01-05T18:00:00Z", "2026-01-06T18:00:00Z"]),
  ("cron(0 0 L * ? *)", ["2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z"]),
  ("cron(0 8 1 JAN,JUL ? 2027)", ["2027-01-01T08:00:00Z", "2027-07-01T08:00:00Z"]),
  ("cron(0 8 30 2 ? *)", []), ("cron(0 8 * * * *)", nil), ("cron(0 8 * * ?)", nil), ("rate(1 minutes)", nil),
  ("rate(0 minutes)", nil), ("every day", nil), ("at(tomorrow)", nil), ("cron(60 8 * * ? *)", nil),
])
func schedules(text: String, expected: [String]?) throws {
  guard let expected else {
    #expect(throws: ScheduleExpression.Problem.self) { try ScheduleExpression(text) }
    return
  }
  #expect(try moments(text) == expected)
}

/// January 2026 begins on a Thursday: its last Friday is the 30th, its second Tuesday the 13th; the 10th and the 31st are
/// Saturdays, and the 1st of February is a Sunday.
@Test(
  arguments: [
    ("cron(0 6 ? * 6L *)", ["2026-01-30T06:00:00Z", "2026-02-27T06:00:00Z"]),
    ("cron(0 6 ? * TUE#2 *)", ["2026-01-13T06:00:00Z", "2026-02-10T06:00:00Z"]),
    ("cron(0 6 10W 1 ? *)", ["2026-01-09T06:00:00Z", "2027-01-11T06:00:00Z"]),
    ("cron(0 6 LW * ? *)", ["2026-01-30T06:00:00Z", "2026-02-27T06:00:00Z"]),
    ("cron(0 6 1W 2 ? *)", ["2026-02-02T06:00:00Z", "2027-02-01T06:00:00Z"]),
    ("cron(0 6 ? * L *)", ["2026-01-10T06:00:00Z", "2026-01-17T06:00:00Z"]),
    ("cron(0 6 ? * 8L *)", nil), ("cron(0 6 ? * 2#6 *)", nil), ("cron(0 6 32W * ? *)", nil), ("cron(0 6 W * ? *)", nil),
  ] as [(String, [String]?)])
func daysByTheCalendar(text: String, expected: [String]?) throws { try schedules(text: text, expected: expected) }
