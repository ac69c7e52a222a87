/// CodeDeploy's deployments to a service of ECS. Source: CodeDeploy User Guide, "What happens during an Amazon ECS
/// deployment", "Predefined deployment configurations", "Troubleshoot Amazon ECS deployment issues"; runtime sheet, §3.10.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

// MARK: - A deployment that succeeds

@Test func aReplacementTakesOverAndTheOriginalGoes() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup())
  let start = cloud.world.now
  let id = try cloud.deploy("front:2")
  #expect(id.hasPrefix("d-") && id.utf8.count == 11)
  #expect(try cloud.deployment(id)["status"] == "Created")
  cloud.advance(seconds: 52)
  #expect(try cloud.taskSets() == ["PRIMARY front:1", "ACTIVE front:2"])
  #expect(try cloud.traffic() == ["blue 100", "green 0"], "nobody is sent there before it is healthy")
  #expect(try cloud.deployment(id)["status"] == "InProgress")
  cloud.advance(seconds: 1)
  #expect(try cloud.taskSets() == ["ACTIVE front:1", "PRIMARY front:2"])
  #expect(try cloud.traffic() == ["blue 0", "green 100"])
  #expect(try cloud.deployment(id)["instanceTerminationWaitTimeStarted"] == true)
  #expect(try cloud.describeService()["loadBalancers"]?[0]?["targetGroupArn"]?.string == cloud.group("green"))
  cloud.advance(seconds: 299)
  #expect(try cloud.taskSets() == ["ACTIVE front:1", "PRIMARY front:2"])
  // Terminated after five minutes; draining and stopping a task takes less than two.
  cloud.advance(seconds: 120)
  #expect(try cloud.taskSets() == ["PRIMARY front:2"])
  #expect(try cloud.traffic() == ["green 1"])
  #expect(try cloud.targets("green") == ["healthy"])
  let info = try cloud.deployment(id)
  #expect(info["status"] == "Succeeded")
  #expect(info["deploymentOverview"]?["Succeeded"] == 1)
  #expect(info["creator"] == "user")
  #expect(info["revision"]?["appSpecContent"]?.keys == ["sha256"], "the text itself is never shown")
  #expect(
    cloud.codeDeployStory(id, since: start).dropLast() == [
      "0:00 Created", "0:03 InProgress", "0:03 Install InProgress", "0:53 Install Succeeded",
      "0:53 AllowTraffic InProgress", "0:53 AllowTraffic Succeeded", "5:53 terminates the original task set",
    ])
  let set = try cloud.describeService()["taskSets"]?[0]
  #expect(set?["externalId"]?.string == id)
  #expect(set?["startedBy"] == "CODE_DEPLOY")
  let group = try cloud.codeDeploy(
    "GetDeploymentGroup", #"{"applicationName": "shop", "deploymentGroupName": "front"}"#)["deploymentGroupInfo"]
  #expect(group?["lastSuccessfulDeployment"]?["deploymentId"]?.string == id)
  #expect(group?["targetRevision"] == info["revision"])
  #expect(group?["computePlatform"] == "ECS")
}

@Test func theNextDeploymentGoesBackToTheOtherTargetGroup() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup())
  _ = try cloud.deploy("front:2")
  cloud.advance(seconds: 600)
  let id = try cloud.deploy("front:1")
  cloud.advance(seconds: 600)
  #expect(try cloud.deployment(id)["status"] == "Succeeded")
  #expect(try cloud.traffic() == ["blue 1"])
  #expect(try cloud.taskSets() == ["PRIMARY front:1"])
}

/// Green's share at each minute after the first, which comes at 0:53.
@Test(arguments: [
  ("ECSCanary10Percent5Minutes", [10, 10, 10, 10, 10, 100]),
  ("ECSLinear10PercentEvery1Minutes", [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]),
  ("ECSLinear10PercentEvery3Minutes", [10, 10, 10, 20, 20, 20, 30]),
])
func trafficMovesAsTheConfigurationSays(traffic: String, shares: [Int]) throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup(traffic: traffic))
  let id = try cloud.deploy("front:2")
  cloud.advance(seconds: 54)
  for share in shares {
    #expect(try cloud.traffic() == ["blue \(100 - share)", "green \(share)"])
    let target = try cloud.codeDeploy(
      "GetDeploymentTarget", #"{"deploymentId": "\#(id)", "targetId": "harbor:web"}"#)
    #expect(target["deploymentTarget"]?["ecsTarget"]?["taskSetsInfo"]?[1]?["trafficWeight"]?.double == Double(share))
    cloud.advance(seconds: 60)
  }
}

