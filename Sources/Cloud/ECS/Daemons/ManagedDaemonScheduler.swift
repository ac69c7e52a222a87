/// The scheduler of managed daemons: one turn for one daemon, in plain sight.
///
/// In: the daemon, its tasks, the instances of its capacity providers. Out: daemon tasks started, instances drained and
/// replaced, a deployment that goes on, ends or fails. A turn is taken on the full ten seconds, and only while there is
/// something to do. Instances take no other task until every daemon of theirs runs; that daemons stop last is
/// `ManagedInstanceLife`'s.
/// Cost: O(instances of the cluster and the daemon's tasks). Source: Developer Guide, "Amazon ECS Managed Daemons".
import SimulationKit

extension Region {
  mutating func takeDaemonTurn(_ key: ECS.DaemonKey) {
    guard let daemon = ecs.daemons[key], daemon.nextTurn == now else { return }
    change(key) { $0.nextTurn = nil }
    settleDaemonTasks(of: key)
    advanceDaemonDeployment(of: key)
    startDaemonTasks(of: key)
    if let gone = ecs.daemons[key], gone.status == .deleteInProgress, gone.deployment?.status == .successful {
      ecs.daemons[key] = nil
      recordDaemon(key, "deleted")
    }
    openInstances(inCluster: key.cluster)
  }

  /// Asks for a turn at the next full ten seconds after now, or at the first one from `instant` on.
  mutating func askForDaemonTurn(_ key: ECS.DaemonKey, from instant: Instant? = nil) {
    guard let daemon = ecs.daemons[key] else { return }
    let turn = nextTurn(from: instant ?? now)
    if let pending = daemon.nextTurn, pending <= turn { return }
    change(key) { $0.nextTurn = turn }
    schedule(.daemon(.turn(key)), after: turn - now)
  }

  /// Called by the task rules after every change of a daemon task.
  mutating func daemonTaskChanged(_ task: ECS.Task) {
    guard let key = task.daemon?.key else { return }
    askForDaemonTurn(key)
  }

  // MARK: - Accounts

  /// Enters what ended since the last turn, and what has run well for a while. Where a daemon task ends, its host is
  /// drained and replaced.
  private mutating func settleDaemonTasks(of key: ECS.DaemonKey) {
    guard let daemon = ecs.daemons[key] else { return }
    var next: Instant?
    for (id, watched) in daemon.watched {
      guard let task = ecs.tasks[id], task.lastStatus != .stopped || !watched.isSettled else {
        change(key) { $0.watched[id] = nil }
        continue
      }
      if Self.isToRun(task) {
        let hasCheck = definition(of: task)?.containers.contains { $0.isEssential && $0.healthCheck != nil } ?? false
        switch health(of: task, hasHealthCheck: hasCheck, nil, grace: .zero, nextInstant: &next) {
        case .healthy: change(key) { $0.watched[id]?.wasHealthy = true }
        case .unsettled: break
        case .unhealthy:
          stopTask(
            id, code: .serviceSchedulerInitiated, reason: "Daemon task failed container health checks.")
          settle(task, watched, of: key, isOwnFailure: true)
        }
      } else if !watched.isSettled, task.stopCode != nil || task.lastStatus == .stopped {
        let isOwnFailure: Bool
        switch task.stopCode {
        case .taskFailedToStart, .essentialContainerExited: isOwnFailure = !watched.wasHealthy
        case .userInitiated, .serviceSchedulerInitiated, .spotInterruption, .terminationNotice, nil:
          isOwnFailure = false
        }
        settle(task, watched, of: key, isOwnFailure: isOwnFailure)
      }
      if ecs.tasks[id]?.lastStatus == .stopped { change(key) { $0.watched[id] = nil } }
    }
    if let next { askForDaemonTurn(key, from: next) }
  }

  private mutating func settle(
    _ task: ECS.Task, _ watched: ECS.WatchedDaemonTask, of key: ECS.DaemonKey, isOwnFailure: Bool
  ) {
    change(key) { $0.watched[task.id]?.isSettled = true }
    guard ecs.containerInstances[watched.instance]?.status == .active else { return }  // it was leaving anyway
    if isOwnFailure {
      changeDeployment(of: key) { deployment in
        guard watched.revision == deployment.wanted else { return }
        switch deployment.status {
        case .pending, .inProgress: deployment.failureCount += 1
        case .rollbackInProgress: deployment.rollbackFailureCount += 1
        case .successful, .stopped, .stopRequested, .rollbackSuccessful, .rollbackFailed: break
        }
      }
    }
    let daemon = ecs.daemons[key]
    guard daemon?.status == .active, daemon?.deployment?.wanted != nil else { return }
    setManaged(watched.instance) { $0.failedDaemonTask = task.id }
    lookAtHealth(of: watched.instance)
    repairInstance(watched.instance, reason: "The daemon \(key.name) stopped on it.")
  }

  // MARK: - Starting

