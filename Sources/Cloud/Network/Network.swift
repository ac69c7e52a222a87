/// The network that tasks are put into: a VPC's subnets, security groups and zones.
///
/// A plan may write zones as letters (`a`); `placed(in:)` makes them names of the Region (`us-east-1a`).
import Collections

package struct Network: Sendable {
  package struct VPC: Hashable, Sendable {
    package var id: String
    package var cidrBlock: String
    package var isDefault: Bool
    package init(id: String, cidrBlock: String, isDefault: Bool) {
      self.id = id
      self.cidrBlock = cidrBlock
      self.isDefault = isDefault
    }
  }
  package struct Subnet: Hashable, Sendable {
    package var id: String
    package var vpcID: String
    /// A zone name, or in a plan its last letter.
    package var availabilityZone: String
    package var cidrBlock: String
    package var mapsPublicIPOnLaunch: Bool
    /// True where a route leads to the internet (gateway or NAT).
    package var reachesInternet: Bool
    /// Addresses handed out so far, for the next private address.
    package var addressesUsed = 0
    package init(
      id: String, vpcID: String, availabilityZone: String, cidrBlock: String, mapsPublicIPOnLaunch: Bool,
      reachesInternet: Bool
    ) {
      self.id = id
      self.vpcID = vpcID
      self.availabilityZone = availabilityZone
      self.cidrBlock = cidrBlock
      self.mapsPublicIPOnLaunch = mapsPublicIPOnLaunch
      self.reachesInternet = reachesInternet
    }
  }
  package struct SecurityGroup: Hashable, Sendable {
    package var id: String
    package var name: String
    package var vpcID: String
    package init(id: String, name: String, vpcID: String) {
      self.id = id
      self.name = name
      self.vpcID = vpcID
    }
  }

  package var vpcs: OrderedDictionary<String, VPC> = [:]
  package var subnets: OrderedDictionary<String, Subnet> = [:]
  package var securityGroups: OrderedDictionary<String, SecurityGroup> = [:]

  package init() {}

  func placed(in region: String) -> Network {
    var copy = self
    for index in copy.subnets.values.indices where copy.subnets.values[index].availabilityZone.count == 1 {
      copy.subnets.values[index].availabilityZone = region + copy.subnets.values[index].availabilityZone
    }
    return copy
  }
}
