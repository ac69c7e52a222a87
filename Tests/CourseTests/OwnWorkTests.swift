/// The debrief from the learner's own commands.
import Interpreter
import Testing

@testable import Course

@Suite struct TheLearnersOwnWork {
  private static let goal = Sample.step(
    Sample.checks(Sample.web("services[0].desiredCount", "is: 4")),
    "```sh solution\n\(Sample.createWeb.replacing("--desired-count 2", with: "--desired-count 4"))\n```", kind: "goal")
  private static let update = "aws ecs update-service --cluster harbor --service web --desired-count 4"

  @Test func namesEachChangeAndHowManyTheShownWayNeeds() throws {
    let learner = try Learner(Self.goal)
    try learner.type(Sample.createWeb)
    try learner.type("aws ecs list-services --cluster harbor")
    let own = try #require(try learner.type(Self.update)?.ownWork)
    #expect(
      own
        == OwnWork(
          changes: [
            "create-service --service-name web --task-definition web:1 …",
            "update-service --service web --desired-count 4",
          ],
          shownChanges: 1))
  }

  @Test func countsShownCommandsWhoseValuesAreInFilesAndVariables() throws {
    let goal = Sample.step(
      Sample.checks(Sample.web("services[0].desiredCount", "is: 4")),
      "```sh solution\nCLUSTER=harbor\naws ecs create-service --cluster \"$CLUSTER\" --cli-input-json file://web.json\n"
        + "aws ecs update-service --cluster harbor --service web --desired-count 4\n```", kind: "goal")
    let learner = try Learner(goal)
    let passed = try learner.type(Sample.createWeb.replacing("--desired-count 2", with: "--desired-count 4"))
    #expect(passed?.ownWork?.shownChanges == 2)
  }

  @Test func ofARepairAValueWithBlanksIsInQuotes() throws {
    let repair = Sample.step(
      Sample.setup(Sample.createWeb, "wait 3m"),
      Sample.checks(Sample.web("services[0].runningCount", "is: 1")),
      "```sh solution\naws ecs update-service --cluster harbor --service web --desired-count 1\n```", kind: "repair")
    let learner = try Learner(repair)
    try learner.type(
      "aws ecs stop-task --cluster harbor --task $(aws ecs list-tasks --cluster harbor --query taskArns[0] --output text) "
        + "--reason 'no room'")
    let changes = learner.play.ownWork()?.changes
    #expect(changes?.first?.hasSuffix("--reason 'no room'") == true)
  }

  @Test func saysNothingOfExactlyTheShownWay() throws {
    let learner = try Learner(Self.goal)
    let feedback = try learner.type(Sample.createWeb.replacing("--desired-count 2", with: "--desired-count 4"))
    #expect(feedback?.isPassedNow == true && feedback?.ownWork == nil)
  }

  @Test func whatUndoTookBackIsNotAmongThem() throws {
    let learner = try Learner(Self.goal)
    try learner.type("aws ecs create-cluster --cluster-name pier")
    try learner.type("undo")
    try learner.type(Sample.createWeb)
    #expect(try learner.type(Self.update)?.ownWork?.changes.count == 2)
  }

  @Test func ofARepairTheFirstLookAndWhatMendedIt() throws {
    let repair = Sample.step(
      Sample.setup(Sample.createWeb),
      "```yaml fault\n- at: 0s\n  do: aws ecs update-service --cluster harbor --service web --desired-count 0\n```",
      "```yaml symptom\nrun: \(Sample.describeWeb)\nquery: services[0].desiredCount\nis: 0\n```",
      Sample.checks(Sample.web("services[0].desiredCount", "is: 2")),
      "```sh solution\naws ecs update-service --cluster harbor --service web --desired-count 2\n```", kind: "repair")
    let learner = try Learner(repair)
    try learner.type(Sample.describeWeb)
    try learner.type("aws ecs update-service --cluster harbor --service web --desired-count 1")
    let own = try learner.type("aws ecs update-service --cluster harbor --service web --desired-count 2")?.ownWork
    #expect(own?.firstLook == "describe-services --services web")
    #expect(own?.mend == "update-service --service web --desired-count 2")
    #expect(own?.changes.count == 2)
  }

  @Test func afterAShownSolutionAWordOfOnesOwnIsAskedFor() throws {
    let learner = try Learner(Self.goal)
    _ = learner.play.showSolution()
    let passed = try learner.type(Sample.createWeb.replacing("--desired-count 2", with: "--desired-count 4"))
    #expect(passed?.asksForOwnWords == true)
  }
}

@Suite struct TheCheatSheet {
  private func sheet(_ lines: String...) throws -> [String] {
    let learner = try Learner("## See {#see kind=explain objectives=all}\n\nText.\n")
    try learner.typeAll(lines)
    return CheatSheet.commands(in: learner.sandbox.entries()).map(\.typed)
  }

  @Test func hasOneOfEachKindTheNewest() throws {
    #expect(
      try sheet(
        "aws ecs describe-clusters --clusters harbor", "aws ecs list-clusters",
        "aws ecs describe-clusters --clusters pier",
        "aws ecs describe-clusters")
        == ["aws ecs describe-clusters --clusters pier", "aws ecs list-clusters", "aws ecs describe-clusters"])
  }

  @Test func hasNothingThatFailedOrWasTakenBack() throws {
    #expect(
      try sheet("aws ecs list-tasks --cluster nowhere", "aws ecs create-cluster --cluster-name pier", "undo") == [])
  }

  @Test func aLineWithAnotherInsideIsOneLine() throws {
    let line = "aws ecs describe-clusters --clusters $(aws ecs list-clusters --query 'clusterArns[0]' --output text)"
    #expect(try sheet(line) == [line])
  }
}
