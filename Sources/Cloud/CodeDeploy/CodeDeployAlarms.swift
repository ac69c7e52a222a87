/// Alarms that stop a deployment of CodeDeploy.
///
/// In: the Region's alarms. Out: deployments that watch one in ALARM stop, and are taken back where that is asked for. An
/// alarm that was in ALARM before the deployment began stops it too, at CodeDeploy's first look; one that does not exist
/// never goes off. Once the original is being terminated nothing is watched: there is no way back any more.
/// Source: CodeDeploy User Guide, "Monitoring deployments with Amazon CloudWatch alarms in CodeDeploy"; CodeDeploy API
/// reference, AlarmConfiguration; the text as traces show it.
import Documents
import SimulationKit

extension CodeDeploy {
  package struct Alarms: Hashable, Sendable {
    package var isEnabled: Bool
    package var names: [String]
    package var ignoresPollFailure: Bool
    package init(isEnabled: Bool, names: [String], ignoresPollFailure: Bool) {
      self.isEnabled = isEnabled
      self.names = names
      self.ignoresPollFailure = ignoresPollFailure
    }
  }
  /// "You can associate up to ten CloudWatch alarms with a CodeDeploy deployment group."
  package static let maximumAlarms = 10
}

extension Region {
  /// Those that are in ALARM now, in the order of the deployment's settings; none where they do not matter.
  func activeAlarms(of deployment: CodeDeploy.Deployment) -> [String] {
    guard deployment.takesBack == nil, let watched = deployment.settings.alarms, watched.isEnabled else { return [] }
    switch deployment.phase {
    case .starting, .cleaningUp, .over: return []
    case .calling, .installing, .awaitingWord, .shifting, .awaitingTermination:
      return watched.names.filter { alarms[$0]?.state == .alarm }
    }
  }

  mutating func alarmChangedForCodeDeploy(_ name: String) {
    for deployment in codeDeploy.deployments.values where !deployment.status.isOver {
      let active = activeAlarms(of: deployment)
      if active.contains(name) { stop(deployment, for: active) }
    }
  }

  mutating func stop(_ deployment: CodeDeploy.Deployment, for alarms: [String]) {
    finish(
      deployment.id, as: .stopped,
      .init(
        code: "ALARM_ACTIVE",
        message: "One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and "
          + "the affected deployments have been stopped. Activated alarms: "
          + alarms.map { "<\($0)>" }.joined(separator: " ")),
      rollsBack: deployment.settings.autoRollback?.isFor(.alarm) ?? false)
  }
}
