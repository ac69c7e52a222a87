/// A task definition: one revision of a family, parsed for the rules and kept as a document for echo.
import Documents
import SimulationKit

extension ECS {
  /// All revisions ever registered under one name. Numbers only grow, also after deletions.
  package struct Family: Sendable {
    package let name: String
    package var lastRevision = 0
    /// By ascending revision; deleted ones are gone.
    package var revisions: [TaskDefinition] = []
    package init(name: String) { self.name = name }
    package subscript(revision: Int) -> TaskDefinition? { index(of: revision).map { revisions[$0] } }

    /// Where `revision` stands, found by halving.
    func index(of revision: Int) -> Int? {
      var range = 0..<revisions.count
      while let middle = range.isEmpty ? nil : range.lowerBound + range.count / 2 {
        if revisions[middle].revision == revision { return middle }
        range = revisions[middle].revision < revision ? middle + 1..<range.upperBound : range.lowerBound..<middle
      }
      return nil
    }
    package var latestActive: TaskDefinition? { revisions.last { $0.status == .active } }
  }

  package struct TaskDefinition: Sendable {
    package enum Status: String, Sendable {
      case active = "ACTIVE"
      case inactive = "INACTIVE"
      case deleteInProgress = "DELETE_IN_PROGRESS"
    }
    package let family: String
    package let revision: Int
    package var status = Status.active
    /// The members that describe-task-definition echoes, defaults filled in, in no promised order
    /// (CloudAPI orders them by the model): containerDefinitions, volumes, runtimePlatform, ….
    package let document: Document.Object
    package let containers: [ContainerDefinition]
    /// nil where not given, which means bridge on Linux.
    package let networkMode: NetworkMode?
    /// Task-level CPU units and MiB, where given.
    package let cpuUnits: Int?
    package let memoryMiB: Int?
    package let requiresCompatibilities: [LaunchType]
    package let compatibilities: [LaunchType]
    package let taskRoleARN: String?
    package let executionRoleARN: String?
    package let placementConstraints: [PlacementConstraint]
    package let requiresAttributes: [String]
    package var tags: [Tag]
    package let registeredAt: Instant
    package let registeredBy: String
    package var deregisteredAt: Instant?
    package var deleteRequestedAt: Instant?
  }

  package enum NetworkMode: String, Sendable {
    case awsvpc, bridge, host, none
    case defaultNAT = "default"
  }

  package enum LaunchType: String, Sendable, CaseIterable {
    case ec2 = "EC2"
    case fargate = "FARGATE"
    case external = "EXTERNAL"
    case managedInstances = "MANAGED_INSTANCES"
  }

  package struct PlacementConstraint: Hashable, Sendable {
    package enum Kind: String, Sendable { case distinctInstance, memberOf }
    package let kind: Kind
    package let expression: String?
    package init(kind: Kind, expression: String?) {
      self.kind = kind
      self.expression = expression
    }
  }

  package struct PlacementStrategy: Hashable, Sendable {
    package enum Kind: String, Sendable { case random, spread, binpack }
    package let kind: Kind
    package let field: String?
    package init(kind: Kind, field: String?) {
      self.kind = kind
      self.field = field
    }
  }

  /// What the rules read of a container definition; everything else stays in the task definition's document.
  package struct ContainerDefinition: Hashable, Sendable {
    package var name: String
    package var image: String
    package var cpuUnits = 0
    package var memoryMiB: Int?
    package var memoryReservationMiB: Int?
    package var isEssential = true
    package var portMappings: [PortMapping] = []
    /// Mappings that were given as `containerPortRange`.
    package var portRanges: [PortRange] = []
    package var command: [String]?
    package var entryPoint: [String]?
    package var environment: [EnvironmentVariable] = []
    package var dependsOn: [Dependency] = []
    /// Containers that `links` and `volumesFrom` name: they start first.
    package var impliedDependencies: [Dependency] = []
    package var allDependencies: [Dependency] { dependsOn + impliedDependencies }
    package var healthCheck: HealthCheck?
    package var startTimeoutSeconds: Int?
    package var stopTimeoutSeconds: Int?
    package var restartPolicy: RestartPolicy?
    package var logConfiguration: LogConfiguration?
    package var gpuCount = 0
    package var takesNeuronDevices = false
    /// Names of secrets with their `valueFrom`.
    package var secrets: [EnvironmentVariable] = []

    package init(name: String, image: String) {
      self.name = name
      self.image = image
    }
  }

  package struct EnvironmentVariable: Hashable, Sendable {
    package var name: String
    package var value: String
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }
  package struct PortMapping: Hashable, Sendable {
    package var name: String?
    package var containerPort: Int
    /// 0 asks for a dynamic port (bridge).
    package var hostPort: Int
    /// `tcp` or `udp`.
    package var transport: String
    package init(name: String?, containerPort: Int, hostPort: Int, transport: String) {
      self.name = name
      self.containerPort = containerPort
      self.hostPort = hostPort
      self.transport = transport
    }
  }
  package struct PortRange: Hashable, Sendable {
    package var first: Int
    package var count: Int
    /// `tcp` or `udp`.
    package var transport: String
    package init(first: Int, count: Int, transport: String) {
      self.first = first
      self.count = count
      self.transport = transport
    }
  }
  package struct Dependency: Hashable, Sendable {
    package enum Condition: String, Sendable {
      case start = "START"
      case complete = "COMPLETE"
      case success = "SUCCESS"
      case healthy = "HEALTHY"
    }
    package var container: String
    package var condition: Condition
    package init(container: String, condition: Condition) {
      self.container = container
      self.condition = condition
    }
  }
  package struct HealthCheck: Hashable, Sendable {
    package var command: [String]
    package var intervalSeconds = 30
    package var timeoutSeconds = 5
    package var retries = 3
    package var startPeriodSeconds = 0
    package init(command: [String]) { self.command = command }
  }
  package struct RestartPolicy: Hashable, Sendable {
    package var isEnabled: Bool
    package var ignoredExitCodes: [Int] = []
    package var restartAttemptPeriodSeconds = 300
    package init(isEnabled: Bool) { self.isEnabled = isEnabled }
  }
  package struct LogConfiguration: Hashable, Sendable {
    package var driver: String
    /// In the order given.
    package var options: [EnvironmentVariable]
    package init(driver: String, options: [EnvironmentVariable]) {
      self.driver = driver
      self.options = options
    }
  }
}
