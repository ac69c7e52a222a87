/// Functions that an AppSpec's hooks call, alarms that stop a deployment, and an original that is kept alive. Times as in
/// `CodeDeployScene`: without hooks the replacement is made at 0:03 and seen healthy at 0:53. A function answers after 2 s.
/// Source: CodeDeploy User Guide, "AppSpec 'hooks' section for an Amazon ECS deployment", "Monitoring deployments with
/// Amazon CloudWatch alarms in CodeDeploy"; CodeDeploy API reference, AlarmConfiguration, BlueInstanceTerminationOption.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

extension TestCloud {
  /// `EVENT STATUS` of each lifecycle event.
  fileprivate mutating func lifecycle(_ id: String) throws -> [String] {
    let target = try codeDeploy("GetDeploymentTarget", #"{"deploymentId": "\#(id)", "targetId": "harbor:web"}"#)
    return (target["deploymentTarget"]?["ecsTarget"]?["lifecycleEvents"]?.list ?? []).map {
      "\($0["lifecycleEventName"]?.string ?? "") \($0["status"]?.string ?? "")"
    }
  }

  fileprivate mutating func setAlarm(_ name: String, _ state: String) throws {
    try call(
      "SetAlarmState", #"{"AlarmName": "\#(name)", "StateValue": "\#(state)", "StateReason": "test"}"#,
      service: "cloudwatch")
  }

  fileprivate static func watching(_ names: String...) -> Document {
    ["enabled": true, "alarms": .list(names.map { ["name": .string($0)] })]
  }

  fileprivate mutating func putAlarms(_ names: String...) throws {
    for name in names { try putAlarm(name) }
  }
}

// MARK: - Hooks

@Test func everyHookIsCalledInItsPlace() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup(tests: true))
  let start = cloud.world.now
  let id = try cloud.deploy(
    "front:2",
    hooks: [
      "BeforeInstall a", "AfterInstall b", "AfterAllowTestTraffic c", "BeforeAllowTraffic d", "AfterAllowTraffic e",
    ])
  cloud.advance(seconds: 800)
  // The replacement is made 2 s later than without hooks, at 0:05, and seen healthy at 0:55.
  #expect(
    cloud.codeDeployStory(id, since: start).dropLast(2) == [
      "0:00 Created", "0:03 InProgress", "0:03 BeforeInstall InProgress", "0:05 BeforeInstall Succeeded",
      "0:05 Install InProgress", "0:55 Install Succeeded", "0:55 AfterInstall InProgress",
      "0:57 AfterInstall Succeeded", "0:57 AllowTestTraffic Succeeded", "0:57 AfterAllowTestTraffic InProgress",
      "0:59 AfterAllowTestTraffic Succeeded", "0:59 BeforeAllowTraffic InProgress", "1:01 BeforeAllowTraffic Succeeded",
      "1:01 AllowTraffic InProgress", "1:01 AllowTraffic Succeeded", "1:01 AfterAllowTraffic InProgress",
      "1:03 AfterAllowTraffic Succeeded",
    ])
  #expect(try cloud.deployment(id)["status"] == "Succeeded")
}

@Test func aHookThatFailsStopsTheDeploymentBeforeTrafficMoves() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup(rollback: ["DEPLOYMENT_FAILURE"]))
  cloud.inject("hook-answer function=smoke status=FAILED")
  let arn = "arn:aws:lambda:us-east-1:123456789012:function:smoke"
  let id = try cloud.deploy("front:2", hooks: ["AfterInstall \(arn)"])
  cloud.advance(seconds: 54)
  #expect(
    try cloud.lifecycle(id) == [
      "BeforeInstall Succeeded", "Install Succeeded", "AfterInstall InProgress", "BeforeAllowTraffic Pending",
      "AllowTraffic Pending", "AfterAllowTraffic Pending",
    ])
  cloud.advance(seconds: 1)
  #expect(
    try cloud.lifecycle(id) == [
      "BeforeInstall Succeeded", "Install Succeeded", "AfterInstall Failed", "BeforeAllowTraffic Skipped",
      "AllowTraffic Skipped", "AfterAllowTraffic Skipped",
    ])
  let info = try cloud.deployment(id)
  #expect(info["status"] == "Failed")
  #expect(info["errorInformation"]?["code"] == "HOOK_EXECUTION_FAILURE")
  #expect(
    info["errorInformation"]?["message"]?.string
      == "The hook function \(arn) of AfterInstall reported the status Failed.")
  #expect(try cloud.traffic() == ["blue 100", "green 0"])
  cloud.advance(seconds: 300)
  #expect(try cloud.taskSets() == ["PRIMARY front:1"])
  let back = info["rollbackInfo"]?["rollbackDeploymentId"]?.string ?? ""
  #expect(try cloud.deployment(back)["status"] == "Succeeded")
  #expect(try cloud.deployment(back)["deploymentConfigName"] == "CodeDeployDefault.ECSAllAtOnce")
  #expect(
    info["rollbackInfo"]?["rollbackMessage"]?.string
      == "Deployment \(id) terminated. Automatic rollback is triggered with a DeploymentId \(back).")
}

