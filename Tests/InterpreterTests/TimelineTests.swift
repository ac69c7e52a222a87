/// `timeline`, `why` and `step`: what happened, because of what, and what happens next.
import SimulationKit
import Testing

@testable import Cloud
@testable import Interpreter

@Suite struct TimelineTests {
  /// `web` with two tasks, one of which was stopped by hand.
  private func session() throws -> Session {
    let session = try makeSession()
    _ = session.run("\(createWeb); wait until steady")
    _ = session.run(
      "TASK=$(aws ecs list-tasks --cluster harbor --query 'taskArns[0]' --output text); "
        + "aws ecs stop-task --cluster harbor --task $TASK --reason lunch; wait 1m")
    return session
  }

  @Test func commandsAndWhatCameOfThemStandInTheOrderOfTheirTimes() throws {
    let session = try session()
    let timeline = Timeline(of: session.sandbox)
    let instants = timeline.rows.map(\.instant)
    #expect(instants == instants.sorted())
    let lines = timeline.lines(newest: 1_000)
    let create = try #require(lines.firstIndex { $0.contains("$    aws ecs create-service") })
    try #require(lines.count > create + 1)
    #expect(lines[create + 1].contains("service web service created"))
    #expect(lines[..<create].allSatisfy { $0.hasPrefix("09:00:00") && $0.contains("ACTIVE") })
    // Reading commands and waits change nothing and are not told.
    #expect(!lines.contains { $0.contains("$    aws ecs list-tasks") || $0.contains("wait") })
  }

  @Test func eachRecordNamesTheOneThatLedToIt() throws {
    let session = try session()
    let log = session.sandbox.world.eventLog
    let running = try #require(log.all.first { $0.message == "RUNNING" && $0.kind == .taskStateChange })
    guard case .event(let cause) = running.cause else {
      Issue.record("RUNNING has no record as its cause")
      return
    }
    // Its images are pulled.
    #expect(log[cause]?.message == "PENDING")
    #expect(session.out("timeline").contains("RUNNING  <- #\(cause)\n"))
  }

  @Test func theTimelineOfOneThing() throws {
    let session = try session()
    let task = session.out("echo ${TASK##*/}").prefix(8)
    let lines = session.out("timeline \(task)").split(separator: "\n")
    #expect(lines.first?.contains("$  ") == true && lines.first?.contains("create-service") == true)
    #expect(lines.contains { $0.contains("stop-task") })
    #expect(lines.contains { $0.contains("task \(task) STOPPED  (lunch)") })
    #expect(!lines.contains { $0.contains("(service web)") })
    #expect(session.out("timeline web 2").split(separator: "\n").count == 4)
    #expect(session.out("timeline 1").hasPrefix("  … "))
    #expect(!session.out("timeline all").hasPrefix("  … "))
    #expect(try out("reset; timeline nothing") == "This world begins again. It is 09:00:00.\n")
    #expect(session.err("timeline wbe") == "drydock: timeline: nothing here is called 'wbe'. Did you mean `web`?\n")
  }

  // MARK: why

  @Test func whyWalksFromTheNewestRecordBackToTheCommand() throws {
    let session = try session()
    let task = session.out("echo ${TASK##*/}").prefix(8)
    let lines = session.out("why \(task)").split(separator: "\n").map(String.init)
    try #require(lines.count > 4)
    #expect(lines[0] == "task \(task) in cluster harbor: STOPPED, web:1 on FARGATE, of service web")
    #expect(lines[1] == "  UserInitiated: lunch")
    #expect(lines[2].hasPrefix("  container web: exit code "))
    #expect(lines[3] == "Because, from the newest back to the beginning:")
    #expect(lines[4].hasSuffix("task \(task) STOPPED  (lunch)"))
    #expect(lines.last?.contains("$ aws ecs stop-task --cluster harbor --task $TASK --reason lunch") == true)
  }

