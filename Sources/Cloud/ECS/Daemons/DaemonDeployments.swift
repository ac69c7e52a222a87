/// Daemon deployments in time: batches, bake time, failure, the way back.
///
/// In: a daemon with its newest deployment, the instances as they are. Out: instances of the next batch drained and
/// replaced; a deployment that has come everywhere, or has failed and is rolled back.
/// Source: ECS API reference, DaemonDeployment, DaemonDeploymentConfiguration; runtime sheet, section 8.1. The circuit
/// breaker's threshold is that of services.
import SimulationKit

/// The instances as a daemon deployment sees them.
struct DaemonSurvey {
  /// ACTIVE, and running another revision, or one that is not wanted there; in order of their ids.
  var outdated: [ECS.ContainerInstanceID] = []
  /// Where the wanted revision is to run and does not run well yet.
  var waitingCount = 0
  /// Hosts of the daemon on their way out.
  var leavingCount = 0
  /// Instances that boot for the wanted providers.
  var bootingCount = 0
  var isClear: Bool { waitingCount == 0 && leavingCount == 0 && bootingCount == 0 }
}

extension Region {
  mutating func advanceDaemonDeployment(of key: ECS.DaemonKey) {
    let now = now
    change(key) { daemon in
      for index in daemon.deployments.indices where daemon.deployments[index].status == .stopRequested {
        daemon.deployments[index].enter(.stops, at: now)
        daemon.deployments[index].statusReason = "A newer daemon deployment was started."
      }
    }
    guard let deployment = ecs.daemons[key]?.deployment else { return }
    switch deployment.status {
    case .pending:
      begin(deployment, of: key)
      carryOn(key)
    case .inProgress, .rollbackInProgress: carryOn(key)
    case .successful, .stopped, .stopRequested, .rollbackSuccessful, .rollbackFailed: break
    }
  }

  private mutating func begin(_ deployment: ECS.DaemonDeployment, of key: ECS.DaemonKey) {
    guard let daemon = ecs.daemons[key] else { return }
    let (now, alarms) = (now, alarms)
    var hosts = Set(daemon.watched.values.map(\.instance))
    hosts.formUnion(instances(ofProviders: daemon.presentProviders, inCluster: key.cluster).map(\.id))
    changeDeployment(of: key) { deployment in
      deployment.enter(.begins, at: now)
      deployment.instanceCount = hosts.count
      deployment.threshold = ECS.BreakerThreshold.usual.failures(desiredCount: hosts.count)
      deployment.isInBatch = deployment.sources.isEmpty
      deployment.ignoredAlarms = deployment.configuration.alarmNames.filter { alarms[$0]?.state == .alarm }
    }
    recordDaemonDeployment(of: key)
  }

  /// One step, where the last one is done.
  private mutating func carryOn(_ key: ECS.DaemonKey) {
    failBrokenDaemonDeployment(of: key)
    guard let daemon = ecs.daemons[key], let deployment = daemon.deployment, deployment.isUnderWay else { return }
    let survey = survey(daemon)
    guard survey.isClear else { return }
    let now = now
    if deployment.isInBatch {
      let end = now + .minutes(deployment.configuration.bakeMinutes)
      changeDeployment(of: key) { deployment in
        deployment.isInBatch = false
        deployment.bakesUntil = end
      }
    }
    if let end = ecs.daemons[key]?.deployment?.bakesUntil, end > now { return askForDaemonTurn(key, from: end) }
    guard !survey.outdated.isEmpty else { return complete(key) }
    let size = deployment.configuration.batchSize(ofInstances: deployment.instanceCount)
    changeDeployment(of: key) { $0.isInBatch = true }
    for id in survey.outdated.prefix(size) {
      replaceInstance(id, reason: "A deployment of the daemon \(key.name) replaces it.")
    }
  }

  private mutating func complete(_ key: ECS.DaemonKey) {
    let now = now
    change(key) { $0.settledRevision = $0.deployment?.wanted }
    changeDeployment(of: key) { $0.enter(.completes, at: now) }
    recordDaemonDeployment(of: key)
  }

