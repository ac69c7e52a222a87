/// What EventBridge would deliver of the event log: the envelope, and the detail of each type.
///
/// Expected members: runtime sheet, section 9 (ECS Developer Guide, "Amazon ECS events").
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

/// Collects the events of a span of simulated time.
extension TestCloud {
  fileprivate mutating func events(seconds: Int) -> [Document] {
    var events: [Document] = []
    world.advance(to: world.now + .seconds(seconds)) { world, records in
      for record in records {
        events += CloudAPI.events(of: record, in: copy world)
      }
      return .goOn
    }
    return events
  }
}

extension [Document] {
  fileprivate func named(_ name: String) -> Document? { first { $0["detail"]?["eventName"]?.string == name } }
  fileprivate func typed(_ type: String) -> [Document] { filter { $0["detail-type"]?.string == type } }
}

@Test func aTasksLifeIsToldAsTaskStateChanges() throws {
  var scene = try TaskScene(seed: 3)
  try scene.registerFargate(#"[{"name": "app", "image": "nginx"}]"#)
  let id = try scene.runFargate()
  #expect(try scene.task(id)["version"] == 1)
  let told = scene.cloud.events(seconds: 60).typed("ECS Task State Change")
  // Runtime sheet, section 9.1: 1 PROVISIONING, 2 PENDING, 3 PENDING (container detail), 4 RUNNING.
  #expect(told.compactMap { $0["detail"]?["version"]?.integer } == [2, 3, 4])
  #expect(told.compactMap { $0["detail"]?["lastStatus"]?.string } == ["PENDING", "PENDING", "RUNNING"])
  #expect(told.map { $0["detail"]?["containers"]?[0]?["imageDigest"] != nil } == [false, true, true])
  let running = try #require(told.last { $0["detail"]?["lastStatus"] == "RUNNING" })
  #expect(
    running.keys == ["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"])
  #expect(running["source"] == "aws.ecs")
  #expect(running["version"] == "0")
  #expect(running["account"] == "123456789012")
  #expect(running["region"] == "us-east-1")
  #expect(running["resources"] == [.string("arn:aws:ecs:us-east-1:123456789012:task/harbor/\(id)")])
  #expect(running["id"]?.string?.utf8.count == 36)
  // Seconds on the envelope, milliseconds in the detail.
  #expect(running["time"]?.string?.utf8.count == "2026-01-05T09:00:00Z".utf8.count)
  #expect(running["detail"]?["startedAt"]?.string?.utf8.count == "2026-01-05T09:00:00.000Z".utf8.count)
  #expect(running["detail"]?["attachments"]?[0]?["type"] == "eni")
  #expect(Set(told.compactMap { $0["id"]?.string }).count == told.count)
}

