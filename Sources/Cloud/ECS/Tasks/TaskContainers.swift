/// The containers of a task: pulled, started in the order of their dependencies, watched, restarted, ended.
///
/// In: what falls due for a container. Out: the container in its next stage, what that means for the others and the
/// task, and what falls due next. A change of an earlier run does nothing. Source: ECS API reference, ContainerDependency,
/// ContainerRestartPolicy, HealthCheck; ECS Developer Guide, "Restart individual containers with restart policies".
import Documents
import SimulationKit

extension Region {
  mutating func applyContainerChange(_ change: ContainerChange, task id: ECS.TaskID, container name: String) {
    guard let task = ecs.tasks[id], let container = task.container(name),
      let plan = definition(of: task)?.containers.first(where: { $0.name == name })
    else { return }
    switch change {
    case .pullEnds where container.stage == .pulling: endPull(plan, task)
    case .starts where container.stage == .creating: start(plan, task)
    case .failsToStart(let failure)
    where task.desiredStatus == .running && task.phase != .exited && container.run == 0:
      failStart(task, name, failure)
    case .attemptsEnd where task.desiredStatus == .running && task.phase != .exited && container.run == 0:
      endAttempts(plan, task, container)
    case .startTimesOut(let run) where container.run == run && container.stage == .running: startTimedOut(plan, task)
    case .exits(let code, let reason, let run) where container.run == run && container.lastStatus == .running:
      if putOffEnd(plan, task, container, code: code, reason: reason) { return }
      exit(plan, task, container, code: code, reason: reason)
    case .healthProbe(let run) where container.run == run && container.stage == .running:
      followHealth(of: plan, task, container, onlyIfChanged: true)
    case .writesLogLine(let index, let run) where container.run == run && container.lastStatus == .running:
      writeLogLine(index, plan, task, container)
    case .pullEnds, .starts, .failsToStart, .attemptsEnd, .startTimesOut, .exits, .healthProbe, .writesLogLine:
      break  // stale
    }
  }

  // MARK: - Starting

  /// Begins to pull every waiting container whose dependencies allow it; creates it where its image is here already.
  /// What an image is made of is asked for all of them at once: one that is not there fails the task, whatever its
  /// container waits for.
  mutating func startWhatCan(_ id: ECS.TaskID) {
    guard let task = ecs.tasks[id], task.desiredStatus == .running, let definition = definition(of: task) else {
      return
    }
    let isUpfront = agent(of: task).pullsDependentsUpfront
    let isFirst = task.pullStartedAt == nil
    for plan in definition.containers where task.container(plan.name)?.stage == .waiting {
      let isPulled = task.container(plan.name)?.imageDigest != nil
      switch ECS.Readiness(of: plan, in: task) {
      case .ready: if isPulled { createPulled(plan, task) } else { pull(plan, task) }
      case .waits:
        if isUpfront, !isPulled { pull(plan, task) } else if isFirst { askForManifest(of: plan, task) }
      case .never: return failDependencies(task)
      }
    }
  }

  private mutating func askForManifest(of plan: ECS.ContainerDefinition, _ task: ECS.Task) {
    guard copyToTake(of: plan, task) == nil, let (_, until) = pullFailure(of: plan, task) else { return }
    let due = timing.jittered(until, id: task.id, phase: "failure")
    if let wait = registryReturns(ImageReference(plan.image)), wait < due { return }
    schedule(.container(task.id, name: plan.name, .attemptsEnd), after: due)
  }

  private mutating func pull(_ plan: ECS.ContainerDefinition, _ task: ECS.Task) {
    let now = now
    let image = ImageReference(plan.image)
    let copy = copyToTake(of: plan, task)
    let pulledAt = imagePin(of: plan, task)?.pulledAt ?? copy?.pulledAt ?? now
    ecs.tasks.change(task.id) { task in
      task.pullStartedAt = task.pullStartedAt ?? now
      guard let index = task.index(of: plan.name) else { return }
      task.containers[index].stage = .pulling
      task.containers[index].pulledAt = pulledAt
    }
    let attempts = attempts(
      of: task, last: copy == nil ? pullFailure(of: plan, task)?.1 : nil, silence: registryReturns(image),
      then: pullFailure(of: plan, task, registryAnswers: true)?.1)
    switch attempts {
    case .succeed(let wait): fetch(plan, task, after: wait)
    case .end(let due): schedule(.container(task.id, name: plan.name, .attemptsEnd), after: due)
    }
  }

