/// A service as the service shows it, and what its scheduler remembers between turns.
///
/// Changed only by `ServiceRules` (requests) and `ServiceScheduler` (turns).
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
    /// What the learner asks for; for a daemon service the number of eligible container instances.
    package var desiredCount: Int
    package var launchType: LaunchType?
    /// What it was created with: what an emptied strategy falls back to.
    package internal(set) var firstLaunchType: LaunchType?
    package var capacityProviderStrategy: [CapacityProviderStrategyItem] = []
    /// As given; `LATEST` where Fargate was asked for without one.
    package var platformVersion: String?
    package let schedulingStrategy: SchedulingStrategy
    package var controller = DeploymentController.ecs
    /// True where ECS carried out its rollouts before somebody else took over: replies go on showing deployments.
    package internal(set) var showsDeployments = false
    package var deploymentConfiguration: DeploymentConfiguration
    /// PRIMARY first, then the newest ACTIVE; of a service that takes them, its task sets in order of creation.
    package var deployments: [Deployment] = []
    /// The last one of an INACTIVE service, which shows no deployments any more.
    package var lastDeployment: Deployment?
    /// What ListServiceDeployments shows, newest first.
    package var serviceDeployments: [ServiceDeployment] = []
    package var placementConstraints: [PlacementConstraint] = []
    package var placementStrategy: [PlacementStrategy] = []
    package var loadBalancers: [ServiceLoadBalancer] = []
    /// As given; nil: the service-linked role.
    package var roleARN: String?
    package var healthCheckGracePeriodSeconds = 0
    package var enableECSManagedTags = false
    package var enableExecuteCommand = false
    /// nil means NONE.
    package var propagateTags: String?
    package var availabilityZoneRebalancing = true
    package var wiring = ServiceWiring()
    /// Present where ECS made everything around it.
    package internal(set) var express: ExpressService?
    package var tags: [Tag] = []
    package let createdAt: Instant
    /// The creator's ARN.
    package let createdBy: String
    package let clientToken: String?
    /// The create request without token and tags, for idempotency.
    package let createRequest: Document.Object
    package var inactiveSince: Instant?
    /// Newest first, at most `Quotas.eventsPerService`.
    package var events: Deque<ServiceEvent> = []
    package var scheduler = SchedulerMemory()
    /// What its tasks used, by the minute.
    package internal(set) var usage = UsageHistory()
    /// Requests that came while no task of it ran.
    var turnedAway = UsageHistory()
    /// The part of it that each service asked for whose tasks send requests through Service Connect.
    var askers: OrderedDictionary<ServiceKey, UsageHistory> = [:]
    /// What of it counts for the container instances of its cluster.
    var clusterShare = ClusterUsage.Share()

    package init(
      key: ServiceKey, desiredCount: Int, schedulingStrategy: SchedulingStrategy,
      deploymentConfiguration: DeploymentConfiguration, createdAt: Instant, createdBy: String, clientToken: String?,
      createRequest: Document.Object
    ) {
      self.key = key
      self.desiredCount = desiredCount
      self.schedulingStrategy = schedulingStrategy
      self.deploymentConfiguration = deploymentConfiguration
      self.createdAt = createdAt
      self.createdBy = createdBy
      self.clientToken = clientToken
      self.createRequest = createRequest
    }

    package var primary: Deployment? { deployments.first { $0.status == .primary } }
    /// Tasks whose lastStatus is RUNNING. O(deployments).
    package var runningCount: Int { deployments.reduce(0) { $0 + $1.runningCount } }
    /// Tasks that are PROVISIONING, PENDING or ACTIVATING. O(deployments).
    package var pendingCount: Int { deployments.reduce(0) { $0 + $1.pendingCount } }
    /// True while a turn of its scheduler is pending.
    package var isTurnPending: Bool { scheduler.nextTurn != nil }
  }

  package struct ServiceEvent: Hashable, Sendable {
    /// A UUID.
    package let id: String
    package let createdAt: Instant
    package let message: String
    package init(id: String, createdAt: Instant, message: String) {
      self.id = id
      self.createdAt = createdAt
      self.message = message
    }
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

  /// What the scheduler remembers: the tasks it watches, throttling, and which texts it has said lately.
  package struct SchedulerMemory: Sendable {
    /// When its next turn is due; a pending turn of another instant is stale.
    package var nextTurn: Instant?
    /// The number of the last request for a turn; only that one counts.
    package var turnRequest = 0
    /// The service's tasks that were not yet seen STOPPED, in order of creation.
    package var watched: OrderedDictionary<TaskID, WatchedTask> = [:]
    /// Attempts in a row that ended without a RUNNING task.
    package var failedStarts = 0
    /// When the last attempt that failed was made: tasks started together count once.
    package var lastFailedAttempt: Instant?
    /// No task is started before.
    package var notBefore: Instant?
    /// Message text to the instant it was last said; the same text is not repeated while its cause lasts.
    package var said: OrderedDictionary<String, Instant> = [:]
    package var isSteady = false
    var rebalancing = ZoneRebalancing()
    /// How many tasks may be active: the ceiling, or more where there were more when it last changed.
    package var ceiling = Int.max
    /// The deployment that completed last and may be rolled back to.
    package var lastCompleted: Deployment?
    package init() {}
  }

  /// A task of a service, as its scheduler keeps account of it.
  package struct WatchedTask: Hashable, Sendable {
    /// What a task counts as in `runningCount` and `pendingCount`.
    package enum Count: Sendable { case pending, running, neither }
    package enum StopCause: Sendable { case surplus, unhealthy }

    /// The digits of the deployment that started it.
    package let deployment: String
    package var count = Count.neither
    package var wasHealthy = false
    /// True while it is registered with its target groups, or its instance with a Classic Load Balancer.
    package internal(set) var isWired = false
    /// Why the scheduler stopped it, nil where it did not.
    package var stopCause: StopCause?
    /// True once its end was entered as a failure or not.
    package var isSettled = false
    package init(deployment: String) { self.deployment = deployment }
  }
}