@Test func aDeploymentMayTakeAnotherConfigurationThanItsGroup() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup())
  var input = try #require(try DocumentReader.read(TestCloud.deployment(of: "front:2")).object)
  input["deploymentConfigName"] = "CodeDeployDefault.ECSCanary10Percent15Minutes"
  try cloud.codeDeploy("CreateDeployment", Document.object(input).written())
  cloud.advance(seconds: 60 + 14 * 60)
  #expect(try cloud.traffic() == ["blue 90", "green 10"])
  cloud.advance(seconds: 60)
  #expect(try cloud.traffic() == ["blue 0", "green 100"])
}

// MARK: - Waiting for a word

@Test func testTrafficGoesFirstAndProductionWaitsForAWord() throws {
  var cloud = try TestCloud.forCodeDeploy()
  let ready = #", "deploymentReadyOption": {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 10}"#
  try cloud.createDeploymentGroup(try cloud.deploymentGroup(ready: ready, tests: true))
  let id = try cloud.deploy("front:2")
  #expect(
    try cloud.codeDeployRefusal(
      "ContinueDeployment", #"{"deploymentId": "\#(id)", "deploymentWaitType": "READY_WAIT"}"#)
      == "DeploymentIsNotInReadyStateException: The deployment does not have a status of Ready and can't continue yet.")
  cloud.advance(seconds: 300)
  #expect(try cloud.deployment(id)["status"] == "Ready")
  #expect(try cloud.deployment(id)["deploymentOverview"]?["Ready"] == 1)
  #expect(try cloud.traffic(test: true) == ["blue 0", "green 100"])
  #expect(try cloud.traffic() == ["blue 100", "green 0"])
  try cloud.codeDeploy("ContinueDeployment", #"{"deploymentId": "\#(id)", "deploymentWaitType": "READY_WAIT"}"#)
  #expect(try cloud.traffic() == ["blue 0", "green 100"])
  #expect(try cloud.deployment(id)["status"] == "InProgress")
  try cloud.codeDeploy("ContinueDeployment", #"{"deploymentId": "\#(id)", "deploymentWaitType": "TERMINATION_WAIT"}"#)
  cloud.advance(seconds: 120)
  #expect(try cloud.deployment(id)["status"] == "Succeeded", "five minutes earlier than by itself")
  #expect(try cloud.traffic(test: true) == ["green 1"])
  let target = try cloud.codeDeploy(
    "GetDeploymentTarget", #"{"deploymentId": "\#(id)", "targetId": "harbor:web"}"#)
  let events = target["deploymentTarget"]?["ecsTarget"]?["lifecycleEvents"]?.list
  #expect(
    events?.compactMap { $0["lifecycleEventName"]?.string } == [
      "BeforeInstall", "Install", "AfterInstall", "AllowTestTraffic", "AfterAllowTestTraffic", "BeforeAllowTraffic",
      "AllowTraffic", "AfterAllowTraffic",
    ])
  #expect(events?.allSatisfy { $0["status"] == "Succeeded" } == true)
}

@Test func withoutAWordItStops() throws {
  var cloud = try TestCloud.forCodeDeploy()
  let ready = #", "deploymentReadyOption": {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 10}"#
  try cloud.createDeploymentGroup(try cloud.deploymentGroup(ready: ready))
  let start = cloud.world.now
  let id = try cloud.deploy("front:2")
  cloud.advance(seconds: 700)
  let info = try cloud.deployment(id)
  #expect(info["status"] == "Stopped")
  #expect(
    info["errorInformation"]?["message"]
      == "The deployment timed out while waiting for a notification to continue. This time out period is 10 minutes.")
  #expect(cloud.codeDeployStory(id, since: start).last == "10:53 Stopped")
}

// MARK: - Failing and going back

@Test func aReplacementThatIsNeverHealthyFailsAfterAnHour() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.registerFargate("broken", image: "nowhere:1", more: TestCloud.ports)
  try cloud.createDeploymentGroup(try cloud.deploymentGroup())
  let start = cloud.world.now
  let id = try cloud.deploy("broken:1")
  cloud.advance(seconds: 3_602)
  #expect(try cloud.deployment(id)["status"] == "InProgress")
  cloud.advance(seconds: 1)
  let info = try cloud.deployment(id)
  #expect(info["status"] == "Failed")
  #expect(
    info["errorInformation"]?.written()
      == #"{"code":"TIMEOUT","message":"The deployment timed out while waiting for the replacement task set to become "#
      + #"healthy. This time out period is 60 minutes."}"#)
  #expect(cloud.codeDeployStory(id, since: start).last == "60:03 Failed")
  #expect(info["rollbackInfo"] == [:])
  #expect(try cloud.taskSets() == ["PRIMARY front:1", "ACTIVE broken:1"], "what it left is not taken away")
  // The next one begins by taking it away.
  let next = try cloud.deploy("front:2")
  cloud.advance(seconds: 600)
  #expect(try cloud.deployment(next)["status"] == "Succeeded")
  #expect(try cloud.taskSets() == ["PRIMARY front:2"])
}

