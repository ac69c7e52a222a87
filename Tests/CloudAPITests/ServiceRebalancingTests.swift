/// Availability Zone rebalancing over time.
///
/// Four tasks stand in one zone, the only one that has container instances; then an instance of another zone comes.
/// The first look comes 60 s after the steady state. On EC2 with the host's network a task is RUNNING within seconds
/// and healthy 40 s later: in the turn 50 s after its start.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

extension TestCloud {
  /// Four container instances' worth of tasks in zone a alone, on EC2; a second zone joins then.
  fileprivate static func lopsided(_ more: String = "") throws -> (TestCloud, Instant) {
    var cloud = try TestCloud.services()
    try cloud.addHost("a")
    try cloud.addHost("a")
    try cloud.call(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "host", "desiredCount": 4\#(more)}"#)
    cloud.advance(seconds: 180)
    #expect(cloud.service()?.scheduler.isSteady == true)
    try cloud.addHost("b")
    return (cloud, cloud.world.now)
  }

  private mutating func addHost(_ zone: String) throws {
    _ = try world.changeRegion("us-east-1", cause: .command(0)) { (region: inout Region) throws(ServiceFailure) in
      var registration = ECS.InstanceRegistration(cluster: "harbor")
      registration.availabilityZone = "us-east-1\(zone)"
      return try region.registerContainerInstance(registration)
    }
  }

  fileprivate var zones: [String] { tasks().filter { $0.desiredStatus == .running }.map(\.availabilityZone).sorted() }
}

@Test func tasksMoveToTheEmptyZone() throws {
  var (cloud, start) = try TestCloud.lopsided()
  cloud.advance(seconds: 120)
  let story = cloud.story(since: start)
  #expect(
    story == [
      "0:10 is not AZ balanced with 4 tasks in us-east-1a, 0 tasks in us-east-1b. AZ Rebalancing in progress.",
      "0:10 has started 2 tasks in us-east-1b to AZ Rebalance: (task ID) (task ID).",
      "1:00 has stopped 1 running tasks in us-east-1a due to AZ rebalancing: (task ID).",
      "1:00 has stopped 1 running tasks in us-east-1a due to AZ rebalancing: (task ID).",
      "1:00 is AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b.", "1:10 has reached a steady state.",
    ])
  #expect(cloud.zones == ["us-east-1a", "us-east-1a", "us-east-1b", "us-east-1b"])
  // Source: runtime sheet, section 1.11.
  let reasons = cloud.tasks().filter { $0.desiredStatus == .stopped }.map(\.stoppedReason)
  let deployment = try #require(cloud.service()?.primary?.name)
  #expect(
    reasons == Array(repeating: "Availability-zone rebalancing initiated by (deployment \(deployment))", count: 2))
  #expect(cloud.service()?.deployments.count == 1)
  cloud.advance(seconds: 3_600)
  #expect(cloud.story(since: start).count == 6, "even now")
}

@Test func theFirstLookComesAMinuteAfterTheSteadyState() throws {
  var (cloud, _) = try TestCloud.lopsided(#", "availabilityZoneRebalancing": "DISABLED""#)
  cloud.advance(seconds: 600)
  #expect(cloud.zones == Array(repeating: "us-east-1a", count: 4), "DISABLED")
  try cloud.updateService("web", #""availabilityZoneRebalancing": "ENABLED", "forceNewDeployment": true"#)
  cloud.advance(seconds: 120)
  #expect(!cloud.story().contains { $0.contains("AZ") })
}

/// Runtime sheet, section 3.8; the words follow those for percentages.
@Test(arguments: [
  (
    #""placementStrategy": [{"type": "binpack", "field": "MEMORY"}]"#,
    "a placement strategy that does not spread over Availability Zones first."
  ),
  (
    #""placementConstraints": [{"type": "memberOf", "expression": "attribute:ecs.availability-zone != us-east-1c"}]"#,
    "placement constraints that use attribute:ecs.availability-zone."
  ),
])
func whatFixesZonesRulesOutRebalancing(place: String, said: String) throws {
  var cloud = try TestCloud.instances(2)
  let create =
    #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "small", "desiredCount": 1, "launchType": "EC2", "#
  func expected(_ verb: String) -> String {
    "InvalidParameterException: The service couldn't be \(verb) because Availability Zone Rebalancing does not support "
      + said
  }
  #expect(
    try cloud.refusal("CreateService", create + place + #", "availabilityZoneRebalancing": "ENABLED"}"#)
      == expected("created"))
  #expect(
    try cloud.call("CreateService", create + place + "}")["service"]?["availabilityZoneRebalancing"] == "DISABLED",
    "where nothing is said, it is not for this service")
  // Section 4.2: stored in lower case.
  #expect(try cloud.describeService()["placementStrategy"]?[0]?["field"]?.string ?? "memory" == "memory")
  #expect(
    try cloud.refusal(
      "UpdateService", #"{"cluster": "harbor", "service": "web", "availabilityZoneRebalancing": "ENABLED"}"#)
      == expected("updated"))
  let spread = #""placementStrategy": [{"type": "spread", "field": "attribute:ecs.availability-zone"}], "#
  try cloud.updateService(
    "web", spread + #""placementConstraints": [], "availabilityZoneRebalancing": "ENABLED""#)
  #expect(try cloud.describeService()["availabilityZoneRebalancing"] == "ENABLED")
}

@Test func aDeploymentStopsTheMove() throws {
  var (cloud, start) = try TestCloud.lopsided()
  cloud.advance(seconds: 15)
  #expect(cloud.tasks().count { $0.desiredStatus == .running } == 6)
  try cloud.updateService("web", #""forceNewDeployment": true"#)
  cloud.advance(seconds: 600)
  #expect(cloud.story(since: start).contains { $0.hasSuffix("stopped AZ Rebalancing.") })
  #expect(cloud.service()?.scheduler.isSteady == true)
  #expect(cloud.zones.count == 4)
}

@Test func withoutRoomAboveTheDesiredCountNothingMoves() throws {
  var (cloud, start) = try TestCloud.lopsided(
    #", "availabilityZoneRebalancing": "ENABLED", "deploymentConfiguration": {"maximumPercent": 110, "#
      + #""minimumHealthyPercent": 50}"#)
  cloud.advance(seconds: 600)
  #expect(cloud.story(since: start) == [])
}

/// Zone a has four tasks, all of them protected: two stand ready in zone b and none may go for them.
@Test func protectedTasksHinderTheMove() throws {
  var (cloud, start) = try TestCloud.lopsided()
  let ids = cloud.tasks().map(\.id)
  try cloud.call(
    "UpdateTaskProtection",
    #"{"cluster": "harbor", "protectionEnabled": true, "tasks": [\#(ids.map { "\"\($0)\"" }.joined(separator: ","))]}"#)
  cloud.advance(seconds: 90)
  let said = cloud.story(since: start).filter { $0.contains("unable") }
  #expect(
    said == [
      "1:00 was unable to AZ Rebalance because (taskSet ecs-svc/N) was unable to scale in due to "
        + "(reason 1 tasks under protection)."
    ])
  #expect(Set(cloud.tasks().filter { $0.desiredStatus == .running }.map(\.id)).isSuperset(of: ids))
}
