/// The life of a group's instances, as the group follows it: in service, waiting for tasks to leave, gone.
///
/// In: EC2 instances that changed, instances that are to go. Out: lifecycle states, container instances that drain,
/// activities. Source: EC2 Auto Scaling User Guide, "Amazon EC2 Auto Scaling instance lifecycle"; ECS Developer Guide,
/// "Safely shut down Amazon ECS workloads running on EC2 instances" (managed draining).
import SimulationKit

extension Region {
  /// Called after the state of an EC2 instance changed that a group owns.
  mutating func groupInstanceChanged(_ id: EC2.InstanceID) {
    guard let machine = ec2.instances[id], let name = machine.owner, let group = autoScaling.groups[name],
      let index = group.instances.firstIndex(where: { $0.id == id })
    else { return }
    let instance = group.instances[index]
    switch machine.state {
    case .pending: break
    case .running:
      guard instance.state == .pending else { return }
      autoScaling.groups[name]?.instances[index].state = .inService
      autoScaling.groups[name]?.instances[index].inServiceSince = now
      if group.needsTurns { askForGroupTurn(name) }
      finish(instance.launchActivity, .successful)
      groupInstanceServes(instance, in: group)
    case .shuttingDown: noteLoss(of: instance, in: group)
    case .terminated:
      noteLoss(of: instance, in: group)
      let activity = autoScaling.groups[name]?.instances[index].endActivity
      autoScaling.groups[name]?.instances.remove(at: index)
      finish(activity, .successful)
      if group.isBeingDeleted, autoScaling.groups[name]?.instances.isEmpty == true { return forgetGroup(name) }
      askForGroupTurn(name)
      groupChanged(name)
    }
  }

  /// An instance that goes without the group's doing: somebody ended it, or its host failed.
  private mutating func noteLoss(of instance: AutoScaling.Instance, in group: AutoScaling.Group) {
    groupInstanceLeaves(instance.id, from: group)
    guard instance.endActivity == nil else { return setState(.terminating, of: instance.id, in: group.name) }
    let cause =
      "At \(now.iso8601()) an instance was taken out of service in response to an EC2 health check indicating it has "
      + "been terminated or stopped."
    finish(instance.launchActivity, .failed)
    let activity = begin("Terminating EC2 instance: \(instance.id)", cause, of: group, subnet: subnet(of: instance.id))
    change(instance.id, in: group.name) { instance in
      instance.endActivity = activity
      instance.isHealthy = false
    }
    setState(.terminating, of: instance.id, in: group.name)
    askForGroupTurn(group.name)
  }

  /// The group lets an instance go: where draining is managed, its tasks leave first.
  /// - Returns: the activity's id.
  mutating func beginEnd(of instance: AutoScaling.Instance, in group: AutoScaling.Group, cause: String) -> String {
    groupInstanceLeaves(instance.id, from: group)
    let activity = begin("Terminating EC2 instance: \(instance.id)", cause, of: group, subnet: subnet(of: instance.id))
    change(instance.id, in: group.name) { $0.endActivity = activity }
    guard capacityProvider(ofGroup: group.name)?.autoScalingGroup?.hasManagedDraining ?? false,
      let host = drainableHost(of: instance.id)
    else {
      endGroupInstance(instance.id, in: group.name)
      return activity
    }
    let now = now
    change(instance.id, in: group.name) { $0.waitsSince = now }
    setState(.terminatingWait, of: instance.id, in: group.name)
    progress(activity, .midLifecycleAction)
    _ = try? updateContainerInstancesState([host.id], inCluster: host.cluster, status: "DRAINING")
    askForGroupTurn(group.name)
    return activity
  }

  private func drainableHost(of id: EC2.InstanceID) -> ECS.ContainerInstance? {
    guard let host = ec2.instances[id]?.containerInstance.flatMap({ ecs.containerInstances[$0] }) else { return nil }
    return host.status == .inactive ? nil : host
  }

  /// Ends instances whose tasks have left, or that have waited for too long.
  mutating func endDrained(in group: AutoScaling.Group) {
    for instance in group.instances where instance.state == .terminatingWait {
      let end = (instance.waitsSince ?? now) + timing.autoScaling.longestDraining
      let host = ec2.instances[instance.id]?.containerInstance
      let isEmpty = !(host.map { ecs.tasks.all(onInstance: $0).contains { $0.lastStatus != .stopped } } ?? false)
      if isEmpty || end <= now {
        endGroupInstance(instance.id, in: group.name)
      } else {
        askForGroupTurn(group.name, from: end)
      }
    }
  }

  /// The machine ends now.
  mutating func endGroupInstance(_ id: EC2.InstanceID, in group: String) {
    if autoScaling.groups[group]?.instances.first(where: { $0.id == id })?.endActivity == nil,
      let found = autoScaling.groups[group]
    {
      let activity = begin("Terminating EC2 instance: \(id)", found.cause, of: found, subnet: subnet(of: id))
      change(id, in: group) { $0.endActivity = activity }
    }
    setState(.terminating, of: id, in: group)
    try? terminateInstance(id)
  }

  /// Called when a task has left a container instance: a group may wait for that.
  mutating func taskLeft(_ host: ECS.ContainerInstanceID) {
    guard !autoScaling.groups.isEmpty, let machine = ecs.containerInstances[host]?.ec2InstanceID,
      let owner = ec2.instances[machine]?.owner, let group = autoScaling.groups[owner],
      group.instances.contains(where: { $0.id == machine && $0.state == .terminatingWait })
    else { return }
    askForGroupTurn(owner)
  }

  private func subnet(of id: EC2.InstanceID) -> Network.Subnet? {
    ec2.instances[id].flatMap { network.subnets[$0.subnetID] }
  }

  private mutating func setState(_ state: AutoScaling.LifecycleState, of id: EC2.InstanceID, in group: String) {
    change(id, in: group) { $0.state = state }
  }

  mutating func change(_ id: EC2.InstanceID, in group: String, _ body: (inout AutoScaling.Instance) -> Void) {
    guard let index = autoScaling.groups[group]?.instances.firstIndex(where: { $0.id == id }) else { return }
    if var instance = autoScaling.groups[group]?.instances[index] {
      body(&instance)
      autoScaling.groups[group]?.instances[index] = instance
    }
  }
}
