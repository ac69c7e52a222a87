/// The life of a task, step by step.
///
/// In: steps that fall due, and what containers report. Out: the task in its next status, with the next step scheduled,
/// a record in the event log and a word to its service's scheduler. A step that is stale (the task has moved on) does
/// nothing. Source: ECS Developer Guide, "Amazon ECS task lifecycle"; delays: `Timing`.
import Documents
import SimulationKit

extension Region {
  /// The one place that knows the order of a task's life.
  mutating func takeTaskStep(_ id: ECS.TaskID, step: Int) {
    guard let task = ecs.tasks[id], task.step == step else { return }
    switch task.phase {
    case .waitingForInstance: break  // rests until it is placed
    case .creatingNetworkInterface: createNetworkInterface(of: task)
    case .attachingNetworkInterface: connectAgent(of: task)
    case .preparing: beginContainers(of: task)
    case .startingContainers: break  // its containers move it on
    case .activating: move(id, to: .running, as: .running)
    case .running: break  // rests until a container ends or somebody stops it
    case .exited:
      if let reason = task.startFailure { return stopTask(id, code: .taskFailedToStart, reason: reason) }
      stopTask(id, code: .essentialContainerExited, reason: reasonOfExit(of: task))
    case .stopRequested: windDown(task)
    case .deactivating: stopContainers(of: task)
    case .stopping: break  // its containers move it on
    case .deprovisioning: end(task)
    case .stopped: break
    }
  }

  /// Moves a task to `phase`. A new `status` is a visible change: it is recorded, the scheduler hears.
  ///
  /// - Parameter delay: until the step after this one; nil: something else moves the task on.
  mutating func move(
    _ id: ECS.TaskID, to phase: ECS.TaskPhase, as status: ECS.TaskStatus, next delay: Duration? = nil,
    _ body: (inout ECS.Task) -> Void = { _ in }
  ) {
    var isVisible = false
    var step = 0
    ecs.tasks.change(id) { task in
      isVisible = task.lastStatus != status
      task.phase = phase
      task.lastStatus = status
      task.step += 1
      step = task.step
      body(&task)
    }
    if let delay { schedule(.taskStep(id, step: step), after: delay) }
    if isVisible { recordTaskState(id) }
    if isVisible, status == .running, !alarms.isEmpty, let cluster = ecs.tasks[id]?.cluster {
      wakeInsightsAlarms(ofCluster: cluster)
    }
  }

  /// Says what a task is now: in the event log, and to the scheduler of its service.
  mutating func recordTaskState(_ id: ECS.TaskID, detail: Document.Object = [:]) {
    logTaskState(id, detail: detail)
    guard let task = ecs.tasks[id] else { return }
    if task.service != nil { serviceTaskChanged(id) }
    if task.launchType == .managedInstances {
      managedTaskChanged(task)
      daemonTaskChanged(task)
    }
  }

  /// The version grows with each record, so that no two events of the bus have the same.
  private mutating func logTaskState(_ id: ECS.TaskID, detail: Document.Object) {
    ecs.tasks.change(id) { $0.version += 1 }
    guard let task = ecs.tasks[id] else { return }
    record(
      EventRecord.Draft(
        .taskStateChange, source: "task/\(id)", cluster: task.cluster, message: task.lastStatus.rawValue,
        reason: task.stoppedReason, detail: detail))
  }

  /// Called when the last image of a task is pulled: its containers show what they are made of. A change that is seen,
  /// and that concerns no scheduler.
  mutating func imagesWerePulled(_ id: ECS.TaskID) {
    let now = now
    ecs.tasks.change(id) { $0.pullStoppedAt = now }
    logTaskState(id, detail: ["pullStoppedAt": .string(now.iso8601(milliseconds: true))])
  }

  // MARK: - Getting there

  private mutating func createNetworkInterface(of task: ECS.Task) {
    guard let subnetID = task.attachment?.subnetID else { return }
    guard let (place, address) = network.takeAddress(inSubnet: subnetID) else {
      let access = task.assignsPublicIP ? "enabled" : "disabled"
      return failLater(
        task,
        ECS.StartFailure(
          taskReason: "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment "
            + "\(access) in subnet '\(subnetID)': InsufficientFreeAddressesInSubnet"),
        after: timing.noFreeAddress)
    }
    let interface = "eni-" + mint.hexadecimal(17)
    let mac = "0e:" + (0..<5).map { _ in mint.hexadecimal(2) }.joined(separator: ":")
    let domain = name == "us-east-1" ? "ec2.internal" : "\(name).compute.internal"
    let host = "ip-" + address.split(separator: ".").joined(separator: "-")
    let whole = timing.jittered(
      task.delays(timing).provisioning * startFactor(task) * networkFactor, id: task.id, phase: "provisioning")
    let rest = Duration.milliseconds(whole.milliseconds - whole.milliseconds * 2 / 5)
    let isTooLong = rest > timing.networkInterfaceTimeout
    let attachesAt = now + .milliseconds(rest.milliseconds / 2)
    move(task.id, to: .attachingNetworkInterface, as: .provisioning, next: isTooLong ? nil : rest) { task in
      task.attachment?.status = .created
      task.attachment?.turnsAt = attachesAt
      task.attachment?.addressPlace = place
      task.attachment?.networkInterfaceID = interface
      task.attachment?.macAddress = mac
      task.attachment?.privateIPv4Address = address
      task.attachment?.privateDNSName = "\(host).\(domain)"
    }
    guard isTooLong else { return }
    failLater(
      task, ECS.StartFailure(taskReason: "Timeout waiting for network interface provisioning to complete."),
      after: timing.networkInterfaceTimeout)
  }

  private mutating func connectAgent(of task: ECS.Task) {
    let now = now
    let delay = timing.jittered(task.delays(timing).preparing * startFactor(task), id: task.id, phase: "preparing")
    move(task.id, to: .preparing, as: .pending, next: delay) { task in
      task.attachment?.status = .attached
      task.connectivityAt = now
    }
  }

  private mutating func beginContainers(of task: ECS.Task) {
    move(task.id, to: .startingContainers, as: .pending)
    if let (failure, delay) = troubleBeforePull(of: task) ?? volumeFailure(of: task) ?? failureBeforePull(of: task)
      ?? unreadFailure(of: task)
    {
      return failLater(task, failure, after: delay)
    }
    readSecrets(of: task)
    startWhatCan(task.id)
  }

  /// Called when a container has started: the task is there once every container ran.
  mutating func runIfAllStarted(_ id: ECS.TaskID) {
    guard let task = ecs.tasks[id], task.phase == .startingContainers, task.desiredStatus == .running,
      task.containers.allSatisfy({ $0.run > 0 })
    else { return }
    let now = now
    ecs.tasks.change(id) { $0.startedAt = now }
    if task.deregistrationDelay == nil {
      move(id, to: .running, as: .running)
    } else {
      move(id, to: .activating, as: .activating, next: timing.jittered(timing.activating, id: id, phase: "activating"))
    }
  }

  func startFactor(_ task: ECS.Task) -> Int {
    operatingSystem(of: task).hasPrefix("WINDOWS") ? task.delays(timing).windowsFactor : 1
  }

  /// The family of its host's, which on Fargate is the one that its definition names: `LINUX`.
  func operatingSystem(of task: ECS.Task) -> String {
    if let host = task.containerInstance.flatMap({ ecs.containerInstances[$0] }) {
      return host.attributes["ecs.os-family"].flatMap { $0 } ?? "LINUX"
    }
    return definition(of: task)?.operatingSystemFamily ?? "LINUX"
  }
}
