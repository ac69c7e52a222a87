/// Who may look into a container, beyond its being there. Source: runtime sheet, section 6.5; ECS Developer Guide,
/// "Troubleshooting issues with ECS Exec" (TargetNotConnectedException: the task role's permissions, the network).
import Cloud
import CloudAPI
import Documents
import Testing

private let messages =
  #"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"ssmmessages:*\"],\"Resource\":\"*\"}]}"#

extension TestCloud {
  /// A running task of `app` that commands may be sent to; its role `quay` carries nothing.
  fileprivate static func entered(
    _ more: String = "", plan: StartingPlan = .balanced
  ) throws -> (TestCloud, String) {
    var cloud = try TestCloud.harbor(plan: plan)
    let trust =
      #"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"#
      + #"{\"Service\":\"ecs-tasks.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"#
    try cloud.call("CreateRole", #"{"RoleName": "quay", "AssumeRolePolicyDocument": "\#(trust)"}"#, service: "iam")
    try cloud.call(
      "RegisterTaskDefinition",
      #"{"family": "look", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512","#
        + #" "taskRoleArn": "arn:aws:iam::123456789012:role/quay", "#
        + #""containerDefinitions": [{"name": "app", "image": "front:60"\#(more)}]}"#)
    let reply = try cloud.call(
      "RunTask",
      #"{"cluster": "harbor", "taskDefinition": "look", "launchType": "FARGATE", "enableExecuteCommand": true, "#
        + #"\#(TestCloud.network)}"#)
    cloud.advance(seconds: 60)
    return (cloud, reply["tasks"]?[0]?["taskArn"]?.string ?? "")
  }

  fileprivate mutating func enter(_ task: String) throws -> String {
    let input = #"{"cluster": "harbor", "task": "\#(task)", "command": "sh", "interactive": true}"#
    switch try reply("ExecuteCommand", input) {
    case .success: return "entered"
    case .failure(let failure): return failure.line
    }
  }

  fileprivate mutating func agent(_ task: String) throws -> Document {
    try call("DescribeTasks", #"{"cluster": "harbor", "tasks": ["\#(task)"]}"#)["tasks"]?[0]?["containers"]?[0]?[
      "managedAgents"]?[0] ?? [:]
  }
}

@Test func theTaskRoleNeedsTheMessagesOfSystemsManager() throws {
  var (cloud, task) = try TestCloud.entered()
  #expect(try cloud.agent(task)["lastStatus"] == "RUNNING")
  #expect(
    try cloud.enter(task)
      == "TargetNotConnectedException: The execute command failed due to an internal error. Try again later.")
  try cloud.call(
    "PutRolePolicy", #"{"RoleName": "quay", "PolicyName": "exec", "PolicyDocument": "\#(messages)"}"#, service: "iam")
  #expect(try cloud.enter(task) == "entered")
}

/// Runtime sheet, section 6.5: "task not RUNNING / agent lost".
@Test func aTaskThatHasStoppedIsNotConnected() throws {
  var (cloud, task) = try TestCloud.entered()
  try cloud.call(
    "PutRolePolicy", #"{"RoleName": "quay", "PolicyName": "exec", "PolicyDocument": "\#(messages)"}"#, service: "iam")
  try cloud.call("StopTask", #"{"cluster": "harbor", "task": "\#(task)"}"#)
  for seconds in [0, 120] {
    cloud.advance(seconds: seconds)
    #expect(
      try cloud.enter(task)
        == "TargetNotConnectedException: The execute command failed due to an internal error. Try again later.")
  }
}

@Test func aReadOnlyRootFilesystemKeepsTheAgentOut() throws {
  var (cloud, task) = try TestCloud.entered(#", "readonlyRootFilesystem": true"#)
  try cloud.call(
    "PutRolePolicy", #"{"RoleName": "quay", "PolicyName": "exec", "PolicyDocument": "\#(messages)"}"#, service: "iam")
  let agent = try cloud.agent(task)
  #expect(agent["lastStatus"] == "STOPPED")
  #expect(agent["reason"]?.string?.contains("CannotStartManagedAgentError") == true)
  #expect(
    try cloud.enter(task).hasPrefix(
      "InvalidParameterException: The execute command failed because execute command was not enabled"))
  // The task itself stays RUNNING.
  #expect(
    try cloud.call("DescribeTasks", #"{"cluster": "harbor", "tasks": ["\#(task)"]}"#)["tasks"]?[0]?["lastStatus"]
      == "RUNNING")
}

/// A session in which nobody types ends after 20 minutes. Source: ECS Developer Guide, "Monitor Amazon ECS containers
/// with ECS Exec", Considerations; ECS API-contract fact sheet, section 2.
@Test func aContainerHasSoManySessions() throws {
  var plan = StartingPlan.balanced
  plan.quotas.sessionsPerContainer = 2
  var (cloud, task) = try TestCloud.entered(plan: plan)
  try cloud.call(
    "PutRolePolicy", #"{"RoleName": "quay", "PolicyName": "exec", "PolicyDocument": "\#(messages)"}"#, service: "iam")
  #expect(try cloud.enter(task) == "entered")
  cloud.advance(seconds: 60)
  #expect(try cloud.enter(task) == "entered")
  #expect(
    try cloud.enter(task)
      == "ClientException: The maximum number of ECS Exec sessions for the container has been reached.")
  cloud.advance(seconds: 1_140)
  #expect(try cloud.enter(task) == "entered")
}
