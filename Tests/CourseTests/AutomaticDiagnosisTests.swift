/// What is said from the nearest solution where the author has no diagnosis.
import Course
import Lessons
import Testing

@Suite struct AutomaticDiagnoses {
  private static let step = Sample.step(
    Sample.checks(Sample.web("services[0].desiredCount", "is: 3")),
    "```text hint\nOne.\n```\n\n```text hint\nTwo.\n```",
    "```sh solution\n\(Sample.createWeb.replacing("--desired-count 2", with: "--desired-count 3"))\n```")

  private func said(_ line: String) throws -> String? { try Learner(Self.step).type(line)?.automatic }

  @Test func anotherValueIsNamedAndNotTheRightOne() throws {
    #expect(
      try said(Sample.createWeb)
        == "The operation is right. `--desired-count` is `2` there; this step wants another value.")
  }

  @Test func aListIsShownAsItWasTyped() throws {
    let step = Sample.step(
      Sample.checks(Sample.ran("op: ecs describe-clusters, with: { clusters: [harbor] }")),
      "```sh solution\naws ecs describe-clusters --clusters harbor\n```")
    #expect(
      try Learner(step).type("aws ecs describe-clusters --clusters harbour")?.automatic
        == "The operation is right. `--clusters` is `harbour` there; this step wants another value.")
  }

  @Test func aLongValueIsNotShown() throws {
    func percents(_ minimum: Int) -> String {
      "--desired-count 3 --deployment-configuration maximumPercent=200,minimumHealthyPercent=\(minimum)"
    }
    let line = Sample.createWeb.replacing("--desired-count 2", with: percents(60))
    let step = Self.step.replacing("--desired-count 3", with: percents(50))
      .replacing("is: 3", with: "is: 4")
    #expect(
      try Learner(step).type(line)?.automatic
        == "The operation is right. One solution of this step has another value for `--deployment-configuration`.")
  }

  @Test func aGapThatWasLeftIsNamed() throws {
    #expect(
      try said("aws ecs create-cluster --cluster-name ____")
        == "`____` marks a gap: put a value in its place. `undo` takes this one back.")
    #expect(try said("aws ecs describe-clusters --clusters ____") == "`____` marks a gap: put a value in its place.")
  }

  @Test func aSiblingOperationIsNamed() throws {
    #expect(
      try said("aws ecs create-cluster --cluster-name a")
        == "`ecs create-cluster` did something, but this step is done by another operation. `undo` takes it back; "
        + "`hint` has more.")
  }

  @Test func waitingIsNoChangeThatAStepIsAbout() throws {
    let step = Sample.step(
      Sample.setup(Sample.createWeb), Sample.checks(Sample.ran("op: ecs describe-services, with: { services: [web] }")),
      "```sh solution\naws ecs wait services-stable --cluster harbor --services web\n\(Sample.describeWeb)\n```")
    #expect(
      try Learner(step).type("aws ecs describe-services --cluster harbor --services wbe")?.automatic
        == "The operation is right. `--services` is `wbe` there; this step wants another value.")
  }

  @Test func anOperationOfTheSolutionIsNoSiblingWhereItsValuesAreInVariables() throws {
    let step = Self.step.replacing(Sample.network, with: "\"$NETWORK\"")
      .replacing("```sh solution\n", with: "```sh solution\nNETWORK=\(Sample.network)\n")
    #expect(step.contains("\"$NETWORK\""))
    #expect(try Learner(step).type(Sample.createWeb)?.automatic == nil)
  }

  @Test func anyRevisionWillDoWherePlansAreRegisteredOnTheWay() throws {
    let line = Sample.createWeb.replacing("--desired-count 2", with: "--desired-count 4")
    let said = "The operation is right. `--desired-count` is `4` there; this step wants another value."
    let register =
      "aws ecs register-task-definition --family web --container-definitions name=web,image=nginx,memory=300"
    let step = Self.step.replacing("```sh solution\n", with: "```sh solution\n\(register)\n")
    #expect(try Learner(step).type(line.replacing("web:1", with: "web"))?.automatic == said)
    #expect(try Learner(step).type(line.replacing("web:1", with: "api"))?.automatic?.contains("`api`") == true)
    #expect(try Learner(Self.step).type(line.replacing("web:1", with: "web:2"))?.automatic?.contains("`web:2`") == true)
  }

  @Test func anotherObjectIsNamed() throws {
    let learner = try Learner(Self.step)
    try learner.type("aws ecs create-cluster --cluster-name other")
    let line = Sample.createWeb.replacing("--cluster harbor", with: "--cluster other")
    #expect(try learner.type(line)?.automatic == "That was about cluster `other`; this step is about `harbor`.")
  }

  @Test func lookingIsNoMistake() throws {
    #expect(try said("aws ecs list-clusters") == nil)
    let step = Self.step.replacing(
      "```sh solution\n", with: "```sh solution\naws ecs list-tasks --cluster harbor --family web\n")
    #expect(step.contains("--family web\n"))
    #expect(try Learner(step).type("aws ecs list-tasks --cluster harbor --family api")?.automatic == nil)
  }

  @Test func theAuthorsRuleSpeaksFirst() throws {
    let rule =
      "```yaml diagnose\n- id: count\n  when: { ran: { op: ecs create-service } }\n  say: Count.\n```\n\n```text hint\nOne."
    let learner = try Learner(Self.step.replacing("```text hint\nOne.", with: rule))
    let feedback = try #require(try learner.type(Sample.createWeb))
    #expect(feedback.diagnosis?.id == "count" && feedback.automatic == nil)
  }

  @Test func afterThreeTriesAHintIsOffered() throws {
    let learner = try Learner(Self.step)
    let offers = try (1...4).map { try learner.type("aws ecs create-cluster --cluster-name c\($0)")?.offersHint }
    #expect(offers == [false, false, true, false])
  }

  @Test func whereAllHintsAreOpenNoneIsOffered() throws {
    let learner = try Learner(Self.step)
    for _ in 1...2 { _ = learner.play.hint() }
    let offers = try (1...3).map { try learner.type("aws ecs create-cluster --cluster-name c\($0)")?.offersHint }
    #expect(offers == [false, false, false])
  }
}
