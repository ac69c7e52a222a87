/// ECS Exec: into which container of which task a command may go.
///
/// In: a task, a container's name. Out: both, or AWS's refusal; a session's id and token. Runs no command.
/// Source: ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec", "Troubleshooting issues with ECS Exec"; ECS
/// API reference, ExecuteCommand; runtime sheet, section 6.5.
import SimulationKit

extension Region {
  package func executionTarget(
    _ reference: String, inCluster cluster: String, container name: String?, isInteractive: Bool
  ) throws(ServiceFailure) -> (ECS.Task, ECS.Container) {
    let (id, isHere) = try taskID(reference, inCluster: cluster)
    guard isHere, let task = ecs.tasks[id], task.cluster == cluster else {
      throw .invalidParameter("The referenced task was not found.")
    }
    guard isInteractive else {
      throw .invalidParameter("Interactive is the only mode supported currently.", why: "Add --interactive.")
    }
    let isAgentGone = task.desiredStatus == .stopped
    guard task.enableExecuteCommand, task.lastStatus == .running || isAgentGone else {
      throw .invalidParameter(
        Self.noCommandAgent,
        why: task.enableExecuteCommand
          ? "The task is \(task.lastStatus.rawValue); its command agent runs while it is RUNNING."
          : "Command execution can only be switched on when a task starts: run a new one with --enable-execute-command."
      )
    }
    guard !isAgentGone else {
      throw .targetNotConnected("The task is on its way out or has stopped, and its command agent with it.")
    }
    guard name != nil || task.containers.count == 1 else {
      throw .invalidParameter(
        "The task has more than one container, so the container name must be specified.",
        why: "Add --container with one of " + task.containers.map(\.name).joined(separator: ", ") + ".")
    }
    guard let container = name.map({ task.container($0) }) ?? task.containers.first else {
      throw .invalidParameter("The container \(name ?? "") was not found in the task.")
    }
    guard container.stage == .running else {
      throw .targetNotConnected("The container '\(container.name)' is not running any more.")
    }
    guard commandAgentFailure(in: container, of: task) == nil else {
      throw .invalidParameter(
        Self.noCommandAgent,
        why: "The command agent of '\(container.name)' could not start, as describe-tasks says at managedAgents: its "
          + "root filesystem is read-only (readonlyRootFilesystem), and the agent has to write there.")
    }
    if let why = whyNotConnected(task) { throw .targetNotConnected(why) }
    return (task, container)
  }

  private static let noCommandAgent =
    "The execute command failed because execute command was not enabled when the task was run or the execute command "
    + "agent isn’t running. Wait and try again or run a new task with execute command enabled and try again."

  /// Why the command agent of a container that runs does not; nil where it does.
  package func commandAgentFailure(in container: ECS.Container, of task: ECS.Task) -> String? {
    let plan = definition(of: task)?.containerDocuments.first { $0["name"]?.string == container.name }
    guard plan?["readonlyRootFilesystem"]?.boolean == true else { return nil }
    return "CannotStartManagedAgentError: ExecuteCommandAgent could not be started: the root filesystem is read-only"
  }

  /// What keeps a command agent that runs from its channel to Systems Manager.
  private func whyNotConnected(_ task: ECS.Task) -> String? {
    let reference = task.overrides["taskRoleArn"]?.string ?? definition(of: task)?.taskRoleARN
    let actions = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"]
    let role = reference.flatMap(identity.role)
    func may(_ action: String) -> Bool {
      role?.may("ssmmessages:\(action)", byManaged: ManagedPolicy.messaging) ?? false
    }
    if let action = actions.first(where: { !may($0) }) {
      return "The task role \(role?.name ?? "") may not ssmmessages:\(action), and the command agent needs "
        + actions.map { "ssmmessages:\($0)" }.joined(separator: ", ")
        + ": give them to it with 'aws iam put-role-policy', or attach AmazonSSMManagedInstanceCore."
    }
    guard !reachesInternet(task) else { return nil }
    return
      "The task's subnet has no way out, so the command agent does not reach ssmmessages.\(name).\(partition.hostSuffix)."
  }

  /// No text of AWS for too many sessions is published.
  package mutating func newExecutionSession(
    in container: ECS.Container
  ) throws(ServiceFailure) -> (id: String, token: String) {
    let now = now
    let idleTimeout = timing.executionIdleTimeout
    ecs.executionSessions.removeAll { $0.since + idleTimeout <= now }
    guard ecs.executionSessions.count(where: { $0.container == container.id }) < quotas.sessionsPerContainer else {
      throw .client(
        "The maximum number of ECS Exec sessions for the container has been reached.",
        why: "A session ends after 20 minutes in which nobody types; until then it counts.")
    }
    ecs.executionSessions.append((container.id, now))
    return ("ecs-execute-command-" + mint.hexadecimal(17), mint.urlSafe(64))
  }
}

extension ServiceFailure {
  fileprivate static func targetNotConnected(_ why: String) -> ServiceFailure {
    ServiceFailure(
      "TargetNotConnectedException", "The execute command failed due to an internal error. Try again later.", why: why)
  }
}
