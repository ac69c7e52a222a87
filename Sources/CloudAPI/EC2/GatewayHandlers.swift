/// Internet gateways, NAT gateways and the addresses these need, at the border of EC2.
///
/// In: calls. Out: replies. A NAT gateway is public, has one address and is available at once. Source: EC2 API reference, the
/// operations named below.
import Cloud
import Documents

extension CloudAPI {
  static let gatewayHandlers: [String: Handler] = [
    "CreateInternetGateway": createInternetGateway,
    "DescribeInternetGateways": describeInternetGateways,
    "AttachInternetGateway": attachInternetGateway,
    "DetachInternetGateway": detachInternetGateway,
    "DeleteInternetGateway": deleteInternetGateway,
    "CreateNatGateway": createNATGateway,
    "DescribeNatGateways": describeNATGateways,
    "DeleteNatGateway": deleteNATGateway,
    "AllocateAddress": allocateAddress,
    "DescribeAddresses": describeAddresses,
    "ReleaseAddress": releaseAddress,
  ]

  // MARK: - Internet gateways

  @Sendable private static func createInternetGateway(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let tags = try call.input.tags(of: "internet-gateway")
    try call.input.checkDryRun()
    return ["InternetGateway": region.document(of: region.createInternetGateway(tags: tags))]
  }

