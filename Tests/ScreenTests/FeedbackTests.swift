import Screen
import SimulationKit
import Testing

@testable import Course
/// The checklist in each of its states, and what a lesson says to answers.
@testable import Lessons

private let done = try? step("## Do it {#do kind=do objectives=all}\n\n```text debrief\nYou said *two*.\n```")

@Suite struct TheChecklist {
  private static let look =
    "aws ecs describe-services --cluster harbor --services web --query 'services[0].runningCount'"
  private static let all = report(
    check("A service called `web` is active", .holds),
    check("It has two running tasks", .willHold(after: .seconds(40)), wanted: "2", seen: "1"),
    check(
      "Never fewer than two tasks of `web` were running while the new revision came out",
      .broken(at: Instant.worldStart + .seconds(83))),
    check("It runs on Fargate", .open, wanted: "FARGATE", seen: "EC2", look: look),
    check("You looked first", .open, isBonus: true))

  @Test func saysWhatHoldsWhatWillAndWhatDoesNot() {
    #expect(
      Canvases.usual.checklist(Self.all, showsLooks: true) == [
        "  [x] A service called `web` is active",
        "  [ ] It has two running tasks",
        "      true in 40 s of simulated time: `wait 40s`, or keep working",
        "  [!] Never fewer than two tasks of `web` were running while the new revision",
        "      came out",
        "      no longer so since 09:01:23; `undo` goes back",
        "  [ ] It runs on Fargate",
        "      wanted FARGATE, seen EC2",
        "      look: " + Self.look,
        "  [ ] (bonus) You looked first",
      ])
  }

  @Test func fitsANarrowScreen() {
    #expect(
      Canvases.narrow.checklist(Self.all, showsLooks: false) == [
        "  [x] A service called `web` is active",
        "  [ ] It has two running tasks",
        "      true in 40 s of simulated time: `wait 40s`, or keep",
        "      working",
        "  [!] Never fewer than two tasks of `web` were running",
        "      while the new revision came out",
        "      no longer so since 09:01:23; `undo` goes back",
        "  [ ] It runs on Fargate",
        "      wanted FARGATE, seen EC2",
        "  [ ] (bonus) You looked first",
      ])
  }

  @Test func coloursItsSigns() {
    let lines = Canvases.coloured.checklist(Self.all, showsLooks: false)
    #expect(lines[0] == "  \u{1B}[32m[x] \u{1B}[0mA service called \u{1B}[36m`web`\u{1B}[0m is active")
    #expect(lines[1] == "  \u{1B}[33m[ ] \u{1B}[0mIt has two running tasks")
    #expect(lines[3].hasPrefix("  \u{1B}[31m[!] \u{1B}[0m"))
  }

  @Test func saysTheSameToWhoListens() {
    #expect(
      Canvases.plain.checklist(Self.all, showsLooks: true) == Canvases.usual.checklist(Self.all, showsLooks: true))
  }

  @Test(arguments: [
    (100, "1 s", "1s"), (40_000, "40 s", "40s"), (40_001, "41 s", "41s"), (60_000, "1 min", "1m"),
    (100_000, "1 min 40 s", "1m40s"), (7_205_000, "2 h 5 s", "2h5s"),
  ])
  func namesSpansAsWaitTakesThem(milliseconds: Int, span: String, wait: String) {
    let lines = Canvases.usual.checklist(
      report(check("It", .willHold(after: Duration(milliseconds: milliseconds)))), showsLooks: false)
    #expect(lines.last == "      true in \(span) of simulated time: `wait \(wait)`, or keep working")
  }

  @Test func letsNothingSteerTheTerminal() {
    let lines = Canvases.usual.checklist(
      report(check("It", .open, wanted: "a", seen: "\u{1B}[2Jb\u{7}")), showsLooks: false)
    #expect(lines.last == "      wanted a, seen b")
  }
}

@Suite struct Feedback {
  private func feedback(
    _ report: StepReport, isPassedNow: Bool = false, movedAhead: Duration = .zero, diagnosis: SpokenDiagnosis? = nil,
    hasChanged: Bool = true, explanations: [String] = [], limits: StepLimits? = nil, medal: Medal.Grade? = nil
  ) -> StepFeedback {
    StepFeedback(
      report: report, isPassedNow: isPassedNow, movedAhead: movedAhead, diagnosis: diagnosis, hasChanged: hasChanged,
      explanations: explanations, limits: limits, medal: medal)
  }

