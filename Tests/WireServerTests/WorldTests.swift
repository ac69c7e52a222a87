import Cloud
import CloudAPI
import Documents
import SimulationKit
import Synchronization
import Testing
import Workspace

@testable import WireServer

/// A machine whose clocks stand until they are moved.
final class StillMachine: Sendable {
  private let passed = Mutex(0)
  /// 2026-03-01T12:00:00.700Z.
  static let wall = 1_772_366_400_700
  func pass(_ milliseconds: Int) { passed.withLock { $0 += milliseconds } }
  var time: MachineTime {
    MachineTime(
      monotonicMilliseconds: { self.passed.withLock { $0 } },
      wallMilliseconds: { self.passed.withLock { Self.wall + $0 } })
  }
}

func call(_ operation: String, _ input: Document.Object = [:], key: String? = nil, region: String = "us-east-1")
  -> WireCall
{
  WireCall(
    request: ServiceRequest(operation: operation, region: region, input: input), accessKey: key, client: "Boto3")
}

extension ServiceReply {
  var document: Document? { if case .success(let object) = self { .object(object) } else { nil } }
  var failure: ServiceFailure? { if case .failure(let failure) = self { failure } else { nil } }
}

/// A Fargate service of so many tasks in the default network.
func start(_ worlds: ServedWorlds, tasks: Int) async throws {
  _ = try await worlds.perform(call("CreateCluster"))
  _ = try await worlds.perform(
    call(
      "RegisterTaskDefinition",
      [
        "family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
        "memory": "512", "containerDefinitions": [["name": "web", "image": "public.ecr.aws/nginx/nginx:latest"]],
      ]))
  let reply = try await worlds.perform(
    call(
      "CreateService",
      [
        "serviceName": "web", "taskDefinition": "web", "desiredCount": .integer(tasks), "launchType": "FARGATE",
        "networkConfiguration": [
          "awsvpcConfiguration": ["subnets": ["subnet-default-a"], "assignPublicIp": "ENABLED"]
        ],
      ]))
  #expect(reply.failure == nil)
}

func runningCount(_ worlds: ServedWorlds) async throws -> Int? {
  try await worlds.perform(call("DescribeServices", ["services": ["web"]])).document?["services"]?[0]?["runningCount"]?
    .integer
}

@Suite struct WorldClockTests {
  @Test func timePassesBySpeed() {
    for (speed, passed) in [(0.0, 0), (1.0, 1_500), (0.5, 750), (1_000.0, 1_500_000)] {
      let clock = WorldClock(speed: speed, anchor: .worldStart, at: 100)
      #expect(clock.instant(at: 1_600) == .worldStart + .milliseconds(passed))
      #expect(clock.instant(at: 100) == .worldStart)
      #expect(clock.instant(at: 0) == .worldStart)
    }
  }

  @Test func followingBeginsAnew() {
    var clock = WorldClock(speed: 2, anchor: .worldStart, at: 0)
    clock.follow(from: .worldStart + .hours(1), at: 10_000)
    #expect(clock.instant(at: 11_000) == .worldStart + .hours(1) + .seconds(2))
  }

  @Test func noSpanOverflows() {
    let clock = WorldClock(speed: 1_000_000, anchor: .worldStart, at: 0)
    #expect(clock.instant(at: .max) > .worldStart)
  }
}

@Suite struct ServedWorldsTests {
  let machine = StillMachine()

  private func worlds(_ options: WorldOptions) throws -> ServedWorlds {
    try ServedWorlds(options, time: machine.time, loop: SocketLoop())
  }

  @Test func aThrowAwayWorldStartsAtTheWallClocksSecond() async throws {
    let worlds = try worlds(WorldOptions(speed: 0))
    #expect(await worlds.now(of: nil)?.iso8601(milliseconds: true) == "2026-03-01T12:00:00.000Z")
  }

  @Test func timeFollowsTheWallClock() async throws {
    let worlds = try worlds(WorldOptions(speed: 1))
    try await start(worlds, tasks: 1)
    #expect(try await runningCount(worlds) == 0)
    // Provisioning and starting a Fargate task takes less than two minutes.
    machine.pass(120_000)
    #expect(try await runningCount(worlds) == 1)
  }