  private enum Attempts {
    case succeed(after: Duration)
    case end(after: Duration)
  }

  /// What comes of attempts that begin now.
  /// - Parameters:
  ///   - last: when the last one fails for what is in the way now, nil where nothing is.
  ///   - silence: until who does not answer now does so again, as far as that is known.
  ///   - then: when the last one fails for what is in the way even then.
  private func attempts(
    of task: ECS.Task, last: Duration?, silence: Duration?, then: @autoclosure () -> Duration?
  ) -> Attempts {
    func jittered(_ span: Duration) -> Duration { timing.jittered(span, id: task.id, phase: "failure") }
    guard let due = last.map(jittered) else { return .succeed(after: .zero) }
    guard let silence, silence < due else { return .end(after: due) }
    return then().map { .end(after: silence + jittered($0)) } ?? .succeed(after: silence)
  }

  private mutating func fetch(_ plan: ECS.ContainerDefinition, _ task: ECS.Task, after wait: Duration) {
    let delay = timing.jittered(pullDelay(of: plan, task) * startFactor(task), id: task.id, phase: "pull/\(plan.name)")
    schedule(.container(task.id, name: plan.name, .pullEnds), after: wait + delay)
  }

  /// What kept a container from its image, or from being made, may have gone while it was tried again and again: then the
  /// last attempt is the one that works. [SIM] Earlier attempts are not simulated one by one.
  private mutating func endAttempts(_ plan: ECS.ContainerDefinition, _ task: ECS.Task, _ container: ECS.Container) {
    switch container.stage {
    case .waiting:
      if let (failure, _) = pullFailure(of: plan, task) { failStart(task, plan.name, failure) }
    case .pulling:
      if let (failure, _) = pullFailure(of: plan, task) {
        failStart(task, plan.name, failure)
      } else {
        fetch(plan, task, after: .zero)
      }
    case .creating:
      if let (failure, _) = createFailure(of: plan, task) {
        failStart(task, plan.name, failure)
      } else {
        startLater(plan, task, after: .zero)
      }
    case .running, .stopping, .stopped: break
    }
  }

  /// The copy that the host has, where its agent takes that instead of asking the registry, or because it cannot pull.
  private func copyToTake(of plan: ECS.ContainerDefinition, _ task: ECS.Task) -> ECS.CachedImage? {
    guard let copy = cachedImage(ImageReference(plan.image), forTask: task) else { return nil }
    return switch agent(of: task).pullBehavior {
    case .default: pullFailure(of: plan, task) == nil ? nil : copy
    case .always: nil
    case .once, .preferCached: copy
    }
  }

  private func pullDelay(of plan: ECS.ContainerDefinition, _ task: ECS.Task) -> Duration {
    let image = ImageReference(plan.image)
    let isHere =
      task.containers.contains { $0.name != plan.name && $0.image == plan.image && $0.imageDigest != nil }
      || cachedImage(image, forTask: task) != nil
    guard !isHere, case .found(let behaviour, _) = images.find(image) else { return timing.pullCached }
    return task.delays(timing).pull(megabytes: behaviour.sizeMB) * networkFactor
  }

  private mutating func endPull(_ plan: ECS.ContainerDefinition, _ task: ECS.Task) {
    let image = ImageReference(plan.image)
    let pulledAt = task.container(plan.name)?.pulledAt ?? now
    guard case .found(_, let tag) = images.content(of: image, pulledAt: pulledAt) else {
      if let (failure, _) = pullFailure(of: plan, task) { failStart(task, plan.name, failure) }
      return
    }
    let digest = ImageCatalogue.digest(of: image, tag: tag)
    let waits = agent(of: task).pullsDependentsUpfront && ECS.Readiness(of: plan, in: task) == .waits
    let runtimeID = waits ? nil : newRuntimeID(task)
    ecs.tasks.change(task.id) { task in
      guard let index = task.index(of: plan.name) else { return }
      task.containers[index].stage = waits ? .waiting : .creating
      task.containers[index].imageDigest = digest
      task.containers[index].runtimeID = runtimeID
    }
    if ecs.tasks[task.id]?.containers.allSatisfy({ $0.imageDigest != nil }) ?? false { imagesWerePulled(task.id) }
    if let instance = task.containerInstance { remember(image, pulledAt: pulledAt, onInstance: instance) }
    if !waits { create(plan, task) }
  }

