/// Stops that fail: a signal that does not get through, an agent that is stuck.
///
/// In: the word of the fault `stop-failing`; a task. Out: AWS's texts. Changes nothing. Source: ECS Developer Guide,
/// "Stopped tasks error messages"; runtime sheet, sections 1.11 and 1.12.

extension ECS {
  package enum StopTrouble: String, Hashable, Sendable, CaseIterable {
    /// The container is killed when its stop timeout is over.
    case signal
    /// When an essential container has ended by itself.
    case agent

    /// What stands while the fault does, after the image's name.
    var beginning: String {
      switch self {
      case .signal: "has containers that no stop signal gets through to"
      case .agent: "leaves the agent stuck when its tasks are to stop"
      }
    }
  }

  static let signalFailure = "CannotStopContainerError: failed sending SIGTERM to container: context deadline exceeded"
  static let stuckAgentReason = "TaskStateError: Agent could not progress task's state to stopped"
  static let maintenanceReason =
    "ECS is performing maintenance on the underlying infrastructure hosting the task"
}

extension Region {
  func hasStopTrouble(_ trouble: ECS.StopTrouble, _ container: ECS.Container) -> Bool {
    faults.standing.contains { fault in
      guard case .stopFailing(let images, trouble) = fault.kind else { return false }
      return images.selects(ImageReference(container.image))
    }
  }
}
