/// Spot capacity that is taken back: tasks on Fargate Spot, and Spot instances of Auto Scaling groups and of Managed
/// Instances providers.
///
/// In: candidates, a share. Out: who is hit, the same for the same ids always. Tasks get SIGTERM at once; a host gets a
/// warning two minutes before it ends, at which managed draining sets its container instance to DRAINING. Without that
/// its tasks end with it. Source: ECS Developer Guide, "Fargate Spot", "Managed instance draining"; EC2 User Guide, "Spot
/// Instance interruption notices"; runtime sheet, sections 5.2 and 5.6.
import SimulationKit

struct SpotWave: Sendable {
  let tasks: [ECS.TaskID]
  let hosts: [EC2.InstanceID]
  /// Tells how many of how many.
  let text: String

  init(of tasks: [ECS.TaskID], hosts: [EC2.InstanceID], share: Int) {
    self.tasks = Self.share(share, of: tasks)
    self.hosts = Self.share(share, of: hosts)
    var parts: [String] = []
    if !tasks.isEmpty { parts.append("Fargate Spot takes back \(self.tasks.count) of \(tasks.count) tasks") }
    if !hosts.isEmpty { parts.append("EC2 Spot takes back \(self.hosts.count) of \(hosts.count) instances") }
    text = parts.joined(separator: ", ")
  }

  /// So many percent of the ids, rounded up, in their order.
  private static func share(_ share: Int, of ids: [String]) -> [String] {
    let count = (ids.count * share + 99) / 100
    let chosen = ids.map { (StableHash.of("\($0)/spot"), $0) }.sorted { $0 < $1 }.prefix(count).map(\.1)
    return ids.filter(Set(chosen).contains)
  }
}

extension EC2.StateReason {
  static let spotInterruption = EC2.StateReason(
    code: "Server.SpotInstanceTermination", message: "Server.SpotInstanceTermination: Spot instance termination")
}

extension Region {
  /// Spot instances that have not begun to end: those of Auto Scaling groups, of Managed Instances, of nobody.
  /// - Parameter cluster: only those that have joined it; nil: all.
  func spotHosts(ofCluster cluster: String?) -> [EC2.InstanceID] {
    let managed = ec2.instances.values.filter { machine in
      machine.state.isAlive
        && machine.launch.capacityProviderName.flatMap { ecs.capacityProviders[$0]?.managedInstances }?
          .capacityOption == .spot
    }
    let others = ec2.instances.values.filter { $0.state.isAlive && $0.launch.isSpot && $0.owner == nil }
    return
      (autoScaling.groups.values.flatMap(\.live).filter(\.isSpot).map(\.id) + managed.map(\.id) + others.map(\.id))
      .filter { cluster == nil || ec2.instances[$0]?.cluster == cluster }
  }

  /// The two-minute warning.
  mutating func interruptSpotHost(_ id: EC2.InstanceID) {
    guard let machine = ec2.instances[id], machine.state.isAlive else { return }
    schedule(.capacity(.spotHostEnds(id)), after: timing.capacity.spotWarning)
    if let host = machine.containerInstance, ecs.containerInstances[host]?.managed != nil {
      return replaceInstance(host, reason: "Spot instance interruption notice.")
    }
    let isManaged =
      machine.owner.flatMap { capacityProvider(ofGroup: $0)?.autoScalingGroup?.hasManagedDraining } ?? false
    if isManaged, let group = machine.owner.flatMap({ autoScaling.groups[$0] }), group.rebalancesCapacity,
      let instance = group.live.first(where: { $0.id == id })
    {
      _ = beginEnd(
        of: instance, in: group,
        cause: "At \(now.iso8601()) an instance was taken out of service in response to an EC2 instance rebalance "
          + "recommendation.")
      return askForGroupTurn(group.name)
    }
    guard let host = machine.containerInstance.flatMap({ ecs.containerInstances[$0] }),
      isManaged || host.agent.drainsSpotInstance
    else { return }
    _ = try? updateContainerInstancesState([host.id], inCluster: host.cluster, status: "DRAINING")
  }

  mutating func endSpotHost(_ id: EC2.InstanceID) { try? terminateInstance(id, reason: .spotInterruption) }
}
