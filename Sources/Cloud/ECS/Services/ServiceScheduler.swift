import SimulationKit

/// The service scheduler.
extension Region {
  mutating func takeServiceTurn(_ key: ECS.ServiceKey) {}
  mutating func forgetService(_ key: ECS.ServiceKey, createdAt: Instant) {}
  /// Called by the task rules after every change of a service task's lastStatus, desiredStatus or health.
  mutating func serviceTaskChanged(_ id: ECS.TaskID) {}
}
