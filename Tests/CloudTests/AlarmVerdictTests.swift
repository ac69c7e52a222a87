/// What an alarm makes of its datapoints: the tables of the CloudWatch User Guide, "Configuring how CloudWatch alarms
/// treat missing data". `0` is a value below the threshold, `X` one beyond, `-` none; the newest stands last.
import Documents
import SimulationKit
import Testing

@testable import Cloud

private func rule(_ count: Int, of periods: Int, missing: String) throws -> AlarmRule {
  try #require(
    AlarmRule([
      "Namespace": "App", "MetricName": "m", "Statistic": "Average", "Period": 60,
      "EvaluationPeriods": .integer(periods), "DatapointsToAlarm": .integer(count), "Threshold": 1,
      "ComparisonOperator": "GreaterThanOrEqualToThreshold", "TreatMissingData": .string(missing),
    ]))
}

private func look(_ signs: String) -> AlarmLook {
  let slots = signs.enumerated().map { index, sign in
    sign == "-"
      ? nil
      : Datapoint(
        start: .worldStart + .minutes(index), sampleCount: 1, sum: sign == "X" ? 1 : 0, minimum: 0, maximum: 1,
        unit: nil)
  }
  return AlarmLook(slots: slots.reversed())
}

/// In the order missing, ignore, breaching, notBreaching; `keep` stands for "retain current state".
@Test(arguments: [
  (3, "0-X-X", ["OK", "OK", "OK", "OK"]), (3, "----0", ["OK", "OK", "OK", "OK"]),
  (3, "-----", ["INSUFFICIENT_DATA", "keep", "ALARM", "OK"]), (3, "0XX-X", ["ALARM", "ALARM", "ALARM", "ALARM"]),
  (3, "--X--", ["ALARM", "keep", "ALARM", "OK"]), (2, "0-X-X", ["ALARM", "ALARM", "ALARM", "ALARM"]),
  (2, "00X0X", ["ALARM", "ALARM", "ALARM", "ALARM"]), (2, "0-X--", ["OK", "OK", "ALARM", "OK"]),
  (2, "----0", ["OK", "OK", "ALARM", "OK"]),
])
func verdicts(needed: Int, signs: String, expected: [String]) throws {
  var found: [String] = []
  for word in ["missing", "ignore", "breaching", "notBreaching"] {
    let verdict = try rule(needed, of: 3, missing: word).verdict(look(signs))
    found.append(verdict?.state.rawValue ?? "keep")
  }
  #expect(found == expected)
}

/// Two values beyond the threshold are no reason yet where three are asked for.
@Test func anAlarmIsNotEarly() throws {
  #expect(try rule(3, of: 3, missing: "missing").verdict(look("---XX")) == nil)
}

@Test func reasonsAsCloudWatchWritesThem() throws {
  let rule = try rule(2, of: 3, missing: "missing")
  #expect(
    rule.verdict(look("00X0X"))?.reason
      == "Threshold Crossed: 2 out of the last 3 datapoints [1.0 (05/01/26 09:04:00), 1.0 (05/01/26 09:02:00)] were "
      + "greater than or equal to the threshold (1.0) (minimum 2 datapoints for OK -> ALARM transition).")
  #expect(
    rule.verdict(look("0000X"))?.reason
      == "Threshold Crossed: 2 out of the last 3 datapoints [0.0 (05/01/26 09:03:00), 0.0 (05/01/26 09:02:00)] were not "
      + "greater than or equal to the threshold (1.0) (minimum 2 datapoints for ALARM -> OK transition).")
  #expect(rule.verdict(look("-----"))?.reason == "Insufficient Data: 3 datapoints were unknown.")
  #expect(
    try AlarmVerdicts.reason(missing: "breaching")
      == "Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as "
      + "[Breaching].")
}

private enum AlarmVerdicts {
  static func reason(missing word: String) throws -> String? {
    try rule(2, of: 3, missing: word).verdict(look("-----"))?.reason
  }
}
