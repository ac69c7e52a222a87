/// Service networks of VPC Lattice: which services are reached from which VPCs.
///
/// In: settings that the border has read. Out: networks and associations; the service's refusal before anything changed.
/// A service has one address in each network; what is in an associated VPC reaches all services of the network. Resource
/// configurations and sharing are not simulated. Texts of conflicts are ours. Source: VPC Lattice API reference,
/// CreateServiceNetwork, CreateServiceNetworkServiceAssociation, CreateServiceNetworkVpcAssociation; User Guide, "Service
/// networks".
import SimulationKit

extension VPCLattice.Association {
  package var isOfService: Bool { if case .service = subject { true } else { false } }
}

extension Region {
  /// - Parameter reference: an id or an ARN.
  /// - Throws: ResourceNotFoundException.
  package func serviceNetwork(_ reference: String) throws(ServiceFailure) -> VPCLattice.ServiceNetwork {
    guard let network = lattice.networks[reference] ?? lattice.networks[latticeARN("servicenetwork/\(reference)")]
    else {
      throw .latticeNotFound("SERVICE_NETWORK", reference)
    }
    return network
  }

  /// CreateServiceNetwork.
  /// - Throws: ConflictException for a name that is taken.
  package mutating func createServiceNetwork(
    name: String, authType: String, tags: [ECS.Tag]
  ) throws(ServiceFailure) -> VPCLattice.ServiceNetwork {
    if let known = lattice.networks.values.first(where: { $0.name == name }) {
      throw .latticeConflict(
        "SERVICE_NETWORK", VPCLattice.id(known.arn), "Service network with name \(name) already exists",
        why: "Names of service networks are taken once in a Region.")
    }
    let made = VPCLattice.ServiceNetwork(
      arn: latticeARN("servicenetwork/sn-\(mint.hexadecimal(17))"), name: name, authType: authType, createdAt: now,
      updatedAt: now, tags: tags)
    lattice.networks[made.arn] = made
    recordLoadBalancing("serviceNetwork/\(name)", "service network created")
    return made
  }

  /// UpdateServiceNetwork.
  package mutating func setAuthType(
    _ authType: String, ofServiceNetwork reference: String
  ) throws(ServiceFailure) -> VPCLattice.ServiceNetwork {
    var network = try serviceNetwork(reference)
    network.authType = authType
    network.updatedAt = now
    lattice.networks[network.arn] = network
    recordLoadBalancing("serviceNetwork/\(network.name)", "service network modified")
    return network
  }

  /// DeleteServiceNetwork.
  /// - Throws: ConflictException while something is associated with it.
  package mutating func deleteServiceNetwork(_ reference: String) throws(ServiceFailure) {
    let network = try serviceNetwork(reference)
    guard !lattice.associations.values.contains(where: { $0.network == network.arn }) else {
      throw .latticeConflict(
        "SERVICE_NETWORK", VPCLattice.id(network.arn),
        "Service network \(VPCLattice.id(network.arn)) has associations",
        why: "Delete its associations with services and VPCs first.")
    }
    lattice.networks[network.arn] = nil
    recordLoadBalancing("serviceNetwork/\(network.name)", "service network deleted")
  }

  /// Of services with a network, or of VPCs.
  /// - Throws: ResourceNotFoundException.
  package func latticeAssociation(
    _ reference: String, ofService isOfService: Bool
  ) throws(ServiceFailure) -> VPCLattice.Association {
    let found = lattice.associations.values.first { association in
      association.isOfService == isOfService
        && (association.arn == reference || VPCLattice.id(association.arn) == reference)
    }
    guard let found else {
      throw .latticeNotFound(
        isOfService ? "SERVICE_NETWORK_SERVICE_ASSOCIATION" : "SERVICE_NETWORK_VPC_ASSOCIATION", reference)
    }
    return found
  }

