/// Stopping a service's tasks: who goes first, with what reason, and what is said about it.
///
/// In: how many of which tasks. Out: stop orders, events. Protected tasks are passed over.
/// Cost: O(tasks) for each task stopped.
/// Source: ECS Developer Guide, "Amazon ECS services" (scale in) and "Task placement strategies".
import SimulationKit

extension Region {
  /// Stops up to `count` of the tasks that are `wanted`, the least missed first.
  /// - Parameter isForced: protected tasks too.
  mutating func stop(
    _ count: Int, in turn: inout ServiceTurn, isForced: Bool = false, where isWanted: (ECS.RosterEntry) -> Bool
  ) {
    guard let service = ecs.services[turn.key] else { return }
    var chosen: [ECS.RosterEntry] = []
    var protected = 0
    for _ in 0..<count {
      let candidates = turn.roster.entries.indices.filter { isWanted(turn.roster.entries[$0]) }
      let free = candidates.filter { isForced || !turn.roster.entries[$0].isProtected }
      guard let index = leastMissed(free, in: turn.roster.entries, of: service) else {
        protected = min(count - chosen.count, candidates.count)
        break
      }
      chosen.append(turn.roster.entries.remove(at: index))
    }
    for entry in chosen { orderStop(of: entry, cause: .surplus, in: turn.key) }
    sayStopped(chosen, of: turn.key)
    if protected > 0, let primary = service.primary {
      sayOnce(.tasksProtected(deployment: primary.name, count: protected), of: turn.key)
    }
  }

  /// Stops unhealthy tasks of the PRIMARY deployment.
  mutating func stopUnhealthy(_ count: Int, in turn: inout ServiceTurn) {
    let chosen = turn.roster.entries.filter { !$0.isOld && $0.health == .unhealthy }.prefix(count)
    for entry in chosen {
      say(.failedContainerHealthChecks(entry.id), of: turn.key)
      orderStop(of: entry, cause: .unhealthy, in: turn.key)
    }
    turn.roster.entries.removeAll { entry in chosen.contains { $0.id == entry.id } }
    sayStopped(Array(chosen), of: turn.key)
  }

  private mutating func orderStop(
    of entry: ECS.RosterEntry, cause: ECS.WatchedTask.StopCause, in key: ECS.ServiceKey
  ) {
    change(key) { $0.scheduler.watched[entry.id]?.stopCause = cause }
    let reason =
      switch cause {
      case .surplus: "Scaling activity initiated by (deployment ecs-svc/\(entry.deployment))"
      case .unhealthy: "Task failed container health checks"
      }
    stopTask(entry.id, code: .serviceSchedulerInitiated, reason: reason)
  }

  private mutating func sayStopped(_ entries: [ECS.RosterEntry], of key: ECS.ServiceKey) {
    let running = entries.filter(\.isRunning).map(\.id)
    if entries.count > running.count { say(.stoppedPending(entries.count - running.count), of: key) }
    if !running.isEmpty { say(.stoppedRunning(running), of: key) }
  }

  /// The task to stop next: unhealthy before starting before healthy, older deployments first, then what keeps the
  /// rest most even, then the newest.
  private func leastMissed(
    _ candidates: [Int], in entries: [ECS.RosterEntry], of service: ECS.Service
  ) -> Int? {
    guard let rank = candidates.map({ entries[$0].stopRank }).min() else { return nil }
    var left = candidates.filter { entries[$0].stopRank == rank }
    let age = left.map { entries[$0].deploymentAge }.max() ?? 0
    left = left.filter { entries[$0].deploymentAge == age }
    left = ofSurplusProvider(left, in: entries, of: service)
    for strategy in service.placementStrategy.isEmpty ? Self.defaultSpread : service.placementStrategy {
      guard left.count > 1 else { break }
      switch strategy.kind {
      case .random: break
      case .spread:
        let field = strategy.field ?? "instanceId"
        left = ofFullestGroup(left, in: entries) { spreadGroup($0, by: field) }
      case .binpack: left = onEmptiestInstance(left, in: entries, by: strategy.field)
      }
    }
    return left.last
  }

  private static let defaultSpread = [
    ECS.PlacementStrategy(kind: .spread, field: "attribute:ecs.availability-zone"),
    ECS.PlacementStrategy(kind: .spread, field: "instanceId"),
  ]

  private func ofSurplusProvider(_ candidates: [Int], in entries: [ECS.RosterEntry], of service: ECS.Service) -> [Int] {
    let strategy = service.primary?.capacityProviderStrategy ?? []
    guard strategy.count > 1 else { return candidates }
    func item(_ index: Int) -> Int? {
      strategy.firstIndex { $0.capacityProvider == entries[index].capacityProvider }
    }
    let distribution = ECS.CapacityProviderDistribution(
      strategy: strategy,
      counts: strategy.map { item in entries.count { $0.capacityProvider == item.capacityProvider } })
    let present = strategy.indices.filter { position in candidates.contains { item($0) == position } }
    guard let surplus = distribution.surplus(among: present) else { return candidates }
    return candidates.filter { item($0) == surplus }
  }

  /// The candidates of the group that has the most tasks of the service; of equals the first by name.
  private func ofFullestGroup(
    _ candidates: [Int], in entries: [ECS.RosterEntry], by group: (ECS.RosterEntry) -> String
  ) -> [Int] {
    var sizes: [String: Int] = [:]
    for entry in entries { sizes[group(entry), default: 0] += 1 }
    let groups = Set(candidates.map { group(entries[$0]) })
    let fullest = groups.min { (-sizes[$0, default: 0], $0) < (-sizes[$1, default: 0], $1) }
    return candidates.filter { group(entries[$0]) == fullest }
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

  /// The candidates on the instance that will have the most of the resource free.
  private func onEmptiestInstance(_ candidates: [Int], in entries: [ECS.RosterEntry], by field: String?) -> [Int] {
    func free(_ index: Int) -> Int {
      guard let instance = entries[index].instance.flatMap({ ecs.containerInstances[$0] }) else { return 0 }
      return field?.lowercased() == "cpu" ? instance.remainingCPUUnits : instance.remainingMemoryMiB
    }
    let most = candidates.map(free).max()
    let emptiest = candidates.filter { free($0) == most }.compactMap { entries[$0].instance }.min()
    return candidates.filter { entries[$0].instance == emptiest }
  }
}
