/// Deployment groups and deployments of CodeDeploy as replies show them.
///
/// Source: CodeDeploy API reference, DeploymentGroupInfo, DeploymentInfo, ECSTarget. The text of an AppSpec is never
/// shown, only its digest (GetDeployment, "Note").
import Cloud
import Documents
import SimulationKit

extension Region {
  func document(of group: CodeDeploy.Group) -> Document {
    func last(_ id: String?) -> Document? {
      guard let id, let deployment = codeDeploy.deployments[id] else { return nil }
      return Document.Object(rendering: [
        "deploymentId": id, "status": deployment.status.rawValue, "endTime": deployment.completedAt,
        "createTime": deployment.createdAt,
      ]).rendered
    }
    let settings = group.settings
    return Document.Object(rendering: [
      "applicationName": group.application,
      "deploymentGroupId": group.id,
      "deploymentGroupName": group.name,
      "deploymentConfigName": settings.traffic.rawValue,
      "ec2TagFilters": [] as Document,
      "onPremisesInstanceTagFilters": [] as Document,
      "autoScalingGroups": [] as Document,
      "serviceRoleArn": settings.serviceRole,
      "targetRevision": group.targetRevision,
      "triggerConfigurations": settings.echoed["triggerConfigurations"] ?? [],
      "alarmConfiguration": settings.alarms,
      "autoRollbackConfiguration": settings.autoRollback,
      "deploymentStyle": CodeDeploy.style,
      "outdatedInstancesStrategy": settings.echoed["outdatedInstancesStrategy"],
      "blueGreenDeploymentConfiguration": settings.blueGreenDocument,
      "loadBalancerInfo": settings.pair,
      "lastSuccessfulDeployment": last(group.lastSuccessful),
      "lastAttemptedDeployment": last(group.lastAttempted),
      "computePlatform": "ECS",
      "ecsServices": [
        ["serviceName": .string(settings.serviceReference), "clusterName": .string(settings.clusterReference)]
      ] as Document,
      "terminationHookEnabled": settings.echoed["terminationHookEnabled"] ?? false,
    ]).rendered
  }

  func document(of deployment: CodeDeploy.Deployment) -> Document {
    let settings = deployment.settings
    return Document.Object(rendering: [
      "applicationName": deployment.application,
      "deploymentGroupName": deployment.group,
      "deploymentConfigName": settings.traffic.rawValue,
      "deploymentId": deployment.id,
      "previousRevision": deployment.previousRevision,
      "revision": deployment.revision,
      "status": deployment.status.rawValue,
      "errorInformation": deployment.failure.map {
        ["code": .string($0.code), "message": .string($0.message)] as Document
      },
      "createTime": deployment.createdAt,
      "startTime": deployment.startedAt,
      "completeTime": deployment.completedAt,
      "deploymentOverview": deployment.overview,
      "description": deployment.description,
      "creator": deployment.takesBack == nil ? "user" : "codeDeployRollback",
      "ignoreApplicationStopFailures": false,
      "autoRollbackConfiguration": settings.autoRollback,
      "updateOutdatedInstancesOnly": false,
      "rollbackInfo": Document.Object(rendering: [
        "rollbackDeploymentId": deployment.takenBackBy, "rollbackTriggeringDeploymentId": deployment.takesBack,
        "rollbackMessage": deployment.rollbackMessage,
      ]),
      "deploymentStyle": CodeDeploy.style,
      "overrideAlarmConfiguration": codeDeploy.group(deployment.group, of: deployment.application)
        .flatMap { $0.settings.alarms == settings.alarms ? nil : settings.alarms },
      "instanceTerminationWaitTimeStarted": deployment.terminationWaitStarted,
      "blueGreenDeploymentConfiguration": settings.blueGreenDocument,
      "loadBalancerInfo": settings.pair,
      "fileExistsBehavior": "DISALLOW",
      "deploymentStatusMessages": [] as Document,
      "computePlatform": "ECS",
    ]).rendered
  }

