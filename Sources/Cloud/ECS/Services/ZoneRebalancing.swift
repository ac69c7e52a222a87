/// Availability Zone rebalancing: a steady service moves tasks from full zones to empty ones.
///
/// In: a service that has come to rest. Out: tasks started in the emptiest zone, and when they are healthy as many
/// stopped in the fullest; events. First a minute after the steady state, then every five minutes. Each capacity
/// provider's tasks are evened out by themselves. Never runs during a deployment, starts no instance.
/// Source: ECS Developer Guide, "Balancing an Amazon ECS service across Availability Zones".
import SimulationKit

extension ECS {
  /// What the scheduler remembers of rebalancing.
  struct ZoneRebalancing: Sendable {
    /// When the service came to rest.
    var steadySince: Instant?
    var lastCheck: Instant?
    /// Tasks beyond the desired count that stand ready to replace others; those that are gone are left out.
    var extra: [TaskID] = []
    /// Where it began, for the text at the end.
    var provider: String?
  }
}

extension Region {
  /// The end of a turn: begins a move, completes one, or gives it up.
  mutating func rebalanceZones(of key: ECS.ServiceKey, _ turn: inout ServiceTurn) {
    guard let service = ecs.services[key] else { return }
    if !service.scheduler.rebalancing.extra.isEmpty {
      finishMove(of: service, &turn)
    } else if service.scheduler.isSteady, service.mayRebalance {
      beginMove(of: service, &turn)
    }
  }

  private mutating func beginMove(of service: ECS.Service, _ turn: inout ServiceTurn) {
    let (key, memory) = (service.key, service.scheduler.rebalancing)
    guard let primary = service.primary else { return }
    let providers = Set(turn.roster.entries.map(\.capacityProvider)).sorted { ($0 ?? "") < ($1 ?? "") }
    let zones = zones(of: service, primary, tasks: turn.roster.entries.map(\.zone))
    let room = service.deploymentConfiguration.ceiling(desiredCount: service.desiredCount) - turn.roster.entries.count
    for provider in providers {
      let balance = ECS.ZoneBalance(
        zones: zones, tasks: turn.roster.entries.filter { $0.capacityProvider == provider }.map(\.zone))
      guard let move = balance.nextMove(room: room) else { continue }
      let first = (memory.steadySince ?? now) + timing.zoneRebalancingFirst
      let due = max(first, memory.lastCheck.map { $0 + timing.zoneRebalancingRepeat } ?? first)
      guard due <= now else { return askForServiceTurn(key, from: due) }
      let now = now
      change(key) {
        $0.scheduler.rebalancing.lastCheck = now
        $0.scheduler.rebalancing.provider = provider
      }
      sayOnce(.zonesUneven(balance.text), of: key)
      let ids = launch(move, of: primary, service, provider: provider)
      guard !ids.isEmpty else { return askForServiceTurn(key, from: now + timing.zoneRebalancingRepeat) }
      forgetSaid(of: key, where: ECS.ServiceMessage.isAboutZones)
      change(key) { $0.scheduler.rebalancing.extra = ids }
      say(.startedInZone(ids, zone: move.light), of: key)
      turn.hasMoved = true
      return
    }
  }

  /// Subnets' zones on Fargate, else the zones of eligible container instances. Instances are only looked at one by one
  /// where the tasks are uneven over all the cluster's zones and there are constraints.
  private func zones(of service: ECS.Service, _ deployment: ECS.Deployment, tasks: [String]) -> [String] {
    if deployment.runsOnFargate {
      return (deployment.networkConfiguration?.subnets ?? []).compactMap { network.subnets[$0]?.availabilityZone }
    }
    let all = ecs.instanceRosters[service.key.cluster]?.zones ?? []
    if ECS.ZoneBalance(zones: all, tasks: tasks).isEven { return all }
    let definition = taskDefinition(deployment.family, deployment.revision)
    if service.placementConstraints.isEmpty, definition?.placementConstraints.isEmpty ?? true {
      return ecs.instanceRosters[service.key.cluster]?.activeZones ?? []
    }
    return eligibleInstances(for: service).compactMap { ecs.containerInstances[$0]?.availabilityZone }
  }