  @Test func atSpeedZeroOnlyAdvancesMoveTheWorld() async throws {
    let worlds = try worlds(WorldOptions(speed: 0))
    try await start(worlds, tasks: 3)
    machine.pass(3_600_000)
    #expect(try await runningCount(worlds) == 0)
    let moved = try #require(try await worlds.advance(by: .seconds(120), of: nil))
    #expect(moved.now.iso8601() == "2026-03-01T12:02:00Z")
    #expect(moved.outcome == .reached)
    #expect(moved.events > 0)
    #expect(try await runningCount(worlds) == 3)
  }

  @Test func resetEmptiesTheWorldAtThePresent() async throws {
    let worlds = try worlds(WorldOptions(speed: 1))
    try await start(worlds, tasks: 1)
    machine.pass(60_000)
    #expect(try await worlds.reset(of: nil)?.iso8601() == "2026-03-01T12:01:00Z")
    #expect(try await worlds.perform(call("ListClusters")).document == ["clusterArns": []])
  }

  @Test func aLongIdleTimeIsMadeUp() async throws {
    let worlds = try worlds(WorldOptions(speed: 1))
    machine.pass(100 * 86_400_000)
    _ = try await worlds.perform(call("CreateCluster"))
    // 100 days after March 1st.
    #expect(await worlds.now(of: nil)?.iso8601() == "2026-06-09T12:00:00Z")
  }

  @Test func eachKeyHasItsWorld() async throws {
    let worlds = try worlds(WorldOptions(speed: 0, isPerKey: true))
    _ = try await worlds.perform(call("CreateCluster", key: "AKIDA"))
    #expect(try await worlds.perform(call("ListClusters", key: "AKIDA")).document?["clusterArns"]?.list?.count == 1)
    #expect(try await worlds.perform(call("ListClusters", key: "AKIDB")).document == ["clusterArns": []])
    #expect(try await worlds.perform(call("ListClusters")).document == ["clusterArns": []])
    #expect(try await worlds.reset(of: "AKIDB") != nil)
    #expect(try await worlds.perform(call("ListClusters", key: "AKIDA")).document?["clusterArns"]?.list?.count == 1)
    // A test's fixture moves time on or begins again before its first call.
    #expect(try await worlds.reset(of: "AKIDC") != nil)
    #expect(try await worlds.advance(by: .seconds(5), of: "AKIDD") != nil)
  }

  @Test func theNumberOfWorldsIsBounded() async throws {
    let worlds = try worlds(WorldOptions(speed: 0, isPerKey: true))
    for number in 1..<ServedWorlds.mostWorlds {
      #expect(try await worlds.perform(call("ListClusters", key: "key\(number)")).failure == nil)
    }
    #expect(try await worlds.perform(call("ListClusters", key: "one-more")).failure?.code == "LimitExceededException")
    #expect(try await worlds.reset(of: "one-more") == nil)
    #expect(try await worlds.perform(call("ListClusters", key: "key1")).failure == nil)
  }

  @Test func oneWorldForAllWithoutPerKey() async throws {
    let worlds = try worlds(WorldOptions(speed: 0))
    _ = try await worlds.perform(call("CreateCluster", key: "AKIDA"))
    #expect(try await worlds.perform(call("ListClusters", key: "AKIDB")).document?["clusterArns"]?.list?.count == 1)
  }

