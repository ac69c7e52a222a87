/// How container instances join a cluster.
///
/// In: what the agent says of its host. Out: an ACTIVE instance. A host that registers again in its cluster stays the
/// same instance. What the agent leaves out is filled in: 4,096 CPU units and 7,482 MiB for an unknown type.
/// Source: ECS API reference, RegisterContainerInstance.
import Collections

extension ECS {
  package struct InstanceRegistration: Sendable {
    /// An existing ACTIVE cluster.
    package var cluster: String
    package var ec2InstanceID: String?
    package var instanceType: String?
    package var availabilityZone: String?
    package var imageID: String?
    /// As the agent measures them; they win over the type's.
    package var cpuUnits: Int?
    package var memoryMiB: Int?
    /// Further ports to keep free of tasks.
    package var ports: [Int] = []
    package var udpPorts: [Int] = []
    /// The agent's own, beside the usual ones. A nil value is a capability.
    package var attributes: [(name: String, value: String?)] = []
    package var tags: [Tag] = []
    package var capacityProviderName: String?
    /// nil: the newest, or for an instance that is known what it has.
    package var installed: InstalledAgent?
    var agent = AgentConfiguration()
    /// Set for those that a Managed Instances provider booted.
    var managed: ManagedInstanceState?
    /// Set where an instance that is known registers again.
    package var containerInstance: ContainerInstanceID?

    package static let defaultCPUUnits = 4_096
    package static let defaultMemoryMiB = 7_482
    package static let defaultNetworkInterfaceLimit = 4

    package init(cluster: String) { self.cluster = cluster }
  }
}

extension Region {
  package mutating func registerContainerInstance(
    _ registration: ECS.InstanceRegistration
  ) throws(ServiceFailure) -> ECS.ContainerInstance {
    if let known = knownInstance(registration) {
      changeInstance(known.id) { instance in
        instance.isAgentConnected = true
        if let installed = registration.installed { instance.install(installed) }
      }
      askForHealthLook(at: known.id)
      containerInstancesChanged(inCluster: known.cluster)
      return ecs.containerInstances[known.id] ?? known
    }
    let most = ECS.Quotas.containerInstancesPerCluster
    guard ecs.instanceRosters[registration.cluster]?.count ?? 0 < most else {
      throw .client(  // the text is our own
        "The cluster has the maximum number of container instances, \(most), registered.",
        why: "Deregister one of '\(registration.cluster)', or register with another cluster.")
    }
    let id = mint.hexadecimal(32)
    var instance = instance(id, registration)
    instance.agent = registration.agent
    instance.install(registration.installed ?? .newest)
    ecs.containerInstances[id] = instance
    ecs.instanceRosters[instance.cluster, default: .init()].update(instance)
    noteInstance(ClusterUsage.Share(), instance)
    recordInstanceState(id)
    askForHealthLook(at: id)
    if instance.managed != nil {
      schedule(.managedInstance(.instanceIsOld(id)), after: timing.managedInstances.longestLife)
    }
    keepCutOff(instance)
    containerInstancesChanged(inCluster: instance.cluster)
    return ecs.containerInstances[id] ?? instance
  }

  private func knownInstance(_ registration: ECS.InstanceRegistration) -> ECS.ContainerInstance? {
    if let id = registration.containerInstance, let instance = ecs.containerInstances[id],
      instance.cluster == registration.cluster, instance.status != .inactive
    {
      return instance
    }
    guard let host = registration.ec2InstanceID else { return nil }
    return ecs.containerInstances.values.first {
      $0.ec2InstanceID == host && $0.cluster == registration.cluster && $0.status != .inactive
    }
  }

