/// Conditions in time: `within`, `hold`, `always`, `never`, and passing at one instant.
///
/// Delays of the simulation are not written down here: what is expected is found by asking copies of the world a
/// millisecond before and at the instant in question.
import Cloud
import SimulationKit
import Testing

@testable import Course

@Suite struct Within {
  private static let running = Sample.web("services[0].runningCount", "is: 2\nwithin: 3m")

  @Test func passesAtTheFirstInstantAndMovesTheWorldThere() throws {
    let learner = try Learner(Sample.step(Sample.checks(Self.running)))
    let feedback = try #require(try learner.type(Sample.createWeb))
    #expect(feedback.isPassedNow)
    #expect(feedback.report.checks.map(\.state) == [.holds])
    let ahead = feedback.movedAhead
    #expect(ahead > .zero && ahead <= .minutes(3))
    #expect(try learner.ask(Sample.describeWeb, "services[0].runningCount") == 2)
    #expect(learner.play.isPassed)

    // The same commands without a lesson: a millisecond earlier it was not so yet.
    let other = try Learner(Sample.step(Sample.checks(Sample.ran("op: ecs list-clusters"))))
    try other.type(Sample.createWeb)
    let before = Duration(milliseconds: ahead.milliseconds - 1)
    #expect(try other.ask(Sample.describeWeb, "services[0].runningCount", after: before) != 2)
    #expect(try other.ask(Sample.describeWeb, "services[0].runningCount", after: ahead) == 2)
    #expect(other.sandbox.now + ahead == learner.sandbox.now)
  }

  @Test func staysOpenWhereItComesTooLate() throws {
    let learner = try Learner(
      Sample.step(Sample.checks(Sample.web("services[0].runningCount", "is: 2\nwithin: 5s"))))
    let feedback = try #require(try learner.type(Sample.createWeb))
    #expect(!feedback.isPassedNow)
    #expect(feedback.report.checks.map(\.state) == [.open])
    #expect(feedback.movedAhead == .zero)
  }

  @Test func tellsWhenEachWillBeTrueWhileAnotherIsOpen() throws {
    let learner = try Learner(Sample.step(Sample.checks(Self.running, Sample.ran("op: ecs list-clusters"))))
    let feedback = try #require(try learner.type(Sample.createWeb))
    guard case .willHold(let after) = feedback.report.checks[0].state else {
      Issue.record("not announced: \(feedback.report.checks[0].state)")
      return
    }
    #expect(feedback.report.checks[1].state == .open)
    #expect(try learner.ask(Sample.describeWeb, "services[0].runningCount", after: after) == 2)
    #expect(!learner.play.isPassed)
  }

  /// Commands drawn by chance: whether the step passes is found as always, when a check would hold is not looked for.
  @Test func looksNoFurtherThanNeededForPassing() throws {
    let open = try Learner(Sample.step(Sample.checks(Self.running, Sample.ran("op: ecs list-clusters"))))
    open.play.asksForPassingAlone = true
    let feedback = try #require(try open.type(Sample.createWeb))
    #expect(feedback.report.checks.map(\.state) == [.open, .open])
    #expect(!open.play.isPassed)

    let passing = try Learner(Sample.step(Sample.checks(Self.running)))
    passing.play.asksForPassingAlone = true
    #expect(try #require(try passing.type(Sample.createWeb)).isPassedNow)
  }

  /// The task runs for 40 s: RUNNING within two minutes, STOPPED within five, and never both.
  @Test func needsAllChecksAtOneInstant() throws {
    let learner = try Learner(
      Sample.step(
        Sample.checks(Sample.workers("RUNNING", "within: 2m"), Sample.workers("STOPPED", "within: 5m"))))
    let feedback = try #require(try learner.type(Sample.runWorker(seconds: 40)))
    #expect(!feedback.isPassedNow)
    for check in feedback.report.checks {
      guard case .willHold = check.state else {
        Issue.record("\(check.id) is \(check.state)")
        continue
      }
    }
  }

