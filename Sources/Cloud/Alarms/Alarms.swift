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
  /// The members that PutMetricAlarm gave, for echo.
  package internal(set) var settings: Document.Object {
    didSet { rule = AlarmRule(settings) }
  }
  /// nil where the settings ask for what is not measured here.
  package private(set) var rule: AlarmRule?
  /// When it looks at its metric next; nil: it does not.
  var nextEvaluation: Instant?
  /// The provider whose managed scaling judges it at its own looks; nil: it looks at its metric itself.
  var keeper: ECS.CapacityKey?

  init(name: String, at instant: Instant, settings: Document.Object) {
    self.name = name
    stateUpdatedAt = instant
    configurationUpdatedAt = instant
    self.settings = settings
    rule = AlarmRule(settings)
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
  package mutating func putAlarm(_ name: String, settings: Document.Object) {
    putAlarm(name, settings: settings, keeper: nil)
  }

  mutating func putAlarm(_ name: String, settings: Document.Object, keeper: ECS.CapacityKey?) {
    let isNew = alarms[name] == nil
    if isNew {
      alarms[name] = Alarm(name: name, at: now, settings: settings)
      alarms[name]?.keeper = keeper
    } else {
      alarms[name]?.settings = settings
      alarms[name]?.configurationUpdatedAt = now
    }
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
