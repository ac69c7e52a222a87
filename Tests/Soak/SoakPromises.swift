/// What must hold after every event, of those that it touched.
///
/// In: the history, what happened, the first new record. Out: sentences in `broken`. Cost: what the event touched, and
/// the tasks of its services and container instances; the whole world is `audit`'s.
import Cloud
import CloudAPI
import Documents
import SimulationKit

/// What happened between two looks.
enum SoakTrigger {
  case command(SoakCommand)
  case due(DueChange)
}

extension SoakHistory {
  mutating func look(after trigger: SoakTrigger, cause: Cause, firstNew: Int) {
    guard broken.isEmpty, let region else { return }
    let records = world.eventLog.records(from: firstNew)
    var tasks = Touched<ECS.TaskID>()
    var services = Touched<ECS.ServiceKey>()
    var instances = Touched<ECS.ContainerInstanceID>()
    if case .due(let change) = trigger {
      switch change {
      case .taskStep(let id, _), .container(let id, _, _), .forgetTask(let id): tasks.insert(id)
      case .serviceTurn(let key, _), .forgetService(let key, _): services.insert(key)
      case .forgetContainerInstance(let id): instances.insert(id)
      default: break
      }
    }
    for record in records {
      let parts = record.source.split(separator: "/", maxSplits: 1).map(String.init)
      guard let kind = parts.first, let name = parts.last else { continue }
      if kind == "task" { tasks.insert(name) }
      if kind == "container-instance" { instances.insert(name) }
      if kind == "service" { services.insert(ECS.ServiceKey(cluster: record.draft.cluster ?? "", name: name)) }
    }
    let orphans = orphans(of: trigger, region)
    for id in orphans { tasks.insert(id) }
    look(at: records, cause: cause)
    lookAtTurns(after: trigger, cause: cause, records, region)
    lookAtRollbacks(records)
    var clusters = Touched<String>()
    var before: [ECS.TaskID: SoakShadow.Entry] = [:]
    for id in tasks.all {
      let known = shadow.update(id, region.ecs.tasks[id])
      if let known { before[id] = known }
      guard let task = region.ecs.tasks[id] else {
        promise(
          known == nil || known?.status == .stopped || orphans.contains(id),
          "task \(id) was forgotten before it stopped")
        if let known { clusters.insert(known.cluster) }
        continue
      }
      clusters.insert(task.cluster)
      broken += region.brokenPromises(of: task)
      look(at: task, before: known, trigger, records, region)
      if let key = task.service { services.insert(key) }
      if let instance = task.containerInstance { instances.insert(instance) }
    }
    for id in instances.all {
      guard let instance = region.ecs.containerInstances[id] else { continue }
      broken += region.brokenPromises(of: instance)
      let own = region.ecs.tasks.all(onInstance: id).map(SoakShadow.Entry.init)
      let counted = (own.count(where: \.isRunning), own.count(where: \.isPending))
      let told = region.taskCounts(ofContainerInstance: id)
      promise(
        told == counted, "instance \(instance.ec2InstanceID) counts \(told) running and pending tasks of \(counted)")
    }
    for cluster in clusters.all { lookAtCounts(of: cluster, region) }
    for key in services.all {
      guard let service = region.ecs.services[key] else { continue }
      broken += region.brokenPromises(of: service)
      lookAtCounts(of: service, region)
      if let limits = limits[key] { look(at: service, limits, region) }
      if case .due(.serviceTurn(key, _)) = trigger {
        lookAtTurn(of: service, tasks.all, before, region)
        // A turn that was asked for again is still to come: this one did nothing.
        if service.scheduler.nextTurn != world.now { lookAtWhatIsSaid(of: service, records, before: before, region) }
      }
    }
  }

  /// Tasks that a forced deregistration leaves running where ECS no longer sees them.
  private func orphans(of trigger: SoakTrigger, _ region: Region) -> [ECS.TaskID] {
    guard case .command(.request(let request)) = trigger, request.operation == "DeregisterContainerInstance",
      let reference = request.input["containerInstance"]?.string
    else { return [] }
    let id = region.containerInstanceID(reference)
    return shadow.tasks.filter { $0.value.instance == id && region.ecs.tasks[$0.key] == nil }.keys.sorted()
  }

