/// Tasks at the border.
///
/// In: calls. Out: replies with tasks in the form that each operation shows.
/// Source: ECS API reference, RunTask, StartTask, StopTask, DescribeTasks, ListTasks, ExecuteCommand, GetTaskProtection,
/// UpdateTaskProtection.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let taskHandlers: [String: Handler] = [
    "RunTask": runTask,
    "StartTask": startTask,
    "StopTask": stopTask,
    "DescribeTasks": describeTasks,
    "ListTasks": listTasks,
    "ExecuteCommand": executeCommand,
    "GetTaskProtection": getTaskProtection,
    "UpdateTaskProtection": updateTaskProtection,
  ]

  @Sendable private static func runTask(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let batch = try region.runTask(try ECS.TaskRequest(reading: call.input))
    return Document.Object(rendering: [
      "tasks": batch.tasks.map { region.document(of: $0, .launched) }, "failures": batch.failures,
    ])
  }

  @Sendable private static func startTask(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let batch = try region.startTask(try ECS.TaskRequest(reading: call.input))
    return Document.Object(rendering: [
      "tasks": batch.tasks.map { region.document(of: $0, .launched) }, "failures": batch.failures,
    ])
  }

  @Sendable private static func stopTask(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.string("cluster"))
    let (task, wasStopping) = try region.stopTask(
      try call.input.requiredString("task"), inCluster: cluster.name, reason: try call.input.string("reason"))
    return ["task": region.document(of: task, .stopping(isRepeated: wasStopping)).rendered]
  }

  @Sendable private static func describeTasks(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.string("cluster"))
    let references = try call.input.batch("tasks", of: "Tasks", atMost: 100)
    let include = try call.input.include(allowed: ["TAGS"])
    let batch = try region.tasks(references, inCluster: cluster.name)
    let form = TaskForm.described(withTags: include.contains("TAGS"))
    return Document.Object(rendering: [
      "tasks": batch.tasks.map { region.document(of: $0, form) }, "failures": batch.failures,
    ])
  }

  @Sendable private static func listTasks(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let cluster = try region.activeCluster(try input.string("cluster"))
    var filter = Region.TaskFilter()
    filter.family = try input.string("family")
    filter.startedBy = try input.string("startedBy")
    filter.launchType = try input.launchType("launchType")
    if filter.startedBy != nil, ["family", "serviceName", "containerInstance", "launchType"].contains(where: input.has)
    {
      throw .invalidParameter(
        "startedBy can not be combined with other filters.",
        why: "Leave the other filters out: what started a task is enough to find it.")
    }
    if let name = try input.string("daemonName") {
      let key = ECS.DaemonKey(cluster: cluster.name, name: name)
      guard region.ecs.daemons[key] != nil else {
        throw ServiceFailure(
          "DaemonNotFoundException", "The specified daemon was not found.",
          why: "'aws ecs list-daemons --cluster-arn \(cluster.name)' shows the daemons there are.")
      }
      filter.daemon = key
    }
    if let name = try input.string("serviceName") {
      guard let service = region.service(name, cluster: cluster) else {
        throw ServiceFailure(
          "ServiceNotFoundException", "Service not found.",
          why: "'aws ecs list-services --cluster \(cluster.name)' shows the services there are.")
      }
      filter.service = service.key
    }
    if let reference = try input.string("containerInstance") {
      guard let instance = region.containerInstance(reference, inCluster: cluster.name) else {
        throw .invalidParameter("The referenced container instance was not found.")
      }
      filter.containerInstance = instance.id
    }
    let words = ["RUNNING", "PENDING", "STOPPED"]
    let status = try input.choice("desiredStatus", called: "desired status", of: words)
    // No task's desired status is ever PENDING.
    if status == "PENDING" { return ["taskArns": []] }
    if status == "STOPPED" { filter.desiredStatus = .stopped }
    let (found, current) = (filter, region)
    let page = try input.page { current.taskIDs(inCluster: cluster.name, found, after: $0, limit: $1) }
    return Document.Object(rendering: [
      "taskArns": page.items.map { region.arn(ofTask: $0, cluster: cluster.name) }, "nextToken": page.nextToken,
    ])
  }

  // MARK: - Command execution

  @Sendable private static func executeCommand(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let cluster = try region.activeCluster(try input.string("cluster"))
    _ = try input.requiredString("command")
    let (task, container) = try region.executionTarget(
      try input.requiredString("task"), inCluster: cluster.name, container: try input.string("container"),
      isInteractive: try input.boolean("interactive") ?? false)
    let session = try region.newExecutionSession(in: container)
    return Document.Object(rendering: [
      "clusterArn": region.arn(ofCluster: cluster.name),
      "containerArn": region.arn(ofContainer: container, in: task),
      "containerName": container.name,
      "interactive": true,
      "session": Document.Object(rendering: [
        "sessionId": session.id,
        "streamUrl":
          "wss://ssmmessages.\(region.name).\(region.partition.hostSuffix)/v1/data-channel/\(session.id)?role=publish_subscribe",
        "tokenValue": session.token,
      ]),
      "taskArn": region.arn(ofTask: task.id, cluster: cluster.name),
    ])
  }

  // MARK: - Protection

  @Sendable private static func getTaskProtection(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.requiredString("cluster"))
    let references = try Input.checked(try call.input.strings("tasks") ?? [], of: "Tasks", atMost: 100)
    return protection(try region.protectableTasks(references, inCluster: cluster.name), region)
  }

  @Sendable private static func updateTaskProtection(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let cluster = try region.activeCluster(try input.requiredString("cluster"))
    let references = try input.batch("tasks", of: "Tasks", atMost: 10)
    guard let isProtected = try input.boolean("protectionEnabled") else {
      throw .invalidParameter("protectionEnabled can not be blank.")
    }
    let minutes = try input.integer("expiresInMinutes") ?? Region.defaultProtectionMinutes
    guard (1...2_880).contains(minutes) else {
      throw .invalidParameter("expiresInMinutes must be between 1 and 2880.")
    }
    return protection(
      try region.protectTasks(references, inCluster: cluster.name, minutes: isProtected ? minutes : nil), region)
  }

  private static func protection(_ batch: ECS.TaskBatch, _ region: Region) -> Document.Object {
    let tasks = batch.tasks.map { task in
      let end = task.protectedUntil.flatMap { $0 > region.now ? $0 : nil }
      return Document.Object(rendering: [
        "taskArn": region.arn(ofTask: task.id, cluster: task.cluster), "protectionEnabled": end != nil,
        "expirationDate": end,
      ])
    }
    return Document.Object(rendering: ["protectedTasks": tasks, "failures": batch.failures])
  }
}
