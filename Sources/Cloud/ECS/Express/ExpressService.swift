/// An Express service: what a plain service remembers where ECS made everything around it.
///
/// In: settings of requests. Out: configurations with defaults filled in, and the names of what was made.
/// Source: ECS API reference, CreateExpressGatewayService, ExpressGatewayServiceConfiguration; ECS Developer Guide,
/// "Amazon ECS Express Mode services".
import Collections
import Documents
import SimulationKit

extension ECS {
  /// What an Express service gets where a request says nothing. The Developer Guide's values; those of the API model
  /// (256, 512, `/ping`) are older.
  package enum ExpressDefaults {
    package static let clusterName = "default"
    package static let containerName = "Main"
    package static let cpu = "1024"
    package static let memory = "2048"
    package static let containerPort = 80
    package static let healthCheckPath = "/"
    package static let minTaskCount = 1
    package static let maxTaskCount = 20
    package static let metric = "AVERAGE_CPU"
    package static let targetValue = 60
    static let canaryTenthsOfPercent = 50
    static let canaryBakeMinutes = 3
    static let bakeMinutes = 3
    static let healthCheckGracePeriodSeconds = 300
    static let servicesPerLoadBalancer = 25
    static let logStreamPrefix = "ecs"
    static let logBufferSize = "25m"
    static let healthCheckIntervalSeconds = 30
    static let healthCheckTimeoutSeconds = 5
    static let healthyThreshold = 5
    static let unhealthyThreshold = 2
    static let listenerPort = 443
    /// Its alarm goes off where more answers than this are errors, in so many of the last minutes.
    static let errorPercent = 1
    static let alarmDatapoints = 2
    static let alarmMinutes = 3
  }

  /// The members of create and update; nil where absent.
  package struct ExpressSettings: Sendable {
    package var executionRoleARN: String?
    /// Instead of container, roles and size.
    package var taskDefinition: String?
    package var taskRoleARN: String?
    package var cpu: String?
    package var memory: String?
    package var healthCheckPath: String?
    /// The request's own words.
    package var container: Document.Object?
    package var subnets: [String]?
    package var securityGroups: [String]?
    package var minTaskCount: Int?
    package var maxTaskCount: Int?
    package var metric: String?
    package var targetValue: Int?
    package init() {}

    /// What a task definition of one's own says itself.
    fileprivate var describesTasks: Bool {
      container != nil || [executionRoleARN, taskRoleARN, cpu, memory].contains { $0 != nil }
    }
  }

  package struct ExpressOrder: Sendable {
    /// As given; nil: `default`, which is made where there is none.
    package var cluster: String?
    package var serviceName: String?
    package var infrastructureRoleARN: String
    package var settings: ExpressSettings
    package var tags: [Tag] = []
    package var principal: String
    package init(infrastructureRoleARN: String, settings: ExpressSettings, principal: String) {
      self.infrastructureRoleARN = infrastructureRoleARN
      self.settings = settings
      self.principal = principal
    }
  }

  package struct ExpressConfiguration: Hashable, Sendable {
    /// Empty where `taskDefinition` is given.
    package var executionRoleARN: String
    /// `FAMILY:REVISION` that the request named; nil where ECS registers one. Of `container` there is only the port then.
    package var taskDefinition: String?
    package var taskRoleARN: String?
    package var cpu = ExpressDefaults.cpu
    package var memory = ExpressDefaults.memory
    package var healthCheckPath = ExpressDefaults.healthCheckPath
    package var subnets: [String]
    package var securityGroups: [String]
    /// `primaryContainer`, with port and log configuration filled in.
    package var container: Document.Object
    package var minTaskCount = ExpressDefaults.minTaskCount
    package var maxTaskCount = ExpressDefaults.maxTaskCount
    package var metric = ExpressDefaults.metric
    package var targetValue = ExpressDefaults.targetValue

    package var containerPort: Int { container["containerPort"]?.integer ?? ExpressDefaults.containerPort }
    package var image: String { container["image"]?.string ?? "" }
    package var logGroup: String { container["awsLogsConfiguration"]?["logGroup"]?.string ?? "" }
  }

  /// What ECS made for it; ARNs.
  package struct ExpressResources: Hashable, Sendable {
    package var loadBalancer: String
    package var listener: String
    package var rule: String
    package var targetGroups: [String]
    package var logGroup: String
    package var alarm: String
    package var isPublic: Bool
    /// `NAME-HASH.ecs.REGION.on.aws`.
    package var host: String
  }

  package struct ExpressService: Sendable {
    package let infrastructureRoleARN: String
    package let resources: ExpressResources
    /// By the digits of the deployment that brought it in.
    package var configurations: OrderedDictionary<String, ExpressConfiguration> = [:]
    package var updatedAt: Instant
  }

  /// Parses the document of a RegisterTaskDefinition request.
  package typealias TaskDefinitionReader = (Document.Object) throws(ServiceFailure) -> TaskDefinitionRequest
}

