/// A managed daemon: one task on each container instance of its capacity providers, on Managed Instances only.
///
/// In: nothing. Out: state. What it runs stands in its revisions, how it came there in its deployments.
/// Source: ECS API reference, DaemonDetail, DaemonRevision; Developer Guide, "Amazon ECS Managed Daemons".
import Collections
import Documents
import SimulationKit

extension ECS {
  package struct DaemonKey: Hashable, Comparable, Sendable {
    package let cluster: String
    package let name: String
    package init(cluster: String, name: String) {
      self.cluster = cluster
      self.name = name
    }
    package static func < (left: DaemonKey, right: DaemonKey) -> Bool {
      (left.cluster, left.name) < (right.cluster, right.name)
    }
    /// The `group` of its tasks.
    package var group: String { "daemon:\(name)" }
    /// As the event log names it.
    package var source: String { "daemon/\(name)" }
  }

  /// Whose daemon task a task is.
  package struct DaemonMembership: Hashable, Sendable {
    package let key: DaemonKey
    /// The id of its daemon revision.
    package let revision: String
  }

  package struct Daemon: Sendable {
    package enum Status: String, Sendable {
      case active = "ACTIVE"
      case deleteInProgress = "DELETE_IN_PROGRESS"
    }
    package let key: DaemonKey
    package internal(set) var status = Status.active
    package let createdAt: Instant
    package internal(set) var updatedAt: Instant
    package var tags: [Tag]
    /// What a repeat of CreateDaemon with the same token has to be equal to.
    let clientToken: String?
    let request: Document.Object
    /// Oldest first.
    package internal(set) var revisions: [DaemonRevision]
    /// Oldest first; the last is what counts.
    package internal(set) var deployments: [DaemonDeployment]
    /// The revision that last was brought everywhere: what a failed deployment goes back to.
    var settledRevision: String?
    /// Its tasks that are not STOPPED, in order of their start.
    package internal(set) var watched: OrderedDictionary<TaskID, WatchedDaemonTask> = [:]
    /// Instances on which it found no room.
    var refusedOn: [ContainerInstanceID] = []
    /// When the scheduler looks next; nil while nothing is to be done.
    package internal(set) var nextTurn: Instant?

    package var deployment: DaemonDeployment? { deployments.last }
    package func revision(_ id: String) -> DaemonRevision? { revisions.first { $0.id == id } }
  }

  /// What is to run where, as it was when a deployment began.
  package struct DaemonRevision: Sendable {
    /// 19 digits.
    package let id: String
    package let createdAt: Instant
    package let family: String
    package let revision: Int
    /// Names, in the order given.
    package let capacityProviders: [String]
    package let propagatesTags: Bool
    package let enableECSManagedTags: Bool
    package let enableExecuteCommand: Bool
  }

  package struct WatchedDaemonTask: Hashable, Sendable {
    package let revision: String
    package let instance: ContainerInstanceID
    /// It has run well for a while.
    package internal(set) var wasHealthy = false
    /// Its end was entered.
    var isSettled = false
  }

  /// What CreateDaemon and UpdateDaemon ask for.
  package struct DaemonRequest: Sendable {
    /// As given.
    package var taskDefinition: String
    /// Names or ARNs.
    package var capacityProviders: [String]
    package var configuration: DaemonDeploymentConfiguration?
    package var propagatesTags: Bool?
    package var enableECSManagedTags: Bool?
    package var enableExecuteCommand: Bool?
    package var tags: [Tag] = []
    package var clientToken: String?
    /// The request without its token.
    package var document: Document.Object = [:]

    package init(taskDefinition: String, capacityProviders: [String]) {
      self.taskDefinition = taskDefinition
      self.capacityProviders = capacityProviders
    }
  }
}

extension Region {
  package func arn(ofDaemon key: ECS.DaemonKey) -> String { ecsARN("daemon/\(key.cluster)/\(key.name)") }
  package func arn(ofDaemonRevision id: String, _ key: ECS.DaemonKey) -> String {
    ecsARN("daemon-revision/\(key.cluster)/\(key.name)/\(id)")
  }
  package func arn(ofDaemonDeployment id: String, _ key: ECS.DaemonKey) -> String {
    ecsARN("daemon-deployment/\(key.cluster)/\(key.name)/\(id)")
  }

  mutating func change(_ key: ECS.DaemonKey, _ body: (inout ECS.Daemon) -> Void) {
    guard let index = ecs.daemons.index(forKey: key) else { return }
    body(&ecs.daemons.values[index])
  }

  /// Changes the daemon's newest deployment.
  mutating func changeDeployment(of key: ECS.DaemonKey, _ body: (inout ECS.DaemonDeployment) -> Void) {
    change(key) { daemon in
      guard !daemon.deployments.isEmpty else { return }
      body(&daemon.deployments[daemon.deployments.count - 1])
    }
  }
}
