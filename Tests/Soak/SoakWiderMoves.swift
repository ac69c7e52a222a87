/// What a history can do beyond services' own requests: load balancers, task sets, capacity providers, scaling, EC2.
///
/// In: the history so far, its stream of chance. Out: inputs; nil where there is nothing to do it to.
import Cloud
import CloudAPI
import Documents
import SimulationKit

extension SoakMove {
  static let wider: [SoakMove] = [
    SoakMove("CreateService", 3) { $0.createBalancedService() },
    SoakMove("DeregisterTargets", 1, of: "elbv2") { $0.onTarget() },
    SoakMove("ModifyTargetGroup", 1, of: "elbv2") { $0.changeHealthCheck() },
    SoakMove("CreateService", 3) { $0.createLatticeService() },
    SoakMove("DeregisterTargets", 1, of: "vpc-lattice") { $0.onLatticeTarget() },
    SoakMove("UpdateTargetGroup", 1, of: "vpc-lattice") { $0.changeLatticeHealthCheck() },
    SoakMove("CreateService", 2) { $0.createGatedService() },
    SoakMove("DeregisterInstancesFromLoadBalancer", 1, of: "elb") { $0.onGatedInstance() },
    SoakMove("RegisterInstancesWithLoadBalancer", 1, of: "elb") { $0.onGatedInstance() },
    SoakMove("ConfigureHealthCheck", 1, of: "elb") { $0.configureGate() },
    SoakMove("ModifyLoadBalancerAttributes", 1, of: "elb") { $0.drainAtGate() },
    SoakMove("CreateService", 2) { $0.createExternalService() },
    SoakMove("CreateTaskSet", 4) { $0.createTaskSet() },
    SoakMove("UpdateTaskSet", 3) { $0.onTaskSet(["scale": $0.scale()], as: "taskSet") },
    SoakMove("UpdateServicePrimaryTaskSet", 2) { $0.onTaskSet([:], as: "primaryTaskSet") },
    SoakMove("DeleteTaskSet", 2) { $0.onTaskSet(["force": .boolean($0.isOneIn(2))], as: "taskSet") },
    SoakMove("CreateService", 3) { $0.createServiceOnProvider() },
    SoakMove("RunTask", 2) { $0.runOnProvider() },
    SoakMove("SetDesiredCapacity", 1, of: "autoscaling") {
      ["AutoScalingGroupName": "hosts", "DesiredCapacity": .integer($0.chance.number(in: 0...4))]
    },
    SoakMove("RegisterScalableTarget", 3, of: "application-autoscaling") { $0.scalableTarget() },
    SoakMove("PutScalingPolicy", 3, of: "application-autoscaling") { $0.scalingPolicy() },
    SoakMove("DeregisterScalableTarget", 1, of: "application-autoscaling") { $0.scalable([:]) },
    SoakMove("PutRule", 3, of: "events") { $0.putRule() },
    SoakMove("PutTargets", 4, of: "events") { $0.putTargets() },
    SoakMove("RemoveTargets", 1, of: "events") {
      $0.onRule(["Ids": [.string($0.isOneIn(2) ? "tasks" : "lines")]], as: "Rule")
    },
    SoakMove("DeleteRule", 1, of: "events") { $0.onRule([:], as: "Name") },
    SoakMove("PutEvents", 1, of: "events") {
      [
        "Entries": [
          ["Source": "soak", "DetailType": "Chance", "Detail": .string("{\"n\": \($0.chance.number(in: 1...9))}")]
        ]
      ]
    },
    SoakMove("CreateService", 3) { $0.createSwappedService() },
    SoakMove("CreateDeploymentGroup", 4, of: "codedeploy") { $0.deploymentGroup() },
    SoakMove("DeleteDeploymentGroup", 1, of: "codedeploy") { $0.swap([:]) },
    SoakMove("CreateDeployment", 6, of: "codedeploy") { $0.codeDeployment() },
    SoakMove("ContinueDeployment", 3, of: "codedeploy") {
      $0.onCodeDeployment(["deploymentWaitType": $0.isOneIn(2) ? "READY_WAIT" : "TERMINATION_WAIT"])
    },
    SoakMove("StopDeployment", 2, of: "codedeploy") {
      $0.onCodeDeployment(["autoRollbackEnabled": .boolean($0.isOneIn(2))])
    },
    SoakMove("RunInstances", 1, of: "ec2") { $0.launchInstance() },
    SoakMove("TerminateInstances", 1, of: "ec2") { $0.terminateInstance() },
  ]
}

// MARK: - Load balancers

extension SoakHistory {
  private var targetGroup: String? { region?.loadBalancing.targetGroups.keys.first }

