/// What requests can do with scaling policies, and the alarms that target tracking keeps for itself.
///
/// In: a policy's configuration. Out: the policy with its alarms, or AWS's refusal.
/// Source: Application Auto Scaling API reference, PutScalingPolicy; names of alarms: runtime sheet, section 7.2.
import Documents
import SimulationKit

extension Region {
  /// Makes a policy, or gives an existing one of the name another configuration and other alarms.
  package mutating func putScalingPolicy(
    _ name: String, _ manner: ScalingPolicy.Manner, configuration: Document.Object, of key: ECS.ServiceKey
  ) throws(ServiceFailure) -> ScalingPolicy {
    let target = try scalableTarget(key)
    let known = target.policies[name]
    try check(name, manner, among: target)
    var policy =
      known
      ?? ScalingPolicy(name: name, id: mint.uuid(), manner: manner, configuration: configuration, createdAt: now)
    if let known { deleteAlarms(of: known) }
    policy.manner = manner
    policy.configuration = configuration
    policy.alarms = []
    policy.cooldown = nil
    changeTarget(key) { $0.policies[name] = policy }
    recordScaling(key, "scaling policy \(name) put")
    if case .targetTracking(let tracking) = manner {
      let alarms = makeAlarms(of: policy, tracking, key)
      changeTarget(key) { $0.policies[name]?.alarms = alarms }
    }
    return scaling.targets[key]?.policies[name] ?? policy
  }

  private func check(
    _ name: String, _ manner: ScalingPolicy.Manner, among target: ScalableTarget
  ) throws(ServiceFailure) {
    if let known = target.policies[name] {
      guard known.typeWord == ScalingPolicy.word(for: manner) else {
        throw ServiceFailure.scaling(
          "The policy type of an existing scaling policy cannot be changed.",
          why: "'\(name)' is a \(known.typeWord) policy: delete it first, or choose another name.")
      }
    } else if target.policies.count >= ScalingTiming.maximumPolicies {
      throw ServiceFailure(
        "LimitExceededException",
        "Too many scaling policies for \(target.resourceID): at most "
          + "\(ScalingTiming.maximumPolicies).")
    }
    guard case .targetTracking(let tracking) = manner else { return }
    for (other, policy) in target.policies where other != name {
      guard case .targetTracking(let theirs) = policy.manner, theirs.subject == tracking.subject else { continue }
      throw ServiceFailure.scaling(
        "Only one TargetTrackingScaling policy for a given metric specification is allowed.",
        why: "The policy '\(other)' tracks that metric already: change it by its name, or delete it.")
    }
  }

  package mutating func deleteScalingPolicy(_ name: String, of key: ECS.ServiceKey) throws(ServiceFailure) {
    guard let policy = scaling.targets[key]?.policies[name] else {
      throw .noScalingObject("scaling policy", name, key)
    }
    deleteAlarms(of: policy)
    changeTarget(key) { $0.policies[name] = nil }
    recordScaling(key, "scaling policy \(name) deleted")
  }

  mutating func deleteAlarms(of policy: ScalingPolicy) {
    let names = policy.alarms.filter { alarms[$0] != nil }
    // Each exists, so there is nothing to refuse.
    try? deleteAlarms(names)
  }

  private mutating func makeAlarms(
    of policy: ScalingPolicy, _ tracking: TargetTracking, _ key: ECS.ServiceKey
  ) -> [String] {
    let stem = "TargetTracking-\(key.scalingResourceID)-Alarm"
    let high = "\(stem)High-\(mint.uuid())"
    let low = "\(stem)Low-\(mint.uuid())"
    let arn = arn(of: policy, key)
    storeAlarm(
      high,
      settings: tracking.alarmSettings(
        policy: arn, comparison: .greater, threshold: tracking.target,
        periods: ScalingTiming.highDatapoints), queries: tracking.queries)
    // Nothing would come of a low alarm where it may not scale in.
    guard !tracking.isScaleInDisabled else { return [high] }
    storeAlarm(
      low,
      settings: tracking.alarmSettings(
        policy: arn, comparison: .less, threshold: tracking.lowThreshold,
        periods: ScalingTiming.lowDatapoints), queries: tracking.queries)
    return [high, low]
  }
}

extension ScalingPolicy {
  static func word(for manner: Manner) -> String {
    switch manner {
    case .targetTracking: "TargetTrackingScaling"
    case .steps: "StepScaling"
    }
  }
}

extension TargetTracking {
  var lowThreshold: Double { (target * Double(ScalingTiming.lowThresholdPercent) / 100).roundedToMillionths }

  fileprivate func alarmSettings(
    policy: String, comparison: AlarmRule.Comparison, threshold: Double, periods: Int
  ) -> Document.Object {
    AlarmRule.targetTrackingSettings(
      policy: policy, subject: subject, comparison: comparison, threshold: threshold, periods: periods)
  }

  fileprivate var queries: [MetricDataQuery] {
    switch subject {
    case .metric: []
    case .math(let queries, _): queries
    }
  }
}

extension AlarmRule {
  /// What a target tracking policy gives PutMetricAlarm for an alarm of its own.
  static func targetTrackingSettings(
    policy: String, subject: TargetTracking.Subject, comparison: Comparison, threshold: Double, periods: Int
  ) -> Document.Object {
    var settings: Document.Object = [
      "AlarmDescription": .string("DO NOT EDIT OR DELETE. For TargetTrackingScaling policy \(policy)."),
      "ActionsEnabled": true, "OKActions": [], "AlarmActions": [.string(policy)], "InsufficientDataActions": [],
    ]
    switch subject {
    case .metric(let metric, let statistic, let unit):
      settings["MetricName"] = .string(metric.name)
      settings["Namespace"] = .string(metric.namespace)
      settings["Statistic"] = .string(statistic.rawValue)
      settings["Dimensions"] = .list(
        metric.dimensions.map { ["Name": .string($0.name), "Value": .string($0.value)] })
      settings["Period"] = 60
      if let unit { settings["Unit"] = .string(unit) }
    case .math(_, let documents): settings["Metrics"] = .list(documents)
    }
    settings["EvaluationPeriods"] = .integer(periods)
    settings["Threshold"] = .decimal(Document.Decimal(threshold))
    settings["ComparisonOperator"] = .string(comparison.rawValue)
    return settings
  }
}