  func survey(_ daemon: ECS.Daemon) -> DaemonSurvey {
    var survey = DaemonSurvey()
    let wanted = daemon.deployment?.wanted
    let providers = wanted.flatMap(daemon.revision)?.capacityProviders ?? []
    var hosts: [ECS.ContainerInstanceID: [ECS.WatchedDaemonTask]] = [:]
    for watched in daemon.watched.values { hosts[watched.instance, default: []].append(watched) }
    for id in ecs.instanceRosters[daemon.key.cluster]?.ids ?? [] {
      guard let instance = ecs.containerInstances[id] else { continue }
      let tasks = hosts[id] ?? []
      let isMeant = instance.capacityProviderName.map(providers.contains) ?? false
      switch instance.status {
      case .active:
        if tasks.contains(where: { $0.revision != wanted || !isMeant }) {
          survey.outdated.append(id)
        } else if isMeant, !tasks.contains(where: \.wasHealthy) {
          survey.waitingCount += 1
        }
      case .draining, .deregistering: if !tasks.isEmpty { survey.leavingCount += 1 }
      case .inactive: break
      }
    }
    survey.bootingCount = providers.reduce(0) { $0 + bootingInstances(ofProvider: $1).count }
    return survey
  }

  // MARK: - Failing

  private enum Failure {
    case circuitBreaker
    case alarms([String])

    var cause: String {
      switch self {
      case .circuitBreaker: "the circuit breaker threshold was exceeded"
      case .alarms(let names): "of alarms in the ALARM state: \(names.joined(separator: ", "))"
      }
    }
  }

  /// Fails the deployment where there is reason to, and brings back what ran before where there is something.
  private mutating func failBrokenDaemonDeployment(of key: ECS.DaemonKey) {
    guard let daemon = ecs.daemons[key], let deployment = daemon.deployment,
      let failure = failure(of: deployment)
    else { return }
    let now = now
    let source = deployment.status == .inProgress ? daemon.settledRevision.flatMap(daemon.revision) : nil
    changeDeployment(of: key) { deployment in
      switch failure {
      case .circuitBreaker: deployment.isCircuitBreakerTriggered = true
      case .alarms(let names): deployment.triggeredAlarms = names
      }
      deployment.isInBatch = false
      deployment.bakesUntil = nil
      guard let source else {
        let isFirst = deployment.status == .inProgress
        deployment.enter(.fails, at: now)
        deployment.statusReason =
          isFirst
          ? "Daemon deployment stopped because \(failure.cause), and there is no earlier revision to roll back to."
          : "Daemon deployment could not be rolled back because \(failure.cause)."
        return
      }
      let reason = "Daemon deployment rolled back because \(failure.cause)."
      deployment.enter(.rollsBack, at: now)
      deployment.statusReason = reason
      deployment.rollback = ECS.DaemonRollback(
        reason: reason, startedAt: now, revision: source.id, capacityProviders: source.capacityProviders)
    }
    recordDaemonDeployment(of: key)
  }

  /// nil while it is well. What a deployment brings back has no alarms to fear.
  private func failure(of deployment: ECS.DaemonDeployment) -> Failure? {
    switch deployment.status {
    case .inProgress:
      if deployment.failureCount >= deployment.threshold { return .circuitBreaker }
      guard deployment.configuration.watchesAlarms else { return nil }
      let names = deployment.configuration.alarmNames.filter {
        !deployment.ignoredAlarms.contains($0) && alarms[$0]?.state == .alarm
      }
      return names.isEmpty ? nil : .alarms(names)
    case .rollbackInProgress: return deployment.rollbackFailureCount >= deployment.threshold ? .circuitBreaker : nil
    case .pending, .successful, .stopped, .stopRequested, .rollbackSuccessful, .rollbackFailed: return nil
    }
  }

  /// Gives daemons whose deployment watches the alarm a turn.
  mutating func alarmChangedForDaemons(_ name: String) {
    for (key, daemon) in ecs.daemons {
      guard let deployment = daemon.deployment, deployment.isUnderWay,
        deployment.configuration.alarmNames.contains(name)
      else { continue }
      askForDaemonTurn(key)
    }
  }

  private mutating func recordDaemonDeployment(of key: ECS.DaemonKey) {
    guard let deployment = ecs.daemons[key]?.deployment else { return }
    record(
      EventRecord.Draft(
        .deploymentStateChange, source: key.source, cluster: key.cluster, message: deployment.status.rawValue,
        reason: deployment.statusReason, detail: ["daemonDeploymentId": .string(deployment.id)]))
  }
}