  mutating func createBalancedService() -> Document.Object? {
    guard let targetGroup, var input = createService(onFargate: true) else { return nil }
    input["serviceName"] = "front"
    input["taskDefinition"] = .string("\(SoakWorld.balanced):\(chance.number(in: 1...2))")
    input["loadBalancers"] = [
      ["targetGroupArn": .string(targetGroup), "containerName": "app", "containerPort": 80]
    ]
    input["healthCheckGracePeriodSeconds"] = .integer(chance.number(in: 0...3) * 20)
    // Blue and green behind a load balancer need two target groups.
    input["deploymentConfiguration"] = ["minimumHealthyPercent": 50, "maximumPercent": 200, "strategy": "ROLLING"]
    return input
  }

  private func targetGroup(named name: String) -> String? {
    region?.loadBalancing.targetGroups.values.first { $0.name == name }?.arn
  }

  /// Users at port 8080 of the door reach what CodeDeploy swaps.
  func listeners() -> [SoakCommand] {
    guard let door = region?.loadBalancing.loadBalancers.keys.first, let group = targetGroup(named: "blue") else {
      return []
    }
    return [
      .request(
        ServiceRequest(
          service: "elbv2", operation: "CreateListener",
          input: [
            "LoadBalancerArn": .string(door), "Protocol": "HTTP", "Port": 8_080,
            "DefaultActions": [["Type": "forward", "TargetGroupArn": .string(group)]],
          ]))
    ]
  }

  /// Somebody takes a target out by hand.
  mutating func onTarget() -> Document.Object? {
    guard let targetGroup, let group = region?.loadBalancing.targetGroups[targetGroup],
      let key = chance.element(of: Array(group.targets.keys))
    else { return nil }
    return [
      "TargetGroupArn": .string(targetGroup), "Targets": [["Id": .string(key.id), "Port": .integer(key.port)]],
    ]
  }

  mutating func changeHealthCheck() -> Document.Object? {
    guard let targetGroup else { return nil }
    return [
      "TargetGroupArn": .string(targetGroup), "HealthyThresholdCount": .integer(chance.number(in: 2...4)),
      "HealthCheckIntervalSeconds": .integer(chance.number(in: 2...4) * 5),
    ]
  }
}

// MARK: - VPC Lattice

extension SoakHistory {
  private var latticeGroup: LoadBalancing.TargetGroup? { region?.lattice.targetGroups.values.first }

  mutating func createLatticeService() -> Document.Object? {
    guard let latticeGroup, var input = createService(onFargate: true) else { return nil }
    input["serviceName"] = "mesh"
    input["taskDefinition"] = .string("\(SoakWorld.balanced):\(chance.number(in: 1...2))")
    input["vpcLatticeConfigurations"] = [
      [
        "roleArn": "arn:aws:iam::123456789012:role/weaver", "targetGroupArn": .string(latticeGroup.arn),
        "portName": "http",
      ]
    ]
    input["healthCheckGracePeriodSeconds"] = .integer(chance.number(in: 0...3) * 20)
    input["deploymentConfiguration"] = ["minimumHealthyPercent": 50, "maximumPercent": 200, "strategy": "ROLLING"]
    return input
  }

  mutating func onLatticeTarget() -> Document.Object? {
    guard let latticeGroup, let key = chance.element(of: Array(latticeGroup.targets.keys)) else { return nil }
    return [
      "targetGroupIdentifier": .string(latticeGroup.arn),
      "targets": [["id": .string(key.id), "port": .integer(key.port)]],
    ]
  }

  mutating func changeLatticeHealthCheck() -> Document.Object? {
    guard let latticeGroup else { return nil }
    return [
      "targetGroupIdentifier": .string(latticeGroup.arn),
      "healthCheck": [
        "healthyThresholdCount": .integer(chance.number(in: 2...4)), "enabled": .boolean(!isOneIn(4)),
        "healthCheckIntervalSeconds": .integer(chance.number(in: 2...4) * 5),
      ],
    ]
  }

  /// A service that leads to the group.
  func latticeListeners() -> [SoakCommand] {
    guard let region, let group = region.lattice.targetGroups.keys.first,
      let service = region.lattice.services.keys.first
    else { return [] }
    return [
      .request(
        ServiceRequest(
          service: "vpc-lattice", operation: "CreateListener",
          input: [
            "serviceIdentifier": .string(service), "name": "http", "protocol": "HTTP",
            "defaultAction": ["forward": ["targetGroups": [["targetGroupIdentifier": .string(group)]]]],
          ]))
    ]
  }
}

// MARK: - The Classic Load Balancer

