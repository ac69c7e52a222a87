/// The life of deployments: begun, first acted on, completed, failed, rolled back, gone.
///
/// In: a service's settings, or what a turn found. Out: the list of deployments, their history, events and records of
/// kind `deploymentStateChange` (source `deployment/ecs-svc/N`).
/// Source: ECS Developer Guide, "Deployment circuit breaker", "View service history using service deployments".
import Documents
import SimulationKit

extension Region {
  /// Puts a new PRIMARY deployment of the service's present settings in front; the one before becomes ACTIVE.
  mutating func beginDeployment(
    of key: ECS.ServiceKey, _ definition: (family: String, revision: Int), network: ECS.NetworkConfiguration?,
    rollingBack: ECS.Deployment? = nil
  ) {
    guard let service = ecs.services[key] else { return }
    let id = mint.digits(19)
    let failed = rollingBack == nil ? nil : service.primary
    let reason =
      rollingBack.map { "ECS deployment circuit breaker: rolling back to deploymentId \($0.name)." }
      ?? "ECS deployment ecs-svc/\(id) in progress."
    let platform = rollingBack.map(\.platformVersion) ?? service.platformVersion
    var deployment = ECS.Deployment(
      id: id, family: definition.family, revision: definition.revision, createdAt: now, updatedAt: now,
      launchType: rollingBack.map(\.launchType) ?? service.launchType,
      capacityProviderStrategy: rollingBack?.capacityProviderStrategy ?? service.capacityProviderStrategy,
      platformVersion: platform == "LATEST" ? ECS.newestFargatePlatform : platform, networkConfiguration: network,
      rolloutStateReason: reason, serviceDeploymentID: failed?.serviceDeploymentID ?? mint.urlSafe(21))
    deployment.isRollback = rollingBack != nil
    change(key) { $0.begin(deployment) }
    recordDeployment(deployment, of: key, "SERVICE_DEPLOYMENT_IN_PROGRESS")
    askForServiceTurn(key)
  }

  /// The scheduler's first turn with a deployment.
  mutating func beginPendingDeployment(of key: ECS.ServiceKey) {
    guard let primary = ecs.services[key]?.primary, primary.startedAt == nil else { return }
    let now = now
    change(key, deployment: primary.id) { $0.startedAt = now }
    changeHistory(of: primary, in: key) { record in
      guard record.status == .pending else { return }
      record.status = .inProgress
      record.startedAt = now
    }
  }

  /// Enters what the limits let each deployment have now.
  mutating func setTargets(of key: ECS.ServiceKey, _ plan: ECS.RollingUpdate, _ turn: ServiceTurn) {
    var kept: [String: Int] = [:]
    for entry in turn.roster.entries { kept[entry.deployment, default: 0] += 1 }
    let evicted = turn.roster.count { $0.isOld && $0.deploymentAge == 0 }
    change(key) { service in
      for index in service.deployments.indices {
        let id = service.deployments[index].id
        let present = kept[id, default: 0] + turn.startedByDeployment[id, default: 0]
        guard service.deployments[index].status == .primary else {
          if !turn.wasRefused { service.deployments[index].desiredCount = present }
          continue
        }
        let allowed = min(plan.desiredCount, plan.ceiling - plan.oldActive + evicted)
        let isFailed = service.deployments[index].rolloutState == .failed
        service.deployments[index].desiredCount = isFailed ? min(present, plan.desiredCount) : max(0, allowed)
      }
    }
  }

  /// Completes the PRIMARY deployment when all its tasks are healthy and those of the others have stopped, at the
  /// earliest in its second turn. Its event is dated a millisecond before "steady state".
  mutating func completeDeployment(after turn: ServiceTurn) {
    guard let service = ecs.services[turn.key], let primary = service.primary, primary.rolloutState == .inProgress,
      !turn.hasMoved, primary.startedAt != now,
      turn.roster.entries.count == service.desiredCount,
      turn.roster.entries.allSatisfy({ !$0.isOld && $0.health == .healthy }),
      turn.roster.livingByDeployment.allSatisfy({ $0.key == primary.id || $0.value == 0 })
    else { return }
    let instant = now + .milliseconds(-1)
    change(turn.key, deployment: primary.id) {
      $0.rolloutState = .completed
      $0.rolloutStateReason = "ECS deployment \(primary.name) completed."
      $0.updatedAt = instant
    }
    guard let completed = ecs.services[turn.key]?.primary else { return }
    change(turn.key) { $0.scheduler.lastCompleted = completed }
    changeHistory(of: primary, in: turn.key) { record in
      record.status = primary.isRollback ? .rollbackSuccessful : .successful
      record.finishedAt = instant
      record.updatedAt = instant
      if record.target.id == completed.id { record.target = completed }
    }
    say(.deploymentCompleted(primary.name), of: turn.key, earlier: .milliseconds(1))
    recordDeployment(completed, of: turn.key, "SERVICE_DEPLOYMENT_COMPLETED")
  }

  /// Takes replaced deployments off the list once their tasks are gone. A failed one stays until the next completes.
  mutating func removeReplacedDeployments(of key: ECS.ServiceKey) {
    change(key) { service in
      let living = Set(service.scheduler.watched.values.map(\.deployment))
      let isSettled = service.primary?.rolloutState == .completed
      service.deployments.removeAll { deployment in
        deployment.status != .primary && !living.contains(deployment.id)
          && (isSettled || (deployment.rolloutState != .failed && deployment.desiredCount == 0))
      }
    }
  }

