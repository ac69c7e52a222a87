/// Stopping tasks: from the request to STOPPED, and what is given back on the way.
///
/// In: who stops a task and why. Out: the task's remaining steps. Containers get SIGTERM and, after their stop timeout,
/// SIGKILL; one that others depend on goes after them. Source: ECS Developer Guide, "Task lifecycle", "Stopped task
/// errors"; ECS API reference, StopTask.
import Documents
import SimulationKit

extension Region {
  /// Asks a task to stop: `desiredStatus` becomes STOPPED now, the rest of its life follows.
  ///
  /// Idempotent: the first code and reason stay. Unknown and already stopping tasks are left as they are.
  package mutating func stopTask(_ id: ECS.TaskID, code: ECS.StopCode, reason: String) {
    guard let task = ecs.tasks[id], task.desiredStatus == .running else { return }
    let now = now
    ecs.tasks.change(id) { task in
      task.desiredStatus = .stopped
      task.stopCode = code
      task.stoppedReason = reason
      task.stoppingAt = now
    }
    switch code {
    case .essentialContainerExited, .taskFailedToStart:
      // The agent says so when it is already stopping the rest.
      if let task = ecs.tasks[id] { windDown(task) }
    case .userInitiated, .serviceSchedulerInitiated, .spotInterruption, .terminationNotice:
      move(id, to: .stopRequested, as: task.lastStatus)
      // Recorded first: the request is the cause of the signal.
      recordTaskState(id, detail: ["desiredStatus": "STOPPED"])
      schedule(.taskStep(id, step: ecs.tasks[id]?.step ?? 0), after: timing.stopSignal)
    }
  }

  /// From the stop request to the first status of the way out.
  mutating func windDown(_ task: ECS.Task) {
    ecs.tasks.change(task.id) { task in
      for index in task.containers.indices where task.containers[index].run == 0 {
        task.containers[index].stage = .stopped
      }
    }
    guard task.containers.contains(where: { $0.stage == .running || $0.stage == .stopping }) else {
      return leave(task.id)
    }
    if let delay = deactivation(of: task) {
      return move(task.id, to: .deactivating, as: .deactivating, next: delay)
    }
    stopContainers(of: task)
  }

  mutating func stopContainers(of task: ECS.Task) {
    move(task.id, to: .stopping, as: .stopping)
    signalContainers(of: task.id)
  }

  /// Sends the stop signal to every container that no running one depends on; leaves when all have stopped.
  mutating func signalContainers(of id: ECS.TaskID) {
    guard let task = ecs.tasks[id], task.phase == .stopping, let definition = definition(of: task) else { return }
    guard task.containers.contains(where: { $0.stage != .stopped }) else { return leave(id) }
    for container in task.containers where container.stage == .running {
      let dependents = definition.containers.filter { other in
        other.allDependencies.contains { $0.container == container.name }
      }
      guard dependents.allSatisfy({ task.container($0.name)?.stage == .stopped }) else { continue }
      ecs.tasks.change(id) { task in
        if let index = task.index(of: container.name) { task.containers[index].stage = .stopping }
      }
      let (exitCode, delay, reason) = endOnSignal(container, task, definition)
      schedule(
        .container(id, name: container.name, .exits(code: exitCode, reason: reason, run: container.run)), after: delay)
    }
  }

  /// How a container ends that is sent SIGTERM: by itself, or killed after its stop timeout.
  private func endOnSignal(
    _ container: ECS.Container, _ task: ECS.Task, _ definition: ECS.TaskDefinition
  ) -> (exitCode: Int, delay: Duration, reason: String?) {
    let plan = definition.containers.first { $0.name == container.name }
    let program = plan.flatMap { self.program(of: $0, in: task) }?.program
    let timeout =
      plan?.stopTimeoutSeconds.map { Duration.seconds($0) } ?? agent(of: task).stopTimeout
      ?? .seconds(timing.defaultStopTimeoutSeconds)
    let killed = (137, timeout + timing.kill, nil as String?)
    if hasStopTrouble(.signal, container) { return (killed.0, killed.1, ECS.signalFailure) }
    // A process that hangs in a write does not come to hear of the signal.
    guard !container.isHanging, let exitCode = program?.exitCodeOnSIGTERM else { return killed }
    let shutdown =
      program?.shutsDownAfter
      ?? timing.jittered(task.delays(timing).shutdown, id: task.id, phase: "shutdown/\(container.name)")
    return shutdown <= timeout ? (exitCode, shutdown, nil) : killed
  }

  /// Containers are done: the network interface goes, or the task ends at once.
  private mutating func leave(_ id: ECS.TaskID) {
    guard let task = ecs.tasks[id] else { return }
    guard task.attachment != nil else { return end(task) }
    let delay = timing.jittered(task.delays(timing).deprovisioning, id: id, phase: "deprovisioning")
    let detachedAt = now + .milliseconds(delay.milliseconds / 2)
    move(id, to: .deprovisioning, as: .deprovisioning, next: delay) { task in
      task.attachment?.status = .detaching
      task.attachment?.turnsAt = detachedAt
    }
  }

  func reasonOfExit(of task: ECS.Task) -> String {
    if task.containers.contains(where: { hasStopTrouble(.agent, $0) }) { return ECS.stuckAgentReason }
    let isTaskOutOfMemory =
      task.isOnFargate
      && task.containers.contains { container in
        container.reason == ECS.outOfMemoryReason
          && definition(of: task)?.containers.first { $0.name == container.name }?.memoryMiB == nil
      }
    return isTaskOutOfMemory ? ECS.outOfMemoryReason : "Essential container in task exited"
  }

  mutating func end(_ task: ECS.Task) {
    let now = now
    if let place = task.attachment?.addressPlace, let subnet = task.attachment?.subnetID {
      network.giveBackAddress(place, inSubnet: subnet)
    }
    if let instance = task.containerInstance { release(task.reservation, onInstance: instance) }
    move(task.id, to: .stopped, as: .stopped) { task in
      task.stoppedAt = now
      task.executionStoppedAt = task.executionStoppedAt ?? now
      task.attachment?.status = .deleted
      task.attachment?.addressPlace = nil
      for index in task.containers.indices { task.containers[index].stage = .stopped }
    }
    servingChanged(task.id)
    releaseImages(of: task)
    schedule(.forgetTask(task.id), after: timing.stoppedTaskRetention)
    if let instance = task.containerInstance {
      loadChanged(onInstance: instance)
      taskLeft(instance)
    }
  }

  /// True once lists no longer have it, and only DescribeTasks does, as DELETED.
  package func isDeleted(_ task: ECS.Task) -> Bool {
    task.stoppedAt.map { now >= $0 + timing.stoppedTaskRetention + timing.deletedTaskRetention * -1 } ?? false
  }

  mutating func forgetTask(_ id: ECS.TaskID) { ecs.tasks[id] = nil }
}

extension ECS {
  static let outOfMemoryReason = "OutOfMemoryError: Container killed due to memory usage"
}
