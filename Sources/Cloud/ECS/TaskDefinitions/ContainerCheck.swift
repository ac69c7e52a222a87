/// What the service refuses in a container definition, whatever it runs on.
///
/// In: a request. Out: nothing, or AWS's refusal. Each is one entry of `TaskDefinitionCheck`'s order.
/// Source: ECS Developer Guide, "Task definition parameters", container definitions.
import Documents

enum ContainerCheck {
  static func ports(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    var names: Set<String> = []
    var taskPorts: Set<String> = []
    for container in request.containers {
      if !request.usesAwsvpc { taskPorts.removeAll() }  // only awsvpc containers share one network
      for document in container.list("portMappings") {
        guard document["containerPortRange"] == nil || document["containerPort"] == nil else {
          throw .client("The port mapping cannot specify both single port and port range")
        }
      }
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
        guard taskPorts.insert("\(mapping.containerPort)/\(mapping.transport)").inserted else {
          throw .client("The container port \(mapping.containerPort) is used multiple times in task")
        }
        if let name = mapping.name, !names.insert(name).inserted {
          throw .client("The port mapping name '\(name)' is already used")
        }
      }
    }
  }

  static func logDriver(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    let drivers = ["json-file", "syslog", "journald", "gelf", "fluentd", "awslogs", "splunk", "awsfirelens"]
    guard !request.isForFargate else { return }  // Fargate's shorter list says it itself
    for container in request.containers {
      guard let driver = container.definition.logConfiguration?.driver, !drivers.contains(driver) else { continue }
      throw .client("\(driver) is not a valid log driver. Must be one of [\(drivers.joined(separator: ","))]")
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
    }
  }

  static func awsvpcFields(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    guard request.usesAwsvpc else { return }
    for container in request.containers {
      guard !container.isSet("links") else { throw .client("Links are not supported when networkMode=awsvpc") }
      guard !container.isSet("dnsServers") else {
        throw .client("DNS servers are not supported on container when networkMode=awsvpc")
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
    }
  }

  static func environmentFiles(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    for container in request.containers {
      let files = container.list("environmentFiles")
      guard files.count <= 10 else {
        throw .client("The maximum number of environment files was exceeded. Specify ten or less and try again")
      }
      for file in files {
        guard file["type"]?.string == "s3" else { throw .shouldBeOneOf("environment file type", ["s3"]) }
        guard ResourceARN.isARN(file["value"]?.string ?? "") else { throw .client("Invalid arn syntax") }
      }
    }
  }

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
      let stuck = waiting.filter { $0.dependsOn.contains { names.contains($0.container) } }
      if stuck.isEmpty { return false }
      if stuck.count == waiting.count { return true }
      waiting = stuck
    }
  }
}
