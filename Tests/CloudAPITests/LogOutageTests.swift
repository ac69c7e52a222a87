/// CloudWatch Logs that takes no events of containers: starts that fail, buffers that fill, processes that hang.
///
/// Source: runtime sheet, sections 1.12 and 6.6; Docker Engine, "Configure logging drivers", and its ring buffer, which
/// drops a line that does not fit unless nothing else waits in it.
import Documents
import SimulationKit
import Testing

@testable import Cloud
@testable import CloudAPI

@Suite("CloudWatch Logs that takes nothing")
struct LogOutageTests {
  private static func log(_ options: String = "") -> String {
    #""logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/web","awslogs-region":"us-east-1","#
      + #""awslogs-stream-prefix":"web"\#(options)}}"#
  }

  private static let a = String(repeating: "a", count: 60)
  private static let b = String(repeating: "b", count: 30)
  private static let c = String(repeating: "c", count: 20)
  private static let d = String(repeating: "d", count: 10)

  /// A task that says hello, then lines of 60, 30, 20 and 10 bytes 60, 70, 80 and 90 s after its start, which was a moment
  /// ago.
  private func talking(_ options: String = "", last: String = "sleep 900") throws -> (TaskScene, String) {
    var scene = try TaskScene(logGroups: #"["/ecs/web","/ecs/other"]"#)
    let script =
      "echo hello; sleep 60; echo \(Self.a); sleep 10; echo \(Self.b); sleep 10; echo \(Self.c); sleep 10; echo \(Self.d); "
      + last
    try scene.registerFargate(
      #"[{"name":"app","image":"busybox","command":["sh","-c","\#(script)"],\#(Self.log(options))}]"#)
    let id = try scene.runFargate()
    try scene.advance(until: "RUNNING", id)
    scene.cloud.advance(seconds: 1)
    return (scene, id)
  }

  private func container(_ id: String, in scene: TaskScene) -> ECS.Container? {
    scene.cloud.region?.ecs.tasks[id]?.container("app")
  }

  private func lines(_ id: String, in scene: TaskScene) -> [LogGroups.Line] {
    scene.cloud.region?.logs.groups["/ecs/web"]?.streams["web/app/\(id)"].map { Array($0.lines) } ?? []
  }

  /// Seconds after the container's start.
  private func seconds(_ instants: [Instant], _ id: String, in scene: TaskScene) -> [Int] {
    let start = container(id, in: scene)?.startedAt ?? .worldStart
    return instants.map { ($0 - start).milliseconds / 1_000 }
  }

  // MARK: - Non-blocking

  /// Of 100 bytes 60 and 30 fit, 20 more are 110, 10 more are 100. Of 10 bytes the first line takes more than there are,
  /// and is taken because nothing else waits. 10m holds all.
  @Test(arguments: [
    (#","mode":"non-blocking","max-buffer-size":"100""#, [a, b, d]), (#","max-buffer-size":"100b""#, [a, b, d]),
    (#","max-buffer-size":"0.11k""#, [a, b, c]),  // 112 bytes: 60 + 30 + 20
    (#","max-buffer-size":"10""#, [a]), ("", [a, b, c, d]),
  ])
  func whatFitsIntoTheBufferIsDeliveredLater(options: String, kept: [String]) throws {
    var (scene, id) = try talking(options)
    scene.inject("logs-down lasts=2m")
    let end = scene.cloud.world.now + .minutes(2)
    scene.cloud.advance(seconds: 119)
    #expect(lines(id, in: scene).map(\.text) == ["hello"])
    scene.cloud.advance(seconds: 2)
    let late = lines(id, in: scene).dropFirst()
    #expect(late.map(\.text) == kept)
    let written = [Self.a: 60, Self.b: 70, Self.c: 80, Self.d: 90]
    #expect(seconds(late.map(\.instant), id, in: scene) == kept.compactMap { written[$0] })
    #expect(late.allSatisfy { $0.ingestedAt == end })
    #expect(scene.cloud.region?.faults.logBuffers.isEmpty == true)
    #expect(try scene.status(id) == "RUNNING RUNNING")
  }

  /// Both lines belong to one event, which began while nothing was taken.
  @Test func partsOfAnEventStayTogether() throws {
    var scene = try TaskScene(logGroups: #"["/ecs/web"]"#)
    try scene.registerFargate(
      #"[{"name":"app","image":"busybox","command":["sh","-c","sleep 60; echo 2026 trouble; echo at one; sleep 900"],"#
        + #"\#(Self.log(#","awslogs-multiline-pattern":"^2026""#))}]"#)
    let id = try scene.runFargate()
    try scene.advance(until: "RUNNING", id)
    scene.inject("logs-down lasts=2m")
    scene.cloud.advance(seconds: 121)
    #expect(lines(id, in: scene).map(\.text) == ["2026 trouble\nat one\n"])
  }

  @Test func aContainerThatEndsMeanwhileLosesWhatWaits() throws {
    var (scene, id) = try talking(last: "echo bye")
    scene.inject("logs-down lasts=5m")
    try scene.advance(until: "STOPPED", id)
    scene.cloud.advance(seconds: 300)
    #expect(lines(id, in: scene).map(\.text) == ["hello"])
    #expect(scene.cloud.region?.faults.logBuffers.isEmpty == true)
  }

  @Test func aFaultOfOneGroupLeavesTheOthersAlone() throws {
    var (scene, id) = try talking()
    scene.inject("logs-down group=/ecs/other lasts=forever")
    scene.cloud.advance(seconds: 120)
    #expect(lines(id, in: scene).map(\.text) == ["hello", Self.a, Self.b, Self.c, Self.d])
    let next = try scene.runFargate()
    try scene.advance(until: "RUNNING", next)
    #expect(try scene.status(next) == "RUNNING RUNNING")
  }

  @Test func twoOutagesAreOverWhenBothAre() throws {
    var (scene, id) = try talking()
    scene.inject("logs-down lasts=2m")
    scene.inject("logs-down group=/ecs/web lasts=4m")
    scene.cloud.advance(seconds: 200)
    #expect(lines(id, in: scene).map(\.text) == ["hello"])
    scene.inject("mend")
    #expect(lines(id, in: scene).count == 5)
  }

  // MARK: - Starts

  @Test func aTaskThatBeginsMeanwhileDoesNotComeUp() throws {
    var (scene, _) = try talking()
    scene.inject("logs-down lasts=forever")
    let id = try scene.runFargate()
    try scene.advance(until: "STOPPED", id)
    let task = try scene.task(id)
    #expect(task["stopCode"] == "TaskFailedToStart")
    #expect(
      task["stoppedReason"]?.string
        == "ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log "
        + "group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check "
        + "your network configuration. : signal: killed")
    // Three minutes, give or take a tenth, after the pull.
    #expect((160...205).contains(task.seconds("executionStoppedAt", after: "pullStoppedAt")))
    #expect(scene.brokenPromises == [])
  }

  @Test func onAnInstanceDockerSaysSo() throws {
    var scene = try TaskScene(logGroups: #"["/ecs/web"]"#, zones: ["a"])
    try scene.registerEC2(#"[{"name":"app","image":"nginx","memory":100,\#(Self.log())}]"#)
    scene.inject("logs-down lasts=forever")
    let id = try #require(try scene.runEC2().first)
    try scene.advance(until: "STOPPED", id)
    #expect(try scene.task(id)["stoppedReason"] == "Task failed to start")
    #expect(
      try scene.task(id).container("app")["reason"]?.string
        == "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create "
        + "Cloudwatch log stream: RequestError: send request failed caused by: Post "
        + "\"https://logs.us-east-1.amazonaws.com/\": dial tcp 3.236.94.218:443: i/o timeout")
  }

  /// The attempts go on for three minutes; two of them without an answer are not too many.
  @Test func logsThatAreBackInTimeAreEnough() throws {
    var (scene, _) = try talking()
    scene.inject("logs-down lasts=2m")
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 119)
    #expect(try scene.status(id) == "PENDING RUNNING")
    try scene.advance(until: "RUNNING", id)
    let seconds = try scene.task(id).seconds("startedAt", after: "createdAt")
    #expect((120...130).contains(seconds))
  }

  /// Nobody knew that they would be back: the last of the attempts, 162 to 198 s after the pull, is the one that works.
  @Test func logsThatAreMendedInTimeAreEnough() throws {
    var (scene, _) = try talking()
    scene.inject("logs-down lasts=forever")
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 119)
    scene.inject("mend")
    try scene.advance(until: "RUNNING", id)
    let seconds = try scene.task(id).seconds("startedAt", after: "pullStoppedAt")
    #expect((162...203).contains(seconds))
  }

  /// Its driver asks for a stream only when it starts.
  @Test func anOutageThatBeginsWhileAContainerIsMade() throws {
    var (scene, _) = try talking()
    let id = try scene.runFargate()
    scene.cloud.world.advance(to: scene.cloud.world.now + .hours(1)) { world, _ in
      world.regions["us-east-1"]?.ecs.tasks[id]?.container("app")?.stage == .creating ? .stop : .goOn
    }
    scene.inject("logs-down lasts=forever")
    try scene.advance(until: "STOPPED", id)
    #expect(try scene.task(id)["stopCode"] == "TaskFailedToStart")
  }

  // MARK: - Blocking

  /// Lines of 65,500 and 60 bytes are 24 more than the pipe's 65,536, so the process hangs in the second one.
  private func chatty(_ options: String = #","mode":"blocking""#) throws -> (TaskScene, String) {
    let long = String(repeating: "x", count: 65_500)
    var scene = try TaskScene(
      images: #"{"chatty": {"latest": {"listens-on": [80], "log": ["hello", {"after": "60s", "text": "\#(long)"}, "#
        + #"{"after": "72s", "text": "\#(Self.a)"}, {"after": "82s", "text": "bye"}]}}}"#,
      logGroups: #"["/ecs/web"]"#)
    let check = #""healthCheck":{"command":["CMD-SHELL","curl localhost"],"interval":10,"retries":3}"#
    try scene.registerFargate(#"[{"name":"app","image":"chatty",\#(check),\#(Self.log(options))}]"#)
    let id = try scene.runFargate()
    try scene.advance(until: "RUNNING", id)
    scene.cloud.advance(seconds: 1)
    return (scene, id)
  }

  @Test func nothingIsLostWhereTheProcessWaits() throws {
    var (scene, id) = try talking(#","mode":"blocking""#)
    scene.inject("logs-down lasts=2m")
    scene.cloud.advance(seconds: 121)
    #expect(lines(id, in: scene).map(\.text) == ["hello", Self.a, Self.b, Self.c, Self.d])
  }

  /// The fault ends 120 s after it began: then the second line is written, and the third 10 s later as ever.
  @Test func aProcessThatHangsGoesOnWhereItStood() throws {
    var (scene, id) = try chatty()
    scene.inject("logs-down lasts=2m")
    let begin = scene.cloud.world.now
    scene.cloud.world.advance(to: begin + .seconds(119))
    #expect(container(id, in: scene)?.isHanging == true)
    #expect(seconds(container(id, in: scene)?.hangs.map(\.from) ?? [], id, in: scene) == [72])
    scene.cloud.world.advance(to: begin + .seconds(129))
    #expect(container(id, in: scene)?.isHanging == false)
    #expect(lines(id, in: scene).map(\.text.utf8.count) == [5, 65_500, 60])
    #expect(lines(id, in: scene).last?.instant == begin + .seconds(120))
    scene.cloud.world.advance(to: begin + .seconds(131))
    #expect(lines(id, in: scene).last?.instant == begin + .seconds(130))
    #expect(lines(id, in: scene).last?.text == "bye")
    #expect(
      scene.cloud.faultStory(since: begin).map { $0.replacing(id, with: "ID") }.suffix(2) == [
        "120 CloudWatch Logs takes events of containers again", "120 container app of task ID goes on",
      ])
  }

  /// It hangs from 72 s on: the checks at 80, 90 and 100 s fail. The one after the fault's end passes.
  @Test func aProcessThatHangsFailsItsHealthCheck() throws {
    var (scene, id) = try chatty()
    scene.inject("logs-down lasts=2m")
    let start = try #require(container(id, in: scene)?.startedAt)
    for (seconds, health) in [(71, "HEALTHY"), (99, "HEALTHY"), (101, "UNHEALTHY")] {
      scene.cloud.world.advance(to: start + .seconds(seconds))
      #expect(try scene.task(id)["healthStatus"]?.string == health)
    }
    scene.cloud.world.advance(to: start + .seconds(140))
    #expect(try scene.task(id)["healthStatus"] == "HEALTHY")
  }

  /// It does not come to hear of SIGTERM: after 30 s it is killed.
  @Test func aProcessThatHangsIsKilled() throws {
    var (scene, id) = try chatty()
    scene.inject("logs-down lasts=forever")
    scene.cloud.advance(seconds: 80)
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
    scene.cloud.advance(seconds: 29)
    #expect(container(id, in: scene)?.exitCode == nil)
    scene.cloud.advance(seconds: 4)
    #expect(container(id, in: scene)?.exitCode == 137)
    try scene.advance(until: "STOPPED", id)
    scene.inject("mend")
    #expect(scene.brokenPromises == [])
  }

  /// The task definition's word comes first, then the account's.
  @Test(arguments: [
    ("", nil, false), ("", "blocking", true), (#","mode":"non-blocking""#, "blocking", false),
    (#","mode":"blocking""#, nil, true),
  ])
  func theAccountSaysWhatTheTaskDefinitionLeavesOpen(options: String, setting: String?, hangs: Bool) throws {
    var (scene, id) = try chatty(options)
    if let setting {
      try scene.cloud.call("PutAccountSettingDefault", #"{"name":"defaultLogDriverMode","value":"\#(setting)"}"#)
    }
    scene.inject("logs-down lasts=forever")
    scene.cloud.advance(seconds: 80)
    #expect(container(id, in: scene)?.isHanging == hangs)
  }

  /// A program of 100 s that hung from 70 s until the fault's end is 30 s from its own end then.
  @Test func theEndOfAProgramThatHangsIsPutOff() throws {
    let long = String(repeating: "x", count: 65_500)
    var scene = try TaskScene(
      images: #"{"job": {"latest": {"exits-after": "100s", "log": [{"after": "60s", "text": "\#(long)"}, "#
        + #"{"after": "70s", "text": "\#(Self.a)"}]}}}"#, logGroups: #"["/ecs/web"]"#)
    try scene.registerFargate(#"[{"name":"app","image":"job",\#(Self.log(#","mode":"blocking""#))}]"#)
    let id = try scene.runFargate()
    try scene.advance(until: "RUNNING", id)
    scene.inject("logs-down lasts=2m")
    let begin = scene.cloud.world.now
    scene.cloud.world.advance(to: begin + .seconds(149))
    #expect(container(id, in: scene)?.exitCode == nil)
    scene.cloud.world.advance(to: begin + .seconds(151))
    #expect(container(id, in: scene)?.exitCode == 0)
  }

  // MARK: - Requests

  /// A steady service of one task behind a load balancer that checks it every 10 s, under 600 requests a minute.
  private func busy(_ options: String) throws -> (TestCloud, Instant) {
    var cloud = try TestCloud.balanced(check: #", "HealthCheckIntervalSeconds": 10"#)
    try cloud.call("CreateLogGroup", #"{"logGroupName":"/ecs/web"}"#, service: "logs")
    try cloud.call(
      "RegisterTaskDefinition",
      #"{"family": "logged", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "#
        + #""memory": "512", "executionRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole", "#
        + #""containerDefinitions": [{"name": "app", "image": "front:60"\#(TestCloud.ports), \#(Self.log(options))}]}"#)
    try cloud.createService("web", "logged", count: 1, more: cloud.behind())
    cloud.advance(seconds: 120)
    #expect(cloud.service()?.scheduler.isSteady == true)
    cloud.inject("load service=web requests=600")
    cloud.advance(seconds: 60)
    return (cloud, cloud.world.now)
  }

  /// 10 requests a second are 1,200 bytes: 65,536 bytes hold 546 of them, so at the look after 60 s the process hangs.
  /// Two checks at 10 s' distance then time out after 5 s, and the service replaces the task.
  @Test func requestsFillTheDriverOfABusyService() throws {
    var (cloud, start) = try busy(#","mode":"blocking""#)
    cloud.inject("logs-down lasts=forever")
    cloud.world.advance(to: start + .seconds(59))
    #expect(cloud.faultStory(since: start).count == 1)
    cloud.world.advance(to: start + .seconds(61))
    let id = cloud.tasks(ofService: "web").first?.id ?? "-"
    #expect(
      cloud.faultStory(since: start).last
        == "60 container app of task \(id) hangs in a write to its log driver, whose mode is blocking")
    cloud.world.advance(to: start + .seconds(90))
    let fall = try #require(
      cloud.world.eventLog.all.first { $0.kind == .targetHealthChange && $0.instant > start })
    #expect(fall.message == "unhealthy" && fall.reason == "Request timed out")
    #expect((start + .seconds(75)...start + .seconds(86)).contains(fall.instant))
    cloud.world.advance(to: start + .minutes(8))
    #expect(cloud.tasks(ofService: "web").contains { $0.stoppedReason?.hasPrefix("ResourceInit") == true })
  }

  /// It hangs for 5 s, which no two checks see.
  @Test func aShortHangIsSurvived() throws {
    var (cloud, start) = try busy(#","mode":"blocking""#)
    cloud.inject("logs-down lasts=65s")
    cloud.world.advance(to: start + .minutes(5))
    #expect(cloud.faultStory(since: start).count == 4)
    #expect(try cloud.targets() == ["healthy"])
    #expect(cloud.service()?.scheduler.isSteady == true && cloud.tasks(ofService: "web").count == 1)
  }

  @Test func aBufferThatDropsLetsTheProcessLive() throws {
    var (cloud, start) = try busy(#","max-buffer-size":"1k""#)
    cloud.inject("logs-down lasts=10m")
    cloud.world.advance(to: start + .minutes(9))
    #expect(try cloud.targets() == ["healthy"])
    // 8 × 120 = 960 of 1,024 bytes.
    #expect(cloud.region?.faults.logBuffers.values.map(\.bytes) == [960])
  }

  /// 600 a minute, shared by 2 tasks, are 5 a second: 1.9 s bring 9.5 of them, of which 8 fit into 1,000 bytes, and half a
  /// one is left over. 40 bytes more fit exactly.
  @Test func requestsAndLinesShareTheBuffer() {
    var buffer = LogBuffer(group: "g", run: 1, isBlocking: false, capacity: 1_000, countedTo: .worldStart)
    func line(_ bytes: Int) -> LogBuffer.Line {
      .init(text: String(repeating: "x", count: bytes), index: 0, writtenAt: .worldStart)
    }
    let goesOn = buffer.count(requests: 600, sharedBy: 2, until: .worldStart + .milliseconds(1_900))
    #expect(goesOn && buffer.bytes == 960 && buffer.leftOver == 30_000)
    let taken = [41, 40, 1].map { buffer.keep(line($0)) }
    #expect(taken == [false, true, false])
    #expect(buffer.bytes == 1_000 && buffer.lines.count == 1)
  }

  // MARK: - Hidden state

  @Test func theDigestKnowsWhatWaits() throws {
    let (scene, _) = try talking()
    var (short, long) = (scene, scene)
    short.inject("logs-down lasts=5m")
    let before = CloudAPI.digest(of: short.cloud.world)
    #expect(before != CloudAPI.digest(of: scene.cloud.world))
    long.inject("logs-down lasts=5m")
    #expect(before == CloudAPI.digest(of: long.cloud.world))
    short.cloud.advance(seconds: 100)
    long.cloud.advance(seconds: 100)
    let here = CloudAPI.digest(of: short.cloud.world)
    #expect(here == CloudAPI.digest(of: long.cloud.world))
    try long.cloud.world.changeRegion("us-east-1", cause: .start) { region in region.faults.logBuffers.removeAll() }
    #expect(here != CloudAPI.digest(of: long.cloud.world))
  }
}