  /// The first is true within its three minutes and still is when the second comes true.
  @Test func waitsForTheSlowestCheck() throws {
    let steady = "event: { source: \"service/web\", message: \"/steady state/\" }\nwithin: 10m"
    let learner = try Learner(Sample.step(Sample.checks(Self.running, steady)))
    let feedback = try #require(try learner.type(Sample.createWeb))
    #expect(feedback.isPassedNow)
    let records = learner.sandbox.world.eventLog.all
    let reported = try #require(records.last { $0.message.contains("steady state") })
    #expect(learner.sandbox.now == reported.instant)
  }

  @Test func cannotMendACheckWithoutIt() throws {
    let learner = try Learner(
      Sample.step(Sample.checks(Self.running, Sample.web("services[0].pendingCount", "at-least: 5"))))
    let feedback = try #require(try learner.type(Sample.createWeb))
    #expect(!feedback.isPassedNow)
    #expect(feedback.report.checks[1].state == .open)
  }
}

@Suite struct Hold {
  private func learner(hold: String, seconds: Int) throws -> (Learner, StepFeedback) {
    let learner = try Learner(Sample.step(Sample.checks(Sample.workers("RUNNING", "within: 2m\nhold: \(hold)"))))
    return (learner, try #require(try learner.type(Sample.runWorker(seconds: seconds))))
  }

  @Test func passesOnceItHasBeenTrueThatLong() throws {
    let (learner, feedback) = try learner(hold: "20s", seconds: 40)
    #expect(feedback.isPassedNow)
    #expect(feedback.report.checks.map(\.state) == [.holds])
    let started = try #require(learner.sandbox.world.eventLog.all.last { $0.message == "RUNNING" })
    #expect(learner.sandbox.now == started.instant + .seconds(20))
  }

  @Test func staysOpenWhereItEndsTooEarly() throws {
    let (_, feedback) = try learner(hold: "1m", seconds: 40)
    #expect(!feedback.isPassedNow)
    #expect(feedback.report.checks.map(\.state) == [.open])
  }

  @Test func isAnnouncedWithItsLength() throws {
    let hold = "run: aws ecs list-clusters\nquery: length(clusterArns)\nis: 1\nhold: 30s"
    let learner = try Learner(Sample.step(Sample.checks(hold, Sample.ran("op: ecs list-tasks"))))
    #expect(try learner.states == [.willHold(after: .seconds(30)), .open])
  }
}

@Suite struct SinceStep {
  private static let floor = Sample.web("services[0].runningCount", "at-least: 2\nalways: since-step\nguard: true")
  private static let dip = Sample.web("services[0].runningCount", "at-most: 1\nnever: since-step\nguard: true")
  private static let stopOne =
    "aws ecs stop-task --cluster harbor --task $(aws ecs list-tasks --cluster harbor --service-name web --query 'taskArns[0]' --output text)"

  private func learner(_ check: String) throws -> Learner {
    try Learner(
      Sample.step(Sample.setup(Sample.createWeb, "wait 3m"), Sample.checks(check, Sample.ran("op: ecs list-clusters"))))
  }

  @Test(arguments: [floor, dip])
  func seesWhatHappenedBetweenCommands(check: String) throws {
    let learner = try learner(check)
    #expect(try learner.states == [.holds, .open])
    // When the prompt is back, two tasks run again: no command ever saw one.
    try learner.type("\(Self.stopOne); wait 3m")
    #expect(try learner.ask(Sample.describeWeb, "services[0].runningCount") == 2)
    let states = try learner.states
    guard case .broken(let instant) = states[0] else {
      Issue.record("not broken: \(states[0])")
      return
    }
    let record = try #require(
      learner.sandbox.world.eventLog.all.last { $0.message == "STOPPING" || $0.message == "DEACTIVATING" })
    #expect(instant == record.instant)
  }

  @Test func keepsAStepFromPassing() throws {
    let learner = try learner(Self.floor)
    try learner.type("aws ecs update-service --cluster harbor --service web --desired-count 0")
    try learner.typeAll([
      "wait 2m", "aws ecs update-service --cluster harbor --service web --desired-count 2", "wait 5m",
    ])
    let feedback = try #require(try learner.type("aws ecs list-clusters"))
    #expect(feedback.report.checks[0].state.isBroken)
    #expect(feedback.report.checks[1].state == .holds)
    #expect(!feedback.isPassedNow)
  }

