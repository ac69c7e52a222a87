/// Express services as replies show them, and what of them a service revision shows.
///
/// Source: ECS API reference, ECSExpressGatewayService, UpdatedExpressGatewayService, ECSManagedResources.
import Cloud
import Documents
import SimulationKit

extension Region {
  func expressDocument(of service: ECS.Service, tags: [ECS.Tag]) -> Document {
    let underWay = service.serviceDeployments.first { $0.isUnderWay && service.status == .active }
    return Document.Object(rendering: [
      "cluster": service.key.cluster,
      "serviceName": service.key.name,
      "serviceArn": arn(ofService: service.key),
      "infrastructureRoleArn": service.express?.infrastructureRoleARN,
      "status": ["statusCode": .string(service.status.rawValue)] as Document,
      "currentDeployment": underWay.map { arn(ofServiceDeployment: $0.id, service.key) },
      "activeConfigurations": service.status == .active
        ? service.deployments.compactMap { configurationDocument(of: $0, service) } : [],
      "tags": tags,
      "createdAt": service.createdAt,
      "updatedAt": service.express?.updatedAt,
    ]).rendered
  }

  func updatedExpressDocument(of service: ECS.Service) -> Document {
    Document.Object(rendering: [
      "serviceArn": arn(ofService: service.key),
      "cluster": service.key.cluster,
      "serviceName": service.key.name,
      "status": ["statusCode": .string(service.status.rawValue)] as Document,
      "targetConfiguration": service.primary.flatMap { configurationDocument(of: $0, service) },
      "createdAt": service.createdAt,
      "updatedAt": service.express?.updatedAt,
    ]).rendered
  }

  private func configurationDocument(of deployment: ECS.Deployment, _ service: ECS.Service) -> Document? {
    guard let express = service.express, let configuration = express.configurations[deployment.id] else { return nil }
    let isOwn = configuration.taskDefinition != nil
    return Document.Object(rendering: [
      "serviceRevisionArn": arn(ofServiceRevision: deployment.id, service.key),
      "executionRoleArn": isOwn ? nil : configuration.executionRoleARN,
      "taskRoleArn": configuration.taskRoleARN,
      "cpu": isOwn ? nil : configuration.cpu,
      "memory": isOwn ? nil : configuration.memory,
      "networkConfiguration": [
        "securityGroups": configuration.securityGroups.rendered, "subnets": configuration.subnets.rendered,
      ] as Document,
      "healthCheckPath": configuration.healthCheckPath,
      "primaryContainer": isOwn ? nil : configuration.container,
      "scalingTarget": [
        "minTaskCount": .integer(configuration.minTaskCount), "maxTaskCount": .integer(configuration.maxTaskCount),
        "autoScalingMetric": .string(configuration.metric),
        "autoScalingTargetValue": .integer(configuration.targetValue),
      ] as Document,
      "ingressPaths": [ingressPath(of: express.resources)],
      "createdAt": deployment.createdAt,
      "taskDefinitionArn": arn(ofTaskDefinition: deployment.family, deployment.revision),
    ]).rendered
  }

  private func ingressPath(of resources: ECS.ExpressResources) -> Document.Object {
    Document.Object(rendering: [
      "accessType": resources.isPublic ? "PUBLIC" : "PRIVATE", "endpoint": "https://\(resources.host)",
    ])
  }

  /// What ECS made, for DescribeServiceRevisions; nil for a service that somebody made himself.
  func managedResources(of service: ECS.Service, _ deployment: ECS.Deployment) -> Document? {
    guard let express = service.express, let configuration = express.configurations[deployment.id] else { return nil }
    let resources = express.resources
    let balancer = loadBalancing.loadBalancers[resources.loadBalancer]
    let since = service.createdAt
    var path = ingressPath(of: resources)
    path["loadBalancer"] = balancer.map { balancer in
      Document.Object(rendering: [
        "arn": balancer.arn, "status": balancer.activeAt > now ? "PROVISIONING" : "ACTIVE", "updatedAt": since,
        "scheme": balancer.scheme.rawValue, "subnetIds": balancer.subnets, "securityGroupIds": balancer.securityGroups,
      ]).rendered
    }
    let listener = loadBalancing.listeners[resources.listener]
    /// What goes with the service is DEPROVISIONING with it, and DELETED in the end.
    func managed(_ arn: String, isThere: Bool, stays: Bool = false, _ more: Document.Object = [:]) -> Document {
      let status = !isThere ? "DELETED" : stays || service.status == .active ? "ACTIVE" : "DEPROVISIONING"
      return Document.Object(rendering: ["arn": arn, "status": status, "updatedAt": since]).adding(more).rendered
    }
    if let certificate = listener?.certificates.first?["CertificateArn"]?.string {
      path["certificate"] = managed(
        certificate, isThere: true, stays: true, ["domainName": .string(resources.host)])
    }
    path["listener"] = managed(resources.listener, isThere: listener != nil, stays: true)
    path["rule"] = managed(resources.rule, isThere: loadBalancing.rules[resources.rule] != nil)
    path["targetGroups"] = .list(
      resources.targetGroups.map { group in
        managed(
          group, isThere: loadBalancing.targetGroups[group] != nil,
          Document.Object(rendering: [
            "healthCheckPath": configuration.healthCheckPath, "healthCheckPort": configuration.containerPort,
            "port": configuration.containerPort,
          ]))
      })
    var made: Document.Object = ["ingressPaths": [path.rendered]]
    if let target = scaling.targets[service.key] {
      let policies = target.policies.values.map { policy in
        managed(
          arn(of: policy, service.key), isThere: true,
          Document.Object(rendering: [
            "policyType": "TargetTrackingScaling", "metric": configuration.metric,
            "targetValue": Document.decimal(Document.Decimal(Double(configuration.targetValue))),
          ]))
      }
      made["autoScaling"] = [
        "scalableTarget": managed(
          arn(of: target), isThere: true,
          ["minCapacity": .integer(target.minCapacity), "maxCapacity": .integer(target.maxCapacity)]),
        "applicationAutoScalingPolicies": .list(policies),
      ]
    }
    made["metricAlarms"] = [managed(arn(ofAlarm: resources.alarm), isThere: alarms[resources.alarm] != nil)]
    if configuration.taskDefinition == nil {
      made["logGroups"] = [
        managed(
          logGroupARN(resources.logGroup), isThere: logs.groups[resources.logGroup] != nil, stays: true,
          ["logGroupName": .string(resources.logGroup)])
      ]
    }
    return .object(made)
  }
}
