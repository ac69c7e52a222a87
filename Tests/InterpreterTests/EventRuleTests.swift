/// Event rules at the prompt: what a rule started is explained, its lines can be followed, and undo takes it back.
import Testing

@testable import Interpreter

@Suite("Event rules at the prompt") struct EventRulePromptTests {
  private static let trust =
    #"'{"Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sts:AssumeRole"}]}'"#
  private static let target =
    #"'[{"Id":"1","Arn":"arn:aws:ecs:us-east-1:123456789012:cluster/harbor","RoleArn":"arn:aws:iam::123456789012:role/bus","#
    + #""EcsParameters":{"TaskDefinitionArn":"arn:aws:ecs:us-east-1:123456789012:task-definition/web","LaunchType":"FARGATE","#
    + #""NetworkConfiguration":{"awsvpcConfiguration":{"Subnets":["subnet-quay-a"],"AssignPublicIp":"ENABLED"}}}}]'"#

  /// A rule `often` that is due each five minutes.
  private func session(mayRun: Bool = true) throws -> Session {
    let session = try makeSession()
    _ = session.run("aws iam create-role --role-name bus --assume-role-policy-document \(Self.trust)")
    if mayRun {
      _ = session.run(
        "aws iam attach-role-policy --role-name bus --policy-arn "
          + "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole")
    }
    _ = session.run("aws events put-rule --name often --schedule-expression 'rate(5 minutes)'")
    #expect(
      session.out("aws events put-targets --rule often --targets \(Self.target) --query FailedEntryCount") == "0\n")
    _ = session.run("wait 6m")
    return session
  }

  private static let startedBy =
    "aws ecs list-tasks --cluster harbor --started-by events-rule/often --query 'taskArns[0]' --output text"

  @Test func aTaskOfARuleIsExplainedBackToTheRule() throws {
    let session = try session()
    let task = session.out("T=$(\(Self.startedBy)); echo ${T##*/}").prefix(8)
    let lines = session.out("why \(task)").split(separator: "\n").map(String.init)
    #expect(lines.first == "task \(task) in cluster harbor: RUNNING, web:2 on FARGATE, of no service")
    #expect(
      lines.contains {
        $0.hasSuffix("rule often invokes target 1: RunTask of web in cluster harbor  (Scheduled Event)")
      })
    #expect(lines.last?.contains("$ aws events put-rule --name often") == true)
    #expect(session.out("timeline often").contains("rule often has target 1"))
  }

  @Test func aFailedInvocationIsExplained() throws {
    let session = try session(mayRun: false)
    let said = session.out("why often")
    #expect(said.hasPrefix("rule often: could not invoke target 1\n"))
    #expect(
      said.contains("That means: The target's role may not run tasks: attach AmazonEC2ContainerServiceEventsRole"))
  }

  @Test func undoTakesTheRuleBackWithItsTasks() throws {
    let session = try session()
    _ = session.run("undo; undo")
    #expect(session.out("aws events list-rules --query 'Rules'") == "[]\n")
    _ = session.run("wait 10m")
    #expect(session.out(Self.startedBy) == "None\n")
  }
}
