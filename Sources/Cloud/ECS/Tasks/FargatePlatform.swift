/// Fargate's platform versions: which there are, and what of a task definition each can run.
///
/// In: a version as given, a task definition, a capacity provider strategy. Out: nothing, or AWS's refusal. Changes
/// nothing. Source: ECS Developer Guide, "Fargate platform versions for Amazon ECS", "Amazon ECS clusters for Fargate";
/// what came with 1.4.0: "Amazon EFS volumes", "Fargate task ephemeral storage", "Pass environment variables", "Amazon ECS
/// Exec", "Task CPU and memory"; runtime sheet, sections 5.1 and 5.2.
import Documents

extension Region {
  /// For RunTask, CreateService, UpdateService and CreateTaskSet.
  func checkFargatePlatform(
    _ version: String?, _ definition: ECS.TaskDefinition, _ strategy: [ECS.CapacityProviderStrategyItem],
    enableExecuteCommand: Bool
  ) throws(ServiceFailure) {
    let known = definition.isWindows ? ["1.0.0"] : ["1.4.0", "1.3.0"]
    guard version.map({ $0 == "LATEST" || known.contains($0) }) ?? true else {
      throw ServiceFailure(
        "PlatformUnknownException", "The specified platform does not exist.",
        why: "There is LATEST, which is the default, and \(known.joined(separator: " and ")).")
    }
    let isOnSpot = strategy.contains { $0.capacityProvider == "FARGATE_SPOT" }
    guard !isOnSpot || !definition.isWindows else {
      throw .invalidParameter(
        "The FARGATE_SPOT capacity provider does not support Windows tasks.",
        why: "Windows tasks run on FARGATE, at its price.")
    }
    guard version == "1.3.0",
      let need = definition.needOfNewestPlatform(isOnSpot: isOnSpot, enableExecuteCommand: enableExecuteCommand)
    else { return }
    throw ServiceFailure(
      "PlatformTaskDefinitionIncompatibilityException",
      "One or more of the requested capabilities are not supported.",
      why: "\(need) came with platform version 1.4.0: leave --platform-version out.")
  }
}

extension ECS.TaskDefinition {
  /// What `LATEST` means for it on Fargate.
  var newestPlatform: String { isWindows ? "1.0.0" : "1.4.0" }

  /// What of it Fargate's platform version 1.3.0 does not have; nil where that will do.
  fileprivate func needOfNewestPlatform(isOnSpot: Bool, enableExecuteCommand: Bool) -> String? {
    if enableExecuteCommand { return "Command execution" }
    if document["volumes"]?.list?.contains(where: { $0["efsVolumeConfiguration"] != nil }) == true {
      return "An EFS volume"
    }
    if document["ephemeralStorage"] != nil { return "More ephemeral storage" }
    if document["pidMode"] != nil { return "A pidMode" }
    if cpuUnits ?? 0 >= 8_192 { return "A task of 8 vCPUs or more" }
    for container in containerDocuments {
      if container["restartPolicy"]?["enabled"]?.boolean == true { return "A restart policy" }
      if container["environmentFiles"]?.list?.isEmpty == false { return "An environment file" }
      if container["linuxParameters"]?["capabilities"]?["add"]?.list?.isEmpty == false { return "SYS_PTRACE" }
    }
    let isARM = document["runtimePlatform"]?["cpuArchitecture"]?.string == "ARM64"
    return isOnSpot && isARM ? "An ARM64 task on FARGATE_SPOT" : nil
  }
}
