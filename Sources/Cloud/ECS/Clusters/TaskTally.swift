/// How many tasks of a cluster are running or pending, by launch type: kept up with each change, so that asking costs
/// nothing.
///
/// In: tasks as they come, change and go. Out: counts. Source: ECS API reference, Cluster: a task that was asked to
/// stop is neither running nor pending.

extension ECS {
  package struct TaskTally: Hashable, Sendable {
    /// What a task counts as.
    enum Place: Hashable, Sendable { case running, pending, ending, stopped }

    /// Tasks that are not STOPPED.
    package private(set) var living = 0
    package private(set) var running: [LaunchType: Int] = [:]
    package private(set) var pending: [LaunchType: Int] = [:]

    mutating func count(_ type: LaunchType, as place: Place, by difference: Int) {
      switch place {
      case .running: running[type, default: 0] += difference
      case .pending: pending[type, default: 0] += difference
      case .ending: break
      case .stopped: return
      }
      living += difference
    }
  }
}

extension ECS.Task {
  var tallyPlace: ECS.TaskTally.Place {
    switch (lastStatus, desiredStatus) {
    case (.stopped, _): .stopped
    case (.provisioning, .running), (.pending, .running), (.activating, .running): .pending
    case (.running, .running): .running
    case (.provisioning, .stopped), (.pending, .stopped), (.activating, .stopped), (.running, .stopped),
      (.deactivating, _), (.stopping, _), (.deprovisioning, _):
      .ending
    }
  }
}
