/// A service and its deployments as the service shows them, and what its scheduler remembers between turns.
import Collections
import Documents
import SimulationKit

extension ECS {
  package struct Service: Sendable {
    package enum Status: String, Sendable {
      case active = "ACTIVE"
      case draining = "DRAINING"
      case inactive = "INACTIVE"
    }
    package enum SchedulingStrategy: String, Sendable {
      case replica = "REPLICA"
      case daemon = "DAEMON"
    }

    package let key: ServiceKey
    package var status = Status.active
    package var desiredCount: Int
    package var launchType: LaunchType?
    package var capacityProviderStrategy: [CapacityProviderStrategyItem] = []
    /// As given; `LATEST` where Fargate was asked for without one.
    package var platformVersion: String?
    package let schedulingStrategy: SchedulingStrategy
    package var deploymentConfiguration: DeploymentConfiguration
    /// PRIMARY first, then the newest ACTIVE.
    package var deployments: [Deployment] = []
    package var placementConstraints: [PlacementConstraint] = []
    package var placementStrategy: [PlacementStrategy] = []
    package var healthCheckGracePeriodSeconds = 0
    package var enableECSManagedTags = false
    package var enableExecuteCommand = false
    /// nil means NONE.
    package var propagateTags: String?
    package var availabilityZoneRebalancing = true
    package var tags: [Tag] = []
    package let createdAt: Instant
    package let createdBy: String
    package let clientToken: String?
    /// The create request without its token, for idempotency.
    package let createRequest: Document.Object
    package var inactiveSince: Instant?
    /// Newest first, at most 100.
    package var events: Deque<ServiceEvent> = []
    /// True while a turn of its scheduler is pending.
    package var isTurnPending = false
    package var scheduler = SchedulerMemory()
    /// Members that are only echoed (loadBalancers, serviceRegistries, roleArn …).
    package var echoed: Document.Object = [:]
  }

  package struct ServiceEvent: Hashable, Sendable {
    package let id: String
    package let createdAt: Instant
    package let message: String
    package init(id: String, createdAt: Instant, message: String) {
      self.id = id
      self.createdAt = createdAt
      self.message = message
    }
  }

  package struct DeploymentConfiguration: Hashable, Sendable {
    package var maximumPercent = 200
    package var minimumHealthyPercent = 100
    package var circuitBreakerEnabled = false
    package var circuitBreakerRollsBack = false
    package var strategy = "ROLLING"
    package var bakeTimeInMinutes = 0
    /// alarms, lifecycleHooks …: echoed.
    package var echoed: Document.Object = [:]
    package init() {}
  }

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
    package var failedTasks = 0
    package let createdAt: Instant
    package var updatedAt: Instant
    package let launchType: LaunchType?
    package let capacityProviderStrategy: [CapacityProviderStrategyItem]
    package let platformVersion: String?
    package let networkConfiguration: NetworkConfiguration?
    package var rolloutState = RolloutState.inProgress
    package var rolloutStateReason: String
    /// 21 characters: the end of its service deployment's ARN.
    package let serviceDeploymentID: String
  }

  package struct NetworkConfiguration: Hashable, Sendable {
    package var subnets: [String]
    package var securityGroups: [String]
    package var assignsPublicIP: Bool
    package init(subnets: [String], securityGroups: [String], assignsPublicIP: Bool) {
      self.subnets = subnets
      self.securityGroups = securityGroups
      self.assignsPublicIP = assignsPublicIP
    }
  }

  /// What the scheduler remembers: throttling, and which texts it has said lately.
  package struct SchedulerMemory: Sendable {
    package var failedStarts = 0
    package var notBefore: Instant?
    /// Message text to the instant it was last said; the same text is not repeated while its cause lasts.
    package var said: OrderedDictionary<String, Instant> = [:]
    package var isSteady = false
    package init() {}
  }
}
