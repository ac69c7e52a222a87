/// Deployments whose hooks call a Lambda function.
///
/// Times as in `ServiceStrategyTests`: POST_SCALE_UP is reached at 1:30. A function is called in one turn of the scheduler
/// and heard in the next, ten seconds later.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

private let gate = "arn:aws:lambda:us-east-1:123456789012:function:gate"
private let role = "arn:aws:iam::123456789012:role/gatekeeper"

private func asking(_ function: String = gate, as role: String = role, at stages: String) -> String {
  #""strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1, "lifecycleHooks": [{"hookTargetArn": "\#(function)", "#
    + #""roleArn": "\#(role)", "lifecycleStages": [\#(stages)]}]"#
}

extension TestCloud {
  fileprivate mutating func hooks() throws -> [Document] { try newestDeployment()["lifecycleHookDetails"]?.list ?? [] }
  fileprivate mutating func reason() throws -> String { try newestDeployment()["statusReason"]?.string ?? "" }
}

@Test func aFunctionThatSucceedsLetsTheDeploymentGoOn() throws {
  var (cloud, start) = try TestCloud.deploying(asking(at: #""POST_SCALE_UP", "PRODUCTION_TRAFFIC_SHIFT""#))
  cloud.advance(seconds: 91)
  let hook = try #require(try cloud.hooks().first)
  #expect(hook.keys == ["hookId", "targetType", "targetArn", "status", "expiresAt", "timeoutAction"])
  #expect(hook["status"] == "IN_PROGRESS")
  #expect(hook["targetType"] == "AWS_LAMBDA")
  #expect(hook["targetArn"]?.string == gate)
  cloud.advance(seconds: 10)
  #expect(try cloud.hooks()[0]["status"] == "SUCCEEDED")
  cloud.advance(seconds: 300)
  #expect(try cloud.hooks().map { $0["status"] } == ["SUCCEEDED", "SUCCEEDED"])
  #expect(try cloud.newestDeployment()["status"] == "SUCCESSFUL")
  let names = cloud.world.eventLog.all.filter { $0.instant > start && $0.message.hasPrefix("HOOK_") }.map(\.message)
  #expect(names == ["HOOK_IN_PROGRESS", "HOOK_SUCCEEDED", "HOOK_IN_PROGRESS", "HOOK_SUCCEEDED"])
}

@Test func aFunctionIsCalledAgainUntilItKnows() throws {
  var (cloud, _) = try TestCloud.deploying(asking(at: #""POST_SCALE_UP""#))
  // Injected at 0:00: IN_PROGRESS is heard at 1:40, 2:10 and 2:40, SUCCEEDED at 3:10.
  cloud.inject("hook-answer function=gate status=IN_PROGRESS lasts=165s")
  cloud.advance(seconds: 189)
  #expect(try cloud.hooks()[0]["status"] == "IN_PROGRESS")
  #expect(try cloud.newestDeployment()["lifecycleStage"] == "POST_SCALE_UP")
  cloud.advance(seconds: 2)
  #expect(try cloud.hooks()[0]["status"] == "SUCCEEDED")
}

@Test func theFunctionSaysWhenItWantsToBeCalledAgain() throws {
  var (cloud, _) = try TestCloud.deploying(asking(at: #""POST_SCALE_UP""#))
  cloud.inject("hook-answer function=\(gate) status=IN_PROGRESS delay=5s lasts=105s")
  // Heard at 1:40; the next answer, at 1:50, is after the fault's end.
  cloud.advance(seconds: 109)
  #expect(try cloud.hooks()[0]["status"] == "IN_PROGRESS")
  cloud.advance(seconds: 2)
  #expect(try cloud.hooks()[0]["status"] == "SUCCEEDED")
}

@Test(arguments: [
  ("status=FAILED", "Lifecycle hook target \(gate) returned FAILED status."),
  ("status=NONE", "ECS was unable to parse the response from \(gate) due to: HookStatus must not be null."),
  ("status=ERROR", "Lifecycle hook target \(gate) returned an error."),
])
func aFunctionCanTurnTheDeploymentBack(answer: String, words: String) throws {
  var (cloud, _) = try TestCloud.deploying(asking(at: #""POST_SCALE_UP""#))
  cloud.inject("hook-answer function=gate \(answer)")
  cloud.advance(seconds: 100)
  #expect(try cloud.hooks()[0]["status"] == "FAILED")
  #expect(
    try cloud.reason() == "Service deployment rolled back because POST_SCALE_UP lifecycle hook(s) failed. " + words)
  cloud.advance(seconds: 300)
  #expect(try cloud.newestDeployment()["status"] == "ROLLBACK_SUCCESSFUL")
  #expect(try cloud.describeService()["taskDefinition"]?.string?.hasSuffix("good:1") == true)
}

@Test func theRoleMustBeTheServicesToAssume() throws {
  var (cloud, _) = try TestCloud.deploying(asking(as: "arn:aws:iam::123456789012:role/nobody", at: #""PRE_SCALE_UP""#))
  cloud.advance(seconds: 60)
  #expect(
    try cloud.reason()
      == "Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. "
      + "ECS was unable to assume the role arn:aws:iam::123456789012:role/nobody.")
}

/// As the guide says, what was asked when traffic moved is asked again when it moves back.
@Test func whatWasAskedAboutTrafficIsAskedAgainOnTheWayBack() throws {
  var (cloud, _) = try TestCloud.deploying(
    asking(at: #""TEST_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT""#))
  cloud.advance(seconds: 110)
  cloud.inject("hook-answer function=gate")
  cloud.advance(seconds: 120)
  #expect(
    try cloud.hooks().map { $0["status"] } == ["SUCCEEDED", "FAILED", "FAILED"])
  #expect(
    try cloud.reason()
      == "Service deployment rolled back because POST_PRODUCTION_TRAFFIC_SHIFT lifecycle hook(s) failed. "
      + "Lifecycle hook target \(gate) returned FAILED status.")
  #expect(
    try cloud.newestDeployment()["targetServiceRevision"]?["requestedProductionTrafficWeight"]?.written() == "0.0")
}

/// Called at 1:28, two seconds before its answer would be heard at the turn of 1:30: cut off a quarter of an hour later.
@Test func aFunctionThatHangsIsCutOffAfterAQuarterOfAnHour() throws {
  var (cloud, _) = try TestCloud.deploying(asking(at: #""POST_SCALE_UP""#))
  cloud.inject("hook-answer function=gate status=HANG")
  cloud.advance(seconds: 90 + 890)
  #expect(try cloud.hooks()[0]["status"] == "IN_PROGRESS")
  cloud.advance(seconds: 30)
  #expect(try cloud.hooks()[0]["status"] == "FAILED")
  #expect(
    try cloud.reason()
      == "Service deployment rolled back because POST_SCALE_UP lifecycle hook(s) failed. "
      + "Lifecycle hook target \(gate) did not return within 15 minutes.")
}

/// Runtime sheet, section 3.7: serviceArn, targetServiceRevisionArn, test and production weights by revision.
@Test func aFunctionIsSentWhoseDeploymentItIs() throws {
  var (cloud, _) = try TestCloud.deploying(asking(at: #""POST_TEST_TRAFFIC_SHIFT""#))
  let deployments = try #require(cloud.service()?.deployments)
  cloud.advance(seconds: 130)
  let sent = cloud.world.eventLog.all.compactMap { $0.draft.detail["payload"] }
  let stem = "arn:aws:ecs:us-east-1:123456789012:service-revision/harbor/web/"
  let (green, blue) = (stem + deployments[0].id, stem + deployments[1].id)
  #expect(sent.count == 1)
  #expect(sent.first?["lifecycleStage"] == "POST_TEST_TRAFFIC_SHIFT")
  #expect(
    sent.first?["executionDetails"] == [
      "testTrafficWeights": [green: 100, blue: 0], "productionTrafficWeights": [green: 0, blue: 100],
      "serviceArn": "arn:aws:ecs:us-east-1:123456789012:service/harbor/web",
      "targetServiceRevisionArn": .string(green),
    ])
}
