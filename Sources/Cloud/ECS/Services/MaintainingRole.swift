/// The role as which ECS itself looks after a service: whether it may still do so.
///
/// In: the service, the account's roles, standing faults. Out: what is wrong, in the words of the service's event; nil
/// while all is well. Changes nothing. Without the role a scheduler starts, stops and registers nothing.
/// Source: ECS Developer Guide, "Amazon ECS service event messages"; "Using service-linked roles for Amazon ECS";
/// "Amazon ECS infrastructure IAM role".
import SimulationKit

extension ECS {
  enum RoleProblem: Hashable, Sendable {
    /// It is gone, or does not trust ECS.
    case trust
    /// It may not register with load balancers or VPC Lattice.
    case permissions
  }
}

extension ManagedPolicy {
  fileprivate static let registeringTargets: Set<String> = [
    "AmazonEC2ContainerServiceRole", "AmazonECSServiceRolePolicy", "AmazonECS_FullAccess", "PowerUserAccess",
    "AdministratorAccess",
  ]
  fileprivate static let registeringInLattice: Set<String> = [
    "AmazonECSInfrastructureRolePolicyForVpcLattice", "VPCLatticeFullAccess", "PowerUserAccess", "AdministratorAccess",
  ]
}

extension Region {
  func problemWithRole(of service: ECS.Service) -> ECS.RoleProblem? {
    problemWithMaintainingRole(of: service)
      ?? service.wiring.vpcLattice.lazy.compactMap { self.problemWithLatticeRole($0.roleARN) }.first
  }

  /// The role for infrastructure that a service names beside a target group of VPC Lattice.
  func problemWithLatticeRole(_ reference: String) -> ECS.RoleProblem? {
    guard let role = identity.role(reference), role.trusts.contains("ecs.amazonaws.com") else { return .trust }
    return role.may("vpc-lattice:RegisterTargets", byManaged: ManagedPolicy.registeringInLattice) ? nil : .permissions
  }

  private func problemWithMaintainingRole(of service: ECS.Service) -> ECS.RoleProblem? {
    let reference = service.roleARN ?? ServiceLinkedRole.ofECS
    guard let role = identity.role(reference) else {
      // A role that the account never had was not looked at when the service was made either.
      let name = reference.split(separator: "/").last.map(String.init) ?? reference
      if name == ServiceLinkedRole.ofECS { return lacksServiceLinkedRole ? .trust : nil }
      let isDeleted = faults.standing.contains { fault in
        if case .roleMissing(let role) = fault.kind { role.name == name } else { false }
      }
      return isDeleted ? .trust : nil
    }
    guard service.roleARN != nil else { return nil }
    guard role.trusts.contains("ecs.amazonaws.com") else { return .trust }
    let action = service.loadBalancers.hasClassic ? "RegisterInstancesWithLoadBalancer" : "RegisterTargets"
    return role.may("elasticloadbalancing:\(action)", byManaged: ManagedPolicy.registeringTargets)
      ? nil : .permissions
  }
}
