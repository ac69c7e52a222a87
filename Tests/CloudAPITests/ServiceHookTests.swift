/// Deployments that wait at hooks, and deployments that are stopped.
///
/// Times as in `ServiceStrategyTests`: POST_SCALE_UP is reached at 1:30.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

private func paused(at stages: String, _ more: String = "") -> String {
  #""strategy": "CANARY", "bakeTimeInMinutes": 0, "canaryConfiguration": {"canaryBakeTimeInMinutes": 1}, "#
    + #""lifecycleHooks": [{"targetType": "PAUSE", "lifecycleStages": [\#(stages)]\#(more)}]"#
}

extension TestCloud {
  fileprivate mutating func answer(_ hook: Document?, _ action: String = "") throws -> ServiceReply {
    let arn = try newestDeployment()["serviceDeploymentArn"]?.string ?? ""
    return try reply(
      "ContinueServiceDeployment",
      #"{"serviceDeploymentArn": "\#(arn)", "hookId": "\#(hook?["hookId"]?.string ?? "")"\#(action)}"#)
  }

  fileprivate mutating func hooks() throws -> [Document] { try newestDeployment()["lifecycleHookDetails"]?.list ?? [] }
}

@Test func aPauseWaitsForAnAnswer() throws {
  var (cloud, start) = try TestCloud.deploying(paused(at: #""POST_SCALE_UP""#))
  cloud.advance(seconds: 80)
  #expect(try cloud.hooks() == [])
  cloud.advance(seconds: 3_600)
  let hook = try #require(try cloud.hooks().first)
  #expect(hook.keys == ["hookId", "targetType", "status", "expiresAt", "timeoutAction"])
  #expect(hook["status"] == "AWAITING_ACTION")
  #expect(hook["hookId"]?.string?.hasPrefix("ecs-pause-") == true)
  #expect(hook["hookId"]?.string?.utf8.count == "ecs-pause-".utf8.count + 43)
  #expect(hook["targetType"] == "PAUSE")
  #expect(hook["timeoutAction"] == "ROLLBACK")
  // Reached at 1:30 of an update at 09:03:00; a day later is 2026-01-06T09:04:30Z.
  #expect(hook["expiresAt"] == 1_767_690_270)
  #expect(try cloud.newestDeployment()["lifecycleStage"] == "POST_SCALE_UP")
  #expect(
    try cloud.answer(hook)
      == .success(["serviceDeploymentArn": cloud.newestDeployment()["serviceDeploymentArn"] ?? .null]))
  #expect(try cloud.hooks()[0]["status"] == "SUCCEEDED")
  cloud.advance(seconds: 10)
  #expect(try cloud.newestDeployment()["lifecycleStage"] == "TEST_TRAFFIC_SHIFT")
  cloud.advance(seconds: 300)
  #expect(try cloud.newestDeployment()["status"] == "SUCCESSFUL")
  let names = cloud.world.eventLog.all.filter { $0.instant > start && $0.message.hasPrefix("HOOK_") }.map(\.message)
  #expect(names == ["HOOK_AWAITING_ACTION", "HOOK_SUCCEEDED"])
}

@Test func eachStepHasAHookOfItsOwn() throws {
  var (cloud, _) = try TestCloud.deploying(paused(at: #""PRE_PRODUCTION_TRAFFIC_SHIFT""#))
  cloud.advance(seconds: 120)
  let first = try #require(try cloud.hooks().first)
  #expect(try cloud.newestDeployment()["lifecycleStage"] == "PRODUCTION_TRAFFIC_SHIFT")
  #expect(
    try cloud.newestDeployment()["targetServiceRevision"]?["requestedProductionTrafficWeight"]?.written() == "0.0")
  _ = try cloud.answer(first)
  // 2:10 the canary, a minute later the second question.
  cloud.advance(seconds: 70)
  let hooks = try cloud.hooks()
  #expect(hooks.map { $0["status"] } == ["SUCCEEDED", "AWAITING_ACTION"])
  #expect(hooks.first?["hookId"] != hooks.last?["hookId"])
  #expect(
    try cloud.newestDeployment()["targetServiceRevision"]?["requestedProductionTrafficWeight"]?.written() == "5.0")
  _ = try cloud.answer(hooks.last)
  cloud.advance(seconds: 120)
  #expect(try cloud.newestDeployment()["status"] == "SUCCESSFUL")
}

@Test func anAnswerCanTurnTheDeploymentBack() throws {
  var (cloud, start) = try TestCloud.deploying(paused(at: #""POST_SCALE_UP""#))
  cloud.advance(seconds: 90)
  let hook = try cloud.hooks().first
  _ = try cloud.answer(hook, #", "action": "ROLLBACK""#)
  #expect(try cloud.newestDeployment()["status"] == "ROLLBACK_REQUESTED")
  cloud.advance(seconds: 60)
  let reason = "Service deployment rolled back because POST_SCALE_UP lifecycle hook(s) failed."
  #expect(
    Array(cloud.story(since: start).dropFirst(2)) == [
      "1:40 (deployment ecs-svc/N) deployment failed: \(reason)", "1:40 rolling back to deployment ecs-svc/N.",
      "1:40 has stopped 2 running tasks: (task ID) (task ID).", "2:10 (deployment ecs-svc/N) deployment completed.",
      "2:10 has reached a steady state.",
    ])
  let deployment = try cloud.newestDeployment()
  #expect(deployment["status"] == "ROLLBACK_SUCCESSFUL")
  #expect(deployment["rollback"]?["reason"]?.string == reason)
  #expect(deployment["lifecycleHookDetails"]?[0]?["status"] == "FAILED")
  guard case .failure(let failure) = try cloud.answer(hook) else {
    Issue.record("a hook could be answered twice")
    return
  }
  #expect(failure.code == "InvalidParameterException")
  #expect(failure.message?.hasSuffix("is not awaiting an action.") == true)
}

@Test(arguments: [("ROLLBACK", "ROLLBACK_IN_PROGRESS"), ("CONTINUE", "IN_PROGRESS")])
func aPauseTimesOut(action: String, status: String) throws {
  let timeout = #", "timeoutConfiguration": {"timeoutInMinutes": 5, "action": "\#(action)"}"#
  var (cloud, _) = try TestCloud.deploying(paused(at: #""POST_SCALE_UP""#, timeout))
  // Reached at 1:30, over at 6:30.
  cloud.advance(seconds: 385)
  #expect(try cloud.hooks()[0]["status"] == "AWAITING_ACTION")
  cloud.advance(seconds: 5)
  #expect(try cloud.hooks()[0]["status"] == "TIMED_OUT")
  let deployment = try cloud.newestDeployment()
  #expect(deployment["status"]?.string == status)
  if action == "ROLLBACK" {
    #expect(
      deployment["statusReason"]
        == "Service deployment rolled back because POST_SCALE_UP lifecycle hook(s) timed out.")
  } else {
    #expect(deployment["lifecycleStage"] == "TEST_TRAFFIC_SHIFT")
  }
}

@Test func aFirstDeploymentHasNothingToGoBackTo() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "missing:1", count: 1)
  cloud.advance(seconds: 20)
  try cloud.stopDeployment()
  cloud.advance(seconds: 600)
  let deployment = try cloud.newestDeployment()
  #expect(deployment["status"] == "STOPPED")
  // 09:00:20 stopped, in the turn at 09:00:30.
  #expect(deployment["stoppedAt"] == 1_767_603_630)
  #expect(deployment["finishedAt"] == 1_767_603_630)
  #expect(
    cloud.story() == [
      "0:10 has started 1 tasks: (task ID).", "0:30 (deployment ecs-svc/N) deployment failed: deployment failure.",
    ])
  #expect(try cloud.describeService()["deployments"]?[0]?["rolloutStateReason"] == "ECS deployment failed.")
}

@Test func aRollingUpdateCanBeStoppedToo() throws {
  var (cloud, start) = try TestCloud.steady(count: 1)
  try cloud.updateService("web", #""taskDefinition": "good:2""#)
  cloud.advance(seconds: 30)
  try cloud.stopDeployment()
  cloud.advance(seconds: 150)
  // The new task is RUNNING but not healthy yet when the way back begins: it makes room at once.
  #expect(
    cloud.story(since: start) == [
      "0:10 has started 1 tasks: (task ID).",
      "0:40 (deployment ecs-svc/N) deployment failed: Service deployment rolled back because StopServiceDeployment was "
        + "called.",
      "0:40 rolling back to deployment ecs-svc/N.", "0:40 has stopped 1 running tasks: (task ID).",
      "0:40 has started 1 tasks: (task ID).", "1:50 has stopped 1 running tasks: (task ID).",
      "2:20 (deployment ecs-svc/N) deployment completed.", "2:20 has reached a steady state.",
    ])
  #expect(try cloud.newestDeployment()["status"] == "ROLLBACK_SUCCESSFUL")
  #expect(cloud.service()?.primary?.revision == 1)
  #expect(cloud.service()?.runningCount == 1)
}

@Test func stoppingIsRefused() throws {
  var (cloud, _) = try TestCloud.steady(count: 0)
  let arn = try cloud.newestDeployment()["serviceDeploymentArn"]?.string ?? ""
  #expect(
    try cloud.refusal("StopServiceDeployment", #"{"serviceDeploymentArn": "\#(arn)", "stopType": "ABORT"}"#)
      == "UnsupportedFeatureException: The stop type ABORT is not supported.")
  #expect(
    try cloud.refusal("StopServiceDeployment", #"{"serviceDeploymentArn": "\#(arn)"}"#)
      == "ConflictException: The service deployment can not be stopped because it is in the SUCCESSFUL state.")
  for operation in ["StopServiceDeployment", "ContinueServiceDeployment"] {
    #expect(
      try cloud.refusal(operation, #"{"serviceDeploymentArn": "\#(arn)x", "hookId": "h"}"#)
        == "ServiceDeploymentNotFoundException: The service deployment could not be found.")
  }
}

/// Runtime sheet, section 0.2: ten pauses and ten functions for each service.
@Test(arguments: [
  #"{"targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"]}"#,
  #"{"targetType": "AWS_LAMBDA", "hookTargetArn": "arn:aws:lambda:us-east-1:123456789012:function:f", "#
    + #""roleArn": "arn:aws:iam::123456789012:role/gatekeeper", "lifecycleStages": ["POST_SCALE_UP"]}"#,
])
func tenHooksOfAKindAreTheMost(hook: String) throws {
  var cloud = try TestCloud.services()
  func configuration(_ count: Int) -> String {
    #", "deploymentConfiguration": {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 0, "lifecycleHooks": ["#
      + Array(repeating: hook, count: count).joined(separator: ",") + "]}"
  }
  try cloud.createService("web", "good:1", count: 1, more: configuration(10))
  let refusal = try cloud.refusal(
    "CreateService", TestCloud.createInput("more", "good:1", count: 1, more: configuration(11)))
  #expect(refusal.hasPrefix("InvalidParameterException: A service can have at most 10 lifecycle hooks"))
}
