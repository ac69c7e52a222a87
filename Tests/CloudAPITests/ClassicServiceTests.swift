/// Services behind a Classic Load Balancer over time.
///
/// On an instance a task of `front` runs 5.7 s ± 10 % after its start (1.5 preparing + 1 + 60/25 pull + 0.8 start) and
/// is RUNNING 3 s ± 10 % of ACTIVATING later, so the turn 10 s after its start registers its instance. The first check
/// comes 5 s later, the second one, which is enough, 10 s after that.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

extension TestCloud {
  /// A family of the image at a port of its host.
  mutating func registerHosted(_ family: String, image: String, hostPort: Int = 8080) throws {
    try call(
      "RegisterTaskDefinition",
      #"{"family": "\#(family)", "containerDefinitions": [{"name": "app", "image": "\#(image):60", "memory": 128, "#
        + #""portMappings": [{"containerPort": 80, "hostPort": \#(hostPort)}]}]}"#)
  }

  static func gatedInput(
    _ name: String = "web", _ definition: String = "hosted", count: Int = 1, balancer: String = "gate",
    more: String = ""
  ) -> String {
    #"{"cluster": "harbor", "serviceName": "\#(name)", "taskDefinition": "\#(definition)", "desiredCount": \#(count), "#
      + #""launchType": "EC2", "loadBalancers": [{"loadBalancerName": "\#(balancer)", "containerName": "app", "#
      + #""containerPort": 80}]\#(more)}"#
  }

  /// The family `hosted` of `image`, and a service `web` of it behind `gate`, just created; and when.
  static func behindGate(_ image: String = "front", count: Int = 1, more: String = "") throws -> (TestCloud, Instant) {
    var cloud = try TestCloud.gated()
    try cloud.registerHosted("hosted", image: image)
    try cloud.call("CreateService", gatedInput(count: count, more: more))
    return (cloud, cloud.world.now)
  }

  /// The same, steady; and the full minute that it is.
  static func servingAtGate(count: Int) throws -> (TestCloud, Instant) {
    var (cloud, _) = try TestCloud.behindGate(count: count)
    cloud.advance(seconds: 60)
    #expect(cloud.service()?.scheduler.isSteady == true)
    return (cloud, cloud.world.now)
  }
}

private let failed = "Instance has failed at least the UnhealthyThreshold number of health checks consecutively."

@Test func aServiceIsSteadyOnceItsInstancesAreInService() throws {
  var (cloud, start) = try TestCloud.behindGate(count: 2)
  let shown = try cloud.describeService()
  #expect(
    shown["loadBalancers"] == [["loadBalancerName": "gate", "containerName": "app", "containerPort": 80]])
  // Runtime sheet, 3.5: there is none with a Classic Load Balancer.
  #expect(shown["deployments"]?[0]?["rolloutState"] == nil)
  #expect(shown["deployments"]?[0]?["rolloutStateReason"] == nil)
  #expect(shown["availabilityZoneRebalancing"] == "DISABLED")
  cloud.advance(seconds: 34)
  #expect(try cloud.instances().allSatisfy { $0.contains(" OutOfService Instance has not passed ") })
  cloud.advance(seconds: 2)
  #expect(try cloud.instances().sorted() == ["i-a InService N/A", "i-b InService N/A"])
  cloud.advance(seconds: 24)
  #expect(
    cloud.wiringStory(since: start) == [
      "0:10 (service web) has started 2 tasks: (task ID) (task ID).",
      "0:20 (service web) registered 2 instances in (elb gate)",
      "0:40 (service web) (deployment ecs-svc/N) deployment completed.",
      "0:40 (service web) has reached a steady state.",
    ])
}

@Test func aTaskOfAnUnhealthyInstanceIsReplaced() throws {
  // `fading` answers 503 from 100 s after its start on, which is at 1:55 to 1:57; the checks of 2:05 and 2:15 fail.
  var (cloud, start) = try TestCloud.behindGate("fading")
  cloud.advance(seconds: 20)
  let sick = cloud.tasks()[0].id
  cloud.advance(seconds: 170)
  let story = cloud.wiringStory(since: start).dropFirst(4).map {
    $0.replacing("i-a", with: "i-N").replacing("i-b", with: "i-N")
  }
  #expect(
    Array(story.prefix(6)) == [
      "2:20 (service web) has started 1 tasks: (task ID). Amazon ECS replaced 1 tasks due to an unhealthy status.",
      "2:30 (service web) registered 1 instances in (elb gate)",
      "2:50 (service web) (task ID) (instance i-N) is unhealthy in (elb gate) due to (reason \(failed))",
      "2:50 (service web) has stopped 1 running tasks: (task ID).",
      "3:00 (service web) deregistered 1 instances in (elb gate)",
      "3:00 (service web, taskSet ecs-svc/N) has begun draining connections on 1 tasks.",
    ])
  let task = try cloud.call("DescribeTasks", #"{"cluster": "harbor", "tasks": ["\#(sick)"]}"#)["tasks"]?[0]
  #expect(task?["stoppedReason"] == "Task failed ELB health checks in (elb gate)")
}

