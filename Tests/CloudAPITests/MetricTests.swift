/// Metrics and the alarms that watch them.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

/// What an idle task uses stands in `MetricTiming`: 2 % of its CPU, 10 % of its memory.
@Test func anIdleServiceUsesLittle() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  cloud.advance(toMinute: 2)
  #expect(try cloud.utilization(minutes: 2) == [2, 2])
  #expect(try cloud.utilization("MemoryUtilization", minutes: 2) == [10, 10])
  #expect(try cloud.utilization(minutes: 2, statistic: "SampleCount") == [2, 2])
}

/// 180 % of a task's CPU on two tasks is 90 % each; on one, no more than it has.
@Test func aLoadIsSharedByTheTasksThatRun() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  cloud.inject("load service=web cpu=180 memory=100 lasts=2m")
  cloud.advance(toMinute: 3)
  #expect(try cloud.utilization(minutes: 3) == [90, 90, 2])
  #expect(try cloud.utilization("MemoryUtilization", minutes: 3) == [50, 50, 10])
  try cloud.updateService("web", #""desiredCount": 1"#)
  cloud.inject("load service=web cpu=180")
  cloud.advance(toMinute: 5)
  #expect(try cloud.utilization(minutes: 5).last == 100)
  #expect(
    cloud.faultStory(since: .worldStart + .minutes(3)).prefix(2) == [
      "0 service web has a load of 180 % of a task's CPU and 100 % of a task's memory until 09:05:00",
      "120 the load of 180 % of a task's CPU and 100 % of a task's memory on service web is over",
    ])
}

/// A lasting load takes the place of the one before; one with an end comes on top of it.
@Test func loadsReplaceOneAnother() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  cloud.inject("load service=web cpu=100")
  cloud.inject("load service=web cpu=60")
  #expect(cloud.region?.faults.standing.count == 1)
  cloud.inject("load service=web cpu=160 lasts=1m")
  cloud.advance(toMinute: 2)
  #expect(try cloud.utilization(minutes: 2) == [80, 30])
  cloud.inject("mend fault=load")
  cloud.advance(toMinute: 3)
  #expect(try cloud.utilization(minutes: 3).last == 2)
}

@Test func aLoadNeedsAServiceAndANumber() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  for (line, words) in [
    ("load service=web", "needs cpu="), ("load service=api cpu=10", "no service 'api'"),
    ("load cpu=10", "needs service"), ("load service=web cpu=lots", "no whole number"),
  ] {
    let refusal = #expect(throws: FaultRefusal.self) { try cloud.tryToInject(line) }
    #expect(refusal?.message.contains(words) == true, "\(line): \(refusal?.message ?? "")")
  }
}

@Test func metricsAreListedAndReadTogether() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  let metrics =
    try cloud.call("ListMetrics", #"{"Namespace": "AWS/ECS"}"#, service: "cloudwatch")["Metrics"]?.list ?? []
  #expect(metrics.compactMap { $0["MetricName"]?.string } == ["CPUUtilization", "MemoryUtilization"])
  #expect(
    metrics.first?["Dimensions"] == [
      ["Name": "ClusterName", "Value": "harbor"], ["Name": "ServiceName", "Value": "web"],
    ])
  let query =
    #"{"StartTime": "2026-01-05T09:00:00Z", "EndTime": "2026-01-05T09:03:00Z", "MetricDataQueries": [{"Id": "cpu", "#
    + #""MetricStat": {"Period": 60, "Stat": "Average", "Metric": {"Namespace": "AWS/ECS", "MetricName": "#
    + #""CPUUtilization", "Dimensions": [{"Name": "ClusterName", "Value": "harbor"}, {"Name": "ServiceName", "Value": "#
    + #""web"}]}}}]}"#
  let result = try cloud.call("GetMetricData", query, service: "cloudwatch")["MetricDataResults"]?[0]
  #expect(result?["Id"] == "cpu")
  #expect(result?["Label"] == "CPUUtilization")
  #expect(result?["StatusCode"] == "Complete")
  // The newest first: 09:02, 09:01, 09:00.
  #expect(result?["Timestamps"] == [1_767_603_720, 1_767_603_660, 1_767_603_600])
  #expect(result?["Values"]?.list?.compactMap(\.double) == [2, 2, 2])
}