  private mutating func instance(
    _ id: ECS.ContainerInstanceID, _ registration: ECS.InstanceRegistration
  ) -> ECS.ContainerInstance {
    if registration.isExternal { return externalInstance(id, registration) }
    let type = registration.instanceType.flatMap(InstanceType.named)
    let zone = registration.availabilityZone ?? network.subnets.values.first?.availabilityZone ?? "\(name)a"
    let subnet = network.subnets.values.first { $0.availabilityZone == zone }
    let cpuUnits = registration.cpuUnits ?? type?.cpuUnits ?? ECS.InstanceRegistration.defaultCPUUnits
    let wholeMiB = registration.memoryMiB ?? type?.memoryMiB ?? ECS.InstanceRegistration.defaultMemoryMiB
    let memoryMiB = max(0, wholeMiB - registration.agent.reservedMemoryMiB)
    var attributes = AgentAttributes.all(
      of: .init(
        imageID: registration.imageID ?? "ami-" + mint.hexadecimal(17), availabilityZone: zone,
        instanceType: registration.instanceType ?? "m5.xlarge", vpcID: subnet?.vpcID, subnetID: subnet?.id))
    for attribute in registration.attributes { attributes.updateValue(attribute.value, forKey: attribute.name) }
    let trunked = registration.managed == nil && hasTrunking(registration) ? type?.trunkedTaskLimit ?? 0 : 0
    if trunked > 0 { attributes.updateValue("eni-" + mint.hexadecimal(17), forKey: "ecs.awsvpc-trunk-id") }
    // The machine's own interface counts too.
    let interfaces =
      trunked > 0
      ? trunked + 1 : type?.networkInterfaceLimit ?? ECS.InstanceRegistration.defaultNetworkInterfaceLimit
    return ECS.ContainerInstance(
      id: id, cluster: registration.cluster, ec2InstanceID: registration.ec2InstanceID ?? "i-" + mint.hexadecimal(17),
      instanceType: registration.instanceType ?? "m5.xlarge", availabilityZone: zone, registeredCPUUnits: cpuUnits,
      registeredMemoryMiB: memoryMiB, remainingCPUUnits: cpuUnits, remainingMemoryMiB: memoryMiB,
      registeredPorts: registration.portsInUse, registeredUDPPorts: registration.udpPortsInUse,
      usedPorts: registration.portsInUse, usedUDPPorts: registration.udpPortsInUse,
      networkInterfaceLimit: interfaces,
      gpuCount: type?.gpuCount ?? 0,
      neuronDeviceCount: registration.managed == nil ? 0 : type?.neuronDeviceCount ?? 0, attributes: attributes,
      registeredAt: now, tags: registration.tags,
      capacityProviderName: registration.capacityProviderName, managed: registration.managed)
  }

  /// Whether the account setting awsvpcTrunking is on for who registers it: the role of its instance profile, else the
  /// account. Source: ECS Developer Guide, "Increasing Amazon ECS Linux container instance network interfaces".
  private func hasTrunking(_ registration: ECS.InstanceRegistration) -> Bool {
    hasTrunking(instanceProfile: registration.ec2InstanceID.flatMap { ec2.instances[$0]?.launch.instanceProfileARN })
  }

  /// - Parameter profile: by its ARN; nil: none.
  func hasTrunking(instanceProfile profile: String?) -> Bool {
    let role = profile.flatMap { $0.split(separator: "/").last }
      .flatMap { identity.instanceProfiles[String($0)]?.role }.flatMap(identity.role)
    let principal = role.map { arn(service: "iam", "role\($0.path)\($0.name)") } ?? rootARN
    return effectiveAccountSetting("awsvpcTrunking", of: principal) == "enabled"
  }

  /// A machine of one's own: in no zone and of no type, and without network interfaces for tasks.
  private mutating func externalInstance(
    _ id: ECS.ContainerInstanceID, _ registration: ECS.InstanceRegistration
  ) -> ECS.ContainerInstance {
    let cpuUnits = registration.cpuUnits ?? ECS.InstanceRegistration.defaultCPUUnits
    let memoryMiB = registration.memoryMiB ?? ECS.InstanceRegistration.defaultMemoryMiB
    var attributes = AgentAttributes.ofExternalInstances
    for attribute in registration.attributes { attributes.updateValue(attribute.value, forKey: attribute.name) }
    return ECS.ContainerInstance(
      id: id, cluster: registration.cluster, ec2InstanceID: registration.ec2InstanceID ?? "mi-" + mint.hexadecimal(17),
      instanceType: "", availabilityZone: "", registeredCPUUnits: cpuUnits, registeredMemoryMiB: memoryMiB,
      remainingCPUUnits: cpuUnits, remainingMemoryMiB: memoryMiB, registeredPorts: registration.portsInUse,
      registeredUDPPorts: registration.udpPortsInUse, usedPorts: registration.portsInUse,
      usedUDPPorts: registration.udpPortsInUse, networkInterfaceLimit: 1, gpuCount: 0, neuronDeviceCount: 0,
      attributes: attributes, registeredAt: now, tags: registration.tags)
  }

  /// Says what an instance is now.
  mutating func recordInstanceState(_ id: ECS.ContainerInstanceID, reason: String? = nil) {
    keepRoomForDaemons(onInstance: id)
    guard let instance = ecs.containerInstances[id] else { return }
    record(
      EventRecord.Draft(
        .containerInstanceStateChange, source: "container-instance/\(id)", cluster: instance.cluster,
        message: instance.status.rawValue, reason: reason, detail: ["ec2InstanceId": .string(instance.ec2InstanceID)]))
  }
}

extension ECS.InstanceRegistration {
  fileprivate var isExternal: Bool { attributes.contains { $0.name == ECS.ContainerInstance.externalAttribute } }
  fileprivate var portsInUse: [Int] { (ECS.ContainerInstance.reservedPorts + ports).sortedUnique() }
  fileprivate var udpPortsInUse: [Int] { udpPorts.sortedUnique() }
}

extension [Int] {
  fileprivate func sortedUnique() -> [Int] {
    sorted().reduce(into: []) { result, number in if result.last != number { result.append(number) } }
  }
}
