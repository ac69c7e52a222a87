/// Target tracking over time: the runtime sheet's example, cooldowns, deployments, several policies.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

/// 4 tasks at CPU 90 with a target of 60: AlarmHigh after three minutes, 6 tasks. At 6 with CPU 30: AlarmLow (below 54)
/// after fifteen minutes, 3 tasks.
@Test func fourTasksAtNinetyBecomeSixAndSixAtThirtyBecomeThree() throws {
  var cloud = try TestCloud.scalable(count: 4)
  try cloud.track()
  cloud.inject("load service=web cpu=360")
  cloud.advance(toMinute: 2, seconds: 59)
  #expect(cloud.desiredCount == 4)
  cloud.advance(toMinute: 3)
  #expect(cloud.desiredCount == 6)
  cloud.advance(toMinute: 6)
  let utilization = try cloud.utilization(minutes: 6)
  #expect(Array(utilization.prefix(3)) == [90, 90, 90])
  #expect(Array(utilization.suffix(2)) == [60, 60])
  #expect(cloud.desiredCount == 6, "tasks that have just come are not counted twice")
  cloud.inject("load service=web cpu=180")
  cloud.advance(toMinute: 20, seconds: 59)
  #expect(cloud.desiredCount == 6)
  cloud.advance(toMinute: 21)
  #expect(cloud.desiredCount == 3)
  cloud.advance(toMinute: 60)
  #expect(cloud.desiredCount == 3)
  #expect(
    try cloud.activities() == [
      "3:00 Setting desired count to 6. | Successful", "21:00 Setting desired count to 3. | Successful",
    ])
  #expect(cloud.brokenPromises() == [])
}

@Test func theAlarmsOfAPolicy() throws {
  var cloud = try TestCloud.scalable(count: 4)
  let reply = try cloud.track()
  let arn = try #require(reply["PolicyARN"]?.string)
  let parts = arn.split(separator: ":").map(String.init)
  #expect(Array(parts.prefix(6)) == ["arn", "aws", "autoscaling", "us-east-1", "123456789012", "scalingPolicy"])
  #expect(Array(parts.suffix(2)) == ["resource/ecs/service/harbor/web", "policyName/cpu"])
  let names = reply["Alarms"]?.list?.compactMap { $0["AlarmName"]?.string } ?? []
  #expect(names.count == 2)
  #expect(names.first?.hasPrefix("TargetTracking-service/harbor/web-AlarmHigh-") == true)
  #expect(names.last?.hasPrefix("TargetTracking-service/harbor/web-AlarmLow-") == true)
  let (high, low) = (try cloud.alarm("AlarmHigh"), try cloud.alarm("AlarmLow"))
  #expect(high["Threshold"]?.double == 60)
  #expect(high["EvaluationPeriods"] == 3)
  #expect(high["ComparisonOperator"] == "GreaterThanThreshold")
  #expect(low["Threshold"]?.double == 54)
  #expect(low["EvaluationPeriods"] == 15)
  #expect(low["AlarmActions"] == .list([.string(arn)]))
  #expect(
    low["AlarmDescription"]?.string == "DO NOT EDIT OR DELETE. For TargetTrackingScaling policy \(arn).")
  // They go with it.
  try cloud.scaling("DeleteScalingPolicy", #""PolicyName": "cpu""#)
  #expect(try cloud.call("DescribeAlarms", service: "cloudwatch")["MetricAlarms"] == [])
}

