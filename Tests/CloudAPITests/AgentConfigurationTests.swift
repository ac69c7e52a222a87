/// What user data sets of an agent, and what tasks on its host make of it.
///
/// Settings, defaults and least values: ECS Developer Guide, "Amazon ECS container agent configuration"; runtime sheet,
/// section 1.6.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("The agent's settings")
struct AgentConfigurationTests {
  /// A host of type t3.medium whose agent is set so.
  private func hosted(_ settings: String, more: String = "") throws -> TaskScene {
    var scene = try TaskScene()
    try scene.cloud.call(
      "RunInstances",
      #"{"ImageId":"ami-1","InstanceType":"t3.medium","MinCount":1,"MaxCount":1\#(more),"#
        + ##""UserData":"#!/bin/bash\necho ECS_CLUSTER=harbor >> ecs.config\necho \##(settings) >> ecs.config"}"##,
      service: "ec2")
    scene.cloud.advance(seconds: 100)
    try scene.registerEC2(#"[{"name":"app","image":"nginx","memory":100}]"#)
    return scene
  }

  private func run(_ scene: inout TaskScene, seconds: Int = 30) throws -> String {
    let id = try #require(try scene.runEC2().first)
    scene.cloud.advance(seconds: seconds)
    return id
  }

  /// A t3.medium registers 3,884 MiB (section 4.7).
  @Test(arguments: [("ECS_RESERVED_MEMORY=256", 3_628), ("ECS_RESERVED_MEMORY=much", 3_884), ("X=1", 3_884)])
  func memoryIsKeptBack(settings: String, registered: Int) throws {
    let scene = try hosted(settings)
    let instance = scene.cloud.region?.ecs.containerInstances.values.first
    #expect(instance?.registeredMemoryMiB == registered && instance?.remainingMemoryMiB == registered)
  }

  /// The killed container ends 0.3 s to the signal, the timeout, and 1 s after the stop was asked for.
  @Test(arguments: [
    ("ECS_CONTAINER_STOP_TIMEOUT=10s", 11.3), ("ECS_CONTAINER_STOP_TIMEOUT=2m", 121.3),
    ("ECS_CONTAINER_STOP_TIMEOUT=soon", 31.3), ("X=1", 31.3),
  ])
  func aContainerWithoutATimeoutHasTheAgents(settings: String, seconds: Double) throws {
    var scene = try hosted(settings)
    let id = try run(&scene)
    scene.inject("stop-failing image=nginx")
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
    try scene.advance(until: "STOPPED", id)
    #expect(abs(try scene.task(id).seconds("executionStoppedAt", after: "stoppingAt") - seconds) < 0.01)
  }

  @Test(arguments: [
    ("ECS_CONTAINER_START_TIMEOUT=90s", "1m30s"), ("ECS_CONTAINER_START_TIMEOUT=5s", "45s"), ("X=1", "3m0s"),
  ])
  func theRuntimeHasSoLongToStartAContainer(settings: String, waited: String) throws {
    var scene = try hosted(settings)
    scene.inject("start-failing image=nginx why=timeout")
    let id = try run(&scene, seconds: 300)
    #expect(
      try scene.task(id).container("app")["reason"]?.string
        == "DockerTimeoutError: Could not transition to running; timed out after waiting \(waited)")
  }

