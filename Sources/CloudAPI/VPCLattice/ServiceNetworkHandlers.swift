/// Service networks of VPC Lattice and what is associated with them, at the border.
///
/// In: calls. Out: replies. An association is ACTIVE at once, as the next describe shows; the reply that makes it says
/// CREATE_IN_PROGRESS, as the real one does. Source: VPC Lattice API reference, the operations named below.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let serviceNetworkHandlers: [String: Handler] = [
    "CreateServiceNetwork": createServiceNetwork,
    "GetServiceNetwork": getServiceNetwork,
    "ListServiceNetworks": listServiceNetworks,
    "UpdateServiceNetwork": updateServiceNetwork,
    "DeleteServiceNetwork": deleteServiceNetwork,
    "CreateServiceNetworkServiceAssociation": createServiceAssociation,
    "CreateServiceNetworkVpcAssociation": createVPCAssociation,
    "UpdateServiceNetworkVpcAssociation": updateVPCAssociation,
    "GetServiceNetworkServiceAssociation": { call, region throws(ServiceFailure) in
      try getAssociation(call, region, serviceAssociation, ofService: true)
    },
    "GetServiceNetworkVpcAssociation": { call, region throws(ServiceFailure) in
      try getAssociation(call, region, vpcAssociation, ofService: false)
    },
    "ListServiceNetworkServiceAssociations": { call, region throws(ServiceFailure) in
      try listAssociations(call, region, ofService: true)
    },
    "ListServiceNetworkVpcAssociations": { call, region throws(ServiceFailure) in
      try listAssociations(call, region, ofService: false)
    },
    "DeleteServiceNetworkServiceAssociation": { call, region throws(ServiceFailure) in
      try deleteAssociation(call, &region, serviceAssociation, ofService: true)
    },
    "DeleteServiceNetworkVpcAssociation": { call, region throws(ServiceFailure) in
      try deleteAssociation(call, &region, vpcAssociation, ofService: false)
    },
  ]
  private static let serviceAssociation = "serviceNetworkServiceAssociationIdentifier"
  private static let vpcAssociation = "serviceNetworkVpcAssociationIdentifier"

  @Sendable private static func createServiceNetwork(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    if try input.structure("sharingConfig")?.boolean("enabled") == true {
      throw .notSimulated("Sharing a service network with other accounts")
    }
    let network = try region.createServiceNetwork(
      name: try input.latticeName("name"), authType: try input.latticeWord("authType", ["NONE", "AWS_IAM"]) ?? "NONE",
      tags: try input.latticeTags())
    return region.document(of: network)
  }

  @Sendable private static func getServiceNetwork(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let network = try call.serviceNetwork(region)
    return region.document(of: network).adding(region.counts(of: network))
  }

  @Sendable private static func listServiceNetworks(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let page = try call.input.page(of: Array(region.lattice.networks.values), key: \.arn)
    let items = page.items.map { network in
      var document = region.document(of: network).adding(region.counts(of: network))
      document["authType"] = nil
      return document
    }
    return Document.Object(rendering: ["items": items, "nextToken": page.nextToken])
  }

  @Sendable private static func updateServiceNetwork(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let type = try call.input.latticeWord("authType", ["NONE", "AWS_IAM"]) ?? "NONE"
    let network = try region.setAuthType(
      type, ofServiceNetwork: try call.input.requiredString("serviceNetworkIdentifier"))
    return region.document(of: network)
  }

  @Sendable private static func deleteServiceNetwork(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deleteServiceNetwork(try call.input.requiredString("serviceNetworkIdentifier"))
    return [:]
  }

  // MARK: - Associations

  @Sendable private static func createServiceAssociation(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let made = try region.associateService(
      try input.requiredString("serviceIdentifier"),
      withNetwork: try input.requiredString("serviceNetworkIdentifier"), tags: try input.latticeTags())
    let shown = region.document(of: made)
    var document = Document.Object(rendering: [
      "id": VPCLattice.id(made.arn), "status": "CREATE_IN_PROGRESS", "arn": made.arn, "createdBy": region.account,
    ])
    for member in ["customDomainName", "dnsEntry"] { document[member] = shown[member] }
    return document
  }

  @Sendable private static func createVPCAssociation(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    if input.has("dnsOptions") { throw .notSimulated("The member dnsOptions of an association") }
    let hasPrivateDNS = try input.boolean("privateDnsEnabled") ?? false
    let groups = try input.strings("securityGroupIds") ?? []
    let made = try region.associateVPC(
      try input.requiredString("vpcIdentifier"), withNetwork: try input.requiredString("serviceNetworkIdentifier"),
      securityGroups: groups, hasPrivateDNS: hasPrivateDNS, tags: try input.latticeTags())
    return Document.Object(rendering: [
      "id": VPCLattice.id(made.arn), "status": "CREATE_IN_PROGRESS", "arn": made.arn, "createdBy": region.account,
      "securityGroupIds": groups, "privateDnsEnabled": hasPrivateDNS,
    ])
  }

  @Sendable private static func updateVPCAssociation(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let groups = try call.input.strings("securityGroupIds") ?? []
    let association = try region.setSecurityGroups(
      groups, ofAssociation: try call.input.requiredString(vpcAssociation))
    return Document.Object(rendering: [
      "id": VPCLattice.id(association.arn), "arn": association.arn, "status": "UPDATE_IN_PROGRESS",
      "createdBy": region.account, "securityGroupIds": groups,
    ])
  }

  private static func getAssociation(
    _ call: Call, _ region: Region, _ member: String, ofService isOfService: Bool
  ) throws(ServiceFailure) -> Document.Object {
    region.document(of: try region.latticeAssociation(try call.input.requiredString(member), ofService: isOfService))
  }

  private static func listAssociations(
    _ call: Call, _ region: Region, ofService isOfService: Bool
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    var found = region.lattice.associations.values.filter { $0.isOfService == isOfService }
    let other = try input.string(isOfService ? "serviceIdentifier" : "vpcIdentifier")
    let network = try input.string("serviceNetworkIdentifier")
    guard network != nil || other != nil else {
      throw .latticeInvalid(
        "serviceNetworkIdentifier or \(isOfService ? "serviceIdentifier" : "vpcIdentifier") must be specified")
    }
    if let network {
      let arn = try region.serviceNetwork(network).arn
      found = found.filter { $0.network == arn }
    }
    if let other {
      let arn = try isOfService ? region.latticeService(other).arn : other
      found = found.filter { association in
        switch association.subject {
        case .service(let service): service == arn
        case .vpc(let vpc, _, _): vpc == arn
        }
      }
    }
    let page = try input.page(of: found, key: \.arn)
    let items = page.items.map { association in
      var document = region.document(of: association)
      document["securityGroupIds"] = nil
      return document
    }
    return Document.Object(rendering: ["items": items, "nextToken": page.nextToken])
  }

  private static func deleteAssociation(
    _ call: Call, _ region: inout Region, _ member: String, ofService isOfService: Bool
  ) throws(ServiceFailure) -> Document.Object {
    let gone = try region.deleteAssociation(try call.input.requiredString(member), ofService: isOfService)
    return Document.Object(rendering: [
      "id": VPCLattice.id(gone.arn), "status": "DELETE_IN_PROGRESS", "arn": gone.arn,
    ])
  }
}

