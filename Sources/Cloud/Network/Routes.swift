/// Route tables and the gateways they lead to: what decides where a subnet's traffic goes.
///
/// In: a plan's subnets, requests. Out: tables, gateways, and from them each subnet's `route`, by which tasks pull and load
/// balancers face the internet. Only the route for 0.0.0.0/0 has consequences. A NAT gateway is available at once.
/// Source: VPC User Guide, "Configure route tables", "Internet gateways", "NAT gateways"; EC2 API reference, the operations
/// named below.
import Collections
import SimulationKit

extension Network {
  package struct RouteTable: Hashable, Sendable {
    /// What a route leads to.
    package enum Target: Hashable, Sendable {
      case internetGateway(String)
      case natGateway(String)
    }
    package let id: String
    package let vpcID: String
    /// Of subnets that name no table.
    package let isMain: Bool
    package internal(set) var tags: [ECS.Tag]
    /// By destination; the local one is not among them.
    package internal(set) var routes: OrderedDictionary<String, Target> = [:]
    package internal(set) var subnetIDs: [String] = []
  }

  package struct InternetGateway: Hashable, Sendable {
    package let id: String
    package internal(set) var vpcID: String?
    package internal(set) var tags: [ECS.Tag]
  }

  package struct NATGateway: Hashable, Sendable {
    package let id: String
    package let vpcID: String
    /// nil for one of a plan whose VPC has no public subnet.
    package let subnetID: String?
    package let allocationID: String?
    package let createdAt: Instant
    package internal(set) var tags: [ECS.Tag]
    /// It could not be made: its VPC had no internet gateway.
    package let hasFailed: Bool
    /// A deleted one leads nowhere and holds no address, but is listed for a while.
    package internal(set) var deletedAt: Instant?

    package var isDeleted: Bool { deletedAt != nil }
  }

  /// How long a deleted NAT gateway is still listed.
  static let deletedGatewayStays = Duration.hours(1)  // fact

  /// An Elastic IP address.
  package struct Address: Hashable, Sendable {
    package let allocationID: String
    package let publicIP: String
    package internal(set) var tags: [ECS.Tag]
  }

  package static let everywhere = "0.0.0.0/0"
}

// MARK: - From a plan

extension Region {
  /// Lays the tables and gateways that a plan's subnets stand for. Where all of a VPC's lead the same way, the main table
  /// does for all of them; otherwise it stays inside the VPC, and there is a table for each other way.
  mutating func layPlannedRoutes() {
    for vpc in network.vpcs.values {
      let subnets = network.subnets.values.filter { $0.vpcID == vpc.id }
      let ways = Network.Route.allCases.filter { way in subnets.contains { $0.route == way } }
      let mainWay = ways.count == 1 ? ways[0] : .none
      layPlanned(mainWay, of: vpc, isMain: true, subnets: [])
      for way in ways where way != mainWay && way != .none {
        layPlanned(way, of: vpc, isMain: false, subnets: subnets.filter { $0.route == way }.map(\.id))
      }
    }
  }

  private mutating func layPlanned(_ way: Network.Route, of vpc: Network.VPC, isMain: Bool, subnets: [String]) {
    var table = Network.RouteTable(
      id: derivedID("rtb", of: "\(vpc.id)/\(isMain ? "main" : way.rawValue)"), vpcID: vpc.id, isMain: isMain, tags: [])
    table.subnetIDs = subnets
    switch way {
    case .internet:
      let id = derivedID("igw", of: vpc.id)
      network.internetGateways[id] = .init(id: id, vpcID: vpc.id, tags: [])
      table.routes[Network.everywhere] = .internetGateway(id)
    case .nat:
      let id = derivedID("nat", of: vpc.id)
      let home = network.subnets.values.first { $0.vpcID == vpc.id && $0.route == .internet }
      network.natGateways[id] = .init(
        id: id, vpcID: vpc.id, subnetID: home?.id, allocationID: nil, createdAt: .worldStart, tags: [],
        hasFailed: false)
      table.routes[Network.everywhere] = .natGateway(id)
    case .none: break
    }
    network.routeTables[table.id] = table
  }
}

// MARK: - Where subnets lead

extension Network {
  package func internetGateway(ofVPC id: String) -> InternetGateway? {
    internetGateways.values.first { $0.vpcID == id }
  }

