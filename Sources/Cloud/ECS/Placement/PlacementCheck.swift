/// Whether a task fits on a container instance: resources, attributes, zone, constraints, in that order.
///
/// In: an order with its task definition, one instance. Out: nil where it fits, else AWS's reason (`RESOURCE:CPU`,
/// `AGENT`, `ATTRIBUTE`, `LOCATION` …). Source: ECS Developer Guide, "API failures messages"; ECS API reference, Failure.

struct PlacementCheck {
  let needs: ECS.InstanceReservation
  let provider: String?
  /// Managed and external instances take tasks of their own launch type only.
  let launchType: ECS.LaunchType
  let isDistinct: Bool
  /// StartTask and daemons: room that is kept for daemons is theirs too.
  private let isFixed: Bool
  /// Attributes that not every agent has.
  private let attributes: [String]
  /// The operating system that the task definition names; nil where it names none, which any host will do for. That
  /// another one is refused like a missing attribute is (inferred).
  private let operatingSystem: String?
  /// `x86_64` or `arm64` where the task definition names it; treated alike.
  private let architecture: String?
  /// Zones of the subnets, for awsvpc only.
  let zones: [String]?
  private let expressions: [ClusterQuery]

  init(
    _ order: ECS.TaskOrder, _ definition: ECS.TaskDefinition, _ needs: ECS.InstanceReservation, network: Network
  ) {
    self.needs = needs
    provider = order.launch.capacityProviderName
    launchType = order.launch.type
    isFixed = order.containerInstance != nil
    let constraints = definition.placementConstraints + order.placementConstraints
    isDistinct = constraints.contains { $0.kind == .distinctInstance }
    expressions = constraints.compactMap { $0.expression.flatMap { try? ClusterQuery($0) } }
    attributes = definition.requiresAttributes.filter { !AgentAttributes.isUsual($0) }
    operatingSystem = definition.operatingSystemFamily
    architecture = definition.namedArchitecture
    zones =
      needs.networkInterfaces > 0
      ? (order.networkConfiguration?.subnets ?? []).compactMap { network.subnets[$0]?.availabilityZone } : nil
  }

  /// True where more than the numbers of a slot has to be looked at.
  var needsInstances: Bool {
    !needs.tcpPorts.isEmpty || !needs.udpPorts.isEmpty || needs.gpuCount > 0 || needs.takesNeuronDevices
      || !attributes.isEmpty || operatingSystem != nil || architecture != nil || !expressions.isEmpty
  }

  /// The provider's index in a roster, -2 for one that no instance there belongs to, nil where any will do.
  func providerIndex(in roster: ECS.InstanceRoster) -> Int32? {
    provider.map { name in roster.providers.firstIndex(of: name).map { Int32(clamping: $0) } ?? -2 }
  }

  /// False where no slot of a block can fit.
  func mayFit(_ room: ECS.InstanceRoster.Room) -> Bool {
    room.cpuUnits >= needs.cpuUnits && room.memoryMiB >= needs.memoryMiB
      && Int(room.networkInterfaces) >= needs.networkInterfaces
  }

  /// The quick look.
  func mayFit(_ slot: ECS.InstanceRoster.Slot, provider: Int32?) -> Bool {
    slot.isOpen && slot.launchType == launchType && slot.cpuUnits >= needs.cpuUnits
      && slot.memoryMiB >= needs.memoryMiB
      && Int(slot.networkInterfaces) >= needs.networkInterfaces && (provider == nil || slot.provider == provider)
  }

  /// The whole look.
  func refusal(of id: ECS.ContainerInstanceID, in region: Region) -> String? {
    guard let instance = region.ecs.containerInstances[id] else { return "MISSING" }
    guard isFixed ? !instance.status.takesNoTasks : instance.status != .inactive else { return "INACTIVE" }
    guard instance.isAgentConnected else { return "AGENT" }
    if (isFixed ? instance.remainingCPUUnits : instance.openCPUUnits) < needs.cpuUnits { return "RESOURCE:CPU" }
    if (isFixed ? instance.remainingMemoryMiB : instance.openMemoryMiB) < needs.memoryMiB { return "RESOURCE:MEMORY" }
    if instance.gpuCount - instance.gpusInUse < needs.gpuCount { return "RESOURCE:GPU" }
    if needs.takesNeuronDevices, instance.neuronDeviceCount == 0 || instance.areNeuronDevicesTaken {
      return "RESOURCE:NEURON_DEVICE"
    }
    if needs.tcpPorts.contains(where: instance.usedPorts.contains) || hasTwice(needs.tcpPorts)
      || needs.udpPorts.contains(where: instance.usedUDPPorts.contains) || hasTwice(needs.udpPorts)
      || exceedsHostPorts(of: instance)
    {
      return "RESOURCE:PORTS"
    }
    let networkInterfaces = isFixed ? instance.freeNetworkInterfaces : instance.openNetworkInterfaces
    if networkInterfaces < needs.networkInterfaces { return "RESOURCE:ENI" }
    if !attributes.allSatisfy({ instance.attributes.keys.contains($0) }) { return "ATTRIBUTE" }
    if let operatingSystem, operatingSystem != instance.attributes["ecs.os-family"] { return "ATTRIBUTE" }
    if let architecture, architecture != instance.attributes["ecs.cpu-architecture"] { return "ATTRIBUTE" }
    if let zones, !zones.contains(instance.availabilityZone) { return "LOCATION" }
    if !expressions.allSatisfy({ $0.matches(instance, in: region) }) {
      return "MemberOf placement constraint unsatisfied."
    }
    return nil
  }

  /// What an instance is asked, in order: the reasons of `refusal`, and of a constraint on the others' places. That of
  /// Neuron devices is called after PlatformDeviceType (inferred).
  private static let questions = [
    "AGENT", "RESOURCE:CPU", "RESOURCE:MEMORY", "RESOURCE:GPU", "RESOURCE:NEURON_DEVICE", "RESOURCE:PORTS",
    "RESOURCE:ENI", "ATTRIBUTE", "LOCATION", "MemberOf placement constraint unsatisfied.",
    "DistinctInstance placement constraint unsatisfied.",
  ]

  /// The closest match: the instance that came furthest through the questions, of equals the first. One that has room
  /// and lacks only an attribute is closer than one that is full, of which nobody asked whether it has the attribute.
  /// Source: runtime sheet, sections 2.7 and 4.1 (resources, then attributes, then constraints).
  static func closest(of failures: [ECS.Failure]) -> ECS.Failure? {
    func place(_ failure: ECS.Failure) -> Int { questions.firstIndex(of: failure.reason) ?? -1 }
    return failures.reduce(nil) { best, failure in
      guard let best, place(best) >= place(failure) else { return failure }
      return best
    }
  }

  private func exceedsHostPorts(of instance: ECS.ContainerInstance) -> Bool {
    let wanted = needs.tcpPorts.count + needs.udpPorts.count
    let used = instance.usedPorts.count + instance.usedUDPPorts.count
    return wanted > 0 && used + wanted > ECS.Quotas.hostPortsPerInstance
  }

  private func hasTwice(_ ports: [Int]) -> Bool { Set(ports).count < ports.count }
}
