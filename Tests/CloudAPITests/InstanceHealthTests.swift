/// The health of container instances: what its checks find and when, who hears of it, what becomes of impaired ones.
///
/// Statuses, their order of severity and the events: ECS Developer Guide, "Monitor Amazon ECS container instance health"
/// and "Amazon ECS container instance health change events"; a look every 30 s: runtime sheet, section 5.6. That at most
/// a fifth of a provider's instances is repaired at once: Developer Guide, "GPU auto repair". A minute from IMPAIRED to
/// DRAINING is the project's own.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("The health of container instances")
struct InstanceHealthTests {
  private static func instances(_ scene: TaskScene) -> [String] {
    scene.cloud.region?.ecs.containerInstances.values.filter { $0.status != .inactive }.map(\.id) ?? []
  }

  private static func health(_ scene: inout TaskScene, _ index: Int = 0) throws -> Document {
    let reply = try scene.cloud.call(
      "DescribeContainerInstances",
      #"{"cluster":"harbor","containerInstances":["\#(instances(scene)[index])"],"include":["CONTAINER_INSTANCE_HEALTH"]}"#
    )
    return reply["containerInstances"]?[0] ?? [:]
  }

  /// `overallStatus`, then each check with its status and reason.
  private static func story(_ instance: Document) -> String {
    let details = instance["healthStatus"]?["details"]?.list ?? []
    return
      ([instance["healthStatus"]?["overallStatus"]?.string ?? "-"]
      + details.map { check in
        "\(check["type"]?.string ?? "-") \(check["status"]?.string ?? "-")"
          + (check["statusReason"]?.string.map { " \($0)" } ?? "")
      }).joined(separator: ", ")
  }

  private static func seconds(_ instance: Document, _ member: String) -> Double {
    (instance["healthStatus"]?["details"]?[0]?[member]?.double ?? .nan) - (instance["registeredAt"]?.double ?? .nan)
  }

  @Test func theFirstLookComesThirtySecondsAfterRegistration() throws {
    var scene = try TaskScene(zones: ["a"])
    scene.cloud.advance(seconds: 29)
    var found = try Self.health(&scene)
    #expect(Self.story(found) == "INITIALIZING, CONTAINER_RUNTIME INITIALIZING")
    #expect((Self.seconds(found, "lastUpdated"), Self.seconds(found, "lastStatusChange")) == (0, 0))
    scene.cloud.advance(seconds: 1)
    #expect(Self.story(try Self.health(&scene)) == "OK, CONTAINER_RUNTIME OK")
    scene.cloud.advance(seconds: 70)
    found = try Self.health(&scene)
    #expect((Self.seconds(found, "lastUpdated"), Self.seconds(found, "lastStatusChange")) == (90, 30))
  }

