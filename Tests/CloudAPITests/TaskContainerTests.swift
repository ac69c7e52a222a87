/// Containers of a task: order, health, restarts, output. Sources: ECS API reference, ContainerDependency, HealthCheck,
/// ContainerRestartPolicy; ECS Developer Guide, "Send Amazon ECS logs to CloudWatch".
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("The containers of a task")
struct TaskContainerTests {
  @Test func successIsWaitedFor() throws {
    var scene = try TaskScene()
    try scene.registerFargate(
      #"""
      [{"name":"migrate","image":"busybox","essential":false,"command":["sh","-c","sleep 30; exit 0"]},
       {"name":"app","image":"nginx","dependsOn":[{"containerName":"migrate","condition":"SUCCESS"}]}]
      """#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 40)
    #expect(try scene.status(id) == "PENDING RUNNING")
    #expect(try scene.task(id).container("app")["imageDigest"] == nil)
    scene.cloud.advance(seconds: 40)
    #expect(try scene.status(id) == "RUNNING RUNNING")
    #expect(try scene.task(id).container("migrate")["exitCode"] == 0)
  }

  /// Runtime sheet, section 1.7: `links` and `volumesFrom` start the other container first, and stop it last. `slow` takes
  /// 4 s and more to be pulled, `app` is there at once.
  @Test(arguments: [#""links":["slow:db"]"#, #""volumesFrom":[{"sourceContainer":"slow"}]"#])
  func whatIsLinkedStartsFirst(members: String) throws {
    var scene = try TaskScene(zones: ["a"])
    try scene.registerEC2(
      #"[{"name":"app","image":"busybox","command":["sleep","9999"],"memory":64,\#(members)},"#
        + #"{"name":"slow","image":"nginx","memory":64}]"#)
    let id = try #require(try scene.runEC2().first)
    var seen: [String] = []
    for _ in 0..<40 {
      scene.cloud.advance(seconds: 1)
      let task = try scene.task(id)
      let now = ["app", "slow"].map { task.container($0)["lastStatus"]?.string ?? "" }.joined(separator: " ")
      if seen.last != now { seen.append(now) }
    }
    #expect(seen == ["PENDING PENDING", "PENDING RUNNING", "RUNNING RUNNING"])
  }

  @Test func failedDependencyFailsTheTask() throws {
    var scene = try TaskScene()
    try scene.registerFargate(
      #"""
      [{"name":"migrate","image":"busybox","essential":false,"command":["sh","-c","exit 1"]},
       {"name":"app","image":"nginx","dependsOn":[{"containerName":"migrate","condition":"SUCCESS"}]}]
      """#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 90)
    let task = try scene.task(id)
    #expect(task["stopCode"] == "TaskFailedToStart")
    #expect(
      task["stoppedReason"]
        == .string(
          "TaskDependencyError: Task dependencies cannot be resolved, taskArn: "
            + "arn:aws:ecs:us-east-1:123456789012:task/harbor/\(id)"))
    #expect(task["startedAt"] == nil)
    #expect(task.container("app")["exitCode"] == nil)
  }

  @Test func startTimeoutBelongsToTheDependency() throws {
    var scene = try TaskScene()
    try scene.registerFargate(
      #"""
      [{"name":"warm","image":"busybox","essential":false,"command":["sleep","300"],"startTimeout":20},
       {"name":"app","image":"nginx","dependsOn":[{"containerName":"warm","condition":"COMPLETE"}]}]
      """#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 150)
    let task = try scene.task(id)
    #expect(task["stopCode"] == "TaskFailedToStart")
    #expect(task["stoppedReason"]?.string?.hasPrefix("TaskDependencyError") == true)
  }

  @Test func healthyIsWaitedForAndShown() throws {
    var scene = try TaskScene()
    try scene.registerFargate(
      #"""
      [{"name":"app","image":"registry.example/harbor/web:1.0",
        "healthCheck":{"command":["CMD-SHELL","curl -f http://localhost/ || exit 1"],"interval":10}},
       {"name":"proxy","image":"nginx","dependsOn":[{"containerName":"app","condition":"HEALTHY"}]}]
      """#)
    let id = try scene.runFargate()
    try scene.advance(until: "RUNNING", id)
    let task = try scene.task(id)
    #expect(task["healthStatus"] == "HEALTHY")
    // proxy waits for the first probe, 10 s after app's start, then pulls nginx: 1.5 s + 70 MB / 12 MB/s, and starts.
    #expect(task.container("app")["healthStatus"] == "HEALTHY")
    #expect(task.container("proxy")["healthStatus"] == "UNKNOWN")
  }

  /// What answers `/ping` alone: `curl -f` ends with 22 at a 404 and `wget` with 8, `curl` without `-f` is content.
  @Test(arguments: [
    ("curl -f http://localhost:80/ping", "HEALTHY"), ("curl -f http://localhost/", "UNHEALTHY"),
    ("curl --fail-with-body localhost:80", "UNHEALTHY"), ("curl -sS http://localhost/ping2", "HEALTHY"),
    ("wget -qO- http://localhost/ping?x=1", "HEALTHY"), ("wget -q http://localhost/ping/", "UNHEALTHY"),
  ])
  func aCheckAsksForAPath(command: String, status: String) throws {
    var scene = try TaskScene(
      images: #"{"registry.example/harbor/api": {"2.0": {"listens-on": [80], "answers-paths": ["/ping"]}}}"#)
    try scene.registerFargate(
      """
      [{"name":"app","image":"registry.example/harbor/api:2.0",
        "healthCheck":{"command":["CMD-SHELL","\(command) || exit 1"],"interval":10,"retries":1}}]
      """)
    let id = try scene.runFargate()
    try scene.advance(until: "RUNNING", id)
    scene.cloud.advance(seconds: 20)
    #expect(try scene.task(id)["healthStatus"]?.string == status)
  }

  /// interval 10, retries 3, startPeriod 20, never answers: failures at 10 and 20 are free, 30, 40 and 50 count.
  @Test(arguments: [(20, 50), (0, 30)])
  func unhealthyAfterTheArithmeticOfTheCheck(startPeriod: Int, seconds: Int) throws {
    var scene = try TaskScene()
    try scene.registerFargate(
      """
      [{"name":"app","image":"nginx","healthCheck":{"command":["CMD-SHELL","exit 1"],"interval":10,"retries":3,
        "startPeriod":\(startPeriod)}}]
      """)
    let id = try scene.runFargate()
    try scene.advance(until: "RUNNING", id)
    let started = try #require(try scene.task(id)["startedAt"]?.double)
    let instant = Instant(milliseconds: Int((started * 1_000).rounded()) + seconds * 1_000)
    scene.cloud.world.advance(to: instant + .milliseconds(-1))
    #expect(try scene.task(id)["healthStatus"] == "UNKNOWN")
    scene.cloud.world.advance(to: instant)
    #expect(try scene.task(id)["healthStatus"] == "UNHEALTHY")
    scene.cloud.advance(seconds: 600)
    #expect(try scene.status(id) == "RUNNING RUNNING", "a standalone task keeps running")
  }

  @Test func restartPolicyKeepsTheTaskAlive() throws {
    var scene = try TaskScene()
    // Ends after 70 s, more than the period of 60 s: it starts again, and the task never notices.
    try scene.registerFargate(
      #"""
      [{"name":"app","image":"busybox","command":["sh","-c","sleep 70; exit 1"],
        "restartPolicy":{"enabled":true,"restartAttemptPeriod":60}}]
      """#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 600)
    #expect(try scene.status(id) == "RUNNING RUNNING")
    #expect(try scene.task(id).container("app")["exitCode"] == nil)
    // RestartCount of the task's metadata: seconds 70 to 560 of its running are seven ends or eight.
    let region = try #require(scene.cloud.world.regions["us-east-1"])
    let task = try #require(region.ecs.tasks[id])
    #expect([7, 8].contains(region.inside("app", of: task)?.restartCount ?? 0))
  }

  @Test(arguments: [
    (#""ignoredExitCodes":[1],"restartAttemptPeriod":60"#, 70), (#""restartAttemptPeriod":60"#, 50),
  ])
  func restartPolicyHasItsLimits(policy: String, seconds: Int) throws {
    var scene = try TaskScene()
    try scene.registerFargate(
      """
      [{"name":"app","image":"busybox","command":["sh","-c","sleep \(seconds); exit 1"],
        "restartPolicy":{"enabled":true,\(policy)}}]
      """)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 200)
    #expect(try scene.task(id)["stopCode"] == "EssentialContainerExited")
  }

  @Test func outputGoesToTheLogGroup() throws {
    var scene = try TaskScene(logGroups: #"["/ecs/web"]"#)
    try scene.registerFargate(
      #"""
      [{"name":"app","image":"busybox","command":["sh","-c","echo hello $NAME; sleep 5; echo bye"],
        "environment":[{"name":"NAME","value":"harbor"}],
        "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/web","awslogs-region":"us-east-1",
          "awslogs-stream-prefix":"web"}}}]
      """#)
    let id = try scene.runFargate(
      more: #", "overrides":{"containerOverrides":[{"name":"app","environment":[{"name":"NAME","value":"world"}]}]}"#)
    scene.cloud.advance(seconds: 90)
    let group = scene.cloud.world.regions["us-east-1"]?.logs.groups["/ecs/web"]
    #expect(group?.streams["web/app/\(id)"]?.lines.map(\.text) == ["hello world", "bye"])
  }

  /// Three lines are an event that begins with a date, a fourth one begins the next; what comes 5 s after the beginning
  /// of an event is one of its own. Each line keeps its line end.
  @Test(arguments: [
    #""awslogs-datetime-format":"%Y-%m-%d %H:%M:%S""#, #""awslogs-multiline-pattern":"^2026-""#,
  ])
  func linesOfAnEventAreJoined(option: String) throws {
    var scene = try TaskScene(logGroups: #"["/ecs/web"]"#)
    try scene.registerFargate(
      #"""
      [{"name":"app","image":"busybox","command":["sh","-c",
        "echo 2026-01-05 09:00:00 trouble; echo at one; echo at two; echo 2026-01-05 09:00:01 fine; sleep 6; echo late"],
        "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/web","awslogs-region":"us-east-1",
          "awslogs-stream-prefix":"web",\#(option)}}}]
      """#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 90)
    let stream = scene.cloud.world.regions["us-east-1"]?.logs.groups["/ecs/web"]?.streams["web/app/\(id)"]
    let events = ["2026-01-05 09:00:00 trouble\nat one\nat two\n", "2026-01-05 09:00:01 fine\n", "late\n"]
    #expect(stream?.lines.map(\.text) == events)
    // As AWS counts: UTF-8, and 26 bytes for each event.
    #expect(stream?.storedBytes == events.reduce(0) { $0 + $1.utf8.count + 26 })
  }

  @Test(arguments: [
    (#""awslogs-region":"us-west-2""#, "Logs in another Region"),
    (#""awslogs-region":"us-east-1","awslogs-multiline-pattern":"\\bx""#, "The regular expression"),
  ])
  func logsThatAreNotSimulatedAreRefused(options: String, said: String) throws {
    var scene = try TaskScene()
    let refusal = try scene.cloud.refusal(
      "RegisterTaskDefinition",
      #"{"family":"web","containerDefinitions":[{"name":"app","image":"nginx","memory":64,"logConfiguration":"#
        + #"{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/web",\#(options)}}}]}"#)
    #expect(refusal.contains(said))
  }
}
