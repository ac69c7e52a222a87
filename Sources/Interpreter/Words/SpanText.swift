/// Lengths of time as learners type them: `40s`, `5m`, `1h30m`, `2d`, or a bare number of seconds.
///
/// In: text. Out: a duration, never negative; what is too large to count is the largest there is.
import SimulationKit

package enum SpanText {
  /// nil where the text is no length of time.
  package static func parse(_ text: String) -> Duration? {
    guard !text.isEmpty, text.utf8.count <= 60 else { return nil }
    var rest = text.utf8[...]
    var total = Duration.zero
    while !rest.isEmpty {
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard !digits.isEmpty else { return nil }
      rest = rest.dropFirst(digits.count)
      // Only a number that is too large to be one is not read.
      let number = Int(Substring(digits)) ?? .max
      let unit = Substring(rest.prefix { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
      rest = rest.dropFirst(unit.utf8.count)
      let isBareNumber = unit.isEmpty && digits.count == text.utf8.count
      switch unit {
      case "ms": total = total + .milliseconds(number)
      case "s": total = total + .seconds(number)
      case "m": total = total + .minutes(number)
      case "h": total = total + .hours(number)
      case "d": total = total + .days(number)
      case "" where isBareNumber: total = .seconds(number)
      default: return nil
      }
    }
    return total
  }

  /// `1h2m5s`; parts of a second count as a whole one.
  package static func text(_ span: Duration) -> String {
    let seconds = max(0, (span.milliseconds + 999) / 1_000)
    let parts = [(seconds / 3_600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")].filter { $0.0 > 0 }
    return parts.isEmpty ? "0s" : parts.map { "\($0.0)\($0.1)" }.joined()
  }
}
