/// CloudWatch alarms of a Region: their settings for echo, and the state that others watch.
///
/// In: settings, and states that somebody sets. Out: states; deployments that watch an alarm take a turn when it
/// changes. An alarm on a metric that has values changes its state by itself (`AlarmEvaluation`).
/// Source: CloudWatch API reference, PutMetricAlarm, SetAlarmState, DeleteAlarms.
import Documents
import SimulationKit

package struct Alarm: Sendable {
  package enum State: String, Sendable, CaseIterable {
    case ok = "OK"
    case alarm = "ALARM"
    case insufficientData = "INSUFFICIENT_DATA"
  }
  package let name: String
  package internal(set) var state = State.insufficientData
  package internal(set) var stateReason = "Unchecked: Initial alarm creation"
  package internal(set) var stateReasonData: String?
  package internal(set) var stateUpdatedAt: Instant
  package internal(set) var configurationUpdatedAt: Instant
  /// The members that PutMetricAlarm or PutCompositeAlarm gave, for echo.
  package private(set) var settings: Document.Object
  /// Present where it watches other alarms.
  package private(set) var composite: CompositeRule?
  /// Of a composite alarm whose actions another one holds back.
  package private(set) var suppression: AlarmSuppression?
  package internal(set) var suppressedBy: AlarmSuppression.Cause?
  /// When a wait or an extension is over.
  var suppressedUntil: Instant?
  /// nil where the settings ask for what is not measured here.
  package private(set) var rule: AlarmRule?
  /// When it looks at its metric next; nil: it does not.
  var nextEvaluation: Instant?
  /// The provider whose managed scaling judges it at its own looks; nil: it looks at its metric itself.
  var keeper: ECS.CapacityKey?

  init(name: String, at instant: Instant) {
    self.name = name
    stateUpdatedAt = instant
    configurationUpdatedAt = instant
    settings = [:]
  }

  mutating func set(
    _ settings: Document.Object, queries: [MetricDataQuery], composite: CompositeRule?,
    suppression: AlarmSuppression?, at instant: Instant
  ) {
    if self.suppression != suppression { (suppressedBy, suppressedUntil) = (nil, nil) }
    self.suppression = suppression
    self.settings = settings
    self.composite = composite
    rule = composite == nil ? AlarmRule(settings, queries: queries) : nil
    configurationUpdatedAt = instant
  }

  /// True where some state of it sets off the action.
  package func setsOff(_ arn: String) -> Bool {
    ["OKActions", "AlarmActions", "InsufficientDataActions"].contains { member in
      settings[member]?.list?.contains(.string(arn)) ?? false
    }
  }
  var isActionsEnabled: Bool { settings["ActionsEnabled"]?.boolean ?? true }
  /// What its present state sets off.
  var actions: [String] {
    let member =
      switch state {
      case .ok: "OKActions"
      case .alarm: "AlarmActions"
      case .insufficientData: "InsufficientDataActions"
      }
    return settings[member]?.list?.compactMap(\.string) ?? []
  }
}

extension Region {
  /// Makes an alarm, or gives an existing one other settings; its state stays.
  /// - Parameter queries: the expression and its metrics, where it watches one.
  package mutating func putAlarm(
    _ name: String, settings: Document.Object, queries: [MetricDataQuery] = []
  ) throws(ServiceFailure) {
    guard alarms[name]?.composite == nil else {
      throw ServiceFailure("ValidationError", "A composite alarm named \(name) exists already.")
    }
    storeAlarm(name, settings: settings, queries: queries)
  }

  mutating func storeAlarm(
    _ name: String, settings: Document.Object, queries: [MetricDataQuery] = [], keeper: ECS.CapacityKey? = nil,
    composite: CompositeRule? = nil, suppression: AlarmSuppression? = nil
  ) {
    let (isNew, now) = (alarms[name] == nil, now)
    if isNew {
      alarms[name] = Alarm(name: name, at: now)
      alarms[name]?.keeper = keeper
    }
    alarms[name]?.set(settings, queries: queries, composite: composite, suppression: suppression, at: now)
    if let alarm = alarms[name] { alarmHistory.enter(isNew ? .created : .updated, of: alarm, at: now) }
    record(EventRecord.Draft(.command, source: "alarm/\(name)", cluster: nil, message: "alarm put"))
    wakeAlarm(name)
  }

  /// - Throws: ResourceNotFound.
  package mutating func setAlarmState(
    _ name: String, to state: Alarm.State, reason: String, data: String?
  ) throws(ServiceFailure) {
    guard alarms[name] != nil else { throw .alarmNotFound(name) }
    enterAlarmState(name, state, reason: reason, data: data, kind: .command)
    invokePolicies(ofSetAlarm: name)
    wakeAlarm(name)
    if let key = alarms[name]?.keeper { askForCapacityLook(key) }
  }

  /// Deletes all of them, or none.
  /// - Throws: ResourceNotFound.
  package mutating func deleteAlarms(_ names: [String]) throws(ServiceFailure) {
    if let missing = names.first(where: { alarms[$0] == nil }) { throw .alarmNotFound(missing) }
    try checkNothingDepends(onAlarms: names)
    for name in names {
      if let alarm = alarms[name] { alarmHistory.enter(.deleted, of: alarm, at: now) }
      alarms[name] = nil
      record(EventRecord.Draft(.command, source: "alarm/\(name)", cluster: nil, message: "alarm deleted"))
    }
  }
}

extension ServiceFailure {
  fileprivate static func alarmNotFound(_ name: String) -> ServiceFailure {
    ServiceFailure(
      "ResourceNotFound", "There is no alarm named \(name).",
      why: "'aws cloudwatch describe-alarms' shows the alarms of the Region, 'put-metric-alarm' makes one.")
  }
}
