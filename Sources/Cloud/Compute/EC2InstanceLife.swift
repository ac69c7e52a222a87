/// What EC2 instances do in time: boot, register their agent, shut down, be forgotten.
///
/// In: due changes. Out: states, container instances, records of kind `command` with source `ec2-instance/ID`.
/// Source: runtime sheet, sections 5.4 (boot) and 5.6 (terminated hosts deregister themselves).
import SimulationKit

extension EC2 {
  /// What falls due for an instance.
  package enum InstanceChange: String, Hashable, Sendable {
    case runs
    case agentRegisters = "agent registers"
    case ends
    case forgotten
  }
}

extension Region {
  mutating func applyInstanceChange(_ change: EC2.InstanceChange, to id: EC2.InstanceID) {
    guard let instance = ec2.instances[id] else { return }
    switch change {
    case .runs:
      guard instance.state == .pending else { return }
      changeEC2Instance(id) { $0.state = .running }
    case .agentRegisters: registerAgent(of: instance)
    case .ends: if instance.state == .shuttingDown { endEC2Instance(id) }
    case .forgotten: if instance.state == .terminated { ec2.instances[id] = nil }
    }
  }

  /// The only way to change an instance; a new state is recorded.
  mutating func changeEC2Instance(_ id: EC2.InstanceID, _ body: (inout EC2.Instance) -> Void) {
    guard let index = ec2.instances.index(forKey: id) else { return }
    let before = ec2.instances.values[index].state
    body(&ec2.instances.values[index])
    guard ec2.instances.values[index].state != before else { return }
    recordInstance(id)
    groupInstanceChanged(id)
  }

  mutating func recordInstance(_ id: EC2.InstanceID) {
    guard let instance = ec2.instances[id] else { return }
    record(
      EventRecord.Draft(
        .command, source: "ec2-instance/\(id)", cluster: instance.cluster, message: instance.state.rawValue,
        reason: instance.stateReason?.message))
  }

  // MARK: - The agent

  /// An agent whose cluster is missing waits for it: see `clusterAppeared`.
  private mutating func registerAgent(of instance: EC2.Instance) {
    guard instance.state == .running, instance.containerInstance == nil, let cluster = instance.cluster else { return }
    guard ecs.clusters[cluster]?.status == .active else {
      return changeEC2Instance(instance.id) { $0.waitsForCluster = true }
    }
    var registration = ECS.InstanceRegistration(cluster: cluster)
    registration.ec2InstanceID = instance.id
    registration.instanceType = instance.instanceType
    registration.availabilityZone = instance.availabilityZone
    registration.imageID = instance.imageID
    registration.attributes =
      instance.launch.operatingSystem.attributes
      + [("ecs.subnet-id", instance.subnetID), ("ecs.vpc-id", instance.vpcID)]
    registration.capacityProviderName = instance.launch.capacityProviderName
    registration.installed = instance.launch.installed
    registration.agent = instance.launch.userData.map(ECS.AgentConfiguration.init(userData:)) ?? .init()
    prepare(&registration, of: instance)
    guard let registered = try? registerContainerInstance(registration) else { return }
    changeEC2Instance(instance.id) { instance in
      instance.containerInstance = registered.id
      instance.waitsForCluster = false
    }
  }

  /// A machine without a cluster joins one: at once, or when it has booted.
  mutating func joinCluster(_ id: EC2.InstanceID, _ cluster: String, capacityProvider: String?) {
    guard let instance = ec2.instances[id], instance.state.isAlive, instance.cluster == nil else { return }
    changeEC2Instance(id) { instance in
      instance.launch.cluster = cluster
      instance.launch.capacityProviderName = capacityProvider
    }
    schedule(.ec2Instance(id, .agentRegisters), after: instance.launchedAt + timing.boot(of: instance.launch) - now)
  }

  /// Agents that waited for a cluster of this name try again.
  mutating func clusterAppeared(_ cluster: String) {
    for instance in ec2.instances.values where instance.waitsForCluster && instance.cluster == cluster {
      schedule(.ec2Instance(instance.id, .agentRegisters), after: timing.agentRetry)
    }
  }

  // MARK: - The end

  /// Tasks end with their host. Its container instance deregisters itself where the agent is connected; otherwise it
  /// stays registered, its agent disconnected for good.
  mutating func loseHost(_ instance: EC2.Instance) {
    guard let id = instance.containerInstance, let host = ecs.containerInstances[id], host.status != .inactive else {
      return
    }
    if host.isAgentConnected { return terminateHost(ofInstance: id) }
    loseTasks(onInstance: id, reason: "Host EC2 (instance \(instance.id)) terminated.")
  }

  mutating func endEC2Instance(_ id: EC2.InstanceID) {
    guard let instance = ec2.instances[id] else { return }
    network.giveBackAddress(instance.addressPlace, inSubnet: instance.subnetID)
    changeEC2Instance(id) { $0.state = .terminated }
    deregisterEverywhere(id)
    schedule(.ec2Instance(id, .forgotten), after: timing.inactiveRetention)
  }
}
