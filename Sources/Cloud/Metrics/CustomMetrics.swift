/// Values that clients put: kept by the minute.
///
/// In: values with their instants. Out: minutes. Bounded: the oldest minutes of a metric go first, then the metrics that
/// have been silent for the longest. Source: CloudWatch API reference, PutMetricData.
import Collections
import SimulationKit

package struct CustomMetrics: Sendable {
  /// By name; each ascending, one datapoint for a minute.
  private var series: OrderedDictionary<MetricName, Deque<Datapoint>> = [:]

  package init() {}

  package var names: [MetricName] { series.keys.elements }

  func holds(_ name: MetricName) -> Bool { series[name] != nil }

  /// The instant of the newest minute.
  func newest(_ name: MetricName) -> Instant? { series[name]?.last?.start }

  mutating func put(_ value: Datapoint, for name: MetricName) {
    if series[name] == nil, series.count >= MetricTiming.rememberedMetrics {
      let oldest = series.min { ($0.value.last?.start ?? .worldStart) < ($1.value.last?.start ?? .worldStart) }
      if let oldest { series[oldest.key] = nil }
    }
    let minute = Datapoint(
      start: value.start.minute, sampleCount: value.sampleCount, sum: value.sum, minimum: value.minimum,
      maximum: value.maximum, unit: value.unit, samples: value.samples)
    var values = series.removeValue(forKey: name) ?? []
    var place = values.count
    while place > 0, values[place - 1].start >= minute.start { place -= 1 }
    if place < values.count, values[place].start == minute.start {
      values[place].add(minute)
    } else {
      values.insert(minute, at: place)
      if values.count > MetricTiming.rememberedValues { values.removeFirst() }
    }
    series[name] = values
  }

  func minutes(of name: MetricName, from start: Instant, to end: Instant) -> [Datapoint] {
    guard let values = series[name] else { return [] }
    var first = values.count
    while first > 0, values[first - 1].start >= start { first -= 1 }
    return values[first...].prefix { $0.start < end }
  }
}

extension Region {
  /// Keeps values that a client puts; alarms on them look again.
  package mutating func putMetricData(_ values: [(MetricName, Datapoint)]) {
    var names: [MetricName] = []
    for (name, value) in values {
      customMetrics.put(value, for: name)
      if !names.contains(name) { names.append(name) }
    }
    for name in names { wakeAlarms(on: name) }
  }
}
