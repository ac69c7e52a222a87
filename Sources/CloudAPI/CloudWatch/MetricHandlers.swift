/// Amazon CloudWatch at the border: metrics, those of Amazon ECS and those that clients put.
///
/// In: calls. Out: replies. Of the extended statistics percentiles are simulated, and those with trimmed bounds are not.
/// Source: CloudWatch API reference, ListMetrics, GetMetricStatistics, GetMetricData.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let metricHandlers: [String: Handler] = [
    "ListMetrics": listMetrics,
    "GetMetricStatistics": getMetricStatistics,
    "GetMetricData": getMetricData,
    "PutMetricData": putMetricData,
  ]
  private static let mostMetricsOnPage = 500
  private static let mostDatapoints = 1_440
  private static let mostQueries = 500
  private static let mostValues = 100_800

  @Sendable private static func listMetrics(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let (namespace, name) = (try input.string("Namespace"), try input.string("MetricName"))
    var filters: [(name: String, value: String?)] = []
    for filter in try input.structures("Dimensions") ?? [] {
      filters.append((try filter.requiredString("Name"), try filter.string("Value")))
    }
    let found = region.metricNames.filter { metric in
      namespace ?? metric.namespace == metric.namespace && name ?? metric.name == metric.name
        && filters.allSatisfy { filter in
          metric.dimensions.contains { $0.name == filter.name && filter.value ?? $0.value == $0.value }
        }
    }
    let page = try input.page(of: found, limit: mostMetricsOnPage, refusedAs: "InvalidParameterValue", key: \.token)
    return Document.Object(rendering: ["Metrics": page.items.map(document), "NextToken": page.nextToken])
  }

  @Sendable private static func getMetricStatistics(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    guard !input.has("ExtendedStatistics") || !input.has("Statistics") else {
      throw ServiceFailure(
        "InvalidParameterCombination",
        "The parameters Statistics and ExtendedStatistics can not be specified together.")
    }
    let words = try input.strings(input.has("ExtendedStatistics") ? "ExtendedStatistics" : "Statistics") ?? []
    guard !words.isEmpty else {
      throw ServiceFailure(
        "MissingParameter", "At least one of the parameters Statistics and ExtendedStatistics must be specified.")
    }
    var statistics: [MetricStatistic] = []
    for word in words {
      let statistic = try statistic(word, "statistics")
      guard statistic.isPercentile == input.has("ExtendedStatistics") else {
        throw ServiceFailure(
          "InvalidParameterValue",
          "The value \(word) for parameter \(statistic.isPercentile ? "Statistics" : "ExtendedStatistics") is not supported."
        )
      }
      statistics.append(statistic)
    }
    let name = try input.metricName()
    let period = try input.period()
    let (start, end) = try input.span()
    let count = (end - start).milliseconds / period.milliseconds
    guard count <= mostDatapoints else {
      throw ServiceFailure(
        "InvalidParameterCombination",
        "You have requested up to \(count.withCommas) datapoints, which exceeds the limit of 1,440. You may reduce the "
          + "datapoints requested by increasing Period, or decreasing the time range.")
    }
    let unit = try input.string("Unit")
    let points = region.datapoints(of: name, from: start, to: end, period: period)
      .filter { point in
        unit ?? point.unitWord == point.unitWord && statistics.allSatisfy(point.knows)
      }
    return Document.Object(rendering: [
      "Label": name.name, "Datapoints": points.map { document($0, statistics) },
    ])
  }

  @Sendable private static func getMetricData(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let isAscending = try input.string("ScanBy") == "TimestampAscending"
    let (start, end) = try input.span()
    let queries = try input.metricDataQueries("MetricDataQueries")
    guard queries.count <= mostQueries else {
      throw .metricMath("The collection MetricDataQueries must not have a size greater than \(mostQueries).")
    }
    let periods = queries.compactMap(\.period)
    for period in periods.isEmpty ? [MetricTiming.minute] : periods
    where (end - start).milliseconds / period.milliseconds > mostValues {
      throw .metricMath("You have requested too many datapoints: choose a longer Period or a shorter time range.")
    }
    let limit = try input.integer("MaxDatapoints") ?? mostValues
    guard (1...mostValues).contains(limit) else {
      throw .metricMath("MaxDatapoints must be between 1 and \(mostValues).")
    }
    let found = try region.series(of: queries, from: start, to: end)
    let values = found.enumerated().flatMap { index, result in
      (isAscending ? result.series.points : result.series.points.reversed()).map { (index: index, point: $0) }
    }
    let page = try input.page(of: values, limit: limit, refusedAs: "InvalidNextToken") {
      "\($0.index)/\($0.point.start.milliseconds)"
    }
    let shown = Dictionary(grouping: page.items, by: \.index)
    let results = found.enumerated().compactMap { index, result -> Document? in
      let (all, points) = (result.series.points, (shown[index] ?? []).map(\.point))
      guard !points.isEmpty || all.isEmpty && !input.has("NextToken") else { return nil }
      let isComplete = points.last == (isAscending ? all.last : all.first)
      return Document.Object(rendering: [
        "Id": result.id, "Label": result.series.label, "Timestamps": points.map(\.start),
        "Values": points.map { Document.number($0.value.roundedToMillionths) },
        "StatusCode": isComplete ? "Complete" : "PartialData",
      ]).rendered
    }
    return Document.Object(rendering: [
      "MetricDataResults": results, "Messages": [] as [Document], "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func putMetricData(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let namespace = try input.requiredString("Namespace")
    guard !namespace.hasPrefix("AWS/") else {
      throw ServiceFailure(
        "InvalidParameterValue", "The value \(namespace) for parameter Namespace is invalid.",
        why: "Namespaces that begin with AWS/ belong to AWS: choose one of your own, such as Harbor/Web.")
    }
    guard !input.has("EntityMetricData") else { throw .notSimulated("Entity metric data") }
    var values: [(MetricName, Datapoint)] = []
    for (index, datum) in (try input.structures("MetricData") ?? []).enumerated() {
      let name = try datum.metricName(in: namespace)
      values.append((name, try datum.datapoint(number: index + 1, now: region.now)))
    }
    guard !values.isEmpty else { throw .missing("MetricData") }
    guard values.count <= 1_000 else {
      throw ServiceFailure("InvalidParameterValue", "The collection MetricData must not have a size greater than 1000.")
    }
    region.putMetricData(values)
    return [:]
  }

  static func statistic(_ word: String, _ member: String) throws(ServiceFailure) -> MetricStatistic {
    guard let statistic = MetricStatistic(rawValue: word) else {
      if isTrimmed(word) { throw .notSimulated("The statistic \(word)") }
      throw ServiceFailure(
        "InvalidParameterValue",
        "1 validation error detected: Value '\(word)' at '\(member)' failed to satisfy constraint: Member must satisfy "
          + "enum value set: [Maximum, SampleCount, Sum, Minimum, Average]")
    }
    return statistic
  }

  /// `tm90`, `TC(10%:90%)`, `PR(:300)`, `IQM`: what CloudWatch knows beside percentiles.
  static func isTrimmed(_ word: String) -> Bool {
    let small = word.lowercased()
    return small == "iqm" || small.hasPrefix("pr(")
      || ["tm", "wm", "tc", "ts"].contains { kind in
        small.hasPrefix(kind) && small.dropFirst(2).first.map { $0.isNumber || $0 == "(" } ?? false
      }
  }

  private static func document(_ metric: MetricName) -> Document {
    Document.Object(rendering: [
      "Namespace": metric.namespace, "MetricName": metric.name,
      "Dimensions": metric.dimensions.map { ["Name": .string($0.name), "Value": .string($0.value)] as Document },
    ]).rendered
  }

  private static func document(_ point: Datapoint, _ statistics: [MetricStatistic]) -> Document {
    var object = Document.Object(rendering: ["Timestamp": point.start])
    var extended: Document.Object = [:]
    for statistic in statistics {
      let value = Document.number(point.value(of: statistic))
      if statistic.isPercentile { extended[statistic.rawValue] = value } else { object[statistic.rawValue] = value }
    }
    if !extended.isEmpty { object["ExtendedStatistics"] = .object(extended) }
    object["Unit"] = .string(point.unitWord)
    return .object(object)
  }
}

extension MetricName {
  fileprivate var token: String {
    ([namespace, name] + dimensions.map { "\($0.name)=\($0.value)" }).joined(separator: "|")
  }
}

extension Int {
  /// `14,400`.
  fileprivate var withCommas: String {
    var (digits, text) = (String(self), "")
    while digits.count > 3 {
      text = "," + digits.suffix(3) + text
      digits.removeLast(3)
    }
    return digits + text
  }
}
