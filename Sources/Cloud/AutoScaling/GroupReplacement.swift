/// How a group's instances are replaced while the group keeps its size: one that somebody ends or calls unhealthy, one
/// that has lived as long as it may, all of them in an instance refresh.
///
/// In: requests, the group at its turn. Out: instances that begin to go (their tasks leave first where draining is
/// managed), activities. What is missing then is launched by the same turn, see `GroupTurn`.
/// Source: EC2 Auto Scaling API reference, TerminateInstanceInAutoScalingGroup, SetInstanceHealth, StartInstanceRefresh,
/// CancelInstanceRefresh; EC2 Auto Scaling User Guide, "Replace Auto Scaling instances based on maximum instance
/// lifetime", "Instance refresh". The words of causes are AWS's for the first two, and our own for the others.
import SimulationKit

extension AutoScaling {
  package struct Refresh: Hashable, Sendable {
    package enum Status: String, Sendable {
      case pending = "Pending"
      case inProgress = "InProgress"
      case successful = "Successful"
      case failed = "Failed"
      case cancelled = "Cancelled"

      package var hasEnded: Bool {
        switch self {
        case .pending, .inProgress: false
        case .successful, .failed, .cancelled: true
        }
      }
    }
    package enum ProtectedInstances: String, Sendable {
      case refresh = "Refresh"
      case ignore = "Ignore"
      /// Until they are protected no more.
      case wait = "Wait"
    }
    /// A UUID.
    package let id: String
    package let startedAt: Instant
    /// Of a hundred of the desired capacity.
    package let minimumHealthyPercent: Int
    package let instanceWarmup: Duration
    package let protectedInstances: ProtectedInstances
    package internal(set) var status = Status.pending
    package internal(set) var reason: String?
    package internal(set) var endedAt: Instant?
    /// Those that are still to be replaced, and of them all so many.
    package internal(set) var left: [EC2.InstanceID]
    package let total: Int

    package var percentageComplete: Int { total == 0 ? 100 : (total - left.count) * 100 / total }
  }
}

// MARK: - Requests

extension Region {
  /// TerminateInstanceInAutoScalingGroup.
  /// - Returns: the activity.
  package mutating func terminate(
    groupInstance id: EC2.InstanceID, decrementsDesired: Bool
  ) throws(ServiceFailure) -> AutoScaling.Activity? {
    let (group, instance) = try groupInstance(id)
    let size = group.size
    guard !decrementsDesired || size.desired > size.minimum else {
      throw .groupValidation(
        "Currently, desiredSize equals minSize (\(size.minimum)). Terminating instance without replacement will "
          + "violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower "
          + "group's min size.")
    }
    var cause = "At \(now.iso8601()) instance \(id) was taken out of service in response to a user request"
    if decrementsDesired { cause += ", shrinking the capacity from \(size.desired) to \(size.desired - 1)" }
    cause += "."
    let activity = beginEnd(of: instance, in: group, cause: cause)
    if decrementsDesired { autoScaling.groups[group.name]?.size.desired -= 1 }
    autoScaling.groups[group.name]?.cause = cause
    askForGroupTurn(group.name, isOrder: true)
    groupChanged(group.name)
    return autoScaling.activities.last { $0.id == activity }
  }

  /// SetInstanceHealth. An instance that is called unhealthy goes at the group's next turn.
  /// - Parameter respectsGracePeriod: true: nothing is changed before the group's grace period is over.
  package mutating func setHealth(
    ofGroupInstance id: EC2.InstanceID, isHealthy: Bool, respectsGracePeriod: Bool
  ) throws(ServiceFailure) {
    let (group, instance) = try groupInstance(id)
    if respectsGracePeriod, now < instance.launchedAt + group.healthCheckGracePeriod { return }
    change(id, in: group.name) { $0.isHealthy = isHealthy }
    recordGroup(group.name, "\(id) \(isHealthy ? "healthy" : "unhealthy")")
    askForGroupTurn(group.name, isOrder: true)
  }