@Test func anInstanceDrainsForAsLongAsItsLoadBalancerSays() throws {
  var (cloud, start) = try TestCloud.servingAtGate(count: 2)
  try cloud.setDraining(seconds: 30)
  try cloud.updateService("web", #""desiredCount": 1"#)
  cloud.advance(seconds: 49)
  #expect(
    try cloud.instances().map { String($0.dropFirst(4)) }.sorted() == [
      "InService Instance deregistration currently in progress.", "InService N/A",
    ])
  cloud.advance(seconds: 2)
  #expect(try cloud.instances().count == 1, "deregistered at 0:20, for 30 s")
  cloud.advance(seconds: 60)
  let gone = try #require(cloud.tasks().first { $0.desiredStatus == .stopped })
  let life = cloud.world.eventLog.all.filter { $0.source == "task/\(gone.id)" && $0.instant >= start }
    .map { "\(($0.instant - start).milliseconds / 1_000) \($0.message)" }
  // Stopped at 0:10, led away from in the turn at 0:20, and ten seconds after the 30 have passed it gets its signal.
  #expect(Array(life.prefix(3)) == ["10 RUNNING", "10 DEACTIVATING", "60 STOPPING"])
}

@Test func withoutConnectionDrainingAnInstanceIsGoneAtOnce() throws {
  var (cloud, start) = try TestCloud.servingAtGate(count: 2)
  try cloud.updateService("web", #""desiredCount": 1"#)
  cloud.advance(seconds: 21)
  #expect(try cloud.instances().map { String($0.dropFirst(4)) } == ["InService N/A"])
  #expect(
    Array(cloud.wiringStory(since: start).prefix(3)) == [
      "0:10 (service web) has stopped 1 running tasks: (task ID).",
      "0:20 (service web) deregistered 1 instances in (elb gate)",
      "0:20 (service web, taskSet ecs-svc/N) has begun draining connections on 1 tasks.",
    ])
}

