/// The life of a managed container instance: idle, underused, old, DRAINING, DEREGISTERING, gone.
///
/// In: a provider whose turn it is. Out: instances booted for waiting tasks; idle ones let go after the provider's
/// `scaleInAfter`; drained ones let go when their last application task has ended: daemons stop last, then the machine
/// ends; IMPAIRED ones replaced. A turn is taken on the full ten seconds, and only while there is something to do.
/// Source: runtime sheet, sections 5.5 and 5.6; ECS API reference, InfrastructureOptimization.
import SimulationKit

package enum ManagedInstanceChange: Hashable, Sendable {
  /// The provider is there, valid while it is the one created at `createdAt`.
  case providerReady(String, createdAt: Instant)
  /// An update of the provider is done, valid while it is the one created at `createdAt`.
  case providerUpdated(String, createdAt: Instant)
  case turn(String)
  /// The instance has reached the age at which it is replaced.
  case instanceIsOld(ECS.ContainerInstanceID)
}

extension ManagedInstanceChange: CustomStringConvertible {
  package var description: String {
    switch self {
    case .providerReady(let name, let createdAt): "capacity provider \(name) of \(createdAt.milliseconds) ready"
    case .providerUpdated(let name, let createdAt):
      "capacity provider \(name) of \(createdAt.milliseconds) updated"
    case .turn(let name): "capacity provider \(name) turn"
    case .instanceIsOld(let id): "container instance \(id) is old"
    }
  }
}

extension Region {
  mutating func applyManagedInstanceChange(_ change: ManagedInstanceChange) {
    switch change {
    case .providerReady(let name, let createdAt): managedProviderIsReady(name, createdAt: createdAt)
    case .providerUpdated(let name, let createdAt): finishUpdate(ofProvider: name, createdAt: createdAt)
    case .turn(let name): takeManagedTurn(name)
    case .instanceIsOld(let id):
      guard let instance = ecs.containerInstances[id], instance.status == .active else { return }
      guard applicationTasks(onInstance: id).isEmpty else {
        return replaceInstance(id, reason: "The instance has reached the end of its life.")
      }
      deregister(instance, reason: "The instance has reached the end of its life.")
    }
  }

  private mutating func takeManagedTurn(_ name: String) {
    guard ecs.managedTurns[name] == now else { return }
    ecs.managedTurns[name] = nil
    guard let provider = ecs.capacityProviders[name], let cluster = provider.cluster,
      let settings = provider.managedInstances
    else { return }
    bootForWaitingTasks(of: provider)
    repairImpaired(of: provider, settings, inCluster: cluster)
    let isAwaited = !waitingTasks(ofProvider: name, inCluster: cluster).isEmpty
    for instance in instances(ofProviders: [name], inCluster: cluster) {
      switch instance.status {
      case .active: lookForIdleness(of: instance, settings, mayGo: !isAwaited || !provider.isUsable)
      case .draining: drain(instance)
      case .deregistering: endIfEmpty(instance)
      case .inactive: break
      }
    }
    consolidate(provider, settings, inCluster: cluster, mayGo: !isAwaited)
  }

  /// Asks for a turn at the next full ten seconds after now, or at the first one from `instant` on.
  mutating func askForManagedTurn(_ provider: String, from instant: Instant? = nil) {
    let turn = nextTurn(from: instant ?? now)
    if let pending = ecs.managedTurns[provider], pending <= turn { return }
    ecs.managedTurns[provider] = turn
    schedule(.managedInstance(.turn(provider)), after: turn - now)
  }

  /// Called by the task rules after every change of a task on Managed Instances.
  mutating func managedTaskChanged(_ task: ECS.Task) {
    guard let provider = task.capacityProviderName, ecs.capacityProviders[provider]?.managedInstances != nil else {
      return
    }
    askForManagedTurn(provider)
  }

  /// Called after instances of the cluster came, went or changed their status.
  mutating func managedInstancesChanged(inCluster cluster: String) {
    for key in Array(ecs.daemons.keys) where key.cluster == cluster { askForDaemonTurn(key) }
    for provider in ecs.capacityProviders.values where provider.cluster == cluster && provider.managedInstances != nil {
      askForManagedTurn(provider.name)
    }
  }

