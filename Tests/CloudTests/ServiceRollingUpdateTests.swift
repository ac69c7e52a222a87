/// The arithmetic of rolling updates against traces worked out by hand from the limits.
import Testing

@testable import Cloud

/// One wave: the moves of one turn. Before the next wave every started task has become healthy.
private func waves(desired: Int, minimum: Int, maximum: Int) -> [String] {
  var limits = ECS.DeploymentConfiguration()
  (limits.minimumHealthyPercent, limits.maximumPercent) = (minimum, maximum)
  var update = ECS.RollingUpdate(
    desiredCount: desired, floor: limits.floor(desiredCount: desired), ceiling: limits.ceiling(desiredCount: desired))
  update.oldHealthy = desired
  if update.isStuck { return ["stuck"] }
  var waves: [String] = []
  for _ in 0..<50 {
    let moves = update.moves()
    if moves.isEmpty { return waves }
    waves.append(
      moves.map { move in
        switch move {
        case .startNew(let count): "start \(count)"
        case .stopOld(let count): "stop \(count)"
        case .restoreOld, .stopUnhealthy, .stopSurplus: "?"
        }
      }.joined(separator: ", "))
    update.newHealthy += update.newStarting
    update.newStarting = 0
  }
  return waves
}

@Test(arguments: [
  // desired, min %, max %, floor, ceiling, waves
  (1, 100, 200, 1, 2, ["start 1", "stop 1"]),
  (1, 0, 100, 0, 1, ["stop 1, start 1"]),
  (4, 100, 200, 4, 8, ["start 4", "stop 4"]),
  (4, 50, 100, 2, 4, ["stop 2, start 2", "stop 2, start 2"]),
  (4, 50, 200, 2, 8, ["start 4, stop 2", "stop 2"]),
  (3, 50, 150, 2, 4, ["start 1, stop 1, start 1", "stop 2, start 1"]),
  (5, 60, 120, 3, 6, ["start 1, stop 2, start 2", "stop 3, start 2"]),
  (
    10, 90, 110, 9, 11,
    ["start 1, stop 1, start 1"] + Array(repeating: "stop 2, start 2", count: 4) + ["stop 1"]
  ),
  (10, 100, 150, 10, 15, ["start 5", "stop 5, start 5", "stop 5"]),
  (10, 50, 150, 5, 15, ["start 5, stop 5, start 5", "stop 5"]),
  (3, 100, 125, 3, 3, ["stuck"]),
  (2, 75, 100, 2, 2, ["stuck"]),
])
func rollingUpdateGoesInWaves(
  desired: Int, minimum: Int, maximum: Int, floor: Int, ceiling: Int, expected: [String]
) {
  var limits = ECS.DeploymentConfiguration()
  (limits.minimumHealthyPercent, limits.maximumPercent) = (minimum, maximum)
  #expect(limits.floor(desiredCount: desired) == floor)
  #expect(limits.ceiling(desiredCount: desired) == ceiling)
  #expect(waves(desired: desired, minimum: minimum, maximum: maximum) == expected)
}

@Test func scalingInStopsWhatIsNotHealthyYetFirst() {
  var update = ECS.RollingUpdate(desiredCount: 2, floor: 2, ceiling: 4)
  (update.newHealthy, update.newStarting) = (2, 3)
  #expect(update.moves() == [.stopSurplus(3)])
  #expect(update.newHealthy == 2)
}

@Test func anUnhealthyTaskIsReplacedBeforeItIsStopped() {
  var update = ECS.RollingUpdate(desiredCount: 2, floor: 2, ceiling: 4)
  (update.newHealthy, update.newUnhealthy) = (1, 1)
  #expect(update.moves() == [.startNew(1)])
  (update.newHealthy, update.newStarting) = (2, 0)
  #expect(update.moves() == [.stopUnhealthy(1)])
}

@Test func withoutRoomUnhealthyTasksAreStoppedOneAtATime() {
  // 0/100 and two unhealthy tasks of two: no room for a third.
  var update = ECS.RollingUpdate(desiredCount: 2, floor: 0, ceiling: 2)
  update.newUnhealthy = 2
  #expect(update.moves() == [.stopUnhealthy(1), .startNew(1)])
  #expect(update.moves() == [])
}

@Test func oldTasksThatFailHoldNothingUp() {
  // Two old tasks are unhealthy, two are healthy; floor 4 of 4.
  var update = ECS.RollingUpdate(desiredCount: 4, floor: 4, ceiling: 8)
  (update.oldHealthy, update.oldUnhealthy) = (2, 2)
  #expect(update.moves() == [.startNew(4), .stopOld(2)])
}

