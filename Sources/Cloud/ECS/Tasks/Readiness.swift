/// Whether a container may start: the conditions of `dependsOn`, and the order that `links` and `volumesFrom` imply.
///
/// In: a container definition, the task with its containers as they are. Out: one of three answers.
/// Source: ECS API reference, ContainerDependency: START, COMPLETE, SUCCESS, HEALTHY.

extension ECS {
  enum Readiness: Hashable {
    case ready
    case waits
    /// A dependency has ended in a way that can never satisfy it.
    case never

    init(of container: ContainerDefinition, in task: Task) {
      let answers = container.allDependencies.map { Readiness(of: $0, in: task) }
      self = answers.contains(.never) ? .never : answers.contains(.waits) ? .waits : .ready
    }

    init(of dependency: Dependency, in task: Task) {
      guard let other = task.container(dependency.container) else {
        self = .never
        return
      }
      let hasStopped = other.stage == .stopped
      switch dependency.condition {
      case .start: self = other.run > 0 ? .ready : hasStopped ? .never : .waits
      case .complete: self = hasStopped ? .ready : .waits
      case .success: self = hasStopped ? (other.exitCode == 0 ? .ready : .never) : .waits
      case .healthy: self = other.healthStatus == .healthy ? .ready : hasStopped ? .never : .waits
      }
    }
  }
}