  private func groupInstance(
    _ id: EC2.InstanceID
  ) throws(ServiceFailure) -> (AutoScaling.Group, AutoScaling.Instance) {
    guard let group = ec2.instances[id]?.owner.flatMap({ autoScaling.groups[$0] }),
      let instance = group.live.first(where: { $0.id == id })
    else {
      throw .groupValidation(
        "Instance Id not found - No managed instance found for instance ID: \(id)",
        why: "'aws autoscaling describe-auto-scaling-groups' shows the instances of groups.")
    }
    return (group, instance)
  }

  /// StartInstanceRefresh.
  /// - Throws: InstanceRefreshInProgress.
  package mutating func startRefresh(
    ofGroup name: String, minimumHealthyPercent: Int, instanceWarmup: Duration?,
    protectedInstances: AutoScaling.Refresh.ProtectedInstances
  ) throws(ServiceFailure) -> AutoScaling.Refresh {
    let group = try group(name)
    guard group.refreshes.last?.status.hasEnded ?? true else {
      throw ServiceFailure(
        "InstanceRefreshInProgress",
        "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.",
        why: "'aws autoscaling cancel-instance-refresh' ends it.")
    }
    let old = group.live.filter { protectedInstances != .ignore || !$0.isProtected }
    let refresh = AutoScaling.Refresh(
      id: mint.uuid(), startedAt: now, minimumHealthyPercent: minimumHealthyPercent,
      instanceWarmup: instanceWarmup ?? group.usualWarmup, protectedInstances: protectedInstances,
      left: old.map(\.id), total: old.count)
    autoScaling.groups[name]?.refreshes.append(refresh)
    if group.refreshes.count >= AutoScalingTiming.mostRefreshes { autoScaling.groups[name]?.refreshes.removeFirst() }
    recordGroup(name, "instance refresh \(refresh.id) started")
    askForGroupTurn(name, isOrder: true)
    return refresh
  }

  /// CancelInstanceRefresh. What it has begun to replace is replaced.
  /// - Returns: its id.
  /// - Throws: ActiveInstanceRefreshNotFound.
  package mutating func cancelRefresh(ofGroup name: String) throws(ServiceFailure) -> String {
    let group = try group(name)
    guard let refresh = group.refreshes.last, !refresh.status.hasEnded else {
      throw ServiceFailure(
        "ActiveInstanceRefreshNotFound",
        "No in progress or pending Instance Refresh found for Auto Scaling group \(name)")
    }
    endRefresh(ofGroup: name, .cancelled, reason: "Cancelled due to user request.")
    return refresh.id
  }

  private mutating func endRefresh(ofGroup name: String, _ status: AutoScaling.Refresh.Status, reason: String?) {
    let now = now
    changeRefresh(ofGroup: name) { refresh in
      refresh.status = status
      refresh.reason = reason
      refresh.endedAt = now
    }
    recordGroup(name, "instance refresh \(status.rawValue)", reason: reason)
  }

  private mutating func changeRefresh(ofGroup name: String, _ body: (inout AutoScaling.Refresh) -> Void) {
    guard let index = autoScaling.groups[name]?.refreshes.indices.last,
      var refresh = autoScaling.groups[name]?.refreshes[index]
    else { return }
    body(&refresh)
    autoScaling.groups[name]?.refreshes[index] = refresh
  }
}

extension AutoScaling.Group {
  fileprivate func seconds(_ setting: String) -> Duration? {
    guard let seconds = settings[setting]?.integer, seconds >= 0 else { return nil }
    return .seconds(min(seconds, AutoScalingTiming.longestSetting))
  }
  fileprivate var healthCheckGracePeriod: Duration { seconds("HealthCheckGracePeriod") ?? .zero }
  fileprivate var usualWarmup: Duration { seconds("DefaultInstanceWarmup") ?? healthCheckGracePeriod }
  /// Spot instances at risk are replaced before they end.
  var rebalancesCapacity: Bool { settings["CapacityRebalance"] == .boolean(true) }
  /// Whether something waits for new instances to be in service.
  var needsTurns: Bool { !(refreshes.last?.status.hasEnded ?? true) || maximumLifetime != nil }
  /// nil: instances may live for ever.
  fileprivate var maximumLifetime: Duration? {
    seconds("MaxInstanceLifetime").flatMap { $0 == .zero ? nil : $0 }
  }
}

