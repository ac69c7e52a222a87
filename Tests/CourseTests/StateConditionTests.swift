/// Conditions on the world: state, events, order, groups, and the null rule.
import Course
import Testing

@Suite struct StateConditions {
  private static let noService =
    "run: aws ecs describe-services --cluster harbor --services web\nquery: services[0].runningCount\n"

  @Test(arguments: [
    ("is: null", true), ("exists: false", true), ("is: 0", false), ("is-not: 2", false), ("at-least: 0", false),
    ("at-most: 9", false), ("between: [0, 9]", false), ("one-of: [0, 1]", false), ("contains: 0", false),
    ("matches: /.*/", false), ("same-set: [0]", false), ("exists: true", false),
  ])
  func followTheNullRule(operation: String, holds: Bool) throws {
    let learner = try Learner(Sample.step(Sample.checks(Self.noService + operation)))
    #expect(try learner.holds == holds)
  }

  @Test func giveNullWhereTheServiceRefuses() throws {
    let learner = try Learner(
      Sample.step(Sample.checks("run: aws ecs list-services --cluster nothing\nquery: serviceArns\nis: null")))
    #expect(try learner.holds)
  }

  @Test func unTickWhenTheWorldChanges() throws {
    let learner = try Learner(
      Sample.step(
        Sample.checks(
          "run: aws ecs describe-clusters --clusters a\nquery: clusters[0].status\nis: ACTIVE",
          Sample.ran("op: ecs list-services"))))
    try learner.type("aws ecs create-cluster --cluster-name a")
    #expect(try learner.states == [.holds, .open])
    try learner.type("aws ecs delete-cluster --cluster a")
    #expect(try learner.states == [.open, .open])
  }

  @Test func sayWhatIsWantedAndSeenAndHowToLook() throws {
    let learner = try Learner(Sample.step(Sample.checks(Sample.web("services[0].desiredCount", "is: 3"))))
    try learner.type(Sample.createWeb)
    let check = try #require(try learner.play.report()?.checks.first)
    #expect(check.wanted == "3")
    #expect(check.seen == "2")
    #expect(
      check.look
        == "aws ecs describe-services --cluster harbor --services web --query 'services[0].desiredCount'")
  }

  @Test func costNothingAndLeaveNoTrace() throws {
    let learner = try Learner(Sample.step(Sample.checks(Sample.web("services[0].runningCount", "is: 2\nwithin: 3m"))))
    let (head, now) = (learner.sandbox.head, learner.sandbox.now)
    _ = try learner.play.check()
    #expect(learner.sandbox.head == head)
    #expect(learner.sandbox.now == now)
  }
}

@Suite struct EventConditions {
  private static func learner(_ event: String, _ lines: String...) throws -> Learner {
    let learner = try Learner(Sample.step(Sample.checks(event, Sample.ran("op: ecs list-clusters"))))
    try learner.typeAll(lines)
    return learner
  }

  @Test func findWhatTheServiceReported() throws {
    let learner = try Self.learner(
      #"event: { source: "service/web", message: "/has reached a steady state/" }"#, Sample.createWeb)
    #expect(try learner.states[0] == .open)
    try learner.type("wait 3m")
    #expect(try learner.states[0] == .holds)
  }

  @Test func beginWithTheStep() throws {
    let event = #"event: { source: "service/web", message: "/steady state/" }"#
    let learner = try Learner(
      Sample.step(Sample.setup(Sample.createWeb, "wait 3m"), kind: "explain") + "\n"
        + Sample.step(Sample.checks(event), id: "two"))
    _ = try learner.play.next()
    #expect(try learner.states == [.open])
  }

  @Test func canBeWaitedFor() throws {
    let learner = try Learner(
      Sample.step(Sample.checks("event: { source: \"service/web\", message: \"/steady state/\" }\nwithin: 5m")))
    let feedback = try #require(try learner.type(Sample.createWeb))
    #expect(feedback.isPassedNow)
    #expect(feedback.movedAhead.milliseconds > 0)
  }

  @Test(arguments: [
    (
      "{ source: \"service/web\", message: \"/has started/\" }", "{ source: \"service/web\", message: \"/steady/\" }",
      true
    ),
    (
      "{ source: \"service/web\", message: \"/steady/\" }", "{ source: \"service/web\", message: \"/has started/\" }",
      false
    ),
  ])
  func comeInOrder(first: String, second: String, holds: Bool) throws {
    let learner = try Self.learner("sequence:\n  - \(first)\n  - \(second)", Sample.createWeb, "wait 5m")
    #expect(try (learner.states[0] == .holds) == holds)
  }

  @Test func comeInOrderWithCommands() throws {
    let sequence =
      "sequence:\n  - event: { source: \"service/web\", message: \"/steady/\" }\n  - ran: { op: ecs list-tasks }"
    let learner = try Self.learner(sequence, Sample.createWeb, "aws ecs list-tasks --cluster harbor", "wait 5m")
    #expect(try learner.states[0] == .open)
    try learner.type("aws ecs list-tasks --cluster harbor")
    #expect(try learner.states[0] == .holds)
  }
}

@Suite struct GroupConditions {
  private static let listed = "ran: { op: ecs list-clusters }"
  private static let created = "ran: { op: ecs create-cluster }"

  @Test(arguments: [
    ("all", [true, false, false, false]), ("any", [true, true, true, false]),
  ])
  func allAndAny(form: String, wanted: [Bool]) throws {
    let both = ["aws ecs list-clusters", "aws ecs create-cluster --cluster-name a"]
    for (lines, holds) in zip([both, [both[0]], [both[1]], []], wanted) {
      let learner = try Learner(Sample.step(Sample.checks("\(form):\n  - \(Self.listed)\n  - \(Self.created)")))
      try learner.typeAll(lines)
      #expect(try learner.holds == holds, "\(form) after \(lines)")
    }
  }

  @Test func not() throws {
    let learner = try Learner(
      Sample.step(Sample.checks("not:\n  \(Self.created)", Sample.ran("op: ecs list-tasks"))))
    #expect(try learner.states == [.holds, .open])
    try learner.type("aws ecs create-cluster --cluster-name a")
    #expect(try learner.states == [.open, .open])
  }

  @Test(arguments: [("at-least: 2", [false, false, true]), ("at-most: 1", [true, true, false])])
  func count(limit: String, wanted: [Bool]) throws {
    let condition = "count:\n  of:\n    - \(Self.listed)\n    - \(Self.created)\n  \(limit)"
    let learner = try Learner(Sample.step(Sample.checks(condition, Sample.ran("op: ecs list-tasks"))))
    var seen = [try learner.holds]
    for line in ["aws ecs list-clusters", "aws ecs create-cluster --cluster-name a"] {
      try learner.type(line)
      seen.append(try learner.holds)
    }
    #expect(seen == wanted)
  }
}
