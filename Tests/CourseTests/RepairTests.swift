/// Repair steps: something is broken before the learner sees it, the symptom shows, and mending it passes the step.
import Course
import Lessons
import Testing

private func repair(_ fault: String, symptom: String = "is: 0", solution: String = rollBack) -> String {
  """
  ## Mend it {#mend kind=repair objectives=all}

  ```sh setup
  \(Sample.createWeb)
  wait 3m
  ```

  ```yaml fault
  \(fault)
  ```

  ```yaml symptom
  run: \(Sample.describeWeb)
  query: services[0].deployments[?status=='PRIMARY'] | [0].runningCount
  \(symptom)
  hold: 5m
  ```

  ```yaml check
  - id: one
    say: One deployment is left
    run: \(Sample.describeWeb)
    query: length(services[0].deployments)
    is: 1
    within: 20m
  ```

  ```text hint
  What do the stopped tasks say?
  ```

  ```sh solution
  \(solution)
  ```

  """
}

private let rollBack = "aws ecs update-service --cluster harbor --service web --task-definition web:1"
private let fridayRelease = """
  - at: 1m
    by: mallory
    do: aws ecs update-service --cluster harbor --service web --task-definition web:2
  - at: 0s
    inject: registry-tag-missing
    image: registry.example/harbor/web:1.1
  """

@Suite struct RepairSteps {
  @Test func theStepOpensWhenTheFaultsHaveSettled() throws {
    let learner = try Learner(repair(fridayRelease))
    #expect(learner.play.step.id == "mend")
    #expect(try learner.states == [.open])
    #expect(try learner.ask(Sample.describeWeb, "length(services[0].deployments)") == 2)
    // The service asked for 3 minutes of quiet, the release came a minute later, and it has failed for five.
    #expect(try learner.ask(Sample.describeWeb, "services[0].deployments[0].failedTasks").integer ?? 0 >= 2)
  }

  @Test func mendingItPasses() throws {
    let learner = try Learner(repair(fridayRelease))
    #expect(try learner.type(rollBack)?.isPassedNow == true)
  }

  @Test func whatTheLessonBrokeIsNotTheLearnersToUndo() throws {
    let learner = try Learner(repair(fridayRelease))
    try learner.type("undo")
    #expect(learner.last?.exitCode != 0)
    #expect(try learner.ask(Sample.describeWeb, "length(services[0].deployments)") == 2)
  }

  @Test func aLessonThatBreaksNothingIsFoundOut() throws {
    let quiet = try Sample.lesson(repair("- do: aws ecs list-clusters"))
    let report = try Rehearsal(quiet, seed: 7, fixture: Repository.fixture).run()
    #expect(report.findings.map(\.description).contains("T11 mend: the symptom does not show as the step begins"))
  }

  @Test func aSolutionThatLeavesTheSymptomIsFoundOut() throws {
    let symptom = "at-least: 0"
    let lesson = try Sample.lesson(repair(fridayRelease, symptom: symptom))
    let report = try Rehearsal(lesson, seed: 7, fixture: Repository.fixture).run()
    #expect(
      report.findings.map(\.description) == [
        "T11 mend: the symptom shows before anything breaks", "T11 mend: the symptom still shows after the solution",
      ])
  }

  @Test func aFaultThatIsRefusedStopsTheLesson() throws {
    #expect(throws: LessonPlayError.self) {
      try Learner(repair("- inject: registry-tag-missing\n  image: 'no such:1'"))
    }
  }
}

@Suite struct Demonstrations {
  private static let step = """
    ## Watch {#watch kind=explain}

    ```sh demo
    # where it runs
    aws ecs create-cluster --cluster-name shown --query cluster.status
    aws ecs list-clusters --query 'length(clusterArns)'
    ```

    """

  @Test func theyRunOnACopy() throws {
    let learner = try Learner(Self.step)
    let demonstration = try #require(learner.play.step.demonstrations.first)
    let shown = learner.play.demonstrate(demonstration)
    #expect(shown.map(\.printed) == ["\"ACTIVE\"\n", "2\n"])
    #expect(shown.first?.command.label == "where it runs")
    #expect(try learner.ask("aws ecs list-clusters", "length(clusterArns)") == 1)
  }
}

@Suite struct TheCauseOfARepair {
  /// Until the cause is named, no check says where to look or what is wanted there.
  @Test func isNotGivenAwayByTheOtherChecks() throws {
    let learner = try Learner(
      Sample.step(
        Sample.setup(Sample.createWeb),
        "```yaml fault\n- at: 0s\n  do: aws ecs update-service --cluster harbor --service web --desired-count 0\n```",
        "```yaml symptom\nrun: \(Sample.describeWeb)\nquery: services[0].desiredCount\nis: 0\n```",
        """
        ```yaml check
        - id: two
          say: web runs
          run: \(Sample.describeWeb)
          query: services[0].desiredCount
          is: 2
        - id: cause
          say: You named the cause
          ask: Why?
          choices:
            - id: count
              text: Nothing is wanted
              correct: true
              why: So it is.
            - id: image
              text: The image is missing
              why: It is there.
        ```
        """,
        "```sh solution\naws ecs update-service --cluster harbor --service web --desired-count 2\nanswer cause count\n```",
        kind: "repair"))
    var check = try #require(try learner.play.report()?.checks.first)
    #expect((check.look, check.wanted, check.seen) == (nil, nil, nil))
    _ = try learner.play.answer(["cause", "count"])
    check = try #require(try learner.play.report()?.checks.first)
    #expect(check.look?.hasPrefix("aws ecs describe-services") == true)
    #expect(check.wanted == "2")
  }
}
