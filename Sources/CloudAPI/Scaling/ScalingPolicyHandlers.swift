/// Application Auto Scaling at the border: scaling policies.
///
/// In: calls. Out: replies. A policy's alarms are those whose actions name it.
/// Source: Application Auto Scaling API reference, PutScalingPolicy.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let scalingPolicyHandlers: [String: Handler] = [
    "PutScalingPolicy": putScalingPolicy,
    "DescribeScalingPolicies": describeScalingPolicies,
    "DeleteScalingPolicy": deleteScalingPolicy,
  ]

  @Sendable private static func putScalingPolicy(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let key = try input.scalingKey()
    let target = try region.scalableTarget(key)
    let name = try input.requiredString("PolicyName")
    guard (1...256).contains(name.unicodeScalars.count) else {
      throw ServiceFailure.scaling("PolicyName must have a length between 1 and 256")
    }
    let known = target.policies[name]
    guard let type = try input.scalingWord("PolicyType", shape: "PolicyType") ?? known?.typeWord else {
      throw ServiceFailure.scaling(
        "PolicyType must be specified when creating a scaling policy",
        why: "Give --policy-type TargetTrackingScaling or StepScaling.")
    }
    let policy: ScalingPolicy
    switch type {
    case "TargetTrackingScaling":
      let member = "TargetTrackingScalingPolicyConfiguration"
      guard let configuration = try input.structure(member) else { throw .missingConfiguration(member, of: type) }
      policy = try region.putScalingPolicy(
        name, .targetTracking(try configuration.targetTracking(of: key, in: region)),
        configuration: configuration.object.withDecimals(["TargetValue"]), of: key)
    case "StepScaling":
      let member = "StepScalingPolicyConfiguration"
      guard let configuration = try input.structure(member) else { throw .missingConfiguration(member, of: type) }
      var object = configuration.object
      object["StepAdjustments"] = (object["StepAdjustments"]?.list).map { steps in
        .list(
          steps.map { step in
            .object((step.object ?? [:]).withDecimals(["MetricIntervalLowerBound", "MetricIntervalUpperBound"]))
          })
      }
      policy = try region.putScalingPolicy(
        name, .steps(try configuration.stepScaling()), configuration: object, of: key)
    default: throw .notSimulated("\(type)")
    }
    return Document.Object(rendering: [
      "PolicyARN": region.arn(of: policy, key), "Alarms": region.documents(ofAlarmsOf: policy, key),
    ])
  }

  @Sendable private static func describeScalingPolicies(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let (resource, names) = (try input.string("ResourceId"), try input.strings("PolicyNames"))
    var found: [(ECS.ServiceKey, ScalingPolicy)] = []
    for target in try input.scalableTargets(region, resource: resource) {
      for policy in target.policies.values where names?.contains(policy.name) ?? true {
        found.append((target.key, policy))
      }
    }
    let page = try input.scalingPage(of: found, limit: 50) { region.arn(of: $0.1, $0.0) }
    return Document.Object(rendering: [
      "ScalingPolicies": page.items.map { region.document(of: $0.1, $0.0) }, "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func deleteScalingPolicy(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let key = try call.input.scalingKey()
    try region.deleteScalingPolicy(try call.input.requiredString("PolicyName"), of: key)
    return [:]
  }
}

extension Region {
  fileprivate func documents(ofAlarmsOf policy: ScalingPolicy, _ key: ECS.ServiceKey) -> [Document] {
    let arn = arn(of: policy, key)
    return alarms.values.filter { $0.setsOff(arn) }.map { alarm in
      ["AlarmName": .string(alarm.name), "AlarmARN": .string(self.arn(ofAlarm: alarm.name))]
    }
  }

  fileprivate func document(of policy: ScalingPolicy, _ key: ECS.ServiceKey) -> Document {
    var object = Document.Object(rendering: [
      "PolicyARN": arn(of: policy, key), "PolicyName": policy.name, "PolicyType": policy.typeWord,
      "Alarms": documents(ofAlarmsOf: policy, key), "CreationTime": policy.createdAt,
    ]).adding(.scaling(key))
    object["\(policy.typeWord)PolicyConfiguration"] = .object(policy.configuration)
    return .object(object)
  }
}

extension Document.Object {
  /// The named members as decimals, as the service echoes them: 60 is 60.0.
  fileprivate func withDecimals(_ names: [String]) -> Document.Object {
    var object = self
    for name in names {
      if let number = object[name]?.double { object[name] = .number(number) }
    }
    return object
  }
}

extension ServiceFailure {
  fileprivate static func missingConfiguration(_ member: String, of type: String) -> ServiceFailure {
    .scaling("\(member) must be specified for a policy of type \(type)")
  }
}
