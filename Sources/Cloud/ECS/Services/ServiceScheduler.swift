/// The service scheduler: one turn for one service, in plain sight.
///
/// In: the service, its tasks and the present instant. Out: tasks started and stopped, deployments that completed or
/// failed, events. A turn is taken on the full ten seconds, and only while there is something to do: a steady service
/// has no turn pending but the one that repeats "steady state" after six hours.
/// Cost: a turn is O(tasks of the service that are not STOPPED), plus what it starts and stops. However
/// much happens to them, there is one turn in ten seconds.
/// Source: ECS Developer Guide, "Amazon ECS services" and "Service scheduler concepts".
import SimulationKit

extension Region {
  mutating func takeServiceTurn(_ key: ECS.ServiceKey, request: Int) {
    guard let service = ecs.services[key], service.scheduler.nextTurn == now,
      service.scheduler.turnRequest == request
    else { return }
    change(key) { $0.scheduler.nextTurn = nil }
    // Instances that changed in this instant, before this turn, asked for the next one, which this one kept from being noted.
    if let asked = ecs.turnsAskedFor[key.cluster], asked > now { askForServiceTurn(key) }
    if let problem = problemWithRole(of: service) {
      sayOnce(.roleProblem(problem), of: key)
      return askForServiceTurn(key)
    }
    wireTargets(of: key)
    if isTargetHealthUnknown { tellOfUnknownHealth(of: key) }
    settleEndedTasks(of: key)
    switch service.status {
    case .inactive: return
    case .draining: drain(key)
    case .active:
      beginPendingDeployment(of: key)
      switch service.schedulingStrategy {
      case .replica where service.takesTaskSets: reconcileTaskSets(of: key)
      case .replica: reconcileReplicas(of: key)
      case .daemon: reconcileDaemons(of: key)
      }
    }
  }

  /// Asks for a turn at the next full ten seconds after now, or at the first one from `instant` on.
  /// - Parameter isOrder: somebody changed what the service is to be: what the turn does follows from that, and not from
  ///   what asked for it before.
  mutating func askForServiceTurn(_ key: ECS.ServiceKey, from instant: Instant? = nil, isOrder: Bool = false) {
    guard let service = ecs.services[key], service.status != .inactive else { return }
    let turn = nextTurn(from: instant ?? now)
    if let pending = service.scheduler.nextTurn, pending <= turn, !isOrder { return }
    ecs.lastTurnRequest += 1
    let request = ecs.lastTurnRequest
    change(key) { service in
      service.scheduler.nextTurn = turn
      service.scheduler.turnRequest = request
    }
    schedule(.serviceTurn(key, request: request), after: turn - now)
  }

  /// The first full ten seconds after now that are not before `instant`.
  func nextTurn(from instant: Instant) -> Instant {
    let period = max(1, timing.schedulerTurn.milliseconds)
    let earliest = max(instant, now + .milliseconds(1)).milliseconds
    return Instant(milliseconds: (earliest + period - 1) / period * period)
  }

  /// Called by the container instance rules after instances came, went or changed their status.
  ///
  /// Cost: O(services) the first time before a turn, O(1) until that turn: every service has asked for it by then, one
  /// that is created meanwhile by itself, and one whose turn comes later in this instant in that turn. So a thousand
  /// instances that are lost at once do not ask a thousand times.
  mutating func containerInstancesChanged(inCluster cluster: String) {
    capacityChanged(inCluster: cluster)
    managedInstancesChanged(inCluster: cluster)
    let turn = nextTurn(from: now)
    guard ecs.turnsAskedFor[cluster] != turn else { return }
    ecs.turnsAskedFor[cluster] = turn
    for key in Array(ecs.services.keys) where key.cluster == cluster { askForServiceTurn(key) }
  }

  private mutating func reconcileReplicas(of key: ECS.ServiceKey) {
    guard let found = ecs.services[key] else { return }
    var roster = roster(of: found)
    enterHealthyTasks(of: roster, key: key)
    if failBrokenDeployment(of: key), let changed = ecs.services[key] { roster = self.roster(of: changed) }
    var turn = ServiceTurn(key: key, roster: roster, hasMoved: takeNextStage(of: key, roster))
    guard let service = ecs.services[key] else { return }

    let mayStart = mayStart(service)
    var plans = service.plans(roster, at: now)
    let isStuck = plans.contains { $0.update.isStuck }
    computeCounts(of: key, plans)
    for index in plans.indices {
      plans[index].update.mayStartNew = plans[index].update.mayStartNew && mayStart
      plans[index].update.mayRestoreOld = !isThrottled(service)
      carryOut(&plans[index], of: service, in: &turn)
      holdFloor(&plans[index], of: service, in: &turn)
    }
    setTargets(of: key, plans, turn, found: roster)
    // Where revisions stand side by side, protected tasks of one are no reason not to start those of the other.
    let ceiling = plans.reduce(0) { sum, plan in
      let present = plan.isAboutOneRevision ? roster.entries.count { $0.deployment == plan.deployment.id } : 0
      return sum + max(plan.update.ceiling, present)
    }
    change(key) { $0.scheduler.ceiling = max(ceiling, roster.entries.count) }
    if isStuck { sayOnce(.stuckByConfiguration, of: key) }
    finishTurn(turn, isStuck: isStuck)
  }