@Test func aFailureIsTakenBackWhereTheGroupSaysSo() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.registerFargate("broken", image: "nowhere:1", more: TestCloud.ports)
  try cloud.createDeploymentGroup(try cloud.deploymentGroup(tests: true, rollback: ["DEPLOYMENT_FAILURE"]))
  let id = try cloud.deploy("broken:1")
  cloud.advance(seconds: 3_700)
  let info = try cloud.deployment(id)
  #expect(info["status"] == "Failed")
  let back = info["rollbackInfo"]?["rollbackDeploymentId"]?.string ?? ""
  let rollback = try cloud.deployment(back)
  #expect(rollback["creator"] == "codeDeployRollback")
  #expect(rollback["rollbackInfo"]?["rollbackTriggeringDeploymentId"]?.string == id)
  #expect(rollback["status"] == "Succeeded")
  #expect(try cloud.taskSets() == ["PRIMARY front:1"])
  #expect(try cloud.traffic() == ["blue 1"])
  #expect(try cloud.codeDeploy("ListDeployments", "{}")["deployments"]?.strings == [back, id])
}

@Test(arguments: [false, true])
func aDeploymentThatIsStoppedGoesBackWhereAsked(goesBack: Bool) throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup(traffic: "ECSCanary10Percent5Minutes"))
  let id = try cloud.deploy("front:2")
  cloud.advance(seconds: 60)
  let stop = try cloud.codeDeploy(
    "StopDeployment", #"{"deploymentId": "\#(id)", "autoRollbackEnabled": \#(goesBack)}"#)
  #expect(stop["status"] == "Succeeded")
  cloud.advance(seconds: 600)
  let info = try cloud.deployment(id)
  #expect(info["status"] == "Stopped")
  #expect(info["errorInformation"]?["code"] == "MANUAL_STOP")
  #expect(try cloud.traffic() == (goesBack ? ["blue 1"] : ["blue 90", "green 10"]))
  #expect(try cloud.taskSets() == (goesBack ? ["PRIMARY front:1"] : ["PRIMARY front:1", "ACTIVE front:2"]))
  #expect(
    try cloud.codeDeployRefusal("StopDeployment", #"{"deploymentId": "\#(id)"}"#)
      == "DeploymentAlreadyCompletedException: The deployment \(id) is already complete.")
}

@Test func anOriginalThatStillStandsIsPrimaryAgain() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup(rollback: ["DEPLOYMENT_STOP_ON_REQUEST"]))
  let id = try cloud.deploy("front:2")
  cloud.advance(seconds: 120)
  #expect(try cloud.taskSets() == ["ACTIVE front:1", "PRIMARY front:2"])
  try cloud.codeDeploy("StopDeployment", #"{"deploymentId": "\#(id)"}"#)
  cloud.advance(seconds: 300)
  #expect(try cloud.taskSets() == ["PRIMARY front:1"])
  #expect(try cloud.traffic() == ["blue 1"])
  #expect(try cloud.targets("blue") == ["healthy"])
}

