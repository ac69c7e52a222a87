/// Which steps come back now: about one, three and seven days after they were passed.
///
/// In: what may come back, the wall clock's present. Out: the steps of one review in their order, and when the next is
/// due. Equal-ish gaps, no model of a learner: a review without help leads to the next gap, any other begins it again.
/// Source: pedagogy: spacing beats massing, expanding intervals are no better than equal ones; lessons are mixed.
import SimulationKit
import Workspace

package struct ReviewPlan: Hashable, Sendable {
  package let items: [ReviewItem]
  /// The earliest instant after now at which something is due; nil where nothing will be.
  package let next: Instant?
  /// How many are due now, those that find no place in one review included.
  package let due: Int
  /// How many steps may come back at all, those included that did so often enough.
  package let known: Int
  private let now: Instant

  package static let most = 6
  package static let fewest = 4
  /// From passing to the first review, and from each to the next: one, three and seven days after passing, if none is late.
  package static let gaps: [Duration] = [.days(1), .days(2), .days(4)]
  /// Yesterday evening is a day ago this morning.
  private static let tolerance: Duration = .hours(6)
  /// What is due so soon may fill up a review that would be too short.
  private static let soon: Duration = .days(1)

  /// - Parameter all: whatever may come back, due or not: for practice.
  package init(_ candidates: [ReviewItem], now: Instant, all: Bool = false) {
    let timed = candidates.map { (item: $0, due: Self.due($0)) }.filter { all || $0.due != nil }
      .map { (item: $0.item, due: $0.due ?? now) }
    let ordered = timed.sorted { Self.order($0, all) < Self.order($1, all) }
    let ready = ordered.filter { all || $0.due <= now }
    due = ready.count
    self.now = now
    known = candidates.count
    next = ordered.map(\.due).filter { $0 > now }.min()
    var chosen = ready.prefix(Self.most).map(\.item)
    if !chosen.isEmpty, chosen.count < Self.fewest {
      let later = ordered.filter { $0.due > now && $0.due <= now + Self.soon && !all }
      chosen += later.prefix(Self.fewest - chosen.count).map(\.item)
    }
    items = Self.mixed(chosen)
  }

  /// - Parameter text: the wall clock's, such as `2026-03-01T10:00:00Z`.
  package init(_ candidates: [ReviewItem], at text: String, all: Bool) {
    self.init(candidates, now: Instant(iso8601: text) ?? Instant(milliseconds: 0), all: all)
  }

  /// `in about 5 hours`; nil where nothing will be due.
  package var untilNext: String? {
    guard let next else { return nil }
    let minutes = max(1, ((next - now).milliseconds + 59_999) / 60_000)
    func count(_ number: Int, _ unit: String) -> String { "in about \(number) \(unit)\(number == 1 ? "" : "s")" }
    if minutes < 90 { return count(minutes, "minute") }
    if minutes < 36 * 60 { return count((minutes + 30) / 60, "hour") }
    return count((minutes + 720) / 1_440, "day")
  }

  /// nil once it has come back often enough.
  static func due(_ item: ReviewItem) -> Instant? {
    if item.hasChanged { return item.passedAt }
    let right = item.reviews.count { $0.outcome == .right }
    guard right < gaps.count else { return nil }
    let isOnItsWay = item.reviews.last.map { $0.outcome == .right } ?? true
    let since = item.reviews.last.flatMap { Instant(iso8601: $0.at) } ?? item.passedAt
    return since + gaps[isOnItsWay ? right : 0] + tolerance * -1
  }

  private struct Place: Comparable {
    /// What was shown, or has changed since, comes first.
    let rank: Int
    let instant: Instant
    let name: String

    static func < (left: Place, right: Place) -> Bool {
      (left.rank, left.instant, left.name) < (right.rank, right.instant, right.name)
    }
  }

  private static func order(_ candidate: (item: ReviewItem, due: Instant), _ all: Bool) -> Place {
    let item = candidate.item
    let seen = item.reviews.last.flatMap { Instant(iso8601: $0.at) } ?? item.passedAt
    return Place(
      rank: item.wasShown || item.hasChanged ? 0 : 1, instant: all ? seen : candidate.due,
      name: item.key.lesson + "/" + item.key.step)
  }

  /// Never two of one lesson in a row where others are left: the first of each lesson, then the second of each.
  private static func mixed(_ items: [ReviewItem]) -> [ReviewItem] {
    var lessons: [String] = []
    for item in items where !lessons.contains(item.key.lesson) { lessons.append(item.key.lesson) }
    let rows = lessons.map { lesson in items.filter { $0.key.lesson == lesson } }
    let longest = rows.map(\.count).max() ?? 0
    return (0..<longest).flatMap { place in rows.compactMap { $0.indices.contains(place) ? $0[place] : nil } }
  }
}
