/// Looks: read-only commands asked of a world, without a trace.
import Documents
import Testing

@testable import Interpreter

@Suite struct LookTests {
  private func answer(_ text: String, _ session: Session) throws -> Look.Answer {
    try Look(text).ask(session.sandbox.world)
  }

  @Test func aLookGivesTheReply() throws {
    let session = try makeSession()
    #expect(
      try answer("aws ecs list-clusters", session)
        == .value(["clusterArns": ["arn:aws:ecs:us-east-1:123456789012:cluster/harbor"]]))
    #expect(
      try answer("ecs describe-clusters --clusters harbor --query 'clusters[0].status'", session) == .value("ACTIVE"))
  }

  @Test func aLookLeavesNoTrace() throws {
    let session = try makeSession()
    let entries = session.sandbox.allEntries().count
    _ = try answer("aws ecs describe-clusters --clusters harbor", session)
    #expect(session.sandbox.allEntries().count == entries)
    #expect(session.seconds == 0)
  }

  @Test func whatIsNotThereIsNullOrAFailure() throws {
    let session = try makeSession()
    #expect(try answer("aws ecs list-clusters --query 'nothing.here'", session) == .value(.null))
    #expect(
      try answer("aws ecs describe-services --cluster harbor --services web --query 'services[0]'", session)
        == .value(.null))
    #expect(
      try answer("aws ecs list-tasks --cluster nowhere", session)
        == .failed(code: "ClusterNotFoundException", message: "Cluster not found."))
  }

  @Test func whatIsRememberedIsTheQuestionAndNotTheAnswer() throws {
    let session = try makeSession()
    let look = try Look(
      "aws ecs describe-clusters --clusters $(aws ecs list-clusters --query 'clusterArns[]' --output text) "
        + "--query 'clusters[].clusterName | sort(@)'")
    var known = Look.KnownCalls()
    #expect(try look.ask(session.sandbox.world, remembering: &known) == .value(["harbor"]))
    #expect(try look.ask(session.sandbox.world, remembering: &known) == .value(["harbor"]))
    _ = session.run("aws ecs create-cluster --cluster-name pier")
    #expect(try look.ask(session.sandbox.world, remembering: &known) == .value(["harbor", "pier"]))
    #expect(throws: Look.Problem.self) {
      try Look("aws ecs delete-cluster --cluster pier").ask(session.sandbox.world, remembering: &known)
    }
  }

  @Test func aLookMayAskBeforeItAsks() throws {
    let session = try makeSession()
    let text =
      "aws ecs describe-clusters --clusters $(aws ecs list-clusters --query 'clusterArns[]' --output text) "
      + "--query 'clusters[].clusterName'"
    #expect(try answer(text, session) == .value(["harbor"]))
    try Look(text).checkIsReadOnly()
  }

  @Test func aLookSeesAllPages() throws {
    let session = try makeSession()
    session.isPaced = false
    _ = session.run((1...119).map { "aws ecs create-cluster --cluster-name c\($0)" }.joined(separator: "\n"))
    #expect(try answer("aws ecs list-clusters --query 'length(clusterArns)'", session) == .value(120))
  }

  @Test(arguments: [
    (
      "aws ecs create-cluster --cluster-name x",
      "ecs create-cluster changes the world; only describe, list and get may stand here"
    ),
    (
      "aws ecs describe-tasks --cluster harbor --tasks $(aws ecs run-task --task-definition web)",
      "ecs run-task changes the world; only describe, list and get may stand here"
    ),
    ("echo a", "this is no single `aws` command: echo a"),
    ("aws ecs list-clusters | wc", "this is no single `aws` command: aws ecs list-clusters | wc"),
    ("aws ecs list-clusters > f", "this is no single `aws` command: aws ecs list-clusters > f"),
    ("A=1 aws ecs list-clusters", "this is no single `aws` command: A=1 aws ecs list-clusters"),
    (
      "aws ecs list-clusters; aws ecs list-clusters",
      "this is no single `aws` command: aws ecs list-clusters; aws ecs list-clusters"
    ),
    (
      "aws ecs describe-clusters --clusters $(echo a)",
      "this is no single `aws` command: aws ecs describe-clusters --clusters $(echo a)"
    ),
    (
      "aws ecs wait services-stable --services web",
      "this is no single `aws` command: aws ecs wait services-stable --services web"
    ),
    ("aws ecs help", "this is no single `aws` command: aws ecs help"),
    ("aws ecs list-clusters '", "this is no single `aws` command: column 23: this single quote is not closed"),
    ("", "this is no single `aws` command: "),
  ])
  func refused(text: String, message: String) throws {
    let session = try makeSession()
    #expect {
      let look = try Look(text)
      try look.checkIsReadOnly()
      _ = try look.ask(session.sandbox.world)
    } throws: {
      ($0 as? Look.Problem)?.message == message
    }
    // Without the check, asking refuses it as well.
    #expect(throws: Look.Problem.self) { _ = try Look(text).ask(session.sandbox.world) }
    #expect(session.seconds == 0)
  }

  @Test func aLookNestsFourDeep() throws {
    func nested(_ depth: Int) -> String {
      (0..<depth).reduce("aws ecs list-clusters --query 'clusterArns[0]' --output text") { inner, _ in
        "aws ecs describe-clusters --clusters $(\(inner)) --query 'clusters[0].clusterArn' --output text"
      }
    }
    let session = try makeSession()
    _ = try answer(nested(4), session)
    #expect(throws: Look.Problem.self) { _ = try Look(nested(5)).ask(session.sandbox.world) }
    #expect(throws: Look.Problem.self) { try Look(nested(5)).checkIsReadOnly() }
  }
}
