/// Services over time: what the scheduler starts, stops and says, and when.
///
/// Times are worked out by hand. The scheduler acts on full ten seconds. A task of `web:95` is RUNNING 25 s ± 10 %
/// after it was started (12 network + 3 preparing + 1.5 + 95/12 pull + 0.6 start) and counts as healthy 40 s later:
/// between 62.5 and 67.5 s, so in the turn 70 s after its start. A task of an image that does not exist begins to end
/// after 33 s ± 10 % (12 + 3 + 8, reported after 10): noticed 40 s after its start. A stop takes 22.3 s ± 10 % (0.3 + 2 + 20): noticed
/// 30 s after the order.
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

extension StartingPlan {
  /// Images: `web:95` runs for ever; `crash:95` ends 10 s after it started; `sick:95` turns unhealthy after 100 s.
  static var services: StartingPlan {
    var plan = StartingPlan.testing
    var web = ImageCatalogue.Behaviour()
    web.sizeMB = 95
    var crash = web
    (crash.exitsAfter, crash.exitCode) = (.seconds(10), 1)
    var sick = web
    sick.unhealthyAfter = .seconds(100)
    plan.identity.roles["gatekeeper"] = Identity.Role(
      name: "gatekeeper", trusts: ["ecs.amazonaws.com"], policies: ["AWSLambdaRole"])
    plan.images.repositories["web"] = ["95": web]
    plan.images.repositories["crash"] = ["95": crash]
    plan.images.repositories["sick"] = ["95": sick]
    return plan
  }
}

extension TestCloud {
  /// The families `good` (two revisions), `missing`, `crash`, `checked` and `sick` (both with a health check).
  static func services(seed: UInt64 = 1) throws -> TestCloud {
    var cloud = try TestCloud.harbor(seed: seed, plan: .services)
    let check =
      #", "healthCheck": {"command": ["CMD-SHELL", "curl -f http://localhost/ || exit 1"], "interval": 10, "#
      + #""retries": 2, "timeout": 5}"#
    try cloud.registerFargate("good", image: "web:95")
    try cloud.registerFargate("good", image: "web:95")
    try cloud.registerFargate("missing", image: "no-such-image")
    try cloud.registerFargate("crash", image: "crash:95")
    try cloud.registerFargate("checked", image: "web:95", more: check)
    try cloud.registerFargate("sick", image: "sick:95", more: check)
    return cloud
  }

  /// The service's events as `MINUTES:SECONDS TEXT`, oldest first: the text without `(service NAME) `, ids by what they
  /// stand for.
  func story(_ name: String = "web", since instant: Instant = .worldStart) -> [String] {
    world.eventLog.all.filter { $0.kind == .serviceEvent && $0.source == "service/\(name)" && $0.instant >= instant }
      .map { record in
        let span = (record.instant - instant).milliseconds / 1_000
        let seconds = span % 60
        return "\(span / 60):\(seconds < 10 ? "0" : "")\(seconds) " + Self.plain(record.message, service: name)
      }
  }

  /// `(task 0f3c…)` becomes `(task ID)`, `ecs-svc/0123…` becomes `ecs-svc/N`.
  static func plain(_ message: String, service: String) -> String {
    message.dropFirst("(service \(service)) ".count).split(separator: " ", omittingEmptySubsequences: false)
      .map { word in
        let tail = word.drop { $0 != ")" && $0 != "." }
        if word.hasPrefix("ecs-svc/") { return "ecs-svc/N" + tail }
        let digits = word.prefix { $0.isHexDigit }
        return digits.count == 32 ? "ID" + word.dropFirst(32) : String(word)
      }.joined(separator: " ")
  }

  func service(_ name: String = "web") -> ECS.Service? {
    world.regions["us-east-1"]?.ecs.services[ECS.ServiceKey(cluster: "harbor", name: name)]
  }

  func tasks(ofService name: String = "web") -> [ECS.Task] {
    world.regions["us-east-1"]?.ecs.tasks.all(ofService: ECS.ServiceKey(cluster: "harbor", name: name)) ?? []
  }

  func brokenPromises() -> [String] { world.regions.values.flatMap(\.brokenServicePromises) }
}

