/// Actions of a composite alarm that another alarm holds back.
///
/// In: states of both that changed, and waits that are over. Out: what holds them back now, with CloudWatch's word for it;
/// the actions in the alarm's history once nothing does. A change of state first waits for the suppressor to go off, so
/// long as the wait period; when it is no more in ALARM, the extension period follows.
/// Source: CloudWatch User Guide, "Suppressing composite alarm actions". The reasons' texts are ours.
import SimulationKit

/// What PutCompositeAlarm says of it.
package struct AlarmSuppression: Hashable, Sendable {
  package enum Cause: String, Sendable {
    case waitPeriod = "WaitPeriod"
    case alarm = "Alarm"
    case extensionPeriod = "ExtensionPeriod"
  }
  /// A name or an ARN.
  let reference: String
  let wait: Duration
  let extra: Duration

  package init(reference: String, wait: Duration, extra: Duration) {
    self.reference = reference
    self.wait = wait
    self.extra = extra
  }

  /// The suppressor's name.
  var alarm: String {
    guard reference.hasPrefix("arn:"), let end = reference.firstRange(of: ":alarm:") else { return reference }
    return String(reference[end.upperBound...])
  }
}

extension Region {
  /// The composite alarm entered another state.
  /// - Returns: true where its actions are held back.
  mutating func suppressActions(of name: String) -> Bool {
    guard let alarm = alarms[name], let suppression = alarm.suppression else { return false }
    guard alarm.isActionsEnabled, !alarm.actions.isEmpty || alarm.state == .alarm else {
      holdBack(name, nil, until: nil)
      return false
    }
    if alarms[suppression.alarm]?.state == .alarm {
      holdBack(name, .alarm, until: nil)
    } else if alarm.suppressedBy == .extensionPeriod {
      return true
    } else if suppression.wait > .zero {
      holdBack(name, .waitPeriod, until: now + suppression.wait)
    } else {
      holdBack(name, nil, until: nil)
    }
    return alarms[name]?.suppressedBy != nil
  }

  /// An alarm changed that may be the suppressor of others.
  mutating func suppressorChanged(_ name: String) {
    for (other, alarm) in alarms {
      guard let suppression = alarm.suppression, suppression.alarm == name, let cause = alarm.suppressedBy else {
        continue
      }
      switch (cause, alarms[name]?.state == .alarm) {
      case (.waitPeriod, true), (.extensionPeriod, true): holdBack(other, .alarm, until: nil)
      case (.alarm, false):
        if suppression.extra > .zero {
          holdBack(other, .extensionPeriod, until: now + suppression.extra)
        } else {
          release(other)
        }
      case (.alarm, true), (.waitPeriod, false), (.extensionPeriod, false): break
      }
    }
  }

  /// A wait or an extension is over, where it still is the one that was begun.
  mutating func endSuppression(of name: String) {
    guard let alarm = alarms[name], alarm.suppressedUntil == now else { return }
    release(name)
  }

  private mutating func holdBack(_ name: String, _ cause: AlarmSuppression.Cause?, until end: Instant?) {
    alarms[name]?.suppressedBy = cause
    alarms[name]?.suppressedUntil = end
    if let end { schedule(.scaling(.alarmSuppression(name)), after: end - now) }
  }

  private mutating func release(_ name: String) {
    holdBack(name, nil, until: nil)
    if let alarm = alarms[name] { enterActions(of: alarm) }
  }

  /// What the alarm's state sets off, in its history.
  mutating func enterActions(of alarm: Alarm) {
    let now = now
    for action in alarm.actions where alarm.isActionsEnabled && (alarm.keeper != nil || isScalingPolicy(action)) {
      alarmHistory.enter(.action(action), of: alarm, at: now)
    }
  }
}

extension Alarm {
  /// nil where nothing holds its actions back.
  package var suppressedReason: String? {
    guard let suppression, let suppressedBy else { return nil }
    return switch suppressedBy {
    case .alarm: "Actions are suppressed because \(suppression.alarm) is in ALARM"
    case .waitPeriod: "Actions are suppressed while waiting for \(suppression.alarm) to go into ALARM"
    case .extensionPeriod: "Actions are suppressed after \(suppression.alarm) went out of ALARM"
    }
  }
}
