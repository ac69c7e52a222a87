/// Deployments that fail: what can fail one, what is said about it, and the way back.
///
/// In: what a turn found. Out: a FAILED deployment, and where that is wanted and possible, what ran before as PRIMARY
/// again: a rolling update starts it anew, a staged deployment turns to the tasks that still run.
/// Source: ECS Developer Guide, "Deployment circuit breaker", "How CloudWatch alarms detect Amazon ECS deployment
/// failures", "Amazon ECS service event messages".
import SimulationKit

extension ECS {
  package enum DeploymentFailure: Hashable, Sendable {
    case circuitBreaker
    case alarms([String])
    /// StopServiceDeployment.
    case stopRequested
    /// - Parameter why: how a function failed it; nil where somebody answered ROLLBACK.
    case hookFailed(LifecycleStage, why: String?)
    case hookTimedOut(LifecycleStage)
    case stageTooLong(LifecycleStage)
    /// A listener rule does not lead to both target groups.
    case invalidNetworking
  }
}

extension ECS.DeploymentFailure {
  /// Whether what ran before is brought back.
  func rollsBack(_ configuration: ECS.DeploymentConfiguration) -> Bool {
    switch self {
    case .circuitBreaker: configuration.circuitBreakerRollsBack
    case .alarms: configuration.alarms?.rollsBack ?? false
    case .stopRequested, .hookFailed, .hookTimedOut, .stageTooLong, .invalidNetworking: true
    }
  }

  var rolloutStateReason: String {
    switch self {
    case .circuitBreaker: "ECS deployment circuit breaker: tasks failed to start."
    case .alarms: "ECS deployment failed: alarm detected."
    case .stopRequested, .hookFailed, .hookTimedOut, .stageTooLong, .invalidNetworking: "ECS deployment failed."
    }
  }

  /// Of the deployment that is brought back.
  func rollbackReason(to name: String) -> String {
    switch self {
    case .circuitBreaker: "ECS deployment circuit breaker: rolling back to deploymentId \(name)."
    case .alarms, .stopRequested, .hookFailed, .hookTimedOut, .stageTooLong, .invalidNetworking:
      "ECS deployment failed: rolling back to deploymentId \(name)."
    }
  }

  /// Of the service deployment that is rolled back.
  var statusReason: String {
    let beginning = "Service deployment rolled back because"
    switch self {
    case .circuitBreaker: return "\(beginning) the circuit breaker threshold was exceeded."
    case .alarms(let names): return "\(beginning) of alarms in the ALARM state: \(names.joined(separator: ", "))."
    case .stopRequested: return "\(beginning) StopServiceDeployment was called."
    case .hookFailed(let stage, let why):
      return "\(beginning) \(stage.rawValue) lifecycle hook(s) failed." + (why.map { " " + $0 } ?? "")
    case .hookTimedOut(let stage): return "\(beginning) \(stage.rawValue) lifecycle hook(s) timed out."
    case .stageTooLong(let stage): return "\(beginning) the \(stage.rawValue) stage took longer than 24 hours."
    case .invalidNetworking:
      return "\(beginning) of invalid networking configuration. Both targetGroup and alternateTargetGroup must be "
        + "associated with the productionListenerRule or testListenerRule."
    }
  }

  /// What follows "deployment failed: " in the service's event.
  func eventReason(rollsBack: Bool) -> String {
    switch self {
    case .circuitBreaker: "tasks failed to start."
    case .alarms: "alarm detected."
    case .stopRequested, .hookFailed, .hookTimedOut, .stageTooLong, .invalidNetworking:
      rollsBack ? statusReason : "deployment failure."
    }
  }
}

extension Region {
  /// Fails the PRIMARY deployment where a turn finds reason to, and brings back what ran before.
  /// - Returns: whether it did.
  @discardableResult
  mutating func failBrokenDeployment(of key: ECS.ServiceKey) -> Bool {
    expireHooks(of: key)
    hearFunctions(of: key)
    guard let service = ecs.services[key], let primary = service.primary, primary.rolloutState == .inProgress,
      let failure = failure(of: primary, service)
    else { return false }
    let now = now
    let configuration = service.history(of: primary)?.configuration ?? service.deploymentConfiguration
    let wantsRollback = failure == .circuitBreaker ? service.deploymentConfiguration : configuration
    let source = failure.rollsBack(wantsRollback) ? service.wayBack(from: primary) : nil
    change(key, deployment: primary.id) {
      $0.rolloutState = .failed
      $0.rolloutStateReason = failure.rolloutStateReason
      $0.updatedAt = now
    }
    say(.deploymentFailed(primary.name, failure.eventReason(rollsBack: source != nil)), of: key)
    if let failed = ecs.services[key]?.primary { recordDeployment(failed, of: key, "SERVICE_DEPLOYMENT_FAILED") }
    enter(failure, of: primary, in: key, rollingBackTo: source)
    if let source { rollBack(to: source, because: failure, of: key) }
    return true
  }