  /// CreateServiceNetworkServiceAssociation.
  package mutating func associateService(
    _ service: String, withNetwork network: String, tags: [ECS.Tag]
  ) throws(ServiceFailure) -> VPCLattice.Association {
    let (network, service) = (try serviceNetwork(network), try latticeService(service))
    if let known = lattice.associations.values.first(where: {
      $0.network == network.arn && $0.subject == .service(service.arn)
    }) {
      throw .latticeConflict(
        "SERVICE_NETWORK_SERVICE_ASSOCIATION", VPCLattice.id(known.arn),
        "Service \(service.id) is already associated with service network \(VPCLattice.id(network.arn))",
        why: "Once is enough.")
    }
    return keepAssociation(
      "servicenetworkserviceassociation/snsa-", of: .service(service.arn), with: network, tags: tags)
  }

  /// CreateServiceNetworkVpcAssociation.
  /// - Throws: ConflictException where the VPC has a network; ValidationException for what is not in the VPC.
  package mutating func associateVPC(
    _ vpc: String, withNetwork network: String, securityGroups: [String], hasPrivateDNS: Bool, tags: [ECS.Tag]
  ) throws(ServiceFailure) -> VPCLattice.Association {
    let network = try serviceNetwork(network)
    guard self.network.vpcs[vpc] != nil else {
      throw .latticeInvalid(
        "The VPC \(vpc) does not exist", why: "\(name) has \(self.network.vpcs.keys.joined(separator: ", ")).")
    }
    let known = lattice.associations.values.first { association in
      if case .vpc(vpc, _, _) = association.subject { true } else { false }
    }
    if let known {
      throw .latticeConflict(
        "SERVICE_NETWORK_VPC_ASSOCIATION", VPCLattice.id(known.arn),
        "VPC \(vpc) is already associated with a service network",
        why: "A VPC is associated with one service network.")
    }
    try check(securityGroups, areIn: vpc)
    return keepAssociation(
      "servicenetworkvpcassociation/snva-",
      of: .vpc(vpc, securityGroups: securityGroups, hasPrivateDNS: hasPrivateDNS), with: network, tags: tags)
  }

  /// UpdateServiceNetworkVpcAssociation.
  package mutating func setSecurityGroups(
    _ groups: [String], ofAssociation reference: String
  ) throws(ServiceFailure) -> VPCLattice.Association {
    var association = try latticeAssociation(reference, ofService: false)
    guard case .vpc(let vpc, let before, let hasPrivateDNS) = association.subject else { return association }
    guard !before.isEmpty else {
      throw .latticeInvalid(
        "Security groups can not be added to an association that was created without any",
        why: "Delete the association and make it again with security groups.")
    }
    guard !groups.isEmpty else { throw .latticeInvalid("securityGroupIds must not be empty") }
    try check(groups, areIn: vpc)
    association.subject = .vpc(vpc, securityGroups: groups, hasPrivateDNS: hasPrivateDNS)
    association.updatedAt = now
    lattice.associations[association.arn] = association
    recordLoadBalancing("serviceNetwork/\(VPCLattice.id(association.network))", "association modified")
    return association
  }

  /// DeleteServiceNetworkServiceAssociation, DeleteServiceNetworkVpcAssociation.
  package mutating func deleteAssociation(
    _ reference: String, ofService isOfService: Bool
  ) throws(ServiceFailure) -> VPCLattice.Association {
    let association = try latticeAssociation(reference, ofService: isOfService)
    lattice.associations[association.arn] = nil
    recordLoadBalancing("serviceNetwork/\(VPCLattice.id(association.network))", "association deleted")
    return association
  }

  private mutating func keepAssociation(
    _ tail: String, of subject: VPCLattice.Association.Subject, with network: VPCLattice.ServiceNetwork,
    tags: [ECS.Tag]
  ) -> VPCLattice.Association {
    let made = VPCLattice.Association(
      arn: latticeARN(tail + mint.hexadecimal(17)), network: network.arn, subject: subject, createdAt: now,
      updatedAt: now, tags: tags)
    lattice.associations[made.arn] = made
    recordLoadBalancing("serviceNetwork/\(network.name)", "association created")
    return made
  }

  private func check(_ groups: [String], areIn vpc: String) throws(ServiceFailure) {
    guard groups.count <= 5 else { throw .latticeInvalid("securityGroupIds must have at most 5 members") }
    for group in groups where network.securityGroups[group]?.vpcID != vpc {
      throw .latticeInvalid("The security group \(group) does not exist in the VPC \(vpc)")
    }
  }
}
