/// The wiring of a service's tasks: registered with their target groups once they run, taken out once they are to stop.
///
/// In: the service and its tasks, at the beginning of a turn. Out: targets, service events. So a task that a turn stops
/// is taken out in the next one, and drains from then on; it is DEACTIVATING until that is over.
/// Cost: O(tasks of the service that are not STOPPED), nothing for a service without load balancers.
/// Source: ECS Developer Guide, "Amazon ECS service event messages", "Create a service that uses VPC Lattice"; runtime sheet,
/// sections 2.2, 2.7, 6.2.
import Collections
import Documents
import SimulationKit

extension Region {
  mutating func wireTargets(of key: ECS.ServiceKey) {
    guard let service = ecs.services[key], service.deployments.contains(where: { !$0.targetGroups.isEmpty }) else {
      return
    }
    var registered: OrderedDictionary<TargetMove, Int> = [:]
    var leaving: OrderedDictionary<TargetMove, [LoadBalancing.TargetKey]> = [:]
    var draining: OrderedDictionary<String, Int> = [:]
    for (id, watched) in service.scheduler.watched {
      guard let task = ecs.tasks[id],
        let deployment = service.deployments.first(where: { $0.id == watched.deployment }),
        !deployment.targetGroups.isEmpty
      else { continue }
      let taskSet = deployment.taskSet == nil ? nil : deployment.name
      if Self.isToRun(task) {
        guard !watched.isWired, task.lastStatus == .running else { continue }
        for group in register(task, of: deployment) {
          registered[TargetMove(taskSet: taskSet, group: group), default: 0] += 1
        }
        change(key) { $0.scheduler.watched[id]?.isWired = true }
      } else if watched.isWired {
        let groups = deployment.targetGroups
        let own = task.targets.filter { groups.contains($0.targetGroup) }
        for target in own {
          leaving[TargetMove(taskSet: taskSet, group: target.targetGroup), default: []].append(target.key)
        }
        if !own.isEmpty { draining[deployment.name, default: 0] += 1 }
        ecs.tasks.change(id) { task in task.targets.removeAll { own.contains($0) } }
        change(key) { $0.scheduler.watched[id]?.isWired = false }
      }
    }
    for (move, count) in registered { say(.registered(count, move.group), of: key, taskSet: move.taskSet) }
    for (move, keys) in leaving {
      deregister(keys, from: move.group)
      say(.deregistered(keys.count, move.group), of: key, taskSet: move.taskSet)
    }
    for (name, count) in draining { say(.drainingConnections(name, count), of: key) }
  }

  /// Targets that come or go together, and are told of in one event.
  private struct TargetMove: Hashable {
    /// The task set's name; nil where ECS carries out the rollouts.
    let taskSet: String?
    let group: String
  }

  /// - Returns: the groups that now have it.
  private mutating func register(_ task: ECS.Task, of deployment: ECS.Deployment) -> [String] {
    var groups: [String] = []
    for door in doors(of: deployment) {
      guard targetGroup(door.group) != nil, let key = place(of: task, door) else { continue }
      register(key, zone: task.availabilityZone, task: task.id, in: door.group)
      groups.append(door.group)
    }
    return groups
  }

  /// A container's port that users reach through a target group.
  private struct Door {
    let group: String
    let container: String
    let port: Int
  }

  private func doors(of deployment: ECS.Deployment) -> [Door] {
    let containers = taskDefinition(deployment.family, deployment.revision)?.containers ?? []
    return deployment.loadBalancers.map {
      Door(group: deployment.targetGroup(of: $0), container: $0.containerName, port: $0.containerPort)
    }
      + deployment.wiring.vpcLattice.compactMap { target in
        for container in containers {
          if let mapping = container.portMappings.first(where: { $0.name == target.portName }) {
            return Door(group: target.targetGroup, container: container.name, port: mapping.containerPort)
          }
        }
        return nil
      }
  }

  /// Where users reach the container: the task's own address, or a port of its host.
  private func place(of task: ECS.Task, _ door: Door) -> LoadBalancing.TargetKey? {
    if let address = task.attachment?.privateIPv4Address {
      return LoadBalancing.TargetKey(id: address, port: door.port)
    }
    let bindings = task.container(door.container)?.networkBindings ?? []
    guard let host = host(of: task), let port = bindings.first(where: { $0.containerPort == door.port })?.hostPort
    else { return nil }
    return LoadBalancing.TargetKey(id: host, port: port)
  }

  /// How long tasks of the deployment drain at the longest; nil without target groups.
  func deregistrationDelay(of deployment: ECS.Deployment) -> Duration? {
    deployment.targetGroups.isEmpty ? nil : longestDelay(deployment.targetGroups)
  }

