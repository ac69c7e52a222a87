/// Reading what requests about metrics have in common: names with dimensions, spans, periods, values.
///
/// In: a request's members. Out: values, or CloudWatch's refusal.
import Cloud
import Documents
import SimulationKit

extension Input {
  /// - Parameter namespace: nil where the request names one itself.
  func metricName(in namespace: String? = nil) throws(ServiceFailure) -> MetricName {
    var dimensions: [MetricName.Dimension] = []
    for dimension in try structures("Dimensions") ?? [] {
      guard let name = try dimension.string("Name"), let value = try dimension.string("Value") else {
        throw .missing("Dimensions.member.\(dimensions.count + 1).Value")
      }
      dimensions.append(.init(name: name, value: value))
    }
    guard dimensions.count <= 30 else {
      throw ServiceFailure("InvalidParameterValue", "The collection Dimensions must not have a size greater than 30.")
    }
    guard let name = try string("MetricName") else { throw .missing("MetricName") }
    var known = namespace
    if known == nil { known = try string("Namespace") }
    guard let known else { throw .missing("Namespace") }
    return MetricName(namespace: known, name: name, dimensions: dimensions)
  }

  /// Queries for metrics and expressions.
  /// - Parameter period: of all metrics; nil where each says its own.
  func metricDataQueries(
    _ member: String, period: Duration? = nil
  ) throws(ServiceFailure) -> [MetricDataQuery] {
    var queries: [MetricDataQuery] = []
    for query in try structures(member) ?? [] {
      let id = try query.requiredString("Id")
      let isName = id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      guard isName, id.first?.isLowercase ?? false else {
        throw .metricMath(
          "The value \(id) for parameter \(member).member.\(queries.count + 1).Id is not matching the expected pattern "
            + "^[a-z][a-zA-Z0-9_]*$.")
      }
      queries.append(
        MetricDataQuery(
          id: id, label: try query.string("Label"), returnsData: try query.boolean("ReturnData") ?? true,
          source: try query.metricSource(id, period: period)))
    }
    return queries
  }

  private func metricSource(_ id: String, period: Duration?) throws(ServiceFailure) -> MetricDataQuery.Source {
    switch (try string("Expression"), try structure("MetricStat")) {
    case (let text?, nil):
      do throws(MetricExpression.Problem) { return .expression(try MetricExpression(text)) } catch {
        guard !error.isNotSimulated else {
          throw .notSimulated("The metric math '\(text)'").explained("Here \(error.message).")
        }
        throw .metricMath(id, "\(error.message) at character \(error.offset + 1)")
      }
    case (nil, let stat?):
      guard let metric = try stat.structure("Metric") else { throw .missing("MetricStat.Metric") }
      let own: Duration = if let period { period } else { try stat.period() }
      return .metric(
        try metric.metricName(), try CloudAPI.statistic(try stat.requiredString("Stat"), "stat"), period: own,
        unit: try stat.string("Unit"))
    default:
      throw .metricMath("Exactly one of the parameters MetricStat and Expression must be specified for '\(id)'.")
    }
  }

  /// StartTime at its full minute, and EndTime behind it.
  func span() throws(ServiceFailure) -> (Instant, Instant) {
    guard let start = try instant("StartTime") else { throw .missing("StartTime") }
    guard let end = try instant("EndTime") else { throw .missing("EndTime") }
    guard start < end else {
      throw ServiceFailure(
        "InvalidParameterValue", "The parameter StartTime must be less than the parameter EndTime.")
    }
    return (Instant(milliseconds: start.milliseconds - start.milliseconds.remainder(of: 60_000)), end)
  }

  func period() throws(ServiceFailure) -> Duration {
    guard let seconds = try integer("Period") else { throw .missing("Period") }
    guard [1, 5, 10, 20, 30].contains(seconds) || (seconds >= 60 && seconds.isMultiple(of: 60)), seconds <= 31_536_000
    else {
      throw ServiceFailure(
        "InvalidParameterValue", "The parameter Period must be a multiple of 60, or one of 1, 5, 10, 20 and 30.")
    }
    return .seconds(seconds)
  }

