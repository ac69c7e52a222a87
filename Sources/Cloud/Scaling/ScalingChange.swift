/// What falls due of alarms and of scaling.
///
/// In: a due change. Out: the rule that carries it out; or nothing, where its subject has moved on.
import SimulationKit

package enum ScalingChange: Hashable, Sendable {
  /// An alarm looks at its metric, valid while it is the look that the alarm waits for.
  case alarmEvaluation(String)
  /// An alarm's actions are held back no longer, valid while it is the end that the alarm waits for.
  case alarmSuppression(String)
  /// What alarms asked of a service's scaling policies at one instant is weighed together.
  case turn(ECS.ServiceKey)
  /// A scheduled action is due, valid while it is the instant that the action waits for.
  case scheduledAction(ECS.ServiceKey, name: String)
}

extension ScalingChange: CustomStringConvertible {
  package var description: String {
    switch self {
    case .alarmEvaluation(let name): "alarm \(name) looks"
    case .alarmSuppression(let name): "alarm \(name) suppresses no more"
    case .turn(let key): "service \(key.cluster)/\(key.name) scaling"
    case .scheduledAction(let key, let name): "service \(key.cluster)/\(key.name) scheduled action \(name)"
    }
  }
}

extension Region {
  mutating func apply(_ change: ScalingChange) {
    switch change {
    case .alarmEvaluation(let name): takeAlarmEvaluation(name)
    case .alarmSuppression(let name): endSuppression(of: name)
    case .turn(let key): takeScalingTurn(key)
    case .scheduledAction(let key, let name): takeScheduledScaling(key, name: name)
    }
  }
}
