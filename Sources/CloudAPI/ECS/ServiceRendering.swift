/// Services and deployments as replies show them.
///
/// Source: ECS API reference, Service, Deployment; members are put into the model's order at the border.
import Cloud
import Documents
import SimulationKit

/// Which members of a service a reply shows.
enum ServiceForm {
  case created, updated, deleted
  case described(withTags: Bool)
}

extension Region {
  func document(of service: ECS.Service, _ form: ServiceForm) -> Document {
    let present =
      service.primary ?? (service.takesTaskSets ? nil : service.deployments.first ?? service.lastDeployment)
    let showsRevisions: Bool
    let tags: [ECS.Tag]?
    var isDescribed = false
    switch form {
    case .created: (showsRevisions, tags) = (true, service.tags.isEmpty ? nil : service.tags)
    case .updated: (showsRevisions, tags) = (true, nil)
    case .deleted: (showsRevisions, tags) = (false, nil)
    case .described(let withTags): (showsRevisions, tags, isDescribed) = (true, withTags ? service.tags : nil, true)
    }
    let underWay = isDescribed ? service.serviceDeployments.first { $0.isUnderWay && service.status == .active } : nil
    let network = present?.networkConfiguration
    let showsTaskSets = service.takesTaskSets && !service.showsDeployments
    let counts = shownCounts(of: service)
    return Document.Object(rendering: [
      "serviceArn": arn(ofService: service.key),
      "serviceName": service.key.name,
      "clusterArn": arn(ofCluster: service.key.cluster),
      "loadBalancers": service.takesTaskSets ? present?.loadBalancers ?? [] : service.loadBalancers,
      "serviceRegistries": (service.takesTaskSets ? present?.wiring : service.wiring)?.serviceRegistries ?? [],
      "status": service.status.rawValue,
      "desiredCount": service.desiredCount,
      "runningCount": counts.running,
      "pendingCount": counts.pending,
      "launchType": service.capacityProviderStrategy.isEmpty ? service.launchType?.rawValue : nil,
      "capacityProviderStrategy": service.capacityProviderStrategy.isEmpty ? nil : service.capacityProviderStrategy,
      "platformVersion": service.platformVersion,
      "platformFamily": present.flatMap(platformFamily),
      "taskDefinition": present.map { arn(ofTaskDefinition: $0.family, $0.revision) },
      "deploymentConfiguration": service.deploymentConfiguration,
      "taskSets": showsTaskSets ? service.deployments.map { document(ofTaskSet: $0, service.key) } : nil,
      "deployments": showsTaskSets ? [] : service.deployments.map(document),
      "roleArn": roleARN(of: service, network),
      "events": Array(service.events),
      "createdAt": service.createdAt,
      "currentServiceDeployment": underWay.map { arn(ofServiceDeployment: $0.id, service.key) },
      "currentServiceRevisions": showsRevisions && service.status == .active && !service.takesTaskSets
        ? service.deployments.map { revisionSummary(of: $0, service.key) } : nil,
      "placementConstraints": service.placementConstraints,
      "placementStrategy": service.placementStrategy,
      "networkConfiguration": network,
      "healthCheckGracePeriodSeconds": service.healthCheckGracePeriodSeconds,
      "schedulingStrategy": service.schedulingStrategy.rawValue,
      "deploymentController": ["type": .string(service.controller.rawValue)] as Document,
      "tags": tags,
      "createdBy": service.createdBy,
      "enableECSManagedTags": service.enableECSManagedTags,
      "propagateTags": service.propagateTags ?? "NONE",
      "enableExecuteCommand": service.enableExecuteCommand,
      "availabilityZoneRebalancing": service.availabilityZoneRebalancing ? "ENABLED" : "DISABLED",
      "resourceManagementType": service.express == nil ? "CUSTOMER" : "ECS",
    ]).rendered
  }

  /// The role that wires its tasks: the one given, else the service-linked one.
  private func roleARN(of service: ECS.Service, _ network: ECS.NetworkConfiguration?) -> String? {
    if let role = service.roleARN { return roleARN(role) }
    guard network != nil || !service.loadBalancers.isEmpty else { return nil }
    return roleARN("aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS")
  }

  private func document(of deployment: ECS.Deployment) -> Document {
    let strategy = deployment.capacityProviderStrategy
    return Document.Object(rendering: [
      "id": deployment.name,
      "status": deployment.status.rawValue,
      "taskDefinition": arn(ofTaskDefinition: deployment.family, deployment.revision),
      "desiredCount": deployment.desiredCount,
      "pendingCount": deployment.pendingCount,
      "runningCount": deployment.runningCount,
      "failedTasks": deployment.failedTasks,
      "createdAt": deployment.createdAt,
      "updatedAt": deployment.updatedAt,
      "capacityProviderStrategy": strategy.isEmpty ? nil : strategy,
      "launchType": strategy.isEmpty ? deployment.launchType?.rawValue : nil,
      "platformVersion": deployment.platformVersion,
      "platformFamily": platformFamily(of: deployment),
      "networkConfiguration": deployment.networkConfiguration,
      // Not told of services behind a Classic Load Balancer: ECS API reference, Deployment.
      "rolloutState": deployment.classicLoadBalancer == nil ? deployment.rolloutState.rawValue : nil,
      "rolloutStateReason": deployment.classicLoadBalancer == nil ? deployment.rolloutStateReason : nil,
      "serviceConnectResources": serviceConnectResources(of: deployment.wiring),
    ]).adding(wiringMembers(of: deployment.wiring)).rendered
  }

  /// `Linux`, or the Windows family that the task definition names; nil outside Fargate.
  func platformFamily(of deployment: ECS.Deployment) -> String? {
    guard deployment.runsOnFargate else { return nil }
    let family = taskDefinition(deployment.family, deployment.revision)?
      .document["runtimePlatform"]?["operatingSystemFamily"]?.string
    return family == nil || family == "LINUX" ? "Linux" : family
  }

  func revisionSummary(of deployment: ECS.Deployment, _ key: ECS.ServiceKey) -> Document {
    [
      "arn": .string(arn(ofServiceRevision: deployment.id, key)),
      "requestedTaskCount": .integer(deployment.desiredCount),
      "runningTaskCount": .integer(deployment.runningCount),
      "pendingTaskCount": .integer(deployment.pendingCount),
    ]
  }

  func arn(ofServiceDeployment id: String, _ key: ECS.ServiceKey) -> String {
    ecsARN("service-deployment/\(key.cluster)/\(key.name)/\(id)")
  }
  func arn(ofServiceRevision id: String, _ key: ECS.ServiceKey) -> String {
    ecsARN("service-revision/\(key.cluster)/\(key.name)/\(id)")
  }
}

extension ECS.ServiceEvent: Renderable {
  var rendered: Document { ["id": .string(id), "createdAt": createdAt.rendered, "message": .string(message)] }
}

extension ECS.NetworkConfiguration: Renderable {
  var rendered: Document {
    [
      "awsvpcConfiguration": [
        "subnets": subnets.rendered, "securityGroups": securityGroups.rendered,
        "assignPublicIp": assignsPublicIP ? "ENABLED" : "DISABLED",
      ]
    ]
  }
}

extension ECS.PlacementConstraint: Renderable {
  var rendered: Document { Document.Object(rendering: ["type": kind.rawValue, "expression": expression]).rendered }
}

extension ECS.PlacementStrategy: Renderable {
  var rendered: Document { Document.Object(rendering: ["type": kind.rawValue, "field": field]).rendered }
}
