/// Queries for metrics and for expressions over them, as GetMetricData, alarms and scaling policies have them.
///
/// In: queries, the series of those that name a metric. Out: the series of those that return data, in their order, or
/// what is wrong with an expression. Source: CloudWatch API reference, MetricDataQuery.
import SimulationKit

package struct MetricDataQuery: Hashable, Sendable {
  package enum Source: Hashable, Sendable {
    case metric(MetricName, MetricStatistic, period: Duration, unit: String?)
    case expression(MetricExpression)
  }
  package let id: String
  package let label: String?
  package let returnsData: Bool
  package let source: Source
  /// Of one that names a metric.
  package let period: Duration?

  package init(id: String, label: String?, returnsData: Bool, source: Source) {
    self.id = id
    self.label = label
    self.returnsData = returnsData
    self.source = source
    switch source {
    case .metric(_, _, let period, _): self.period = period
    case .expression: period = nil
    }
  }

  var metric: MetricName? {
    switch source {
    case .metric(let name, _, _, _): name
    case .expression: nil
    }
  }
}

extension [MetricDataQuery] {
  typealias Series = (id: String, series: MetricSeries)

  /// Whether an alarm or a policy can follow them: one series comes of them, whatever is measured.
  package func checkForOneSeries() throws(ServiceFailure) {
    guard searches.isEmpty else { throw .metricMath("SEARCH is not supported on Metric Alarms") }
    guard count(where: \.returnsData) == 1 else {
      throw .metricMath("Exactly one element of the metrics list should return data.")
    }
    let periods = Set(compactMap(\.period))
    guard let period = periods.first, periods.count == 1 else {
      throw .metricMath("All metrics of an expression must have one and the same period.")
    }
    let empty: [Series] = compactMap { query in
      query.period.map { (query.id, MetricSeries(label: "", period: $0, points: [])) }
    }
    let outcome = try outcome(of: empty, from: .worldStart, to: .worldStart + period)
    let measured = Set(empty.map(\.id))
    guard outcome.count == 1 || contains(where: { $0.returnsData && measured.contains($0.id) }) else {
      throw .metricMath("The expression must return a single time series.")
    }
  }

  /// - Parameter metrics: of the queries that name one, in their order.
  func outcome(
    of metrics: [Series], found: [MetricSearch: [MetricSeries]] = [:], from start: Instant, to end: Instant
  ) throws(ServiceFailure) -> [Series] {
    guard Set(map(\.id)).count == count else {
      throw .metricMath("The values for parameter id in MetricDataQueries are not unique.")
    }
    var math = MetricMath(
      start: start, end: end, period: compactMap(\.period).min() ?? MetricTiming.minute, metrics: metrics)
    math.found = found
    try workOut(&math)
    var outcome: [Series] = []
    for query in self where query.returnsData {
      let label = query.label ?? query.id
      switch math.known[query.id] {
      case nil: outcome += metrics.filter { $0.id == query.id }
      case .series(var series)?:
        series.label = label
        outcome.append((query.id, series))
      case .list(let list)?:
        for var series in list {
          series.label = label + " " + series.label
          outcome.append((query.id, series))
        }
      case .number?:
        throw .metricMath(query.id, "it is a number, and no time series: TIME_SERIES(…) makes one of it")
      }
    }
    return outcome
  }

  /// Those in all expressions, each once.
  var searches: [MetricSearch] {
    var found: [MetricSearch] = []
    for query in self {
      guard case .expression(let expression) = query.source else { continue }
      for search in expression.root.searches where !found.contains(search) { found.append(search) }
    }
    return found
  }

  /// Each expression once those are known that it refers to.
  private func workOut(_ math: inout MetricMath) throws(ServiceFailure) {
    var waiting = compactMap { query -> (id: String, expression: MetricExpression)? in
      if case .expression(let expression) = query.source { (query.id, expression) } else { nil }
    }
    while !waiting.isEmpty {
      let ids = Set(waiting.map(\.id))
      let ready = waiting.filter { $0.expression.root.queries.isDisjoint(with: ids) }
      guard !ready.isEmpty else { throw .metricMath(waiting[0].id, "it refers to itself") }
      for (id, expression) in ready {
        do throws(MetricMath.Trouble) { math.known[id] = try math.value(of: expression.root) } catch {
          throw .metricMath(id, error.message)
        }
      }
      waiting.removeAll { waits in ready.contains { $0.id == waits.id } }
    }
  }
}

extension MetricExpression.Node {
  /// The ids that it refers to.
  fileprivate var queries: Set<String> {
    switch self {
    case .number, .text, .word, .search: []
    case .query(let id): [id]
    case .negated(let node): node.queries
    case .operation(_, let left, let right): left.queries.union(right.queries)
    case .list(let nodes), .call(_, let nodes): nodes.reduce(into: []) { $0.formUnion($1.queries) }
    }
  }

  fileprivate var searches: [MetricSearch] {
    switch self {
    case .number, .text, .word, .query: []
    case .search(let search): [search]
    case .negated(let node): node.searches
    case .operation(_, let left, let right): left.searches + right.searches
    case .list(let nodes), .call(_, let nodes): nodes.flatMap(\.searches)
    }
  }
}

extension Region {
  /// The series of the queries that return data, in their order.
  package mutating func series(
    of queries: [MetricDataQuery], from start: Instant, to end: Instant
  ) throws(ServiceFailure) -> [(id: String, series: MetricSeries)] {
    var metrics: [(id: String, series: MetricSeries)] = []
    for query in queries {
      guard case .metric(let name, let statistic, let period, let unit) = query.source else { continue }
      let points = datapoints(of: name, from: start, to: end, period: period)
        .filter { unit ?? $0.unitWord == $0.unitWord && $0.knows(statistic) }
        .map { MetricSeries.Point(start: $0.start, value: $0.value(of: statistic)) }
      metrics.append((query.id, MetricSeries(label: query.label ?? name.name, period: period, points: points)))
    }
    let usual = queries.compactMap(\.period).min() ?? MetricTiming.minute
    var found: [MetricSearch: [MetricSeries]] = [:]
    for search in queries.searches { found[search] = series(of: search, usual: usual, from: start, to: end) }
    return try queries.outcome(of: metrics, found: found, from: start, to: end)
  }

  /// Each by what tells it from the others: dimensions' values, and its name.
  private mutating func series(
    of search: MetricSearch, usual: Duration, from start: Instant, to end: Instant
  ) -> [MetricSeries] {
    let period = search.period ?? usual
    let names = Array(metricNames.filter(search.finds).prefix(MetricTiming.mostFound))
    let differ = names.flatMap(\.dimensions).filter { one in !names.allSatisfy { $0.dimensions.contains(one) } }
    let isOneName = Set(names.map(\.name)).count == 1
    return names.map { name in
      let points = datapoints(of: name, from: start, to: end, period: period)
        .filter { $0.knows(search.statistic) }
        .map { MetricSeries.Point(start: $0.start, value: $0.value(of: search.statistic)) }
      let values = name.dimensions.filter(differ.contains).map(\.value)
      let label = (values + (isOneName && !values.isEmpty ? [] : [name.name])).joined(separator: " ")
      return MetricSeries(label: label, period: period, points: points)
    }
  }
}

extension Datapoint {
  package var unitWord: String { unit ?? "None" }
}

extension ServiceFailure {
  package static func metricMath(_ message: String) -> ServiceFailure { ServiceFailure("ValidationError", message) }

  package static func metricMath(_ id: String, _ message: String) -> ServiceFailure {
    metricMath("Error in expression '\(id)': \(message)")
  }
}
