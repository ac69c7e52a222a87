/// EC2 instances: virtual machines, some of which become container instances.
///
/// In: what to launch where, which to end and why. Out: instances with their states. Who keeps groups of them (Auto
/// Scaling) launches and terminates here too, and leaves its name as the owner. What they do in time stands in
/// `EC2InstanceLife`. Source: EC2 API reference, RunInstances, TerminateInstances; EC2 User Guide, "Instance lifecycle".
import Collections
import SimulationKit

package enum EC2 {
  /// `i-` and 17 hexadecimal digits.
  package typealias InstanceID = String

  package enum InstanceState: String, Sendable, CaseIterable {
    case pending
    case running
    case shuttingDown = "shutting-down"
    case terminated

    /// As the API numbers them.
    package var code: Int {
      switch self {
      case .pending: 0
      case .running: 16
      case .shuttingDown: 32
      case .terminated: 48
      }
    }
    /// True until somebody asked for its end.
    package var isAlive: Bool {
      switch self {
      case .pending, .running: true
      case .shuttingDown, .terminated: false
      }
    }
  }

  /// Why an instance ended, as DescribeInstances tells it.
  package struct StateReason: Hashable, Sendable {
    package let code: String
    package let message: String
    package init(code: String, message: String) {
      self.code = code
      self.message = message
    }
    /// By TerminateInstances, or by who owns it.
    package static let userInitiated = StateReason(
      code: "Client.UserInitiatedShutdown", message: "Client.UserInitiatedShutdown: User initiated shutdown")
    package static let hostFailed = StateReason(
      code: "Server.InternalError", message: "Server.InternalError: Internal error on launch host")
  }

  /// What to launch. Only the type is needed.
  package struct Launch: Hashable, Sendable {
    /// One of `InstanceType`'s.
    package var instanceType: String
    /// nil: the first subnet of the default VPC, else of the Region.
    package var subnetID: String?
    /// The cluster that its agent joins; nil for a machine without an agent.
    package var cluster: String?
    /// Who keeps it: the name of an Auto Scaling group; nil for nobody.
    package var owner: String?
    /// What its container instance says of its capacity provider.
    package var capacityProviderName: String?
    package var imageID: String?
    package var operatingSystem = OperatingSystem.linux
    /// The agent that is on its image; nil: the newest.
    package var installed: ECS.InstalledAgent?
    /// nil: the VPC's default group.
    package var securityGroupIDs: [String]?
    package var instanceProfileARN: String?
    package var keyName: String?
    /// Spot capacity, which may be taken back.
    package var isSpot = false
    package var userData: String?
    /// nil: as the subnet does.
    package var assignsPublicAddress: Bool?
    /// Told apart by it, a request that comes again gives what it gave before.
    package var clientToken: String?
    package var tags: [ECS.Tag] = []
    /// Instances of one request share a reservation; nil: one of its own.
    package var reservationID: String?

    package init(instanceType: String, subnetID: String? = nil, cluster: String? = nil, owner: String? = nil) {
      self.instanceType = instanceType
      self.subnetID = subnetID
      self.cluster = cluster
      self.owner = owner
    }
  }

  package struct Instance: Sendable {
    package let id: InstanceID
    package let reservationID: String
    package internal(set) var launch: Launch
    package let imageID: String
    package let subnetID: String
    package let vpcID: String
    package let availabilityZone: String
    package let securityGroupIDs: [String]
    package let networkInterfaceID: String
    package let macAddress: String
    package let privateIPv4Address: String
    /// Given in subnets that map one on launch.
    package let publicIPv4Address: String?
    /// The address's place in its subnet.
    let addressPlace: Int
    package let launchedAt: Instant
    package internal(set) var state = InstanceState.pending
    package internal(set) var stateReason: StateReason?
    /// When its end was asked for.
    package internal(set) var shutDownAt: Instant?
    /// Set when its agent has registered.
    package internal(set) var containerInstance: ECS.ContainerInstanceID?
    /// Its agent found no such cluster, and waits for one.
    var waitsForCluster = false

    package var instanceType: String { launch.instanceType }
    package var owner: String? { launch.owner }
    package var cluster: String? { launch.cluster }
  }

  package struct State: Sendable {
    /// In the order of launching; terminated ones for an hour.
    package internal(set) var instances: OrderedDictionary<InstanceID, Instance> = [:]
    /// By id.
    package internal(set) var launchTemplates: OrderedDictionary<String, LaunchTemplate> = [:]
    package init() {}
  }
}

// MARK: - Launching

