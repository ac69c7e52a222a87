/// Consolidation of Managed Instances: an instance whose tasks the others have room for is drained.
///
/// In: a provider's instances and their tasks. Out: at most one instance at a time that becomes DRAINING, after the
/// provider's `scaleInAfter`. An instance with a standalone task, a protected one, or one of a service that is not steady
/// is left alone. The instance with the least memory in use goes first (chosen: AWS does not say which).
/// Source: runtime sheet, section 5.5; ECS API reference, InfrastructureOptimization.
import SimulationKit

extension Region {
  mutating func consolidate(
    _ provider: ECS.CapacityProvider, _ settings: ECS.ManagedInstancesProvider, inCluster cluster: String, mayGo: Bool
  ) {
    let now = now
    let instances = instances(ofProviders: [provider.name], inCluster: cluster)
    let isMoving = instances.contains { $0.status != .active } || !mayGo || !provider.isUsable
    let candidate = isMoving ? nil : underusedInstance(among: instances)
    for instance in instances where instance.id != candidate?.id && instance.managed?.underusedSince != nil {
      setManaged(instance.id) { $0.underusedSince = nil }
    }
    guard let candidate, let delay = scaleInDelay(settings) else { return }
    let since = candidate.managed?.underusedSince ?? now
    if candidate.managed?.underusedSince == nil { setManaged(candidate.id) { $0.underusedSince = now } }
    guard since + delay <= now else { return askForManagedTurn(provider.name, from: since + delay) }
    changeInstance(candidate.id) { $0.status = .draining }
    recordInstanceState(candidate.id, reason: "The instance was underutilized.")
    stopPendingServiceTasks(onInstance: candidate.id)
    containerInstancesChanged(inCluster: cluster)
  }

  private func underusedInstance(among instances: [ECS.ContainerInstance]) -> ECS.ContainerInstance? {
    let inUse = instances.filter { !applicationTasks(onInstance: $0.id).isEmpty && $0.isOpen }
    guard inUse.count > 1 else { return nil }
    func memoryInUse(_ instance: ECS.ContainerInstance) -> Int {
      instance.registeredMemoryMiB - instance.remainingMemoryMiB
    }
    return inUse.sorted { (memoryInUse($0), $0.id) < (memoryInUse($1), $1.id) }
      .first { instance in others(inUse.filter { $0.id != instance.id }, haveRoomForTasksOf: instance) }
  }

  private func others(
    _ others: [ECS.ContainerInstance], haveRoomForTasksOf instance: ECS.ContainerInstance
  ) -> Bool {
    var rooms = others.map { ($0.id, cpuUnits: $0.openCPUUnits, memoryMiB: $0.openMemoryMiB, $0.openNetworkInterfaces) }
    var hosts: [ECS.ServiceKey: Set<ECS.ContainerInstanceID>] = [:]
    for task in applicationTasks(onInstance: instance.id) {
      guard task.protectedUntil.map({ $0 <= now }) ?? true, let check = placementCheck(ofMovable: task),
        let service = task.service
      else { return false }
      let taken = check.isDistinct ? hosts[service] ?? self.hosts(ofService: service) : []
      guard
        let index = rooms.firstIndex(where: { room in
          !taken.contains(room.0) && room.cpuUnits >= check.needs.cpuUnits && room.memoryMiB >= check.needs.memoryMiB
            && room.3 >= check.needs.networkInterfaces && check.refusal(of: room.0, in: self) == nil
        })
      else { return false }
      rooms[index].cpuUnits -= check.needs.cpuUnits
      rooms[index].memoryMiB -= check.needs.memoryMiB
      rooms[index].3 -= check.needs.networkInterfaces
      if check.isDistinct { hosts[service] = taken.union([rooms[index].0]) }
    }
    return true
  }

  private func hosts(ofService key: ECS.ServiceKey) -> Set<ECS.ContainerInstanceID> {
    Set(ecs.tasks.all(ofService: key).filter(Self.isToRun).compactMap(\.containerInstance))
  }

  /// nil where the task would not be started elsewhere: it is nobody's, or its service is on the move.
  private func placementCheck(ofMovable task: ECS.Task) -> PlacementCheck? {
    guard let service = task.service.flatMap({ ecs.services[$0] }), service.scheduler.isSteady,
      service.deployments.count == 1, let deployment = service.primary, let provider = task.capacityProviderName,
      let definition = taskDefinition(deployment.family, deployment.revision)
    else { return nil }
    let order = order(service, deployment, launch: .managedInstances(provider))
    let needs = definition.reservation(ECS.Overrides(document: [:]))
    return PlacementCheck(order, definition, needs, network: network)
  }
}
