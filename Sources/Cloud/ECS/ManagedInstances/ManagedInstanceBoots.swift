/// Booting instances of Managed Instances providers: for tasks that wait, and in the place of others.
///
/// In: a provider, waiting tasks, an instance that is to be replaced. Out: EC2 instances that boot and join the
/// provider's cluster. Source: Developer Guide, "Amazon ECS Managed Instances"; ECS API reference,
/// ManagedInstancesNetworkConfiguration ("instances are distributed across the specified subnets").
import SimulationKit

extension Region {
  /// Alive, and not registered with the cluster yet.
  func bootingInstances(ofProvider provider: String) -> [EC2.Instance] {
    ec2.instances.values.filter {
      $0.launch.capacityProviderName == provider && $0.state.isAlive && $0.containerInstance == nil
    }
  }

  /// Boots what tasks that wait for the provider need.
  mutating func bootForWaitingTasks(of provider: ECS.CapacityProvider) {
    guard let settings = provider.managedInstances, let cluster = provider.cluster, provider.isUsable else { return }
    let waiting = waitingTasks(ofProvider: provider.name, inCluster: cluster)
    guard !waiting.isEmpty else { return }
    var plan = plan(for: provider, settings, cluster: cluster)
    // Tasks may not have been put there yet; where they can not be, the next turn boots for them.
    if instances(ofProviders: [provider.name], inCluster: cluster).contains(where: isFresh) {
      askForManagedTurn(provider.name, from: now + .milliseconds(1))
    }
    for wait in waiting {
      guard case .boots(let type, let zone) = plan.step(for: wait) else { continue }
      boot(type.name, of: provider, settings, zone: zone)
    }
  }

  /// So new that the turn in which waiting tasks are put on it may be still to come.
  private func isFresh(_ instance: ECS.ContainerInstance) -> Bool {
    now <= (instance.managed?.openedAt ?? instance.registeredAt) + timing.schedulerTurn
  }

  /// What tasks that wait for the provider need, the oldest first.
  func waitingTasks(ofProvider provider: String, inCluster cluster: String) -> [ECS.ManagedInstancePlan.Want] {
    ecs.waitingTasks.compactMap { id, order in
      guard order.cluster == cluster, order.launch == .managedInstances(provider), isWaiting(id),
        let definition = definition(of: order)
      else { return nil }
      let needs = definition.reservation(ECS.Overrides(document: order.overrides))
      let subnets = order.networkConfiguration?.subnets ?? []
      let zones = needs.networkInterfaces > 0 ? subnets.compactMap { network.subnets[$0]?.availabilityZone } : nil
      return .init(needs: needs, architecture: definition.cpuArchitecture, zones: zones)
    }
  }

  private func plan(
    for provider: ECS.CapacityProvider, _ settings: ECS.ManagedInstancesProvider, cluster: String
  ) -> ECS.ManagedInstancePlan {
    let overhead = daemonOverhead(ofProvider: provider.name, inCluster: cluster)
    var zones: [(name: String, count: Int)] = []
    for subnet in settings.subnets.compactMap({ network.subnets[$0] })
    where !zones.contains(where: { $0.name == subnet.availabilityZone }) {
      zones.append((subnet.availabilityZone, 0))
    }
    var rooms: [ECS.ManagedInstancePlan.Room] = []
    func add(_ type: String, _ zone: String, isComing: Bool) {
      if let index = zones.firstIndex(where: { $0.name == zone }) { zones[index].count += 1 }
      guard isComing, let type = InstanceType.named(type) else { return }
      rooms.append(.init(type, zone: zone, after: overhead))
    }
    for instance in instances(ofProviders: [provider.name], inCluster: cluster) {
      let isComing =
        instance.status == .active && (instance.managed?.awaitsDaemons == true || isFresh(instance))
      let isEmpty = applicationTasks(onInstance: instance.id).isEmpty
      add(instance.instanceType, instance.availabilityZone, isComing: isComing && isEmpty)
    }
    for instance in bootingInstances(ofProvider: provider.name) {
      add(instance.instanceType, instance.availabilityZone, isComing: true)
    }
    return ECS.ManagedInstancePlan(
      types: (settings.requirements ?? .usual).types, overhead: overhead, rooms: rooms, zones: zones)
  }

  /// What the provider's daemons take of each instance before any other task.
  private func daemonOverhead(ofProvider provider: String, inCluster cluster: String) -> ECS.InstanceReservation {
    daemons(onProvider: provider, inCluster: cluster).reduce(ECS.InstanceReservation()) { sum, daemon in
      guard let revision = (daemon.deployment?.wanted ?? daemon.deployment?.target).flatMap(daemon.revision),
        let definition = daemonTaskDefinition(revision.family, revision.revision)?.definition
      else { return sum }
      return sum + definition.reservation(ECS.Overrides(document: [:]))
    }
  }

  @discardableResult
  private mutating func boot(
    _ type: String, of provider: ECS.CapacityProvider, _ settings: ECS.ManagedInstancesProvider, zone: String
  ) -> Bool {
    if let problem = problemWithInfrastructureRole(of: settings) {
      recordProvider(provider.name, "no instance could be launched", reason: problem)
      return false
    }
    let subnets = settings.subnets.filter { network.subnets[$0]?.availabilityZone == zone }
    for subnet in subnets {
      var launch = EC2.Launch(instanceType: type, subnetID: subnet, cluster: provider.cluster)
      launch.capacityProviderName = provider.name
      launch.securityGroupIDs = settings.securityGroups
      launch.instanceProfileARN = settings.instanceProfileARN
      if settings.propagatesTags { launch.tags = provider.tags }
      if (try? launchInstance(launch)) != nil { return true }
    }
    recordProvider(
      provider.name, "no instance could be launched", reason: "No subnet in \(zone) has a free address.")
    return false
  }

  // MARK: - Replacing

  /// Drains the instance, and boots another like it.
  mutating func replaceInstance(_ id: ECS.ContainerInstanceID, reason: String, statusReason: String? = nil) {
    guard let instance = ecs.containerInstances[id], instance.status == .active else { return }
    changeInstance(id) { instance in
      instance.status = .draining
      instance.statusReason = statusReason
    }
    recordInstanceState(id, reason: reason)
    stopPendingServiceTasks(onInstance: id)
    if let provider = instance.capacityProviderName.flatMap({ ecs.capacityProviders[$0] }), provider.isUsable,
      let settings = provider.managedInstances
    {
      let zones = settings.subnets.compactMap { network.subnets[$0]?.availabilityZone }
      let zone = zones.contains(instance.availabilityZone) ? instance.availabilityZone : zones.first
      if let zone { boot(instance.instanceType, of: provider, settings, zone: zone) }
    }
    containerInstancesChanged(inCluster: instance.cluster)
  }

  /// Replaces an instance on which something of ECS failed, unless its provider is not to be repaired.
  mutating func repairInstance(_ id: ECS.ContainerInstanceID, reason: String) {
    guard let instance = ecs.containerInstances[id] else { return }
    let provider = instance.capacityProviderName.flatMap { ecs.capacityProviders[$0] }
    guard provider?.managedInstances?.repairs ?? true else { return }
    let isImpaired = health(of: instance).overall == .impaired
    replaceInstance(id, reason: reason, statusReason: isImpaired ? ECS.healthStatusReason : nil)
  }
}
