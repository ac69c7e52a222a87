/// Timestamps of the XML protocols.
///
/// In: ISO 8601 in UTC, or epoch seconds of a reply. Out: the other. Source: smithy.io, `timestampFormat` `date-time`.
import Documents
import SimulationKit

enum WireTime {
  /// Epoch seconds as replies and requests carry them.
  static func document(_ instant: Instant) -> Document {
    instant.milliseconds % 1_000 == 0
      ? .integer(instant.milliseconds / 1_000) : .decimal(Document.Decimal(checkedText: instant.epochSecondsText))
  }

  /// ISO 8601 of a reply's epoch seconds.
  static func text(_ document: Document) -> String? {
    guard let seconds = document.double, seconds.magnitude < 1e12 else { return nil }
    let instant = Instant(milliseconds: Int((seconds * 1_000).rounded()))
    return instant.iso8601(milliseconds: instant.milliseconds % 1_000 != 0)
  }
}