  private mutating func lookAtCounts(of cluster: String, _ region: Region) {
    let told = region.counts(ofCluster: cluster)
    let counted = shadow.byCluster[cluster] ?? .init()
    promise(
      told.runningTasks == counted.running && told.pendingTasks == counted.pending
        && told.tasks.living == counted.living,
      "cluster \(cluster) counts \(told.runningTasks) running, \(told.pendingTasks) pending, \(told.tasks.living) living; "
        + "there are \(counted.running), \(counted.pending), \(counted.living)")
  }

  // MARK: - Tasks

  private mutating func look(
    at task: ECS.Task, before known: SoakShadow.Entry?, _ trigger: SoakTrigger, _ records: ArraySlice<EventRecord>,
    _ region: Region
  ) {
    let name = "task \(task.id)"
    let last = records.last { $0.source == "task/\(task.id)" }
    guard let known else {
      promise(task.createdAt == world.now, "\(name) is new and was created at another time")
      promise(last != nil, "\(name) began without a record")
      promise(task.desiredStatus == .running || task.lastStatus == .stopped, "\(name) began by stopping")
      let instance = task.containerInstance.flatMap { region.ecs.containerInstances[$0] }
      if let instance, !Self.isStartTask(trigger) {
        promise(
          instance.status == .active && instance.isAgentConnected,
          "\(name) began on \(instance.ec2InstanceID), which takes no tasks")
      }
      return
    }
    if task.lastStatus != known.status || task.desiredStatus != known.desired {
      promise(
        last?.message == task.lastStatus.rawValue && last?.reason == task.stoppedReason,
        "\(name) became \(task.lastStatus) \(task.desiredStatus) without saying so in the event log")
      promise(
        task.version > known.version,
        "\(name) became \(task.lastStatus) \(task.desiredStatus) with the old version")
      let order = ECS.TaskStatus.allCases
      promise(
        order.firstIndex(of: known.status) ?? 0 <= order.firstIndex(of: task.lastStatus) ?? 0,
        "\(name) went back from \(known.status) to \(task.lastStatus)")
      promise(known.desired == .running || task.desiredStatus == .stopped, "\(name) is to run again")
      lookAtChange(of: task, trigger, region)
    }
    promise(known.startedAt == nil || known.startedAt == task.startedAt, "\(name) has started twice")
    if known.desired == .stopped {
      promise(
        known.stopCode == task.stopCode && known.reason == task.stoppedReason,
        "\(name) stops for another reason than it did")
    } else if task.desiredStatus == .stopped {
      lookAtReason(of: task, trigger, region)
    }
  }

  private static func isStartTask(_ trigger: SoakTrigger) -> Bool {
    if case .command(.request(let request)) = trigger { request.operation == "StartTask" } else { false }
  }