  @Sendable private static func describeInternetGateways(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.checkDryRun()
    let known = region.network.internetGateways.values.map { (id: $0.id, resource: $0) }
    let found = try input.filtered(
      try named(try input.strings("InternetGatewayIds"), among: known) { ids in
        ServiceFailure("InvalidInternetGatewayID.NotFound", "The internetGateway ID '\(ids[0])' does not exist")
      })
    let page = try input.ec2Page(of: found, key: \.id)
    return Document.Object(rendering: [
      "InternetGateways": page.items.map { region.document(of: $0) }, "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func attachInternetGateway(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (id, vpc) = (try call.input.ec2String("InternetGatewayId"), try call.input.ec2String("VpcId"))
    try call.input.checkDryRun()
    try region.attachInternetGateway(id, toVPC: vpc)
    return [:]
  }

  @Sendable private static func detachInternetGateway(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (id, vpc) = (try call.input.ec2String("InternetGatewayId"), try call.input.ec2String("VpcId"))
    try call.input.checkDryRun()
    try region.detachInternetGateway(id, fromVPC: vpc)
    return [:]
  }

  @Sendable private static func deleteInternetGateway(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let id = try call.input.ec2String("InternetGatewayId")
    try call.input.checkDryRun()
    try region.deleteInternetGateway(id)
    return [:]
  }

  // MARK: - NAT gateways

  @Sendable private static func createNATGateway(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    if try input.string("ConnectivityType") == "private" { throw .notSimulated("A private NAT gateway") }
    try input.refuse(
      [
        "VpcId", "AvailabilityZoneAddresses", "PrivateIpAddress", "SecondaryAllocationIds",
        "SecondaryPrivateIpAddresses",
      ],
      of: "a NAT gateway")
    let (subnet, allocation) = (try input.ec2String("SubnetId"), try input.ec2String("AllocationId"))
    let tags = try input.tags(of: "natgateway")
    try input.checkDryRun()
    let gateway = try region.createNATGateway(inSubnet: subnet, allocation: allocation, tags: tags)
    return Document.Object(rendering: [
      "ClientToken": try input.string("ClientToken"), "NatGateway": region.document(of: gateway),
    ])
  }

  @Sendable private static func describeNATGateways(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.checkDryRun()
    let known = region.listedNATGateways.map { (id: $0.id, resource: $0) }
    let found = try input.filtered(
      try named(try input.strings("NatGatewayIds"), among: known) { ids in
        ServiceFailure("NatGatewayNotFound", "The Nat gateway \(ids[0]) was not found")
      }, by: "Filter")
    let page = try input.ec2Page(of: found, key: \.id)
    return Document.Object(rendering: [
      "NatGateways": page.items.map { region.document(of: $0) }, "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func deleteNATGateway(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let id = try call.input.ec2String("NatGatewayId")
    try call.input.checkDryRun()
    try region.deleteNATGateway(id)
    return ["NatGatewayId": .string(id)]
  }

  // MARK: - Addresses

  @Sendable private static func allocateAddress(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.refuse(["Address", "CustomerOwnedIpv4Pool", "IpamPoolId"], of: "an address")
    let tags = try input.tags(of: "elastic-ip")
    try input.checkDryRun()
    let address = region.allocateAddress(tags: tags)
    return Document.Object(rendering: [
      "AllocationId": address.allocationID, "PublicIpv4Pool": "amazon", "NetworkBorderGroup": region.name,
      "Domain": "vpc", "PublicIp": address.publicIP,
    ])
  }

  @Sendable private static func describeAddresses(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.checkDryRun()
    let known = region.network.addresses.values.map { (id: $0.allocationID, resource: $0) }
    let byID = try named(try input.strings("AllocationIds"), among: known) { ids in
      ServiceFailure("InvalidAllocationID.NotFound", "The allocation ID '\(ids[0])' does not exist")
    }
    let byIP = try named(
      try input.strings("PublicIps"), among: byID.map { (id: $0.publicIP, resource: $0) }
    ) { texts in ServiceFailure("InvalidAddress.NotFound", "Address '\(texts[0])' not found.") }
    return Document.Object(rendering: ["Addresses": try input.filtered(byIP).map { region.document(of: $0) }])
  }

  @Sendable private static func releaseAddress(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let id = try call.input.ec2String("AllocationId")
    try call.input.checkDryRun()
    try region.releaseAddress(id)
    return [:]
  }
}

// MARK: - What is shown

extension Network.InternetGateway: EC2Filterable {
  func values(ofFilter name: String) -> [String]? {
    switch name {
    case "internet-gateway-id": [id]
    case "attachment.vpc-id": vpcID.map { [$0] } ?? []
    case "attachment.state": vpcID == nil ? [] : ["available"]
    default: nil
    }
  }
}

extension Network.NATGateway: EC2Filterable {
  fileprivate var state: String { isDeleted ? "deleted" : hasFailed ? "failed" : "available" }

  func values(ofFilter name: String) -> [String]? {
    switch name {
    case "nat-gateway-id": [id]
    case "vpc-id": [vpcID]
    case "subnet-id": subnetID.map { [$0] } ?? []
    case "state": [state]
    default: nil
    }
  }
}

extension Network.Address: EC2Filterable {
  func values(ofFilter name: String) -> [String]? {
    switch name {
    case "allocation-id": [allocationID]
    case "public-ip": [publicIP]
    case "domain": ["vpc"]
    default: nil
    }
  }
}

extension Region {
  fileprivate func document(of gateway: Network.InternetGateway) -> Document {
    let attachments = gateway.vpcID.map { ["State": "available", "VpcId": .string($0)] as Document }
    return Document.Object(rendering: [
      "Attachments": attachments.map { [$0] } ?? [], "InternetGatewayId": gateway.id, "OwnerId": account,
      "Tags": Document.Object.ec2Tags(gateway.tags) ?? [],
    ]).rendered
  }

  fileprivate func document(of gateway: Network.NATGateway) -> Document {
    let address = gateway.allocationID.flatMap { network.addresses[$0] }
    let shown = Document.Object(rendering: [
      "AllocationId": gateway.allocationID, "NetworkInterfaceId": derivedID("eni", of: gateway.id),
      "PublicIp": address?.publicIP ?? PublicAddress.of(gateway.id), "IsPrimary": true,
      "Status": gateway.hasFailed ? "failed" : "succeeded",
    ])
    return Document.Object(rendering: [
      "CreateTime": gateway.createdAt, "DeleteTime": gateway.deletedAt,
      "FailureCode": gateway.hasFailed ? "Gateway.NotAttached" : nil,
      "FailureMessage": gateway.hasFailed ? "Network \(gateway.vpcID) has no Internet gateway attached" : nil,
      "NatGatewayAddresses": [shown], "NatGatewayId": gateway.id, "State": gateway.state, "SubnetId": gateway.subnetID,
      "VpcId": gateway.vpcID, "Tags": Document.Object.ec2Tags(gateway.tags) ?? [], "ConnectivityType": "public",
    ]).rendered
  }

  fileprivate func document(of address: Network.Address) -> Document {
    let gateway = network.natGateway(holding: address.allocationID)
    return Document.Object(rendering: [
      "AllocationId": address.allocationID,
      "AssociationId": gateway.map { derivedID("eipassoc", of: $0.id) }, "Domain": "vpc",
      "NetworkInterfaceId": gateway.map { derivedID("eni", of: $0.id) }, "PublicIpv4Pool": "amazon",
      "NetworkBorderGroup": name, "PublicIp": address.publicIP, "Tags": Document.Object.ec2Tags(address.tags),
    ]).rendered
  }
}
