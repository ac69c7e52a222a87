/// Platform versions of Fargate: which there are, and what a task definition needs of them.
///
/// In: the version that a request names. Out: nothing, or AWS's refusal. For RunTask, CreateService and CreateTaskSet.
/// Source: ECS Developer Guide, "Fargate platform versions for Amazon ECS"; what came with 1.4.0: "Amazon EFS volumes",
/// "Fargate task ephemeral storage", "Pass environment variables", "Amazon ECS Exec", "Task CPU and memory".
import Documents

extension Region {
  func checkPlatform(
    _ version: String?, for definition: ECS.TaskDefinition, enableExecuteCommand: Bool
  ) throws(ServiceFailure) {
    guard let version, version != "LATEST" else { return }
    let known = definition.isWindows ? ["1.0.0"] : ["1.4.0", "1.3.0"]
    guard known.contains(version) else {
      throw ServiceFailure(
        "PlatformUnknownException", "The specified platform does not exist.",
        why: "There is LATEST, which is the default, and \(known.joined(separator: " and ")).")
    }
    guard version == "1.3.0", let need = definition.needOfNewestPlatform(enableExecuteCommand) else { return }
    throw ServiceFailure(
      "PlatformTaskDefinitionIncompatibilityException",
      "One or more of the requested capabilities are not supported.",
      why: "\(need) came with platform version 1.4.0: leave --platform-version out.")
  }
}

extension ECS.TaskDefinition {
  /// What of it Fargate's platform version 1.3.0 does not have; nil where that will do.
  fileprivate func needOfNewestPlatform(_ enableExecuteCommand: Bool) -> String? {
    if enableExecuteCommand { return "Command execution" }
    if document["volumes"]?.list?.contains(where: { $0["efsVolumeConfiguration"] != nil }) == true {
      return "An EFS volume"
    }
    if document["ephemeralStorage"] != nil { return "More ephemeral storage" }
    if document["pidMode"] != nil { return "A pidMode" }
    if cpuUnits ?? 0 >= 8_192 { return "A task of 8 vCPUs or more" }
    for container in document["containerDefinitions"]?.list ?? [] {
      if container["environmentFiles"]?.list?.isEmpty == false { return "An environment file" }
      if container["linuxParameters"]?["capabilities"]?["add"]?.list?.isEmpty == false { return "SYS_PTRACE" }
    }
    return nil
  }
}
