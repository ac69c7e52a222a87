/// A deployment: one revision of a service's settings and the tasks that run it; and its record in the history.
import Documents
import SimulationKit

extension ECS {
  package struct Deployment: Sendable {
    package enum Status: String, Sendable {
      case primary = "PRIMARY"
      case active = "ACTIVE"
      case inactive = "INACTIVE"
      case draining = "DRAINING"
    }
    package enum RolloutState: String, Sendable {
      case inProgress = "IN_PROGRESS"
      case completed = "COMPLETED"
      case failed = "FAILED"
    }
    /// 19 decimal digits: the deployment is `ecs-svc/ID`, its service revision carries the same digits.
    package let id: String
    package var status = Status.primary
    package let family: String
    package let revision: Int
    /// The scheduler's present target for this deployment.
    package var desiredCount = 0
    package var runningCount = 0
    package var pendingCount = 0
    /// Failures in a row; 0 again once a task of it was healthy.
    package var failedTasks = 0
    package let createdAt: Instant
    package var updatedAt: Instant
    package let launchType: LaunchType?
    package var capacityProviderStrategy: [CapacityProviderStrategyItem]
    package let platformVersion: String?
    package let networkConfiguration: NetworkConfiguration?
    package var rolloutState = RolloutState.inProgress
    package var rolloutStateReason: String
    /// 21 characters: the end of its service deployment's ARN.
    package let serviceDeploymentID: String
    /// The scheduler's first turn with it.
    package var startedAt: Instant?
    /// True where it brings back what ran before a failed deployment.
    package var isRollback = false

    /// `ecs-svc/` and the digits: what its tasks are started by.
    package var name: String { "ecs-svc/\(id)" }
    package var runsOnFargate: Bool {
      launchType == .fargate || capacityProviderStrategy.contains { $0.capacityProvider.hasPrefix("FARGATE") }
    }
  }

  /// The history's view of a deployment, and of the rollback that may follow it.
  package struct ServiceDeployment: Sendable {
    package enum Status: String, Sendable, CaseIterable {
      case pending = "PENDING"
      case successful = "SUCCESSFUL"
      case stopped = "STOPPED"
      case stopRequested = "STOP_REQUESTED"
      case inProgress = "IN_PROGRESS"
      case rollbackRequested = "ROLLBACK_REQUESTED"
      case rollbackInProgress = "ROLLBACK_IN_PROGRESS"
      case rollbackSuccessful = "ROLLBACK_SUCCESSFUL"
      case rollbackFailed = "ROLLBACK_FAILED"
    }
    /// 21 characters.
    package let id: String
    package var status = Status.pending
    package var statusReason: String?
    package let createdAt: Instant
    package var startedAt: Instant?
    package var finishedAt: Instant?
    package var stoppedAt: Instant?
    package var updatedAt: Instant
    /// The deployment it brings in, as it last was.
    package var target: Deployment
    /// The deployments it replaces, as they were when it began.
    package let sources: [Deployment]
    package let configuration: DeploymentConfiguration
    package var failureCount = 0
    package var isCircuitBreakerTriggered = false
    package var rollback: Rollback?
  }

  package struct Rollback: Sendable {
    package let startedAt: Instant
    package let reason: String
    /// The digits of the service revision that is brought back.
    package let revision: String
  }
}
