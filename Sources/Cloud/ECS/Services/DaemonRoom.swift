/// Room that container instances keep for DAEMON services ahead of other tasks.
///
/// In: services, instances and tasks as they come and go. Out: what each instance holds back, in its slot of the roster.
/// A daemon larger than the instance holds nothing. Cost: nothing where no service is a daemon; else the tasks of one
/// instance for each daemon service of its cluster.
/// Source: ECS Developer Guide, "Daemon scheduling strategy"; runtime sheet, section 2.8.

extension Region {
  /// Called when a DAEMON service took a turn or was deleted: its task definition or constraints may be others.
  mutating func daemonRoomChanged(by key: ECS.ServiceKey) {
    let service = ecs.services[key]
    let keeps = service?.status == .active && service?.schedulingStrategy == .daemon
    guard keeps || ecs.daemonServices.contains(key) else { return }
    if !keeps { ecs.daemonServices.removeAll { $0 == key } }
    if keeps, !ecs.daemonServices.contains(key) { ecs.daemonServices.append(key) }
    for id in ecs.instanceRosters[key.cluster]?.ids ?? [] { keepRoomForDaemons(onInstance: id) }
  }

  /// Called when the instance's status or tasks have changed.
  mutating func keepRoomForDaemons(onInstance id: ECS.ContainerInstanceID) {
    guard let instance = ecs.containerInstances[id],
      !ecs.daemonServices.isEmpty || instance.heldForDaemons != ECS.InstanceReservation()
    else { return }
    let held = daemonRoom(on: instance)
    guard held != instance.heldForDaemons, let index = ecs.containerInstances.index(forKey: id) else { return }
    ecs.containerInstances.values[index].heldForDaemons = held
    guard instance.status != .inactive else { return }
    ecs.instanceRosters[instance.cluster, default: .init()].update(ecs.containerInstances.values[index])
  }

  /// What daemons without a task there would take.
  private func daemonRoom(on instance: ECS.ContainerInstance) -> ECS.InstanceReservation {
    var room = ECS.InstanceReservation()
    for key in ecs.daemonServices where key.cluster == instance.cluster {
      guard let service = ecs.services[key], let primary = service.primary,
        let definition = taskDefinition(primary.family, primary.revision),
        isEligible(instance, for: service, placementQueries(of: service)),
        !ecs.tasks.all(onInstance: instance.id).contains(where: { $0.service == key && $0.lastStatus != .stopped })
      else { continue }
      let needs = definition.reservation(ECS.Overrides(document: [:]))
      guard needs.cpuUnits <= instance.registeredCPUUnits, needs.memoryMiB <= instance.registeredMemoryMiB else {
        continue
      }
      room = room + needs
    }
    return room
  }
}
