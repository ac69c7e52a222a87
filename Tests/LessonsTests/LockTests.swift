/// `lessons.lock`, as the course writes and reads it.
import Testing

@testable import Lessons

@Suite struct TheLock {
  private static let manifest = """
    format: drydock-course/1
    id: c
    version: 1.0.0
    title: C
    tracks:
      - id: one
        title: One
        lessons: [01-sample]
    """
  private let lesson = Samples.step(Samples.check, Samples.diagnosis, Samples.hints, Samples.solution, Samples.attempt)

  private func course(_ lesson: String, lock: String? = nil) throws -> CourseFolder {
    var files = ["course.yaml": Self.manifest, "01-sample/lesson.md": lesson]
    files["lessons.lock"] = lock
    return try CourseFolder.open(.inMemory(files))
  }

  @Test func namesLessonStepAndCheck() throws {
    let text = try course(lesson).lockText()
    #expect(text.split(separator: "\n").dropFirst() == ["sample", "sample/try do", "sample/try/active"])
  }

  @Test func aCheckThatIsGoneIsMissed() throws {
    let lock = try course(lesson).lockText()
    let changed = try course(lesson.replacing("id: active", with: "id: alive"), lock: lock)
    let findings = changed.lockFindings(of: try changed.lesson("sample"), file: "lesson.md")
    #expect(
      findings.map(\.message) == [
        "the check `active` of step `try` is gone; ids are for ever: bring it back, or name it in `renamed` or `retired`"
      ])
    #expect(throws: CourseFolderError.idsGone(findings.map(\.message))) { try changed.lockText() }
  }

  @Test func withoutALockNothingIsMissed() throws {
    let course = try course(lesson)
    #expect(course.lockFindings(of: try course.lesson("sample"), file: "lesson.md") == [])
  }
}