extension CloudAPI.Call {
  fileprivate func serviceNetwork(_ region: Region) throws(ServiceFailure) -> VPCLattice.ServiceNetwork {
    try region.serviceNetwork(try input.requiredString("serviceNetworkIdentifier"))
  }
}

extension Region {
  fileprivate func document(of network: VPCLattice.ServiceNetwork) -> Document.Object {
    Document.Object(rendering: [
      "id": VPCLattice.id(network.arn), "name": network.name, "arn": network.arn, "authType": network.authType,
    ])
  }

  fileprivate func counts(of network: VPCLattice.ServiceNetwork) -> Document.Object {
    let own = lattice.associations.values.filter { $0.network == network.arn }
    let services = own.count { $0.isOfService }
    return Document.Object(rendering: [
      "createdAt": network.createdAt, "lastUpdatedAt": network.updatedAt,
      "numberOfAssociatedVPCs": own.count - services, "numberOfAssociatedServices": services,
    ])
  }

  fileprivate func document(of association: VPCLattice.Association) -> Document.Object {
    let network = lattice.networks[association.network]
    let own = Document.Object(rendering: [
      "id": VPCLattice.id(association.arn), "status": "ACTIVE", "arn": association.arn, "createdBy": account,
      "createdAt": association.createdAt, "serviceNetworkId": VPCLattice.id(association.network),
      "serviceNetworkName": network?.name, "serviceNetworkArn": association.network,
    ])
    switch association.subject {
    case .service(let arn):
      guard let service = lattice.services[arn] else { return own }
      return own.adding(
        Document.Object(rendering: [
          "serviceId": service.id, "serviceName": service.name, "serviceArn": service.arn,
          "dnsEntry": latticeEntry(of: service), "customDomainName": service.customDomainName,
        ]))
    case .vpc(let vpc, let groups, let hasPrivateDNS):
      return own.adding(
        Document.Object(rendering: [
          "vpcId": vpc, "securityGroupIds": groups, "privateDnsEnabled": hasPrivateDNS,
          "lastUpdatedAt": association.updatedAt,
        ]))
    }
  }
}
