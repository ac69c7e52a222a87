/// Managed scaling: each minute a look at a provider's reservation, and its Auto Scaling group resized.
///
/// In: instances, tasks, waiting tasks. Out: the group's desired capacity. A look is taken on the full minute, and only
/// while it could lead to something: a provider at its target, or a group at its bounds, rests until something changes.
/// Source: runtime sheet, section 5.4.
import SimulationKit

extension ECS {
  package struct CapacityKey: Hashable, Sendable {
    package let cluster: String
    package let provider: String
    package init(cluster: String, provider: String) {
      self.cluster = cluster
      self.provider = provider
    }
  }

  /// What managed scaling remembers of a provider in a cluster.
  package struct ManagedScalingMemory: Sendable {
    var nextLook: Instant?
    /// Looks in a row below the target.
    var lowDatapoints = 0
    var lastScaleOut: Instant?
    /// nil while no scaling policy stands.
    var alarms: ManagedScalingAlarms?
    package internal(set) var lastReservation: CapacityReservation?
    /// Percent, each valid from its minute until the next one. Ascending; the oldest are forgotten.
    var reservations: [(from: Instant, percent: Double)] = []
  }
}

extension Region {
  /// The provider's reservation in the cluster now; nil where it is not of an Auto Scaling group with managed scaling.
  package func capacityReservation(_ key: ECS.CapacityKey) -> ECS.CapacityReservation? {
    guard let (scaling, group) = managedGroup(key) else { return nil }
    let hosts = (ecs.instanceRosters[key.cluster]?.ids ?? []).compactMap { ecs.containerInstances[$0] }
      .filter { $0.status == .active && $0.capacityProviderName == key.provider }
    let busy = hosts.count { host in
      ecs.tasks.all(onInstance: host.id).contains { $0.lastStatus != .stopped && !isDaemon($0) }
    }
    return ECS.CapacityReservation(
      available: hosts.count, busy: busy, need: need(of: key, group.recipe), scaling)
  }

  /// Instances that the provider's waiting tasks would fill, equal tasks together.
  private func need(of key: ECS.CapacityKey, _ recipe: AutoScaling.Recipe) -> Int {
    let types = recipe.instanceTypes.compactMap(InstanceType.named)
    let isTrunked = hasTrunking(instanceProfile: recipe.template?.launch.instanceProfileARN)
    var counts: [ECS.WaitingKind: (count: Int, needs: ECS.InstanceReservation)] = [:]
    var kinds: [ECS.WaitingKind] = []
    for (id, order) in ecs.waitingTasks where order.capacityKey == key && isWaiting(id) {
      let kind = ECS.WaitingKind(order)
      if counts[kind] == nil {
        guard let definition = taskDefinition(order.family, order.revision) else { continue }
        counts[kind] = (0, definition.reservation(ECS.Overrides(document: order.overrides)))
        kinds.append(kind)
      }
      counts[kind]?.count += 1
    }
    return kinds.reduce(0) { sum, kind in
      guard let group = counts[kind] else { return sum }
      return sum
        + ECS.CapacityReservation.instances(for: group.count, of: group.needs, types: types, isTrunked: isTrunked)
    }
  }

  /// The settings and the group of a provider that is managed in this cluster.
  private func managedGroup(_ key: ECS.CapacityKey) -> (ECS.ManagedScaling, AutoScaling.Group)? {
    guard let provider = ecs.capacityProviders[key.provider], provider.isUsable,
      let settings = provider.autoScalingGroup, settings.managedScaling.isEnabled,
      let cluster = ecs.clusters[key.cluster], cluster.status == .active,
      cluster.capacityProviders.contains(key.provider), let group = autoScaling.groups[settings.groupName],
      !group.isBeingDeleted
    else { return nil }
    return (settings.managedScaling, group)
  }

  // MARK: - When to look

  mutating func askForCapacityLook(_ key: ECS.CapacityKey) {
    guard managedGroup(key) != nil else { return }
    let period = max(1, timing.capacity.metricPeriod.milliseconds)
    let look = Instant(milliseconds: (now.milliseconds / period + 1) * period)
    if let pending = ecs.managedScaling[key]?.nextLook, pending > now { return }
    ecs.managedScaling[key, default: ECS.ManagedScalingMemory()].nextLook = look
    schedule(.capacity(.look(key)), after: look - now)
  }

  /// Something changed that may matter to the cluster's providers.
  mutating func capacityChanged(inCluster name: String) {
    guard !ecs.capacityProviders.isEmpty, let cluster = ecs.clusters[name] else { return }
    for provider in cluster.capacityProviders where ecs.capacityProviders[provider] != nil {
      askForCapacityLook(ECS.CapacityKey(cluster: name, provider: provider))
    }
  }

  /// The size or the instances of an Auto Scaling group changed.
  mutating func groupChanged(_ name: String) {
    guard let provider = capacityProvider(ofGroup: name)?.name else { return }
    for (cluster, found) in ecs.clusters where found.capacityProviders.contains(provider) {
      askForCapacityLook(ECS.CapacityKey(cluster: cluster, provider: provider))
    }
  }

