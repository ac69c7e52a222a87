/// Conditions on what the learner typed: `ran`, and answers.
import Course
import Testing

@Suite struct RanConditions {
  struct Case: Sendable, CustomTestStringConvertible {
    let matcher: String
    let commands: [String]
    let holds: Bool
    init(_ matcher: String, _ commands: String..., holds: Bool) {
      self.matcher = matcher
      self.commands = commands
      self.holds = holds
    }
    var testDescription: String { "{ \(matcher) } after \(commands)" }
  }

  private static func judge(_ item: Case) throws {
    let learner = try Learner(Sample.step(Sample.checks(Sample.ran(item.matcher))))
    try learner.typeAll(item.commands)
    #expect(try learner.holds == item.holds)
  }

  @Test(arguments: [
    Case("op: ecs list-clusters", "aws ecs list-clusters", holds: true),
    Case("op: ecs list-clusters", "ecs list-clusters", holds: true),
    Case("op: ecs list-clusters", "aws ecs list-services --cluster harbor", holds: false),
    Case("op: \"/^ecs (list|describe)-clusters$/\"", "aws ecs describe-clusters", holds: true),
    Case("op: ecs list-clusters", "aws ecs list-clusters --generate-cli-skeleton", holds: false),
    Case("op: ecs list-clusters", "aws ecs list-clusters help", holds: false),
  ])
  func findTheOperation(item: Case) throws { try Self.judge(item) }

  @Test(arguments: [
    Case("op: ecs create-cluster, outcome: ok", "aws ecs create-cluster --cluster-name a", holds: true),
    Case("op: ecs create-cluster, outcome: error", "aws ecs create-cluster --cluster-name a", holds: false),
    Case("op: ecs list-services, outcome: error", "aws ecs list-services", holds: true),
    Case("op: ecs list-services, error: ClusterNotFoundException", "aws ecs list-services", holds: true),
    Case("op: ecs list-services, error: InvalidParameterException", "aws ecs list-services", holds: false),
    Case("op: ecs list-services, message: \"/cluster not found/i\"", "aws ecs list-services", holds: true),
    // Refused by the command line itself: an error without a code.
    Case("op: ecs delete-cluster, outcome: error", "aws ecs delete-cluster", holds: true),
    Case(
      "op: ecs delete-cluster, message: \"/arguments are required: --cluster/\"", "aws ecs delete-cluster", holds: true),
    Case("op: ecs delete-cluster, error: \"/.*/\"", "aws ecs delete-cluster", holds: false),
  ])
  func lookAtTheOutcome(item: Case) throws { try Self.judge(item) }

