/// A container seen from inside: what a shell beside its process finds there.
///
/// In: a task and the name of one of its containers. Out: facts, for whoever shows them. Changes nothing, runs nothing.
/// Source of the variables that ECS adds: ECS Developer Guide, "Amazon ECS task metadata endpoint version 4", "IAM roles
/// for tasks", "Amazon ECS task scale-in protection endpoint"; of the host's name: Docker, `docker run --hostname` (the
/// first twelve characters of the container's id).
import Documents
import SimulationKit

package struct ContainerInside: Sendable {
  package let container: String
  package let task: ECS.Task
  package let image: String
  /// In the order in which the process got them; secrets with the values that they had when the task began.
  package let environment: [ECS.EnvironmentVariable]
  /// The words of process 1.
  package let process: [String]
  package let hasShell: Bool
  /// Usual executables that the image lacks.
  package let lacks: [String]
  package let hostName: String
  /// The address of its task's network interface.
  package let address: String?
  /// How often its restart policy has started it anew; nil without one.
  package let restartCount: Int?
}

extension Region {
  /// nil where the container or its image is not there any more.
  package func inside(_ name: String, of task: ECS.Task) -> ContainerInside? {
    guard let container = task.container(name), let definition = definition(of: task),
      let plan = definition.containers.first(where: { $0.name == name }),
      let (_, setting) = program(of: plan, in: task)
    else { return nil }
    let words = (setting.entryPoint ?? []) + (setting.command ?? [])
    let ownProgram =
      setting.behaviour.executables.first
      ?? (plan.image.split(separator: "/").last.map { String($0.prefix { $0 != ":" && $0 != "@" }) } ?? plan.image)
    let hostName = String((container.runtimeID ?? container.id).prefix(12))
    return ContainerInside(
      container: name, task: task, image: plan.image,
      environment: addedVariables(task, container, hostName, role: definition.taskRoleARN)
        + setting.environment,
      process: words.isEmpty ? [ownProgram] : words, hasShell: setting.behaviour.hasShell,
      lacks: setting.behaviour.lacks,
      hostName: hostName, address: task.attachment?.privateIPv4Address,
      restartCount: plan.restartPolicy?.isEnabled == true ? max(0, container.run - 1) : nil)
  }

  /// Whether something in the task answers on its own port, as another container of it finds by `localhost`.
  package func answersInside(_ task: ECS.Task, port: Int) -> Bool { listener(on: port, in: task) != nil }

  /// Whether what listens on the port hangs, so that whoever connects waits.
  package func hangsInside(_ task: ECS.Task, port: Int) -> Bool { listener(on: port, in: task)?.isHanging ?? false }

  private func listener(on port: Int, in task: ECS.Task) -> ECS.Container? {
    definition(of: task)?.containers.lazy.compactMap { plan in
      guard let container = task.container(plan.name), container.lastStatus == .running,
        let (program, setting) = program(of: plan, in: task), program.serves(port, setting)
      else { return nil }
      return container
    }.first
  }

  /// The role whose credentials the processes of a task have.
  private func taskRole(of task: ECS.Task) -> String? {
    ECS.Overrides(document: task.overrides).taskRoleARN ?? definition(of: task)?.taskRoleARN
  }

  /// Who asks where a process in the task does; nil without a task role.
  package func principal(inside task: ECS.Task) -> String? {
    taskRole(of: task).map { role in
      arn(service: "sts", "assumed-role/\(role.split(separator: "/").last.map(String.init) ?? role)/\(task.id)")
    }
  }

  /// What the endpoint for protection from scale-in calls an error.
  package func protectionError(_ code: String, _ message: String, _ task: ECS.Task?) -> Document {
    var error: Document.Object = ["Code": .string(code), "Message": .string(message)]
    if let task { error["Arn"] = .string(arn(ofTask: task.id, cluster: task.cluster)) }
    return ["error": .object(error)]
  }

  /// Why the endpoint does not ask ECS, or ECS not listen: the task asks as its own role.
  package func protectionRefusal(_ task: ECS.Task, asking action: String) -> Document? {
    guard let role = taskRole(of: task) else {
      return protectionError(
        "AccessDeniedException", "Invalid Request: no task IAM role credentials available for task", task)
    }
    let resource = arn(ofTask: task.id, cluster: task.cluster)
    let code = "AccessDeniedException"
    return denial(of: action, on: resource, to: role, task, ManagedPolicy.protectingTasks, code: code).map {
      protectionError(code, String($0.dropFirst(code.count + 2)), task)
    }
  }

  /// What the endpoint answers the task that asks for its protection.
  package func protectionAnswer(_ task: ECS.Task) -> Document {
    if let refusal = protectionRefusal(task, asking: "ecs:GetTaskProtection") { return refusal }
    return protectionDocument(task)
  }

  /// The state of the task's protection.
  package func protectionDocument(_ task: ECS.Task) -> Document {
    let arn = Document.string(arn(ofTask: task.id, cluster: task.cluster))
    guard task.service != nil else {
      return ["failure": ["Arn": arn, "Detail": .null, "Reason": "TASK_NOT_VALID"]]
    }
    let end = task.protectedUntil.flatMap { $0 > now ? $0 : nil }
    return [
      "protection": [
        "ExpirationDate": end.map { .string($0.iso8601(milliseconds: true)) } ?? .null,
        "ProtectionEnabled": .boolean(end != nil), "TaskArn": arn,
      ]
    ]
  }

  private func addedVariables(
    _ task: ECS.Task, _ container: ECS.Container, _ hostName: String, role: String?
  ) -> [ECS.EnvironmentVariable] {
    var variables = [
      ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"), ("HOSTNAME", hostName),
      ("HOME", "/root"),
      ("AWS_EXECUTION_ENV", task.isOnFargate ? "AWS_ECS_FARGATE" : "AWS_ECS_EC2"), ("AWS_REGION", name),
      ("AWS_DEFAULT_REGION", name),
      ("ECS_AGENT_URI", "http://169.254.170.2/api/\(container.runtimeID ?? container.id)"),
      ("ECS_CONTAINER_METADATA_URI_V4", "http://169.254.170.2/v4/\(container.runtimeID ?? container.id)"),
    ]
    if role != nil { variables.append(("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/\(container.id)")) }
    return variables.map { ECS.EnvironmentVariable(name: $0.0, value: $0.1) }
  }
}
