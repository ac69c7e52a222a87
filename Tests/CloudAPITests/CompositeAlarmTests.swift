/// Alarms that watch other alarms: CloudWatch API reference, PutCompositeAlarm; CloudWatch User Guide, "Combining alarms".
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite struct CompositeAlarmTests {
  private var cloud = TestCloud()

  /// Metric alarms `cpu` and `errors`, whose states somebody sets.
  init() throws {
    for name in ["cpu", "errors"] { try cloud.putAlarm(name) }
  }

  @discardableResult
  private mutating func call(_ operation: String, _ input: String) throws -> Document {
    try cloud.call(operation, input, service: "cloudwatch")
  }
  private mutating func refusal(_ operation: String, _ input: String) throws -> String {
    try cloud.refusal(operation, input, service: "cloudwatch")
  }
  private mutating func put(_ name: String, _ rule: String) throws {
    try call("PutCompositeAlarm", #"{"AlarmName":"\#(name)","AlarmRule":\#(Document.string(rule).written())}"#)
  }
  private mutating func set(_ name: String, _ state: String) throws {
    try call("SetAlarmState", #"{"AlarmName":"\#(name)","StateValue":"\#(state)","StateReason":"a test"}"#)
  }
  private func state(_ name: String) -> String? { cloud.region?.alarms[name]?.state.rawValue }

  /// `cpu` is in ALARM, `errors` in INSUFFICIENT_DATA.
  @Test(arguments: [
    ("ALARM(cpu)", "ALARM"), ("OK(cpu)", "OK"), ("INSUFFICIENT_DATA(errors)", "ALARM"),
    (#"ALARM("cpu") AND ALARM('errors')"#, "OK"), ("ALARM(cpu) OR ALARM(errors)", "ALARM"),
    ("ALARM(cpu) AND NOT ALARM(errors)", "ALARM"), ("NOT (ALARM(cpu) OR ALARM(errors))", "OK"),
    ("ALARM(cpu) OR ALARM(cpu) AND ALARM(errors)", "ALARM"), ("TRUE", "ALARM"), ("FALSE OR NOT TRUE", "OK"),
    ("AT_LEAST(1, ALARM, (cpu, errors))", "ALARM"), ("AT_LEAST(2, ALARM, (cpu, errors))", "OK"),
    ("AT_LEAST(2, NOT OK, (cpu, \"errors\"))", "ALARM"), ("AT_LEAST(50%, ALARM, (cpu, errors))", "ALARM"),
    ("AT_LEAST(51%, ALARM, (cpu, errors))", "OK"), ("AT_LEAST(1, OK, (cpu, errors)) OR FALSE", "OK"),
    ("ALARM(arn:aws:cloudwatch:us-east-1:123456789012:alarm:cpu)", "ALARM"),
  ])
  mutating func theRuleMakesTheState(rule: String, expected: String) throws {
    try set("cpu", "ALARM")
    try put("both", rule)
    #expect(state("both") == expected)
  }

  @Test(arguments: [
    ("ALARM(cpu", "')' is missing at character 10"), ("cpu", "unknown 'cpu' at character 1"),
    ("ALARM(cpu) XOR OK(cpu)", "unexpected 'X' at character 12"),
    ("ALARM()", "the name of an alarm is missing at character 7"),
    ("", "ALARM(…), OK(…), INSUFFICIENT_DATA(…), TRUE or FALSE is missing at character 1"),
    (#"ALARM("cpu)"#, "the quote is never closed at character 12"),
  ])
  mutating func rulesThatCannotBeRead(rule: String, said: String) throws {
    let input = #"{"AlarmName":"both","AlarmRule":\#(Document.string(rule).written())}"#
    #expect(try refusal("PutCompositeAlarm", input) == "ValidationError: AlarmRule could not be parsed: \(said)")
  }

  @Test mutating func alarmsThatItNamesHaveToBeThere() throws {
    #expect(
      try refusal("PutCompositeAlarm", #"{"AlarmName":"both","AlarmRule":"ALARM(cpu) OR ALARM(disk) OR OK(net)"}"#)
        == "ValidationError: Could not save the composite alarm as alarms [disk, net] in the alarm rule do not exist")
    try put("both", "ALARM(cpu)")
    #expect(
      try refusal("DeleteAlarms", #"{"AlarmNames":["cpu"]}"#)
        == "ValidationError: Cannot delete cpu as there are composite alarm(s) depending on it.")
    try call("DeleteAlarms", #"{"AlarmNames":["cpu","both"]}"#)
    #expect(cloud.region?.alarms.keys.elements == ["errors"])
  }

  /// 2026-01-05, a Monday.
  @Test mutating func changesGoUpTheTree() throws {
    try put("both", "ALARM(cpu) AND ALARM(errors)")
    try put("page", "ALARM(both)")
    try set("cpu", "ALARM")
    #expect(state("page") == "OK")
    try set("errors", "ALARM")
    #expect(state("both") == "ALARM" && state("page") == "ALARM")
    let named = #"{"AlarmNames":["both"],"AlarmTypes":["CompositeAlarm"]}"#
    let alarm = try call("DescribeAlarms", named)["CompositeAlarms"]?[0]
    #expect(alarm?["AlarmRule"] == "ALARM(cpu) AND ALARM(errors)")
    #expect(
      alarm?["StateReason"]?.string
        == "arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors transitioned to ALARM at Monday 05 January, 2026 "
        + "09:00:00 UTC")
    try set("cpu", "OK")
    #expect(state("page") == "OK")
    let history = try call("DescribeAlarmHistory", #"{"AlarmName":"both","AlarmTypes":["CompositeAlarm"]}"#)
    #expect(history["AlarmHistoryItems"]?[0]?["HistorySummary"] == "Alarm updated from ALARM to OK")
    #expect(history["AlarmHistoryItems"]?[0]?["AlarmType"] == "CompositeAlarm")
  }

  @Test mutating func alarmsAreListedByTypeAndByRelation() throws {
    try put("both", "ALARM(cpu) AND ALARM(errors)")
    try put("page", "ALARM(both)")
    func names(_ reply: Document, _ kind: String) -> [String] {
      reply[kind]?.list?.compactMap { $0["AlarmName"]?.string } ?? []
    }
    let usual = try call("DescribeAlarms", "{}")
    #expect(names(usual, "MetricAlarms") == ["cpu", "errors"] && names(usual, "CompositeAlarms") == [])
    let children = try call("DescribeAlarms", #"{"ChildrenOfAlarmName":"page"}"#)
    #expect(names(children, "CompositeAlarms") == ["both"] && names(children, "MetricAlarms") == [])
    let parents = try call("DescribeAlarms", #"{"ParentsOfAlarmName":"cpu"}"#)
    #expect(names(parents, "CompositeAlarms") == ["both"])
  }

  /// Each denies the other: it would go on for ever.
  @Test mutating func aCircleComesToAnEnd() throws {
    try put("a", "ALARM(cpu)")
    try put("b", "ALARM(a)")
    try put("a", "ALARM(cpu) AND NOT ALARM(b)")
    try set("cpu", "ALARM")
    let changes = cloud.world.eventLog.all.count { $0.kind == .alarmStateChange }
    #expect(changes > 100 && changes < 110)
  }

  @Test func nothingTypedTrapsTheRule() {
    #expect(throws: CompositeRule.Problem.self) { try CompositeRule(String(repeating: "NOT ", count: 900) + "TRUE") }
    var chance = SeededStream(seed: 3)
    let pieces = ["ALARM(", "OK(x)", "(", ")", "AND", "OR", "NOT", "TRUE", "\"", "x", "arn:aws:", "é"]
    for _ in 0..<3_000 {
      let words = (0..<chance.number(in: 0...9)).map { _ in chance.element(of: pieces) ?? "" }
      _ = try? CompositeRule(words.joined(separator: " "))
    }
  }

  private mutating func suppressed(_ name: String = "both") throws -> [String?] {
    let alarm = try call("DescribeAlarms", #"{"AlarmNames":["\#(name)"],"AlarmTypes":["CompositeAlarm"]}"#)[
      "CompositeAlarms"]?[0]
    return [alarm?["StateValue"]?.string, alarm?["ActionsSuppressedBy"]?.string]
  }

  /// It waits 60 s for `errors` to go off, and 90 s after that is over.
  @Test mutating func anotherAlarmHoldsItsActionsBack() throws {
    let rule = #""AlarmName":"both","AlarmRule":"ALARM(cpu)","ActionsSuppressor":"errors""#
    #expect(
      try refusal("PutCompositeAlarm", "{\(rule)}")
        == "ValidationError: ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod are required when "
        + "ActionsSuppressor is specified.")
    let times = #""ActionsSuppressorWaitPeriod":60,"ActionsSuppressorExtensionPeriod":90"#
    try call("PutCompositeAlarm", "{\(rule),\(times)}")
    try set("cpu", "ALARM")
    #expect(try suppressed() == ["ALARM", "WaitPeriod"])
    cloud.advance(seconds: 60)
    #expect(try suppressed() == ["ALARM", nil])
    try set("cpu", "OK")
    try set("cpu", "ALARM")
    cloud.advance(seconds: 59)
    try set("errors", "ALARM")
    #expect(try suppressed() == ["ALARM", "Alarm"])
    cloud.advance(seconds: 600)
    #expect(try suppressed() == ["ALARM", "Alarm"])
    try set("errors", "OK")
    #expect(try suppressed() == ["ALARM", "ExtensionPeriod"])
    cloud.advance(seconds: 89)
    #expect(try suppressed() == ["ALARM", "ExtensionPeriod"])
    cloud.advance(seconds: 1)
    #expect(try suppressed() == ["ALARM", nil])
    #expect(
      try refusal("DeleteAlarms", #"{"AlarmNames":["errors"]}"#)
        == "ValidationError: Cannot delete errors as there are composite alarm(s) depending on it.")
  }
}
