/// The calls of container agents at the border.
///
/// In: calls. Out: where to ask for work, and acknowledgements. Source: ECS API reference, DiscoverPollEndpoint,
/// SubmitTaskStateChange, SubmitContainerStateChange, SubmitAttachmentStateChanges.
import Cloud
import Documents

extension CloudAPI {
  static let agentHandlers: [String: Handler] = [
    "DiscoverPollEndpoint": discoverPollEndpoint,
    "SubmitTaskStateChange": submitTaskStateChange,
    "SubmitContainerStateChange": submitContainerStateChange,
    "SubmitAttachmentStateChanges": submitAttachmentStateChanges,
  ]

  @Sendable private static func discoverPollEndpoint(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    Document.Object(rendering: [
      "endpoint": "https://ecs-a-1.\(region.name).\(region.partition.hostSuffix)/",
      "telemetryEndpoint": "https://ecs-t-1.\(region.name).\(region.partition.hostSuffix)/",
      "serviceConnectEndpoint": "https://ecs-sc.\(region.name).api.aws",
    ])
  }

  @Sendable private static func submitTaskStateChange(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let cluster = try region.activeCluster(try input.string("cluster"))
    let task = try reportedTask(call, region, cluster)
    let status = try input.choice("status", called: "status", of: ["RUNNING", "STOPPED"])
    var reports: [ECS.ContainerReport] = []
    for entry in try input.structures("containers") ?? [] { reports.append(try entry.containerReport()) }
    let attachments = try input.attachmentReports()
    for report in reports where !task.containers.contains(where: { $0.name == report.name }) {
      try region.report(report, of: task)  // refuses it, before anything changes
    }
    for (arn, isAttached) in attachments {
      try region.reportAttachment(arn, isAttached: isAttached, inCluster: cluster.name)
    }
    if status == "STOPPED" {
      region.reportStop(of: task, reason: try input.string("reason"), reports)
    } else {
      for report in reports { try region.report(report, of: task) }
    }
    return acknowledgement
  }

  @Sendable private static func submitContainerStateChange(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.string("cluster"))
    try region.report(try call.input.containerReport(), of: try reportedTask(call, region, cluster))
    return acknowledgement
  }

  @Sendable private static func submitAttachmentStateChanges(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.string("cluster"))
    for (arn, isAttached) in try call.input.attachmentReports() {
      try region.reportAttachment(arn, isAttached: isAttached, inCluster: cluster.name)
    }
    return acknowledgement
  }

  private static let acknowledgement: Document.Object = ["acknowledgment": "ACK"]

  private static func reportedTask(
    _ call: Call, _ region: Region, _ cluster: ECS.Cluster
  ) throws(ServiceFailure) -> ECS.Task {
    try region.reportedTask(
      try call.input.requiredString("task"), inCluster: cluster.name, operation: call.operation,
      principal: call.principal)
  }
}

extension Input {
  fileprivate func containerReport() throws(ServiceFailure) -> ECS.ContainerReport {
    let status = try choice("status", called: "status", of: ["PENDING", "RUNNING", "STOPPED"])
    return ECS.ContainerReport(
      name: try requiredString("containerName"), hasStopped: status == "STOPPED", exitCode: try integer("exitCode"),
      reason: try string("reason"))
  }

  /// The ARNs of attachments, and whether each is ATTACHED.
  fileprivate func attachmentReports() throws(ServiceFailure) -> [(arn: String, isAttached: Bool)] {
    let words = ["PRECREATED", "CREATED", "ATTACHING", "ATTACHED", "DETACHING", "DETACHED", "DELETED", "FAILED"]
    var reports: [(String, Bool)] = []
    for entry in try structures("attachments") ?? [] {
      let status = try entry.choice("status", called: "attachment status", of: words)
      reports.append((try entry.requiredString("attachmentArn"), status == "ATTACHED"))
    }
    return reports
  }
}
