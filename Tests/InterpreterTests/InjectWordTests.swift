/// `inject` as a learner types it.
import SimulationKit
import Testing
import Workspace

@testable import Interpreter

@Suite struct InjectWordTests {
  private static let network =
    "--network-configuration 'awsvpcConfiguration={subnets=[subnet-quay-a,subnet-quay-b],assignPublicIp=ENABLED}'"

  /// The course's cluster with a steady service of two tasks.
  private func steady() throws -> Session {
    let session = try makeSession()
    _ = session.run(
      "aws ecs create-service --cluster harbor --service-name web --task-definition web:1 --desired-count 2 "
        + "--launch-type FARGATE \(Self.network)")
    _ = session.run("wait until steady")
    return session
  }

  @Test func aFaultIsToldAndCostsNoTime() throws {
    let session = try steady()
    let before = session.sandbox.now
    let result = session.run("inject zone-outage zone=quay-a lasts=90s")
    #expect(result.exitCode == 0)
    #expect(result.standardOutput.hasPrefix("Zone us-east-1a fails until "))
    #expect(result.standardOutput.hasSuffix(", with 1 task.\n"))
    #expect(result.notices.contains { $0.contains("STOPPED") && $0.contains("ECS is performing maintenance") })
    #expect(session.sandbox.now == before)
    guard case .fault(let fault)? = session.sandbox.entries().last?.kind else {
      Issue.record("the journal does not end with the fault")
      return
    }
    #expect(fault == Fault(name: "zone-outage", arguments: ["zone": "quay-a", "lasts": "90s"]))
    #expect(session.sandbox.entries().last?.typed == "inject zone-outage zone=quay-a lasts=90s")
    #expect(session.out("inject").contains("These stand now:\n  zone-outage: zone us-east-1a fails until "))
    _ = session.run("wait 2m")
    #expect(session.out("inject").hasSuffix("No fault stands now.\n"))
  }

  @Test func undoTakesAFaultBack() throws {
    let session = try steady()
    let tasks = "aws ecs list-tasks --cluster harbor --desired-status STOPPED --output text"
    _ = session.run("inject task-killed service=web; wait 30s")
    #expect(session.out(tasks) != "")
    #expect(session.out("undo").hasPrefix("Taken back: inject task-killed service=web\n"))
    #expect(session.out(tasks) == "")
  }

  @Test(arguments: [
    (
      "inject zone-outge zone=a",
      "inject: there is no fault 'zone-outge'; `inject help` lists those there are. Did you mean `zone-outage`?"
    ),
    (
      "inject zone-outage zne=a",
      "inject: zone-outage takes no argument 'zne'; it takes zone, lasts. Did you mean `zone`?"
    ),
    ("inject task-killed service=wbe", "inject: there is no service 'wbe' here; there is web. Did you mean `web`?"),
    ("inject zone-outage a", "inject: 'a' is no KEY=VALUE: zone-outage zone=ZONE [lasts=TIME]"),
    ("inject zone-outage zone=a zone=b", "inject: zone is given twice; give it once"),
    ("inject help zone", "inject: there is no fault 'zone'. `inject help` lists those there are."),
    (
      "inject role-missing role=harborTaskRle",
      "inject: there is no role 'harborTaskRle' here; there is "
    ),
  ])
  func whatDoesNotFitIsRefused(line: String, expected: String) throws {
    let session = try steady()
    let before = session.sandbox.entries().count
    let result = session.run(line)
    #expect(result.exitCode == 2)
    #expect(result.standardOutput == "")
    #expect(result.standardError.hasPrefix("drydock: \(expected)"))
    #expect(session.sandbox.entries().count == before)
  }

