/// Reviews are part of progress: kept, exported, joined.
import Testing
import Workspace

@Suite struct ReviewsInProgress {
  private let key = StepKey(lesson: "map", step: "look", checks: "1f")
  private let first = StepReview(at: "2026-03-02T10:00:00Z", outcome: .helped)
  private let second = StepReview(at: "2026-03-04T10:00:00Z", outcome: .right)

  private func store(at now: String, _ change: (inout StepProgress) -> Void) throws -> ProgressStore {
    let store = try ProgressStore(Store.open(.inMemory), now: { now })
    try store.update(key, change)
    return store
  }

  @Test func theTimeOfPassingStays() throws {
    var now = "2026-03-01T10:00:00Z"
    let store = try ProgressStore(Store.open(.inMemory), now: { now })
    try store.update(key) { $0.attempts = 1 }
    #expect(try store.step(key).passedAt.isEmpty)
    now = "2026-03-01T11:00:00Z"
    try store.update(key) { $0.isSolved = true }
    now = "2026-03-05T10:00:00Z"
    try store.update(key) { $0.review(second) }
    let progress = try store.step(key)
    #expect(progress.passedAt == "2026-03-01T11:00:00Z" && progress.reviews == [second])
  }

  @Test func exportAndImportCarryThem() throws {
    let here = try store(at: "2026-03-05T10:00:00Z") { progress in
      progress.isSolved = true
      progress.review(second)
    }
    let there = try store(at: "2026-03-01T10:00:00Z") { progress in
      progress.isSolved = true
      progress.review(first)
      progress.review(second)
    }
    #expect(try here.join(ProgressText.written(there.steps())) == 1)
    let joined = try here.step(key)
    #expect(joined.reviews == [first, second])
    #expect(joined.passedAt == "2026-03-01T10:00:00Z")
  }

  @Test func theOldestGoWhereThereAreTooMany() {
    var progress = StepProgress()
    for number in 1...60 { progress.review(StepReview(at: "\(number)", outcome: .right)) }
    #expect(progress.reviews.count == 50 && progress.reviews.first?.at == "11")
  }
}