@Test func aListenerThatLeadsElsewhereFailsTheDeployment() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup())
  try cloud.elb(
    "ModifyListener",
    #"{"ListenerArn": "\#(cloud.listeners[0])", "DefaultActions": [{"Type": "forward", "TargetGroupArn": "\#(cloud.group("green"))"}]}"#
  )
  let id = try cloud.deploy("front:2")
  cloud.advance(seconds: 10)
  #expect(
    try cloud.deployment(id)["errorInformation"]?["message"]?.string
      == "The ELB could not be updated due to the following error: Primary taskset target group must be behind listener "
      + cloud.listeners[0])
}

@Test func whatECSRefusesFailsTheDeployment() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup())
  let created = try cloud.codeDeploy("CreateDeployment", TestCloud.deployment(of: "front:2", port: 81))
  let id = created["deploymentId"]?.string ?? ""
  cloud.advance(seconds: 10)
  let information = try cloud.deployment(id)["errorInformation"]
  #expect(information?["code"] == "ECS_UPDATE_ERROR")
  #expect(
    information?["message"]?.string?.hasPrefix(
      "The ECS service cannot be updated due to an unexpected error: The container app did not have a container port 81 "
        + "defined. (Service: AmazonECS; Status Code: 400; Error Code: InvalidParameterException; Request ID: ") == true
  )
}

@Test func aRoleThatMayNotMakeTaskSetsFailsTheDeployment() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup())
  try cloud.call(
    "DetachRolePolicy",
    #"{"RoleName": "cd", "PolicyArn": "arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS"}"#, service: "iam")
  let id = try cloud.deploy("front:2")
  cloud.advance(seconds: 10)
  #expect(try cloud.deployment(id)["errorInformation"]?["code"] == "IAM_ROLE_PERMISSIONS")
}

@Test func aServiceThatIsDeletedFailsItsDeployment() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup(rollback: ["DEPLOYMENT_FAILURE"]))
  let id = try cloud.deploy("front:2")
  cloud.advance(seconds: 30)
  try cloud.call("DeleteService", #"{"cluster": "harbor", "service": "web", "force": true}"#)
  cloud.advance(seconds: 600)
  #expect(try cloud.deployment(id)["errorInformation"]?["code"] == "INVALID_ECS_SERVICE")
  #expect(try cloud.deployment(id)["rollbackInfo"] == [:])
}

// MARK: - Refusals

@Test func oneDeploymentAtATime() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup())
  let id = try cloud.deploy("front:2")
  #expect(
    try cloud.codeDeployRefusal("CreateDeployment", TestCloud.deployment(of: "front:1"))
      == "DeploymentLimitExceededException: The Deployment Group 'front' already has an active Deployment '\(id)'")
}

@Test func namesThatAreNotThereAreRefused() throws {
  var cloud = try TestCloud.forCodeDeploy()
  #expect(
    try cloud.codeDeployRefusal("CreateApplication", #"{"applicationName": "shop", "computePlatform": "ECS"}"#)
      == "ApplicationAlreadyExistsException: Application already exists with name: shop")
  #expect(
    try cloud.codeDeployRefusal("GetApplication", #"{"applicationName": "x"}"#)
      == "ApplicationDoesNotExistException: No application found for name: x")
  #expect(
    try cloud.codeDeployRefusal("GetDeploymentGroup", #"{"applicationName": "shop", "deploymentGroupName": "x"}"#)
      == "DeploymentGroupDoesNotExistException: No Deployment Group found for name: x")
  #expect(
    try cloud.codeDeployRefusal("GetDeployment", #"{"deploymentId": "d-ABCDEF123"}"#)
      == "DeploymentDoesNotExistException: The deployment d-ABCDEF123 could not be found")
  #expect(
    try cloud.codeDeployRefusal("CreateApplication", #"{"applicationName": "x"}"#)
      == "NotSimulatedYet: An application of the compute platform Server (--compute-platform ECS is) is not simulated "
      + "yet.")
}