  @Test(arguments: [
    ("ECS_CONTAINER_CREATE_TIMEOUT=6m", "6m0s"), ("ECS_CONTAINER_CREATE_TIMEOUT=5s", "1m0s"), ("X=1", "4m0s"),
  ])
  func theRuntimeHasSoLongToCreateAContainer(settings: String, waited: String) throws {
    var scene = try hosted(settings)
    scene.inject("start-failing image=nginx why=create-timeout")
    let id = try run(&scene, seconds: 500)
    #expect(
      try scene.task(id).container("app")["reason"]?.string
        == "DockerTimeoutError: Could not transition to created; timed out after waiting \(waited)")
  }

  /// Five attempts of a pull that brings nothing.
  @Test(arguments: [("ECS_IMAGE_PULL_INACTIVITY_TIMEOUT=3m", 900), ("X=1", 300)])
  func aPullThatStandsStillIsGivenUp(settings: String, seconds: Int) throws {
    var scene = try hosted(settings)
    scene.inject("start-failing image=nginx why=stall")
    let id = try run(&scene, seconds: seconds * 9 / 10 - 10)
    #expect(try scene.task(id)["lastStatus"] == "PENDING")
    scene.cloud.advance(seconds: seconds * 2 / 10 + 20)
    #expect(
      try scene.task(id).container("app")["reason"]?.string
        == "CannotPullContainerError: inactivity time exceeded timeout while pulling image")
  }

  /// `app` needs `migrate` to end, which takes 30 s; its image of 70 MB is pulled then, or beside the other's.
  @Test(arguments: [("ECS_PULL_DEPENDENT_CONTAINERS_UPFRONT=true", true), ("X=1", false)])
  func imagesOfDependentContainersMayBePulledUpfront(settings: String, isUpfront: Bool) throws {
    var scene = try hosted(settings)
    try scene.registerEC2(
      #"[{"name":"migrate","image":"busybox","memory":50,"essential":false,"command":["sleep","30"]},"#
        + #"{"name":"app","image":"nginx","memory":100,"dependsOn":[{"containerName":"migrate","condition":"SUCCESS"}]}]"#
    )
    let task = try scene.task(try run(&scene, seconds: 60))
    #expect(task["lastStatus"] == "RUNNING")
    #expect((task.seconds("pullStoppedAt", after: "pullStartedAt") < 10) == isUpfront)
    #expect(task.container("app")["runtimeId"]?.string?.count == 64)
  }

  /// The registry cannot be reached, or has another image by now; the host has a copy.
  @Test(arguments: [
    ("default", "RUNNING", true), ("always", "STOPPED", true), ("once", "RUNNING", false),
    ("prefer-cached", "RUNNING", false),
  ])
  func whereTheImageComesFrom(behavior: String, status: String, isAsked: Bool) throws {
    var scene = try hosted("ECS_IMAGE_PULL_BEHAVIOR=\(behavior)")
    let first = try run(&scene)
    scene.inject("registry-down lasts=400s")
    let second = try run(&scene, seconds: 399)
    #expect(try scene.status(second).hasPrefix(status))
    scene.cloud.advance(seconds: 10)
    scene.inject("image-slow image=nginx")
    let third = try run(&scene)
    let digest = try scene.task(first).container("app")["imageDigest"]
    #expect((try scene.task(third).container("app")["imageDigest"] != digest) == isAsked)
  }

  /// Containers go after 3 h, images in the next of the cleanups each half hour. 1.5 s before the pull, 0.3 s for a copy,
  /// 1 s + 70 MB / 25 MB/s for the whole image, 0.8 s to start.
  @Test(arguments: [
    ("X=1", 3 * 60 - 1, true), ("X=1", 3 * 60 + 31, false),
    ("ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=1h", 60 + 31, false),
    ("ECS_IMAGE_MINIMUM_CLEANUP_AGE=5h", 3 * 60 + 31, true), ("ECS_IMAGE_MINIMUM_CLEANUP_AGE=5h", 5 * 60 + 31, false),
    ("ECS_IMAGE_CLEANUP_INTERVAL=2h", 3 * 60 + 31, true), ("ECS_DISABLE_IMAGE_CLEANUP=true", 24 * 60, true),
    ("ECS_IMAGE_PULL_BEHAVIOR=prefer-cached", 24 * 60, true),
  ])
  func imagesThatNobodyUsesAreRemoved(settings: String, minutes: Int, isThere: Bool) throws {
    var scene = try hosted(settings)
    let first = try run(&scene)
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(first)"}"#)
    scene.cloud.advance(seconds: minutes * 60)
    let task = try scene.task(try run(&scene))
    #expect((task.seconds("pullStoppedAt", after: "pullStartedAt") < 1) == isThere)
  }

  /// Two minutes after the notice the machine ends, and what runs on it.
  @Test(arguments: [
    ("ECS_ENABLE_SPOT_INSTANCE_DRAINING=true", "DRAINING"), ("ECS_ENABLE_SPOT_INSTANCE_DRAINING=no", "ACTIVE"),
  ])
  func aNoticeOfSpotDrainsTheHost(settings: String, status: String) throws {
    var scene = try hosted(settings, more: #","InstanceMarketOptions":{"MarketType":"spot"}"#)
    let machine = try scene.cloud.call("DescribeInstances", "{}", service: "ec2")["Reservations"]?[0]?["Instances"]?[0]
    #expect(machine?["InstanceLifecycle"] == "spot")
    scene.inject("spot-wave")
    #expect(scene.cloud.region?.ecs.containerInstances.values.first?.status.rawValue == status)
    scene.cloud.advance(seconds: 121)
    #expect(scene.cloud.region?.ec2.instances.values.allSatisfy { !$0.state.isAlive } == true)
  }

  /// Two images that were used last by tasks that ended in this order; one goes in each cleanup of half an hour.
  @Test(arguments: [("ECS_NUM_IMAGES_DELETE_PER_CYCLE=1", true), ("X=1", false)])
  func soManyImagesGoInEachCleanup(settings: String, isThere: Bool) throws {
    var scene = try hosted(settings)
    try scene.registerEC2(
      #"[{"name":"app","image":"busybox","command":["sleep","9999"],"memory":100}]"#, family: "other")
    for family in ["other", "app"] {
      let id = try #require(try scene.runEC2(family).first)
      scene.cloud.advance(seconds: 30)
      try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
      scene.cloud.advance(seconds: 60)
    }
    scene.cloud.advance(seconds: (3 * 60 + 31) * 60)
    let task = try scene.task(try run(&scene))
    #expect((task.seconds("pullStoppedAt", after: "pullStartedAt") < 1) == isThere)
  }
}
