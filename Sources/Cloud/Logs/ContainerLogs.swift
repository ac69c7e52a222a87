/// Where a container's output goes: the `awslogs` driver's options, read.
///
/// In: a container definition. Out: its log group and stream. Source: ECS Developer Guide, "Send Amazon ECS logs to
/// CloudWatch" (stream PREFIX/CONTAINER/TASK; without a prefix the container's runtime id, on EC2 only).

struct AWSLogs: Hashable, Sendable {
  let group: String
  let streamPrefix: String?
  let createsGroup: Bool

  func isMissing(in logs: LogGroups) -> Bool { !createsGroup && logs.groups[group] == nil }

  func stream(of container: ECS.Container, in task: ECS.Task) -> String {
    streamPrefix.map { "\($0)/\(container.name)/\(task.id)" } ?? container.runtimeID ?? container.id
  }
}

extension Region {
  /// nil for containers with another log driver or none.
  func awslogs(of container: ECS.ContainerDefinition) -> AWSLogs? {
    guard let configuration = container.logConfiguration, configuration.driver == "awslogs" else { return nil }
    func option(_ name: String) -> String? { configuration.options.first { $0.name == name }?.value }
    guard let group = option("awslogs-group") else { return nil }
    return AWSLogs(
      group: group, streamPrefix: option("awslogs-stream-prefix"),
      createsGroup: option("awslogs-create-group") == "true")
  }
}
