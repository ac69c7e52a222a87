/// Machines that end under their tasks: hosts that are terminated or stopped, zones that fail, agents that are cut off.
///
/// In: an instance or a zone. Out: tasks that are STOPPED at once, with AWS's code and reason; instances that are gone,
/// or stay with their agent disconnected. An agent that is cut off hears and says nothing: what falls due for its tasks
/// waits until it is back. Source: ECS API reference, `agentConnected`, TaskStopCode; runtime sheet, sections 1.11, 1.14.
import SimulationKit

extension Region {
  /// The machine under a task ends, and the task with it.
  mutating func loseTask(_ id: ECS.TaskID, code: ECS.StopCode, reason: String) {
    guard let task = ecs.tasks[id], task.lastStatus != .stopped else { return }
    let now = now
    ecs.tasks.change(id) { task in
      task.stopCode = task.stopCode ?? code
      task.stoppedReason = task.stoppedReason ?? reason
      task.stoppingAt = task.stoppingAt ?? now
      task.desiredStatus = .stopped
    }
    if let task = ecs.tasks[id] { end(task) }
  }

  mutating func loseTasks(onInstance id: ECS.ContainerInstanceID, reason: String) {
    for task in ecs.tasks.all(onInstance: id) { loseTask(task.id, code: .terminationNotice, reason: reason) }
  }

  /// The EC2 host is stopped: its tasks end, the instance stays registered.
  mutating func stopHost(ofInstance id: ECS.ContainerInstanceID) {
    guard let instance = ecs.containerInstances[id], instance.status != .inactive else { return }
    setAgentConnected(false, onInstance: id)
    loseTasks(onInstance: id, reason: "Host EC2 (instance \(instance.ec2InstanceID)) stopped.")
  }

  // MARK: - Zones

  /// Living tasks in the zone, by cluster, in order of creation.
  func tasks(inZone zone: String) -> [ECS.Task] {
    ecs.clusters.keys.flatMap { ecs.tasks.all(inCluster: $0) }
      .filter { $0.availabilityZone == zone && $0.lastStatus != .stopped }
  }

  mutating func loseZone(_ zone: String) {
    for (id, instance) in ecs.containerInstances where instance.availabilityZone == zone {
      terminateHost(ofInstance: id)
    }
    let reason = "ECS is performing maintenance on the underlying infrastructure hosting the task"
    for task in tasks(inZone: zone) {
      loseTask(task.id, code: task.service == nil ? .terminationNotice : .serviceSchedulerInitiated, reason: reason)
    }
  }

  /// An instance that registers in a zone that is lost does not get through.
  mutating func keepCutOff(_ instance: ECS.ContainerInstance) {
    if isCutOff(instance) { setAgentConnected(false, onInstance: instance.id) }
  }

  // MARK: - Agents

  /// True where a standing fault keeps the agent away.
  private func isCutOff(_ instance: ECS.ContainerInstance) -> Bool {
    faults.standing.contains { fault in
      switch fault.kind {
      case .agentDisconnected(let id, _), .instanceStopped(let id, _): id == instance.id
      case .zoneOutage(let zone): zone == instance.availabilityZone
      case .capacityRefused, .registryDown, .registryLimited, .image, .startFailing, .roleMissing, .secretMissing,
        .logGroupMissing, .networkSlow, .subnetFull, .load, .hookAnswer:
        false
      }
    }
  }

  mutating func reconnect(_ id: ECS.ContainerInstanceID) {
    guard let instance = ecs.containerInstances[id], instance.status != .inactive, !isCutOff(instance) else { return }
    setAgentConnected(true, onInstance: id)
  }

  /// Called after each change of an instance: what was held back falls due when its agent is there again.
  mutating func keepAccountOfAgent(_ instance: ECS.ContainerInstance) {
    guard instance.isAgentConnected || instance.status == .inactive else {
      faults.cutOff.insert(instance.id)
      return
    }
    guard faults.cutOff.remove(instance.id) != nil else { return }
    let held = faults.heldBack.removeValue(forKey: instance.id) ?? []
    guard instance.status != .inactive else { return }
    for change in held { schedule(change, after: .zero) }
    for task in ecs.tasks.all(onInstance: instance.id) where task.lastStatus != .stopped { followHealth(of: task) }
  }

  /// Keeps back a change that an agent that is cut off would have to hear or to tell. Its containers' output goes its
  /// own way.
  mutating func holdBack(_ change: DueChange) -> Bool {
    guard !faults.cutOff.isEmpty, let id = change.taskOfAgent, let task = ecs.tasks[id],
      let instance = task.containerInstance, faults.cutOff.contains(instance), task.lastStatus != .stopped
    else { return false }
    // Its health is looked at anew when the agent is back.
    if case .container(_, _, .healthProbe) = change { return true }
    faults.heldBack[instance, default: []].append(change)
    return true
  }
}

extension DueChange {
  /// The task whose agent has a part in it.
  fileprivate var taskOfAgent: ECS.TaskID? {
    switch self {
    case .container(_, _, .writesLogLine): nil
    case .taskStep(let id, _), .container(let id, _, _): id
    case .forgetTask, .serviceTurn, .forgetService, .forgetCluster, .forgetContainerInstance,
      .removeTaskDefinition, .forgetRunTaskToken, .faultEnds,
      .ec2Instance,
      .capacity,
      .codeDeploy,
      .eventBridge,
      .group,
      .daemon,
      .scaling,
      .targetCheck,
      .managedInstance:
      nil
    }
  }
}
