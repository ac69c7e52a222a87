/// Updates of the container agent from afar, and what older agents cannot do.
///
/// Statuses and refusals: ECS API reference, UpdateContainerAgent and AgentUpdateStatus; API sheet, section 1.8. How long
/// each status takes is the project's own: 5, 20, 5 and 15 s. Minimum releases of features: ECS Developer Guide.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("Updates of the container agent")
struct AgentUpdateTests {
  private var scene: TaskScene

  init() throws { scene = try TaskScene() }

  /// - Returns: the id of an instance with that agent.
  private mutating func register(_ versionInfo: String, more: String = "") throws -> String {
    let reply = try scene.cloud.call(
      "RegisterContainerInstance", #"{"cluster":"harbor","versionInfo":\#(versionInfo)\#(more)}"#)
    let arn = reply["containerInstance"]?["containerInstanceArn"]?.string ?? ""
    return arn.split(separator: "/").last.map(String.init) ?? ""
  }

  private static let old =
    #"{"agentVersion":"1.85.0","agentHash":"4ee6f24f","dockerVersion":"DockerVersion: 25.0.3"}"#

  @discardableResult
  private mutating func update(_ id: String) throws -> Document {
    try scene.cloud.call("UpdateContainerAgent", #"{"cluster":"harbor","containerInstance":"\#(id)"}"#)
  }

  private mutating func refusal(_ id: String) throws -> String {
    try scene.cloud.refusal("UpdateContainerAgent", #"{"cluster":"harbor","containerInstance":"\#(id)"}"#)
  }

  private mutating func described(_ id: String) throws -> Document {
    try scene.cloud.call("DescribeContainerInstances", #"{"cluster":"harbor","containerInstances":["\#(id)"]}"#)[
      "containerInstances"]?[0] ?? [:]
  }

  /// `agentUpdateStatus agentConnected agentVersion`
  private mutating func state(_ id: String) throws -> String {
    let instance = try described(id)
    let isConnected = instance["agentConnected"] == true ? "connected" : "away"
    let version = instance["versionInfo"]?["agentVersion"]?.string ?? "-"
    return "\(instance["agentUpdateStatus"]?.string ?? "-") \(isConnected) \(version)"
  }

  private static let none = "NoUpdateAvailableException: There is no update available for your container agent."
  private static let busy = "UpdateInProgressException: Agent update is already in progress."

  @Test mutating func anOldAgentIsExchangedStepByStep() throws {
    let id = try register(Self.old)
    #expect(try state(id) == "- connected 1.85.0")
    #expect(try update(id)["containerInstance"]?["agentUpdateStatus"] == "PENDING")
    for (seconds, expected) in [
      (4, "PENDING connected 1.85.0"), (1, "STAGING connected 1.85.0"), (19, "STAGING connected 1.85.0"),
      (1, "STAGED connected 1.85.0"), (5, "UPDATING away 1.85.0"), (14, "UPDATING away 1.85.0"),
      (1, "UPDATED connected 1.105.1"),
    ] {
      scene.cloud.advance(seconds: seconds)
      #expect(try state(id) == expected)
    }
    #expect(
      try described(id)["versionInfo"]?["dockerVersion"] == "DockerVersion: 25.0.3", "the engine is not its affair")
    #expect(try described(id)["versionInfo"]?["agentHash"] == "8b3f6a2d")
    #expect(try refusal(id) == Self.none)
  }

  @Test mutating func anUpdateUnderWayIsNotBegunAgain() throws {
    let id = try register(Self.old)
    try update(id)
    for seconds in [0, 5, 20, 5] {
      scene.cloud.advance(seconds: seconds)
      #expect(try refusal(id) == Self.busy)
    }
  }

  @Test mutating func tasksRunOnMeanwhile() throws {
    let id = try register(Self.old)
    try scene.registerEC2(#"[{"name":"app","image":"nginx","memory":100}]"#)
    let task = try #require(try scene.runEC2().first)
    scene.cloud.advance(seconds: 30)
    try update(id)
    scene.cloud.advance(seconds: 60)
    #expect(try state(id) == "UPDATED connected 1.105.1")
    #expect(try scene.status(task) == "RUNNING RUNNING")
    #expect(scene.brokenPromises == [])
  }

  /// "If the container agent becomes disconnected while it's in a transitional stage … the update process can get stuck
  /// in that state. However, when the agent reconnects, it resumes where it stopped previously."
  @Test mutating func anAgentThatIsCutOffGoesOnWhenItIsBack() throws {
    let id = try register(Self.old)
    try update(id)
    scene.cloud.advance(seconds: 10)
    scene.inject("agent-disconnected instance=\(id) lasts=10m")
    scene.cloud.advance(seconds: 599)
    #expect(try state(id) == "STAGING away 1.85.0")
    #expect(try refusal(id) == Self.busy)
    scene.cloud.advance(seconds: 1)
    #expect(try state(id) == "STAGED connected 1.85.0")
    scene.cloud.advance(seconds: 20)
    #expect(try state(id) == "UPDATED connected 1.105.1")
  }

  @Test mutating func anAgentThatIsCutOffWhileItStartsComesBackNew() throws {
    let id = try register(Self.old)
    try update(id)
    scene.cloud.advance(seconds: 31)
    #expect(try state(id) == "UPDATING away 1.85.0")
    scene.inject("agent-disconnected instance=\(id) lasts=5m")
    scene.cloud.advance(seconds: 299)
    #expect(try state(id) == "UPDATING away 1.85.0")
    scene.cloud.advance(seconds: 1)
    #expect(try state(id) == "UPDATED connected 1.105.1")
  }

  /// `agentUpdateStatus` and `versionInfo` are in the event's detail, whose version grows.
  @Test mutating func theBusHearsOfEachStep() throws {
    let id = try register(Self.old)
    let start = scene.cloud.world.now
    try update(id)
    var told: [String] = []
    var versions: [Int] = []
    scene.cloud.world.advance(to: start + .seconds(60)) { world, records in
      for record in records where record.kind == .containerInstanceStateChange {
        let event = CloudAPI.events(of: record, in: world).first
        #expect(event?["detail-type"] == "ECS Container Instance State Change")
        let detail = event?["detail"]
        let version = detail?["versionInfo"]?["agentVersion"]?.string ?? "-"
        told.append("\(detail?["agentUpdateStatus"]?.string ?? "-") \(version)")
        versions.append(detail?["version"]?.integer ?? 0)
      }
      return .goOn
    }
    #expect(told == ["STAGING 1.85.0", "STAGED 1.85.0", "UPDATING 1.85.0", "UPDATED 1.105.1"])
    #expect(versions == versions.sorted() && Set(versions).count == 4)
  }

  // MARK: - Which can be updated

  @Test(arguments: [
    // the newest; too old for a way to it; one of which nothing says what it is
    (#"{"agentVersion":"1.105.1"}"#, none), (#"{"agentVersion":"0.9.0"}"#, none),
    (#"{"dockerVersion":"DockerVersion: 25.0.3"}"#, missing), (#"{"agentVersion":"harbor-build-7"}"#, missing),
  ])
  mutating func someAgentsCannotBeUpdated(versionInfo: String, said: String) throws {
    #expect(try refusal(try register(versionInfo)) == said)
  }
  private static let missing =
    "MissingVersionException: Amazon ECS is unable to determine the current version of the Amazon ECS container agent on "
    + "the container instance and does not have enough information to proceed with an update."

  /// "Agent updates do not apply to Windows container instances"; those of external ones are made by hand.
  @Test(arguments: [
    #"{"name":"ecs.os-type","value":"windows"}"#, #"{"name":"ecs.capability.external"}"#,
  ])
  mutating func someInstancesCannotBeUpdated(attribute: String) throws {
    let id = try register(Self.old, more: #","attributes":[\#(attribute)]"#)
    #expect(try refusal(id) == Self.none)
  }

  @Test mutating func onlyInstancesOfTheClusterCanBeUpdated() throws {
    #expect(
      try refusal("nope") == "InvalidParameterException: The referenced container instance was not found.")
    let id = try register(Self.old)
    try scene.cloud.call("DeregisterContainerInstance", #"{"cluster":"harbor","containerInstance":"\#(id)"}"#)
    #expect(try refusal(id) == "InvalidParameterException: The referenced container instance was inactive.")
  }

  // MARK: - Images of their time

  private mutating func launch(_ image: String, settings: String = "X=1") throws -> String {
    try scene.cloud.call(
      "RunInstances",
      #"{"ImageId":"\#(image)","InstanceType":"t3.medium","#
        + ##""UserData":"#!/bin/bash\necho ECS_CLUSTER=harbor\necho \##(settings)"}"##,
      service: "ec2")
    scene.cloud.advance(seconds: 100)
    return try #require(scene.cloud.world.regions["us-east-1"]?.ecs.containerInstances.keys.last)
  }

  private static let images = "/aws/service/ecs/optimized-ami"

  @Test mutating func anOldImageBringsTheAgentOfItsTime() throws {
    let path = Self.images + "/amazon-linux-2023/al2023-ami-ecs-hvm-20240725-x86_64"
    let reply = try scene.cloud.call("GetParameters", #"{"Names":["\#(path)"]}"#, service: "ssm")
    let metadata = try DocumentReader.read(try #require(reply["Parameters"]?[0]?["Value"]?.string))
    #expect(metadata["ecs_agent_version"] == "1.85.0")
    #expect(metadata["ecs_runtime_version"] == "Docker version 25.0.3")
    for image in [metadata["image_id"]?.string ?? "", "resolve:ssm:\(path)/image_id"] {
      let id = try launch(image)
      #expect(try state(id) == "- connected 1.85.0")
      try update(id)
      scene.cloud.advance(seconds: 45)
      #expect(try state(id) == "UPDATED connected 1.105.1")
    }
  }

  /// "The UpdateContainerAgent API isn't supported for container instances using the Amazon ECS-optimized Amazon Linux 2
  /// (arm64) AMI."
  @Test(arguments: [
    ("/amazon-linux-2/arm64/amzn2-ami-ecs-hvm-20240725-arm64-ebs", false),
    ("/amazon-linux-2/amzn2-ami-ecs-hvm-20240725-x86_64-ebs", true),
  ])
  mutating func oneImageDoesNotTakeUpdates(image: String, takesThem: Bool) throws {
    let id = try launch("resolve:ssm:\(Self.images)\(image)/image_id")
    if takesThem { try update(id) } else { #expect(try refusal(id) == Self.none) }
  }

  @Test mutating func anAgentMayBeToldToRefuseUpdates() throws {
    let image = "resolve:ssm:\(Self.images)/amazon-linux-2023/al2023-ami-ecs-hvm-20240725-x86_64/image_id"
    let id = try launch(image, settings: "ECS_UPDATES_ENABLED=false")
    try update(id)
    scene.cloud.advance(seconds: 5)
    #expect(try state(id) == "FAILED connected 1.85.0")
    try update(id)
    #expect(try state(id) == "PENDING connected 1.85.0", "it can be asked for again")
  }

  // MARK: - What an old agent cannot do

  /// Restart policies need 1.86.0 (runtime sheet, section 1.8).
  @Test mutating func aTaskWaitsForTheAgentThatKnowsHow() throws {
    let id = try register(Self.old)
    try scene.registerEC2(
      #"[{"name":"app","image":"nginx","memory":100,"restartPolicy":{"enabled":true}}]"#)
    let refused = try scene.cloud.call("RunTask", #"{"cluster":"harbor","taskDefinition":"app"}"#)
    #expect(refused["failures"]?[0]?["reason"] == "ATTRIBUTE")
    try update(id)
    scene.cloud.advance(seconds: 45)
    #expect(try scene.runEC2().count == 1)
  }

  @Test mutating func anAgentThatWasExchangedByHandSaysSoWhenItRegisters() throws {
    let id = try register(Self.old, more: #","instanceIdentityDocument":"{\"instanceId\":\"i-1\"}""#)
    let again = try register(
      #"{"agentVersion":"1.105.1"}"#, more: #","instanceIdentityDocument":"{\"instanceId\":\"i-1\"}""#)
    #expect(again == id)
    #expect(try state(id) == "- connected 1.105.1")
    let names = try described(id)["attributes"]?.list?.compactMap { $0["name"]?.string } ?? []
    #expect(names.contains("ecs.capability.container-restart-policy"))
  }

  @Test mutating func filtersReadTheInstancesOwnVersion() throws {
    let id = try register(Self.old)
    _ = try register(#"{"agentVersion":"1.105.1"}"#)
    _ = try register("{}")
    let found = try scene.cloud.call(
      "ListContainerInstances", #"{"cluster":"harbor","filter":"agentVersion < 1.86.0"}"#)["containerInstanceArns"]
    #expect(found?.list?.count == 1 && found?[0]?.string?.hasSuffix(id) == true)
  }
}
