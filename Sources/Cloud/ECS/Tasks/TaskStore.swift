/// The tasks of a Region, found by id, service, container instance or cluster, each in order of creation.
///
/// Cost: O(1) by id; listing is linear in what is listed.
import Collections

extension ECS {
  package struct TaskStore: Sendable {
    private var tasks: [TaskID: Task] = [:]
    private var byCluster: [String: OrderedSet<TaskID>] = [:]
    private var byService: [ServiceKey: OrderedSet<TaskID>] = [:]
    private var byInstance: [ContainerInstanceID: OrderedSet<TaskID>] = [:]

    package init() {}

    /// Reading an unknown id gives nil. Setting nil forgets the task.
    package subscript(id: TaskID) -> Task? {
      get { tasks[id] }
      set {
        guard let task = newValue else { return forget(id) }
        let known = tasks.updateValue(task, forKey: id)
        if known == nil {
          byCluster[task.cluster, default: []].append(id)
          if let service = task.service { byService[service, default: []].append(id) }
        }
        if let instance = task.containerInstance, known?.containerInstance != instance {
          byInstance[instance, default: []].append(id)
        }
      }
    }

    package var count: Int { tasks.count }
    package func ids(inCluster cluster: String) -> OrderedSet<TaskID> { byCluster[cluster] ?? [] }
    package func ids(ofService service: ServiceKey) -> OrderedSet<TaskID> { byService[service] ?? [] }
    package func ids(onInstance instance: ContainerInstanceID) -> OrderedSet<TaskID> { byInstance[instance] ?? [] }
    package func all(inCluster cluster: String) -> [Task] { ids(inCluster: cluster).compactMap { tasks[$0] } }
    package func all(ofService service: ServiceKey) -> [Task] { ids(ofService: service).compactMap { tasks[$0] } }
    package func all(onInstance instance: ContainerInstanceID) -> [Task] {
      ids(onInstance: instance).compactMap { tasks[$0] }
    }

    /// Changes a task in place; does nothing for an unknown id. `containerInstance` must not change here.
    package mutating func change(_ id: TaskID, _ body: (inout Task) -> Void) {
      guard let index = tasks.index(forKey: id) else { return }
      body(&tasks.values[index])
    }

    private mutating func forget(_ id: TaskID) {
      guard let task = tasks.removeValue(forKey: id) else { return }
      byCluster[task.cluster]?.remove(id)
      if let service = task.service { byService[service]?.remove(id) }
      if let instance = task.containerInstance { byInstance[instance]?.remove(id) }
    }
  }
}
