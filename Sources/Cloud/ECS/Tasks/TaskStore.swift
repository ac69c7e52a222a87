/// The tasks of a Region, found by id, cluster, service, group or container instance, each in order of creation.
///
/// Cost: O(1) by id; listing is linear in what is listed.
import Collections

extension ECS {
  package struct TaskStore: Sendable {
    fileprivate struct GroupKey: Hashable {
      let cluster: String
      let group: String
    }
    /// Tasks of one group, with those that are not STOPPED counted by where they are.
    private struct Group {
      var ids = CreationOrder()
      var spread = Spread()
    }
    /// How many tasks of a group that are not STOPPED are where; places that had some before stay with 0.
    package struct Spread: Sendable {
      package fileprivate(set) var byZone: OrderedDictionary<String, Int> = [:]
      package fileprivate(set) var byInstance: OrderedDictionary<ContainerInstanceID, Int> = [:]

      fileprivate mutating func count(_ task: Task, _ difference: Int) {
        byZone[task.availabilityZone, default: 0] += difference
        if let instance = task.containerInstance { byInstance[instance, default: 0] += difference }
      }
    }
    private var tasks: [TaskID: Task] = [:]
    private var byCluster: [String: CreationOrder] = [:]
    private var byService: [ServiceKey: CreationOrder] = [:]
    private var byGroup: [GroupKey: Group] = [:]
    private var byInstance: [ContainerInstanceID: CreationOrder] = [:]
    private var tallies: [String: TaskTally] = [:]
    /// Of the tasks that are not STOPPED, by FARGATE and FARGATE_SPOT.
    private(set) var fargateCPUUnits: [String: Int] = [:]

    package init() {}

    /// Reading an unknown id gives nil. Setting nil forgets the task.
    package subscript(id: TaskID) -> Task? {
      get { tasks[id] }
      set {
        guard let task = newValue else { return forget(id) }
        let known = tasks.updateValue(task, forKey: id)
        if let known {
          countEnd(before: known.lastStatus, task)
          tally(known, -1)
        }
        tally(task, 1)
        if known == nil {
          byCluster[task.cluster, default: .init()].append(id)
          byGroup[task.groupKey, default: .init()].ids.append(id)
          if task.lastStatus != .stopped { countLiving(task, 1) }
          if let service = task.service { byService[service, default: .init()].append(id) }
        }
        if let instance = task.containerInstance, known?.containerInstance != instance {
          byInstance[instance, default: .init()].append(id)
        }
      }
    }

    package var count: Int { tasks.count }
    package func ids(inCluster cluster: String) -> CreationOrder { byCluster[cluster] ?? .init() }
    package func ids(ofService service: ServiceKey) -> CreationOrder { byService[service] ?? .init() }
    package func spread(ofGroup group: String, inCluster cluster: String) -> Spread {
      byGroup[GroupKey(cluster: cluster, group: group)]?.spread ?? Spread()
    }
    /// Cost: O(1).
    package func tally(ofCluster cluster: String) -> TaskTally { tallies[cluster] ?? TaskTally() }
    package func ids(onInstance instance: ContainerInstanceID) -> CreationOrder { byInstance[instance] ?? .init() }
    package func all(inCluster cluster: String) -> [Task] { ids(inCluster: cluster).compactMap { tasks[$0] } }
    package func all(ofService service: ServiceKey) -> [Task] { ids(ofService: service).compactMap { tasks[$0] } }
    package func all(onInstance instance: ContainerInstanceID) -> [Task] {
      ids(onInstance: instance).compactMap { tasks[$0] }
    }

    /// Changes a task in place; does nothing for an unknown id. Where it is and belongs must not change here.
    package mutating func change(_ id: TaskID, _ body: (inout Task) -> Void) {
      guard let index = tasks.index(forKey: id) else { return }
      let before = tasks.values[index].lastStatus
      let placeBefore = tasks.values[index].tallyPlace
      body(&tasks.values[index])
      let task = tasks.values[index]
      if task.tallyPlace != placeBefore {
        tallies[task.cluster]?.count(task.launchType, as: placeBefore, by: -1)
        tally(task, 1)
      }
      countEnd(before: before, task)
    }

    /// Changes where a task is; does nothing for an unknown id.
    package mutating func place(_ id: TaskID, _ body: (inout Task) -> Void) {
      guard let before = tasks[id] else { return }
      var task = before
      body(&task)
      tasks[id] = task
      tally(before, -1)
      tally(task, 1)
      byGroup[task.groupKey]?.spread.count(before, -1)
      byGroup[task.groupKey]?.spread.count(task, 1)
      if let instance = task.containerInstance { byInstance[instance, default: .init()].append(id) }
    }

    private mutating func tally(_ task: Task, _ difference: Int) {
      tallies[task.cluster, default: TaskTally()].count(task.launchType, as: task.tallyPlace, by: difference)
    }

    private mutating func countEnd(before: TaskStatus, _ task: Task) {
      if before != .stopped, task.lastStatus == .stopped { countLiving(task, -1) }
    }

    private mutating func countLiving(_ task: Task, _ difference: Int) {
      byGroup[task.groupKey]?.spread.count(task, difference)
      guard let provider = task.fargateProvider else { return }
      fargateCPUUnits[provider, default: 0] += difference * (task.cpuUnits ?? 0)
    }

    private mutating func forget(_ id: TaskID) {
      guard let task = tasks.removeValue(forKey: id) else { return }
      Self.remove(id, from: &byCluster, task.cluster)
      tally(task, -1)
      if task.lastStatus != .stopped { countLiving(task, -1) }
      byGroup[task.groupKey]?.ids.remove(id)
      if byGroup[task.groupKey]?.ids.isEmpty ?? false { byGroup[task.groupKey] = nil }
      if let service = task.service { Self.remove(id, from: &byService, service) }
      if let instance = task.containerInstance { Self.remove(id, from: &byInstance, instance) }
    }

    private static func remove<Key>(_ id: TaskID, from index: inout [Key: CreationOrder], _ key: Key) {
      index[key]?.remove(id)
      if index[key]?.isEmpty ?? false { index[key] = nil }
    }
  }
}

extension ECS.Task {
  fileprivate var groupKey: ECS.TaskStore.GroupKey { .init(cluster: cluster, group: group) }
}
