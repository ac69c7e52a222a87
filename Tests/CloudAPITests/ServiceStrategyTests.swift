/// Blue/green, linear and canary deployments over time.
///
/// Times are worked out by hand from the service's turns every ten seconds; a stage lasts at least one turn. Tasks of
/// `good` are healthy in the turn 70 s after their start, and a stop is noticed 30 s after the order (see
/// `ServiceSchedulerTests`). So an update at 0:00 begins PRE_SCALE_UP at 0:10, SCALE_UP at 0:20, is up at 1:30, shifts
/// test traffic at 1:40 and production traffic at 2:00, and bakes from 2:20 on.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

extension TestCloud {
  /// A steady rolling service of `good:1`, and its update to another revision by a strategy.
  static func deploying(
    _ strategy: String, to definition: String = "good:2", count: Int = 2
  ) throws -> (TestCloud, Instant) {
    var (cloud, start) = try TestCloud.steady(count: count)
    try cloud.updateService(
      "web", #""taskDefinition": "\#(definition)", "deploymentConfiguration": {\#(strategy)}"#)
    return (cloud, start)
  }

  /// The newest service deployment.
  mutating func newestDeployment() throws -> Document {
    let list = try call("ListServiceDeployments", #"{"cluster": "harbor", "service": "web"}"#)
    let arn = list["serviceDeployments"]?[0]?["serviceDeploymentArn"]?.string ?? ""
    return try call("DescribeServiceDeployments", #"{"serviceDeploymentArns": ["\#(arn)"]}"#)["serviceDeployments"]?[0]
      ?? .null
  }

  mutating func stopDeployment() throws {
    let arn = try newestDeployment()["serviceDeploymentArn"]?.string ?? ""
    try call("StopServiceDeployment", #"{"serviceDeploymentArn": "\#(arn)"}"#)
  }

  /// `MINUTES:SECONDS STAGE TEST% PRODUCTION%` whenever that changes, looked at every ten seconds.
  mutating func stages(since start: Instant, minutes: Int) throws -> [String] {
    var seen: [String] = []
    while world.now - start < .minutes(minutes) {
      advance(seconds: 10)
      let deployment = try newestDeployment()
      let green = deployment["targetServiceRevision"]
      guard let stage = deployment["lifecycleStage"]?.string else { continue }
      let weights = ["requestedTestTrafficWeight", "requestedProductionTrafficWeight"].map {
        green?[$0]?.written() ?? "-"
      }
      let line = "\(stage) \(weights[0]) \(weights[1])"
      guard seen.last?.hasSuffix(" " + line) != true else { continue }
      let span = (world.now - start).milliseconds / 1_000
      seen.append("\(span / 60):\(span % 60 < 10 ? "0" : "")\(span % 60) \(line)")
    }
    return seen
  }
}

private let blueGreen = #""strategy": "BLUE_GREEN", "bakeTimeInMinutes": 5"#

@Test func blueGreenGoesThroughItsStages() throws {
  var (cloud, start) = try TestCloud.deploying(blueGreen)
  #expect(try cloud.newestDeployment()["lifecycleStage"] == nil, "PENDING")
  #expect(
    try cloud.stages(since: start, minutes: 9) == [
      "0:10 PRE_SCALE_UP 0.0 0.0", "0:20 SCALE_UP 0.0 0.0", "1:30 POST_SCALE_UP 0.0 0.0",
      "1:40 TEST_TRAFFIC_SHIFT 100.0 0.0", "1:50 POST_TEST_TRAFFIC_SHIFT 100.0 0.0",
      "2:00 PRODUCTION_TRAFFIC_SHIFT 100.0 100.0", "2:10 POST_PRODUCTION_TRAFFIC_SHIFT 100.0 100.0",
      "2:20 BAKE_TIME 100.0 100.0", "7:20 CLEAN_UP 100.0 100.0",
    ])
  #expect(
    cloud.story(since: start) == [
      "0:20 updated computedDesiredCount for taskSet ecs-svc/N to 2.",
      "0:20 has started 2 tasks: (task ID) (task ID).",
      "7:20 updated computedDesiredCount for taskSet ecs-svc/N to 0.",
      "7:20 has stopped 2 running tasks: (task ID) (task ID).",
      "7:50 (deployment ecs-svc/N) deployment completed.", "7:50 has reached a steady state.",
    ])
  let deployment = try cloud.newestDeployment()
  #expect(
    deployment.keys == [
      "serviceDeploymentArn", "serviceArn", "clusterArn", "createdAt", "startedAt", "finishedAt", "updatedAt",
      "sourceServiceRevisions", "targetServiceRevision", "status", "lifecycleStage", "deploymentConfiguration",
      "deploymentCircuitBreaker", "alarms",
    ])
  #expect(deployment["status"] == "SUCCESSFUL")
  #expect(deployment["deploymentConfiguration"]?["strategy"] == "BLUE_GREEN")
  #expect(cloud.service()?.deployments.count == 1)
  #expect(cloud.service()?.primary?.revision == 2)
}

@Test func blueAndGreenStandSideBySide() throws {
  var (cloud, _) = try TestCloud.deploying(blueGreen)
  cloud.advance(seconds: 120)
  let deployment = try cloud.newestDeployment()
  let (blue, green) = (deployment["sourceServiceRevisions"]?[0], deployment["targetServiceRevision"])
  #expect(
    green?.keys == [
      "arn", "requestedTaskCount", "runningTaskCount", "pendingTaskCount", "requestedTestTrafficWeight",
      "requestedProductionTrafficWeight",
    ])
  #expect(blue?["runningTaskCount"] == 2)
  #expect(green?["runningTaskCount"] == 2)
  #expect(green?["requestedProductionTrafficWeight"]?.written() == "100.0")
  #expect(blue?["requestedProductionTrafficWeight"]?.written() == "0.0")
  let service = try cloud.describeService()
  #expect(service["deployments"]?[0]?["desiredCount"] == 2)
  #expect(service["deployments"]?[1]?["desiredCount"] == 2)
  #expect(service["runningCount"] == 4)
  // Scaling in the middle holds for both.
  try cloud.updateService("web", #""desiredCount": 3"#)
  cloud.advance(seconds: 60)
  #expect(cloud.service()?.deployments.map(\.runningCount) == [3, 3])
  cloud.advance(seconds: 600)
  #expect(cloud.service()?.runningCount == 3)
  #expect(cloud.service()?.scheduler.isSteady == true)
}

@Test func canaryWaitsWithAFewPercent() throws {
  var (cloud, start) = try TestCloud.deploying(
    #""strategy": "CANARY", "bakeTimeInMinutes": 1, "canaryConfiguration": {"canaryPercent": 12.5, "#
      + #""canaryBakeTimeInMinutes": 5}"#)
  #expect(
    Array(try cloud.stages(since: start, minutes: 9).dropFirst(5)) == [
      "2:00 PRODUCTION_TRAFFIC_SHIFT 100.0 12.5", "7:00 PRODUCTION_TRAFFIC_SHIFT 100.0 100.0",
      "7:10 POST_PRODUCTION_TRAFFIC_SHIFT 100.0 100.0", "7:20 BAKE_TIME 100.0 100.0", "8:20 CLEAN_UP 100.0 100.0",
    ])
  let configuration = try cloud.newestDeployment()["deploymentConfiguration"]
  #expect(configuration?["canaryConfiguration"]?.written() == #"{"canaryPercent":12.5,"canaryBakeTimeInMinutes":5}"#)
}

@Test func linearGoesStepByStep() throws {
  var (cloud, start) = try TestCloud.deploying(
    #""strategy": "LINEAR", "linearConfiguration": {"stepPercent": 40, "stepBakeTimeInMinutes": 1}"#)
  #expect(
    Array(try cloud.stages(since: start, minutes: 6).dropFirst(5)) == [
      "2:00 PRODUCTION_TRAFFIC_SHIFT 100.0 40.0", "3:00 PRODUCTION_TRAFFIC_SHIFT 100.0 80.0",
      "4:00 PRODUCTION_TRAFFIC_SHIFT 100.0 100.0", "4:10 POST_PRODUCTION_TRAFFIC_SHIFT 100.0 100.0",
      "4:20 BAKE_TIME 100.0 100.0", "4:30 CLEAN_UP 100.0 100.0",
    ])
}

@Test func aStagedDeploymentThatIsOvertakenIsSettledFirst() throws {
  var (cloud, _) = try TestCloud.deploying(blueGreen)
  cloud.advance(seconds: 110)  // users go over at 2:00
  try cloud.updateService("web", #""forceNewDeployment": true"#)
  let start = cloud.world.now
  let list = try cloud.call("ListServiceDeployments", #"{"cluster": "harbor", "service": "web"}"#)
  #expect(list["serviceDeployments"]?.list?.prefix(2).map { $0["status"] } == ["PENDING", "STOP_REQUESTED"])
  // At 0:10 the tasks of the overtaken revision are told to stop, at 0:40 they are gone.
  #expect(
    Array(try cloud.stages(since: start, minutes: 2).prefix(3)) == [
      "0:10 RECONCILE_SERVICE 0.0 0.0", "0:40 PRE_SCALE_UP 0.0 0.0", "0:50 SCALE_UP 0.0 0.0",
    ])
  #expect(cloud.service()?.deployments.map(\.revision) == [2, 1], "the overtaken one is gone")
}

/// Green is up, and users would come at 2:00; blue's tasks are stopped by hand in the moment in which a rolling update
/// overtakes it. Then green's are all there is.
@Test func anOvertakenDeploymentIsKeptWhileNobodyElseIsThere() throws {
  var (cloud, _) = try TestCloud.deploying(blueGreen)
  cloud.advance(seconds: 100)
  for task in cloud.tasks() where task.revision == 1 && task.lastStatus == .running {
    try cloud.call("StopTask", #"{"cluster": "harbor", "task": "\#(task.id)"}"#)
  }
  try cloud.updateService(
    "web", #""forceNewDeployment": true, "deploymentConfiguration": {"strategy": "ROLLING", "bakeTimeInMinutes": 0}"#)
  var least = Int.max
  for _ in 0..<240 {
    cloud.advance(seconds: 1)
    least = min(least, cloud.tasks().count { $0.lastStatus == .running && $0.desiredStatus == .running })
  }
  #expect(least == cloud.service()?.desiredCount)
  #expect(try cloud.newestDeployment()["status"] == "SUCCESSFUL")
}

@Test(arguments: [60, 180])
func aStoppedDeploymentTurnsBackToBlue(after seconds: Int) throws {
  var (cloud, start) = try TestCloud.deploying(blueGreen)
  let green = try #require(cloud.service()?.primary?.name)
  let blue = try #require(cloud.service()?.deployments.last?.name)
  cloud.advance(seconds: seconds)
  try cloud.stopDeployment()
  #expect(try cloud.newestDeployment()["status"] == "ROLLBACK_REQUESTED")
  try cloud.stopDeployment()
  cloud.advance(seconds: 10)
  let deployment = try cloud.newestDeployment()
  #expect(deployment["status"] == "ROLLBACK_IN_PROGRESS")
  #expect(
    deployment["statusReason"] == "Service deployment rolled back because StopServiceDeployment was called.")
  #expect(deployment["targetServiceRevision"]?["requestedProductionTrafficWeight"]?.written() == "0.0")
  #expect(deployment["sourceServiceRevisions"]?[0]?["requestedProductionTrafficWeight"]?.written() == "100.0")
  let deployments = try cloud.describeService()["deployments"]
  #expect(deployments?[0]?["id"]?.string == blue)
  #expect(deployments?[0]?["status"] == "PRIMARY")
  #expect(deployments?[1]?["id"]?.string == green)
  #expect(deployments?[1]?["rolloutState"] == "FAILED")
  cloud.advance(seconds: 120)
  #expect(try cloud.newestDeployment()["status"] == "ROLLBACK_SUCCESSFUL")
  #expect(cloud.service()?.deployments.map(\.name) == [blue])
  #expect(cloud.service()?.scheduler.isSteady == true)
  let told = cloud.story(since: start).map { String($0.drop { $0 != " " }.dropFirst()) }
  #expect(
    told == [
      "updated computedDesiredCount for taskSet ecs-svc/N to 2.", "has started 2 tasks: (task ID) (task ID).",
      "(deployment ecs-svc/N) deployment failed: Service deployment rolled back because StopServiceDeployment was "
        + "called.",
      "rolling back to deployment ecs-svc/N.", "has stopped 2 running tasks: (task ID) (task ID).",
      "(deployment ecs-svc/N) deployment completed.", "has reached a steady state.",
    ])
}

@Test func aStageMayLastADay() throws {
  var (cloud, start) = try TestCloud.deploying(blueGreen, to: "missing:1", count: 1)
  cloud.advance(seconds: 86_410)
  #expect(try cloud.newestDeployment()["lifecycleStage"] == "SCALE_UP")
  #expect(try cloud.newestDeployment()["status"] == "IN_PROGRESS")
  #expect(try cloud.newestDeployment()["deploymentCircuitBreaker"]?["status"] == "DISABLED")
  // SCALE_UP began at 0:20.
  cloud.advance(seconds: 10)
  #expect(cloud.world.now - start == .seconds(86_420))
  #expect(
    try cloud.newestDeployment()["statusReason"]
      == "Service deployment rolled back because the SCALE_UP stage took longer than 24 hours.")
  cloud.advance(seconds: 300)
  #expect(try cloud.newestDeployment()["status"] == "ROLLBACK_SUCCESSFUL")
  #expect(cloud.service()?.runningCount == 1)
}

@Test func aServiceCanBeginBlueGreen() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "good:1", count: 1, more: #", "deploymentConfiguration": {\#(blueGreen)}"#)
  let start = cloud.world.now
  #expect(
    try cloud.stages(since: start, minutes: 9).last == "7:20 CLEAN_UP 100.0 100.0")
  #expect(cloud.story(since: start).last == "7:30 has reached a steady state.")
}

/// Green is given its tasks at 0:20, blue loses its own at the end. Afterwards the source has none.
@Test func theServiceSaysHowManyTasksEachSideIsToHave() throws {
  var (cloud, start) = try TestCloud.deploying(blueGreen)
  let names = (cloud.service()?.deployments ?? []).map(\.name)
  cloud.advance(seconds: 700)
  let story = cloud.world.eventLog.all
    .filter { $0.kind == .serviceEvent && $0.instant > start && $0.message.contains("computedDesiredCount") }
    .map(\.message)
  #expect(
    story == [
      "(service web) updated computedDesiredCount for taskSet \(names[0]) to 2.",
      "(service web) updated computedDesiredCount for taskSet \(names[1]) to 0.",
    ])
  let deployment = try cloud.newestDeployment()
  #expect(deployment["status"] == "SUCCESSFUL")
  let source = deployment["sourceServiceRevisions"]?[0]
  #expect(source?["requestedTaskCount"] == 0 && source?["runningTaskCount"] == 0)
  #expect(deployment["targetServiceRevision"]?["runningTaskCount"] == 2)
}
