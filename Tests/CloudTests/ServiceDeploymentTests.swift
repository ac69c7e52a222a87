/// The two state machines of a deployment: its status and its stages.
///
/// Expected values: the project's reference sheet on the ECS runtime, sections 3.6 and 3.7.
import SimulationKit
import Testing

@testable import Cloud

private typealias Status = ECS.ServiceDeployment.Status
private typealias Happening = ECS.ServiceDeployment.Happening

private func status(_ happenings: [Happening]) -> [String] {
  var status = Status.pending
  return happenings.map { happening in
    status = ECS.ServiceDeployment.status(status, after: happening)
    return status.rawValue
  }
}

@Suite struct ServiceDeploymentStatusTests {
  @Test func theWaysOfAServiceDeployment() {
    #expect(status([.begins, .completes]) == ["IN_PROGRESS", "SUCCESSFUL"])
    #expect(status([.begins, .isOvertaken, .stops]) == ["IN_PROGRESS", "STOP_REQUESTED", "STOPPED"])
    #expect(status([.isOvertaken, .stops]) == ["STOP_REQUESTED", "STOPPED"])
    #expect(
      status([.begins, .rollsBack, .completes]) == ["IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_SUCCESSFUL"])
    #expect(
      status([.begins, .isCalledBack, .rollsBack, .fails])
        == ["IN_PROGRESS", "ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS", "ROLLBACK_FAILED"])
    #expect(status([.isCalledBack, .fails]) == ["ROLLBACK_REQUESTED", "STOPPED"])
    #expect(status([.begins, .isCalledBack, .completes]).last == "SUCCESSFUL")
    #expect(status([.begins, .fails]) == ["IN_PROGRESS", "STOPPED"])
  }

  @Test func whatIsOverStaysAsItIs() {
    for over in [Status.successful, .stopped, .rollbackSuccessful, .rollbackFailed] {
      for happening in Happening.allCases {
        #expect(ECS.ServiceDeployment.status(over, after: happening) == over)
      }
    }
  }

  /// Every status can be reached, and from every one that is not an end an end can be reached.
  @Test func everyStatusIsReachedAndLeft() {
    var reached: Set<Status> = [.pending]
    for _ in Status.allCases {
      for from in reached {
        for happening in Happening.allCases { reached.insert(ECS.ServiceDeployment.status(from, after: happening)) }
      }
    }
    #expect(reached.count == Status.allCases.count)
    for from in [Status.pending, .inProgress, .stopRequested, .rollbackRequested, .rollbackInProgress] {
      let ends = Happening.allCases.map { ECS.ServiceDeployment.status(from, after: $0) }
      #expect(ends.contains { [.successful, .stopped, .rollbackSuccessful, .rollbackFailed].contains($0) })
    }
  }
}

@Suite struct LifecycleStageTests {
  private func rollout(
    _ change: (inout ECS.DeploymentConfiguration) -> Void, settlesFirst: Bool = false
  ) -> ECS.StagedRollout {
    var configuration = ECS.DeploymentConfiguration()
    configuration.bakeTimeMinutes = 5
    change(&configuration)
    return ECS.StagedRollout(
      configuration, blue: "1", settlesFirst: settlesFirst, at: .worldStart, Timing())
  }

  /// The stages with their minute and green's weights, everything else being ready at once and a turn a minute.
  private func walk(_ start: ECS.StagedRollout, hooks: [ECS.LifecycleHook] = []) -> [String] {
    var rollout = start
    var walked: [String] = []
    for minute in 0..<200 {
      let now = Instant.worldStart + .minutes(minute)
      if minute > 0 {
        guard rollout.isDone(.init(now: now, areOthersGone: true, isGreenHealthy: true)) else { continue }
        rollout.enter(rollout.successor(hooks: hooks), at: now)
      }
      walked.append("\(minute) \(rollout.stage.rawValue) \(rollout.testWeight) \(rollout.productionWeight)")
    }
    return walked
  }

