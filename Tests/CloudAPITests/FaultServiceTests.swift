/// Faults that hit services: what the scheduler makes of them, in AWS's words.
///
/// Times are worked out by hand, see `ServiceSchedulerTests`: a turn every ten seconds; a task counts as healthy in the
/// turn 70 s after its start. A process that ends is reported after 0.5 s, so the next turn starts another task.
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

@Suite("Faults that hit services")
struct FaultServiceTests {
  @Test func aKilledTaskIsReplaced() throws {
    var (cloud, start) = try TestCloud.steady(count: 2)
    let oldest = try #require(cloud.tasks().first)
    cloud.inject("task-killed service=web")
    #expect(cloud.faultStory(since: start) == ["0 container app of task \(oldest.id) is killed, exit code 137"])
    cloud.advance(seconds: 120)
    let killed = try #require(cloud.tasks().first)
    #expect(killed.id == oldest.id)
    #expect(killed.stopCode == .essentialContainerExited)
    #expect(killed.stoppedReason == "Essential container in task exited")
    #expect(killed.containers[0].exitCode == 137)
    #expect(
      cloud.story(since: start) == [
        "0:10 has started 1 tasks: (task ID).", "1:20 has reached a steady state.",
      ])
    #expect(cloud.brokenPromises() == [])
  }

  @Test func taskIDsMayBeCutShort() throws {
    var (cloud, start) = try TestCloud.steady(count: 3)
    let second = cloud.tasks()[1]
    cloud.inject("task-killed task=\(second.id.prefix(12)) exit=139")
    cloud.advance(seconds: 60)
    #expect(cloud.tasks().filter { $0.stopCode != nil }.map(\.id) == [second.id])
    #expect(cloud.tasks()[1].containers[0].exitCode == 139)
    #expect(cloud.faultStory(since: start).count == 1)
    #expect(throws: FaultRefusal.self) { try cloud.tryToInject("task-killed task=xyz") }
    do throws(FaultRefusal) { try cloud.tryToInject("task-killed") } catch {
      #expect(error.message == "3 tasks run here: say which, by task=ID or service=NAME")
    }
    do throws(FaultRefusal) { try cloud.tryToInject("task-killed service=wbe") } catch {
      #expect(error.message == "there is no service 'wbe' here; there is web")
      #expect(error.mistyped == "wbe" && error.candidates == ["web"])
    }
  }

  @Test func outOfMemoryIsSaidOfContainerAndTask() throws {
    var (cloud, _) = try TestCloud.steady(count: 1)
    cloud.inject("out-of-memory service=web")
    cloud.advance(seconds: 30)
    let task = try #require(cloud.tasks().first)
    // The container has no limit of its own: on Fargate it is the task that ran out.
    let text = "OutOfMemoryError: Container killed due to memory usage"
    #expect(task.containers[0].exitCode == 137)
    #expect(task.containers[0].reason == text)
    #expect(task.stoppedReason == text)
    #expect(task.stopCode == .essentialContainerExited)
  }

  @Test func anUnhealthyTaskIsReplacedByOneThatIsWell() throws {
    var (cloud, start) = try TestCloud.steady("checked:1", count: 1)
    cloud.inject("task-unhealthy service=web")
    cloud.advance(seconds: 300)
    let sick = try #require(cloud.tasks().first)
    #expect(sick.healthStatus == .unhealthy)
    #expect(sick.stopCode == .serviceSchedulerInitiated)
    #expect(sick.stoppedReason == "Task failed container health checks")
    let story = cloud.story(since: start).map { $0.drop { $0 != " " }.dropFirst() }
    #expect(
      story == [
        "has started 1 tasks: (task ID). Amazon ECS replaced 1 tasks due to an unhealthy status.",
        "(task ID) failed container health checks.", "has stopped 1 running tasks: (task ID).",
        "has reached a steady state.",
      ])
  }

  /// Runtime sheet, sections 5.1 and 8.4: a notice, and 7 days unless the account says otherwise.
  @Test(arguments: [nil, 7, 14])
  func retirementComesDaysAfterItsNotice(days: Int?) throws {
    var (cloud, start) = try TestCloud.steady(count: 1)
    if let days {
      try cloud.call(
        "PutAccountSettingDefault", #"{"name": "fargateTaskRetirementWaitPeriod", "value": "\#(days)"}"#)
    }
    let old = try #require(cloud.tasks().first?.id)
    cloud.inject("task-retirement service=web")
    let wait = days ?? 7
    let notice = "0 notice: the infrastructure under 1 task is retired in \(wait) days"
    #expect(cloud.faultStory(since: start) == [notice])
    cloud.advance(seconds: wait * 86_400 - 1)
    #expect(cloud.tasks().map(\.id) == [old])
    cloud.advance(seconds: 1)
    #expect(
      cloud.faultStory(since: start) == [notice, "\(wait * 86_400) the infrastructure under 1 task is retired"])
    cloud.advance(seconds: 180)
    #expect(cloud.tasks().first { $0.id == old }?.desiredStatus != .running)
    #expect(cloud.tasks().count { $0.desiredStatus == .running } == 1)
    #expect(cloud.brokenPromises() == [])
  }

  /// A task that was replaced meanwhile is no longer there to be retired.
  @Test func whoReplacesTasksInTimeSeesNoRetirement() throws {
    var (cloud, start) = try TestCloud.steady(count: 1)
    cloud.inject("task-retirement service=web")
    try cloud.updateService("web", #""forceNewDeployment": true"#)
    cloud.advance(seconds: 300)
    let new = cloud.tasks().filter { $0.desiredStatus == .running }.map(\.id)
    cloud.advance(seconds: 8 * 86_400)
    #expect(cloud.tasks().map(\.id) == new)
    #expect(cloud.faultStory(since: start).count == 1)
  }

  /// ECS Developer Guide, "Task retirement and maintenance for AWS Fargate": others are started first, as far as
  /// maximumPercent lets them. Reason and code: runtime sheet, section 1.11.
  @Test func retiredTasksAreReplacedBeforeTheyEnd() throws {
    var (cloud, start) = try TestCloud.steady(count: 2)
    try cloud.retireAtOnce()
    cloud.inject("task-retirement service=web")
    cloud.advance(seconds: 120)
    #expect(
      cloud.story(since: start) == [
        "0:10 has started 2 tasks: (task ID) (task ID).", "1:20 has stopped 2 running tasks: (task ID) (task ID).",
        "1:30 has reached a steady state.",
      ])
    let ended = cloud.tasks().filter { $0.stopCode != nil }
    #expect(ended.map(\.stopCode) == [.serviceSchedulerInitiated, .serviceSchedulerInitiated])
    #expect(
      Set(ended.map(\.stoppedReason))
        == ["ECS is performing maintenance on the underlying infrastructure hosting the task"])
    #expect(cloud.brokenPromises() == [])
  }

  @Test func aServiceFollowsFromTheRetirementAndNotFromAnotherTask() throws {
    var cloud = try TestCloud.services()
    try cloud.call(
      "RunTask",
      #"{"cluster": "harbor", "taskDefinition": "good:1", "launchType": "FARGATE", \#(TestCloud.network)}"#)
    try cloud.createService("web", "good:1", count: 1)
    cloud.advance(seconds: 180)
    try cloud.retireAtOnce()
    cloud.inject("task-retirement")
    let fault = try #require(cloud.world.eventLog.all.last { $0.kind == .fault })
    cloud.advance(seconds: 10)
    let started = try #require(cloud.world.eventLog.all.last { $0.message.contains(" has started 1 tasks: ") })
    #expect(started.cause == .event(fault.number))
  }

  /// Runtime sheet, sections 1.14 and 10: seconds only.
  @Test func agentsThatFlapAreBackInSeconds() throws {
    var cloud = try TestCloud.instances(2)
    let start = cloud.world.now
    cloud.inject("agent-flapping every=60s lasts=90s")
    cloud.advance(seconds: 59)
    let told = cloud.world.eventLog.all.filter { $0.kind == .containerInstanceStateChange && $0.instant >= start }
    #expect(told.filter { $0.reason == "agent disconnected" }.count == 2)
    for record in told where record.reason == "agent disconnected" {
      let back = told.first { $0.source == record.source && $0.number > record.number }
      #expect(back.map { $0.instant - record.instant } ?? .seconds(5) == .seconds(5))
    }
    cloud.advance(seconds: 600)
    #expect(cloud.region?.ecs.containerInstances.values.map(\.isAgentConnected) == [true, true])
    let last = try #require(cloud.world.eventLog.all.last { $0.reason == "agent connected" })
    #expect(last.instant < start + .seconds(96))
  }

  /// Runtime sheet, section 9.2: nothing is known of the new task's target, so the old one stays.
  @Test func aDeploymentWaitsForHealthThatNobodyTells() throws {
    var (cloud, start) = try TestCloud.serving()
    cloud.inject("health-unknown lasts=5m")
    try cloud.updateService("web", #""forceNewDeployment": true"#)
    cloud.advance(seconds: 290)
    #expect(cloud.service()?.primary?.rolloutState == .inProgress)
    #expect(cloud.tasks().count { $0.desiredStatus == .running } == 2)
    let told = cloud.world.eventLog.all.filter { $0.message == "SERVICE_HEALTH_UNKNOWN" && $0.instant >= start }
    #expect(told.count == 1)
    let detail = told.first.flatMap { CloudAPI.events(of: $0, in: cloud.world).first?["detail"] }
    #expect(detail?["eventType"] == "ERROR")
    #expect(detail?["targetGroupArns"] == [.string(cloud.group("blue"))])
    cloud.advance(seconds: 120)
    #expect(cloud.service()?.primary?.rolloutState == .completed)
    #expect(cloud.brokenPromises() == [])
  }

  @Test func aZoneOutageMovesTheServiceElsewhere() throws {
    var (cloud, start) = try TestCloud.steady(count: 4)
    let lost = cloud.tasks().filter { $0.availabilityZone == "us-east-1a" }
    #expect(lost.count == 2)
    cloud.inject("zone-outage zone=a lasts=5m")
    #expect(cloud.tasks().filter { $0.lastStatus == .stopped }.map(\.id) == lost.map(\.id), "at once")
    #expect(cloud.tasks().allSatisfy { $0.lastStatus != .stopped || $0.stopCode == .serviceSchedulerInitiated })
    #expect(
      cloud.tasks().first?.stoppedReason
        == "ECS is performing maintenance on the underlying infrastructure hosting the task")
    cloud.advance(seconds: 400)
    #expect(cloud.tasks().filter { $0.desiredStatus == .running }.allSatisfy { $0.availabilityZone == "us-east-1b" })
    #expect(
      cloud.story(since: start) == [
        "0:10 has started 2 tasks: (task ID) (task ID).", "1:20 has reached a steady state.",
        "2:20 is not AZ balanced with 0 tasks in us-east-1a, 4 tasks in us-east-1b. AZ Rebalancing in progress.",
        "2:20 is unable to place a task in us-east-1a.",
      ])
    #expect(
      cloud.faultStory(since: start) == [
        "0 zone us-east-1a fails until 09:08:00, with 2 tasks", "300 zone us-east-1a is back",
      ])
    let records = cloud.world.eventLog.all.filter { $0.instant >= start }
    let fault = try #require(records.first { $0.kind == .fault })
    let stopped = records.filter { $0.message == "STOPPED" }
    #expect(stopped.count == 2 && stopped.allSatisfy { $0.cause == .event(fault.number) })
    #expect(cloud.brokenPromises() == [])
  }

  @Test func withoutAnotherZoneThereIsNoCapacity() throws {
    var cloud = try TestCloud.services()
    try cloud.call(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "good:1", "desiredCount": 1, "#
        + #""launchType": "FARGATE", \#(TaskScene.publicNetwork)}"#)
    cloud.advance(seconds: 180)
    let start = cloud.world.now
    cloud.inject("zone-outage zone=us-east-1a lasts=5m")
    cloud.advance(seconds: 420)
    #expect(
      cloud.story(since: start) == [
        "0:10 was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a "
          + "different availability zone." + troubleshooting,
        "5:00 has started 1 tasks: (task ID).", "6:10 has reached a steady state.",
      ])
  }

  /// Texts of the catalogue in the runtime sheet, section 2.7.
  @Test(arguments: [
    (
      "capacity",
      ". Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone. "
        + "For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."
    ),
    ("tasks", ". Reason: You've reached the limit on the number of tasks you can run concurrently."),
    ("vcpus", ". Reason: You've reached the limit on the number of vCPUs you can run concurrently."),
    ("cpu", ". Reason: The requested CPU configuration is above your limit."),
    ("memory", ". Reason: The requested MEMORY configuration is above your limit."),
    ("internal", ". Reason: Internal error."), ("blocked", " because your account is currently blocked."),
  ])
  func whyFargateTakesNoTask(why: String, tail: String) throws {
    var cloud = try TestCloud.services()
    cloud.inject("capacity-refused why=\(why) lasts=1m")
    try cloud.createService("web", "good:1", count: 1)
    cloud.advance(seconds: 50)
    #expect(cloud.story() == ["0:10 was unable to place a task" + tail])
    cloud.advance(seconds: 120)
    #expect(cloud.service()?.scheduler.isSteady == true)
  }

  /// The role that ECS acts as is gone: it starts nothing, stops nothing and registers nothing until it is back.
  @Test func withoutItsRoleECSCanNotMaintainAService() throws {
    var (cloud, _) = try TestCloud.steady(count: 2)
    try cloud.world.changeRegion("us-east-1", cause: .start) { region in
      region.identity.roles["AWSServiceRoleForECS"] = Identity.Role(
        name: "AWSServiceRoleForECS", trusts: ["ecs.amazonaws.com"], policies: ["AmazonECSServiceRolePolicy"])
    }
    let start = cloud.world.now
    cloud.inject("role-missing role=AWSServiceRoleForECS lasts=5m")
    try cloud.updateService("web", #""desiredCount": 3"#)
    cloud.advance(seconds: 240)
    #expect(
      cloud.story(since: start) == [
        "0:10 IAM trust relationship has been misconfigured or changed, and ECS can no longer maintain your service"
      ])
    #expect(cloud.tasks().count == 2)
    cloud.advance(seconds: 180)
    #expect(cloud.service()?.scheduler.isSteady == true)
    #expect(try cloud.describeService()["runningCount"] == 3)
  }

  /// Fargate Spot: 2 of 4 tasks are taken back, and there is no room for others for a while.
  @Test func aSpotWaveWithoutCapacity() throws {
    var cloud = try TestCloud.services()
    try cloud.call(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "good:1", "desiredCount": 4, "#
        + #""capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}], \#(TestCloud.network)}"#)
    cloud.advance(seconds: 180)
    let start = cloud.world.now
    cloud.inject("capacity-refused launch=fargate_spot lasts=3m")
    cloud.inject("spot-wave share=50")
    let warned = cloud.tasks().filter { $0.desiredStatus == .stopped }
    #expect(warned.count == 2)
    #expect(warned.allSatisfy { $0.stopCode == .spotInterruption && $0.lastStatus == .running })
    #expect(warned.allSatisfy { $0.stoppedReason == "Your Spot Task was interrupted." })
    cloud.advance(seconds: 300)
    #expect(
      cloud.story(since: start) == [
        "0:10 was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a "
          + "different availability zone." + troubleshooting,
        "3:00 has started 2 tasks: (task ID) (task ID).", "4:10 has reached a steady state.",
      ])
    #expect(
      cloud.faultStory(since: start) == [
        "0 FARGATE_SPOT has no capacity until 09:06:00", "0 Fargate Spot takes back 2 of 4 tasks",
        "180 FARGATE_SPOT has capacity again",
      ])
  }

  @Test func withoutItsRoleAServiceStartsNothing() throws {
    var cloud = try TestCloud.services()
    try cloud.call(
      "RegisterTaskDefinition",
      #"{"family": "roled", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "#
        + #""memory": "512", "executionRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole", "#
        + #""containerDefinitions": [{"name": "app", "image": "web:95"}]}"#)
    try cloud.createService("web", "roled:1", count: 1)
    cloud.advance(seconds: 180)
    let start = cloud.world.now
    cloud.inject("role-missing role=ecsTaskExecutionRole lasts=2m")
    cloud.inject("task-killed service=web")
    let text =
      "ECS was unable to assume the role 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole' that was provided for "
      + "this task. Please verify that the role being passed has the proper trust relationship and permissions and that "
      + "your IAM user has permissions to pass this role."
    #expect(
      try cloud.refusal(
        "RunTask", #"{"cluster": "harbor", "taskDefinition": "roled", "launchType": "FARGATE", \#(TestCloud.network)}"#)
        == "ClientException: " + text)
    cloud.advance(seconds: 240)
    #expect(
      cloud.story(since: start) == [
        "0:10 failed to launch a task with (error \(text)).", "2:00 has started 1 tasks: (task ID).",
        "3:10 has reached a steady state.",
      ])
  }

  /// The tag is pushed again, broken: what runs runs on, what is started anew ends after 5 s, again and again, without
  /// throttling, because it was RUNNING.
  @Test func aBrokenImageShowsOnlyWhenTasksStartAnew() throws {
    var (cloud, start) = try TestCloud.steady(count: 1)
    let digest = cloud.tasks().first?.containers[0].imageDigest
    cloud.inject("image-broken image=web:95 exits=3 lasts=10m")
    cloud.advance(seconds: 120)
    #expect(cloud.story(since: start) == [])
    #expect(cloud.tasks().count == 1)
    try cloud.updateService("web", #""forceNewDeployment": true"#)
    cloud.advance(seconds: 240)
    let ended = cloud.tasks().filter { $0.stopCode == .essentialContainerExited }
    #expect(ended.count >= 3)
    #expect(ended.allSatisfy { $0.containers[0].exitCode == 3 && $0.startedAt != nil })
    #expect(ended.allSatisfy { $0.containers[0].imageDigest != digest }, "another push has another digest")
    #expect(cloud.tasks().first?.lastStatus == .running, "the first task runs on")
    cloud.advance(seconds: 600)
    #expect(
      cloud.service()?.scheduler.isSteady == false, "the deployment keeps to the image that its first task pulled")
    try cloud.updateService("web", #""forceNewDeployment": true"#)
    cloud.advance(seconds: 180)
    #expect(cloud.service()?.scheduler.isSteady == true)
    #expect(cloud.tasks().last { $0.lastStatus == .running }?.containers[0].imageDigest == digest)
    #expect(cloud.brokenPromises() == [])
  }

  /// Interval 10 s, 2 retries: ready after ten minutes is too late for a check without a start period.
  @Test func aSlowImageIsReplacedBeforeItIsReady() throws {
    var (cloud, _) = try TestCloud.steady("checked:1", count: 1)
    cloud.inject("image-slow image=web:95 ready=10m")
    try cloud.updateService("web", #""forceNewDeployment": true"#)
    cloud.advance(seconds: 180)
    #expect(cloud.tasks().compactMap(\.stoppedReason).first == "Task failed container health checks")
  }

  /// The slow build is another one: a container that runs has been ready for long, and one failed probe of two is nothing.
  @Test func aRunningContainerStaysWhatWasPulled() throws {
    var (cloud, start) = try TestCloud.steady("checked:1", count: 1)
    cloud.inject("image-slow image=web:95 ready=10m")
    cloud.inject("health-failing image=web:95 lasts=10s")
    cloud.advance(seconds: 60)
    #expect(cloud.tasks().count == 1 && cloud.tasks()[0].healthStatus == .healthy)
    #expect(cloud.story(since: start) == [])
  }

  @Test func failedChecksPassAgain() throws {
    var cloud = try TestCloud.services()
    try cloud.call(
      "RunTask", #"{"cluster": "harbor", "taskDefinition": "checked", "launchType": "FARGATE", \#(TestCloud.network)}"#)
    cloud.advance(seconds: 60)
    func health() -> ECS.HealthStatus? { cloud.region?.ecs.tasks.all(inCluster: "harbor").first?.healthStatus }
    #expect(health() == .healthy)
    cloud.inject("health-failing image=web lasts=2m")
    #expect(health() == .healthy, "not before two probes have failed")
    cloud.advance(seconds: 20)
    #expect(health() == .unhealthy)
    cloud.advance(seconds: 100)
    #expect(health() == .unhealthy)
    cloud.advance(seconds: 10)
    #expect(health() == .healthy, "the first probe after the end passes")
    let changes = cloud.world.eventLog.all.compactMap { $0.draft.detail["healthStatus"]?.string }
    #expect(changes == ["HEALTHY", "UNHEALTHY", "HEALTHY"])
  }

  @Test func mendingChecksEarlyIsNoticed() throws {
    var (cloud, start) = try TestCloud.steady("checked:1", count: 1)
    cloud.inject("health-failing image=web:95 lasts=forever")
    cloud.advance(seconds: 12)
    cloud.inject("mend fault=health-failing")
    cloud.advance(seconds: 300)
    #expect(cloud.tasks().count == 1 && cloud.tasks()[0].healthStatus == .healthy, "one failed probe of two")
    #expect(cloud.story(since: start) == [])
    #expect(
      cloud.faultStory(since: start) == [
        "0 image docker.io/library/web:95 no longer passes health checks", "12 1 fault ends",
        "12 image docker.io/library/web:95 passes health checks again",
      ])
  }
}
