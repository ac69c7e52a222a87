/// A task and its containers as the service shows them.
import Documents
import SimulationKit

extension ECS {
  package enum TaskStatus: String, Sendable, CaseIterable {
    case provisioning = "PROVISIONING"
    case pending = "PENDING"
    case activating = "ACTIVATING"
    case running = "RUNNING"
    case deactivating = "DEACTIVATING"
    case stopping = "STOPPING"
    case deprovisioning = "DEPROVISIONING"
    case stopped = "STOPPED"
  }
  package enum DesiredStatus: String, Sendable {
    case running = "RUNNING"
    case stopped = "STOPPED"
  }
  package enum HealthStatus: String, Sendable {
    case healthy = "HEALTHY"
    case unhealthy = "UNHEALTHY"
    case unknown = "UNKNOWN"
  }
  package enum StopCode: String, Sendable {
    case taskFailedToStart = "TaskFailedToStart"
    case essentialContainerExited = "EssentialContainerExited"
    case userInitiated = "UserInitiated"
    case serviceSchedulerInitiated = "ServiceSchedulerInitiated"
    case spotInterruption = "SpotInterruption"
    case terminationNotice = "TerminationNotice"
  }

  package struct Task: Sendable {
    package let id: TaskID
    package let cluster: String
    package let family: String
    package let revision: Int
    /// nil for a task with a capacity provider of an unknown kind only.
    package let launchType: LaunchType
    package let capacityProviderName: String?
    package let group: String
    package let startedBy: String?
    /// The service whose scheduler keeps this task, nil for standalone ones.
    package let service: ServiceKey?
    package var containerInstance: ContainerInstanceID?
    package var availabilityZone: String
    package let subnetID: String?
    package let securityGroups: [String]
    package let assignsPublicIP: Bool
    package let cpuUnits: Int?
    package let memoryMiB: Int?
    package let platformVersion: String?
    /// The request's overrides as given (containerOverrides completed with every container at render time).
    package let overrides: Document.Object
    package let enableExecuteCommand: Bool
    package var tags: [Tag]
    package let createdAt: Instant

    package var lastStatus: TaskStatus
    package var desiredStatus = DesiredStatus.running
    package var healthStatus = HealthStatus.unknown
    package var version = 1
    /// Grows with each step of the task's life; a due step of another number is stale.
    package var step = 0
    package var containers: [Container]
    package var attachment: NetworkAttachment?
    package var connectivityAt: Instant?
    package var pullStartedAt: Instant?
    package var pullStoppedAt: Instant?
    package var startedAt: Instant?
    package var stoppingAt: Instant?
    package var executionStoppedAt: Instant?
    package var stoppedAt: Instant?
    package var stopCode: StopCode?
    package var stoppedReason: String?
    /// What reservation on the container instance it holds until STOPPED.
    package var hostPorts: [Int] = []
    package var protectedUntil: Instant?
  }

  package enum ContainerStatus: String, Sendable {
    case pending = "PENDING"
    case running = "RUNNING"
    case stopped = "STOPPED"
  }

  package struct Container: Sendable {
    package let name: String
    package let image: String
    /// The UUID at the end of its ARN.
    package let id: String
    package var lastStatus = ContainerStatus.pending
    package var healthStatus = HealthStatus.unknown
    package var imageDigest: String?
    package var runtimeID: String?
    package var exitCode: Int?
    package var reason: String?
    package var networkBindings: [NetworkBinding] = []
    /// 1 for the first run; grows when a restart policy starts it again. 0 before it ever ran.
    package var run = 0
    package var startedAt: Instant?
    package var failedProbes = 0

    package init(name: String, image: String, id: String) {
      self.name = name
      self.image = image
      self.id = id
    }
  }

  package struct NetworkBinding: Hashable, Sendable {
    package var containerPort: Int
    package var hostPort: Int
    package var transport: String
  }

  /// The elastic network interface of an awsvpc task.
  package struct NetworkAttachment: Sendable {
    package enum Status: String, Sendable {
      case precreated = "PRECREATED"
      case created = "CREATED"
      case attaching = "ATTACHING"
      case attached = "ATTACHED"
      case detaching = "DETACHING"
      case detached = "DETACHED"
      case deleted = "DELETED"
      case failed = "FAILED"
    }
    package let id: String
    package var status = Status.precreated
    package let subnetID: String
    package var networkInterfaceID: String?
    package var macAddress: String?
    package var privateDNSName: String?
    package var privateIPv4Address: String?

    package init(id: String, subnetID: String) {
      self.id = id
      self.subnetID = subnetID
    }
  }

  /// What RunTask remembers of a clientToken.
  package struct RunTaskToken: Sendable {
    package let request: Document.Object
    package let tasks: [TaskID]
    package init(request: Document.Object, tasks: [TaskID]) {
      self.request = request
      self.tasks = tasks
    }
  }
}