  /// The circuit breaker: fails a deployment whose tasks failed too often in a row, and brings back what ran before.
  /// - Returns: whether it did.
  mutating func failBrokenDeployment(of key: ECS.ServiceKey) -> Bool {
    guard let service = ecs.services[key], let primary = service.primary, primary.rolloutState == .inProgress,
      service.deploymentConfiguration.circuitBreakerEnabled,
      primary.failedTasks >= ECS.DeploymentConfiguration.failureThreshold(desiredCount: service.desiredCount)
    else { return false }
    let now = now
    change(key, deployment: primary.id) {
      $0.rolloutState = .failed
      $0.rolloutStateReason = "ECS deployment circuit breaker: tasks failed to start."
      $0.updatedAt = now
    }
    say(.deploymentFailed(primary.name), of: key)
    if let failed = ecs.services[key]?.primary { recordDeployment(failed, of: key, "SERVICE_DEPLOYMENT_FAILED") }
    let source = service.deploymentConfiguration.circuitBreakerRollsBack ? service.scheduler.lastCompleted : nil
    enterFailure(of: primary, in: key, rollingBackTo: source)
    if let source { rollBack(to: source, of: key) }
    return true
  }

  private mutating func rollBack(to source: ECS.Deployment, of key: ECS.ServiceKey) {
    say(.rollingBack(to: source.name), of: key)
    beginDeployment(
      of: key, (source.family, source.revision), network: source.networkConfiguration, rollingBack: source)
    change(key) { $0.scheduler.lastCompleted = nil }
    beginPendingDeployment(of: key)
  }

  private mutating func enterFailure(
    of deployment: ECS.Deployment, in key: ECS.ServiceKey, rollingBackTo source: ECS.Deployment?
  ) {
    let now = now
    let reason = "Service deployment rolled back because the circuit breaker threshold was exceeded."
    changeHistory(of: deployment, in: key) { record in
      record.isCircuitBreakerTriggered = true
      record.failureCount = deployment.failedTasks
      record.updatedAt = now
      if let source {
        record.status = .rollbackInProgress
        record.statusReason = reason
        record.rollback = ECS.Rollback(startedAt: now, reason: reason, revision: source.id)
      } else {
        record.status = deployment.isRollback ? .rollbackFailed : .stopped
        record.stoppedAt = now
        record.finishedAt = now
      }
    }
  }

  mutating func changeHistory(
    of deployment: ECS.Deployment, in key: ECS.ServiceKey, _ body: (inout ECS.ServiceDeployment) -> Void
  ) {
    change(key) { service in
      guard let index = service.serviceDeployments.firstIndex(where: { $0.id == deployment.serviceDeploymentID })
      else { return }
      body(&service.serviceDeployments[index])
    }
  }

  private mutating func recordDeployment(_ deployment: ECS.Deployment, of key: ECS.ServiceKey, _ name: String) {
    record(
      EventRecord.Draft(
        .deploymentStateChange, source: "deployment/\(deployment.name)", cluster: key.cluster, message: name,
        reason: deployment.rolloutStateReason,
        detail: [
          "eventType": name == "SERVICE_DEPLOYMENT_FAILED" ? "ERROR" : "INFO", "eventName": .string(name),
          "deploymentId": .string(deployment.name),
          "updatedAt": .string(deployment.updatedAt.iso8601(milliseconds: true)),
          "reason": .string(deployment.rolloutStateReason), "service": .string(key.name),
        ]))
  }
}

extension ECS.Service {
  static let historyLength = 100

  /// Makes `deployment` the PRIMARY one: throttling ends, what it replaces is remembered in the history.
  fileprivate mutating func begin(_ deployment: ECS.Deployment) {
    for index in deployments.indices where deployments[index].status == .primary {
      deployments[index].status = .active
      deployments[index].updatedAt = deployment.createdAt
    }
    if !deployment.isRollback { enterInHistory(deployment) }
    deployments.insert(deployment, at: 0)
    scheduler.forgiveFailedStarts()
    scheduler.isSteady = false
    scheduler.said.removeAll()
  }

  /// A deployment that was still under way is stopped by the next one.
  private mutating func enterInHistory(_ deployment: ECS.Deployment) {
    for index in serviceDeployments.indices where serviceDeployments[index].isUnderWay {
      serviceDeployments[index].status = .stopped
      serviceDeployments[index].stoppedAt = deployment.createdAt
      serviceDeployments[index].finishedAt = deployment.createdAt
      serviceDeployments[index].updatedAt = deployment.createdAt
    }
    serviceDeployments.insert(
      ECS.ServiceDeployment(
        id: deployment.serviceDeploymentID, createdAt: deployment.createdAt, updatedAt: deployment.createdAt,
        target: deployment, sources: deployments, configuration: deploymentConfiguration),
      at: 0)
    if serviceDeployments.count > Self.historyLength { serviceDeployments.removeLast() }
  }
}

extension ECS.ServiceDeployment {
  package var isUnderWay: Bool {
    switch status {
    case .pending, .inProgress, .stopRequested, .rollbackRequested, .rollbackInProgress: true
    case .successful, .stopped, .rollbackSuccessful, .rollbackFailed: false
    }
  }
}