  /// CloudWatch API reference, MetricDatum, `Unit`.
  static let metricUnits: [String] = [
    "Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes", "Bits",
    "Kilobits", "Megabits", "Gigabits", "Terabits", "Percent", "Count", "Bytes/Second", "Kilobytes/Second",
    "Megabytes/Second", "Gigabytes/Second", "Terabytes/Second", "Bits/Second", "Kilobits/Second", "Megabits/Second",
    "Gigabits/Second", "Terabits/Second", "Count/Second", "None",
  ]

  /// One value, a set of statistics, or values with their counts, as one datapoint.
  func datapoint(number: Int, now: Instant) throws(ServiceFailure) -> Datapoint {
    let place = "MetricData.member.\(number)"
    let instant = try instant("Timestamp") ?? now
    guard instant <= now + MetricTiming.latestValue else {
      throw ServiceFailure(
        "InvalidParameterValue",
        "The parameter \(place).Timestamp must specify a time no more than two hours in the future.")
    }
    guard instant + MetricTiming.oldestValue >= now else {
      throw ServiceFailure(
        "InvalidParameterValue", "The parameter \(place).Timestamp must specify a time within the past two weeks.")
    }
    var unit = try string("Unit")
    if let word = unit, !Self.metricUnits.contains(word) {
      throw ServiceFailure(
        "InvalidParameterValue",
        "The parameter \(place).Unit must be a value in the set [ \(Self.metricUnits.joined(separator: ", ")) ].")
    }
    if unit == "None" { unit = nil }
    if let set = try structure("StatisticValues") {
      guard let count = try set.metricValue("SampleCount"), let sum = try set.metricValue("Sum"),
        let low = try set.metricValue("Minimum"), let high = try set.metricValue("Maximum")
      else { throw .missing("\(place).StatisticValues") }
      return Datapoint(start: instant, sampleCount: count, sum: sum, minimum: low, maximum: high, unit: unit)
    }
    let values = try numbers("Values")
    if !values.isEmpty {
      let counts = has("Counts") ? try numbers("Counts") : values.map { _ in 1 }
      guard counts.count == values.count else {
        throw ServiceFailure(
          "InvalidParameterValue", "The parameters \(place).Values and \(place).Counts must be of the same size.")
      }
      return Datapoint(
        start: instant, sampleCount: counts.reduce(0, +), sum: zip(values, counts).reduce(0) { $0 + $1.0 * $1.1 },
        minimum: values.min() ?? 0, maximum: values.max() ?? 0, unit: unit,
        samples: Samples(Array(zip(values, counts))))
    }
    guard let value = try metricValue("Value") else {
      throw ServiceFailure(
        "MissingParameter", "The parameter \(place).Value, \(place).Values or \(place).StatisticValues is required.")
    }
    return Datapoint(start: instant, sampleCount: 1, sum: value, minimum: value, maximum: value, unit: unit)
  }

  private func numbers(_ member: String) throws(ServiceFailure) -> [Double] {
    guard let value = document(member) else { return [] }
    guard let list = value.list else { throw .serialization(of: value, as: "List") }
    var numbers: [Double] = []
    for element in list {
      guard let number = element.double else { throw .serialization(of: element, as: "Double") }
      numbers.append(try Self.checked(number, member))
    }
    return numbers
  }

  private func metricValue(_ member: String) throws(ServiceFailure) -> Double? {
    guard let number = try double(member) else { return nil }
    return try Self.checked(number, member)
  }

  /// Values up to 2 to the power of 360, as CloudWatch takes them.
  private static func checked(_ number: Double, _ member: String) throws(ServiceFailure) -> Double {
    guard number.magnitude <= 2.348542582773833e108 else {
      throw ServiceFailure(
        "InvalidParameterValue", "The value \(number) for parameter \(member) must be between -2^360 and 2^360.")
    }
    return number
  }
}

extension Int {
  fileprivate func remainder(of divisor: Int) -> Int {
    let rest = self % divisor
    return rest < 0 ? rest + divisor : rest
  }
}

extension ServiceFailure {
  static func missing(_ member: String) -> ServiceFailure {
    ServiceFailure("MissingParameter", "The parameter \(member) is required.")
  }
}
