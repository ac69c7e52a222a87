/// The wiring of a service's tasks: registered with their target groups once they run, taken out once they are to stop;
/// with a Classic Load Balancer their instances are.
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
    guard let service = ecs.services[key], service.deployments.contains(where: \.hasDoors) else { return }
    var registered: OrderedDictionary<TargetMove, Int> = [:]
    var leaving: OrderedDictionary<TargetMove, [LoadBalancing.TargetKey]> = [:]
    var leavingInstances: OrderedDictionary<String, [LoadBalancing.InstanceReference]> = [:]
    var draining: OrderedDictionary<String, Int> = [:]
    for (id, watched) in service.scheduler.watched {
      guard let task = ecs.tasks[id],
        let deployment = service.deployments.first(where: { $0.id == watched.deployment }),
        deployment.hasDoors
      else { continue }
      let taskSet = deployment.taskSet == nil ? nil : deployment.name
      if Self.isToRun(task) {
        guard !watched.isWired, task.lastStatus == .running else { continue }
        for door in register(task, of: deployment) {
          registered[TargetMove(taskSet: taskSet, door: door), default: 0] += 1
        }
        change(key) { $0.scheduler.watched[id]?.isWired = true }
      } else if watched.isWired {
        if let place = classicPlace(of: task), loadBalancing.classicLoadBalancers[place.loadBalancer] != nil {
          leavingInstances[place.loadBalancer, default: []].append(place)
          draining[deployment.name, default: 0] += 1
        }
        let groups = deployment.targetGroups
        let own = task.targets.filter { groups.contains($0.targetGroup) }
        for target in own {
          leaving[TargetMove(taskSet: taskSet, door: .targetGroup(target.targetGroup)), default: []].append(target.key)
        }
        if !own.isEmpty { draining[deployment.name, default: 0] += 1 }
        ecs.tasks.change(id) { task in task.targets.removeAll { own.contains($0) } }
        change(key) { $0.scheduler.watched[id]?.isWired = false }
      }
    }
    for (move, count) in registered { say(.registered(count, move.door), of: key, taskSet: move.taskSet) }
    for (move, keys) in leaving {
      deregister(keys, from: move.door.name)
      say(.deregistered(keys.count, move.door), of: key, taskSet: move.taskSet)
    }
    for (name, places) in leavingInstances {
      // Users of another task there still come by the same load balancer.
      for place in places where tasks(at: place).isEmpty { deregister(place) }
      say(.deregistered(places.count, .classicLoadBalancer(name)), of: key)
    }
    for (name, count) in draining { say(.drainingConnections(name, count), of: key) }
  }

  /// Takes a task out that ECS forgets while it runs on. Source: ECS API reference, DeregisterContainerInstance.
  mutating func leadUsersAway(from task: ECS.Task) {
    for target in task.targets { deregister([target.key], from: target.targetGroup) }
    guard let place = classicPlace(of: task), let key = task.service else { return }
    change(key) { $0.scheduler.watched[task.id]?.isWired = false }
    if tasks(at: place).isEmpty { deregister(place) }
  }

  /// Targets that come or go together, and are told of in one event.
  private struct TargetMove: Hashable {
    /// The task set's name; nil where ECS carries out the rollouts.
    let taskSet: String?
    let door: ECS.Door
  }

  /// - Returns: those by which users now come to it.
  private mutating func register(_ task: ECS.Task, of deployment: ECS.Deployment) -> [ECS.Door] {
    var doors: [ECS.Door] = []
    if let name = deployment.classicLoadBalancer, loadBalancing.classicLoadBalancers[name] != nil,
      let host = host(of: task)
    {
      register(.init(loadBalancer: name, instance: host))
      doors.append(.classicLoadBalancer(name))
    }
    for way in waysIn(of: deployment) {
      guard targetGroup(way.group) != nil, let key = place(of: task, way) else { continue }
      register(key, zone: task.availabilityZone, task: task.id, in: way.group)
      doors.append(.targetGroup(way.group))
    }
    return doors
  }

  /// A container's port that users reach through a target group.
  private struct WayIn {
    let group: String
    let container: String
    let port: Int
  }

  private func waysIn(of deployment: ECS.Deployment) -> [WayIn] {
    let containers = taskDefinition(deployment.family, deployment.revision)?.containers ?? []
    return deployment.loadBalancers.filter { $0.classicName == nil }.map {
      WayIn(group: deployment.targetGroup(of: $0), container: $0.containerName, port: $0.containerPort)
    }
      + deployment.wiring.vpcLattice.compactMap { target in
        for container in containers {
          if let mapping = container.portMappings.first(where: { $0.name == target.portName }) {
            return WayIn(group: target.targetGroup, container: container.name, port: mapping.containerPort)
          }
        }
        return nil
      }
  }

  /// Where users reach the container: the task's own address, or a port of its host.
  private func place(of task: ECS.Task, _ way: WayIn) -> LoadBalancing.TargetKey? {
    if let address = task.attachment?.privateIPv4Address {
      return LoadBalancing.TargetKey(id: address, port: way.port)
    }
    let bindings = task.container(way.container)?.networkBindings ?? []
    guard let host = host(of: task), let port = bindings.first(where: { $0.containerPort == way.port })?.hostPort
    else { return nil }
    return LoadBalancing.TargetKey(id: host, port: port)
  }

  /// How long tasks of the deployment drain at the longest; nil without load balancers.
  func deregistrationDelay(of deployment: ECS.Deployment) -> Duration? {
    guard deployment.hasDoors else { return nil }
    let draining = deployment.classicLoadBalancer.map(drainingTime) ?? .zero
    return max(draining, longestDelay(deployment.targetGroups))
  }

  private func drainingTime(of name: String) -> Duration {
    loadBalancing.classicLoadBalancers[name]?.attributes.draining ?? .zero
  }

  private func longestDelay(_ groups: [String]) -> Duration {
    groups.compactMap { targetGroup($0)?.drainingTime }.max() ?? .zero
  }

  /// How long a task that is to stop is DEACTIVATING: until the turn that takes it out of its target groups, and then
  /// for their delay. nil where nothing has to be undone, or nobody waits for that.
  func deactivation(of task: ECS.Task) -> Duration? {
    guard task.startedAt != nil, let code = task.stopCode, task.service != nil else { return nil }
    switch code {
    // Whoever stops a task by hand does not wait for users of it: it is taken out of its target groups afterwards.
    case .taskFailedToStart, .essentialContainerExited, .spotInterruption, .terminationNotice, .userInitiated:
      return nil
    case .serviceSchedulerInitiated: break
    }
    let place = classicPlace(of: task)
    if !task.targets.isEmpty || place != nil {
      let period = max(1, timing.schedulerTurn.milliseconds)
      let untilTurn = Duration.milliseconds(period - now.milliseconds % period)
      let delay = place.map { drainingTime(of: $0.loadBalancer) } ?? longestDelay(task.targets.map(\.targetGroup))
      return untilTurn + delay + timing.deactivatingExtra
    }
    guard !isBehindTargets(task) else { return nil }
    return task.deregistrationDelay.map { $0 + timing.deactivatingExtra }
  }
}

