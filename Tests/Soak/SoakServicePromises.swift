/// What must hold of a service after a turn of its scheduler, beyond its limits: what it says is so, what it has to do
/// it tries again, failures are counted in a row, protected tasks stay.
///
/// In: the history, a service whose turn was just taken, the records of it. Out: sentences in `broken`. Shares no
/// arithmetic with the scheduler: expected values are the runtime sheet's (sections 2.5 to 2.7, 2.8, 3.3, 3.4, 8.3).
import Cloud
import Documents
import SimulationKit

extension SoakHistory {
  mutating func lookAtWhatIsSaid(
    of service: ECS.Service, _ records: ArraySlice<EventRecord>, before: [ECS.TaskID: SoakShadow.Entry],
    _ region: Region
  ) {
    let name = "service \(service.key.name)"
    let tasks = region.ecs.tasks.all(ofService: service.key)
    let own = records.filter { $0.source == "service/\(service.key.name)" && $0.draft.cluster == service.key.cluster }
    if own.contains(where: { $0.message.hasSuffix(" has reached a steady state.") }) {
      lookAtSteadyState(of: service, tasks, region)
    }
    for record in records where record.message == "SERVICE_DEPLOYMENT_COMPLETED" {
      let done = record.draft.detail["deploymentId"]?.string
      guard service.deployments.contains(where: { $0.name == done }) else { continue }
      // The rest of an earlier service of the name is nobody's.
      let left = tasks.filter {
        $0.startedBy != done && $0.lastStatus != .stopped && $0.createdAt > service.createdAt
      }
      promise(
        left.isEmpty,
        "\(name) completed \(done ?? "") while \(left.count) tasks of others had not stopped; "
          + Self.story(of: service, tasks))
    }
    if let newest = service.events.first, let last = service.events.dropFirst().first, newest.message == last.message,
      Self.lasts(newest.message)
    {
      // Tasks may fail in the same words, at once or one after another: it says so of each.
      let turnBefore = last.createdAt + region.timing.schedulerTurn * -1
      let failures = tasks.count { task in
        task.stopCode == .taskFailedToStart && task.stoppingAt.map { $0 >= turnBefore } ?? false
      }
      let sayings = service.events.prefix { $0.message == newest.message && $0.createdAt > turnBefore }
      promise(
        newest.createdAt - last.createdAt > region.timing.schedulerTurn
          || (service.primary?.createdAt ?? .worldStart) >= last.createdAt
          || Self.isAboutAFailedTask(newest.message) && failures >= sayings.count,
        "\(name) said twice in a row: \(newest.message)")
    }
    lookAtFailures(of: service, tasks, region)
    for task in tasks where before[task.id]?.desired == .running && task.desiredStatus == .stopped {
      let isProtected = task.protectedUntil.map { $0 > world.now } ?? false
      promise(
        !isProtected || service.status != .active || service.schedulingStrategy == .daemon
          || task.stopCode != .serviceSchedulerInitiated || task.stoppedReason?.contains(" initiated by ") != true,
        "\(name) stopped \(task.id), which is protected")
    }
  }

  /// Texts about a state, not about something that was done.
  private static func lasts(_ text: String) -> Bool {
    [") was unable to ", ") is unable to ", ") has reached a steady state.", ") failed to launch "]
      .contains { text.contains($0) }
  }

  private static func isAboutAFailedTask(_ text: String) -> Bool {
    text.contains(") was unable to place a task. Reason: ") && text.contains("Error: ")
  }

  private mutating func lookAtSteadyState(of service: ECS.Service, _ tasks: [ECS.Task], _ region: Region) {
    guard !service.takesTaskSets else { return }
    // What rebalancing began in the same turn is beside the count.
    let wanted = tasks.filter {
      $0.desiredStatus == .running && $0.lastStatus != .stopped && $0.createdAt < world.now
    }
    promise(
      wanted.count == service.desiredCount && wanted.allSatisfy { isHealthy($0, in: region) }
        && service.deployments.count == 1 && service.primary?.rolloutState == .completed,
      "service \(service.key.name) says that it is steady, and is not; " + Self.story(of: service, tasks))
  }

  /// The first time that a task of a deployment is healthy its failures are forgiven; as many as the threshold trip the
  /// circuit breaker.
  private mutating func lookAtFailures(of service: ECS.Service, _ tasks: [ECS.Task], _ region: Region) {
    for task in tasks where task.desiredStatus == .running && !healthySeen.contains(task.id) {
      guard let deployment = service.deployments.first(where: { $0.name == task.startedBy }),
        deployment.targetGroups.isEmpty || !task.targets.isEmpty, isHealthy(task, in: region)
      else { continue }
      healthySeen.insert(task.id)
      promise(
        deployment.failedTasks == 0,
        "service \(service.key.name) has a new healthy task and counts \(deployment.failedTasks) failures in a row; "
          + Self.story(of: service, tasks))
    }
    guard let primary = service.primary, primary.rolloutState == .inProgress, !service.takesTaskSets,
      service.deploymentConfiguration.circuitBreakerEnabled,
      service.serviceDeployments.first?.configuration.strategy == .rolling
    else { return }
    var threshold = service.desiredCount / 2 + service.desiredCount % 2
    if threshold < 3 { threshold = 3 }
    promise(
      primary.failedTasks < threshold,
      "service \(service.key.name) goes on after \(primary.failedTasks) failures of \(threshold)")
  }

