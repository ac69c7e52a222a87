/// Timed steps: a clock and a budget in simulated time, and medals for what was used of them.
import Course
import Lessons
import Testing
import Workspace

private func timed(
  limit: String = "simulated: 10m\nchanges: 2", medal: String = "gold: { changes: 1, hints: 0 }\nsilver: { changes: 2 }"
)
  -> String
{
  """
  ## Be quick {#quick kind=timed objectives=all}

  ```sh setup
  \(Sample.createWeb)
  wait 3m
  ```

  ```yaml limit
  \(limit)
  ```

  \(Sample.checks(Sample.web("services[0].runningCount", "is: 4")))

  ```yaml medal
  \(medal)
  ```

  ```sh solution
  \(grow(4))
  wait 2m
  ```

  """
}

private func grow(_ count: Int) -> String {
  "aws ecs update-service --cluster harbor --service web --desired-count \(count)"
}

@Suite struct TimedSteps {
  @Test func inTimeAndBudgetItPassesWithAMedal() throws {
    let learner = try Learner(timed())
    try learner.type(grow(4))
    let feedback = try #require(try learner.type("wait 2m"))
    #expect(feedback.isPassedNow)
    #expect(feedback.medal == .gold)
    #expect(learner.play.stepProgress.medal == "gold")
  }

  @Test func aHintCostsTheMedalThatForbidsIt() throws {
    let hint = "```text hint\nMore.\n```\n\n```sh solution"
    let learner = try Learner(timed().replacing("```sh solution", with: hint))
    _ = learner.play.hint()
    try learner.type(grow(4))
    #expect(try learner.type("wait 2m")?.medal == .silver)
  }

  @Test func aMistypedCommandCountsForNothing() throws {
    let learner = try Learner(timed())
    try learner.typeAll([grow(4).replacing("web", with: "wbe"), "aws ecs list-clusters", grow(4)])
    #expect(learner.play.limits?.changes == 1)
    #expect(try learner.type("wait 2m")?.medal == .gold)
  }

  @Test func whatUndoTookBackWasTried() throws {
    let learner = try Learner(timed())
    try learner.typeAll([grow(3), "undo", grow(4)])
    #expect(learner.play.limits?.changes == 2)
    #expect(try learner.type("wait 2m")?.medal == .silver)
  }

  @Test func afterTheTimeItDoesNotPass() throws {
    let learner = try Learner(timed())
    try learner.type("wait 9m55s")
    try learner.type(grow(4))
    let feedback = try #require(try learner.type("wait 2m"))
    #expect(!feedback.isPassedNow && feedback.limits?.isTimeOver == true)
    #expect(feedback.medal == nil)
  }

  @Test func beyondTheBudgetItDoesNotPass() throws {
    let learner = try Learner(timed())
    try learner.typeAll([grow(1), grow(3), grow(4)])
    let feedback = try #require(try learner.type("wait 2m"))
    #expect(!feedback.isPassedNow && feedback.limits?.areChangesOver == true)
  }

  @Test func anotherTryBeginsWithAFreshClock() throws {
    let learner = try Learner(timed())
    try learner.typeAll([grow(1), grow(3), grow(1), "wait 10m"])
    _ = try learner.play.again()
    #expect(learner.play.limits?.changes == 0 && learner.play.limits?.elapsed == .zero)
    try learner.type(grow(4))
    #expect(try learner.type("wait 2m")?.medal == .gold)
  }

  @Test func itsRehearsalKnowsTheLimits() throws {
    func findings(_ body: String) throws -> [String] {
      try Rehearsal(Sample.lesson(body), seed: 7, fixture: Repository.fixture).run().findings.map(\.description)
    }
    #expect(try findings(timed()) == [])
    #expect(
      try findings(timed(limit: "simulated: 1m")).first?.hasPrefix("T3 quick: the solution `main` leaves") == true)
  }
}

@Suite struct CommandsToOrder {
  private static let step = """
    ## Order {#order kind=do objectives=all}

    ```sh order
    aws ecs create-cluster --cluster-name a
    aws ecs delete-cluster --cluster a
    aws ecs create-cluster --cluster-name b
    ```

    \(Sample.checks(
      "run: aws ecs describe-clusters --clusters a\nquery: clusters[0].status\nis: INACTIVE",
      "run: aws ecs describe-clusters --clusters b\nquery: clusters[0].status\nis: ACTIVE"))

    ```sh solution
    aws ecs create-cluster --cluster-name a
    aws ecs delete-cluster --cluster a
    aws ecs create-cluster --cluster-name b
    ```

    """

  private func letters(_ play: LessonPlay, _ wanted: [Int]) throws -> [String] {
    let right = try #require(play.step.ordering?.commands)
    return wanted.compactMap { place in
      play.step.shownOrder.firstIndex(of: right[place]).map { LessonPlay.letter(at: $0) }
    }
  }

  @Test func theRightOrderPasses() throws {
    let learner = try Learner(Self.step)
    guard case .ordered(let runs, let isPassed, _) = try learner.play.answer(letters(learner.play, [0, 1, 2])) else {
      Issue.record("not an order")
      return
    }
    #expect(isPassed && runs.count == 3)
  }

  @Test func anyOrderThatLeadsThereIsRight() throws {
    let learner = try Learner(Self.step)
    _ = try learner.play.answer([letters(learner.play, [2, 0, 1]).joined()])
    #expect(learner.play.isPassed)
  }

  @Test func afterAWrongOrderTheWorldIsAsBefore() throws {
    let learner = try Learner(Self.step)
    let before = learner.sandbox.now
    guard case .ordered(_, false, _) = try learner.play.answer(letters(learner.play, [1, 0, 2])) else {
      Issue.record("passed")
      return
    }
    #expect(learner.sandbox.now == before)
    #expect(try learner.ask("aws ecs list-clusters", "length(clusterArns)") == 1)
  }

  @Test func whatIsNoOrderIsRefusedWithTheWayOut() throws {
    let learner = try Learner(Self.step)
    guard case .refused(let reason) = try learner.play.answer(["a", "b"]) else {
      Issue.record("taken")
      return
    }
    #expect(reason == "give the letters of all commands in the order in which they should run, as in `answer c b a`")
  }

  @Test func itsRehearsalTriesTheOrder() throws {
    let report = try Rehearsal(Sample.lesson(Self.step), seed: 7, fixture: Repository.fixture).run()
    #expect(report.findings.map(\.description) == [])
  }
}
