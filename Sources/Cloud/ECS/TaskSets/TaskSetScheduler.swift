/// Task sets in the scheduler's turns: each is kept at its share of the service's desired count.
///
/// In: the service, its tasks. Out: tasks started and stopped, stability, events in their task-set form. What to do with
/// the tasks of one set is the arithmetic of `RollingUpdate`, as for a revision that stands beside another.
/// Source: ECS API reference, TaskSet (`computedDesiredCount`, `stabilityStatus`); event texts as the API sends them.
import SimulationKit

extension Region {
  mutating func reconcileTaskSets(of key: ECS.ServiceKey) {
    computeCounts(of: key)
    guard let service = ecs.services[key] else { return }
    let roster = roster(of: service)
    enterHealthyTasks(of: roster, key: key)
    var turn = ServiceTurn(key: key, roster: roster, hasMoved: false)
    let mayStart = mayStart(service)
    var ceiling = 0
    for var plan in service.taskSetPlans(roster) {
      ceiling += max(plan.update.ceiling, roster.count { $0.deployment == plan.deployment.id })
      plan.update.mayStartNew = mayStart
      carryOut(&plan, of: service, in: &turn)
    }
    change(key) { $0.scheduler.ceiling = ceiling }
    finishTurn(turn, isStuck: false)
  }

  /// Enters how many tasks each set is to have now, and says so where that changed.
  private mutating func computeCounts(of key: ECS.ServiceKey) {
    guard let service = ecs.services[key] else { return }
    let now = now
    for set in service.deployments {
      let count = set.status == .draining ? 0 : set.taskSet?.scale.count(of: service.desiredCount) ?? 0
      guard count != set.desiredCount else { continue }
      change(key, deployment: set.id) { set in
        set.desiredCount = count
        set.updatedAt = now
        set.enter(.stabilizing, at: now)
      }
      say(.computedCount(taskSet: set.name, count), of: key)
    }
  }

  /// What a turn leaves of the sets: which are steady, and which are gone with their last task. The event is dated a
  /// millisecond before "steady state", where the turn said nothing else.
  mutating func settleTaskSets(after turn: ServiceTurn) {
    guard let service = ecs.services[turn.key] else { return }
    let now = now
    let living = Set(service.scheduler.watched.values.map(\.deployment))
    change(turn.key) { $0.deployments.removeAll { $0.status == .draining && !living.contains($0.id) } }
    for set in ecs.services[turn.key]?.deployments ?? [] {
      let isSteady = set.isSteadyTaskSet(after: turn)
      let wasSteady = set.taskSet?.stability == .steady
      guard isSteady != wasSteady else { continue }
      change(turn.key, deployment: set.id) { $0.enter(isSteady ? .steady : .stabilizing, at: now) }
      guard isSteady else { continue }
      let isQuiet = ecs.services[turn.key]?.events.first.map { $0.createdAt < now } ?? true
      say(.taskSetSteady, of: turn.key, taskSet: set.name, earlier: isQuiet ? .milliseconds(1) : .zero)
    }
  }
}

extension ECS.Service {
  func taskSetPlans(_ roster: ECS.Roster) -> [ECS.ServicePlan] {
    deployments.map { set in
      var update = ECS.RollingUpdate(
        desiredCount: set.desiredCount, floor: deploymentConfiguration.floor(desiredCount: set.desiredCount),
        ceiling: deploymentConfiguration.ceiling(desiredCount: set.desiredCount))
      for entry in roster.entries where entry.deployment == set.id { update.count(entry, isOld: entry.isLeaving) }
      return ECS.ServicePlan(deployment: set, isAboutOneRevision: true, update: update)
    }
  }

  /// There are task sets, and each has what it is to have.
  package var areTaskSetsSteady: Bool {
    !deployments.isEmpty
      && deployments.allSatisfy { set in
        set.status != .draining && set.taskSet?.stability == .steady
          && set.taskSet?.scale.count(of: desiredCount) == set.desiredCount
      }
  }
}

extension ECS.Deployment {
  /// Running as many as computed, nothing pending or ending, nothing on an instance that is being drained, everything healthy.
  fileprivate func isSteadyTaskSet(after turn: ServiceTurn) -> Bool {
    let entries = turn.roster.entries.filter { $0.deployment == id }
    return status != .draining && turn.startedByDeployment[id, default: 0] == 0 && entries.count == desiredCount
      && turn.roster.livingByDeployment[id, default: 0] == desiredCount
      && entries.allSatisfy { $0.health == .healthy && !$0.isLeaving }
  }
}
