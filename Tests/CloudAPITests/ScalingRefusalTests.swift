/// What Application Auto Scaling refuses, in its own words.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

private let place =
  "service namespace: ecs, resource ID: service/harbor/web, scalable dimension: ecs:service:DesiredCount"

@Test func whatIsNotRegisteredCannotBeScaled() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  let tracking =
    #""PolicyName": "cpu", "PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": "#
    + #"{"TargetValue": 60, "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}}"#
  #expect(
    try cloud.scalingRefusal("PutScalingPolicy", tracking)
      == "ObjectNotFoundException: No scalable target registered for \(place)")
  #expect(
    try cloud.scalingRefusal("DeregisterScalableTarget")
      == "ObjectNotFoundException: No scalable target found for \(place)")
  #expect(
    try cloud.scalingRefusal("DeleteScalingPolicy", #""PolicyName": "cpu""#)
      == "ObjectNotFoundException: No scaling policy found for \(place), policy name: cpu")
}

@Test func onlyServicesThatExist() throws {
  var cloud = try TestCloud.services()
  #expect(
    try cloud.scalingRefusal("RegisterScalableTarget", #""MinCapacity": 1, "MaxCapacity": 2"#)
      == "ValidationException: ECS service doesn't exist: service/harbor/web")
  try cloud.createService("web", "good:1", count: 1)
  #expect(
    try cloud.scalingRefusal("RegisterScalableTarget", #""MinCapacity": 3, "MaxCapacity": 2"#)
      == "ValidationException: Maximum capacity cannot be less than minimum capacity")
  #expect(try cloud.scalingRefusal("RegisterScalableTarget", #""MinCapacity": 3"#).hasPrefix("ValidationException"))
  let input =
    #"{"ServiceNamespace": "ecs", "ResourceId": "web", "ScalableDimension": "ecs:service:DesiredCount", "#
    + #""MinCapacity": 1, "MaxCapacity": 2}"#
  #expect(
    try cloud.refusal("RegisterScalableTarget", input, service: "application-autoscaling")
      == "ValidationException: Unsupported service namespace, resource type or scalable dimension")
}

/// Runtime sheet, section 7.3.
@Test func stepsGoByThreeStatistics() throws {
  var cloud = try TestCloud.scalable(count: 1)
  #expect(
    try cloud.scalingRefusal(
      "PutScalingPolicy",
      #""PolicyName": "steps", "PolicyType": "StepScaling", "StepScalingPolicyConfiguration": {"AdjustmentType": "#
        + #""ChangeInCapacity", "MetricAggregationType": "Sum", "StepAdjustments": [{"ScalingAdjustment": 1, "#
        + #""MetricIntervalLowerBound": 0}]}"#)
      == "ValidationException: 1 validation error detected: Value 'Sum' at 'metricAggregationType' failed to satisfy "
      + "constraint: Member must satisfy enum value set: [Average, Minimum, Maximum]")
}

@Test func onePolicyForAMetric() throws {
  var cloud = try TestCloud.scalable(count: 1)
  try cloud.track()
  try cloud.track(target: 70)
  #expect(try cloud.alarm("AlarmHigh")["Threshold"]?.double == 70)
  let second =
    #""PolicyName": "other", "PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": "#
    + #"{"TargetValue": 60, "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}}"#
  #expect(
    try cloud.scalingRefusal("PutScalingPolicy", second)
      == "ValidationException: Only one TargetTrackingScaling policy for a given metric specification is allowed.")
  #expect(
    try cloud.scalingRefusal(
      "PutScalingPolicy",
      second.replacing("ECSServiceAverageCPUUtilization", with: "ALBRequestCountPerTarget")
    ) == "ValidationException: ResourceLabel must be specified for ALBRequestCountPerTarget")
  #expect(
    try cloud.scalingRefusal(
      "PutScalingPolicy",
      second.replacing(
        #""ECSServiceAverageCPUUtilization""#, with: #""ALBRequestCountPerTarget", "ResourceLabel": "app/x/1""#)
    ) == "ValidationException: The resource label app/x/1 names no load balancer with such a target group")
}

@Test func schedulesThatCannotBeRead() throws {
  var cloud = try TestCloud.scalable(count: 1)
  let action = #""ScheduledActionName": "x", "ScalableTargetAction": {"MinCapacity": 1}"#
  #expect(
    try cloud.scalingRefusal("PutScheduledAction", action + #", "Schedule": "tomorrow""#)
      == "ValidationException: Invalid schedule expression: tomorrow")
  #expect(
    try cloud.scalingRefusal(
      "PutScheduledAction", action + #", "Schedule": "cron(0 9 * * ? *)", "Timezone": "Europe/Atlantis""#
    ) == "ValidationException: Invalid timezone: Europe/Atlantis")
}

@Test func deregisteringTakesPoliciesAndAlarmsAlong() throws {
  var cloud = try TestCloud.scalable(count: 1)
  try cloud.track()
  try cloud.scaling("DeregisterScalableTarget")
  #expect(try cloud.call("DescribeAlarms", service: "cloudwatch")["MetricAlarms"] == [])
  #expect(try cloud.scaling("DescribeScalingPolicies")["ScalingPolicies"] == [])
}
