/// All delays of the simulation in one table, with their sources in the runtime sheet (sections 1.5 and 10).
///
/// Values are milliseconds of simulated time unless named otherwise. Jitter is ±10 %, from a stable hash of the id.
import SimulationKit

package struct Timing: Hashable, Sendable {
  package var schedulerTurn = Duration.seconds(10)
  package var plainTaskHealthyDelay = Duration.seconds(40)
  package var stoppedTaskRetention = Duration.minutes(60)
  package var inactiveRetention = Duration.minutes(60)
  package var steadyStateRepeat = Duration.hours(6)

  package init() {}

  /// `base` ± 10 %, the same for the same `id` and `phase` always.
  package func jittered(_ base: Duration, id: String, phase: String) -> Duration {
    let share = Int(StableHash.of("\(id)/\(phase)") % 2_001) - 1_000  // -1000...1000
    return base + Duration(milliseconds: base.milliseconds * share / 10_000)
  }
}