@Test(arguments: [
  (
    "deploymentStyle", "null",
    "InvalidDeploymentStyleException: For ECS deployment, the deployment type must be BLUE_GREEN, and deployment option "
      + "must be WITH_TRAFFIC_CONTROL."
  ),
  (
    "loadBalancerInfo", "null",
    "InvalidLoadBalancerInfoException: For ECS deployment group, loadBalancerInfo must be specified"
  ),
  (
    "loadBalancerInfo", #"{"targetGroupInfoList": [{"name": "blue"}]}"#,
    "InvalidLoadBalancerInfoException: For ECS deployment group, loadBalancerInfo must not contain targetGroupInfo list"
  ),
  (
    "blueGreenDeploymentConfiguration", "null",
    "InvalidBlueGreenDeploymentConfigurationException: For ECS deployment group, blueGreenDeploymentConfiguration must "
      + "be specified"
  ),
  (
    "deploymentConfigName", #""mine""#,
    "DeploymentConfigDoesNotExistException: No Deployment Config found for name: mine"
  ),
  (
    "serviceRoleArn", #""arn:aws:iam::123456789012:role/ecsTaskExecutionRole""#,
    "InvalidRoleException: AWS CodeDeploy does not have the permissions required to assume the role "
      + "arn:aws:iam::123456789012:role/ecsTaskExecutionRole."
  ),
  (
    "ecsServices", #"[{"serviceName": "x", "clusterName": "harbor"}]"#,
    "InvalidECSServiceException: Could not load ECS service information for cluster: harbor, service: x."
  ),
  (
    "autoScalingGroups", #"["x"]"#,
    "InvalidAutoScalingGroupException: For ECS deployment group, autoScalingGroups can not be specified"
  ),
  (
    "alarmConfiguration", #"{"enabled": true}"#,
    "InvalidAlarmConfigException: Alarms are enabled, but no alarm was specified."
  ),
])
func aDeploymentGroupMustFitTheService(member: String, value: String, said: String) throws {
  var cloud = try TestCloud.forCodeDeploy()
  var group = try cloud.deploymentGroup()
  let document = try DocumentReader.read(value)
  group[member] = document.isNull ? nil : document
  #expect(try cloud.codeDeployRefusal("CreateDeploymentGroup", Document.object(group).written()) == said)
}

@Test func aServiceOfAnotherControllerIsRefused() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createService("other", "front:1", count: 0)
  var group = try cloud.deploymentGroup()
  group["ecsServices"] = [["serviceName": "other", "clusterName": "harbor"]]
  #expect(
    try cloud.codeDeployRefusal("CreateDeploymentGroup", Document.object(group).written())
      == "InvalidECSServiceException: Deployment group's ECS service must be configured for a CODE_DEPLOY deployment "
      + "controller.")
}

@Test func aServiceBelongsToOneDeploymentGroup() throws {
  var cloud = try TestCloud.forCodeDeploy()
  var group = try cloud.deploymentGroup()
  try cloud.createDeploymentGroup(group)
  #expect(
    try cloud.codeDeployRefusal("CreateDeploymentGroup", Document.object(group).written())
      == "DeploymentGroupAlreadyExistsException: Deployment Group already exists with name: front")
  group["deploymentGroupName"] = "again"
  #expect(
    try cloud.codeDeployRefusal("CreateDeploymentGroup", Document.object(group).written())
      .hasPrefix("ECSServiceMappingLimitExceededException: "))
  try cloud.codeDeploy("DeleteDeploymentGroup", #"{"applicationName": "shop", "deploymentGroupName": "front"}"#)
  try cloud.createDeploymentGroup(group)
  #expect(
    try cloud.codeDeploy("ListDeploymentGroups", #"{"applicationName": "shop"}"#)["deploymentGroups"]?.strings
      == ["again"])
  try cloud.codeDeploy("DeleteApplication", #"{"applicationName": "shop"}"#)
  #expect(try cloud.codeDeploy("ListApplications", "{}")["applications"] == [])
}

@Test(arguments: [
  ("{}", "InvalidRevisionException: The AppSpec content must have exactly one resource."),
  (
    #"{\"Resources\":[{\"T\":{\"Type\":\"AWS::Lambda::Function\"}}]}"#,
    "InvalidRevisionException: The resource of an Amazon ECS deployment must be of type AWS::ECS::Service."
  ),
  (
    #"{\"Resources\":[{\"T\":{\"Type\":\"AWS::ECS::Service\",\"Properties\":{\"TaskDefinition\":\"front\"}}}]}"#,
    "InvalidRevisionException: The AppSpec content must have TaskDefinition and LoadBalancerInfo with ContainerName and "
      + "ContainerPort."
  ),
  (
    #"{\"Resources\":[{\"T\":{\"Type\":\"AWS::ECS::Service\"}}],\"Hooks\":[{\"Install\":\"f\"}]}"#,
    "InvalidRevisionException: The AppSpec content has a hook that is not valid: Install."
  ),
  (#"version: 0.0"#, "NotSimulatedYet: An AppSpec in YAML as content is not simulated yet."),
])
func anAppSpecMustNameOneService(content: String, said: String) throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup())
  #expect(
    try cloud.codeDeployRefusal(
      "CreateDeployment",
      #"{"applicationName": "shop", "deploymentGroupName": "front", "revision": {"revisionType": "AppSpecContent", "#
        + #""appSpecContent": {"content": "\#(content)"}}}"#) == said)
}

@Test func aDigestThatDoesNotFitIsRefused() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup())
  var input = try #require(try DocumentReader.read(TestCloud.deployment(of: "front:2")).object)
  input["revision"] = [
    "revisionType": "AppSpecContent",
    "appSpecContent": ["content": input["revision"]?["appSpecContent"]?["content"] ?? .null, "sha256": "00"],
  ]
  #expect(
    try cloud.codeDeployRefusal("CreateDeployment", Document.object(input).written())
      == "InvalidRevisionException: The SHA256 hash of the AppSpec content does not match the one given.")
}