extension ECS.ExpressConfiguration {
  /// Takes over what a request names; the network is settled apart.
  mutating func adopt(_ settings: ECS.ExpressSettings) throws(ServiceFailure) {
    guard settings.taskDefinition == nil || !settings.describesTasks else {
      throw .invalidParameter(
        "taskDefinitionArn cannot be specified together with primaryContainer, executionRoleArn, taskRoleArn, cpu or "
          + "memory.",
        why: "The task definition says these itself: name it, or describe the container, not both.")
    }
    if settings.describesTasks { taskDefinition = nil }
    executionRoleARN = settings.executionRoleARN ?? executionRoleARN
    taskRoleARN = settings.taskRoleARN ?? taskRoleARN
    cpu = settings.cpu ?? cpu
    memory = settings.memory ?? memory
    healthCheckPath = settings.healthCheckPath ?? healthCheckPath
    subnets = settings.subnets ?? subnets
    securityGroups = settings.securityGroups ?? securityGroups
    minTaskCount = settings.minTaskCount ?? minTaskCount
    maxTaskCount = settings.maxTaskCount ?? maxTaskCount
    metric = settings.metric ?? metric
    targetValue = settings.targetValue ?? targetValue
    if let given = settings.container {
      let logs = container["awsLogsConfiguration"]
      container = given
      if container["containerPort"] == nil { container["containerPort"] = .integer(ECS.ExpressDefaults.containerPort) }
      if container["awsLogsConfiguration"] == nil { container["awsLogsConfiguration"] = logs }
    }
    try check()
  }

  private func check() throws(ServiceFailure) {
    guard taskDefinition != nil || !image.isEmpty else {
      throw .invalidParameter("primaryContainer.image can not be blank.", why: "Say what to run: image=REPOSITORY:TAG.")
    }
    guard taskDefinition != nil || !executionRoleARN.isEmpty else {
      throw .invalidParameter("executionRoleArn can not be blank.")
    }
    guard (1...65_535).contains(containerPort) else {
      throw .invalidParameter("primaryContainer.containerPort must be between 1 and 65535.")
    }
    guard healthCheckPath.hasPrefix("/"), healthCheckPath.unicodeScalars.count <= 1_024 else {
      throw .invalidParameter(
        "healthCheckPath must begin with '/'.", why: "It is a path of your container, such as / or /health.")
    }
    guard minTaskCount >= 0, minTaskCount <= maxTaskCount, maxTaskCount <= ECS.Quotas.tasksPerService else {
      throw .invalidParameter(
        "minTaskCount must be at least 0 and not greater than maxTaskCount.",
        why: "The scaling target is a range: minTaskCount=1,maxTaskCount=\(ECS.ExpressDefaults.maxTaskCount) where "
          + "nothing is said.")
    }
    guard ["AVERAGE_CPU", "AVERAGE_MEMORY", "REQUEST_COUNT_PER_TARGET"].contains(metric) else {
      throw .shouldBeOneOf("autoScalingMetric", ["AVERAGE_CPU", "AVERAGE_MEMORY", "REQUEST_COUNT_PER_TARGET"])
    }
    guard targetValue > 0, metric == "REQUEST_COUNT_PER_TARGET" || targetValue <= 100 else {
      throw .invalidParameter("autoScalingTargetValue must be between 1 and 100 for the metric \(metric).")
    }
  }

  /// Takes a task definition of the user's own; a service on it has its users reach the port of its container Main.
  mutating func adopt(_ definition: ECS.TaskDefinition) throws(ServiceFailure) {
    let name = ECS.ExpressDefaults.containerName
    guard let main = definition.containers.first(where: { $0.name == name }) else {
      throw .invalidParameter(
        "Task definition must have a container named \(name)",
        why: "\(definition.family):\(definition.revision) has "
          + definition.containers.map(\.name).joined(separator: ", ") + ".")
    }
    guard main.portMappings.count == 1, let mapping = main.portMappings.first, mapping.transport == "tcp",
      mapping.name != nil
    else {
      throw .invalidParameter(
        "The container \(name) must have a single TCP port mapping with a container port and a port name.",
        why: "Users reach an Express service at that port: portMappings=[{name=web,containerPort=80}].")
    }
    guard definition.compatibilities.contains(.fargate) else { throw .unsupported(.fargate) }
    (taskDefinition, executionRoleARN, taskRoleARN) = ("\(definition.family):\(definition.revision)", "", nil)
    let logs = container["awsLogsConfiguration"]
    container = ["containerPort": .integer(mapping.containerPort)]
    container["awsLogsConfiguration"] = logs
  }

  /// The RegisterTaskDefinition request for it.
  func taskDefinition(family: String, region: String) -> Document.Object {
    var main = container
    for member in ["containerPort", "awsLogsConfiguration"] { main[member] = nil }
    main["name"] = .string(ECS.ExpressDefaults.containerName)
    main["essential"] = true
    main["portMappings"] = [["containerPort": .integer(containerPort), "protocol": "tcp"]]
    let prefix = container["awsLogsConfiguration"]?["logStreamPrefix"] ?? .string(ECS.ExpressDefaults.logStreamPrefix)
    main["logConfiguration"] = [
      "logDriver": "awslogs",
      "options": [
        "awslogs-group": .string(logGroup), "awslogs-region": .string(region), "awslogs-stream-prefix": prefix,
        "mode": "non-blocking", "max-buffer-size": .string(ECS.ExpressDefaults.logBufferSize),
      ],
    ]
    var document: Document.Object = [
      "family": .string(family), "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": .string(cpu),
      "memory": .string(memory), "executionRoleArn": .string(executionRoleARN), "containerDefinitions": [.object(main)],
    ]
    document["taskRoleArn"] = taskRoleARN.map(Document.string)
    return document
  }
}
