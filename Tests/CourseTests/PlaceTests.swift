/// Where a learner stands: resuming, moving, undoing, and what survives what.
import Course
import Foundation
import Interpreter
import Lessons
import SimulationKit
import Testing
import Workspace

/// Three steps: make a cluster, predict, make another; the third is prepared by a setup.
private let body = [
  Sample.step(
    Sample.checks("run: aws ecs describe-clusters --clusters a\nquery: clusters[0].status\nis: ACTIVE"),
    "```text hint\nFirst.\n```\n\n```text hint\nSecond.\n```",
    "```sh solution\naws ecs create-cluster --cluster-name a\n```", id: "first"),
  """
  ## Predict {#guess kind=predict objectives=all}

  ```sh predict
  aws ecs delete-cluster --cluster a
  ```

  ```yaml ask
  - id: how-many
    text: How many?
    run: aws ecs list-clusters
    query: length(clusterArns)
    options: [1, 2, 3]
    feedback:
      2: One went away.
  - id: later
    text: And a minute later?
    at: 1m
    run: aws ecs list-clusters
    query: length(clusterArns)
    options: [1, 2]
  ```

  """,
  Sample.step(
    Sample.setup("aws ecs create-cluster --cluster-name prepared"),
    Sample.checks("run: aws ecs describe-clusters --clusters b\nquery: clusters[0].status\nis: ACTIVE"),
    "```sh solution\naws ecs create-cluster --cluster-name b\n```", id: "last"),
].joined(separator: "\n")

extension Learner {
  /// Another process opens the same sandbox.
  fileprivate func again(_ lesson: Lesson? = nil) throws -> Learner {
    try Learner(lesson ?? Sample.lesson(body), sandbox: sandbox, progress: play.keeper)
  }
  /// Names of the clusters that are there, in the service's order.
  fileprivate var clusters: [String] {
    get throws {
      let arns = try ask("aws ecs list-clusters", "clusterArns").list ?? []
      return arns.compactMap { $0.string?.split(separator: "/").last.map(String.init) }
    }
  }
  fileprivate func expectOpened(_ feedback: MoveFeedback, _ id: String) {
    guard case .opened(let step) = feedback else {
      Issue.record("not opened: \(feedback)")
      return
    }
    #expect(step.id == id)
    #expect(play.step.id == id)
  }
}

@Suite struct Resuming {
  private let learner: Learner
  init() throws { learner = try Learner(body) }

  @Test func aFreshLessonBeginsAtItsFirstStep() throws {
    #expect(learner.play.step.id == "first")
    let place = learner.play.place
    #expect(place.number == 1 && place.of == 3 && !place.isPassed)
    #expect(try learner.again().play.step.id == "first")
  }

  @Test func afterNext() throws {
    try learner.type("aws ecs create-cluster --cluster-name a")
    learner.expectOpened(try learner.play.next(), "guess")
    let other = try learner.again()
    #expect(other.play.step.id == "guess")
    #expect(try other.clusters == ["harbor", "a"])
  }

  @Test func afterHalfOfThePredictions() throws {
    try learner.type("aws ecs create-cluster --cluster-name a")
    _ = try learner.play.next()
    _ = try learner.play.answer(["2"])
    #expect(learner.play.nextQuestion?.id == "later")
    let other = try learner.again()
    #expect(other.play.nextQuestion?.id == "later")
    #expect(try other.clusters == ["harbor", "a"])
  }

  @Test func afterThePrediction() throws {
    try learner.type("aws ecs create-cluster --cluster-name a")
    _ = try learner.play.next()
    _ = try learner.play.answer(["2"])
    _ = try learner.play.answer(["1"])
    let other = try learner.again()
    #expect(other.play.step.id == "guess")
    #expect(other.play.isPassed)
    guard case .refused(let reason) = try other.play.answer(["1"]) else {
      Issue.record("answered twice")
      return
    }
    #expect(reason == "the answers are in; `next` goes on")
    other.expectOpened(try other.play.next(), "last")
    #expect(try other.clusters == ["harbor", "prepared"])
  }

  @Test func afterBack() throws {
    try learner.type("aws ecs create-cluster --cluster-name a")
    _ = try learner.play.next()
    learner.expectOpened(try learner.play.back(), "first")
    #expect(try learner.clusters == ["harbor"])
    let other = try learner.again()
    #expect(other.play.step.id == "first")
    #expect(try other.clusters == ["harbor"])
    #expect(try other.states == [.open])
  }

  @Test func afterSkip() throws {
    learner.expectOpened(try learner.play.skip(), "guess")
    #expect(try learner.clusters == ["harbor", "a"])
    #expect(try learner.again().play.step.id == "guess")
  }

  @Test func afterHintAndSolution() throws {
    _ = learner.play.hint()
    _ = learner.play.showSolution()
    let other = try learner.again()
    #expect(other.play.step.id == "first")
    #expect(other.play.openedHints.map(\.text) == ["First."])
  }

  @Test func afterRestart() throws {
    try learner.type("aws ecs create-cluster --cluster-name a")
    _ = try learner.play.next()
    learner.expectOpened(try learner.play.restart(), "first")
    let other = try learner.again()
    #expect(other.play.step.id == "first")
    #expect(try other.clusters == ["harbor"])
  }