  /// Why the deployment is to fail now; nil while it is well.
  private func failure(of primary: ECS.Deployment, _ service: ECS.Service) -> ECS.DeploymentFailure? {
    guard let record = service.history(of: primary) else { return nil }
    // Blue's tasks are going: there is no way back any more, and the deployment is to succeed.
    if record.rollout?.stage == .cleanUp, record.rollout?.deadline.map({ $0 > now }) ?? true { return nil }
    if let asked = record.requestedFailure { return asked }
    let threshold = service.deploymentConfiguration.circuitBreakerThreshold.failures(desiredCount: service.desiredCount)
    if service.deploymentConfiguration.circuitBreakerEnabled, record.configuration.strategy == .rolling,
      primary.failedTasks >= threshold || primary.failedImageLookups >= ECS.failedImageLookupsUntilSaid
    {
      return .circuitBreaker
    }
    guard record.status == .inProgress else { return nil }
    let alarms = triggeredAlarms(of: record)
    if !alarms.isEmpty { return .alarms(alarms) }
    if let rollout = record.rollout, let deadline = rollout.deadline, deadline <= now {
      return .stageTooLong(rollout.stage)
    }
    return nil
  }

  private mutating func enter(
    _ failure: ECS.DeploymentFailure, of deployment: ECS.Deployment, in key: ECS.ServiceKey,
    rollingBackTo source: ECS.Deployment?
  ) {
    let now = now
    changeHistory(of: deployment, in: key) { record in
      record.requestedFailure = nil
      if failure == .circuitBreaker {
        record.isCircuitBreakerTriggered = true
        record.failureCount = deployment.failedTasks
      }
      if case .alarms(let names) = failure { record.triggeredAlarms = names }
      record.enter(source == nil ? .fails : .rollsBack, at: now)
      guard let source else { return }
      record.statusReason = failure.statusReason
      record.rollback = ECS.Rollback(startedAt: now, reason: failure.statusReason, revision: source.id)
    }
    if source != nil { returnTraffic(of: deployment, in: key) }
  }

  private mutating func rollBack(
    to source: ECS.Deployment, because failure: ECS.DeploymentFailure, of key: ECS.ServiceKey
  ) {
    guard let failed = ecs.services[key]?.primary else { return }
    say(.rollingBack(to: source.name), of: key)
    let isStaged = ecs.services[key]?.history(of: failed)?.rollout != nil
    let reason = failure.rollbackReason(to: source.name)
    if isStaged, ecs.services[key]?.deployments.contains(where: { $0.id == source.id }) == true {
      let now = now
      change(key) { $0.turnBack(to: source.id, from: failed, reason: reason, at: now) }
      if let blue = ecs.services[key]?.primary { recordDeployment(blue, of: key, "SERVICE_DEPLOYMENT_IN_PROGRESS") }
    } else {
      beginDeployment(
        of: key, (source.family, source.revision), network: source.networkConfiguration,
        rollingBack: (source, reason))
    }
    beginPendingDeployment(of: key)
  }
}

extension ECS.Service {
  /// What is brought back: the newest completed deployment; where revisions stand side by side, the one that had all users,
  /// completed or not. nil for what is on its way back itself.
  fileprivate func wayBack(from primary: ECS.Deployment) -> ECS.Deployment? {
    guard !primary.isRollback else { return nil }
    let blue = history(of: primary)?.rollout?.blue
    return deployments.first { $0.id == blue && gotAllUsers($0) } ?? scheduler.lastCompleted
  }

  /// Makes a deployment whose tasks still run the PRIMARY one again.
  fileprivate mutating func turnBack(
    to id: String, from failed: ECS.Deployment, reason: String, at now: Instant
  ) {
    guard let index = deployments.firstIndex(where: { $0.id == id }) else { return }
    var blue = deployments.remove(at: index)
    for index in deployments.indices where deployments[index].status == .primary {
      deployments[index].status = .active
      deployments[index].updatedAt = now
    }
    blue.status = .primary
    blue.isRollback = true
    blue.rolloutState = .inProgress
    blue.rolloutStateReason = reason
    blue.serviceDeploymentID = failed.serviceDeploymentID
    (blue.updatedAt, blue.startedAt) = (now, nil)
    deployments.insert(blue, at: 0)
    newPrimary()
  }
}
