/// What tasks take of a container instance and give back.
///
/// In: a task's reservation. Out: the instance's remaining resources, and its slot in the roster. A reservation is held
/// from placement until the task is STOPPED. Source: ECS Developer Guide, "Container instance memory management".

extension Region {
  /// The only way to change an instance: its version grows, the roster follows.
  mutating func changeInstance(_ id: ECS.ContainerInstanceID, _ body: (inout ECS.ContainerInstance) -> Void) {
    guard let index = ecs.containerInstances.index(forKey: id) else { return }
    let share = ecs.containerInstances.values[index].share
    body(&ecs.containerInstances.values[index])
    ecs.containerInstances.values[index].version += 1
    let instance = ecs.containerInstances.values[index]
    noteInstance(share, instance)
    keepAccountOfAgent(instance)
    guard instance.status != .inactive else { return }
    ecs.instanceRosters[instance.cluster, default: .init()].update(instance)
  }

  mutating func reserve(_ needs: ECS.InstanceReservation, onInstance id: ECS.ContainerInstanceID) {
    changeInstance(id) { instance in
      instance.remainingCPUUnits -= needs.cpuUnits
      instance.remainingMemoryMiB -= needs.memoryMiB
      instance.networkInterfacesInUse += needs.networkInterfaces
      instance.gpusInUse += needs.gpuCount
      if needs.takesNeuronDevices { instance.areNeuronDevicesTaken = true }
      if !needs.tcpPorts.isEmpty { instance.usedPorts = (instance.usedPorts + needs.tcpPorts).sorted() }
      if !needs.udpPorts.isEmpty { instance.usedUDPPorts = (instance.usedUDPPorts + needs.udpPorts).sorted() }
    }
  }

  mutating func release(_ needs: ECS.InstanceReservation, onInstance id: ECS.ContainerInstanceID) {
    changeInstance(id) { instance in
      instance.remainingCPUUnits += needs.cpuUnits
      instance.remainingMemoryMiB += needs.memoryMiB
      instance.networkInterfacesInUse -= needs.networkInterfaces
      instance.gpusInUse -= needs.gpuCount
      if needs.takesNeuronDevices { instance.areNeuronDevicesTaken = false }
      instance.usedPorts.removeAll(where: needs.tcpPorts.contains)
      instance.usedUDPPorts.removeAll(where: needs.udpPorts.contains)
      instance.dynamicPorts.removeAll(where: needs.dynamicPorts.contains)
    }
  }
}
