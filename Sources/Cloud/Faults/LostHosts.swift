/// Machines that end under their tasks: hosts that are terminated or stopped, zones that fail, agents that are cut off.
///
/// In: an instance or a zone. Out: tasks that are STOPPED at once, with AWS's code and reason; instances that are gone,
/// or stay with their agent disconnected. An agent that is cut off hears and says nothing: what falls due for its tasks
/// waits until it is back. Source: ECS API reference, `agentConnected`, TaskStopCode; runtime sheet, sections 1.11, 1.14.
import Documents
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

  /// From the notice to the retirement. Source: runtime sheet, sections 5.1 and 8.4.
  var retirementWaitDays: Int {
    effectiveAccountSetting("fargateTaskRetirementWaitPeriod", of: rootARN).flatMap { Int($0) } ?? 0
  }

  /// Those that still run lose what is under them; without such a task nothing happens.
  mutating func retireHosts(ofTasks ids: [ECS.TaskID], _ arguments: Document.Object = [:]) {
    let left = ids.filter { ecs.tasks[$0]?.desiredStatus == .running }
    guard !left.isEmpty else { return }
    recordFault(.taskRetirement, "the infrastructure under \(Self.tasks(left.count)) is retired", arguments)
    for id in left { retireHost(ofTask: id) }
  }

  static func tasks(_ count: Int) -> String { count == 1 ? "1 task" : "\(count) tasks" }

  /// What is under a task on Fargate goes for maintenance: a service replaces the task as it does those on an instance
  /// that drains, one that nobody replaces is stopped. Source: ECS Developer Guide, "Task retirement and maintenance for
  /// AWS Fargate"; the codes: runtime sheet, section 1.11.
  private mutating func retireHost(ofTask id: ECS.TaskID) {
    guard let service = ecs.tasks[id]?.service else {
      return stopTask(id, code: .terminationNotice, reason: ECS.maintenanceReason)
    }
    ecs.tasks.change(id) { $0.isRetiring = true }
    askForServiceTurn(service)
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
    for task in tasks(inZone: zone) {
      loseTask(
        task.id, code: task.service == nil ? .terminationNotice : .serviceSchedulerInitiated,
        reason: ECS.maintenanceReason)
    }
  }

  /// An instance that registers in a zone that is lost does not get through.
  mutating func keepCutOff(_ instance: ECS.ContainerInstance) {
    if isCutOff(instance) { setAgentConnected(false, onInstance: instance.id) }
  }

  // MARK: - Agents

  /// The agents of one round, each at a time of its own.
  mutating func startFlapping(_ number: Int) {
    guard case .agentFlapping(let every)? = faults.standing.first(where: { $0.number == number })?.kind else { return }
    for id in ecs.containerInstances.keys {
      let place = Int(StableHash.of("\(id)/flap") % UInt64(max(1, every.milliseconds)))
      schedule(.agent(.drops(id, fault: number)), after: .milliseconds(place))
    }
    schedule(.agent(.flapRound(fault: number)), after: every)
  }

  /// For a moment, while the fault stands.
  mutating func dropConnection(_ id: ECS.ContainerInstanceID, fault number: Int) {
    guard faults.standing.contains(where: { $0.number == number }), let instance = ecs.containerInstances[id],
      instance.isAgentConnected, instance.status != .inactive
    else { return }
    setAgentConnected(false, onInstance: id)
    schedule(.agent(.returns(id)), after: timing.agentFlap)
  }

  /// True where a standing fault keeps the agent away.
  func isCutOff(_ instance: ECS.ContainerInstance) -> Bool {
    faults.standing.contains { fault in
      switch fault.kind {
      case .agentDisconnected(let id, _), .instanceStopped(let id, _): id == instance.id
      case .zoneOutage(let zone): zone == instance.availabilityZone
      case .agentFlapping, .instanceImpaired, .capacityRefused, .registryDown, .registryLimited, .image, .startFailing,
        .stopFailing,
        .roleMissing, .secretMissing, .logGroupMissing, .logsDown, .networkSlow, .subnetFull, .cloudMapThrottled,
        .targetHealthUnknown, .credentialsRefused, .accessDenied, .apiTroubled, .load, .hookAnswer:
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
    guard !faults.cutOff.isEmpty else { return false }
    if let instance = change.agentToldOf, faults.cutOff.contains(instance) {
      faults.heldBack[instance, default: []].append(change)
      return true
    }
    guard let id = change.taskOfAgent, let task = ecs.tasks[id],
      let instance = task.containerInstance, faults.cutOff.contains(instance), task.lastStatus != .stopped
    else { return false }
    // Its health is looked at anew when the agent is back.
    if case .container(_, _, .healthProbe) = change { return true }
    faults.heldBack[instance, default: []].append(change)
    return true
  }
}

extension DueChange {
  /// The instance whose agent would have to hear of it; one that is being exchanged is away anyway.
  fileprivate var agentToldOf: ECS.ContainerInstanceID? {
    if case .agent(.update(let id, let status)) = self, status != .updating { id } else { nil }
  }

  /// The task whose agent has a part in it.
  fileprivate var taskOfAgent: ECS.TaskID? {
    switch self {
    case .container(_, _, .writesLogLine): nil
    case .taskStep(let id, _), .container(let id, _, _): id
    case .agent, .forgetTask, .serviceTurn, .forgetService, .forgetCluster, .forgetContainerInstance,
      .removeTaskDefinition, .forgetRunTaskToken, .faultEnds, .logsLook,
      .ec2Instance,
      .capacity,
      .codeDeploy,
      .eventBridge,
      .group,
      .daemon,
      .scaling,
      .targetCheck,
      .instanceCheck,
      .managedInstance:
      nil
    }
  }
}