  private mutating func newRuntimeID(_ task: ECS.Task) -> String {
    task.isOnFargate ? "\(task.id)-\(mint.digits(10))" : mint.hexadecimal(64)
  }

  /// What its image waited for is there.
  private mutating func createPulled(_ plan: ECS.ContainerDefinition, _ task: ECS.Task) {
    let runtimeID = newRuntimeID(task)
    ecs.tasks.change(task.id) { task in
      guard let index = task.index(of: plan.name) else { return }
      task.containers[index].stage = .creating
      task.containers[index].runtimeID = runtimeID
    }
    create(plan, task)
  }

  private mutating func create(_ plan: ECS.ContainerDefinition, _ task: ECS.Task) {
    let attempts = attempts(
      of: task, last: createFailure(of: plan, task)?.1, silence: logsReturn(for: plan),
      then: createFailure(of: plan, task, logsAnswer: true)?.1)
    switch attempts {
    case .succeed(let wait): startLater(plan, task, after: wait)
    case .end(let due): schedule(.container(task.id, name: plan.name, .attemptsEnd), after: due)
    }
  }

  private mutating func startLater(_ plan: ECS.ContainerDefinition, _ task: ECS.Task, after wait: Duration) {
    let isBeingCreated = ecs.tasks[task.id]?.containers.count { $0.stage == .creating } ?? 1
    let delay = timing.jittered(
      task.delays(timing).createAndStart * startFactor(task), id: task.id, phase: "start/\(plan.name)")
    schedule(.container(task.id, name: plan.name, .starts), after: wait + delay * isBeingCreated)
  }

  private mutating func start(_ plan: ECS.ContainerDefinition, _ task: ECS.Task) {
    // Its driver asks for its stream only now.
    guard !areLogsDown(for: plan) else { return create(plan, task) }
    let bindings = bindPorts(of: plan, task)
    ecs.tasks.change(task.id) { task in
      guard let index = task.index(of: plan.name) else { return }
      task.containers[index].stage = .running
      task.containers[index].networkBindings = bindings
    }
    beginRun(plan, task.id)
    if let seconds = plan.startTimeoutSeconds, let run = ecs.tasks[task.id]?.container(plan.name)?.run {
      schedule(.container(task.id, name: plan.name, .startTimesOut(run: run)), after: .seconds(seconds))
    }
    startWhatCan(task.id)
    runIfAllStarted(task.id)
  }

  /// Begins a run of the container's process and schedules what it does.
  private mutating func beginRun(_ plan: ECS.ContainerDefinition, _ id: ECS.TaskID) {
    let now = now
    ecs.tasks.change(id) { task in
      guard let index = task.index(of: plan.name) else { return }
      task.containers[index].run += 1
      task.containers[index].startedAt = now
      task.containers[index].healthStatus = .unknown
      task.containers[index].failsHealthChecksSince = nil
      task.containers[index].hangs = []
    }
    guard let task = ecs.tasks[id], let container = task.container(plan.name),
      let (program, _) = program(of: plan, in: task)
    else { return }
    let name = plan.name
    if let ending = program.ending {
      schedule(
        .container(id, name: name, .exits(code: ending.exitCode, reason: nil, run: container.run)), after: ending.after)
    }
    if isOutOfMemory(plan, task) {
      let exit = ContainerChange.exits(code: 137, reason: ECS.outOfMemoryReason, run: container.run)
      schedule(.container(id, name: name, exit), after: timing.outOfMemory)
    }
    if let log = awslogs(of: plan) {
      if log.createsGroup { logs.createGroup(log.group, at: now) }
      logs.createStream(log.stream(of: container, in: task), group: log.group, at: now)
      if let line = program.line(0) {
        schedule(.container(id, name: name, .writesLogLine(index: 0, run: container.run)), after: line.after)
      }
    }
    scheduleNextProbe(plan, task, container)
    servingChanged(id)
  }

  /// True where the process needs more than the container's hard limit, or than the task's own leaves beside the
  /// containers that run already. The task's limit holds whatever limits its containers have.
  private func isOutOfMemory(_ plan: ECS.ContainerDefinition, _ task: ECS.Task) -> Bool {
    let overrides = ECS.Overrides(document: task.overrides)
    func used(_ plan: ECS.ContainerDefinition) -> Int { program(of: plan, in: task)?.program.usesMemoryMiB ?? 0 }
    let own = used(plan)
    guard own > 0 else { return false }
    if let limit = overrides.memoryMiB(plan), own > limit { return true }
    guard let limit = definition(of: task)?.memoryMiB, let memoryMiB = task.memoryMiB, limit > 0 else { return false }
    let others = (definition(of: task)?.containers ?? [])
      .filter { $0.name != plan.name && task.container($0.name)?.lastStatus == .running }
    return own + others.reduce(0) { $0 + used($1) } > memoryMiB
  }

