/// Stopping tasks.
import SimulationKit

extension Region {
  /// Asks a task to stop: `desiredStatus` becomes STOPPED now, the rest of its life follows.
  ///
  /// Idempotent: the first code and reason stay. Unknown and already stopping tasks are left as they are.
  package mutating func stopTask(_ id: ECS.TaskID, code: ECS.StopCode, reason: String) {}
}
