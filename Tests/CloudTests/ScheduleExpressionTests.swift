/// Schedules: when they are due. The world starts on Monday, 2026-01-05 at 09:00.
import Cloud
import SimulationKit
import Testing

/// The first due moments after the world's start.
private func moments(_ text: String, count: Int = 2, from start: Instant = .worldStart, zone: String = "UTC") throws
  -> [String]
{
  let zone = try #require(ClockZone(named: zone))
  let schedule = try ScheduleExpression(text)
  var (now, found): (Instant, [String]) = (start, [])
  while found.count < count, let next = schedule.next(after: now, from: .worldStart, in: zone) {
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

/// Berlin is an hour ahead of UTC, two from the last Sunday of March (the 29th in 2026, 01:00 UTC) to that of October (the
/// 25th). New York is five hours behind, four from the second Sunday of March (the 8th, 07:00 UTC) to the first of November
/// (the 1st, 06:00 UTC). Sydney is ten hours ahead, eleven from the first Sunday of October to that of April. Santiago is
/// four hours behind, three from September to April. Kolkata is 5:30 ahead, and Etc/GMT+9 nine hours behind.
@Test(arguments: [
  ("Europe/Berlin", "2026-03-27T12:00:00Z", ["2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z"]),
  ("Europe/Berlin", "2026-10-23T12:00:00Z", ["2026-10-24T07:00:00Z", "2026-10-25T08:00:00Z"]),
  ("America/New_York", "2026-03-06T20:00:00Z", ["2026-03-07T14:00:00Z", "2026-03-08T13:00:00Z"]),
  ("America/New_York", "2026-10-30T20:00:00Z", ["2026-10-31T13:00:00Z", "2026-11-01T14:00:00Z"]),
  ("Australia/Sydney", "2026-04-03T12:00:00Z", ["2026-04-03T22:00:00Z", "2026-04-04T23:00:00Z"]),
  ("America/Santiago", "2026-04-03T20:00:00Z", ["2026-04-04T12:00:00Z", "2026-04-05T13:00:00Z"]),
  ("Asia/Kolkata", "2026-01-05T09:00:00Z", ["2026-01-06T03:30:00Z", "2026-01-07T03:30:00Z"]),
  ("Etc/GMT+9", "2026-01-05T09:00:00Z", ["2026-01-05T18:00:00Z", "2026-01-06T18:00:00Z"]),
])
func nineInTheMorningOfAZone(zone: String, start: String, expected: [String]) throws {
  try expectNineInTheMorning(zone, start, expected)
}

/// Zones with rules of their own. The change lies between the two mornings: in Egypt on the last Friday of April at 00:00
/// and after the last Thursday of October; in Morocco in Ramadan (2026: 15 February to 22 March, 02:00 UTC) clocks go back
/// an hour; in Israel on the Friday before the last Sunday of March and on that of October; in Lebanon on those Sundays at
/// 00:00; in Palestine on the last Saturdays by the 30th of March and October; Cuba changes with the United States, at
/// 00:00; Troll by two hours, Lord Howe Island by half an hour; Chatham, 12:45 ahead of UTC, with New Zealand. Moldova
/// changes with Europe, an hour earlier.
@Test(arguments: [
  ("Africa/Cairo", "2026-04-22T12:00:00Z", ["2026-04-23T07:00:00Z", "2026-04-24T06:00:00Z"]),
  ("Egypt", "2026-10-28T12:00:00Z", ["2026-10-29T06:00:00Z", "2026-10-30T07:00:00Z"]),
  ("Africa/Casablanca", "2026-02-13T12:00:00Z", ["2026-02-14T08:00:00Z", "2026-02-15T09:00:00Z"]),
  ("Africa/El_Aaiun", "2026-03-20T12:00:00Z", ["2026-03-21T09:00:00Z", "2026-03-22T08:00:00Z"]),
  ("Asia/Jerusalem", "2026-03-25T12:00:00Z", ["2026-03-26T07:00:00Z", "2026-03-27T06:00:00Z"]),
  ("Israel", "2026-10-23T12:00:00Z", ["2026-10-24T06:00:00Z", "2026-10-25T07:00:00Z"]),
  ("Asia/Beirut", "2026-03-27T12:00:00Z", ["2026-03-28T07:00:00Z", "2026-03-29T06:00:00Z"]),
  ("Asia/Beirut", "2026-10-23T12:00:00Z", ["2026-10-24T06:00:00Z", "2026-10-25T07:00:00Z"]),
  ("Asia/Gaza", "2026-03-26T12:00:00Z", ["2026-03-27T07:00:00Z", "2026-03-28T06:00:00Z"]),
  ("Asia/Hebron", "2026-10-22T12:00:00Z", ["2026-10-23T06:00:00Z", "2026-10-24T07:00:00Z"]),
  ("America/Havana", "2026-03-06T20:00:00Z", ["2026-03-07T14:00:00Z", "2026-03-08T13:00:00Z"]),
  ("Cuba", "2026-10-30T20:00:00Z", ["2026-10-31T13:00:00Z", "2026-11-01T14:00:00Z"]),
  ("Antarctica/Troll", "2026-03-27T12:00:00Z", ["2026-03-28T09:00:00Z", "2026-03-29T07:00:00Z"]),
  ("Australia/Lord_Howe", "2026-04-03T12:00:00Z", ["2026-04-03T22:00:00Z", "2026-04-04T22:30:00Z"]),
  ("Pacific/Chatham", "2026-04-03T12:00:00Z", ["2026-04-03T19:15:00Z", "2026-04-04T20:15:00Z"]),
  ("Europe/Chisinau", "2026-10-23T12:00:00Z", ["2026-10-24T06:00:00Z", "2026-10-25T07:00:00Z"]),
  ("US/Pacific", "2026-01-05T09:00:00Z", ["2026-01-05T17:00:00Z", "2026-01-06T17:00:00Z"]),
])
func zonesWithRulesOfTheirOwn(zone: String, start: String, expected: [String]) throws {
  try expectNineInTheMorning(zone, start, expected)
}

private func expectNineInTheMorning(_ zone: String, _ start: String, _ expected: [String]) throws {
  let start = try #require(Instant(iso8601: start))
  #expect(try moments("cron(0 9 * * ? *)", from: start, zone: zone) == expected)
}

/// On 2026-03-29 clocks in Berlin go from 02:00 to 03:00, on 2026-10-25 from 03:00 back to 02:00.
@Test func timesThatClocksSkipOrShowTwice() throws {
  let (spring, autumn) = (Instant(iso8601: "2026-03-28T12:00:00Z"), Instant(iso8601: "2026-10-24T12:00:00Z"))
  #expect(
    try moments("cron(30 2 * * ? *)", from: #require(spring), zone: "Europe/Berlin")
      == ["2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"])
  #expect(
    try moments("cron(30 2 * * ? *)", from: #require(autumn), zone: "Europe/Berlin")
      == ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"])
}

/// Morocco's go from 03:00 back to 02:00 on 15 February, and from 02:00 to 03:00 on 22 March.
@Test func timesThatClocksSkipOrShowTwiceInRamadan() throws {
  let (back, forward) = (Instant(iso8601: "2026-02-14T12:00:00Z"), Instant(iso8601: "2026-03-21T12:00:00Z"))
  #expect(
    try moments("cron(30 2 * * ? *)", from: #require(back), zone: "Africa/Casablanca")
      == ["2026-02-15T01:30:00Z", "2026-02-16T02:30:00Z"])
  #expect(
    try moments("cron(30 2 * * ? *)", from: #require(forward), zone: "Africa/Casablanca")
      == ["2026-03-22T02:30:00Z", "2026-03-23T01:30:00Z"])
}

@Test func aMomentAndARateOfAZone() throws {
  #expect(try moments("at(2026-01-05T19:30:00)", zone: "Asia/Tokyo") == ["2026-01-05T10:30:00Z"])
  #expect(try moments("rate(1 hour)", count: 1, zone: "Asia/Tokyo") == ["2026-01-05T10:00:00Z"])
}

@Test func namesThatTheTableDoesNotHold() {
  for name in ["Europe/Atlantis", "none", "egypt", "Etc/GMT+13", "", "europe"] {
    #expect(ClockZone(named: name) == nil, "\(name)")
  }
}
