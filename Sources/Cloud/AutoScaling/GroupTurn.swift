/// What an Auto Scaling group does by itself: launch what is missing, end what is too much, replace what was lost.
///
/// In: the group, its instances. Out: EC2 instances launched and ended, activities. A turn is taken on the full ten
/// seconds, and only when something has changed. New instances even out the zones; those that go are the oldest of the
/// zone with the most, unless they are protected.
/// Source: EC2 Auto Scaling User Guide, "Availability Zone distribution", "Default termination policy".
import SimulationKit

extension Region {
  /// Asks for a turn at the next full ten seconds after now, or at the first one from `instant` on.
  /// - Parameter isOrder: somebody changed what the group is to be: what the turn does follows from that, and not from
  ///   what asked for it before.
  mutating func askForGroupTurn(_ name: String, from instant: Instant? = nil, isOrder: Bool = false) {
    guard let group = autoScaling.groups[name] else { return }
    let period = max(1, timing.autoScaling.turn.milliseconds)
    let earliest = max(instant ?? now, now + .milliseconds(1)).milliseconds
    let turn = Instant(milliseconds: (earliest + period - 1) / period * period)
    if let pending = group.nextTurn, pending <= turn, !isOrder { return }
    autoScaling.groups[name]?.nextTurn = turn
    autoScaling.groups[name]?.turnsAskedFor += 1
    schedule(.group(name, request: group.turnsAskedFor + 1), after: turn - now)
  }

  mutating func takeGroupTurn(_ name: String, request: Int) {
    guard let group = autoScaling.groups[name], group.nextTurn == now, group.turnsAskedFor == request else { return }
    autoScaling.groups[name]?.nextTurn = nil
    endDrained(in: group)
    guard !group.isBeingDeleted else { return }
    joinCluster(group)
    replaceInstances(ofGroup: name)
    guard let group = autoScaling.groups[name] else { return }
    let surplus = group.live.count - group.size.desired
    if surplus < 0 { launch(-surplus, in: name) }
    if surplus > 0 { scaleIn(surplus, in: name) }
  }

  // MARK: - Launching

  private mutating func launch(_ count: Int, in name: String) {
    for _ in 0..<count {
      guard let group = autoScaling.groups[name], launchOne(in: group) else {
        return askForGroupTurn(name, from: now + timing.autoScaling.launchRetry)
      }
    }
  }

  /// False where EC2 refused.
  private mutating func launchOne(in group: AutoScaling.Group) -> Bool {
    let live = group.live
    let subnet = subnet(for: live, of: group)
    let type = group.recipe.instanceTypes.first ?? AutoScalingTiming.usualInstanceType
    var launch = group.recipe.template?.launch ?? EC2.Launch(instanceType: type)
    (launch.instanceType, launch.subnetID, launch.owner) = (type, subnet?.id, group.name)
    let home = home(ofGroup: group.name)
    if group.recipe.template == nil {
      launch.operatingSystem = group.recipe.operatingSystem
      launch.cluster = home?.cluster
    }
    launch.isSpot = launchesSpot(group)
    // A template's user data says which cluster its instances join.
    if launch.cluster == home?.cluster { launch.capacityProviderName = home?.provider }
    launch.tags.insert(ECS.Tag(key: "aws:autoscaling:groupName", value: group.name), at: 0)
    launch.tags += group.tags.filter(\.propagatesAtLaunch).map { ECS.Tag(key: $0.key, value: $0.value) }
    let cause =
      group.cause + "  At \(now.iso8601()) an instance was started in response to a difference between desired and "
      + "actual capacity, increasing the capacity from \(live.count) to \(live.count + 1)."
    let id: EC2.InstanceID
    do throws(ServiceFailure) {
      if let template = group.recipe.template { _ = try launchTemplate(id: template.id, name: nil) }
      id = try launchInstance(launch)
    } catch {
      let activity = begin("Launching a new EC2 instance", cause, of: group, subnet: subnet)
      finish(activity, .failed, message: "\(error.message ?? error.code). Launching EC2 instance failed.")
      return false
    }
    let activity = begin("Launching a new EC2 instance: \(id)", cause, of: group, subnet: subnet)
    var instance = AutoScaling.Instance(
      id: id, instanceType: type, availabilityZone: subnet?.availabilityZone ?? "", isSpot: launch.isSpot,
      launchedAt: now, isProtected: group.protectsNewInstances)
    instance.launchActivity = activity
    autoScaling.groups[group.name]?.instances.append(instance)
    return true
  }

