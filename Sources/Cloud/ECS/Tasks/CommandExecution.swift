/// ECS Exec: into which container of which task a command may go.
///
/// In: a task, a container's name. Out: both, or AWS's refusal; a session's id and token. Runs no command.
/// Source: ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec"; ECS API reference, ExecuteCommand.

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
    guard task.enableExecuteCommand, task.desiredStatus == .running, task.lastStatus == .running else {
      throw .invalidParameter(
        "The execute command failed because execute command was not enabled when the task was run or the execute "
          + "command agent isn’t running. Wait and try again or run a new task with execute command enabled and try "
          + "again.",
        why: task.enableExecuteCommand
          ? "The task is \(task.lastStatus.rawValue); its command agent runs while it is RUNNING."
          : "Command execution can only be switched on when a task starts: run a new one with --enable-execute-command."
      )
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
      throw ServiceFailure(
        "TargetNotConnectedException", "The execute command failed due to an internal error. Try again later.",
        why: "The container '\(container.name)' is not running any more.")
    }
    return (task, container)
  }

  package mutating func newExecutionSession() -> (id: String, token: String) {
    ("ecs-execute-command-" + mint.hexadecimal(17), mint.urlSafe(64))
  }
}
