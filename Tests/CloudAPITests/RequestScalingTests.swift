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

private struct AskedScene {
  var cloud: TestCloud
  static let port = #", "portMappings": [{"name": "http", "containerPort": 80, "appProtocol": "http"}]"#

  /// `web` with the endpoint `front` and one task, steady; `older`, `client` in its namespace, `client` made after it.
  init() throws {
    cloud = try TestCloud.services()
    try cloud.call("UpdateCluster", #"{"cluster": "harbor", "serviceConnectDefaults": {"namespace": "internal"}}"#)
    try cloud.registerFargate("api", image: "nginx", more: Self.port)
    let joins = #", "serviceConnectConfiguration": {"enabled": true}"#
    try cloud.createService("older", "api", count: 1, more: joins)
    cloud.advance(seconds: 5)
    try cloud.createService(
      "web", "api", count: 1,
      more: #", "serviceConnectConfiguration": {"enabled": true, "services": "#
        + #"[{"portName": "http", "discoveryName": "front"}]}"#)
    cloud.advance(seconds: 5)
    try cloud.createService("client", "api", count: 1, more: joins)
    try cloud.createService("stranger", "api", count: 1)
    cloud.world.advance(to: .worldStart + .minutes(3))
  }

  mutating func values(_ name: String, _ dimensions: [String: String]) throws -> [Double] {
    let list = dimensions.sorted { $0.key < $1.key }.map { #"{"Name": "\#($0.key)", "Value": "\#($0.value)"}"# }
    let reply = try cloud.call(
      "GetMetricStatistics",
      #"{"Namespace": "AWS/ECS", "MetricName": "\#(name)", "StartTime": "2026-01-05T09:03:00Z", "EndTime": "#
        + #""2026-01-05T10:00:00Z", "Period": 60, "Statistics": ["Sum"], "Dimensions": [\#(list.joined(separator: ","))]}"#,
      service: "cloudwatch")
    return (reply["Datapoints"]?.list ?? []).compactMap { $0["Sum"]?.double }
  }

  mutating func injected(_ line: String) -> String {
    do throws(FaultRefusal) {
      try cloud.tryToInject(line)
      return "taken"
    } catch { return error.message }
  }
}

/// 600 requests a minute, a tenth of them answered with 503 after 250 ms: 60 and 540.
@Test func theAskersSideOfServiceConnectHasAnswersByTheirStatus() throws {
  var scene = try AskedScene()
  try scene.cloud.tryToInject("load service=web requests=600 status=503 share=10 latency=250 from=client")
  scene.cloud.world.advance(to: .worldStart + .minutes(4))
  let asker = ["ClusterName": "harbor", "ServiceName": "client", "TargetDiscoveryName": "front"]
  for (name, value) in [
    ("HTTPCode_Target_2XX_Count", 540.0), ("HTTPCode_Target_3XX_Count", 0), ("HTTPCode_Target_4XX_Count", 0),
    ("HTTPCode_Target_5XX_Count", 60), ("TargetResponseTime", 250), ("RequestCountPerTarget", 600),
  ] {
    #expect(try scene.values(name, asker) == [value], "\(name)")
    #expect(try scene.values(name, ["TargetDiscoveryName": "front"]) == [value], "\(name) of all who ask")
  }
  let asked = ["ClusterName": "harbor", "ServiceName": "web", "TargetDiscoveryName": "front"]
  #expect(try scene.values("HTTPCode_Target_5XX_Count", asked) == [], "that is the service that is asked")
}

@Test func aServiceThatIsScaledToNothingAsksNobody() throws {
  var scene = try AskedScene()
  try scene.cloud.tryToInject("load service=web requests=600 from=client")
  try scene.cloud.call("UpdateService", #"{"cluster": "harbor", "service": "client", "desiredCount": 0}"#)
  scene.cloud.world.advance(to: .worldStart + .minutes(10))
  let counts = try scene.values("RequestCount", ["DiscoveryName": "front"])
  #expect(counts.last == 0)
  #expect(counts.first ?? 0 > 0)
  try scene.cloud.call("UpdateService", #"{"cluster": "harbor", "service": "client", "desiredCount": 1}"#)
  scene.cloud.world.advance(to: .worldStart + .minutes(15))
  #expect(try scene.values("RequestCount", ["DiscoveryName": "front"]).last == 600)
}

@Test func anAlarmWatchesTheAskersErrors() throws {
  var scene = try AskedScene()
  try scene.cloud.call(
    "PutMetricAlarm",
    #"{"AlarmName": "errors", "Namespace": "AWS/ECS", "MetricName": "HTTPCode_Target_5XX_Count", "Statistic": "Sum", "#
      + #""Period": 60, "EvaluationPeriods": 1, "Threshold": 50, "ComparisonOperator": "GreaterThanThreshold", "#
      + #""Dimensions": [{"Name": "TargetDiscoveryName", "Value": "front"}, {"Name": "ServiceName", "Value": "client"}, "#
      + #"{"Name": "ClusterName", "Value": "harbor"}]}"#, service: "cloudwatch")
  try scene.cloud.tryToInject("load service=web requests=600 status=500 share=10 from=client")
  scene.cloud.world.advance(to: .worldStart + .minutes(5))
  #expect(try scene.cloud.alarm("errors")["StateValue"] == "ALARM")
}

@Test func onlyWhoKnowsTheEndpointCanAsk() throws {
  var scene = try AskedScene()
  #expect(
    scene.injected("load service=web requests=10 from=older")
      == "the tasks of 'older' do not know the endpoint 'front': their deployment is older; try aws ecs update-service "
      + "--cluster harbor --service older --force-new-deployment")
  #expect(
    scene.injected("load service=web requests=10 from=stranger")
      == "service 'stranger' does not use Service Connect in the namespace of 'web', so it cannot ask it")
  #expect(scene.injected("load service=web requests=10 from=web") == "a service sends no requests to itself")
  #expect(
    scene.injected("load service=web cpu=10 status=503")
      == "status says how requests are sent or answered; say how many: requests=NUMBER")
  #expect(
    scene.injected("load service=web requests=10 share=10")
      == "share is how many of the requests get another answer than 200; say which: status=503")
  try scene.cloud.call("UpdateService", #"{"cluster": "harbor", "service": "older", "forceNewDeployment": true}"#)
  #expect(scene.injected("load service=web requests=10 from=older") == "taken")
}