  /// The process was ended while the setup of a step ran: the move is there, the start is not.
  @Test func setupThatWasCutShortIsMadeOnce() throws {
    try learner.type("aws ecs create-cluster --cluster-name a")
    _ = try learner.play.skip()
    _ = try learner.play.skip()
    #expect(learner.play.step.id == "last")
    let entries = learner.sandbox.entries()
    let move = try #require(
      entries.last { if case .move(let move) = $0.kind { move.kind == .next } else { false } })
    let prepared = try #require(entries.first { $0.id > move.id && $0.isChange })
    // As it was with the setup's command done, and without it.
    for cut in [prepared.id, move.id] {
      try learner.sandbox.goTo(cut)
      let other = try learner.again()
      #expect(other.play.step.id == "last")
      #expect(try other.clusters == ["harbor", "prepared"])
      let after = other.sandbox.entries(since: move.id)
      #expect(after.filter(\.isChange).count == 1)
      #expect(after.count == 2)
    }
  }

  /// The process was ended while the predicted command ran: all is said, nothing is noted as passed.
  @Test func aPredictionThatWasCutShortRunsOnce() throws {
    try learner.type("aws ecs create-cluster --cluster-name a")
    _ = try learner.play.next()
    _ = try learner.play.answer(["2"])
    _ = try learner.play.answer(["1"])
    let deleted = try #require(learner.sandbox.entries().last { $0.isChange })
    try learner.sandbox.goTo(deleted.id)
    let other = try Learner(Sample.lesson(body), sandbox: learner.sandbox)
    #expect(other.play.nextQuestion?.id == "later")
    guard case .predictionsRun(let outcomes, _, let output) = try other.play.answer(["1"]) else {
      Issue.record("not run")
      return
    }
    #expect(outcomes.map(\.actual) == ["1", "1"])
    #expect(output.contains("INACTIVE"))
    let deletions = other.sandbox.entries().filter { $0.typed.contains("delete-cluster") }
    #expect(deletions.count == 1)
  }

  @Test func aStoreOnDiskKeepsThePlace() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "drydock-course-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let lesson = try Sample.lesson(body)
    func open() throws -> Learner {
      let store = try Store.open(.directory(DataFolder(path: folder.path + "/data")))
      let options = SandboxOptions(name: "lesson/sample", fixture: try Fixture.builtIn(named: "harbor"), seed: 7)
      let progress = try ProgressStore(store) { "2026-01-01T00:00:00Z" }
      return try Learner(lesson, sandbox: Sandbox.open(options, in: store), progress: .stored(in: progress))
    }
    try open().type("aws ecs create-cluster --cluster-name a")
    #expect(try open().play.isPassed)
    _ = try open().play.next()
    let third = try open()
    #expect(third.play.step.id == "guess")
    #expect(try third.clusters == ["harbor", "a"])
  }
}

@Suite struct AChangedLesson {
  @Test func withOtherStepsBeginsAgain() throws {
    let learner = try Learner(body)
    try learner.type("aws ecs create-cluster --cluster-name a")
    let changed = try Sample.lesson(body.replacing("#first", with: "#other").replacing("#guess", with: "#wild"))
    let other = try learner.again(changed)
    #expect(other.play.step.id == "other")
    #expect(try other.clusters == ["harbor"])
  }

  @Test func whosePresentStepIsGoneGoesOnFromTheOneBefore() throws {
    let learner = try Learner(body)
    try learner.type("aws ecs create-cluster --cluster-name a")
    _ = try learner.play.next()
    let other = try learner.again(Sample.lesson(body.replacing("#guess", with: "#wild")))
    #expect(other.play.step.id == "first")
    #expect(other.play.isPassed)
    #expect(try other.clusters == ["harbor", "a"])
  }

  @Test func whoseStepHasAnotherNameGoesOnThere() throws {
    let learner = try Learner(body)
    try learner.type("aws ecs create-cluster --cluster-name a")
    _ = try learner.play.next()
    let renamed = try Sample.lesson(
      body.replacing("#guess", with: "#wild"), renamed: "\nrenamed:\n  guess: wild")
    #expect(try learner.again(renamed).play.step.id == "wild")
  }

  @Test func whoseChecksChangedIsToBeSolvedAnew() throws {
    let learner = try Learner(body)
    try learner.type("aws ecs create-cluster --cluster-name a")
    #expect(learner.play.isPassed)
    let changed = try Sample.lesson(body.replacing("is: ACTIVE", with: "is-not: INACTIVE"))
    #expect(try !learner.again(changed).play.isPassed)
  }
}

@Suite struct Moving {
  private let learner: Learner
  init() throws { learner = try Learner(body) }

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
    let learner = try Learner(body)
    try learner.type("aws ecs create-cluster --cluster-name half-way")
    learner.expectOpened(try learner.play.skip(), "guess")
    #expect(try learner.clusters == ["harbor", "a"])
  }

  @Test func runsThePredictedCommand() throws {
    let learner = try Learner(body)
    _ = try learner.play.skip()
    let before = learner.sandbox.now
    learner.expectOpened(try learner.play.skip(), "last")
    #expect(try learner.clusters == ["harbor", "prepared"])
    #expect(learner.sandbox.now >= before + .minutes(1))
  }

  @Test func isNotedAndIsNoSolving() throws {
    let learner = try Learner(body)
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
    let learner = try Learner(body)
    try learner.type("AWS_REGION=eu-west-1")
    _ = try learner.play.skip()
    #expect(try learner.clusters == ["harbor", "a"])
    #expect(learner.session.variables["AWS_REGION"] == "eu-west-1")
  }
}
