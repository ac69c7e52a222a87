/// Scaling by the requests that reach a service through its load balancer.
///
/// Expected values: requests a minute / RUNNING tasks, worked out by hand; the load balancer's scene ends at 09:02:00.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

private struct RequestScene {
  var cloud: TestCloud

  /// Two steady tasks behind `blue`, scaled between 1 and 10.
  init() throws {
    cloud = try TestCloud.balanced()
    try cloud.call(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "front", "desiredCount": 2, "#
        + #""launchType": "FARGATE", \#(TestCloud.network), "loadBalancers": [{"targetGroupArn": "#
        + #""\#(cloud.group("blue"))", "containerName": "app", "containerPort": 80}]}"#)
    cloud.advance(seconds: 180)
    try cloud.scaling("RegisterScalableTarget", #""MinCapacity": 1, "MaxCapacity": 10"#)
  }

  private var balancer: String { String(cloud.balancer.drop { $0 != "/" }.dropFirst()) }
  private var group: String { cloud.group("blue").split(separator: ":").last.map(String.init) ?? "-" }
  var label: String { balancer + "/" + group }
  var dimensions: String {
    #"[{"Name": "LoadBalancer", "Value": "\#(balancer)"}, "#
      + #"{"Name": "TargetGroup", "Value": "\#(group)"}]"#
  }

}

@Test func requestsAreSharedByTheTasksThatRun() throws {
  var scene = try RequestScene()
  try scene.cloud.tryToInject("load service=web requests=3000")
  scene.cloud.advance(seconds: 180)
  let reply = try scene.cloud.call(
    "GetMetricStatistics",
    #"{"Namespace": "AWS/ApplicationELB", "MetricName": "RequestCountPerTarget", "StartTime": "#
      + #""2026-01-05T09:06:00Z", "EndTime": "2026-01-05T09:08:00Z", "Period": 60, "Statistics": ["Sum"], "#
      + #""Dimensions": \#(scene.dimensions)}"#, service: "cloudwatch")
  // 3,000 requests a minute over 2 tasks.
  #expect(reply["Datapoints"]?.list?.compactMap { $0["Sum"]?.double } == [1_500, 1_500])
}

/// 3,000 a minute against 1,000 for each target: ceil(2 × 1,500 / 1,000) = 3 tasks.
@Test func requestsForEachTargetScaleTheService() throws {
  var scene = try RequestScene()
  try scene.cloud.scaling(
    "PutScalingPolicy",
    #""PolicyName": "requests", "PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": "#
      + #"{"TargetValue": 1000, "PredefinedMetricSpecification": {"PredefinedMetricType": "#
      + #""ALBRequestCountPerTarget", "ResourceLabel": "\#(scene.label)"}}"#)
  let alarm = try scene.cloud.alarm("AlarmHigh")
  #expect(alarm["Namespace"] == "AWS/ApplicationELB")
  #expect(alarm["MetricName"] == "RequestCountPerTarget")
  #expect(alarm["Statistic"] == "Sum")
  try scene.cloud.tryToInject("load service=web requests=3000")
  scene.cloud.advance(seconds: 600)
  #expect(scene.cloud.desiredCount == 3)
}

@Test func aServiceWithoutALoadBalancerGetsNoRequests() throws {
  var cloud = try TestCloud.scalable(count: 1)
  do throws(FaultRefusal) {
    try cloud.tryToInject("load service=web requests=10")
    Issue.record("it was taken")
  } catch {
    #expect(
      error.message == "service 'web' has no load balancer, so no request reaches it; give cpu=PERCENT")
  }
}