  /// A task was asked to stop just now: by whom, and with the words for that?
  private mutating func lookAtReason(of task: ECS.Task, _ trigger: SoakTrigger, _ region: Region) {
    guard let code = task.stopCode, let reason = task.stoppedReason else { return }
    let said = "task \(task.id) stops with \(code.rawValue): \(reason)"
    promise(Self.codes(after: trigger).contains(code), "\(said), after \(trigger)")
    let words: [String] =
      switch code {
      case .userInitiated: [Self.reasonGiven(by: trigger) ?? "Task stopped by user"]
      case .serviceSchedulerInitiated:
        [
          "Scaling activity initiated by (deployment \(task.startedBy ?? ""))",
          "Availability-zone rebalancing initiated by (deployment \(task.startedBy ?? ""))",
          "Task failed container health checks",
          "Task failed ELB health checks in (target-group ", "Task failed ELB health checks in (elb ",
          "Task failed VPC Lattice health checks in (target-group ",
          "ECS is performing maintenance on the underlying infrastructure hosting the task",
        ]
      case .essentialContainerExited:
        [
          "Essential container in task exited", "OutOfMemoryError: Container killed due to memory usage",
          "TaskStateError: Agent could not progress task's state to stopped",
        ]
      case .spotInterruption: ["Your Spot Task was interrupted."]
      case .terminationNotice:
        [
          "Host EC2 (instance ", "The container instance was deregistered.",
          "ECS is performing maintenance on the underlying infrastructure hosting the task",
        ]
      case .taskFailedToStart:
        [
          "CannotPullContainerError: ", "CannotStartContainerError: ", "ResourceInitializationError: ",
          "TaskDependencyError: ", "TaskFailedToStart: ", "Task failed to start", "Unexpected EC2 error while ",
          "Fetching secret data from ",
          "Timeout waiting for network interface ",
        ] + Self.wordsOfTrouble
      }
    promise(words.contains { reason.hasPrefix($0) }, "\(said): these words belong to another code")
    let isOfTrouble = Self.wordsOfTrouble.contains { reason.hasPrefix($0) }
    promise(!isOfTrouble || accepted["inject start-failing"] != nil, "\(said), and nobody let starts fail")
    if code == .essentialContainerExited {
      let definition = region.taskDefinition(task.family, task.revision)
      let hasEnded = task.containers.contains { container in
        container.exitCode != nil
          && definition?.containers.first { $0.name == container.name }?.isEssential ?? false
      }
      promise(hasEnded, "\(said), and no essential container has an exit code")
    }
    if code == .serviceSchedulerInitiated { promise(task.service != nil, "\(said), and belongs to no service") }
  }

  /// What only the fault `start-failing` brings about.
  private static let wordsOfTrouble = [
    "Timeout waiting for EphemeralStorage ", "Unable to attach network interface to unused device index",
    "InternalError: ", "CannotCreateContainerError: ", "CannotCreateVolumeError: ", "ContainerRuntimeTimeoutError: ",
    "DockerTimeoutError: ", "CannotInspectContainerError: ", "ContainerRuntimeError: ",
    "The selected task definition is not compatible ",
  ]

  private static func reasonGiven(by trigger: SoakTrigger) -> String? {
    guard case .command(.request(let request)) = trigger else { return nil }
    return request.input["reason"]?.string
  }

  private static func codes(after trigger: SoakTrigger) -> [ECS.StopCode] {
    switch trigger {
    case .command(.request(let request)):
      switch request.operation {
      case "StopTask": [.userInitiated]
      case "UpdateContainerInstancesState": [.serviceSchedulerInitiated]
      case "DeregisterContainerInstance", "TerminateInstances": [.terminationNotice]
      default: []
      }
    case .command(.fault):
      [
        .spotInterruption, .terminationNotice, .serviceSchedulerInitiated, .essentialContainerExited,
        .taskFailedToStart,
      ]
    case .command(.advance): []
    case .due(let change):
      switch change {
      case .taskStep, .container: [.essentialContainerExited, .taskFailedToStart]
      case .serviceTurn: [.serviceSchedulerInitiated]
      case .ec2Instance, .group: [.terminationNotice, .serviceSchedulerInitiated]
      case .capacity: [.terminationNotice, .serviceSchedulerInitiated, .taskFailedToStart]
      default: []
      }
    }
  }

  // MARK: - Services