extension SoakHistory {
  mutating func createGatedService() -> Document.Object? {
    [
      "cluster": "harbor", "serviceName": "gated", "launchType": "EC2",
      "taskDefinition": .string("\(SoakWorld.gated):\(chance.number(in: 1...2))"),
      "desiredCount": .integer(chance.number(in: 0...4)),
      "healthCheckGracePeriodSeconds": .integer(chance.number(in: 0...3) * 20),
      "loadBalancers": [["loadBalancerName": "gate", "containerName": "app", "containerPort": 80]],
    ]
  }

  /// Somebody takes an instance out by hand, or puts it back, on which a task is reached.
  mutating func onGatedInstance() -> Document.Object? {
    guard let region else { return nil }
    let tasks = region.ecs.services.keys.flatMap { region.ecs.tasks.all(ofService: $0) }
    let places = tasks.compactMap(region.classicPlace)
    guard let place = chance.element(of: places) else { return nil }
    return ["LoadBalancerName": "gate", "Instances": [["InstanceId": .string(place.instance)]]]
  }

  mutating func configureGate() -> Document.Object? {
    [
      "LoadBalancerName": "gate",
      "HealthCheck": [
        "Target": isOneIn(2) ? "TCP:8081" : "HTTP:8081/", "Timeout": 2,
        "Interval": .integer(chance.number(in: 1...4) * 5),
        "HealthyThreshold": .integer(chance.number(in: 2...4)),
        "UnhealthyThreshold": .integer(chance.number(in: 2...4)),
      ],
    ]
  }

  mutating func drainAtGate() -> Document.Object? {
    [
      "LoadBalancerName": "gate",
      "LoadBalancerAttributes": [
        "ConnectionDraining": ["Enabled": .boolean(isOneIn(2)), "Timeout": .integer(chance.number(in: 1...60))]
      ],
    ]
  }
}

// MARK: - Task sets

extension SoakHistory {
  mutating func createExternalService() -> Document.Object? {
    [
      "cluster": .string(cluster()), "serviceName": "sets",
      "desiredCount": .integer(chance.number(in: 0...4)), "deploymentController": ["type": "EXTERNAL"],
    ]
  }

  mutating func scale() -> Document {
    ["value": .integer(chance.number(in: 0...10) * 10), "unit": "PERCENT"]
  }

  private mutating func externalService() -> ECS.Service? {
    chance.element(of: (region?.ecs.services.values.elements ?? []).filter(\.takesTaskSets))
  }

  mutating func createTaskSet() -> Document.Object? {
    guard let service = externalService() else { return nil }
    return taskSet(of: service, family: family(onFargate: true), scale: scale())
  }

  mutating func taskSet(of service: ECS.Service, family: String, scale: Document) -> Document.Object {
    [
      "cluster": .string(service.key.cluster), "service": .string(service.key.name),
      "taskDefinition": .string(family), "launchType": "FARGATE", "networkConfiguration": network(publicly: true),
      "scale": scale,
    ]
  }

  mutating func onTaskSet(_ members: Document.Object, as name: String) -> Document.Object? {
    guard let service = externalService(), let set = chance.element(of: service.deployments) else { return nil }
    var input = members
    input["cluster"] = .string(service.key.cluster)
    input["service"] = .string(service.key.name)
    input[name] = .string(set.name)
    return input
  }
}

// MARK: - Capacity providers and EC2

extension SoakHistory {
  private static let strategy: Document = [["capacityProvider": "hosts", "weight": 1]]

  mutating func createServiceOnProvider() -> Document.Object? {
    guard var input = createService(onFargate: false) else { return nil }
    input["cluster"] = "harbor"
    input["serviceName"] = "grown"
    input["launchType"] = nil
    input["capacityProviderStrategy"] = Self.strategy
    return input
  }

  mutating func runOnProvider() -> Document.Object? {
    guard var input = runOnInstances() else { return nil }
    input["cluster"] = "harbor"
    input["capacityProviderStrategy"] = Self.strategy
    return input
  }

  mutating func launchInstance() -> Document.Object? {
    guard livingInstances < 9 else { return nil }
    return [
      "ImageId": "ami-1", "InstanceType": "t3.medium", "MinCount": 1, "MaxCount": 1,
      "SubnetId": .string(chance.element(of: SoakWorld.subnets) ?? ""),
      // #!/bin/bash
      // echo "ECS_CLUSTER=harbor" >> /etc/ecs/ecs.config
      "UserData": "IyEvYmluL2Jhc2gKZWNobyAiRUNTX0NMVVNURVI9aGFyYm9yIiA+PiAvZXRjL2Vjcy9lY3MuY29uZmln",
    ]
  }

  mutating func terminateInstance() -> Document.Object? {
    let living = (region?.ec2.instances.values.elements ?? []).filter { $0.state == .running }
    guard let instance = chance.element(of: living) else { return nil }
    return ["InstanceIds": [.string(instance.id)]]
  }