  // MARK: - Failing to start

  private mutating func failStart(_ task: ECS.Task, _ name: String, _ failure: ECS.StartFailure) {
    let now = now
    ecs.tasks.change(task.id) { task in
      task.executionStoppedAt = task.executionStoppedAt ?? now
      if let reason = failure.containerReason, let index = task.index(of: name) {
        task.containers[index].reason = reason
      }
    }
    guard task.isOnFargate, task.lastStatus == .pending, task.containers.allSatisfy({ $0.run == 0 }) else {
      return stopTask(task.id, code: .taskFailedToStart, reason: failure.taskReason)
    }
    move(task.id, to: .exited, as: task.lastStatus, next: timing.fargateFailureReport) { task in
      task.startFailure = failure.taskReason
      for index in task.containers.indices { task.containers[index].stage = .stopped }
    }
  }

  private mutating func failDependencies(_ task: ECS.Task) {
    let arn = arn(ofTask: task.id, cluster: task.cluster)
    let text = "TaskDependencyError: Task dependencies cannot be resolved, taskArn: \(arn)"
    failStart(task, "", ECS.StartFailure(taskReason: text))
  }

  /// The clock belongs to the dependency: those that still wait for more than its start give up.
  private mutating func startTimedOut(_ plan: ECS.ContainerDefinition, _ task: ECS.Task) {
    let isAwaited =
      definition(of: task)?.containers.contains { other in
        task.container(other.name)?.stage == .waiting
          && other.dependsOn.contains { dependency in
            dependency.container == plan.name && ECS.Readiness(of: dependency, in: task) == .waits
          }
      } ?? false
    if isAwaited { failDependencies(task) }
  }

  // MARK: - Ending

  private mutating func exit(
    _ plan: ECS.ContainerDefinition, _ task: ECS.Task, _ container: ECS.Container, code: Int, reason: String?
  ) {
    let now = now
    if restarts(plan, task, container, code: code) {
      noteRestart(inServiceOf: task)
      ecs.tasks.change(task.id) { task in
        guard let index = task.index(of: plan.name) else { return }
        task.containers[index].restartedAt.append(now)
        if task.containers[index].restartedAt.count > MetricTiming.rememberedRestarts {
          task.containers[index].restartedAt.removeFirst()
        }
      }
      return beginRun(plan, task.id)
    }
    ecs.tasks.change(task.id) { task in
      guard let index = task.index(of: plan.name) else { return }
      task.containers[index].stage = .stopped
      task.containers[index].exitCode = code
      task.containers[index].reason = reason
      if plan.isEssential { task.executionStoppedAt = task.executionStoppedAt ?? now }
    }
    servingChanged(task.id)
    let end: Document.Object = [
      "container": .string(plan.name), "containerStatus": "STOPPED", "exitCode": .integer(code),
    ]
    if task.desiredStatus == .stopped {
      // Where users are still being led away, it ended by itself, before anybody asked it to.
      if task.phase != .stopping { recordTaskState(task.id, detail: end) }
      return signalContainers(of: task.id)
    }
    if plan.isEssential {
      move(task.id, to: .exited, as: task.lastStatus, next: timing.exitReport)
    } else {
      settleHealth(task.id)
      startWhatCan(task.id)
    }
    recordTaskState(task.id, detail: end)
  }

  private func restarts(
    _ plan: ECS.ContainerDefinition, _ task: ECS.Task, _ container: ECS.Container, code: Int
  ) -> Bool {
    guard let policy = plan.restartPolicy, policy.isEnabled, task.desiredStatus == .running, task.phase != .exited,
      !policy.ignoredExitCodes.contains(code), let startedAt = container.startedAt
    else { return false }
    return now - startedAt >= .seconds(policy.restartAttemptPeriodSeconds)
  }

  // MARK: - Health