  package func mainRouteTable(ofVPC id: String) -> RouteTable? {
    routeTables.values.first { $0.vpcID == id && $0.isMain }
  }

  package func routeTable(ofSubnet subnet: Subnet) -> RouteTable? {
    routeTables.values.first { $0.subnetIDs.contains(subnet.id) } ?? mainRouteTable(ofVPC: subnet.vpcID)
  }

  /// False for a route whose gateway is gone or detached: what goes there is lost.
  package func leadsSomewhere(_ target: RouteTable.Target, of table: RouteTable) -> Bool {
    switch target {
    case .internetGateway(let id): internetGateways[id]?.vpcID == table.vpcID
    case .natGateway(let id): natGateways[id].map { !$0.hasFailed && !$0.isDeleted } ?? false
    }
  }

  /// The NAT gateway that an address belongs to.
  package func natGateway(holding allocation: String) -> NATGateway? {
    natGateways.values.first { $0.allocationID == allocation && !$0.isDeleted }
  }

  /// Sees anew where each subnet leads. A NAT gateway leads out where its own subnet is public.
  mutating func refreshRoutes() {
    for id in subnets.keys {
      let route = route(ofSubnet: id)
      subnets[id]?.route = route
    }
  }

  private func route(ofSubnet id: String) -> Route {
    switch wayOut(ofSubnet: id) {
    case nil: return .none
    case .internetGateway: return .internet
    case .natGateway(let gateway):
      guard let home = natGateways[gateway]?.subnetID else { return .nat }
      if case .internetGateway = wayOut(ofSubnet: home) { return .nat }
      return .none
    }
  }

  /// What its default route leads to; nil where that is nothing.
  private func wayOut(ofSubnet id: String) -> RouteTable.Target? {
    guard let subnet = subnets[id], let table = routeTable(ofSubnet: subnet),
      let target = table.routes[Self.everywhere], leadsSomewhere(target, of: table)
    else { return nil }
    return target
  }
}

// MARK: - Requests on route tables

extension Region {
  package func routeTable(_ id: String) throws(ServiceFailure) -> Network.RouteTable {
    guard let table = network.routeTables[id] else {
      throw ServiceFailure("InvalidRouteTableID.NotFound", "The routeTable ID '\(id)' does not exist")
    }
    return table
  }

  /// CreateRouteTable.
  package mutating func createRouteTable(
    inVPC vpc: String, tags: [ECS.Tag], isMain: Bool = false
  ) throws(ServiceFailure) -> Network.RouteTable {
    guard network.vpcs[vpc] != nil else { throw .vpcNotFound(vpc) }
    let table = Network.RouteTable(id: "rtb-" + mint.hexadecimal(17), vpcID: vpc, isMain: isMain, tags: tags)
    network.routeTables[table.id] = table
    recordNetwork(table.id, "route table created")
    return table
  }

  /// DeleteRouteTable.
  /// - Throws: DependencyViolation for a main table, or one that subnets name.
  package mutating func deleteRouteTable(_ id: String) throws(ServiceFailure) {
    let table = try routeTable(id)
    guard !table.isMain, table.subnetIDs.isEmpty else {
      throw ServiceFailure(
        "DependencyViolation", "The routeTable '\(id)' has dependencies and cannot be deleted.",
        why: "Subnets still name it, or it is its VPC's main table.")
    }
    network.routeTables[id] = nil
    recordNetwork(id, "route table deleted")
  }

  /// CreateRoute and ReplaceRoute.
  /// - Throws: RouteAlreadyExists; InvalidRoute.NotFound where there is none to replace.
  package mutating func setRoute(
    to destination: String, _ target: Network.RouteTable.Target, in id: String, replaces: Bool
  ) throws(ServiceFailure) {
    let table = try routeTable(id)
    guard CIDRBlock(destination) != nil else {
      throw ServiceFailure(
        "InvalidParameterValue",
        "Value (\(destination)) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.")
    }
    switch target {
    case .internetGateway(let gateway):
      let found = try internetGateway(gateway)
      guard found.vpcID == table.vpcID else {
        throw ServiceFailure(
          "InvalidParameterValue", "route table \(id) and network gateway \(gateway) belong to different networks",
          why: "Attach the gateway to the table's VPC \(table.vpcID) first: 'aws ec2 attach-internet-gateway'.")
      }
    case .natGateway(let gateway): _ = try natGateway(gateway)
    }
    if replaces {
      guard table.routes[destination] != nil else { throw .noRoute(destination, id) }
    } else if table.routes[destination] != nil || network.vpcs[table.vpcID]?.cidrBlock == destination {
      throw ServiceFailure(
        "RouteAlreadyExists", "The route identified by \(destination) already exists.",
        why: "'aws ec2 replace-route' leads it elsewhere.")
    }
    network.routeTables[id]?.routes[destination] = target
    routesChanged(id, "route to \(destination) \(replaces ? "replaced" : "created")")
  }

