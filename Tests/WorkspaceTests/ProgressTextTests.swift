/// Progress goes to another machine as text, and joins what is there.
import Documents
import Testing
import Workspace

@Suite struct ProgressAsText {
  private let key = StepKey(lesson: "map", step: "look", checks: "1f")

  private func store(_ changes: (inout StepProgress) -> Void) throws -> ProgressStore {
    let store = try ProgressStore(Store.open(.inMemory), now: { "2026-03-01T10:00:00Z" })
    try store.update(key, changes)
    return store
  }

  @Test func whatWasWrittenIsReadAgain() throws {
    let text = ProgressText.written(
      try store { progress in
        progress.isSolved = true
        progress.hints = 2
        progress.medal = "silver"
        progress.answer("active", "2")
      }.steps())
    let other = try ProgressStore(Store.open(.inMemory), now: { "2026-03-02T10:00:00Z" })
    #expect(try other.join(text) == 1)
    let joined = try other.step(key)
    #expect(joined.isSolved && joined.hints == 2 && joined.medal == "silver")
    #expect(joined.answers.first?.choices == ["2"])
  }

  @Test func joiningLosesNothing() throws {
    let here = try store { progress in
      progress.isSolved = true
      progress.attempts = 5
      progress.medal = "bronze"
    }
    let there = try store { progress in
      progress.attempts = 2
      progress.hints = 1
      progress.medal = "gold"
      progress.isSolutionShown = true
    }
    #expect(try here.join(ProgressText.written(there.steps())) == 1)
    let joined = try here.step(key)
    #expect(joined.isSolved && joined.attempts == 5 && joined.hints == 1 && joined.medal == "gold")
    #expect(!joined.isSolutionShown, "what was solved by oneself stays so")
  }

  @Test(arguments: [
    ("", 1), ("{}", 1), ("drydock-progress/1\n{", 2), ("drydock-progress/1\n\n{\"lesson\": 1}", 3),
    ("drydock-progress/1\n{\"lesson\": \"a\\u001b\", \"step\": \"b\", \"checks\": \"c\"}", 2),
  ])
  func whatIsNoProgressIsRefusedWithItsLine(text: String, line: Int) {
    let error = #expect(throws: WorkspaceError.self) { try ProgressText.read(text) }
    guard case .progressText(line, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
