/// Express services: one call, and what stands around the service afterwards.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite struct ExpressServiceTests {
  var cloud: TestCloud

  init() throws {
    let plain = StartingPlan.testing
    var identity = plain.identity
    identity.roles["ecsInfrastructureRole"] = .init(
      name: "ecsInfrastructureRole", trusts: ["ecs.amazonaws.com"], policies: [])
    var server = ImageCatalogue.Behaviour()
    server.listensOn = [80]
    var images = plain.images
    images.repositories["nginx"] = ["latest": server]
    server.architectures = ["ARM64"]
    images.repositories["arm"] = ["latest": server]
    cloud = TestCloud(plan: StartingPlan(network: plain.network, images: images, identity: identity, logs: plain.logs))
  }

  static let roles =
    #""executionRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole", "#
    + #""infrastructureRoleArn": "arn:aws:iam::123456789012:role/ecsInfrastructureRole""#
  static func input(_ more: String = #""serviceName": "shop""#) -> String {
    #"{\#(roles), "primaryContainer": {"image": "nginx"}, \#(more)}"#
  }
  static let arn = "arn:aws:ecs:us-east-1:123456789012:service/default/shop"
  private mutating func describe() throws -> Document {
    try cloud.call("DescribeExpressGatewayService", #"{"serviceArn": "\#(Self.arn)"}"#)["service"] ?? .null
  }
  private mutating func service() throws -> Document {
    try cloud.call("DescribeServices", #"{"services": ["shop"]}"#)["services"]?[0] ?? .null
  }

  /// More than 1 % of errors in two of three minutes (sheet 8.2).
  @Test mutating func anAlarmTakesItsDeploymentsBack() throws {
    _ = try cloud.call("CreateExpressGatewayService", Self.input())
    let watched = try service()["deploymentConfiguration"]?["alarms"]
    #expect(watched?["enable"] == true)
    #expect(watched?["rollback"] == true)
    let name = try #require(watched?["alarmNames"]?[0]?.string)
    let alarm = try cloud.call("DescribeAlarms", #"{"AlarmNames": ["\#(name)"]}"#, service: "cloudwatch")[
      "MetricAlarms"]?[0]
    #expect(alarm?["Threshold"]?.integer == 1)
    #expect(alarm?["DatapointsToAlarm"] == 2)
    #expect(alarm?["EvaluationPeriods"] == 3)
    cloud.advance(seconds: 900)
    _ = try cloud.call(
      "UpdateExpressGatewayService",
      #"{"serviceArn": "\#(Self.arn)", "primaryContainer": {"image": "nginx", "command": []}, "cpu": "2048", "memory": "4096"}"#
    )
    cloud.advance(seconds: 60)
    try cloud.call(
      "SetAlarmState", #"{"AlarmName": "\#(name)", "StateValue": "ALARM", "StateReason": "drill"}"#,
      service: "cloudwatch")
    cloud.advance(seconds: 900)
    #expect(try service()["taskDefinition"]?.string?.hasSuffix(":1") == true)
    _ = try cloud.call("DeleteExpressGatewayService", #"{"serviceArn": "\#(Self.arn)"}"#)
    cloud.advance(seconds: 1_800)
    #expect(try cloud.call("DescribeAlarms", service: "cloudwatch")["MetricAlarms"] == [])
  }

  @Test mutating func oneCallMakesAServiceWithItsDefaults() throws {
    let made = try cloud.call("CreateExpressGatewayService", Self.input())["service"] ?? .null
    #expect(made["serviceArn"]?.string == Self.arn, "the cluster default was made")
    #expect(made["status"] == ["statusCode": "ACTIVE"])
    let configuration = try #require(made["activeConfigurations"]?[0])
    #expect(configuration["cpu"] == "1024")
    #expect(configuration["memory"] == "2048")
    #expect(configuration["healthCheckPath"] == "/")
    #expect(configuration["primaryContainer"]?["containerPort"] == 80)
    #expect(configuration["taskDefinitionArn"]?.string?.hasSuffix("task-definition/default-shop:1") == true)
    #expect(
      configuration["scalingTarget"] == [
        "minTaskCount": 1, "maxTaskCount": 20, "autoScalingMetric": "AVERAGE_CPU", "autoScalingTargetValue": 60,
      ])
    let path = configuration["ingressPaths"]?[0]
    #expect(path?["accessType"] == "PUBLIC")
    let endpoint = path?["endpoint"]?.string ?? ""
    #expect(endpoint.hasPrefix("https://shop-") && endpoint.hasSuffix(".ecs.us-east-1.on.aws"))

    let service = try service()
    #expect(service["resourceManagementType"] == "ECS")
    #expect(service["capacityProviderStrategy"] == [["capacityProvider": "FARGATE", "weight": 1, "base": 1]])
    #expect(service["deploymentConfiguration"]?["strategy"] == "CANARY")
    #expect(service["healthCheckGracePeriodSeconds"] == 300)
    #expect(service["propagateTags"] == "SERVICE")
    #expect(service["enableECSManagedTags"] == true)
    let definition = try cloud.call(
      "DescribeTaskDefinition", #"{"taskDefinition": "\#(service["taskDefinition"]?.string ?? "")"}"#)["taskDefinition"]
    #expect(definition?["containerDefinitions"]?[0]?["name"] == "Main")
    let logs = definition?["containerDefinitions"]?[0]?["logConfiguration"]?["options"]
    #expect(logs?["awslogs-group"]?.string?.hasPrefix("/aws/ecs/default/shop-") == true)
    #expect(logs?["mode"] == "non-blocking")
  }

  @Test mutating func theServiceComesUpBehindItsLoadBalancer() throws {
    try cloud.call("CreateExpressGatewayService", Self.input())
    cloud.advance(seconds: 1_800)
    let service = try service()
    #expect(service["runningCount"] == 1)
    #expect(service["deployments"]?[0]?["rolloutState"] == "COMPLETED")
    let group = service["loadBalancers"]?[0]?["targetGroupArn"]?.string ?? ""
    let health = try cloud.call("DescribeTargetHealth", #"{"TargetGroupArn": "\#(group)"}"#, service: "elbv2")
    #expect(health["TargetHealthDescriptions"]?[0]?["TargetHealth"]?["State"] == "healthy")
    let revision = try describe()["activeConfigurations"]?[0]?["serviceRevisionArn"]?.string ?? ""
    let shown = try cloud.call("DescribeServiceRevisions", #"{"serviceRevisionArns": ["\#(revision)"]}"#)
    let managed = shown["serviceRevisions"]?[0]?["ecsManagedResources"]
    #expect(managed?["ingressPaths"]?[0]?["targetGroups"]?.list?.count == 2)
    #expect(managed?["ingressPaths"]?[0]?["loadBalancer"]?["status"] == "ACTIVE")
    #expect(managed?["logGroups"]?[0]?["logGroupName"]?.string?.hasPrefix("/aws/ecs/default/shop-") == true)
  }

  /// Source: ECS API reference, RuntimePlatformOverride: ECS detects the mismatch and runs tasks on the other architecture.
  @Test mutating func anImageOfAnotherArchitectureRunsOnIt() throws {
    try cloud.call("CreateExpressGatewayService", Self.input().replacing("nginx", with: "arm"))
    cloud.advance(seconds: 1_800)
    #expect(try service()["runningCount"] == 1)
    let tasks = try cloud.call("ListTasks")["taskArns"]?.strings ?? []
    let task = try cloud.call("DescribeTasks", #"{"tasks": ["\#(tasks.first ?? "")"]}"#)["tasks"]?[0]
    #expect(task?["attributes"] == [["name": "ecs.cpu-architecture", "value": "arm64"]])
    let overrides: Document = ["runtimePlatform": ["cpuArchitecture": "ARM64"]]
    #expect(try revision()["overrides"] == overrides)
    // Another deployment of the same image, then one of an image for both.
    try cloud.call("UpdateService", #"{"service": "shop", "forceNewDeployment": true}"#)
    #expect(try revision()["overrides"] == overrides)
    try cloud.call(
      "UpdateExpressGatewayService", #"{"serviceArn": "\#(Self.arn)", "primaryContainer": {"image": "nginx"}}"#)
    #expect(try revision()["overrides"] == nil)
  }

  /// That of the newest deployment.
  private mutating func revision() throws -> Document {
    let digits = try #require(service()["deployments"]?[0]?["id"]?.string?.split(separator: "/").last)
    let arn = "arn:aws:ecs:us-east-1:123456789012:service-revision/default/shop/\(digits)"
    return try cloud.call("DescribeServiceRevisions", #"{"serviceRevisionArns": ["\#(arn)"]}"#)["serviceRevisions"]?[0]
      ?? .null
  }

  @Test mutating func servicesShareALoadBalancer() throws {
    try cloud.call("CreateExpressGatewayService", Self.input())
    try cloud.call("CreateExpressGatewayService", Self.input(#""serviceName": "cart""#))
    let balancers = try cloud.call("DescribeLoadBalancers", "{}", service: "elbv2")["LoadBalancers"]
    #expect(balancers?.list?.count == 1)
    #expect(try cloud.call("DescribeTargetGroups", "{}", service: "elbv2")["TargetGroups"]?.list?.count == 4)
    #expect(
      try cloud.call("ListServices", #"{"resourceManagementType": "ECS"}"#)["serviceArns"]?.list?.count == 2)
    #expect(try cloud.call("ListServices", #"{"resourceManagementType": "CUSTOMER"}"#)["serviceArns"] == [])
  }

  @Test mutating func itScalesBetweenItsBoundsByItsMetric() throws {
    func described(_ operation: String, _ member: String) throws -> Document {
      try cloud.call(operation, #"{"ServiceNamespace": "ecs"}"#, service: "application-autoscaling")[member]?[0]
        ?? .null
    }
    try cloud.call("CreateExpressGatewayService", Self.input())
    let target = try described("DescribeScalableTargets", "ScalableTargets")
    #expect(target["ResourceId"] == "service/default/shop")
    #expect(target["MinCapacity"] == 1)
    #expect(target["MaxCapacity"] == 20)
    let policy = try described("DescribeScalingPolicies", "ScalingPolicies")["TargetTrackingScalingPolicyConfiguration"]
    #expect(policy?["TargetValue"]?.double == 60)
    #expect(
      policy?["PredefinedMetricSpecification"]?["PredefinedMetricType"] == "ECSServiceAverageCPUUtilization")

    try cloud.call(
      "UpdateExpressGatewayService",
      #"{"serviceArn": "\#(Self.arn)", "scalingTarget": {"maxTaskCount": 4, "autoScalingMetric": "AVERAGE_MEMORY"}}"#)
    #expect(try described("DescribeScalableTargets", "ScalableTargets")["MaxCapacity"] == 4)
    let policies = try cloud.call(
      "DescribeScalingPolicies", #"{"ServiceNamespace": "ecs"}"#, service: "application-autoscaling")
    #expect(
      policies["ScalingPolicies"]?.list?.map {
        $0["TargetTrackingScalingPolicyConfiguration"]?["PredefinedMetricSpecification"]?["PredefinedMetricType"]
      } == ["ECSServiceAverageMemoryUtilization"])

    try cloud.call("DeleteExpressGatewayService", #"{"serviceArn": "\#(Self.arn)"}"#)
    #expect(try described("DescribeScalableTargets", "ScalableTargets") == .null)
    let alarms = try cloud.call(
      "DescribeAlarms", #"{"AlarmNamePrefix": "TargetTracking-"}"#, service: "cloudwatch")
    #expect(alarms["MetricAlarms"] == [])
  }

  @Test mutating func anUpdateRollsOutWhatChanged() throws {
    try cloud.call("CreateExpressGatewayService", Self.input())
    let reply = try cloud.call(
      "UpdateExpressGatewayService",
      #"{"serviceArn": "\#(Self.arn)", "cpu": "512", "memory": "1024", "healthCheckPath": "/up", "scalingTarget": "#
        + #"{"minTaskCount": 2, "maxTaskCount": 4}}"#)
    let target = try #require(reply["service"]?["targetConfiguration"])
    #expect(target["cpu"] == "512")
    #expect(target["healthCheckPath"] == "/up")
    #expect(target["primaryContainer"]?["image"] == "nginx", "what is not named stays")
    let service = try service()
    #expect(service["desiredCount"] == 2)
    #expect(service["deployments"]?.list?.count == 2)
    #expect(service["taskDefinition"]?.string?.hasSuffix(":2") == true)
    let group = service["loadBalancers"]?[0]?["targetGroupArn"]?.string ?? ""
    let shown = try cloud.call("DescribeTargetGroups", #"{"TargetGroupArns": ["\#(group)"]}"#, service: "elbv2")
    #expect(shown["TargetGroups"]?[0]?["HealthCheckPath"] == "/up")
  }

  @Test mutating func whatWasMadeGoesWithTheService() throws {
    try cloud.call("CreateExpressGatewayService", Self.input())
    cloud.advance(seconds: 900)
    let deleted = try cloud.call("DeleteExpressGatewayService", #"{"serviceArn": "\#(Self.arn)"}"#)["service"]
    #expect(deleted?["status"] == ["statusCode": "DRAINING"])
    #expect(try cloud.call("DescribeLoadBalancers", "{}", service: "elbv2")["LoadBalancers"]?.list?.count == 1)
    cloud.advance(seconds: 900)
    #expect(try describe()["status"] == ["statusCode": "INACTIVE"])
    #expect(try cloud.call("DescribeLoadBalancers", "{}", service: "elbv2")["LoadBalancers"] == [])
    #expect(try cloud.call("DescribeTargetGroups", "{}", service: "elbv2")["TargetGroups"] == [])
    #expect(cloud.world.regions.values.flatMap { $0.brokenPromises + $0.brokenServicePromises } == [])
  }

  @Test mutating func tagsAreShownWhenAskedFor() throws {
    let made = try cloud.call(
      "CreateExpressGatewayService", Self.input(#""serviceName": "shop", "tags": [{"key": "team", "value": "web"}]"#))
    #expect(made["service"]?["tags"] == [["key": "team", "value": "web"]])
    #expect(try describe()["tags"] == [])
    let shown = try cloud.call(
      "DescribeExpressGatewayService", #"{"serviceArn": "\#(Self.arn)", "include": ["TAGS"]}"#)
    #expect(shown["service"]?["tags"] == [["key": "team", "value": "web"]])
  }

  @Test(arguments: [
    (#""cluster": "nope""#, "ClusterNotFoundException: Cluster not found."),
    (
      #""cpu": "256", "memory": "4096""#,
      "ClientException: No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS "
        + "documentation for the valid values."
    ),
    (#""healthCheckPath": "up""#, "InvalidParameterException: healthCheckPath must begin with '/'."),
    (
      #""scalingTarget": {"minTaskCount": 30}"#,
      "InvalidParameterException: minTaskCount must be at least 0 and not greater than maxTaskCount."
    ),
    (
      #""infrastructureRoleArn": "arn:aws:iam::123456789012:role/nobody""#,
      "InvalidParameterException: ECS was unable to assume the infrastructure role "
        + "'arn:aws:iam::123456789012:role/nobody'. Please verify that the role exists and trusts ecs.amazonaws.com."
    ),
  ])
  func whatIsRefusedLeavesNothingBehind(members: String, said: String) throws {
    var test = try ExpressServiceTests()
    var input = try DocumentReader.read(Self.input()).object ?? [:]
    for member in try DocumentReader.read("{\(members)}").object?.members ?? [] { input[member.key] = member.value }
    #expect(try test.cloud.refusal("CreateExpressGatewayService", Document.object(input).written()) == said)
    #expect(try test.cloud.call("ListTaskDefinitions")["taskDefinitionArns"] == [])
    #expect(try test.cloud.call("ListClusters")["clusterArns"] == [])
    #expect(try test.cloud.call("DescribeLoadBalancers", "{}", service: "elbv2")["LoadBalancers"] == [])
  }

  @Test mutating func onlyExpressServicesAreDescribed() throws {
    #expect(
      try cloud.refusal("DescribeExpressGatewayService", #"{"serviceArn": "\#(Self.arn)"}"#)
        == "ResourceNotFoundException: The specified Express service was not found.")
    #expect(
      try cloud.refusal("UpdateExpressGatewayService", #"{"serviceArn": "\#(Self.arn)", "cpu": "512"}"#)
        == "ServiceNotFoundException: Service not found.")
  }
}

/// A task definition of the user's own. Source: ECS API-contract fact sheet, section 1.12.
extension ExpressServiceTests {
  private mutating func registerShop(_ name: String, ports: String) throws {
    try cloud.call(
      "RegisterTaskDefinition",
      #"{"family": "shop", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "#
        + #""memory": "512", "containerDefinitions": [{"name": "\#(name)", "image": "nginx", "#
        + #""portMappings": \#(ports)}]}"#)
  }
  private static let own =
    #"{"infrastructureRoleArn": "arn:aws:iam::123456789012:role/ecsInfrastructureRole", "serviceName": "shop", "#
    + #""taskDefinitionArn": "shop"}"#
  private static let shopARN = Document.string("arn:aws:ecs:us-east-1:123456789012:task-definition/shop:1")

  @Test mutating func itRunsATaskDefinitionOfTheUsersOwn() throws {
    try registerShop("Main", ports: #"[{"name": "web", "containerPort": 80}]"#)
    let made = try cloud.call("CreateExpressGatewayService", Self.own)["service"]?["activeConfigurations"]?[0]
    #expect(made?["taskDefinitionArn"] == Self.shopARN)
    #expect(made?["primaryContainer"] == nil && made?["cpu"] == nil && made?["executionRoleArn"] == nil)
    cloud.advance(seconds: 1_800)
    let service = try service()
    #expect(service["taskDefinition"] == Self.shopARN)
    #expect(service["loadBalancers"]?[0]?["containerName"] == "Main")
    #expect(service["runningCount"] == 1)
    #expect(try cloud.call("DescribeLogGroups", service: "logs")["logGroups"] == [])
  }

  @Test mutating func anUpdateNamesAnotherRevisionOrDescribesAContainer() throws {
    try registerShop("Main", ports: #"[{"name": "web", "containerPort": 80}]"#)
    try cloud.call("CreateExpressGatewayService", Self.own)
    try registerShop("Main", ports: #"[{"name": "web", "containerPort": 80}]"#)
    let update = #"{"serviceArn": "\#(Self.arn)", "taskDefinitionArn": "shop:2"}"#
    let target = try cloud.call("UpdateExpressGatewayService", update)["service"]?["targetConfiguration"]
    #expect(target?["taskDefinitionArn"]?.string?.hasSuffix("shop:2") == true)
    #expect(
      try cloud.refusal("UpdateExpressGatewayService", #"{"serviceArn": "\#(Self.arn)", "cpu": "512"}"#)
        == "InvalidParameterException: primaryContainer.image can not be blank.")
    try cloud.call(
      "UpdateExpressGatewayService",
      #"{"serviceArn": "\#(Self.arn)", "primaryContainer": {"image": "nginx"}, "#
        + #""executionRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole"}"#)
    #expect(try service()["taskDefinition"]?.string?.hasSuffix("default-shop:1") == true)
  }

  @Test mutating func theTaskDefinitionNeedsAContainerNamedMain() throws {
    try registerShop("web", ports: #"[{"name": "web", "containerPort": 80}]"#)
    #expect(
      try cloud.refusal("CreateExpressGatewayService", Self.own)
        == "InvalidParameterException: Task definition must have a container named Main")
    for ports in [
      "[]", #"[{"containerPort": 80}]"#, #"[{"name": "web", "containerPort": 80, "protocol": "udp"}]"#,
      #"[{"name": "web", "containerPort": 80}, {"name": "more", "containerPort": 81}]"#,
    ] {
      try registerShop("Main", ports: ports)
      #expect(
        try cloud.refusal("CreateExpressGatewayService", Self.own)
          == "InvalidParameterException: The container Main must have a single TCP port mapping with a container port "
          + "and a port name.", "\(ports)")
    }
    try registerShop("Main", ports: #"[{"name": "web", "containerPort": 80}]"#)
    #expect(
      try cloud.refusal("CreateExpressGatewayService", Self.input(#""taskDefinitionArn": "shop""#))
        == "InvalidParameterException: taskDefinitionArn cannot be specified together with primaryContainer, "
        + "executionRoleArn, taskRoleArn, cpu or memory.")
  }
}