  /// One task of the wanted revision on each ACTIVE instance of its providers on which none of the daemon's lives.
  private mutating func startDaemonTasks(of key: ECS.DaemonKey) {
    guard let daemon = ecs.daemons[key], let revision = daemon.deployment?.wanted.flatMap(daemon.revision) else {
      return
    }
    let taken = Set(daemon.watched.values.map(\.instance))
    for instance in instances(ofProviders: revision.capacityProviders, inCluster: key.cluster)
    where instance.status == .active && instance.isAgentConnected && !taken.contains(instance.id) {
      switch launchTask(order(daemon, revision, on: instance)) {
      case .started(let id):
        change(key) { daemon in
          daemon.watched[id] = ECS.WatchedDaemonTask(revision: revision.id, instance: instance.id)
          daemon.refusedOn.removeAll { $0 == instance.id }
        }
      case .refused(let failures): daemonWasRefused(key, on: instance, failures)
      }
    }
  }

  /// No room: an instance with tasks of others is replaced by one on which the daemon comes first.
  private mutating func daemonWasRefused(
    _ key: ECS.DaemonKey, on instance: ECS.ContainerInstance, _ failures: [ECS.Failure]
  ) {
    guard ecs.daemons[key]?.refusedOn.contains(instance.id) == false else { return }
    change(key) { $0.refusedOn.append(instance.id) }
    recordDaemon(
      key, "daemon task not placed on container-instance/\(instance.id)", reason: failures.first?.reason)
    guard !applicationTasks(onInstance: instance.id).isEmpty else { return }
    repairInstance(instance.id, reason: "It has no room for the daemon \(key.name).")
  }

  private func order(
    _ daemon: ECS.Daemon, _ revision: ECS.DaemonRevision, on instance: ECS.ContainerInstance
  ) -> ECS.TaskOrder {
    var order = ECS.TaskOrder(
      cluster: daemon.key.cluster, family: revision.family, revision: revision.revision,
      launch: .managedInstances(instance.capacityProviderName ?? ""), group: daemon.key.group,
      startedBy: "ecs-daemon/\(revision.id)")
    order.daemon = ECS.DaemonMembership(key: daemon.key, revision: revision.id)
    order.containerInstance = instance.id
    order.enableExecuteCommand = revision.enableExecuteCommand
    if revision.enableECSManagedTags {
      order.tags.append(ECS.Tag(key: "aws:ecs:clusterName", value: daemon.key.cluster))
      order.tags.append(ECS.Tag(key: "aws:ecs:daemonName", value: daemon.key.name))
    }
    if revision.propagatesTags { order.tags += daemon.tags }
    return order
  }

  // MARK: - Opening

  /// Instances on which every daemon of theirs runs take other tasks; those on which one is missing do not.
  mutating func openInstances(inCluster cluster: String) {
    var hasOpened = false
    for id in ecs.instanceRosters[cluster]?.ids ?? [] {
      guard let instance = ecs.containerInstances[id], let managed = instance.managed else { continue }
      let awaits = awaitsDaemons(instance)
      guard awaits != managed.awaitsDaemons else { continue }
      let now = now
      changeInstance(id) { instance in
        instance.managed?.awaitsDaemons = awaits
        instance.managed?.openedAt = now
        if !awaits { instance.managed?.failedDaemonTask = nil }
      }
      askForHealthLook(at: id)
      hasOpened = hasOpened || !awaits
    }
    if hasOpened { containerInstancesChanged(inCluster: cluster) }
  }

  /// True where a daemon of the instance's provider has no RUNNING task there.
  func awaitsDaemons(_ instance: ECS.ContainerInstance) -> Bool {
    daemons(onProvider: instance.capacityProviderName, inCluster: instance.cluster).contains { daemon in
      !daemon.watched.contains { id, watched in
        watched.instance == instance.id && ecs.tasks[id]?.lastStatus == .running
      }
    }
  }

  /// True where daemons have to run on it.
  package func hasDaemons(_ instance: ECS.ContainerInstance) -> Bool {
    !daemons(onProvider: instance.capacityProviderName, inCluster: instance.cluster).isEmpty
  }

  /// The daemons that instances of the provider have to run.
  func daemons(onProvider provider: String?, inCluster cluster: String) -> [ECS.Daemon] {
    guard let provider else { return [] }
    return ecs.daemons.values.filter { daemon in
      daemon.key.cluster == cluster && daemon.status == .active && daemon.presentProviders.contains(provider)
    }
  }

  /// Not INACTIVE, in order of their ids.
  func instances(ofProviders providers: [String], inCluster cluster: String) -> [ECS.ContainerInstance] {
    (ecs.instanceRosters[cluster]?.ids ?? []).compactMap { ecs.containerInstances[$0] }
      .filter { instance in instance.capacityProviderName.map(providers.contains) ?? false }
  }
}

extension ECS.Daemon {
  /// Where its newest deployment wants it; where it failed, wanted it.
  var presentProviders: [String] {
    (deployment?.wanted ?? deployment?.target).flatMap(revision)?.capacityProviders ?? []
  }
}
