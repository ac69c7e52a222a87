/// What metric math makes of time series.
///
/// In: an expression, the series of other queries, the span that is asked for. Out: a number, a series or several. A
/// moment at which a value is missing, or is no number (something divided by 0), is missing in the outcome.
/// Source: CloudWatch User Guide, "Metric math syntax and functions".
import SimulationKit

package struct MetricSeries: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    package let start: Instant
    package let value: Double
  }
  package var label: String
  let period: Duration
  /// Ascending.
  package var points: [Point]

  fileprivate func mapped(_ change: (Point) -> Double?) -> MetricSeries {
    var series = self
    series.points = points.compactMap { point in
      change(point).flatMap { $0.isFinite ? Point(start: point.start, value: $0) : nil }
    }
    return series
  }

  /// From each point and the one before; the first has none.
  fileprivate func stepped(_ change: (_ before: Point, _ point: Point) -> Double) -> MetricSeries {
    var series = self
    series.points = zip(points, points.dropFirst()).map { Point(start: $1.start, value: change($0, $1)) }
    return series
  }
}

struct MetricMath {
  struct Trouble: Error {
    let message: String
  }
  enum Value {
    case number(Double)
    case series(MetricSeries)
    case list([MetricSeries])
  }
  typealias Function = MetricExpression.Function

  let start: Instant
  let end: Instant
  /// Of series that are made of a number.
  let period: Duration
  /// What queries are made of metrics, with their ids, in order.
  let metrics: [(id: String, series: MetricSeries)]
  /// Of other expressions, as far as they are worked out.
  var known: [String: Value] = [:]
  /// What searches find.
  var found: [MetricSearch: [MetricSeries]] = [:]

  func value(of node: MetricExpression.Node) throws(Trouble) -> Value {
    switch node {
    case .number(let number): return .number(number)
    case .text(let text): throw Trouble(message: "the text '\(text)' is out of place")
    case .word(let word): throw Trouble(message: "\(word) is out of place")
    case .query(let id):
      if let value = known[id] { return value }
      if let metric = metrics.first(where: { $0.id == id }) { return .series(metric.series) }
      throw Trouble(message: "there is no query with the id \(id)")
    case .list(let nodes):
      var all: [MetricSeries] = []
      for node in nodes { all += try list(node) }
      return .list(all)
    case .negated(let node): return try applied(.times, .number(-1), value(of: node))
    case .operation(let operation, let left, let right):
      return try applied(operation, value(of: left), value(of: right))
    case .call(let function, let arguments): return try called(function, arguments)
    case .search(let search): return .list(found[search] ?? [])
    }
  }

  // MARK: - Operations

  private func applied(
    _ operation: MetricExpression.Operation, _ left: Value, _ right: Value
  ) throws(Trouble) -> Value {
    func result(_ left: Double, _ right: Double) -> Double { Self.result(operation, left, right) }
    switch (left, right) {
    case (.number(let left), .number(let right)): return .number(result(left, right))
    case (.series(let left), .number(let right)): return .series(left.mapped { result($0.value, right) })
    case (.number(let left), .series(let right)): return .series(right.mapped { result(left, $0.value) })
    case (.series(let left), .series(let right)): return .series(Self.joined(left, right, result))
    case (.list(let left), .number(let right)): return .list(left.map { $0.mapped { result($0.value, right) } })
    case (.number(let left), .list(let right)): return .list(right.map { $0.mapped { result(left, $0.value) } })
    case (.list(let left), .series(let right)): return .list(left.map { Self.joined($0, right, result) })
    case (.series(let left), .list(let right)):
      return .list(right.map { series in Self.joined(series, left) { result($1, $0) } })
    case (.list, .list): throw Trouble(message: "'\(operation.rawValue)' does not take two arrays")
    }
  }

  /// At the moments that both have.
  private static func joined(
    _ left: MetricSeries, _ right: MetricSeries, _ change: (Double, Double) -> Double
  ) -> MetricSeries {
    let others = Dictionary(right.points.map { ($0.start, $0.value) }) { _, last in last }
    return left.mapped { point in others[point.start].map { change(point.value, $0) } }
  }