@Test func gradualTrafficNeedsAnApplicationLoadBalancer() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.elb(
    "CreateLoadBalancer", #"{"Name": "pipe", "Type": "network", "Subnets": ["subnet-a", "subnet-b"]}"#)
  let pipe = cloud.world.regions["us-east-1"]?.loadBalancing.loadBalancers.keys.last ?? ""
  for name in ["left", "right"] {
    try cloud.elb(
      "CreateTargetGroup",
      #"{"Name": "\#(name)", "Protocol": "TCP", "Port": 80, "VpcId": "vpc-1", "TargetType": "ip"}"#)
  }
  try cloud.elb(
    "CreateListener",
    #"{"LoadBalancerArn": "\#(pipe)", "Protocol": "TCP", "Port": 80, "DefaultActions": [{"Type": "forward", "TargetGroupArn": "\#(cloud.group("left"))"}]}"#
  )
  var group = try cloud.deploymentGroup(traffic: "ECSCanary10Percent5Minutes")
  group["loadBalancerInfo"] = [
    "targetGroupPairInfoList": [
      [
        "targetGroups": [["name": "left"], ["name": "right"]],
        "prodTrafficRoute": ["listenerArns": [.string(cloud.listeners.last ?? "")]],
      ]
    ]
  ]
  #expect(
    try cloud.codeDeployRefusal("CreateDeploymentGroup", Document.object(group).written())
      == "InvalidTrafficRoutingConfigurationException: Only ALB supports gradual traffic routing, use AllAtOnce Traffic "
      + "routing instead when you create/update Deployment group")
  group["deploymentConfigName"] = "CodeDeployDefault.ECSAllAtOnce"
  try cloud.createDeploymentGroup(group)
}

@Test func worldsTellWhatCodeDeployHolds() throws {
  var cloud = try TestCloud.forCodeDeploy()
  let before = CloudAPI.digest(of: cloud.world)
  var other = cloud
  try cloud.createDeploymentGroup(try cloud.deploymentGroup())
  #expect(CloudAPI.digest(of: cloud.world) != before)
  try other.createDeploymentGroup(try other.deploymentGroup())
  for moment in 0..<3 {
    #expect(CloudAPI.digest(of: cloud.world) == CloudAPI.digest(of: other.world), "\(moment)")
    if moment == 0 {
      _ = try cloud.deploy("front:2")
      _ = try other.deploy("front:2")
    }
    cloud.advance(seconds: 61)
    for _ in 0..<61 { other.advance(seconds: 1) }
  }
}

// MARK: - Whatever happens