  /// The first subnet listed of the zone with the fewest instances.
  private func subnet(for live: [AutoScaling.Instance], of group: AutoScaling.Group) -> Network.Subnet? {
    let subnets = group.subnets.compactMap { network.subnets[$0] }
    func count(_ subnet: Network.Subnet) -> Int { live.count { $0.availabilityZone == subnet.availabilityZone } }
    return subnets.reduce(nil) { best, subnet in
      guard let best, count(best) <= count(subnet) else { return subnet }
      return best
    }
  }

  /// Whether the next instance is Spot: On-Demand fills its base, then its share of what is beyond.
  private func launchesSpot(_ group: AutoScaling.Group) -> Bool {
    let live = group.live
    let onDemand = live.count { !$0.isSpot } - group.recipe.onDemandBase
    guard onDemand >= 0 else { return false }
    let beyond = live.count - group.recipe.onDemandBase + 1
    return onDemand >= (beyond * group.recipe.onDemandPercentage + 99) / 100  // a broken share goes to On-Demand
  }

  /// Instances that booted before the group's provider had a cluster join it now.
  private mutating func joinCluster(_ group: AutoScaling.Group) {
    guard group.recipe.template == nil, let home = home(ofGroup: group.name) else { return }
    for instance in group.live {
      joinCluster(instance.id, home.cluster, capacityProvider: home.provider)
    }
  }

  /// The cluster that the group's instances join: the first that uses the group's capacity provider.
  func home(ofGroup name: String) -> (cluster: String, provider: String)? {
    guard let provider = capacityProvider(ofGroup: name) else { return nil }
    let cluster = ecs.clusters.values.first { $0.status == .active && $0.capacityProviders.contains(provider.name) }
    return cluster.map { ($0.name, provider.name) }
  }

  /// The usable provider of a group; nil where it has none.
  func capacityProvider(ofGroup name: String) -> ECS.CapacityProvider? {
    guard let arn = autoScaling.groups[name]?.arn else { return nil }
    return ecs.capacityProviders.values.first { $0.status == .active && $0.autoScalingGroup?.groupARN == arn }
  }

  // MARK: - Scaling in

  private mutating func scaleIn(_ count: Int, in name: String) {
    if let group = autoScaling.groups[name] { releaseEmptyInstances(of: group) }
    guard let group = autoScaling.groups[name] else { return }
    let keepsBusy = capacityProvider(ofGroup: name)?.autoScalingGroup?.hasManagedTerminationProtection ?? false
    var left = group.live
    for taken in 0..<count {
      let free = left.filter { !$0.isProtected && !(keepsBusy && isBusy($0.id)) }
      func size(_ zone: String) -> Int { left.count { $0.availabilityZone == zone } }
      let zones = Set(free.map(\.availabilityZone)).sorted()
      guard let zone = zones.max(by: { (size($0), $1) < (size($1), $0) }),
        let chosen = free.first(where: { $0.availabilityZone == zone })
      else { return }
      left.removeAll { $0.id == chosen.id }
      let live = group.live.count - taken
      _ = beginEnd(
        of: chosen, in: group,
        cause: group.cause + "  At \(now.iso8601()) an instance was taken out of service in response to a difference "
          + "between desired and actual capacity, shrinking the capacity from \(live) to \(live - 1).  At "
          + "\(now.iso8601()) instance \(chosen.id) was selected for termination.")
    }
  }

  /// True where tasks other than daemons are on it.
  func isBusy(_ id: EC2.InstanceID) -> Bool {
    guard let host = ec2.instances[id]?.containerInstance else { return false }
    return ecs.tasks.all(onInstance: host).contains { $0.lastStatus != .stopped && !isDaemon($0) }
  }

  func isDaemon(_ task: ECS.Task) -> Bool {
    task.service.flatMap { ecs.services[$0]?.schedulingStrategy } == .daemon
  }
}
