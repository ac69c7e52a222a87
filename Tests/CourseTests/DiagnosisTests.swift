/// The one diagnosis that speaks after a command that did not finish the step.
import Course
import Testing

@Suite struct Diagnoses {
  private static let step = Sample.step(
    Sample.checks(Sample.web("services[0].desiredCount", "is: 3")),
    """
    ```yaml diagnose
    - id: failed
      when:
        ran: { op: ecs create-service, outcome: error }
      say: Nothing was created.
      hint: 2
    - id: by-hand
      when:
        all:
          - ran: { op: ecs run-task, outcome: ok }
          - not:
              ran: { op: ecs create-service, outcome: ok }
      say: Nobody guards it.
    - id: count
      when:
        run: \(Sample.describeWeb)
        query: services[0].desiredCount
        is-not: 3
      say: "The count is {{value}}, `{{value}}`."
    ```

    ```text hint
    One.
    ```

    ```text hint
    Two.
    ```
    """)

  private func diagnosis(_ learner: Learner, _ line: String) throws -> SpokenDiagnosis? {
    try learner.type(line)?.diagnosis
  }

  @Test func theFirstThatHoldsSpeaks() throws {
    let learner = try Learner(Self.step)
    let spoken = try diagnosis(learner, "aws ecs create-service --cluster harbor --service-name web")
    #expect(spoken?.id == "failed")
    #expect(spoken?.text == "Nothing was created.")
    #expect(spoken?.hint == 2)
  }

  @Test func itFillsInWhatWasSeen() throws {
    let spoken = try diagnosis(try Learner(Self.step), Sample.createWeb)
    #expect(spoken?.text == "The count is 2, `2`.")
  }

  @Test func ranMeansTheLatestCommand() throws {
    let learner = try Learner(Self.step)
    #expect(try diagnosis(learner, "aws ecs create-service --cluster harbor --service-name web")?.id == "failed")
    #expect(try diagnosis(learner, "aws ecs list-clusters") == nil)
    #expect(try diagnosis(learner, Sample.createWeb)?.id == "count")
  }

  @Test func notRanMeansNeverInTheStep() throws {
    let learner = try Learner(Self.step)
    #expect(try diagnosis(learner, Sample.runWorker(seconds: 600))?.id == "by-hand")
    try learner.type(Sample.createWeb)
    // The latest command is `run-task` again, but a service was created before.
    #expect(try diagnosis(learner, Sample.runWorker(seconds: 600))?.id == "count")
  }

  @Test func everyCommandOfALineIsTheLatest() throws {
    let line = "aws ecs create-service --cluster harbor --service-name web; aws ecs list-clusters"
    #expect(try diagnosis(try Learner(Self.step), line)?.id == "failed")
  }

  @Test func undoTakesItBack() throws {
    let learner = try Learner(Self.step)
    try learner.type(Sample.runWorker(seconds: 600))
    #expect(try diagnosis(learner, "undo") == nil)
  }

  @Test func aPassedStepHasNone() throws {
    let learner = try Learner(Self.step)
    try learner.type(Sample.createWeb)
    let feedback = try #require(
      try learner.type("aws ecs update-service --cluster harbor --service web --desired-count 3"))
    #expect(feedback.isPassedNow)
    #expect(feedback.diagnosis == nil)
    #expect(
      try learner.type("aws ecs update-service --cluster harbor --service web --desired-count 5")?.diagnosis == nil)
  }
}
