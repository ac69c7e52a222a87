/// Composite alarms: alarms that watch the states of others.
///
/// In: rules; alarms whose state changed. Out: states, ALARM where the rule holds and else OK, with the alarm that was the
/// reason. They set off nothing. Source: CloudWatch User Guide, "Combining alarms"; CloudWatch API reference,
/// PutCompositeAlarm, DeleteAlarms.
import Documents
import SimulationKit

extension Region {
  /// Makes a composite alarm, or gives an existing one another rule.
  /// - Throws: ValidationError.
  package mutating func putCompositeAlarm(
    _ name: String, _ rule: CompositeRule, settings: Document.Object, suppression: AlarmSuppression? = nil
  ) throws(ServiceFailure) {
    if let suppression, alarms[suppression.alarm] == nil {
      throw ServiceFailure(
        "ValidationError", "ActionsSuppressor alarm \(suppression.alarm) does not exist",
        why: "Make the alarm first that is to suppress the actions, or name another.")
    }
    let missing = rule.alarms.filter { alarms[$0] == nil }
    guard missing.isEmpty else {
      throw ServiceFailure(
        "ValidationError",
        "Could not save the composite alarm as alarms [\(missing.joined(separator: ", "))] in the alarm rule do not exist",
        why: "Make the alarms that the rule names first; names are told apart by case.")
    }
    if let known = alarms[name], known.composite == nil {
      throw ServiceFailure("ValidationError", "A metric alarm named \(name) exists already.")
    }
    storeAlarm(name, settings: settings, composite: rule, suppression: suppression)
    judgeComposite(name, because: nil)
  }

  /// Lets composite alarms look again that name the alarm, then those that name them. They may name one another in a
  /// circle: so many changes come of one, and no more.
  mutating func followInComposites(_ name: String) {
    var waiting = [name][...]
    var changes = 0
    while let child = waiting.popFirst(), changes < MetricTiming.mostCompositeChanges {
      for (parent, alarm) in alarms where alarm.composite?.alarms.contains(child) ?? false {
        guard judgeComposite(parent, because: child) else { continue }
        changes += 1
        waiting.append(parent)
      }
    }
  }

  /// - Parameter child: the alarm that changed; nil: the rule is new.
  /// - Returns: true where its state changed.
  @discardableResult
  private mutating func judgeComposite(_ name: String, because child: String?) -> Bool {
    guard let alarm = alarms[name], let rule = alarm.composite else { return false }
    let state: Alarm.State = rule.holds { alarms[$0]?.state } ? .alarm : .ok
    guard state != alarm.state else { return false }
    let cause = child.flatMap { alarms[$0] }
    let reason =
      cause.map { AlarmText.transition(of: arn(ofAlarm: $0.name), to: $0.state, at: $0.stateUpdatedAt) }
      ?? "\(arn(ofAlarm: name)) was created and its alarm rule evaluates to \(state.rawValue)"
    let data = cause.map { AlarmText.triggered(by: arn(ofAlarm: $0.name), in: $0.state, at: $0.stateUpdatedAt) }
    enterAlarmState(name, state, reason: reason, data: data, kind: .alarmStateChange)
    return true
  }

  /// - Throws: ValidationError, where a composite alarm that stays names one of them.
  func checkNothingDepends(onAlarms names: [String]) throws(ServiceFailure) {
    for name in names {
      let dependent = alarms.values.first { alarm in
        let isNeeded = alarm.composite?.alarms.contains(name) ?? false || alarm.suppression?.alarm == name
        return isNeeded && !names.contains(alarm.name)
      }
      guard let dependent else { continue }
      throw ServiceFailure(
        "ValidationError", "Cannot delete \(name) as there are composite alarm(s) depending on it.",
        why: "'\(dependent.name)' names it in its rule: delete that one first, or give it another rule.")
    }
    guard names.count(where: { alarms[$0]?.composite != nil }) <= 1 else {
      throw ServiceFailure("ValidationError", "Only one composite alarm can be deleted in one operation.")
    }
  }
}