// MARK: - At a turn

extension Region {
  /// Lets those go that are to be replaced, and asks for the turn at which more of them may.
  mutating func replaceInstances(ofGroup name: String) {
    for instance in autoScaling.groups[name]?.live ?? [] where !instance.isHealthy {
      guard let group = autoScaling.groups[name] else { return }
      _ = beginEnd(
        of: instance, in: group,
        cause: "At \(now.iso8601()) an instance was taken out of service in response to a user health-check.")
    }
    goOnWithRefresh(ofGroup: name)
    endExpired(inGroup: name)
  }

  private mutating func endExpired(inGroup name: String) {
    guard let group = autoScaling.groups[name], let lifetime = group.maximumLifetime else { return }
    let expired = group.live.filter { $0.launchedAt + lifetime <= now }
    let cause =
      "At \(now.iso8601()) an instance was taken out of service because it had reached the group's maximum instance "
      + "lifetime."
    replace(
      expired, in: group, keepingPercent: AutoScalingTiming.healthyPercent, warmup: group.usualWarmup, cause: cause)
    if let next = group.live.map({ $0.launchedAt + lifetime }).filter({ $0 > now }).min() {
      askForGroupTurn(name, from: next)
    }
  }

  private mutating func goOnWithRefresh(ofGroup name: String) {
    guard let group = autoScaling.groups[name], let refresh = group.refreshes.last, !refresh.status.hasEnded else {
      return
    }
    let left = refresh.left.filter { id in group.instances.contains { $0.id == id } }
    changeRefresh(ofGroup: name) { refresh in
      refresh.status = .inProgress
      refresh.left = left
    }
    let old = group.live.filter { left.contains($0.id) }
    if left.isEmpty, warmEnds(group, refresh.instanceWarmup) == nil, group.live.count == group.size.desired {
      return endRefresh(ofGroup: name, .successful, reason: nil)
    }
    let free = old.filter { refresh.protectedInstances == .refresh || !$0.isProtected }
    if free.isEmpty, !old.isEmpty {
      let end = refresh.startedAt + AutoScalingTiming.longestWaitForProtected
      guard end > now else {
        return endRefresh(
          ofGroup: name, .failed,
          reason: "The instances \(old.map(\.id).joined(separator: ", ")) are protected from scale in.")
      }
      askForGroupTurn(name, from: end)
    }
    let cause =
      "At \(now.iso8601()) an instance was taken out of service in response to the instance refresh \(refresh.id)."
    replace(
      free, in: group, keepingPercent: refresh.minimumHealthyPercent, warmup: refresh.instanceWarmup, cause: cause)
  }

  /// When the last instance is in service and warm; nil where all are.
  private func warmEnds(_ group: AutoScaling.Group, _ warmup: Duration) -> Instant? {
    let ends = group.live.compactMap { instance -> Instant? in
      guard let since = instance.inServiceSince else { return now + timing.autoScaling.turn }
      return since + warmup > now ? since + warmup : nil
    }
    return ends.max()
  }

  /// As many as may go while so much of the group is in service; at least one at a time.
  private mutating func replace(
    _ old: [AutoScaling.Instance], in group: AutoScaling.Group, keepingPercent percent: Int, warmup: Duration,
    cause: String
  ) {
    let desired = group.size.desired
    let least = min(max(0, desired - 1), (desired * percent + 99) / 100)
    let ready = group.live.count { $0.inServiceSince.map { $0 + warmup <= now } ?? false || old.contains($0.id) }
    for instance in old.prefix(max(0, ready - least)) { _ = beginEnd(of: instance, in: group, cause: cause) }
    if let end = warmEnds(group, warmup) { askForGroupTurn(group.name, from: end) }
  }
}

extension [AutoScaling.Instance] {
  fileprivate func contains(_ id: EC2.InstanceID) -> Bool { contains { $0.id == id } }
}
