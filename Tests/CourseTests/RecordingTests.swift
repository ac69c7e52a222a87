/// A solution that is typed becomes lines and checks.
import Course
import Lessons
import Testing
import Workspace

@Suite struct RecordingASolution {
  private func record(_ lines: String...) throws -> Recording {
    let recording = Recording(try Learner("## See {#see kind=explain}\n\nText.\n").play)
    for line in lines { _ = recording.type(line) }
    return recording
  }

  @Test func onlyWhatMadeTheDifferenceIsKept() throws {
    let recording = try record(
      "aws ecs list-clusters", "NAME=web", "aws ecs create-clutser", Sample.createWeb, "wait 1m",
      "aws ecs create-cluster --cluster-name mistake", "undo")
    #expect(recording.solution == ["NAME=web", Sample.createWeb, "wait 1m"])
  }

  @Test func theMostSpecificCheckComesFirst() throws {
    let checks = try record(Sample.createWeb).proposals
    #expect(checks.map(\.id) == ["web-running", "web-one-deployment", "web-desired", "web-status"])
    #expect(
      checks.first?.yaml == """
        - id: web-running
          say: "`web` runs 2 tasks"
          run: aws ecs describe-services --cluster harbor --services web
          query: services[0].runningCount
          is: 2
          within: 5m

        """)
  }

  @Test func whatHasNotChangedIsNotProposed() throws {
    #expect(try record("aws ecs list-clusters", "wait 1m").proposals == [])
    #expect(try record("aws ecs create-cluster --cluster-name a").proposals.map(\.id) == ["a-cluster"])
  }

  @Test func aRecordedStepRehearses() throws {
    let recording = try record("aws ecs create-cluster --cluster-name a")
    let text =
      Sample.frontMatter
      + Sample.step(
        Sample.checks(Sample.web("services[0].status", "is: ACTIVE")), "```sh solution\n\(Sample.createWeb)\n```")
    let lesson = try #require(LessonReader.read(text, file: "").lesson)
    let written = try StepWriting.adding(
      solution: recording.solution, checks: recording.proposals.map(\.yaml), toStep: "make-it", of: lesson, text: text
    ).get()
    let longer = try #require(LessonReader.read(written, file: "").lesson)
    #expect(longer.steps.map(\.id) == ["one", "make-it"])
    #expect(StructuralLint.findings(in: longer, file: "").filter { $0.line > 30 }.map(\.description) == [])
    #expect(try Rehearsal(longer, seed: 7, fixture: Repository.fixture).run().findings.map(\.description) == [])
  }

  @Test func aStepThatHasASolutionIsNotWrittenOver() throws {
    let lesson = try Sample.lesson(Sample.step("```sh solution\n\(Sample.createWeb)\n```"))
    #expect(throws: StepWriting.Problem.hasSolution("one")) {
      try StepWriting.adding(solution: ["a"], checks: [], toStep: "one", of: lesson, text: "").get()
    }
  }
}
