/// Service deployments and their configuration as replies show them.
///
/// Source: ECS API reference, ServiceDeployment, DeploymentConfiguration, DeploymentLifecycleHookDetail.
import Cloud
import Documents
import SimulationKit

extension Region {
  func document(of record: ECS.ServiceDeployment, _ service: ECS.Service) -> Document {
    let target = service.deployments.first { $0.id == record.target.id } ?? record.target
    let sources = record.sources.map { source -> ECS.Deployment in
      var shown = service.deployments.first { $0.id == source.id } ?? source
      // One that is no longer listed has no tasks.
      if !service.deployments.contains(where: { $0.id == source.id }) {
        (shown.desiredCount, shown.runningCount, shown.pendingCount) = (0, 0, 0)
      }
      return shown
    }
    let rollout = record.rollout
    return Document.Object(rendering: [
      "serviceDeploymentArn": arn(ofServiceDeployment: record.id, service.key),
      "serviceArn": arn(ofService: service.key), "clusterArn": arn(ofCluster: service.key.cluster),
      "createdAt": record.createdAt, "startedAt": record.startedAt, "finishedAt": record.finishedAt,
      "stoppedAt": record.stoppedAt, "updatedAt": record.updatedAt,
      "sourceServiceRevisions": sources.map { source in
        let isBlue = source.id == rollout?.blue
        return revisionSummary(
          of: source, service.key,
          weights: rollout.map { isBlue ? (1_000 - $0.testWeight, 1_000 - $0.productionWeight) : (0, 0) })
      },
      "targetServiceRevision": revisionSummary(
        of: target, service.key, weights: rollout.map { ($0.testWeight, $0.productionWeight) }),
      "status": record.status.rawValue, "statusReason": record.statusReason,
      "lifecycleStage": rollout?.stage.shown,
      "lifecycleHookDetails": rollout.flatMap { $0.hooks.isEmpty ? nil : $0.hooks },
      "deploymentConfiguration": record.configuration,
      "rollback": record.rollback.map { rollback in
        Document.Object(rendering: [
          "reason": rollback.reason, "startedAt": rollback.startedAt,
          "serviceRevisionArn": arn(ofServiceRevision: rollback.revision, service.key),
        ])
      },
      "deploymentCircuitBreaker": [
        "status": .string(
          record.monitorStatus(
            isEnabled: record.configuration.watchesFailures, isTriggered: record.isCircuitBreakerTriggered)),
        "failureCount": .integer(record.isCircuitBreakerTriggered ? record.failureCount : target.failedTasks),
        "threshold": .integer(
          record.configuration.circuitBreakerThreshold.failures(desiredCount: service.desiredCount)),
      ] as Document,
      "alarms": alarmsDocument(of: record),
    ]).rendered
  }

  private func alarmsDocument(of record: ECS.ServiceDeployment) -> Document {
    let alarms = record.configuration.alarms
    let isEnabled = alarms?.isEnabled ?? false
    let triggered = record.triggeredAlarms
    return Document.Object(rendering: [
      "status": record.monitorStatus(isEnabled: isEnabled, isTriggered: !triggered.isEmpty),
      "alarmNames": isEnabled ? alarms?.names : nil, "triggeredAlarmNames": triggered.isEmpty ? nil : triggered,
    ]).rendered
  }

  /// - Parameter weights: of test and production traffic, in tenths of a percent.
  private func revisionSummary(
    of deployment: ECS.Deployment, _ key: ECS.ServiceKey, weights: (test: Int, production: Int)?
  ) -> Document {
    guard var summary = revisionSummary(of: deployment, key).object, let weights else {
      return revisionSummary(of: deployment, key)
    }
    summary["requestedTestTrafficWeight"] = .percent(tenths: weights.test)
    summary["requestedProductionTrafficWeight"] = .percent(tenths: weights.production)
    return .object(summary)
  }
}

extension ECS.ServiceDeployment {
  fileprivate func monitorStatus(isEnabled: Bool, isTriggered: Bool) -> String {
    if !isEnabled { return "DISABLED" }
    if isTriggered { return "TRIGGERED" }
    return isUnderWay ? "MONITORING" : "MONITORING_COMPLETE"
  }
}

extension Document {
  /// `12.5`, `100.0`.
  fileprivate static func percent(tenths: Int) -> Document {
    .decimal(Document.Decimal(checkedText: "\(tenths / 10).\(tenths % 10)"))
  }
}

extension ECS.HookRun: Renderable {
  var rendered: Document {
    Document.Object(rendering: [
      "hookId": id, "targetType": target.typeName, "targetArn": target.functionARN, "status": status.rawValue,
      "expiresAt": expiresAt, "timeoutAction": timeoutAction.rawValue,
    ]).rendered
  }
}

extension ECS.DeploymentConfiguration: Renderable {
  var rendered: Document {
    Document.Object(rendering: [
      "deploymentCircuitBreaker": [
        "enable": .boolean(circuitBreakerEnabled), "rollback": .boolean(circuitBreakerRollsBack),
        "resetOnHealthyTask": .boolean(circuitBreakerResets),
        "thresholdConfiguration": [
          "type": .string(circuitBreakerThreshold.kind.rawValue), "value": .integer(circuitBreakerThreshold.value),
        ],
      ] as Document,
      "maximumPercent": maximumPercent, "minimumHealthyPercent": minimumHealthyPercent,
      "alarms": alarms.map { alarms in
        [
          "alarmNames": alarms.names.rendered, "rollback": .boolean(alarms.rollsBack),
          "enable": .boolean(alarms.isEnabled),
        ] as Document
      },
      "strategy": strategy.rawValue, "bakeTimeInMinutes": bakeTimeMinutes ?? 0,
      "lifecycleHooks": lifecycleHooks.isEmpty ? nil : lifecycleHooks.map(\.document),
      "linearConfiguration": strategy == .linear
        ? [
          "stepPercent": .percent(tenths: linear.tenthsOfPercent),
          "stepBakeTimeInMinutes": .integer(linear.bakeMinutes),
        ] as Document : nil,
      "canaryConfiguration": strategy == .canary
        ? [
          "canaryPercent": .percent(tenths: canary.tenthsOfPercent),
          "canaryBakeTimeInMinutes": .integer(canary.bakeMinutes),
        ] as Document : nil,
    ]).rendered
  }
}