  /// A task was placed on, or has left, a container instance.
  mutating func loadChanged(onInstance id: ECS.ContainerInstanceID) {
    keepRoomForDaemons(onInstance: id)
    guard !ecs.capacityProviders.isEmpty, let host = ecs.containerInstances[id],
      let provider = host.capacityProviderName, let settings = ecs.capacityProviders[provider]?.autoScalingGroup
    else { return }
    if settings.hasManagedTerminationProtection {
      if isBusy(host.ec2InstanceID) {
        change(host.ec2InstanceID, in: settings.groupName) { $0.isProtected = true }
      } else if let group = autoScaling.groups[settings.groupName], group.live.count > group.size.desired {
        askForGroupTurn(group.name)
      }
    }
    askForCapacityLook(ECS.CapacityKey(cluster: host.cluster, provider: provider))
  }

  // MARK: - The look

  mutating func takeCapacityLook(_ key: ECS.CapacityKey) {
    guard ecs.managedScaling[key]?.nextLook == now else { return }
    ecs.managedScaling[key]?.nextLook = nil
    guard let (scaling, group) = managedGroup(key), let reservation = capacityReservation(key) else { return }
    ecs.managedScaling[key]?.lastReservation = reservation
    noteReservation(reservation.percent, of: key)
    let target = scaling.targetCapacity
    var goesOn = ecs.waitingTasks.contains { $0.value.capacityKey == key }
    let isBelow = reservation.isBelow(target)
    let lowDatapoints = ecs.managedScaling[key]?.lowDatapoints ?? 0
    ecs.managedScaling[key]?.lowDatapoints = isBelow ? lowDatapoints + 1 : 0
    judgeManagedScalingAlarms(of: key, reservation, target: target)
    if reservation.isAbove(target) {
      goesOn = scaleOut(key, scaling, group, reservation) || goesOn
    } else if isBelow {
      goesOn = scaleIn(key, scaling, group, reservation) || goesOn
    }
    if goesOn { askForCapacityLook(key) }
  }

  /// Instances that somebody drains or deregistered: the group still counts them, tasks no longer can. (inferred: what
  /// tasks wait for is added to them.)
  private func closedInstances(_ group: AutoScaling.Group) -> Int {
    group.live.count { instance in
      guard let id = ec2.instances[instance.id]?.containerInstance else { return false }
      return ecs.containerInstances[id]?.status != .active
    }
  }

  /// True where another look may do more. Nothing happens while the newest instance warms up.
  private mutating func scaleOut(
    _ key: ECS.CapacityKey, _ scaling: ECS.ManagedScaling, _ group: AutoScaling.Group,
    _ reservation: ECS.CapacityReservation
  ) -> Bool {
    let wanted = reservation.sizeAfterScaleOut(target: scaling.targetCapacity) + closedInstances(group)
    let size = min(wanted, group.size.maximum)
    guard size > group.size.desired else { return false }
    let warm = group.live.map(\.launchedAt).max().map { $0 + .seconds(scaling.instanceWarmupSeconds) } ?? now
    guard warm <= now else { return true }
    ecs.managedScaling[key]?.lastScaleOut = now
    resize(group.name, to: size, cause: cause(key, isHigh: true, group, to: size))
    return true
  }

  /// True where another look may do more.
  private mutating func scaleIn(
    _ key: ECS.CapacityKey, _ scaling: ECS.ManagedScaling, _ group: AutoScaling.Group,
    _ reservation: ECS.CapacityReservation
  ) -> Bool {
    let wanted = reservation.sizeAfterScaleIn(target: scaling.targetCapacity) + closedInstances(group)
    let size = max(wanted, group.size.minimum)
    let memory = ecs.managedScaling[key] ?? ECS.ManagedScalingMemory()
    let isLongEnough = memory.lowDatapoints >= timing.capacity.scaleInDatapoints
    guard size < group.size.desired else { return !isLongEnough }
    let earliest = memory.lastScaleOut.map { $0 + timing.capacity.scaleInAfterScaleOut } ?? now
    guard isLongEnough, earliest <= now else { return true }
    ecs.managedScaling[key]?.lowDatapoints = 0
    resize(group.name, to: size, cause: cause(key, isHigh: false, group, to: size))
    return true
  }

  /// Managed termination protection lets go of instances that run nothing but daemons, where the group is to be smaller.
  mutating func releaseEmptyInstances(of group: AutoScaling.Group) {
    guard capacityProvider(ofGroup: group.name)?.autoScalingGroup?.hasManagedTerminationProtection ?? false else {
      return
    }
    for instance in group.live where !isBusy(instance.id) {
      change(instance.id, in: group.name) { $0.isProtected = false }
    }
  }

  private func cause(_ key: ECS.CapacityKey, isHigh: Bool, _ group: AutoScaling.Group, to size: Int) -> String {
    let policy = ecs.clusters[key.cluster]?.attachments.list.first { $0.subject == key.provider }?.policyName
    let alarms = ecs.managedScaling[key]?.alarms
    let alarm = (isHigh ? alarms?.high : alarms?.low) ?? "TargetTracking-\(group.name)-Alarm\(isHigh ? "High" : "Low")"
    return
      "a monitor alarm \(alarm) in state ALARM triggered policy "
      + "\(policy ?? "ECSManagedAutoScalingPolicy") changing the desired capacity from \(group.size.desired) to \(size)."
  }
}
