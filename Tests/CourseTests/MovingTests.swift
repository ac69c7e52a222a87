/// Moving: next, back, skip, restart and undo, and what survives them.
import Course
import Lessons
import SimulationKit
import Testing
import Workspace

@Suite struct Moving {
  private let learner: Learner
  init() throws { learner = try Learner(walkedLesson) }

  @Test func nextWaitsForTheStep() throws {
    guard case .refused(let reason) = try learner.play.next() else {
      Issue.record("went on")
      return
    }
    #expect(
      reason == "this step is still open: `check` shows what is missing, `hint` helps, `skip` passes over it")
  }

  @Test func backHasABeginning() throws {
    guard case .refused(let reason) = try learner.play.back() else {
      Issue.record("went back")
      return
    }
    #expect(reason == "this is the first step; `reset` begins the lesson again")
  }

  @Test func theLastStepFinishesTheLesson() throws {
    _ = try learner.play.skip()
    _ = try learner.play.skip()
    try learner.type("aws ecs create-cluster --cluster-name b")
    guard case .finished = try learner.play.next() else {
      Issue.record("went on")
      return
    }
    #expect(learner.play.isFinished)
  }

  /// What was done after a step is still there for who goes back to read it and on again.
  @Test func backAndNextLeadsToWhereOneWas() throws {
    try learner.type("aws ecs create-cluster --cluster-name a")
    try learner.type("aws ecs create-cluster --cluster-name mine")
    _ = try learner.play.next()
    _ = try learner.play.back()
    #expect(try learner.clusters == ["harbor"])
    learner.expectOpened(try learner.play.next(), "guess")
    #expect(try learner.clusters == ["harbor", "a", "mine"])
    #expect(try learner.again().play.step.id == "guess")
  }

  @Test func backAndDoneOnceMoreIsSaidOnceMore() throws {
    try learner.type("aws ecs create-cluster --cluster-name a")
    _ = try learner.play.next()
    _ = try learner.play.back()
    let feedback = try #require(try learner.type("aws ecs create-cluster --cluster-name a"))
    #expect(feedback.isPassedNow)
    learner.expectOpened(try learner.play.next(), "guess")
    #expect(try learner.clusters == ["harbor", "a"])
  }

  @Test func undoneAndNextLeadsToWhereTheSolutionLeads() throws {
    try learner.type("aws ecs create-cluster --cluster-name a")
    try learner.type("undo")
    #expect(try learner.clusters == ["harbor"])
    learner.expectOpened(try learner.play.next(), "guess")
    #expect(try learner.clusters == ["harbor", "a"])
  }

  @Test func restartKeepsProgressAndStillJudges() throws {
    try learner.type("aws ecs create-cluster --cluster-name a")
    _ = try learner.play.restart()
    #expect(learner.play.isPassed)
    #expect(try learner.states == [.open])
    #expect(try #require(try learner.type("aws ecs create-cluster --cluster-name a")).isPassedNow)
  }

  @Test func restartAndNextDoesNotReturnToTheOldWorld() throws {
    try learner.typeAll(["aws ecs create-cluster --cluster-name mine", "aws ecs create-cluster --cluster-name a"])
    _ = try learner.play.next()
    _ = try learner.play.restart()
    learner.expectOpened(try learner.play.next(), "guess")
    #expect(try learner.clusters == ["harbor", "a"])
  }

  @Test func resetKeepsProgress() throws {
    try learner.type("aws ecs create-cluster --cluster-name a")
    try learner.sandbox.reset()
    let other = try learner.again()
    #expect(other.play.isPassed)
    #expect(try other.clusters == ["harbor"])
  }

  @Test func undoStopsWhereTheStepBegan() throws {
    try learner.type("aws ecs create-cluster --cluster-name a")
    _ = try learner.play.skip()
    _ = try learner.play.skip()
    try learner.type("aws ecs create-cluster --cluster-name b")
    try learner.type("undo")
    #expect(learner.last?.exitCode == 0)
    #expect(try learner.clusters == ["harbor", "prepared"])
    try learner.type("undo")
    #expect(learner.last?.exitCode == 1)
    #expect(try learner.clusters == ["harbor", "prepared"])
  }

  @Test func aDemonstrationThatIsKeptChangesTheWorld() throws {
    let demo = "```sh demo\naws ecs create-cluster --cluster-name shown\n```"
    let kept = "```sh demo keep=true\naws ecs create-cluster --cluster-name kept\n```"
    let other = try Learner(Sample.step(demo, kept, kind: "explain"))
    #expect(try other.clusters == ["harbor", "kept"])
  }

  @Test func aSetupThatFailsMovesNothing() throws {
    let broken = try Sample.lesson(
      Sample.step(Sample.checks(Sample.ran("op: ecs list-clusters")), id: "first")
        + "\n"
        + Sample.step(
          Sample.setup("aws ecs create-cluster --cluster-name x", "aws ecs delete-cluster --cluster nothing"),
          id: "next",
          kind: "explain"))
    let other = try Learner(broken)
    try other.type("aws ecs list-clusters")
    let error = try #require(throws: LessonPlayError.self) { try other.play.next() }
    guard case .setupFailed(let step, let command, let said) = error else {
      Issue.record("another error: \(error)")
      return
    }
    #expect(step == "next")
    #expect(command == "aws ecs delete-cluster --cluster nothing")
    #expect(said.contains("ClusterNotFoundException"))
    #expect(other.play.step.id == "first")
    #expect(try other.clusters == ["harbor"])
  }
}