@Test func valuesOfOnesOwn() throws {
  var cloud = TestCloud()
  func put(_ datum: String) throws -> String {
    "{\"Namespace\": \"Harbor\", \"MetricData\": [\(datum)]}"
  }
  try cloud.call("PutMetricData", try put(#"{"MetricName": "Q", "Value": 4, "Unit": "Count"}"#), service: "cloudwatch")
  try cloud.call(
    "PutMetricData", try put(#"{"MetricName": "Q", "Values": [1, 7], "Counts": [2, 1], "Unit": "Count"}"#),
    service: "cloudwatch")
  cloud.advance(seconds: 60)
  let reply = try cloud.call(
    "GetMetricStatistics",
    #"{"Namespace": "Harbor", "MetricName": "Q", "StartTime": 1767603600, "EndTime": 1767607200, "Period": 300, "#
      + #""Statistics": ["Sum", "Average", "Minimum", "Maximum", "SampleCount"]}"#, service: "cloudwatch")
  let point = reply["Datapoints"]?[0]
  // 4 + 1 + 1 + 7 in four samples.
  #expect(point?["Sum"]?.double == 13)
  #expect(point?["Average"]?.double == 3.25)
  #expect(point?["Minimum"]?.double == 1)
  #expect(point?["Maximum"]?.double == 7)
  #expect(point?["SampleCount"]?.double == 4)
  #expect(point?["Unit"] == "Count")
  #expect(
    try cloud.refusal("PutMetricData", #"{"Namespace": "AWS/ECS", "MetricData": []}"#, service: "cloudwatch")
      == "InvalidParameterValue: The value AWS/ECS for parameter Namespace is invalid.")
  #expect(
    try cloud.refusal(
      "GetMetricStatistics",
      #"{"Namespace": "Harbor", "MetricName": "Q", "StartTime": 1767603600, "EndTime": 1768467600, "Period": 60, "#
        + #""Statistics": ["Sum"]}"#, service: "cloudwatch")
      == "InvalidParameterCombination: You have requested up to 14,400 datapoints, which exceeds the limit of 1,440. You "
      + "may reduce the datapoints requested by increasing Period, or decreasing the time range.")
}

extension TestCloud {
  /// Of the cluster `harbor` from 09:01:00 to 09:02:00.
  fileprivate mutating func clusterAverage(_ name: String) throws -> Double? {
    let reply = try call(
      "GetMetricStatistics",
      #"{"Namespace": "AWS/ECS", "MetricName": "\#(name)", "StartTime": 1767603660, "EndTime": 1767603720, "#
        + #""Period": 60, "Statistics": ["Average"], "Dimensions": [{"Name": "ClusterName", "Value": "harbor"}]}"#,
      service: "cloudwatch")
    return reply["Datapoints"]?[0]?["Average"]?.double
  }
}

/// Sheet 7.4: 10 tasks of 1,024 / 2,048 on instances of 18,432 CPU units and 33,926 MiB reserve 55 % and 60 %.
@Test func reservationOfACluster() throws {
  var scene = try TaskScene()
  for (host, cpu, memory) in [("i-1", 16_384, 30_158), ("i-2", 2_048, 3_768)] {
    try scene.cloud.call(
      "RegisterContainerInstance",
      #"{"cluster": "harbor", "instanceIdentityDocument": "{\"instanceId\":\"\#(host)\",\"instanceType\":\"c4.large\","#
        + #"\"availabilityZone\":\"us-east-1a\"}", "totalResources": [{"name": "CPU", "type": "INTEGER", "#
        + #""integerValue": \#(cpu)}, {"name": "MEMORY", "type": "INTEGER", "integerValue": \#(memory)}]}"#)
  }
  try scene.registerEC2(#"[{"name": "app", "image": "nginx", "cpu": 1024, "memory": 2048}]"#)
  #expect(try scene.runEC2(count: 10).count == 10)
  scene.cloud.advance(seconds: 120)
  for (name, expected) in [("CPUReservation", 1_024_000 / 18_432.0), ("MemoryReservation", 2_048_000 / 33_926.0)] {
    let average = try #require(try scene.cloud.clusterAverage(name))
    #expect((average - expected).magnitude < 0.001, "\(name) \(average)")
  }
}

/// One of the eight GPUs of a p4d.24xlarge: 12.5 %. Clusters without GPUs have no such metric.
@Test func gpuReservationOfACluster() throws {
  var scene = try TaskScene()
  try scene.cloud.call(
    "RegisterContainerInstance",
    #"{"cluster": "harbor", "instanceIdentityDocument": "{\"instanceId\":\"i-1\",\"instanceType\":\"p4d.24xlarge\","#
      + #"\"availabilityZone\":\"us-east-1a\"}"}"#)
  try scene.registerEC2(
    #"[{"name": "app", "image": "nginx", "memory": 64, "resourceRequirements": [{"type": "GPU", "value": "1"}]}]"#)
  #expect(try scene.runEC2(count: 1).count == 1)
  scene.cloud.advance(seconds: 120)
  #expect(try scene.cloud.clusterAverage("GPUReservation") == 12.5)
  let known = try scene.cloud.call("ListMetrics", #"{"MetricName": "GPUReservation"}"#, service: "cloudwatch")
  #expect(known["Metrics"]?.list?.count == 1)
}

@Test func anAlarmFollowsItsMetric() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  try cloud.call(
    "PutMetricAlarm",
    #"{"AlarmName": "busy", "Namespace": "AWS/ECS", "MetricName": "CPUUtilization", "Statistic": "Average", "Period": 60, "#
      + #""EvaluationPeriods": 3, "DatapointsToAlarm": 2, "Threshold": 80, "ComparisonOperator": "GreaterThanThreshold", "#
      + #""Dimensions": [{"Name": "ClusterName", "Value": "harbor"}, {"Name": "ServiceName", "Value": "web"}]}"#,
    service: "cloudwatch")
  cloud.advance(toMinute: 1)
  #expect(try cloud.alarm("busy")["StateValue"] == "OK")
  cloud.inject("load service=web cpu=180")
  cloud.advance(toMinute: 2)
  #expect(try cloud.alarm("busy")["StateValue"] == "OK")
  cloud.advance(toMinute: 3)
  let alarm = try cloud.alarm("busy")
  #expect(alarm["StateValue"] == "ALARM")
  #expect(
    alarm["StateReason"]
      == "Threshold Crossed: 2 out of the last 3 datapoints [90.0 (05/01/26 09:05:00), 90.0 (05/01/26 09:04:00)] were greater than the threshold (80.0) (minimum 2 datapoints for OK -> ALARM transition)."
  )
  let data = try DocumentReader.read(alarm["StateReasonData"]?.string ?? "")
  #expect(data["recentDatapoints"]?.list?.compactMap(\.double) == [2, 90, 90])
  #expect(data["evaluatedDatapoints"]?[0]?["timestamp"] == "2026-01-05T09:05:00.000+0000")
  // Nobody works any more: no data, and after that nothing is due.
  try cloud.updateService("web", #""desiredCount": 0"#)
  cloud.advance(toMinute: 12)
  #expect(try cloud.alarm("busy")["StateReason"] == "Insufficient Data: 3 datapoints were unknown.")
  #expect(!cloud.world.pending.sorted.contains { $0.payload.change == .scaling(.alarmEvaluation("busy")) })
  // Until there is.
  try cloud.updateService("web", #""desiredCount": 2"#)
  cloud.advance(toMinute: 18)
  #expect(try cloud.alarm("busy")["StateValue"] == "ALARM")
  let history = try cloud.call(
    "DescribeAlarmHistory", #"{"AlarmName": "busy", "HistoryItemType": "StateUpdate"}"#, service: "cloudwatch")
  #expect(
    history["AlarmHistoryItems"]?.list?.compactMap { $0["HistorySummary"]?.string }.last
      == "Alarm updated from INSUFFICIENT_DATA to OK")
  #expect(
    history["AlarmHistoryItems"]?[0]?["HistorySummary"] == "Alarm updated from INSUFFICIENT_DATA to ALARM")
}

/// An alarm on a metric without values schedules nothing and stays as somebody set it.
@Test func anAlarmOnAnUnknownMetricIsLeftAlone() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  try cloud.call(
    "PutMetricAlarm",
    #"{"AlarmName": "errors", "Namespace": "App", "MetricName": "5XX", "Statistic": "Sum", "Period": 60, "#
      + #""EvaluationPeriods": 1, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold"}"#, service: "cloudwatch"
  )
  try cloud.call(
    "SetAlarmState", #"{"AlarmName": "errors", "StateValue": "ALARM", "StateReason": "a test"}"#, service: "cloudwatch")
  #expect(!cloud.world.pending.sorted.contains { $0.payload.change == .scaling(.alarmEvaluation("errors")) })
  cloud.advance(toMinute: 20)
  #expect(try cloud.alarm("errors")["StateValue"] == "ALARM")
}

/// A deployment that watches an alarm fails by itself when a load sets it off.
@Test func aLoadFailsADeployment() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  try cloud.call(
    "PutMetricAlarm",
    #"{"AlarmName": "busy", "Namespace": "AWS/ECS", "MetricName": "CPUUtilization", "Statistic": "Average", "Period": 60, "#
      + #""EvaluationPeriods": 1, "Threshold": 80, "ComparisonOperator": "GreaterThanThreshold", "#
      + #""Dimensions": [{"Name": "ClusterName", "Value": "harbor"}, {"Name": "ServiceName", "Value": "web"}]}"#,
    service: "cloudwatch")
  try cloud.updateService(
    "web",
    #""taskDefinition": "good:2", "deploymentConfiguration": {"alarms": {"alarmNames": ["busy"], "enable": true, "#
      + #""rollback": true}}"#)
  cloud.inject("load service=web cpu=500")
  cloud.advance(toMinute: 10)
  #expect(cloud.service()?.primary?.revision == 1)
  #expect(cloud.story().contains { $0.hasSuffix("deployment failed: alarm detected.") })
}
