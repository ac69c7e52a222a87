/// CapacityProviderReservation, which managed scaling steers by.
///
/// In: a provider's reservation at each look. Out: a value for each minute since the first look: between two looks
/// nothing changes, else there would have been one.
/// Source: runtime sheet, sections 5.4 and 7.4 (namespace `AWS/ECS/ManagedScaling`).
import SimulationKit

extension ECS.CapacityKey {
  static let metricNamespace = "AWS/ECS/ManagedScaling"
  static let metric = "CapacityProviderReservation"

  init?(_ name: MetricName) {
    guard name.namespace == Self.metricNamespace, name.name == Self.metric, name.dimensions.count == 2,
      let provider = name.value(of: "CapacityProviderName"), let cluster = name.value(of: "ClusterName")
    else { return nil }
    self.init(cluster: cluster, provider: provider)
  }

  var metricName: MetricName {
    MetricName(
      namespace: Self.metricNamespace, name: Self.metric,
      dimensions: [
        .init(name: "CapacityProviderName", value: provider), .init(name: "ClusterName", value: cluster),
      ])
  }
}

extension Region {
  mutating func noteReservation(_ percent: Double, of key: ECS.CapacityKey) {
    var reservations = ecs.managedScaling[key]?.reservations ?? []
    guard reservations.last?.percent != percent else { return }
    reservations.append((now.minute, percent))
    if reservations.count > MetricTiming.rememberedRuns { reservations.removeFirst() }
    ecs.managedScaling[key]?.reservations = reservations
    wakeAlarms(on: key.metricName)
  }

  /// Ascending; at most as many minutes as are remembered, the newest.
  func reservationMinutes(of key: ECS.CapacityKey, from start: Instant, to end: Instant) -> [Datapoint] {
    let reservations = ecs.managedScaling[key]?.reservations ?? []
    guard let first = reservations.first else { return [] }
    let earliest = end + .minutes(-MetricTiming.rememberedRuns)
    var minute = max(start.minute < start ? start.minute + MetricTiming.minute : start, first.from, earliest.minute)
    var (index, points): (Int, [Datapoint]) = (0, [])
    while minute + MetricTiming.minute <= end {
      while index + 1 < reservations.count, reservations[index + 1].from <= minute { index += 1 }
      points.append(Datapoint(start: minute, percent: reservations[index].percent))
      minute = minute + MetricTiming.minute
    }
    return points
  }
}
