/// What can fall due for managed daemons.
///
/// In: due changes. Out: the rule that carries each out. Each is checked against the state it finds.

package enum DaemonChange: Hashable, Sendable {
  /// One turn of the scheduler for one daemon.
  case turn(ECS.DaemonKey)
  /// A daemon task definition in DELETE_IN_PROGRESS becomes DELETED once no daemon uses it.
  case removeTaskDefinition(family: String, revision: Int)
  /// A DELETED one is no longer remembered.
  case forgetTaskDefinition(family: String, revision: Int)
}

extension DaemonChange: CustomStringConvertible {
  package var description: String {
    switch self {
    case .turn(let key): "daemon \(key.cluster)/\(key.name) turn"
    case .removeTaskDefinition(let family, let revision): "daemon task definition \(family):\(revision) removed"
    case .forgetTaskDefinition(let family, let revision): "daemon task definition \(family):\(revision) forgotten"
    }
  }
}

extension Region {
  mutating func applyDaemonChange(_ change: DaemonChange) {
    switch change {
    case .turn(let key): takeDaemonTurn(key)
    case .removeTaskDefinition(let family, let revision): removeDaemonTaskDefinition(family, revision)
    case .forgetTaskDefinition(let family, let revision): forgetDaemonTaskDefinition(family, revision)
    }
  }
}
