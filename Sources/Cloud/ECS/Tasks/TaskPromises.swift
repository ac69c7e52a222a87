/// What must hold of tasks, container instances and the network between any two events.
///
/// In: a Region. Out: one sentence for each broken promise; empty when all is well. For simulation tests; linear in the
/// Region's state. The services' own promises stand beside their scheduler.
import SimulationKit

extension Region {
  package var brokenPromises: [String] {
    let clusters = ecs.clusters.keys
    let tasks = clusters.flatMap { ecs.tasks.all(inCluster: $0) }
    return tasks.flatMap(brokenPromises) + ecs.containerInstances.values.flatMap(brokenPromises)
      + brokenNetworkPromises(tasks) + brokenQuotaPromises(tasks) + clusters.flatMap(brokenCountPromises)
      + brokenRosterPromises
  }

  package func brokenPromises(of task: ECS.Task) -> [String] {
    var broken: [String] = []
    func promise(_ holds: Bool, _ sentence: String) { if !holds { broken.append("task \(task.id) \(sentence)") } }
    let isStopped = task.lastStatus == .stopped
    promise(Self.statuses(of: task.phase).contains(task.lastStatus), "is \(task.lastStatus) in phase \(task.phase)")
    if task.desiredStatus == .stopped {
      promise(task.stopCode != nil && task.stoppedReason != nil, "stops without code or reason")
      promise(task.stoppingAt != nil, "stops without stoppingAt")
    } else {
      promise(task.stopCode == nil && task.stoppedReason == nil, "runs with a stop code")
      promise(!isStopped, "is STOPPED but desired to run")
    }
    promise(
      (task.stoppedAt != nil) == isStopped, "is \(task.lastStatus) with stoppedAt \(String(describing: task.stoppedAt))"
    )
    if task.lastStatus == .running { promise(task.startedAt != nil, "is RUNNING without startedAt") }
    if isStopped { promise(task.containers.allSatisfy { $0.stage == .stopped }, "is STOPPED, a container is not") }
    if task.phase == .running {
      promise(task.containers.allSatisfy { $0.run > 0 }, "is RUNNING, a container never ran")
    }
    for container in task.containers {
      promise(
        (container.run > 0) || container.exitCode == nil, "has an exit code of \(container.name), which never ran")
      promise(
        container.stage != .running || container.exitCode == nil || container.run > 1, "runs \(container.name) again")
    }
    let times = [task.createdAt, task.connectivityAt, task.pullStartedAt, task.pullStoppedAt, task.startedAt]
      .compactMap { $0 }
    promise(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }, "has instants out of order")
    return broken
  }

  private static func statuses(of phase: ECS.TaskPhase) -> [ECS.TaskStatus] {
    switch phase {
    case .waitingForInstance, .creatingNetworkInterface, .attachingNetworkInterface: [.provisioning]
    case .preparing, .startingContainers: [.pending]
    case .activating: [.activating]
    case .running: [.running]
    case .exited: [.pending, .activating, .running]
    case .stopRequested: [.provisioning, .pending, .activating, .running]
    case .deactivating: [.deactivating]
    case .stopping: [.stopping]
    case .deprovisioning: [.deprovisioning]
    case .stopped: [.stopped]
    }
  }

  package func brokenPromises(of instance: ECS.ContainerInstance) -> [String] {
    var broken: [String] = []
    func promise(_ holds: Bool, _ sentence: String) {
      if !holds { broken.append("instance \(instance.id) \(sentence)") }
    }
    let held = ecs.tasks.all(onInstance: instance.id).filter { $0.lastStatus != .stopped }.map(\.reservation)
    func sum(_ amount: (ECS.InstanceReservation) -> Int) -> Int { held.reduce(0) { $0 + amount($1) } }
    promise(instance.remainingCPUUnits >= 0, "has promised more CPU than it has")
    promise(instance.remainingMemoryMiB >= 0, "has promised more memory than it has")
    promise(instance.networkInterfacesInUse < instance.networkInterfaceLimit, "has too many network interfaces")
    promise(instance.gpusInUse <= instance.gpuCount, "has promised more GPUs than it has")
    promise(
      held.count(where: \.takesNeuronDevices) == (instance.areNeuronDevicesTaken ? 1 : 0),
      "does not account for its Neuron devices")
    promise(!instance.areNeuronDevicesTaken || instance.neuronDeviceCount > 0, "has no Neuron devices to promise")
    promise(
      sum(\.cpuUnits) == instance.registeredCPUUnits - instance.remainingCPUUnits, "does not account for its CPU")
    promise(
      sum(\.memoryMiB) == instance.registeredMemoryMiB - instance.remainingMemoryMiB, "does not account for its memory")
    promise(sum(\.networkInterfaces) == instance.networkInterfacesInUse, "does not account for its interfaces")
    let ports = instance.registeredPorts + held.flatMap(\.tcpPorts)
    promise(ports.sorted() == instance.usedPorts, "does not account for its ports")
    promise(Set(ports).count == ports.count, "gave a port away twice")
    let portsUDP = instance.registeredUDPPorts + held.flatMap(\.udpPorts)
    promise(portsUDP.sorted() == instance.usedUDPPorts, "does not account for its UDP ports")
    promise(Set(portsUDP).count == portsUDP.count, "gave a UDP port away twice")
    promise(held.flatMap(\.dynamicPorts).sorted() == instance.dynamicPorts, "does not account for its dynamic ports")
    promise(Set(instance.dynamicPorts).count == instance.dynamicPorts.count, "gave a dynamic port away twice")
    promise(instance.status != .inactive || held.isEmpty, "is INACTIVE with tasks")
    return broken
  }

  private func brokenNetworkPromises(_ tasks: [ECS.Task]) -> [String] {
    let interfaces = tasks.compactMap(\.attachment).filter { $0.addressPlace != nil }
    return network.subnets.values.compactMap { subnet in
      let machines = ec2.instances.values.filter { $0.subnetID == subnet.id && $0.state != .terminated }
      let places =
        (interfaces.filter { $0.subnetID == subnet.id }.compactMap(\.addressPlace)
        + machines.map(\.addressPlace)).sorted()
      return places == Array(subnet.addressesInUse) ? nil : "subnet \(subnet.id) does not account for its addresses"
    }
  }

  private func brokenQuotaPromises(_ tasks: [ECS.Task]) -> [String] {
    ECS.fargateCapacityProviders.compactMap { provider in
      let living = tasks.filter { $0.fargateProvider == provider && $0.lastStatus != .stopped }
      let cpuUnits = living.reduce(0) { $0 + ($1.cpuUnits ?? 0) }
      let counted = ecs.tasks.fargateCPUUnits[provider, default: 0]
      return counted == cpuUnits ? nil : "\(provider) counts \(counted) CPU units of \(cpuUnits)"
    }
  }

  private func brokenCountPromises(ofCluster name: String) -> [String] {
    let tasks = ecs.tasks.all(inCluster: name)
    let tally = ecs.tasks.tally(ofCluster: name)
    var living = 0
    var expected: [String: Int] = [:]
    for task in tasks {
      let count = task.lastStatus == .stopped ? 0 : 1
      living += count
      expected[task.group, default: 0] += count
    }
    var broken: [String] = []
    if tally.living != living { broken.append("cluster \(name) counts \(tally.living) living tasks of \(living)") }
    for group in expected.keys.sorted() {
      let counted = ecs.tasks.spread(ofGroup: group, inCluster: name).byZone.values.reduce(0, +)
      let count = expected[group] ?? 0
      if counted != count { broken.append("group \(group) counts \(counted) tasks of \(count)") }
    }
    return broken
  }

  private var brokenRosterPromises: [String] {
    let unmeasured = ecs.clusters.keys.filter { ecs.instanceRosters[$0]?.isMeasured == false }
    return unmeasured.map { "the roster of \($0) does not know where there is room" } + brokenSlotPromises
  }

  private var brokenSlotPromises: [String] {
    ecs.containerInstances.values.compactMap { instance in
      let roster = ecs.instanceRosters[instance.cluster]
      guard instance.status != .inactive else {
        return roster?.index(of: instance.id) == nil ? nil : "instance \(instance.id) is INACTIVE and in the roster"
      }
      guard let slot = roster?.index(of: instance.id).map({ roster?.slots[$0] }) ?? nil,
        slot.cpuUnits == instance.openCPUUnits, slot.memoryMiB == instance.openMemoryMiB,
        slot.isOpen == instance.isOpen,
        slot.isActive == (instance.status == .active), Int(slot.networkInterfaces) == instance.freeNetworkInterfaces
      else { return "instance \(instance.id) differs from its slot in the roster" }
      return nil
    }
  }
}
