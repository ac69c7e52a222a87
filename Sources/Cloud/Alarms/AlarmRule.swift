/// What an alarm watches: one metric or an expression, a threshold, and how many datapoints beyond it are too many.
///
/// In: the settings that PutMetricAlarm gave. Out: a rule, nil where they ask for what is not measured here (other
/// extended statistics than percentiles, anomaly bands). Judges datapoints; changes nothing.
/// Source: CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data".
import Documents
import SimulationKit

package struct AlarmRule: Hashable, Sendable {
  package enum Comparison: String, Sendable {
    case greaterOrEqual = "GreaterThanOrEqualToThreshold"
    case greater = "GreaterThanThreshold"
    case less = "LessThanThreshold"
    case lessOrEqual = "LessThanOrEqualToThreshold"

    var words: String {
      switch self {
      case .greaterOrEqual: "greater than or equal to"
      case .greater: "greater than"
      case .less: "less than"
      case .lessOrEqual: "less than or equal to"
      }
    }
  }
  package enum MissingData: String, Sendable {
    case missing, ignore, breaching, notBreaching
  }

  /// nil where it watches what an expression makes of several.
  package let metric: MetricName?
  /// What counts of a datapoint; those of an expression have one value.
  package let statistic: MetricStatistic
  /// The expression and its metrics; empty where it watches one metric.
  package let queries: [MetricDataQuery]
  package let period: Duration
  package let evaluationPeriods: Int
  package let datapointsToAlarm: Int
  package let threshold: Double
  package let comparison: Comparison
  package let missingData: MissingData

  package init?(_ settings: Document.Object, queries: [MetricDataQuery] = []) {
    guard let periods = settings["EvaluationPeriods"]?.integer, (1...1_440).contains(periods),
      let threshold = settings["Threshold"]?.double, threshold.isFinite,
      let comparison = settings["ComparisonOperator"]?.string.flatMap(Comparison.init)
    else { return nil }
    if let period = queries.compactMap(\.period).first {
      (metric, statistic, self.period) = (nil, .average, period)
    } else {
      guard settings["Metrics"] == nil, let namespace = settings["Namespace"]?.string,
        let name = settings["MetricName"]?.string,
        let statistic = (settings["Statistic"] ?? settings["ExtendedStatistic"])?.string
          .flatMap(MetricStatistic.init(rawValue:)),
        let period = settings["Period"]?.integer, (1...86_400).contains(period)
      else { return nil }
      let dimensions = (settings["Dimensions"]?.list ?? []).map { dimension in
        MetricName.Dimension(name: dimension["Name"]?.string ?? "", value: dimension["Value"]?.string ?? "")
      }
      metric = MetricName(namespace: namespace, name: name, dimensions: dimensions)
      (self.statistic, self.period) = (statistic, .seconds(period))
    }
    self.queries = queries
    evaluationPeriods = periods
    datapointsToAlarm = min(max(settings["DatapointsToAlarm"]?.integer ?? periods, 1), periods)
    self.threshold = threshold
    self.comparison = comparison
    missingData = settings["TreatMissingData"]?.string.flatMap(MissingData.init) ?? .missing
  }

  /// All that it watches.
  var metrics: [MetricName] { metric.map { [$0] } ?? queries.compactMap(\.metric) }

  package func isBreached(by value: Double) -> Bool {
    switch comparison {
    case .greaterOrEqual: value >= threshold
    case .greater: value > threshold
    case .less: value < threshold
    case .lessOrEqual: value <= threshold
    }
  }
}

/// What an alarm sees when it looks: a datapoint or none for each period, the newest first.
package struct AlarmLook: Sendable {
  let slots: [Datapoint?]

  var isEmpty: Bool { slots.allSatisfy { $0 == nil } }
}

extension AlarmRule {
  struct Verdict {
    let state: Alarm.State
    let reason: String
  }

  /// The datapoints that count: the newest of those there are.
  func counted(_ look: AlarmLook) -> [Datapoint] {
    Array(look.slots.compactMap { $0 }.prefix(evaluationPeriods))
  }

  /// nil: the state stays what it is.
  func verdict(_ look: AlarmLook) -> Verdict? {
    let counted = counted(look)
    let missing = evaluationPeriods - counted.count
    guard !counted.isEmpty else { return verdictOnNothing() }
    let beyond = counted.count { isBreached(by: $0.value(of: statistic)) }
    switch missingData {
    case .breaching: return beyond + missing >= datapointsToAlarm ? alarm(counted) : fine(counted)
    case .notBreaching: return beyond >= datapointsToAlarm ? alarm(counted) : fine(counted)
    case .missing, .ignore:
      if beyond >= datapointsToAlarm { return alarm(counted) }
      if beyond < counted.count { return fine(counted) }
      // All there is lies beyond the threshold: too little of it, unless it began long enough ago.
      let oldest = look.slots.prefix(evaluationPeriods).lastIndex { $0 != nil } ?? -1
      return missingData == .missing && oldest + 1 >= datapointsToAlarm ? alarm(counted) : nil
    }
  }

  private func verdictOnNothing() -> Verdict? {
    switch missingData {
    case .missing: Verdict(state: .insufficientData, reason: AlarmText.unknown(evaluationPeriods))
    case .ignore: nil
    case .breaching:
      Verdict(state: .alarm, reason: AlarmText.treated(evaluationPeriods, as: "Breaching"))
    case .notBreaching: Verdict(state: .ok, reason: AlarmText.treated(evaluationPeriods, as: "NonBreaching"))
    }
  }

  private func alarm(_ counted: [Datapoint]) -> Verdict {
    Verdict(state: .alarm, reason: AlarmText.crossed(self, counted, isBreach: true))
  }

  private func fine(_ counted: [Datapoint]) -> Verdict {
    Verdict(state: .ok, reason: AlarmText.crossed(self, counted, isBreach: false))
  }
}
