/// Making, changing and deleting VPCs and subnets at the border of EC2.
///
/// In: calls. Out: replies. IPv6, IPAM and outposts are not simulated. Source: EC2 API reference, the operations named below.
import Cloud
import Documents

extension CloudAPI {
  static let vpcHandlers: [String: Handler] = [
    "CreateVpc": createVPC,
    "DeleteVpc": deleteVPC,
    "ModifyVpcAttribute": modifyVPCAttribute,
    "CreateSubnet": createSubnet,
    "DeleteSubnet": deleteSubnet,
    "ModifySubnetAttribute": modifySubnetAttribute,
  ]

  @Sendable private static func createVPC(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.refuse(
      ["AmazonProvidedIpv6CidrBlock", "Ipv6CidrBlock", "Ipv6Pool", "Ipv4IpamPoolId", "Ipv6IpamPoolId"], of: "a VPC")
    let (block, tags) = (try input.ec2String("CidrBlock"), try input.tags(of: "vpc"))
    try input.checkDryRun()
    return ["Vpc": region.document(of: try region.createVPC(cidrBlock: block, tags: tags))]
  }

  @Sendable private static func deleteVPC(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let id = try call.input.ec2String("VpcId")
    try call.input.checkDryRun()
    try region.deleteVPC(id)
    return [:]
  }

  @Sendable private static func modifyVPCAttribute(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let id = try call.input.ec2String("VpcId")
    var given: [(Network.VPCAttribute, Bool)] = []
    for attribute in Network.VPCAttribute.allCases {
      let member = attribute.rawValue.prefix(1).uppercased() + attribute.rawValue.dropFirst()
      if let value = try call.input.structure(member)?.boolean("Value") { given.append((attribute, value)) }
    }
    guard let (attribute, value) = given.first, given.count == 1 else {
      throw ServiceFailure(
        "InvalidParameterCombination",
        given.isEmpty
          ? "No attributes specified."
          : "Fields for multiple attribute types specified: "
            + given.map { $0.0.rawValue }.joined(separator: ", "),
        why: "One attribute is changed by one request.")
    }
    try region.setAttribute(attribute, to: value, ofVPC: id)
    return [:]
  }

  @Sendable private static func createSubnet(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.refuse(["Ipv6CidrBlock", "Ipv6Native", "Ipv4IpamPoolId", "Ipv6IpamPoolId", "OutpostArn"], of: "a subnet")
    let (vpc, block) = (try input.ec2String("VpcId"), try input.ec2String("CidrBlock"))
    let tags = try input.tags(of: "subnet")
    var zone = try input.string("AvailabilityZone")
    if let id = try input.string("AvailabilityZoneId") {
      zone = Self.zone(ofID: id, region)
      guard zone != nil else {
        throw ServiceFailure("InvalidParameterValue", "Value (\(id)) for parameter availabilityZoneId is invalid.")
      }
    }
    try input.checkDryRun()
    let subnet = try region.createSubnet(inVPC: vpc, cidrBlock: block, zone: zone, tags: tags)
    return ["Subnet": region.document(of: region.shown(subnet))]
  }

  private static func zone(ofID id: String, _ region: Region) -> String? {
    region.availabilityZones.first { region.zoneID($0) == id }
  }

  @Sendable private static func deleteSubnet(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let id = try call.input.ec2String("SubnetId")
    try call.input.checkDryRun()
    try region.deleteSubnet(id)
    return [:]
  }

  @Sendable private static func modifySubnetAttribute(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let id = try call.input.ec2String("SubnetId")
    guard let maps = try call.input.structure("MapPublicIpOnLaunch")?.boolean("Value") else {
      throw .notSimulated("An attribute of a subnet other than MapPublicIpOnLaunch")
    }
    try region.setMapsPublicIP(maps, ofSubnet: id)
    return [:]
  }
}

extension Input {
  /// Refuses members that say what is not built; false says nothing.
  func refuse(_ members: [String], of what: String) throws(ServiceFailure) {
    for member in members where has(member) && document(member) != false {
      throw .notSimulated("The member \(member) of \(what)")
    }
  }
}