  var livingInstances: Int { region?.ecs.containerInstances.values.count { $0.status != .inactive } ?? 0 }
}

// MARK: - Scaling

extension SoakHistory {
  mutating func scalable(_ members: Document.Object) -> Document.Object? {
    guard let service = anyService(), service.schedulingStrategy == .replica else { return nil }
    return Self.scalable(service.key, members)
  }

  static func scalable(_ key: ECS.ServiceKey, _ members: Document.Object) -> Document.Object {
    var input = members
    input["ServiceNamespace"] = "ecs"
    input["ResourceId"] = .string("service/\(key.cluster)/\(key.name)")
    input["ScalableDimension"] = "ecs:service:DesiredCount"
    return input
  }

  mutating func scalableTarget() -> Document.Object? {
    scalable([
      "MinCapacity": .integer(chance.number(in: 0...2)), "MaxCapacity": .integer(chance.number(in: 2...6)),
    ])
  }

  mutating func scalingPolicy() -> Document.Object? {
    guard let key = chance.element(of: Array(region?.scaling.targets.keys ?? [])) else { return nil }
    return Self.scalable(
      key,
      [
        "PolicyName": "cpu", "PolicyType": "TargetTrackingScaling",
        "TargetTrackingScalingPolicyConfiguration": [
          "TargetValue": .integer(chance.number(in: 2...8) * 10),
          "PredefinedMetricSpecification": ["PredefinedMetricType": "ECSServiceAverageCPUUtilization"],
          "ScaleInCooldown": 0, "ScaleOutCooldown": 0,
        ],
      ])
  }
}

// MARK: - Event rules

extension SoakHistory {
  /// `loop` starts itself again and again, one task after the other; it begins by the clock.
  mutating func putRule() -> Document.Object? {
    let state: Document = isOneIn(5) ? "DISABLED" : "ENABLED"
    switch chance.number(in: 0...4) {
    case 0:
      let pattern = #"{"detail":{"lastStatus":["STOPPED"],"startedBy":["events-rule/loop"]}}"#
      return [
        "Name": "loop", "EventPattern": .string(pattern), "ScheduleExpression": "rate(10 minutes)", "State": state,
      ]
    case 1:
      let schedule: Document = isOneIn(2) ? "rate(3 minutes)" : "cron(0/7 * * * ? *)"
      return ["Name": "clock", "ScheduleExpression": schedule, "State": state]
    case 2:
      let pattern = #"{"detail-type":["ECS Service Action","ECS Deployment State Change"]}"#
      return ["Name": "services", "EventPattern": .string(pattern), "State": state]
    case 3:
      let pattern = #"{"detail":{"$or":[{"stopCode":["EssentialContainerExited"]},{"stopCode":[{"prefix":"Task"}]}]}}"#
      return ["Name": "ends", "EventPattern": .string(pattern), "State": state]
    default:
      return [
        "Name": "own", "EventPattern": #"{"source":["soak"],"detail":{"n":[{"numeric":["<",6]}]}}"#, "State": state,
      ]
    }
  }

  mutating func onRule(_ members: Document.Object, as name: String) -> Document.Object? {
    guard let rule = chance.element(of: Array(region?.eventBridge.rules.keys ?? [])) else { return nil }
    var input = members
    input[name] = .string(rule)
    return input
  }

  mutating func putTargets() -> Document.Object? {
    guard let rule = chance.element(of: Array(region?.eventBridge.rules.keys ?? [])) else { return nil }
    let group: Document = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/ecs"
    // A task for the end of each task of others would never end.
    guard rule != "ends", !isOneIn(3) else {
      return ["Rule": .string(rule), "Targets": [["Id": "lines", "Arn": group]]]
    }
    let role = isOneIn(6) ? "weakling" : "starter"
    let family = isOneIn(3) ? "f-missing" : "f-job"
    let parameters: Document = [
      "TaskDefinitionArn": .string("arn:aws:ecs:us-east-1:123456789012:task-definition/\(family)"),
      "LaunchType": "FARGATE",
      "NetworkConfiguration": [
        "awsvpcConfiguration": ["Subnets": ["subnet-a", "subnet-tiny"], "AssignPublicIp": "ENABLED"]
      ],
    ]
    let target: Document = [
      "Id": "tasks", "Arn": .string("arn:aws:ecs:us-east-1:123456789012:cluster/\(cluster())"),
      "RoleArn": .string("arn:aws:iam::123456789012:role/\(role)"), "EcsParameters": parameters,
    ]
    return ["Rule": .string(rule), "Targets": [target]]
  }
}
