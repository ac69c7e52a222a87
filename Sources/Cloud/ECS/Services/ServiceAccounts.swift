/// The scheduler's accounts: which of its tasks are running or pending, which failed, and who succeeded.
///
/// In: tasks that changed. Out: counts on deployments, failures, throttling, and a turn asked for. Starts and stops
/// nothing. Cost: O(1) for a changed task; settling is O(tasks of the service).
/// Source: ECS Developer Guide, "Service throttle logic" and "Deployment circuit breaker".
import SimulationKit

extension Region {
  /// Called by the task rules after every change of a service task's lastStatus, desiredStatus or health.
  mutating func serviceTaskChanged(_ id: ECS.TaskID) {
    guard let task = ecs.tasks[id], let key = task.service, let deployment = task.startedBy,
      ecs.services[key]?.status != nil
    else { return }
    let digits = String(deployment.dropFirst("ecs-svc/".count))
    let (count, isStopped) = (Self.count(of: task), task.lastStatus == .stopped)
    var (concerns, isFirstToRun, runs) = (false, false, false)
    var registers: (deployment: ECS.Deployment, runs: Bool)?
    change(key) { service in
      guard let index = service.deployments.firstIndex(where: { $0.id == digits }) else { return }
      let known = service.scheduler.watched[id]
      guard known != nil || !isStopped else { return }
      let before = known?.count ?? .neither
      runs = (before == .running) != (count == .running)
      service.deployments[index].count(-1, as: before)
      service.deployments[index].count(1, as: count)
      service.scheduler.watched[id, default: ECS.WatchedTask(deployment: digits)].count = count
      if (count == .running) != (before == .running), !service.deployments[index].wiring.serviceRegistries.isEmpty {
        registers = (service.deployments[index], count == .running)
      }
      if count == .running, before != .running {
        service.scheduler.forgiveFailedStarts()
        isFirstToRun = service.deployments[index].imagePins.isEmpty
      }
      concerns = true
    }
    if runs {
      noteUsage(of: key)
      followScaling(of: key)
    }
    if isFirstToRun { pinImages(of: task, deployment: digits, in: key) }
    if let registers { registryChanged(of: task, key, registers.deployment, runs: registers.runs) }
    if concerns { askForServiceTurn(key) }
  }

  /// What a task counts as in its service's and deployment's `runningCount` and `pendingCount`.
  static func count(of task: ECS.Task) -> ECS.WatchedTask.Count {
    switch task.lastStatus {
    case .provisioning, .pending, .activating: .pending
    case .running: .running
    case .deactivating, .stopping, .deprovisioning, .stopped: .neither
    }
  }

  /// How many tasks run and are pending, as replies show it: as it was some time ago where `Timing.runningCountLag` says
  /// so.
  package func shownCounts(of service: ECS.Service) -> (running: Int, pending: Int) {
    guard timing.runningCountLag > .zero else { return (service.runningCount, service.pendingCount) }
    let then = now + timing.runningCountLag * -1
    let tasks = ecs.tasks.all(ofService: service.key).filter { $0.createdAt <= then && $0.stoppingAt ?? now > then }
    let running = tasks.count { $0.startedAt.map { $0 <= then } ?? false }
    return (running, tasks.count - running)
  }

  /// Enters what ended since the last turn, each task once, as soon as it is known to be ending; takes tasks that have
  /// STOPPED out of the accounts.
  mutating func settleEndedTasks(of key: ECS.ServiceKey) {
    guard let watched = ecs.services[key]?.scheduler.watched else { return }
    var stopped: Set<ECS.TaskID> = []
    for (id, entry) in watched {
      guard let task = ecs.tasks[id] else {
        stopped.insert(id)
        continue
      }
      if task.lastStatus == .stopped { stopped.insert(id) }
      guard !entry.isSettled, !Self.isToRun(task), task.stopCode != nil || task.lastStatus == .stopped else { continue }
      settle(task, entry, of: key)
      change(key) { $0.scheduler.watched[id]?.isSettled = true }
    }
    guard !stopped.isEmpty else { return }
    change(key) { service in service.scheduler.watched.removeAll { stopped.contains($0.key) } }
  }

