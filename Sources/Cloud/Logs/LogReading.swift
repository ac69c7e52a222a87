/// Reading log lines: one stream from a place in it, or a whole group by time.
///
/// In: names, spans of time, a place to go on from. Out: lines in the order of their timestamps. Lines that a group no
/// longer keeps are not seen. Source: CloudWatch Logs API reference, GetLogEvents, FilterLogEvents.
import Collections
import SimulationKit

extension LogGroups {
  /// A place in a stream: at the line of this timestamp and number, whether or not that line is still there.
  package struct Place: Hashable, Comparable, Sendable {
    package let instant: Instant
    package let number: Int
    package init(instant: Instant, number: Int) {
      self.instant = instant
      self.number = number
    }
    package static func < (left: Place, right: Place) -> Bool {
      (left.instant, left.number) < (right.instant, right.number)
    }
  }

  /// A span of time; nil is without end.
  package struct Span: Sendable {
    package let from: Instant?
    /// The last millisecond of the span.
    package let through: Instant?
    package init(from: Instant?, through: Instant?) {
      self.from = from
      self.through = through
    }
    func holds(_ instant: Instant) -> Bool {
      (from.map { instant >= $0 } ?? true) && (through.map { instant <= $0 } ?? true)
    }
  }

  /// A line found in a group.
  package struct Found: Sendable {
    package let stream: String
    package let line: Line
  }
}

extension LogGroups.Line {
  package var place: LogGroups.Place { .init(instant: instant, number: number) }
}

extension LogGroups.Group {
  /// The lines of the stream that are kept and lie in the span, oldest first.
  package func lines(ofStream stream: String, in span: LogGroups.Span, at now: Instant) -> [LogGroups.Line]? {
    guard let lines = streams[stream]?.lines else { return nil }
    let oldest = oldestKept(at: now)
    return lines.filter { line in span.holds(line.instant) && (oldest.map { line.instant >= $0 } ?? true) }
  }

  /// The lines of these streams that the pattern lets through, by time, then by stream.
  package func lines(
    ofStreams names: [String], in span: LogGroups.Span, matching pattern: FilterPattern, at now: Instant
  ) -> [LogGroups.Found] {
    names.flatMap { name in
      (lines(ofStream: name, in: span, at: now) ?? []).filter { pattern.matches($0.text) }
        .map { LogGroups.Found(stream: name, line: $0) }
    }
    .sorted { ($0.line.instant, $0.stream, $0.line.number) < ($1.line.instant, $1.stream, $1.line.number) }
  }
}
