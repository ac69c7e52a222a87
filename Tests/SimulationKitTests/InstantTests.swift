import SimulationKit
import Testing

/// Moments and spans add, saturate and read as civil time.
@Suite struct InstantTests {
  @Test func addAndCompare() {
    let later = Instant.worldStart + .seconds(5)
    #expect(later > .worldStart)
    #expect(later - .worldStart == .milliseconds(5_000))
    #expect(Instant.worldStart - later == .milliseconds(-5_000))
    #expect(Duration.minutes(2) + .seconds(30) == .seconds(150))
    #expect(Duration.days(30) == .hours(720))
    #expect(Duration.hours(1) * 3 == .minutes(180))
  }

  @Test func saturateInsteadOfOverflowing() {
    let end = Instant(milliseconds: .max)
    let beginning = Instant(milliseconds: .min)
    #expect(end + .seconds(1) == end)
    #expect(beginning + .seconds(-1) == beginning)
    #expect(end - beginning == Duration(milliseconds: .max))
    #expect(beginning - end == Duration(milliseconds: .min))
    #expect(Instant(milliseconds: 0) - beginning == Duration(milliseconds: .max))
    #expect(Instant(milliseconds: -1) - beginning == Duration(milliseconds: .max))
    #expect(Duration.days(.max) == Duration(milliseconds: .max))
    #expect(Duration.days(.min) == Duration(milliseconds: .min))
    #expect(Duration.seconds(1) * .min == Duration(milliseconds: .min))
  }

  /// Dates known by hand: `date -u -d @SECONDS`, and ISO 8601's leap-year rule.
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1_000, "1969-12-31T23:59:59Z"), (951_782_400_000, "2000-02-29T00:00:00Z"),
    (951_868_800_000, "2000-03-01T00:00:00Z"), (1_709_251_199_000, "2024-02-29T23:59:59Z"),
    (4_107_542_400_000, "2100-03-01T00:00:00Z"), (1_767_603_600_000, "2026-01-05T09:00:00Z"),
    (-2_208_988_800_000, "1900-01-01T00:00:00Z"), (253_402_300_799_000, "9999-12-31T23:59:59Z"),
  ])
  func readAsCivilTime(milliseconds: Int, text: String) {
    #expect(Instant(milliseconds: milliseconds).iso8601() == text)
  }

  @Test func textFormsOfOneInstant() {
    let instant = Instant.worldStart + .milliseconds(245_005)
    #expect(instant.iso8601() == "2026-01-05T09:04:05Z")
    #expect(instant.iso8601(milliseconds: true) == "2026-01-05T09:04:05.005Z")
    #expect(instant.timeOfDay == "09:04:05")
    #expect(instant.epochSecondsText == "1767603845.005")
    #expect(Instant.worldStart.epochSecondsText == "1767603600")
    #expect(Instant(milliseconds: -1).epochSecondsText == "-0.001")
    #expect(Instant(milliseconds: -1_500).epochSecondsText == "-1.500")
  }

  @Test func civilTimeOfTheExtremesDoesNotTrap() {
    #expect(CivilTime(of: Instant(milliseconds: .max)).year == 292_278_994)
    #expect(CivilTime(of: Instant(milliseconds: .min)).year == -292_275_055)
  }

  @Test func daysCountBothWays() {
    #expect(CivilTime.daysSince1970(year: 2000, month: 3, day: 1) == 11_017)
    for days in stride(from: -800_000, through: 800_000, by: 997) {
      let time = CivilTime(of: Instant(milliseconds: days * 86_400_000))
      #expect(CivilTime.daysSince1970(year: time.year, month: time.month, day: time.day) == days)
    }
  }
}
