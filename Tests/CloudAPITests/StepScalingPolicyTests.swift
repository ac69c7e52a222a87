/// Step scaling and scheduled scaling over time.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

extension TestCloud {
  /// The runtime sheet's steps, and an alarm above 60 that invokes them.
  fileprivate mutating func steps(cooldown: Int = 300) throws {
    let reply = try scaling(
      "PutScalingPolicy",
      #""PolicyName": "steps", "PolicyType": "StepScaling", "StepScalingPolicyConfiguration": {"AdjustmentType": "#
        + #""ChangeInCapacity", "Cooldown": \#(cooldown), "StepAdjustments": ["#
        + #"{"MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 15, "ScalingAdjustment": 1}, "#
        + #"{"MetricIntervalLowerBound": 15, "MetricIntervalUpperBound": 25, "ScalingAdjustment": 2}, "#
        + #"{"MetricIntervalLowerBound": 25, "ScalingAdjustment": 3}]}"#)
    #expect(reply["Alarms"] == [])
    let arn = try #require(reply["PolicyARN"]?.string)
    try call(
      "PutMetricAlarm",
      #"{"AlarmName": "busy", "Namespace": "AWS/ECS", "MetricName": "CPUUtilization", "Statistic": "Average", "#
        + #""Period": 60, "EvaluationPeriods": 1, "Threshold": 60, "ComparisonOperator": "GreaterThanThreshold", "#
        + #""AlarmActions": ["\#(arn)"], "Dimensions": [{"Name": "ClusterName", "Value": "harbor"}, "#
        + #"{"Name": "ServiceName", "Value": "web"}]}"#, service: "cloudwatch")
  }
}

/// Threshold 60, CPU 82: a breach of 22, so two tasks more.
@Test func cpu82AgainstAThresholdOf60AddsTwo() throws {
  var cloud = try TestCloud.scalable(count: 4)
  try cloud.steps()
  cloud.inject("load service=web cpu=328")
  cloud.advance(toMinute: 1)
  #expect(cloud.desiredCount == 6)
  let policy = try cloud.scaling("DescribeScalingPolicies")["ScalingPolicies"]?[0]
  #expect(policy?["Alarms"]?[0]?["AlarmName"] == "busy")
  #expect(policy?["StepScalingPolicyConfiguration"]?["StepAdjustments"]?.list?.count == 3)
  cloud.advance(toMinute: 10)
  #expect(cloud.desiredCount == 6, "328 / 6 is below 60")
}

/// During the cooldown only what is beyond the first change counts: 4 + 1, then 4 + 3, not 5 + 3.
@Test func duringACooldownOnlyTheDifferenceIsAdded() throws {
  var cloud = try TestCloud.scalable(count: 4)
  try cloud.steps(cooldown: 3_600)
  cloud.inject("load service=web cpu=280")
  cloud.advance(toMinute: 1)
  #expect(cloud.desiredCount == 5)
  cloud.inject("load service=web cpu=1000")
  cloud.advance(toMinute: 4)
  #expect(cloud.desiredCount == 7)
  cloud.advance(toMinute: 30)
  #expect(cloud.desiredCount == 7)
}

/// A policy does nothing without a value; one may be given beside the state.
@Test func aSetAlarmInvokesThePolicyWithTheValueGiven() throws {
  var cloud = try TestCloud.scalable(count: 1)
  try cloud.steps()
  try cloud.call(
    "SetAlarmState",
    #"{"AlarmName": "busy", "StateValue": "ALARM", "StateReason": "a test", "#
      + #""StateReasonData": "{\"recentDatapoints\": [90.0]}"}"#, service: "cloudwatch")
  cloud.advance(seconds: 1)
  #expect(cloud.desiredCount == 4)
  // At the next full minute the alarm looks for itself.
  cloud.advance(toMinute: 1)
  #expect(try cloud.alarm("busy")["StateValue"] == "OK")
}

@Test func aScheduleSetsTheRangeAndMovesTheCount() throws {
  var cloud = try TestCloud.scalable(count: 2)
  try cloud.scaling(
    "PutScheduledAction",
    #""ScheduledActionName": "morning", "Schedule": "cron(30 9 * * ? *)", "ScalableTargetAction": {"MinCapacity": 4, "#
      + #""MaxCapacity": 12}"#)
  try cloud.scaling(
    "PutScheduledAction",
    #""ScheduledActionName": "night", "Schedule": "at(2026-01-05T22:00:00)", "ScalableTargetAction": {"MinCapacity": 1, "#
      + #""MaxCapacity": 1}"#)
  // 09:30 is 27 minutes after 09:03.
  cloud.advance(toMinute: 26, seconds: 59)
  #expect(cloud.desiredCount == 2)
  cloud.advance(toMinute: 27)
  #expect(cloud.desiredCount == 4)
  let target = try cloud.call(
    "DescribeScalableTargets", #"{"ServiceNamespace": "ecs"}"#, service: "application-autoscaling")["ScalableTargets"]?[
      0]
  #expect(target?["MinCapacity"] == 4)
  #expect(target?["MaxCapacity"] == 12)
  let activities = try cloud.scaling("DescribeScalingActivities")["ScalingActivities"]
  #expect(activities?[1]?["Description"] == "Setting min capacity to 4 and max capacity to 12")
  #expect(activities?[1]?["Cause"] == "scheduled action name morning was triggered")
  #expect(activities?[1]?["StatusMessage"] == "Successfully set min capacity to 4 and max capacity to 12")
  #expect(activities?[0]?["Cause"] == "minimum capacity was set to 4")
  cloud.advance(seconds: 13 * 3_600)
  #expect(cloud.desiredCount == 1)
  // The next morning again.
  cloud.advance(seconds: 12 * 3_600)
  #expect(cloud.desiredCount == 4)
}

@Test func aDeletedActionIsNotDue() throws {
  var cloud = try TestCloud.scalable(count: 2)
  let action =
    #""ScheduledActionName": "often", "Schedule": "rate(5 minutes)", "ScalableTargetAction": {"MinCapacity": 4}"#
  try cloud.scaling("PutScheduledAction", action)
  #expect(try cloud.scaling("DescribeScheduledActions")["ScheduledActions"]?[0]?["Schedule"] == "rate(5 minutes)")
  try cloud.scaling("DeleteScheduledAction", #""ScheduledActionName": "often""#)
  cloud.advance(toMinute: 20)
  #expect(cloud.desiredCount == 2)
  #expect(try cloud.scaling("DescribeScheduledActions")["ScheduledActions"] == [])
}
