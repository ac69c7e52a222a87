/// Services whose tasks are targets of VPC Lattice, over time. For the times see `LoadBalancerScene`.
/// Expected behaviour: runtime sheet, sections 1.2, 2.3, 2.4, 6.7 and 9.2; VPC Lattice User Guide, "Health checks".
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

extension TestCloud {
  /// What the service said, with the group's ARN as its name.
  fileprivate func meshStory(since instant: Instant = .worldStart) -> [String] {
    story(since: instant).map { $0.replacing(latticeGroup(), with: "mesh") }
  }
}

@Test func aServiceIsSteadyOnceItsLatticeTargetsAreHealthy() throws {
  var cloud = try TestCloud.meshed()
  cloud.advance(seconds: 60)
  let start = cloud.world.now
  try cloud.createService("web", "front:1", count: 2, more: cloud.inMesh())
  cloud.advance(seconds: 41)
  #expect(try cloud.latticeTargets() == ["INITIAL", "INITIAL"])
  // One check is enough, 2.5 s after registration.
  cloud.advance(seconds: 2)
  #expect(try cloud.latticeTargets() == ["HEALTHY", "HEALTHY"])
  cloud.advance(seconds: 30)
  #expect(
    cloud.meshStory(since: start) == [
      "0:10 has started 2 tasks: (task ID) (task ID).", "0:40 registered 2 targets in (target-group mesh)",
      "0:50 (deployment ecs-svc/N) deployment completed.", "0:50 has reached a steady state.",
    ])
  let task = try #require(cloud.tasks().first)
  let items = try cloud.lattice("ListTargets", #"{"targetGroupIdentifier": "\#(cloud.latticeGroup())"}"#)["items"]
  #expect(
    items?[0] == ["id": .string(task.attachment?.privateIPv4Address ?? "-"), "port": 80, "status": "HEALTHY"])
  let statuses = cloud.world.eventLog.all.filter { $0.kind == .taskStateChange && $0.source == "task/\(task.id)" }
  #expect(
    statuses.map(\.message).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
      == ["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING"])
}

@Test func latticeConfigurationsAreShownAgain() throws {
  var cloud = try TestCloud.meshed()
  let service = try cloud.createService("web", "front:1", more: cloud.inMesh())
  #expect(
    service["deployments"]?[0]?["vpcLatticeConfigurations"]
      == [
        [
          "roleArn": .string(TestCloud.latticeRole), "targetGroupArn": .string(cloud.latticeGroup()),
          "portName": "http",
        ]
      ])
}

/// VPC Lattice API reference, TargetSummary: the default draining time is 5 minutes.
@Test func aTaskOfLatticeDrainsForFiveMinutes() throws {
  var cloud = try TestCloud.meshed()
  try cloud.createService("web", "front:1", count: 1, more: cloud.inMesh())
  cloud.advance(seconds: 120)
  let id = try #require(cloud.tasks().first?.id)
  try cloud.updateService("web", #""desiredCount": 0"#)
  // Stopped by the turn at 0:10, deregistered by that at 0:20, drained at 5:20.
  cloud.advance(seconds: 21)
  #expect(try cloud.latticeTargets() == ["DRAINING"])
  #expect(cloud.region?.ecs.tasks[id]?.lastStatus == .deactivating)
  cloud.advance(seconds: 298)
  #expect(try cloud.latticeTargets() == ["DRAINING"])
  cloud.advance(seconds: 2)
  #expect(try cloud.latticeTargets() == [])
  cloud.advance(seconds: 60)
  #expect(cloud.region?.ecs.tasks[id]?.lastStatus == .stopped)
}

/// `fading` answers 503 from 100 s after its start on.
@Test func anUnhealthyLatticeTargetIsReplacedAndToldOf() throws {
  var cloud = try TestCloud.meshed()
  try cloud.createService("web", "fading:1", count: 1, more: cloud.inMesh())
  cloud.advance(seconds: 60)
  let sick = try #require(cloud.tasks().first)
  cloud.advance(seconds: 100)
  #expect(try cloud.latticeTargets().contains("UNHEALTHY HealthCheckFailed"))
  cloud.advance(seconds: 60)
  #expect(
    cloud.meshStory().contains {
      $0.hasSuffix(
        "(task ID) (port 80) is unhealthy in (target-group mesh) due to (reason Health checks failed with these codes: "
          + "[503]).")
    })
  #expect(
    cloud.region?.ecs.tasks[sick.id]?.stoppedReason
      == "Task failed VPC Lattice health checks in (target-group \(cloud.latticeGroup()))")
  let told = cloud.world.eventLog.all.filter { $0.message == "VPC_LATTICE_TARGET_UNHEALTHY" }
  let event = told.first.flatMap { CloudAPI.events(of: $0, in: cloud.world).first }
  #expect(event?["detail-type"] == "ECS Service Action")
  #expect(event?["detail"]?["eventType"] == "WARN")
  #expect(
    event?["detail"]?["taskArns"] == [.string("arn:aws:ecs:us-east-1:123456789012:task/harbor/\(sick.id)")])
}

