/// Where a container's output goes: the `awslogs` driver's options, read.
///
/// In: a container definition. Out: its log group and stream, which lines begin an event; why the driver would not come
/// up. Source: ECS Developer Guide, "Send Amazon ECS logs to CloudWatch" (stream PREFIX/CONTAINER/TASK; without a prefix
/// the container's runtime id, on EC2 only); what a driver says of its options and how it joins lines: Docker Engine,
/// `daemon/logger/awslogs`.
///
/// What `mode` and `max-buffer-size` are for, a CloudWatch Logs that takes nothing, is in `LogOutage`.

import SimulationKit

struct AWSLogs: Hashable, Sendable {
  let group: String
  let streamPrefix: String?
  let createsGroup: Bool
  /// What the first line of an event holds, others being added to the event before; nil: each line is an event.
  let eventStart: RegularExpression?

  /// How long the driver waits for more lines of an event, and how many bytes it may have.
  static let eventWait = Duration.seconds(5)  // fact
  static let largestEvent = 262_118  // fact

  /// What RegisterTaskDefinition lets this driver have.
  static let options = [
    "awslogs-group", "awslogs-region", "awslogs-stream-prefix", "awslogs-create-group", "awslogs-datetime-format",
    "awslogs-multiline-pattern", "mode", "max-buffer-size",
  ]
  /// What Docker takes for yes and for no.
  static let yes = ["1", "t", "T", "TRUE", "true", "True"]
  static let no = ["0", "f", "F", "FALSE", "false", "False"]

  /// What a format of `awslogs-datetime-format` matches: the driver's own table, all else as it is.
  static func pattern(ofDates format: String) -> String {
    var (pattern, rest) = ("", format[...])
    while let character = rest.popFirst() {
      if character == "%", let directive = rest.first, let known = datePatterns[directive] {
        rest = rest.dropFirst()
        pattern += known
      } else {
        pattern.append(character)
      }
    }
    return pattern
  }

  private static let datePatterns: [Character: String] = [
    "a": "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)", "A": "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)",
    "w": "[0-6]", "d": "(?:0[1-9]|[1,2][0-9]|3[0,1])",
    "b": "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
    "B": "(?:January|February|March|April|May|June|July|August|September|October|November|December)",
    "m": "(?:0[1-9]|1[0-2])", "Y": #"\d{4}"#, "y": #"\d{2}"#, "H": "(?:[0,1][0-9]|2[0-3])", "I": "(?:0[0-9]|1[0-2])",
    "p": "[A,P]M", "M": "[0-5][0-9]", "S": "[0-5][0-9]", "f": #"\d{6}"#, "z": #"[+-]\d{4}"#, "Z": "[A-Z]{1,4}T",
    "j": "(?:0[0-9][1-9]|[1,2][0-9][0-9]|3[0-5][0-9]|36[0-6])", "L": #"\.\d{3}"#,
  ]

  func isMissing(in logs: LogGroups) -> Bool { !createsGroup && logs.groups[group] == nil }

  func stream(of container: ECS.Container, in task: ECS.Task) -> String {
    streamPrefix.map { "\($0)/\(container.name)/\(task.id)" } ?? container.runtimeID ?? container.id
  }

  func arn(of container: ECS.Container, in task: ECS.Task, _ region: Region) -> String {
    arn(ofStream: stream(of: container, in: task), in: region)
  }
  func arn(ofStream stream: String, in region: Region) -> String {
    region.arn(service: "logs", "log-group:\(group):log-stream:\(stream)")
  }
}

extension Region {
  /// nil for containers with another log driver or none.
  func awslogs(of container: ECS.ContainerDefinition) -> AWSLogs? {
    guard let configuration = container.logConfiguration, let group = configuration.awslogsGroup else { return nil }
    return AWSLogs(
      group: group, streamPrefix: configuration.option("awslogs-stream-prefix"),
      createsGroup: configuration.option("awslogs-create-group").map(AWSLogs.yes.contains) ?? false,
      eventStart: configuration.eventStart.flatMap { try? RegularExpression($0) })
  }

  /// Hands a line to CloudWatch Logs: as an event, or as a part of the one before.
  /// - Parameter index: of the container's lines, from 0.
  mutating func deliver(_ text: String, _ index: Int, _ log: AWSLogs, stream: String, writtenAt: Instant) {
    switch log.eventStart {
    case nil: logs.write(text, stream: stream, group: log.group, at: now, timestamp: writtenAt)
    case let start? where index > 0 && !start.isFound(in: text):
      logs.add(text + "\n", stream: stream, group: log.group, at: now, timestamp: writtenAt)
    case _?:
      logs.write(text + "\n", stream: stream, group: log.group, at: now, timestamp: writtenAt, staysOpen: true)
    }
  }
}

extension ECS.LogConfiguration {
  func option(_ name: String) -> String? { options.first { $0.name == name }?.value }

  /// nil with another driver.
  var awslogsGroup: String? { driver == "awslogs" ? option("awslogs-group") : nil }

  /// The regular expression that the first line of an event matches somewhere.
  var eventStart: String? {
    option("awslogs-multiline-pattern") ?? option("awslogs-datetime-format").map(AWSLogs.pattern(ofDates:))
  }

  /// Why the driver does not come up, in its own words; nil where it does.
  /// - Parameter mode: its own, or what the account's setting `defaultLogDriverMode` says.
  func trouble(mode: String) -> String? {
    guard ["blocking", "non-blocking"].contains(mode) else { return "logger: logging mode not supported: \(mode)" }
    if let size = option("max-buffer-size") {
      guard mode == "non-blocking" else {
        return "logger: max-buffer-size option is only supported with 'mode=non-blocking'"
      }
      guard Self.bytes(ofSize: size) != nil else {
        return "error parsing option max-buffer-size: invalid size: '\(size)'"
      }
    }
    guard driver == "awslogs" else { return nil }
    if let word = option("awslogs-create-group"), !(AWSLogs.yes + AWSLogs.no).contains(word) {
      return "must specify valid value for log opt 'awslogs-create-group': strconv.ParseBool: parsing \"\(word)\": "
        + "invalid syntax"
    }
    guard option("awslogs-datetime-format") == nil || option("awslogs-multiline-pattern") == nil else {
      return "you cannot configure log opt 'awslogs-datetime-format' and 'awslogs-multiline-pattern' at the same time"
    }
    if let pattern = eventStart {
      do throws(RegularExpression.SyntaxError) { _ = try RegularExpression(pattern) } catch {
        return "awslogs could not parse multiline pattern key \"\(pattern)\": error parsing regexp: \(error.message)"
      }
    }
    return nil
  }

  /// Digits, perhaps with a fraction, and a unit: 1048576, 25m, 1.5GiB. nil where it is none of that.
  static func bytes(ofSize text: String) -> Int? {
    let number = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    let unit = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
    guard let value = Double(number), ["", "b"].contains(unit.trimmingUnit) else { return nil }
    let power = unit.first.flatMap { powers.firstIndex(of: $0) } ?? 0
    return Int(min(value * Double(1 << (10 * power)), largestSize))
  }

  /// Of 1024, in order; `b` is none.
  fileprivate static let powers = Array("bkmgtp")
  /// More than that is as much.
  private static let largestSize = 1e15
}

extension String {
  /// Without the power of 1024 at its beginning: `m`, `mi`.
  fileprivate var trimmingUnit: Substring {
    guard let power = first, power != "b", ECS.LogConfiguration.powers.contains(power) else { return self[...] }
    let rest = dropFirst()
    return rest.first == "i" ? rest.dropFirst() : rest
  }
}
