/// What exists, as a picture's values: clusters with their services, tasks and container instances, and the task
/// definitions that they use.
///
/// In: the world. Out: values for `Screen` to draw. Changes nothing and draws nothing.
import Cloud
import Workspace

package struct ClusterMap: Hashable, Sendable {
  package struct Task: Hashable, Sendable {
    /// The first eight digits are enough to tell tasks apart on a screen.
    package let id: String
    package let status: String
    package let health: String?
    package let taskDefinition: String
    package let launchType: String?
    package let stoppedReason: String?
    package let containerInstance: String?
    /// The beginning of the EC2 instance's id, for a task that is on one.
    package let host: String?
  }
  package struct Service: Hashable, Sendable {
    package let name: String
    package let status: String
    package let taskDefinition: String
    package let desired: Int, running: Int, pending: Int
    package let deployments: Int
    package let tasks: [Task]
  }
  package struct Instance: Hashable, Sendable {
    package let id: String
    package let type: String
    package let status: String
    package let availabilityZone: String
    /// Its type and zone; a machine of one's own has neither.
    package var place: String { type.isEmpty ? "external" : "\(type)  \(availabilityZone)" }
    package let tasks: Int
    package let freeCPUUnits: Int, freeMemoryMiB: Int
  }
  package struct Cluster: Hashable, Sendable {
    package let name: String
    package let services: [Service]
    /// Tasks that no service keeps.
    package let tasks: [Task]
    package let instances: [Instance]
  }
  package struct Family: Hashable, Sendable {
    package let name: String
    package let activeRevisions: [Int]
  }

  package let region: String
  package let clusters: [Cluster]
  package let families: [Family]

  /// Only ACTIVE clusters and families with an ACTIVE revision; stopped tasks are shown for the first minutes only
  /// where `includesStopped`.
  package init(of world: World, region name: String, includesStopped: Bool = false) {
    region = name
    guard let region = world.regions[name] else {
      clusters = []
      families = []
      return
    }
    let ecs = region.ecs
    clusters = ecs.clusters.values.filter { $0.status == .active }.map { cluster in
      let tasks = ecs.tasks.all(inCluster: cluster.name).filter { includesStopped || $0.lastStatus != .stopped }
      // Looked up, never walked through: one pass over the tasks, whatever the number of services.
      let ofService = Dictionary(grouping: tasks, by: \.service)
      let ofInstance = Dictionary(grouping: tasks.filter { $0.lastStatus != .stopped }, by: \.containerInstance)
      return Cluster(
        name: cluster.name,
        services: ecs.services.values.filter { $0.key.cluster == cluster.name && $0.status != .inactive }.map {
          Self.service($0, tasks: ofService[$0.key] ?? [], ecs)
        },
        tasks: tasks.filter { $0.service == nil }.map { Self.task($0, ecs) },
        instances: ecs.containerInstances.values.filter {
          $0.cluster == cluster.name && $0.status != .inactive
        }.map { instance in
          Instance(
            id: instance.ec2InstanceID, type: instance.instanceType, status: instance.status.rawValue,
            availabilityZone: instance.availabilityZone,
            tasks: ofInstance[instance.id]?.count ?? 0,
            freeCPUUnits: instance.remainingCPUUnits, freeMemoryMiB: instance.remainingMemoryMiB)
        })
    }
    families = ecs.families.values.map { family in
      Family(name: family.name, activeRevisions: family.revisions.filter { $0.status == .active }.map(\.revision))
    }.filter { !$0.activeRevisions.isEmpty }
  }

  private static func service(_ service: ECS.Service, tasks: [ECS.Task], _ ecs: ECS.State) -> Service {
    let definition = service.deployments.first.map { "\($0.family):\($0.revision)" } ?? ""
    return Service(
      name: service.key.name, status: service.status.rawValue, taskDefinition: definition,
      desired: service.desiredCount,
      running: tasks.count { $0.lastStatus == .running },
      pending: tasks.count { [.provisioning, .pending, .activating].contains($0.lastStatus) },
      deployments: service.deployments.count, tasks: tasks.map { task($0, ecs) })
  }

  private static func task(_ task: ECS.Task, _ ecs: ECS.State) -> Task {
    Task(
      id: task.id, status: task.lastStatus.rawValue,
      health: task.healthStatus == .unknown ? nil : task.healthStatus.rawValue,
      taskDefinition: "\(task.family):\(task.revision)", launchType: task.launchType.rawValue,
      stoppedReason: task.stoppedReason, containerInstance: task.containerInstance,
      host: task.containerInstance.flatMap { ecs.containerInstances[$0]?.ec2InstanceID }.map { String($0.prefix(8)) })
  }
}
