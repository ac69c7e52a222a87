/// Services on container instances: placement, its refusals in events, draining instances, daemons.
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

extension TestCloud {
  /// Registers container instances with 1,024 CPU units and 1,024 MiB each, in zones a, b, c in turn.
  @discardableResult
  mutating func registerInstances(_ count: Int, memoryMiB: Int = 1_024) throws -> [ECS.ContainerInstanceID] {
    try (0..<count).map { index in
      var registration = ECS.InstanceRegistration(cluster: "harbor")
      registration.availabilityZone = "us-east-1" + ["a", "b", "c"][index % 3]
      (registration.cpuUnits, registration.memoryMiB) = (1_024, memoryMiB)
      return try world.changeRegion("us-east-1", cause: .command(0)) { (region: inout Region) throws(ServiceFailure) in
        try region.registerContainerInstance(registration).id
      }
    }
  }

  /// The families `host` (600 MiB, from `web:95`), `port` (static host port 80) and `picky` (an expression nobody meets).
  static func instances(_ count: Int, memoryMiB: Int = 1_024) throws -> TestCloud {
    var cloud = try TestCloud.services()
    for (family, memory, more) in [
      ("big", 600, ""), ("small", 100, ""),
      ("port", 100, #", "portMappings": [{"containerPort": 80, "hostPort": 80}]"#),
    ] {
      try cloud.call(
        "RegisterTaskDefinition",
        #"{"family": "\#(family)", "containerDefinitions": [{"name": "app", "image": "web:95", "memory": \#(memory)"#
          + #"\#(more)}]}"#)
    }
    try cloud.registerInstances(count, memoryMiB: memoryMiB)
    return cloud
  }

  mutating func createService(onEC2 name: String, _ definition: String, count: Int) throws {
    try call(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "\#(name)", "taskDefinition": "\#(definition)", "#
        + #""desiredCount": \#(count)}"#)
  }

  @discardableResult
  mutating func createOnEC2(_ definition: String, count: Int?, more: String = "") throws -> Document {
    let desired = count.map { #", "desiredCount": \#($0)"# } ?? ""
    return try call(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "\#(definition)"\#(desired)\#(more)}"#)[
        "service"] ?? .null
  }
}

private let more = " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."

@Test func aClusterWithoutInstancesIsSaidOnceAndTriedAgain() throws {
  var cloud = try TestCloud.instances(0)
  try cloud.createOnEC2("small", count: 1)
  cloud.advance(seconds: 300)
  #expect(
    cloud.story() == [
      "0:10 was unable to place a task because no container instance met all of its requirements. "
        + "Reason: No Container Instances were found in your cluster." + more
    ])
  try cloud.registerInstances(1)
  let start = cloud.world.now
  cloud.advance(seconds: 20)
  #expect(cloud.story(since: start) == ["0:10 has started 1 tasks: (task ID)."])
}

@Test(arguments: [
  ("big", 3, "has insufficient memory available."), ("port", 3, "is already using a port required by your task."),
])
func aRefusalNamesTheClosestInstance(family: String, count: Int, lack: String) throws {
  // Two instances, each with room for one task of the family.
  var cloud = try TestCloud.instances(2)
  try cloud.createOnEC2(family, count: count)
  cloud.advance(seconds: 60)
  let story = cloud.story()
  let failures = story.filter { $0.contains("unable to place") }
  #expect(
    failures == [
      "0:10 was unable to place a task because no container instance met all of its requirements. "
        + "The closest matching (container-instance ID) \(lack)\(more)"
    ])
  #expect(story.contains("0:10 has started 2 tasks: (task ID) (task ID)."))
  // Two of three: the third is said to be missing once, with those that began.
  #expect(
    story.filter { $0.contains("could not launch") } == ["0:10 could not launch 1 tasks for deployment ecs-svc/N."])
}

/// Of an instance that is full nobody asked whether it meets the constraint; one with room came further (section 4.1:
/// resources, then attributes, then constraints).
@Test(arguments: [
  ("attribute:ecs.instance-type == p3.2xlarge", #"encountered error "MemberOf placement constraint unsatisfied."."#),
  ("", "has insufficient memory available."),
])
func theClosestInstanceIsTheOneThatCameFurthest(expression: String, lack: String) throws {
  // `big` takes 600 MiB of 1,024: the first instance is full, the second has room, the third has no agent.
  var cloud = try TestCloud.instances(1)
  try cloud.createService(onEC2: "full", "big", count: 1)
  cloud.advance(seconds: 30)
  if !expression.isEmpty { try cloud.registerInstances(1) }
  let third = try #require(try cloud.registerInstances(1).first)
  try cloud.tryToInject("agent-disconnected instance=\(third) lasts=forever")
  let constraint = #"[{"type": "memberOf", "expression": "\#(expression)"}]"#
  try cloud.createOnEC2("big", count: 1, more: expression.isEmpty ? "" : #", "placementConstraints": \#(constraint)"#)
  cloud.advance(seconds: 30)
  #expect(
    cloud.story().filter { $0.contains("unable to place") } == [
      "0:40 was unable to place a task because no container instance met all of its requirements. "
        + "The closest matching (container-instance ID) \(lack)\(more)"
    ])
}

@Test func aDaemonThatHadNoRoomTakesItWhenItIsThere() throws {
  // The instance is full of replicas that were there first; nothing tells the daemon that one of them has stopped.
  var cloud = try TestCloud.instances(1)
  try cloud.createService(onEC2: "full", "big", count: 1)
  cloud.advance(seconds: 120)
  try cloud.createOnEC2("big", count: nil, more: #", "schedulingStrategy": "DAEMON""#)
  cloud.advance(seconds: 300)
  #expect(try cloud.describeService()["runningCount"] == 0)
  try cloud.call("UpdateService", #"{"cluster": "harbor", "service": "full", "desiredCount": 0}"#)
  cloud.advance(seconds: 60)
  #expect(try cloud.describeService()["runningCount"] == 1)
}

@Test func aRoleThatTasksMayNotAssumeIsSaid() throws {
  var cloud = try TestCloud.instances(1)
  try cloud.call(
    "RegisterTaskDefinition",
    #"{"family": "roled", "taskRoleArn": "arn:aws:iam::123456789012:role/nobody", "containerDefinitions": "#
      + #"[{"name": "app", "image": "web:95", "memory": 100}]}"#)
  try cloud.createOnEC2("roled", count: 1)
  cloud.advance(seconds: 120)
  #expect(
    cloud.story() == [
      "0:10 failed to launch a task with (error ECS was unable to assume the role "
        + "'arn:aws:iam::123456789012:role/nobody' that was provided for this task. Please verify that the role being "
        + "passed has the proper trust relationship and permissions and that your IAM user has permissions to pass "
        + "this role.)."
    ])
}

@Test func tasksLeaveADrainingInstanceWithinTheLimits() throws {
  var cloud = try TestCloud.instances(3)
  try cloud.createOnEC2("small", count: 3)
  cloud.advance(seconds: 120)
  #expect(cloud.service()?.scheduler.isSteady == true)
  let victim = try #require(cloud.tasks().first?.containerInstance)
  let start = cloud.world.now
  try cloud.call(
    "UpdateContainerInstancesState",
    #"{"cluster": "harbor", "containerInstances": ["\#(victim)"], "status": "DRAINING"}"#)
  cloud.advance(seconds: 30)
  #expect(
    cloud.tasks().count { $0.containerInstance == victim && $0.desiredStatus == .running } == 1,
    "100/200: the replacement has to be healthy first")
  cloud.advance(seconds: 120)
  let story = cloud.story(since: start).map { String($0.drop { $0 != " " }.dropFirst()) }
  #expect(
    story == [
      "has started 1 tasks: (task ID).", "has stopped 1 running tasks: (task ID).", "has reached a steady state.",
    ])
  #expect(!cloud.tasks().contains { $0.containerInstance == victim && $0.desiredStatus == .running })
}

@Test func aDaemonRunsOnEveryInstance() throws {
  var cloud = try TestCloud.instances(3)
  let created = try cloud.createOnEC2("small", count: nil, more: #", "schedulingStrategy": "DAEMON""#)
  #expect(created["desiredCount"] == 3)
  #expect(created["deploymentConfiguration"]?["maximumPercent"] == 100)
  #expect(created["deploymentConfiguration"]?["minimumHealthyPercent"] == 0)
  cloud.advance(seconds: 120)
  #expect(cloud.service()?.scheduler.isSteady == true)
  #expect(Set(cloud.tasks().map(\.containerInstance)).count == 3)

  try cloud.registerInstances(1)
  cloud.advance(seconds: 120)
  #expect(try cloud.describeService()["desiredCount"] == 4)
  #expect(try cloud.describeService()["runningCount"] == 4)

  let victim = try #require(cloud.tasks().first?.containerInstance)
  try cloud.call(
    "UpdateContainerInstancesState",
    #"{"cluster": "harbor", "containerInstances": ["\#(victim)"], "status": "DRAINING"}"#)
  cloud.advance(seconds: 120)
  #expect(try cloud.describeService()["runningCount"] == 3)
  #expect(cloud.brokenPromises() == [])
}

@Test(arguments: [(50, 3), (0, 6)])
func aDaemonIsUpdatedInWaves(minimum: Int, wave: Int) throws {
  var cloud = try TestCloud.instances(6)
  try cloud.createOnEC2(
    "small", count: nil,
    more: #", "schedulingStrategy": "DAEMON", "deploymentConfiguration": {"minimumHealthyPercent": \#(minimum)}"#)
  cloud.advance(seconds: 120)
  let start = cloud.world.now
  try cloud.updateService("web", #""forceNewDeployment": true"#)
  cloud.advance(seconds: 400)
  let stops = cloud.story(since: start).filter { $0.contains("has stopped") }
  let ids = Array(repeating: "(task ID)", count: wave).joined(separator: " ")
  #expect(
    stops.map { String($0.drop { $0 != " " }.dropFirst()) }
      == Array(repeating: "has stopped \(wave) running tasks: \(ids).", count: 6 / wave))
  #expect(cloud.service()?.scheduler.isSteady == true)
}

@Test func aDaemonWhoseFloorLetsNoTaskGoSaysSoOnce() throws {
  // 2 instances, 60 %: floor 2 of 2, and a daemon stops before it starts.
  var cloud = try TestCloud.instances(2)
  try cloud.createOnEC2(
    "small", count: nil,
    more: #", "schedulingStrategy": "DAEMON", "deploymentConfiguration": {"minimumHealthyPercent": 60}"#)
  cloud.advance(seconds: 120)
  let start = cloud.world.now
  try cloud.updateService("web", #""forceNewDeployment": true"#)
  cloud.advance(seconds: 7_200)
  #expect(
    cloud.story(since: start) == [
      "0:10 was unable to stop or start tasks during a deployment because of the service deployment configuration. "
        + "Update the minimumHealthyPercent or maximumPercent value and try again."
    ])
  let changed = cloud.world.now
  try cloud.updateService("web", #""deploymentConfiguration": {"minimumHealthyPercent": 50}"#)
  cloud.advance(seconds: 400)
  #expect(cloud.story(since: changed).last?.hasSuffix("has reached a steady state.") == true)
  #expect(!cloud.story(since: changed).contains { $0.contains("unable") })
}

@Test func aDaemonKeepsToItsConstraints() throws {
  var cloud = try TestCloud.instances(3)
  let constraint = #"[{"type": "memberOf", "expression": "attribute:ecs.availability-zone == us-east-1b"}]"#
  try cloud.createOnEC2(
    "small", count: nil, more: #", "schedulingStrategy": "DAEMON", "placementConstraints": \#(constraint)"#)
  cloud.advance(seconds: 120)
  #expect(try cloud.describeService()["desiredCount"] == 1)
  #expect(cloud.tasks().map(\.availabilityZone) == ["us-east-1b"])
}

extension TestCloud {
  /// Of all services of the cluster `harbor`.
  fileprivate var allTasks: [ECS.Task] { world.regions["us-east-1"]?.ecs.tasks.all(inCluster: "harbor") ?? [] }
}

/// A new instance of 1,024 MiB: a daemon of 600 MiB comes first, and 4 of 10 replicas of 100 MiB have room beside it.
@Test func roomForADaemonIsKeptAheadOfReplicas() throws {
  var cloud = try TestCloud.instances(0)
  try cloud.createOnEC2("small", count: 10)
  try cloud.call(
    "CreateService",
    #"{"cluster": "harbor", "serviceName": "watch", "taskDefinition": "big", "schedulingStrategy": "DAEMON"}"#)
  cloud.advance(seconds: 60)
  try cloud.registerInstances(1)
  cloud.advance(seconds: 120)
  let families = cloud.allTasks.map(\.family)
  #expect((families.count { $0 == "big" }, families.count { $0 == "small" }) == (1, 4))
  // The daemon's room stays its own while its task is replaced.
  try cloud.call("UpdateService", #"{"cluster": "harbor", "service": "watch", "forceNewDeployment": true}"#)
  cloud.advance(seconds: 300)
  #expect(cloud.allTasks.count { $0.family == "big" && $0.lastStatus == .running } == 1)
  #expect(cloud.brokenPromises() == [])
  // Without the daemon the rest of the instance is free: 10 of 100 MiB.
  try cloud.call("DeleteService", #"{"cluster": "harbor", "service": "watch"}"#)
  cloud.advance(seconds: 300)
  #expect(cloud.allTasks.count { $0.family == "small" && $0.lastStatus == .running } == 10)
}

@Test func daemonsAreTheLastToLeaveADrainingInstance() throws {
  var cloud = try TestCloud.instances(2)
  try cloud.createOnEC2("small", count: 2)
  try cloud.call(
    "CreateService",
    #"{"cluster": "harbor", "serviceName": "watch", "taskDefinition": "small", "schedulingStrategy": "DAEMON"}"#)
  cloud.advance(seconds: 120)
  let victim = try #require(cloud.allTasks.first?.containerInstance)
  try cloud.call(
    "UpdateContainerInstancesState",
    #"{"cluster": "harbor", "containerInstances": ["\#(victim)"], "status": "DRAINING"}"#)
  cloud.advance(seconds: 300)
  let left = cloud.allTasks.filter { $0.containerInstance == victim }
  let (daemon, replica) = (left.first { $0.group == "service:watch" }, left.first { $0.group == "service:web" })
  let (last, before) = (try #require(daemon?.stoppedAt), try #require(replica?.stoppedAt))
  #expect(last > before)
  #expect(try cloud.describeService()["runningCount"] == 2)
}

/// A host registers in the very instant of the service's turn, before it: 100 s after its launch, on the full ten seconds.
/// Three seconds later the other host is drained, and the service has a turn for that.
@Test func aChangeInTheInstantOfATurnHidesNoLaterOne() throws {
  var cloud = try TestCloud.instances(1)
  try cloud.createService(onEC2: "web", "small", count: 1)
  cloud.world.advance(to: .worldStart + .minutes(5))
  let old = try #require(cloud.region?.ecs.containerInstances.values.first?.id)
  try cloud.call(
    "RunInstances",
    #"{"ImageId": "ami-1", "InstanceType": "t3.small", "UserData": "\#(TestCloud.joinsHarbor)", "MinCount": 1, "#
      + #""MaxCount": 1}"#, service: "ec2")
  cloud.advance(seconds: 95)
  try cloud.call(
    "PutAttributes",
    #"{"cluster": "harbor", "attributes": [{"name": "a", "value": "b", "targetType": "container-instance", "targetId": "\#(old)"}]}"#
  )
  cloud.advance(seconds: 5)
  #expect(cloud.region?.ecs.containerInstances.count == 2)
  cloud.advance(seconds: 3)
  try cloud.call(
    "UpdateContainerInstancesState",
    #"{"cluster": "harbor", "containerInstances": ["\#(old)"], "status": "DRAINING"}"#)
  cloud.advance(seconds: 180)
  let hosts = cloud.tasks().filter { $0.lastStatus == .running }.map(\.containerInstance)
  #expect(hosts.count == 1 && hosts != [old])
}

/// 3 tasks, 50/100: floor 2, ceiling 3. The first turn stops one for a new task that fits nowhere; one of the two others is
/// stopped by hand, and comes again.
@Test func oldTasksHoldTheFloorWhileNewOnesFindNoPlace() throws {
  var cloud = try TestCloud.instances(2)
  try cloud.createOnEC2(
    "small", count: 3,
    more: #", "deploymentConfiguration": {"minimumHealthyPercent": 50, "maximumPercent": 100}"#)
  cloud.advance(seconds: 120)
  try cloud.call(
    "RegisterTaskDefinition",
    #"{"family": "small", "containerDefinitions": [{"name": "app", "image": "web:95", "memory": 5000}]}"#)
  try cloud.updateService("web", #""taskDefinition": "small:2""#)
  cloud.advance(seconds: 60)
  #expect(try cloud.describeService()["deployments"]?[1]?["desiredCount"] == 2)
  let task = try #require(cloud.tasks().first { $0.lastStatus == .running && $0.desiredStatus == .running })
  try cloud.call("StopTask", #"{"cluster": "harbor", "task": "\#(task.id)"}"#)
  cloud.advance(seconds: 60)
  let deployments = try cloud.describeService()["deployments"]
  #expect(deployments?[1]?["runningCount"] == 2)
  #expect(deployments?[1]?["desiredCount"] == 2)
  #expect(deployments?[0]?["runningCount"] == 0)
}
