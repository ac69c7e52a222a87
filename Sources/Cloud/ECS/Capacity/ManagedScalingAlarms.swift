/// The two CloudWatch alarms of managed scaling: on CapacityProviderReservation above and below a provider's target.
///
/// In: the settings of a provider in a cluster; what managed scaling finds at each look. Out: alarms that are made with
/// the scaling policy and go with it. They never look by themselves: their states follow from managed scaling's own
/// looks, and nothing changes between two of these.
/// Source: runtime sheet, section 5.4 (one datapoint above the target, 15 below).
import SimulationKit

extension ECS {
  struct ManagedScalingAlarms: Hashable, Sendable {
    let high: String
    let low: String
    /// What both of them set off.
    let policyARN: String
  }

  /// The target tracking policy that ECS keeps on the group of a capacity provider with managed scaling.
  package struct ManagedScalingPolicy: Sendable {
    package let group: String
    package let name: String
    package let arn: String
    package let metric: MetricName
    /// Percent.
    package let target: Int
    package let alarms: [String]
  }
}

extension Region {
  /// Makes the alarms, or holds those there are to the provider's present target.
  /// - Parameter policy: the name of the scaling policy on the provider's group.
  mutating func putManagedScalingAlarms(of key: ECS.CapacityKey, policy: String) {
    guard let provider = ecs.capacityProviders[key.provider]?.autoScalingGroup else { return }
    let names = ecs.managedScaling[key]?.alarms ?? newManagedScalingAlarms(group: provider.groupName, policy: policy)
    ecs.managedScaling[key, default: ECS.ManagedScalingMemory()].alarms = names
    let target = Double(provider.managedScaling.targetCapacity)
    let rules: [(String, AlarmRule.Comparison, Int)] = [
      (names.high, .greater, 1), (names.low, .less, timing.capacity.scaleInDatapoints),
    ]
    for (name, comparison, periods) in rules {
      let settings = AlarmRule.targetTrackingSettings(
        policy: names.policyARN, subject: .metric(key.metricName, .average, unit: nil), comparison: comparison,
        threshold: target, periods: periods)
      if alarms[name]?.settings != settings { storeAlarm(name, settings: settings, keeper: key) }
    }
  }

  private mutating func newManagedScalingAlarms(group: String, policy: String) -> ECS.ManagedScalingAlarms {
    let stem = "TargetTracking-\(group)-Alarm"
    return ECS.ManagedScalingAlarms(
      high: "\(stem)High-\(mint.uuid())", low: "\(stem)Low-\(mint.uuid())",
      policyARN: arn(service: "autoscaling", "scalingPolicy:\(mint.uuid()):autoScalingGroupName/\(group)")
        + ":policyName/\(policy)")
  }

  /// The scaling policies that stand on groups.
  package var managedScalingPolicies: [ECS.ManagedScalingPolicy] {
    ecs.clusters.values.flatMap { cluster in
      cluster.attachments.list.compactMap { attachment -> ECS.ManagedScalingPolicy? in
        let key = ECS.CapacityKey(cluster: cluster.name, provider: attachment.subject)
        guard attachment.kind == .scalingPolicy, let name = attachment.policyName,
          let alarms = ecs.managedScaling[key]?.alarms,
          let provider = ecs.capacityProviders[attachment.subject]?.autoScalingGroup
        else { return nil }
        return ECS.ManagedScalingPolicy(
          group: provider.groupName, name: name, arn: alarms.policyARN, metric: key.metricName,
          target: provider.managedScaling.targetCapacity, alarms: [alarms.high, alarms.low])
      }
    }
  }

  /// True where ECS holds the end of the group's instances until their tasks have left.
  package func hasDrainingHook(_ group: String) -> Bool {
    ecs.clusters.values.contains { cluster in
      cluster.attachments.list.contains { attachment in
        attachment.kind == .managedDraining && attachment.status != .deleting
          && ecs.capacityProviders[attachment.subject]?.autoScalingGroup?.groupName == group
      }
    }
  }

  package var longestDrainingSeconds: Int { timing.autoScaling.longestDraining.milliseconds / 1_000 }

  /// The scaling policy is gone, and its alarms with it.
  mutating func deleteManagedScalingAlarms(of key: ECS.CapacityKey) {
    let names = ecs.managedScaling[key]?.alarms.map { [$0.high, $0.low] } ?? []
    ecs.managedScaling[key]?.alarms = nil
    // Each exists, so there is nothing to refuse.
    try? deleteAlarms(names.filter { alarms[$0] != nil })
  }

  /// To be called at each look, when its low datapoints are counted.
  mutating func judgeManagedScalingAlarms(of key: ECS.CapacityKey, _ reservation: ECS.CapacityReservation, target: Int)
  {
    guard let memory = ecs.managedScaling[key], let names = memory.alarms else { return }
    judge(names.high, isBreached: reservation.isAbove(target), reservation.percent)
    let isBelow = reservation.isBelow(target)
    guard !isBelow || memory.lowDatapoints >= timing.capacity.scaleInDatapoints else { return }
    judge(names.low, isBreached: isBelow, reservation.percent)
  }

  private mutating func judge(_ name: String, isBreached: Bool, _ percent: Double) {
    guard let alarm = alarms[name], let key = alarm.keeper, let rule = alarm.rule else { return }
    let state: Alarm.State = isBreached ? .alarm : .ok
    guard alarm.state != state else { return }
    let start = now.minute + MetricTiming.minute * (1 - rule.evaluationPeriods)
    let before = reservationMinutes(of: key, from: start, to: now.minute).reversed()
    let counted = [Datapoint(start: now.minute, percent: percent)] + before
    enterAlarmState(
      name, state, reason: AlarmText.crossed(rule, counted, isBreach: isBreached),
      data: AlarmText.data(rule, counted, at: now), kind: .alarmStateChange)
  }
}
