/// Route tables at the border of EC2.
///
/// In: calls. Out: replies. A route leads to an internet gateway or to a NAT gateway; other targets are not simulated.
/// Source: EC2 API reference, the operations named below; VPC User Guide, "Configure route tables".
import Cloud
import Documents

extension CloudAPI {
  static let routeTableHandlers: [String: Handler] = [
    "DescribeRouteTables": describeRouteTables,
    "CreateRouteTable": createRouteTable,
    "DeleteRouteTable": deleteRouteTable,
    "CreateRoute": createRoute,
    "ReplaceRoute": replaceRoute,
    "DeleteRoute": deleteRoute,
    "AssociateRouteTable": associateRouteTable,
    "DisassociateRouteTable": disassociateRouteTable,
    "ReplaceRouteTableAssociation": replaceRouteTableAssociation,
  ]

  @Sendable private static func describeRouteTables(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.checkDryRun()
    let known = region.network.routeTables.values.map { (id: $0.id, resource: ShownRouteTable($0, region)) }
    let tables = try input.filtered(
      try named(try input.strings("RouteTableIds"), among: known) { ids in
        ServiceFailure("InvalidRouteTableID.NotFound", "The routeTable ID '\(ids[0])' does not exist")
      })
    let page = try input.ec2Page(of: tables, key: \.table.id)
    return Document.Object(rendering: ["RouteTables": page.items.map(\.document), "NextToken": page.nextToken])
  }

  @Sendable private static func createRouteTable(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (vpc, tags) = (try call.input.ec2String("VpcId"), try call.input.tags(of: "route-table"))
    try call.input.checkDryRun()
    let table = try region.createRouteTable(inVPC: vpc, tags: tags)
    return Document.Object(rendering: [
      "RouteTable": ShownRouteTable(table, region).document, "ClientToken": try call.input.string("ClientToken"),
    ])
  }

  @Sendable private static func deleteRouteTable(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let id = try call.input.ec2String("RouteTableId")
    try call.input.checkDryRun()
    try region.deleteRouteTable(id)
    return [:]
  }

  // MARK: - Routes

  @Sendable private static func createRoute(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try setRoute(call, &region, replaces: false)
    return ["Return": true]
  }

  @Sendable private static func replaceRoute(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try setRoute(call, &region, replaces: true)
    return [:]
  }

  private static func setRoute(_ call: Call, _ region: inout Region, replaces: Bool) throws(ServiceFailure) {
    let input = call.input
    let id = try input.ec2String("RouteTableId")
    if input.has("DestinationIpv6CidrBlock") || input.has("DestinationPrefixListId") {
      throw .notSimulated("A route to other than an IPv4 block")
    }
    let destination = try input.ec2String("DestinationCidrBlock")
    let target: Network.RouteTable.Target
    if let gateway = try input.string("GatewayId"), gateway.hasPrefix("igw-") {
      target = .internetGateway(gateway)
    } else if let gateway = try input.string("NatGatewayId") {
      target = .natGateway(gateway)
    } else {
      throw .notSimulated("A route to other than an internet gateway or a NAT gateway")
    }
    try input.checkDryRun()
    try region.setRoute(to: destination, target, in: id, replaces: replaces)
  }

  @Sendable private static func deleteRoute(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let id = try call.input.ec2String("RouteTableId")
    let destination = try call.input.ec2String("DestinationCidrBlock")
    try call.input.checkDryRun()
    try region.deleteRoute(to: destination, in: id)
    return [:]
  }

  // MARK: - Associations

  @Sendable private static func associateRouteTable(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (id, subnet) = (try call.input.ec2String("RouteTableId"), try call.input.ec2String("SubnetId"))
    try call.input.checkDryRun()
    try region.associate(subnet: subnet, withRouteTable: id)
    return ["AssociationId": .string(region.associationID(id, subnet)), "AssociationState": associated]
  }

  @Sendable private static func disassociateRouteTable(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (table, subnet) = try region.association(try call.input.ec2String("AssociationId"))
    guard let subnet else {
      throw ServiceFailure("InvalidParameterValue", "cannot disassociate the main route table association")
    }
    try call.input.checkDryRun()
    region.disassociate(subnet: subnet, fromRouteTable: table)
    return [:]
  }

