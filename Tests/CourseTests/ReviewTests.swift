/// Review: which steps come back, when, in which order, and in which world.
import Interpreter
import SimulationKit
import Testing
import Workspace

@testable import Course
@testable import Lessons

private let noon = Instant(milliseconds: 1_772_366_400_000)  // 2026-03-01T12:00:00Z

private func item(
  _ name: String, passed: Duration, shown: Bool = false, changed: Bool = false,
  _ reviews: (Duration, StepReview.Outcome)...
) -> ReviewItem {
  let parts = name.split(separator: "/").map(String.init)
  return ReviewItem(
    key: StepKey(lesson: parts[0], step: parts[1], checks: "1"), wasShown: shown, hasChanged: changed,
    passedAt: noon + passed * -1,
    reviews: reviews.map { StepReview(at: (noon + $0.0 * -1).iso8601(), outcome: $0.1) })
}

private func names(_ plan: ReviewPlan) -> [String] { plan.items.map { $0.key.lesson + "/" + $0.key.step } }

@Suite struct WhenAStepComesBack {
  private func due(_ item: ReviewItem) -> Bool { ReviewPlan([item], now: noon).due == 1 }

  @Test(arguments: [(1, false), (17, false), (18, true), (24, true), (24 * 30, true)])
  func aboutADayAfterItWasPassed(hours: Int, isDue: Bool) {
    #expect(due(item("map/look", passed: .hours(hours))) == isDue)
  }

  /// One, three and seven days after passing: gaps of one, two and four days.
  @Test(arguments: [(1, 1, false), (2, 1, true), (3, 2, false), (4, 2, true), (90, 3, false)])
  func thenAfterLongerGaps(daysSinceReview: Int, reviews: Int, isDue: Bool) {
    let done = (1...reviews).map { number in
      StepReview(at: (noon + .days(daysSinceReview + reviews - number) * -1).iso8601(), outcome: .right)
    }
    let item = ReviewItem(
      key: StepKey(lesson: "map", step: "look", checks: "1"), wasShown: false, hasChanged: false,
      passedAt: noon + .days(100) * -1, reviews: done)
    #expect(ReviewPlan([item], now: noon).due == (isDue ? 1 : 0))
  }

  @Test(arguments: [StepReview.Outcome.helped, .open])
  func whatNeededHelpComesBackTheNextDay(outcome: StepReview.Outcome) {
    #expect(due(item("map/look", passed: .days(9), (.days(4), .right), (.days(1), outcome))))
    #expect(!due(item("map/look", passed: .days(9), (.days(4), .right), (.hours(2), outcome))))
  }

  @Test func afterThreeReviewsItStaysAway() {
    let item = item("map/look", passed: .days(90), (.days(80), .right), (.days(70), .right), (.days(60), .right))
    let plan = ReviewPlan([item], now: noon)
    #expect(plan.items.isEmpty && plan.untilNext == nil && plan.known == 1)
  }

  @Test func whatIsJudgedOtherwiseNowComesBackAtOnce() {
    #expect(due(item("map/look", passed: .hours(1), changed: true)))
  }

  @Test func theNextInstantIsTold() {
    let plan = ReviewPlan([item("map/look", passed: .hours(2)), item("cli/form", passed: .hours(10))], now: noon)
    #expect(plan.items.isEmpty && plan.next == noon + .hours(8))
    #expect(ReviewPlan([], now: noon).next == nil)
  }

  @Test(arguments: [
    (Duration.hours(17), "in about 60 minutes"), (.hours(16), "in about 2 hours"),
    (.minutes(17 * 60 + 59), "in about 1 minute"),
    (.days(-1), "in about 2 days"),
  ])
  func howLongItIsToTheNext(passed: Duration, said: String) {
    #expect(ReviewPlan([item("map/look", passed: passed)], now: noon).untilNext == said)
  }
}

@Suite struct WhichStepsMakeAReview {
  @Test func sixAtMostTheMostOverdueFirst() {
    let many = (1...9).map { item("map/s\($0)", passed: .days($0 + 1)) }
    #expect(names(ReviewPlan(many, now: noon)) == ["s9", "s8", "s7", "s6", "s5", "s4"].map { "map/" + $0 })
    #expect(ReviewPlan(many, now: noon).due == 9)
  }

  @Test func whatWasShownOrHasChangedComesBeforeTheRest() {
    let plan = ReviewPlan(
      [
        item("map/old", passed: .days(30)), item("map/shown", passed: .days(2), shown: true),
        item("map/changed", passed: .days(3), changed: true),
      ], now: noon)
    #expect(names(plan) == ["map/changed", "map/shown", "map/old"])
  }