  /// Its deployment has failed once more where a task was stopped as unhealthy, or ended before it was ever healthy,
  /// whoever ended it but the scheduler itself ([SIM]: runtime sheet, section 3.4). The service starts tasks more slowly
  /// only for what a task does by itself.
  private mutating func settle(_ task: ECS.Task, _ entry: ECS.WatchedTask, of key: ECS.ServiceKey) {
    let (isOwnFailure, isOrdered): (Bool, Bool)
    switch task.stopCode {
    case .taskFailedToStart, .essentialContainerExited:
      (isOwnFailure, isOrdered) = (entry.stopCause == nil, entry.stopCause != nil)
    case .userInitiated, .spotInterruption, .terminationNotice, nil:
      (isOwnFailure, isOrdered) = (false, entry.stopCause != nil)
    case .serviceSchedulerInitiated: (isOwnFailure, isOrdered) = (false, true)
    }
    let ranFor = task.startedAt.map { (task.stoppingAt ?? task.stoppedAt ?? now) - $0 } ?? .zero
    let wasHealthy =
      entry.wasHealthy
      || (task.healthStatus == .unknown && !isBehindTargets(task) && ranFor >= timing.plainTaskHealthyDelay)
    if entry.stopCause == .unhealthy || (!isOrdered && !wasHealthy) {
      change(key, deployment: entry.deployment) { $0.failedTasks += 1 }
    }
    guard isOwnFailure, task.startedAt == nil else { return }
    enterFailedStart(attemptedAt: task.createdAt, of: key)
    enterFailedImageLookup(of: task, deployment: entry.deployment, in: key)
  }

  /// Tasks that were started together count as one attempt.
  private mutating func enterFailedStart(attemptedAt instant: Instant, of key: ECS.ServiceKey) {
    let (now, timing) = (now, timing)
    change(key) { service in
      if let last = service.scheduler.lastFailedAttempt, instant <= last { return }
      service.scheduler.lastFailedAttempt = instant
      service.scheduler.failedStarts += 1
      service.scheduler.notBefore = ECS.StartThrottle.delay(afterFailures: service.scheduler.failedStarts, timing)
        .map { now + $0 }
    }
  }

  /// Notes which tasks are healthy now; the first time, their deployment's failures are forgiven.
  mutating func enterHealthyTasks(of roster: ECS.Roster, key: ECS.ServiceKey) {
    change(key) { service in
      for entry in roster.entries where entry.health == .healthy {
        guard service.scheduler.watched[entry.id]?.wasHealthy == false else { continue }
        service.scheduler.watched[entry.id]?.wasHealthy = true
        if service.deploymentConfiguration.circuitBreakerResets,
          service.deployments.indices.contains(entry.deploymentAge)
        {
          service.deployments[entry.deploymentAge].failedTasks = 0
        }
      }
    }
  }
}

extension ECS {
  /// How long a service waits between attempts to start tasks that never reach RUNNING.
  package enum StartThrottle {
    /// From this many failures in a row on, the service says that it cannot start tasks consistently.
    package static let failuresUntilImpaired = 3

    /// nil for the first three: those are tried again in the next turn.
    package static func delay(afterFailures count: Int, _ timing: Timing) -> Duration? {
      guard count > failuresUntilImpaired else { return nil }
      let index = count - failuresUntilImpaired - 1
      return timing.failedStartDelays.indices.contains(index)
        ? timing.failedStartDelays[index] : timing.longestFailedStartDelay
    }
  }
}

extension ECS.Deployment {
  mutating func count(_ change: Int, as count: ECS.WatchedTask.Count) {
    switch count {
    case .pending: pendingCount += change
    case .running: runningCount += change
    case .neither: break
    }
  }
}

extension ECS.SchedulerMemory {
  /// Back to normal speed.
  mutating func forgiveFailedStarts() {
    failedStarts = 0
    notBefore = nil
  }
}
