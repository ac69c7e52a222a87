/// Managed daemons, their deployments and revisions as replies show them.
///
/// In: a daemon and the Region it is in. Out: documents, with counts of the instances as they are.
/// Source: ECS API reference, DaemonDetail, DaemonSummary, DaemonDeployment, DaemonRevision.
import Cloud
import Documents
import SimulationKit

extension Region {
  func summary(of daemon: ECS.Daemon, withUpdate: Bool = false) -> Document.Object {
    Document.Object(rendering: [
      "daemonArn": arn(ofDaemon: daemon.key), "status": daemon.status.rawValue, "createdAt": daemon.createdAt,
      "updatedAt": withUpdate ? daemon.updatedAt : nil,
    ])
  }

  func deploymentARN(of daemon: ECS.Daemon, first: Bool = false) -> String? {
    (first ? daemon.deployments.first : daemon.deployments.last).map { arn(ofDaemonDeployment: $0.id, daemon.key) }
  }

  func document(of daemon: ECS.Daemon) -> Document.Object {
    var document = summary(of: daemon, withUpdate: true)
    document["clusterArn"] = .string(arn(ofCluster: daemon.key.cluster))
    document["deploymentArn"] = deploymentARN(of: daemon).map(Document.string)
    document["currentRevisions"] = .list(
      daemon.currentRevisions.map { revision in
        let counts = daemonCounts(of: daemon, revision)
        return Document.Object(rendering: [
          "arn": arn(ofDaemonRevision: revision.id, daemon.key),
          "capacityProviders": counts.map { count in
            Document.Object(rendering: [
              "arn": arn(ofCapacityProvider: count.provider), "runningCount": count.running,
            ])
          },
          "totalRunningCount": counts.reduce(0) { $0 + $1.running },
        ]).rendered
      })
    return document
  }

  func document(of revision: ECS.DaemonRevision, _ daemon: ECS.Daemon) -> Document.Object {
    let definition = daemonTaskDefinition(revision.family, revision.revision)?.definition
    return Document.Object(rendering: [
      "daemonRevisionArn": arn(ofDaemonRevision: revision.id, daemon.key),
      "clusterArn": arn(ofCluster: daemon.key.cluster), "daemonArn": arn(ofDaemon: daemon.key),
      "daemonTaskDefinitionArn": arn(ofDaemonTaskDefinition: revision.family, revision.revision),
      "createdAt": revision.createdAt,
      "containerImages": definition?.containers.map {
        Document.Object(rendering: ["containerName": $0.name, "image": $0.image])
      },
      "propagateTags": revision.propagatesTags ? "DAEMON" : "NONE",
      "enableECSManagedTags": revision.enableECSManagedTags, "enableExecuteCommand": revision.enableExecuteCommand,
    ])
  }

  // MARK: - Deployments

  func summary(of deployment: ECS.DaemonDeployment, _ daemon: ECS.Daemon) -> Document.Object {
    Document.Object(rendering: [
      "daemonArn": arn(ofDaemon: daemon.key),
      "targetDaemonRevisionArn": deployment.target.map { arn(ofDaemonRevision: $0, daemon.key) },
    ])
    .adding(life(of: deployment, daemon.key))
  }

  func document(of deployment: ECS.DaemonDeployment, _ daemon: ECS.Daemon) -> Document.Object {
    let configuration = deployment.configuration
    let monitor: (Bool, Bool) -> String = { isEnabled, isTriggered in
      isTriggered ? "TRIGGERED" : !isEnabled ? "DISABLED" : deployment.isUnderWay ? "MONITORING" : "MONITORING_COMPLETE"
    }
    return Document.Object(rendering: [
      "targetDaemonRevision": deployment.target.flatMap(daemon.revision).map { detail(of: $0, daemon) },
      "sourceDaemonRevisions": deployment.sources.compactMap(daemon.revision).map { detail(of: $0, daemon) },
      "circuitBreaker": Document.Object(rendering: [
        "failureCount": deployment.failureCount,
        "status": monitor(true, deployment.isCircuitBreakerTriggered),
        "threshold": deployment.threshold,
      ]),
      "alarms": Document.Object(rendering: [
        "status": monitor(configuration.watchesAlarms, !deployment.triggeredAlarms.isEmpty),
        "alarmNames": configuration.alarmNames,
        "triggeredAlarmNames": deployment.triggeredAlarms,
      ]),
      "rollback": deployment.rollback.map { rollback in
        Document.Object(rendering: [
          "reason": rollback.reason, "startedAt": rollback.startedAt,
          "rollbackTargetDaemonRevisionArn": arn(ofDaemonRevision: rollback.revision, daemon.key),
          "rollbackCapacityProviders": rollback.capacityProviders.map(arn(ofCapacityProvider:)),
        ])
      },
      "deploymentConfiguration": configuration,
    ])
    .adding(life(of: deployment, daemon.key))
  }

  private func life(of deployment: ECS.DaemonDeployment, _ key: ECS.DaemonKey) -> Document.Object {
    Document.Object(rendering: [
      "daemonDeploymentArn": arn(ofDaemonDeployment: deployment.id, key), "clusterArn": arn(ofCluster: key.cluster),
      "status": deployment.status.rawValue, "statusReason": deployment.statusReason,
      "createdAt": deployment.createdAt, "startedAt": deployment.startedAt, "stoppedAt": deployment.stoppedAt,
      "finishedAt": deployment.finishedAt,
    ])
  }

  private func detail(of revision: ECS.DaemonRevision, _ daemon: ECS.Daemon) -> Document.Object {
    let counts = daemonCounts(of: daemon, revision)
    return Document.Object(rendering: [
      "arn": arn(ofDaemonRevision: revision.id, daemon.key),
      "capacityProviders": counts.map { count in
        Document.Object(rendering: [
          "arn": arn(ofCapacityProvider: count.provider), "runningInstanceCount": count.runningInstances,
          "drainingInstanceCount": count.drainingInstances,
        ])
      },
      "totalRunningInstanceCount": counts.reduce(0) { $0 + $1.runningInstances },
      "totalDrainingInstanceCount": counts.reduce(0) { $0 + $1.drainingInstances },
    ])
  }
}

extension ECS.DaemonDeploymentConfiguration: Renderable {
  var rendered: Document {
    let fraction = String(1_000 + drainThousandths % 1_000).dropFirst()
    let digits = fraction.hasSuffix("00") ? fraction.prefix(1) : fraction.hasSuffix("0") ? fraction.prefix(2) : fraction
    return Document.Object(rendering: [
      "drainPercent": Document.decimal(.init(checkedText: "\(drainThousandths / 1_000).\(digits)")),
      "alarms": alarmNames.isEmpty && !watchesAlarms
        ? nil : Document.Object(rendering: ["alarmNames": alarmNames, "enable": watchesAlarms]),
      "bakeTimeInMinutes": bakeMinutes,
    ]).rendered
  }
}