  @Test func aPassedStepIsSaidWithItsDebrief() throws {
    let passed = feedback(report(check("It runs", .holds)), isPassedNow: true, movedAhead: .seconds(29))
    #expect(
      Canvases.usual.feedback(passed, step: try #require(done)) == [
        "  [x] It runs",
        "  (29 s of simulated time have passed for this)",
        "",
        "Step done. ",
        "You said two.",
        "",
        "Press Enter (or type `next`) to go on.",
      ])
  }

  @Test func aDiagnosisStandsUnderTheChecklist() throws {
    let spoken = SpokenDiagnosis(id: "count", text: "`web` exists, but its desired count is 1.", hint: 2)
    #expect(
      Canvases.usual.feedback(
        feedback(report(check("It runs", .open, look: "aws ecs list-tasks")), diagnosis: spoken),
        step: try #require(done)) == [
          "  [ ] It runs",
          "`web` exists, but its desired count is 1.",
          "  `hint` has more on this.",
        ])
  }

  @Test func whatHasNotChangedIsNotSaidAgain() throws {
    let same = feedback(report(check("It runs", .open)), hasChanged: false)
    #expect(Canvases.usual.feedback(same, step: try #require(done)) == [])
  }

  @Test func anErrorIsExplainedFirst() throws {
    let explained = feedback(
      report(check("It runs", .open)), hasChanged: false,
      explanations: ["There is no cluster called `default`, and that is where a command without --cluster looks."])
    #expect(
      Canvases.usual.feedback(explained, step: try #require(done)) == [
        "why: There is no cluster called `default`, and that is where a command without",
        "     --cluster looks.",
      ])
  }

  @Test func answersAreJudgedInWords() throws {
    let position = SourcePosition(line: 1, column: 1)
    let right = Choice(id: "a", text: "a", isCorrect: true, why: "That is `it`.", position: position)
    let wrong = Choice(id: "b", text: "b", isCorrect: false, why: "Look again.", position: position)
    let step = try #require(done)
    #expect(
      Canvases.usual.answer(.choice(wrong, isPassed: false, step: nil), step: step) == ["Not this one. Look again."])
    #expect(
      Canvases.usual.answer(.choice(right, isPassed: true, step: nil), step: step).prefix(3) == [
        "Yes. That is `it`.", "", "Step done. ",
      ])
    #expect(
      Canvases.usual.answer(.refused("choose one of `a`, `b`, as in `answer a`"), step: step) == [
        "choose one of `a`, `b`, as in `answer a`"
      ])
  }

  @Test func predictionsAreCompared() throws {
    let guess = try step(
      """
      ## What happens? {#guess kind=predict objectives=all}

      ```sh predict
      aws ecs delete-cluster --cluster a
      ```

      ```yaml ask
      - id: one
        text: How many are left?
        run: aws ecs list-clusters
        query: length(clusterArns)
        options: [1, 2]
        feedback:
          2: A deleted cluster is not listed any more.
      ```
      """)
    let question = try #require(guess.prediction?.questions.first)
    let ran = AnswerFeedback.predictionsRun(
      [PredictionOutcome(question: question, predicted: "2", actual: "1")],
      commands: ["aws ecs delete-cluster --cluster a"], output: "")
    #expect(
      Canvases.usual.answer(ran, step: guess).prefix(6) == [
        "",
        "Drydock runs it:",
        "    aws ecs delete-cluster --cluster a",
        "",
        "How many are left?",
        "  it is 1  (you said 2)",
      ])
    #expect(Canvases.usual.answer(ran, step: guess)[6] == "  A deleted cluster is not listed any more.")
    let same = AnswerFeedback.predictionsRun(
      [PredictionOutcome(question: question, predicted: "1", actual: "1")], commands: [], output: "")
    #expect(Canvases.usual.answer(same, step: guess).contains("  it is 1  (as you said)"))
    #expect(
      Canvases.usual.answer(.noted(question, option: "2", next: question), step: guess) == [
        "Noted: one = 2", "", "How many are left?", "  answer  `1`  `2`",
      ])
  }
}
