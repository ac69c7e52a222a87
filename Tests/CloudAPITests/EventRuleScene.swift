/// A cluster with a task definition, a role of EventBridge, and short words for rules.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

struct EventRuleScene {
  var scene: TaskScene
  static let role = "arn:aws:iam::123456789012:role/eventsRole"
  static let cluster = "arn:aws:ecs:us-east-1:123456789012:cluster/harbor"
  static let group = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/ecs"

  /// `job` ends after a second, `web` runs on.
  init(seed: UInt64 = 1, policy: String? = "service-role/AmazonEC2ContainerServiceEventsRole") throws {
    scene = try TaskScene(seed: seed, logGroups: #"["/aws/events/ecs"]"#)
    try scene.registerFargate(#"[{"name": "app", "image": "busybox"}]"#, family: "job")
    try scene.registerFargate(#"[{"name": "app", "image": "nginx"}]"#, family: "web")
    let trust =
      #"{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"events.amazonaws.com\"}, "#
      + #"\"Action\": \"sts:AssumeRole\"}]}"#
    try scene.cloud.call(
      "CreateRole", #"{"RoleName": "eventsRole", "AssumeRolePolicyDocument": "\#(trust)"}"#, service: "iam")
    guard let policy else { return }
    try scene.cloud.call(
      "AttachRolePolicy", #"{"RoleName": "eventsRole", "PolicyArn": "arn:aws:iam::aws:policy/\#(policy)"}"#,
      service: "iam")
  }

  @discardableResult
  mutating func call(
    _ operation: String, _ input: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Document {
    try scene.cloud.call(operation, input, service: "events", sourceLocation: sourceLocation)
  }

  mutating func refusal(
    _ operation: String, _ input: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    try scene.cloud.refusal(operation, input, service: "events", sourceLocation: sourceLocation)
  }

  mutating func putRule(_ name: String, schedule: String, more: String = "") throws {
    try call("PutRule", #"{"Name": "\#(name)", "ScheduleExpression": "\#(schedule)"\#(more)}"#)
  }

  /// - Parameter pattern: as JSON.
  mutating func putRule(_ name: String, pattern: String) throws {
    try call("PutRule", #"{"Name": "\#(name)", "EventPattern": \#(Document.string(pattern).written())}"#)
  }

  /// A target that runs tasks on Fargate.
  static func taskTarget(_ family: String, more: String = "", parameters: String = "") -> String {
    """
    {"Id": "tasks", "Arn": "\(cluster)", "RoleArn": "\(role)"\(more), "EcsParameters": {
      "TaskDefinitionArn": "arn:aws:ecs:us-east-1:123456789012:task-definition/\(family)", "LaunchType": "FARGATE",
      "NetworkConfiguration": {"awsvpcConfiguration": {"Subnets": ["subnet-a"], "AssignPublicIp": "ENABLED"}}
      \(parameters)}}
    """
  }

  static func logTarget(more: String = "") -> String { #"{"Id": "logs", "Arn": "\#(group)"\#(more)}"# }

  mutating func putTargets(_ rule: String, _ targets: String...) throws {
    try call("PutTargets", #"{"Rule": "\#(rule)", "Targets": [\#(targets.joined(separator: ","))]}"#)
  }

  var region: Region { get throws { try #require(scene.cloud.world.regions["us-east-1"]) } }

  /// Tasks in the order of their creation.
  var tasks: [ECS.Task] { get throws { try region.ecs.tasks.all(inCluster: "harbor").map { $0 } } }

  /// The lines of the log group.
  var lines: [String] {
    get throws {
      try region.logs.groups["/aws/events/ecs"]?.streams.values.flatMap { $0.lines.map(\.text) } ?? []
    }
  }

  /// What the event log has of a rule's invocations.
  func invocations(of rule: String) -> [EventRecord] {
    scene.cloud.world.eventLog.all.filter { $0.kind == .ruleInvocation && $0.source == "rule/\(rule)" }
  }

  mutating func sum(_ metric: String, of rule: String) throws -> Double {
    let now = scene.cloud.world.now
    let reply = try scene.cloud.call(
      "GetMetricStatistics",
      #"{"Namespace": "AWS/Events", "MetricName": "\#(metric)", "Dimensions": [{"Name": "RuleName", "Value": "\#(rule)"}], "#
        + #""StartTime": "2026-01-05T09:00:00Z", "EndTime": "\#(now.iso8601())", "Period": 3600, "Statistics": ["Sum"]}"#,
      service: "cloudwatch")
    return reply["Datapoints"]?.list?.reduce(0) { $0 + ($1["Sum"]?.double ?? 0) } ?? 0
  }
}
