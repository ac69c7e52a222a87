/// What can be done with the roles that services keep for themselves, beside making them: deleting them, and what ECS
/// does without its own.
///
/// In: names, the Region's resources. Out: the deletion with what stood in its way, or IAM's refusal; ECS's refusal of
/// new clusters and services. A deletion is over at once, and looks at the Region that was asked alone.
/// Source: IAM API reference, DeleteServiceLinkedRole, GetServiceLinkedRoleDeletionStatus; ECS Developer Guide, "Using
/// service-linked roles for Amazon ECS": its role can be deleted when all clusters are.
import SimulationKit

extension Region {
  /// - Returns: the id of the deletion's task.
  package mutating func deleteServiceLinkedRole(_ name: String) throws(ServiceFailure) -> String {
    let role = try existingRole(name)
    guard role.isServiceLinked, let service = role.path.split(separator: "/").last else {
      // No text of AWS for this is published.
      throw ServiceFailure(
        "InvalidInput", "The role \(name) is not a service linked role.",
        why: "'aws iam delete-role --role-name \(name)' deletes a role of your own.")
    }
    let usage = resources(ofService: String(service))
    let task = "task\(role.path)\(name)/\(mint.uuid())"
    identity.deletions[task] = ServiceLinkedRole.Deletion(role: name, region: self.name, usage: usage)
    if usage.isEmpty { identity.roles[name] = nil }
    record(
      EventRecord.Draft(
        .command, source: "role/\(name)", cluster: nil,
        message: usage.isEmpty ? "deleted" : "stays: its service still needs it"))
    return task
  }

  package func serviceLinkedRoleDeletion(_ task: String) throws(ServiceFailure) -> ServiceLinkedRole.Deletion {
    guard let deletion = identity.deletions[task] else {
      throw ServiceFailure(
        "NoSuchEntity", "The deletion task with id \(task) cannot be found.",
        why: "'aws iam delete-service-linked-role' answers the id.")
    }
    return deletion
  }

  /// ARNs of what needs the service's own role.
  private func resources(ofService service: String) -> [String] {
    switch service {
    case "ecs.amazonaws.com":
      ecs.clusters.values.filter { $0.status == .active }.map { arn(ofCluster: $0.name) }
    case "autoscaling.amazonaws.com": autoScaling.groups.values.map(\.arn)
    case "elasticloadbalancing.amazonaws.com":
      loadBalancing.loadBalancers.keys.elements
        + loadBalancing.classicLoadBalancers.keys.map { arn(service: "elasticloadbalancing", "loadbalancer/\($0)") }
    case "ecs.application-autoscaling.amazonaws.com": scaling.targets.values.map { arn(of: $0) }
    default: []
    }
  }

  /// True where ECS's own role was deleted. An account that never had one is one whose plan tells nothing of it.
  var lacksServiceLinkedRole: Bool {
    let name = ServiceLinkedRole.ofECS
    guard identity.roles[name] == nil else { return false }
    return identity.deletions.values.contains { $0.role == name && $0.usage.isEmpty }
      || faults.standing.contains { fault in
        if case .roleMissing(let role) = fault.kind { role.name == name } else { false }
      }
  }

  /// - Throws: InvalidParameterException where ECS's own role was deleted.
  func checkServiceLinkedRole() throws(ServiceFailure) {
    guard lacksServiceLinkedRole else { return }
    throw .invalidParameter(
      "Unable to assume the service linked role. Please verify that the ECS service linked role exists.",
      why: "\(ServiceLinkedRole.ofECS) was deleted: 'aws iam create-service-linked-role --aws-service-name "
        + "ecs.amazonaws.com' makes it again.")
  }
}
