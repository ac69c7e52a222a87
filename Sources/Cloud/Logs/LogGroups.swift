/// CloudWatch log groups and streams, as far as containers write to them.
///
/// In: lines with their group and stream. Out: the same, in the order written. A stream keeps its newest lines.
import Collections
import SimulationKit

package struct LogGroups: Sendable {
  package static let maximumLinesPerStream = 10_000

  package struct Line: Hashable, Sendable {
    package let instant: Instant
    package let text: String
  }
  package struct Stream: Sendable {
    package let createdAt: Instant
    /// Oldest first.
    package internal(set) var lines: Deque<Line> = []
  }
  package struct Group: Sendable {
    package let name: String
    package var createdAt: Instant?
    package var streams: OrderedDictionary<String, Stream> = [:]
    package init(name: String) { self.name = name }
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
  mutating func write(_ text: String, stream: String, group: String, at instant: Instant) {
    createStream(stream, group: group, at: instant)
    groups[group]?.streams[stream]?.lines.append(Line(instant: instant, text: text))
    if let count = groups[group]?.streams[stream]?.lines.count, count > Self.maximumLinesPerStream {
      groups[group]?.streams[stream]?.lines.removeFirst()
    }
  }
}
