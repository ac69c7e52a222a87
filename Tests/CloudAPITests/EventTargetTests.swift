/// What rules do: tasks by the clock and by events, lines in a log group, failures that can be seen, loops that end
/// nothing. The world starts at 09:00:00 on a Monday.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

private let stopped =
  #"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{"lastStatus":["STOPPED"]}}"#

@Suite("Targets of event rules") struct EventTargetTests {
  // MARK: - Schedules

  @Test func aRateRunsItsTasksEachTime() throws {
    var scene = try EventRuleScene()
    try scene.putRule("often", schedule: "rate(5 minutes)")
    try scene.putTargets("often", EventRuleScene.taskTarget("job", parameters: #", "TaskCount": 2"#))
    scene.scene.cloud.advance(seconds: 299)
    #expect(try scene.tasks.isEmpty)
    // At 09:05 and 09:10, two each; none is at 09:14.
    scene.scene.cloud.advance(seconds: 541)
    let tasks = try scene.tasks
    #expect(
      tasks.map { $0.createdAt.timeOfDay } == ["09:05:00", "09:05:00", "09:10:00", "09:10:00"])
    #expect(tasks.allSatisfy { $0.startedBy == "events-rule/often" && $0.group == "family:job" && $0.service == nil })
    #expect(try scene.sum("TriggeredRules", of: "often") == 2)
    #expect(try scene.sum("Invocations", of: "often") == 2)
    #expect(try scene.sum("FailedInvocations", of: "often") == 0)
    #expect(scene.scene.brokenPromises == [])
  }

  @Test func aCronRunsAtItsTimeInUTC() throws {
    var scene = try EventRuleScene()
    try scene.putRule("noon", schedule: "cron(0 12 ? * TUE *)")
    try scene.putTargets("noon", EventRuleScene.taskTarget("job"))
    scene.scene.cloud.world.advance(to: .worldStart + .hours(27) + .seconds(10))
    #expect(try scene.tasks.map { $0.createdAt.iso8601() } == ["2026-01-06T12:00:00Z"])
  }

  @Test func aDisabledRuleRestsAndAnEnabledOneCountsAnew() throws {
    var scene = try EventRuleScene()
    try scene.putRule("often", schedule: "rate(5 minutes)")
    try scene.putTargets("often", EventRuleScene.taskTarget("job"))
    try scene.putRule("often", schedule: "rate(5 minutes)", more: #", "State": "DISABLED""#)
    scene.scene.cloud.advance(seconds: 700)
    #expect(try scene.tasks.isEmpty)
    try scene.putRule("often", schedule: "rate(5 minutes)")
    scene.scene.cloud.advance(seconds: 301)
    #expect(try scene.tasks.map { $0.createdAt.timeOfDay } == ["09:16:40"])
  }

  @Test func aTaskFollowsTheTargetsParameters() throws {
    var scene = try EventRuleScene()
    try scene.putRule("often", schedule: "rate(5 minutes)")
    try scene.putTargets(
      "often",
      EventRuleScene.taskTarget(
        "web",
        more: #", "Input": "{\"containerOverrides\": [{\"name\": \"app\", \"command\": [\"sleep\", \"5\"]}]}""#,
        parameters: #", "Group": "nightly", "PlatformVersion": "1.4.0", "EnableECSManagedTags": true, "#
          + #""Tags": [{"Key": "team", "Value": "quay"}]"#))
    scene.scene.cloud.advance(seconds: 301)
    let id = try #require(try scene.tasks.first?.id)
    let task = try scene.scene.task(id)
    #expect(task["startedBy"] == "events-rule/often")
    #expect(task["group"] == "nightly")
    #expect(task["overrides"]?["containerOverrides"] == [["name": "app", "command": ["sleep", "5"]]])
    #expect(
      task["tags"] == [
        ["key": "team", "value": "quay"], ["key": "aws:ecs:clusterName", "value": "harbor"],
      ])
  }

  // MARK: - Causes

  @Test func aTaskIsCausedByTheInvocationAndThatByWhatMatched() throws {
    var scene = try EventRuleScene()
    try scene.putRule("again", pattern: #"{"detail":{"lastStatus":["STOPPED"],"group":["family:job"]}}"#)
    try scene.putTargets("again", EventRuleScene.taskTarget("web"))
    let job = try scene.scene.runFargate("job")
    scene.scene.cloud.advance(seconds: 120)
    let log = scene.scene.cloud.world.eventLog
    let end = try #require(log.all.last { $0.source == "task/\(job)" && $0.message == "STOPPED" })
    let invocation = try #require(scene.invocations(of: "again").first)
    #expect(invocation.cause == .event(end.number))
    #expect(invocation.instant == end.instant + .milliseconds(500))
    let web = try #require(try scene.tasks.last)
    #expect(web.family == "web")
    let beginning = try #require(log.all.first { $0.source == "task/\(web.id)" })
    #expect(beginning.cause == .event(invocation.number))
  }

  @Test func aScheduledInvocationIsCausedByTheRequestThatPutTheRule() throws {
    var scene = try EventRuleScene()
    try scene.putRule("often", schedule: "rate(1 minute)")
    try scene.putTargets("often", EventRuleScene.taskTarget("job"))
    scene.scene.cloud.advance(seconds: 130)
    let put = try #require(scene.scene.cloud.world.eventLog.all.first { $0.source == "rule/often" })
    #expect(scene.invocations(of: "often").map(\.cause) == [.event(put.number), .event(put.number)])
  }

  // MARK: - Log groups

  @Test func eventsAreWrittenToALogGroup() throws {
    var scene = try EventRuleScene()
    try scene.putRule("watch", pattern: stopped)
    try scene.putTargets("watch", EventRuleScene.logTarget())
    let id = try scene.scene.runFargate("job")
    scene.scene.cloud.advance(seconds: 120)
    let lines = try scene.lines
    #expect(lines.count == 1)
    let event = try DocumentReader.read(try #require(lines.first))
    #expect(event["detail-type"] == "ECS Task State Change")
    #expect(event["resources"] == [.string("arn:aws:ecs:us-east-1:123456789012:task/harbor/\(id)")])
    #expect(event["detail"]?["stopCode"] == "EssentialContainerExited")
  }

  @Test func aTransformerMakesTheLine() throws {
    var scene = try EventRuleScene()
    try scene.putRule("orders", pattern: #"{"source":["shop"]}"#)
    let transformer =
      #", "InputTransformer": {"InputPathsMap": {"n": "$.detail.n", "who": "$.detail.who", "none": "$.detail.none"}, "#
      + #""InputTemplate": "{\"order\": <n>, \"by\": <who>, \"text\": \"<who> has <n><none>, <aws.events.rule-name>\"}"}"#
    try scene.putTargets("orders", EventRuleScene.logTarget(more: transformer))
    try scene.call(
      "PutEvents",
      #"{"Entries": [{"Source": "shop", "DetailType": "Order", "Detail": "{\"n\": 3, \"who\": \"the \\\"boss\\\"\"}"}]}"#
    )
    scene.scene.cloud.advance(seconds: 1)
    #expect(try scene.lines == [#"{"order": 3, "by": "the \"boss\"", "text": "the \"boss\" has 3, orders"}"#])
  }

  @Test func aConstantAndAPartOfTheEvent() throws {
    var scene = try EventRuleScene()
    try scene.putRule("orders", pattern: #"{"detail-type":["Order"]}"#)
    try scene.putTargets(
      "orders", EventRuleScene.logTarget(more: #", "InputPath": "$.detail""#),
      #"{"Id": "constant", "Arn": "\#(EventRuleScene.group):*", "Input": "{\"a\": 1}"}"#)
    try scene.call(
      "PutEvents", #"{"Entries": [{"Source": "shop", "DetailType": "Order", "Detail": "{\"n\": 3}"}]}"#)
    scene.scene.cloud.advance(seconds: 1)
    #expect(try scene.lines == [#"{"n":3}"#, #"{"a": 1}"#])
  }

  @Test func eventsOfAServiceReachRulesToo() throws {
    var scene = try EventRuleScene()
    try scene.putRule(
      "deployments",
      pattern: #"{"detail-type":["ECS Deployment State Change"],"#
        + #""detail":{"eventName":[{"prefix":"SERVICE_DEPLOYMENT_"}]}}"#)
    try scene.putTargets("deployments", EventRuleScene.logTarget(more: #", "InputPath": "$.detail.eventName""#))
    try scene.scene.cloud.call(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "web", "desiredCount": 1, "launchType": "FARGATE", "#
        + #"\#(TaskScene.publicNetwork)}"#)
    scene.scene.cloud.advance(seconds: 180)
    #expect(try scene.lines == [#""SERVICE_DEPLOYMENT_IN_PROGRESS""#, #""SERVICE_DEPLOYMENT_COMPLETED""#])
  }

  @Test func aRuleHearsNothingOfOtherRegions() throws {
    var scene = try EventRuleScene()
    try scene.putRule("orders", pattern: #"{"source":["shop"]}"#)
    try scene.putTargets("orders", EventRuleScene.logTarget())
    try scene.scene.cloud.call(
      "PutEvents", #"{"Entries": [{"Source": "shop", "DetailType": "Order", "Detail": "{}"}]}"#, service: "events",
      region: "eu-west-1")
    scene.scene.cloud.advance(seconds: 5)
    #expect(try scene.lines.isEmpty)
  }

  // MARK: - Failures

  /// Of a target that runs tasks: the reason of the newest failed invocation.
  private func failure(
    policy: String? = "AmazonECS_FullAccess", _ prepare: (inout EventRuleScene) throws -> Void = { _ in },
    target: String = EventRuleScene.taskTarget("web")
  ) throws -> String? {
    var scene = try EventRuleScene(policy: policy)
    try scene.putRule("often", schedule: "rate(1 minute)")
    try scene.putTargets("often", target)
    try prepare(&scene)
    scene.scene.cloud.advance(seconds: 121)
    // A minute counts when it is over.
    try scene.putRule("often", schedule: "rate(1 minute)", more: #", "State": "DISABLED""#)
    scene.scene.cloud.advance(seconds: 60)
    let failed = scene.invocations(of: "often").filter { $0.message.hasPrefix("could not") }
    #expect(try scene.sum("FailedInvocations", of: "often") == Double(failed.count))
    #expect(try scene.tasks.isEmpty == !failed.isEmpty)
    return failed.last?.reason
  }

  @Test func aRoleThatMayRunTasksIsEnough() throws { #expect(try failure() == nil) }

  @Test func aRoleWithoutAPolicyMayNotRunTasks() throws {
    #expect(
      try failure(policy: nil)
        == "User: arn:aws:sts::123456789012:assumed-role/eventsRole/events is not authorized to perform: ecs:RunTask on "
        + "resource: arn:aws:ecs:us-east-1:123456789012:task-definition/web because no identity-based policy allows the "
        + "ecs:RunTask action")
  }

  @Test func aRoleThatMayNotPassTheExecutionRoleFails() throws {
    #expect(
      try failure(policy: "PowerUserAccess")?.contains(
        "is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/ecsTaskExecutionRole")
        == true)
  }

  @Test func aRoleThatDoesNotTrustEventBridgeCannotBeAssumed() throws {
    let target = EventRuleScene.taskTarget("web").replacing("eventsRole", with: "taskRole")
    #expect(
      try failure(target: target)
        == "EventBridge was unable to assume the role arn:aws:iam::123456789012:role/taskRole.")
  }

  @Test func whatRunTaskRefusesIsTheReason() throws {
    #expect(
      try failure(target: EventRuleScene.taskTarget("nothing"))?.hasPrefix("ClientException: TaskDefinition not found.")
        == true)
    #expect(
      try failure(target: EventRuleScene.taskTarget("web", parameters: #", "TaskCount": 11"#))
        == "InvalidParameterException: count must be between 1 and 10.")
    #expect(
      try failure(target: EventRuleScene.taskTarget("web", more: #", "Input": "[1]""#))?.contains("no JSON object")
        == true)
    #expect(
      try failure(
        target: EventRuleScene.taskTarget("web", more: #", "Input": "{\"containerOverrides\": 5}""#))
        == "SerializationException: NUMBER_VALUE can not be converted to a List")
  }

  @Test func aLogGroupThatIsGoneIsAFailure() throws {
    var scene = try EventRuleScene()
    try scene.putRule("orders", pattern: #"{"source":["shop"]}"#)
    try scene.putTargets("orders", EventRuleScene.logTarget())
    try scene.scene.cloud.call("DeleteLogGroup", #"{"logGroupName": "/aws/events/ecs"}"#, service: "logs")
    try scene.call("PutEvents", #"{"Entries": [{"Source": "shop", "DetailType": "Order", "Detail": "{}"}]}"#)
    scene.scene.cloud.advance(seconds: 5)
    #expect(scene.invocations(of: "orders").last?.reason == "The log group /aws/events/ecs does not exist.")
  }

  // MARK: - Loops

  /// Each task's end starts the next: one at a time, for ever, as at AWS.
  @Test func aRuleThatStartsItselfTakesTime() throws {
    var scene = try EventRuleScene()
    try scene.putRule("loop", pattern: stopped)
    try scene.putTargets("loop", EventRuleScene.taskTarget("job"))
    _ = try scene.scene.runFargate("job")
    scene.scene.cloud.advance(seconds: 600)
    let starts = try scene.tasks.map(\.createdAt)
    #expect(starts.count > 5)
    #expect(zip(starts, starts.dropFirst()).allSatisfy { $1 - $0 > .seconds(10) })
  }

  /// Each task tells of itself eight times, and each time eight more are wanted: the pace holds, and so does the queue.
  @Test func aRuleThatMultipliesKeepsToThePace() throws {
    var scene = try EventRuleScene()
    try scene.putRule("flood", pattern: #"{"source":["aws.ecs"]}"#)
    try scene.putTargets("flood", EventRuleScene.taskTarget("job"))
    _ = try scene.scene.runFargate("job")
    scene.scene.cloud.advance(seconds: 300)
    let perSecond = Dictionary(grouping: try scene.tasks.dropFirst()) { $0.createdAt.milliseconds / 1_000 }
    #expect(perSecond.values.allSatisfy { $0.count <= 5 })
    #expect(perSecond.values.contains { $0.count == 5 })
    let failed = scene.invocations(of: "flood").filter { $0.reason?.hasPrefix("too many events wait") ?? false }
    #expect(!failed.isEmpty)
    let pending = scene.scene.cloud.world.pending.sorted.count { item in
      if case .eventBridge(.delivery) = item.payload.change { true } else { false }
    }
    #expect(pending <= 1_000)
    #expect(scene.scene.brokenPromises == [])
  }

  // MARK: - Again

  @Test func theSameSeedGivesTheSameHistory() throws {
    func play(_ seed: UInt64, strides: Int) throws -> World {
      var scene = try EventRuleScene(seed: seed)
      try scene.putRule("often", schedule: "rate(1 minute)")
      try scene.putTargets("often", EventRuleScene.taskTarget("job"), EventRuleScene.logTarget())
      try scene.putRule("watch", pattern: stopped)
      try scene.putTargets("watch", EventRuleScene.logTarget())
      for _ in 0..<strides { scene.scene.cloud.advance(seconds: 600 / strides) }
      return scene.scene.cloud.world
    }
    let (first, second) = (try play(7, strides: 1), try play(7, strides: 60))
    #expect(CloudAPI.digest(of: first) == CloudAPI.digest(of: second))
    #expect(first.eventLog.all == second.eventLog.all)
  }

  @Test func theDigestKnowsRulesAndWhatIsOnItsWay() throws {
    var scene = try EventRuleScene()
    let empty = CloudAPI.digest(of: scene.scene.cloud.world)
    try scene.putRule("orders", pattern: #"{"source":["shop"]}"#)
    let ruled = CloudAPI.digest(of: scene.scene.cloud.world)
    #expect(ruled != empty)
    try scene.putTargets("orders", EventRuleScene.logTarget())
    var other = scene
    #expect(CloudAPI.digest(of: scene.scene.cloud.world) != ruled)
    for (detail, play) in [("1", 0), ("2", 1)] {
      let input = #"{"Entries": [{"Source": "shop", "DetailType": "Order", "Detail": "{\"n\": \#(detail)}"}]}"#
      if play == 0 { try scene.call("PutEvents", input) } else { try other.call("PutEvents", input) }
    }
    // They differ in nothing but an event that has not arrived yet.
    #expect(CloudAPI.digest(of: scene.scene.cloud.world) != CloudAPI.digest(of: other.scene.cloud.world))
  }
}