  /// DeleteRoute.
  package mutating func deleteRoute(to destination: String, in id: String) throws(ServiceFailure) {
    guard try routeTable(id).routes[destination] != nil else { throw .noRoute(destination, id) }
    network.routeTables[id]?.routes[destination] = nil
    routesChanged(id, "route to \(destination) deleted")
  }

  /// AssociateRouteTable.
  /// - Throws: Resource.AlreadyAssociated for a subnet that names another table.
  package mutating func associate(subnet: String, withRouteTable id: String) throws(ServiceFailure) {
    let table = try routeTable(id)
    guard let found = network.subnets[subnet] else { throw .subnetNotFound(subnet) }
    guard found.vpcID == table.vpcID else {
      throw ServiceFailure(
        "InvalidParameterValue", "route table \(id) and subnet \(subnet) belong to different networks")
    }
    if let other = network.routeTables.values.first(where: { $0.subnetIDs.contains(subnet) }) {
      guard other.id == id else {
        throw ServiceFailure(
          "Resource.AlreadyAssociated",
          "the specified association for route table \(id) conflicts with an existing association",
          why: "The subnet names \(other.id): 'aws ec2 replace-route-table-association' leads it elsewhere.")
      }
      return
    }
    network.routeTables[id]?.subnetIDs.append(subnet)
    routesChanged(id, "\(subnet) associated")
  }

  /// DisassociateRouteTable: the subnet follows its VPC's main table again.
  package mutating func disassociate(subnet: String, fromRouteTable id: String) {
    network.routeTables[id]?.subnetIDs.removeAll { $0 == subnet }
    routesChanged(id, "\(subnet) disassociated")
  }

  private mutating func routesChanged(_ source: String, _ message: String) {
    network.refreshRoutes()
    recordNetwork(source, message)
  }

  mutating func recordNetwork(_ id: String, _ message: String) {
    record(EventRecord.Draft(.command, source: "network/\(id)", cluster: nil, message: message))
  }
}

// MARK: - Requests on gateways

extension Region {
  package func internetGateway(_ id: String) throws(ServiceFailure) -> Network.InternetGateway {
    guard let gateway = network.internetGateways[id] else {
      throw ServiceFailure("InvalidInternetGatewayID.NotFound", "The internetGateway ID '\(id)' does not exist")
    }
    return gateway
  }

  package mutating func createInternetGateway(tags: [ECS.Tag]) -> Network.InternetGateway {
    let gateway = Network.InternetGateway(id: "igw-" + mint.hexadecimal(17), vpcID: nil, tags: tags)
    network.internetGateways[gateway.id] = gateway
    recordNetwork(gateway.id, "internet gateway created")
    return gateway
  }

  /// AttachInternetGateway.
  /// - Throws: Resource.AlreadyAssociated, InvalidParameterValue for a VPC that has one.
  package mutating func attachInternetGateway(_ id: String, toVPC vpc: String) throws(ServiceFailure) {
    let gateway = try internetGateway(id)
    guard network.vpcs[vpc] != nil else { throw .vpcNotFound(vpc) }
    if let known = gateway.vpcID {
      throw ServiceFailure("Resource.AlreadyAssociated", "resource \(id) is already attached to network \(known)")
    }
    guard network.internetGateway(ofVPC: vpc) == nil else {
      throw ServiceFailure("InvalidParameterValue", "Network \(vpc) already has an internet gateway attached")
    }
    network.internetGateways[id]?.vpcID = vpc
    routesChanged(id, "attached to \(vpc)")
  }

  /// DetachInternetGateway.
  /// - Throws: Gateway.NotAttached.
  package mutating func detachInternetGateway(_ id: String, fromVPC vpc: String) throws(ServiceFailure) {
    guard try internetGateway(id).vpcID == vpc else {
      throw ServiceFailure("Gateway.NotAttached", "resource \(id) is not attached to network \(vpc)")
    }
    network.internetGateways[id]?.vpcID = nil
    routesChanged(id, "detached from \(vpc)")
  }

