import GRDB
import Testing

@testable import Workspace

/// Progress stays, whatever happens to worlds.
@Suite struct ProgressTests {
  private let key = StepKey(lesson: "services-heal", step: "create", checks: "1f00")

  @Test func aStepKeepsWhatWasReachedAndWhen() throws {
    let store = try Store.open(.inMemory)
    var clock = "2026-03-01T10:00:00Z"
    let progress = try ProgressStore(store, now: { clock })
    #expect(try progress.step(key) == StepProgress())
    try progress.update(key) { step in
      step.attempts += 1
      step.answer("cause", "memory")
    }
    clock = "2026-03-01T10:05:00Z"
    try progress.update(key) { step in
      step.attempts += 1
      step.isSolved = true
      step.hints = 2
      step.points = 3
      step.medal = "gold"
      step.earnedChecks = ["active", "two-running"]
      step.answer("cause", "tag")
      step.answer("where", "stoppedReason")
    }
    let step = try ProgressStore(store, now: { "later" }).step(key)
    #expect(step.attempts == 2)
    #expect(step.isSolved && !step.isSolutionShown && !step.isSkipped)
    #expect(step.hints == 2)
    #expect(step.points == 3)
    #expect(step.medal == "gold")
    #expect(step.earnedChecks == ["active", "two-running"])
    #expect(step.answers.map(\.question) == ["cause", "where"])
    #expect(step.answers.first?.choices == ["memory", "tag"])
    #expect(step.firstAt == "2026-03-01T10:00:00Z")
    #expect(step.lastAt == "2026-03-01T10:05:00Z")
  }

  @Test func changedChecksAreAnotherStep() throws {
    let progress = try ProgressStore(Store.open(.inMemory), now: { "now" })
    try progress.update(key) { $0.isSolved = true }
    #expect(try !progress.step(StepKey(lesson: key.lesson, step: key.step, checks: "2f00")).isSolved)
    try progress.update(StepKey(lesson: "map", step: "look", checks: "3")) { $0.isSkipped = true }
    #expect(try progress.steps().map(\.key.lesson) == ["map", "services-heal"])
    #expect(try progress.steps(lesson: "services-heal").map(\.key) == [key])
  }

  @Test func profilesAreApart() throws {
    let store = try Store.open(.inMemory)
    try ProgressStore(store, profile: "anna", now: { "now" }).update(key) { $0.isSolved = true }
    #expect(try !ProgressStore(store, profile: "ben", now: { "now" }).step(key).isSolved)
    #expect(
      message { _ = try ProgressStore(store, profile: "../anna", now: { "now" }) }
        == "\"../anna\" cannot name a profile: use letters, digits, '-', '_' and '.', at most 64 characters, not beginning "
        + "with '.'")
  }

  @Test func placeAndPreferencesAreKeptAndRemoved() throws {
    let progress = try ProgressStore(Store.open(.inMemory), now: { "now" })
    #expect(try progress.place() == nil)
    try progress.setPlace(.init(lesson: "map", step: "look"))
    try progress.setPlace(.init(lesson: "map", step: "quiz"))
    #expect(try progress.place() == .init(lesson: "map", step: "quiz"))
    try progress.setPreference("editing-mode", "vi")
    #expect(try progress.preference("editing-mode") == "vi")
    try progress.setPreference("editing-mode", nil)
    #expect(try progress.preference("editing-mode") == nil)
  }

  @Test func progressDoesNotDependOnReplay() throws {
    let folder = try TemporaryFolder()
    try folder.open().create("web")
    let store = try Store.open(.directory(folder.data))
    try ProgressStore(store, now: { "now" }).update(key) { $0.isSolved = true }
    try store.transaction { db in try db.execute(sql: "UPDATE entry SET content = '{'") }
    #expect(try ProgressStore(Store.open(.directory(folder.data)), now: { "now" }).step(key).isSolved)
  }
}