  /// What a container instance that a Managed Instances provider booted has beside others.
  func prepare(_ registration: inout ECS.InstanceRegistration, of instance: EC2.Instance) {
    guard let provider = registration.capacityProviderName,
      let settings = ecs.capacityProviders[provider]?.managedInstances
    else { return }
    let hasDaemons = !daemons(onProvider: provider, inCluster: registration.cluster).isEmpty
    registration.managed = ECS.ManagedInstanceState(awaitsDaemons: hasDaemons)
    if settings.propagatesTags { registration.tags = instance.launch.tags }
  }

  /// Those that are not STOPPED and no daemon's.
  func applicationTasks(onInstance id: ECS.ContainerInstanceID) -> [ECS.Task] {
    ecs.tasks.all(onInstance: id).filter { $0.lastStatus != .stopped && $0.daemon == nil }
  }

  private mutating func lookForIdleness(
    of instance: ECS.ContainerInstance, _ settings: ECS.ManagedInstancesProvider, mayGo: Bool
  ) {
    let now = now
    guard applicationTasks(onInstance: instance.id).isEmpty else {
      if instance.managed?.idleSince != nil { setManaged(instance.id) { $0.idleSince = nil } }
      return
    }
    let since = instance.managed?.idleSince ?? now
    if instance.managed?.idleSince == nil { setManaged(instance.id) { $0.idleSince = now } }
    guard let delay = scaleInDelay(settings), mayGo else { return }
    guard since + delay <= now else {
      return askForManagedTurn(instance.capacityProviderName ?? "", from: since + delay)
    }
    deregister(instance, reason: "The instance was idle.")
  }

  /// nil: never.
  func scaleInDelay(_ settings: ECS.ManagedInstancesProvider) -> Duration? {
    switch settings.scaleInAfterSeconds {
    case .none: timing.managedInstances.usualScaleIn
    case .some(let seconds): seconds < 0 ? nil : .seconds(seconds)
    }
  }

  private mutating func drain(_ instance: ECS.ContainerInstance) {
    let (now, name) = (now, instance.capacityProviderName ?? "")
    let since = instance.managed?.drainingSince ?? now
    if instance.managed?.drainingSince == nil { setManaged(instance.id) { $0.drainingSince = now } }
    let left = applicationTasks(onInstance: instance.id)
    guard !left.isEmpty else { return deregister(instance, reason: "The instance was drained.") }
    let end = since + timing.managedInstances.longestDraining
    guard end <= now else { return askForManagedTurn(name, from: end) }
    for task in left {
      stopTask(task.id, code: .terminationNotice, reason: "The container instance was drained for 7 days.")
    }
  }

  /// From here on it takes nothing and only waits for its daemons to end.
  private mutating func deregister(_ instance: ECS.ContainerInstance, reason: String) {
    changeInstance(instance.id) { $0.status = .deregistering }
    recordInstanceState(instance.id, reason: reason)
    for task in ecs.tasks.all(onInstance: instance.id) where task.lastStatus != .stopped {
      stopTask(task.id, code: .serviceSchedulerInitiated, reason: "The container instance is being deregistered.")
    }
    containerInstancesChanged(inCluster: instance.cluster)
    if let instance = ecs.containerInstances[instance.id] { endIfEmpty(instance) }
  }

  private mutating func endIfEmpty(_ instance: ECS.ContainerInstance) {
    guard ecs.tasks.all(onInstance: instance.id).allSatisfy({ $0.lastStatus == .stopped }) else { return }
    do throws(ServiceFailure) { try terminateInstance(instance.ec2InstanceID) } catch {
      terminateHost(ofInstance: instance.id)  // a machine that was never EC2's here
    }
  }

  /// Without a change that anybody sees: the version stays.
  mutating func setManaged(
    _ id: ECS.ContainerInstanceID, _ body: (inout ECS.ManagedInstanceState) -> Void
  ) {
    guard let index = ecs.containerInstances.index(forKey: id),
      var managed = ecs.containerInstances.values[index].managed
    else { return }
    body(&managed)
    ecs.containerInstances.values[index].managed = managed
  }
}
