/// What Amazon ECS Managed Instances refuse in a task definition.
///
/// In: a request. Out: nothing, or a refusal. Each is one entry of `TaskDefinitionCheck`'s order. No text of AWS for these
/// is published: they follow those for Fargate.
/// Source: ECS Developer Guide, "Amazon ECS task definition differences for Amazon ECS Managed Instances".
import Documents

enum ManagedInstancesCheck {
  static func network(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    guard request.usesAwsvpc || request.networkMode == .host else {
      throw .client(
        "Managed Instances only support network modes 'awsvpc' and 'host'.",
        why: "Say which: add --network-mode awsvpc, or host for the instance's own network.")
    }
  }

  static func size(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    for (name, size) in [("cpu", request.cpuUnits), ("memory", request.memoryMiB)] where size == nil {
      throw .client(
        "Managed Instances require that '\(name)' be defined at the task level.",
        why: "The size of its tasks decides which instances are booted: add --cpu and --memory.")
    }
  }

  static func containerFields(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    let members = [
      "disableNetworking", "dnsSearchDomains", "dnsServers", "dockerLabels", "dockerSecurityOptions", "extraHosts",
      "hostname", "links",
    ]
    for container in request.containers {
      if let member = members.first(where: container.isSet) { throw unsupported(member) }
      let linux = container.document["linuxParameters"]
      for member in ["maxSwap", "sharedMemorySize", "swappiness", "tmpfs"] {
        if let value = linux?[member], value != .list([]) { throw unsupported(member) }
      }
    }
  }

  static func taskFields(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    for member in ["ephemeralStorage", "ipcMode", "proxyConfiguration"] where request.document[member] != nil {
      throw unsupported(member)
    }
    for volume in request.volumes {
      if volume["host"]?["sourcePath"] != nil { throw unsupported("sourcePath") }
      for member in ["dockerVolumeConfiguration", "fsxWindowsFileServerVolumeConfiguration"]
      where volume[member] != nil {
        throw unsupported(member)
      }
    }
    guard request.operatingSystemFamily == "LINUX" else {
      throw .client("Managed Instances are not supported on operating system family \(request.operatingSystemFamily)")
    }
  }

  private static func unsupported(_ member: String) -> ServiceFailure {
    .client("Managed Instances compatible task definitions do not support \(member)")
  }
}