  private static func result(_ operation: MetricExpression.Operation, _ left: Double, _ right: Double) -> Double {
    switch operation {
    case .plus: left + right
    case .minus: left - right
    case .times: left * right
    case .divided: left / right
    case .power: Arithmetic.power(left, right)
    case .equal: left == right ? 1 : 0
    case .notEqual: left != right ? 1 : 0
    case .less: left < right ? 1 : 0
    case .lessOrEqual: left <= right ? 1 : 0
    case .greater: left > right ? 1 : 0
    case .greaterOrEqual: left >= right ? 1 : 0
    case .and: left != 0 && right != 0 ? 1 : 0
    case .or: left != 0 || right != 0 ? 1 : 0
    }
  }

  // MARK: - Functions

  private func called(_ function: Function, _ arguments: [MetricExpression.Node]) throws(Trouble) -> Value {
    guard let first = arguments.first else { return .list(metrics.map(\.series)) }
    switch function {
    case .metrics:
      guard case .text(let text) = first else { throw Trouble(message: "METRICS takes a text in quotes") }
      return .list(metrics.filter { $0.id.contains(text) }.map(\.series))
    case .abs: return try each(first) { $0.magnitude }
    case .ceiling: return try each(first) { $0.rounded(.up) }
    case .floor: return try each(first) { $0.rounded(.down) }
    case .log: return try each(first, Arithmetic.logarithm)
    case .log10: return try each(first) { Arithmetic.logarithm($0) / Arithmetic.logarithm(10) }
    case .average, .sum, .minimum, .maximum, .deviation: return try gathered(function, try value(of: first))
    case .difference: return try stepped(first) { $1.value - $0.value }
    case .timeDifference: return try stepped(first) { Self.seconds($1.start - $0.start) }
    case .rate: return try stepped(first) { ($1.value - $0.value) / Self.seconds($1.start - $0.start) }
    case .runningSum:
      return try eachSeries(first) { series in
        var sum = 0.0
        return series.mapped {
          sum += $0.value
          return sum
        }
      }
    case .minute, .hour, .day, .date, .month, .year, .epoch:
      return try eachSeries(first) { series in series.mapped { Self.part(function, of: $0.start) } }
    case .period: return .number(Self.seconds(try series(first).period))
    case .datapointCount: return .number(Double(try series(first).points.count))
    case .metricCount: return .number(Double(try list(first).count))
    case .first, .last:
      let list = try list(first)
      guard let picked = function == .first ? list.first : list.last else { return .list([]) }
      return .series(picked)
    case .removeEmpty: return .list(try list(first).filter { !$0.points.isEmpty })
    case .slice: return .list(try sliced(try list(first), arguments.dropFirst()))
    case .sort: return .list(try sorted(try list(first), arguments))
    case .fill: return try filled(first, with: arguments[1])
    case .choice: return try chosen(arguments)
    case .timeSeries:
      guard case .number(let number) = try value(of: first) else {
        throw Trouble(message: "TIME_SERIES takes a number")
      }
      return .series(
        MetricSeries(
          label: "", period: period, points: moments(period).map { .init(start: $0, value: number) }
        ).mapped(\.value))
    }
  }

  private func each(_ node: MetricExpression.Node, _ change: (Double) -> Double) throws(Trouble) -> Value {
    if case .number(let number) = try value(of: node) { return .number(change(number)) }
    return try eachSeries(node) { $0.mapped { change($0.value) } }
  }

  private func eachSeries(
    _ node: MetricExpression.Node, _ change: (MetricSeries) -> MetricSeries
  ) throws(Trouble) -> Value {
    switch try value(of: node) {
    case .number: throw Trouble(message: "a number stands where a time series is needed")
    case .series(let series): .series(change(series))
    case .list(let list): .list(list.map(change))
    }
  }

  private func stepped(
    _ node: MetricExpression.Node, _ change: (MetricSeries.Point, MetricSeries.Point) -> Double
  ) throws(Trouble) -> Value {
    try eachSeries(node) { $0.stepped(change) }
  }

  private func series(_ node: MetricExpression.Node) throws(Trouble) -> MetricSeries {
    guard case .series(let series) = try value(of: node) else {
      throw Trouble(message: "a time series is needed, and no number or array")
    }
    return series
  }

