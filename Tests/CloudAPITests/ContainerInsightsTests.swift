/// Container Insights of services and clusters. A task of `web` reserves 256 CPU units and 512 MiB; an idle one uses 2 % and
/// 10 % of that (`MetricTiming`): 5.12 units and 51.2 MiB. Source: CloudWatch User Guide, "Amazon ECS Container Insights
/// metrics"; runtime sheet, section 7.4.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

extension TestCloud {
  fileprivate mutating func setInsights(_ value: String) throws {
    try call(
      "UpdateClusterSettings",
      #"{"cluster": "harbor", "settings": [{"name": "containerInsights", "value": "\#(value)"}]}"#)
  }

  /// Of the last `minutes`.
  fileprivate mutating func insights(_ name: String, service: String? = "web", minutes: Int) throws -> [Double] {
    let end = world.now.milliseconds / 1_000
    let dimension = service.map { #", {"Name": "ServiceName", "Value": "\#($0)"}"# } ?? ""
    let reply = try call(
      "GetMetricStatistics",
      #"{"Namespace": "ECS/ContainerInsights", "MetricName": "\#(name)", "Period": 60, "Statistics": ["Average"], "#
        + #""StartTime": \#(end - minutes * 60), "EndTime": \#(end), "#
        + #""Dimensions": [{"Name": "ClusterName", "Value": "harbor"}\#(dimension)]}"#, service: "cloudwatch")
    return (reply["Datapoints"]?.list ?? []).sorted { $0["Timestamp"]?.double ?? 0 < $1["Timestamp"]?.double ?? 0 }
      .compactMap { $0["Average"]?.double }
  }
}

@Test func insightsMeasureWhileTheSettingIsOn() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  cloud.advance(toMinute: 2)
  #expect(try cloud.insights("CpuReserved", minutes: 2) == [])
  try cloud.setInsights("enabled")
  cloud.advance(toMinute: 4)
  #expect(try cloud.insights("CpuReserved", minutes: 4) == [512, 512])
  #expect(try cloud.insights("CpuUtilized", minutes: 2) == [10.24, 10.24])
  #expect(try cloud.insights("MemoryReserved", minutes: 2) == [1_024, 1_024])
  #expect(try cloud.insights("MemoryUtilized", minutes: 2) == [102.4, 102.4])
  #expect(try cloud.insights("RunningTaskCount", minutes: 2) == [2, 2])
  #expect(try cloud.insights("RunningTaskCount", service: nil, minutes: 2) == [2, 2])
  #expect(try cloud.insights("DesiredTaskCount", minutes: 2) == [2, 2])
  #expect(try cloud.insights("PendingTaskCount", minutes: 2) == [0, 0])
  #expect(try cloud.insights("DeploymentCount", minutes: 2) == [1, 1])
  #expect(try cloud.insights("ServiceCount", service: nil, minutes: 2) == [1, 1])
  let known = try cloud.call("ListMetrics", #"{"Namespace": "ECS/ContainerInsights"}"#, service: "cloudwatch")
  // Nine of the cluster, eight of its service.
  #expect(known["Metrics"]?.list?.count == 17)
  try cloud.setInsights("disabled")
  cloud.advance(toMinute: 6)
  #expect(try cloud.insights("CpuReserved", minutes: 6) == [512, 512], "those of before stay")
}

@Test func anAlarmWatchesWhatInsightsMeasure() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  try cloud.setInsights("enhanced")
  try cloud.call(
    "PutMetricAlarm",
    #"{"AlarmName": "few", "Namespace": "ECS/ContainerInsights", "MetricName": "RunningTaskCount", "#
      + #""Dimensions": [{"Name": "ClusterName", "Value": "harbor"}, {"Name": "ServiceName", "Value": "web"}], "#
      + #""Statistic": "Average", "Period": 60, "EvaluationPeriods": 1, "Threshold": 2, "#
      + #""ComparisonOperator": "LessThanThreshold"}"#, service: "cloudwatch")
  cloud.advance(toMinute: 3)
  #expect(cloud.region?.alarms["few"]?.state == .ok)
  try cloud.updateService("web", #""desiredCount": 1"#)
  cloud.advance(toMinute: 6)
  #expect(cloud.region?.alarms["few"]?.state == .alarm)
}
