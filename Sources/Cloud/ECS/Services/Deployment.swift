/// A deployment: one revision of a service's settings and the tasks that run it.
///
/// Source: ECS API reference, Deployment.
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
    package var launchType: LaunchType?
    package var capacityProviderStrategy: [CapacityProviderStrategyItem]
    package let platformVersion: String?
    package let networkConfiguration: NetworkConfiguration?
    package var rolloutState = RolloutState.inProgress
    package var rolloutStateReason: String
    /// 21 characters: the end of its service deployment's ARN; of the failed one's while it is what that rolls back to.
    package var serviceDeploymentID: String
    /// The scheduler's first turn with it.
    package var startedAt: Instant?
    /// By container; empty until its first task is RUNNING.
    package var imagePins: [String: ImagePin] = [:]
    var failedImageLookups = 0
    /// What one task of it reserves, once one is RUNNING.
    var taskUsage: TaskUsage?
    /// With what its tasks are registered.
    package internal(set) var loadBalancers: [ServiceLoadBalancer] = []
    /// True where it registers with the alternate target groups of pairs.
    package internal(set) var usesAlternates = false
    /// True where it brings back what ran before a failed deployment.
    package var isRollback = false
    package var wiring = ServiceWiring()
    /// `ARM64` or `X86_64` where its tasks run on another architecture than their task definition says.
    package internal(set) var overriddenArchitecture: String?
    /// Present where it is a task set.
    package var taskSet: TaskSet?

    /// `ecs-svc/` and the digits: what its tasks are started by.
    package var name: String { "ecs-svc/\(id)" }
    package var runsOnFargate: Bool {
      launchType == .fargate || capacityProviderStrategy.contains { $0.capacityProvider.hasPrefix("FARGATE") }
    }
  }
}