@Test func firstDeployment() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "good:1", count: 2)
  cloud.advance(seconds: 15)
  let started = try cloud.describeService()
  #expect(started["pendingCount"] == 2)
  #expect(started["deployments"]?[0]?["desiredCount"] == 2)
  #expect(started["currentServiceDeployment"]?.string?.contains(":service-deployment/harbor/web/") == true)
  cloud.advance(seconds: 25)
  #expect(try cloud.describeService()["runningCount"] == 2)
  cloud.advance(seconds: 60)
  #expect(
    cloud.story() == [
      "0:10 has started 2 tasks: (task ID) (task ID).", "1:20 (deployment ecs-svc/N) deployment completed.",
      "1:20 has reached a steady state.",
    ])
  let service = try cloud.describeService()
  let id = try #require(service["deployments"]?[0]?["id"]?.string)
  #expect(service["deployments"]?[0]?["rolloutState"] == "COMPLETED")
  #expect(service["deployments"]?[0]?["rolloutStateReason"]?.string == "ECS deployment \(id) completed.")
  #expect(service["currentServiceDeployment"] == nil)
  // The newest event first; completion is dated a millisecond before steady state (09:01:20 is 1767603680).
  #expect(service["events"]?[0]?["createdAt"] == 1_767_603_680)
  #expect(service["events"]?[1]?["createdAt"]?.double == 1_767_603_679.999)
  #expect(service["events"]?[0]?["message"] == "(service web) has reached a steady state.")
  #expect(service["events"]?[0]?["id"]?.string?.count == 36)
  #expect(
    cloud.world.eventLog.all.filter { $0.kind == .deploymentStateChange }.map { "\($0.source) \($0.message)" }
      == ["deployment/\(id) SERVICE_DEPLOYMENT_IN_PROGRESS", "deployment/\(id) SERVICE_DEPLOYMENT_COMPLETED"])
  #expect(cloud.tasks().allSatisfy { $0.startedBy == id && $0.group == "service:web" })
}

@Test func aServiceWithoutTasksCompletesInItsSecondTurn() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "good:1", count: 0)
  #expect(try cloud.describeService()["deployments"]?[0]?["rolloutState"] == "IN_PROGRESS")
  cloud.advance(seconds: 60)
  #expect(
    cloud.story() == ["0:20 (deployment ecs-svc/N) deployment completed.", "0:20 has reached a steady state."])
}

@Test func aSteadyServiceRepeatsItselfAfterSixHours() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "good:1", count: 0)
  cloud.advance(seconds: 13 * 3_600)
  #expect(
    cloud.story().filter { $0.hasSuffix("has reached a steady state.") } == [
      "0:20 has reached a steady state.", "360:20 has reached a steady state.", "720:20 has reached a steady state.",
    ])
}

extension TestCloud {
  /// A steady service at a full minute, and that minute.
  static func steady(_ definition: String = "good:1", count: Int, more: String = "") throws -> (TestCloud, Instant) {
    var cloud = try TestCloud.services()
    try cloud.createService("web", definition, count: count, more: more)
    cloud.advance(seconds: 180)
    #expect(cloud.service()?.scheduler.isSteady == true)
    return (cloud, cloud.world.now)
  }
}

@Test func scalingOutAndIn() throws {
  var (cloud, start) = try TestCloud.steady(count: 1)
  let reply = try cloud.updateService("web", #""desiredCount": 3"#)
  #expect(reply["desiredCount"] == 3)
  #expect(reply["deployments"]?.list?.count == 1, "scaling makes no deployment")
  #expect(reply["deployments"]?[0]?["desiredCount"] == 1, "not until the scheduler's turn")
  cloud.advance(seconds: 120)
  #expect(
    cloud.story(since: start) == [
      "0:10 has started 2 tasks: (task ID) (task ID).", "1:20 has reached a steady state.",
    ])
  try cloud.updateService("web", #""desiredCount": 2"#)
  let before = cloud.world.now
  cloud.advance(seconds: 60)
  #expect(
    cloud.story(since: before) == [
      "0:10 has stopped 1 running tasks: (task ID).", "0:20 has reached a steady state.",
    ])
  let stopped = cloud.tasks().filter { $0.desiredStatus == .stopped }
  #expect(stopped.map(\.stopCode) == [.serviceSchedulerInitiated])
  let deployment = try #require(stopped.first?.startedBy)
  #expect(stopped.first?.stoppedReason == "Scaling activity initiated by (deployment \(deployment))")
}

@Test func rollingUpdateOfOneTask() throws {
  var (cloud, start) = try TestCloud.steady(count: 1)
  let old = try #require(cloud.service()?.primary?.name)
  let reply = try cloud.updateService("web", #""taskDefinition": "good:2""#)
  #expect(reply["deployments"]?[0]?["status"] == "PRIMARY")
  #expect(reply["deployments"]?[0]?["desiredCount"] == 0)
  #expect(reply["deployments"]?[1]?["status"] == "ACTIVE")
  #expect(reply["deployments"]?[1]?["rolloutState"] == "COMPLETED")
  #expect(reply["deployments"]?[1]?["id"]?.string == old)
  cloud.advance(seconds: 100)
  #expect(cloud.service()?.deployments.count == 2, "the old task is still stopping")
  cloud.advance(seconds: 80)
  #expect(
    cloud.story(since: start) == [
      "0:10 has started 1 tasks: (task ID).", "1:20 has stopped 1 running tasks: (task ID).",
      "1:50 (deployment ecs-svc/N) deployment completed.", "1:50 has reached a steady state.",
    ])
  #expect(cloud.service()?.deployments.count == 1)
  #expect(
    cloud.tasks().first { $0.desiredStatus == .stopped }?.stoppedReason
      == "Scaling activity initiated by (deployment \(old))", "its own deployment, the old one")
}

