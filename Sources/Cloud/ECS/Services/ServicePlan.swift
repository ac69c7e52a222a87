/// What a turn is to do with a service's tasks: one arithmetic for all of them in a rolling update, one for each
/// revision where blue and green stand side by side.
///
/// In: the service and its tasks. Out: plans in the order to carry them out. Changes nothing.
/// Source: ECS Developer Guide, "Rolling update", "Amazon ECS blue/green deployments workflow".
import SimulationKit

extension ECS {
  struct ServicePlan: Sendable {
    /// What new tasks run.
    let deployment: Deployment
    /// True where it is about the tasks of that deployment only.
    let isAboutOneRevision: Bool
    var update: RollingUpdate

    /// Tasks that are to be replaced by new ones, or to go.
    func isOld(_ entry: RosterEntry) -> Bool {
      isAboutOneRevision ? entry.deployment == deployment.id && entry.isLeaving : entry.isOld
    }
    /// How many healthy tasks may go without going below the minimum.
    func spareHealthy(_ roster: Roster) -> Int {
      let healthy = roster.count { entry in
        entry.health == .healthy && (!isAboutOneRevision || entry.deployment == deployment.id)
      }
      return max(0, healthy - update.floor)
    }
    func isNew(_ entry: RosterEntry) -> Bool {
      isAboutOneRevision ? entry.deployment == deployment.id && !entry.isLeaving : !entry.isOld
    }
  }
}

extension ECS.Service {
  func plans(_ roster: ECS.Roster, at now: Instant) -> [ECS.ServicePlan] {
    guard let primary else { return [] }
    guard let rollout = rolloutUnderWay else {
      return [.init(deployment: primary, isAboutOneRevision: false, update: ECS.RollingUpdate(self, roster))]
    }
    let blue = roster.entries.filter { $0.deployment == rollout.blue }
    let isBlueGrowing =
      blue.count { $0.health == .healthy } < desiredCount
      && (rollout.since == now || blue.contains { $0.health == .unsettled })
    return deployments.map { deployment in
      let target: Int
      var mayStart = true
      if deployment.id == primary.id {
        target = rollout.isScaledUp ? desiredCount : 0
      } else if deployment.id == rollout.blue, rollout.stage != .cleanUp {
        target = desiredCount
        mayStart = deployment.rolloutState != .failed || gotAllUsers(deployment)
      } else if rollout.stage == .reconcileService, isBlueGrowing {
        // Users come to its tasks, too, until blue has all that it can have.
        target = roster.count { $0.deployment == deployment.id && $0.health == .healthy }
        mayStart = false
      } else {
        target = 0
      }
      var update = ECS.RollingUpdate(
        desiredCount: target, floor: deploymentConfiguration.floor(desiredCount: target),
        ceiling: deploymentConfiguration.ceiling(desiredCount: target))
      for entry in roster.entries where entry.deployment == deployment.id {
        update.count(entry, isOld: entry.isLeaving)
      }
      update.mayStartNew = mayStart
      return .init(deployment: deployment, isAboutOneRevision: true, update: update)
    }
  }
}

extension ECS.RollingUpdate {
  /// The counts of all of a service's tasks against its limits.
  init(_ service: ECS.Service, _ roster: ECS.Roster) {
    let limits = service.deploymentConfiguration
    let extra = service.scheduler.rebalancing.extra
    let moving = extra.isEmpty ? 0 : roster.count { extra.contains($0.id) }
    self.init(
      desiredCount: service.desiredCount + moving, floor: limits.floor(desiredCount: service.desiredCount),
      ceiling: limits.ceiling(desiredCount: service.desiredCount))
    for entry in roster.entries { count(entry, isOld: entry.isOld) }
    for deployment in service.deployments where deployment.status != .primary && deployment.rolloutState == .completed {
      oldMissing += max(0, deployment.desiredCount - roster.count { $0.deployment == deployment.id })
    }
    mayStopOld = service.primary?.rolloutState != .failed
  }

  mutating func count(_ entry: ECS.RosterEntry, isOld: Bool) {
    switch (isOld, entry.health) {
    case (false, .unsettled): newStarting += 1
    case (false, .healthy): newHealthy += 1
    case (false, .unhealthy): newUnhealthy += 1
    case (true, .unsettled) where entry.isExpendable: oldExpendable += 1
    case (true, .unsettled): oldStarting += 1
    case (true, .healthy): oldHealthy += 1
    case (true, .unhealthy): oldUnhealthy += 1
    }
  }
}

extension Region {
  /// Where revisions stand side by side: enters how many tasks each is to have, and says so where that changed.
  mutating func computeCounts(of key: ECS.ServiceKey, _ plans: [ECS.ServicePlan]) {
    for plan in plans
    where plan.isAboutOneRevision && plan.deployment.desiredCount != plan.update.desiredCount {
      change(key, deployment: plan.deployment.id) { $0.desiredCount = plan.update.desiredCount }
      say(.computedCount(taskSet: plan.deployment.name, plan.update.desiredCount), of: key)
    }
  }

  /// Enters what each deployment of a rolling update is to have now.
  mutating func setTargets(
    of key: ECS.ServiceKey, _ plans: [ECS.ServicePlan], _ turn: ServiceTurn, found: ECS.Roster
  ) {
    guard let plan = plans.first, !plan.isAboutOneRevision else { return }
    var (kept, before): ([String: Int], [String: Int]) = ([:], [:])
    for entry in found.entries { before[entry.deployment, default: 0] += 1 }
    for entry in turn.roster.entries { kept[entry.deployment, default: 0] += 1 }
    let evicted = turn.roster.count { $0.isOld && $0.deploymentAge == 0 }
    change(key) { service in
      for index in service.deployments.indices {
        let id = service.deployments[index].id
        let present = kept[id, default: 0] + turn.startedByDeployment[id, default: 0]
        guard service.deployments[index].status == .primary else {
          // What it lost by itself it gets again while there is no place for what would come instead.
          let wanted = service.deployments[index].desiredCount - before[id, default: 0] + kept[id, default: 0]
          service.deployments[index].desiredCount = turn.wasRefused ? max(0, wanted) : present
          continue
        }
        let allowed = min(plan.update.desiredCount, plan.update.ceiling - plan.update.oldActive + evicted)
        let isFailed = service.deployments[index].rolloutState == .failed
        service.deployments[index].desiredCount = isFailed ? min(present, plan.update.desiredCount) : max(0, allowed)
      }
    }
  }
}
