/// CreateDaemon and UpdateDaemon as requests carry them, parsed.
///
/// In: the members of a request. Out: typed values, or AWS's refusal.
/// Source: ECS API reference, CreateDaemon, UpdateDaemon, DaemonDeploymentConfiguration.
import Cloud
import Documents

extension ECS.DaemonRequest {
  init(reading input: Input) throws(ServiceFailure) {
    self.init(
      taskDefinition: try input.requiredString("daemonTaskDefinitionArn"),
      capacityProviders: try input.strings("capacityProviderArns") ?? [])
    configuration = try input.structure("deploymentConfiguration")?.daemonDeploymentConfiguration()
    propagatesTags = try input.choice("propagateTags", called: "propagateTags", of: ["DAEMON", "NONE"]).map {
      $0 == "DAEMON"
    }
    enableECSManagedTags = try input.boolean("enableECSManagedTags")
    enableExecuteCommand = try input.boolean("enableExecuteCommand")
    document = input.object
    document["clientToken"] = nil
    guard input.knows("clientToken") else { return }
    tags = try input.tags() ?? []
    clientToken = try input.string("clientToken")
  }
}

extension Input {
  fileprivate func daemonDeploymentConfiguration() throws(ServiceFailure) -> ECS.DaemonDeploymentConfiguration {
    var configuration = ECS.DaemonDeploymentConfiguration()
    if let value = document("drainPercent") {
      guard let percent = value.double else { throw .serialization(of: value, as: "Double") }
      guard (0...100).contains(percent) else {
        throw .invalidParameter(
          "drainPercent must be between 0.0 and 100.0", why: "25 drains a quarter of the instances at once.")
      }
      configuration.drainThousandths = Int((percent * 1_000).rounded())
    }
    if let minutes = try integer("bakeTimeInMinutes") {
      guard (0...ECS.DaemonDeploymentConfiguration.longestBakeMinutes).contains(minutes) else {
        throw .invalidParameter(
          "bakeTimeInMinutes must be between 0 and \(ECS.DaemonDeploymentConfiguration.longestBakeMinutes)")
      }
      configuration.bakeMinutes = minutes
    }
    if let alarms = try structure("alarms") {
      configuration.alarmNames = try alarms.strings("alarmNames") ?? []
      configuration.watchesAlarms = try alarms.boolean("enable") ?? false
    }
    return configuration
  }
}