  mutating func carryOut(_ plan: inout ECS.ServicePlan, of service: ECS.Service, in turn: inout ServiceTurn) {
    let found = turn.roster
    let moves = plan.update.moves()
    let kind = plan
    if !moves.isEmpty { turn.hasMoved = true }
    // Protected tasks that were to be stopped and are still there: their places are not free for new ones.
    var held = 0
    for move in moves {
      let before = turn.roster.entries.count
      switch move {
      case .startNew(let count):
        let unhealthy = found.count { kind.isNew($0) && $0.health == .unhealthy }
        start(max(0, count - held), of: kind.deployment, replacingUnhealthy: unhealthy, in: &turn)
        held = max(0, held - count)
      case .restoreOld(let count):
        restore(max(0, count - held), of: service, in: &turn)
        held = max(0, held - count)
      case .stopOld(let count):
        stop(count, in: &turn, healthyAtMost: kind.spareHealthy(turn.roster)) { kind.isOld($0) }
        held += count - (before - turn.roster.entries.count)
      case .stopUnhealthy(let count): stopUnhealthy(count, in: &turn) { kind.isNew($0) }
      case .stopSurplus(let count):
        stop(count, in: &turn, healthyAtMost: kind.spareHealthy(turn.roster)) {
          kind.isNew($0) && $0.health != .unhealthy
        }
        held += count - (before - turn.roster.entries.count)
      }
    }
  }

  /// New tasks that found no place leave theirs to old ones that were lost, as far as the floor needs them.
  private mutating func holdFloor(_ plan: inout ECS.ServicePlan, of service: ECS.Service, in turn: inout ServiceTurn) {
    guard turn.wasRefused, !plan.isAboutOneRevision, plan.update.mayRestoreOld else { return }
    let started = turn.startedByDeployment.values.reduce(0, +)
    let relied = turn.roster.count { $0.health != .unhealthy && !$0.isExpendable } + started
    let room = plan.update.ceiling - turn.roster.entries.count - started
    restore(max(0, min(plan.update.oldMissing, plan.update.floor - relied, room)), of: service, in: &turn)
  }

  func mayStart(_ service: ECS.Service) -> Bool {
    service.primary?.rolloutState != .failed && !isThrottled(service)
  }

  private func isThrottled(_ service: ECS.Service) -> Bool { service.scheduler.notBefore.map { $0 > now } ?? false }

  /// What every turn of an ACTIVE service ends with: deployments that are done, texts that last, the next turn.
  mutating func finishTurn(_ turn: ServiceTurn, isStuck: Bool) {
    let key = turn.key
    let takesTaskSets = ecs.services[key]?.takesTaskSets ?? false
    if takesTaskSets {
      settleTaskSets(after: turn)
    } else {
      completeDeployment(after: turn)
      removeReplacedDeployments(of: key)
    }
    sayWhatLasts(after: turn, isStuck: isStuck)
    var turn = turn
    if !takesTaskSets { rebalanceZones(of: key, &turn) }
    guard let service = ecs.services[key] else { return }
    askForServiceTurn(key, from: now + timing.steadyStateRepeat)
    if turn.hasMoved || service.primary?.startedAt == now { askForServiceTurn(key) }
    if let instant = turn.roster.nextHealthyInstant { askForServiceTurn(key, from: instant) }
    for instant in [service.scheduler.notBefore, service.nextDeploymentInstant] {
      if let instant, instant > now { askForServiceTurn(key, from: instant) }
    }
  }

  private mutating func sayWhatLasts(after turn: ServiceTurn, isStuck: Bool) {
    guard let service = ecs.services[turn.key] else { return }
    let isImpaired = service.scheduler.failedStarts >= ECS.StartThrottle.failuresUntilImpaired
    let isSteady = !turn.hasMoved && isSteady(service, turn.roster)
    let isHealthUnknown = isTargetHealthUnknown
    forgetSaid(of: turn.key) { text in
      switch text {
      case ECS.ServiceMessage.steadyState.text: !isSteady
      case ECS.ServiceAction.healthUnknown.rawValue: !isHealthUnknown
      case ECS.ServiceMessage.unableToStartConsistently.text: !isImpaired
      case ECS.ServiceMessage.stuckByConfiguration.text: !isStuck
      case _ where ECS.ServiceMessage.isAboutProtection(text): !turn.isHeldByProtection
      default: !turn.wasRefused && !ECS.ServiceMessage.isAboutZones(text)
      }
    }
    let now = now
    change(turn.key) { service in
      if isSteady, !service.scheduler.isSteady { service.scheduler.rebalancing.steadySince = now }
      service.scheduler.isSteady = isSteady
    }
    if isImpaired { sayOnce(.unableToStartConsistently, of: turn.key) }
    if isSteady { sayOnce(.steadyState, of: turn.key) }
  }

  /// Running as many as desired, nothing pending, one completed deployment, everything healthy.
  private func isSteady(_ service: ECS.Service, _ roster: ECS.Roster) -> Bool {
    if service.takesTaskSets { return service.areTaskSetsSteady }
    return service.deployments.count == 1 && service.primary?.rolloutState == .completed
      && roster.entries.count == service.desiredCount
      && roster.entries.allSatisfy { !$0.isOld && $0.health == .healthy }
  }
}

/// What a turn works on and has come to.
struct ServiceTurn {
  let key: ECS.ServiceKey
  /// As the turn found it, less what was stopped since.
  var roster: ECS.Roster
  /// There was something to do, whether or not it could be done: another turn follows at once.
  var hasMoved: Bool
  /// Some task could not be placed.
  var wasRefused = false
  /// Tasks that were to be stopped are protected.
  var isHeldByProtection = false
  var startedByDeployment: [String: Int] = [:]
}
