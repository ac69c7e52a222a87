/// Putting targets into a group and taking them out: what a learner asks for, and what services do for their tasks.
///
/// In: places, with the task behind each where the caller knows it. Out: targets that are checked from then on; targets
/// that drain for the group's deregistration delay and are gone. Both may be repeated.
/// Source: Elastic Load Balancing API reference, RegisterTargets, DeregisterTargets.
import Collections
import SimulationKit

extension Region {
  mutating func register(
    _ key: LoadBalancing.TargetKey, zone: String?, task: ECS.TaskID?, in group: String
  ) {
    guard let found = targetGroup(group), found.registered(key) == nil else { return }
    let reference = LoadBalancing.TargetReference(targetGroup: group, key: key)
    var target = LoadBalancing.Target(key: key, zone: zone, registeredAt: now, task: nil)
    target.version = (found.targets[key]?.version ?? 0) + 1
    changeTargetGroup(group) { $0.targets[key] = target }
    if let task { link(reference, to: task) } else { keepLoose(reference, true) }
    beginChecks(of: reference)
  }

  /// Takes targets out; places that are not registered are passed over.
  mutating func deregister(_ keys: [LoadBalancing.TargetKey], from group: String) {
    guard let found = targetGroup(group) else { return }
    let end = now + found.drainingTime
    for key in keys {
      guard let target = found.registered(key) else { continue }
      let reference = LoadBalancing.TargetReference(targetGroup: group, key: key)
      keepLoose(reference, false)
      if let task = target.task { ecs.tasks.change(task) { $0.targets.removeAll { $0 == reference } } }
      changeTarget(reference) { target in
        target.drainsUntil = end
        target.version += 1
      }
    }
    let now = now
    changeTargetGroup(group) { $0.targets.removeAll { $1.drainsUntil.map { $0 <= now } ?? false } }
    noteHosts(ofGroup: group)
  }

  /// Called before a group is deleted; services that have their tasks there look.
  mutating func letGo(of group: LoadBalancing.TargetGroup) {
    for target in group.targets.values where target.drainsUntil == nil {
      keepLoose(LoadBalancing.TargetReference(targetGroup: group.arn, key: target.key), false)
    }
    targetHealthChanges { $0.targetGroups.contains(group.arn) }
  }
}

extension Region {
  /// RegisterTargets.
  /// - Parameter entries: ids with a port and a zone where one was given.
  /// - Throws: TargetGroupNotFound; InvalidTarget.
  package mutating func registerTargets(
    _ entries: [(id: String, port: Int?, zone: String?)], in group: String
  ) throws(ServiceFailure) {
    guard let found = loadBalancing.targetGroups[group] else { throw .targetGroupNotFound }
    var keys: [(key: LoadBalancing.TargetKey, zone: String?)] = []
    for entry in entries {
      let key = LoadBalancing.TargetKey(id: entry.id, port: entry.port ?? found.port)
      keys.append((key, try targetZone(of: entry.id, asked: entry.zone, in: found)))
    }
    for (key, zone) in keys {
      register(key, zone: zone, task: task(behind: key, found.targetType), in: group)
    }
    recordLoadBalancing("targetGroup/\(found.name)", "targets registered")
  }

  /// DeregisterTargets.
  /// - Throws: TargetGroupNotFound.
  package mutating func deregisterTargets(
    _ entries: [(id: String, port: Int?)], from group: String
  ) throws(ServiceFailure) {
    guard let found = loadBalancing.targetGroups[group] else { throw .targetGroupNotFound }
    let keys = entries.flatMap { entry in
      found.targets.keys.filter { $0.id == entry.id && $0.port == entry.port ?? $0.port }
    }
    deregisterByHand(keys, from: found)
  }

  /// Takes targets out; services that have their tasks there look.
  mutating func deregisterByHand(_ keys: [LoadBalancing.TargetKey], from group: LoadBalancing.TargetGroup) {
    let services = keys.compactMap { group.targets[$0]?.task }.compactMap { ecs.tasks[$0]?.service }
    deregister(keys, from: group.arn)
    for service in services { askForServiceTurn(service) }
    recordLoadBalancing("targetGroup/\(group.name)", "targets deregistered")
  }

  /// The zone that a target is in; nil for an address outside the VPC.
  func targetZone(
    of id: String, asked zone: String?, in group: LoadBalancing.TargetGroup
  ) throws(ServiceFailure) -> String? {
    switch group.targetType {
    case .instance:
      guard let instance = containerInstance(onHost: id) else {
        guard id.hasPrefix("i-") else {
          throw .validationError(
            "Instance ID '\(id)' is not valid",
            why: "Targets of type instance are EC2 instances: here those that are registered in a cluster.")
        }
        guard ec2.instances[id] == nil else { throw .notSimulated("A target that is no instance of a cluster") }
        throw ServiceFailure(
          "InvalidTarget", "The following instances do not exist: '\(id)'",
          why: "'aws ec2 describe-instances' lists the instances there are.")
      }
      return instance.availabilityZone
    case .ip:
      guard let address = CIDRBlock("\(id)/32") else {
        throw .validationError(
          "The IP address '\(id)' is not a valid IPv4 address",
          why: "Targets of type ip are private addresses, as 'aws ecs describe-tasks' shows them.")
      }
      let subnets = network.subnets.values.filter { $0.vpcID == group.vpcID }
      if let subnet = subnets.first(where: { CIDRBlock($0.cidrBlock)?.contains(address.address) ?? false }) {
        return subnet.availabilityZone
      }
      guard zone == "all" else {
        throw .validationError(
          "You must specify an Availability Zone of 'all' for the IP address '\(id)', because it is outside the VPC",
          why: "An address outside the target group's VPC \(group.vpcID) needs AvailabilityZone=all.")
      }
      return nil
    }
  }
}
