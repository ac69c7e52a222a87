/// Resuming: where a learner stands after the process ended anywhere, and when the lesson has changed.
import Course
import Foundation
import Interpreter
import Lessons
import SimulationKit
import Testing
import Workspace

@Suite struct Resuming {
  private let learner: Learner
  init() throws { learner = try Learner(walkedLesson) }

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
    let other = try Learner(Sample.lesson(walkedLesson), sandbox: learner.sandbox)
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
    let lesson = try Sample.lesson(walkedLesson)
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
    let learner = try Learner(walkedLesson)
    try learner.type("aws ecs create-cluster --cluster-name a")
    let changed = try Sample.lesson(walkedLesson.replacing("#first", with: "#other").replacing("#guess", with: "#wild"))
    let other = try learner.again(changed)
    #expect(other.play.step.id == "other")
    #expect(try other.clusters == ["harbor"])
  }

  @Test func whosePresentStepIsGoneGoesOnFromTheOneBefore() throws {
    let learner = try Learner(walkedLesson)
    try learner.type("aws ecs create-cluster --cluster-name a")
    _ = try learner.play.next()
    let other = try learner.again(Sample.lesson(walkedLesson.replacing("#guess", with: "#wild")))
    #expect(other.play.step.id == "first")
    #expect(other.play.isPassed)
    #expect(try other.clusters == ["harbor", "a"])
  }

  @Test func whoseStepHasAnotherNameGoesOnThere() throws {
    let learner = try Learner(walkedLesson)
    try learner.type("aws ecs create-cluster --cluster-name a")
    _ = try learner.play.next()
    let renamed = try Sample.lesson(
      walkedLesson.replacing("#guess", with: "#wild"), renamed: "\nrenamed:\n  guess: wild")
    #expect(try learner.again(renamed).play.step.id == "wild")
  }

  @Test func whoseChecksChangedIsToBeSolvedAnew() throws {
    let learner = try Learner(walkedLesson)
    try learner.type("aws ecs create-cluster --cluster-name a")
    #expect(learner.play.isPassed)
    let changed = try Sample.lesson(walkedLesson.replacing("is: ACTIVE", with: "is-not: INACTIVE"))
    #expect(try !learner.again(changed).play.isPassed)
  }
}
