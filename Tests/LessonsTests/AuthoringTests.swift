/// What `lesson new` writes: a lesson without a finding, and one more line in the course file.
import Testing

@testable import Lessons

@Suite struct ANewLesson {
  @Test func lintsWithoutAFinding() throws {
    let text = try LessonSkeleton.text(id: "heal-a-service")
    #expect(StructuralLint.findings(in: text, file: "lesson.md").map(\.description) == [])
    let lesson = try #require(LessonReader.read(text, file: "lesson.md").lesson)
    #expect(lesson.id == "heal-a-service" && lesson.title == "Heal a service")
    #expect(lesson.steps.map(\.kind) == [.do, .predict, .quiz])
  }

  @Test func takesAnyTitle() throws {
    let text = try LessonSkeleton.text(id: "heal", title: "She said \"no\": \u{1B}[31m\nworld:")
    let lesson = try #require(LessonReader.read(text, file: "lesson.md").lesson)
    #expect(lesson.title == "She said 'no': [31m world:")
  }

  @Test func needsAnID() {
    #expect(throws: LessonSkeletonError.notAnID("Heal it")) { try LessonSkeleton.text(id: "Heal it") }
  }

  private static let course = """
    format: drydock-course/1
    id: c
    version: 1.0.0
    title: C
    tracks:
      - id: one
        title: One
        lessons:
          - 01-map
          # the best one
          - 04-heal
    cast:
      - name: Harbor
        text: A company.

    """

  @Test func isListedAfterTheLastLesson() throws {
    let (folder, text) = try ManifestEditing.adding("grow", to: Self.course).get()
    #expect(folder == "05-grow")
    #expect(text == Self.course.replacing("      - 04-heal\n", with: "      - 04-heal\n      - 05-grow\n"))
  }

  @Test func isNotListedTwice() {
    #expect(throws: ManifestEditing.Problem.taken("heal")) { try ManifestEditing.adding("heal", to: Self.course).get() }
  }
}