@Test func aLostOldTaskIsRestoredOnlyWhileTheFloorNeedsIt() {
  var update = ECS.RollingUpdate(desiredCount: 2, floor: 2, ceiling: 4)
  (update.oldHealthy, update.oldMissing, update.newStarting) = (1, 1, 2)
  #expect(update.moves() == [.restoreOld(1)])
  // Both new tasks are healthy now: the restored one goes, although it is still starting, and the other with it.
  (update.newHealthy, update.newStarting) = (2, 0)
  #expect(update.moves() == [.stopOld(2)])
}

/// Desired 1 of 5, limits 50 and 200 %: one has to be healthy, two may be active. Nobody is healthy yet, so one of the five
/// that start is waited for; 5 - 2 = 3 go.
@Test func aboveTheCeilingOldTasksThatStartGoAsFarAsTheFloorDoesNotWaitForThem() {
  var update = ECS.RollingUpdate(desiredCount: 1, floor: 1, ceiling: 2)
  update.oldStarting = 5
  #expect(update.moves() == [.stopOld(3)])
}

@Test func aFailedDeploymentLeavesTheMixAsItIs() {
  var update = ECS.RollingUpdate(desiredCount: 4, floor: 4, ceiling: 8)
  (update.oldHealthy, update.newHealthy) = (4, 1)
  (update.mayStartNew, update.mayStopOld) = (false, false)
  #expect(update.moves() == [])
  #expect(!update.isStuck)
}

@Test(arguments: [(1, 3), (6, 3), (7, 4), (10, 5), (25, 13), (100, 50), (400, 200), (800, 200)])
func circuitBreakerThreshold(desired: Int, failures: Int) {
  #expect(ECS.BreakerThreshold.usual.failures(desiredCount: desired) == failures)
}

@Test(arguments: [
  (ECS.BreakerThreshold.Kind.count, 2, 100, 2),  // the value itself
  (.boundedPercent, 10, 100, 10), (.boundedPercent, 10, 5, 3), (.boundedPercent, 100, 900, 200),
  (.unboundedPercent, 10, 5, 1), (.unboundedPercent, 100, 900, 900), (.unboundedPercent, 50, 0, 1),
])
func circuitBreakerThresholdsOfOtherKinds(
  kind: ECS.BreakerThreshold.Kind, value: Int, desired: Int, failures: Int
) {
  #expect(ECS.BreakerThreshold(kind: kind, value: value).failures(desiredCount: desired) == failures)
}

@Test func failedStartsAreTriedAgainEverMoreSlowly() {
  let seconds = (1...11).map { (ECS.StartThrottle.delay(afterFailures: $0, Timing())?.milliseconds ?? 0) / 1_000 }
  #expect(seconds == [0, 0, 0, 60, 120, 240, 480, 960, 1_620, 1_620, 1_620])
}

@Test(arguments: [
  // Sequences of the distribution table; base and weight of each provider.
  ([(1, 1), (0, 4)], "ABBABBBBABB"),
  ([(0, 1), (0, 4)], "BBABBBBABB"),
  ([(2, 1), (0, 3)], "AABABBBABB"),
  ([(0, 1), (0, 1)], "ABABA"),
  ([(0, 1), (0, 2), (0, 3)], "CBACBCCBAC"),
  ([(3, 0), (0, 1)], "AAABBBBBBB"),
])
func tasksAreSpreadOverCapacityProviders(items: [(base: Int, weight: Int)], expected: String) {
  let names = ["A", "B", "C"]
  var distribution = ECS.CapacityProviderDistribution(
    strategy: zip(names, items).map { .init(capacityProvider: $0, weight: $1.weight, base: $1.base) })
  var sequence = ""
  for _ in expected {
    guard let index = distribution.next else { break }
    distribution.counts[index] += 1
    sequence += names[index]
  }
  #expect(sequence == expected)
}

/// Two old tasks were lost and one has to be healthy: one is started again, but not while starts are throttled, when it
/// would take the place of a new one.
@Test func whatOldDeploymentsLostWaitsWhileStartsAreThrottled() {
  var update = ECS.RollingUpdate(desiredCount: 1, floor: 1, ceiling: 2)
  update.oldMissing = 2
  update.mayStartNew = false
  update.mayRestoreOld = false
  #expect(update.moves() == [])
  update.mayRestoreOld = true
  #expect(update.moves() == [.restoreOld(1)])
}

@Test func theMostOverRepresentedProviderGivesUpATaskFirst() {
  // Base 1 on A, weights 1 and 4: of 1+4 beyond the base, A has 3 and B 2.
  let distribution = ECS.CapacityProviderDistribution(
    strategy: [
      .init(capacityProvider: "A", weight: 1, base: 1), .init(capacityProvider: "B", weight: 4, base: 0),
    ], counts: [4, 2])
  #expect(distribution.surplus(among: [0, 1]) == 0)
}
