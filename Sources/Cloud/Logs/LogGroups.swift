/// CloudWatch log groups and streams: what containers write, and what clients put beside it.
///
/// In: lines with their group and stream. Out: the same in the order of their timestamps; lines with the same timestamp
/// in the order written. A stream keeps its newest lines. Source: CloudWatch Logs User Guide, "Log groups and streams".
import Collections
import SimulationKit

package struct LogGroups: Sendable {
  package static let maximumLinesPerStream = 10_000

  package struct Line: Hashable, Sendable {
    /// The line's own timestamp.
    package let instant: Instant
    package let text: String
    package let ingestedAt: Instant
    /// From 1, in the order written to the stream.
    package let number: Int
  }
  package struct Stream: Sendable {
    package let createdAt: Instant
    /// By timestamp, then by number.
    package internal(set) var lines: Deque<Line> = []
    package internal(set) var lastIngestedAt: Instant?
    /// With 26 bytes for each line, as AWS counts.
    package internal(set) var storedBytes = 0
    private var linesWritten = 0
    /// The event to which the driver may still add lines.
    private var open: Place?

    init(createdAt: Instant) { self.createdAt = createdAt }

    mutating func write(_ text: String, timestamp: Instant, at now: Instant, staysOpen: Bool) {
      linesWritten += 1
      if staysOpen { open = Place(instant: timestamp, number: linesWritten) }
      let line = Line(instant: timestamp, text: text, ingestedAt: now, number: linesWritten)
      var place = lines.endIndex
      while place > lines.startIndex, lines[place - 1].instant > timestamp { place -= 1 }
      lines.insert(line, at: place)
      storedBytes += line.storedBytes
      lastIngestedAt = now
      if lines.count > LogGroups.maximumLinesPerStream, let oldest = lines.popFirst() {
        storedBytes -= oldest.storedBytes
      }
    }

    /// Adds to the event that was left open; false where there is none, or it is too old or too large.
    mutating func add(_ text: String, timestamp: Instant, at now: Instant) -> Bool {
      guard let open, timestamp - open.instant < AWSLogs.eventWait,
        let place = lines.lastIndex(where: { $0.place == open }),
        lines[place].text.utf8.count + text.utf8.count <= AWSLogs.largestEvent
      else { return false }
      lines[place] = Line(
        instant: open.instant, text: lines[place].text + text, ingestedAt: now, number: open.number)
      storedBytes += text.utf8.count
      lastIngestedAt = now
      return true
    }
  }
  package struct Group: Sendable {
    package let name: String
    /// nil for one that was there from the start.
    package var createdAt: Instant?
    package var streams: OrderedDictionary<String, Stream> = [:]
    /// nil: for ever.
    package internal(set) var retentionInDays: Int?
    package internal(set) var logGroupClass = "STANDARD"
    package internal(set) var isProtectedFromDeletion = false
    package internal(set) var tags: OrderedDictionary<String, String> = [:]
    package init(name: String) { self.name = name }

    package var storedBytes: Int { streams.values.reduce(0) { $0 + $1.storedBytes } }
    /// The first instant whose lines are still kept.
    package func oldestKept(at now: Instant) -> Instant? {
      retentionInDays.map { now + .days(-$0) }
    }
  }
  package var groups: OrderedDictionary<String, Group> = [:]
  package init() {}

  /// Makes the group unless it is there.
  package mutating func createGroup(_ name: String, at instant: Instant) {
    guard groups[name] == nil else { return }
    groups[name] = Group(name: name)
    groups[name]?.createdAt = instant
  }

  mutating func createStream(_ stream: String, group: String, at instant: Instant) {
    guard groups[group] != nil, groups[group]?.streams[stream] == nil else { return }
    groups[group]?.streams[stream] = Stream(createdAt: instant)
  }

  /// Does nothing where the group is gone.
  ///
  /// - Parameters:
  ///   - timestamp: the line's own; nil: now.
  ///   - staysOpen: `add` may add to it.
  mutating func write(
    _ text: String, stream: String, group: String, at instant: Instant, timestamp: Instant? = nil,
    staysOpen: Bool = false
  ) {
    createStream(stream, group: group, at: instant)
    groups[group]?.streams[stream]?.write(
      text, timestamp: timestamp ?? instant, at: instant, staysOpen: staysOpen)
  }

  /// Adds a line of a container to its event before; one of its own where that is over.
  mutating func add(_ text: String, stream: String, group: String, at instant: Instant, timestamp: Instant) {
    if groups[group]?.streams[stream]?.add(text, timestamp: timestamp, at: instant) != true {
      write(text, stream: stream, group: group, at: instant, timestamp: timestamp, staysOpen: true)
    }
  }
}

extension LogGroups.Line {
  fileprivate var storedBytes: Int { text.utf8.count + 26 }
}