  @Test func blueGreen() {
    #expect(
      walk(rollout { $0.strategy = .blueGreen }) == [
        "0 PRE_SCALE_UP 0 0", "1 SCALE_UP 0 0", "2 POST_SCALE_UP 0 0", "3 TEST_TRAFFIC_SHIFT 1000 0",
        "4 POST_TEST_TRAFFIC_SHIFT 1000 0", "5 PRODUCTION_TRAFFIC_SHIFT 1000 1000",
        "6 POST_PRODUCTION_TRAFFIC_SHIFT 1000 1000", "7 BAKE_TIME 1000 1000", "12 CLEAN_UP 1000 1000",
      ])
    #expect(walk(rollout({ $0.strategy = .blueGreen }, settlesFirst: true)).first == "0 RECONCILE_SERVICE 0 0")
  }

  /// 10 % a step makes 10 steps and 9 waits of 6 minutes: 54 minutes before the bake.
  @Test func linear() {
    let steps = walk(rollout { $0.strategy = .linear }).filter { $0.contains(" PRODUCTION_TRAFFIC_SHIFT") }
    #expect(steps.count == 10)
    #expect(steps.first == "5 PRODUCTION_TRAFFIC_SHIFT 1000 100")
    #expect(steps.last == "59 PRODUCTION_TRAFFIC_SHIFT 1000 1000")
  }

  @Test func canary() {
    let steps = walk(rollout { $0.strategy = .canary }).filter { $0.contains("PRODUCTION_TRAFFIC_SHIFT") }
    #expect(
      steps == [
        "5 PRODUCTION_TRAFFIC_SHIFT 1000 50", "15 PRODUCTION_TRAFFIC_SHIFT 1000 1000",
        "16 POST_PRODUCTION_TRAFFIC_SHIFT 1000 1000",
      ])
  }

  @Test func stepsThatDoNotDivideAHundredEndAtAHundred() {
    var configuration = ECS.DeploymentConfiguration()
    configuration.strategy = .linear
    configuration.linear = .init(tenthsOfPercent: 333, bakeMinutes: 0)
    #expect(configuration.productionSteps == [333, 666, 999, 1_000])
    configuration.linear.tenthsOfPercent = 1_000
    #expect(configuration.productionSteps == [1_000])
    configuration.strategy = .canary
    configuration.canary.tenthsOfPercent = 1_000
    #expect(configuration.productionSteps == [1_000])
  }

  @Test func aHookBeforeProductionIsAskedBeforeEachStep() {
    let hook = ECS.LifecycleHook(
      target: .pause, stages: [.preProductionTrafficShift], timeoutMinutes: 1, timeoutAction: .proceed, document: [:])
    let steps = walk(rollout { $0.strategy = .canary }, hooks: [hook]).filter {
      $0.contains("PRODUCTION_TRAFFIC_SHIFT")
    }
    #expect(
      steps == [
        "5 PRE_PRODUCTION_TRAFFIC_SHIFT 1000 0", "6 PRODUCTION_TRAFFIC_SHIFT 1000 50",
        "16 PRE_PRODUCTION_TRAFFIC_SHIFT 1000 50", "17 PRODUCTION_TRAFFIC_SHIFT 1000 1000",
        "18 POST_PRODUCTION_TRAFFIC_SHIFT 1000 1000",
      ])
  }

  @Test func onlyStagesThatWaitForTasksHaveADeadline() {
    var rollout = rollout { $0.strategy = .blueGreen }
    for stage in ECS.LifecycleStage.allCases {
      rollout.enter(stage, at: .worldStart)
      let waitsForTasks = [.reconcileService, .scaleUp, .cleanUp].contains(stage)
      #expect(rollout.deadline == (waitsForTasks ? Instant.worldStart + .hours(24) : nil))
    }
  }
}
