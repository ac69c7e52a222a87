/// Every lesson of the course keeps the promises that a lesson makes.
import Course
import Lessons
import Testing

@Suite struct TheBundledCourse {
  @Test func isThere() {
    #expect(!Repository.lessonIDs.isEmpty)
  }

  @Test func hasNoErrorsAsAWhole() throws {
    let course = try #require(Repository.course)
    #expect(course.lint().filter { $0.severity == .error }.map(\.description) == [])
  }

  @Test func itsLockKnowsEveryID() throws {
    let lock = try #require(Repository.course).lockText()
    #expect(
      try Repository.text("lessons/lessons.lock") == lock,
      "ids were added since: `drydock lesson lock --course lessons` writes lessons/lessons.lock; commit it with them")
  }

  @Test(arguments: Repository.lessonIDs)
  func lessonSpeaksTheServicesLanguage(id: String) throws {
    let lesson = try #require(Repository.course).lesson(id)
    // With its own seed; `lesson test` in CI compares four.
    let findings =
      try ServiceLint.findings(in: lesson, file: id)
      + Rehearsal(lesson, seed: lesson.world.seed, fixture: Repository.fixture).predictionFindings(file: id)
    #expect(findings.map(\.description) == [])
  }

  @Test(arguments: Repository.lessonIDs)
  func lessonRehearses(id: String) throws {
    let lesson = try #require(Repository.course).lesson(id)
    // Once, with its own seed and few random commands; CI runs `drydock lesson test`, which plays all seeds and variants,
    // draws ten times as many, and compares two runs.
    var rehearsal = try Rehearsal(lesson, seed: lesson.world.seed, fixture: Repository.fixture)
    rehearsal.draws = 20
    let report = rehearsal.runOnce()
    #expect(report.findings.map(\.description) == [])
    let tried = report.tried.map { "\($0.guarantee) \($0.count)" }.sorted().joined(separator: ", ")
    print("\(id): \(tried)")
    for guarantee in ["T1", "T2", "T3", "T6"] {
      #expect(report.tried.contains { $0.guarantee == guarantee && $0.count > 0 })
    }
  }
}
