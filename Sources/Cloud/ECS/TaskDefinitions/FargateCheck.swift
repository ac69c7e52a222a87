/// What Fargate refuses in a task definition.
///
/// In: a request. Out: nothing, or AWS's refusal. Each is one entry of `TaskDefinitionCheck`'s order.
/// Source: ECS Developer Guide, "Task definition differences for Fargate".
import Documents

enum FargateCheck {
  static func networkMode(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    guard request.usesAwsvpc else {
      throw .client(
        "Fargate only supports network mode ‘awsvpc’.",
        why: "On Fargate each task has its own network interface: add --network-mode awsvpc.")
    }
  }

  static func size(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    guard let cpuUnits = request.cpuUnits else {
      throw .client(
        "Fargate requires that 'cpu' be defined at the task level.",
        why: "Fargate sells tasks by size: add --cpu, such as 256, beside --memory.")
    }
    guard let memoryMiB = request.memoryMiB else {
      throw .client(
        "Fargate requires that 'memory' be defined at the task level.",
        why: "Fargate sells tasks by size: add --memory, such as 512, beside --cpu.")
    }
    let isLinux = !windows.contains(request.operatingSystemFamily)
    guard TaskSize.isFargateSize(cpuUnits: cpuUnits, memoryMiB: memoryMiB, isLinux: isLinux) else {
      throw .client(noSuchSize(cpuUnits, memoryMiB), why: sizes)
    }
  }

  private static let windows = [
    "WINDOWS_SERVER_2019_FULL", "WINDOWS_SERVER_2019_CORE", "WINDOWS_SERVER_2022_FULL", "WINDOWS_SERVER_2022_CORE",
  ]

  static func noSuchSize(_ cpuUnits: Int, _ memoryMiB: Int) -> String {
    "No Fargate configuration exists for given values: \(cpuUnits) CPU, \(memoryMiB) memory. "
      + "See the Amazon ECS documentation for the valid values."
  }
  static let sizes =
    "Each cpu size goes with certain memory sizes only: 256 with 512, 1024 or 2048; 512 with 1024 to 4096; "
    + "1024 with 2048 to 8192, in steps of 1024."

  static func logDriver(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    for container in request.containers {
      guard let driver = container.definition.logConfiguration?.driver else { continue }
      guard ["awslogs", "splunk", "awsfirelens"].contains(driver) else {
        throw .client(
          "\(driver) is not a valid log driver. Must be one of [awslogs,splunk,awsfirelens]",
          why: "On Fargate nobody can read a host's log files: send the log away, best with awslogs.")
      }
    }
  }

  static func logStreams(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    for container in request.containers {
      guard let log = container.definition.logConfiguration, log.driver == "awslogs",
        !log.options.contains(where: { $0.name == "awslogs-stream-prefix" })
      else { continue }
      throw .client(
        "Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.",
        why: "The streams of '\(container.name)' are named PREFIX/CONTAINER/TASK there: add "
          + "\"awslogs-stream-prefix\": \"\(container.name)\".")
    }
  }

  static func executionRole(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    guard request.executionRoleARN == nil else { return }
    let why =
      "ECS itself needs a role to do this for the task: add --execution-role-arn, such as ecsTaskExecutionRole's."
    for container in request.containers {
      if let driver = container.definition.logConfiguration?.driver, driver == "awslogs" {
        throw .client(
          "Fargate requires task definition to have execution role ARN to support log driver awslogs.", why: why)
      }
      if ImageName.isPrivateECR(container.definition.image) {
        throw .client("Fargate requires task definition to have execution role ARN to support ECR images.", why: why)
      }
    }
  }

  static func containerFields(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    for container in request.containers {
      guard !container.isSet("privileged") else {
        throw .client("Fargate requires that the 'privileged' setting be 'false'.")
      }
      for member in ["dockerSecurityOptions", "links"] where container.isSet(member) { throw unsupported(member) }
      let linux = container.document["linuxParameters"]
      for member in ["sharedMemorySize", "devices", "tmpfs", "maxSwap", "swappiness"] {
        if let value = linux?[member], value != .list([]) { throw unsupported(member) }
      }
      guard container.definition.gpuCount == 0 else {
        throw .client("Tasks using the Fargate launch type do not support GPU resource requirements")
      }
      let added = linux?["capabilities"]?["add"]?.list?.compactMap(\.string) ?? []
      for capability in added where capability != "SYS_PTRACE" {
        throw .client("\(capability) is not allowed on Fargate.")
      }
    }
  }

  static func taskFields(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    guard request.placementConstraints.isEmpty else { throw unsupported("placementConstraints") }
    guard request.document["pidMode"]?.string != "host" else {
      throw .client(
        "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'.")
    }
    guard request.document["ipcMode"] == nil else { throw unsupported("ipcMode") }
    for volume in request.volumes {
      if volume["host"]?["sourcePath"] != nil { throw unsupported("sourcePath") }
      if volume["dockerVolumeConfiguration"] != nil { throw unsupported("dockerVolumeConfiguration") }
    }
    guard request.operatingSystemFamily == "LINUX" || windows.contains(request.operatingSystemFamily) else {
      throw .client(
        "Tasks using the Fargate launch type are not supported on operating system family "
          + request.operatingSystemFamily)
    }
    let restarts = request.containers.contains { $0.definition.restartPolicy?.isEnabled ?? false }
    guard !restarts || request.operatingSystemFamily == "LINUX" else {
      throw .client(
        "Windows tasks using the Fargate launch type do not support restartPolicy",
        why: "There a container that ends stays ended; a service replaces the whole task.")
    }
  }

  static func stopTimeout(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    guard request.containers.allSatisfy({ $0.definition.stopTimeoutSeconds ?? 0 <= 120 }) else {
      throw .client("Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds.")
    }
  }

  private static func unsupported(_ member: String) -> ServiceFailure {
    .client("Fargate compatible task definitions do not support \(member)")
  }
}

/// What an image reference says about where it comes from.
package enum ImageName {
  /// `123456789012.dkr.ecr.us-east-1.amazonaws.com/…`.
  package static func isPrivateECR(_ image: String) -> Bool {
    let labels = image.prefix { $0 != "/" }.split(separator: ".")
    return labels.count >= 6 && labels[0].utf8.count == 12 && labels[0].allSatisfy(\.isNumber) && labels[1] == "dkr"
      && labels[2] == "ecr" && labels[4] == "amazonaws"
  }
  /// `name@sha256:…`.
  package static func hasDigest(_ image: String) -> Bool { image.contains("@") }
}
