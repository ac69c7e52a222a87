/// Whether a network configuration fits a task definition and names subnets and security groups that exist.
///
/// In: the configuration of a request, the task definition, the Region's network. Out: nothing, or AWS's refusal.
/// Source: ECS API reference, AwsVpcConfiguration; ECS Developer Guide, "Amazon ECS task networking options". The texts
/// about VPCs are our own.

extension Region {
  func checkServiceNetwork(
    _ network: ECS.NetworkConfiguration?, for definition: ECS.TaskDefinition
  ) throws(ServiceFailure) {
    guard definition.networkMode == .awsvpc else {
      guard network == nil else {
        throw .invalidParameter(
          "Network Configuration is not valid for the given networkMode of this task definition.",
          why: "Only tasks of networkMode awsvpc get a network interface of their own; leave "
            + "--network-configuration out.")
      }
      return
    }
    guard let network else {
      throw .invalidParameter(
        "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
        why: "Each task gets a network interface of its own, so say where: "
          + "--network-configuration 'awsvpcConfiguration={subnets=[SUBNET],securityGroups=[GROUP]}'.")
    }
    guard !network.subnets.isEmpty else { throw .invalidParameter("subnets can not be empty.") }
    for (name, ids, most) in [
      ("subnets", network.subnets, ECS.Quotas.subnetsPerNetworkConfiguration),
      ("securityGroups", network.securityGroups, ECS.Quotas.securityGroupsPerNetworkConfiguration),
    ] where ids.count > most {
      throw .invalidParameter("\(name) can have at most \(most) items.")
    }
    for id in network.subnets where self.network.subnets[id] == nil {
      throw .invalidParameter(
        "Error retrieving subnet information for [\(id)]: The subnet ID '\(id)' does not exist "
          + "(ErrorCode: InvalidSubnetID.NotFound)")
    }
    for id in network.securityGroups where self.network.securityGroups[id] == nil {
      throw .invalidParameter(
        "Error retrieving security group information for [\(id)]: The security group '\(id)' does not exist "
          + "(ErrorCode: InvalidGroup.NotFound)")
    }
    let networks = Set(network.subnets.compactMap { self.network.subnets[$0]?.vpcID })
    guard networks.count <= 1 else {
      throw .invalidParameter(
        "All subnets must belong to the same VPC.",
        why: "'aws ec2 describe-subnets' shows the VPC of each: \(networks.sorted().joined(separator: ", ")).")
    }
    for id in network.securityGroups {
      guard let group = self.network.securityGroups[id], !networks.contains(group.vpcID) else { continue }
      throw .invalidParameter(
        "Security group \(id) does not appear to belong to the same VPC as the input subnets.",
        why: "The group is of \(group.vpcID), the subnets of \(networks.first ?? "none").")
    }
  }

  /// For tasks on container instances, whose interfaces never get a public address.
  func checkPublicAddress(_ network: ECS.NetworkConfiguration?) throws(ServiceFailure) {
    guard network?.assignsPublicIP == true else { return }
    throw .invalidParameter(
      "Assign public IP is not supported for this launch type.",
      why: "Only tasks on Fargate can get a public address; leave assignPublicIp out, or ask for --launch-type FARGATE."
    )
  }
}
