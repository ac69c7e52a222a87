/// Networks at the border of EC2: VPCs, subnets, zones, as they are shown. How they are made stands in `VPCHandlers`.
///
/// In: calls. Out: replies. Source: EC2 API reference, DescribeVpcs, DescribeVpcAttribute, DescribeSubnets,
/// DescribeAvailabilityZones.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let ec2Handlers: [String: Handler] = [
    "DescribeVpcs": describeVPCs,
    "DescribeVpcAttribute": describeVPCAttribute,
    "DescribeSubnets": describeSubnets,
    "DescribeAvailabilityZones": describeAvailabilityZones,
    "DescribeManagedPrefixLists": describeManagedPrefixLists,
    "DescribeSecurityGroups": describeSecurityGroups,
    "CreateSecurityGroup": createSecurityGroup,
    "DeleteSecurityGroup": deleteSecurityGroup,
    "AuthorizeSecurityGroupIngress": authorizeSecurityGroupIngress,
    "AuthorizeSecurityGroupEgress": authorizeSecurityGroupEgress,
    "RevokeSecurityGroupIngress": revokeSecurityGroupIngress,
    "RevokeSecurityGroupEgress": revokeSecurityGroupEgress,
    "DescribeNetworkInterfaces": describeNetworkInterfaces,
    "DescribeInstances": describeInstances,
    "DescribeInstanceStatus": describeInstanceStatus,
    "DescribeInstanceAttribute": describeInstanceAttribute,
    "RunInstances": runInstances,
    "TerminateInstances": terminateInstances,
  ]

  @Sendable private static func describeVPCs(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.checkDryRun()
    let known = region.network.vpcs.values.map { (id: $0.id, resource: $0) }
    let vpcs = try input.filtered(
      try named(try input.strings("VpcIds"), among: known) { ids in .vpcNotFound(ids[0]) })
    let page = try input.ec2Page(of: vpcs, key: \.id)
    return Document.Object(rendering: ["Vpcs": page.items.map(region.document), "NextToken": page.nextToken])
  }

  @Sendable private static func describeVPCAttribute(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (attribute, id) = (try call.input.ec2String("Attribute"), try call.input.ec2String("VpcId"))
    try call.input.checkDryRun()
    guard let vpc = region.network.vpcs[id] else { throw .vpcNotFound(id) }
    guard let value = Network.VPCAttribute(rawValue: attribute).flatMap({ vpc.attributes[$0] }) else {
      throw ServiceFailure(
        "InvalidParameterValue", "Value (\(attribute)) for parameter attribute is invalid. Unknown attribute.")
    }
    return Document.Object(rendering: [
      "VpcId": id,
      attribute.prefix(1).uppercased() + attribute.dropFirst(): Document.Object(rendering: ["Value": value]),
    ])
  }

  @Sendable private static func describeSubnets(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.checkDryRun()
    let known = region.network.subnets.values.map { (id: $0.id, resource: region.shown($0)) }
    let subnets = try input.filtered(
      try named(try input.strings("SubnetIds"), among: known) { ids in .subnetNotFound(ids[0]) })
    let page = try input.ec2Page(of: subnets, key: \.subnet.id)
    return Document.Object(rendering: ["Subnets": page.items.map(region.document), "NextToken": page.nextToken])
  }

  @Sendable private static func describeAvailabilityZones(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.checkDryRun()
    let all = region.availabilityZones.map { ShownZone(name: $0, id: region.zoneID($0), region: region.name) }
    let byName = try named(try input.strings("ZoneNames"), among: all.map { (id: $0.name, resource: $0) }) { names in
      ServiceFailure("InvalidParameterValue", "Invalid availability zone: [\(names.joined(separator: ", "))]")
    }
    let byID = try named(try input.strings("ZoneIds"), among: byName.map { (id: $0.id, resource: $0) }) { ids in
      ServiceFailure("InvalidParameterValue", "Invalid availability zone-id: [\(ids.joined(separator: ", "))]")
    }
    return Document.Object(rendering: ["AvailabilityZones": try input.filtered(byID).map(\.document)])
  }
}

// MARK: - What is shown

extension Network.VPC: EC2Filterable {
  func values(ofFilter name: String) -> [String]? {
    switch name {
    case "vpc-id": [id]
    case "cidr", "cidr-block", "cidrBlock", "cidr-block-association.cidr-block": [cidrBlock]
    case "is-default", "isDefault": [isDefault ? "true" : "false"]
    case "state": ["available"]
    default: nil
    }
  }
}