/// ECS Developer Guide, "Amazon ECS events": events of one version are copies of each other.
@Test func noTwoChangesHaveTheSameVersion() throws {
  var scene = try TaskScene(seed: 3)
  try scene.registerFargate(
    #"[{"name": "app", "image": "nginx", "healthCheck": {"command": ["CMD-SHELL", "true"], "interval": 5}}]"#)
  let id = try scene.runFargate()
  var told = scene.cloud.events(seconds: 60)
  try scene.cloud.call("StopTask", #"{"cluster": "harbor", "task": "\#(id)"}"#)
  told += scene.cloud.events(seconds: 60)
  let versions = told.typed("ECS Task State Change").compactMap { $0["detail"]?["version"]?.integer }
  // 2 PENDING, 3 images pulled, 4 RUNNING, 5 HEALTHY, 6 asked to stop (before), 7 STOPPING, 8 DEPROVISIONING, 9 STOPPED.
  #expect(versions == [2, 3, 4, 5, 7, 8, 9])
}

@Test func aStoppedTaskTellsWhy() throws {
  var scene = try TaskScene(seed: 3)
  try scene.registerFargate(#"[{"name": "app", "image": "busybox"}]"#)
  _ = try scene.runFargate()
  let told = scene.cloud.events(seconds: 120).typed("ECS Task State Change")
  let detail = try #require(told.last?["detail"])
  #expect(detail["lastStatus"] == "STOPPED")
  #expect(detail["stopCode"] == "EssentialContainerExited")
  #expect(detail["stoppedReason"] == "Essential container in task exited")
  #expect(detail["containers"]?[0]?["exitCode"] == 0)
  for member in ["stoppingAt", "executionStoppedAt", "stoppedAt", "updatedAt"] {
    #expect(detail[member]?.string?.hasSuffix("Z") == true, "\(member)")
  }
}

@Test func servicesTellTheirActionsAndDeployments() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "good:1", count: 2)
  let told = cloud.events(seconds: 300)
  let service: Document = ["arn:aws:ecs:us-east-1:123456789012:service/harbor/web"]
  let started = try #require(told.named("TASKS_STARTED"))
  #expect(started["detail-type"] == "ECS Service Action")
  #expect(started["resources"] == service)
  #expect(started["detail"]?["eventType"] == "INFO")
  #expect(started["detail"]?["clusterArn"] == "arn:aws:ecs:us-east-1:123456789012:cluster/harbor")
  #expect(started["detail"]?["version"] == nil)
  #expect(told.named("SERVICE_STEADY_STATE")?["detail"]?["eventType"] == "INFO")
  let completed = try #require(told.named("SERVICE_DEPLOYMENT_COMPLETED"))
  #expect(completed["detail-type"] == "ECS Deployment State Change")
  #expect(completed["resources"] == service)
  let name = try #require(completed["detail"]?["deploymentId"]?.string)
  #expect(completed["detail"]?["reason"]?.string == "ECS deployment \(name) completed.")
  #expect(completed["detail"]?.keys == ["eventType", "eventName", "deploymentId", "updatedAt", "reason"])
  // Runtime sheet, section 9.2: its service tells of it too.
  let actions = told.typed("ECS Service Action").filter { $0["detail"]?["eventName"] == "SERVICE_DEPLOYMENT_COMPLETED" }
  #expect(actions.map { $0["resources"] } == [service])
  #expect(actions.first?["detail"]?.keys == ["eventType", "eventName", "clusterArn", "createdAt"])
}

@Test func aTaskThatCanNotBePlacedNamesWhatIsLacking() throws {
  var cloud = try TestCloud.instances(1, memoryMiB: 1_024)
  // 600 MiB fit once into 1,024.
  try cloud.createOnEC2("big", count: 2)
  let failure = try #require(cloud.events(seconds: 60).named("SERVICE_TASK_PLACEMENT_FAILURE"))
  let instance = try #require(cloud.region?.ecs.containerInstances.keys.first)
  #expect(failure["detail"]?["eventType"] == "ERROR")
  #expect(failure["detail"]?["reason"] == "RESOURCE:MEMORY")
  #expect(
    failure["detail"]?["containerInstanceArns"]
      == [.string("arn:aws:ecs:us-east-1:123456789012:container-instance/harbor/\(instance)")])
}

@Test func containerInstancesTellTheirState() throws {
  var cloud = try TestCloud.instances(1)
  let instance = try #require(cloud.region?.ecs.containerInstances.keys.first)
  try cloud.call(
    "UpdateContainerInstancesState",
    #"{"cluster": "harbor", "containerInstances": ["\#(instance)"], "status": "DRAINING"}"#)
  let record = try #require(cloud.world.eventLog.all.last { $0.kind == .containerInstanceStateChange })
  let event = try #require(CloudAPI.events(of: record, in: cloud.world).first)
  #expect(event["detail-type"] == "ECS Container Instance State Change")
  #expect(
    event["resources"] == [.string("arn:aws:ecs:us-east-1:123456789012:container-instance/harbor/\(instance)")])
  let detail = try #require(event["detail"])
  #expect(detail["status"] == "DRAINING")
  for member in ["registeredResources", "remainingResources", "attributes", "versionInfo", "version", "updatedAt"] {
    #expect(detail[member] != nil, "\(member)")
  }
}

