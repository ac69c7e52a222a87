/// What the agent of a container instance reports of its tasks: containers and tasks that ended, interfaces that are there.
///
/// In: reports. Out: the change that the simulated agent would have made itself, now instead of later; or AWS's refusal.
/// What is reported of a task that has moved on, or that it is as it is, changes nothing: the simulated agent goes on as
/// it would. Source: ECS API reference, SubmitTaskStateChange, SubmitContainerStateChange, SubmitAttachmentStateChanges;
/// the API's document says only that agents call them, so the texts are our own, in AWS's manner.
import SimulationKit

extension ECS {
  package struct ContainerReport: Sendable {
    package var name: String
    /// True where it has STOPPED.
    package var hasStopped: Bool
    /// nil where not known.
    package var exitCode: Int?
    package var reason: String?
    package init(name: String, hasStopped: Bool, exitCode: Int?, reason: String?) {
      self.name = name
      self.hasStopped = hasStopped
      self.exitCode = exitCode
      self.reason = reason
    }
  }
}

extension Region {
  /// The task that an agent speaks of.
  /// - Throws: InvalidParameterException for what is no task here; AccessDeniedException for one whose agent is AWS's.
  package func reportedTask(
    _ reference: String, inCluster cluster: String, operation: String, principal: String
  ) throws(ServiceFailure) -> ECS.Task {
    let (id, isHere) = try taskID(reference, inCluster: cluster)
    guard isHere, let task = ecs.tasks[id], task.cluster == cluster else {
      throw .invalidParameter(
        "The referenced task was not found.",
        why: "'aws ecs list-tasks --cluster \(cluster)' shows the tasks there are.")
    }
    switch task.launchType {
    case .ec2, .external: return task
    case .fargate, .managedInstances:
      throw ServiceFailure(
        "AccessDeniedException",
        "User: \(principal) is not authorized to perform: ecs:\(operation) on resource: "
          + arn(ofTask: id, cluster: cluster),
        why: "On \(task.launchType.rawValue) the agent is AWS's own, and it alone reports what becomes of tasks.")
    }
  }

  /// One container, of a task that goes on unless the container was essential.
  /// - Throws: InvalidParameterException for a container that the task does not have.
  package mutating func report(_ report: ECS.ContainerReport, of task: ECS.Task) throws(ServiceFailure) {
    guard let container = task.container(report.name) else {
      throw .invalidParameter(
        "The container \(report.name) does not exist in the task.",
        why: "It has " + task.containers.map { "'\($0.name)'" }.joined(separator: ", ") + ".")
    }
    guard report.hasStopped else { return }
    guard container.run == 0, task.desiredStatus == .running else { return end(report, of: task.id) }
    var failure = ECS.StartFailure(taskReason: "Task failed to start")
    failure.containerReason = report.reason
    apply(.container(task.id, name: report.name, .failsToStart(failure)))
  }

  /// The whole task has STOPPED: so have its containers, whether the report names them or not.
  package mutating func reportStop(
    of task: ECS.Task, reason: String?, _ reports: [ECS.ContainerReport]
  ) {
    let hasRun = task.containers.contains { $0.run > 0 }
    stopTask(
      task.id, code: hasRun ? .essentialContainerExited : .taskFailedToStart,
      reason: reason ?? (hasRun ? "Essential container in task exited" : "Task failed to start"))
    for container in task.containers {
      let known = reports.first { $0.name == container.name }
      end(
        known ?? ECS.ContainerReport(name: container.name, hasStopped: true, exitCode: nil, reason: nil), of: task.id)
    }
  }

  private mutating func end(_ report: ECS.ContainerReport, of id: ECS.TaskID) {
    let run = ecs.tasks[id]?.container(report.name)?.run
    endContainer(report.name, ofTask: id, exitCode: report.exitCode ?? 0, reason: report.reason)
    guard report.exitCode == nil else { return }
    ecs.tasks.change(id) { task in
      guard let index = task.index(of: report.name), task.containers[index].run == run else { return }
      task.containers[index].exitCode = nil
    }
  }

  /// A network interface of a task of the cluster, by its attachment's ARN.
  /// - Throws: InvalidParameterException for what is no attachment here.
  package mutating func reportAttachment(
    _ text: String, isAttached: Bool, inCluster cluster: String
  ) throws(ServiceFailure) {
    let arn = try ResourceARN(parsing: text)
    let task = ecs.tasks.all(inCluster: cluster).first { task in
      task.attachment?.id == arn.path.last && (task.launchType == .ec2 || task.launchType == .external)
    }
    guard isOurs(arn), arn.kind == "attachment", let task else {
      throw .invalidParameter(
        "The referenced attachment was not found.",
        why: "It is …:attachment/ID, with the id that 'aws ecs describe-tasks' shows at a task of the EC2 launch type.")
    }
    if isAttached, task.phase == .attachingNetworkInterface { takeTaskStep(task.id, step: task.step) }
  }
}
