/// Route tables, made up from where the subnets of a VPC lead.
///
/// In: a VPC's subnets. Out: tables. Where all subnets lead the same way, the main table does for all of them; otherwise
/// it stays inside the VPC, and there is a table for each other way. Source: VPC User Guide, "Configure route tables".
import Cloud
import Documents

struct RouteTable: EC2Filterable {
  let id: String
  let vpc: Network.VPC
  let route: Network.Route
  let isMain: Bool
  /// Those that name the table; others follow the main one.
  let subnetIDs: [String]
  let owner: String
  /// What the default route leads to, nil where there is none.
  let gateway: String?
  var tags: [ECS.Tag] { [] }

  func values(ofFilter name: String) -> [String]? {
    switch name {
    case "route-table-id", "association.route-table-id": [id]
    case "vpc-id": [vpc.id]
    case "owner-id": [owner]
    case "association.main": [isMain ? "true" : "false"]
    case "association.subnet-id": subnetIDs
    case "route.destination-cidr-block": [vpc.cidrBlock] + (gateway == nil ? [] : ["0.0.0.0/0"])
    case "route.gateway-id": ["local"] + (route == .internet ? [gateway ?? ""] : [])
    case "route.nat-gateway-id": route == .nat ? [gateway ?? ""] : []
    case "route.state": ["active"]
    default: nil
    }
  }

  func document(_ region: Region) -> Document {
    let main = isMain ? [association(region, subnet: nil)] : []
    return Document.Object(rendering: [
      "Associations": main + subnetIDs.map { association(region, subnet: $0) }, "PropagatingVgws": [] as [Document],
      "RouteTableId": id, "Routes": routes, "Tags": [] as [Document], "VpcId": vpc.id, "OwnerId": owner,
    ]).rendered
  }

  private var routes: [Document] {
    var routes = [
      Document.Object(rendering: [
        "DestinationCidrBlock": vpc.cidrBlock, "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active",
      ]).rendered
    ]
    if let gateway {
      routes.append(
        Document.Object(rendering: [
          "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": route == .internet ? gateway : nil,
          "NatGatewayId": route == .nat ? gateway : nil, "Origin": "CreateRoute", "State": "active",
        ]).rendered)
    }
    return routes
  }

  private func association(_ region: Region, subnet: String?) -> Document {
    Document.Object(rendering: [
      "Main": subnet == nil, "RouteTableAssociationId": region.derivedID("rtbassoc", of: "\(id)/\(subnet ?? "")"),
      "RouteTableId": id, "SubnetId": subnet,
      "AssociationState": Document.Object(rendering: ["State": "associated"]),
    ]).rendered
  }
}

extension Region {
  func routeTables(of vpc: Network.VPC) -> [RouteTable] {
    let subnets = network.subnets.values.filter { $0.vpcID == vpc.id }
    let ways = Network.Route.allCases.filter { way in subnets.contains { $0.route == way } }
    let mainWay = ways.count == 1 ? ways.first ?? .none : .none
    let main = routeTable(of: vpc, mainWay, isMain: true, subnetIDs: [])
    let others = ways.filter { $0 != mainWay && $0 != .none }.map { way in
      routeTable(of: vpc, way, isMain: false, subnetIDs: subnets.filter { $0.route == way }.map(\.id))
    }
    return [main] + others
  }

  private func routeTable(
    of vpc: Network.VPC, _ route: Network.Route, isMain: Bool, subnetIDs: [String]
  ) -> RouteTable {
    let gateway: String? =
      switch route {
      case .internet: derivedID("igw", of: vpc.id)
      case .nat: derivedID("nat", of: vpc.id)
      case .none: nil
      }
    return RouteTable(
      id: derivedID("rtb", of: "\(vpc.id)/\(isMain ? "main" : route.rawValue)"), vpc: vpc, route: route, isMain: isMain,
      subnetIDs: subnetIDs, owner: account, gateway: gateway)
  }
}
