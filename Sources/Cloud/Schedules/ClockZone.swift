/// A time zone: how far its clocks are from UTC at an instant, and at which instant they show a time.
///
/// In: the name of a zone, instants. Out: local times, as instants that read like them in UTC. Pure.
/// Source: IANA Time Zone Database; which of two times is meant where clocks go back, and what becomes of a time that they
/// skip, is chosen (the first one; as much later as they skip).
import SimulationKit

package struct ClockZone: Hashable, Sendable {
  /// Between two Sundays of a year, clocks are an hour ahead of standard time.
  enum Saving: String, Sendable {
    case europe, northAmerica, australia, newZealand, chile

    /// On the first Sunday from `day` on, -1 for the last one of the month.
    struct Change {
      let month: Int
      let day: Int
      /// From midnight, in standard time or in UTC.
      let minutes: Int
      var isUTC = false
    }
    var start: Change {
      switch self {
      case .europe: Change(month: 3, day: -1, minutes: 60, isUTC: true)
      case .northAmerica: Change(month: 3, day: 8, minutes: 120)
      case .australia: Change(month: 10, day: 1, minutes: 120)
      case .newZealand: Change(month: 9, day: -1, minutes: 120)
      case .chile: Change(month: 9, day: 2, minutes: 240, isUTC: true)
      }
    }
    var end: Change {
      switch self {
      case .europe: Change(month: 10, day: -1, minutes: 60, isUTC: true)
      case .northAmerica: Change(month: 11, day: 1, minutes: 60)
      case .australia, .newZealand: Change(month: 4, day: 1, minutes: 120)
      case .chile: Change(month: 4, day: 2, minutes: 180, isUTC: true)
      }
    }
  }
  private let standard: Duration
  private let saving: Saving?
  private var summer: Duration { standard + .hours(1) }

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
    let early = local + summer * -1
    return offset(at: early) == summer ? early : local + standard * -1
  }

  private func offset(at instant: Instant) -> Duration {
    guard let saving else { return standard }
    let year = CivilTime(of: instant + standard).year
    let (start, end) = (moment(of: saving.start, in: year), moment(of: saving.end, in: year))
    let isSummer = start < end ? start <= instant && instant < end : instant < end || start <= instant
    return isSummer ? summer : standard
  }

  private func moment(of change: Saving.Change, in year: Int) -> Instant {
    // The last Sunday of a month is the first one from a week before the next month on.
    let first =
      change.day > 0
      ? CivilTime.daysSince1970(year: year, month: change.month, day: change.day)
      : CivilTime.daysSince1970(year: year, month: change.month + 1, day: 1) - 7
    let day = first + (8 - CronFields.dayOfWeek(first)) % 7
    let local = Instant(milliseconds: day * 86_400_000) + .minutes(change.minutes)
    return change.isUTC ? local : local + standard * -1
  }
}
