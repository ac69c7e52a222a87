/// Step scaling: which step an alarm's value falls on, and the count that it leads to.
///
/// In: steps, a value, a threshold, the present count. Out: the new count before it is held to the range. Pure.
/// Source: Application Auto Scaling User Guide, "Step adjustments" and "Scaling adjustment types".
import SimulationKit

package struct StepScaling: Hashable, Sendable {
  package enum AdjustmentType: String, Sendable, CaseIterable {
    case changeInCapacity = "ChangeInCapacity"
    case percentChangeInCapacity = "PercentChangeInCapacity"
    case exactCapacity = "ExactCapacity"
  }
  package struct Step: Hashable, Sendable {
    /// Offsets from the alarm's threshold; nil: without end.
    package let lower: Double?
    package let upper: Double?
    package let adjustment: Int
    package init(lower: Double?, upper: Double?, adjustment: Int) {
      self.lower = lower
      self.upper = upper
      self.adjustment = adjustment
    }

    /// Above the threshold the lower bound belongs to the step, below it the upper one does.
    func holds(_ breach: Double) -> Bool {
      let (low, high) = (lower ?? -.infinity, upper ?? .infinity)
      if low >= 0 { return breach >= low && breach < high }
      if high <= 0 { return breach > low && breach <= high }
      return breach >= 0 ? breach < high : breach > low
    }
  }

  package let adjustmentType: AdjustmentType
  package let steps: [Step]
  package let minAdjustmentMagnitude: Int?
  package let cooldown: Duration

  package init(adjustmentType: AdjustmentType, steps: [Step], minAdjustmentMagnitude: Int?, cooldown: Duration) {
    self.adjustmentType = adjustmentType
    self.steps = steps
    self.minAdjustmentMagnitude = minAdjustmentMagnitude
    self.cooldown = cooldown
  }

  /// The count that a value leads to from `count`; nil where no step holds it.
  package func count(from count: Int, value: Double, threshold: Double) -> Int? {
    let breach = (value - threshold).roundedToMillionths
    guard let step = steps.first(where: { $0.holds(breach) }) else { return nil }
    switch adjustmentType {
    case .exactCapacity: return step.adjustment
    case .changeInCapacity: return Self.sum(count, step.adjustment)
    case .percentChangeInCapacity:
      let change = Self.rounded(Double(count) * Double(step.adjustment) / 100)
      let least = minAdjustmentMagnitude ?? 0
      let magnified = change == 0 ? 0 : change > 0 ? max(change, least) : min(change, -least)
      return Self.sum(count, magnified)
    }
  }

  /// Above 1 down, between 0 and 1 to 1, between -1 and 0 to -1, below -1 up.
  static func rounded(_ change: Double) -> Int {
    let bounded = min(max(change, -1e9), 1e9)
    if bounded == 0 { return 0 }
    if bounded.magnitude < 1 { return bounded > 0 ? 1 : -1 }
    return Int(bounded.rounded(.towardZero))
  }

  private static func sum(_ count: Int, _ change: Int) -> Int {
    let (sum, overflow) = count.addingReportingOverflow(change)
    return overflow ? count : sum
  }

  /// Why these steps cannot be; nil where they can.
  package static func problem(with steps: [Step]) -> String? {
    guard !steps.isEmpty else { return "At least one step adjustment must be specified" }
    for step in steps {
      guard step.lower != nil || step.upper != nil || steps.count == 1 else {
        return "Only a single step adjustment can have neither a lower nor an upper bound"
      }
      guard (step.lower ?? -.infinity) < (step.upper ?? .infinity) else {
        return "The upper bound of a step adjustment must be greater than its lower bound"
      }
    }
    guard steps.count({ $0.lower == nil }) <= 1 else { return "At most one step adjustment can have no lower bound" }
    guard steps.count({ $0.upper == nil }) <= 1 else { return "At most one step adjustment can have no upper bound" }
    let sorted = steps.sorted { ($0.lower ?? -.infinity) < ($1.lower ?? -.infinity) }
    for (step, next) in zip(sorted, sorted.dropFirst()) {
      let (end, start) = (step.upper ?? .infinity, next.lower ?? -.infinity)
      if end > start { return "Step adjustment intervals can't overlap" }
      if end < start { return "Step adjustment intervals can't have a gap between them" }
    }
    return nil
  }
}

extension [StepScaling.Step] {
  fileprivate func count(_ isCounted: (StepScaling.Step) -> Bool) -> Int { count(where: isCounted) }
}
