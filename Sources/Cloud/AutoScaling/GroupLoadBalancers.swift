/// Load balancers of an Auto Scaling group: its instances are targets while they are in service.
///
/// In: target groups by ARN, Classic Load Balancers by name; instances that come and go. Out: targets, or the service's
/// refusal. Whether a target is healthy ends no instance here. Source: EC2 Auto Scaling API reference,
/// AttachLoadBalancerTargetGroups, DetachLoadBalancerTargetGroups, AttachLoadBalancers, DetachLoadBalancers; EC2 Auto
/// Scaling User Guide, "Use Elastic Load Balancing to distribute incoming application traffic".
import Documents
import SimulationKit

extension AutoScaling {
  package enum LoadBalancerKind: String, Sendable, CaseIterable {
    case targetGroup = "TargetGroupARNs"
    case classic = "LoadBalancerNames"
  }
}

extension AutoScaling.Group {
  package func attached(_ kind: AutoScaling.LoadBalancerKind) -> [String] {
    settings[kind.rawValue]?.list?.compactMap(\.string) ?? []
  }
}

extension Region {
  /// - Throws: ValidationError for what is not there, or takes no instances.
  func check(_ references: [String], _ kind: AutoScaling.LoadBalancerKind) throws(ServiceFailure) {
    switch kind {
    case .targetGroup:
      guard references.allSatisfy({ loadBalancing.targetGroups[$0]?.targetType == .instance }) else {
        throw .groupValidation(
          "Provided Target Groups may not be valid. Please ensure they exist and try again.",
          why: "They are named by their ARNs, and their target type is instance.")
      }
    case .classic:
      guard references.allSatisfy({ loadBalancing.classicLoadBalancers[$0] != nil }) else {
        throw .groupValidation("Provided Load Balancers may not be valid. Please ensure they exist and try again.")
      }
    }
  }

  /// Attaches; what is attached stays so.
  package mutating func attach(
    _ references: [String], _ kind: AutoScaling.LoadBalancerKind, toGroup name: String
  ) throws(ServiceFailure) {
    let group = try group(name)
    try check(references, kind)
    var all = group.attached(kind)
    for reference in references where !all.contains(reference) { all.append(reference) }
    setAttached(all, kind, ofGroup: name)
    for instance in group.instances where instance.state == .inService {
      register(instance, with: references, kind)
    }
    recordGroup(name, "attached \(references.joined(separator: ", "))")
  }

  /// Detaches; what is not attached is passed over.
  package mutating func detach(
    _ references: [String], _ kind: AutoScaling.LoadBalancerKind, fromGroup name: String
  ) throws(ServiceFailure) {
    let group = try group(name)
    let known = group.attached(kind)
    setAttached(known.filter { !references.contains($0) }, kind, ofGroup: name)
    for instance in group.instances { deregister(instance.id, from: known.filter(references.contains), kind) }
    recordGroup(name, "detached \(references.joined(separator: ", "))")
  }

  /// An instance of the group is in service.
  mutating func groupInstanceServes(_ instance: AutoScaling.Instance, in group: AutoScaling.Group) {
    for kind in AutoScaling.LoadBalancerKind.allCases { register(instance, with: group.attached(kind), kind) }
  }

  /// An instance of the group goes.
  mutating func groupInstanceLeaves(_ id: EC2.InstanceID, from group: AutoScaling.Group) {
    for kind in AutoScaling.LoadBalancerKind.allCases { deregister(id, from: group.attached(kind), kind) }
  }

  /// `Added` until an instance passes its checks.
  package func state(of reference: String, _ kind: AutoScaling.LoadBalancerKind, in group: AutoScaling.Group) -> String
  {
    let ids = Set(group.instances.map(\.id))
    let isServing =
      switch kind {
      case .targetGroup:
        loadBalancing.targetGroups[reference]?.targets.values.contains {
          ids.contains($0.key.id) && $0.drainsUntil == nil && $0.checks.verdict == .healthy
        }
      case .classic:
        loadBalancing.classicLoadBalancers[reference]?.instances.values.contains {
          ids.contains($0.id) && $0.drainsUntil == nil && $0.checks.verdict == .healthy
        }
      }
    return isServing ?? false ? "InService" : "Added"
  }

  private mutating func setAttached(_ all: [String], _ kind: AutoScaling.LoadBalancerKind, ofGroup name: String) {
    autoScaling.groups[name]?.settings[kind.rawValue] = .list(all.map { .string($0) })
  }

  private mutating func register(
    _ instance: AutoScaling.Instance, with references: [String], _ kind: AutoScaling.LoadBalancerKind
  ) {
    for reference in references {
      switch kind {
      case .classic: register(.init(loadBalancer: reference, instance: instance.id))
      case .targetGroup:
        guard let found = loadBalancing.targetGroups[reference] else { continue }
        let key = LoadBalancing.TargetKey(id: instance.id, port: found.port)
        register(key, zone: instance.availabilityZone, task: task(behind: key, .instance), in: reference)
      }
    }
  }

  private mutating func deregister(
    _ id: EC2.InstanceID, from references: [String], _ kind: AutoScaling.LoadBalancerKind
  ) {
    for reference in references {
      switch kind {
      case .classic: deregister(.init(loadBalancer: reference, instance: id))
      case .targetGroup:
        guard let found = loadBalancing.targetGroups[reference] else { continue }
        deregister([.init(id: id, port: found.port)], from: reference)
      }
    }
  }
}
