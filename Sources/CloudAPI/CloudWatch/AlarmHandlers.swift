/// Amazon CloudWatch at the border: alarms on one metric each.
///
/// In: calls. Out: replies. Where its metric has values an alarm changes its state by itself, else by SetAlarmState alone.
/// Source: CloudWatch API reference, PutMetricAlarm, DescribeAlarms, SetAlarmState, DeleteAlarms.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let alarmHandlers: [String: Handler] = [
    "PutMetricAlarm": putMetricAlarm,
    "DescribeAlarms": describeAlarms,
    "SetAlarmState": setAlarmState,
    "DeleteAlarms": deleteAlarms,
  ]

  @Sendable private static func putMetricAlarm(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let name = try input.requiredString("AlarmName")
    guard (1...255).contains(name.unicodeScalars.count) else {
      throw .validation("AlarmName must have a length between 1 and 255.")
    }
    if !input.has("Metrics"), !input.has("EvaluationCriteria") {
      for member in ["MetricName", "Namespace", "Period", "EvaluationPeriods", "ComparisonOperator"] {
        guard input.has(member) else {
          throw .validation("The parameter \(member) must be specified.")
        }
      }
      guard input.has("Statistic") != input.has("ExtendedStatistic") else {
        throw .validation("Exactly one of the parameters Statistic and ExtendedStatistic must be specified.")
      }
    }
    if let period = try input.integer("Period"), ![10, 20, 30].contains(period), period <= 0 || period % 60 != 0 {
      throw .validation("Period must be 10, 20, 30 or a multiple of 60.")
    }
    var settings = input.object
    for member in ["AlarmName", "Tags"] { settings[member] = nil }
    region.putAlarm(name, settings: settings)
    return [:]
  }

  @Sendable private static func describeAlarms(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    for member in ["ChildrenOfAlarmName", "ParentsOfAlarmName"] where input.has(member) {
      throw .notSimulated("A composite alarm")
    }
    let names = try input.strings("AlarmNames")
    let prefix = try input.string("AlarmNamePrefix")
    guard names == nil || prefix == nil else {
      throw .validation("AlarmNames and AlarmNamePrefix can not be specified together.")
    }
    let state = try input.alarmState()
    let kinds = try input.strings("AlarmTypes") ?? ["MetricAlarm"]
    let action = try input.string("ActionPrefix")
    let found = region.alarms.values.filter { alarm in
      kinds.contains("MetricAlarm") && names?.contains(alarm.name) ?? true && alarm.name.hasPrefix(prefix ?? "")
        && (state == nil || alarm.state == state)
        && (action == nil || alarm.actions.contains { $0.hasPrefix(action ?? "") })
    }
    .sorted { $0.name < $1.name }
    let page = try input.alarmPage(of: found)
    return Document.Object(rendering: [
      "CompositeAlarms": [] as [Document], "MetricAlarms": page.items.map(region.document), "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func setAlarmState(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let name = try input.requiredString("AlarmName")
    guard let state = try input.alarmState() else { throw .validation("The parameter StateValue must be specified.") }
    let data = try input.string("StateReasonData")
    if let data {
      do { _ = try DocumentReader.read(data) } catch {
        throw ServiceFailure("InvalidFormatFault", "StateReasonData was not valid JSON.")
      }
    }
    try region.setAlarmState(name, to: state, reason: try input.requiredString("StateReason"), data: data)
    return [:]
  }

  @Sendable private static func deleteAlarms(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let names = try call.input.strings("AlarmNames") ?? []
    guard names.count <= 100 else { throw .validation("AlarmNames must not have more than 100 members.") }
    try region.deleteAlarms(names)
    return [:]
  }
}

extension Input {
  fileprivate func alarmState() throws(ServiceFailure) -> Alarm.State? {
    guard let word = try string("StateValue") else { return nil }
    guard let state = Alarm.State(rawValue: word) else {
      throw .validation(
        "1 validation error detected: Value '\(word)' at 'stateValue' failed to satisfy constraint: "
          + "Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]")
    }
    return state
  }

  /// At most `MaxRecords` alarms behind the one that `NextToken` names.
  fileprivate func alarmPage(of alarms: [Alarm]) throws(ServiceFailure) -> Page<Alarm> {
    let limit = try integer("MaxRecords") ?? 50
    guard (1...100).contains(limit) else { throw .validation("MaxRecords must be between 1 and 100.") }
    let token = try string("NextToken")
    let rest = alarms.drop { $0.name <= token ?? "" }
    let shown = Array(rest.prefix(limit))
    return Page(items: shown, nextToken: rest.count > limit ? shown.last?.name : nil)
  }
}

extension Alarm {
  fileprivate var actions: [String] {
    ["OKActions", "AlarmActions", "InsufficientDataActions"].flatMap { settings[$0]?.list?.compactMap(\.string) ?? [] }
  }
}

extension Region {
  fileprivate func document(of alarm: Alarm) -> Document {
    let own = Document.Object(rendering: [
      "AlarmName": alarm.name, "AlarmArn": "arn:aws:cloudwatch:\(name):\(account):alarm:\(alarm.name)",
      "AlarmConfigurationUpdatedTimestamp": alarm.configurationUpdatedAt, "StateValue": alarm.state.rawValue,
      "StateReason": alarm.stateReason, "StateReasonData": alarm.stateReasonData,
      "StateUpdatedTimestamp": alarm.stateUpdatedAt, "StateTransitionedTimestamp": alarm.stateUpdatedAt,
    ])
    let usual: Document.Object = [
      "ActionsEnabled": true, "OKActions": [], "AlarmActions": [], "InsufficientDataActions": [], "Dimensions": [],
    ]
    return .object(own.adding(alarm.settings).adding(usual))
  }
}

extension ServiceFailure {
  fileprivate static func validation(_ message: String) -> ServiceFailure { ServiceFailure("ValidationError", message) }
}
