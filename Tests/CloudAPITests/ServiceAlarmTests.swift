/// Alarms, and the deployments that they fail.
///
/// Times as in `ServiceSchedulerTests`: a rolling update of one task starts it at 0:10, stops the old one at 1:20 and
/// is settled at 1:50.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

extension TestCloud {
  /// An alarm on a metric that nobody measures: somebody sets its state.
  mutating func putAlarm(_ name: String) throws {
    try call(
      "PutMetricAlarm",
      #"{"AlarmName": "\#(name)", "MetricName": "5XX", "Namespace": "App", "Statistic": "Sum", "Period": 60, "#
        + #""EvaluationPeriods": 1, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold"}"#,
      service: "cloudwatch")
  }

  fileprivate mutating func set(_ name: String, _ state: String) throws {
    try call(
      "SetAlarmState", #"{"AlarmName": "\#(name)", "StateValue": "\#(state)", "StateReason": "a test"}"#,
      service: "cloudwatch")
  }

  /// A steady service that watches `errors` and `latency`, just updated.
  fileprivate static func watched(_ more: String = "", rollback: Bool = true, inAlarm: String? = nil) throws
    -> (TestCloud, Instant)
  {
    var (cloud, start) = try TestCloud.steady(count: 1)
    for name in ["errors", "latency"] { try cloud.putAlarm(name) }
    if let inAlarm { try cloud.set(inAlarm, "ALARM") }
    try cloud.updateService(
      "web",
      #""taskDefinition": "good:2", "deploymentConfiguration": {"alarms": {"alarmNames": ["errors", "latency"], "#
        + #""enable": true, "rollback": \#(rollback)}\#(more)}"#)
    return (cloud, start)
  }
}

@Test func aRollingUpdateBakesWhileAlarmsAreWatched() throws {
  var (cloud, start) = try TestCloud.watched()
  cloud.advance(seconds: 240)
  #expect(try cloud.newestDeployment()["status"] == "IN_PROGRESS")
  #expect(
    try cloud.newestDeployment()["alarms"]
      == ["status": "MONITORING", "alarmNames": ["errors", "latency"]])
  cloud.advance(seconds: 60)
  // Settled at 1:50, and three minutes of watching.
  #expect(
    Array(cloud.story(since: start).suffix(2)) == [
      "4:50 (deployment ecs-svc/N) deployment completed.", "4:50 has reached a steady state.",
    ])
  #expect(try cloud.newestDeployment()["alarms"]?["status"] == "MONITORING_COMPLETE")
}

@Test func aBakeTimeOfOnesOwn() throws {
  var (cloud, start) = try TestCloud.watched(#", "bakeTimeInMinutes": 10"#)
  cloud.advance(seconds: 900)
  #expect(cloud.story(since: start).last == "11:50 has reached a steady state.")
}

@Test func anAlarmFailsTheDeploymentAndRollsBack() throws {
  var (cloud, start) = try TestCloud.watched()
  cloud.advance(seconds: 200)
  try cloud.set("latency", "ALARM")
  cloud.advance(seconds: 400)
  #expect(
    Array(cloud.story(since: start).dropFirst(2)) == [
      "3:30 (deployment ecs-svc/N) deployment failed: alarm detected.", "3:30 rolling back to deployment ecs-svc/N.",
      "3:30 has started 1 tasks: (task ID).", "4:40 has stopped 1 running tasks: (task ID).",
      "5:10 (deployment ecs-svc/N) deployment completed.", "5:10 has reached a steady state.",
    ])
  let deployment = try cloud.newestDeployment()
  #expect(deployment["status"] == "ROLLBACK_SUCCESSFUL")
  #expect(
    deployment["alarms"]
      == ["status": "TRIGGERED", "alarmNames": ["errors", "latency"], "triggeredAlarmNames": ["latency"]])
  #expect(
    deployment["statusReason"] == "Service deployment rolled back because of alarms in the ALARM state: latency.")
  #expect(cloud.service()?.primary?.revision == 1)
}

