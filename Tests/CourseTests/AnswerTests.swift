/// Answers, predictions, hints, solutions, and what progress says of them.
import Course
import SimulationKit
import Testing
import Workspace

private let quiz = """
  ## Quiz {#quiz kind=quiz objectives=all}

  ```yaml choices
  - id: task
    text: The task
    why: It ends.
  - id: service
    text: The service
    correct: true
    why: It stands.
  ```

  """

private let question = """
  ask: How many?
  choices:
    - { id: "2", text: two, why: Too few. }
    - { id: "5", text: five, correct: true, why: So it is. }
  """

extension Learner {
  fileprivate func choice(_ words: String...) throws -> (id: String, isPassed: Bool)? {
    guard case .choice(let choice, let isPassed, _) = try play.answer(words) else { return nil }
    return (choice.id, isPassed)
  }
  fileprivate func refusal(_ words: String...) throws -> String? {
    guard case .refused(let reason) = try play.answer(words) else { return nil }
    return reason
  }
}

@Suite struct Quizzes {
  @Test(arguments: ["service", "Service", "2", "b", "B"])
  func takeAnIdANumberOrALetter(word: String) throws {
    let learner = try Learner(quiz)
    #expect(try #require(try learner.choice(word)) == ("service", true))
    #expect(learner.play.isPassed)
  }

  @Test func aWrongChoiceCountsAsAnAttempt() throws {
    let learner = try Learner(quiz)
    #expect(try #require(try learner.choice("1")) == ("task", false))
    #expect(!learner.play.isPassed)
    #expect(learner.play.stepProgress.attempts == 1)
    _ = try learner.choice("2")
    let answers = learner.play.stepProgress.answers
    #expect(answers.map(\.question) == ["quiz"])
    #expect(answers.first?.choices == ["task", "service"])
  }

  @Test(arguments: ["3", "0", "c", "{", "nothing", "99999999999999999999"])
  func offerTheirChoicesForAnythingElse(word: String) throws {
    let learner = try Learner(quiz)
    #expect(try learner.refusal(word) == "choose one of `task`, `service`, as in `answer task`")
  }
}

@Suite struct ChoicesTypedAlone {
  @Test func areToldTheWordBeforeThem() throws {
    let learner = try Learner(quiz)
    try learner.type("service")
    #expect(
      learner.last?.standardError
        == "drydock: 'service' is no command here. To answer with it, type `answer service`.\n")
    #expect(!learner.play.isPassed)
  }

  @Test func otherWordsAreUnknownAsEver() throws {
    let learner = try Learner(quiz)
    try learner.type("servant")
    #expect(learner.last?.standardError.hasPrefix("drydock: 'servant' is no command here.") == true)
    #expect(learner.last?.standardError.contains("answer") == false)
  }
}

@Suite struct QuestionsAmongChecks {
  private let one = Sample.step(Sample.checks(question, Sample.ran("op: ecs list-clusters")))

  @Test func theOnlyOneNeedsNoName() throws {
    let learner = try Learner(one)
    #expect(try #require(try learner.choice("5")) == ("5", false))
    #expect(try learner.states == [.holds, .open])
    #expect(try #require(try learner.type("aws ecs list-clusters")).isPassedNow)
  }

  @Test func numbersThatAreIdsAreTakenAsIds() throws {
    let learner = try Learner(one)
    #expect(try #require(try learner.choice("2")) == ("2", false))
    #expect(try #require(try learner.choice("b")) == ("5", false))
    #expect(try learner.refusal("1") != nil)
  }

  @Test func aWrongAnswerDoesNotTakeARightOneBack() throws {
    let learner = try Learner(one)
    _ = try learner.choice("5")
    _ = try learner.choice("2")
    #expect(try learner.states == [.holds, .open])
  }