  @Test func regionsAreApart() async throws {
    let worlds = try worlds(WorldOptions(speed: 0))
    _ = try await worlds.perform(call("CreateCluster", region: "eu-west-1"))
    #expect(
      try await worlds.perform(call("ListClusters", region: "eu-west-1")).document
        == ["clusterArns": ["arn:aws:ecs:eu-west-1:123456789012:cluster/default"]])
    #expect(try await worlds.perform(call("ListClusters")).document == ["clusterArns": []])
  }

  @Test func ratesAreHeldWhereAskedFor() async throws {
    let worlds = try worlds(WorldOptions(speed: 0, throttles: true))
    // Cluster read actions: 50 at once, 20 a second.
    for _ in 0..<50 { #expect(try await worlds.perform(call("ListClusters")).failure == nil) }
    #expect(
      try await worlds.perform(call("ListClusters")).failure == ServiceFailure("ThrottlingException", "Rate exceeded"))
    machine.pass(50)
    #expect(try await worlds.perform(call("ListClusters")).failure == nil)
    #expect(try await worlds.perform(call("ListClusters")).failure != nil)
  }

  @Test func anUnknownFixtureShowsAtOnce() throws {
    #expect(throws: WorkspaceError.self) { try worlds(WorldOptions(sandbox: "../x")) }
  }
}

/// With `--sandbox`: journaled, beside other processes.
@Suite struct ServedSandboxTests {
  let machine = StillMachine()

  private func entries(_ folder: TemporaryFolder, _ name: String = "play") throws -> [Entry] {
    try Sandbox.open(SandboxOptions(name: name), in: Store.open(folder.place)).entries()
  }
  private func worlds(_ folder: TemporaryFolder, speed: Double, perKey: Bool = false) throws -> ServedWorlds {
    try ServedWorlds(
      WorldOptions(sandbox: "play", store: folder.place, speed: speed, isPerKey: perKey), time: machine.time,
      loop: SocketLoop())
  }

  @Test func itContinuesTheSandboxesOwnClock() async throws {
    let folder = try TemporaryFolder()
    let worlds = try worlds(folder, speed: 1)
    #expect(await worlds.now(of: nil) == .worldStart)
    machine.pass(90_000)
    #expect(await worlds.now(of: nil) == .worldStart + .seconds(90))
  }

  @Test func timeIsWrittenDownOnlyBeforeAChange() async throws {
    let folder = try TemporaryFolder()
    let worlds = try worlds(folder, speed: 1)
    for _ in 0..<5 {
      machine.pass(1_000)
      _ = try await worlds.perform(call("ListClusters"))
    }
    #expect(try entries(folder).count == 1)
    _ = try await worlds.perform(call("CreateCluster"))
    let made = try entries(folder).dropFirst()
    #expect(made.map(\.kind).first == .advance(to: .worldStart + .seconds(5), changesAtMost: nil))
    #expect(made.last?.instant == .worldStart + .seconds(5))
    #expect(made.last?.pace == .zero)
    #expect(made.last?.typed == "ecs CreateCluster")
    #expect(made.last?.origin == Origin(.httpClient, client: "Boto3"))
    #expect(made.count == 2)
  }

  @Test func timeIsWrittenDownWhereSomethingFellDue() async throws {
    let folder = try TemporaryFolder()
    let worlds = try worlds(folder, speed: 1)
    try await start(worlds, tasks: 1)
    let before = try entries(folder).count
    machine.pass(120_000)
    try await worlds.tick()
    let made = try entries(folder).dropFirst(before)
    #expect(made.map(\.kind) == [.advance(to: .worldStart + .seconds(120), changesAtMost: nil)])
  }

  @Test func theNextServerFindsTheSameWorld() async throws {
    let folder = try TemporaryFolder()
    let first = try worlds(folder, speed: 0)
    try await start(first, tasks: 2)
    _ = try await first.advance(by: .seconds(120), of: nil)
    let second = try worlds(folder, speed: 0)
    #expect(try await runningCount(second) == 2)
  }

  @Test func anotherProcessIsSeenAndItsTimeKept() async throws {
    let folder = try TemporaryFolder()
    let worlds = try worlds(folder, speed: 1)
    machine.pass(10_000)
    let shell = try Sandbox.open(SandboxOptions(name: "play"), in: Store.open(folder.place))
    let request = ServiceRequest(operation: "CreateCluster", input: ["clusterName": "from-shell"])
    _ = try shell.perform(request, typed: "", origin: .shell)
    _ = try shell.advance(to: .worldStart + .hours(1), origin: .shell)
    let arns = try await worlds.perform(call("ListClusters")).document?["clusterArns"]
    #expect(arns == ["arn:aws:ecs:us-east-1:123456789012:cluster/from-shell"])
    #expect(await worlds.now(of: nil) == .worldStart + .hours(1))
    machine.pass(5_000)
    #expect(await worlds.now(of: nil) == .worldStart + .hours(1) + .seconds(5))
    // The shell takes its change back: the world's time goes back with it, and is followed from there.
    _ = try shell.undo()
    #expect(try await worlds.perform(call("ListClusters")).document == ["clusterArns": []])
    #expect(await worlds.now(of: nil) == .worldStart)
  }

