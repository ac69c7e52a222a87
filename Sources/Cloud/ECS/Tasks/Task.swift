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

  /// Where a task stands in its life, finer than `lastStatus`; `Region.takeTaskStep` knows the order.
  package enum TaskPhase: Hashable, Sendable {
    /// PROVISIONING
    case waitingForInstance, creatingNetworkInterface, attachingNetworkInterface
    /// PENDING
    case preparing, startingContainers
    case activating
    case running
    /// An essential container has ended, or on Fargate none will start; the task is about to be stopped for it.
    case exited
    /// `desiredStatus` is STOPPED, `lastStatus` still what it was.
    case stopRequested
    case deactivating
    case stopping
    case deprovisioning
    case stopped
  }

  package struct Task: Sendable {
    package let id: TaskID
    package let cluster: String
    package let family: String
    package let revision: Int
    package let launchType: LaunchType
    package let capacityProviderName: String?
    package let group: String
    package let startedBy: String?
    /// The service whose scheduler keeps this task, nil for standalone ones.
    package let service: ServiceKey?
    package var containerInstance: ContainerInstanceID?
    package var availabilityZone: String
    package internal(set) var subnetID: String?
    package let securityGroups: [String]
    package let assignsPublicIP: Bool
    package let cpuUnits: Int?
    package let memoryMiB: Int?
    package let platformVersion: String?
    /// `x86_64` or `arm64`.
    package internal(set) var cpuArchitecture: String
    /// The request's overrides as given (containerOverrides completed with every container at render time).
    package let overrides: Document.Object
    package let enableExecuteCommand: Bool
    package var tags: [Tag]
    package let createdAt: Instant

    /// nil: nothing to register with. Otherwise how long an ordered stop waits for targets to drain, as it was when the
    /// task began; see `Region.deregistrationDelay`.
    package let deregistrationDelay: Duration?
    /// Places in target groups behind which it stands now.
    package internal(set) var targets: [LoadBalancing.TargetReference] = []

    package var lastStatus: TaskStatus
    package var phase: TaskPhase
    package var desiredStatus = DesiredStatus.running
    package var healthStatus = HealthStatus.unknown
    /// Grows with each record of the task in the event log.
    package var version = 0
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
    /// Why it is about to be stopped, of which no container ran.
    var startFailure: String?
    package var stoppedAt: Instant?
    package var stopCode: StopCode?
    package var stoppedReason: String?
    /// What it holds on its container instance until STOPPED, beside CPU and memory.
    package var reservation = InstanceReservation()
    package var protectedUntil: Instant?
    /// What is under it goes for maintenance: its service replaces it.
    package internal(set) var isRetiring = false
    /// Beside its own containers, where its service takes part in Service Connect.
    package var proxy: ServiceConnectProxy?
    package var volumes: [TaskVolume] = []
    /// What the secrets of its containers held when it began: each `valueFrom` with the value that was read for it. Empty
    /// before, and where it has none.
    var secretValues: [String: String] = [:]
    /// The managed daemon that it is a task of: its definition is a daemon task definition.
    package internal(set) var daemon: DaemonMembership?
  }

  package enum ContainerStatus: String, Sendable {
    case pending = "PENDING"
    case running = "RUNNING"
    case stopped = "STOPPED"
  }

  /// Where a container stands on its way, finer than `lastStatus`.
  package enum ContainerStage: Hashable, Sendable {
    /// For its dependencies, or for the task to get that far.
    case waiting
    case pulling
    case creating
    case running
    /// The stop signal was sent.
    case stopping
    case stopped
  }

  package struct Container: Sendable {
    package let name: String
    package let image: String
    /// The UUID at the end of its ARN.
    package let id: String
    package var stage = ContainerStage.waiting
    package var healthStatus = HealthStatus.unknown
    package var imageDigest: String?
    /// When its pull began: it is that image whatever becomes of the tag.
    package var pulledAt: Instant?
    package var runtimeID: String?
    package var exitCode: Int?
    package var reason: String?
    package var networkBindings: [NetworkBinding] = []
    /// 1 for the first run; grows when a restart policy starts it again. 0 before it ever ran.
    package var run = 0
    /// When the present run began.
    package var startedAt: Instant?
    /// When its restart policy started it again, ascending; the newest are kept.
    var restartedAt: [Instant] = []
    /// A fault: from then on the present run answers no health check.
    package var failsHealthChecksSince: Instant?
    /// When the present run's process stood still in a write to its log driver, ascending.
    package internal(set) var hangs: [LogHang] = []

    package var lastStatus: ContainerStatus {
      switch stage {
      case .waiting, .pulling, .creating: .pending
      case .running, .stopping: .running
      case .stopped: .stopped
      }
    }

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
    /// More than 1 for a port range, whose first ports are those above.
    package var count = 1
  }

  /// What a task takes of a container instance.
  package struct InstanceReservation: Hashable, Sendable {
    package var cpuUnits = 0
    package var memoryMiB = 0
    package var gpuCount = 0
    /// All of the instance's.
    package var takesNeuronDevices = false
    package var tcpPorts: [Int] = []
    package var udpPorts: [Int] = []
    /// Host ports that bridge mode chose when containers started.
    package var dynamicPorts: [Int] = []
    package var networkInterfaces = 0
    package init() {}
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
    /// When it goes from CREATED to ATTACHING, or from DETACHING to DETACHED: nothing falls due for that.
    var turnsAt = Instant.worldStart
    package let subnetID: String
    package var networkInterfaceID: String?
    package var macAddress: String?
    package var privateDNSName: String?
    package var privateIPv4Address: String?
    /// The address's place in its subnet, while it holds one.
    var addressPlace: Int?

    package init(id: String, subnetID: String) {
      self.id = id
      self.subnetID = subnetID
    }

    package func status(at now: Instant) -> Status {
      switch status {
      case .created: now < turnsAt ? .created : .attaching
      case .detaching: now < turnsAt ? .detaching : .detached
      case .precreated, .attaching, .attached, .detached, .deleted, .failed: status
      }
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
