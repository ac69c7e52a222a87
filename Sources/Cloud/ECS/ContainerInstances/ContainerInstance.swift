/// A container instance: a host with an agent that tasks are placed on. It is an EC2 instance, one that ECS manages, or a
/// machine of one's own (Amazon ECS Anywhere), known by the attribute `ecs.capability.external`.
import Collections
import SimulationKit

extension ECS {
  package struct ContainerInstance: Sendable {
    package enum Status: String, Sendable {
      case active = "ACTIVE"
      case draining = "DRAINING"
      /// Of Managed Instances: it takes nothing any more, and ends when its daemons have.
      case deregistering = "DEREGISTERING"
      case inactive = "INACTIVE"

      /// Not even those that name the instance.
      var takesNoTasks: Bool {
        switch self {
        case .active: false
        case .draining, .deregistering, .inactive: true
        }
      }
    }
    package let id: ContainerInstanceID
    package let cluster: String
    package let ec2InstanceID: String
    /// Empty for a machine that is not EC2's.
    package let instanceType: String
    /// Empty for a machine that is not EC2's.
    package let availabilityZone: String
    package var status = Status.active
    /// Why it is in its status, where AWS says so.
    package internal(set) var statusReason: String?
    package var isAgentConnected = true
    package let registeredCPUUnits: Int
    package let registeredMemoryMiB: Int
    package var remainingCPUUnits: Int
    package var remainingMemoryMiB: Int
    /// TCP ports that were taken from the start, ascending.
    package let registeredPorts: [Int]
    package let registeredUDPPorts: [Int]
    /// TCP ports in use, those from the start included, ascending.
    package var usedPorts: [Int]
    package var usedUDPPorts: [Int] = []
    /// Ports that bridge mode chose for running containers, ascending; they take nothing from the ports above.
    package var dynamicPorts: [Int] = []
    /// How many the machine can have, its own included.
    package let networkInterfaceLimit: Int
    /// Those of tasks.
    package var networkInterfacesInUse = 0
    /// What DAEMON services may still take of it, ahead of other tasks; not part of what replies show.
    package internal(set) var heldForDaemons = InstanceReservation()
    package let gpuCount: Int
    package var gpusInUse = 0
    /// Of Managed Instances alone: elsewhere tasks name `/dev/neuron0` and so on themselves.
    package let neuronDeviceCount: Int
    /// A task takes all of them or none.
    package var areNeuronDevicesTaken = false
    /// Name to value; nil for capabilities, which have none.
    package var attributes: OrderedDictionary<String, String?>
    package let registeredAt: Instant
    package var tags: [Tag] = []
    package var version = 1
    package var capacityProviderName: String?
    /// nil for instances that nobody manages.
    package internal(set) var managed: ManagedInstanceState?
    /// nil until an update was asked for.
    package internal(set) var agentUpdateStatus: AgentUpdateStatus?
    package internal(set) var installed = InstalledAgent.newest
    package internal(set) var agent = AgentConfiguration()
    /// What the last look at its health found; see `Region.health`.
    var findings: [InstanceFinding] = []
    /// The look that is due; nil: the next one would find the same.
    var nextHealthLook: Instant?
    /// Images pulled here before, by their full names; see `Region.cachedImage`.
    package internal(set) var cachedImages: [String: CachedImage] = [:]
    package var inactiveSince: Instant?

    /// The launch type of the tasks that it takes.
    package var launchType: LaunchType {
      managed != nil ? .managedInstances : attributes.keys.contains(Self.externalAttribute) ? .external : .ec2
    }

    /// Source: ECS Developer Guide, "Amazon ECS clusters for external instances".
    package static let externalAttribute = "ecs.capability.external"
    /// TCP ports that the agent and the host keep for themselves.
    package static let reservedPorts = [22, 2_375, 2_376, 51_678, 51_679]

    /// Names that belong to the agent.
    package static func isAgentAttribute(_ name: String) -> Bool {
      name.hasPrefix("ecs.") || name.hasPrefix("com.amazonaws.")
    }
    /// What is left for tasks that are no daemon's. Never negative.
    var openCPUUnits: Int { max(0, remainingCPUUnits - heldForDaemons.cpuUnits) }
    var openMemoryMiB: Int { max(0, remainingMemoryMiB - heldForDaemons.memoryMiB) }
    var openNetworkInterfaces: Int { max(0, freeNetworkInterfaces - heldForDaemons.networkInterfaces) }
    /// True where new tasks can be placed.
    package var isOpen: Bool { status == .active && isAgentConnected && !(managed?.awaitsDaemons ?? false) }
  }
}
