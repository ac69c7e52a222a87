/// What is asked for when a task is to start, whoever asks: RunTask, StartTask or a service's scheduler.
///
/// In: names that the asker has looked up and members it has checked. Out of `Region.launchTask`: the task that began,
/// or why it could not be placed. An order changes nothing by itself.
import Documents
import SimulationKit

extension ECS {
  package struct TaskOrder: Sendable {
    package var cluster: String
    package var family: String
    package var revision: Int
    package var launch: Launch
    package var networkConfiguration: NetworkConfiguration?
    /// `family:FAMILY` or `service:NAME` unless the request names another.
    package var group: String
    package var startedBy: String?
    /// The service that keeps the task, nil for standalone ones.
    package var service: ServiceKey?
    /// Of the request or service; those of the task definition are added when the task is placed.
    package var placementConstraints: [PlacementConstraint] = []
    package var placementStrategy: [PlacementStrategy] = []
    /// As the request gives them.
    package var overrides: Document.Object = [:]
    package var tags: [Tag] = []
    /// What of it concerns a task: the proxy of Service Connect, volumes.
    package var wiring = ServiceWiring()
    /// nil or `LATEST` become the newest one on Fargate.
    package var platformVersion: String?
    /// `x86_64` or `arm64`; nil: as the task definition says.
    var cpuArchitecture: String?
    package var enableExecuteCommand = false
    /// StartTask's choice, and a daemon's: placement only checks that it fits there.
    package var containerInstance: ContainerInstanceID?
    /// False where it is of no use later: it does not wait for a capacity provider's next instance.
    package var mayWait = true
    /// Of a daemon's task: family and revision are those of a daemon task definition.
    package var daemon: DaemonMembership?
    /// nil: no target groups or registries, so the task never shows ACTIVATING or DEACTIVATING. Otherwise how long a
    /// stop that the scheduler orders waits for its targets to drain.
    package var deregistrationDelay: Duration?

    package init(
      cluster: String, family: String, revision: Int, launch: Launch, group: String? = nil,
      networkConfiguration: NetworkConfiguration? = nil, startedBy: String? = nil, service: ServiceKey? = nil
    ) {
      self.cluster = cluster
      self.family = family
      self.revision = revision
      self.launch = launch
      self.group = group ?? service.map { "service:\($0.name)" } ?? "family:\(family)"
      self.networkConfiguration = networkConfiguration
      self.startedBy = startedBy
      self.service = service
    }
  }

  /// On whose capacity a task runs.
  package enum Launch: Hashable, Sendable {
    case launchType(LaunchType)
    /// `FARGATE`, `FARGATE_SPOT`, or a provider whose container instances carry its name.
    case capacityProvider(String)
    /// A Managed Instances provider by name.
    case managedInstances(String)

    /// What the task shows as `launchType`.
    package var type: LaunchType {
      switch self {
      case .launchType(let type): type
      case .capacityProvider("FARGATE"), .capacityProvider("FARGATE_SPOT"): .fargate
      case .capacityProvider: .ec2
      case .managedInstances: .managedInstances
      }
    }

    package var capacityProviderName: String? {
      switch self {
      case .launchType: nil
      case .capacityProvider(let name), .managedInstances(let name): name
      }
    }

    /// Which of Fargate's two it is; only for those of that type.
    var fargateProvider: String { capacityProviderName ?? "FARGATE" }
  }

  package enum LaunchOutcome: Hashable, Sendable {
    case started(TaskID)
    /// One failure for each container instance that was looked at; empty where the cluster has none.
    case refused([Failure])
  }
}
