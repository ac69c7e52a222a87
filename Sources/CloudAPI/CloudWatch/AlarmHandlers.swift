/// Amazon CloudWatch at the border: alarms on a metric or an expression, and composite ones.
///
/// In: calls. Out: replies. Where its metric has values an alarm changes its state by itself, else by SetAlarmState alone.
/// Source: CloudWatch API reference, PutMetricAlarm, PutCompositeAlarm, DescribeAlarms, SetAlarmState, DeleteAlarms.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let alarmHandlers: [String: Handler] = [
    "PutMetricAlarm": putMetricAlarm,
    "PutCompositeAlarm": putCompositeAlarm,
    "DescribeAlarms": describeAlarms,
    "SetAlarmState": setAlarmState,
    "DeleteAlarms": deleteAlarms,
  ]

  @Sendable private static func putMetricAlarm(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let name = try input.alarmName()
    if !input.has("Metrics"), !input.has("EvaluationCriteria") {
      for member in ["MetricName", "Namespace", "Period", "EvaluationPeriods", "ComparisonOperator"] {
        guard input.has(member) else {
          throw .validation("The parameter \(member) must be specified.")
        }
      }
      guard input.has("Statistic") != input.has("ExtendedStatistic") else {
        throw .validation("Exactly one of the parameters Statistic and ExtendedStatistic must be specified.")
      }
      if let word = try input.string("ExtendedStatistic"), MetricStatistic(rawValue: word)?.isPercentile != true {
        guard isTrimmed(word) else {
          throw .validation("The value \(word) for parameter ExtendedStatistic is not supported.")
        }
        throw .notSimulated("The statistic \(word)")
      }
    }
    try input.checkAlarmWords()
    if let period = try input.integer("Period"), ![10, 20, 30].contains(period), period <= 0 || period % 60 != 0 {
      throw .validation("Period must be 10, 20, 30 or a multiple of 60.")
    }
    try region.putAlarm(name, settings: input.alarmSettings, queries: try input.alarmQueries())
    return [:]
  }

  @Sendable private static func putCompositeAlarm(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let name = try input.alarmName()
    let suppression = try input.suppression(in: region)
    let text = try input.compositeRule()
    let rule: CompositeRule
    do throws(CompositeRule.Problem) { rule = try CompositeRule(text) } catch {
      throw ServiceFailure(
        "ValidationError", "AlarmRule could not be parsed: \(error.message) at character \(error.offset + 1)",
        why: "As in 'ALARM(\"high cpu\") AND NOT OK(errors)'.")
    }
    try region.putCompositeAlarm(name, rule, settings: input.alarmSettings, suppression: suppression)
    return [:]
  }

  @Sendable private static func describeAlarms(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    if let relatives = try input.relatives(in: region) { return relatives }
    let names = try input.strings("AlarmNames")
    let prefix = try input.string("AlarmNamePrefix")
    guard names == nil || prefix == nil else {
      throw .validation("AlarmNames and AlarmNamePrefix can not be specified together.")
    }
    let state = try input.alarmState()
    let kinds = try input.strings("AlarmTypes") ?? ["MetricAlarm"]
    let action = try input.string("ActionPrefix")
    let found = region.alarms.values.filter { alarm in
      kinds.contains(alarm.type) && names?.contains(alarm.name) ?? true && alarm.name.hasPrefix(prefix ?? "")
        && (state == nil || alarm.state == state)
        && (action == nil || alarm.actions.contains { $0.hasPrefix(action ?? "") })
    }
    .sorted { $0.name < $1.name }
    let page = try input.alarmPage(of: found)
    return Document.Object(rendering: [
      "CompositeAlarms": page.items.filter { $0.composite != nil }.map(region.document),
      "MetricAlarms": page.items.filter { $0.composite == nil }.map(region.document), "NextToken": page.nextToken,
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
  fileprivate func alarmName() throws(ServiceFailure) -> String {
    let name = try requiredString("AlarmName")
    guard (1...255).contains(name.unicodeScalars.count) else {
      throw .validation("AlarmName must have a length between 1 and 255.")
    }
    return name
  }

  /// Words of sets, checked before anything else of the alarm counts.
  fileprivate func checkAlarmWords() throws(ServiceFailure) {
    for (member, words) in [
      ("ComparisonOperator", Self.comparisonOperators), ("Statistic", Self.statistics), ("Unit", Self.metricUnits),
    ] {
      guard let word = try string(member), !words.contains(word) else { continue }
      throw .validation(
        "1 validation error detected: Value '\(word)' at '\(member.prefix(1).lowercased() + member.dropFirst())' failed "
          + "to satisfy constraint: Member must satisfy enum value set: [\(words.joined(separator: ", "))]")
    }
    guard let word = try string("TreatMissingData"), !Self.missingDataWords.contains(word) else { return }
    throw .validation(
      "The value \(word) is not supported for TreatMissingData parameter. Supported values are "
        + "[\(Self.missingDataWords.joined(separator: ", "))].")
  }
  private static let comparisonOperators = [
    "GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold",
    "LessThanLowerOrGreaterThanUpperThreshold", "LessThanLowerThreshold", "GreaterThanUpperThreshold",
  ]
  private static let statistics = ["Maximum", "SampleCount", "Sum", "Minimum", "Average"]
  private static let missingDataWords = ["breaching", "notBreaching", "ignore", "missing"]

  /// What DescribeAlarms shows again.
  fileprivate var alarmSettings: Document.Object {
    var settings = object
    for member in ["AlarmName", "Tags"] { settings[member] = nil }
    return settings
  }

  /// The expression of an alarm with its metrics; none where it watches one metric.
  fileprivate func alarmQueries() throws(ServiceFailure) -> [MetricDataQuery] {
    guard has("Metrics") else { return [] }
    for member in ["MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Period", "Dimensions", "Unit"] {
      guard !has(member) else {
        throw .validation("The parameters \(member) and Metrics can not be specified together.")
      }
    }
    for member in ["EvaluationPeriods", "ComparisonOperator"] where !has(member) {
      throw .validation("The parameter \(member) must be specified.")
    }
    guard !has("ThresholdMetricId") else { throw .notSimulated("An alarm on a band of expected values") }
    let queries = try metricDataQueries("Metrics")
    try queries.checkForOneSeries()
    return queries
  }

  /// The alarm that suppresses the actions of a composite one.
  fileprivate func suppression(in region: Region) throws(ServiceFailure) -> AlarmSuppression? {
    guard let reference = try string("ActionsSuppressor"), !reference.isEmpty else { return nil }
    guard let wait = try integer("ActionsSuppressorWaitPeriod"),
      let extra = try integer("ActionsSuppressorExtensionPeriod")
    else {
      throw .validation(
        "ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod are required when ActionsSuppressor is specified."
      )
    }
    guard (0...604_800).contains(wait), (0...604_800).contains(extra) else {
      throw .validation(
        "ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod must be between 0 and 604800.")
    }
    return AlarmSuppression(reference: reference, wait: .seconds(wait), extra: .seconds(extra))
  }

  fileprivate func compositeRule() throws(ServiceFailure) -> String {
    guard let rule = try string("AlarmRule") else { throw .validation("The parameter AlarmRule must be specified.") }
    return rule
  }

  /// The alarms that a composite one names, or the composite ones that name an alarm; nil where nobody asks.
  fileprivate func relatives(in region: Region) throws(ServiceFailure) -> Document.Object? {
    let (parent, child) = (try string("ChildrenOfAlarmName"), try string("ParentsOfAlarmName"))
    guard let name = parent ?? child else { return nil }
    guard let alarm = region.alarms[name] else {
      throw ServiceFailure("ResourceNotFound", "There is no alarm named \(name).")
    }
    let found =
      parent != nil
      ? (alarm.composite?.alarms ?? []).compactMap { region.alarms[$0] }
      : region.alarms.values.filter { $0.composite?.alarms.contains(name) ?? false }
    let page = try alarmPage(of: found.sorted { $0.name < $1.name })
    func documents(_ alarms: [Alarm]) -> [Document] {
      alarms.map { alarm in
        Document.Object(rendering: [
          "AlarmName": alarm.name, "AlarmArn": region.arn(ofAlarm: alarm.name),
          "StateValue": parent != nil ? alarm.state.rawValue : nil,
          "StateUpdatedTimestamp": parent != nil ? alarm.stateUpdatedAt : nil,
        ]).rendered
      }
    }
    return Document.Object(rendering: [
      "CompositeAlarms": documents(page.items.filter { $0.composite != nil }),
      "MetricAlarms": documents(page.items.filter { $0.composite == nil }), "NextToken": page.nextToken,
    ])
  }

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
  fileprivate var type: String { composite == nil ? "MetricAlarm" : "CompositeAlarm" }
  fileprivate var actions: [String] {
    ["OKActions", "AlarmActions", "InsufficientDataActions"].flatMap { settings[$0]?.list?.compactMap(\.string) ?? [] }
  }
}

extension Region {
  fileprivate func document(of alarm: Alarm) -> Document {
    let own = Document.Object(rendering: [
      "AlarmName": alarm.name, "AlarmArn": arn(ofAlarm: alarm.name),
      "AlarmConfigurationUpdatedTimestamp": alarm.configurationUpdatedAt, "StateValue": alarm.state.rawValue,
      "StateReason": alarm.stateReason, "StateReasonData": alarm.stateReasonData,
      "StateUpdatedTimestamp": alarm.stateUpdatedAt, "StateTransitionedTimestamp": alarm.stateUpdatedAt,
      "ActionsSuppressedBy": alarm.suppressedBy?.rawValue, "ActionsSuppressedReason": alarm.suppressedReason,
    ])
    var usual: Document.Object = [
      "ActionsEnabled": true, "OKActions": [], "AlarmActions": [], "InsufficientDataActions": [],
    ]
    if alarm.rule?.metric != nil || alarm.settings["MetricName"] != nil { usual["Dimensions"] = [] }
    return .object(own.adding(alarm.settings).adding(usual))
  }
}

extension ServiceFailure {
  fileprivate static func validation(_ message: String) -> ServiceFailure { ServiceFailure("ValidationError", message) }
}
