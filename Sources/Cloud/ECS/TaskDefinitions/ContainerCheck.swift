/// What the service refuses in a container definition, whatever it runs on.
///
/// In: a request. Out: nothing, or AWS's refusal. Each is one entry of `TaskDefinitionCheck`'s order.
/// Source: ECS Developer Guide, "Task definition parameters", container definitions.
import Documents

enum ContainerCheck {
  static func ports(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    var names: Set<String> = []
    var taskPorts = TakenPorts()
    for container in request.containers {
      // Containers share one network in awsvpc mode, and that of their host in host mode.
      if !request.usesAwsvpc, request.networkMode != .host { taskPorts = TakenPorts() }
      guard request.networkMode != ECS.NetworkMode.none || !container.isSet("portMappings") else {
        throw .client(
          "Port mappings are not supported when networkMode=none",
          why: "A task without a network can be reached at no port: take portMappings out, or another networkMode.")
      }
      try portRanges(container, request, &taskPorts)
      for mapping in container.definition.portMappings {
        guard (1...65_535).contains(mapping.containerPort), (0...65_535).contains(mapping.hostPort) else {
          throw .client("Invalid port in the port mappings of container '\(container.name)': ports are 1 to 65535.")
        }
        guard ["tcp", "udp"].contains(mapping.transport) else { throw .shouldBeOneOf("protocol", ["tcp", "udp"]) }
        if let mode = request.networkMode, mode == .awsvpc || mode == .host, mapping.hostPort != mapping.containerPort {
          throw .client(
            "When networkMode=\(mode.rawValue), the host ports and container ports in port mappings must match.",
            why: "In this mode the container's port is the port that others see: leave hostPort out.")
        }
        try taskPorts.take(mapping.containerPort...mapping.containerPort, mapping.transport)
        if let name = mapping.name, !names.insert(name).inserted {
          throw .client(
            "The port mapping name is already used",
            why: "Two port mappings are called '\(name)': a service is reached by the name, so each has its own.")
        }
      }
    }
  }

  /// Mappings as they were given: ranges, and what each mapping has to hold.
  private static func portRanges(
    _ container: ECS.ContainerRequest, _ request: ECS.TaskDefinitionRequest, _ taskPorts: inout TakenPorts
  ) throws(ServiceFailure) {
    var ranges = 0
    for mapping in container.list("portMappings") {
      if let word = mapping["appProtocol"]?.string, !["http", "http2", "grpc"].contains(word) {
        throw .shouldBeOneOf("appProtocol", ["http", "http2", "grpc"])
      }
      guard let text = mapping["containerPortRange"]?.string else {
        guard mapping["containerPort"] != nil else {
          throw .client("Container port must be specified in the port mappings of container '\(container.name)'.")
        }
        continue
      }
      guard mapping["containerPort"] == nil, mapping["hostPort"] == nil else {
        throw .client("The port mapping cannot specify both single port and port range")
      }
      ranges += 1
      let setting = "Invalid 'containerPortRange' setting for container '\(container.name)'."
      let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
      guard ends.count == 2, 1 <= ends[0], ends[0] < ends[1], ends[1] <= 65_535 else {
        throw .client(
          setting, why: "'\(text)' is no range: write the first port, '-' and a greater last one, such as 8000-8010.")
      }
      guard request.networkMode != .host else {
        throw .client(setting, why: "On the host's own network each port is named: ranges need bridge or awsvpc.")
      }
      guard ranges <= 100 else { throw .client(setting, why: "A container can have 100 port ranges, no more.") }
      try taskPorts.take(ends[0]...ends[1], mapping["protocol"]?.string ?? "tcp")
    }
  }

  private static let logDrivers = [
    "json-file", "syslog", "journald", "gelf", "fluentd", "awslogs", "splunk", "awsfirelens",
  ]

  static func logDriver(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    guard !request.isForFargate else { return }  // Fargate's shorter list says it itself
    for container in request.containers {
      try check(logDriver: container.definition.logConfiguration?.driver, refusedAs: "ClientException")
    }
  }

  /// For a container, and for the proxy of Service Connect.
  static func check(logDriver driver: String?, refusedAs code: String) throws(ServiceFailure) {
    guard let driver, !logDrivers.contains(driver) else { return }
    throw ServiceFailure(
      code, "\(driver) is not a valid log driver. Must be one of [\(logDrivers.joined(separator: ","))]")
  }

  /// Words of which the API knows two. Source: ECS API reference, FirelensConfiguration, ContainerDefinition.
  static func words(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    for document in request.containers.map(\.document) {
      for (name, word, known) in [
        ("firelens configuration type", document["firelensConfiguration"]?["type"], ["fluentd", "fluentbit"]),
        ("versionConsistency", document["versionConsistency"], ["enabled", "disabled"]),
      ] {
        if let word = word?.string, !known.contains(word) { throw .shouldBeOneOf(name, known) }
      }
    }
  }

