/// A number that stands for a whole world: two worlds with the same digest answer every question alike.
///
/// In: a world. Out: a stable hash over every document that the describes render, and what is still due. Changes
/// nothing. Cost: linear in the world; for tests, undo and replay, not for every command.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  package static func digest(of world: World) -> UInt64 {
    var hash = StableHash()
    hash.combine(world.now.milliseconds)
    for (name, region) in world.regions {
      hash.combine(name)
      var copy = world
      for request in questions(about: region) {
        switch perform(request, on: &copy, cause: .start) {
        case .success(let object): hash.combine(Document.object(object).written())
        case .failure(let failure): hash.combine("\(failure.code) \(failure.message ?? "")")
        }
      }
    }
    for (name, region) in world.regions where !region.faultLines.isEmpty {
      hash.combine(name)
      for line in region.faultLines { hash.combine(line) }
    }
    for region in world.regions.values {
      for line in region.eventBridge.hiddenLines + region.secretLines + region.identity.hiddenLines {
        hash.combine(line)
      }
    }
    for item in world.pending.sorted {
      hash.combine(item.instant.milliseconds)
      hash.combine(item.payload.region)
      hash.combine(item.payload.change.description)
    }
    return hash.value
  }

  /// Requests that together show everything the Region holds, in a fixed order.
  static func questions(about region: Region) -> [ServiceRequest] {
    let ecs = region.ecs
    var requests: [ServiceRequest] = []
    func ask(
      _ operation: String, _ input: Document.Object, service: String = "ecs",
      principal: String? = nil
    ) {
      requests.append(
        ServiceRequest(
          service: service, operation: operation, region: region.name, principal: principal, input: input))
    }
    for names in batches(ecs.clusters.keys.elements, of: 100) {
      ask("DescribeClusters", ["clusters": names, "include": ["CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"]])
    }
    for definition in ecs.families.values.flatMap(\.revisions) {
      let name = "\(definition.family):\(definition.revision)"
      ask("DescribeTaskDefinition", ["taskDefinition": .string(name), "include": ["TAGS"]])
    }
    for definition in ecs.daemonFamilies.values.flatMap(\.revisions).map(\.definition) {
      let name = "\(definition.family):\(definition.revision)"
      ask("DescribeDaemonTaskDefinition", ["daemonTaskDefinition": .string(name)])
    }
    for daemon in ecs.daemons.values {
      ask("DescribeDaemon", ["daemonArn": .string(region.arn(ofDaemon: daemon.key))])
      let deployments = daemon.deployments.map { region.arn(ofDaemonDeployment: $0.id, daemon.key) }
      for some in batches(deployments, of: 20) { ask("DescribeDaemonDeployments", ["daemonDeploymentArns": some]) }
      let revisions = daemon.revisions.map { region.arn(ofDaemonRevision: $0.id, daemon.key) }
      for some in batches(revisions, of: 20) { ask("DescribeDaemonRevisions", ["daemonRevisionArns": some]) }
    }
    for cluster in ecs.clusters.keys {
      let services = ecs.services.keys.filter { $0.cluster == cluster }.map(\.name)
      for names in batches(services, of: 10) {
        ask("DescribeServices", ["cluster": .string(cluster), "services": names, "include": ["TAGS"]])
      }
      for service in ecs.services.values where service.key.cluster == cluster {
        let arns = service.serviceDeployments.map { region.arn(ofServiceDeployment: $0.id, service.key) }
        for some in batches(arns, of: 20) { ask("DescribeServiceDeployments", ["serviceDeploymentArns": some]) }
        guard service.takesTaskSets, service.status != .inactive else { continue }
        ask(
          "DescribeTaskSets",
          ["cluster": .string(cluster), "service": .string(service.key.name), "include": ["TAGS"]])
      }
      let instances = ecs.containerInstances.values.filter { $0.cluster == cluster }.map(\.id)
      for ids in batches(instances, of: 100) {
        ask(
          "DescribeContainerInstances",
          ["cluster": .string(cluster), "containerInstances": ids, "include": ["TAGS", "CONTAINER_INSTANCE_HEALTH"]])
      }
      for ids in batches(Array(ecs.tasks.ids(inCluster: cluster)), of: 100) {
        ask("DescribeTasks", ["cluster": .string(cluster), "tasks": ids, "include": ["TAGS"]])
      }
    }
    for names in batches(ecs.capacityProviders.keys.elements, of: 10) {
      ask("DescribeCapacityProviders", ["capacityProviders": names, "include": ["TAGS"]])
    }
    for cluster in ecs.clusters.values where cluster.attachments.update > 0 {
      ask("DescribeClusters", ["clusters": [.string(cluster.name)], "include": ["ATTACHMENTS"]])
    }
    for names in batches(region.autoScaling.groups.keys.elements, of: 50) {
      ask("DescribeAutoScalingGroups", ["AutoScalingGroupNames": names], service: "autoscaling")
    }
    for group in region.autoScaling.groups.values where !group.refreshes.isEmpty {
      ask("DescribeInstanceRefreshes", ["AutoScalingGroupName": .string(group.name)], service: "autoscaling")
    }
    if !region.autoScaling.activities.isEmpty {
      ask("DescribeScalingActivities", ["IncludeDeletedGroups": true], service: "autoscaling")
    }
    for principal in ecs.accountSettings.ofPrincipals.keys.elements + [region.rootARN] {
      ask("ListAccountSettings", [:], principal: principal)
    }
    for template in region.ec2.launchTemplates.keys {
      ask("DescribeLaunchTemplates", ["LaunchTemplateIds": [.string(template)]], service: "ec2")
      ask("DescribeLaunchTemplateVersions", ["LaunchTemplateId": .string(template)], service: "ec2")
    }
    for operation in [
      "DescribeInstances", "DescribeSecurityGroups", "DescribeNetworkInterfaces", "DescribeSubnets", "DescribeVpcs",
      "DescribeRouteTables", "DescribeInternetGateways", "DescribeNatGateways", "DescribeAddresses",
    ] {
      ask(operation, [:], service: "ec2")
    }
    for vpc in region.network.vpcs.values {
      for attribute in Network.VPCAttribute.allCases {
        ask(
          "DescribeVpcAttribute", ["VpcId": .string(vpc.id), "Attribute": .string(attribute.rawValue)], service: "ec2")
      }
    }
    ask("ListRoles", [:], service: "iam")
    for task in region.identity.deletions.keys {
      ask("GetServiceLinkedRoleDeletionStatus", ["DeletionTaskId": .string(task)], service: "iam")
    }
    for role in region.identity.roles.keys {
      for operation in ["ListAttachedRolePolicies", "ListRolePolicies"] {
        ask(operation, ["RoleName": .string(role)], service: "iam")
      }
    }
    for role in region.identity.roles.values where !role.tags.isEmpty {
      ask("ListRoleTags", ["RoleName": .string(role.name)], service: "iam")
    }
    ask("ListSecrets", ["IncludePlannedDeletion": true], service: "secretsmanager")
    ask("GetParametersByPath", ["Path": "/", "Recursive": true, "WithDecryption": true], service: "ssm")
    ask("DescribeParameters", [:], service: "ssm")
    ask("DescribeRepositories", [:], service: "ecr")
    for repository in region.repositoryNames {
      ask("DescribeImages", ["repositoryName": .string(repository)], service: "ecr")
    }
    ask("DescribeLogGroups", [:], service: "logs")
    for group in region.logs.groups.keys {
      for operation in ["DescribeLogStreams", "FilterLogEvents"] {
        ask(operation, ["logGroupName": .string(group)], service: "logs")
      }
    }
    for names in batches(region.alarms.keys.elements, of: 100) {
      ask(
        "DescribeAlarms",
        ["AlarmNames": names, "AlarmTypes": ["MetricAlarm", "CompositeAlarm"], "MaxRecords": 100],
        service: "cloudwatch")
    }
    let balancing = region.loadBalancing
    if !balancing.loadBalancers.isEmpty { ask("DescribeLoadBalancers", [:], service: "elbv2") }
    for arn in balancing.loadBalancers.keys {
      ask("DescribeListeners", ["LoadBalancerArn": .string(arn)], service: "elbv2")
    }
    for arn in balancing.listeners.keys { ask("DescribeRules", ["ListenerArn": .string(arn)], service: "elbv2") }
    for names in batches(balancing.targetGroups.keys.elements, of: 100) {
      ask("DescribeTargetGroups", ["TargetGroupArns": names], service: "elbv2")
    }
    for arn in balancing.targetGroups.keys {
      ask("DescribeTargetGroupAttributes", ["TargetGroupArn": .string(arn)], service: "elbv2")
      ask("DescribeTargetHealth", ["TargetGroupArn": .string(arn)], service: "elbv2")
    }
    for arn in region.lattice.targetGroups.keys {
      ask("GetTargetGroup", ["targetGroupIdentifier": .string(arn)], service: "vpc-lattice")
      ask("ListTargets", ["targetGroupIdentifier": .string(arn)], service: "vpc-lattice")
    }
    for service in region.lattice.services.values {
      ask("GetService", ["serviceIdentifier": .string(service.arn)], service: "vpc-lattice")
      for listener in service.listeners.keys {
        ask(
          "GetListener", ["serviceIdentifier": .string(service.arn), "listenerIdentifier": .string(listener)],
          service: "vpc-lattice")
        for rule in service.listeners[listener]?.rules.keys.elements ?? [] {
          ask(
            "GetRule",
            [
              "serviceIdentifier": .string(service.arn), "listenerIdentifier": .string(listener),
              "ruleIdentifier": .string(rule),
            ], service: "vpc-lattice")
        }
      }
    }
    if !region.lattice.networks.isEmpty { ask("ListServiceNetworks", [:], service: "vpc-lattice") }
    for network in region.lattice.networks.keys {
      ask("GetServiceNetwork", ["serviceNetworkIdentifier": .string(network)], service: "vpc-lattice")
    }
    for association in region.lattice.associations.values {
      let kind = association.isOfService ? "Service" : "Vpc"
      ask(
        "GetServiceNetwork\(kind)Association",
        ["serviceNetwork\(kind)AssociationIdentifier": .string(association.arn)], service: "vpc-lattice")
    }
    if !balancing.classicLoadBalancers.isEmpty { ask("DescribeLoadBalancers", [:], service: "elb") }
    for name in balancing.classicLoadBalancers.keys {
      for operation in ["DescribeInstanceHealth", "DescribeLoadBalancerAttributes"] {
        ask(operation, ["LoadBalancerName": .string(name)], service: "elb")
      }
      ask("DescribeTags", ["LoadBalancerNames": [.string(name)]], service: "elb")
    }
    for application in region.codeDeploy.applications.values {
      ask("GetApplication", ["applicationName": .string(application.name)], service: "codedeploy")
      for group in application.groups.keys {
        ask(
          "GetDeploymentGroup",
          ["applicationName": .string(application.name), "deploymentGroupName": .string(group)], service: "codedeploy")
      }
    }
    for deployment in region.codeDeploy.deployments.values {
      let id = Document.string(deployment.id)
      ask("GetDeployment", ["deploymentId": id], service: "codedeploy")
      ask(
        "GetDeploymentTarget", ["deploymentId": id, "targetId": .string(deployment.targetID)], service: "codedeploy")
    }
    for rule in region.eventBridge.rules.keys {
      ask("DescribeRule", ["Name": .string(rule)], service: "events")
      ask("ListTargetsByRule", ["Rule": .string(rule)], service: "events")
    }
    if !region.namespaces.isEmpty { ask("ListNamespaces", [:], service: "servicediscovery") }
    for service in region.discoveryServices {
      ask("GetService", ["Id": .string(service.id)], service: "servicediscovery")
      ask("ListInstances", ["ServiceId": .string(service.id)], service: "servicediscovery")
    }
    guard !region.scaling.targets.isEmpty || !region.scaling.activities.isEmpty else { return requests }
    for operation in [
      "DescribeScalableTargets", "DescribeScalingPolicies", "DescribeScheduledActions", "DescribeScalingActivities",
    ] {
      ask(operation, ["ServiceNamespace": "ecs"], service: "application-autoscaling")
    }
    return requests
  }

  private static func batches(_ names: [String], of size: Int) -> [Document] {
    stride(from: 0, to: names.count, by: size).map { start in
      .list(names[start..<min(start + size, names.count)].map(Document.string))
    }
  }
}