  /// DeleteInternetGateway.
  package mutating func deleteInternetGateway(_ id: String) throws(ServiceFailure) {
    guard try internetGateway(id).vpcID == nil else {
      throw ServiceFailure(
        "DependencyViolation", "The internetGateway '\(id)' has dependencies and cannot be deleted.",
        why: "Detach it from its VPC first: 'aws ec2 detach-internet-gateway'.")
    }
    network.internetGateways[id] = nil
    recordNetwork(id, "internet gateway deleted")
  }

  package func natGateway(_ id: String) throws(ServiceFailure) -> Network.NATGateway {
    guard let gateway = network.natGateways[id], !gateway.isDeleted else {
      throw ServiceFailure("NatGatewayNotFound", "The Nat gateway \(id) was not found")
    }
    return gateway
  }

  /// CreateNatGateway.
  /// - Throws: InvalidAllocationID.NotFound, Resource.AlreadyAssociated for an address that is in use.
  package mutating func createNATGateway(
    inSubnet id: String, allocation: String, tags: [ECS.Tag]
  ) throws(ServiceFailure) -> Network.NATGateway {
    guard let subnet = network.subnets[id] else { throw .subnetNotFound(id) }
    _ = try address(allocation)
    guard network.natGateway(holding: allocation) == nil else {
      throw ServiceFailure("Resource.AlreadyAssociated", "Elastic IP address [\(allocation)] is already associated")
    }
    let listed = Set(listedNATGateways.map(\.id))
    network.natGateways.removeAll { !listed.contains($0.key) }
    let gateway = Network.NATGateway(
      id: "nat-" + mint.hexadecimal(17), vpcID: subnet.vpcID, subnetID: id, allocationID: allocation, createdAt: now,
      tags: tags, hasFailed: network.internetGateway(ofVPC: subnet.vpcID) == nil)
    network.natGateways[gateway.id] = gateway
    routesChanged(gateway.id, "NAT gateway \(gateway.hasFailed ? "failed" : "created")")
    return gateway
  }

  /// DeleteNatGateway. Routes to it lead nowhere from then on. It is `deleted` at once, as it is available at once;
  /// to delete it once more while it is still listed changes nothing and is no error.
  package mutating func deleteNATGateway(_ id: String) throws(ServiceFailure) {
    if listedNATGateways.contains(where: { $0.id == id && $0.isDeleted }) { return }
    _ = try natGateway(id)
    network.natGateways[id]?.deletedAt = now
    routesChanged(id, "NAT gateway deleted")
  }

  /// What DescribeNatGateways knows: those that are there, and those deleted within the last hour.
  package var listedNATGateways: [Network.NATGateway] {
    network.natGateways.values.filter { $0.deletedAt.map { now - $0 < Network.deletedGatewayStays } ?? true }
  }

  package func address(_ allocation: String) throws(ServiceFailure) -> Network.Address {
    guard let address = network.addresses[allocation] else {
      throw ServiceFailure(
        "InvalidAllocationID.NotFound", "The allocation ID '\(allocation)' does not exist",
        why: "'aws ec2 allocate-address' gives one.")
    }
    return address
  }

  package mutating func allocateAddress(tags: [ECS.Tag]) -> Network.Address {
    let id = "eipalloc-" + mint.hexadecimal(17)
    let address = Network.Address(allocationID: id, publicIP: PublicAddress.of(id), tags: tags)
    network.addresses[id] = address
    recordNetwork(id, "address allocated")
    return address
  }

  /// ReleaseAddress.
  /// - Throws: InvalidIPAddress.InUse.
  package mutating func releaseAddress(_ allocation: String) throws(ServiceFailure) {
    let address = try address(allocation)
    guard network.natGateway(holding: allocation) == nil else {
      throw ServiceFailure("InvalidIPAddress.InUse", "Address \(address.publicIP) is in use.")
    }
    network.addresses[allocation] = nil
    recordNetwork(allocation, "address released")
  }
}

extension ServiceFailure {
  fileprivate static func noRoute(_ destination: String, _ table: String) -> ServiceFailure {
    ServiceFailure(
      "InvalidRoute.NotFound", "no route with destination-cidr-block \(destination) in route table \(table)")
  }
}