  @Test(arguments: [
    "awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web]}",
    #"{"awsvpcConfiguration": {"securityGroups": ["sg-web"], "subnets": ["subnet-quay-a"]}}"#,
    "file://net.json",
  ])
  func understandValuesHoweverTheyAreWritten(value: String) throws {
    let matcher =
      "op: ecs run-task, with: { network-configuration: { awsvpcConfiguration: { subnets: [subnet-quay-a] } } }"
    let learner = try Learner(Sample.step(Sample.checks(Sample.ran(matcher))))
    try learner.type(#"echo '{"awsvpcConfiguration": {"subnets": ["subnet-quay-a"]}}' > net.json"#)
    try learner.type(
      "aws ecs run-task --cluster harbor --task-definition web --launch-type FARGATE --network-configuration '\(value)'"
    )
    #expect(try learner.holds)
  }

  @Test func understandAWholeInput() throws {
    let learner = try Learner(
      Sample.step(Sample.checks(Sample.ran("op: ecs describe-clusters, with: { clusters: [harbor] }"))))
    try learner.type(#"aws ecs describe-clusters --cli-input-json '{"clusters": ["harbor", "other"]}'"#)
    #expect(try learner.holds)
  }

  @Test(arguments: [
    Case(
      "op: ecs list-services, with: { cluster: harbor }",
      "aws ecs list-services --cluster arn:aws:ecs:us-east-1:123456789012:cluster/harbor", holds: true),
    Case(
      "op: ecs describe-task-definition, with: { task-definition: \"web:1\" }",
      "aws ecs describe-task-definition --task-definition arn:aws:ecs:us-east-1:123456789012:task-definition/web:1",
      holds: true),
    Case(
      "op: ecs list-services, with: { cluster: \"/^arn:/\" }",
      "aws ecs list-services --cluster arn:aws:ecs:us-east-1:123456789012:cluster/harbor", holds: true),
    Case(
      "op: ecs list-services, with: { cluster: harbor }", "aws ecs list-services --cluster harbor2", holds: false),
  ])
  func takeNamesAndARNsForTheSame(item: Case) throws { try Self.judge(item) }

  @Test(arguments: [
    Case("op: ecs describe-clusters, with: { clusters: [default] }", "aws ecs describe-clusters", holds: true),
    Case("op: ecs list-services, with: { cluster: default }", "aws ecs list-services", holds: true),
    Case("op: ecs list-services, with: { cluster: default }", "aws ecs list-services --cluster harbor", holds: false),
    Case(
      "op: ecs list-tasks, with: { desired-status: RUNNING }", "aws ecs list-tasks --cluster harbor", holds: true),
    Case("op: ecs run-task, with: { count: 1 }", "aws ecs run-task --task-definition web", holds: true),
    Case(
      "op: ecs update-service, with: { force-new-deployment: false }",
      "aws ecs update-service --cluster harbor --service web", holds: true),
    Case(
      "op: ecs update-service, with: { force-new-deployment: true }",
      "aws ecs update-service --cluster harbor --service web --force-new-deployment", holds: true),
  ])
  func fillInDefaults(item: Case) throws { try Self.judge(item) }

  @Test(arguments: [
    Case("op: ecs list-clusters, times: 2", "aws ecs list-clusters", holds: false),
    Case("op: ecs list-clusters, times: 2", "aws ecs list-clusters", "aws ecs list-clusters", holds: true),
    Case("op: ecs list-clusters, times: 2", "aws ecs list-clusters; aws ecs list-clusters", holds: true),
    Case("op: ecs list-clusters, times: { at-most: 1 }", "aws ecs list-clusters", holds: true),
  ])
  func count(item: Case) throws { try Self.judge(item) }

  @Test(arguments: [
    Case(
      "op: ecs list-clusters, before: first-change", "aws ecs list-clusters", "aws ecs create-cluster --cluster-name a",
      holds: true),
    Case(
      "op: ecs list-clusters, before: first-change", "aws ecs create-cluster --cluster-name a", "aws ecs list-clusters",
      holds: false),
    // Refused and failed commands have changed nothing.
    Case(
      "op: ecs list-clusters, before: first-change", "aws ecs delete-cluster --cluster nothing",
      "aws ecs list-clusters",
      holds: true),
  ])
  func tellWhatCameFirst(item: Case) throws { try Self.judge(item) }

  @Test func leaveOutWhatTheLessonRuns() throws {
    let learner = try Learner(
      Sample.step(Sample.setup("aws ecs list-clusters"), Sample.checks(Sample.ran("op: ecs list-clusters"))))
    #expect(try !learner.holds)
  }

  @Test func beginAnewWithEachStep() throws {
    let check = Sample.checks(Sample.ran("op: ecs list-clusters"))
    let learner = try Learner(Sample.step(check) + "\n" + Sample.step(check, id: "two"))
    try learner.type("aws ecs list-clusters")
    _ = try learner.play.next()
    #expect(learner.play.step.id == "two")
    #expect(try !learner.holds)
  }

  @Test func keepTheirTickWhileTimePasses() throws {
    let learner = try Learner(
      Sample.step(
        Sample.checks(
          Sample.ran("op: ecs list-clusters"), "run: aws ecs list-clusters\nquery: length(clusterArns)\nis: 9")))
    try learner.typeAll(["aws ecs list-clusters", "wait 2h", "aws ecs list-services --cluster harbor"])
    #expect(try learner.states == [.holds, .open])
  }
}
