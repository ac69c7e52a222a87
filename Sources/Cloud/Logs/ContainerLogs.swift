/// Where a container's output goes: the `awslogs` driver's options, read.
///
/// In: a container definition. Out: its log group and stream; why the driver would not come up. Source: ECS Developer
/// Guide, "Send Amazon ECS logs to CloudWatch" (stream PREFIX/CONTAINER/TASK; without a prefix the container's runtime id,
/// on EC2 only); what a driver says of its options: Docker Engine, `ValidateLogOpts`.

struct AWSLogs: Hashable, Sendable {
  let group: String
  let streamPrefix: String?
  let createsGroup: Bool

  /// What RegisterTaskDefinition lets this driver have. `awslogs-datetime-format` and `awslogs-multiline-pattern` put
  /// no lines together here; nothing ever fills the buffer that `mode` and `max-buffer-size` are about.
  static let options = [
    "awslogs-group", "awslogs-region", "awslogs-stream-prefix", "awslogs-create-group", "awslogs-datetime-format",
    "awslogs-multiline-pattern", "mode", "max-buffer-size",
  ]
  /// What Docker takes for yes and for no.
  static let yes = ["1", "t", "T", "TRUE", "true", "True"]
  static let no = ["0", "f", "F", "FALSE", "false", "False"]

  func isMissing(in logs: LogGroups) -> Bool { !createsGroup && logs.groups[group] == nil }

  func stream(of container: ECS.Container, in task: ECS.Task) -> String {
    streamPrefix.map { "\($0)/\(container.name)/\(task.id)" } ?? container.runtimeID ?? container.id
  }
}

extension Region {
  /// nil for containers with another log driver or none.
  func awslogs(of container: ECS.ContainerDefinition) -> AWSLogs? {
    guard let configuration = container.logConfiguration, configuration.driver == "awslogs" else { return nil }
    guard let group = configuration.option("awslogs-group") else { return nil }
    return AWSLogs(
      group: group, streamPrefix: configuration.option("awslogs-stream-prefix"),
      createsGroup: configuration.option("awslogs-create-group").map(AWSLogs.yes.contains) ?? false)
  }
}

extension ECS.LogConfiguration {
  func option(_ name: String) -> String? { options.first { $0.name == name }?.value }

  /// Why the driver does not come up, in its own words; nil where it does.
  /// - Parameter defaultMode: what the account's setting `defaultLogDriverMode` says.
  func trouble(defaultMode: String) -> String? {
    let mode = option("mode") ?? defaultMode
    guard ["blocking", "non-blocking"].contains(mode) else { return "logger: logging mode not supported: \(mode)" }
    if let size = option("max-buffer-size") {
      guard mode == "non-blocking" else {
        return "logger: max-buffer-size option is only supported with 'mode=non-blocking'"
      }
      guard Self.isSize(size) else { return "error parsing option max-buffer-size: invalid size: '\(size)'" }
    }
    guard driver == "awslogs" else { return nil }
    if let word = option("awslogs-create-group"), !(AWSLogs.yes + AWSLogs.no).contains(word) {
      return "must specify valid value for log opt 'awslogs-create-group': strconv.ParseBool: parsing \"\(word)\": "
        + "invalid syntax"
    }
    guard option("awslogs-datetime-format") == nil || option("awslogs-multiline-pattern") == nil else {
      return "you cannot configure log opt 'awslogs-datetime-format' and 'awslogs-multiline-pattern' at the same time"
    }
    return nil
  }

  /// Digits, perhaps with a fraction, and a unit: 1048576, 25m, 1.5GiB.
  private static func isSize(_ text: String) -> Bool {
    let number = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    let unit = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
    return Double(number) != nil && ["", "b"].contains(unit.trimmingUnit)
  }
}

extension String {
  /// Without the power of 1024 at its beginning: `m`, `mi`.
  fileprivate var trimmingUnit: Substring {
    guard let power = first, "kmgtp".contains(power) else { return self[...] }
    let rest = dropFirst()
    return rest.first == "i" ? rest.dropFirst() : rest
  }
}
