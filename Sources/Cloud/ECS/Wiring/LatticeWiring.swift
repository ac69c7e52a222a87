/// What a service may say of VPC Lattice: target groups that its tasks become targets of, and the role to do it by.
///
/// In: configurations, the task definition; roles and groups. Out: AWS's refusal. Registering itself is the business of
/// `TargetWiring`, together with load balancers.
/// Source: ECS API reference, VpcLatticeConfiguration; ECS Developer Guide, "Create a service that uses VPC Lattice".
/// Where no text of AWS is known it is that for load balancers.

extension Region {
  func checkLattice(
    _ targets: [ECS.VPCLatticeTarget], for definition: ECS.TaskDefinition
  ) throws(ServiceFailure) {
    for target in targets {
      let role = target.roleARN.split(separator: "/").last ?? ""
      switch problemWithLatticeRole(target.roleARN) {
      case .trust?: throw .latticeGroupOutOfReach("'\(role)' must be a role that trusts ecs.amazonaws.com.")
      case .permissions?:
        throw .latticeGroupOutOfReach(
          "'\(role)' may not register targets: attach the policy AmazonECSInfrastructureRolePolicyForVpcLattice.")
      case nil: break
      }
      guard let group = lattice.targetGroups[target.targetGroup] else {
        throw .latticeGroupOutOfReach(
          "There is no target group '\(target.targetGroup)' here: 'aws vpc-lattice list-target-groups' shows those "
            + "there are, and it is the ARN that is wanted.")
      }
      try check(group, isReachedIn: definition.networkMode ?? .bridge)
    }
  }
}

extension ServiceFailure {
  fileprivate static func latticeGroupOutOfReach(_ why: String) -> ServiceFailure {
    .invalidParameter(
      "Unable to assume role and validate the specified targetGroupArn. "
        + "Please verify that the ECS service role being passed has the proper permissions.", why: why)
  }
}
