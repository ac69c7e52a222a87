/// Tags and protection of tasks, where a service or its absence makes a difference.
///
/// Expected values: the project's reference sheets, ECS API section 0.3 and runtime sections 8.3 and 8.6.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Test func aTaskOfNoServiceTakesNoTagsFromOne() throws {
  var cloud = try TestCloud.harbor()
  #expect(
    try cloud.refusal(
      "RunTask",
      #"{"cluster": "harbor", "taskDefinition": "web", "launchType": "FARGATE", \#(TestCloud.network), "#
        + #""propagateTags": "SERVICE"}"#)
      == "InvalidParameterException: propagateTags should be one of [TASK_DEFINITION,NONE]")
}

@Test func failuresOfProtectionAreInTheOrderOfTheRequest() throws {
  var cloud = try TestCloud.harbor()
  let run = try cloud.call(
    "RunTask", #"{"cluster": "harbor", "taskDefinition": "web", "launchType": "FARGATE", \#(TestCloud.network)}"#)
  let own = run["tasks"]?[0]?["taskArn"]?.string ?? ""
  let missing = String(repeating: "a", count: 32)
  for operation in ["GetTaskProtection", "UpdateTaskProtection"] {
    let more = operation == "GetTaskProtection" ? "" : #", "protectionEnabled": true"#
    let reply = try cloud.call(operation, #"{"cluster": "harbor", "tasks": ["\#(own)", "\#(missing)"]\#(more)}"#)
    #expect(reply["failures"]?.list?.compactMap { $0["reason"]?.string } == ["TASK_NOT_VALID", "MISSING"])
  }
}

/// Runtime sheet, section 8.3: running ones.
@Test func aTaskThatEndsCannotBeProtected() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  let id = try #require(cloud.tasks().first?.id)
  try cloud.call("StopTask", #"{"cluster": "harbor", "task": "\#(id)"}"#)
  for seconds in [1, 90] {
    cloud.advance(seconds: seconds)
    let reply = try cloud.call(
      "UpdateTaskProtection", #"{"cluster": "harbor", "tasks": ["\#(id)"], "protectionEnabled": true}"#)
    #expect(reply["failures"]?[0]?["reason"] == "TASK_NOT_VALID")
    #expect(reply["protectedTasks"] == [])
  }
}

/// Runtime sheet, section 8.3: tasks of REPLICA services only.
@Test func aDaemonsTaskCannotBeProtected() throws {
  var cloud = try TestCloud.instances(1)
  try cloud.createOnEC2("small", count: nil, more: #", "schedulingStrategy": "DAEMON""#)
  cloud.advance(seconds: 60)
  let id = try #require(cloud.tasks().first?.id)
  let reply = try cloud.call(
    "UpdateTaskProtection", #"{"cluster": "harbor", "tasks": ["\#(id)"], "protectionEnabled": true}"#)
  #expect(reply["failures"]?[0]?["reason"] == "TASK_NOT_VALID")
  #expect(reply["protectedTasks"] == [])
}

@Test func protectionThatBlocksADeploymentIsNotExtended() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  let old = cloud.tasks().map { "arn:aws:ecs:us-east-1:123456789012:task/harbor/\($0.id)" }
  func protect(_ arns: [String]) throws -> Document {
    let list = arns.map { "\"\($0)\"" }.joined(separator: ",")
    return try cloud.call(
      "UpdateTaskProtection", #"{"cluster": "harbor", "tasks": [\#(list)], "protectionEnabled": true}"#)
  }
  #expect(try protect(old)["failures"] == [])
  let before = try #require(cloud.service()?.primary?.name)
  try cloud.updateService("web", #""taskDefinition": "good:2""#)
  cloud.advance(seconds: 300)
  // Runtime sheet, section 2.7; the set is the one whose tasks are to go.
  #expect(
    cloud.service()?.events.contains {
      $0.message.hasSuffix("(taskSet \(before)) was unable to scale in due to (reason 2 tasks under protection)")
    } == true)
  let reply = try protect([old[0]])
  #expect(reply["protectedTasks"] == [])
  #expect(reply["failures"]?[0]?["reason"] == "DEPLOYMENT_BLOCKED")
  #expect(reply["failures"]?[0]?["arn"]?.string == old[0])
  // Taking protection away is always allowed, and the deployment goes on.
  let list = old.map { "\"\($0)\"" }.joined(separator: ",")
  try cloud.call(
    "UpdateTaskProtection", #"{"cluster": "harbor", "tasks": [\#(list)], "protectionEnabled": false}"#)
  cloud.advance(seconds: 300)
  #expect(cloud.service()?.scheduler.isSteady == true)
  #expect(cloud.tasks().allSatisfy { $0.desiredStatus == .stopped || $0.revision == 2 })
}

@Test func noHealthyTaskGoesInThePlaceOfAProtectedOneThatIsStillStarting() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  let first = Set(cloud.tasks().map(\.id))
  try cloud.updateService(
    "web",
    #""taskDefinition": "good:2", "deploymentConfiguration": {"minimumHealthyPercent": 100, "maximumPercent": 200}"#)
  // RUNNING, and not for the 40 s yet after which a task counts as healthy.
  var second: [ECS.Task] = []
  while !second.contains(where: { $0.lastStatus == .running }) {
    cloud.advance(seconds: 1)
    second = cloud.tasks().filter { !first.contains($0.id) && $0.desiredStatus == .running }
  }
  cloud.advance(seconds: 8)
  let list = second.map { "\"\($0.id)\"" }.joined(separator: ",")
  try cloud.call("UpdateTaskProtection", #"{"cluster": "harbor", "tasks": [\#(list)], "protectionEnabled": true}"#)
  try cloud.updateService(
    "web",
    #""taskDefinition": "good:1", "deploymentConfiguration": {"minimumHealthyPercent": 50, "maximumPercent": 200}"#)
  for _ in 0..<30 {
    cloud.advance(seconds: 1)
    // 50 % of 2 tasks: one of the first two stays until others are healthy.
    #expect(cloud.tasks().contains { first.contains($0.id) && $0.desiredStatus == .running })
  }
}

/// Runtime sheet, section 2.6: the same text is kept back until its cause is gone, or for six hours.
@Test func protectedTasksAreSaidOnce() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  let list = cloud.tasks().map { "\"\($0.id)\"" }.joined(separator: ",")
  try cloud.call("UpdateTaskProtection", #"{"cluster": "harbor", "tasks": [\#(list)], "protectionEnabled": true}"#)
  let start = cloud.world.now
  try cloud.updateService("web", #""desiredCount": 1"#)
  cloud.advance(seconds: 600)
  let text =
    "was unable to reach steady state because (taskSet ecs-svc/N) was unable to scale in due to "
    + "(reason 1 tasks under protection)"
  #expect(cloud.story(since: start) == ["0:10 " + text])
  try cloud.call("UpdateTaskProtection", #"{"cluster": "harbor", "tasks": [\#(list)], "protectionEnabled": false}"#)
  cloud.advance(seconds: 120)
  #expect(cloud.service()?.scheduler.isSteady == true)
}
