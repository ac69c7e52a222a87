/// What clients do with log groups: make and delete them and their streams, say how long lines are kept, put lines.
///
/// In: names, lines. Out: what was made, or CloudWatch's refusal. Source: CloudWatch Logs API reference, CreateLogGroup,
/// DeleteLogGroup, PutRetentionPolicy, DeleteRetentionPolicy, CreateLogStream, DeleteLogStream, PutLogEvents.
import SimulationKit

extension LogGroups {
  package static let retentions = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
  ]

  /// A line to be put, with its own timestamp.
  package struct NewLine: Sendable {
    package let instant: Instant
    package let text: String
    package init(instant: Instant, text: String) {
      self.instant = instant
      self.text = text
    }
  }

  /// Which lines of a batch were left out; indexes into the batch.
  package struct RejectedLines: Hashable, Sendable {
    /// From here on: more than two hours ahead.
    package internal(set) var tooNewStart: Int?
    /// Before here: older than two weeks.
    package internal(set) var tooOldEnd: Int?
    /// Before here: older than the group keeps them.
    package internal(set) var expiredEnd: Int?
    package var isEmpty: Bool { tooNewStart == nil && tooOldEnd == nil && expiredEnd == nil }
  }

  // fact: CloudWatch Logs API reference, PutLogEvents
  static let farthestAhead = Duration.hours(2)
  static let oldestAccepted = Duration.days(14)
  static let longestBatch = Duration.hours(24)
  static let largestBatchBytes = 1_048_576
}

extension Region {
  package func logGroupARN(_ group: String) -> String { arn(service: "logs", "log-group:\(group)") }

  package func existingLogGroup(_ name: String) throws(ServiceFailure) -> LogGroups.Group {
    guard let group = logs.groups[name] else { throw .logGroupNotFound }
    return group
  }

  package mutating func createLogGroup(
    _ name: String, logGroupClass: String?, isProtectedFromDeletion: Bool, tags: [(key: String, value: String)]
  ) throws(ServiceFailure) {
    guard logs.groups[name] == nil else {
      throw ServiceFailure("ResourceAlreadyExistsException", "The specified log group already exists")
    }
    logs.createGroup(name, at: now)
    if let logGroupClass { logs.groups[name]?.logGroupClass = logGroupClass }
    logs.groups[name]?.isProtectedFromDeletion = isProtectedFromDeletion
    try tagLogGroup(name, with: tags)
    recordLogGroup(name, "created")
  }

  package mutating func deleteLogGroup(_ name: String) throws(ServiceFailure) {
    let group = try existingLogGroup(name)
    guard !group.isProtectedFromDeletion else {
      throw ServiceFailure("ValidationException", "Cannot delete log group with deletion protection enabled.")
    }
    logs.groups[name] = nil
    recordLogGroup(name, "deleted")
  }

  package mutating func tagLogGroup(
    _ name: String, with tags: [(key: String, value: String)]
  ) throws(ServiceFailure) {
    _ = try existingLogGroup(name)
    for tag in tags { logs.groups[name]?.tags[tag.key] = tag.value }
  }

  package mutating func untagLogGroup(_ name: String, keys: [String]) throws(ServiceFailure) {
    _ = try existingLogGroup(name)
    for key in keys { logs.groups[name]?.tags[key] = nil }
  }

  /// - Parameter days: nil: for ever.
  package mutating func setRetention(ofLogGroup name: String, days: Int?) throws(ServiceFailure) {
    _ = try existingLogGroup(name)
    logs.groups[name]?.retentionInDays = days
    let span = days.map { "for \($0) \($0 == 1 ? "day" : "days")" } ?? "for ever"
    recordLogGroup(name, "keeps its lines \(span)")
  }

  package mutating func createLogStream(_ stream: String, inGroup name: String) throws(ServiceFailure) {
    guard try existingLogGroup(name).streams[stream] == nil else {
      throw ServiceFailure("ResourceAlreadyExistsException", "The specified log stream already exists")
    }
    logs.createStream(stream, group: name, at: now)
  }

  /// The stream goes with its lines. The next line of a container that still runs makes it anew. [SIM]
  package mutating func deleteLogStream(_ stream: String, inGroup name: String) throws(ServiceFailure) {
    let group = try existingLogGroup(name)
    guard group.streams[stream] != nil else { throw .logStreamNotFound }
    // Every deletion is barred; no text of AWS for a stream is published. [SIM]
    guard !group.isProtectedFromDeletion else {
      throw ServiceFailure("ValidationException", "Cannot delete log stream with deletion protection enabled.")
    }
    logs.groups[name]?.streams[stream] = nil
    recordLogGroup(name, "stream \(stream) deleted")
  }

  /// Puts the lines that are neither too old nor too new.
  /// - Parameter lines: must be in the order of their timestamps.
  package mutating func putLogLines(
    _ lines: [LogGroups.NewLine], stream: String, inGroup name: String
  ) throws(ServiceFailure) -> LogGroups.RejectedLines {
    let group = try existingLogGroup(name)
    guard group.streams[stream] != nil else { throw .logStreamNotFound }
    try Self.check(batch: lines)
    var rejected = LogGroups.RejectedLines()
    for (index, line) in lines.enumerated() {
      if line.instant > now + LogGroups.farthestAhead {
        rejected.tooNewStart = rejected.tooNewStart ?? index
      } else if line.instant + LogGroups.oldestAccepted < now {
        rejected.tooOldEnd = index + 1
      } else if let oldest = group.oldestKept(at: now), line.instant < oldest {
        rejected.expiredEnd = index + 1
      } else {
        logs.write(line.text, stream: stream, group: name, at: now, timestamp: line.instant)
      }
    }
    return rejected
  }

  private static func check(batch lines: [LogGroups.NewLine]) throws(ServiceFailure) {
    let bytes = lines.reduce(0) { $0 + $1.text.utf8.count + 26 }
    guard bytes <= LogGroups.largestBatchBytes else {
      throw .invalidParameter("Upload too large: \(bytes) bytes exceeds limit of \(LogGroups.largestBatchBytes)")
    }
    guard zip(lines, lines.dropFirst()).allSatisfy({ $0.instant <= $1.instant }) else {
      throw .invalidParameter("Log events in a single PutLogEvents request must be in chronological order.")
    }
    guard let first = lines.first, let last = lines.last else { return }
    guard last.instant - first.instant <= LogGroups.longestBatch else {
      throw .invalidParameter(
        "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.")
    }
  }

  private mutating func recordLogGroup(_ name: String, _ what: String) {
    record(EventRecord.Draft(.command, source: "log-group/\(name)", cluster: nil, message: what))
  }
}

extension ServiceFailure {
  package static let logGroupNotFound = ServiceFailure(
    "ResourceNotFoundException", "The specified log group does not exist.",
    why: "'aws logs describe-log-groups' lists the log groups of the Region; names are told apart by case.")
  package static let logStreamNotFound = ServiceFailure(
    "ResourceNotFoundException", "The specified log stream does not exist.",
    why: "A container's stream is PREFIX/CONTAINER/TASKID, and is made when the container starts; "
      + "'aws logs describe-log-streams --log-group-name GROUP' lists them.")
}
