/// A lesson that is broken is found out by its own test, which names the guarantee and the step.
import Course
import Lessons
import Testing

private let whole = """
  ## Create it {#create kind=do objectives=all}

  ```yaml check
  - id: active
    say: The service is active
    run: aws ecs describe-services --cluster harbor --services web
    query: services[0].status
    is: ACTIVE
  - id: two
    say: Two tasks run
    run: aws ecs describe-services --cluster harbor --services web
    query: services[0].runningCount
    is: 2
    within: 3m
  - id: looked
    say: You looked at the service
    ran: { op: ecs describe-services, outcome: ok }
  ```

  ```yaml diagnose
  - id: count
    when:
      run: aws ecs describe-services --cluster harbor --services web
      query: services[0].desiredCount
      is-not: 2
    say: The count is {{value}}.
  ```

  ```sh solution
  \(Sample.createWeb)
  aws ecs describe-services --cluster harbor --services web
  ```

  ```sh attempt id=one expect=count
  \(Sample.createWeb.replacing("--desired-count 2", with: "--desired-count 1"))
  aws ecs describe-services --cluster harbor --services web
  ```

  ## Which? {#which kind=quiz objectives=all}

  ```yaml choices
  - { id: two, text: two, correct: true, why: Yes. }
  - { id: one, text: one, why: No. }
  ```

  ## Grow {#grow kind=goal objectives=all}

  ```yaml check
  - id: three
    say: Three tasks run
    run: aws ecs describe-services --cluster harbor --services web
    query: services[0].runningCount
    is: 3
    within: 3m
  - id: floor
    say: Never fewer than two
    run: aws ecs describe-services --cluster harbor --services web
    query: services[0].runningCount
    at-least: 2
    always: since-step
    guard: true
  ```

  ```sh solution
  aws ecs update-service --cluster harbor --service web --desired-count 3
  ```

  ## Guess {#guess kind=predict objectives=all}

  ```sh predict
  aws ecs update-service --cluster harbor --service web --desired-count 1
  ```

  ```yaml ask
  - id: later
    text: How many run three minutes later?
    at: 3m
    run: aws ecs describe-services --cluster harbor --services web
    query: services[0].runningCount
    options: [1, 3]
  ```

  """

@Suite struct Rehearsing {
  private func findings(_ changes: (String, String)...) throws -> [String] {
    var text = whole
    for (old, new) in changes {
      #expect(text.contains(old))
      text = text.replacing(old, with: new, maxReplacements: 1)
    }
    let lesson = try Sample.lesson(text)
    return try Rehearsal(lesson, seed: 7, fixture: Repository.fixture).run().findings.map(\.description)
  }

  @Test func aWholeLessonHasNoFindings() throws {
    let report = try Rehearsal(Sample.lesson(whole), fixture: Repository.fixture).run()
    #expect(report.findings.map(\.description) == [])
    // By hand, for each of four seeds: five checks; two solutions, a quiz, a prediction; an attempt, a wrong choice.
    let tried = Dictionary(uniqueKeysWithValues: report.tried)
    #expect(tried == ["T1": 1, "T2": 20, "T3": 16, "T6": 8, "T9": 1])
  }

  @Test func aDroppedCheckIsMissed() throws {
    let two = """
      - id: two
        say: Two tasks run
        run: aws ecs describe-services --cluster harbor --services web
        query: services[0].runningCount
        is: 2
        within: 3m

      """
    let found = try findings((two, ""))
    #expect(found.first == "T6 create: the attempt `one` passes the step")
    // What the step no longer waits for is missing in the next one.
    #expect(found.dropFirst().first == "T2 grow: the guard `floor` does not hold at the start (seen 0)")
  }

  @Test func aDroppedLineOfASolutionIsMissed() throws {
    let solution = "\(Sample.createWeb)\naws ecs describe-services --cluster harbor --services web\n```\n"
    #expect(
      try findings((solution, "\(Sample.createWeb)\n```\n")) == [
        "T3 create: the solution `main` leaves open: `looked`"
      ])
    let first = try findings((solution, "aws ecs describe-services --cluster harbor --services web\n```\n"))
    #expect(
      first.first
        == "T3 create: the solution `main` leaves open: `active` (seen nothing yet), `two` (seen nothing yet)")
  }

  @Test func aCheckThatIsAlwaysTrueIsNamed() throws {
    #expect(
      try findings(("is: ACTIVE", "is-not: INACTIVE\n"), ("query: services[0].status", "query: \"'no'\"")) == [
        "T2 create: the check `active` holds before the learner has typed a word; make it a guard, or check what changes"
      ])
  }

  @Test func aCheckThatComesTrueByItselfIsNamed() throws {
    let found = try findings(
      (
        "## Grow {#grow kind=goal objectives=all}\n",
        "## Grow {#grow kind=goal objectives=all}\n\n```sh setup\naws ecs update-service --cluster harbor --service web --desired-count 3\n```\n"
      ))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("T2 grow: the check `three` comes true by itself after ") == true)
  }

  @Test func aGuardThatDoesNotHoldIsNamed() throws {
    #expect(
      try findings(("at-least: 2", "at-least: 4")).first
        == "T2 grow: the guard `floor` does not hold at the start (seen 2)")
  }

  @Test func aStepOfGuardsAloneIsNamed() throws {
    let found = try findings(("  is: 3\n  within: 3m\n", "  at-most: 9\n  guard: true\n"))
    #expect(
      found.first == "T2 grow: the step is done as it begins: no check asks for anything that is not so already")
  }

  @Test func anotherDiagnosisThanExpectedIsNamed() throws {
    #expect(
      try findings(("is-not: 2", "is-not: 1")) == [
        "T6 create: the attempt `one` brings no diagnosis, not `count`"
      ])
    #expect(
      try findings((" expect=count", "")) == ["T6 create: the attempt `one` brings `count`, not none"])
  }

  @Test func whatAWrongCommandWasAnsweredIsTold() throws {
    let found = try findings(("--service web --desired-count 3", "--service wbe --desired-count 3"))
    #expect(found.first?.hasPrefix("T3 grow: the solution `main` leaves open: `three` (seen 2)") == true)
    #expect(found.first?.contains("ServiceNotFoundException") == true)
  }

  @Test func aPredictionWithoutItsAnswerIsNamed() throws {
    #expect(
      try findings(("options: [1, 3]", "options: [2, 3]")) == [
        "T3 guess: the answer to `later` is 1, which is not among its options"
      ])
  }

  @Test func aCommandThatDoesNotParseIsNamed() throws {
    let found = try findings(("ran: { op: ecs describe-services,", "ran: { op: ecs describe-servces,"))
    #expect(found.first == "T1: there is no operation `ecs describe-servces`")
  }

  @Test func aVariableOfAnEarlierStepIsNotThere() throws {
    let found = try findings(
      ("```sh solution\n\(Sample.createWeb)", "```sh solution\nNAME=web\n\(Sample.createWeb)"),
      (
        "aws ecs update-service --cluster harbor --service web --desired-count 3",
        "aws ecs update-service --cluster harbor --service $NAME --desired-count 3"
      ))
    #expect(found.contains { $0.hasPrefix("T3 grow: the solution `main` leaves open: `three`") })
  }

  @Test func theTranscriptHasWhatWasTypedAndAnswered() throws {
    let transcript = try Rehearsal(Sample.lesson(whole), seed: 7, fixture: Repository.fixture).run().transcript
    #expect(transcript.contains("## create\n# attempt one\n$ aws ecs create-service"))
    #expect(transcript.contains("\"desiredCount\": 3"))
    #expect(transcript.contains("later = 1\n"))
  }
}
