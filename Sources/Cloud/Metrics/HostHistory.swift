/// How many targets were healthy, from when on.
///
/// In: counts whenever they change. Out: minutes. The oldest changes are forgotten.
import Collections
import SimulationKit

struct HostHistory: Hashable, Sendable {
  struct Counts: Hashable, Sendable {
    var healthy = 0
    var unhealthy = 0
    /// Without any registered there are no values.
    var registered = 0
  }
  private struct Change: Hashable, Sendable {
    let at: Instant
    let counts: Counts
  }
  /// Ascending.
  private var changes: Deque<Change> = []

  var counts: Counts { changes.last?.counts ?? Counts() }
  var isEmpty: Bool { changes.allSatisfy { $0.counts.registered == 0 } }

  mutating func note(_ counts: Counts, at instant: Instant) {
    guard counts != self.counts else { return }
    while changes.last?.at == instant { changes.removeLast() }
    changes.append(Change(at: instant, counts: counts))
    if changes.count > MetricTiming.rememberedRuns { changes.removeFirst() }
  }

  /// The full minutes that begin from `start` on and before `end`, ascending.
  func minutes(of count: KeyPath<Counts, Int>, from start: Instant, to end: Instant) -> [Datapoint] {
    guard let first = changes.first, end > start else { return [] }
    var (points, place) = ([Datapoint](), 0)
    var minute = max(start.minute == start ? start : start.nextMinute, first.at.minute)
    while minute < end {
      let next = minute.nextMinute
      while place + 1 < changes.count, changes[place + 1].at <= minute { place += 1 }
      if let point = point(of: count, minute, next, from: place) { points.append(point) }
      minute = next
    }
    return points
  }

  private func point(
    of count: KeyPath<Counts, Int>, _ start: Instant, _ end: Instant, from first: Int
  ) -> Datapoint? {
    var (length, sum, low, high) = (0, 0, Int.max, 0)
    for index in first..<changes.count {
      let begin = max(changes[index].at, start)
      guard begin < end else { break }
      let until = index + 1 < changes.count ? min(changes[index + 1].at, end) : end
      guard until > begin, changes[index].counts.registered > 0 else { continue }
      let value = changes[index].counts[keyPath: count]
      length += (until - begin).milliseconds
      sum += value * (until - begin).milliseconds
      (low, high) = (min(low, value), max(high, value))
    }
    guard length > 0 else { return nil }
    return Datapoint(
      start: start, sampleCount: 1, average: Double(sum) / Double(length), between: Double(low), and: Double(high),
      unit: "Count")
  }
}
