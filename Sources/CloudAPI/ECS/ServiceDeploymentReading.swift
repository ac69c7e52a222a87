/// Lifecycle hooks and steps of traffic as requests carry them, parsed.
///
/// In: members of a deployment configuration. Out: typed settings, or AWS's refusal.
/// Source: ECS API reference, DeploymentLifecycleHook, LinearConfiguration, CanaryConfiguration.
import Cloud
import Documents

extension Input {
  func lifecycleHooks() throws(ServiceFailure) -> [ECS.LifecycleHook]? {
    guard let entries = try structures("lifecycleHooks") else { return nil }
    var hooks: [ECS.LifecycleHook] = []
    for entry in entries { hooks.append(try entry.lifecycleHook()) }
    for name in ["PAUSE", "AWS_LAMBDA"] where hooks.count(where: { $0.target.typeName == name }) > 10 {
      throw .invalidParameter("A service can have at most 10 lifecycle hooks with target type \(name).")
    }
    return hooks
  }

  private func lifecycleHook() throws(ServiceFailure) -> ECS.LifecycleHook {
    let target = try hookTarget()
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
      guard target != .pause || stage.takesPauses else {
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
      target: target, stages: stages, timeoutMinutes: minutes, timeoutAction: action ?? .rollback,
      document: .object(object))
  }

  /// A hook that names no type calls a function, as all did before there were pauses.
  private func hookTarget() throws(ServiceFailure) -> ECS.LifecycleHook.Target {
    let kind = try choice("targetType", called: "Lifecycle hook target type", of: ["AWS_LAMBDA", "PAUSE"])
    guard kind != "PAUSE" else { return .pause }
    guard let arn = try string("hookTargetArn"), !arn.isEmpty else {
      throw .invalidParameter(
        "hookTargetArn can not be blank for a lifecycle hook with target type AWS_LAMBDA.",
        why: "Name the Lambda function that ECS is to call: arn:aws:lambda:REGION:ACCOUNT:function:NAME.")
    }
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 7, parts[0] == "arn", parts[2] == "lambda", parts[5] == "function", !parts[6].isEmpty else {
      throw .invalidParameter(
        "hookTargetArn \(arn) is not a valid Lambda function ARN.",
        why: "It looks like arn:aws:lambda:us-east-1:123456789012:function:NAME.")
    }
    guard let role = try string("roleArn"), !role.isEmpty else {
      throw .invalidParameter(
        "roleArn can not be blank for a lifecycle hook with target type AWS_LAMBDA.",
        why: "ECS calls the function as this role: it trusts ecs.amazonaws.com and allows lambda:InvokeFunction.")
    }
    return .function(arn: arn, role: role)
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
