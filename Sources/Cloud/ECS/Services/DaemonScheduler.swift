/// DAEMON services: one task on every eligible container instance.
///
/// In: the service, its tasks, the cluster's instances. Out: tasks started on instances that have none and stopped on
/// those that are no longer eligible; a new deployment replaces them in waves, stopping first.
/// Source: ECS Developer Guide, "Daemon scheduling strategy"; ECS API reference, `minimumHealthyPercent`.
import Documents
import SimulationKit

extension Region {
  mutating func reconcileDaemons(of key: ECS.ServiceKey) {
    guard let found = ecs.services[key] else { return }
    let eligible = eligibleInstances(for: found)
    change(key) { $0.desiredCount = eligible.count }
    daemonRoomChanged(by: key)
    let isFailed = failBrokenDeployment(of: key) || found.primary?.rolloutState == .failed
    guard let service = ecs.services[key], let primary = service.primary else { return }
    let roster = roster(of: service)
    enterHealthyTasks(of: roster, key: key)
    var turn = ServiceTurn(key: key, roster: roster, hasMoved: false)

    stopDaemons(outside: Set(eligible), in: &turn)
    if !isFailed || service.primary?.id != found.primary?.id { stopWave(of: service, in: &turn) }
    if (service.scheduler.notBefore ?? now) <= now, primary.rolloutState != .failed {
      startDaemons(on: eligible, of: primary, in: &turn)
    }

    let staying = turn.roster.count { !($0.instance.map(eligible.contains) ?? false) }
    change(key) { service in
      let count = eligible.count
      for index in service.deployments.indices {
        let id = service.deployments[index].id
        service.deployments[index].desiredCount =
          service.deployments[index].status == .primary ? count : turn.roster.count { $0.deployment == id }
      }
      service.scheduler.ceiling = max(count + staying, roster.entries.count)
    }
    let isStuck = isFloorInTheWay(of: turn)
    if isStuck { sayOnce(.stuckByConfiguration, of: key) }
    finishTurn(turn, isStuck: isStuck)
    // Asked for by the daemon itself, so that what it does next is not put down to a task of another service.
    if turn.roster.entries.contains(where: { $0.instance.map(isDrainingOthers) ?? false }) { askForServiceTurn(key) }
  }

  /// Old tasks remain, nothing is under way, and the floor lets none of them go.
  private func isFloorInTheWay(of turn: ServiceTurn) -> Bool {
    !turn.hasMoved && ecs.services[turn.key]?.primary?.rolloutState == .inProgress
      && turn.roster.entries.contains { $0.isOld && !($0.instance.map(isDrainingOthers) ?? false) }
      && turn.roster.entries.allSatisfy { $0.health != .unsettled }
  }

  /// ACTIVE instances that satisfy the constraints, in order of registration.
  func eligibleInstances(for service: ECS.Service) -> [ECS.ContainerInstanceID] {
    let queries = placementQueries(of: service)
    return ecs.containerInstances.values.filter { isEligible($0, for: service, queries) }.map(\.id)
  }

  func isEligible(
    _ instance: ECS.ContainerInstance, for service: ECS.Service, _ queries: [ClusterQuery]
  ) -> Bool {
    instance.cluster == service.key.cluster && instance.status == .active
      && instance.launchType == service.launchType ?? .ec2 && queries.allSatisfy { $0.matches(instance, in: self) }
  }

  func placementQueries(of service: ECS.Service) -> [ClusterQuery] {
    let definition = service.primary.flatMap { taskDefinition($0.family, $0.revision) }
    return (service.placementConstraints + (definition?.placementConstraints ?? []))
      .compactMap { constraint in constraint.expression.flatMap { try? ClusterQuery($0) } }
  }

  private mutating func stopDaemons(outside eligible: Set<ECS.ContainerInstanceID>, in turn: inout ServiceTurn) {
    let homeless = turn.roster.entries.filter { entry in
      guard let instance = entry.instance else { return true }
      return !eligible.contains(instance) && !isDrainingOthers(instance)
    }
    guard !homeless.isEmpty else { return }
    let ids = Set(homeless.map(\.id))
    turn.hasMoved = true
    sayThatConstraintsExclude(Set(homeless.compactMap(\.instance)), of: turn.key)
    stop(ids.count, in: &turn, isForced: true) { ids.contains($0.id) }
  }

  /// The bus is told of instances in service on which a daemon's task may not stay; the service's events are not.
  private mutating func sayThatConstraintsExclude(_ instances: Set<ECS.ContainerInstanceID>, of key: ECS.ServiceKey) {
    let excluded = instances.filter { ecs.containerInstances[$0]?.status == .active }.sorted()
    guard !excluded.isEmpty else { return }
    let arns = excluded.map { Document.string(arn(ofContainerInstance: $0, cluster: key.cluster)) }
    tell(.daemonConstraintViolated, of: key, ["containerInstanceArns": .list(arns)])
  }

  /// Daemons are the last on a DRAINING instance: they stay while tasks of REPLICA services have not left it.
  private func isDrainingOthers(_ id: ECS.ContainerInstanceID) -> Bool {
    ecs.containerInstances[id]?.status == .draining
      && ecs.tasks.all(onInstance: id).contains { task in
        task.lastStatus != .stopped && task.service.flatMap { ecs.services[$0] }?.schedulingStrategy == .replica
      }
  }

  /// Old tasks to stop now: as many as leave the floor covered, unhealthy ones for free.
  private mutating func stopWave(of service: ECS.Service, in turn: inout ServiceTurn) {
    let floor = service.deploymentConfiguration.floor(desiredCount: service.desiredCount)
    let healthy = turn.roster.count { $0.health == .healthy }
    let replaceable = turn.roster.entries.filter { entry in
      (entry.isOld || entry.health == .unhealthy) && !(entry.instance.map(isDrainingOthers) ?? false)
    }
    let free = replaceable.count { $0.health != .healthy }
    let count = min(replaceable.count, free + max(0, healthy - floor))
    guard count > 0 else { return }
    let ids = Set(replaceable.map(\.id))
    turn.hasMoved = true
    stop(count, in: &turn) { ids.contains($0.id) }
  }

  /// One task for each eligible instance on which none of the service's lives.
  private mutating func startDaemons(
    on eligible: [ECS.ContainerInstanceID], of deployment: ECS.Deployment, in turn: inout ServiceTurn
  ) {
    guard let service = ecs.services[turn.key] else { return }
    let watched = service.scheduler.watched.keys
    let taken = Set(watched.compactMap { ecs.tasks[$0]?.containerInstance })
    let free = eligible.filter { !taken.contains($0) }
    guard !free.isEmpty else { return }
    turn.hasMoved = true
    guard rolesCanBeAssumed(by: deployment, in: &turn) else { return }
    var ids: [ECS.TaskID] = []
    for instance in free {
      var order = order(service, deployment, launch: .launchType(deployment.launchType ?? .ec2))
      order.containerInstance = instance
      switch launchTask(order) {
      case .started(let id):
        serviceTaskChanged(id)
        ids.append(id)
      case .refused(let failures):
        turn.wasRefused = true
        sayOnce(.unableToPlace(Self.tail(of: failures)), of: turn.key)
      }
    }
    guard !ids.isEmpty else { return }
    say(.started(ids, replacedUnhealthy: 0), of: turn.key)
  }
}
