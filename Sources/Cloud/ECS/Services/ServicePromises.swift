/// What must hold of services between any two events; empty when all is well. For tests and for self-checks.
///
/// Cost: O(services and their tasks).
import SimulationKit

extension Region {
  package var brokenServicePromises: [String] { ecs.services.values.flatMap(brokenPromises) }

  package func brokenPromises(of service: ECS.Service) -> [String] {
    let name = "service \(service.key.name)"
    var broken = brokenCounts(of: service).map { "\(name): \($0)" }
    let primaries = service.deployments.count { $0.status == .primary }
    switch service.status {
    case .active:
      if service.takesTaskSets ? primaries > 1 : primaries != 1 {
        broken.append("\(name) has \(primaries) PRIMARY deployments")
      }
      if !service.takesTaskSets, service.deployments.first?.status != .primary {
        broken.append("\(name) does not show its PRIMARY first")
      }
      if service.scheduler.nextTurn == nil { broken.append("\(name) is ACTIVE without a turn to come") }
    case .draining:
      if service.desiredCount != 0 { broken.append("\(name) is DRAINING and wants \(service.desiredCount) tasks") }
      if primaries != 0 { broken.append("\(name) is DRAINING with a PRIMARY deployment") }
    case .inactive:
      if !service.scheduler.watched.isEmpty { broken.append("\(name) is INACTIVE and has tasks") }
    }
    if let turn = service.scheduler.nextTurn, turn < now { broken.append("\(name) missed its turn") }
    if service.events.count > ECS.Quotas.eventsPerService {
      broken.append("\(name) keeps \(service.events.count) events")
    }
    if zip(service.events, service.events.dropFirst()).contains(where: { $0.createdAt < $1.createdAt }) {
      broken.append("\(name) does not show its newest event first")
    }
    broken += brokenHistory(of: service).map { "\(name): \($0)" }
    let active = service.scheduler.watched.keys.count { ecs.tasks[$0].map(Self.isToRun) ?? false }
    if active > service.scheduler.ceiling {
      broken.append("\(name) runs \(active) tasks above its ceiling of \(service.scheduler.ceiling)")
    }
    return broken
  }

  /// The history agrees with the deployments, and stages with their hooks and weights.
  private func brokenHistory(of service: ECS.Service) -> [String] {
    var broken: [String] = []
    let underWay = service.serviceDeployments.filter { $0.isUnderWay && $0.status != .stopRequested }
    if underWay.count > 1 { broken.append("\(underWay.count) service deployments are under way") }
    if let primary = service.primary {
      let isUnderWay = service.history(of: primary)?.isUnderWay ?? false
      if isUnderWay != (primary.rolloutState == .inProgress) {
        broken.append("\(primary.name) is \(primary.rolloutState.rawValue), its service deployment is not")
      }
    } else if !underWay.isEmpty {
      broken.append("a service deployment is under way without a PRIMARY deployment")
    }
    for record in service.serviceDeployments {
      guard let rollout = record.rollout else { continue }
      let waits = rollout.hooks.filter { $0.status == .awaitingAction }
      if waits.contains(where: { $0.stage != rollout.stage || $0.expiresAt < now || record.status != .inProgress }) {
        broken.append("a hook of \(record.id) waits that nobody can answer")
      }
      if !(0...1_000).contains(rollout.testWeight) || !(0...1_000).contains(rollout.productionWeight) {
        broken.append("\(record.id) has weights \(rollout.testWeight), \(rollout.productionWeight)")
      }
      if (record.finishedAt == nil) != record.isUnderWay { broken.append("\(record.id) ended without an instant") }
    }
    return broken
  }

  /// Counts agree with the tasks themselves.
  private func brokenCounts(of service: ECS.Service) -> [String] {
    var running: [String: Int] = [:]
    var pending: [String: Int] = [:]
    var broken: [String] = []
    // What a service of the same name left behind is stopping, and nobody's.
    for task in ecs.tasks.all(ofService: service.key)
    where task.lastStatus != .stopped && service.status != .inactive && task.createdAt > service.createdAt {
      let digits = String((task.startedBy ?? "").dropFirst("ecs-svc/".count))
      guard service.scheduler.watched[task.id]?.deployment == digits else {
        broken.append("nobody watches task \(task.id)")
        continue
      }
      switch Self.count(of: task) {
      case .running: running[digits, default: 0] += 1
      case .pending: pending[digits, default: 0] += 1
      case .neither: break
      }
    }
    for deployment in service.deployments {
      let (runs, waits) = (running[deployment.id, default: 0], pending[deployment.id, default: 0])
      if deployment.runningCount != runs || deployment.pendingCount != waits {
        broken.append(
          "\(deployment.name) shows \(deployment.runningCount)+\(deployment.pendingCount) tasks, has \(runs)+\(waits)")
      }
    }
    return broken
  }
}