  @Sendable private static func replaceRouteTableAssociation(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (table, subnet) = try region.association(try call.input.ec2String("AssociationId"))
    guard let subnet else { throw .notSimulated("Another main route table") }
    let id = try call.input.ec2String("RouteTableId")
    _ = try region.routeTable(id)
    try call.input.checkDryRun()
    region.disassociate(subnet: subnet, fromRouteTable: table)
    try region.associate(subnet: subnet, withRouteTable: id)
    return ["NewAssociationId": .string(region.associationID(id, subnet)), "AssociationState": associated]
  }

  private static let associated: Document = ["State": "associated"]
}

extension Region {
  /// - Parameter subnet: nil for a main table's own.
  fileprivate func associationID(_ table: String, _ subnet: String?) -> String {
    derivedID("rtbassoc", of: "\(table)/\(subnet ?? "")")
  }

  /// The table and the subnet that an association's id stands for.
  fileprivate func association(_ id: String) throws(ServiceFailure) -> (table: String, subnet: String?) {
    for table in network.routeTables.values {
      if table.isMain, associationID(table.id, nil) == id { return (table.id, nil) }
      if let subnet = table.subnetIDs.first(where: { associationID(table.id, $0) == id }) { return (table.id, subnet) }
    }
    throw ServiceFailure("InvalidAssociationID.NotFound", "The association ID '\(id)' does not exist")
  }
}

// MARK: - What is shown

private struct ShownRouteTable: EC2Filterable {
  let table: Network.RouteTable
  private let region: Region

  init(_ table: Network.RouteTable, _ region: Region) {
    self.table = table
    self.region = region
  }

  var tags: [ECS.Tag] { table.tags }

  func values(ofFilter name: String) -> [String]? {
    switch name {
    case "route-table-id", "association.route-table-id": [table.id]
    case "vpc-id": [table.vpcID]
    case "owner-id": [region.account]
    case "association.main": [table.isMain ? "true" : "false"]
    case "association.subnet-id": table.subnetIDs
    case "association.route-table-association-id": table.subnetIDs.map { region.associationID(table.id, $0) }
    case "route.destination-cidr-block": [block] + table.routes.keys
    case "route.gateway-id":
      ["local"] + table.routes.values.compactMap { if case .internetGateway(let id) = $0 { id } else { nil } }
    case "route.nat-gateway-id":
      table.routes.values.compactMap { if case .natGateway(let id) = $0 { id } else { nil } }
    case "route.state": ["active"] + table.routes.values.map(state)
    default: nil
    }
  }

  private var block: String { region.network.vpcs[table.vpcID]?.cidrBlock ?? "" }

  private func state(_ target: Network.RouteTable.Target) -> String {
    region.network.leadsSomewhere(target, of: table) ? "active" : "blackhole"
  }

  var document: Document {
    let main = table.isMain ? [association(nil)] : []
    return Document.Object(rendering: [
      "Associations": main + table.subnetIDs.map { association($0) }, "PropagatingVgws": [] as [Document],
      "RouteTableId": table.id, "Routes": routes, "Tags": Document.Object.ec2Tags(table.tags) ?? [],
      "VpcId": table.vpcID, "OwnerId": region.account,
    ]).rendered
  }

  private var routes: [Document] {
    let local = Document.Object(rendering: [
      "DestinationCidrBlock": block, "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active",
    ])
    return [local.rendered]
      + table.routes.map { destination, target in
        var (internet, nat): (String?, String?) = (nil, nil)
        switch target {
        case .internetGateway(let id): internet = id
        case .natGateway(let id): nat = id
        }
        return Document.Object(rendering: [
          "DestinationCidrBlock": destination, "GatewayId": internet, "NatGatewayId": nat, "Origin": "CreateRoute",
          "State": state(target),
        ]).rendered
      }
  }

  private func association(_ subnet: String?) -> Document {
    Document.Object(rendering: [
      "Main": subnet == nil, "RouteTableAssociationId": region.associationID(table.id, subnet),
      "RouteTableId": table.id, "SubnetId": subnet,
      "AssociationState": Document.Object(rendering: ["State": "associated"]),
    ]).rendered
  }
}
