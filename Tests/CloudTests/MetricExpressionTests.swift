/// Metric math: the tables of the CloudWatch User Guide, "Metric math syntax and functions", worked out by hand. `m1` is
/// 1, 2, 3 and `m2` 10, 20, 30 in the minutes from 2026-01-05T09:00:00Z on, a Monday.
import SimulationKit
import Testing

@testable import Cloud

private func series(_ values: [Double?]) -> MetricSeries {
  MetricSeries(
    label: "m", period: .minutes(1),
    points: values.enumerated().compactMap { index, value in
      value.map { .init(start: .worldStart + .minutes(index), value: $0) }
    })
}

private func query(_ id: String, _ source: MetricDataQuery.Source, returnsData: Bool = false) -> MetricDataQuery {
  MetricDataQuery(id: id, label: nil, returnsData: returnsData, source: source)
}

/// What comes of `e1`, one value or nil for each of three minutes.
private func outcome(_ text: String, m1: [Double?] = [1, 2, 3], more: [String] = []) throws -> [Double?] {
  let metric = MetricDataQuery.Source.metric(
    MetricName(namespace: "App", name: "m", dimensions: []), .average, period: .minutes(1), unit: nil)
  var queries = [query("m1", metric), query("m2", metric)]
  queries.append(query("e1", .expression(try MetricExpression(text)), returnsData: true))
  for (index, text) in more.enumerated() {
    queries.append(query("e\(index + 2)", .expression(try MetricExpression(text))))
  }
  let found = try queries.outcome(
    of: [("m1", series(m1)), ("m2", series([10, 20, 30]))], from: .worldStart, to: .worldStart + .minutes(3))
  return (0..<3).map { minute in
    found.first?.series.points.first { $0.start == .worldStart + .minutes(minute) }?.value.roundedToMillionths
  }
}

@Test(
  arguments: [
    ("m1 + m2", [11, 22, 33]), ("m2/m1", [10, 10, 10]), ("2 + 3 * m1", [5, 8, 11]), ("(2 + 3) * m1", [5, 10, 15]),
    ("m1 ^ 2", [1, 4, 9]), ("m1 - -1", [2, 3, 4]), ("10 - m1 - 1", [8, 7, 6]), ("m1 / 0", [nil, nil, nil]),
    ("m1 >= 2", [0, 1, 1]), ("m1 != 2", [1, 0, 1]), ("m1 > 1 AND m2 < 30", [0, 1, 0]),
    ("m1 == 1 || m1 == 3", [1, 0, 1]),
    ("SUM([m1, m2])", [11, 22, 33]), ("AVG(METRICS())", [5.5, 11, 16.5]), ("MAX(METRICS(\"m2\"))", [10, 20, 30]),
    ("m1 - MIN(m1)", [0, 1, 2]), ("m2 / SUM(m2) * 60", [10, 20, 30]),
    ("TIME_SERIES(STDDEV(m1))", [0.816497, 0.816497, 0.816497]),
    ("DIFF(m1)", [nil, 1, 1]), ("RATE(m2)", [nil, 0.166667, 0.166667]), ("DIFF_TIME(m1)", [nil, 60, 60]),
    ("RUNNING_SUM(m1)", [1, 3, 6]), ("ABS(m1 - 2)", [1, 0, 1]), ("CEIL(m1 / 2)", [1, 1, 2]),
    ("FLOOR(m1 / 2)", [0, 1, 1]),
    ("LOG10(m2 * 10)", [2, 2.30103, 2.477121]), ("LOG(m1)", [0, 0.693147, 1.098612]),
    ("2 * m1 ^ 2", [2, 8, 18]), ("m2 ^ 0.5", [3.162278, 4.472136, 5.477226]), ("PERIOD(m1) * m1", [60, 120, 180]),
    ("IF(m1 > 1, m2, 0)", [0, 20, 30]), ("IF(m1 > 1, m2)", [nil, 20, 30]),
    ("TIME_SERIES(METRIC_COUNT(METRICS()))", [2, 2, 2]),
    ("FIRST(SORT(METRICS(), MAX, DESC))", [10, 20, 30]), ("LAST(SLICE(METRICS(), 0, 1))", [1, 2, 3]),
    ("SUM(METRICS() * 2)", [22, 44, 66]), ("SUM(m1 - METRICS())", [-9, -18, -27]),
    ("MINUTE(m1)", [0, 1, 2]), ("HOUR(m1)", [9, 9, 9]), ("DAY(m1)", [1, 1, 1]), ("DATE(m1)", [5, 5, 5]),
    ("MONTH(m1)", [1, 1, 1]), ("YEAR(m1)", [2026, 2026, 2026]),
  ] as [(String, [Double?])])