private func takeRandomStep(_ cloud: inout TestCloud, _ chance: inout SeededStream) throws {
  let place = #""cluster": "harbor", "service": "web""#
  let ids = try cloud.codeDeploy("ListDeployments", "{}")["deployments"]?.strings ?? []
  let id = chance.number(in: 0...2) == 0 ? chance.element(of: ids) ?? "d-NONE" : ids.first ?? "d-NONE"
  let set = chance.element(of: cloud.service()?.deployments.map(\.name) ?? []) ?? "ecs-svc/1"
  switch chance.number(in: 0...11) {
  case 0, 1, 2, 3:
    let family = chance.element(of: ["front:1", "front:2", "late:1", "fading:1", "ending:1", "broken:1"]) ?? "front:1"
    _ = try cloud.reply("CreateDeployment", TestCloud.deployment(of: family), service: "codedeploy")
  case 4:
    let goesBack = chance.number(in: 0...1) == 0
    _ = try cloud.reply(
      "StopDeployment", #"{"deploymentId": "\#(id)", "autoRollbackEnabled": \#(goesBack)}"#, service: "codedeploy")
  case 5, 6:
    let word = chance.element(of: ["READY_WAIT", "TERMINATION_WAIT"]) ?? ""
    _ = try cloud.reply(
      "ContinueDeployment", #"{"deploymentId": "\#(id)", "deploymentWaitType": "\#(word)"}"#, service: "codedeploy")
  case 7: _ = try cloud.reply("UpdateService", #"{\#(place), "desiredCount": \#(chance.number(in: 0...3))}"#)
  case 8: _ = try cloud.reply("DeleteTaskSet", #"{\#(place), "taskSet": "\#(set)", "force": true}"#)
  case 9: _ = try cloud.reply("UpdateServicePrimaryTaskSet", #"{\#(place), "primaryTaskSet": "\#(set)"}"#)
  case 10:
    let group = cloud.group(chance.element(of: ["blue", "green"]) ?? "")
    let action = #"[{"Type": "forward", "TargetGroupArn": "\#(group)"}]"#
    _ = try cloud.reply(
      "ModifyListener", #"{"ListenerArn": "\#(cloud.listeners[0])", "DefaultActions": \#(action)}"#, service: "elbv2")
  default:
    guard let task = chance.element(of: cloud.tasks(ofService: "web").filter({ $0.lastStatus == .running })) else {
      return
    }
    _ = try cloud.reply("StopTask", #"{"cluster": "harbor", "task": "\#(task.id)"}"#)
  }
}

/// Services and tasks keep their promises, at most one deployment is under way, and each comes to its end by itself.
@Test(arguments: UInt64(0)..<6)
func everyHistoryOfDeploymentsKeepsItsPromises(seed: UInt64) throws {
  var cloud = try TestCloud.forCodeDeploy()
  var chance = SeededStream(seed: seed).split("deployments")
  try cloud.registerFargate("broken", image: "nowhere:1", more: TestCloud.ports)
  let ready = #", "deploymentReadyOption": {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 3}"#
  let traffic = chance.element(of: ["ECSAllAtOnce", "ECSCanary10Percent5Minutes", "ECSLinear10PercentEvery1Minutes"])
  try cloud.createDeploymentGroup(
    try cloud.deploymentGroup(
      traffic: traffic ?? "", ready: chance.number(in: 0...1) == 0 ? ready : "", tests: chance.number(in: 0...1) == 0,
      rollback: chance.number(in: 0...1) == 0 ? ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"] : []))
  var broken: [String] = []
  for _ in 0..<40 {
    try takeRandomStep(&cloud, &chance)
    cloud.advance(seconds: chance.number(in: 1...200)) { world in
      guard broken.isEmpty else { return }
      broken = world.regions.values.flatMap { region in
        let underWay = region.codeDeploy.deployments.values.count { !$0.status.isOver }
        return region.brokenServicePromises + region.brokenPromises
          + (underWay > 1 ? ["\(underWay) deployments under way"] : [])
      }
      .map { "\(world.now.timeOfDay) \($0)" }
    }
  }
  #expect(broken == [])
  // An hour for the replacement, five minutes for the original, as much again for a rollback.
  cloud.advance(seconds: 3 * 3_600)
  let open = cloud.world.regions["us-east-1"]?.codeDeploy.deployments.values.filter { !$0.status.isOver } ?? []
  #expect(open.map(\.id) == [])
}
