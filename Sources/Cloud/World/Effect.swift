/// What a rule asks the loop to do: effects as data, and the changes that can fall due.

import SimulationKit

package enum Effect: Hashable, Sendable {
  /// Writes a record into the event log.
  case record(EventRecord.Draft)
  /// Lets `change` fall due after `delay`; a negative delay counts as none.
  case schedule(DueChange, after: Duration)
}

/// Everything that can fall due in a Region. Each is checked against the state it finds: a change whose subject has
/// moved on (another `version`, gone) does nothing.
package enum DueChange: Hashable, Sendable {
  /// The next step of a task's life, valid only while the task's `step` is the one given.
  case taskStep(ECS.TaskID, step: Int)
  /// Something a container does by itself (exits, becomes healthy, writes a log line), valid while the task lives.
  case container(ECS.TaskID, name: String, ContainerChange)
  /// A stopped task is no longer remembered.
  case forgetTask(ECS.TaskID)
  /// One turn of the service scheduler for one service.
  case serviceTurn(ECS.ServiceKey)
  /// A deleted service is no longer remembered, valid while the service is the one created at `createdAt`.
  case forgetService(ECS.ServiceKey, createdAt: Instant)
  case forgetCluster(String)
  case forgetContainerInstance(ECS.ContainerInstanceID)
  /// A task definition in DELETE_IN_PROGRESS goes away once nothing uses it.
  case removeTaskDefinition(family: String, revision: Int)
  case forgetRunTaskToken(String)
}

package enum ContainerChange: Hashable, Sendable {
  case starts
  case exits(code: Int, reason: String?, run: Int)
  case healthProbe(run: Int)
  case writesLogLine(index: Int, run: Int)
}
