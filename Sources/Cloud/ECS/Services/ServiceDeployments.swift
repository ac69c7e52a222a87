/// The life of deployments: begun, first acted on, completed, gone. How one fails: `DeploymentFailure`.
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
    rollingBack: (source: ECS.Deployment, reason: String)? = nil
  ) {
    guard let service = ecs.services[key] else { return }
    let id = mint.digits(19)
    let failed = rollingBack == nil ? nil : service.primary
    let source = rollingBack?.source
    let platform = source.map(\.platformVersion) ?? service.platformVersion
    var deployment = ECS.Deployment(
      id: id, family: definition.family, revision: definition.revision, createdAt: now, updatedAt: now,
      launchType: source.map(\.launchType) ?? service.launchType,
      capacityProviderStrategy: source?.capacityProviderStrategy ?? service.capacityProviderStrategy,
      platformVersion: platform == "LATEST"
        ? taskDefinition(definition.family, definition.revision)?.newestPlatform : platform,
      networkConfiguration: network,
      rolloutStateReason: rollingBack?.reason ?? "ECS deployment ecs-svc/\(id) in progress.",
      serviceDeploymentID: failed?.serviceDeploymentID ?? mint.urlSafe(21))
    deployment.isRollback = rollingBack != nil
    deployment.imagePins = source?.imagePins ?? [:]
    deployment.wiring = source?.wiring ?? service.wiring
    deployment.loadBalancers = source?.loadBalancers ?? service.loadBalancers
    if service.express != nil { deployment.overriddenArchitecture = expressArchitecture(definition) }
    deployment.usesAlternates = service.takesAlternates(
      of: deployment.loadBalancers, by: source == nil ? service.deploymentConfiguration.strategy : .rolling)
    let ignored = (service.deploymentConfiguration.alarms?.names ?? []).filter { alarms[$0]?.state == .alarm }
    let createdAt = now + timing.serviceDeploymentCreation
    change(key) { $0.begin(deployment, enteredAt: createdAt, ignoredAlarms: ignored) }
    recordDeployment(deployment, of: key, "SERVICE_DEPLOYMENT_IN_PROGRESS")
    askForServiceTurn(key, isOrder: true)
  }

  /// The scheduler's first turn with a deployment; those that it overtook are stopped now.
  mutating func beginPendingDeployment(of key: ECS.ServiceKey) {
    let now = now
    let forgotten = now + timing.serviceDeploymentHistory * -1
    change(key) { service in
      let present = service.deployments.map(\.serviceDeploymentID)
      service.serviceDeployments.removeAll { ($0.finishedAt ?? now) < forgotten && !present.contains($0.id) }
      for index in service.serviceDeployments.indices where service.serviceDeployments[index].status == .stopRequested {
        service.serviceDeployments[index].enter(.stops, at: now)
      }
    }
    guard let primary = ecs.services[key]?.primary, primary.startedAt == nil else { return }
    change(key, deployment: primary.id) { $0.startedAt = now }
    let start = timing.serviceDeploymentStart
    changeHistory(of: primary, in: key) { $0.enter(.begins, at: min(now, $0.createdAt + start)) }
    takeTrafficFromOvertaken(of: key)
    beginStages(of: primary, in: key)
  }

  /// Completes the PRIMARY deployment when all its tasks are healthy, those of the others have stopped, and it has
  /// baked; at the earliest in its second turn. Its event is dated a millisecond before "steady state".
  mutating func completeDeployment(after turn: ServiceTurn) {
    guard let service = ecs.services[turn.key], let primary = service.primary, primary.rolloutState == .inProgress,
      !turn.hasMoved, primary.startedAt != now,
      turn.roster.entries.count == service.desiredCount,
      turn.roster.entries.allSatisfy({ !$0.isOld && $0.health == .healthy }),
      turn.roster.livingByDeployment.allSatisfy({ $0.key == primary.id || $0.value == 0 }),
      hasBaked(primary, in: turn.key)
    else { return }
    let instant = now + .milliseconds(-1)
    change(turn.key, deployment: primary.id) {
      $0.rolloutState = .completed
      $0.rolloutStateReason = "ECS deployment \(primary.name) completed."
      $0.updatedAt = instant
      $0.isRollback = false
    }
    guard let completed = ecs.services[turn.key]?.primary else { return }
    change(turn.key) { $0.scheduler.lastCompleted = completed }
    changeHistory(of: primary, in: turn.key) { record in
      record.enter(.completes, at: instant)
      if record.target.id == completed.id { record.target = completed }
    }
    say(.deploymentCompleted(primary.name), of: turn.key, earlier: .milliseconds(1))
    recordDeployment(completed, of: turn.key, "SERVICE_DEPLOYMENT_COMPLETED")
  }

  /// Whether nothing but time is left to wait for, and that is over. A rolling update begins to bake here.
  private mutating func hasBaked(_ primary: ECS.Deployment, in key: ECS.ServiceKey) -> Bool {
    guard !primary.isRollback, let record = ecs.services[key]?.history(of: primary) else { return true }
    if let rollout = record.rollout { return rollout.stage == .cleanUp }
    let bakeTime = record.configuration.bakeTime(timing)
    guard bakeTime > .zero else { return true }
    if let end = record.bakesUntil { return end <= now }
    let end = now + bakeTime
    changeHistory(of: primary, in: key) { $0.bakesUntil = end }
    return false
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

  mutating func changeHistory(
    of deployment: ECS.Deployment, in key: ECS.ServiceKey, _ body: (inout ECS.ServiceDeployment) -> Void
  ) {
    change(key) { service in
      guard let index = service.serviceDeployments.firstIndex(where: { $0.id == deployment.serviceDeploymentID })
      else { return }
      body(&service.serviceDeployments[index])
    }
  }

  mutating func recordDeployment(_ deployment: ECS.Deployment, of key: ECS.ServiceKey, _ name: String) {
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

  /// Makes `deployment` the PRIMARY one; what it replaces is remembered in the history.
  fileprivate mutating func begin(
    _ deployment: ECS.Deployment, enteredAt instant: Instant, ignoredAlarms: [String]
  ) {
    for index in deployments.indices where deployments[index].status == .primary {
      deployments[index].status = .active
      deployments[index].updatedAt = deployment.createdAt
    }
    if !deployment.isRollback { enterInHistory(deployment, at: instant, ignoredAlarms: ignoredAlarms) }
    deployments.insert(deployment, at: 0)
    newPrimary()
  }

  /// Throttling ends, and what was said before may be said again.
  mutating func newPrimary() {
    scheduler.forgiveFailedStarts()
    scheduler.isSteady = false
    scheduler.said.removeAll()
  }

  private mutating func enterInHistory(
    _ deployment: ECS.Deployment, at instant: Instant, ignoredAlarms: [String]
  ) {
    for index in serviceDeployments.indices { serviceDeployments[index].enter(.isOvertaken, at: deployment.createdAt) }
    serviceDeployments.insert(
      ECS.ServiceDeployment(
        deployment, createdAt: instant, sources: deployments, configuration: deploymentConfiguration,
        ignoredAlarms: ignoredAlarms),
      at: 0)
    if serviceDeployments.count > Self.historyLength { serviceDeployments.removeLast() }
  }

  /// The service deployment that brings `deployment` in, or rolls back to it.
  package func history(of deployment: ECS.Deployment) -> ECS.ServiceDeployment? {
    serviceDeployments.first { $0.id == deployment.serviceDeploymentID }
  }
}
