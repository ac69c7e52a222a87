/// A metric and its values, as CloudWatch names and counts them.
///
/// In: nothing. Out: names that compare, datapoints that add up. Source: CloudWatch User Guide, "Metrics concepts".
import SimulationKit

package struct MetricName: Hashable, Sendable {
  package struct Dimension: Hashable, Comparable, Sendable {
    package let name: String
    package let value: String
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
    package static func < (left: Dimension, right: Dimension) -> Bool {
      (left.name, left.value) < (right.name, right.value)
    }
  }
  package let namespace: String
  package let name: String
  /// Ascending: their order in a request means nothing.
  package let dimensions: [Dimension]

  package init(namespace: String, name: String, dimensions: [Dimension]) {
    self.namespace = namespace
    self.name = name
    self.dimensions = dimensions.sorted()
  }

  /// Of a cluster, or of a service in it.
  init(namespace: String, name: String, cluster: String, service: String?) {
    let dimensions = [Dimension(name: "ClusterName", value: cluster)]
    self.init(
      namespace: namespace, name: name,
      dimensions: dimensions + (service.map { [Dimension(name: "ServiceName", value: $0)] } ?? []))
  }

  /// The cluster, and the service where it is of one; nil for other dimensions.
  var subject: (cluster: String, service: String?)? {
    guard let cluster = value(of: "ClusterName") else { return nil }
    let service = value(of: "ServiceName")
    return dimensions.count == (service == nil ? 1 : 2) ? (cluster, service) : nil
  }

  package static let ecsNamespace = "AWS/ECS"

  func value(of dimension: String) -> String? { dimensions.first { $0.name == dimension }?.value }
}

package enum MetricStatistic: Hashable, Sendable, RawRepresentable {
  case average, sum, minimum, maximum, sampleCount
  /// With its word: `p99.9`.
  case percentile(Double, String)

  package init?(rawValue: String) {
    switch rawValue {
    case "Average": self = .average
    case "Sum": self = .sum
    case "Minimum": self = .minimum
    case "Maximum": self = .maximum
    case "SampleCount": self = .sampleCount
    default:
      let digits = rawValue.dropFirst()
      guard rawValue.hasPrefix("p"), let first = digits.first, first.isNumber, digits.utf8.count <= 14,
        digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".") }),
        let percent = Double(String(digits)), (0...100).contains(percent)
      else { return nil }
      self = .percentile(percent, rawValue)
    }
  }

  package var rawValue: String {
    switch self {
    case .average: "Average"
    case .sum: "Sum"
    case .minimum: "Minimum"
    case .maximum: "Maximum"
    case .sampleCount: "SampleCount"
    case .percentile(_, let word): word
    }
  }

  package var isPercentile: Bool { if case .percentile = self { true } else { false } }
}

/// What was measured from `start` on, for a minute or for several.
package struct Datapoint: Hashable, Sendable {
  package let start: Instant
  package var sampleCount: Double
  package var sum: Double
  package var minimum: Double
  package var maximum: Double
  /// `Percent`, `Count`, nil for None.
  package var unit: String?
  /// Which values it is made of; nil where that is not known.
  private(set) var samples: Samples?

  /// - Parameter samples: nil where nothing is known but the bounds and the sum.
  package init(
    start: Instant, sampleCount: Double, sum: Double, minimum: Double, maximum: Double, unit: String?,
    samples: Samples? = nil
  ) {
    self.start = start
    self.sampleCount = sampleCount
    self.sum = sum
    self.minimum = minimum
    self.maximum = maximum
    self.unit = unit
    self.samples = samples ?? (minimum == maximum ? Samples([(minimum, sampleCount)]) : nil)
  }

  /// False for a percentile of a set of statistics with different values in it, or of values below 0.
  package func knows(_ statistic: MetricStatistic) -> Bool {
    !statistic.isPercentile || (samples != nil && minimum >= 0 && sampleCount > 0)
  }

  /// One sample.
  init(start: Instant, value: Double, unit: String?) {
    self.init(start: start, sampleCount: 1, sum: value, minimum: value, maximum: value, unit: unit)
  }

  /// What was at two levels in turn: so long at each that the average comes out.
  init(start: Instant, sampleCount: Double, average: Double, between low: Double, and high: Double, unit: String) {
    let share = high > low ? min(max((average - low) / (high - low), 0), 1) : 0
    self.init(
      start: start, sampleCount: sampleCount, sum: average * sampleCount, minimum: low, maximum: high, unit: unit,
      samples: Samples([(low, sampleCount * (1 - share)), (high, sampleCount * share)]))
  }

  init(start: Instant, percent: Double) { self.init(start: start, value: percent, unit: "Percent") }

  package func value(of statistic: MetricStatistic) -> Double {
    switch statistic {
    case .average: sampleCount > 0 ? (sum / sampleCount).roundedToMillionths : 0
    case .sum: sum.roundedToMillionths
    case .minimum: minimum.roundedToMillionths
    case .maximum: maximum.roundedToMillionths
    case .sampleCount: sampleCount.roundedToMillionths
    case .percentile(let percent, _): (samples?.percentile(percent) ?? .nan).roundedToMillionths
    }
  }

  mutating func add(_ other: Datapoint) {
    sampleCount += other.sampleCount
    sum += other.sum
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    unit = unit ?? other.unit
    samples = samples.flatMap { own in other.samples.map(own.joined) }
  }
}

