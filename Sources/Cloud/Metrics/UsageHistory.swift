/// What a service used, minute by minute: exact sums over time, of which CloudWatch's values are made.
///
/// In: levels, each from an instant on. Out: minutes. Like minutes in a row are kept once, so a quiet day costs
/// nothing; the oldest are forgotten. Settling up to an instant in one go or in many comes to the same.
/// Cost: O(1) for a change; reading is linear in what is read.
import Collections
import SimulationKit

/// What the running tasks of a service use and reserve at one time. CPU in thousandths of a unit, memory in thousandths
/// of a MiB.
struct UsageLevel: Hashable, Sendable {
  var tasks = 0
  var cpuUsed = 0
  var cpuReserved = 0
  var memoryUsed = 0
  var memoryReserved = 0
  /// That reach it through load balancers and Service Connect, in a minute.
  var requests = 0
  /// Of those, what was answered with 3XX, 4XX, 5XX; the rest was with 2XX.
  var redirects = 0
  var clientErrors = 0
  var serverErrors = 0
  /// Requests in a minute, each times the milliseconds until its answer.
  var waited = 0
  /// Of the service, for Container Insights.
  var pending = 0
  var desired = 0
  var deployments = 0
  var taskSets = 0
  /// Ephemeral storage on Fargate, in thousandths of a GB.
  var storageUsed = 0
  var storageReserved = 0

  var cpuPercent: Double { Self.percent(cpuUsed, cpuReserved) }
  var memoryPercent: Double { Self.percent(memoryUsed, memoryReserved) }

  static func percent(_ used: Int, _ reserved: Int) -> Double {
    reserved > 0 ? (Double(used) * 100 / Double(reserved)).roundedToMillionths : 0
  }
}

package struct UsageHistory: Sendable {
  /// One minute's levels, each multiplied by the milliseconds it lasted.
  struct Minute: Hashable, Sendable {
    var milliseconds = 0
    var sums = UsageLevel()
    /// Containers that their restart policy started again.
    var restarts = 0
    var lowestCPU = Double.infinity, highestCPU = 0.0
    var lowestMemory = Double.infinity, highestMemory = 0.0

    mutating func add(_ level: UsageLevel, for span: Int) {
      milliseconds += span
      sums.tasks += level.tasks * span
      sums.cpuUsed += level.cpuUsed * span
      sums.cpuReserved += level.cpuReserved * span
      sums.memoryUsed += level.memoryUsed * span
      sums.memoryReserved += level.memoryReserved * span
      sums.requests += level.requests * span
      sums.redirects += level.redirects * span
      sums.clientErrors += level.clientErrors * span
      sums.serverErrors += level.serverErrors * span
      sums.waited += level.waited * span
      sums.pending += level.pending * span
      sums.desired += level.desired * span
      sums.deployments += level.deployments * span
      sums.taskSets += level.taskSets * span
      sums.storageUsed += level.storageUsed * span
      sums.storageReserved += level.storageReserved * span
      (lowestCPU, highestCPU) = (min(lowestCPU, level.cpuPercent), max(highestCPU, level.cpuPercent))
      (lowestMemory, highestMemory) = (min(lowestMemory, level.memoryPercent), max(highestMemory, level.memoryPercent))
    }
  }
  private struct Run: Sendable {
    /// Minutes since 1970.
    let first: Int
    var count: Int
    var minute: Minute
    var end: Int { first + count }
  }
  private static let length = 60_000

  private(set) var level = UsageLevel()
  /// Everything before is in `runs`.
  private var since = 0
  /// Ascending; minutes without a running task are left out.
  private var runs: Deque<Run> = []

  package init() {}

  /// True where some minute is remembered, or one is under way.
  var isEmpty: Bool { runs.isEmpty && level.tasks == 0 }

  /// From `instant` on it is `level`.
  mutating func note(_ level: UsageLevel, at instant: Instant) {
    settle(until: instant)
    self.level = level
  }

  mutating func countRestart(at instant: Instant) {
    settle(until: instant)
    let index = instant.milliseconds / Self.length
    if runs.last?.end != index + 1 { append(Run(first: index, count: 1, minute: Minute())) }
    runs[runs.count - 1].minute.restarts += 1
  }

  mutating func settle(until instant: Instant) {
    let end = instant.milliseconds
    guard end > since else { return }
    defer { since = end }
    guard level.tasks > 0 else { return }
    let firstFull = (since + Self.length - 1) / Self.length
    let lastFull = end / Self.length
    guard firstFull <= lastFull else { return add(level, from: since, to: end) }
    if since < firstFull * Self.length { add(level, from: since, to: firstFull * Self.length) }
    if firstFull < lastFull {
      var minute = Minute()
      minute.add(level, for: Self.length)
      append(Run(first: firstFull, count: lastFull - firstFull, minute: minute))
    }
    if lastFull * Self.length < end { add(level, from: lastFull * Self.length, to: end) }
  }

  /// A part of one minute.
  private mutating func add(_ level: UsageLevel, from start: Int, to end: Int) {
    let index = start / Self.length
    if runs.last?.end != index + 1 { append(Run(first: index, count: 1, minute: Minute())) }
    runs[runs.count - 1].minute.add(level, for: end - start)
  }

  private mutating func append(_ run: Run) {
    joinLast()
    runs.append(run)
    if run.minute.milliseconds == Self.length { joinLast() }
    while runs.count > MetricTiming.rememberedRuns { runs.removeFirst() }
  }

  /// The last two runs are one where their minutes are alike.
  private mutating func joinLast() {
    guard runs.count >= 2, runs[runs.count - 2].end == runs[runs.count - 1].first,
      runs[runs.count - 2].minute == runs[runs.count - 1].minute
    else { return }
    let last = runs.removeLast()
    runs[runs.count - 1].count += last.count
  }

  /// The remembered minutes that begin from `start` on and before `end`, ascending.
  func minutes(from start: Instant, to end: Instant) -> [(start: Instant, minute: Minute)] {
    let first = (start.milliseconds + Self.length - 1) / Self.length
    let last = (end.milliseconds + Self.length - 1) / Self.length
    var found: [(start: Instant, minute: Minute)] = []
    for run in runs.reversed() {
      guard run.end > first else { break }
      for index in stride(from: min(run.end, last) - 1, through: max(run.first, first), by: -1) {
        found.append((Instant(milliseconds: index * Self.length), run.minute))
      }
    }
    return found.reversed()
  }
}