  private func list(_ node: MetricExpression.Node) throws(Trouble) -> [MetricSeries] {
    switch try value(of: node) {
    case .number: throw Trouble(message: "a number stands where a time series is needed")
    case .series(let series): [series]
    case .list(let list): list
    }
  }

  private func number(_ node: MetricExpression.Node) throws(Trouble) -> Int {
    guard case .number(let number) = try value(of: node), let whole = Int(exactly: number.rounded(.down)) else {
      throw Trouble(message: "a number is needed")
    }
    return whole
  }

  /// Of a series one number; of several a series.
  private func gathered(_ function: Function, _ value: Value) throws(Trouble) -> Value {
    switch value {
    case .number: return value
    case .series(let series): return .number(Self.gathered(function, series.points.map(\.value)))
    case .list(let list):
      guard let first = list.first else { return .list([]) }
      var values: [Instant: [Double]] = [:]
      for point in list.flatMap(\.points) { values[point.start, default: []].append(point.value) }
      let points = values.sorted { $0.key < $1.key }.map {
        MetricSeries.Point(start: $0.key, value: Self.gathered(function, $0.value))
      }
      return .series(MetricSeries(label: "", period: first.period, points: points))
    }
  }

  private static func gathered(_ function: Function, _ values: [Double]) -> Double {
    let (sum, count) = (values.reduce(0, +), Double(values.count))
    switch function {
    case .sum: return sum
    case .minimum: return values.min() ?? .nan
    case .maximum: return values.max() ?? .nan
    case .deviation:
      let variance = values.reduce(0) { $0 + ($1 - sum / count) * ($1 - sum / count) } / count
      return variance.squareRoot()
    default: return sum / count
    }
  }

  private func sliced(
    _ list: [MetricSeries], _ bounds: ArraySlice<MetricExpression.Node>
  ) throws(Trouble) -> [MetricSeries] {
    var numbers: [Int] = []
    for bound in bounds { numbers.append(try number(bound)) }
    let low = min(max(numbers.first ?? 0, 0), list.count)
    return Array(list[low..<min(max(numbers.count > 1 ? numbers[1] : list.count, low), list.count)])
  }

  private func sorted(_ list: [MetricSeries], _ arguments: [MetricExpression.Node]) throws(Trouble) -> [MetricSeries] {
    guard case .word(let by) = arguments[1], let function = Function(rawValue: by),
      [.average, .sum, .minimum, .maximum, .deviation].contains(function), case .word(let order) = arguments[2],
      ["ASC", "DESC"].contains(order)
    else { throw Trouble(message: "SORT takes an array, one of AVG, MIN, MAX, SUM and STDDEV, and ASC or DESC") }
    func rank(_ series: MetricSeries) -> Double { Self.gathered(function, series.points.map(\.value)) }
    let ranked = list.filter { !$0.points.isEmpty }
      .sorted { order == "ASC" ? rank($0) < rank($1) : rank($0) > rank($1) }
    return arguments.count > 3 ? Array(ranked.prefix(max(0, try number(arguments[3])))) : ranked
  }

  private func filled(_ node: MetricExpression.Node, with filler: MetricExpression.Node) throws(Trouble) -> Value {
    switch filler {
    case .word("REPEAT"): return try eachSeries(node) { filled($0) { before, _, _ in before?.value } }
    case .word("LINEAR"):
      return try eachSeries(node) { series in
        filled(series) { before, after, moment in
          guard let before, let after else { return nil }
          let share = Self.seconds(moment - before.start) / Self.seconds(after.start - before.start)
          return before.value + (after.value - before.value) * share
        }
      }
    default: break
    }
    switch try value(of: filler) {
    case .number(let number): return try eachSeries(node) { filled($0) { _, _, _ in number } }
    case .series(let other):
      let others = Dictionary(other.points.map { ($0.start, $0.value) }) { _, last in last }
      return try eachSeries(node) { filled($0) { _, _, moment in others[moment] } }
    case .list: throw Trouble(message: "FILL takes a number, a time series, REPEAT or LINEAR")
    }
  }