func expressions(text: String, values: [Double?]) throws { #expect(try outcome(text) == values) }

/// `m1` has no value in its second minute.
@Test(
  arguments: [
    ("m1 + m2", [11, nil, 33]), ("SUM([m1, m2])", [11, 20, 33]), ("FILL(m1, 0)", [1, 0, 3]),
    ("FILL(m1, REPEAT)", [1, 1, 3]), ("FILL(m1, LINEAR)", [1, 2, 3]), ("FILL(m1, m2)", [1, 20, 3]),
    ("DATAPOINT_COUNT(m1) * m2", [20, 40, 60]), ("IF(m1, m2)", [10, nil, 30]),
  ] as [(String, [Double?])])
func valuesThatAreMissing(text: String, values: [Double?]) throws {
  #expect(try outcome(text, m1: [1, nil, 3]) == values)
}

@Test func expressionsReferToOneAnother() throws {
  #expect(try outcome("e2 + 1", more: ["e3 * 2", "m1"]) == [3, 5, 7])
  for (text, more) in [("e2", ["e1"]), ("e1 + 1", [])] {
    let refusal = #expect(throws: ServiceFailure.self) { try outcome(text, more: more) }
    #expect(refusal?.message == "Error in expression 'e1': it refers to itself")
  }
}

@Test(arguments: [
  ("m1 +", "the expression ends too early", 4), ("(m1", "')' is missing", 3), ("m1 )", "unexpected ')'", 3),
  ("[m1, m2", "']' is missing", 7), ("NOPE(m1)", "there is no function NOPE", 0),
  ("RATE(m1, m2)", "RATE does not take 2 arguments", 0), ("METRICS('a)", "the quote is never closed", 8),
  ("1..2 * m1", "this is no number", 0), ("m1 $ 2", "unexpected '$'", 3),
])
func whatIsWrongWithAnExpressionAndWhere(text: String, message: String, offset: Int) {
  #expect(throws: MetricExpression.Problem(message: message, offset: offset)) { try MetricExpression(text) }
}

@Test(arguments: [
  ("m9", "there is no query with the id m9"), ("METRICS() + METRICS()", "'+' does not take two arrays"),
  ("RATE(3)", "a number stands where a time series is needed"), ("REPEAT", "REPEAT is out of place"),
  ("SUM(m1)", "it is a number, and no time series: TIME_SERIES(…) makes one of it"),
])
func whatAnExpressionCannotBe(text: String, message: String) throws {
  let refusal = #expect(throws: ServiceFailure.self) { try outcome(text) }
  #expect(refusal?.message == "Error in expression 'e1': \(message)")
}

@Test func nothingTypedTrapsMetricMath() {
  #expect(throws: MetricExpression.Problem.self) { try MetricExpression(String(repeating: "(", count: 900) + "1") }
  #expect(throws: MetricExpression.Problem.self) { try MetricExpression(String(repeating: "-", count: 900) + "1") }
  #expect(throws: MetricExpression.Problem.self) { try MetricExpression(String(repeating: "1+", count: 900) + "1") }
  var chance = SeededStream(seed: 11)
  let pieces = [
    "m1", "m2", "e1", "+", "-", "^", "/", "(", ")", "[", "]", ",", "'", "0", "9e9", "1.5", "SUM(", "FILL(", "REPEAT",
    "IF(",
    "SLICE(", "SORT(", "AVG", "DESC", "METRICS()", ">", "==", "OR", "9999999999999999999", "é",
  ]
  for _ in 0..<3_000 {
    let text = (0..<chance.number(in: 0...9)).map { _ in chance.element(of: pieces) ?? "" }.joined(separator: " ")
    _ = try? outcome(text)
  }
}