  @Test func aRuntimeThatHangsIsFoundByTheNextLookAndSoIsItsRecovery() throws {
    var scene = try TaskScene(zones: ["a"])
    scene.cloud.advance(seconds: 100)
    scene.inject("instance-impaired")
    scene.cloud.advance(seconds: 19)
    #expect(Self.story(try Self.health(&scene)) == "OK, CONTAINER_RUNTIME OK")
    scene.cloud.advance(seconds: 1)
    var found = try Self.health(&scene)
    #expect(Self.story(found) == "IMPAIRED, CONTAINER_RUNTIME IMPAIRED")
    #expect((Self.seconds(found, "lastUpdated"), Self.seconds(found, "lastStatusChange")) == (120, 120))
    #expect(found["status"] == "ACTIVE" && found["agentConnected"] == true)
    scene.inject("mend fault=instance-impaired")
    scene.cloud.advance(seconds: 45)
    found = try Self.health(&scene)
    #expect(Self.story(found) == "OK, CONTAINER_RUNTIME OK")
    #expect((Self.seconds(found, "lastUpdated"), Self.seconds(found, "lastStatusChange")) == (150, 150))
    #expect(
      scene.cloud.faultStory().map { $0.drop { $0 != " " } } == [
        " the container runtime on i-1 hangs", " 1 fault ends", " the container runtime on i-1 works again",
      ])
  }

  @Test func ofAnAgentThatIsAwayNothingNewIsKnown() throws {
    var scene = try TaskScene(zones: ["a"])
    scene.cloud.advance(seconds: 50)
    scene.inject("agent-disconnected lasts=5m")
    scene.inject("instance-impaired")
    scene.cloud.advance(seconds: 100)
    let found = try Self.health(&scene)
    #expect(Self.story(found) == "INSUFFICIENT_DATA, CONTAINER_RUNTIME INSUFFICIENT_DATA")
    #expect((Self.seconds(found, "lastUpdated"), Self.seconds(found, "lastStatusChange")) == (60, 60))
    scene.cloud.advance(seconds: 220)
    #expect(Self.story(try Self.health(&scene)) == "IMPAIRED, CONTAINER_RUNTIME IMPAIRED")
  }

  /// "every running container instance with agent version 1.57.0 or later"
  @Test(arguments: [("1.56.0", "INSUFFICIENT_DATA"), ("1.57.0", "OK, CONTAINER_RUNTIME OK")])
  func anOldAgentDoesNotLook(version: String, expected: String) throws {
    var scene = try TaskScene()
    try scene.cloud.call(
      "RegisterContainerInstance", #"{"cluster":"harbor","versionInfo":{"agentVersion":"\#(version)"}}"#)
    scene.cloud.advance(seconds: 60)
    #expect(Self.story(try Self.health(&scene)) == expected)
  }

  /// Container agent 1.105: four minutes for the creation of a container (runtime sheet, section 1.6).
  @Test func noContainerIsMadeByARuntimeThatHangs() throws {
    var scene = try TaskScene(zones: ["a", "b"])
    try scene.registerEC2(#"[{"name":"app","image":"nginx","memory":100}]"#)
    let before = try #require(try scene.runEC2().first)
    scene.cloud.advance(seconds: 60)
    let host = try #require(scene.cloud.region?.ecs.tasks[before]?.containerInstance)
    scene.inject("instance-impaired instance=\(host)")
    scene.cloud.advance(seconds: 30)
    let reply = try scene.cloud.call(
      "StartTask", #"{"cluster":"harbor","taskDefinition":"app","containerInstances":["\#(host)"]}"#)
    let arn = reply["tasks"]?[0]?["taskArn"]?.string ?? ""
    let id = arn.split(separator: "/").last.map(String.init) ?? ""
    scene.cloud.advance(seconds: 300)
    let task = try scene.task(id)
    #expect(task["stopCode"] == "TaskFailedToStart")
    #expect(
      task.container("app")["reason"]
        == "DockerTimeoutError: Could not transition to created; timed out after waiting 4m0s")
    #expect(try scene.status(before) == "RUNNING RUNNING", "what runs runs on")
    #expect(scene.brokenPromises == [])
  }

  @Test func onlyAMachineWithAGPUCanHaveOneThatFails() throws {
    var scene = try TaskScene(zones: ["a"])
    #expect(throws: FaultRefusal.self) { try scene.cloud.tryToInject("instance-impaired check=ACCELERATED_COMPUTE") }
    var graphics = try TaskScene(zones: ["a"], type: "g4dn.xlarge")
    graphics.inject("instance-impaired check=ACCELERATED_COMPUTE")
    graphics.cloud.advance(seconds: 30)
    #expect(
      Self.story(try Self.health(&graphics))
        == "IMPAIRED, CONTAINER_RUNTIME OK, ACCELERATED_COMPUTE IMPAIRED XID_79")
  }

  // MARK: - Who hears of it

  @Test func theBusHearsOfEachChange() throws {
    var scene = try TaskScene(zones: ["a"])
    scene.cloud.advance(seconds: 40)
    scene.inject("instance-impaired lasts=30s")
    scene.cloud.advance(seconds: 60)
    let events = scene.cloud.world.eventLog.all.filter { $0.kind == .containerInstanceHealthChange }
      .compactMap { CloudAPI.events(of: $0, in: scene.cloud.world).first }
    #expect(events.compactMap { $0["detail"]?["overallStatus"]?.string } == ["OK", "IMPAIRED", "OK"])
    let event = try #require(events.dropFirst().first)
    let id = Self.instances(scene)[0]
    let arn = "arn:aws:ecs:us-east-1:123456789012:container-instance/harbor/\(id)"
    #expect(event["detail-type"] == "ECS Container Instance Health Change")
    #expect(event["resources"] == [.string(arn)])
    #expect(
      event["detail"] == [
        "clusterArn": "arn:aws:ecs:us-east-1:123456789012:cluster/harbor", "containerInstanceArn": .string(arn),
        "capacityProviderName": .null, "ec2InstanceId": "i-1", "overallStatus": "IMPAIRED",
        "healthChecks": [
          [
            "type": "CONTAINER_RUNTIME", "status": "IMPAIRED", "lastStatusChange": event["time"] ?? .null,
            "lastUpdated": event["time"] ?? .null, "statusReason": .null,
          ]
        ],
      ])
  }

  // MARK: - Managed Instances

  private static func managed(_ count: Int, more: String = "") throws -> ManagedScene {
    var managed = try ManagedScene(more: more)
    try managed.createService(count)
    managed.advance(minutes: 20) { region in region.ecs.services.values.first?.runningCount == count }
    return managed
  }

  @Test func anImpairedOneIsDrainedWhileAnotherComes() throws {
    var managed = try Self.managed(2)
    let old = try #require(managed.instances.first)
    let start = managed.cloud.world.now
    managed.cloud.inject("instance-impaired instance=\(old.id)")
    managed.advance(minutes: 5) { $0.ecs.containerInstances[old.id]?.status == .draining }
    let took = managed.cloud.world.now - start
    #expect(took >= .seconds(60) && took <= .seconds(100), "a look, a minute, a turn: \(took)")
    let described = try managed.cloud.call(
      "DescribeContainerInstances", #"{"cluster":"harbor","containerInstances":["\#(old.id)"]}"#)
    #expect(described["containerInstances"]?[0]?["statusReason"] == "INSTANCE_HEALTH")
    managed.advance(minutes: 20) { $0.ecs.containerInstances[old.id]?.status == .inactive }
    #expect(managed.instances.map(\.status) == [.active] && managed.instances[0].id != old.id)
    #expect(managed.region.ecs.services.values.first?.runningCount == 2)
    #expect(managed.brokenPromises == [])
  }

  @Test func ofAFewImpairedOnesOneIsRepairedAtATime() throws {
    var managed = try ManagedScene()
    try managed.cloud.call(
      "CreateService",
      #"{"cluster":"harbor","serviceName":"web","taskDefinition":"web","desiredCount":3,"#
        + #""placementConstraints":[{"type":"distinctInstance"}],\#(ManagedScene.strategy),\#(ManagedScene.network)}"#)
    managed.advance(minutes: 30) { $0.ecs.services.values.first?.runningCount == 3 }
    let old = managed.instances.map(\.id)
    #expect(old.count == 3)
    for id in old { managed.cloud.inject("instance-impaired instance=\(id)") }
    var most = 0
    managed.cloud.world.advance(to: managed.cloud.world.now + .hours(1)) { world, _ in
      let instances = world.regions["us-east-1"]?.ecs.containerInstances
      let leaving = old.filter { id in
        let status = instances?[id]?.status
        return status == .draining || status == .deregistering
      }
      most = max(most, leaving.count)
      return .goOn
    }
    #expect(most == 1)
    let left = managed.instances.map(\.id)
    #expect(left.filter { old.contains($0) } == [])
    #expect(managed.region.ecs.services.values.first?.runningCount ?? 0 >= 3)
    #expect(managed.brokenPromises == [])
  }

  /// "When set to DISABLED, Amazon ECS still monitors container instance health but does not automatically replace
  /// impaired instances."
  @Test func oneThatIsNotToBeRepairedStays() throws {
    var managed = try Self.managed(1, more: #","autoRepairConfiguration":{"actionsStatus":"DISABLED"}"#)
    let old = try #require(managed.instances.first)
    managed.cloud.inject("instance-impaired instance=\(old.id)")
    managed.advance(seconds: 1_800)
    #expect(managed.instances.map(\.id) == [old.id] && managed.instances[0].status == .active)
    #expect(Self.story(try Self.health(&managed.scene)).hasPrefix("IMPAIRED"))
  }

  @Test func aDaemonThatStopsImpairsItsInstance() throws {
    var managed = try ManagedScene()
    try managed.createDaemon()
    _ = try managed.run()
    managed.advance(minutes: 20) { region in
      region.ecs.tasks.all(inCluster: "harbor").filter { $0.lastStatus == .running }.count == 2
    }
    managed.advance(seconds: 31)
    #expect(Self.story(try Self.health(&managed.scene)) == "OK, CONTAINER_RUNTIME OK, DAEMON OK")
    let instance = try #require(managed.instances.first)
    let daemon = try #require(managed.region.ecs.tasks.all(inCluster: "harbor").first { $0.daemon != nil })
    managed.cloud.inject("task-killed task=\(daemon.id)")
    managed.advance(minutes: 5) { $0.ecs.containerInstances[instance.id]?.status == .draining }
    let reply = try managed.cloud.call(
      "DescribeContainerInstances",
      #"{"cluster":"harbor","containerInstances":["\#(instance.id)"],"include":["CONTAINER_INSTANCE_HEALTH"]}"#)
    let found = reply["containerInstances"]?[0] ?? [:]
    #expect(
      Self.story(found)
        == "IMPAIRED, CONTAINER_RUNTIME OK, DAEMON IMPAIRED Daemon task: \(daemon.id) is unhealthy")
    #expect(found["statusReason"] == "INSTANCE_HEALTH")
  }
}