@Test func withoutRollbackAnAlarmLeavesTheDeploymentFailed() throws {
  var (cloud, start) = try TestCloud.watched(rollback: false)
  cloud.advance(seconds: 30)
  try cloud.set("errors", "ALARM")
  cloud.advance(seconds: 300)
  #expect(
    cloud.story(since: start) == [
      "0:10 has started 1 tasks: (task ID).", "0:40 (deployment ecs-svc/N) deployment failed: alarm detected.",
    ])
  let deployments = try cloud.describeService()["deployments"]
  #expect(deployments?[0]?["rolloutState"] == "FAILED")
  #expect(deployments?[0]?["rolloutStateReason"] == "ECS deployment failed: alarm detected.")
  #expect(try cloud.newestDeployment()["status"] == "STOPPED")
}

@Test func anAlarmThatWasOnBeforeIsIgnored() throws {
  var (cloud, start) = try TestCloud.watched(inAlarm: "errors")
  cloud.advance(seconds: 300)
  #expect(cloud.story(since: start).last == "4:50 has reached a steady state.")
}

@Test func alarmsWatchBlueGreenToo() throws {
  var (cloud, start) = try TestCloud.watched(#", "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 5"#)
  cloud.advance(seconds: 180)
  #expect(try cloud.newestDeployment()["lifecycleStage"] == "BAKE_TIME")
  try cloud.set("errors", "ALARM")
  cloud.advance(seconds: 60)
  #expect(
    Array(cloud.story(since: start).dropFirst(2)) == [
      "3:10 (deployment ecs-svc/N) deployment failed: alarm detected.", "3:10 rolling back to deployment ecs-svc/N.",
      "3:10 has stopped 1 running tasks: (task ID).", "3:40 (deployment ecs-svc/N) deployment completed.",
      "3:40 has reached a steady state.",
    ])
}

@Test func alarmsAreKeptAndShown() throws {
  var cloud = try TestCloud.services()
  for name in ["b", "a"] { try cloud.putAlarm(name) }
  try cloud.set("a", "OK")
  let reply = try cloud.call("DescribeAlarms", service: "cloudwatch")
  #expect(reply["CompositeAlarms"] == [])
  #expect(reply["MetricAlarms"]?.list?.compactMap { $0["AlarmName"]?.string } == ["a", "b"])
  let (first, second) = (reply["MetricAlarms"]?[0], reply["MetricAlarms"]?[1])
  #expect(first?["AlarmArn"] == "arn:aws:cloudwatch:us-east-1:123456789012:alarm:a")
  #expect(first?["StateValue"] == "OK")
  #expect(first?["StateReason"] == "a test")
  #expect(second?["StateValue"] == "INSUFFICIENT_DATA")
  #expect(second?["StateReason"] == "Unchecked: Initial alarm creation")
  #expect(second?["Threshold"] == 1)
  #expect(second?["ActionsEnabled"] == true)
  // Other settings keep the state.
  try cloud.putAlarm("a")
  #expect(
    try cloud.call("DescribeAlarms", #"{"StateValue": "OK"}"#, service: "cloudwatch")["MetricAlarms"]?.list?.count == 1)
  let page = try cloud.call("DescribeAlarms", #"{"MaxRecords": 1}"#, service: "cloudwatch")
  #expect(page["NextToken"] == "a")
  let next = try cloud.call("DescribeAlarms", #"{"MaxRecords": 1, "NextToken": "a"}"#, service: "cloudwatch")
  #expect(next["MetricAlarms"]?[0]?["AlarmName"] == "b")
  #expect(next["NextToken"] == nil)
  // All or none.
  #expect(
    try cloud.refusal("DeleteAlarms", #"{"AlarmNames": ["a", "nope"]}"#, service: "cloudwatch")
      == "ResourceNotFound: There is no alarm named nope.")
  try cloud.call("DeleteAlarms", #"{"AlarmNames": ["a", "b"]}"#, service: "cloudwatch")
  #expect(try cloud.call("DescribeAlarms", service: "cloudwatch")["MetricAlarms"] == [])
  #expect(
    try cloud.refusal(
      "SetAlarmState", #"{"AlarmName": "a", "StateValue": "RED", "StateReason": "x"}"#, service: "cloudwatch")
      == "ValidationError: 1 validation error detected: Value 'RED' at 'stateValue' failed to satisfy constraint: "
      + "Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]")
}