  /// A scheduler never starts beyond the maximum, and never takes healthy tasks below the minimum by its own stops.
  private mutating func lookAtTurn(
    of service: ECS.Service, _ touched: [ECS.TaskID], _ before: [ECS.TaskID: SoakShadow.Entry], _ region: Region
  ) {
    guard service.status == .active, !service.takesTaskSets else { return }
    let tasks = region.ecs.tasks.all(ofService: service.key)
    let wanted = tasks.filter { $0.desiredStatus == .running && $0.lastStatus != .stopped }
    guard service.schedulingStrategy == .replica else {
      // An instance takes a daemon's next task when the one before is STOPPED, which asks for a turn itself. What is left
      // on instances that leave is no reason to wait.
      let count = tasks.count { task in
        task.lastStatus != .stopped
          && task.containerInstance.flatMap { region.ecs.containerInstances[$0] }?.status == .active
      }
      return lookAtAttempts(of: service, count, region)
    }
    let configuration = service.deploymentConfiguration
    let floor = (service.desiredCount * configuration.minimumHealthyPercent + 99) / 100
    let ceiling = service.desiredCount * configuration.maximumPercent / 100
    let most = max(ceiling, service.desiredCount)
    let started = wanted.filter { before[$0.id] == nil && touched.contains($0.id) }
    // Where revisions stand side by side, each keeps to the maximum by itself.
    for startedBy in Set(started.map(\.startedBy)) {
      let mine = Self.rolls(service) ? wanted : wanted.filter { $0.startedBy == startedBy }
      let bound = Self.rolls(service) && service.deployments.count > 1 ? most * 2 : most
      promise(
        mine.count <= bound,
        "service \(service.key.name) started tasks and has \(mine.count) above its maximum of \(ceiling); "
          + Self.story(of: service, tasks))
    }
    if Self.rolls(service) { lookAtAttempts(of: service, wanted.count, region) }
    let stopped = tasks.filter { task in
      guard let known = before[task.id] else { return false }
      return known.desired == .running && task.desiredStatus == .stopped && isHealthy(task, in: region)
    }
    // Green tasks that a newer deployment replaces go at once: users are not there yet.
    guard !stopped.isEmpty, Self.rolls(service) else { return }
    let healthy = wanted.count { isHealthy($0, in: region) }
    promise(
      healthy >= min(floor, healthy + stopped.count),
      "service \(service.key.name) stopped \(stopped.count) healthy tasks and has \(healthy) below its minimum of \(floor); "
        + Self.story(of: service, tasks))
  }

  /// Whether its tasks are replaced by a rolling update now: a service keeps to the stages that it began, whatever it is
  /// told meanwhile.
  private static func rolls(_ service: ECS.Service) -> Bool {
    service.deploymentConfiguration.strategy == .rolling
      && service.serviceDeployments.allSatisfy { !$0.isUnderWay || $0.rollout == nil }
  }

  /// A service and its tasks in one line.
  static func story(of service: ECS.Service, _ tasks: [ECS.Task]) -> String {
    let deployments = service.deployments.map {
      "\($0.id) \($0.status.rawValue) \($0.rolloutState.rawValue) \($0.family):\($0.revision) of \($0.desiredCount)"
    }
    let lives = tasks.filter { $0.lastStatus != .stopped }.map {
      "\($0.id.prefix(6)) \($0.lastStatus) \($0.desiredStatus) \($0.healthStatus) \($0.startedBy ?? "") since "
        + ($0.startedAt?.timeOfDay ?? "-")
    }
    let configuration = service.deploymentConfiguration
    return "\(configuration.strategy) \(service.desiredCount) \(configuration.minimumHealthyPercent) "
      + "\(configuration.maximumPercent) [\(deployments.joined(separator: "; "))] [\(lives.joined(separator: "; "))]"
  }

  /// RUNNING for forty seconds, or as long as its health check says so; behind a load balancer with targets that pass.
  func isHealthy(_ task: ECS.Task, in region: Region) -> Bool {
    guard task.lastStatus == .running, task.healthStatus != .unhealthy, let startedAt = task.startedAt else {
      return false
    }
    let service = task.service.flatMap { region.ecs.services[$0] }
    let isUnknown = region.faults.standing.contains { $0.kind == .targetHealthUnknown }
    if let name = Self.loadBalancer(of: task, region) {
      let instance = task.containerInstance.flatMap { region.ecs.containerInstances[$0]?.ec2InstanceID }
      let gate = region.loadBalancing.classicLoadBalancers[name]
      return !isUnknown && region.classicPlace(of: task) != nil
        && instance.flatMap { gate?.registered($0) }?.checks.verdict == .healthy
    }
    let groups = service?.deployments.first { $0.name == task.startedBy }?.targetGroups ?? []
    // Somebody can take a target out of its group: users are not sent to the task any more.
    guard groups.isEmpty || !isUnknown,
      groups.allSatisfy({ group in task.targets.contains { $0.targetGroup == group } })
    else { return false }
    if !task.targets.isEmpty { return task.targets.allSatisfy(region.isServing) }
    let isChecked =
      region.taskDefinition(task.family, task.revision)?.containers.contains { $0.isEssential && $0.healthCheck != nil }
      ?? false
    return isChecked ? task.healthStatus == .healthy : world.now - startedAt >= .seconds(40)
  }