  private func filled(
    _ series: MetricSeries,
    _ filler: (_ before: MetricSeries.Point?, _ after: MetricSeries.Point?, _ moment: Instant) -> Double?
  ) -> MetricSeries {
    var (filled, next) = (series, 0)
    filled.points = moments(series.period).compactMap { moment in
      while next < series.points.count, series.points[next].start < moment { next += 1 }
      let after = next < series.points.count ? series.points[next] : nil
      if let after, after.start == moment { return after }
      return filler(next > 0 ? series.points[next - 1] : nil, after, moment).map { .init(start: moment, value: $0) }
    }
    return filled
  }

  /// The moments of the span at which a series with this period may have a value.
  private func moments(_ period: Duration) -> [Instant] {
    stride(from: start.milliseconds, to: end.milliseconds, by: max(1, period.milliseconds))
      .map { Instant(milliseconds: $0) }
  }

  private func chosen(_ arguments: [MetricExpression.Node]) throws(Trouble) -> Value {
    let (yes, no) = (try value(of: arguments[1]), try arguments.count > 2 ? value(of: arguments[2]) : nil)
    let conditions: MetricSeries
    switch try value(of: arguments[0]) {
    case .number(let number): return number != 0 ? yes : no ?? .list([])
    case .series(let series): conditions = series
    case .list: throw Trouble(message: "IF takes a condition that is one time series")
    }
    func lookUp(_ value: Value?) throws(Trouble) -> (Instant) -> Double? {
      switch value {
      case nil: return { _ in nil }
      case .number(let number)?: return { _ in number }
      case .series(let series)?:
        let values = Dictionary(series.points.map { ($0.start, $0.value) }) { _, last in last }
        return { values[$0] }
      case .list?: throw Trouble(message: "IF takes numbers and single time series")
      }
    }
    let (ifTrue, ifFalse) = (try lookUp(yes), try lookUp(no))
    return .series(conditions.mapped { ($0.value != 0 ? ifTrue : ifFalse)($0.start) })
  }

  private static func seconds(_ span: Duration) -> Double { Double(span.milliseconds) / 1_000 }

  private static func part(_ function: Function, of instant: Instant) -> Double {
    let (time, seconds) = (CivilTime(of: instant), instant.milliseconds / 1_000)
    let part =
      switch function {
      case .minute: seconds / 60 % 60
      case .hour: seconds / 3_600 % 24
      // Monday is 1; the first day of 1970 was a Thursday.
      case .day: (seconds / 86_400 + 3) % 7 + 1
      case .date: time.day
      case .month: time.month
      case .year: time.year
      default: seconds
      }
    return Double(part)
  }
}

/// Powers and logarithms, the same on every machine.
private enum Arithmetic {
  static func power(_ base: Double, _ exponent: Double) -> Double {
    guard let whole = Int(exactly: exponent), whole.magnitude <= 1_024 else {
      return base == 0 ? 0 : exponential(exponent * logarithm(base))
    }
    var (result, square, rest) = (1.0, base, whole.magnitude)
    while rest > 0 {
      if rest % 2 == 1 { result *= square }
      square *= square
      rest /= 2
    }
    return whole < 0 ? 1 / result : result
  }

  /// The natural one; NaN of what is not above 0. By the series of the inverse hyperbolic tangent.
  static func logarithm(_ number: Double) -> Double {
    guard number > 0, number.isFinite else { return .nan }
    let part = (number.significand - 1) / (number.significand + 1)
    var (sum, power) = (0.0, part)
    for place in stride(from: 1.0, through: 41, by: 2) {
      sum += power / place
      power *= part * part
    }
    return 2 * sum + Double(number.exponent) * naturalLogarithmOfTwo
  }

  private static func exponential(_ number: Double) -> Double {
    guard number.isFinite, number.magnitude < 700 else { return number < 0 ? 0 : .nan }
    let twos = (number / naturalLogarithmOfTwo).rounded()
    let rest = number - twos * naturalLogarithmOfTwo
    var (sum, term) = (1.0, 1.0)
    for place in 1...20 {
      term *= rest / Double(place)
      sum += term
    }
    return sum * Double(sign: .plus, exponent: Int(twos), significand: 1)
  }

  private static let naturalLogarithmOfTwo = 0.693147180559945309417
}
