/// CloudWatch Logs at the border: groups and streams.
///
/// In: calls. Out: replies. Source: CloudWatch Logs API reference, CreateLogGroup, DeleteLogGroup, DescribeLogGroups,
/// PutRetentionPolicy, DeleteRetentionPolicy, CreateLogStream, DeleteLogStream, DescribeLogStreams.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let logHandlers: [String: Handler] = [
    "CreateLogGroup": createLogGroup,
    "DeleteLogGroup": deleteLogGroup,
    "DescribeLogGroups": describeLogGroups,
    "PutRetentionPolicy": putRetentionPolicy,
    "DeleteRetentionPolicy": deleteRetentionPolicy,
    "CreateLogStream": createLogStream,
    "DeleteLogStream": deleteLogStream,
    "DescribeLogStreams": describeLogStreams,
    "PutLogEvents": putLogEvents,
    "GetLogEvents": getLogEvents,
    "FilterLogEvents": filterLogEvents,
    "ListTagsForResource": listLogTags,
    "ListTagsLogGroup": listLogTags,
    "TagResource": tagLogGroup,
    "TagLogGroup": tagLogGroup,
    "UntagResource": untagLogGroup,
    "UntagLogGroup": untagLogGroup,
  ]

  @Sendable private static func createLogGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let name = try input.logGroupName()
    guard !name.lowercased().hasPrefix("aws/") else {
      throw .invalidParameter("Log groups starting with AWS/ are reserved for AWS.")
    }
    let logGroupClass = try input.constrained(
      "logGroupClass", among: ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"])
    try region.createLogGroup(
      name, logGroupClass: logGroupClass,
      isProtectedFromDeletion: try input.boolean("deletionProtectionEnabled") ?? false, tags: try input.logTags())
    return [:]
  }

  @Sendable private static func deleteLogGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deleteLogGroup(try call.input.logGroupName())
    return [:]
  }

  @Sendable private static func putRetentionPolicy(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.logGroupName()
    guard let days = try call.input.integer("retentionInDays") else {
      throw .constraint("retentionInDays", nil, "Member must not be null")
    }
    guard LogGroups.retentions.contains(days) else {
      let allowed = LogGroups.retentions.map(String.init).joined(separator: ", ")
      throw .constraint("retentionInDays", String(days), "Member must satisfy enum value set: [\(allowed)]")
    }
    try region.setRetention(ofLogGroup: name, days: days)
    return [:]
  }

  @Sendable private static func createLogStream(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.createLogStream(try call.input.logStreamName(), inGroup: try call.input.logGroupName())
    return [:]
  }

  @Sendable private static func deleteRetentionPolicy(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.setRetention(ofLogGroup: try call.input.logGroupName(), days: nil)
    return [:]
  }

  @Sendable private static func deleteLogStream(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deleteLogStream(try call.input.logStreamName(), inGroup: try call.input.logGroupName())
    return [:]
  }

  // MARK: - Describing

  @Sendable private static func describeLogGroups(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let prefix = try input.string("logGroupNamePrefix")
    let pattern = try input.string("logGroupNamePattern")
    guard prefix == nil || pattern == nil else {
      throw .invalidParameter("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.")
    }
    let names = try input.strings("logGroupIdentifiers")?.map(Input.logGroupName(in:))
    let kind = try input.string("logGroupClass")
    let groups = region.logs.groups.values
      .filter { group in
        group.name.hasPrefix(prefix ?? "") && (pattern ?? "").isPart(of: group.name)
          && names?.contains(group.name) ?? true && (kind == nil || group.logGroupClass == kind)
      }
      .sorted { $0.name < $1.name }
    let page = try input.logPage(of: groups, limit: 50, key: \.name)
    return Document.Object(rendering: ["logGroups": page.items.map(region.document), "nextToken": page.nextToken])
  }

  @Sendable private static func describeLogStreams(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let group = try region.existingLogGroup(try input.logGroupNameOrIdentifier())
    let prefix = try input.string("logStreamNamePrefix")
    let order = try input.constrained("orderBy", among: ["LogStreamName", "LastEventTime"]) ?? "LogStreamName"
    guard order == "LogStreamName" || prefix == nil else {
      throw .invalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.")
    }
    var streams = group.streams.filter { $0.key.hasPrefix(prefix ?? "") }.map { (name: $0.key, stream: $0.value) }
    if order == "LogStreamName" {
      streams.sort { $0.name < $1.name }
    } else {
      streams.sort { left, right in
        let (first, second) = (left.stream.lines.last?.instant, right.stream.lines.last?.instant)
        return first == second ? left.name < right.name : (first?.milliseconds ?? 0) < (second?.milliseconds ?? 0)
      }
    }
    if try input.boolean("descending") ?? false { streams.reverse() }
    let page = try input.logPage(of: streams, limit: 50, key: \.name)
    return Document.Object(rendering: [
      "logStreams": page.items.map { region.document(ofStream: $0.name, $0.stream, in: group) },
      "nextToken": page.nextToken,
    ])
  }
}

extension Region {
  fileprivate func document(of group: LogGroups.Group) -> Document {
    Document.Object(rendering: [
      "logGroupName": group.name, "creationTime": (group.createdAt ?? .worldStart).milliseconds,
      "retentionInDays": group.retentionInDays, "metricFilterCount": 0, "arn": logGroupARN(group.name) + ":*",
      "storedBytes": group.storedBytes, "logGroupClass": group.logGroupClass,
      "logGroupArn": logGroupARN(group.name), "deletionProtectionEnabled": group.isProtectedFromDeletion,
    ]).rendered
  }

  fileprivate func document(ofStream name: String, _ stream: LogGroups.Stream, in group: LogGroups.Group) -> Document {
    Document.Object(rendering: [
      "logStreamName": name, "creationTime": stream.createdAt.milliseconds,
      "firstEventTimestamp": stream.lines.first?.instant.milliseconds,
      "lastEventTimestamp": stream.lines.last?.instant.milliseconds,
      "lastIngestionTime": stream.lastIngestedAt?.milliseconds,
      "uploadSequenceToken": LogToken.upload(stream: name, group: group.name),
      "arn": logGroupARN(group.name) + ":log-stream:\(name)", "storedBytes": 0,
    ]).rendered
  }
}

extension String {
  /// True where this text stands somewhere in `text`.
  fileprivate func isPart(of text: String) -> Bool {
    isEmpty || text.indices.contains { text[$0...].hasPrefix(self) }
  }
}
