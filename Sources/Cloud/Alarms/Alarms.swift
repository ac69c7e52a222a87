/// CloudWatch alarms of a Region: their settings for echo, and the state that others watch.
///
/// In: settings, and states that somebody sets. Out: states; deployments that watch an alarm take a turn when it
/// changes. No metric is measured here, so no alarm changes its state by itself.
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
  package internal(set) var settings: Document.Object
}

extension Region {
  /// Makes an alarm, or gives an existing one other settings; its state stays.
  package mutating func putAlarm(_ name: String, settings: Document.Object) {
    if alarms[name] == nil {
      alarms[name] = Alarm(name: name, stateUpdatedAt: now, configurationUpdatedAt: now, settings: settings)
    } else {
      alarms[name]?.settings = settings
      alarms[name]?.configurationUpdatedAt = now
    }
    record(EventRecord.Draft(.command, source: "alarm/\(name)", cluster: nil, message: "alarm put"))
  }

  /// - Throws: ResourceNotFound.
  package mutating func setAlarmState(
    _ name: String, to state: Alarm.State, reason: String, data: String?
  ) throws(ServiceFailure) {
    guard alarms[name] != nil else { throw .alarmNotFound(name) }
    let now = now
    let isNew = alarms[name]?.state != state
    alarms[name]?.state = state
    alarms[name]?.stateReason = reason
    alarms[name]?.stateReasonData = data
    if isNew { alarms[name]?.stateUpdatedAt = now }
    record(
      EventRecord.Draft(
        .command, source: "alarm/\(name)", cluster: nil, message: "alarm is \(state.rawValue)", reason: reason))
    alarmChanged(name)
  }

  /// Deletes all of them, or none.
  /// - Throws: ResourceNotFound.
  package mutating func deleteAlarms(_ names: [String]) throws(ServiceFailure) {
    if let missing = names.first(where: { alarms[$0] == nil }) { throw .alarmNotFound(missing) }
    for name in names {
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