  private mutating func launch(
    _ move: ECS.ZoneBalance.Move, of deployment: ECS.Deployment, _ service: ECS.Service, provider: String?
  ) -> [ECS.TaskID] {
    let launch = provider.map { self.launch(byProvider: $0) } ?? .launchType(deployment.launchType ?? .ec2)
    var order = order(service, deployment, launch: launch)
    order.mayWait = false
    if deployment.runsOnFargate {
      let subnets = order.networkConfiguration?.subnets ?? []
      order.networkConfiguration?.subnets = subnets.filter { network.subnets[$0]?.availabilityZone == move.light }
    } else {
      order.placementConstraints.append(
        .init(kind: .memberOf, expression: "attribute:ecs.availability-zone == \(move.light)"))
    }
    var ids: [ECS.TaskID] = []
    for _ in 0..<move.count {
      switch launchTask(order) {
      case .started(let id):
        serviceTaskChanged(id)
        ids.append(id)
      case .refused:
        sayOnce(.unableToPlaceInZone(move.light, onFargate: deployment.runsOnFargate), of: service.key)
        return ids
      }
    }
    return ids
  }

  /// Stops as many in the fullest zones as stand ready elsewhere, once those are healthy.
  private mutating func finishMove(of service: ECS.Service, _ turn: inout ServiceTurn) {
    let key = service.key
    let memory = service.scheduler.rebalancing
    let ready = turn.roster.entries.filter { memory.extra.contains($0.id) }
    guard service.mayRebalance, service.deployments.count == 1, ready.count == memory.extra.count else {
      change(key) { $0.scheduler.rebalancing.extra = [] }
      say(.rebalancingStopped, of: key)
      return askForServiceTurn(key)
    }
    // A task that was lost meanwhile is replaced first: a move never takes a service below its minimum.
    let floor = service.deploymentConfiguration.floor(desiredCount: service.desiredCount)
    let healthy = turn.roster.entries.count { $0.health == .healthy }
    guard ready.allSatisfy({ $0.health == .healthy }), healthy - ready.count >= floor else { return }
    for _ in ready {
      let tasks = turn.roster.entries.filter { $0.capacityProvider == memory.provider }
      guard let heavy = ECS.ZoneBalance(zones: [], tasks: tasks.map(\.zone)).heaviest else { break }
      stop(1, in: &turn, fromZone: heavy) {
        $0.zone == heavy && $0.capacityProvider == memory.provider && !memory.extra.contains($0.id)
      }
    }
    change(key) { $0.scheduler.rebalancing.extra = [] }
    let left = turn.roster.entries.filter { $0.capacityProvider == memory.provider }.map(\.zone)
    let zones = service.primary.map { self.zones(of: service, $0, tasks: left) } ?? []
    let balance = ECS.ZoneBalance(zones: zones, tasks: left)
    if balance.isEven { say(.zonesEven(balance.text), of: key) }
    askForServiceTurn(key)
  }
}

extension ECS.Service {
  /// Whether settings and state allow it.
  var mayRebalance: Bool {
    availabilityZoneRebalancing && schedulingStrategy == .replica && placementStrategy.letsZonesBeEvened
      && status == .active && primary?.rolloutState == .completed
  }
}

extension ECS {
  static let zoneAttribute = "attribute:ecs.availability-zone"
}

extension [ECS.PlacementStrategy] {
  /// None, or one that spreads over zones first.
  var letsZonesBeEvened: Bool { first.map { $0.kind == .spread && $0.field == ECS.zoneAttribute } ?? true }
}

extension [ECS.PlacementConstraint] {
  /// None of them names the zone.
  var letZonesBeEvened: Bool { allSatisfy { $0.expression?.contains(ECS.zoneAttribute) != true } }
}
