/// Percentiles and searches: CloudWatch User Guide, "CloudWatch statistics definitions", "search expression syntax".
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite struct PercentileTests {
  private var cloud = TestCloud()

  private mutating func put(_ datum: String) throws {
    try cloud.call(
      "PutMetricData", #"{"Namespace": "Harbor", "MetricData": [{"MetricName": "Latency", \#(datum)}]}"#,
      service: "cloudwatch")
  }

  /// The extended statistics of each datapoint of minutes that are over.
  private mutating func ask(_ statistics: String, period: Int = 60) throws -> [[String: Double]] {
    let reply = try cloud.call(
      "GetMetricStatistics",
      #"{"Namespace": "Harbor", "MetricName": "Latency", "StartTime": "2026-01-05T09:00:00Z", "EndTime": "#
        + #""2026-01-05T10:00:00Z", "Period": \#(period), "ExtendedStatistics": [\#(statistics)]}"#,
      service: "cloudwatch")
    return (reply["Datapoints"]?.list ?? []).compactMap { $0["ExtendedStatistics"]?.object }.map { object in
      Dictionary(uniqueKeysWithValues: object.members.map { ($0.key, $0.value.double ?? -1) })
    }
  }

  /// 1 to 100, then 99 times 1 and once 500 in another minute: 199 values are at most 100, one is 500.
  @Test mutating func aPercentileIsTheValueThatSoManyAreNotAbove() throws {
    let values = (1...100).map(String.init).joined(separator: ",")
    try put(#""Values": [\#(values)]"#)
    cloud.advance(seconds: 60)
    #expect(
      try ask(#""p50", "p99", "p99.9", "p0", "p100""#) == [["p50": 50, "p99": 99, "p99.9": 100, "p0": 1, "p100": 100]])
    try put(#""Values": [1, 500], "Counts": [99, 1]"#)
    cloud.advance(seconds: 60)
    #expect(try ask(#""p99""#, period: 60) == [["p99": 99], ["p99": 1]])
    // Of 200 values 99 % are 198: the ones (100 of them), then 2 to 99.
    #expect(try ask(#""p99", "p99.9""#, period: 3600) == [["p99": 99, "p99.9": 500]])
  }

  @Test mutating func ofASetOfStatisticsNoPercentileIsKnown() throws {
    try put(#""StatisticValues": {"SampleCount": 2, "Sum": 3, "Minimum": 1, "Maximum": 2}"#)
    cloud.advance(seconds: 60)
    #expect(try ask(#""p99""#) == [])
    try put(#""StatisticValues": {"SampleCount": 2, "Sum": 4, "Minimum": 2, "Maximum": 2}"#)
    cloud.advance(seconds: 60)
    #expect(try ask(#""p99""#) == [["p99": 2]])
  }

  @Test(arguments: [
    (#""tm90""#, "NotSimulatedYet: The statistic tm90 is not simulated yet."),
    (#""IQM""#, "NotSimulatedYet: The statistic IQM is not simulated yet."),
    (#""Average""#, "InvalidParameterValue: The value Average for parameter ExtendedStatistics is not supported."),
  ])
  func statisticsThatAreRefused(statistic: String, said: String) throws {
    var test = PercentileTests()
    #expect(
      try test.cloud.refusal(
        "GetMetricStatistics",
        #"{"Namespace": "Harbor", "MetricName": "Latency", "StartTime": "2026-01-05T09:00:00Z", "EndTime": "#
          + #""2026-01-05T10:00:00Z", "Period": 60, "ExtendedStatistics": [\#(statistic)]}"#, service: "cloudwatch")
        == said)
  }

  /// 98 of 100 are quick: p95 is below the threshold, p99 above.
  @Test(arguments: [("p95", "OK"), ("p99", "ALARM")])
  func anAlarmWatchesAPercentile(statistic: String, state: String) throws {
    var test = PercentileTests()
    try test.cloud.call(
      "PutMetricAlarm",
      #"{"AlarmName": "slow", "Namespace": "Harbor", "MetricName": "Latency", "ExtendedStatistic": "\#(statistic)", "#
        + #""Period": 60, "EvaluationPeriods": 1, "Threshold": 5, "ComparisonOperator": "GreaterThanThreshold"}"#,
      service: "cloudwatch")
    try test.put(#""Values": [1, 10], "Counts": [98, 2]"#)
    test.cloud.advance(seconds: 120)
    let alarm = try test.cloud.alarm("slow")
    #expect(alarm["ExtendedStatistic"]?.string == statistic)
    #expect(test.cloud.region?.alarmHistory.items.contains { $0.summary.hasSuffix("to \(state)") } ?? false)
  }

  // MARK: - Searches

  private mutating func found(_ search: String) throws -> [String] {
    let text = Document.string("SORT(SEARCH('\(search)', 'Sum', 60), SUM, ASC)").written()
    let reply = try cloud.call(
      "GetMetricData",
      #"{"StartTime": "2026-01-05T09:00:00Z", "EndTime": "2026-01-05T10:00:00Z", "MetricDataQueries": "#
        + #"[{"Id": "e1", "Expression": \#(text)}]}"#, service: "cloudwatch")
    return (reply["MetricDataResults"]?.list ?? []).map { $0["Values"]?[0]?.double.map { String(Int($0)) } ?? "-" }
  }

  /// Each metric by its value.
  @Test mutating func aSearchFindsMetricsByTheirWords() throws {
    for (index, (name, dimension, value)) in [
      ("RequestCount", "ServiceName", "web"), ("RequestCount", "ServiceName", "web-api"),
      ("ErrorCount", "ServiceName", "web"),
      ("ErrorCount", "Host", "web"),
    ].enumerated() {
      try cloud.call(
        "PutMetricData",
        #"{"Namespace": "Harbor/Web", "MetricData": [{"MetricName": "\#(name)", "Value": \#(index + 1), "Dimensions": "#
          + #"[{"Name": "\#(dimension)", "Value": "\#(value)"}]}]}"#, service: "cloudwatch")
    }
    try cloud.call(
      "PutMetricData",
      #"{"Namespace": "Harbor/Web", "MetricData": [{"MetricName": "HTTPCode", "Value": 5, "Dimensions": "#
        + #"[{"Name": "ServiceName", "Value": "web"}, {"Name": "Host", "Value": "a"}]}]}"#, service: "cloudwatch")
    cloud.advance(seconds: 60)
    for (search, expected) in [
      (#"{Harbor/Web,ServiceName}"#, "1 2 3"), (#"{Harbor/Web,Host,ServiceName}"#, "5"), (#"http code"#, "5"),
      (#"{Harbor/Web,ServiceName} MetricName="RequestCount""#, "1 2"), (#"{Harbor/Web,ServiceName} api"#, "2"),
      (#"{Harbor/Web,Host}"#, "4"), (#"{Harbor/Web,ServiceName} MetricName=("RequestCount" OR "ErrorCount")"#, "1 2 3"),
      (#"ServiceName="web""#, "1 3 5"), (#"ServiceName=web NOT Error"#, "1 2 5"), (#"error count OR api"#, "2 3 4"),
      (#"Err"#, ""), (#"{Harbor,ServiceName} web"#, ""), (#"count AND (api OR Host)"#, "2 4"),
    ] {
      #expect(try found(search).joined(separator: " ") == expected, "\(search)")
    }
  }

  @Test mutating func anAlarmTakesNoSearch() throws {
    let expression = Document.string("SUM(SEARCH('{AWS/ECS,ClusterName} CPU', 'Average', 60))").written()
    #expect(
      try cloud.refusal(
        "PutMetricAlarm",
        #"{"AlarmName": "a", "EvaluationPeriods": 1, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold", "#
          + #""Metrics": [{"Id": "e1", "Expression": \#(expression)}]}"#, service: "cloudwatch")
        == "ValidationError: SEARCH is not supported on Metric Alarms")
  }
}
