/// Moments and spans of simulated time, in whole milliseconds.
///
/// In: milliseconds, or ISO 8601 text. Out: the same, compared, added and written. Never reads a clock, and
/// arithmetic on them saturates instead of overflowing.

/// A moment, as milliseconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Comparable, Sendable {
  package let milliseconds: Int

  package init(milliseconds: Int) { self.milliseconds = milliseconds }
  package static let worldStart = Instant(milliseconds: 1_767_603_600_000)  // 2026-01-05T09:00:00Z

  package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
  package static func + (instant: Instant, span: Duration) -> Instant {
    Instant(milliseconds: saturatingSum(instant.milliseconds, span.milliseconds))
  }
  package static func - (later: Instant, earlier: Instant) -> Duration {
    Duration(milliseconds: saturatingDifference(later.milliseconds, earlier.milliseconds))
  }
}

/// A span, in milliseconds; may be negative.
package struct Duration: Hashable, Comparable, Sendable {
  package let milliseconds: Int

  package init(milliseconds: Int) { self.milliseconds = milliseconds }
  package static let zero = Duration(milliseconds: 0)
  package static func milliseconds(_ count: Int) -> Duration { Duration(milliseconds: count) }
  package static func seconds(_ count: Int) -> Duration { Duration(milliseconds: saturatingProduct(count, 1_000)) }
  package static func minutes(_ count: Int) -> Duration { seconds(saturatingProduct(count, 60)) }
  package static func hours(_ count: Int) -> Duration { minutes(saturatingProduct(count, 60)) }
  package static func days(_ count: Int) -> Duration { hours(saturatingProduct(count, 24)) }

  package static func < (left: Duration, right: Duration) -> Bool { left.milliseconds < right.milliseconds }
  package static func + (left: Duration, right: Duration) -> Duration {
    Duration(milliseconds: saturatingSum(left.milliseconds, right.milliseconds))
  }
  package static func * (span: Duration, factor: Int) -> Duration {
    Duration(milliseconds: saturatingProduct(span.milliseconds, factor))
  }
}

private func saturatingSum(_ left: Int, _ right: Int) -> Int {
  let (sum, overflow) = left.addingReportingOverflow(right)
  return overflow ? (left < 0 ? .min : .max) : sum
}

private func saturatingDifference(_ left: Int, _ right: Int) -> Int {
  let (difference, overflow) = left.subtractingReportingOverflow(right)
  return overflow ? (left < 0 ? .min : .max) : difference
}

private func saturatingProduct(_ left: Int, _ right: Int) -> Int {
  let (product, overflow) = left.multipliedReportingOverflow(by: right)
  return overflow ? ((left < 0) == (right < 0) ? .max : .min) : product
}
