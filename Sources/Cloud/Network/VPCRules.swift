/// Making and deleting VPCs and subnets.
///
/// In: address blocks, zones. Out: changed networks, or EC2's refusal. A new VPC has a main route table that leads nowhere
/// outside, and a default security group. Source: EC2 API reference, CreateVpc, DeleteVpc, CreateSubnet, DeleteSubnet,
/// ModifySubnetAttribute, ModifyVpcAttribute; VPC User Guide, "VPC CIDR blocks", "Subnet sizing".

extension Region {
  /// CreateVpc.
  /// - Throws: InvalidParameterValue, InvalidVpc.Range.
  package mutating func createVPC(cidrBlock text: String, tags: [ECS.Tag]) throws(ServiceFailure) -> Network.VPC {
    let block = try Self.block(text, refusedAs: "InvalidVpc.Range")
    var vpc = Network.VPC(id: "vpc-" + mint.hexadecimal(17), cidrBlock: block.text, isDefault: false)
    vpc.tags = tags
    network.vpcs[vpc.id] = vpc
    _ = try createRouteTable(inVPC: vpc.id, tags: [], isMain: true)
    let group = "sg-" + mint.hexadecimal(17)
    network.securityGroups[group] = .init(id: group, name: "default", vpcID: vpc.id)
    recordNetwork(vpc.id, "VPC created")
    return vpc
  }

  /// DeleteVpc, with its main route table and its default group.
  /// - Throws: DependencyViolation while anything else is in it.
  package mutating func deleteVPC(_ id: String) throws(ServiceFailure) {
    guard network.vpcs[id] != nil else { throw .vpcNotFound(id) }
    guard !network.subnets.values.contains(where: { $0.vpcID == id }), network.internetGateway(ofVPC: id) == nil,
      !network.routeTables.values.contains(where: { $0.vpcID == id && !$0.isMain }),
      !network.securityGroups.values.contains(where: { $0.vpcID == id && $0.name != "default" }),
      !loadBalancing.targetGroups.values.contains(where: { $0.vpcID == id })
    else {
      throw ServiceFailure(
        "DependencyViolation", "The vpc '\(id)' has dependencies and cannot be deleted.",
        why: "Delete its subnets, its own route tables, security groups and target groups, and detach its internet "
          + "gateway first.")
    }
    network.routeTables.removeAll { $1.vpcID == id }
    network.securityGroups.removeAll { $1.vpcID == id }
    network.natGateways.removeAll { $1.vpcID == id }
    network.vpcs[id] = nil
    recordNetwork(id, "VPC deleted")
  }

  /// ModifyVpcAttribute.
  /// - Throws: InvalidVpcID.NotFound.
  package mutating func setAttribute(
    _ attribute: Network.VPCAttribute, to value: Bool, ofVPC id: String
  ) throws(ServiceFailure) {
    guard network.vpcs[id] != nil else { throw .vpcNotFound(id) }
    network.vpcs[id]?.attributes[attribute] = value
    recordNetwork(id, "\(attribute.rawValue): \(value)")
  }

  /// CreateSubnet.
  /// - Parameter zone: nil: the Region's first.
  /// - Throws: InvalidSubnet.Range, InvalidSubnet.Conflict, InvalidParameterValue.
  package mutating func createSubnet(
    inVPC vpcID: String, cidrBlock text: String, zone: String?, tags: [ECS.Tag]
  ) throws(ServiceFailure) -> Network.Subnet {
    guard let vpc = network.vpcs[vpcID], let whole = CIDRBlock(vpc.cidrBlock) else { throw .vpcNotFound(vpcID) }
    let block = try Self.block(text, refusedAs: "InvalidSubnet.Range")
    guard whole.prefixLength <= block.prefixLength, whole.contains(block.address) else {
      throw ServiceFailure(
        "InvalidSubnet.Range", "The CIDR '\(text)' is invalid.", why: "It must lie within the VPC's \(vpc.cidrBlock).")
    }
    let others = network.subnets.values.filter { $0.vpcID == vpcID }.compactMap { CIDRBlock($0.cidrBlock) }
    guard !others.contains(where: { $0.contains(block.address) || block.contains($0.address) }) else {
      throw ServiceFailure("InvalidSubnet.Conflict", "The CIDR '\(text)' conflicts with another subnet")
    }
    if let zone, !availabilityZones.contains(zone) {
      throw ServiceFailure(
        "InvalidParameterValue",
        "Value (\(zone)) for parameter availabilityZone is invalid. Subnets can currently only be created in the "
          + "following availability zones: \(availabilityZones.joined(separator: ", ")).")
    }
    var subnet = Network.Subnet(
      id: "subnet-" + mint.hexadecimal(17), vpcID: vpcID,
      availabilityZone: zone ?? availabilityZones.first ?? name + "a",
      cidrBlock: block.text, mapsPublicIPOnLaunch: false, route: .none)
    subnet.tags = tags
    network.subnets[subnet.id] = subnet
    network.refreshRoutes()
    recordNetwork(subnet.id, "subnet created")
    return network.subnets[subnet.id] ?? subnet
  }

  /// DeleteSubnet.
  /// - Throws: DependencyViolation while an address of it is in use.
  package mutating func deleteSubnet(_ id: String) throws(ServiceFailure) {
    guard let subnet = network.subnets[id] else { throw .subnetNotFound(id) }
    guard subnet.addressesInUse.isEmpty,
      !network.natGateways.values.contains(where: { $0.subnetID == id && !$0.isDeleted }),
      !loadBalancing.loadBalancers.values.contains(where: { $0.subnets.contains(id) })
    else {
      throw ServiceFailure(
        "DependencyViolation", "The subnet '\(id)' has dependencies and cannot be deleted.",
        why: "A task, an instance, a load balancer or a NAT gateway still has an address of it.")
    }
    network.subnets[id] = nil
    for table in network.routeTables.keys { network.routeTables[table]?.subnetIDs.removeAll { $0 == id } }
    recordNetwork(id, "subnet deleted")
  }

  /// ModifySubnetAttribute.
  package mutating func setMapsPublicIP(_ maps: Bool, ofSubnet id: String) throws(ServiceFailure) {
    guard network.subnets[id] != nil else { throw .subnetNotFound(id) }
    network.subnets[id]?.mapsPublicIPOnLaunch = maps
    recordNetwork(id, "public addresses on launch: \(maps)")
  }

  /// The zones of the Region's subnets, and its first three.
  package var availabilityZones: [String] {
    Set(network.subnets.values.map(\.availabilityZone) + ["a", "b", "c"].map { name + $0 }).sorted()
  }

  /// A block of 16 to 28 bits, as VPCs and subnets have them.
  private static func block(_ text: String, refusedAs code: String) throws(ServiceFailure) -> CIDRBlock {
    guard let block = CIDRBlock(text) else {
      throw ServiceFailure(
        "InvalidParameterValue",
        "Value (\(text)) for parameter cidrBlock is invalid. This is not a valid CIDR block.")
    }
    guard (16...28).contains(block.prefixLength) else {
      throw ServiceFailure(code, "The CIDR '\(text)' is invalid.", why: "Blocks have prefixes from /16 to /28.")
    }
    return block
  }
}

extension CIDRBlock {
  /// `10.0.1.0/24`, with the bits beyond the prefix 0.
  fileprivate var text: String { "\(usableAddress(-4))/\(prefixLength)" }
}