@Test func anActivitySaysWhatAndWhy() throws {
  var cloud = try TestCloud.scalable(count: 4)
  try cloud.track()
  cloud.inject("load service=web cpu=360")
  cloud.advance(toMinute: 3)
  var activity = try cloud.scaling("DescribeScalingActivities")["ScalingActivities"]?[0]
  let alarm = try #require(try cloud.alarm("AlarmHigh")["AlarmName"]?.string)
  #expect(activity?["Description"] == "Setting desired count to 6.")
  #expect(activity?["Cause"]?.string == "monitor alarm \(alarm) in state ALARM triggered policy cpu")
  #expect(activity?["StatusCode"] == "InProgress")
  #expect(
    activity?["StatusMessage"] == "Successfully set desired count to 6. Waiting for change to be fulfilled by ecs.")
  #expect(activity?["EndTime"] == nil)
  cloud.advance(toMinute: 4)
  activity = try cloud.scaling("DescribeScalingActivities")["ScalingActivities"]?[0]
  #expect(activity?["StatusCode"] == "Successful")
  #expect(activity?["StatusMessage"] == "Successfully set desired count to 6. Change successfully fulfilled by ecs.")
  #expect(activity?["EndTime"] != nil)
  // Each record leads back to the alarm.
  let records = cloud.world.eventLog.all
  let scaled = try #require(records.last { $0.kind == .scalingActivity })
  guard case .event(let number) = scaled.cause else {
    Issue.record("\(scaled.cause) is no event")
    return
  }
  #expect(cloud.world.eventLog[number]?.source == "alarm/\(alarm)")
  #expect(cloud.world.eventLog[number]?.message == "alarm is ALARM")
}

