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
      error.message
        == "service 'web' has neither a load balancer nor an endpoint of Service Connect, so no request reaches it; "
        + "give cpu=PERCENT")
  }
}

/// 3,000 requests a minute on 30 connections of 100, each with 1,000 bytes and 4,000 back (`MetricTiming`), to 2 tasks.
@Test func serviceConnectCountsRequests() throws {
  var cloud = try TestCloud.services()
  try cloud.call(
    "UpdateCluster", #"{"cluster": "harbor", "serviceConnectDefaults": {"namespace": "internal"}}"#)
  try cloud.registerFargate(
    "api", image: "nginx",
    more: #", "portMappings": [{"name": "http", "containerPort": 80, "appProtocol": "http"}]"#)
  try cloud.createService(
    "web", "api", count: 2,
    more: #", "serviceConnectConfiguration": {"enabled": true, "services": "#
      + #"[{"portName": "http", "discoveryName": "front"}]}"#)
  cloud.advance(seconds: 180)
  try cloud.tryToInject("load service=web requests=3000")
  cloud.advance(seconds: 120)
  let own = #"{"Name": "ServiceName", "Value": "web"}, {"Name": "ClusterName", "Value": "harbor"}"#
  let discovered = #"{"Name": "DiscoveryName", "Value": "front"}"#
  let target = #"{"Name": "TargetDiscoveryName", "Value": "front"}"#
  for (name, dimensions, value) in [
    ("RequestCount", discovered, 3_000.0), ("RequestCount", discovered + ", " + own, 3_000),
    ("NewConnectionCount", discovered, 30), ("ProcessedBytes", discovered, 3_000_000),
    ("HTTPCode_Target_2XX_Count", target, 3_000), ("RequestCountPerTarget", target, 1_500),
    ("TargetProcessedBytes", target, 12_000_000), ("TargetResponseTime", target, 20),
  ] {
    let reply = try cloud.call(
      "GetMetricStatistics",
      #"{"Namespace": "AWS/ECS", "MetricName": "\#(name)", "StartTime": "2026-01-05T09:03:00Z", "EndTime": "#
        + #""2026-01-05T09:04:00Z", "Period": 60, "Statistics": ["Sum"], "Dimensions": [\#(dimensions)]}"#,
      service: "cloudwatch")
    #expect(reply["Datapoints"]?.list?.compactMap { $0["Sum"]?.double } == [value], "\(name)")
  }
  let listed = try cloud.call("ListMetrics", #"{"MetricName": "GrpcRequestCount"}"#, service: "cloudwatch")
  #expect(listed["Metrics"] == [], "the port speaks http")
}
