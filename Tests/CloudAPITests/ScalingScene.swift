/// A steady service with a scalable target, and short words for scaling it.
///
/// Times: `TestCloud.steady` ends at a full minute, 09:03:00, after which a load is injected at once. A task that is
/// started at a full ten seconds is RUNNING 25 s ± 10 % later (see `ServiceSchedulerTests`).
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

extension TestCloud {
  static let scalingResource =
    #""ServiceNamespace": "ecs", "ResourceId": "service/harbor/web", "ScalableDimension": "ecs:service:DesiredCount""#

  @discardableResult
  mutating func scaling(
    _ operation: String, _ members: String = "", sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Document {
    try call(
      operation, "{\(Self.scalingResource)\(members.isEmpty ? "" : ", ")\(members)}",
      service: "application-autoscaling",
      sourceLocation: sourceLocation)
  }

  mutating func scalingRefusal(
    _ operation: String, _ members: String = "", sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    try refusal(
      operation, "{\(Self.scalingResource)\(members.isEmpty ? "" : ", ")\(members)}",
      service: "application-autoscaling",
      sourceLocation: sourceLocation)
  }

  /// A steady service of so many tasks that may be scaled from 1 to 10.
  static func scalable(count: Int, range: String = #""MinCapacity": 1, "MaxCapacity": 10"#) throws -> TestCloud {
    var (cloud, _) = try TestCloud.steady(count: count)
    try cloud.scaling("RegisterScalableTarget", range)
    return cloud
  }

  @discardableResult
  mutating func track(
    _ name: String = "cpu", metric: String = "ECSServiceAverageCPUUtilization", target: Int = 60, more: String = ""
  ) throws -> Document {
    try scaling(
      "PutScalingPolicy",
      #""PolicyName": "\#(name)", "PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": "#
        + #"{"TargetValue": \#(target), "PredefinedMetricSpecification": {"PredefinedMetricType": "\#(metric)"}\#(more)}"#
    )
  }

  /// Lets time pass until so many minutes after the scene's 09:03:00.
  mutating func advance(toMinute minute: Int, seconds: Int = 0) {
    world.advance(to: .worldStart + .minutes(3 + minute) + .seconds(seconds))
  }

  var desiredCount: Int? { service()?.desiredCount }

  /// `MINUTE:SECONDS DESCRIPTION | STATUS` of the activities, oldest first, minutes after 09:03:00.
  mutating func activities(_ members: String = "") throws -> [String] {
    let reply = try scaling("DescribeScalingActivities", members)
    return (reply["ScalingActivities"]?.list ?? []).reversed().map { activity in
      let seconds = Int(activity["StartTime"]?.double ?? 0) - 1_767_603_600 - 180
      let rest = seconds % 60
      return "\(seconds / 60):\(rest < 10 ? "0" : "")\(rest) \(activity["Description"]?.string ?? "") | "
        + (activity["StatusCode"]?.string ?? "")
    }
  }

  /// State of the only alarm whose name holds `word`.
  mutating func alarm(_ word: String) throws -> Document {
    let alarms = try call("DescribeAlarms", service: "cloudwatch")["MetricAlarms"]?.list ?? []
    return try #require(alarms.first { $0["AlarmName"]?.string?.contains(word) ?? false })
  }

  /// Averages of the service's CPUUtilization of full minutes from 09:03:00 on.
  mutating func utilization(_ name: String = "CPUUtilization", minutes: Int, statistic: String = "Average") throws
    -> [Double]
  {
    let reply = try call(
      "GetMetricStatistics",
      #"{"Namespace": "AWS/ECS", "MetricName": "\#(name)", "StartTime": "2026-01-05T09:03:00Z", "Period": 60, "#
        + #""EndTime": \#(1_767_603_600 + 180 + minutes * 60), "Statistics": ["\#(statistic)"], "Dimensions": ["#
        + #"{"Name": "ServiceName", "Value": "web"}, {"Name": "ClusterName", "Value": "harbor"}]}"#,
      service: "cloudwatch")
    return (reply["Datapoints"]?.list ?? []).compactMap { $0[statistic]?.double }
  }
}