  @Test func isMendedByUndo() throws {
    let learner = try learner(Self.floor)
    try learner.typeAll(["aws ecs update-service --cluster harbor --service web --desired-count 0", "wait 2m"])
    #expect(try learner.states[0].isBroken)
    try learner.type("undo")
    #expect(try learner.states == [.holds, .open])
    try learner.type("redo")
    #expect(try learner.states[0].isBroken)
    try learner.type("undo")
    #expect(try #require(try learner.type("aws ecs list-clusters")).isPassedNow)
  }

  @Test func isForeseenBeforeAStepPasses() throws {
    let learner = try Learner(
      Sample.step(
        Sample.setup(Sample.createWeb, "wait 3m"),
        Sample.checks(Self.floor, Sample.web("services[0].runningCount", "is: 0\nwithin: 10m"))))
    let feedback = try #require(
      try learner.type("aws ecs update-service --cluster harbor --service web --desired-count 0"))
    #expect(!feedback.isPassedNow)
  }

  @Test func tellsWhenACommandWasTyped() throws {
    let never = "ran: { op: ecs create-cluster }\nnever: since-step\nguard: true"
    let learner = try Learner(Sample.step(Sample.checks(never, Sample.ran("op: ecs list-tasks"))))
    try learner.typeAll(["aws ecs list-clusters"])
    #expect(try learner.states[0] == .holds)
    let typed = learner.sandbox.now
    try learner.typeAll(["aws ecs create-cluster --cluster-name a", "aws ecs list-clusters"])
    #expect(try learner.states[0] == .broken(at: typed))
  }

  /// What was watched bit by bit, after every command, is what one look over all of it gives.
  @Test func isTheSameBitByBitAndAtOnce() throws {
    let lesson = try Sample.lesson(
      Sample.step(
        Sample.setup(Sample.createWeb, "wait 3m"), Sample.checks(Self.floor, Self.dip, Sample.ran("op: ecs list-tasks"))
      ))
    let learner = try Learner(lesson)
    let lines = [
      "aws ecs list-clusters", "wait 10s", Self.stopOne, "undo", "aws ecs list-clusters", Self.stopOne, "wait 5m",
      "aws ecs update-service --cluster harbor --service web --desired-count 3", "undo", "wait 1m", "undo", "undo",
    ]
    for line in lines {
      try learner.type(line)
      let fresh = try Learner(lesson, sandbox: learner.sandbox.fork())
      #expect(try learner.states == fresh.states, "after \(line)")
    }
  }
}

@Suite struct Bonus {
  @Test func neverBlocksAndIsJudgedWhereTheStepPasses() throws {
    let running = Sample.web("services[0].runningCount", "is: 2\nwithin: 3m")
    let steady = "event: { source: \"service/web\", message: \"/has started 2 tasks/\" }\nbonus: true"
    let never = Sample.web("services[0].runningCount", "is: 9\nbonus: true")
    let learner = try Learner(Sample.step(Sample.checks(running, steady, never)))
    let feedback = try #require(try learner.type(Sample.createWeb))
    #expect(feedback.isPassedNow)
    #expect(feedback.report.checks.map(\.state) == [.holds, .holds, .open])
    #expect(learner.play.stepProgress.earnedChecks == ["c1", "c2"])
  }

  @Test func aloneItDoesNotHoldAPassedStepUp() throws {
    let learner = try Learner(
      Sample.step(
        Sample.checks(Sample.ran("op: ecs list-tasks"), Sample.ran("op: ecs list-clusters") + "\nbonus: true")))
    #expect(try #require(try learner.type("aws ecs list-tasks --cluster harbor")).isPassedNow)
    // From here on the step has nothing more to say by itself; `check` still does.
    #expect(try learner.type("aws ecs list-clusters") == nil)
    #expect(try #require(try learner.play.check()).report.checks.map(\.state) == [.holds, .holds])
  }
}
