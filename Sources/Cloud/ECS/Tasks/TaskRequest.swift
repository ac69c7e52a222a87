/// RunTask and StartTask as asked for: members parsed, nothing looked up yet.
import Documents

extension ECS {
  package struct TaskRequest: Sendable {
    /// As given; nil: `default`.
    package var cluster: String?
    /// As given.
    package var taskDefinition: String
    package var count = 1
    package var launchType: LaunchType?
    package var capacityProviderStrategy: [CapacityProviderStrategyItem] = []
    package var networkConfiguration: NetworkConfiguration?
    package var overrides: Document.Object = [:]
    package var group: String?
    package var startedBy: String?
    package var tags: [Tag] = []
    /// `TASK_DEFINITION`, `SERVICE` or `NONE`.
    package var propagateTags: String?
    package var enableECSManagedTags = false
    package var enableExecuteCommand = false
    package var placementConstraints: [PlacementConstraint] = []
    package var placementStrategy: [PlacementStrategy] = []
    package var platformVersion: String?
    package var clientToken: String?
    package var volumes: [VolumeConfiguration] = []
    /// StartTask: ids or ARNs. Empty for RunTask.
    package var containerInstances: [String] = []
    /// The whole request without its token: what a repeat has to be equal to.
    package var document: Document.Object = [:]

    package init(taskDefinition: String) { self.taskDefinition = taskDefinition }
  }

  /// What a batch of tasks found or started, and what it did not.
  package struct TaskBatch: Sendable {
    package var tasks: [Task] = []
    package var failures: [Failure] = []
    package init() {}
  }
}