/// ECS Developer Guide, "Create a service that uses VPC Lattice": the security group must let the prefix list in.
@Test func aSecurityGroupKeepsVPCLatticeOut() throws {
  var cloud = try TestCloud.meshed(letsIn: false)
  try cloud.createService(
    "web", "front:1", count: 1, more: cloud.inMesh() + #", "healthCheckGracePeriodSeconds": 600"#)
  // Registered at 0:40; checks at 42.5 and 52.5 s time out after 5 s.
  cloud.advance(seconds: 59)
  #expect(try cloud.latticeTargets() == ["UNHEALTHY HealthCheckFailed"])
  try cloud.letLatticeIn()
  // Five in a row make it healthy again: at 62.5 s, and so on to 102.5 s.
  cloud.advance(seconds: 43)
  #expect(try cloud.latticeTargets() == ["UNHEALTHY HealthCheckFailed"])
  cloud.advance(seconds: 1)
  #expect(try cloud.latticeTargets() == ["HEALTHY"])
}

/// The group is put into a listener after the service was made, as the Developer Guide has it.
@Test func aGroupThatNoServiceOfLatticeUsesHoldsNothingUp() throws {
  var cloud = try TestCloud.meshed(isUsed: false)
  try cloud.createService("web", "front:1", count: 1, more: cloud.inMesh())
  cloud.advance(seconds: 120)
  #expect(try cloud.latticeTargets() == ["UNUSED"])
  #expect(cloud.service()?.scheduler.isSteady == true)
  try cloud.leadShop(to: "mesh")
  cloud.advance(seconds: 3)
  #expect(try cloud.latticeTargets() == ["HEALTHY"])
  try cloud.lattice("DeleteService", #"{"serviceIdentifier": "\#(cloud.shop)"}"#)
  #expect(try cloud.latticeTargets() == ["UNUSED"])
}

@Test func withoutHealthChecksATargetIsUnavailableAndItsTaskHealthy() throws {
  var cloud = try TestCloud.meshed()
  try cloud.lattice(
    "UpdateTargetGroup",
    #"{"targetGroupIdentifier": "\#(cloud.latticeGroup())", "healthCheck": {"enabled": false}}"#)
  try cloud.createService("web", "front:1", count: 1, more: cloud.inMesh())
  cloud.advance(seconds: 120)
  #expect(try cloud.latticeTargets() == ["UNAVAILABLE"])
  #expect(cloud.service()?.scheduler.isSteady == true)
}

@Test func tasksOnTheirHostsNetworkAreTargetsByInstance() throws {
  var cloud = try TestCloud.meshed()
  try cloud.call(
    "RegisterContainerInstance",
    #"{"cluster":"harbor","instanceIdentityDocument":"{\"instanceId\":\"i-a\",\"instanceType\":\"t3.medium\","#
      + #"\"availabilityZone\":\"us-east-1a\"}"}"#)
  try cloud.call(
    "RegisterTaskDefinition",
    #"{"family": "hosted", "containerDefinitions": [{"name": "app", "image": "front:60", "memory": 128"#
      + #"\#(TestCloud.namedPorts)}]}"#)
  try cloud.createLatticeGroup("hosts", type: "INSTANCE")
  func create(_ group: String) -> String {
    #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "hosted", "desiredCount": 1, "launchType": "EC2""#
      + #"\#(cloud.inMesh(group))}"#
  }
  #expect(
    try cloud.refusal("CreateService", create("mesh"))
      == "InvalidParameterException: The provided target group \(cloud.latticeGroup()) has target type ip, which is "
      + "incompatible with the bridge network mode specified in the task definition.")
  try cloud.call("CreateService", create("hosts"))
  cloud.advance(seconds: 60)
  let items = try cloud.lattice(
    "ListTargets", #"{"targetGroupIdentifier": "\#(cloud.latticeGroup("hosts"))"}"#)["items"]
  // The first dynamic port of the host.
  #expect(items == [["id": "i-a", "port": 32768, "status": "UNUSED"]])
}

// MARK: - The role

private let outOfReach =
  "InvalidParameterException: Unable to assume role and validate the specified targetGroupArn. "
  + "Please verify that the ECS service role being passed has the proper permissions."

@Test(arguments: ["weakling", "ecsTaskExecutionRole", "nobody"])
func aRoleThatMayNotRegisterIsRefused(role: String) throws {
  var cloud = try TestCloud.meshed()
  let members = cloud.inMesh(role: "arn:aws:iam::123456789012:role/\(role)")
  #expect(try cloud.refusal("CreateService", TestCloud.createInput("web", "front:1", more: members)) == outOfReach)
}

@Test func aTargetGroupThatIsNotThereIsRefused() throws {
  var cloud = try TestCloud.meshed()
  let members = cloud.inMesh("nowhere")
  #expect(try cloud.refusal("CreateService", TestCloud.createInput("web", "front:1", more: members)) == outOfReach)
}

@Test func aServiceWhoseRoleLosesItsPolicyIsNotMaintained() throws {
  var cloud = try TestCloud.meshed()
  try cloud.createService("web", "front:1", count: 1, more: cloud.inMesh())
  cloud.advance(seconds: 120)
  try cloud.call(
    "DetachRolePolicy",
    #"{"RoleName": "weaver", "PolicyArn": "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForVpcLattice"}"#,
    service: "iam")
  try cloud.updateService("web", #""desiredCount": 2"#)
  cloud.advance(seconds: 60)
  #expect(
    cloud.story().last?.hasSuffix(
      "IAM permissions policies have been misconfigured or changed, and ECS can no longer maintain your service")
      == true)
  #expect(cloud.tasks().count == 1)
}

@Test func takingVPCLatticeAwayIsADeployment() throws {
  var cloud = try TestCloud.meshed()
  try cloud.createService("web", "front:1", count: 1, more: cloud.inMesh())
  cloud.advance(seconds: 120)
  try cloud.updateService("web", #""vpcLatticeConfigurations": []"#)
  #expect(cloud.service()?.deployments.count == 2)
  cloud.advance(seconds: 600)
  #expect(try cloud.latticeTargets() == [])
  #expect(cloud.service()?.scheduler.isSteady == true)
  #expect(cloud.brokenPromises() == [])
}