  static func logOptions(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    for container in request.containers {
      guard let log = container.definition.logConfiguration, log.driver == "awslogs" else { continue }
      let missing = ["awslogs-region", "awslogs-group"].filter { name in !log.options.contains { $0.name == name } }
      guard missing.isEmpty else {
        throw .client(
          "Log driver awslogs requires options: \(missing.joined(separator: ", "))",
          why: "The container '\(container.name)' has to say which log group to write to, and in which Region.")
      }
      let unknown = log.options.map(\.name).filter { !AWSLogs.options.contains($0) }
      guard unknown.isEmpty else {
        throw .client(
          "Log driver awslogs disallows options: \(unknown.joined(separator: ", "))",
          why: "It takes \(AWSLogs.options.joined(separator: ", ")).")
      }
    }
    guard request.containers.contains(where: { $0.definition.logConfiguration?.driver == "awsfirelens" }) else {
      return
    }
    guard request.containers.contains(where: { $0.document["firelensConfiguration"] != nil }) else {
      throw .client(
        "When awsfirelens log driver is specified in log configuration, a firelens configuration object must be "
          + "specified",
        why: "awsfirelens sends lines to a router in the same task: add a container with \"firelensConfiguration\".")
    }
  }

  static func awsvpcFields(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    guard request.usesAwsvpc else { return }
    for container in request.containers {
      guard !container.isSet("links") else { throw .client("Links are not supported when networkMode=awsvpc") }
      guard !container.isSet("dnsServers") else {
        throw .client("DNS servers are not supported on container when networkMode=awsvpc")
      }
      guard !container.isSet("hostname") else {
        throw .client("hostname is not supported on container when networkMode=awsvpc")
      }
      guard !container.isSet("extraHosts") else {
        throw .client("Extra hosts are not supported on container when networkMode=awsvpc")
      }
      guard !container.isSet("disableNetworking") else {
        throw .client("Disable Networking is not supported on container when networkMode=awsvpc")
      }
    }
  }

  static func timeouts(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    for container in request.containers.map(\.definition) {
      let timeouts = [("start", container.startTimeoutSeconds), ("stop", container.stopTimeoutSeconds)]
      for (name, seconds) in timeouts where seconds ?? 2 < 2 {
        throw .client("Granular \(name) timeout on container '\(container.name)' must be at least 2 seconds.")
      }
    }
  }

  static func healthCheck(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    for container in request.containers.map(\.definition) {
      guard let check = container.healthCheck else { continue }
      guard let first = check.command.first, ["CMD", "CMD-SHELL", "NONE"].contains(first) else {
        throw .client(
          "Health check command for container '\(container.name)' must begin with CMD, CMD-SHELL or NONE",
          why: "Say how the command is run first: [\"CMD-SHELL\", \"curl -f http://localhost/ || exit 1\"].")
      }
      let ranges = [
        ("interval", check.intervalSeconds, 5...300), ("timeout", check.timeoutSeconds, 2...60),
        ("retries", check.retries, 1...10), ("startPeriod", check.startPeriodSeconds, 0...300),
      ]
      for (name, value, range) in ranges {
        if value > range.upperBound {
          throw .client(
            "Health check \(name) must be less than or equal to the maximum allowed value \(range.upperBound) "
              + "for container '\(container.name)'")
        }
        if value < range.lowerBound {
          throw .client(
            "Health check \(name) must be greater than or equal to the minimum allowed value \(range.lowerBound) "
              + "for container '\(container.name)'")
        }
      }
    }
  }

  static func volumes(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    let names = request.volumes.compactMap { $0["name"]?.string }
    for container in request.containers {
      for mount in container.list("mountPoints") {
        let name = mount["sourceVolume"]?.string ?? ""
        guard names.contains(name) else {
          throw .client(
            "Unknown volume '\(name)'.", why: "A mount point names a volume of the task: add it to --volumes.")
        }
      }
      for from in container.list("volumesFrom") {
        let name = from["sourceContainer"]?.string ?? ""
        guard request.container(name) != nil else { throw .client("Unknown container '\(name)'.") }
      }
      for link in container.list("links").compactMap(\.string) {
        // NAME:ALIAS
        let name = link.prefix { $0 != ":" }
        guard request.container(String(name)) != nil else { throw .client("Unknown container '\(name)'.") }
      }
    }
  }

  static func environmentFiles(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    for container in request.containers {
      try check(environmentFiles: container.list("environmentFiles"), refusedAs: "ClientException")
    }
  }

  /// For a task definition and for an override of RunTask.
  static func check(environmentFiles files: [Document], refusedAs code: String) throws(ServiceFailure) {
    guard files.count <= ECS.Quotas.environmentFilesPerContainer else {
      throw ServiceFailure(
        code, "The maximum number of environment files was exceeded. Specify ten or less and try again")
    }
    for file in files {
      guard file["type"]?.string == "s3" else { throw .shouldBeOneOf("environment file type", ["s3"]) }
      guard ResourceARN.isARN(file["value"]?.string ?? "") else {
        throw ServiceFailure(
          code, "Invalid arn syntax",
          why: "An environment file is an object in Amazon S3: arn:aws:s3:::BUCKET/PATH/NAME.env.")
      }
    }
  }

