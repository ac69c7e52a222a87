/// Whether a course shows an operation before it asks for it.
import Course
import Lessons
import Testing

@Suite struct TheOrderOfTeaching {
  private func findings(_ bodies: String...) throws -> [String] {
    let lessons = try bodies.enumerated().map { (lesson: try Sample.lesson($0.element), file: "\($0.offset + 1).md") }
    return TeachingOrder.findings(lessons).filter { $0.code != "DD401" }.map(\.description)
  }
  private func goal(_ commands: String..., id: String = "free", kind: String = "goal") -> String {
    Sample.step("```sh solution\n\(commands.joined(separator: "\n"))\n```", id: id, kind: kind)
  }

  @Test func aGoalForAnOperationThatWasNeverShownIsNamed() throws {
    #expect(
      try findings(goal("aws ecs create-cluster")) == [
        "1.md:16:1: DD410 warning: the goal `free` asks for `create-cluster`, which was never shown; show it in an "
          + "earlier step"
      ])
  }

  @Test(arguments: [
    "Look at `aws ecs create-cluster`.", "```sh demo\naws ecs create-cluster\n```",
    "```sh\naws ecs create-cluster --cluster-name a\n```",
  ])
  func whatATextOrDemonstrationShowsIsShown(text: String) throws {
    #expect(try findings("## See {#see kind=explain}\n\n\(text)\n", goal("aws ecs create-cluster")) == [])
  }

  @Test func aHintDoesNotShow() throws {
    let hint = Sample.step("```text hint\n`aws ecs create-cluster`\n```")
    #expect(try findings(hint, goal("aws ecs create-cluster")).count == 1)
  }

  @Test func whatWasDoneBeforeIsShown() throws {
    #expect(try findings(goal("aws ecs create-cluster", id: "own", kind: "do"), goal("aws ecs create-cluster")) == [])
  }

  @Test func threeNewOperationsAreTooMany() throws {
    #expect(
      try findings(
        goal("aws ecs create-cluster", "aws ecs list-tasks", "aws ecs list-services", id: "own", kind: "do")
      ) == [
        "1.md:16:1: DD411 warning: step `own` asks for 3 operations that were never shown (create-cluster, "
          + "list-services, list-tasks); 2 are enough"
      ])
  }

  @Test func aLongLessonHasAPredictionOrARepair() throws {
    let steps = (1...9).map { "## See {#s\($0) kind=explain}\n\nText.\n" }
    #expect(try findings(steps.prefix(8).joined(separator: "\n")) == [])
    #expect(
      try findings(steps.joined(separator: "\n")) == [
        "1.md:3:1: DD400 warning: 9 steps without a prediction or a repair; let learners commit to an answer once"
      ])
  }

  @Test(
    arguments: [
      (
        "",
        "3:1: DD401 warning: nothing of this lesson comes back in review; name 3 to 6 of its steps, as in `review: [a, b, c]`"
      ),
      ("\nreview: [a, b]", "12:10: DD401 warning: 2 of its steps come back in review; 3 to 6 are good"),
      ("\nreview: [a, b, d]", nil),
    ] as [(String, String?)])
  func threeStepsComeBack(review: String, said: String?) throws {
    let body = ["a", "b", "c", "d"].map { goal("aws ecs list-clusters", id: $0, kind: "do") }.joined()
    let lesson = try Sample.lesson(body, renamed: review)
    let found = TeachingOrder.findings([(lesson, "1.md")]).filter { $0.code == "DD401" }.map(\.description)
    #expect(found == (said.map { ["1.md:" + $0] } ?? []))
  }
}