@Test func aGracePeriodKeepsATaskOfASlowInstance() throws {
  // `late` serves 45 s after its start, at 1:00 to 1:02: the checks of 0:25 and 0:35 fail, those of 1:05 and 1:15 pass.
  // Its grace period of a minute ends at 1:18 to 1:20.
  var (hasty, _) = try TestCloud.behindGate("late")
  hasty.advance(seconds: 300)
  #expect(hasty.tasks().contains { $0.stoppedReason == "Task failed ELB health checks in (elb gate)" })
  var (patient, start) = try TestCloud.behindGate("late", more: #", "healthCheckGracePeriodSeconds": 60"#)
  patient.advance(seconds: 300)
  #expect(patient.tasks().count == 1)
  #expect(patient.service()?.scheduler.isSteady == true)
  #expect(!patient.wiringStory(since: start).contains { $0.contains("unhealthy") })
}

@Test func anInstanceTakenOutByHandCostsItsTask() throws {
  var (cloud, start) = try TestCloud.servingAtGate(count: 1)
  let host = try #require(try cloud.instances().first?.prefix(3))
  try cloud.classic(
    "DeregisterInstancesFromLoadBalancer",
    #"{"LoadBalancerName": "gate", "Instances": [{"InstanceId": "\#(host)"}]}"#)
  cloud.advance(seconds: 60)
  #expect(
    cloud.wiringStory(since: start).contains {
      $0.hasSuffix(
        "(service web) (task ID) (instance \(host)) is unhealthy in (elb gate) due to (reason Instance is not currently "
          + "registered with the LoadBalancer.)")
    })
}

@Test func aDeletedLoadBalancerCostsItsTasks() throws {
  var (cloud, start) = try TestCloud.servingAtGate(count: 1)
  try cloud.classic("DeleteLoadBalancer", #"{"LoadBalancerName": "gate"}"#)
  cloud.advance(seconds: 60)
  let story = cloud.wiringStory(since: start)
  #expect(
    story.contains {
      $0.hasSuffix("is unhealthy in (elb gate) due to (reason There is no ACTIVE Load Balancer named 'gate')")
    })
  #expect(!story.contains { $0.contains("registered") })
}

@Test func anInstanceStaysRegisteredForTheTaskOfAnotherService() throws {
  var (cloud, _) = try TestCloud.servingAtGate(count: 2)
  try cloud.registerHosted("other", image: "front", hostPort: 8081)
  try cloud.classic(
    "CreateLoadBalancerListeners",
    #"{"LoadBalancerName": "gate", "Listeners": [{"Protocol": "HTTP", "LoadBalancerPort": 81, "InstancePort": 8081}]}"#)
  try cloud.call("CreateService", TestCloud.gatedInput("api", "other", count: 2))
  cloud.advance(seconds: 60)
  try cloud.updateService("api", #""desiredCount": 0"#)
  cloud.advance(seconds: 60)
  #expect(try cloud.instances().sorted() == ["i-a InService N/A", "i-b InService N/A"])
  try cloud.updateService("web", #""desiredCount": 0"#)
  cloud.advance(seconds: 60)
  #expect(try cloud.instances() == [])
}

@Test func aDeregisteredContainerInstanceIsTakenOut() throws {
  // ECS API reference, DeregisterContainerInstance: containers of orphaned tasks are deregistered.
  var (cloud, _) = try TestCloud.servingAtGate(count: 1)
  let instance = try #require(cloud.tasks()[0].containerInstance)
  try cloud.call(
    "DeregisterContainerInstance", #"{"cluster": "harbor", "containerInstance": "\#(instance)", "force": true}"#)
  #expect(try cloud.instances() == [])
  cloud.advance(seconds: 60)
  #expect(try cloud.instances().map { String($0.dropFirst(4)) } == ["InService N/A"])
}

@Test func aTaskOfAnInstanceThatFailsOnPurpose() throws {
  var (cloud, start) = try TestCloud.servingAtGate(count: 1)
  cloud.inject("task-unhealthy task=\(cloud.tasks()[0].id)")
  cloud.advance(seconds: 120)
  #expect(
    cloud.wiringStory(since: start).contains { $0.hasSuffix("is unhealthy in (elb gate) due to (reason \(failed))") })
}

@Test func whatAServiceBehindAClassicLoadBalancerMayNotAsk() throws {
  var cloud = try TestCloud.gated()
  let code = "InvalidParameterException: "
  try cloud.registerHosted("hosted", image: "front")
  try cloud.registerHosted("dynamic", image: "front", hostPort: 0)
  try cloud.registerHosted("elsewhere", image: "front", hostPort: 9000)
  let breaker = #""deploymentCircuitBreaker": {"enable": true, "rollback": true}"#
  let cases: [(input: String, text: String)] = [
    (
      TestCloud.gatedInput(balancer: "old"),
      "Unable to assume role and validate the listeners configured on your load balancer. Please verify that the ECS "
        + "service role being passed has the proper permissions."
    ),
    (TestCloud.gatedInput("web", "dynamic"), "A host port mapping for the container port 80 is required."),
    (TestCloud.gatedInput("web", "elsewhere"), "The load balancer gate has no listener with the instance port 9000."),
    (
      TestCloud.gatedInput(more: #", "availabilityZoneRebalancing": "ENABLED""#),
      "The service couldn't be created because Availability Zone Rebalancing does not support Classic Load Balancers."
    ),
    (
      TestCloud.gatedInput(more: #", "deploymentConfiguration": {\#(breaker)}"#),
      "Deployment circuit breaker feature is not supported with Classic Load Balancers. Remove the Classic Load Balancer "
        + "and try again."
    ),
    (
      TestCloud.gatedInput(more: #", "deploymentConfiguration": {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1}"#),
      "Classic Load Balancers are not supported with the BLUE_GREEN deployment strategy."
    ),
    (
      TestCloud.gatedInput(more: #", "deploymentController": {"type": "CODE_DEPLOY"}"#),
      "When the deployment controller is CODE_DEPLOY, the service requires an Application Load Balancer or Network Load "
        + "Balancer."
    ),
  ]
  for (input, text) in cases { #expect(try cloud.refusal("CreateService", input) == code + text) }
  try cloud.call(
    "CreateService",
    #"{"cluster": "harbor", "serviceName": "sets", "desiredCount": 1, "deploymentController": {"type": "EXTERNAL"}}"#)
  #expect(
    try cloud.refusal(
      "CreateTaskSet",
      #"{"cluster": "harbor", "service": "sets", "taskDefinition": "hosted", "launchType": "EC2", "loadBalancers": "#
        + #"[{"loadBalancerName": "gate", "containerName": "app", "containerPort": 80}]}"#)
      == code + "Classic Load Balancers are not supported by task sets.")
}

@Test func aServiceKeepsItsClassicLoadBalancer() throws {
  var (cloud, _) = try TestCloud.servingAtGate(count: 1)
  #expect(
    try cloud.refusal("UpdateService", #"{"cluster": "harbor", "service": "web", "loadBalancers": []}"#)
      == "InvalidParameterException: Unable to update load balancers on services with a Classic Load Balancer.")
  #expect(
    try cloud.refusal(
      "UpdateService", #"{"cluster": "harbor", "service": "web", "deploymentController": {"type": "EXTERNAL"}}"#)
      == "InvalidParameterException: Classic Load Balancers are not supported by task sets.")
}