  /// When the check's answers come to change the container's health; the probes in between change nothing.
  private func healthTimeline(
    _ plan: ECS.ContainerDefinition, _ task: ECS.Task, _ container: ECS.Container
  ) -> HealthTimeline? {
    guard let check = plan.healthCheck, let startedAt = container.startedAt,
      let (program, setting) = program(of: plan, in: task)
    else { return nil }
    var outages = images.healthOutages(of: ImageReference(plan.image), since: startedAt)
    if let since = container.failsHealthChecksSince { outages.append((since - startedAt, nil)) }
    let hangs = container.hangs.map { (from: $0.from - startedAt, until: $0.until.map { $0 - startedAt }) }
    return HealthTimeline(check, program: program, setting: setting, outages: outages, hangs: hangs)
  }

  /// What the present run's check says, or will say, at a time; nil where there is no check or the run had not begun.
  func health(
    of plan: ECS.ContainerDefinition, _ task: ECS.Task, _ container: ECS.Container, at instant: Instant
  ) -> ECS.HealthStatus? {
    guard let timeline = healthTimeline(plan, task, container), let startedAt = container.startedAt,
      startedAt <= instant
    else { return nil }
    return timeline.status(at: instant - startedAt)
  }

  mutating func scheduleNextProbe(_ plan: ECS.ContainerDefinition, _ task: ECS.Task, _ container: ECS.Container) {
    guard let timeline = healthTimeline(plan, task, container), let startedAt = container.startedAt,
      let next = timeline.nextChange(after: now - startedAt)
    else { return }
    schedule(
      .container(task.id, name: plan.name, .healthProbe(run: container.run)), after: startedAt + next.at - now)
  }

  /// Takes over what the check says now, and looks again when it next changes its mind.
  /// - Parameter onlyIfChanged: a look that finds nothing new was overtaken by another, which looks again.
  mutating func followHealth(
    of plan: ECS.ContainerDefinition, _ task: ECS.Task, _ container: ECS.Container, onlyIfChanged: Bool = false
  ) {
    guard let timeline = healthTimeline(plan, task, container), let startedAt = container.startedAt else { return }
    let status = timeline.status(at: now - startedAt)
    if onlyIfChanged, status == container.healthStatus { return }
    ecs.tasks.change(task.id) { task in
      guard let index = task.index(of: plan.name) else { return }
      task.containers[index].healthStatus = status
    }
    scheduleNextProbe(plan, task, container)
    settleHealth(task.id)
    startWhatCan(task.id)
  }

  /// A task's health is that of its essential containers with checks: one UNHEALTHY, else one UNKNOWN, else HEALTHY.
  private mutating func settleHealth(_ id: ECS.TaskID) {
    guard let task = ecs.tasks[id], let definition = definition(of: task) else { return }
    let statuses = definition.containers
      .filter { $0.isEssential && $0.healthCheck != nil && $0.healthCheck?.command.first != "NONE" }
      .compactMap { task.container($0.name)?.healthStatus }
    let status: ECS.HealthStatus =
      statuses.contains(.unhealthy) ? .unhealthy : statuses.isEmpty || statuses.contains(.unknown) ? .unknown : .healthy
    guard status != task.healthStatus else { return }
    ecs.tasks.change(id) { $0.healthStatus = status }
    recordTaskState(id, detail: ["healthStatus": .string(status.rawValue)])
  }

  // MARK: - Output

  private mutating func writeLogLine(
    _ index: Int, _ plan: ECS.ContainerDefinition, _ task: ECS.Task, _ container: ECS.Container
  ) {
    guard let log = awslogs(of: plan), let (program, _) = program(of: plan, in: task), let line = program.line(index),
      let startedAt = container.startedAt
    else { return }
    if container.isHanging {
      faults.logBuffers[.init(task: task.id, container: plan.name)]?.heldLine = index
      return
    }
    // What the process was held up for, it is late.
    let began = startedAt + container.hung(until: now)
    guard began + line.after <= now || container.hangs.isEmpty else {
      let change = ContainerChange.writesLogLine(index: index, run: container.run)
      return schedule(.container(task.id, name: plan.name, change), after: began + line.after - now)
    }
    if areLogsDown(log.group) {
      guard keepLogLine(line.text, index, plan, task, container, group: log.group) else { return }
    } else if mayWriteLogs(log, of: container, task) {
      deliver(line.text, index, log, stream: log.stream(of: container, in: task), writtenAt: now)
    }
    guard let next = program.line(index + 1) else { return }
    schedule(
      .container(task.id, name: plan.name, .writesLogLine(index: index + 1, run: container.run)),
      after: began + next.after - now)
  }
}
