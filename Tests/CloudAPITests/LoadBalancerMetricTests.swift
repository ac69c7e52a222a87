/// The metrics of load balancers: Elastic Load Balancing user guides, "CloudWatch metrics for your Application Load
/// Balancer". A load of 600 requests a minute, 30 of them answered with 503 after 200 ms.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite struct LoadBalancerMetricTests {
  private var cloud: TestCloud

  /// Two steady tasks behind `blue`; 09:05:00.
  init() throws {
    cloud = try TestCloud.balanced()
    try cloud.call(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "front", "desiredCount": 2, "#
        + #""launchType": "FARGATE", \#(TestCloud.network)\#(cloud.behind())}"#)
    cloud.world.advance(to: .worldStart + .minutes(5))
  }

  private mutating func values(
    _ name: String, _ statistic: String = "Sum", ofGroup: Bool = false, minute: Int
  ) throws -> [Double] {
    let balancer = String(cloud.balancer.drop { $0 != "/" }.dropFirst())
    let group = cloud.group("blue").split(separator: ":").last.map(String.init) ?? "-"
    let named = ofGroup ? #", {"Name": "TargetGroup", "Value": "\#(group)"}"# : ""
    let reply = try cloud.call(
      "GetMetricStatistics",
      #"{"Namespace": "AWS/ApplicationELB", "MetricName": "\#(name)", "Period": 60, "Statistics": ["\#(statistic)"], "#
        + #""StartTime": "2026-01-05T09:0\#(minute):00Z", "EndTime": "2026-01-05T09:0\#(minute + 1):00Z", "#
        + #""Dimensions": [{"Name": "LoadBalancer", "Value": "\#(balancer)"}\#(named)]}"#, service: "cloudwatch")
    return (reply["Datapoints"]?.list ?? []).compactMap { $0[statistic]?.double }
  }

  @Test mutating func requestsAndAnswersAreCounted() throws {
    try cloud.tryToInject("load service=web requests=600 status=503 share=5 latency=200")
    cloud.world.advance(to: .worldStart + .minutes(6))
    for isOfGroup in [false, true] {
      #expect(try values("RequestCount", ofGroup: isOfGroup, minute: 5) == [600])
      #expect(try values("HTTPCode_Target_2XX_Count", ofGroup: isOfGroup, minute: 5) == [570])
      #expect(try values("HTTPCode_Target_5XX_Count", ofGroup: isOfGroup, minute: 5) == [30])
      #expect(try values("TargetResponseTime", "Average", ofGroup: isOfGroup, minute: 5) == [0.2])
      #expect(try values("HTTPCode_Target_4XX_Count", ofGroup: isOfGroup, minute: 5) == [], "nothing to report")
    }
    #expect(try values("HTTPCode_ELB_5XX_Count", minute: 5) == [])
  }

  /// A client's own mistakes are neither successes nor the server's. 600 requests of 100 to a connection are 6 connections,
  /// 650 are 7.
  @Test(arguments: [(600, 6.0), (650, 7)])
  mutating func clientErrorsAndConnectionsAreCounted(requests: Int, connections: Double) throws {
    try cloud.tryToInject("load service=web requests=\(requests) status=404 share=10")
    cloud.world.advance(to: .worldStart + .minutes(6))
    #expect(try values("HTTPCode_Target_4XX_Count", minute: 5) == [Double(requests) / 10])
    #expect(try values("HTTPCode_Target_2XX_Count", minute: 5) == [Double(requests) * 9 / 10])
    #expect(try values("NewConnectionCount", minute: 5) == [connections])
  }

  /// `blue` lets targets drain for 30 s; they are no hosts any more from the beginning of that. The service stops a task in
  /// its turn at 10 s and begins to drain its target in the next: two hosts for 20 s, one for 40 s.
  @Test mutating func aTargetThatDrainsIsNoHost() throws {
    cloud.world.advance(to: .worldStart + .minutes(6))
    try cloud.call("UpdateService", #"{"cluster": "harbor", "service": "web", "desiredCount": 1}"#)
    cloud.world.advance(to: .worldStart + .minutes(7))
    let average = try values("HealthyHostCount", "Average", ofGroup: true, minute: 6)
    #expect(average.count == 1 && abs((average.first ?? 0) - 4.0 / 3) < 0.001)
  }

  @Test mutating func withoutATaskTheLoadBalancerAnswersItself() throws {
    try cloud.tryToInject("load service=web requests=600")
    try cloud.call("UpdateService", #"{"cluster": "harbor", "service": "web", "desiredCount": 0}"#)
    cloud.world.advance(to: .worldStart + .minutes(9))
    #expect(try values("HTTPCode_ELB_5XX_Count", minute: 8) == [600])
    #expect(try values("HTTPCode_ELB_503_Count", minute: 8) == [600])
    #expect(try values("RequestCount", minute: 8) == [600])
    #expect(try values("HTTPCode_Target_2XX_Count", minute: 8) == [])
  }

  @Test mutating func healthyHostsAreCounted() throws {
    cloud.world.advance(to: .worldStart + .minutes(6))
    #expect(try values("HealthyHostCount", "Average", ofGroup: true, minute: 5) == [2])
    #expect(try values("UnHealthyHostCount", "Maximum", ofGroup: true, minute: 5) == [0])
    #expect(try values("HealthyHostCount", "Average", minute: 5) == [], "health is that of a group")
    try cloud.elb(
      "RegisterTargets", #"{"TargetGroupArn": "\#(cloud.group("blue"))", "Targets": [{"Id": "10.0.0.200"}]}"#)
    cloud.world.advance(to: .worldStart + .minutes(8))
    #expect(try values("UnHealthyHostCount", "Maximum", ofGroup: true, minute: 7) == [1])
    #expect(try values("HealthyHostCount", "Minimum", ofGroup: true, minute: 7) == [2])
  }

  @Test mutating func anAlarmWatchesUnhealthyHosts() throws {
    let balancer = String(cloud.balancer.drop { $0 != "/" }.dropFirst())
    let group = cloud.group("blue").split(separator: ":").last.map(String.init) ?? "-"
    try cloud.call(
      "PutMetricAlarm",
      #"{"AlarmName": "sick", "Namespace": "AWS/ApplicationELB", "MetricName": "UnHealthyHostCount", "Statistic": "#
        + #""Maximum", "Period": 60, "EvaluationPeriods": 1, "Threshold": 0, "ComparisonOperator": "#
        + #""GreaterThanThreshold", "Dimensions": [{"Name": "LoadBalancer", "Value": "\#(balancer)"}, "#
        + #"{"Name": "TargetGroup", "Value": "\#(group)"}]}"#, service: "cloudwatch")
    try cloud.elb(
      "RegisterTargets", #"{"TargetGroupArn": "\#(cloud.group("blue"))", "Targets": [{"Id": "10.0.0.200"}]}"#)
    cloud.world.advance(to: .worldStart + .minutes(8))
    #expect(try cloud.alarm("sick")["StateValue"] == "ALARM")
  }
}
