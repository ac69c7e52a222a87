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
  private func hosted(_ settings: String) throws -> TaskScene {
    var scene = try TaskScene()
    try scene.cloud.call(
      "RunInstances",
      #"{"ImageId":"ami-1","InstanceType":"t3.medium","MinCount":1,"MaxCount":1,"#
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
}