@Test func aHookAfterTrafficTakesItBack() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup(rollback: ["DEPLOYMENT_FAILURE"]))
  cloud.inject("hook-answer function=smoke status=ERROR")
  let id = try cloud.deploy("front:2", hooks: ["AfterAllowTraffic smoke"])
  cloud.advance(seconds: 54)
  #expect(try cloud.traffic() == ["blue 0", "green 100"])
  cloud.advance(seconds: 300)
  #expect(try cloud.deployment(id)["errorInformation"]?["code"] == "HOOK_EXECUTION_FAILURE")
  #expect(try cloud.traffic() == ["blue 1"])
  #expect(try cloud.taskSets() == ["PRIMARY front:1"])
}

@Test func aFunctionThatNeverReportsFailsAfterAnHour() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup())
  cloud.inject("hook-answer function=mute status=NONE")
  let id = try cloud.deploy("front:2", hooks: ["BeforeInstall mute"])
  // Called at 0:03.
  cloud.advance(seconds: 3_602)
  #expect(try cloud.deployment(id)["status"] == "InProgress")
  cloud.advance(seconds: 1)
  #expect(
    try cloud.deployment(id)["errorInformation"]?["message"]
      == "The hook function mute of BeforeInstall did not report a status within one hour.")
  #expect(try cloud.taskSets() == ["PRIMARY front:1"])
}

@Test func aFunctionThatIsStillAtWorkIsWaitedFor() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup())
  // Heard at 0:05, 0:35, 1:05 and, when the fault is over, at 1:35.
  cloud.inject("hook-answer function=slow status=IN_PROGRESS delay=30s lasts=90s")
  let id = try cloud.deploy("front:2", hooks: ["BeforeInstall slow"])
  cloud.advance(seconds: 94)
  #expect(try cloud.lifecycle(id).first == "BeforeInstall InProgress")
  cloud.advance(seconds: 1)
  #expect(try cloud.lifecycle(id).first == "BeforeInstall Succeeded")
}

@Test func theLimitedRoleCallsOnlyFunctionsWithThePrefix() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.createDeploymentGroup(try cloud.deploymentGroup())
  try cloud.call(
    "DetachRolePolicy", #"{"RoleName": "cd", "PolicyArn": "arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS"}"#,
    service: "iam")
  try cloud.call(
    "AttachRolePolicy", #"{"RoleName": "cd", "PolicyArn": "arn:aws:iam::aws:policy/AWSCodeDeployRoleForECSLimited"}"#,
    service: "iam")
  let id = try cloud.deploy("front:2", hooks: ["BeforeInstall smoke"])
  cloud.advance(seconds: 10)
  #expect(try cloud.deployment(id)["errorInformation"]?["code"] == "IAM_ROLE_PERMISSIONS")
  let next = try cloud.deploy("front:2", hooks: ["BeforeInstall CodeDeployHook_smoke"])
  cloud.advance(seconds: 600)
  #expect(try cloud.deployment(next)["status"] == "Succeeded")
}

// MARK: - Alarms

