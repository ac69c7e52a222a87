/// Metric math on the wire's side: GetMetricData, alarms and target tracking policies. What expressions make of values is
/// tested with `MetricExpression`.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

/// Two tasks share the load of one task's CPU: CPU is 50 %, memory 10 % (`MetricTiming`).
@Suite struct MetricMathTests {
  private var cloud: TestCloud

  /// At 09:06:00, three minutes after the load came.
  init() throws {
    (cloud, _) = try TestCloud.steady(count: 2)
    cloud.inject("load service=web cpu=100")
    cloud.advance(toMinute: 3)
  }

  private static func query(
    _ id: String, _ metric: String, period: String = #""Period":60,"#, returns: Bool = false
  ) -> String {
    #"{"Id":"\#(id)","MetricStat":{\#(period)"Stat":"Average","Metric":{"Namespace":"AWS/ECS","MetricName":"\#(metric)","#
      + #""Dimensions":[{"Name":"ClusterName","Value":"harbor"},{"Name":"ServiceName","Value":"web"}]}},"#
      + #""ReturnData":\#(returns)}"#
  }
  private static let both = query("cpu", "CPUUtilization") + "," + query("memory", "MemoryUtilization")
  private static func data(_ queries: String, more: String = "") -> String {
    #"{"StartTime":"2026-01-05T09:03:00Z","EndTime":"2026-01-05T09:06:00Z","ScanBy":"TimestampAscending","#
      + #""MetricDataQueries":[\#(queries)]\#(more)}"#
  }

