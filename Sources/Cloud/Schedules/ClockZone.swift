/// A time zone: how far its clocks are from UTC at an instant, and at which instant they show a time.
///
/// In: the name of a zone, instants. Out: local times, as instants that read like them in UTC. Pure.
/// Source: IANA Time Zone Database; which of two times is meant where clocks go back, and what becomes of a time that they
/// skip, is chosen (the first one; as much later as they skip).
import SimulationKit

package struct ClockZone: Hashable, Sendable {
  /// In a part of each year, clocks are ahead of standard time; Morocco's are behind it, in Ramadan.
  enum Saving: String, Sendable {
    case europe, northAmerica, australia, newZealand, chile
    case chatham, cuba, egypt, israel, lebanon, lordHowe, moldova, morocco, palestine, troll

    /// On the first Sunday, or other day of the week, from `day` on, -1 for the last one of the month.
    struct Change {
      let month: Int
      let day: Int
      /// 1 is Sunday, 7 is Saturday.
      var weekday = 1
      /// From midnight, in standard time or in UTC.
      let minutes: Int
      var isUTC = false
    }
    /// nil where other days are chosen for each year; see `Ramadan`.
    var changes: (start: Change, end: Change)? {
      switch self {
      case .europe, .troll:
        (Change(month: 3, day: -1, minutes: 60, isUTC: true), Change(month: 10, day: -1, minutes: 60, isUTC: true))
      case .northAmerica: (Change(month: 3, day: 8, minutes: 120), Change(month: 11, day: 1, minutes: 60))
      case .australia: (Change(month: 10, day: 1, minutes: 120), Change(month: 4, day: 1, minutes: 120))
      case .newZealand: (Change(month: 9, day: -1, minutes: 120), Change(month: 4, day: 1, minutes: 120))
      case .chile:
        (Change(month: 9, day: 2, minutes: 240, isUTC: true), Change(month: 4, day: 2, minutes: 180, isUTC: true))
      case .chatham: (Change(month: 9, day: -1, minutes: 165), Change(month: 4, day: 1, minutes: 165))
      case .cuba: (Change(month: 3, day: 8, minutes: 0), Change(month: 11, day: 1, minutes: 0))
      case .egypt:
        (Change(month: 4, day: -1, weekday: 6, minutes: 0), Change(month: 10, day: -1, weekday: 5, minutes: 23 * 60))
      case .israel: (Change(month: 3, day: 23, weekday: 6, minutes: 120), Change(month: 10, day: -1, minutes: 60))
      case .lebanon: (Change(month: 3, day: -1, minutes: 0), Change(month: 10, day: -1, minutes: -60))
      case .lordHowe: (Change(month: 10, day: 1, minutes: 120), Change(month: 4, day: 1, minutes: 90))
      case .moldova: (Change(month: 3, day: -1, minutes: 120), Change(month: 10, day: -1, minutes: 120))
      case .palestine:
        (Change(month: 3, day: 24, weekday: 7, minutes: 120), Change(month: 10, day: 24, weekday: 7, minutes: 60))
      case .morocco: nil
      }
    }
    var minutes: Int {
      switch self {
      case .lordHowe: 30
      case .troll: 120
      case .morocco: -60
      case .europe, .northAmerica, .australia, .newZealand, .chile, .chatham, .cuba, .egypt, .israel, .lebanon,
        .moldova, .palestine:
        60
      }
    }
  }
  private let standard: Duration
  private let saving: Saving?
  private var changed: Duration { standard + .minutes(saving?.minutes ?? 0) }

  init(minutesFromUTC minutes: Int, saving: Saving?) {
    standard = .minutes(minutes)
    self.saving = saving
  }

  package static let utc = ClockZone(minutesFromUTC: 0, saving: nil)

  /// nil for a name that the table does not hold. `Etc/GMT+9` is nine hours behind UTC, as POSIX counts.
  package init?(named name: String) {
    if ["UTC", "GMT", "Etc/UTC", "Etc/GMT"].contains(name) {
      self = .utc
    } else if name.hasPrefix("Etc/GMT"), let hours = Int(name.dropFirst(7)), (-14...12).contains(hours) {
      self.init(minutesFromUTC: hours * -60, saving: nil)
    } else if let zone = ClockZoneTable.zones[name] {
      self = zone
    } else {
      return nil
    }
  }

  func local(of instant: Instant) -> Instant { instant + offset(at: instant) }

  func instant(ofLocal local: Instant) -> Instant {
    let (ahead, behind) = (max(standard, changed), min(standard, changed))
    let early = local + ahead * -1
    return offset(at: early) == ahead ? early : local + behind * -1
  }

  private func offset(at instant: Instant) -> Duration {
    guard let saving else { return standard }
    guard let changes = saving.changes else { return Ramadan.holds(instant) ? changed : standard }
    let year = CivilTime(of: instant + standard).year
    let (start, end) = (moment(of: changes.start, in: year), moment(of: changes.end, in: year))
    let isSummer = start < end ? start <= instant && instant < end : instant < end || start <= instant
    return isSummer ? changed : standard
  }

  private func moment(of change: Saving.Change, in year: Int) -> Instant {
    // The last such day of a month is the first one from a week before the next month on.
    let first =
      change.day > 0
      ? CivilTime.daysSince1970(year: year, month: change.month, day: change.day)
      : CivilTime.daysSince1970(year: year, month: change.month + 1, day: 1) - 7
    let day = first + (7 + change.weekday - CronFields.dayOfWeek(first)) % 7
    let local = Instant(milliseconds: day * 86_400_000) + .minutes(change.minutes)
    return change.isUTC ? local : local + standard * -1
  }
}

/// The days on which Morocco's clocks go back for Ramadan, and those on which they go forward again, both at 02:00 UTC.
///
/// Source: IANA Time Zone Database 2025b, rule Morocco, which foresees them.
private enum Ramadan {
  /// Years, months and days, ascending, until 2040: what comes later is not foreseen here.
  private static let spans: [(start: (Int, Int, Int), end: (Int, Int, Int))] = [
    ((2026, 2, 15), (2026, 3, 22)), ((2027, 2, 7), (2027, 3, 14)), ((2028, 1, 23), (2028, 3, 5)),
    ((2029, 1, 14), (2029, 2, 18)), ((2029, 12, 30), (2030, 2, 10)), ((2030, 12, 22), (2031, 1, 26)),
    ((2031, 12, 14), (2032, 1, 18)), ((2032, 11, 28), (2033, 1, 9)), ((2033, 11, 20), (2033, 12, 25)),
    ((2034, 11, 5), (2034, 12, 17)), ((2035, 10, 28), (2035, 12, 9)), ((2036, 10, 19), (2036, 11, 23)),
    ((2037, 10, 4), (2037, 11, 15)), ((2038, 9, 26), (2038, 10, 31)), ((2039, 9, 18), (2039, 10, 23)),
    ((2040, 9, 2), (2040, 10, 14)),
  ]

  static func holds(_ instant: Instant) -> Bool {
    spans.contains { moment($0.start) <= instant && instant < moment($0.end) }
  }

  private static func moment(_ date: (year: Int, month: Int, day: Int)) -> Instant {
    let day = CivilTime.daysSince1970(year: date.year, month: date.month, day: date.day)
    return Instant(milliseconds: day * 86_400_000) + .hours(2)
  }
}