  @Test func whyAServiceLacksTasks() throws {
    let session = try makeSession()
    _ = session.run(
      """
      aws ecs register-task-definition --family lost --requires-compatibilities FARGATE --network-mode awsvpc \
      --cpu 256 --memory 512 --container-definitions name=lost,image=registry.example/harbor/web:9.9
      \(createWeb.split(separator: "web:1").joined(separator: "lost")); wait 5m
      """)
    let output = session.out("why web")
    #expect(output.hasPrefix("service web in cluster harbor: ACTIVE, wants 2, runs 0"))
    #expect(output.contains("  (CannotPullContainerError: "))
    #expect(output.contains("$ aws ecs create-service"))
    #expect(output.contains("\nThat means: The image's name or tag does not exist in its registry."))
    #expect(
      output.hasSuffix(
        "\nLook: aws ecs describe-task-definition --task-definition lost:1 --query "
          + "'taskDefinition.containerDefinitions[].image'\n"))
    // A record of one of its tasks leads to the same step.
    let stopped = try #require(
      session.sandbox.world.eventLog.all.last { $0.message == "STOPPED" && $0.source.hasPrefix("task/") })
    #expect(
      session.out("why '#\(stopped.number)'").contains(
        "\nLook: aws ecs describe-task-definition --task-definition lost:1 "))
    // The next command is one that works.
    let next = try #require(output.split(separator: "\n").last?.dropFirst(6))
    #expect(session.out(String(next)).contains("registry.example/harbor/web:9.9"))
    // Alone, it finds the service that lacks something.
    #expect(session.out("aws ecs list-clusters > /dev/null; why").hasPrefix("service web in cluster harbor"))
  }

  @Test func whyTheLastCommandFailed() throws {
    let session = try makeSession()
    _ = session.run("aws ecs list-tasks --cluster nowhere")
    let lines = session.out("why").split(separator: "\n")
    #expect(lines.first == "ecs list-tasks was answered with ClusterNotFoundException: Cluster not found.")
    #expect(lines.dropFirst().first?.hasPrefix("That means: There is no cluster 'nowhere' in us-east-1") == true)
    #expect(lines.last == "Look: aws ecs list-tasks help")
    _ = session.run("aws ecs lsit-tasks")
    #expect(
      session.out("why").hasPrefix(
        "The command line was refused before it reached the service: An error occurred (ParamValidation)"))
    _ = session.run("aws ecs list-clusters")
    #expect(session.out("why").hasPrefix("The last command was fine, and every service has what it wants."))
  }

  @Test func whyARecord() throws {
    let session = try session()
    #expect(
      session.out("why '#1'")
        == "#1  09:00:00  cluster harbor ACTIVE\nBecause, from the newest back to the beginning:\n  09:00:00  #1  cluster harbor ACTIVE\n            the world began with it\n"
    )
    #expect(session.err("why '#9999'") == "drydock: why: nothing here is called '#9999'. `map` shows what there is.\n")
    #expect(session.err("why a b").hasPrefix("drydock: why: one name at a time"))
  }

  /// A service whose tasks fail for an hour has a long chain; its beginning is shown all the same.
  @Test func longChainsAreShortened() throws {
    let session = try makeSession()
    _ = session.run(
      """
      aws ecs register-task-definition --family lost --requires-compatibilities FARGATE --network-mode awsvpc \
      --cpu 256 --memory 512 --container-definitions name=lost,image=registry.example/harbor/web:9.9
      \(createWeb.split(separator: "web:1").joined(separator: "lost")); wait 1h
      """)
    let lines = session.out("why web").split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("  ") } <= 12)
    #expect(lines.contains { $0.hasPrefix("  … ") && $0.hasSuffix(" more …") })
    #expect(lines.contains { $0.contains("$ aws ecs create-service") })
  }

  // MARK: step

  @Test func stepsGoFromOneHappeningToTheNext() throws {
    let session = try makeSession()
    #expect(session.out("step") == "Nothing is on its way within a day: all waits for your next command.\n")
    _ = session.run(createWeb)
    let first = session.out("step")
    #expect(first.contains("task") && first.contains("PROVISIONING"))
    let before = session.sandbox.now
    #expect(session.out("step").contains("PENDING"))
    #expect(session.sandbox.now > before)
    // Two at once are the same as one after the other.
    let other = try makeSession()
    _ = other.run("\(createWeb); step 2")
    #expect(other.sandbox.now == session.sandbox.now)
  }

  @Test(arguments: ["step 0", "step soon", "step 1 2", "step 1001", "step -1"])
  func stepsThatAreNone(text: String) throws {
    #expect(
      try err(text) == "drydock: step: `step` goes on to the next thing that happens, `step 5` to the fifth\n")
  }
}
