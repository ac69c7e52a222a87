/// Services behind a load balancer over time. For the times see `LoadBalancerScene`.
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

@Test func aServiceIsSteadyOnceItsTargetsAreHealthy() throws {
  var cloud = try TestCloud.balanced()
  let start = cloud.world.now
  let created = try cloud.createService("web", "front:1", count: 2, more: cloud.behind())
  #expect(
    created["loadBalancers"]
      == [["targetGroupArn": .string(cloud.group("blue")), "containerName": "app", "containerPort": 80]])
  cloud.advance(seconds: 41)
  #expect(try cloud.targets() == ["initial Elb.RegistrationInProgress", "initial Elb.RegistrationInProgress"])
  cloud.advance(seconds: 2)
  #expect(try cloud.targets() == ["healthy", "healthy"])
  cloud.advance(seconds: 30)
  #expect(
    cloud.wiringStory(since: start) == [
      "0:10 (service web) has started 2 tasks: (task ID) (task ID).",
      "0:40 (service web) registered 2 targets in (target-group blue)",
      "0:50 (service web) (deployment ecs-svc/N) deployment completed.",
      "0:50 (service web) has reached a steady state.",
    ])
  let statuses = cloud.world.eventLog.all.filter {
    $0.kind == .taskStateChange && $0.source.hasSuffix(cloud.tasks()[0].id)
  }
  #expect(
    statuses.map(\.message).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
      == ["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING"])
}

@Test func theLogOfARollingUpdate() throws {
  // In the order of a log that was published for one task, an application load balancer and a delay of 30 s: started,
  // registered, old one stopped, ten seconds later deregistered and draining, SIGTERM after delay and ten seconds, then
  // completed and steady at once. SIGTERM at 1:40, STOPPED 22 s ± 10 % later, seen at 2:10.
  var (cloud, start) = try TestCloud.serving()
  let old = cloud.tasks()[0].id
  try cloud.updateService("web", #""taskDefinition": "front:2""#)
  cloud.advance(seconds: 180)
  let (name, _) = try #require(cloud.service().map { ($0.key.name, $0) })
  #expect(name == "web")
  #expect(
    cloud.wiringStory(since: start) == [
      "0:10 (service web) has started 1 tasks: (task ID).",
      "0:40 (service web) registered 1 targets in (target-group blue)",
      "0:50 (service web) has stopped 1 running tasks: (task ID).",
      "1:00 (service web) deregistered 1 targets in (target-group blue)",
      "1:00 (service web, taskSet ecs-svc/N) has begun draining connections on 1 tasks.",
      "2:10 (service web) (deployment ecs-svc/N) deployment completed.",
      "2:10 (service web) has reached a steady state.",
    ])
  let life = cloud.world.eventLog.all.filter { $0.source == "task/\(old)" && $0.instant >= start }
    .map { "\(($0.instant - start).milliseconds / 100) \($0.message)" }
  // In tenths of a second; it is still RUNNING when its stop is ordered.
  #expect(Array(life.prefix(3)) == ["500 RUNNING", "503 DEACTIVATING", "1000 STOPPING"])
  #expect(life.last?.hasSuffix(" STOPPED") == true)
  #expect(try cloud.targets() == ["healthy"])
}