  @Test func lessonsAreMixed() {
    let plan = ReviewPlan(
      ["map/a", "map/b", "map/c", "cli/a", "cli/b"].enumerated().map {
        item($0.element, passed: .days(20 - $0.offset))
      },
      now: noon)
    #expect(names(plan) == ["map/a", "cli/a", "map/b", "cli/b", "map/c"])
  }

  @Test func aShortOneIsFilledUpWithWhatIsDueTomorrow() {
    let plan = ReviewPlan(
      [
        item("map/a", passed: .days(2)), item("map/b", passed: .hours(12)),
        item("map/c", passed: .days(5), (.days(0), .right)),
      ],
      now: noon)
    #expect(names(plan) == ["map/a", "map/b"])
  }

  @Test func practiceTakesWhateverThereIsTheLongestUnseenFirst() {
    let plan = ReviewPlan(
      [
        item("map/a", passed: .hours(1)),
        item("map/b", passed: .days(40), (.days(30), .right), (.days(20), .right), (.days(10), .right)),
      ],
      now: noon, all: true)
    #expect(names(plan) == ["map/b", "map/a"])
  }
}

@Suite struct WhatMayComeBack {
  private static let body =
    Sample.step(
      Sample.checks(Sample.ran("op: ecs list-clusters")), "```sh solution\naws ecs list-clusters\n```", id: "one")
    + Sample.step(
      Sample.checks(Sample.ran("op: ecs create-cluster")), "```sh solution\naws ecs create-cluster\n```", id: "two")
    + "## End {#end kind=explain}\n\nText.\n"

  private func lesson() throws -> Lesson { try Sample.lesson(Self.body, renamed: "\nreview: [one]") }

  private func progress(_ change: (inout StepProgress) -> Void = { $0.isSolved = true }) -> StepProgress {
    let store = try? ProgressStore(Store.open(.inMemory), now: { "2026-03-01T12:00:00Z" })
    return (try? store?.update(StepKey(lesson: "sample", step: "x", checks: "x"), change)) ?? StepProgress()
  }

  private func items(_ known: [(step: String, checks: String?, progress: StepProgress)]) throws -> [ReviewItem] {
    let lesson = try lesson()
    return ReviewItem.all(
      of: lesson,
      progress: known.map { entry in
        let hash = lesson.step(entry.step).map { String(lesson.checksHash(of: $0), radix: 16) } ?? ""
        return (StepKey(lesson: "sample", step: entry.step, checks: entry.checks ?? hash), entry.progress)
      })
  }

  @Test func nothingOfALessonThatIsNotFinished() throws {
    #expect(try items([("one", nil, progress()), ("two", nil, progress())]) == [])
  }

  @Test func whatTheAuthorNamed() throws {
    let found = try items([("one", nil, progress()), ("two", nil, progress()), ("end", nil, progress())])
    #expect(found.map(\.key.step) == ["one"])
    #expect(found.first?.passedAt == noon)
  }

  @Test func alsoWhatWasShown() throws {
    let shown = progress { progress in
      progress.isSolved = true
      progress.isSolutionShown = true
    }
    let found = try items([("one", nil, progress()), ("two", nil, shown), ("end", nil, progress())])
    #expect(found.map(\.key.step) == ["one", "two"] && found.map(\.wasShown) == [false, true])
  }

  @Test func whatWasShownAndWentWellSinceDoesNot() throws {
    let shown = progress { progress in
      progress.isSolved = true
      progress.isSolutionShown = true
      progress.review(StepReview(at: "2026-03-02T12:00:00Z", outcome: .right))
    }
    #expect(try items([("two", nil, shown), ("end", nil, progress())]) == [])
  }

  @Test func otherChecksThanThenAreAChange() throws {
    let found = try items([("one", "abc", progress()), ("end", nil, progress())])
    #expect(found.map(\.hasChanged) == [true])
    let tried = progress { $0.review(StepReview(at: "2026-03-02T12:00:00Z", outcome: .open)) }
    let later = try items([("one", "abc", progress()), ("one", nil, tried), ("end", nil, progress())])
    #expect(later.map(\.hasChanged) == [false] && later.first?.reviews.count == 1)
    #expect(try found.first?.key.checks == String(lesson().steps[0].checksHash, radix: 16))
  }
}

@Suite struct AStepDoneAgain {
  private static let quiz = """
    ## Which {#which kind=quiz objectives=all}

    ```yaml choices
    \(["a", "b", "c", "d", "e"].map { "- id: \($0)\n  text: The text \($0)\n  why: Because.\($0 == "a" ? "\n  correct: true" : "")" }.joined(separator: "\n"))
    ```

    """
  private static let body =
    Sample.step(
      Sample.checks(Sample.web("services[0].status", "is: ACTIVE")), "```sh solution\n\(Sample.createWeb)\n```",
      id: "create")
    + Sample.step(
      Sample.checks(Sample.web("services[0].desiredCount", "is: 3")),
      "```sh solution\naws ecs update-service --cluster harbor --service web --desired-count 3\n```", id: "more")
    + quiz