  /// `runningCount` and `pendingCount` by the statuses of the tasks themselves (runtime sheet, section 1.14).
  mutating func lookAtCounts(of service: ECS.Service, _ region: Region) {
    guard service.status != .inactive else { return }
    let names = Set(service.deployments.map(\.name))
    let own = region.ecs.tasks.all(ofService: service.key).filter { names.contains($0.startedBy ?? "") }
    let running = own.count { $0.lastStatus == .running }
    let pending = own.count { [.provisioning, .pending, .activating].contains($0.lastStatus) }
    promise(
      service.runningCount == running && service.pendingCount == pending,
      "service \(service.key.name) counts \(service.runningCount) and \(service.pendingCount), "
        + "it has \(running) and \(pending)")
  }

  /// A task that has become RUNNING ends the throttling of its service; one that has STOPPED by order leaves an exit code
  /// of every process; none is stopped for its health in the grace period.
  mutating func lookAtChange(of task: ECS.Task, _ trigger: SoakTrigger, _ region: Region) {
    let service = task.service.flatMap { region.ecs.services[$0] }
    if task.lastStatus == .running, task.desiredStatus == .running, let service, task.startedAt == world.now {
      promise(
        service.scheduler.failedStarts == 0 && service.scheduler.notBefore == nil,
        "service \(service.key.name) waits after \(service.scheduler.failedStarts) failures, and \(task.id) runs")
    }
    if task.lastStatus == .stopped, Self.isOwnStep(trigger) {
      switch task.stopCode {
      case .userInitiated, .serviceSchedulerInitiated, .spotInterruption:
        promise(
          task.containers.allSatisfy { $0.run == 0 || $0.exitCode != nil },
          "\(task.id) has stopped, and a process of it ended without exit code")
      case .taskFailedToStart, .essentialContainerExited, .terminationNotice, nil: break
      }
    }
    if task.desiredStatus == .stopped, task.stoppingAt == world.now, let service, service.status == .active,
      task.stoppedReason?.hasPrefix("Task failed ") == true, let startedAt = task.startedAt
    {
      let age = world.now - startedAt
      promise(
        age >= .seconds(service.healthCheckGracePeriodSeconds),
        "\(task.id) is stopped for its health \(age) after its start, in its grace period")
    }
  }

  /// What is lost with its host tells nobody how it ended.
  private static func isOwnStep(_ trigger: SoakTrigger) -> Bool {
    switch trigger {
    case .due(.taskStep), .due(.container): true
    case .due, .command: false
    }
  }

  /// What a failed deployment goes back to is what completed last.
  mutating func lookAtRollbacks(_ records: ArraySlice<EventRecord>) {
    let mark = "rolling back to deploymentId "
    for record in records where record.kind == .deploymentStateChange {
      guard let cluster = record.draft.cluster, let name = record.draft.detail["service"]?.string else { continue }
      let key = ECS.ServiceKey(cluster: cluster, name: name)
      if record.message == "SERVICE_DEPLOYMENT_COMPLETED" {
        lastCompleted[key] = record.draft.detail["deploymentId"]?.string
      }
      guard record.message == "SERVICE_DEPLOYMENT_IN_PROGRESS", let reason = record.reason,
        let place = reason.firstRange(of: mark)
      else { continue }
      let target = String(reason[place.upperBound...].prefix { $0 != "." })
      let last = lastCompleted[key] ?? "nothing"
      promise(target == last, "service \(name) goes back to \(target); \(last) completed last")
    }
  }

  /// Nothing but time may bring room: a service that has too few tasks comes back to it by itself.
  mutating func lookAtAttempts(of service: ECS.Service, _ wanted: Int, _ region: Region) {
    guard service.deployments.count == 1, service.primary?.rolloutState != .failed, wanted < service.desiredCount else {
      return
    }
    let patience = max(world.now, service.scheduler.notBefore ?? world.now) + region.timing.schedulerTurn
    promise(
      service.scheduler.nextTurn.map { $0 <= patience } ?? false,
      "service \(service.key.name) has \(wanted) tasks of \(service.desiredCount) and does not try again; "
        + Self.story(of: service, region.ecs.tasks.all(ofService: service.key)))
  }
}