/// 4 × 600 / 60 would be 40 tasks' worth; the maximum is 10.
@Test func theRangeHolds() throws {
  var cloud = try TestCloud.scalable(count: 4)
  try cloud.track()
  cloud.inject("load service=web cpu=4000")
  cloud.advance(toMinute: 30)
  #expect(cloud.desiredCount == 10)
  let all = try cloud.scaling("DescribeScalingActivities", #""IncludeNotScaledActivities": true"#)
  let notScaled = all["ScalingActivities"]?[0]
  #expect(notScaled?["Description"] == "Attempting to scale due to alarm triggered")
  #expect(notScaled?["NotScaledReasons"]?[0]?["Code"] == "AlreadyAtMaxCapacity")
  #expect(notScaled?["NotScaledReasons"]?[0]?["MaxCapacity"] == 10)
  #expect(try cloud.activities().filter { $0.contains("Attempting") } == [])
}

@Test func noScaleInDuringADeployment() throws {
  var cloud = try TestCloud.scalable(count: 4)
  try cloud.track()
  cloud.inject("load service=web cpu=40")
  cloud.advance(toMinute: 11, seconds: 50)
  // The low alarm goes off at 12:00: it has been idle since 09:00. A rolling update takes about two minutes.
  try cloud.updateService("web", #""taskDefinition": "good:2""#)
  cloud.advance(toMinute: 12, seconds: 30)
  #expect(try cloud.alarm("AlarmLow")["StateValue"] == "ALARM")
  #expect(cloud.desiredCount == 4)
  cloud.advance(toMinute: 16)
  #expect(cloud.service()?.primary?.rolloutState == .completed)
  #expect(cloud.desiredCount == 1)
}

@Test func scaleInCanBeDisabled() throws {
  var cloud = try TestCloud.scalable(count: 4)
  let reply = try cloud.track(more: #", "DisableScaleIn": true"#)
  #expect(reply["Alarms"]?.list?.count == 1)
  cloud.inject("load service=web cpu=40")
  cloud.advance(toMinute: 40)
  #expect(cloud.desiredCount == 4)
}

/// Memory 70 of 50 wants ceil(4 × 70 / 50) = 6, CPU 90 of 60 wants 6 too; CPU 120 of 60 wants 8: the larger one wins.
@Test func theLargestOfSeveralPoliciesWins() throws {
  var cloud = try TestCloud.scalable(count: 4)
  try cloud.track(target: 40)
  try cloud.track("memory", metric: "ECSServiceAverageMemoryUtilization", target: 50)
  cloud.inject("load service=web cpu=360 memory=280")
  cloud.advance(toMinute: 3)
  // 360 / 40 = 9 against 280 / 50 = 5.6.
  #expect(cloud.desiredCount == 9)
  #expect(try cloud.activities().count == 1)
}

/// CPU alone would let tasks go; memory at 40 of 50 (not below 45) does not agree... until it sinks too.
@Test func allPoliciesMustAgreeToScaleIn() throws {
  var cloud = try TestCloud.scalable(count: 4)
  try cloud.track()
  try cloud.track("memory", metric: "ECSServiceAverageMemoryUtilization", target: 50)
  cloud.inject("load service=web cpu=40 memory=192")
  cloud.advance(toMinute: 20)
  #expect(try cloud.alarm("AlarmLow")["StateValue"] == "ALARM")
  #expect(cloud.desiredCount == 4)
  cloud.inject("load service=web cpu=40 memory=100")
  cloud.advance(toMinute: 36)
  // ceil(100 / 50) = 2 for memory, 1 for CPU: the larger one.
  #expect(cloud.desiredCount == 2)
}

/// Idle since 09:00, so the first scale-in comes at 12:00; a second one waits for the whole cooldown, 1,200 s here.
@Test func scaleInWaitsForItsCooldown() throws {
  var cloud = try TestCloud.scalable(count: 8)
  try cloud.track(more: #", "ScaleInCooldown": 1200"#)
  cloud.inject("load service=web cpu=240")
  cloud.advance(toMinute: 15)
  #expect(cloud.desiredCount == 4)
  cloud.inject("load service=web cpu=60")
  cloud.advance(toMinute: 31, seconds: 59)
  #expect(cloud.desiredCount == 4)
  cloud.advance(toMinute: 33)
  #expect(cloud.desiredCount == 1)
}

@Test func scalingCanBeSuspended() throws {
  var cloud = try TestCloud.scalable(count: 4)
  try cloud.track()
  try cloud.scaling("RegisterScalableTarget", #""SuspendedState": {"DynamicScalingOutSuspended": true}"#)
  cloud.inject("load service=web cpu=360")
  cloud.advance(toMinute: 10)
  #expect(cloud.desiredCount == 4)
  let target = try cloud.call(
    "DescribeScalableTargets", #"{"ServiceNamespace": "ecs"}"#, service: "application-autoscaling")["ScalableTargets"]?[
      0]
  #expect(target?["SuspendedState"]?["DynamicScalingOutSuspended"] == true)
  #expect(target?["MaxCapacity"] == 10)
  try cloud.scaling("RegisterScalableTarget", #""SuspendedState": {"DynamicScalingOutSuspended": false}"#)
  cloud.advance(toMinute: 11)
  #expect(cloud.desiredCount == 6)
}

@Test func aMetricOfOnesOwnIsTracked() throws {
  var cloud = try TestCloud.scalable(count: 2)
  try cloud.scaling(
    "PutScalingPolicy",
    #""PolicyName": "queue", "PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": "#
      + #"{"TargetValue": 100, "CustomizedMetricSpecification": {"MetricName": "Backlog", "Namespace": "Harbor", "#
      + #""Statistic": "Average"}}"#)
  for minute in 0...3 {
    cloud.advance(toMinute: minute, seconds: 30)
    try cloud.call(
      "PutMetricData", #"{"Namespace": "Harbor", "MetricData": [{"MetricName": "Backlog", "Value": 250}]}"#,
      service: "cloudwatch")
  }
  // Three minutes at 250: ceil(2 × 250 / 100) = 5.
  #expect(cloud.desiredCount == 5)
}

/// Sheet 7.1.
@Test func registeringMakesTheRoleThatScalingTakes() throws {
  var cloud = try TestCloud.scalable(count: 1)
  let role = try cloud.call(
    "GetRole", #"{"RoleName": "AWSServiceRoleForApplicationAutoScaling_ECSService"}"#, service: "iam")["Role"]
  let target = try cloud.scaling("DescribeScalableTargets")["ScalableTargets"]?[0]
  #expect(role?["Arn"] == target?["RoleARN"])
}
