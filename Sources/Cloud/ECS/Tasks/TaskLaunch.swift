/// Starting tasks: from an order to a task in its first status.
///
/// In: an order whose names exist. Out: the new task's id, with its first step scheduled, or the placement failures.
/// Never throws: what a request may not ask is refused before (`RunTask`), what goes wrong later shows in the task.
import SimulationKit

extension Region {
  /// Places one task and begins its life.
  package mutating func launchTask(_ order: ECS.TaskOrder) -> ECS.LaunchOutcome {
    .refused([])
  }
}
