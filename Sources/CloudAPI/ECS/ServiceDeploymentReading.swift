/// Lifecycle hooks and steps of traffic as requests carry them, parsed.
///
/// In: members of a deployment configuration. Out: typed settings, or AWS's refusal. A hook that calls a Lambda function
/// is refused as not simulated: nothing here could run it.
/// Source: ECS API reference, DeploymentLifecycleHook, LinearConfiguration, CanaryConfiguration.
import Cloud
import Documents

extension Input {
  func lifecycleHooks() throws(ServiceFailure) -> [ECS.LifecycleHook]? {
    guard let entries = try structures("lifecycleHooks") else { return nil }
    var hooks: [ECS.LifecycleHook] = []
    for entry in entries { hooks.append(try entry.lifecycleHook()) }
    return hooks
  }

  private func lifecycleHook() throws(ServiceFailure) -> ECS.LifecycleHook {
    let kind = try choice("targetType", called: "Lifecycle hook target type", of: ["AWS_LAMBDA", "PAUSE"])
    guard kind == "PAUSE" else { throw .notSimulated("A lifecycle hook that calls a Lambda function") }
    let words = try strings("lifecycleStages") ?? []
    let allowed = ECS.LifecycleStage.allCases.filter(\.takesHooks)
    guard !words.isEmpty else {
      throw .invalidParameter(
        "lifecycleStages can not be empty.", why: "Say at which stages the deployment is to wait.")
    }
    var stages: [ECS.LifecycleStage] = []
    for word in words {
      guard let stage = ECS.LifecycleStage(rawValue: word), stage.takesHooks else {
        throw .shouldBeOneOf("Lifecycle hook stage", allowed.map(\.rawValue))
      }
      guard stage.takesPauses else {
        throw .invalidParameter(
          "A lifecycle hook with target type PAUSE is not supported at the \(word) stage.",
          why: "While traffic is shifting nothing can wait: take the stage before it or the one after it.")
      }
      stages.append(stage)
    }
    let timeout = try structure("timeoutConfiguration")
    let minutes = try timeout?.integer("timeoutInMinutes") ?? ECS.LifecycleHook.usualTimeoutMinutes
    guard (1...ECS.LifecycleHook.longestTimeoutMinutes).contains(minutes) else {
      throw .invalidParameter(
        "timeoutInMinutes must be between 1 and \(ECS.LifecycleHook.longestTimeoutMinutes)", why: "That is 14 days.")
    }
    let action = try timeout?.word(
      "action", as: ECS.LifecycleHook.Action.self, called: "Lifecycle hook action",
      allowed: ECS.LifecycleHook.Action.allCases.map(\.rawValue))
    return ECS.LifecycleHook(
      stages: stages, timeoutMinutes: minutes, timeoutAction: action ?? .rollback, document: .object(object))
  }

  func trafficSteps(
    percent: String, usually tenths: Int, bake: String, usually minutes: Int
  ) throws(ServiceFailure) -> ECS.TrafficSteps {
    ECS.TrafficSteps(
      tenthsOfPercent: try tenthsOfPercent(percent) ?? tenths, bakeMinutes: try integer(bake) ?? minutes)
  }

  /// - Throws: InvalidParameterException where it is no multiple of 0.1 from 0 to 100.
  private func tenthsOfPercent(_ member: String) throws(ServiceFailure) -> Int? {
    guard let value = document(member) else { return nil }
    guard let percent = value.double else { throw .serialization(of: value, as: "Double") }
    let tenths = (percent * 10).rounded()
    guard (0...1_000).contains(tenths), abs(percent * 10 - tenths) < 0.000_001 else {
      throw .invalidParameter("\(member) must be a multiple of 0.1 between 0.0 and 100.0")
    }
    return Int(tenths)
  }
}
