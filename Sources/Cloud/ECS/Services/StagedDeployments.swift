/// Blue/green, linear and canary deployments in the scheduler's turns: from stage to stage.
///
/// In: a service, its tasks, time. Out: the stage of its service deployment, its hooks. What a stage means is
/// `StagedRollout`'s, how many tasks each revision is to have is `ServicePlan`'s, and
/// `TrafficShift` moves the traffic. Without a load balancer the weights say where it would go.
/// Source: ECS Developer Guide, "Amazon ECS blue/green deployments workflow".
import SimulationKit

extension Region {
  /// Enters the first stage of a deployment whose strategy has stages.
  mutating func beginStages(of deployment: ECS.Deployment, in key: ECS.ServiceKey) {
    guard let service = ecs.services[key], let record = service.history(of: deployment), record.status == .inProgress,
      record.target.id == deployment.id
    else { return }
    switch record.configuration.strategy {
    case .rolling: return
    case .blueGreen, .linear, .canary: break
    }
    let rollout = ECS.StagedRollout(
      record.configuration, blue: service.blue(beside: deployment.id, roster(of: service))?.id,
      settlesFirst: service.deployments.count > 2, at: now, timing)
    changeHistory(of: deployment, in: key) { $0.rollout = rollout }
    reachHooks(of: deployment, in: key)
  }

  /// Goes on to the next stage where this one is done.
  /// - Returns: whether it did.
  mutating func takeNextStage(of key: ECS.ServiceKey, _ roster: ECS.Roster) -> Bool {
    guard let service = ecs.services[key], let primary = service.primary, primary.startedAt != now,
      let record = service.history(of: primary), let rollout = service.rolloutUnderWay
    else { return false }
    let green = roster.entries.filter { $0.deployment == primary.id && !$0.isLeaving }
    let findings = ECS.StagedRollout.Findings(
      now: now,
      areOthersGone: roster.livingByDeployment.allSatisfy {
        $0.key == primary.id || $0.key == rollout.blue || $0.value == 0
      },
      isGreenHealthy: green.count { $0.health == .healthy } >= service.desiredCount)
    guard rollout.isDone(findings) else { return false }
    let next = rollout.successor(hooks: record.configuration.lifecycleHooks)
    let now = now
    changeHistory(of: primary, in: key) { record in
      record.rollout?.enter(next, at: now)
      record.updatedAt = now
    }
    if next == .testTrafficShift || next == .productionTrafficShift { directTraffic(of: primary, in: key) }
    reachHooks(of: primary, in: key)
    return true
  }
}

extension ECS.Service {
  /// The stages of the PRIMARY deployment, while they are being gone through.
  var rolloutUnderWay: ECS.StagedRollout? {
    guard let primary, primary.rolloutState == .inProgress, !primary.isRollback,
      let record = history(of: primary), record.status == .inProgress
    else { return nil }
    return record.rollout
  }

  /// When the deployment under way has something to do by itself; nil where it waits for tasks or for nothing.
  var nextDeploymentInstant: Instant? {
    if let rolloutUnderWay { return rolloutUnderWay.nextInstant }
    guard let primary, primary.rolloutState == .inProgress else { return nil }
    return history(of: primary)?.bakesUntil
  }
}
