/// `wait` and the words that go back: how far the clock moves, what is said, what is refused.
import SimulationKit
import Testing
import Workspace

@testable import Interpreter

@Suite struct TimeWordTests {
  @Test func timePasses() throws {
    let session = try makeSession()
    #expect(session.out("wait 40s") == "It is 09:00:40.\n")
    #expect(session.out("wait 1h30m") == "It is 10:30:40.\n")
    #expect(session.out("wait 20") == "It is 10:31:00.\n")
    #expect(session.out("wait 30d") == "It is 10:31:00.\n")
    #expect(session.seconds == 91 * 60 + 30 * 86_400)
  }

  /// Behind a load balancer a task that is RUNNING is not there for users yet.
  @Test func steadyMeansThatUsersReachAllOfIt() throws {
    let session = try makeSession()
    let script = [
      "wait 5m", createWeb + " --load-balancers targetGroupArn=$TG,containerName=web,containerPort=80",
      "wait until steady", "aws ecs update-service --cluster harbor --service web --desired-count 4",
      "wait until steady",
    ]
    for line in doorToRooms + script { _ = session.run(line) }
    #expect(
      session.out(
        "aws elbv2 describe-target-health --target-group-arn $TG "
          + "--query 'TargetHealthDescriptions[].TargetHealth.State' --output text")
        == "healthy\thealthy\thealthy\thealthy\n")
  }

  @Test func whatHappensMeanwhileIsTold() throws {
    let session = try makeSession()
    _ = session.run(createWeb)
    let output = session.out("wait 5m")
    #expect(output.contains("(service web) has reached a steady state."))
    #expect(output.hasSuffix("It is 09:05:05.\n"))
    #expect(
      output.split(separator: "\n").allSatisfy {
        $0.hasPrefix("  09:0") || $0.hasPrefix("It is") || $0.hasPrefix("  …")
      })
  }

  @Test(arguments: [
    ("wait", "say how long, as in `wait 40s`, `wait 5m`, `wait 1h30m`, or `wait until steady`"),
    ("wait 5 m", "say how long, as in `wait 40s`, `wait 5m`, `wait 1h30m`, or `wait until steady`"),
    (
      "wait soon",
      "'soon' is no length of time; say how long, as in `wait 40s`, `wait 5m`, `wait 1h30m`, or `wait until steady`"
    ),
    (
      "wait 1.5h",
      "'1.5h' is no length of time; say how long, as in `wait 40s`, `wait 5m`, `wait 1h30m`, or `wait until steady`"
    ),
    (
      "wait 0", "'0' is no time at all; say how long, as in `wait 40s`, `wait 5m`, `wait 1h30m`, or `wait until steady`"
    ),
    (
      "wait 0h0s",
      "'0h0s' is no time at all; say how long, as in `wait 40s`, `wait 5m`, `wait 1h30m`, or `wait until steady`"
    ),
    ("wait -5s", "time goes only forward here; `undo` takes your last change back"),
    ("wait 31d", "'31d' is too long: one wait is at most 30 days (30d); wait several times"),
    ("wait 2592001", "'2592001' is too long: one wait is at most 30 days (30d); wait several times"),
    (
      "wait 99999999999999999999999999d",
      "'99999999999999999999999999d' is too long: one wait is at most 30 days (30d); wait several times"
    ),
    ("wait until", "until what? `wait until steady` or `wait until steady SERVICE`"),
    ("wait until tomorrow", "until what? `wait until steady` or `wait until steady SERVICE`"),
  ])
  func refused(text: String, message: String) throws {
    let session = try makeSession()
    let result = session.run(text)
    #expect(result.standardError == "drydock: wait: \(message)\n")
    #expect(result.exitCode == 2)
    #expect(session.seconds == 0)
  }

  @Test func untilSteady() throws {
    let session = try makeSession()
    #expect(session.out("wait until steady") == "Nothing to wait for: all is steady.\n")
    #expect(session.seconds == 0)
    _ = session.run(createWeb)
    let output = session.out("wait until steady web")
    #expect(output.hasSuffix(" All is steady.\n"))
    let running = "aws ecs describe-services --cluster harbor --services web --query 'services[0].runningCount'"
    #expect(session.out(running) == "2\n")
    #expect(session.out("wait until steady") == "Nothing to wait for: all is steady.\n")
    #expect(session.err("wait until steady nope") == "drydock: wait: there is no service called 'nope'\n")
  }

  /// Before the scheduler's next turn as well, when the machine still looks as before.
  @Test func notSteadyWhileAMachineIsBeingEmptied() throws {
    let session = try makeSession()
    let machine = "aws ecs list-container-instances --cluster harbor --query 'containerInstanceArns[0]' --output text"
    _ = session.run(
      """
      aws ec2 run-instances --image-id ami-1 --instance-type t3.small --subnet-id subnet-quay-a --count 2 \
      --user-data 'ECS_CLUSTER=harbor'
      aws ecs register-task-definition --family seat --requires-compatibilities EC2 --network-mode bridge \
      --container-definitions name=seat,image=registry.example/harbor/web:1.1,memory=200
      wait 3m
      aws ecs create-service --cluster harbor --service-name seat --task-definition seat --desired-count 2 \
      --launch-type EC2
      wait until steady
      aws ecs update-container-instances-state --cluster harbor --status DRAINING \
      --container-instances $(\(machine))
      """)
    #expect(session.out("wait until steady").hasSuffix(" All is steady.\n"))
    let left = "aws ecs list-tasks --cluster harbor --container-instance $(\(machine)) --query 'length(taskArns)'"
    #expect(session.out(left) == "0\n")
  }

  /// An image that does not exist: the service never has what it wants.
  @Test func neverSteady() throws {
    let session = try makeSession()
    _ = session.run(
      """
      aws ecs register-task-definition --family lost --requires-compatibilities FARGATE --network-mode awsvpc \
      --cpu 256 --memory 512 --container-definitions name=lost,image=registry.example/harbor/web:9.9
      \(createWeb.split(separator: "web:1").joined(separator: "lost"))
      """)
    let before = session.seconds
    let result = session.run("wait until steady")
    #expect(
      result.standardError
        == "drydock: wait: not steady within an hour, so no time has passed. The events of the services say why: "
        + "aws ecs describe-services --services NAME --query 'services[].events[:3].message'\n")
    #expect(result.exitCode == 1)
    #expect(session.seconds == before)
  }

  @Test func spans() {
    #expect(SpanText.parse("40s") == .seconds(40))
    #expect(SpanText.parse("1h30m") == .minutes(90))
    #expect(SpanText.parse("2d") == .days(2))
    #expect(SpanText.parse("250ms") == .milliseconds(250))
    #expect(SpanText.parse("90") == .seconds(90))
    #expect(SpanText.parse("99999999999999999999") == Duration(milliseconds: .max))
    for text in ["", "s", "5x", "5 s", "1h 2m", "-5s", "1.5s", "1h5", "٣s", "5s5"] {
      #expect(SpanText.parse(text) == nil, "\(text)")
    }
  }

  // MARK: Back

  @Test func undoAndRedo() throws {
    let session = try makeSession()
    let create = "aws ecs create-cluster --cluster-name extra"
    _ = session.run("wait 10s; \(create); wait 1m")
    #expect(session.out("undo") == "Taken back: \(create)\nIt is 09:00:10 again.\n")
    #expect(session.out("aws ecs list-clusters --query 'length(clusterArns)'") == "1\n")
    #expect(session.err("undo") == "drydock: there is nothing to undo: no command of this shell has changed anything\n")
    #expect(session.err("undo 2") == "drydock: undo: takes no words after it; type it again for one more\n")
  }

  @Test func redoBringsBackWhatWasUndone() throws {
    let session = try makeSession()
    let create = "aws ecs create-cluster --cluster-name extra"
    _ = session.run("\(create); undo")
    #expect(session.out("redo") == "Done again: \(create)\nIt is 09:00:05.\n")
    #expect(session.err("redo") == "drydock: there is nothing to redo: the last change was not an undo\n")
  }

  @Test func undoStopsAtItsBoundary() throws {
    let session = try makeSession()
    _ = session.run("aws ecs create-cluster --cluster-name extra")
    session.undoBoundary = session.sandbox.head
    #expect(
      session.err("undo")
        == "drydock: there is nothing to undo in this step: your last change belongs to an earlier one; use back, or reset\n"
    )
  }

  @Test func resetBeginsAgain() throws {
    let session = try makeSession()
    _ = session.run("aws ecs create-cluster --cluster-name extra; wait 1h; X=1; echo a > f")
    #expect(session.out("reset") == "This world begins again. It is 09:00:00.\n")
    #expect(session.variables.isEmpty)
    #expect(session.out("aws ecs list-clusters --query 'length(clusterArns)'") == "1\n")
    #expect(session.err("reset all") == "drydock: reset: takes no words after it\n")
  }

  // MARK: Ctrl-C

  /// Answers "yes" once, after it was asked so many times: a key press is told once.
  private func session(cancelledAfter questions: Int) throws -> Session {
    var left = questions
    var outside = Outside()
    outside.isCancelled = {
      left -= 1
      return left == -1
    }
    return try makeSession(outside: outside)
  }

  @Test func controlCStopsAWaitAndTheRestOfTheLine() throws {
    let session = try session(cancelledAfter: 12)
    let result = session.run("\(createWeb) > /dev/null; wait 1h; echo not reached")
    #expect(result.standardOutput.contains("Stopped at 09:0"))
    #expect(!result.standardOutput.contains("not reached"))
    #expect(result.exitCode == 130)
    #expect(session.seconds < 3600)
    #expect(session.out("echo next") == "next\n")
  }

  @Test func controlCStopsLookingAhead() throws {
    let session = try session(cancelledAfter: 9)
    let result = session.run("\(createWeb) > /dev/null; wait until steady")
    #expect(result.standardOutput == "Stopped; no time has passed.\n")
    #expect(result.exitCode == 130)
    #expect(session.seconds == 5)
  }

  @Test func controlCBetweenCommands() throws {
    let session = try session(cancelledAfter: 3)
    let result = session.run("echo a; echo b; echo c; echo d")
    #expect(result.standardOutput == "a\nb\n" || result.standardOutput == "a\n")
    #expect(result.exitCode == 130)
  }

  /// A command whose `$(…)` was cut short would run with half its words.
  @Test func controlCInASubstitutionKeepsTheCommandFromRunning() throws {
    let session = try session(cancelledAfter: 1)
    let result = session.run("aws ecs create-cluster --cluster-name $(echo a; echo b; echo c)")
    #expect(result.exitCode == 130)
    #expect(result.calls.isEmpty)
  }
}
