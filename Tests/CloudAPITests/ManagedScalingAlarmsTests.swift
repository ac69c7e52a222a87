/// The alarms of managed scaling, as CloudWatch shows them: one datapoint above the target, fifteen below it.
///
/// Times are those of `ManagedScalingTests`: seconds since the scene was set up, five minutes into the world.
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

@Suite struct ManagedScalingAlarmsTests {
  @Test func aProviderHasTwoAlarmsOnItsReservation() throws {
    var scene = try CapacityScene(desired: 2, scaling: #"{"status":"ENABLED","targetCapacity":80}"#)
    let (high, low) = (try scene.cloud.alarm("AlarmHigh"), try scene.cloud.alarm("AlarmLow"))
    #expect(high["AlarmName"]?.string?.hasPrefix("TargetTracking-hosts-AlarmHigh-") == true)
    for (alarm, comparison, periods) in [(high, "GreaterThanThreshold", 1), (low, "LessThanThreshold", 15)] {
      #expect(alarm["Namespace"] == "AWS/ECS/ManagedScaling")
      #expect(alarm["MetricName"] == "CapacityProviderReservation")
      #expect(
        alarm["Dimensions"] == [
          ["Name": "CapacityProviderName", "Value": "hosts"], ["Name": "ClusterName", "Value": "harbor"],
        ])
      #expect(alarm["Threshold"]?.double == 80)
      #expect(alarm["ComparisonOperator"]?.string == comparison)
      #expect(alarm["EvaluationPeriods"]?.integer == periods)
      #expect(alarm["Period"] == 60)
      let action = alarm["AlarmActions"]?[0]?.string ?? ""
      #expect(action.contains(":autoScalingGroupName/hosts:policyName/ECSManagedAutoScalingPolicy-"))
      #expect(
        alarm["AlarmDescription"]?.string == "DO NOT EDIT OR DELETE. For TargetTrackingScaling policy \(action).")
    }
  }

  /// 7 tasks, no instance: 200 % at the look at 60.
  @Test func theHighAlarmGoesOffAsTheGroupGrows() throws {
    var scene = try CapacityScene()
    #expect(try scene.cloud.alarm("AlarmHigh")["StateValue"] == "OK")
    try scene.run("big", 7)
    scene.cloud.advance(seconds: 61)
    #expect(scene.sizes == ["60 0 to 2"])
    let alarm = try scene.cloud.alarm("AlarmHigh")
    #expect(alarm["StateValue"] == "ALARM")
    let reason = alarm["StateReason"]?.string ?? ""
    #expect(
      reason.hasPrefix("Threshold Crossed: 1 out of the last 1 datapoints [200.0 (05/01/26 09:06:00)] was greater than")
    )
    scene.cloud.advance(seconds: 10)  // the group's turn
    let activities = try scene.cloud.call(
      "DescribeScalingActivities", #"{"AutoScalingGroupName":"hosts"}"#, service: "autoscaling")["Activities"]?.list
    let name = try #require(alarm["AlarmName"]?.string)
    let cause = "a monitor alarm \(name) in state ALARM"
    #expect(activities?.contains { $0["Cause"]?.string?.contains(cause) ?? false } == true)
    scene.cloud.advance(seconds: 600)
    #expect(try scene.cloud.alarm("AlarmHigh")["StateValue"] == "OK")
  }

  /// Two idle instances, none of which may go: below the target from the first look at -180, the fifteenth is at 660.
  @Test func theLowAlarmStaysOnAtTheMinimumWithoutLookingAgain() throws {
    var scene = try CapacityScene(desired: 2)
    try scene.cloud.call(
      "UpdateAutoScalingGroup", #"{"AutoScalingGroupName":"hosts","MinSize":2}"#, service: "autoscaling")
    scene.cloud.advance(seconds: 659)
    #expect(try scene.cloud.alarm("AlarmLow")["StateValue"] != "ALARM")
    scene.cloud.advance(seconds: 2)
    #expect(try scene.cloud.alarm("AlarmLow")["StateValue"] == "ALARM")
    #expect(try scene.cloud.alarm("AlarmHigh")["StateValue"] == "OK")
    #expect(scene.cloud.world.pending.sorted.isEmpty)
    scene.cloud.advance(seconds: 600)
    try scene.cloud.call(
      "UpdateAutoScalingGroup", #"{"AutoScalingGroupName":"hosts","MinSize":0}"#, service: "autoscaling")
    scene.cloud.advance(seconds: 60)
    #expect(scene.group.size.desired == 1)
  }

  @Test func theAlarmsFollowTheTargetAndGoWithTheScaling() throws {
    var scene = try CapacityScene()
    let name = try scene.cloud.alarm("AlarmHigh")["AlarmName"]
    func update(_ scaling: String) throws {
      try scene.cloud.call(
        "UpdateCapacityProvider", #"{"name":"hosts","autoScalingGroupProvider":{"managedScaling":\#(scaling)}}"#)
      scene.cloud.advance(seconds: 60)
    }
    try update(#"{"targetCapacity":50}"#)
    #expect(try scene.cloud.alarm("AlarmHigh")["Threshold"]?.double == 50)
    #expect(try scene.cloud.alarm("AlarmHigh")["AlarmName"] == name)
    try update(#"{"status":"DISABLED"}"#)
    #expect(try scene.cloud.call("DescribeAlarms", service: "cloudwatch")["MetricAlarms"] == [])
  }

  /// As with every alarm, what somebody sets lasts until its metric is looked at again.
  @Test func aStateThatSomebodySetLastsUntilTheNextLook() throws {
    var scene = try CapacityScene()
    let name = try #require(try scene.cloud.alarm("AlarmHigh")["AlarmName"]?.string)
    try scene.cloud.call(
      "SetAlarmState", #"{"AlarmName":"\#(name)","StateValue":"ALARM","StateReason":"drill"}"#, service: "cloudwatch")
    #expect(try scene.cloud.alarm("AlarmHigh")["StateValue"] == "ALARM")
    scene.cloud.advance(seconds: 61)
    #expect(try scene.cloud.alarm("AlarmHigh")["StateValue"] == "OK")
  }
}