@Test func whatMakesADeploymentAndWhatDoesNot() throws {
  var (cloud, _) = try TestCloud.steady(count: 0)
  let first = cloud.service()?.primary?.id
  for members in [
    #""desiredCount": 1"#, #""taskDefinition": "good:1""#, #""deploymentConfiguration": {"maximumPercent": 150}"#,
    #""enableECSManagedTags": true"#, TestCloud.network,
  ] {
    try cloud.updateService("web", members)
    #expect(cloud.service()?.primary?.id == first, "\(members)")
  }
  var last = first
  for members in [
    #""forceNewDeployment": true"#, #""taskDefinition": "good""#, #""platformVersion": "1.4.0""#,
    #""networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-c"]}}"#,
    #""propagateTags": "SERVICE""#,
  ] {
    try cloud.updateService("web", members)
    #expect(cloud.service()?.primary?.id != last, "\(members)")
    last = cloud.service()?.primary?.id
  }
  #expect(cloud.service()?.primary?.revision == 2, "a bare family means its latest ACTIVE revision")
}

@Test func aStoppedTaskIsReplacedInTheNextTurn() throws {
  var (cloud, start) = try TestCloud.steady(count: 2)
  let task = try #require(cloud.tasks().first)
  _ = try cloud.world.changeRegion("us-east-1", cause: .command(99)) { region in
    region.stopTask(task.id, code: .userInitiated, reason: "Task stopped by user")
  }
  cloud.advance(seconds: 120)
  #expect(
    cloud.story(since: start) == [
      "0:10 has started 1 tasks: (task ID).", "1:20 has reached a steady state.",
    ])
  #expect(cloud.service()?.primary?.failedTasks == 0, "what somebody stopped did not fail")
}

@Test func deletionDrainsThenForgets() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  #expect(
    try cloud.refusal("DeleteService", #"{"cluster": "harbor", "service": "web"}"#)
      == "InvalidParameterException: The service cannot be stopped while it is scaled above 0.")
  let deleted =
    try cloud.call("DeleteService", #"{"cluster": "harbor", "service": "web", "force": true}"#)["service"] ?? .null
  #expect(deleted["status"] == "DRAINING")
  #expect(deleted["desiredCount"] == 0)
  #expect(deleted["runningCount"] == 1)
  #expect(deleted["currentServiceRevisions"] == nil)
  #expect(try cloud.call("ListServices", #"{"cluster": "harbor"}"#)["serviceArns"] == [])
  #expect(
    try cloud.refusal("CreateService", TestCloud.createInput())
      == "InvalidParameterException: Unable to Start a service that is still Draining.")
  #expect(
    try cloud.refusal("UpdateService", #"{"cluster": "harbor", "service": "web", "desiredCount": 1}"#)
      == "ServiceNotActiveException: Service was not ACTIVE.")
  cloud.advance(seconds: 60)
  let inactive = try cloud.describeService()
  #expect(inactive["status"] == "INACTIVE")
  #expect(inactive["events"] == [])
  #expect(inactive["deployments"] == [])
  #expect(
    try cloud.call("DeleteService", #"{"cluster": "harbor", "service": "web"}"#)["service"]?["status"] == "INACTIVE")
  cloud.advance(seconds: 3_600)
  #expect(
    try cloud.call("DescribeServices", #"{"cluster": "harbor", "services": ["web"]}"#)["failures"]?[0]?["reason"]
      == "MISSING")
}

/// ECS API reference, DeleteService: "When all tasks have transitioned to either STOPPING or STOPPED status, the service
/// status moves from DRAINING to INACTIVE." The task is STOPPING 0.3 s after the turn's order and takes 22 s more.
@Test func aDeletedServiceIsInactiveWhenItsTasksAreStopping() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  let start = cloud.world.now
  try cloud.call("DeleteService", #"{"cluster": "harbor", "service": "web", "force": true}"#)
  cloud.advance(seconds: 15)
  #expect(try cloud.describeService()["status"] == "DRAINING")
  cloud.advance(seconds: 10)
  #expect(try cloud.describeService()["status"] == "INACTIVE")
  #expect(cloud.tasks().map(\.lastStatus) == [.deprovisioning])
  // The name is free; what the old service leaves behind is not the new one's.
  try cloud.createService("web", "good:1", count: 1)
  cloud.advance(seconds: 120)
  #expect(cloud.service()?.scheduler.isSteady == true)
  #expect(try cloud.describeService()["runningCount"] == 1)
  #expect(cloud.world.now - start < .minutes(5) && cloud.brokenPromises().isEmpty)
}

