/// Stopping a service's tasks: who goes first, with what reason, and what is said about it.
///
/// In: how many of which tasks. Out: stop orders, events. Protected tasks are passed over.
/// Source: ECS Developer Guide, "Amazon ECS services" (scale in) and "Task placement strategies".
import SimulationKit

extension Region {
  /// Stops up to `count` of the tasks that are `wanted`, the least missed first.
  /// - Parameters:
  ///   - isForced: protected tasks too.
  ///   - healthyAtMost: so many healthy ones; where protected tasks are passed over, no healthy ones beyond it go instead.
  ///   - zone: where that is said: tasks move from there to another.
  mutating func stop(
    _ count: Int, in turn: inout ServiceTurn, isForced: Bool = false, healthyAtMost: Int = .max,
    fromZone zone: String? = nil, where isWanted: (ECS.RosterEntry) -> Bool
  ) {
    guard let service = ecs.services[turn.key] else { return }
    let entries = turn.roster.entries
    let wanted = entries.indices.filter { isWanted(entries[$0]) }
    let free = isForced ? wanted : wanted.filter { !entries[$0].isProtected }
    var chosen: [Int]
    if count >= free.count {
      chosen = free.sorted { (entries[$0].stopRank, $0) < (entries[$1].stopRank, $1) }
    } else {
      var selection = stopSelection(of: service, entries)
      chosen = selection.choose(count, of: free)
    }
    let healthy = chosen.count { entries[$0].health == .healthy }
    // The healthy ones are the last.
    chosen.removeLast(max(0, healthy - healthyAtMost))
    let stopped = Set(chosen)
    turn.roster.entries = entries.indices.filter { !stopped.contains($0) }.map { entries[$0] }
    for index in chosen {
      let isRetiring = ecs.tasks[entries[index].id]?.isRetiring ?? false
      let what = zone == nil ? "Scaling activity" : "Availability-zone rebalancing"
      let reason =
        isRetiring ? ECS.maintenanceReason : "\(what) initiated by (deployment ecs-svc/\(entries[index].deployment))"
      orderStop(of: entries[index], cause: .surplus, reason, in: turn.key)
    }
    if let zone {
      if !chosen.isEmpty { say(.stoppedInZone(chosen.map { entries[$0].id }, zone: zone), of: turn.key) }
    } else {
      sayStopped(chosen.map { entries[$0] }, of: turn.key)
    }
    let held = min(count - chosen.count, wanted.count - free.count)
    let holder = wanted.first { entries[$0].isProtected }.map { "ecs-svc/\(entries[$0].deployment)" }
    guard held > 0, let holder else { return }
    guard zone == nil else { return sayOnce(.rebalancingHindered(deployment: holder, count: held), of: turn.key) }
    turn.isHeldByProtection = true
    sayOnce(.tasksProtected(deployment: holder, count: held), of: turn.key)
  }

  /// Stops unhealthy tasks among those that are `wanted`.
  mutating func stopUnhealthy(
    _ count: Int, in turn: inout ServiceTurn, where isWanted: (ECS.RosterEntry) -> Bool
  ) {
    let chosen = turn.roster.entries.filter { isWanted($0) && $0.health == .unhealthy }.prefix(count)
    for entry in chosen {
      let taskSet = ecs.services[turn.key]?.takesTaskSets == true ? "ecs-svc/\(entry.deployment)" : nil
      let ailment = ailment(of: entry.id, in: turn.key)
      if ailment == .containerCheck { tellOfSickInstance(entry, of: turn.key) }
      if ailment.isOfLattice {
        tell(
          .latticeTargetUnhealthy, of: turn.key,
          ["taskArns": [.string(arn(ofTask: entry.id, cluster: turn.key.cluster))]])
      }
      say(.unhealthy(entry.id, ailment, deployment: "ecs-svc/\(entry.deployment)"), of: turn.key, taskSet: taskSet)
      orderStop(of: entry, cause: .unhealthy, ailment.stoppedReason, in: turn.key)
    }
    turn.roster.entries.removeAll { entry in chosen.contains { $0.id == entry.id } }
    sayStopped(Array(chosen), of: turn.key)
  }

  private mutating func orderStop(
    of entry: ECS.RosterEntry, cause: ECS.WatchedTask.StopCause, _ reason: String, in key: ECS.ServiceKey
  ) {
    change(key) { $0.scheduler.watched[entry.id]?.stopCause = cause }
    stopTask(entry.id, code: .serviceSchedulerInitiated, reason: reason)
  }

  private mutating func sayStopped(_ entries: [ECS.RosterEntry], of key: ECS.ServiceKey) {
    guard let service = ecs.services[key], service.takesTaskSets else {
      return sayStopped(entries, of: key, taskSet: nil)
    }
    for set in service.deployments {
      sayStopped(entries.filter { $0.deployment == set.id }, of: key, taskSet: set.name)
    }
  }

  private mutating func sayStopped(_ entries: [ECS.RosterEntry], of key: ECS.ServiceKey, taskSet: String?) {
    let running = entries.filter(\.isRunning).map(\.id)
    if entries.count > running.count {
      say(.stoppedPending(entries.count - running.count), of: key, taskSet: taskSet)
    }
    if !running.isEmpty { say(.stoppedRunning(running), of: key, taskSet: taskSet) }
  }

  /// What to go by: the provider that has too many, then the placement strategy; without one zones, then instances.
  private func stopSelection(of service: ECS.Service, _ entries: [ECS.RosterEntry]) -> ECS.StopSelection {
    let deployment = service.takesTaskSets ? service.deployments.first : service.primary
    let strategy = deployment?.capacityProviderStrategy ?? []
    var selection = ECS.StopSelection(
      classes: entries.map { ($0.stopRank, -$0.deploymentAge) },
      distribution: .init(strategy: strategy),
      providers: entries.map { entry in strategy.firstIndex { $0.capacityProvider == entry.capacityProvider } ?? -1 })
    if service.placementStrategy.isEmpty {
      selection.spread(over: entries.map(\.zone))
      selection.spread(over: entries.map { $0.instance ?? "" }, prefersNewest: true)
      return selection
    }
    for strategy in service.placementStrategy {
      switch strategy.kind {
      case .random: break
      case .spread: selection.spread(over: entries.map { spreadGroup($0, by: strategy.field ?? "instanceId") })
      case .binpack:
        selection.emptyFirst(
          entries.map { $0.instance ?? "" }, free: entries.map { freeResource(onInstanceOf: $0, strategy.field) })
      }
    }
    return selection
  }

  private func spreadGroup(_ entry: ECS.RosterEntry, by field: String) -> String {
    switch field {
    case "attribute:ecs.availability-zone": return entry.zone
    case "instanceId", "host": return entry.instance ?? ""
    default:
      let attribute = field.hasPrefix("attribute:") ? String(field.dropFirst("attribute:".count)) : field
      return entry.instance.flatMap { ecs.containerInstances[$0]?.attributes[attribute] ?? nil } ?? ""
    }
  }

  private func freeResource(onInstanceOf entry: ECS.RosterEntry, _ field: String?) -> Int {
    guard let instance = entry.instance.flatMap({ ecs.containerInstances[$0] }) else { return 0 }
    return field?.lowercased() == "cpu" ? instance.remainingCPUUnits : instance.remainingMemoryMiB
  }
}
