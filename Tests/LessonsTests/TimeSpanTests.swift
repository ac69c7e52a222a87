import Testing

@testable import Lessons

@Suite struct TimeSpanTests {
  @Test(arguments: [
    ("0s", 0), ("40s", 40), ("3m", 180), ("1h30m", 5400), ("1d2h3m4s", 93_784), ("90s", 90), ("30d", 2_592_000),
    ("720h", 2_592_000),
  ])
  func isRead(text: String, seconds: Int) throws {
    #expect(try TimeSpan(parsing: text).seconds == seconds)
  }

  @Test(arguments: ["", "3", "m", "3 m", "3m1h", "3m3m", "-3m", "1.5h", "3min", "3M", "٣m", "3m ", "1w"])
  func isRefused(text: String) {
    let said =
      "'\(text)' is no length of time; write days, hours, minutes and seconds in this order, such as 40s, 3m or 1h30m"
    do {
      _ = try TimeSpan(parsing: text)
      Issue.record("read \(text)")
    } catch { #expect(error.message == said) }
  }

  @Test(arguments: ["31d", "2592001s", "9999999999s", "999999999d999999999h"])
  func isTooLong(text: String) {
    do {
      _ = try TimeSpan(parsing: text)
      Issue.record("read \(text)")
    } catch { #expect(error.message == "'\(text)' is too long; the longest is 30d") }
  }

  @Test(arguments: 0..<500)
  func writesWhatItReads(number: Int) throws {
    let span = try #require(TimeSpan(seconds: number * 5167))
    #expect(try TimeSpan(parsing: span.description) == span)
  }
}
