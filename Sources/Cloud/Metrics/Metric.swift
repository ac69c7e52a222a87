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

package enum MetricStatistic: String, Sendable, CaseIterable {
  case average = "Average"
  case sum = "Sum"
  case minimum = "Minimum"
  case maximum = "Maximum"
  case sampleCount = "SampleCount"
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

  package init(start: Instant, sampleCount: Double, sum: Double, minimum: Double, maximum: Double, unit: String?) {
    self.start = start
    self.sampleCount = sampleCount
    self.sum = sum
    self.minimum = minimum
    self.maximum = maximum
    self.unit = unit
  }

  /// One sample.
  init(start: Instant, value: Double, unit: String?) {
    self.init(start: start, sampleCount: 1, sum: value, minimum: value, maximum: value, unit: unit)
  }

  init(start: Instant, percent: Double) { self.init(start: start, value: percent, unit: "Percent") }

  package func value(of statistic: MetricStatistic) -> Double {
    switch statistic {
    case .average: sampleCount > 0 ? (sum / sampleCount).roundedToMillionths : 0
    case .sum: sum.roundedToMillionths
    case .minimum: minimum.roundedToMillionths
    case .maximum: maximum.roundedToMillionths
    case .sampleCount: sampleCount.roundedToMillionths
    }
  }

  mutating func add(_ other: Datapoint) {
    sampleCount += other.sampleCount
    sum += other.sum
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    unit = unit ?? other.unit
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
            maximum: minute.maximum, unit: minute.unit))
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
