/// CloudWatch Logs at the border: putting, reading and searching lines.
///
/// In: calls. Out: replies; times are milliseconds. Source: CloudWatch Logs API reference, PutLogEvents, GetLogEvents,
/// FilterLogEvents.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  private static let mostEvents = 10_000

  @Sendable static func putLogEvents(_ call: Call, _ region: inout Region) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let (group, stream) = (try input.logGroupName(), try input.logStreamName())
    let events = try input.structures("logEvents") ?? []
    guard (1...mostEvents).contains(events.count) else {
      throw .constraint(
        "logEvents", nil,
        "Member must have length \(events.isEmpty ? "greater" : "less") than or equal to "
          + "\(events.isEmpty ? 1 : mostEvents)")
    }
    var lines: [LogGroups.NewLine] = []
    for event in events {
      guard let time = try event.milliseconds("timestamp"), let text = try event.string("message"), !text.isEmpty else {
        throw .constraint("logEvents", nil, "Member must have a timestamp and a message that is not empty")
      }
      lines.append(LogGroups.NewLine(instant: time, text: text))
    }
    let rejected = try region.putLogLines(lines, stream: stream, inGroup: group)
    let info = Document.Object(rendering: [
      "tooNewLogEventStartIndex": rejected.tooNewStart, "tooOldLogEventEndIndex": rejected.tooOldEnd,
      "expiredLogEventEndIndex": rejected.expiredEnd,
    ])
    return Document.Object(rendering: [
      "nextSequenceToken": LogToken.upload(stream: stream, group: group),
      "rejectedLogEventsInfo": rejected.isEmpty ? nil : info,
    ])
  }

  // MARK: - One stream

  /// Without a token the newest lines, or the oldest with `startFromHead`; with one, those next to its place. A token that
  /// comes back as it was given means the end.
  @Sendable static func getLogEvents(_ call: Call, _ region: inout Region) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let group = try region.existingLogGroup(try input.logGroupNameOrIdentifier())
    let stream = try input.logStreamName()
    // The end of the span is not part of it.
    let span = LogGroups.Span(
      from: try input.milliseconds("startTime"),
      through: try input.milliseconds("endTime").map { $0 + .milliseconds(-1) })
    guard var lines = group.lines(ofStream: stream, in: span, at: region.now) else { throw .logStreamNotFound }
    let limit = try input.logLimit(atMost: mostEvents, usual: mostEvents)
    let token = try input.string("nextToken")
    var place = LogGroups.Place(instant: span.from ?? Instant(milliseconds: 0), number: 0)
    switch token.map(LogToken.place(in:)) {
    case nil: lines = Array(try input.boolean("startFromHead") ?? false ? lines.prefix(limit) : lines.suffix(limit))
    case .some(.none): throw .invalidParameter("The specified nextToken is invalid.")
    case .forward(let known)?:
      lines = Array(lines.drop { $0.place <= known }.prefix(limit))
      place = known
    case .backward(let known)?:
      lines = Array(lines.prefix { $0.place < known }.suffix(limit))
      place = known
    }
    return Document.Object(rendering: [
      "events": lines.map { line in
        Document.Object(rendering: [
          "timestamp": line.instant.milliseconds, "message": line.text,
          "ingestionTime": line.ingestedAt.milliseconds,
        ])
      },
      "nextForwardToken": "f/" + LogToken.digits(lines.last?.place ?? place),
      "nextBackwardToken": "b/" + LogToken.digits(lines.first?.place ?? place),
    ])
  }

  // MARK: - A whole group

  @Sendable static func filterLogEvents(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let group = try region.existingLogGroup(try input.logGroupNameOrIdentifier())
    let streams = try input.streams(of: group)
    let pattern = try FilterPattern(try input.string("filterPattern") ?? "")
    let span = LogGroups.Span(from: try input.milliseconds("startTime"), through: try input.milliseconds("endTime"))
    let found = group.lines(ofStreams: streams, in: span, matching: pattern, at: region.now)
    let page = try input.logPage(of: found, limit: mostEvents, key: { LogToken.eventID($0.line, stream: $0.stream) })
    return Document.Object(rendering: [
      "events": page.items.map { item in
        Document.Object(rendering: [
          "logStreamName": item.stream, "timestamp": item.line.instant.milliseconds, "message": item.line.text,
          "ingestionTime": item.line.ingestedAt.milliseconds,
          "eventId": LogToken.eventID(item.line, stream: item.stream),
        ])
      },
      "searchedLogStreams": [] as [Document], "nextToken": page.nextToken,
    ])
  }
}

extension Input {
  /// The streams to search, by name.
  fileprivate func streams(of group: LogGroups.Group) throws(ServiceFailure) -> [String] {
    let names = try strings("logStreamNames")
    let prefix = try string("logStreamNamePrefix")
    guard names == nil || prefix == nil else {
      throw .invalidParameter("logStreamNames and logStreamNamePrefix are mutually exclusive parameters.")
    }
    guard let names else { return group.streams.keys.filter { $0.hasPrefix(prefix ?? "") }.sorted() }
    guard (1...100).contains(names.count) else {
      throw .constraint("logStreamNames", nil, "Member must have length less than or equal to 100")
    }
    for name in names where group.streams[name] == nil { throw .logStreamNotFound }
    return Set(names).sorted()
  }
}
