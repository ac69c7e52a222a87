/// A container instance: an EC2 host with an agent that tasks are placed on.
import Collections
import SimulationKit

extension ECS {
  package struct ContainerInstance: Sendable {
    package enum Status: String, Sendable {
      case active = "ACTIVE"
      case draining = "DRAINING"
      case inactive = "INACTIVE"
    }
    package let id: ContainerInstanceID
    package let cluster: String
    package let ec2InstanceID: String
    package let instanceType: String
    package let availabilityZone: String
    package var status = Status.active
    package var isAgentConnected = true
    package let registeredCPUUnits: Int
    package let registeredMemoryMiB: Int
    package var remainingCPUUnits: Int
    package var remainingMemoryMiB: Int
    /// TCP ports in use, reserved ones included, ascending.
    package var usedPorts: [Int]
    package var usedUDPPorts: [Int] = []
    package let networkInterfaceLimit: Int
    package var networkInterfacesInUse = 0
    /// Name to value; nil for capabilities, which have none.
    package var attributes: OrderedDictionary<String, String?>
    package let registeredAt: Instant
    package var tags: [Tag] = []
    package var version = 1
    package var capacityProviderName: String?
    /// Images pulled here before.
    package var cachedImages: [String] = []
  }
}
