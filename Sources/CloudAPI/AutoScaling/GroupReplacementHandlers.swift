/// Replacing instances of Auto Scaling groups at the border, and what ECS has put on a group: its scaling policy and its
/// draining hook.
///
/// In: calls. Out: replies. Policies and hooks of one's own are not simulated. Source: EC2 Auto Scaling API reference,
/// TerminateInstanceInAutoScalingGroup, SetInstanceHealth, the operations on instance refreshes, DescribePolicies,
/// DescribeLifecycleHooks, DescribeAutoScalingInstances; ECS Developer Guide, "Automatically manage Amazon ECS capacity
/// with cluster auto scaling". The hook's name and its times are from memory.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let groupReplacementHandlers: [String: Handler] = [
    "TerminateInstanceInAutoScalingGroup": terminateGroupInstance,
    "SetInstanceHealth": setInstanceHealth,
    "StartInstanceRefresh": startInstanceRefresh,
    "CancelInstanceRefresh": cancelInstanceRefresh,
    "DescribeInstanceRefreshes": describeInstanceRefreshes,
    "DescribePolicies": describePolicies,
    "DescribeLifecycleHooks": describeLifecycleHooks,
    "DescribeAutoScalingInstances": describeAutoScalingInstances,
  ]

  @Sendable private static func terminateGroupInstance(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    guard let id = try call.input.string("InstanceId"),
      let decrements = try call.input.boolean("ShouldDecrementDesiredCapacity")
    else { throw .groupValidation("Give an InstanceId, and ShouldDecrementDesiredCapacity.") }
    let activity = try region.terminate(groupInstance: id, decrementsDesired: decrements)
    return Document.Object(rendering: ["Activity": activity])
  }

  @Sendable private static func setInstanceHealth(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    guard let id = try input.string("InstanceId"), let status = try input.string("HealthStatus"),
      ["Healthy", "Unhealthy"].contains(status)
    else { throw .groupValidation("Valid instance health states are: [Healthy, Unhealthy].") }
    try region.setHealth(
      ofGroupInstance: id, isHealthy: status == "Healthy",
      respectsGracePeriod: try input.boolean("ShouldRespectGracePeriod") ?? true)
    return [:]
  }

  // MARK: - Instance refreshes

  @Sendable private static func startInstanceRefresh(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    if input.has("DesiredConfiguration") { throw .notSimulated("A configuration that comes with an instance refresh") }
    if try input.string("Strategy") == "ReplaceRootVolume" { throw .notSimulated("Replacing root volumes") }
    let preferences = try input.structure("Preferences")
    for member in [
      "CheckpointPercentages", "CheckpointDelay", "AlarmSpecification", "MaxHealthyPercentage", "BakeTime",
    ]
    where preferences?.has(member) ?? false {
      throw .notSimulated("The preference \(member) of an instance refresh")
    }
    for member in ["SkipMatching", "AutoRollback"] where try preferences?.boolean(member) ?? false {
      throw .notSimulated("The preference \(member) of an instance refresh")
    }
    let percent = try preferences?.integer("MinHealthyPercentage") ?? AutoScalingTiming.healthyPercent
    guard (0...100).contains(percent) else {
      throw .groupValidation("MinHealthyPercentage must be between 0 and 100.")
    }
    let warmup = try preferences?.integer("InstanceWarmup")
    guard (0...AutoScalingTiming.longestSetting).contains(warmup ?? 0) else {
      throw .groupValidation("InstanceWarmup must be 0 or more seconds.")
    }
    let word = try preferences?.string("ScaleInProtectedInstances") ?? "Wait"
    let refresh = try region.startRefresh(
      ofGroup: try input.groupName(), minimumHealthyPercent: percent, instanceWarmup: warmup.map(Duration.seconds),
      protectedInstances: .init(rawValue: word) ?? .wait)
    return ["InstanceRefreshId": .string(refresh.id)]
  }

  @Sendable private static func cancelInstanceRefresh(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    ["InstanceRefreshId": .string(try region.cancelRefresh(ofGroup: try call.input.groupName()))]
  }

  @Sendable private static func describeInstanceRefreshes(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let group = try region.group(try call.input.groupName())
    let ids = try call.input.strings("InstanceRefreshIds") ?? []
    let found = group.refreshes.reversed().filter { ids.isEmpty || ids.contains($0.id) }
    let page = try call.input.recordPage(of: Array(found), size: 50, key: \.id)
    return Document.Object(rendering: [
      "InstanceRefreshes": page.items.map { $0.document(ofGroup: group.name) }, "NextToken": page.nextToken,
    ])
  }

  // MARK: - What ECS has put there

  @Sendable private static func describePolicies(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let group = try input.string("AutoScalingGroupName")
    let (names, types) = (try input.strings("PolicyNames") ?? [], try input.strings("PolicyTypes") ?? [])
    let found = region.managedScalingPolicies.filter { policy in
      (group ?? policy.group) == policy.group
        && (names.isEmpty || names.contains(policy.name) || names.contains(policy.arn))
        && (types.isEmpty || types.contains("TargetTrackingScaling"))
    }
    let page = try input.recordPage(of: found, size: 50, key: \.name)
    return Document.Object(rendering: [
      "ScalingPolicies": page.items.map { region.document(of: $0) }, "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func describeLifecycleHooks(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let group = try region.group(try call.input.groupName())
    let names = try call.input.strings("LifecycleHookNames") ?? []
    let hook = "ecs-managed-draining-termination-hook"
    let seconds = region.longestDrainingSeconds
    let isThere = region.hasDrainingHook(group.name) && (names.isEmpty || names.contains(hook))
    let shown = Document.Object(rendering: [
      "LifecycleHookName": hook, "AutoScalingGroupName": group.name,
      "LifecycleTransition": "autoscaling:EC2_INSTANCE_TERMINATING", "HeartbeatTimeout": 3_600,
      "GlobalTimeout": seconds, "DefaultResult": "CONTINUE",
    ])
    return Document.Object(rendering: ["LifecycleHooks": isThere ? [shown] : []])
  }

  @Sendable private static func describeAutoScalingInstances(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let ids = try call.input.strings("InstanceIds") ?? []
    let found = region.autoScaling.groups.values.flatMap { group in
      group.instances.filter { ids.isEmpty || ids.contains($0.id) }.map { (group: group, instance: $0) }
    }
    let page = try call.input.recordPage(of: found, size: 50, key: \.instance.id)
    return Document.Object(rendering: [
      "AutoScalingInstances": page.items.map { region.document(of: $0.instance, in: $0.group, namesGroup: true) },
      "NextToken": page.nextToken,
    ])
  }
}

extension AutoScaling.Refresh {
  fileprivate func document(ofGroup group: String) -> Document {
    let preferences: Document.Object = [
      "MinHealthyPercentage": .integer(minimumHealthyPercent),
      "InstanceWarmup": .integer(instanceWarmup.milliseconds / 1_000), "SkipMatching": false, "AutoRollback": false,
      "ScaleInProtectedInstances": .string(protectedInstances.rawValue), "StandbyInstances": "Wait",
    ]
    return Document.Object(rendering: [
      "InstanceRefreshId": id, "AutoScalingGroupName": group, "Status": status.rawValue, "StatusReason": reason,
      "StartTime": startedAt, "EndTime": endedAt, "PercentageComplete": percentageComplete,
      "InstancesToUpdate": left.count, "Preferences": preferences, "Strategy": "Rolling",
    ]).rendered
  }
}

extension Region {
  fileprivate func document(of policy: ECS.ManagedScalingPolicy) -> Document {
    let dimensions: [Document] = policy.metric.dimensions.map {
      ["Name": .string($0.name), "Value": .string($0.value)]
    }
    let metric: Document.Object = [
      "MetricName": .string(policy.metric.name), "Namespace": .string(policy.metric.namespace),
      "Dimensions": .list(dimensions), "Statistic": "Average",
    ]
    let tracking = Document.Object(rendering: [
      "CustomizedMetricSpecification": metric, "TargetValue": Document.decimal(Document.Decimal(Double(policy.target))),
      "DisableScaleIn": false,
    ])
    let shown = policy.alarms.map {
      Document.Object(rendering: ["AlarmName": $0, "AlarmARN": arn(ofAlarm: $0)]).rendered
    }
    return Document.Object(rendering: [
      "AutoScalingGroupName": policy.group, "PolicyName": policy.name, "PolicyARN": policy.arn,
      "PolicyType": "TargetTrackingScaling", "StepAdjustments": [] as [Document], "Alarms": shown,
      "TargetTrackingConfiguration": tracking, "Enabled": true,
    ]).rendered
  }
}
