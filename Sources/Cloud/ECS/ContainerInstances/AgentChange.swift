/// What falls due for the agents of container instances.

package enum AgentChange: Hashable, Sendable {
  /// Agents drop their connections, each at a time of its own.
  case flapRound(fault: Int)
  /// Valid while the fault stands.
  case drops(ECS.ContainerInstanceID, fault: Int)
  case returns(ECS.ContainerInstanceID)
  /// The next step of an update, valid while it is in that status.
  case update(ECS.ContainerInstanceID, from: ECS.AgentUpdateStatus)
  /// A look at the instance's health that may find something new.
  case healthLook(ECS.ContainerInstanceID)
}

extension AgentChange: CustomStringConvertible {
  package var description: String {
    switch self {
    case .flapRound(let number): "agents drop their connections, fault \(number)"
    case .drops(let id, let number): "the agent on \(id) drops its connection, fault \(number)"
    case .returns(let id): "the agent on \(id) is back"
    case .update(let id, let status): "the agent on \(id) goes on from \(status.rawValue)"
    case .healthLook(let id): "the agent on \(id) looks at its health"
    }
  }
}

extension Region {
  mutating func apply(_ change: AgentChange) {
    switch change {
    case .flapRound(let number): startFlapping(number)
    case .drops(let id, let number): dropConnection(id, fault: number)
    case .returns(let id): reconnect(id)
    case .update(let id, let status): goOnWithAgentUpdate(of: id, from: status)
    case .healthLook(let id): lookAtHealth(of: id)
    }
  }
}
