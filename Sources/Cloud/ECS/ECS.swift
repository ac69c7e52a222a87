/// Amazon ECS's state in one Region, by resource.
import Collections
import SimulationKit

package enum ECS {
  /// 32 lower-case hexadecimal digits.
  package typealias TaskID = String
  /// 32 lower-case hexadecimal digits.
  package typealias ContainerInstanceID = String

  package struct ServiceKey: Hashable, Comparable, Sendable {
    package let cluster: String
    package let name: String
    package init(cluster: String, name: String) {
      self.cluster = cluster
      self.name = name
    }
    package static func < (left: ServiceKey, right: ServiceKey) -> Bool {
      (left.cluster, left.name) < (right.cluster, right.name)
    }
  }

  package struct Tag: Hashable, Sendable {
    /// Only in a request can it be absent (nil): `check` refuses that.
    package var key: String?
    package var value: String?
    package init(key: String?, value: String?) {
      self.key = key
      self.value = value
    }
  }

  package struct State: Sendable {
    package var clusters: OrderedDictionary<String, Cluster> = [:]
    package var families: OrderedDictionary<String, Family> = [:]
    package var tasks = TaskStore()
    package var services: OrderedDictionary<ServiceKey, Service> = [:]
    package var containerInstances: OrderedDictionary<ContainerInstanceID, ContainerInstance> = [:]
    /// By cluster: the instances that are not INACTIVE, as placement sees them.
    package internal(set) var instanceRosters: [String: InstanceRoster] = [:]
    /// Daemon task definitions: families and revisions of their own.
    package var daemonFamilies: OrderedDictionary<String, DaemonFamily> = [:]
    /// By cluster, those that have or had container instances.
    package internal(set) var clusterUsage: OrderedDictionary<String, ClusterUsage> = [:]
    /// By cluster: the turn that all its services were last asked to take.
    var turnsAskedFor: [String: Instant] = [:]
    /// Requests for turns of all services: what falls due for a deleted service is never taken for its namesake's.
    var lastTurnRequest = 0
    package internal(set) var daemons: OrderedDictionary<DaemonKey, Daemon> = [:]
    /// The DAEMON services that are ACTIVE, in order of creation.
    var daemonServices: [ServiceKey] = []
    /// By Managed Instances provider: when it is looked at next.
    var managedTurns: [String: Instant] = [:]
    /// By FARGATE and FARGATE_SPOT.
    var launchRates: [String: LaunchRate] = [:]
    package var runTaskTokens: OrderedDictionary<String, RunTaskToken> = [:]
    /// Of ECS Exec, by container id: those that are not over yet, in order of their beginning.
    var executionSessions: [(container: String, since: Instant)] = []
    package var accountSettings = AccountSettings()
    /// The account's own, by name, in order of creation.
    package internal(set) var capacityProviders: OrderedDictionary<String, CapacityProvider> = [:]
    package internal(set) var managedScaling: OrderedDictionary<CapacityKey, ManagedScalingMemory> = [:]
    /// Tasks that wait for an instance, the oldest first; some may have been stopped meanwhile.
    var waitingTasks: OrderedDictionary<TaskID, TaskOrder> = [:]
    /// Why tasks of a kind found no place at that instant.
    var refusedPlacements: (instant: Instant, kinds: [WaitingKind: [Failure]]) = (.worldStart, [:])
    package init() {}
  }
}
