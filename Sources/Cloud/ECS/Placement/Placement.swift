/// Placement: chooses the container instance that a task will run on.
///
/// In: what the task needs, the cluster's instances, constraints, strategies in order. Out: one instance, or for the
/// instances that were looked at the reason each was refused. Moves nothing and never reads the clock.
/// Cost: one pass over the cluster's compact slots, then over those that fit; a service's default strategy stops at the
/// first that cannot be bettered; constraints and attributes that not every instance has look at the instances.
/// Source: ECS Developer Guide, "How Amazon ECS places tasks on container instances".
import Collections

extension ECS {
  enum PlacementResult {
    case chosen(ContainerInstanceID)
    case refused([Failure])
  }
  /// How many refused instances a reply names.
  static let maximumPlacementFailures = 100
}

extension Region {
  mutating func placement(
    of order: ECS.TaskOrder, _ definition: ECS.TaskDefinition, _ needs: ECS.InstanceReservation
  ) -> ECS.PlacementResult {
    let check = PlacementCheck(order, definition, needs, network: network)
    if let id = order.containerInstance { return fixedPlacement(on: id, order, check) }
    guard let roster = ecs.instanceRosters[order.cluster] else { return .refused([]) }
    let spread = ecs.tasks.spread(ofGroup: order.group, inCluster: order.cluster)
    let strategies =
      order.placementStrategy.isEmpty && order.service != nil
      ? ECS.PlacementStrategy.serviceDefault : order.placementStrategy
    let isAllowed = check.zones.map { roster.zones.map($0.contains) } ?? roster.zones.map { _ in true }
    if strategies == ECS.PlacementStrategy.serviceDefault, !check.needsInstances, !check.isDistinct {
      let choice = roster.mostSpread(spread, isAllowed: isAllowed, check: check)
      return choice.map { .chosen(roster.ids[$0]) } ?? .refused(failures(check, roster, order))
    }
    let provider = check.providerIndex(in: roster)
    var candidates = roster.slots.indices.filter {
      check.mayFit(roster.slots[$0], provider: provider) && isAllowed[Int(roster.slots[$0].zone)]
    }
    if check.needsInstances { candidates = candidates.filter { check.refusal(of: roster.ids[$0], in: self) == nil } }
    if check.isDistinct { candidates = candidates.filter { spread.byInstance[roster.ids[$0], default: 0] == 0 } }
    guard !candidates.isEmpty else { return .refused(failures(check, roster, order)) }
    return .chosen(roster.ids[choose(from: candidates, roster, strategies, spread)])
  }

  /// StartTask and daemons: the instance is given, it only has to fit.
  private func fixedPlacement(
    on id: ECS.ContainerInstanceID, _ order: ECS.TaskOrder, _ check: PlacementCheck
  ) -> ECS.PlacementResult {
    guard let reason = check.refusal(of: id, in: self) else { return .chosen(id) }
    return .refused([ECS.Failure(arn: arn(ofContainerInstance: id, cluster: order.cluster), reason: reason)])
  }

  private func failures(
    _ check: PlacementCheck, _ roster: ECS.InstanceRoster, _ order: ECS.TaskOrder
  ) -> [ECS.Failure] {
    let provider = check.providerIndex(in: roster)
    return roster.ids.indices.lazy
      .filter { index in
        (provider == nil || roster.slots[index].provider == provider)
          && roster.slots[index].launchType == check.launchType
          && self.ecs.containerInstances[roster.ids[index]]?.status == .active
      }
      .prefix(ECS.maximumPlacementFailures)
      .map { index in
        ECS.Failure(
          arn: self.arn(ofContainerInstance: roster.ids[index], cluster: order.cluster),
          reason: check.refusal(of: roster.ids[index], in: self)
            ?? "DistinctInstance placement constraint unsatisfied.")
      }
  }

  /// Strategies in order, each breaking the ties of the one before; then the lowest id.
  private mutating func choose(
    from candidates: [Int], _ roster: ECS.InstanceRoster, _ strategies: [ECS.PlacementStrategy],
    _ spread: ECS.TaskStore.Spread
  ) -> Int {
    var left = candidates
    if strategies.isEmpty { return left[mint.number(in: 0...left.count - 1)] }
    for strategy in strategies where left.count > 1 {
      switch strategy.kind {
      case .random: left = [left[mint.number(in: 0...left.count - 1)]]
      case .binpack where strategy.field?.lowercased() == "cpu": left = Self.lowest(left) { roster.slots[$0].cpuUnits }
      case .binpack: left = Self.lowest(left) { roster.slots[$0].memoryMiB }
      case .spread: left = spreading(left, by: strategy.field ?? "instanceId", roster, spread)
      }
    }
    return left.first ?? candidates[0]
  }

  /// Those whose value of the field has the fewest tasks of the group; instances without the attribute come last.
  private func spreading(
    _ candidates: [Int], by field: String, _ roster: ECS.InstanceRoster, _ spread: ECS.TaskStore.Spread
  ) -> [Int] {
    switch field {
    case "attribute:ecs.availability-zone":
      let counts = roster.zones.map { spread.byZone[$0] ?? 0 }
      return Self.lowest(candidates) { counts[Int(roster.slots[$0].zone)] }
    case "instanceId", "host":
      guard !spread.byInstance.isEmpty else { return candidates }
      var counts = Array(repeating: 0, count: roster.count)
      for (id, count) in spread.byInstance {
        if count > 0, let index = roster.index(of: id) { counts[index] = count }
      }
      return Self.lowest(candidates) { counts[$0] }
    default:
      let name = field.hasPrefix("attribute:") ? String(field.dropFirst("attribute:".count)) : field
      var counts: [String: Int] = [:]
      for (id, count) in spread.byInstance {
        if let value = attribute(name, of: id) { counts[value, default: 0] += count }
      }
      return Self.lowest(candidates) { index in
        attribute(name, of: roster.ids[index]).map { counts[$0] ?? 0 } ?? Int.max
      }
    }
  }

  private func attribute(_ name: String, of id: ECS.ContainerInstanceID) -> String? {
    ecs.containerInstances[id]?.attributes[name].map { $0 ?? "" }
  }

  /// The candidates with the lowest key, in their order.
  private static func lowest(_ candidates: [Int], by key: (Int) -> Int) -> [Int] {
    var (best, kept): (Int, [Int]) = (Int.max, [])
    for candidate in candidates {
      let value = key(candidate)
      if value < best { (best, kept) = (value, []) }
      if value == best { kept.append(candidate) }
    }
    return kept
  }
}

extension ECS.PlacementStrategy {
  /// What a REPLICA service on container instances gets that names none.
  package static let serviceDefault = [
    ECS.PlacementStrategy(kind: .spread, field: "attribute:ecs.availability-zone"),
    ECS.PlacementStrategy(kind: .spread, field: "instanceId"),
  ]
}