extension Region {
  /// Launches one instance: it is pending, then running, and joins its cluster when it has booted.
  ///
  /// - Throws: InvalidParameterValue, InvalidSubnetID.NotFound, InvalidGroup.NotFound, MissingInput,
  ///   InsufficientFreeAddressesInSubnet.
  package mutating func launchInstance(_ launch: EC2.Launch) throws(ServiceFailure) -> EC2.InstanceID {
    let (subnet, groups) = try checkLaunch(launch)
    guard let (place, address) = network.takeAddress(inSubnet: subnet.id) else { throw .noFreeAddress(subnet.id) }
    let id = "i-" + mint.hexadecimal(17)
    let isPublic = launch.assignsPublicAddress ?? subnet.mapsPublicIPOnLaunch
    let publicAddress = isPublic ? PublicAddress.of(id) : nil
    ec2.instances[id] = EC2.Instance(
      id: id, reservationID: launch.reservationID ?? "r-" + mint.hexadecimal(17), launch: launch,
      imageID: launch.imageID ?? "ami-" + mint.hexadecimal(17), subnetID: subnet.id, vpcID: subnet.vpcID,
      availabilityZone: subnet.availabilityZone, securityGroupIDs: groups,
      networkInterfaceID: "eni-" + mint.hexadecimal(17),
      macAddress: "0e:" + (0..<5).map { _ in mint.hexadecimal(2) }.joined(separator: ":"), privateIPv4Address: address,
      publicIPv4Address: publicAddress, addressPlace: place, launchedAt: now)
    recordInstance(id)
    schedule(.ec2Instance(id, .runs), after: timing.instancePending)
    if launch.cluster != nil { schedule(.ec2Instance(id, .agentRegisters), after: timing.boot(of: launch)) }
    return id
  }

  /// What `launchInstance` would refuse, before anything is changed.
  /// - Parameter count: how many are to be launched.
  package func checkLaunch(
    _ launch: EC2.Launch, count: Int = 1
  ) throws(ServiceFailure) -> (subnet: Network.Subnet, securityGroupIDs: [String]) {
    guard InstanceType.named(launch.instanceType) != nil else {
      throw ServiceFailure(
        "InvalidParameterValue", "Invalid value '\(launch.instanceType)' for InstanceType.",
        why: "Only the types whose size is known can be launched here, such as t3.medium, m5.large or c5.xlarge.")
    }
    let subnet = try launchSubnet(launch.subnetID)
    guard subnet.availableAddressCount >= count else { throw .noFreeAddress(subnet.id) }
    guard let ids = launch.securityGroupIDs, !ids.isEmpty else {
      return (subnet, network.defaultSecurityGroup(ofVPC: subnet.vpcID).map { [$0.id] } ?? [])
    }
    for id in ids {
      guard let group = network.securityGroups[id] else { throw .securityGroupNotFound(id) }
      guard group.vpcID == subnet.vpcID else {
        throw ServiceFailure(
          "InvalidParameter", "Security group \(id) and subnet \(subnet.id) belong to different networks.")
      }
    }
    return (subnet, ids)
  }

  private func launchSubnet(_ id: String?) throws(ServiceFailure) -> Network.Subnet {
    if let id {
      guard let subnet = network.subnets[id] else { throw .subnetNotFound(id) }
      return subnet
    }
    let usual = network.subnets.values.first { network.vpcs[$0.vpcID]?.isDefault ?? false }
    guard let subnet = usual else {
      throw ServiceFailure(
        "MissingInput", "No subnets found for the default VPC '\(name)'. Please specify a subnet.",
        why: "This account has no default VPC: name a subnet; 'aws ec2 describe-subnets' lists them.")
    }
    return subnet
  }
}

extension Timing {
  /// Until the agent has registered.
  func boot(of launch: EC2.Launch) -> Duration { launch.operatingSystem.isWindows ? windowsInstanceBoot : instanceBoot }
}

// MARK: - Ending

extension Region {
  /// Ends an instance: it shuts down, its tasks end with it, its container instance deregisters. One that has ended
  /// stays as it is.
  ///
  /// - Throws: InvalidInstanceID.NotFound.
  package mutating func terminateInstance(
    _ id: EC2.InstanceID, reason: EC2.StateReason = .userInitiated
  ) throws(ServiceFailure) {
    guard let instance = ec2.instances[id] else { throw .instanceNotFound(id) }
    guard instance.state.isAlive else { return }
    let now = now
    changeEC2Instance(id) { instance in
      instance.state = .shuttingDown
      instance.stateReason = reason
      instance.shutDownAt = now
    }
    schedule(.ec2Instance(id, .ends), after: timing.instanceShutdown)
    loseHost(instance)
  }

  /// The machine has failed under a container instance (a fault): it is gone at once.
  mutating func hostEnded(_ id: EC2.InstanceID) {
    guard let instance = ec2.instances[id], instance.state.isAlive else { return }
    changeEC2Instance(id) { $0.stateReason = .hostFailed }
    endEC2Instance(id)
  }
}

extension ServiceFailure {
  static func noFreeAddress(_ subnet: String) -> ServiceFailure {
    ServiceFailure(
      "InsufficientFreeAddressesInSubnet",
      "There are not enough free addresses in subnet '\(subnet)' to satisfy the requested number of instances.")
  }
  package static func instanceNotFound(_ id: String) -> ServiceFailure {
    ServiceFailure(
      "InvalidInstanceID.NotFound", "The instance ID '\(id)' does not exist",
      why: "'aws ec2 describe-instances' lists the instances of the Region; terminated ones go after an hour.")
  }
}
