/// Step adjustments as the Application Auto Scaling User Guide explains them.
import Cloud
import SimulationKit
import Testing

private func steps(
  _ steps: [StepScaling.Step], _ type: StepScaling.AdjustmentType = .changeInCapacity, least: Int? = nil
) -> StepScaling {
  StepScaling(adjustmentType: type, steps: steps, minAdjustmentMagnitude: least, cooldown: .seconds(300))
}

private let outward: [StepScaling.Step] = [
  .init(lower: 0, upper: 15, adjustment: 1), .init(lower: 15, upper: 25, adjustment: 2),
  .init(lower: 25, upper: nil, adjustment: 3),
]

/// Threshold 60: above it the lower bound belongs to a step and the upper one to the next.
@Test(arguments: [(60.0, 5), (74.9, 5), (75, 6), (82, 6), (84.9, 6), (85, 7), (100, 7)])
func stepsAboveTheThreshold(value: Double, count: Int) {
  #expect(steps(outward).count(from: 4, value: value, threshold: 60) == count)
}

@Test func noStepHoldsAValueOnTheOtherSide() {
  #expect(steps(outward).count(from: 4, value: 59, threshold: 60) == nil)
}

/// Threshold 40: below it the upper bound belongs to a step and the lower one to the next.
@Test(arguments: [(40.0, 9), (30.1, 9), (30, 8), (10, 8)])
func stepsBelowTheThreshold(value: Double, count: Int) {
  let inward: [StepScaling.Step] = [
    .init(lower: -10, upper: 0, adjustment: -1), .init(lower: nil, upper: -10, adjustment: -2),
  ]
  #expect(steps(inward).count(from: 10, value: value, threshold: 40) == count)
}

/// More than 1 is rounded down, between 0 and 1 to 1, between -1 and 0 to -1, less than -1 up.
@Test(arguments: [(10, 25, 12), (1, 25, 2), (10, -7, 9), (10, -25, 8), (20, 10, 22), (3, 100, 6)])
func percentagesAreRounded(count: Int, percent: Int, result: Int) {
  let scaling = steps([.init(lower: nil, upper: nil, adjustment: percent)], .percentChangeInCapacity)
  #expect(scaling.count(from: count, value: 50, threshold: 50) == result)
}

@Test func aPercentageChangesAtLeastTheMagnitude() {
  let out = steps([.init(lower: 0, upper: nil, adjustment: 25)], .percentChangeInCapacity, least: 2)
  #expect(out.count(from: 4, value: 70, threshold: 60) == 6)
  #expect(out.count(from: 20, value: 70, threshold: 60) == 25)
}

@Test func anExactCount() {
  let exact = steps([.init(lower: 0, upper: nil, adjustment: 7)], .exactCapacity)
  #expect(exact.count(from: 4, value: 70, threshold: 60) == 7)
}

@Test func stepsWithoutGapsAndOverlaps() {
  #expect(StepScaling.problem(with: outward) == nil)
  #expect(StepScaling.problem(with: []) != nil)
  let gap: [StepScaling.Step] = [
    .init(lower: 0, upper: 10, adjustment: 1), .init(lower: 20, upper: nil, adjustment: 2),
  ]
  #expect(StepScaling.problem(with: gap)?.contains("gap") == true)
  let overlap: [StepScaling.Step] = [
    .init(lower: 0, upper: 10, adjustment: 1), .init(lower: 5, upper: nil, adjustment: 2),
  ]
  #expect(StepScaling.problem(with: overlap)?.contains("overlap") == true)
  let twoEnds: [StepScaling.Step] = [
    .init(lower: 0, upper: nil, adjustment: 1), .init(lower: 5, upper: nil, adjustment: 2),
  ]
  #expect(StepScaling.problem(with: twoEnds)?.contains("no upper bound") == true)
}

/// The runtime sheet's example: 4 tasks at 90 with a target of 60 are to be 6; 6 at 30 are to be 3.
@Test(arguments: [(4.0, 90.0, 6), (6, 30, 3), (4, 60, 4), (3, 61, 4), (10, 1, 1)])
func targetTrackingArithmetic(count: Double, value: Double, result: Int) {
  let tracking = TargetTracking(
    .metric(MetricName(namespace: "AWS/ECS", name: "CPUUtilization", dimensions: []), .average, unit: nil), target: 60,
    scaleOutCooldown: .seconds(300), scaleInCooldown: .seconds(300), isScaleInDisabled: false)
  #expect(tracking.count(from: count, value: value) == result)
}