  /// What a container asks of its host beside cpu, memory and ports.
  static func hostResources(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    for container in request.containers {
      for requirement in container.list("resourceRequirements") {
        let types = ["GPU", "InferenceAccelerator", "NeuronDevice"]
        guard let type = requirement["type"]?.string, types.contains(type) else {
          throw .shouldBeOneOf("resource requirement type", types)
        }
        guard type != "NeuronDevice" || requirement["value"] == "ALL" else {
          throw .client(
            "Invalid NeuronDevice resource requirement for container '\(container.name)'.",
            why: "Its value is \"ALL\": the container gets every Neuron device of the instance.")
        }
        guard type != "GPU" || Int(requirement["value"]?.string ?? "") ?? 0 > 0 else {
          throw .client(
            "Invalid GPU resource requirement for container '\(container.name)'.",
            why: "Its value is how many GPUs the container gets, such as \"1\".")
        }
      }
      for limit in container.list("ulimits") {
        guard let name = limit["name"]?.string, ulimits.contains(name) else {
          throw .shouldBeOneOf("ulimit name", ulimits)
        }
        guard limit["softLimit"]?.integer ?? 0 <= limit["hardLimit"]?.integer ?? 0 else {
          throw .client(
            "The soft limit of ulimit '\(name)' in container '\(container.name)' is greater than its hard limit.")
        }
      }
      if let swappiness = container.document["linuxParameters"]?["swappiness"]?.integer,
        !(0...100).contains(swappiness)
      {
        throw .client("The swappiness of container '\(container.name)' must be between 0 and 100.")
      }
    }
  }

  /// Source: ECS API reference, ResourceRequirement.
  static func neuronDevices(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    guard request.takesNeuronDevices else { return }
    guard request.containers.count(where: \.definition.takesNeuronDevices) == 1 else {
      throw .client(
        "Only one container in a task definition can specify NeuronDevice resource requirements.",
        why: "It gets all of the instance's Neuron devices, so nothing is left for another.")
    }
    guard request.requiresCompatibilities == [.managedInstances] else {
      throw .client(
        "NeuronDevice resource requirements are only supported on Managed Instances.",
        why: "Say so: --requires-compatibilities MANAGED_INSTANCES. On EC2 a container names its devices under "
          + "linuxParameters: devices=[{hostPath=/dev/neuron0,containerPath=/dev/neuron0}].")
    }
  }

  /// Source: ECS API reference, Ulimit.
  private static let ulimits = [
    "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio",
    "rttime", "sigpending", "stack",
  ]

  static func restartPolicy(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    for container in request.containers.map(\.definition) {
      guard let policy = container.restartPolicy, policy.isEnabled else { continue }
      guard (60...1_800).contains(policy.restartAttemptPeriodSeconds) else {
        throw .client(
          "The restart attempt period of container '\(container.name)' must be between 60 and 1800 seconds.")
      }
      guard policy.ignoredExitCodes.count <= 50 else {
        throw .client("The restart policy of container '\(container.name)' can not ignore more than 50 exit codes.")
      }
    }
  }
}

/// Container ports that mappings have taken in one network.
private struct TakenPorts {
  private var taken: [(ports: ClosedRange<Int>, transport: String)] = []

  mutating func take(_ ports: ClosedRange<Int>, _ transport: String) throws(ServiceFailure) {
    if let other = taken.first(where: { $0.transport == transport && $0.ports.overlaps(ports) }) {
      throw .client(
        "The container port is used multiple times in task",
        why: "Two port mappings take port \(max(other.ports.lowerBound, ports.lowerBound)), and the containers share "
          + "one network: give each a port of its own.")
    }
    taken.append((ports, transport))
  }
}

/// The order that containers of a task ask to start in.
enum DependencyCheck {
  static func dependencies(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    let containers = request.containers.map(\.definition)
    for container in containers {
      for dependency in container.dependsOn where request.container(dependency.container) == nil {
        throw .client("Cannot depend on container + '\(dependency.container)' because it does not exist")
      }
    }
    guard !hasCycle(containers) else {
      throw .client(
        "Container dependsOn contains a cycle", why: "No container could start first: take one of the dependencies out."
      )
    }
    for dependency in containers.flatMap(\.dependsOn) {
      guard let target = request.container(dependency.container)?.definition else { continue }
      switch dependency.condition {
      case .start: break
      case .complete, .success:
        guard !target.isEssential else {
          throw .client(
            "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
            why: "When '\(target.name)' ends, the whole task would stop: make it \"essential\": false.")
        }
      case .healthy:
        guard target.healthCheck != nil else {
          throw .client(
            "A dependency container with HEALTHY condition must have health check configured",
            why: "Only a health check tells whether '\(target.name)' is HEALTHY: give it one.")
        }
      }
    }
  }

  /// Takes out containers that wait for nobody left, until none can go; whoever stays is in or behind a cycle.
  private static func hasCycle(_ containers: [ECS.ContainerDefinition]) -> Bool {
    var waiting = containers
    while true {
      let names = Set(waiting.map(\.name))
      let stuck = waiting.filter { $0.allDependencies.contains { names.contains($0.container) } }
      if stuck.isEmpty { return false }
      if stuck.count == waiting.count { return true }
      waiting = stuck
    }
  }
}
