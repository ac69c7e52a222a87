/// What several policies ask for at one instant, weighed together, and the change that comes of it.
///
/// In: alarms that invoke policies. Out: one new desired count at most, by the rule of UpdateService, with an activity and
/// a record. Outward the largest count wins; inward all target tracking policies must agree, and no deployment may be
/// under way. Source: Application Auto Scaling User Guide, "How target tracking scaling works", "Cooldown period"; runtime
/// sheet, sections 7.2 and 7.3.
import SimulationKit

extension Region {
  func isScalingPolicy(_ arn: String) -> Bool { scalingPolicy(arn) != nil }

  /// The service and the policy that an alarm's action names.
  private func scalingPolicy(_ arn: String) -> (ECS.ServiceKey, ScalingPolicy)? {
    guard !scaling.targets.isEmpty else { return nil }
    // arn:aws:autoscaling:REGION:ACCOUNT:scalingPolicy:UUID:resource/ecs/service/CLUSTER/SERVICE:policyName/NAME
    let parts = arn.split(separator: ":", maxSplits: 8, omittingEmptySubsequences: false).map(String.init)
    let (resource, name) = ("resource/ecs/", "policyName/")
    guard parts.count == 9, parts[7].hasPrefix(resource), parts[8].hasPrefix(name),
      let key = ECS.ServiceKey(scalingResourceID: String(parts[7].dropFirst(resource.count))),
      let policy = scaling.targets[key]?.policies[String(parts[8].dropFirst(name.count))],
      self.arn(of: policy, key) == arn
    else { return nil }
    return (key, policy)
  }

  mutating func invokeScalingPolicy(_ action: String, by alarm: Alarm, _ reading: AlarmReading) {
    guard let (key, policy) = scalingPolicy(action) else { return }
    let isFirst = scaling.targets[key]?.invocations.isEmpty ?? true
    changeTarget(key) {
      $0.invocations.append(.init(policy: policy.name, alarm: alarm.name, reading: reading))
    }
    if isFirst { schedule(.scaling(.turn(key)), after: .zero) }
  }

  mutating func takeScalingTurn(_ key: ECS.ServiceKey) {
    guard let target = scaling.targets[key] else { return }
    changeTarget(key) { $0.invocations = [] }
    guard let service = ecs.services[key], service.status == .active else { return }
    let proposals = target.invocations.compactMap { proposal(of: $0, target, service) }
    let out = proposals.filter { $0.isOut && target.clamped($0.count) > service.desiredCount }
      .max { $0.count < $1.count }
    if let out, !target.suspended.scaleOut {
      return scale(key, to: target.clamped(out.count), by: out, from: service.desiredCount)
    }
    let inward = proposals.filter { !$0.isOut }.max { $0.count < $1.count }
    if let inward, target.clamped(inward.count) < service.desiredCount, mayScaleIn(target, service, proposals) {
      return scale(key, to: target.clamped(inward.count), by: inward, from: service.desiredCount)
    }
    noteNotScaled(target, service, proposals)
  }

  /// What one policy asks for; nil where it asks for nothing now.
  private mutating func proposal(
    of invocation: ScalableTarget.Invocation, _ target: ScalableTarget, _ service: ECS.Service
  ) -> ScalingProposal? {
    guard let policy = target.policies[invocation.policy] else { return nil }
    let cooling = policy.cooldown.flatMap { $0.until > now ? $0 : nil }
    let count: Int
    let isOut: Bool
    switch policy.manner {
    case .targetTracking(let tracking):
      isOut = invocation.reading.value > tracking.target
      guard let running = tasks(behind: invocation.reading, service) else { return nil }
      count = tracking.count(from: running, value: invocation.reading.value)
      if isOut { break }
      guard cooling == nil else { return nil }
    case .steps(let steps):
      let reading = invocation.reading
      let base = cooling?.isOut == true ? cooling?.base ?? service.desiredCount : service.desiredCount
      guard let wanted = steps.count(from: base, value: reading.value, threshold: reading.threshold) else { return nil }
      count = wanted
      isOut = count > base
      guard count != base, cooling == nil || isOut else { return nil }
    }
    return ScalingProposal(policy: policy, alarm: invocation.alarm, count: count, isOut: isOut)
  }

  /// How many tasks the value stands for: those that ran in its minute where it is the service's own metric, so that
  /// tasks which have just come are not counted twice; else those that run now.
  private mutating func tasks(behind reading: AlarmReading, _ service: ECS.Service) -> Double? {
    if let metric = reading.metric.flatMap(measured), metric.key == service.key {
      let minutes = ecs.services[service.key]?.usage.minutes(from: reading.start, to: reading.start.nextMinute)
      if let minute = minutes?.first?.minute, minute.milliseconds > 0 {
        return Double(minute.sums.tasks) / Double(minute.milliseconds)
      }
    }
    return service.runningCount > 0 ? Double(service.runningCount) : nil
  }

  private func mayScaleIn(
    _ target: ScalableTarget, _ service: ECS.Service, _ proposals: [ScalingProposal]
  ) -> Bool {
    guard !target.suspended.scaleIn, service.primary?.rolloutState != .inProgress else { return false }
    // Every target tracking policy that may scale in has to want it.
    return target.policies.values.allSatisfy { policy in
      guard case .targetTracking(let tracking) = policy.manner, !tracking.isScaleInDisabled else { return true }
      return proposals.contains { $0.policy.name == policy.name && !$0.isOut }
    }
  }

  private mutating func scale(_ key: ECS.ServiceKey, to count: Int, by proposal: ScalingProposal, from before: Int) {
    let cause = "monitor alarm \(proposal.alarm) in state ALARM triggered policy \(proposal.policy.name)"
    guard setDesiredCount(of: key, to: count, cause: cause) else { return }
    let policy = proposal.policy
    let span = policy.cooldown(isOut: proposal.isOut)
    let until = now + span
    let cooling = policy.cooldown.flatMap { $0.until > now && $0.isOut == proposal.isOut ? $0 : nil }
    changeTarget(key) {
      $0.policies[policy.name]?.cooldown = .init(isOut: proposal.isOut, until: until, base: cooling?.base ?? before)
    }
  }
}

/// What one policy would make of the count, before it is held to the range.
struct ScalingProposal {
  let policy: ScalingPolicy
  let alarm: String
  let count: Int
  let isOut: Bool
}

extension TargetTracking {
  /// `ceil(count × value / target)`, without what binary fractions add.
  package func count(from count: Double, value: Double) -> Int {
    guard target > 0 else { return Int(count.rounded(.up)) }
    let exact = (count * value / target - 1e-6).rounded(.up)
    return Int(min(max(exact, 0), 1e9))
  }
}

extension ScalingPolicy {
  fileprivate func cooldown(isOut: Bool) -> Duration {
    switch manner {
    case .targetTracking(let tracking): isOut ? tracking.scaleOutCooldown : tracking.scaleInCooldown
    case .steps(let steps): steps.cooldown
    }
  }
}
