/// The default placement of services, quickly: zones with the fewest of the service's tasks, there the instance with the
/// fewest, then the lowest id.
///
/// In: a roster, where the service's tasks are, what a task needs. Out: a place in the roster, nil where none fits. The
/// same answer as the strategies in `Placement` give one after the other; stops at the first instance that has none.
/// Cost: the blocks of the roster, the slots of those with room, and a look-up for each that has room and a task.
/// Source: ECS Developer Guide, "Amazon ECS services" (default spread across Availability Zones).

extension ECS.InstanceRoster {
  func mostSpread(_ spread: ECS.TaskStore.Spread, isAllowed: [Bool], check: PlacementCheck) -> Int? {
    let counts = zones.map { spread.byZone[$0] ?? 0 }
    let provider = check.providerIndex(in: self)
    for count in Set(counts).sorted() {
      let isMeant = zones.indices.map { isAllowed[$0] && counts[$0] == count }
      var best: (index: Int, tasks: Int)?
      for block in rooms.indices where check.mayFit(rooms[block]) {
        for index in slots(ofBlock: block)
        where isMeant[Int(slots[index].zone)] && check.mayFit(slots[index], provider: provider) {
          let tasks = spread.byInstance[ids[index], default: 0]
          if tasks == 0 { return index }
          if tasks < best?.tasks ?? Int.max { best = (index, tasks) }
        }
      }
      if let best { return best.index }
    }
    return nil
  }
}
