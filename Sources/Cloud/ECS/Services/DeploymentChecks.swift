/// Checks of a deployment configuration's strategy, hooks and alarms against each other.
///
/// In: settings as they would be after the request. Out: nothing, or a refusal. Changes nothing. Limits are those of
/// the ECS API reference, DeploymentConfiguration; the texts are our own, in AWS's manner.

extension Region {
  func checkStrategy(of draft: ECS.ServiceDraft) throws(ServiceFailure) {
    let configuration = draft.deploymentConfiguration
    if let minutes = configuration.bakeTimeMinutes { try check(minutes, called: "bakeTimeInMinutes") }
    if let alarms = configuration.alarms, alarms.isEnabled {
      guard !alarms.names.isEmpty else {
        throw .invalidParameter(
          "alarmNames can not be empty when deployment alarms are enabled.",
          why: "Name the alarms to watch: alarms={alarmNames=[NAME],enable=true,rollback=true}.")
      }
    }
    switch configuration.strategy {
    case .rolling:
      guard configuration.lifecycleHooks.isEmpty else {
        throw .invalidParameter(
          "Lifecycle hooks are not supported with the ROLLING deployment strategy.",
          why: "A rolling update has no stages to wait at: ask for BLUE_GREEN, LINEAR or CANARY, "
            + "or empty lifecycleHooks.")
      }
    case .blueGreen:
      guard configuration.bakeTimeMinutes != nil else {
        throw .invalidParameter(
          "bakeTimeInMinutes must be provided with the BLUE_GREEN deployment strategy.",
          why: "It says how long both revisions run after the shift; 0 is allowed.")
      }
    case .linear:
      try check(configuration.linear, called: "linearConfiguration", percent: "stepPercent", from: 30)
      try check(configuration.linear.bakeMinutes, called: "stepBakeTimeInMinutes")
    case .canary:
      try check(configuration.canary, called: "canaryConfiguration", percent: "canaryPercent", from: 1)
      try check(configuration.canary.bakeMinutes, called: "canaryBakeTimeInMinutes")
    }
    guard draft.schedulingStrategy == .replica || configuration.strategy == .rolling else {
      throw .invalidParameter(
        "The daemon scheduling strategy does not support the \(configuration.strategy.rawValue) deployment strategy.",
        why: "A daemon service runs one task on each container instance, so two revisions can not stand side by side.")
    }
  }

  private func check(
    _ steps: ECS.TrafficSteps, called name: String, percent: String, from least: Int
  ) throws(ServiceFailure) {
    guard (least...1_000).contains(steps.tenthsOfPercent) else {
      throw .invalidParameter("\(percent) of \(name) must be between \(least / 10).\(least % 10) and 100.0")
    }
  }

  private func check(_ minutes: Int, called name: String) throws(ServiceFailure) {
    guard (0...1_440).contains(minutes) else {
      throw .invalidParameter("\(name) must be between 0 and 1440", why: "1440 minutes are 24 hours.")
    }
  }
}
