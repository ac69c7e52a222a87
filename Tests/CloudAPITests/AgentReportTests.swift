/// What becomes of a task when somebody plays the agent of its container instance.
///
/// Operations and words: the project's reference sheet on the ECS API, section 1.10. The words of the refusals are the
/// project's own.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

extension TaskScene {
  /// - Returns: the task's ARN.
  fileprivate mutating func start(_ input: String) throws -> String {
    try cloud.call("RunTask", input)["tasks"]?[0]?["taskArn"]?.string ?? ""
  }
}

@Suite struct AgentReportTests {
  var scene: TaskScene
  let task: String

  /// One task of two containers on a registered instance; `app` is essential, `side` is not.
  init() throws {
    scene = try TaskScene(zones: ["a"])
    try scene.registerEC2(
      #"[{"name":"app","image":"nginx","memory":100},{"name":"side","image":"nginx","memory":100,"essential":false}]"#)
    task = try scene.start(#"{"cluster":"harbor","taskDefinition":"app"}"#)
  }

  private func described() throws -> Document {
    var scene = scene
    return try scene.cloud.call("DescribeTasks", #"{"cluster":"harbor","tasks":["\#(task)"]}"#)["tasks"]?[0] ?? .null
  }
  private mutating func report(_ members: String, by operation: String = "SubmitTaskStateChange") throws {
    let reply = try scene.cloud.call(operation, #"{"cluster":"harbor","task":"\#(task)",\#(members)}"#)
    #expect(reply == ["acknowledgment": "ACK"])
  }
  private func container(_ name: String) throws -> Document? {
    try described()["containers"]?.list?.first { $0["name"]?.string == name }
  }

  @Test mutating func anEssentialContainerThatStoppedStopsTheTask() throws {
    scene.cloud.advance(seconds: 60)
    try report(#""containerName":"app","status":"STOPPED","exitCode":3"#, by: "SubmitContainerStateChange")
    scene.cloud.advance(seconds: 60)
    let task = try described()
    #expect(task["lastStatus"] == "STOPPED")
    #expect(task["stopCode"] == "EssentialContainerExited")
    #expect(task["stoppedReason"] == "Essential container in task exited")
    #expect(try container("app")?["exitCode"] == 3)
  }

  @Test mutating func anotherOneDoesNot() throws {
    scene.cloud.advance(seconds: 60)
    try report(
      #""status":"RUNNING","containers":[{"containerName":"side","status":"STOPPED","exitCode":1,"reason":"gone"}]"#)
    scene.cloud.advance(seconds: 60)
    #expect(try described()["lastStatus"] == "RUNNING")
    #expect(try container("side")?["lastStatus"] == "STOPPED")
    #expect(try container("side")?["reason"] == "gone")
  }

  @Test mutating func aTaskReportedStoppedTakesAllItsContainersAlong() throws {
    scene.cloud.advance(seconds: 60)
    try report(
      #""status":"STOPPED","reason":"Host is going away","containers":["#
        + #"{"containerName":"app","status":"STOPPED","exitCode":137}]"#)
    scene.cloud.advance(seconds: 5)
    let task = try described()
    #expect(task["lastStatus"] == "STOPPED")
    #expect(task["stoppedReason"] == "Host is going away")
    #expect(try container("app")?["exitCode"] == 137)
    #expect(try container("side")?["exitCode"] == nil, "nobody said how it ended")
    #expect(scene.cloud.world.regions["us-east-1"]?.brokenPromises == [])
  }

  @Test mutating func aContainerThatNeverRanFailsTheStart() throws {
    try report(
      #""containerName":"app","status":"STOPPED","reason":"CannotPullContainerError: no such image""#,
      by: "SubmitContainerStateChange")
    scene.cloud.advance(seconds: 60)
    #expect(try described()["stopCode"] == "TaskFailedToStart")
    #expect(try container("app")?["reason"] == "CannotPullContainerError: no such image")
    #expect(try container("app")?["exitCode"] == nil)
  }

  @Test mutating func whatIsAsItIsChangesNothing() throws {
    scene.cloud.advance(seconds: 60)
    let before = try described()
    try report(#""status":"RUNNING""#)
    try report(#""containerName":"app","status":"RUNNING""#, by: "SubmitContainerStateChange")
    #expect(try described() == before)
  }

  @Test(arguments: [
    (#""task":"\#(String(repeating: "0", count: 32))","status":"STOPPED""#, "The referenced task was not found."),
    (#""task":"short","status":"STOPPED""#, "taskId length should be one of [32,36]"),
    (#""task":"TASK","status":"GONE""#, "status should be one of [RUNNING,STOPPED]"),
    (
      #""task":"TASK","status":"RUNNING","containers":[{"containerName":"db","status":"STOPPED"}]"#,
      "The container db does not exist in the task."
    ),
    (
      #""task":"TASK","attachments":[{"attachmentArn":"arn:aws:ecs:us-east-1:123456789012:attachment/x","status":"ATTACHED"}]"#,
      "The referenced attachment was not found."
    ),
  ])
  func whatIsNotThereIsRefused(members: String, said: String) throws {
    var scene = scene
    let input = #"{"cluster":"harbor",\#(members)}"#.replacing("TASK", with: task)
    #expect(try scene.cloud.refusal("SubmitTaskStateChange", input) == "InvalidParameterException: \(said)")
  }

  @Test func nobodySpeaksForTheAgentsOfFargate() throws {
    var scene = try TaskScene()
    try scene.registerFargate(#"[{"name":"app","image":"nginx"}]"#)
    let task = try scene.runFargate()
    let said = try scene.cloud.refusal(
      "SubmitTaskStateChange", #"{"cluster":"harbor","task":"\#(task)","status":"STOPPED"}"#)
    #expect(said.hasPrefix("AccessDeniedException: User: arn:aws:iam::123456789012:user/learner is not authorized to "))
    #expect(said.contains("perform: ecs:SubmitTaskStateChange on resource: arn:aws:ecs:us-east-1:123456789012:task/"))
  }

  @Test func anInterfaceReportedAttachedIsNotWaitedFor() throws {
    func secondsToPending(reporting: Bool) throws -> Int {
      var scene = try TaskScene(zones: ["a"])
      try scene.registerEC2(
        #"[{"name":"app","image":"nginx","memory":100}]"#, more: #","networkMode":"awsvpc""#)
      let task = try scene.start(
        #"{"cluster":"harbor","taskDefinition":"app","networkConfiguration":{"awsvpcConfiguration":{"subnets":["#
          + #""subnet-a"]}}}"#)
      for second in 0..<300 {
        let now =
          try scene.cloud.call("DescribeTasks", #"{"cluster":"harbor","tasks":["\#(task)"]}"#)["tasks"]?[0] ?? .null
        if now["lastStatus"] != "PROVISIONING" { return second }
        let attachment = now["attachments"]?[0]
        if reporting, attachment?["status"] == "CREATED", let id = attachment?["id"]?.string {
          try scene.cloud.call(
            "SubmitAttachmentStateChanges",
            #"{"cluster":"harbor","attachments":[{"attachmentArn":"arn:aws:ecs:us-east-1:123456789012:attachment/\#(id)","#
              + #""status":"ATTACHED"}]}"#)
        }
        scene.cloud.advance(seconds: 1)
      }
      return 300
    }
    #expect(try secondsToPending(reporting: true) < secondsToPending(reporting: false))
  }
}