/// Runtime sheet, section 9.1: each change of a container is told, also while users are still led away from its task.
@Test func aContainerThatDiesWhileItsTargetDrainsIsTold() throws {
  var (cloud, _) = try TestCloud.serving()
  let id = cloud.tasks()[0].id
  try cloud.updateService("web", #""desiredCount": 0"#)
  cloud.advance(seconds: 15)
  #expect(cloud.region?.ecs.tasks[id]?.lastStatus == .deactivating)
  let before = cloud.world.eventLog.nextNumber
  cloud.inject("container-killed task=\(id) container=app exit=139")
  let told = cloud.world.eventLog.records(from: before).filter { $0.source == "task/\(id)" }
  #expect(told.map(\.message) == ["DEACTIVATING"])
  #expect(told.first?.draft.detail["exitCode"] == 139)
}

@Test func aTargetDrainsAndIsGone() throws {
  var (cloud, _) = try TestCloud.serving(count: 2)
  try cloud.updateService("web", #""desiredCount": 1"#)
  cloud.advance(seconds: 21)
  #expect(try cloud.targets().sorted() == ["draining Target.DeregistrationInProgress", "healthy"])
  cloud.advance(seconds: 28)
  #expect(try cloud.targets().count == 2, "deregistered at 0:20, for 30 s")
  cloud.advance(seconds: 2)
  #expect(try cloud.targets() == ["healthy"])
  cloud.advance(seconds: 120)
  #expect(cloud.service()?.scheduler.isSteady == true)
}

@Test func anUnhealthyTargetIsReplaced() throws {
  // `fading` answers 503 from 100 s after its start on. It was registered at 2:40 with checks every 10 s from 2:42.5 on,
  // so two of them in a row have failed within 20 s of that, and then a turn replaces it.
  var cloud = try TestCloud.balanced(check: #", "HealthCheckIntervalSeconds": 10"#)
  try cloud.createService("web", "fading:1", count: 1, more: cloud.behind())
  cloud.advance(seconds: 60)
  let start = cloud.world.now
  let sick = cloud.tasks()[0].id
  cloud.advance(seconds: 100)
  #expect(try cloud.targets().contains("unhealthy Target.ResponseCodeMismatch"))
  let began = try #require(cloud.wiringStory(since: start).first)
  #expect(began.hasSuffix("Amazon ECS replaced 1 tasks due to an unhealthy status."))
  cloud.advance(seconds: 60)
  let story = cloud.wiringStory(since: start).map { $0.drop { $0 != " " }.dropFirst() }
  #expect(
    Array(story.prefix(6)) == [
      "(service web) has started 1 tasks: (task ID). Amazon ECS replaced 1 tasks due to an unhealthy status.",
      "(service web) registered 1 targets in (target-group blue)",
      "(service web) (task ID) (port 80) is unhealthy in (target-group blue) due to (reason Health checks failed with "
        + "these codes: [503]).",
      "(service web) has stopped 1 running tasks: (task ID).",
      "(service web) deregistered 1 targets in (target-group blue)",
      "(service web, taskSet ecs-svc/N) has begun draining connections on 1 tasks.",
    ])
  let task = try cloud.call("DescribeTasks", #"{"cluster": "harbor", "tasks": ["\#(sick)"]}"#)["tasks"]?[0]
  #expect(task?["stoppedReason"]?.string == "Task failed ELB health checks in (target-group \(cloud.group("blue")))")
  #expect(task?["stopCode"] == "ServiceSchedulerInitiated")
}

/// `late` serves 45 s after its start, some 20 s before which it is registered.
@Test func aGracePeriodKeepsASlowTaskAlive() throws {
  // Checks every 5 s: without grace it is unhealthy after two of them.
  let check = #", "HealthCheckIntervalSeconds": 5, "HealthCheckTimeoutSeconds": 2, "HealthyThresholdCount": 2"#
  var hasty = try TestCloud.balanced(check: check)
  try hasty.createService("web", "late:1", count: 1, more: hasty.behind())
  hasty.advance(seconds: 300)
  #expect(hasty.tasks().contains { $0.stoppedReason?.hasPrefix("Task failed ELB health checks in") == true })

  var patient = try TestCloud.balanced(check: check)
  let start = patient.world.now
  try patient.createService(
    "web", "late:1", count: 1, more: patient.behind() + #", "healthCheckGracePeriodSeconds": 60"#)
  patient.advance(seconds: 300)
  #expect(try patient.describeService()["healthCheckGracePeriodSeconds"] == 60)
  #expect(patient.tasks().count == 1)
  #expect(patient.service()?.scheduler.isSteady == true)
  #expect(!patient.wiringStory(since: start).contains { $0.contains("unhealthy") })
}

@Test func targetsThatNeverGetHealthyTripTheCircuitBreaker() throws {
  // A port on which nothing listens; three failures in a row are the least that trip it.
  var (cloud, start) = try TestCloud.serving(count: 1)
  try cloud.registerFargate("deaf", image: "web:95", more: #", "command": ["sleep", "100000"]\#(TestCloud.ports)"#)
  try cloud.elb(
    "ModifyTargetGroup",
    #"{"TargetGroupArn": "\#(cloud.group("blue"))", "HealthCheckIntervalSeconds": 5, "HealthCheckTimeoutSeconds": 2}"#)
  try cloud.updateService(
    "web",
    #""taskDefinition": "deaf:1", "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "#
      + #""rollback": true}}"#)
  cloud.advance(seconds: 1_200)
  let story = cloud.wiringStory(since: start)
  #expect(story.contains { $0.hasSuffix("due to (reason Health checks failed).") })
  #expect(story.count { $0.contains("is unhealthy in (target-group blue)") } == 3)
  #expect(story.contains { $0.hasSuffix("deployment failed: tasks failed to start.") })
  #expect(try cloud.newestDeployment()["status"] == "ROLLBACK_SUCCESSFUL")
  #expect(try cloud.targets() == ["healthy"])
  #expect(cloud.service()?.primary?.family == "front")
}

@Test func aTaskThatEndsByItselfIsTakenOut() throws {
  var (cloud, start) = try TestCloud.serving()
  let id = cloud.tasks()[0].id
  try cloud.world.changeRegion("us-east-1", cause: .command(0)) { region in
    region.endContainer("app", ofTask: id, exitCode: 137)
  }
  cloud.advance(seconds: 60)
  #expect(
    Array(cloud.wiringStory(since: start).prefix(3)) == [
      "0:10 (service web) deregistered 1 targets in (target-group blue)",
      "0:10 (service web, taskSet ecs-svc/N) has begun draining connections on 1 tasks.",
      "0:10 (service web) has started 1 tasks: (task ID).",
    ])
}

/// Runtime sheet, section 1.14: SIGTERM goes out at once, and the target is deregistered afterwards.
@Test func aTaskThatAUserStopsDoesNotDrain() throws {
  var (cloud, _) = try TestCloud.serving()
  let id = cloud.tasks()[0].id
  try cloud.call("StopTask", #"{"cluster": "harbor", "task": "\#(id)"}"#)
  cloud.advance(seconds: 1)
  #expect(cloud.tasks().first { $0.id == id }?.lastStatus == .stopping)
  cloud.advance(seconds: 160)
  #expect(cloud.tasks().first { $0.id == id }?.lastStatus == .stopped)
  #expect(try cloud.targets() == ["healthy"])
}

@Test func aTargetThatSomebodyTookAwayIsMissed() throws {
  var (cloud, start) = try TestCloud.serving()
  let address = try #require(cloud.tasks()[0].attachment?.privateIPv4Address)
  try cloud.elb(
    "DeregisterTargets", #"{"TargetGroupArn": "\#(cloud.group("blue"))", "Targets": [{"Id": "\#(address)"}]}"#)
  try cloud.updateService("web", #""desiredCount": 1"#)
  cloud.advance(seconds: 120)
  #expect(
    cloud.wiringStory(since: start).contains {
      $0.hasSuffix(
        "(service web) task set (ecs-svc/N) (task ID) is not healthy in target-group (blue) due to TARGET IS NOT FOUND."
      )
        || $0.contains("due to TARGET IS NOT FOUND.")
    })
  #expect(try cloud.targets().contains("healthy"))
}

/// Runtime sheet, sections 2.2 (a turn looks at the health of every target), 2.4 and 2.7: another task is started first.
@Test func aTargetGroupThatSomebodyDeletedIsMissedAtOnce() throws {
  var (cloud, start) = try TestCloud.serving()
  let group = cloud.group("blue")
  try cloud.elb("DeleteListener", #"{"ListenerArn": "\#(cloud.listener)"}"#)
  cloud.advance(seconds: 60)
  #expect(cloud.wiringStory(since: start) == [], "the target is still registered")
  try cloud.elb("DeleteTargetGroup", #"{"TargetGroupArn": "\#(group)"}"#)
  cloud.advance(seconds: 60)
  let story = cloud.wiringStory(since: start)
  #expect(story.first?.hasPrefix("1:10 (service web) has started 1 tasks: (task ID).") == true)
  let said = "(task ID) is not healthy in target-group (\(group)) due to TARGET GROUP IS NOT FOUND."
  #expect(story.contains { $0.hasSuffix(said) })
}

@Test func tasksOnInstancesAreReachedThroughThePortsOfTheirHosts() throws {
  var cloud = try TestCloud.balanced()
  for zone in ["a", "b"] {
    let identity =
      #"{\"instanceId\":\"i-\#(zone)\",\"instanceType\":\"t3.medium\",\"availabilityZone\":\"us-east-1\#(zone)\"}"#
    try cloud.call("RegisterContainerInstance", #"{"cluster":"harbor","instanceIdentityDocument":"\#(identity)"}"#)
  }
  try cloud.call(
    "RegisterTaskDefinition",
    #"{"family": "hosted", "containerDefinitions": [{"name": "app", "image": "front:60", "memory": 128\#(TestCloud.ports)}]}"#
  )
  try cloud.createTargetGroup("hosts", type: "instance")
  try cloud.listen(on: 81, to: "hosts")
  try cloud.call(
    "CreateService",
    #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "hosted", "desiredCount": 2, "#
      + #""launchType": "EC2", "role": "ecsRole"\#(cloud.behind("hosts"))}"#)
  cloud.advance(seconds: 60)
  #expect(cloud.service()?.scheduler.isSteady == true)
  let health = try cloud.elb("DescribeTargetHealth", #"{"TargetGroupArn": "\#(cloud.group("hosts"))"}"#)
  // Each container has the first dynamic port of its own host.
  #expect(
    health["TargetHealthDescriptions"]?.list?.map { "\($0["Target"]?.written() ?? "") \(TestCloud.line($0))" }.sorted()
      == [
        #"{"Id":"i-a","Port":32768} healthy"#, #"{"Id":"i-b","Port":32768} healthy"#,
      ])
  #expect(try cloud.describeService()["roleArn"] == "arn:aws:iam::123456789012:role/ecsRole")
}

/// A deployment completes a millisecond before "steady state"; in a turn that has taken a target out, what it says of that
/// is not newer.
@Test func theNewestEventIsFirstWheneverADeploymentCompletes() throws {
  var (cloud, _) = try TestCloud.serving(count: 2)
  try cloud.updateService("web", #""forceNewDeployment": true"#)
  for seconds in stride(from: 0, through: 200, by: 10) {
    var later = cloud
    later.advance(seconds: seconds)
    try later.updateService("web", #""desiredCount": 1"#)
    later.advance(seconds: 180)
    let dates = (later.service()?.events ?? []).map(\.createdAt)
    #expect(Array(dates) == dates.sorted(by: >), "scaled in after \(seconds) s")
  }
}

@Test func aServiceWithTwoTargetGroupsWaitsForBoth() throws {
  var cloud = try TestCloud.balanced()
  try cloud.createTargetGroup("green", more: #", "HealthCheckPort": "81""#)
  try cloud.listen(on: 8080, to: "green")
  let both =
    #", "loadBalancers": [{"targetGroupArn": "\#(cloud.group("blue"))", "containerName": "app", "containerPort": 80}, "#
    + #"{"targetGroupArn": "\#(cloud.group("green"))", "containerName": "app", "containerPort": 80}]"#
  try cloud.createService("web", "front:1", count: 1, more: both + #", "healthCheckGracePeriodSeconds": 600"#)
  cloud.advance(seconds: 200)
  // Nobody listens on port 81.
  #expect(try cloud.targets("blue") == ["healthy"])
  #expect(try cloud.targets("green") == ["unhealthy Target.FailedHealthChecks"])
  #expect(cloud.service()?.scheduler.isSteady == false)
  try cloud.elb(
    "ModifyTargetGroup", #"{"TargetGroupArn": "\#(cloud.group("green"))", "HealthCheckPort": "traffic-port"}"#)
  // Five successes in a row, the first an interval from now.
  cloud.advance(seconds: 149)
  #expect(try cloud.targets("green") == ["unhealthy Target.FailedHealthChecks"])
  cloud.advance(seconds: 2)
  #expect(try cloud.targets("green") == ["healthy"])
  cloud.advance(seconds: 20)
  #expect(cloud.service()?.scheduler.isSteady == true)
}

@Test func takingTheLoadBalancerAwayIsADeployment() throws {
  var (cloud, start) = try TestCloud.serving()
  let before = try cloud.newestDeployment()["targetServiceRevision"]?["arn"]?.string ?? ""
  try cloud.updateService("web", #""loadBalancers": []"#)
  cloud.advance(seconds: 300)
  #expect(try cloud.describeService()["loadBalancers"] == [])
  #expect(try cloud.targets() == [])
  #expect(cloud.wiringStory(since: start).contains { $0.hasSuffix("deregistered 1 targets in (target-group blue)") })
  #expect(cloud.service()?.scheduler.isSteady == true)
  // What it was is still told by its revision.
  let revision = try cloud.call("DescribeServiceRevisions", #"{"serviceRevisionArns": ["\#(before)"]}"#)
  #expect(revision["serviceRevisions"]?[0]?["loadBalancers"]?[0]?["containerPort"] == 80)
  #expect(
    revision["serviceRevisions"]?[0]?["resolvedConfiguration"]?["loadBalancers"]?[0]?["targetGroupArn"]?.string
      == cloud.group("blue"))
}

@Test func aDeletedServiceLeavesNoTargets() throws {
  var (cloud, _) = try TestCloud.serving(count: 2)
  try cloud.call("DeleteService", #"{"cluster": "harbor", "service": "web", "force": true}"#)
  cloud.advance(seconds: 120)
  #expect(try cloud.targets() == [])
  #expect(cloud.service()?.status == .inactive)
  #expect(cloud.world.regions.values.flatMap(\.brokenPromises) == [])
}

@Test func aTaskWhoseTargetFailsOnPurpose() throws {
  var (cloud, start) = try TestCloud.serving()
  let id = cloud.tasks()[0].id
  try cloud.world.inject(
    name: "task-unhealthy", arguments: ["task": .string(id)], region: "us-east-1", cause: .command(0))
  cloud.advance(seconds: 240)
  #expect(
    cloud.wiringStory(since: start).contains { $0.contains("(reason Health checks failed with these codes: [503]).") })
}
