/// RegisterTaskDefinition's request, parsed: typed where rules read it, with the service's defaults filled in.
/// RegisterDaemonTaskDefinition's too, which knows fewer members.
///
/// In: the request. Out: what the rules check and store. Source: ECS API reference, RegisterTaskDefinition and
/// RegisterDaemonTaskDefinition.
import Cloud
import Documents

extension ECS.TaskDefinitionRequest {
  init(reading input: Input) throws(ServiceFailure) {
    self.init(family: try input.string("family") ?? "")
    cpu = try input.string("cpu")
    memory = try input.string("memory")
    isOfDaemon = !input.knows("networkMode")
    if !isOfDaemon { try readPlacement(input) }
    document = input.object
    for member in ["taskRoleArn", "executionRoleArn"] where document[member] == "" { document[member] = nil }
    taskRoleARN = try input.filledString("taskRoleArn")
    executionRoleARN = try input.filledString("executionRoleArn")
    tags = try input.tags(refusedAs: "ClientException") ?? []
    for container in try input.structures("containerDefinitions") ?? [] {
      containers.append(try ECS.ContainerRequest(reading: container, networkMode: networkMode))
    }
    for member in ["tags", "containerDefinitions"] { document[member] = nil }
    for member in ["volumes", "placementConstraints"] where document[member] == nil && input.knows(member) {
      document[member] = []
    }
    if document["requiresCompatibilities"] == .list([]) { document["requiresCompatibilities"] = nil }
    if let volumes = document["volumes"]?.list { document["volumes"] = .list(volumes.map(Self.completedVolume)) }
  }

  /// A file system of Amazon EFS is mounted at its root, and says so, unless another directory was named.
  private static func completedVolume(_ volume: Document) -> Document {
    guard var shown = volume.object, var system = shown["efsVolumeConfiguration"]?.object,
      system["rootDirectory"] == nil
    else { return volume }
    system["rootDirectory"] = "/"
    shown["efsVolumeConfiguration"] = .object(system)
    return .object(shown)
  }

  /// What says where tasks may run, and how they are connected there.
  private mutating func readPlacement(_ input: Input) throws(ServiceFailure) {
    networkMode = try input.word(
      "networkMode", as: ECS.NetworkMode.self, called: "Network mode", allowed: ["bridge", "host", "awsvpc", "none"])
    for word in try input.strings("requiresCompatibilities") ?? [] {
      guard let type = ECS.LaunchType(rawValue: word) else {
        throw .shouldBeOneOf("requires compatibilities", ["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"])
      }
      requiresCompatibilities.append(type)
    }
    for constraint in try input.structures("placementConstraints") ?? [] {
      guard let kind = try constraint.string("type").flatMap(ECS.PlacementConstraint.Kind.init) else {
        throw .shouldBeOneOf("Placement constraint type", ["memberOf"])
      }
      placementConstraints.append(.init(kind: kind, expression: try constraint.string("expression")))
    }
  }
}

extension ECS.ContainerRequest {
  init(reading input: Input, networkMode: ECS.NetworkMode?) throws(ServiceFailure) {
    var definition = ECS.ContainerDefinition(
      name: try input.string("name") ?? "", image: try input.string("image") ?? "")
    definition.cpuUnits = try input.integer("cpu") ?? 0
    definition.memoryMiB = try input.integer("memory")
    definition.memoryReservationMiB = try input.integer("memoryReservation")
    definition.isEssential = try input.boolean("essential") ?? true
    definition.command = try input.strings("command")
    definition.entryPoint = try input.strings("entryPoint")
    definition.startTimeoutSeconds = try input.integer("startTimeout")
    definition.stopTimeoutSeconds = try input.integer("stopTimeout")
    for variable in try input.structures("environment") ?? [] {
      definition.environment.append(
        .init(name: try variable.string("name") ?? "", value: try variable.string("value") ?? ""))
    }
    for secret in try input.structures("secrets") ?? [] {
      definition.secrets.append(
        .init(name: try secret.string("name") ?? "", value: try secret.string("valueFrom") ?? ""))
    }
    for dependency in try input.structures("dependsOn") ?? [] {
      let condition = try dependency.word(
        "condition", as: ECS.Dependency.Condition.self, called: "Container dependency condition",
        allowed: ["START", "COMPLETE", "SUCCESS", "HEALTHY"])
      definition.dependsOn.append(
        .init(container: try dependency.string("containerName") ?? "", condition: condition ?? .start))
    }
    // A link is `NAME` or `NAME:ALIAS`.
    var first = (input.knows("links") ? try input.strings("links") ?? [] : []).map { String($0.prefix { $0 != ":" }) }
    for source in input.knows("volumesFrom") ? try input.structures("volumesFrom") ?? [] : [] {
      if let name = try source.string("sourceContainer") { first.append(name) }
    }
    definition.impliedDependencies = first.map { .init(container: $0, condition: .start) }
    if input.knows("resourceRequirements") { try Self.readHostResources(input, into: &definition) }
    definition.healthCheck = try Self.healthCheck(input)
    definition.restartPolicy = try Self.restartPolicy(input)
    definition.logConfiguration = try Self.logConfiguration(input)
    let ports = input.knows("portMappings") ? try Self.portMappings(input, networkMode: networkMode) : []
    definition.portMappings = ports.compactMap(\.mapping)
    definition.portRanges = ports.compactMap { Self.portRange($0.document) }
    self.init(definition: definition, document: Self.document(input, definition, ports: ports.map(\.document)))
  }