@Test func hooksTellThatTheyWait() throws {
  var (cloud, _) = try TestCloud.deploying(
    #""strategy": "CANARY", "bakeTimeInMinutes": 0, "canaryConfiguration": {"canaryBakeTimeInMinutes": 1}, "#
      + #""lifecycleHooks": [{"targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"]}]"#)
  let waiting = try #require(cloud.events(seconds: 300).named("HOOK_AWAITING_ACTION"))
  #expect(waiting["detail-type"] == "ECS Hook State Change")
  let deployment = try cloud.newestDeployment()["serviceDeploymentArn"] ?? .null
  #expect(waiting["resources"] == [deployment])
  #expect(waiting["detail"]?["lifecycleStage"] == "POST_SCALE_UP")
  #expect(waiting["detail"]?["hookType"] == "PAUSE")
  #expect(waiting["detail"]?["serviceArn"] == "arn:aws:ecs:us-east-1:123456789012:service/harbor/web")
}

@Test func commandsAndFaultsAreNotTold() throws {
  var cloud = try TestCloud.services()
  cloud.inject("network-slow factor=2")
  for record in cloud.world.eventLog.all where record.kind == .command || record.kind == .fault {
    #expect(CloudAPI.events(of: record, in: cloud.world) == [])
  }
}

/// ECS Developer Guide, "Amazon ECS service action events": "This event is not sent when the desired count is manually
/// updated by a user."
@Test func aDesiredCountIsToldWhereNobodySetItByHand() throws {
  var cloud = try TestCloud.scalable(count: 4)
  try cloud.updateService("web", #""desiredCount": 3"#)
  #expect(cloud.events(seconds: 60).named("SERVICE_DESIRED_COUNT_UPDATED") == nil)
  try cloud.track()
  cloud.inject("load service=web cpu=360")
  let told = try #require(cloud.events(seconds: 600).named("SERVICE_DESIRED_COUNT_UPDATED"))
  #expect(told["detail-type"] == "ECS Service Action")
  let detail = try #require(told["detail"])
  #expect(detail["eventType"] == "INFO")
  // 3 tasks at 100 %, which is all that they have, with a target of 60.
  #expect(detail["desiredCount"] == 5)
  #expect(detail.keys == ["eventType", "eventName", "clusterArn", "desiredCount", "createdAt"])
}

@Test func aTaskSetIsNamedWithItsCountAndWhenItIsSteady() throws {
  var cloud = try TestCloud.services()
  try cloud.call(
    "CreateService",
    #"{"cluster": "harbor", "serviceName": "shop", "desiredCount": 1, "deploymentController": {"type": "EXTERNAL"}}"#)
  let set =
    try cloud.call(
      "CreateTaskSet",
      #"{"cluster": "harbor", "service": "shop", "taskDefinition": "good:1", "launchType": "FARGATE", "#
        + #""scale": {"value": 100, "unit": "PERCENT"}, \#(TestCloud.network)}"#)["taskSet"] ?? .null
  let told = cloud.events(seconds: 180)
  let counted = try #require(told.named("SERVICE_DESIRED_COUNT_UPDATED"))
  #expect(counted["detail"]?["desiredCount"] == 1)
  #expect(counted["detail"]?["taskSetArns"] == [set["taskSetArn"] ?? .null])
  let steady = try #require(told.named("TASKSET_STEADY_STATE"))
  #expect(steady["detail"]?["eventType"] == "INFO")
  #expect(steady["detail"]?["taskSetArns"] == [set["taskSetArn"] ?? .null])
}

@Test(arguments: [
  (
    #"{"type": "memberOf", "expression": "attribute:ecs.instance-type == p3.2xlarge"}"#,
    "MemberOf placement constraint unsatisfied."
  ),
  (#"{"type": "distinctInstance"}"#, "DistinctInstance placement constraint unsatisfied."),
])
func aConstraintThatKeepsATaskAwayIsTheReason(constraint: String, reason: String) throws {
  var cloud = try TestCloud.instances(1)
  try cloud.createOnEC2("small", count: 2, more: #", "placementConstraints": [\#(constraint)]"#)
  let failure = try #require(cloud.events(seconds: 60).named("SERVICE_TASK_PLACEMENT_FAILURE"))
  #expect(failure["detail"]?["reason"]?.string == reason)
  #expect(failure["detail"]?["containerInstanceArns"]?.list?.count == 1)
}

@Test func aProviderWithoutRoomIsNamed() throws {
  var cloud = try TestCloud.services()
  cloud.inject("capacity-refused launch=FARGATE_SPOT why=vcpus")
  try cloud.call(
    "CreateService",
    #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "good:1", "desiredCount": 1, "#
      + #""capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}], \#(TestCloud.network)}"#)
  let detail = try #require(cloud.events(seconds: 60).named("SERVICE_TASK_PLACEMENT_FAILURE")?["detail"])
  #expect(detail["reason"] == "RESOURCE:FARGATE")
  #expect(detail["capacityProviderArns"]?.list?.compactMap { $0.string?.hasSuffix("/FARGATE_SPOT") } == [true])
}

@Test func aDaemonThatMayNotStayIsTold() throws {
  var cloud = try TestCloud.instances(1)
  let instance = try #require(cloud.region?.ecs.containerInstances.keys.first)
  let attributes =
    #"[{"name": "role", "value": "edge", "targetType": "container-instance", "targetId": "\#(instance)"}]"#
  try cloud.call("PutAttributes", #"{"cluster": "harbor", "attributes": \#(attributes)}"#)
  try cloud.createOnEC2(
    "small", count: nil,
    more: #", "schedulingStrategy": "DAEMON", "placementConstraints": "#
      + #"[{"type": "memberOf", "expression": "attribute:role == edge"}]"#)
  cloud.advance(seconds: 120)
  try cloud.call("DeleteAttributes", #"{"cluster": "harbor", "attributes": \#(attributes)}"#)
  try cloud.updateService("web", #""enableECSManagedTags": true"#)
  let told = try #require(cloud.events(seconds: 30).named("SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED"))
  #expect(told["detail-type"] == "ECS Service Action")
  #expect(told["detail"]?["eventType"] == "ERROR")
  #expect(
    told["detail"]?["containerInstanceArns"]
      == [.string("arn:aws:ecs:us-east-1:123456789012:container-instance/harbor/\(instance)")])
}

@Test func aThrottledOperationIsTold() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "good:1", count: 101)
  let told = try #require(cloud.events(seconds: 30).named("ECS_OPERATION_THROTTLED"))
  #expect(told["detail"]?["eventType"] == "ERROR")
}

extension Document {
  /// The MiB that an instance's event says are left.
  fileprivate var memoryLeft: Int? {
    self["detail"]?["remainingResources"]?.list?.first { $0["name"] == "MEMORY" }?["integerValue"]?.integer
  }
}

/// Runtime sheet, section 9.1: an instance changes its state with what tasks take of it and give back.
@Test func whatATaskTakesOfAnInstanceIsToldOfTheInstance() throws {
  var scene = try TaskScene(zones: ["a"])
  try scene.registerEC2(#"[{"name":"app","image":"nginx","memory":100}]"#)
  let id = try #require(try scene.runEC2().first)
  let placed = try #require(scene.cloud.world.eventLog.all.last { $0.kind == .taskStateChange })
  let told = CloudAPI.events(of: placed, in: scene.cloud.world)
  #expect(told.map { $0["detail-type"] } == ["ECS Task State Change", "ECS Container Instance State Change"])
  #expect(told.first?["id"] != told.last?["id"])
  #expect(told.last?["detail"]?["status"] == "ACTIVE")
  // A t3.medium registers 3,884 MiB (section 4.7).
  #expect(told.last?.memoryLeft == 3_784)
  #expect(scene.cloud.events(seconds: 60).typed("ECS Container Instance State Change") == [], "it only starts")
  try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
  let freed = scene.cloud.events(seconds: 60).typed("ECS Container Instance State Change")
  #expect(freed.map(\.memoryLeft) == [3_884])
}

/// Runtime sheet, section 9.2.
@Test func aSteadyServiceNamesItsCapacityProviders() throws {
  var cloud = try TestCloud.services()
  try cloud.call(
    "CreateService",
    #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "good:1", "desiredCount": 1, "#
      + #""capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1}], \#(TestCloud.network)}"#)
  let events = cloud.events(seconds: 300)
  #expect(events.named("SERVICE_STEADY_STATE") != nil)
  let detail = try #require(events.named("CAPACITY_PROVIDER_STEADY_STATE")?["detail"])
  #expect(detail["eventType"] == "INFO")
  #expect(detail["capacityProviderArns"]?.list?.compactMap { $0.string?.hasSuffix("/FARGATE") } == [true])
}