  @Test func eachKeyHasItsSandbox() async throws {
    let folder = try TemporaryFolder()
    let worlds = try worlds(folder, speed: 0, perKey: true)
    _ = try await worlds.perform(call("CreateCluster", key: "AKIDA"))
    #expect(try Sandbox.names(in: Store.open(folder.place)) == ["play", "play/AKIDA"])
    #expect(try entries(folder, "play/AKIDA").count == 2)
    // A key that cannot name a sandbox uses the common one.
    _ = try await worlds.perform(call("CreateCluster", key: "../../etc"))
    #expect(try entries(folder).count == 2)
  }

  @Test func resetBeginsTheSandboxAnew() async throws {
    let folder = try TemporaryFolder()
    let worlds = try worlds(folder, speed: 0)
    _ = try await worlds.perform(call("CreateCluster"))
    #expect(try await worlds.reset(of: nil) == .worldStart)
    #expect(try await worlds.perform(call("ListClusters")).document == ["clusterArns": []])
  }
}

/// Request throttling for the Amazon ECS API; AWS Fargate throttling quotas.
@Suite struct ThrottleTests {
  private func request(_ operation: String, _ input: Document.Object = [:], region: String = "us-east-1")
    -> ServiceRequest
  {
    ServiceRequest(operation: operation, region: region, input: input)
  }
  private func admitted(_ requests: [ServiceRequest], _ throttle: inout Throttle, at monotonic: Int = 0) -> Int {
    requests.count { throttle.admits($0, owner: "", at: monotonic) }
  }

  @Test func actionsOfACategoryShareABucket() {
    var throttle = Throttle()
    let mixed = (0..<60).map { request($0 % 2 == 0 ? "ListClusters" : "DescribeClusters") }
    #expect(admitted(mixed, &throttle) == 50)
    #expect(admitted(mixed, &throttle, at: 1_000) == 20)
  }

  @Test func regionsAndOwnersHaveTheirOwn() {
    var throttle = Throttle()
    let creates = Array(repeating: request("CreateCluster"), count: 25)
    #expect(admitted(creates, &throttle) == 20)
    #expect(admitted([request("CreateCluster", region: "eu-west-1")], &throttle) == 1)
    let ofAnother = throttle.admits(request("CreateCluster"), owner: "AKID", at: 0)
    #expect(ofAnother)
    // A token a second.
    #expect(admitted(creates, &throttle, at: 3_000) == 3)
  }

  @Test func aBucketNeverHoldsMoreThanItsCapacity() {
    var throttle = Throttle()
    let deletions = Array(repeating: request("DeleteTaskDefinitions"), count: 10)
    #expect(admitted(deletions, &throttle) == 5)
    #expect(admitted(deletions, &throttle, at: 1_000_000) == 5)
  }

  @Test func fargateCountsTasksAndCalls() {
    // 100 tasks at once, then 20 a second: ten calls of ten.
    var throttle = Throttle()
    let tens = Array(repeating: request("RunTask", ["launchType": "FARGATE", "count": 10]), count: 12)
    #expect(admitted(tens, &throttle) == 10)
    #expect(admitted(tens, &throttle, at: 1_000) == 2)
    // 20 calls a second.
    var another = Throttle()
    #expect(admitted(Array(repeating: request("RunTask", ["launchType": "FARGATE"]), count: 30), &another) == 20)
    // On EC2 the cluster resource bucket alone counts.
    var third = Throttle()
    #expect(admitted(Array(repeating: request("RunTask", ["count": 10]), count: 110), &third) == 100)
  }
}