@Suite struct Skipping {
  @Test func playsTheSolutionFromTheStepsBeginning() throws {
    let learner = try Learner(walkedLesson)
    try learner.type("aws ecs create-cluster --cluster-name half-way")
    learner.expectOpened(try learner.play.skip(), "guess")
    #expect(try learner.clusters == ["harbor", "a"])
  }

  @Test func runsThePredictedCommand() throws {
    let learner = try Learner(walkedLesson)
    _ = try learner.play.skip()
    let before = learner.sandbox.now
    learner.expectOpened(try learner.play.skip(), "last")
    #expect(try learner.clusters == ["harbor", "prepared"])
    #expect(learner.sandbox.now >= before + .minutes(1))
  }

  @Test func isNotedAndIsNoSolving() throws {
    let learner = try Learner(walkedLesson)
    let step = learner.play.step
    _ = try learner.play.skip()
    let progress = try learner.play.keeper.read(learner.play.key(of: step))
    #expect(progress.isSkipped && progress.isSolutionShown)
    #expect(!progress.isSolved)
  }

  /// A solution may take back its own command and may answer for the learner; skipping does the one and not the other.
  @Test func knowsUndoAndLeavesAnswersOut() throws {
    let ask = """
      ask: How many?
      choices:
        - { id: one, text: one, correct: true, why: Yes. }
        - { id: two, text: two, why: No. }
      """
    let learner = try Learner(
      Sample.step(
        Sample.checks(ask),
        "```sh solution\naws ecs create-cluster --cluster-name mistake\nundo\nanswer c1 one\n```", id: "first")
        + "\n## Two {#second kind=explain objectives=all}\n")
    let step = learner.play.step
    learner.expectOpened(try learner.play.skip(), "second")
    #expect(try learner.clusters == ["harbor"])
    #expect(try !learner.play.keeper.read(learner.play.key(of: step)).isSolved)
  }

  @Test func waitsUntilTheWorldIsReady() throws {
    let learner = try Learner(
      Sample.step(
        Sample.checks(Sample.web("services[0].runningCount", "is: 2\nwithin: 3m"), Sample.ran("op: ecs list-tasks")),
        "```sh solution\n\(Sample.createWeb)\naws ecs list-tasks --cluster harbor\n```", id: "first")
        + "\n## Two {#second kind=explain objectives=all}\n")
    _ = try learner.play.skip()
    #expect(try learner.ask(Sample.describeWeb, "services[0].runningCount") == 2)
  }

  @Test func isNotTroubledByTheLearnersVariables() throws {
    let learner = try Learner(walkedLesson)
    try learner.type("AWS_REGION=eu-west-1")
    _ = try learner.play.skip()
    #expect(try learner.clusters == ["harbor", "a"])
    #expect(learner.session.variables["AWS_REGION"] == "eu-west-1")
  }
}
