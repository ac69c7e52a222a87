/// What else can be done with tasks: find, list, stop, protect.
///
/// In: names from requests. Out: tasks, or AWS's refusal. Source: ECS API reference, DescribeTasks, ListTasks, StopTask,
/// GetTaskProtection, UpdateTaskProtection; ECS Developer Guide, "Protect your Amazon ECS tasks from being terminated by
/// scale-in events".
import Documents
import SimulationKit

extension Region {
  /// The id in a task's id or ARN, and whether an ARN is one of this cluster.
  ///
  /// - Throws: InvalidParameterException for what cannot be a task.
  package func taskID(_ reference: String, inCluster cluster: String) throws(ServiceFailure) -> (ECS.TaskID, Bool) {
    var id = reference
    var isHere = true
    if ResourceARN.isARN(reference) {
      let arn = try ResourceARN(parsing: reference)
      guard arn.kind == "task", let last = arn.path.last, arn.path.count <= 2 else {
        throw .invalidParameter("Unexpected number of separators")
      }
      id = last
      isHere = isOurs(arn) && (arn.path.count == 1 || arn.path[0] == cluster)
    }
    guard id.utf8.count == 32 || id.utf8.count == 36 else {
      throw .invalidParameter(
        "taskId length should be one of [32,36]",
        why: "A task is named by its id of 32 hexadecimal digits or by its ARN: 'aws ecs list-tasks --cluster "
          + "\(cluster)' shows them.")
    }
    return (id, isHere)
  }

  /// In the order asked for, each once. O(references).
  package func tasks(_ references: [String], inCluster cluster: String) throws(ServiceFailure) -> ECS.TaskBatch {
    var batch = ECS.TaskBatch()
    var found: Set<ECS.TaskID> = []
    var missing: Set<String> = []
    // ARNs as replies give them are cut, which costs a tenth of taking them apart.
    let prefix = arn(ofTask: "", cluster: cluster)
    for reference in references {
      if reference.hasPrefix(prefix),
        let task = ecs.tasks[String(Substring(reference.utf8.dropFirst(prefix.utf8.count)))], task.cluster == cluster
      {
        if found.insert(task.id).inserted { batch.tasks.append(task) }
        continue
      }
      let (id, isHere) = try taskID(reference, inCluster: cluster)
      if isHere, let task = ecs.tasks[id], task.cluster == cluster {
        if found.insert(id).inserted { batch.tasks.append(task) }
      } else {
        // In the long form, whatever form it was asked for in.
        let arn = isHere ? arn(ofTask: id, cluster: cluster) : reference
        if missing.insert(arn).inserted { batch.failures.append(.missing(arn)) }
      }
    }
    return batch
  }

  /// What ListTasks looks for; nil matches all.
  package struct TaskFilter: Sendable {
    package var desiredStatus = ECS.DesiredStatus.running
    package var family: String?
    package var service: ECS.ServiceKey?
    package var daemon: ECS.DaemonKey?
    package var startedBy: String?
    package var containerInstance: ECS.ContainerInstanceID?
    package var launchType: ECS.LaunchType?
    package init() {}

    package func matches(_ task: ECS.Task) -> Bool {
      task.desiredStatus == desiredStatus && (family == nil || task.family == family)
        && (service == nil || task.service == service) && (daemon == nil || task.daemon?.key == daemon)
        && (startedBy == nil || task.startedBy == startedBy)
        && (containerInstance == nil || task.containerInstance == containerInstance)
        && (launchType == nil || task.launchType == launchType)
    }
  }

  /// Ids in order of creation, at most `limit`, from behind `last`; nil where `last` is no longer known.
  ///
  /// Cost: linear in what is walked over until the page is full.
  package func taskIDs(
    inCluster cluster: String, _ filter: TaskFilter, after last: ECS.TaskID?, limit: Int
  ) -> [ECS.TaskID]? {
    let all =
      if let service = filter.service {
        ecs.tasks.ids(ofService: service)
      } else if let instance = filter.containerInstance {
        ecs.tasks.ids(onInstance: instance)
      } else {
        ecs.tasks.ids(inCluster: cluster)
      }
    guard let ids = last == nil ? all.allIDs : last.flatMap(all.ids(after:)) else { return nil }
    var found: [ECS.TaskID] = []
    for id in ids where ecs.tasks[id].map({ filter.matches($0) && !isDeleted($0) }) ?? false {
      guard found.count < limit else { break }
      found.append(id)
    }
    return found
  }