/// Values and how often each was there, the smallest first. At most `MetricTiming.mostSamples` of them: of more, each
/// pair of neighbours becomes one.
package struct Samples: Hashable, Sendable {
  private struct Sample: Hashable, Sendable {
    let value: Double
    var count: Double
  }
  private var samples: [Sample] = []

  package init(_ values: [(value: Double, count: Double)]) {
    for (value, count) in values.sorted(by: { $0.value < $1.value }) where count > 0 { add(value, count) }
    shorten()
  }

  private mutating func add(_ value: Double, _ count: Double) {
    if samples.last?.value == value {
      samples[samples.count - 1].count += count
    } else {
      samples.append(Sample(value: value, count: count))
    }
  }

  private mutating func shorten() {
    guard samples.count > MetricTiming.mostSamples else { return }
    samples = stride(from: 0, to: samples.count, by: 2).map { index in
      guard index + 1 < samples.count else { return samples[index] }
      return Sample(value: samples[index + 1].value, count: samples[index].count + samples[index + 1].count)
    }
  }

  func joined(_ other: Samples) -> Samples {
    Samples(samples.map { ($0.value, $0.count) } + other.samples.map { ($0.value, $0.count) })
  }

  /// The smallest value that so many percent are not above. [SIM]: by the nearest rank; nil of nothing.
  func percentile(_ percent: Double) -> Double? {
    let wanted = samples.reduce(0) { $0 + $1.count } * percent / 100
    var count = 0.0
    for sample in samples {
      count += sample.count
      if count + 1e-9 >= wanted { return sample.value }
    }
    return samples.last?.value
  }
}

extension Datapoint {
  /// The minutes from `start` on put together in pieces of `period`, those without any value left out. Ascending.
  static func pieces(of minutes: [Datapoint], from start: Instant, period: Duration) -> [Datapoint] {
    let length = max(1, period.milliseconds)
    var pieces: [Datapoint] = []
    for minute in minutes where minute.start >= start {
      let piece = start + .milliseconds((minute.start - start).milliseconds / length * length)
      if pieces.last?.start == piece {
        pieces[pieces.count - 1].add(minute)
      } else {
        pieces.append(
          Datapoint(
            start: piece, sampleCount: minute.sampleCount, sum: minute.sum, minimum: minute.minimum,
            maximum: minute.maximum, unit: minute.unit, samples: minute.samples))
      }
    }
    return pieces
  }
}

extension Double {
  /// So that a third adds up to what people expect to read.
  package var roundedToMillionths: Double {
    guard magnitude < 1e9 else { return self }
    return (self * 1e6).rounded() / 1e6
  }
}

extension Instant {
  /// The full minute at or before.
  var minute: Instant { Instant(milliseconds: milliseconds - milliseconds.minuteRemainder) }
  /// The next full minute after.
  var nextMinute: Instant { minute + MetricTiming.minute }
}

extension Int {
  fileprivate var minuteRemainder: Int {
    let remainder = self % 60_000
    return remainder < 0 ? remainder + 60_000 : remainder
  }
}