  private func reviewed(_ step: String, seed: UInt64 = 1, reviews: [StepReview] = []) throws -> ReviewedStep {
    try ReviewedStep(
      ReviewItem(
        key: StepKey(lesson: "sample", step: step, checks: "1"), wasShown: false, hasChanged: false, passedAt: noon,
        reviews: reviews), lesson: Sample.lesson(Self.body), fixture: .builtIn(named: "harbor"), seed: seed,
      outside: Outside())
  }

  @Test func beginsInTheWorldInWhichTheStepBegan() throws {
    let again = try reviewed("more")
    #expect(again.play.step.id == "more" && again.outcome == nil)
    #expect(try again.play.report()?.isPassed == false)
    _ = try again.play.afterLine(
      again.play.session.run("aws ecs update-service --cluster harbor --service web --desired-count 3"))
    #expect(again.outcome == .right)
  }

  @Test func withItsSolutionShownItWasHelped() throws {
    let again = try reviewed("more")
    _ = again.play.showSolution()
    _ = try again.play.afterLine(
      again.play.session.run("aws ecs update-service --cluster harbor --service web --desired-count 3"))
    #expect(again.outcome == .helped)
  }

  @Test func choicesStandInAnotherOrder() throws {
    let orders = try (1...6).map { seed in try reviewed("which", seed: UInt64(seed)).play.step.choices.map(\.id) }
    #expect(orders.allSatisfy { $0.sorted() == ["a", "b", "c", "d", "e"] })
    #expect(Set(orders).count > 1)
    #expect(try reviewed("which", seed: 1).play.step.choices.map(\.id) == orders[0])
  }

  @Test(arguments: [(["b", "a"], StepReview.Outcome.helped), (["a"], .right)])
  func aQuestionIsRightAtTheFirstAnswer(answers: [String], outcome: StepReview.Outcome) throws {
    let again = try reviewed("which")
    for answer in answers { _ = try again.play.answer([answer]) }
    #expect(again.outcome == outcome)
  }

  @Test func seedsDifferByProfileStepAndReview() {
    let one = item("map/look", passed: .zero)
    let seeds = [
      ReviewedStep.seed(profile: "a", one), ReviewedStep.seed(profile: "b", one),
      ReviewedStep.seed(profile: "a", item("map/see", passed: .zero)),
      ReviewedStep.seed(profile: "a", item("map/look", passed: .zero, (.zero, .right))),
    ]
    #expect(Set(seeds).count == 4)
  }

  @Test func whatCameOfItIsKeptAndAChangedStepIsSolvedAgain() throws {
    let keeper = ProgressKeeper.inMemory()
    let changed = item("map/look", passed: .days(1), changed: true)
    try keeper.note(.right, of: changed, at: "2026-03-01T12:00:00Z")
    let progress = try keeper.read(changed.key)
    #expect(progress.isSolved)
    #expect(progress.reviews == [StepReview(at: "2026-03-01T12:00:00Z", outcome: .right)])
  }
}

@Suite struct TheVariantOfALearner {
  private func header(_ count: Int) throws -> LessonHeader {
    let variants = (1...count).map { "\n  - id: v\($0)\n    name: n\($0)" }.joined()
    return try Sample.lesson(
      "## See {#see kind=explain objectives=all}\n\n{{name}}\n", renamed: "\nvariants:" + variants
    ).header
  }

  @Test func theDefaultProfilePlaysTheFirst() throws {
    #expect(try LearnerVariant.id(profile: "default", lesson: header(3)) == "v1")
  }

  @Test func othersAreSpreadAndStay() throws {
    let header = try header(3)
    let ids = (1...60).map { LearnerVariant.id(profile: "p\($0)", lesson: header) ?? "" }
    for variant in ["v1", "v2", "v3"] { #expect(ids.count { $0 == variant } > 8) }
    let more = try self.header(4)
    for number in 1...60 {
      let now = LearnerVariant.id(profile: "p\(number)", lesson: more)
      #expect(now == ids[number - 1] || now == "v4")
    }
  }

  @Test func aReviewHasAnotherOneEachTime() throws {
    let header = try header(3)
    #expect(
      (0...3).map { LearnerVariant.id(ofReview: $0, profile: "default", lesson: header) } == ["v2", "v3", "v1", "v2"])
    #expect(try LearnerVariant.id(ofReview: 0, profile: "default", lesson: self.header(1)) == "v1")
  }
}