struct ShownSubnet: EC2Filterable {
  let subnet: Network.Subnet
  let isDefault: Bool
  let zoneID: String
  let owner: String
  var tags: [ECS.Tag] { subnet.tags }

  func values(ofFilter name: String) -> [String]? {
    switch name {
    case "subnet-id": [subnet.id]
    case "vpc-id": [subnet.vpcID]
    case "availability-zone", "availabilityZone": [subnet.availabilityZone]
    case "availability-zone-id", "availabilityZoneId": [zoneID]
    case "cidr-block", "cidr", "cidrBlock": [subnet.cidrBlock]
    case "default-for-az", "defaultForAz": [isDefault ? "true" : "false"]
    case "map-public-ip-on-launch": [subnet.mapsPublicIPOnLaunch ? "true" : "false"]
    case "available-ip-address-count": [String(subnet.availableAddressCount)]
    case "owner-id": [owner]
    case "state": ["available"]
    default: nil
    }
  }
}

private struct ShownZone: EC2Filterable {
  let name: String
  let id: String
  let region: String
  var tags: [ECS.Tag] { [] }

  func values(ofFilter name: String) -> [String]? {
    switch name {
    case "zone-name": [self.name]
    case "zone-id": [id]
    case "region-name": [region]
    case "state": ["available"]
    case "zone-type": ["availability-zone"]
    case "opt-in-status": ["opt-in-not-required"]
    case "group-name": [region + "-zg-1"]
    default: nil
    }
  }

  var document: Document {
    Document.Object(rendering: [
      "OptInStatus": "opt-in-not-required", "Messages": [] as [Document], "RegionName": region, "ZoneName": name,
      "ZoneId": id, "GroupName": region + "-zg-1", "NetworkBorderGroup": region, "ZoneType": "availability-zone",
      "State": "available",
    ]).rendered
  }
}

extension Region {
  func shown(_ subnet: Network.Subnet) -> ShownSubnet {
    ShownSubnet(
      subnet: subnet, isDefault: network.vpcs[subnet.vpcID]?.isDefault ?? false,
      zoneID: zoneID(subnet.availabilityZone), owner: account)
  }

  func document(of vpc: Network.VPC) -> Document {
    Document.Object(rendering: [
      "OwnerId": account, "InstanceTenancy": "default",
      "CidrBlockAssociationSet": [
        Document.Object(rendering: [
          "AssociationId": derivedID("vpc-cidr-assoc", of: vpc.id), "CidrBlock": vpc.cidrBlock,
          "CidrBlockState": Document.Object(rendering: ["State": "associated"]),
        ])
      ],
      "IsDefault": vpc.isDefault, "BlockPublicAccessStates": Self.openAccess, "Tags": Document.Object.ec2Tags(vpc.tags),
      "VpcId": vpc.id, "State": "available",
      "CidrBlock": vpc.cidrBlock, "DhcpOptionsId": derivedID("dopt", of: name),
    ]).rendered
  }

  func document(of shown: ShownSubnet) -> Document {
    let subnet = shown.subnet
    return Document.Object(rendering: [
      "AvailabilityZoneId": shown.zoneID, "MapCustomerOwnedIpOnLaunch": false, "OwnerId": account,
      "AssignIpv6AddressOnCreation": false, "Ipv6CidrBlockAssociationSet": [] as [Document],
      "SubnetArn": arn(service: "ec2", "subnet/\(subnet.id)"), "EnableDns64": false, "Ipv6Native": false,
      "PrivateDnsNameOptionsOnLaunch": Document.Object(rendering: [
        "HostnameType": "ip-name", "EnableResourceNameDnsARecord": false, "EnableResourceNameDnsAAAARecord": false,
      ]),
      "Tags": Document.Object.ec2Tags(subnet.tags),
      "BlockPublicAccessStates": Self.openAccess, "SubnetId": subnet.id, "State": "available", "VpcId": subnet.vpcID,
      "CidrBlock": subnet.cidrBlock, "AvailableIpAddressCount": subnet.availableAddressCount,
      "AvailabilityZone": subnet.availabilityZone, "DefaultForAz": shown.isDefault,
      "MapPublicIpOnLaunch": subnet.mapsPublicIPOnLaunch,
    ]).rendered
  }

  private static var openAccess: Document.Object {
    Document.Object(rendering: ["InternetGatewayBlockMode": "off"])
  }
}