@Test func anInactiveServicesNameIsFree() throws {
  var (cloud, _) = try TestCloud.steady(count: 0)
  try cloud.call("DeleteService", #"{"cluster": "harbor", "service": "web"}"#)
  cloud.advance(seconds: 30)
  let again = try cloud.createService("web", "good:1", count: 1)
  #expect(again["status"] == "ACTIVE")
  cloud.advance(seconds: 2 * 3_600)
  #expect(try cloud.describeService()["runningCount"] == 1, "the old record's end does not touch the new service")
}

@Test func deletingAServiceThatNeverWasHasAnEmptyMessage() throws {
  var cloud = try TestCloud.services()
  guard case .failure(let failure) = try cloud.reply("DeleteService", #"{"cluster": "harbor", "service": "nope"}"#)
  else {
    Issue.record("a service that never was could be deleted")
    return
  }
  #expect(failure.code == "ServiceNotFoundException")
  #expect(failure.message == nil)
}

@Test func tasksFollowTheirCapacityProviderStrategy() throws {
  var cloud = try TestCloud.services()
  try cloud.call(
    "CreateService",
    #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "good:1", "desiredCount": 11, "#
      + #""capacityProviderStrategy": [{"capacityProvider": "FARGATE", "base": 1, "weight": 1}, "#
      + #"{"capacityProvider": "FARGATE_SPOT", "weight": 4}], \#(TestCloud.network)}"#)
  cloud.advance(seconds: 20)
  #expect(cloud.tasks().count { $0.capacityProviderName == "FARGATE" } == 3)
  #expect(cloud.tasks().count { $0.capacityProviderName == "FARGATE_SPOT" } == 8)
  #expect(cloud.tasks().allSatisfy { $0.launchType == .fargate })
  cloud.advance(seconds: 120)
  try cloud.updateService("web", #""desiredCount": 6"#)
  cloud.advance(seconds: 20)
  let left = cloud.tasks().filter { $0.desiredStatus == .running }
  // 1 base, then 1:4 of the other 5.
  #expect(left.count { $0.capacityProviderName == "FARGATE" } == 2)
  #expect(left.count { $0.capacityProviderName == "FARGATE_SPOT" } == 4)
}

@Test func scaleInKeepsTheZonesEven() throws {
  var (cloud, _) = try TestCloud.steady(count: 5)
  let zones = Dictionary(grouping: cloud.tasks(), by: \.availabilityZone).mapValues(\.count)
  #expect(zones.values.sorted() == [2, 3])
  try cloud.updateService("web", #""desiredCount": 2"#)
  cloud.advance(seconds: 20)
  let left = cloud.tasks().filter { $0.desiredStatus == .running }
  #expect(Set(left.map(\.availabilityZone)).count == 2)
}

@Test func tagsReachTasksWhereThatIsAsked() throws {
  var cloud = try TestCloud.services()
  try cloud.createService(
    "web", "good:1", count: 1,
    more: #", "tags": [{"key": "team", "value": "core"}], "propagateTags": "SERVICE", "enableECSManagedTags": true"#)
  cloud.advance(seconds: 20)
  let tags = try #require(cloud.tasks().first).tags.map { "\($0.key ?? "")=\($0.value ?? "")" }
  #expect(tags == ["aws:ecs:clusterName=harbor", "aws:ecs:serviceName=web", "team=core"])
}

@Test func aServiceKeepsItsNewestHundredEvents() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "crash:1", count: 1)
  cloud.advance(seconds: 6_000)
  #expect(try cloud.describeService()["events"]?.list?.count == 100)
  #expect(cloud.brokenPromises() == [])
}

/// AWS Fargate throttling quotas: 100 launches at once, 20 more each second: in ten seconds the bucket is full again.
@Test func fargateStartsAHundredTasksATurn() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "good:1", count: 250)
  cloud.advance(seconds: 10)
  #expect(cloud.tasks().count == 100)
  cloud.advance(seconds: 10)
  #expect(cloud.tasks().count == 200)
  cloud.advance(seconds: 10)
  #expect(cloud.tasks().count == 250)
  let told = cloud.story().filter { !$0.contains("has started") }
  #expect(
    told == [
      "0:10 could not launch 150 tasks for deployment ecs-svc/N.",
      "0:10 operations are being throttled. Will try again later.",
      "0:20 could not launch 50 tasks for deployment ecs-svc/N.",
    ])
}
