/// The network that tasks are put into: a VPC's subnets, security groups and zones.
///
/// In: a plan, requests for addresses. Out: subnets to choose from, private addresses. A plan may write zones as letters
/// (`a`); `placed(in:)` makes them names of the Region (`us-east-1a`).
import Collections
import SimulationKit

package struct Network: Sendable {
  package struct VPC: Hashable, Sendable {
    package var id: String
    package var cidrBlock: String
    package var isDefault: Bool
    package internal(set) var tags: [ECS.Tag] = []
    /// Whether names resolve, whether interfaces get some, whether addresses are counted: shown again.
    package internal(set) var attributes: [VPCAttribute: Bool]
    package init(id: String, cidrBlock: String, isDefault: Bool) {
      self.id = id
      self.cidrBlock = cidrBlock
      self.isDefault = isDefault
      attributes = [.dnsSupport: true, .dnsHostnames: isDefault, .addressUsage: false]
    }
  }
  package enum VPCAttribute: String, Hashable, Sendable, CaseIterable {
    case dnsSupport = "enableDnsSupport"
    case dnsHostnames = "enableDnsHostnames"
    case addressUsage = "enableNetworkAddressUsageMetrics"
  }
  /// Where a subnet's default route leads.
  package enum Route: String, Hashable, Sendable, CaseIterable {
    /// To an internet gateway: only interfaces with a public address get out.
    case internet
    /// To a NAT gateway: every interface gets out.
    case nat
    case none
  }
  package struct Subnet: Hashable, Sendable {
    package var id: String
    package var vpcID: String
    /// A zone name, or in a plan its last letter.
    package var availabilityZone: String
    package var cidrBlock: String
    package var mapsPublicIPOnLaunch: Bool
    /// What its route table makes of it.
    package var route: Route
    package internal(set) var tags: [ECS.Tag] = []
    /// Places in the block that are in use, for the next private address.
    package internal(set) var addressesInUse = BitSet()
    var nextAddress = 0
    /// A fault says that no address is free.
    var isExhausted = false

    package init(
      id: String, vpcID: String, availabilityZone: String, cidrBlock: String, mapsPublicIPOnLaunch: Bool, route: Route
    ) {
      self.id = id
      self.vpcID = vpcID
      self.availabilityZone = availabilityZone
      self.cidrBlock = cidrBlock
      self.mapsPublicIPOnLaunch = mapsPublicIPOnLaunch
      self.route = route
    }

    /// A public subnet leads to an internet gateway, a private one to NAT.
    package init(
      id: String, vpcID: String, availabilityZone: String, cidrBlock: String, mapsPublicIPOnLaunch: Bool,
      reachesInternet: Bool
    ) {
      self.init(
        id: id, vpcID: vpcID, availabilityZone: availabilityZone, cidrBlock: cidrBlock,
        mapsPublicIPOnLaunch: mapsPublicIPOnLaunch,
        route: reachesInternet ? (mapsPublicIPOnLaunch ? .internet : .nat) : .none)
    }

    /// True where a route leads to the internet (gateway or NAT).
    package var reachesInternet: Bool { route != .none }
    /// How many private addresses are free.
    package var availableAddressCount: Int {
      isExhausted ? 0 : max(0, (CIDRBlock(cidrBlock)?.usableCount ?? 0) - addressesInUse.count)
    }
  }
  package struct SecurityGroup: Hashable, Sendable {
    package var id: String
    package var name: String
    package var vpcID: String
    package var description: String
    package var ingress: [SecurityGroupRule]
    package var egress = [SecurityGroupRule(transport: "-1", peer: .cidrIPv4("0.0.0.0/0"))]
    package var tags: [ECS.Tag] = []
    package static let maximumRules = 60  // fact: VPC quotas, rules per security group

    package init(id: String, name: String, vpcID: String, description: String, ingress: [SecurityGroupRule]) {
      self.id = id
      self.name = name
      self.vpcID = vpcID
      self.description = description
      self.ingress = ingress
    }
  }

  package var vpcs: OrderedDictionary<String, VPC> = [:]
  package var subnets: OrderedDictionary<String, Subnet> = [:]
  package var securityGroups: OrderedDictionary<String, SecurityGroup> = [:]
  package internal(set) var routeTables: OrderedDictionary<String, RouteTable> = [:]
  package internal(set) var internetGateways: OrderedDictionary<String, InternetGateway> = [:]
  package internal(set) var natGateways: OrderedDictionary<String, NATGateway> = [:]
  /// By allocation.
  package internal(set) var addresses: OrderedDictionary<String, Address> = [:]

  package init() {}

  func placed(in region: String) -> Network {
    var copy = self
    for index in copy.subnets.values.indices where copy.subnets.values[index].availabilityZone.count == 1 {
      copy.subnets.values[index].availabilityZone = region + copy.subnets.values[index].availabilityZone
    }
    return copy
  }

  /// An address of the subnet and its place there; nil when none is free. Addresses go round, so a freed one is not
  /// taken again at once.
  mutating func takeAddress(inSubnet id: String) -> (place: Int, address: String)? {
    guard let subnet = subnets[id], !subnet.isExhausted, let block = CIDRBlock(subnet.cidrBlock) else { return nil }
    let count = block.usableCount
    return subnets[id].map(Self.firstFree(count)).flatMap { place in
      guard let place else { return nil }
      subnets[id]?.addressesInUse.insert(place)
      subnets[id]?.nextAddress = (place + 1) % count
      return (place, block.usableAddress(place))
    }
  }

  mutating func giveBackAddress(_ place: Int, inSubnet id: String) { subnets[id]?.addressesInUse.remove(place) }

  private static func firstFree(_ count: Int) -> (Subnet) -> Int? {
    { subnet in
      guard subnet.addressesInUse.count < count else { return nil }
      return (0..<count).lazy.map { (subnet.nextAddress + $0) % count }.first { !subnet.addressesInUse.contains($0) }
    }
  }
}

extension Region {
  /// An id that belongs to another resource and is the same always: `PREFIX-` and 17 hexadecimal digits.
  package func derivedID(_ prefix: String, of resource: String) -> String {
    let digits = [1, 2].map { part in
      let text = String(StableHash.of("\(prefix)/\(part)/\(account)/\(resource)"), radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
    return "\(prefix)-\(digits.prefix(17))"
  }
}