  @Test func undoTakesBackChangesAndNoAnswer() throws {
    let learner = try Learner(one)
    try learner.type("aws ecs create-cluster --cluster-name a")
    _ = try learner.choice("5")
    try learner.type("undo")
    #expect(try learner.ask("aws ecs list-clusters", "length(clusterArns)") == 1)
    #expect(try learner.states == [.holds, .open])
  }

  @Test func severalAreNamed() throws {
    let learner = try Learner(Sample.step(Sample.checks(question, question)))
    #expect(
      try learner.refusal("5")
        == "say which question and which choice, as in `answer c1 2`; the choices of `c1` are `2`, `5`")
    #expect(try #require(try learner.choice("c2", "5")) == ("5", false))
    #expect(try learner.states == [.open, .holds])
    #expect(try #require(try learner.choice("c1", "b")) == ("5", true))
    #expect(learner.play.isPassed)
  }

  @Test func answersInALineOfCommandsCountToo() throws {
    let learner = try Learner(one)
    try learner.type("aws ecs list-clusters; answer 5")
    #expect(learner.play.isPassed)
  }

  @Test func stepsWithoutAQuestionSaySo() throws {
    let learner = try Learner(Sample.step(Sample.checks(Sample.ran("op: ecs list-clusters"))))
    #expect(try learner.refusal("5") == "there is no question in this step; `check` shows what it asks for")
    let other = try Learner("## Read {#read kind=explain objectives=all}\n")
    #expect(try other.refusal("5") == "there is no question in this step; `next` goes on")
  }
}

@Suite struct Predictions {
  private let learner: Learner

  init() throws {
    learner = try Learner(
      Sample.step(Sample.setup(Sample.createWeb, "wait 3m"), kind: "predict") + """

        ```sh predict
        aws ecs update-service --cluster harbor --service web --desired-count 1
        ```

        ```yaml ask
        - id: later
          text: Running three minutes later?
          at: 3m
          run: \(Sample.describeWeb)
          query: services[0].runningCount
          options: [1, 2]
          feedback:
            2: The order was for one.
        - id: at-once
          text: Running right after it?
          at: 0s
          run: \(Sample.describeWeb)
          query: services[0].runningCount
          options: [1, 2]
        ```

        """)
  }

  @Test func allAreSaidBeforeAnythingRuns() throws {
    let now = learner.sandbox.now
    guard case .noted(let question, let option, let next?) = try learner.play.answer(["2"]) else {
      Issue.record("not noted")
      return
    }
    #expect(question.id == "later" && option == "2" && next.id == "at-once")
    #expect(learner.sandbox.now == now)
    #expect(try learner.ask(Sample.describeWeb, "services[0].desiredCount") == 2)
  }

  @Test func eachIsReadAtItsOwnInstant() throws {
    _ = try learner.play.answer(["2"])
    let before = learner.sandbox.now
    guard case .predictionsRun(let outcomes, let commands, _) = try learner.play.answer(["2"]) else {
      Issue.record("not run")
      return
    }
    #expect(commands == ["aws ecs update-service --cluster harbor --service web --desired-count 1"])
    // By their instants: two still run when the command has answered, one is left three minutes later.
    #expect(outcomes.map(\.question.id) == ["at-once", "later"])
    #expect(outcomes.map(\.actual) == ["2", "1"])
    #expect(outcomes.map(\.isRight) == [true, false])
    #expect(outcomes.map(\.feedback) == [nil, "The order was for one."])
    #expect(learner.sandbox.now == before + .minutes(3))
    #expect(learner.play.isPassed)
  }

  @Test func aNamedQuestionMayBeSaidAgain() throws {
    _ = try learner.play.answer(["later", "2"])
    _ = try learner.play.answer(["later", "a"])
    guard case .predictionsRun(let outcomes, _, _) = try learner.play.answer(["at-once", "b"]) else {
      Issue.record("not run")
      return
    }
    #expect(outcomes.map(\.predicted) == ["2", "1"])
  }