  @Test func helpListsEveryFault() throws {
    let session = try makeSession()
    let help = session.out("inject help")
    #expect(help.contains("\n  zone-outage           an Availability Zone fails with the tasks"))
    // 37 faults and a last line.
    #expect(help.split(separator: "\n").count == 38)
    #expect(help.split(separator: "\n").allSatisfy { $0.count <= 120 })
    #expect(
      session.out("inject help capacity-refused") == """
        inject capacity-refused [launch=FARGATE|FARGATE_SPOT] [zone=ZONE] \
        [why=capacity|tasks|vcpus|cpu|memory|internal|blocked] [lasts=TIME]
        capacity-refused: Fargate takes no new tasks: it has no room, or a quota of the account is met

          launch=FARGATE|FARGATE_SPOT                           whose room is gone (FARGATE)
          zone=ZONE                                             only there; everywhere unless given
          why=capacity|tasks|vcpus|cpu|memory|internal|blocked  what it says: no room, a quota, a size, an error (capacity)
          lasts=TIME                                            how long, as in 90s, 5m or forever (10m)

        What there is to see: run-task failures and service events: "Capacity is unavailable at this time"; \
        run-task refused by BlockedException where the account is blocked.

        """)
  }

  /// 6,000 requests a minute are 100 in a second: those of 10 s are 120,000 bytes, more than a pipe holds.
  @Test func aProcessThatHangsInItsLogDriverIsExplained() throws {
    let session = try makeSession()
    let script = [
      "aws logs create-log-group --log-group-name /busy",
      "aws ecs register-task-definition --family busy --cpu 256 --memory 512 --network-mode awsvpc "
        + "--requires-compatibilities FARGATE --execution-role-arn "
        + "arn:aws:iam::123456789012:role/ecsTaskExecutionRole --task-role-arn harborTaskRole --container-definitions "
        + #"'[{"name":"web","image":"registry.example/harbor/web:1.0","portMappings":[{"containerPort":80}],"#
        + #""logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/busy","awslogs-region":"us-east-1","#
        + #""awslogs-stream-prefix":"w","mode":"blocking"}}}]'"#,
      "wait 5m",
      "aws ecs create-service --cluster harbor --service-name web --task-definition busy --desired-count 1 "
        + "--launch-type FARGATE --enable-execute-command --network-configuration "
        + "'awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web],assignPublicIp=ENABLED}' "
        + "--load-balancers targetGroupArn=$TG,containerName=web,containerPort=80",
      "wait until steady", "inject load service=web requests=6000", "inject logs-down lasts=forever", "wait 11s",
      "T=$(aws ecs list-tasks --cluster harbor --query 'taskArns[0]' --output text)",
    ]
    for line in doorToRooms + script { #expect(session.run(line).exitCode == 0, "\(line)") }
    let told = session.out("why ${T##*/}")
    #expect(told.contains("\n  container web hangs in a write to its log driver, since 09:"))
    #expect(told.contains("\nThat means: CloudWatch Logs takes nothing, and the awslogs driver's mode is blocking: "))
    #expect(told.contains("--task-definition busy:1 --query"))
    let number = try #require(
      session.sandbox.world.eventLog.all.last { $0.message.contains("hangs in a write") }?.number)
    #expect(session.out("why '#\(number)'").contains("\nThat means: CloudWatch Logs takes nothing"))
    let probe = session.run("probe internet -> web:80")
    #expect(probe.exitCode == 1)
    #expect(probe.standardOutput.contains("[no] container web listens on port 80 but answers nobody: it hangs in"))
    let inside = session.run(
      "aws ecs execute-command --cluster harbor --task $T --interactive --command 'curl localhost'")
    #expect((inside.standardOutput + inside.standardError).contains("curl: (28) Failed to connect to localhost"))
    _ = session.run("inject mend")
    #expect(session.run("probe internet -> web:80").exitCode == 0)
    #expect(!session.out("why ${T##*/}").contains("hangs in"))
  }

  @Test func withRefusedCredentialsNoCommandAndNoWaiterIsAnswered() throws {
    let session = try steady()
    _ = session.run("inject credentials-refused")
    #expect(
      session.err("aws ecs list-clusters").hasPrefix(
        "\naws: [ERROR]: An error occurred (ExpiredTokenException) when calling the ListClusters operation: The security "
          + "token included in the request is expired\n"))
    #expect(
      session.err("aws ecs wait services-stable --cluster harbor --services web").contains("ExpiredTokenException"))
    _ = session.run("undo")
    _ = session.run("inject mend")
    #expect(session.err("aws ecs list-clusters") == "")
  }

  @Test(arguments: [
    ("api-throttled", "(ThrottlingException)", "Rate exceeded"),
    ("api-down", "(ServerException)", "Service Unavailable. Please try again later."),
  ])
  func callsThatAreTriedAgainFailAfterTwoRetries(fault: String, code: String, message: String) throws {
    let session = try steady()
    _ = session.run("inject \(fault) lasts=90s")
    #expect(
      session.err("aws ecs list-clusters").hasPrefix(
        "\naws: [ERROR]: An error occurred \(code) when calling the ListClusters operation (reached max retries: 2): "
          + "\(message)\n"))
    _ = session.run("wait 90s")
    #expect(session.err("aws ecs list-clusters") == "")
    _ = session.run("undo; undo; undo")
    #expect(session.err("aws ecs list-clusters") == "")
  }

  @Test func whatIsTypedNeverSteersTheTerminal() throws {
    let session = try makeSession()
    let result = session.run("inject \"\u{1B}[2J\" a=b\ninject secret-missing secret=\"\u{1B}]0;x\"")
    #expect(!(result.standardError + result.standardOutput).contains("\u{1B}"))
    #expect(result.exitCode == 2)
  }
}
