/// A lesson that is broken is found out by its own test, which names the guarantee and the step.
import Course
import Lessons
import Testing

let wholeLesson = """
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

  ```sh attempt id=down
  aws ecs update-service --cluster harbor --service web --desired-count 1
  wait 3m
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
  private func findings(draws: Int = 0, _ changes: (String, String)...) throws -> [String] {
    var text = wholeLesson
    for (old, new) in changes {
      #expect(text.contains(old))
      text = text.replacing(old, with: new, maxReplacements: 1)
    }
    let lesson = try Sample.lesson(text)
    var rehearsal = try Rehearsal(lesson, seed: 7, fixture: Repository.fixture)
    rehearsal.draws = draws
    return rehearsal.run().findings.map(\.description)
  }

  @Test func aWholeLessonHasNoFindings() throws {
    let report = try Rehearsal(Sample.lesson(wholeLesson), fixture: Repository.fixture).run()
    #expect(report.findings.map(\.description) == [])
    // By hand, for each of four seeds: five checks; two solutions, a quiz, a prediction; three lines of solutions; two
    // attempts, a wrong choice; four steps and the whole. With one seed: five checks, a guard; for each of two steps two
    // hundred commands and the reading.
    let tried = Dictionary(uniqueKeysWithValues: report.tried)
    #expect(
      tried == [
        "T1": 1, "T2": 20, "T3": 16, "T4": 12, "T5": 5, "T6": 12, "T7": 1, "T8": 20, "T9": 1, "T10": 402,
      ])
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
      try findings((" expect=count", "")) == [
        "T6 create: the attempt `one` brings `count`, not none", "T6 create: no attempt brings the diagnosis `count`",
      ])
  }

  @Test func whatAWrongCommandWasAnsweredIsTold() throws {
    let found = try findings(("--service web --desired-count 3", "--service wbe --desired-count 3"))
    let open = try #require(found.first { $0.hasPrefix("T3 grow: the solution `main` leaves open: `three` (seen 2)") })
    #expect(open.contains("ServiceNotFoundException"))
  }

  @Test func aPredictionWithoutItsAnswerIsNamed() throws {
    #expect(
      try findings(("options: [1, 3]", "options: [2, 3]")) == [
        "T3 guess: the answer to `later` is 1, which is not among its options"
      ])
  }

  @Test func aCommandThatDoesNotParseIsNamed() throws {
    let found = try findings(("ran: { op: ecs describe-services,", "ran: { op: ecs describe-servces,"))
    #expect(found.first == "T1: there is no operation `ecs describe-servces`. Did you mean `describe-services`?")
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

  @Test func aLineThatChangesNothingIsNamed() throws {
    let found = try findings(
      ("--service web --desired-count 3\n```", "--service web --desired-count 3\nwait 1m\n```"))
    #expect(
      found.first
        == "T4 grow: the solution `main` passes without the line `wait 1m`; leave it out, or check what it is for")
  }

  @Test func aLineThatFailsIsNamed() throws {
    let found = try findings(
      ("--service web --desired-count 3\n```", "--service web --desired-count 3\nundo now\n```"))
    #expect(
      found.contains { $0.hasPrefix("T3 grow: the solution `main` has a line that does not succeed: `undo now`") })
  }

  @Test func aDiagnosisThatNobodyTriesIsNamed() throws {
    let another = "- id: other\n  when: { ran: { op: ecs stop-task } }\n  say: Stop.\n- id: count"
    #expect(try findings(("- id: count", another)) == ["T6 create: no attempt brings the diagnosis `other`"])
  }

  @Test func aGuardThatNobodyBreaksIsNamed() throws {
    let found = try findings(
      ("aws ecs update-service --cluster harbor --service web --desired-count 1\nwait 3m", "wait 3m"))
    #expect(found == ["T7 grow: no attempt breaks the guard `floor`; add one that does, or leave the guard out"])
  }

  @Test func aBonusThatNoSolutionEarnsIsNamed() throws {
    let bonus = """
      - id: extra
        say: You stopped nothing
        ran: { op: ecs stop-task }
        bonus: true
      - id: floor
      """
    #expect(
      try findings(("- id: floor", bonus)) == [
        "T3 grow: no solution earns the bonus `extra`; add one that does, with an id"
      ])
  }

  private let looked = """
    - id: extra
      say: You listed the services
      ran: { op: ecs list-services }
      bonus: true
    - id: floor
    """
  private let grow = "aws ecs update-service --cluster harbor --service web --desired-count 3"
  private let list = "aws ecs list-services --cluster harbor"

  @Test func aBonusThatTheShownSolutionMissesIsNamed() throws {
    let second = "```sh solution\n\(grow)\n```\n\n```sh solution id=careful\n\(list)\n\(grow)\n```"
    #expect(
      try findings(("- id: floor", looked), ("```sh solution\n\(grow)\n```", second)) == [
        "T3 grow: the solution `main`, which is shown, misses the bonus `extra`, which `careful` earns; let it earn that too"
      ])
  }

  @Test func aLineForABonusThatTheShownSolutionEarnsIsNamed() throws {
    let both =
      "```sh solution\n\(list)\n\(grow)\n```\n\n```sh solution id=again\n\(list)\n\(grow) --force-new-deployment\n```"
    #expect(
      try findings(("- id: floor", looked), ("```sh solution\n\(grow)\n```", both)) == [
        "T4 grow: the line `\(list)` of the solution `again` is only for the bonus `extra`, which the solution that is "
          + "shown earns already; leave it out"
      ])
  }

  @Test func aPatternThatGivesUpIsNamed() throws {
    let found = try findings(
      ("is: ACTIVE", "matches: \"/^(([^!]+)+)+[!?]$/\""), ("services[0].status", "services[0].serviceArn"))
    #expect(
      found.contains(
        "T3 create: the pattern /^(([^!]+)+)+[!?]$/ gave up: it needs too many attempts on this text; avoid nested repeats "
          + "such as (a+)+"))
  }

  @Test func aStepWithoutSolutionIsNamed() throws {
    let found = try findings(("```sh solution\n\(grow)\n```\n", ""))
    #expect(found.contains("T3 grow: the step has no solution; add a block ```sh solution"))
  }

  @Test func anAttemptThatExpectsNoDiagnosisOfTheStepIsNamed() throws {
    let found = try findings(("- id: count\n", "- id: number\n"))
    #expect(found.contains("T6 create: the attempt `one` expects the diagnosis `count`, which the step does not have"))
  }

  @Test func aCheckThatAnotherImpliesIsWarnedOf() throws {
    let report = try Rehearsal(Sample.lesson(wholeLesson), seed: 7, fixture: Repository.fixture).run()
    #expect(
      report.warnings.map(\.description) == [
        "T5 create: nothing that was tried would pass without the check `active`; add an attempt that only it catches",
        "T5 grow: nothing that was tried would pass without the check `floor`; add an attempt that only it catches",
      ])
  }

  @Test func aStepThatAnythingPassesIsNamed() throws {
    let found = try findings(
      draws: 200,
      (
        "- id: three\n  say: Three tasks run\n  run: aws ecs describe-services --cluster harbor --services web\n  query: services[0].runningCount\n  is: 3\n  within: 3m\n",
        "- id: three\n  say: You did something\n  ran: { op: \"/^ecs (create|update|register|tag|put)/\" }\n"
      ))
    #expect(
      found.first { $0.hasPrefix("T10") }?.hasPrefix("T10 grow: a command drawn by chance passes the step: `aws ecs ")
        == true)
  }

  @Test func lookingThatPassesAStepOfChangesIsNamed() throws {
    let found = try findings(
      draws: 200,
      (
        "- id: three\n  say: Three tasks run\n  run: aws ecs describe-services --cluster harbor --services web\n  query: services[0].runningCount\n  is: 3\n  within: 3m\n",
        "- id: three\n  say: You did something\n  ran: { op: \"/^ecs (list|describe|get|update)/\" }\n"
      ))
    #expect(found.first { $0.hasPrefix("T10") }?.hasPrefix("T10 grow: looking passes the step: `aws ecs ") == true)
  }

  @Test func theTranscriptHasWhatWasTypedAndAnswered() throws {
    let transcript = try Rehearsal(Sample.lesson(wholeLesson), seed: 7, fixture: Repository.fixture).run().transcript
    #expect(transcript.contains("## create\n# attempt one\n$ aws ecs create-service"))
    #expect(transcript.contains("\"desiredCount\": 3"))
    #expect(transcript.contains("later = 1\n"))
  }
}