extension ECS {
  /// By what users come to a task.
  enum Door: Hashable, Sendable {
    /// Its ARN.
    case targetGroup(String)
    /// Its name.
    case classicLoadBalancer(String)

    var name: String {
      switch self {
      case .targetGroup(let name), .classicLoadBalancer(let name): name
      }
    }

    /// What is registered there, in the words of service events.
    var words: String {
      switch self {
      case .targetGroup(let arn): "targets in (target-group \(arn))"
      case .classicLoadBalancer(let name): "instances in (elb \(name))"
      }
    }
  }
}

extension Region {
  /// True where its deployment has load balancers.
  func isBehindTargets(_ task: ECS.Task) -> Bool {
    task.service.flatMap { ecs.services[$0] }?.deployments.contains { deployment in
      deployment.name == task.startedBy && deployment.hasDoors
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
    /// A Classic Load Balancer does not send users to its instance.
    case instance(LoadBalancing.InstanceReference, reason: String)

    var stoppedReason: String {
      switch self {
      case .containerCheck: "Task failed container health checks"
      case .target(let group, _, _, _), .missing(let group, _):
        "Task failed \(isOfLattice ? "VPC Lattice" : "ELB") health checks in (target-group \(group))"
      case .instance(let place, _): "Task failed ELB health checks in (elb \(place.loadBalancer))"
      }
    }

    var isOfLattice: Bool {
      switch self {
      case .containerCheck, .instance: false
      case .target(let group, _, _, _), .missing(let group, _): group.contains(":vpc-lattice:")
      }
    }
  }
}

extension Region {
  enum TargetFinding {
    case healthy, unsettled
    case unhealthy(ECS.Ailment)
  }

  /// What all target groups of its deployment together say of a task, or the Classic Load Balancer.
  func finding(of task: ECS.Task, isWired: Bool, _ deployment: ECS.Deployment) -> TargetFinding {
    guard isWired, !isTargetHealthUnknown else { return deployment.hasDoors ? .unsettled : .healthy }
    var isSettled = true
    if let place = classicPlace(of: task) {
      switch finding(place) {
      case .healthy: break
      case .unsettled: isSettled = false
      case .unhealthy(let ailment): return .unhealthy(ailment)
      }
    }
    for arn in deployment.targetGroups {
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

  /// Services with a deployment that is meant look again: what is known of targets has changed.
  mutating func targetHealthChanges(where isMeant: (ECS.Deployment) -> Bool) {
    for (key, service) in ecs.services where service.deployments.contains(where: isMeant) {
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
      case .unhealthy(let ailment) = finding(of: task, isWired: watched.isWired, deployment)
    else { return .containerCheck }
    return ailment
  }
}