  private static func readHostResources(
    _ input: Input, into definition: inout ECS.ContainerDefinition
  ) throws(ServiceFailure) {
    for requirement in try input.structures("resourceRequirements") ?? [] {
      switch try requirement.string("type") {
      case "GPU": definition.gpuCount = Int(try requirement.string("value") ?? "") ?? 0
      case "NeuronDevice": definition.takesNeuronDevices = true
      default: break
      }
    }
  }

  private static func healthCheck(_ input: Input) throws(ServiceFailure) -> ECS.HealthCheck? {
    guard let given = try input.structure("healthCheck") else { return nil }
    var check = ECS.HealthCheck(command: try given.strings("command") ?? [])
    check.intervalSeconds = try given.integer("interval") ?? check.intervalSeconds
    check.timeoutSeconds = try given.integer("timeout") ?? check.timeoutSeconds
    check.retries = try given.integer("retries") ?? check.retries
    check.startPeriodSeconds = try given.integer("startPeriod") ?? check.startPeriodSeconds
    return check
  }

  private static func restartPolicy(_ input: Input) throws(ServiceFailure) -> ECS.RestartPolicy? {
    guard let given = try input.structure("restartPolicy") else { return nil }
    var policy = ECS.RestartPolicy(isEnabled: try given.boolean("enabled") ?? false)
    policy.ignoredExitCodes = try given.integers("ignoredExitCodes") ?? []
    policy.restartAttemptPeriodSeconds = try given.integer("restartAttemptPeriod") ?? policy.restartAttemptPeriodSeconds
    return policy
  }

  private static func logConfiguration(_ input: Input) throws(ServiceFailure) -> ECS.LogConfiguration? {
    guard let given = try input.structure("logConfiguration") else { return nil }
    let options = try given.map("options") ?? []
    return ECS.LogConfiguration(
      driver: try given.string("logDriver") ?? "", options: options.map { .init(name: $0.key, value: $0.value) })
  }

  /// nil for a mapping of one port, and for what is no range, which is refused later.
  private static func portRange(_ mapping: Document) -> ECS.PortRange? {
    let ends = mapping["containerPortRange"]?.string?.split(separator: "-").compactMap { Int($0) } ?? []
    guard ends.count == 2, 1 <= ends[0], ends[0] < ends[1], ends[1] <= 65_535 else { return nil }
    return ECS.PortRange(
      first: ends[0], count: ends[1] - ends[0] + 1, transport: mapping["protocol"]?.string ?? "tcp")
  }

  /// Each mapping with its document; nil beside that of a port range.
  private static func portMappings(
    _ input: Input, networkMode: ECS.NetworkMode?
  ) throws(ServiceFailure) -> [(mapping: ECS.PortMapping?, document: Document)] {
    var mappings: [(mapping: ECS.PortMapping?, document: Document)] = []
    let isHostPortTheSame = networkMode == .awsvpc || networkMode == .host
    for given in try input.structures("portMappings") ?? [] {
      var document = given.object
      let transport = try given.string("protocol") ?? "tcp"
      document["protocol"] = .string(transport)
      guard let port = try given.integer("containerPort") else {
        mappings.append((nil, .object(document)))
        continue
      }
      let hostPort = try given.integer("hostPort") ?? (isHostPortTheSame ? port : 0)
      document["hostPort"] = .integer(hostPort)
      let mapping = ECS.PortMapping(
        name: try given.string("name"), containerPort: port, hostPort: hostPort, transport: transport)
      mappings.append((mapping, .object(document)))
    }
    return mappings
  }

  private static func document(
    _ input: Input, _ definition: ECS.ContainerDefinition, ports: [Document]
  ) -> Document.Object {
    var document = input.object
    document["cpu"] = .integer(definition.cpuUnits)
    document["essential"] = .boolean(definition.isEssential)
    if input.knows("portMappings") { document["portMappings"] = .list(ports) }
    for member in ["environment", "mountPoints", "volumesFrom", "systemControls"]
    where document[member] == nil && input.knows(member) {
      document[member] = []
    }
    if let check = definition.healthCheck, var echoed = document["healthCheck"]?.object {
      echoed["interval"] = .integer(check.intervalSeconds)
      echoed["timeout"] = .integer(check.timeoutSeconds)
      echoed["retries"] = .integer(check.retries)
      document["healthCheck"] = .object(echoed)
    }
    return document
  }
}