@Test func anAlarmStopsTheDeploymentAndTrafficGoesBack() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.putAlarms("errors", "other")
  var group = try cloud.deploymentGroup(traffic: "ECSCanary10Percent5Minutes", rollback: ["DEPLOYMENT_STOP_ON_ALARM"])
  group["alarmConfiguration"] = TestCloud.watching("errors", "slow")
  try cloud.createDeploymentGroup(group)
  let id = try cloud.deploy("front:2")
  cloud.advance(seconds: 60)
  #expect(try cloud.traffic() == ["blue 90", "green 10"])
  try cloud.setAlarm("other", "ALARM")
  #expect(try cloud.deployment(id)["status"] == "InProgress", "nobody watches that one")
  try cloud.setAlarm("errors", "ALARM")
  let info = try cloud.deployment(id)
  #expect(info["status"] == "Stopped")
  #expect(
    info["errorInformation"]?.written()
      == #"{"code":"ALARM_ACTIVE","message":"One or more alarms have been activated according to the Amazon CloudWatch "#
      + #"metrics you selected, and the affected deployments have been stopped. Activated alarms: <errors>"}"#)
  #expect(try cloud.lifecycle(id).suffix(2) == ["AllowTraffic Failed", "AfterAllowTraffic Skipped"])
  cloud.advance(seconds: 300)
  // It is still in ALARM: what goes back is not stopped by it.
  let back = info["rollbackInfo"]?["rollbackDeploymentId"]?.string ?? ""
  #expect(try cloud.deployment(back)["status"] == "Succeeded")
  #expect(try cloud.traffic() == ["blue 1"])
  #expect(try cloud.taskSets() == ["PRIMARY front:1"])
}

@Test func anAlarmOfBeforeStopsItAtTheFirstLook() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.putAlarms("errors")
  try cloud.setAlarm("errors", "ALARM")
  var group = try cloud.deploymentGroup()
  group["alarmConfiguration"] = TestCloud.watching("errors")
  try cloud.createDeploymentGroup(group)
  let start = cloud.world.now
  let id = try cloud.deploy("front:2")
  cloud.advance(seconds: 13)
  #expect(try cloud.lifecycle(id).prefix(3) == ["BeforeInstall Succeeded", "Install Failed", "AfterInstall Skipped"])
  #expect(cloud.codeDeployStory(id, since: start).last == "0:13 Stopped")
  #expect(try cloud.deployment(id)["rollbackInfo"] == [:], "auto rollback is not asked for")
}

@Test func aDeploymentMayWatchOtherAlarmsThanItsGroup() throws {
  var cloud = try TestCloud.forCodeDeploy()
  try cloud.putAlarms("errors")
  var group = try cloud.deploymentGroup()
  group["alarmConfiguration"] = TestCloud.watching("errors")
  try cloud.createDeploymentGroup(group)
  var input = try #require(try DocumentReader.read(TestCloud.deployment(of: "front:2")).object)
  input["overrideAlarmConfiguration"] = ["enabled": false]
  let id = try cloud.codeDeploy("CreateDeployment", Document.object(input).written())["deploymentId"]?.string ?? ""
  cloud.advance(seconds: 20)
  try cloud.setAlarm("errors", "ALARM")
  cloud.advance(seconds: 600)
  #expect(try cloud.deployment(id)["status"] == "Succeeded")
  #expect(try cloud.deployment(id)["overrideAlarmConfiguration"]?["enabled"] == false)
}

@Test func tenAlarmsAreTheMost() throws {
  var cloud = try TestCloud.forCodeDeploy()
  var group = try cloud.deploymentGroup()
  group["alarmConfiguration"] = ["enabled": true, "alarms": .list((0...10).map { ["name": .string("a\($0)")] })]
  #expect(
    try cloud.codeDeployRefusal("CreateDeploymentGroup", Document.object(group).written())
      .hasPrefix("AlarmsLimitExceededException: "))
}

// MARK: - The original

@Test func anOriginalThatIsKeptAliveStays() throws {
  var cloud = try TestCloud.forCodeDeploy()
  var group = try cloud.deploymentGroup()
  group["blueGreenDeploymentConfiguration"] = ["terminateBlueInstancesOnDeploymentSuccess": ["action": "KEEP_ALIVE"]]
  try cloud.createDeploymentGroup(group)
  let id = try cloud.deploy("front:2")
  cloud.advance(seconds: 53)
  #expect(try cloud.deployment(id)["status"] == "Succeeded")
  cloud.advance(seconds: 3_600)
  #expect(try cloud.taskSets() == ["ACTIVE front:1", "PRIMARY front:2"])
  #expect(try cloud.traffic() == ["green 1"])
  #expect(
    try cloud.deployment(id)["blueGreenDeploymentConfiguration"]?["terminateBlueInstancesOnDeploymentSuccess"]
      == ["action": "KEEP_ALIVE"])
  // The next deployment needs its target group.
  let next = try cloud.deploy("front:1")
  cloud.advance(seconds: 600)
  #expect(try cloud.deployment(next)["status"] == "Succeeded")
  #expect(try cloud.traffic() == ["blue 1"])
}
