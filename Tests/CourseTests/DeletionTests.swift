/// What is taken out of a lesson is missed by the lesson's own test.
import Course
import Lessons
import Testing

@Suite struct Deletions {
  private func unnoticed(
    in lesson: Lesson, _ text: String, missedByLock: (Lesson) -> [LintFinding]
  ) throws -> (tried: Int, findings: [String]) {
    let report = try Rehearsal(lesson, seed: lesson.world.seed, fixture: Repository.fixture)
      .deletions(in: Array(text.utf8), file: "lesson.md", missedByLock: missedByLock)
    return (report.tried, report.findings.map(\.description))
  }

  // Two short ones: CI takes apart every lesson of the course.
  @Test(arguments: ["map", "lab-size"])
  func eachIsMissed(id: String) throws {
    let course = try #require(Repository.course)
    let lesson = try course.lesson(id)
    let folder = try #require(course.manifest.lessons.first { $0.id == id }).folder
    let found = try unnoticed(in: lesson, Repository.text("lessons/\(folder)/lesson.md")) {
      course.lockFindings(of: $0, file: "lesson.md")
    }
    let parts = lesson.steps.map { step in
      step.checks.count + step.diagnoses.count + step.solutions.map(\.commands.count).reduce(0, +)
    }
    #expect(found.tried == parts.reduce(0, +))
    #expect(found.findings == [])
  }

  @Test func withoutALockOnlyChecksCanGoUnnoticed() throws {
    let found = try unnoticed(in: Sample.lesson(wholeLesson), Sample.frontMatter + wholeLesson) { _ in [] }
    #expect(found.tried == 9)
    #expect(
      found.findings == [
        "T5 create: nothing would miss the check `active`", "T5 create: nothing would miss the check `two`",
        "T5 create: nothing would miss the check `looked`", "T5 grow: nothing would miss the check `three`",
        "T5 grow: nothing would miss the check `floor`",
      ])
  }

  @Test func aLineThatNothingAsksForGoesUnnoticed() throws {
    let text = wholeLesson.replacing(
      "--service web --desired-count 3\n```", with: "--service web --desired-count 3\nwait 1m\n```")
    let found = try unnoticed(in: Sample.lesson(text), Sample.frontMatter + text) { _ in [] }
    #expect(found.findings.last == "T5 grow: nothing would miss the line `wait 1m` of the solution `main`")
  }
}