  // MARK: - Records

  private mutating func look(at records: ArraySlice<EventRecord>, cause: Cause) {
    var causes: Set<Cause> = [cause]
    var expected = world.eventLog.nextNumber - records.count
    for record in records {
      let said = "record \(record.number) (\(record.source) \(record.message))"
      promise(record.number == expected, "\(said) should be number \(expected)")
      expected += 1
      promise(record.instant == world.now, "\(said) is not of now")
      promise(!record.source.isEmpty && !record.message.isEmpty, "\(said) says nothing")
      promise(
        causes.contains(record.cause) || isLoss(record, after: records),
        "\(said) has the cause \(record.cause) instead of \(cause)")
      if record.kind == .fault || record.kind == .ruleInvocation { causes.insert(.event(record.number)) }
      lookAtStarter(of: record)
      switch record.cause {
      case .start: broken.append("\(said) has no cause")
      case .command(let ordinal):
        promise(
          (1...max(1, journal.count)).contains(ordinal), "\(said) was caused by command \(ordinal), which never was")
      case .event(let number):
        promise(number < record.number && number > 0, "\(said) was caused by record \(number), which is later")
        if let origin = world.eventLog[number] { look(at: record, causedBy: origin) }
      }
    }
  }

  /// A rule's event that found the queue full: its cause is of the same moment.
  private func isLoss(_ record: EventRecord, after records: ArraySlice<EventRecord>) -> Bool {
    guard record.kind == .ruleInvocation, case .event(let number) = record.cause else { return false }
    return records.contains { $0.number == number }
  }

  /// A rule's task begins because of that rule's invocation, and no other task does.
  private mutating func lookAtStarter(of record: EventRecord) {
    guard record.source.hasPrefix("task/"), shadow.tasks[String(record.source.dropFirst("task/".count))] == nil,
      let task = region?.ecs.tasks[String(record.source.dropFirst("task/".count))]
    else { return }
    var origin: EventRecord?
    if case .event(let number) = record.cause { origin = world.eventLog[number] }
    let invoked = origin.flatMap { $0.kind == .ruleInvocation ? $0.source : nil }
    let starter = task.startedBy.flatMap { startedBy in
      startedBy.hasPrefix("events-rule/") ? "rule/" + startedBy.dropFirst("events-rule/".count) : nil
    }
    promise(
      invoked == starter,
      "\(record.source), started by \(task.startedBy ?? "nobody"), began because of \(origin?.source ?? "a command")")
  }

  /// A task of nobody's is moved by itself, its host or a fault; never by another task.
  private mutating func look(at record: EventRecord, causedBy origin: EventRecord) {
    guard record.source.hasPrefix("task/"), origin.source.hasPrefix("task/"), origin.source != record.source,
      let region
    else { return }
    func service(_ record: EventRecord) -> ECS.ServiceKey? {
      let id = String(record.source.dropFirst("task/".count))
      return region.ecs.tasks[id]?.service ?? shadow.tasks[id]?.service
    }
    guard let other = service(origin) ?? nil else {
      let isKnown = shadow.tasks[String(origin.source.dropFirst("task/".count))] != nil
      promise(!isKnown, "\(record.source) became \(record.message) because of \(origin.source), a stranger")
      return
    }
    promise(
      service(record) == other,
      "\(record.source) became \(record.message) because of \(origin.source) of another service")
  }
}

/// Things in the order in which they were first named.
struct Touched<Element: Hashable> {
  private(set) var all: [Element] = []
  private var known: Set<Element> = []

  mutating func insert(_ element: Element) {
    if known.insert(element).inserted { all.append(element) }
  }
}