  /// StopTask.
  ///
  /// - Returns: the task as it is now, and whether it was already on its way out.
  package mutating func stopTask(
    _ reference: String, inCluster cluster: String, reason: String?
  ) throws(ServiceFailure) -> (task: ECS.Task, wasStopping: Bool) {
    let (id, isHere) = try taskID(reference, inCluster: cluster)
    guard isHere, let task = ecs.tasks[id], task.cluster == cluster else {
      throw .invalidParameter(
        "The referenced task was not found.",
        why: "'aws ecs list-tasks --cluster \(cluster)' shows the tasks there are; one that stopped more than an hour "
          + "ago is forgotten.")
    }
    guard reason?.unicodeScalars.count ?? 0 <= 1_024 else {
      throw .invalidParameter("reason can not be longer than 1024 characters.")
    }
    let wasStopping = task.desiredStatus == .stopped
    stopTask(id, code: .userInitiated, reason: reason ?? "Task stopped by user")
    return (ecs.tasks[id] ?? task, wasStopping)
  }

  // MARK: - Protection from scale-in

  package static let defaultProtectionMinutes = 120

  /// The tasks of REPLICA services by id or ARN, or all of none given; others are failures.
  package func protectableTasks(
    _ references: [String], inCluster cluster: String
  ) throws(ServiceFailure) -> ECS.TaskBatch {
    var batch = try tasks(references, inCluster: cluster)
    if references.isEmpty {
      batch.tasks = ecs.tasks.all(inCluster: cluster).filter { isProtectable($0) && $0.lastStatus != .stopped }
      return batch
    }
    batch.failures += batch.tasks.filter { !isProtectable($0) }
      .map { ECS.Failure(arn: arn(ofTask: $0.id, cluster: cluster), reason: "TASK_NOT_VALID") }
    batch.tasks.removeAll { !isProtectable($0) }
    batch.sortFailures(as: references)
    return batch
  }

  private func isProtectable(_ task: ECS.Task) -> Bool {
    task.service.map { ecs.services[$0]?.schedulingStrategy != .daemon } ?? false
  }

  /// True where a rollout has nothing left to do but to stop old tasks, and those are protected.
  private func isHeldByProtection(_ key: ECS.ServiceKey) -> Bool {
    guard let service = ecs.services[key], let primary = service.primary, primary.rolloutState == .inProgress else {
      return false
    }
    let tasks = service.scheduler.watched.keys.compactMap { ecs.tasks[$0] }.filter(Self.isToRun)
    let old = tasks.filter { $0.startedBy != primary.name }
    return !old.isEmpty && old.allSatisfy { $0.protectedUntil.map { $0 > now } ?? false }
  }

  package mutating func protectTasks(
    _ references: [String], inCluster cluster: String, minutes: Int?
  ) throws(ServiceFailure) -> ECS.TaskBatch {
    var batch = try protectableTasks(references, inCluster: cluster)
    let end = minutes.map { now + .minutes($0) }
    if end != nil {
      // [SIM] The reason's text: one that ends is not protected from it.
      let ending = batch.tasks.filter { !Self.isToRun($0) }.map(\.id)
      batch.failures += ending.map { ECS.Failure(arn: arn(ofTask: $0, cluster: cluster), reason: "TASK_NOT_VALID") }
      batch.tasks.removeAll { ending.contains($0.id) }
      let held = batch.tasks.filter { task in task.service.map(isHeldByProtection) ?? false }.map(\.id)
      batch.failures += held.map {
        ECS.Failure(
          arn: arn(ofTask: $0, cluster: cluster), reason: "DEPLOYMENT_BLOCKED",
          detail: "Protected tasks keep a deployment of the service from settling.")
      }
      batch.tasks.removeAll { held.contains($0.id) }
      batch.sortFailures(as: references)
    }
    for task in batch.tasks { ecs.tasks.change(task.id) { $0.protectedUntil = end } }
    batch.tasks = batch.tasks.compactMap { ecs.tasks[$0.id] }
    return batch
  }
}

extension ECS.TaskBatch {
  /// In the order in which a request named the tasks.
  fileprivate mutating func sortFailures(as references: [String]) {
    let ids = references.map { $0.split(separator: "/").last }
    func place(_ failure: ECS.Failure) -> Int {
      ids.firstIndex(of: failure.arn?.split(separator: "/").last) ?? ids.count
    }
    failures.sort { place($0) < place($1) }
  }
}
