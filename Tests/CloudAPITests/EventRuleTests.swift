/// Rules and their targets as requests see them: made, replaced, listed in pages, refused, deleted; events that are put.
///
/// Expected texts: what users of EventBridge report of it; names and limits: Amazon EventBridge API reference.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

private let stopped = #"{"source":["aws.ecs"],"detail":{"lastStatus":["STOPPED"]}}"#

@Suite("Event rules") struct EventRuleTests {
  @Test func aRuleIsPutAndDescribed() throws {
    var scene = try EventRuleScene()
    let reply = try scene.call(
      "PutRule",
      #"{"Name": "nightly", "ScheduleExpression": "cron(0 2 * * ? *)", "Description": "Reports", "State": "DISABLED"}"#)
    #expect(reply["RuleArn"] == "arn:aws:events:us-east-1:123456789012:rule/nightly")
    #expect(
      try scene.call("DescribeRule", #"{"Name": "nightly", "EventBusName": "default"}"#) == [
        "Name": "nightly", "Arn": "arn:aws:events:us-east-1:123456789012:rule/nightly",
        "ScheduleExpression": "cron(0 2 * * ? *)", "State": "DISABLED", "Description": "Reports",
        "EventBusName": "default", "CreatedBy": "123456789012",
      ])
  }

  @Test func aRuleThatIsPutAgainForgetsWhatIsLeftOutAndKeepsItsTargets() throws {
    var scene = try EventRuleScene()
    try scene.putRule("r", schedule: "rate(1 hour)", more: #", "Description": "old", "State": "DISABLED""#)
    try scene.putTargets("r", EventRuleScene.logTarget())
    try scene.putRule("r", pattern: stopped)
    let rule = try scene.call("DescribeRule", #"{"Name": "r"}"#)
    #expect(rule["ScheduleExpression"] == nil)
    #expect(rule["Description"] == nil)
    #expect(rule["State"] == "ENABLED")
    #expect(rule["EventPattern"] == .string(stopped))
    #expect(try scene.call("ListTargetsByRule", #"{"Rule": "r"}"#)["Targets"]?.list?.count == 1)
  }

  @Test func rulesAreListedByNameInPages() throws {
    var scene = try EventRuleScene()
    for name in ["b", "a2", "a1", "a3"] { try scene.putRule(name, schedule: "rate(1 hour)") }
    let first = try scene.call("ListRules", #"{"NamePrefix": "a", "Limit": 2}"#)
    #expect(first["Rules"]?.list?.compactMap { $0["Name"]?.string } == ["a1", "a2"])
    let token = try #require(first["NextToken"]?.string)
    let second = try scene.call("ListRules", #"{"NamePrefix": "a", "Limit": 2, "NextToken": "\#(token)"}"#)
    #expect(second["Rules"]?.list?.compactMap { $0["Name"]?.string } == ["a3"])
    #expect(second["NextToken"] == nil)
    #expect(try scene.refusal("ListRules", #"{"NextToken": "zzz"}"#).hasPrefix("ValidationException"))
  }

  @Test(arguments: [
    (#"{"Name": "r"}"#, "ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified."),
    (
      #"{"Name": "r", "ScheduleExpression": "rate(1 hours)"}"#,
      "ValidationException: Parameter ScheduleExpression is not valid."
    ),
    (
      #"{"Name": "r", "ScheduleExpression": "at(2027-01-01T00:00:00)"}"#,
      "ValidationException: Parameter ScheduleExpression is not valid."
    ),
    (
      #"{"Name": "r", "ScheduleExpression": "cron(0 9 * * * *)"}"#,
      "ValidationException: Parameter ScheduleExpression is not valid."
    ),
    (
      #"{"Name": "r r", "ScheduleExpression": "rate(1 hour)"}"#,
      #"ValidationException: 1 validation error detected: Value 'r r' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+"#
    ),
    (
      #"{"Name": "r", "ScheduleExpression": "rate(1 hour)", "EventBusName": "shop"}"#,
      "ResourceNotFoundException: Event bus shop does not exist."
    ),
  ])
  func rulesThatAreRefused(input: String, expected: String) throws {
    var scene = try EventRuleScene()
    let before = CloudAPI.digest(of: scene.scene.cloud.world)
    #expect(try scene.refusal("PutRule", input) == expected)
    #expect(CloudAPI.digest(of: scene.scene.cloud.world) == before)
  }

  @Test func aRuleWithTargetsIsNotDeleted() throws {
    var scene = try EventRuleScene()
    try scene.putRule("r", pattern: stopped)
    try scene.putTargets("r", EventRuleScene.logTarget())
    #expect(
      try scene.refusal("DeleteRule", #"{"Name": "r"}"#)
        == "ValidationException: Rule can't be deleted since it has targets.")
    let removed = try scene.call("RemoveTargets", #"{"Rule": "r", "Ids": ["logs", "none"]}"#)
    #expect(removed["FailedEntryCount"] == 1)
    #expect(removed["FailedEntries"]?[0]?["TargetId"] == "none")
    try scene.call("DeleteRule", #"{"Name": "r"}"#)
    #expect(
      try scene.refusal("DescribeRule", #"{"Name": "r"}"#)
        == "ResourceNotFoundException: Rule r does not exist on EventBus default.")
    // What is not there needs no deleting.
    try scene.call("DeleteRule", #"{"Name": "r"}"#)
  }

  @Test func targetsAreReplacedById() throws {
    var scene = try EventRuleScene()
    try scene.putRule("r", pattern: stopped)
    try scene.putTargets("r", EventRuleScene.logTarget())
    try scene.putTargets("r", EventRuleScene.logTarget(more: #", "Input": "\"stopped\"""#))
    let targets = try scene.call("ListTargetsByRule", #"{"Rule": "r"}"#)["Targets"]
    #expect(targets == [["Id": "logs", "Arn": .string(EventRuleScene.group), "Input": "\"stopped\""]])
  }

  @Test func aRuleHasFiveTargetsAtMost() throws {
    var scene = try EventRuleScene()
    try scene.putRule("r", pattern: stopped)
    let targets = (1...6).map { #"{"Id": "\#($0)", "Arn": "\#(EventRuleScene.group)"}"# }
    #expect(
      try scene.refusal("PutTargets", #"{"Rule": "r", "Targets": [\#(targets.joined(separator: ","))]}"#)
        == "LimitExceededException: The requested resource exceeds the maximum number allowed.")
    #expect(try scene.call("ListTargetsByRule", #"{"Rule": "r"}"#)["Targets"] == [])
  }

  @Test(arguments: [
    (
      #"{"Id": "1", "Arn": "harbor"}"#,
      "ValidationException: Parameter harbor is not valid. Reason: Provided Arn is not in correct format."
    ),
    (
      #"{"Id": "1", "Arn": "\#(EventRuleScene.cluster)", "EcsParameters": {"TaskDefinitionArn": "arn:aws:ecs:us-east-1:123456789012:task-definition/web"}}"#,
      "ValidationException: RoleArn is required for target \(EventRuleScene.cluster)."
    ),
    (
      #"{"Id": "1", "Arn": "\#(EventRuleScene.cluster)", "RoleArn": "\#(EventRuleScene.role)"}"#,
      "ValidationException: Parameter(s) EcsParameters must be specified for target: 1."
    ),
    (
      #"{"Id": "1", "Arn": "arn:aws:lambda:us-east-1:123456789012:function:f"}"#,
      "NotSimulatedYet: A target of lambda is not simulated yet."
    ),
    (
      #"{"Id": "1", "Arn": "arn:aws:sqs:us-east-1:123456789012:queue"}"#,
      "NotSimulatedYet: A target of sqs is not simulated yet."
    ),
    (
      #"{"Id": "1", "Arn": "\#(EventRuleScene.group)", "Input": "1", "InputPath": "$.detail"}"#,
      "ValidationException: Only one of Input, InputPath, or InputTransformer must be provided for target 1."
    ),
    (
      #"{"Id": "1", "Arn": "\#(EventRuleScene.group)", "InputTransformer": {"InputTemplate": "\"<x>\""}}"#,
      "ValidationException: InputTemplate for target 1 contains invalid placeholder x."
    ),
  ])
  func targetsThatAreRefused(target: String, expected: String) throws {
    var scene = try EventRuleScene()
    try scene.putRule("r", pattern: stopped)
    #expect(try scene.refusal("PutTargets", #"{"Rule": "r", "Targets": [\#(target)]}"#) == expected)
  }

  @Test func aTargetsInputIsJSON() throws {
    var scene = try EventRuleScene()
    try scene.putRule("r", pattern: stopped)
    let target = EventRuleScene.logTarget(more: #", "Input": "hello""#)
    #expect(
      try scene.refusal("PutTargets", #"{"Rule": "r", "Targets": [\#(target)]}"#)
        .hasPrefix("ValidationException: JSON syntax error in input for target logs"))
  }

  @Test func entriesAreTakenOneByOne() throws {
    var scene = try EventRuleScene()
    let reply = try scene.call(
      "PutEvents",
      #"{"Entries": [{"Source": "shop", "DetailType": "Order", "Detail": "{\"n\": 1}"}, "#
        + #"{"Source": "aws.ecs", "DetailType": "Order", "Detail": "{}"}, {"Source": "shop", "DetailType": "Order"}, "#
        + #"{"Source": "shop", "DetailType": "Order", "Detail": "[1]"}, {"DetailType": "Order", "Detail": "{}"}]}"#)
    #expect(reply["FailedEntryCount"] == 4)
    #expect(reply["Entries"]?[0]?["EventId"]?.string?.utf8.count == 36)
    #expect(
      reply["Entries"]?.list?.dropFirst().map { $0["ErrorCode"]?.string ?? "" } == [
        "NotAuthorizedForSourceException", "InvalidArgument", "MalformedDetail", "InvalidArgument",
      ])
    #expect(reply["Entries"]?[1]?["ErrorMessage"] == "Not authorized for the source.")
    #expect(reply["Entries"]?[3]?["ErrorMessage"] == "Detail is malformed.")
  }

  @Test func aRuleIsDisabledAndEnabled() throws {
    var scene = try EventRuleScene()
    try scene.putRule("often", schedule: "rate(5 minutes)")
    try scene.putTargets("often", EventRuleScene.logTarget(more: #", "InputPath": "$.time""#))
    try scene.call("DisableRule", #"{"Name": "often"}"#)
    #expect(try scene.call("DescribeRule", #"{"Name": "often"}"#)["State"] == "DISABLED")
    scene.scene.cloud.advance(seconds: 400)
    try scene.call("EnableRule", #"{"Name": "often"}"#)
    #expect(try scene.call("DescribeRule", #"{"Name": "often"}"#)["State"] == "ENABLED")
    scene.scene.cloud.advance(seconds: 300)
    // Not at 09:05; the rate goes on from 09:00.
    #expect(try scene.lines == [#""2026-01-05T09:10:00Z""#])
    #expect(
      try scene.refusal("DisableRule", #"{"Name": "x"}"#)
        == "ResourceNotFoundException: Rule x does not exist on EventBus default.")
  }

  @Test func aPatternIsTested() throws {
    var scene = try EventRuleScene()
    let event =
      #"{\"id\": \"1\", \"detail-type\": \"a\", \"source\": \"s\", \"account\": \"1\", "#
      + #"\"time\": \"2026-01-05T09:00:00Z\", \"region\": \"us-east-1\", \"resources\": [], \"detail\": {\"n\": 1}}"#
    for (wanted, expected) in [("1", true), ("2", false)] {
      let pattern = #"{\"detail\": {\"n\": [\#(wanted)]}}"#
      let reply = try scene.call("TestEventPattern", #"{"EventPattern": "\#(pattern)", "Event": "\#(event)"}"#)
      #expect(reply["Result"] == .boolean(expected))
    }
    #expect(
      try scene.refusal("TestEventPattern", #"{"EventPattern": "{\"a\": [1]}", "Event": "{}"}"#)
        == "ValidationException: Parameter Event is not valid.")
  }

  @Test func rulesAreFoundByTheirTarget() throws {
    var scene = try EventRuleScene()
    for name in ["b", "a", "c"] { try scene.putRule(name, schedule: "rate(1 hour)") }
    for name in ["b", "a"] { try scene.putTargets(name, EventRuleScene.logTarget()) }
    let reply = try scene.call("ListRuleNamesByTarget", #"{"TargetArn": "\#(EventRuleScene.group)"}"#)
    #expect(reply["RuleNames"]?.strings == ["a", "b"])
  }
}