  func targetDocument(of deployment: CodeDeploy.Deployment) -> Document {
    let key = deployment.settings.service
    let sets = [(deployment.blue, "Blue", 100 - deployment.share), (deployment.green, "Green", deployment.share)]
    let shown: [Document] = sets.compactMap { id, label, weight in
      guard let set = ecs.services[key]?.deployments.first(where: { $0.id == id }) else { return nil }
      let group = set.targetGroups.first.flatMap { loadBalancing.targetGroups[$0]?.name }
      return Document.Object(rendering: [
        "identifer": set.name, "desiredCount": set.desiredCount, "pendingCount": set.pendingCount,
        "runningCount": set.runningCount, "status": set.status.rawValue,
        "trafficWeight": Document.decimal(Document.Decimal(checkedText: "\(weight).0")),
        "targetGroup": group.map { ["name": .string($0)] as Document }, "taskSetLabel": label,
      ]).rendered
    }
    return Document.Object(rendering: [
      "deploymentTargetType": "ECSTarget",
      "ecsTarget": Document.Object(rendering: [
        "deploymentId": deployment.id, "targetId": deployment.targetID, "targetArn": arn(ofService: key),
        "lastUpdatedAt": deployment.lastUpdatedAt, "lifecycleEvents": deployment.events,
        "status": deployment.targetStatus, "taskSetsInfo": shown,
      ]),
    ]).rendered
  }
}

extension CodeDeploy {
  fileprivate static let style: Document = ["deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"]
}

extension CodeDeploy.Deployment {
  /// A deployment to ECS has one target, the service.
  var targetID: String { "\(settings.service.cluster):\(settings.service.name)" }

  fileprivate var rollbackMessage: String? {
    if let takenBackBy {
      return "Deployment \(id) terminated. Automatic rollback is triggered with a DeploymentId \(takenBackBy)."
    }
    return takesBack.map { "Deployment \(id) is triggered to roll back deployment \($0)." }
  }

  fileprivate var lastUpdatedAt: Instant {
    events.flatMap { [$0.startedAt, $0.endedAt] }.compactMap(\.self).max() ?? createdAt
  }

  fileprivate var targetStatus: String {
    switch status {
    case .created: "Pending"
    case .inProgress: "InProgress"
    case .ready: "Ready"
    case .succeeded: "Succeeded"
    case .failed: "Failed"
    case .stopped: "Skipped"
    }
  }

  fileprivate var overview: Document {
    let words = ["Pending", "InProgress", "Succeeded", "Failed", "Skipped", "Ready"]
    return .object(
      words.reduce(into: Document.Object()) { counts, word in counts[word] = .integer(word == targetStatus ? 1 : 0) })
  }
}

extension CodeDeploy.LifecycleEvent: Renderable {
  var rendered: Document {
    Document.Object(rendering: [
      "lifecycleEventName": name.rawValue, "startTime": startedAt, "endTime": endedAt, "status": status.rawValue,
    ]).rendered
  }
}

extension CodeDeploy.Revision: Renderable {
  var rendered: Document { ["revisionType": "AppSpecContent", "appSpecContent": ["sha256": .string(sha256)]] }
}

extension CodeDeploy.Alarms: Renderable {
  var rendered: Document {
    [
      "enabled": .boolean(isEnabled), "ignorePollAlarmFailure": .boolean(ignoresPollFailure),
      "alarms": .list(names.map { ["name": .string($0)] }),
    ]
  }
}

extension CodeDeploy.AutoRollback: Renderable {
  var rendered: Document {
    ["enabled": .boolean(isEnabled), "events": .list(events.map { .string($0.rawValue) })]
  }
}

extension CodeDeploy.TargetGroupPair: Renderable {
  var rendered: Document {
    func route(_ listeners: [String]) -> Document? {
      listeners.isEmpty ? nil : ["listenerArns": .list(listeners.map(Document.string))]
    }
    let pair = Document.Object(rendering: [
      "targetGroups": Document.list(targetGroups.map { ["name": .string($0)] }), "prodTrafficRoute": route(production),
      "testTrafficRoute": route(test),
    ])
    return ["targetGroupPairInfoList": [.object(pair)]]
  }
}

extension CodeDeploy.GroupSettings {
  fileprivate var blueGreenDocument: Document {
    let ready: Document =
      switch readiness {
      case .goesOn: ["actionOnTimeout": "CONTINUE_DEPLOYMENT", "waitTimeInMinutes": 0]
      case .asks(let span):
        ["actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": .integer(span.milliseconds / 60_000)]
      }
    let end: Document =
      terminationWait.map {
        ["action": "TERMINATE", "terminationWaitTimeInMinutes": .integer($0.milliseconds / 60_000)]
      } ?? ["action": "KEEP_ALIVE"]
    return ["terminateBlueInstancesOnDeploymentSuccess": end, "deploymentReadyOption": ready]
  }
}