  @Test func anOptionOfSeveralWordsNeedsNoQuotes() throws {
    let learner = try Learner(
      Sample.step(Sample.setup(Sample.createWeb, "wait 3m"), kind: "predict") + """

        ```sh predict
        aws ecs update-service --cluster harbor --service web --desired-count 1
        ```

        ```yaml ask
        - id: status
          text: How does it stand right after it?
          run: \(Sample.describeWeb)
          query: "services[0].status == 'ACTIVE' && 'is active' || 'is gone'"
          options: [is gone, is active]
        - id: later
          text: And a minute later?
          at: 1m
          run: \(Sample.describeWeb)
          query: "services[0].status == 'ACTIVE' && 'is active' || 'is gone'"
          options: [is gone, is active]
        ```

        """)
    guard case .refused = try learner.play.answer(["is", "late"]) else {
      Issue.record("taken")
      return
    }
    guard case .noted(let question, let option, _) = try learner.play.answer(["later", "is", "gone"]) else {
      Issue.record("not noted")
      return
    }
    #expect(question.id == "later" && option == "is gone")
    guard case .predictionsRun(let outcomes, _, _) = try learner.play.answer(["Is", "active"]) else {
      Issue.record("not run")
      return
    }
    #expect(outcomes.map(\.predicted) == ["is active", "is gone"])
    #expect(outcomes.map(\.isRight) == [true, false])
  }

  @Test func offerTheirOptionsForAnythingElse() throws {
    guard case .refused(let reason) = try learner.play.answer(["7"]) else {
      Issue.record("taken")
      return
    }
    #expect(reason == "choose one of `1`, `2`, as in `answer 1`")
  }
}

@Suite struct Help {
  private let learner: Learner

  init() throws {
    learner = try Learner(
      Sample.step(
        Sample.checks(Sample.ran("op: ecs list-clusters")),
        "```text hint\nOne.\n```\n\n```text hint\nTwo.\n```\n\n```sh hint\naws ecs list-____\n```",
        "```sh solution\naws ecs list-clusters\n```\n\n```sh solution id=other\necs list-clusters\n```"))
  }

  @Test func hintsComeOneAfterTheOther() throws {
    #expect(learner.play.hint(2) == nil)
    #expect((1...4).map { _ in learner.play.hint()?.number } == [1, 2, 3, 3])
    #expect(learner.play.hint(1)?.hint.text == "One.")
    #expect(learner.play.hint(0) == nil && learner.play.hint(4) == nil)
    #expect(learner.play.openedHints.count == 3)
    #expect(learner.play.stepProgress.hints == 3)
  }

  @Test func theFirstSolutionIsShownAndNoted() throws {
    #expect(learner.play.showSolution()?.commands.map(\.text) == ["aws ecs list-clusters"])
    #expect(learner.play.stepProgress.isSolutionShown)
  }

  @Test func aSolutionShownAfterwardsCostsNothing() throws {
    try learner.type("aws ecs list-clusters")
    _ = learner.play.showSolution()
    #expect(!learner.play.stepProgress.isSolutionShown)
  }

  @Test func helpIsNoAttempt() throws {
    _ = learner.play.hint()
    try learner.type("files")
    try learner.type("aws ecs describe-clusters")
    #expect(learner.play.stepProgress.attempts == 0)
    try learner.type("aws ecs create-cluster --cluster-name a")
    try learner.type("aws ecs delete-cluster")
    #expect(learner.play.stepProgress.attempts == 2)
  }

  @Test func pointsAndChecksAreKept() throws {
    let checks = Sample.checks(
      Sample.ran("op: ecs list-clusters") + "\npoints: 3", Sample.ran("op: ecs list-tasks") + "\nbonus: true\npoints: 2"
    )
    let learner = try Learner(Sample.step(checks))
    try learner.type("aws ecs list-clusters")
    #expect(learner.play.stepProgress.points == 3)
    #expect(learner.play.stepProgress.earnedChecks == ["c1"])
  }
}