  private func longestDelay(_ groups: [String]) -> Duration {
    groups.compactMap { targetGroup($0)?.drainingTime }.max() ?? .zero
  }

  /// How long a task that is to stop is DEACTIVATING: until the turn that takes it out of its target groups, and then
  /// for their delay. nil where nothing has to be undone, or nobody waits for that.
  func deactivation(of task: ECS.Task) -> Duration? {
    guard task.startedAt != nil, let code = task.stopCode, task.service != nil else { return nil }
    switch code {
    case .taskFailedToStart, .essentialContainerExited, .spotInterruption, .terminationNotice: return nil
    case .serviceSchedulerInitiated, .userInitiated: break
    }
    if !task.targets.isEmpty {
      let period = max(1, timing.schedulerTurn.milliseconds)
      let untilTurn = Duration.milliseconds(period - now.milliseconds % period)
      return untilTurn + longestDelay(task.targets.map(\.targetGroup)) + timing.deactivatingExtra
    }
    guard !isBehindTargets(task), code == .serviceSchedulerInitiated else { return nil }
    return task.deregistrationDelay.map { $0 + timing.deactivatingExtra }
  }
}

extension Region {
  /// True where its deployment has target groups.
  func isBehindTargets(_ task: ECS.Task) -> Bool {
    task.service.flatMap { ecs.services[$0] }?.deployments.contains { deployment in
      deployment.name == task.startedBy && !deployment.targetGroups.isEmpty
    } ?? false
  }
}

// MARK: - What targets say of tasks

extension ECS {
  /// Why a service replaces a task that is still running.
  enum Ailment: Hashable, Sendable {
    case containerCheck
    /// Its target fails checks: the port, the host where that is what is registered.
    case target(group: String, port: Int, host: String?, reason: String)
    /// Somebody took its target or the whole group away.
    case missing(group: String, what: String)

    var stoppedReason: String {
      switch self {
      case .containerCheck: "Task failed container health checks"
      case .target(let group, _, _, _), .missing(let group, _):
        "Task failed \(isOfLattice ? "VPC Lattice" : "ELB") health checks in (target-group \(group))"
      }
    }

    var isOfLattice: Bool {
      switch self {
      case .containerCheck: false
      case .target(let group, _, _, _), .missing(let group, _): group.hasPrefix("arn:aws:vpc-lattice:")
      }
    }
  }
}

extension Region {
  enum TargetFinding {
    case healthy, unsettled
    case unhealthy(ECS.Ailment)
  }

  /// What all target groups of its deployment together say of a task.
  func finding(of task: ECS.Task, isWired: Bool, _ groups: [String]) -> TargetFinding {
    guard isWired, !isTargetHealthUnknown else { return groups.isEmpty ? .healthy : .unsettled }
    var isSettled = true
    for arn in groups {
      guard let group = targetGroup(arn) else {
        return .unhealthy(.missing(group: arn, what: "TARGET GROUP IS NOT FOUND"))
      }
      guard let key = task.targets.first(where: { $0.targetGroup == arn })?.key, let target = group.registered(key)
      else {
        return .unhealthy(.missing(group: arn, what: "TARGET IS NOT FOUND"))
      }
      switch target.checks.verdict {
      case .healthy: break
      case .initial: isSettled = isSettled && group.isWithoutChecks
      case .unhealthy(let failure):
        return .unhealthy(
          .target(
            group: arn, port: key.port, host: group.targetType == .instance ? key.id : nil,
            reason: failure.description))
      }
    }
    return isSettled ? .healthy : .unsettled
  }

  /// Every service with target groups looks again: what is known of targets has changed for all.
  mutating func targetHealthChangesForAll() {
    for (key, service) in ecs.services where service.deployments.contains(where: { !$0.targetGroups.isEmpty }) {
      askForServiceTurn(key)
    }
  }

  /// Tells the bus once while it lasts.
  mutating func tellOfUnknownHealth(of key: ECS.ServiceKey) {
    let groups = ecs.services[key]?.primary?.targetGroups ?? []
    guard !groups.isEmpty else { return }
    sayOnce(ECS.ServiceAction.healthUnknown.rawValue, of: key) { region in
      region.tell(.healthUnknown, of: key, ["targetGroupArns": .list(groups.map(Document.string))])
    }
  }

  /// What is wrong with a task that a turn found unhealthy.
  func ailment(of id: ECS.TaskID, in key: ECS.ServiceKey) -> ECS.Ailment {
    guard let task = ecs.tasks[id], let service = ecs.services[key], let watched = service.scheduler.watched[id],
      let deployment = service.deployments.first(where: { $0.id == watched.deployment }),
      case .unhealthy(let ailment) = finding(of: task, isWired: watched.isWired, deployment.targetGroups)
    else { return .containerCheck }
    return ailment
  }
}