  @Test mutating func expressionsAreWorkedOut() throws {
    let reply = try cloud.call(
      "GetMetricData",
      Self.data(
        Self.both + #",{"Id":"sum","Expression":"cpu + memory","Label":"busy"},{"Id":"half","Expression":"sum / 2"}"#),
      service: "cloudwatch")
    let results = try #require(reply["MetricDataResults"]?.list)
    #expect(results.compactMap { $0["Id"]?.string } == ["sum", "half"])
    #expect(results.compactMap { $0["Label"]?.string } == ["busy", "half"])
    #expect(results[0]["Values"]?.list?.compactMap(\.double) == [60, 60, 60])
    #expect(results[1]["Values"]?.list?.compactMap(\.double) == [30, 30, 30])
  }

  /// Six values on pages of four.
  @Test mutating func valuesComeInPages() throws {
    let queries =
      Self.query("cpu", "CPUUtilization", returns: true) + ","
      + Self.query("memory", "MemoryUtilization", returns: true)
    let first = try cloud.call("GetMetricData", Self.data(queries, more: #","MaxDatapoints":4"#), service: "cloudwatch")
    #expect(first["MetricDataResults"]?.list?.compactMap { $0["Values"]?.list?.count } == [3, 1])
    #expect(
      first["MetricDataResults"]?.list?.compactMap { $0["StatusCode"]?.string } == ["Complete", "PartialData"])
    let token = try #require(first["NextToken"]?.string)
    let rest = try cloud.call(
      "GetMetricData", Self.data(queries, more: #","MaxDatapoints":4,"NextToken":"\#(token)""#), service: "cloudwatch")
    #expect(rest["MetricDataResults"]?.list?.compactMap { $0["Id"]?.string } == ["memory"])
    #expect(rest["MetricDataResults"]?[0]?["Values"]?.list?.count == 2)
    #expect(rest["NextToken"] == nil)
  }

  @Test(arguments: [
    (
      #"{"Id":"e","Expression":"m1 +"}"#,
      "ValidationError: Error in expression 'e': the expression ends too early at character 5"
    ),
    (
      #"{"Id":"e","Expression":"m1 + 1"}"#,
      "ValidationError: Error in expression 'e': there is no query with the id m1"
    ),
    (
      #"{"Id":"E","Expression":"TIME_SERIES(1)"}"#,
      "ValidationError: The value E for parameter MetricDataQueries.member.1.Id is not matching the expected pattern "
        + "^[a-z][a-zA-Z0-9_]*$."
    ),
    (
      #"{"Id":"e"}"#,
      "ValidationError: Exactly one of the parameters MetricStat and Expression must be specified for 'e'."
    ),
  ])
  mutating func queriesThatCannotBeWorkedOut(query: String, said: String) throws {
    #expect(try cloud.refusal("GetMetricData", Self.data(query), service: "cloudwatch") == said)
  }

  /// 1970 to 2026 is more than 100,800 minutes.
  @Test mutating func aNumberOverAllTimesIsTooMuch() throws {
    let all =
      #"{"StartTime":0,"EndTime":"2026-01-05T09:06:00Z","MetricDataQueries":[{"Id":"e","Expression":"TIME_SERIES(1)"}]}"#
    #expect(
      try cloud.refusal("GetMetricData", all, service: "cloudwatch").hasPrefix(
        "ValidationError: You have requested too many datapoints"))
  }

  @Test mutating func functionsThatAreNotBuiltSaySo() throws {
    let band = #"{"Id":"e","Expression":"ANOMALY_DETECTION_BAND(cpu)"}"#
    #expect(try cloud.refusal("GetMetricData", Self.data(band), service: "cloudwatch").hasPrefix("NotSimulatedYet"))
  }

  private static func alarm(_ metrics: String, threshold: Int = 55) -> String {
    #"{"AlarmName":"busy","EvaluationPeriods":1,"Threshold":\#(threshold),"ComparisonOperator":"GreaterThanThreshold","#
      + #""Metrics":[\#(metrics)]}"#
  }

  @Test mutating func anAlarmWatchesAnExpression() throws {
    let sum = #",{"Id":"sum","Expression":"cpu + memory"}"#
    try cloud.call("PutMetricAlarm", Self.alarm(Self.both + sum), service: "cloudwatch")
    cloud.advance(seconds: 120)
    let alarm = try cloud.alarm("busy")
    #expect(alarm["StateValue"] == "ALARM")
    #expect(alarm["StateReason"]?.string?.contains("[60.0 (") == true)
    #expect(alarm["Metrics"]?.list?.count == 3 && alarm["MetricName"] == nil && alarm["Dimensions"] == nil)
    try cloud.updateService("web", #""desiredCount": 4"#)
    cloud.advance(seconds: 300)
    // Four tasks share the load: 25 and 10.
    #expect(try cloud.alarm("busy")["StateValue"] == "OK")
  }

  @Test mutating func anAlarmNeedsOneSeries() throws {
    for (metrics, said) in [
      (Self.both, "Exactly one element of the metrics list should return data."),
      (Self.both + #",{"Id":"e","Expression":"METRICS()"}"#, "The expression must return a single time series."),
      (
        Self.query("cpu", "CPUUtilization") + "," + Self.query("memory", "MemoryUtilization", period: #""Period":300,"#)
          + #",{"Id":"e","Expression":"cpu + memory"}"#,
        "All metrics of an expression must have one and the same period."
      ),
    ] {
      #expect(
        try cloud.refusal("PutMetricAlarm", Self.alarm(metrics), service: "cloudwatch") == "ValidationError: " + said)
    }
  }

  /// CPU and memory are 60 together: ceil(2 × 60 / 40) = 3 tasks.
  @Test mutating func aPolicyTracksAnExpression() throws {
    let metrics = [("cpu", "CPUUtilization"), ("memory", "MemoryUtilization")]
      .map { Self.query($0.0, $0.1, period: "") }
    try cloud.scaling("RegisterScalableTarget", #""MinCapacity": 1, "MaxCapacity": 10"#)
    try cloud.scaling(
      "PutScalingPolicy",
      #""PolicyName": "sum", "PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": "#
        + #"{"TargetValue": 40, "CustomizedMetricSpecification": {"Metrics": [\#(metrics.joined(separator: ",")), "#
        + #"{"Id": "sum", "Expression": "cpu + memory"}]}}"#)
    cloud.advance(seconds: 61)
    #expect(cloud.desiredCount == 3)
    #expect(try cloud.alarm("AlarmHigh")["Metrics"]?[0]?["MetricStat"]?["Period"] == 60)
  }
}
