/// Container instances and their attributes at the border. Sources: ECS API reference and captured replies.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("Container instances")
struct ContainerInstanceTests {
  private func ids(_ scene: TaskScene) -> [String] {
    scene.cloud.world.regions["us-east-1"]?.ecs.containerInstances.keys.elements ?? []
  }

  private func describe(_ scene: inout TaskScene, _ id: String) throws -> Document {
    try scene.cloud.call(
      "DescribeContainerInstances", #"{"cluster":"harbor","containerInstances":["\#(id)"],"include":["TAGS"]}"#)[
        "containerInstances"]?[0] ?? [:]
  }

  private func resource(_ instance: Document, _ list: String, _ name: String) -> Document {
    instance[list]?.list?.first { $0["name"]?.string == name } ?? [:]
  }

  @Test func identityDocumentIsEnough() throws {
    var scene = try TaskScene(zones: ["b"])
    let instance = try describe(&scene, ids(scene)[0])
    #expect(instance["ec2InstanceId"] == "i-1")
    #expect(instance["status"] == "ACTIVE")
    #expect(instance["agentConnected"] == true)
    #expect((instance["runningTasksCount"], instance["pendingTasksCount"]) == (0, 0))
    // t3.medium: 2 vCPU; agents report 3,884 MiB
    #expect(resource(instance, "registeredResources", "CPU")["integerValue"] == 2_048)
    #expect(resource(instance, "remainingResources", "MEMORY")["integerValue"] == 3_884)
    #expect(
      resource(instance, "remainingResources", "PORTS")["stringSetValue"]
        == ["22", "2375", "2376", "51678", "51679"])
    #expect(
      instance["remainingResources"]?.list?.compactMap { $0["name"]?.string } == [
        "CPU", "MEMORY", "PORTS", "PORTS_UDP",
      ])
    let attributes = instance["attributes"]?.list ?? []
    #expect(attributes.contains(["name": "ecs.instance-type", "value": "t3.medium"]))
    #expect(attributes.contains(["name": "ecs.availability-zone", "value": "us-east-1b"]))
    #expect(attributes.contains(["name": "ecs.subnet-id", "value": "subnet-b"]))
    #expect(attributes.contains(["name": "com.amazonaws.ecs.capability.logging-driver.logentries"]))
    #expect(attributes.contains(["name": "ecs.capability.branch-cni-plugin-version"]))
    #expect(attributes.contains(["name": "ecs.capability.task-eni"]))
  }

  @Test func unknownHostsGetTheUsualSize() throws {
    var scene = try TaskScene()
    let reply = try scene.cloud.call("RegisterContainerInstance", #"{"cluster":"harbor"}"#)["containerInstance"] ?? [:]
    #expect(resource(reply, "registeredResources", "CPU")["integerValue"] == 4_096)
    #expect(resource(reply, "registeredResources", "MEMORY")["integerValue"] == 7_482)
    #expect(reply["ec2InstanceId"]?.string?.utf8.count == 19)
  }

  @Test func hostThatRegistersAgainStaysTheSame() throws {
    var scene = try TaskScene(zones: ["a"])
    let arn = try scene.addInstance(zone: "a", host: "i-1")
    #expect(arn.hasSuffix(ids(scene)[0]))
    #expect(ids(scene).count == 1)
  }

  /// Runtime sheet, section 5.6: the checks that an instance has.
  @Test func graphicsProcessorsAreCheckedToo() throws {
    var scene = try TaskScene()
    let identity =
      #"{\"instanceId\":\"i-g\",\"instanceType\":\"g4dn.xlarge\",\"availabilityZone\":\"us-east-1a\"}"#
    try scene.cloud.call(
      "RegisterContainerInstance", #"{"cluster":"harbor","instanceIdentityDocument":"\#(identity)"}"#)
    let reply = try scene.cloud.call(
      "DescribeContainerInstances",
      #"{"cluster":"harbor","containerInstances":["\#(ids(scene)[0])"],"include":["CONTAINER_INSTANCE_HEALTH"]}"#)
    let checks = reply["containerInstances"]?[0]?["healthStatus"]?["details"]?.list ?? []
    #expect(checks.compactMap { $0["type"]?.string } == ["CONTAINER_RUNTIME", "ACCELERATED_COMPUTE"])
  }

  @Test func runningTasksTakeResourcesUntilTheyAreStopped() throws {
    var scene = try TaskScene(zones: ["a"])
    try scene.registerEC2(
      #"[{"name":"app","image":"nginx","cpu":256,"memory":500,"portMappings":[{"containerPort":80,"hostPort":80}]}]"#)
    let id = try #require(try scene.runEC2().first)
    scene.cloud.advance(seconds: 30)
    var instance = try describe(&scene, ids(scene)[0])
    #expect(instance["runningTasksCount"] == 1)
    #expect(resource(instance, "remainingResources", "CPU")["integerValue"] == 1_792)
    #expect(resource(instance, "remainingResources", "MEMORY")["integerValue"] == 3_384)
    #expect(
      resource(instance, "remainingResources", "PORTS")["stringSetValue"]
        == ["22", "80", "2375", "2376", "51678", "51679"])
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
    scene.cloud.advance(seconds: 30)
    instance = try describe(&scene, ids(scene)[0])
    #expect(resource(instance, "remainingResources", "CPU")["integerValue"] == 2_048)
    #expect(resource(instance, "remainingResources", "PORTS") == resource(instance, "registeredResources", "PORTS"))
  }

  @Test func drainedInstanceTakesNothingNewAndKeepsStandaloneTasks() throws {
    var scene = try TaskScene(zones: ["a"])
    try scene.registerEC2(#"[{"name":"app","image":"nginx","memory":100}]"#)
    let id = try #require(try scene.runEC2().first)
    scene.cloud.advance(seconds: 30)
    let reply = try scene.cloud.call(
      "UpdateContainerInstancesState",
      #"{"cluster":"harbor","containerInstances":["\#(ids(scene)[0])","gone"],"status":"DRAINING"}"#)
    #expect(reply["containerInstances"]?[0]?["status"] == "DRAINING")
    #expect(reply["failures"]?[0]?["reason"] == "MISSING")
    let refused = try scene.cloud.call("RunTask", #"{"cluster":"harbor","taskDefinition":"app"}"#)
    #expect(refused["tasks"] == [])
    let started = try scene.cloud.call(
      "StartTask", #"{"cluster":"harbor","taskDefinition":"app","containerInstances":["\#(ids(scene)[0])"]}"#)
    #expect(started["tasks"] == [])
    #expect(started["failures"]?[0]?["reason"] == "INACTIVE")
    scene.cloud.advance(seconds: 600)
    #expect(try scene.status(id) == "RUNNING RUNNING")
  }

  @Test func deregistrationNeedsAnEmptyInstanceOrForce() throws {
    var scene = try TaskScene(zones: ["a"])
    try scene.registerEC2(#"[{"name":"app","image":"nginx","memory":100}]"#)
    let task = try #require(try scene.runEC2().first)
    scene.cloud.advance(seconds: 30)
    let instance = ids(scene)[0]
    let input = #"{"cluster":"harbor","containerInstance":"\#(instance)""#
    #expect(
      try scene.cloud.refusal("DeregisterContainerInstance", "\(input)}")
        == "InvalidParameterException: Found running tasks on the instance.")
    let reply = try scene.cloud.call("DeregisterContainerInstance", #"\#(input),"force":true}"#)
    #expect(reply["containerInstance"]?["status"] == "INACTIVE")
    let tasks = try scene.cloud.call("DescribeTasks", #"{"cluster":"harbor","tasks":["\#(task)"]}"#)
    #expect(tasks["failures"]?[0]?["reason"] == "MISSING")
    #expect(try scene.cloud.call("ListContainerInstances", #"{"cluster":"harbor"}"#)["containerInstanceArns"] == [])
    #expect(try describe(&scene, instance)["status"] == "INACTIVE")
    scene.cloud.advance(seconds: 3_600)
    #expect(try describe(&scene, instance) == [:])
    #expect(scene.brokenPromises == [])
  }

  @Test func terminatedHostTakesItsTasksAlong() throws {
    var scene = try TaskScene(zones: ["a"])
    try scene.registerEC2(#"[{"name":"app","image":"nginx","memory":100}]"#)
    let id = try #require(try scene.runEC2().first)
    scene.cloud.advance(seconds: 30)
    let instance = ids(scene)[0]
    scene.cloud.terminate(instance)
    let task = try scene.task(id)
    #expect(task["lastStatus"] == "STOPPED")
    #expect(task["stopCode"] == "TerminationNotice")
    #expect(task["stoppedReason"] == "Host EC2 (instance i-1) terminated.")
    #expect(scene.brokenPromises == [])
  }

  @Test func filtersFindInstances() throws {
    var scene = try TaskScene(zones: ["a", "b", "b"])
    func count(_ filter: String) throws -> Int? {
      try scene.cloud.call("ListContainerInstances", #"{"cluster":"harbor","filter":"\#(filter)"}"#)[
        "containerInstanceArns"]?.list?.count
    }
    #expect(try count("attribute:ecs.availability-zone == us-east-1b") == 2)
    #expect(try count("ec2InstanceId in ['i-1', 'i-2'] and runningTasksCount == 0") == 2)
    #expect(
      try scene.cloud.refusal("ListContainerInstances", #"{"cluster":"harbor","filter":"zone = b"}"#)
        == "InvalidParameterException: Invalid filter expression: 'zone' is no subject at character 1")
  }

  // MARK: - Attributes

  @Test func attributesArePutFoundAndDeleted() throws {
    var scene = try TaskScene(zones: ["a", "b"])
    let (first, second) = (ids(scene)[0], ids(scene)[1])
    let arn = "arn:aws:ecs:us-east-1:123456789012:container-instance/harbor/\(first)"
    let put = try scene.cloud.call(
      "PutAttributes",
      #"{"cluster":"harbor","attributes":[{"name":"stack","value":"production","targetId":"\#(arn)"},{"name":"stack","value":"test","targetId":"\#(second)","targetType":"container-instance"}]}"#
    )
    #expect(put["attributes"]?[0] == ["name": "stack", "value": "production", "targetId": .string(arn)])
    func find(_ more: String) throws -> [String] {
      try scene.cloud.call(
        "ListAttributes", #"{"cluster":"harbor","targetType":"container-instance"\#(more)}"#)["attributes"]?.list?
        .compactMap { $0["value"]?.string } ?? []
    }
    #expect(try find(#","attributeName":"stack""#).sorted() == ["production", "test"])
    #expect(try find(#","attributeName":"stack","attributeValue":"test""#) == ["test"])
    let deleted = try scene.cloud.call(
      "DeleteAttributes",
      #"{"cluster":"harbor","attributes":[{"name":"stack","targetType":"container-instance","#
        + #""targetId":"\#(second)"}]}"#)
    #expect(deleted["attributes"]?[0]?["value"] == "test")
    #expect(try find(#","attributeName":"stack""#) == ["production"])
  }

  @Test(arguments: [
    (
      #"[{"name":"a","targetId":"nope"}]"#,
      "TargetNotFoundException: Unable to find the specified target: nope."
    ),
    (#"[{"name":"a"}]"#, "InvalidParameterException: targetId can not be blank."),
    (#"[]"#, "InvalidParameterException: Attributes cannot be empty."),
  ])
  func attributeRefusals(attributes: String, said: String) throws {
    var scene = try TaskScene(zones: ["a"])
    #expect(
      try scene.cloud.refusal("PutAttributes", #"{"cluster":"harbor","attributes":\#(attributes)}"#) == said)
  }

  /// Source: ECS API reference, Attribute, `targetType`.
  @Test(arguments: ["PutAttributes", "DeleteAttributes"])
  func anIDNeedsItsTargetType(operation: String) throws {
    var scene = try TaskScene(zones: ["a"])
    #expect(
      try scene.cloud.refusal(
        operation, #"{"cluster":"harbor","attributes":[{"name":"a","value":"b","targetId":"\#(ids(scene)[0])"}]}"#)
        == "InvalidParameterException: targetType can not be blank when targetId is not an ARN.")
  }

  @Test func tenCustomAttributesAreTheLimit() throws {
    var scene = try TaskScene(zones: ["a"])
    func put(_ range: ClosedRange<Int>) -> String {
      let target = #""targetType":"container-instance","targetId":"\#(ids(scene)[0])""#
      let list = range.map { #"{"name":"a\#($0)",\#(target)}"# }.joined(separator: ",")
      return #"{"cluster":"harbor","attributes":[\#(list)]}"#
    }
    try scene.cloud.call("PutAttributes", put(1...10))
    try scene.cloud.call("PutAttributes", put(1...10))
    #expect(try scene.cloud.refusal("PutAttributes", put(11...11)).hasPrefix("AttributeLimitExceededException: "))
  }

  @Test func newestAgentHasNoUpdate() throws {
    var scene = try TaskScene(zones: ["a"])
    #expect(
      try scene.cloud.refusal(
        "UpdateContainerAgent", #"{"cluster":"harbor","containerInstance":"\#(ids(scene)[0])"}"#)
        == "NoUpdateAvailableException: There is no update available for your container agent.")
  }

  @Test func wordOfTheStateIsChecked() throws {
    var scene = try TaskScene(zones: ["a"])
    #expect(
      try scene.cloud.refusal(
        "UpdateContainerInstancesState",
        #"{"cluster":"harbor","containerInstances":["\#(ids(scene)[0])"],"status":"PAUSED"}"#)
        == "InvalidParameterException: Container instance status should be one of [ACTIVE, DRAINING]")
  }
}

extension TestCloud {
  mutating func terminate(_ instance: String) {
    try? world.changeRegion("us-east-1", cause: .start) { region in region.terminateHost(ofInstance: instance) }
  }
}
