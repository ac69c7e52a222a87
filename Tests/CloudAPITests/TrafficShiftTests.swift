/// Blue/green, linear and canary deployments behind a load balancer: whose targets, and whose traffic.
///
/// A task of `front` is registered 30 s after its start and healthy in the turn after that (see `LoadBalancerScene`), so an
/// update at 0:00 begins PRE_SCALE_UP at 0:10, SCALE_UP at 0:20, is up at 1:00, shifts test traffic at 1:10 and
/// production traffic at 1:30.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

extension TestCloud {
  /// A listener for production at port 80 and one for tests at port 8080, each for `blue` and `green`.
  fileprivate static func paired() throws -> TestCloud {
    var cloud = try TestCloud.balanced()
    try cloud.createTargetGroup("green")
    try cloud.elb(
      "ModifyListener", #"{"ListenerArn": "\#(cloud.listener)", "DefaultActions": [\#(cloud.both(100, 0))]}"#)
    try cloud.elb(
      "CreateListener",
      #"{"LoadBalancerArn": "\#(cloud.balancer)", "Protocol": "HTTP", "Port": 8080, "DefaultActions": [\#(cloud.both(1, 1))]}"#
    )
    return cloud
  }

  /// The same, and a steady service of `front:1` at blue. `strategy` is the deployment configuration that `front:2` is on
  /// its way with.
  fileprivate static func shifting(_ strategy: String) throws -> (TestCloud, Instant) {
    var cloud = try paired()
    try cloud.createService("web", "front:1", count: 1, more: cloud.pair)
    cloud.advance(seconds: 180)
    #expect(cloud.service()?.scheduler.isSteady == true)
    try cloud.updateService("web", #""taskDefinition": "front:2", "deploymentConfiguration": {\#(strategy)}"#)
    return (cloud, cloud.world.now)
  }

  fileprivate func both(_ blue: Int, _ green: Int) -> String {
    #"{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": "\#(group("blue"))", "Weight": \#(blue)}, "#
      + #"{"TargetGroupArn": "\#(group("green"))", "Weight": \#(green)}]}}"#
  }

  fileprivate var pair: String {
    let rules = world.regions["us-east-1"]?.loadBalancing.listeners.values.map(\.defaultRule) ?? []
    return behind(
      more: #", "advancedConfiguration": {"alternateTargetGroupArn": "\#(group("green"))", "productionListenerRule": "#
        + #""\#(rules.first ?? "")", "testListenerRule": "\#(rules.last ?? "")", "#
        + #""roleArn": "arn:aws:iam::123456789012:role/ecsInfrastructureRole"}"#)
  }

  /// Weights of blue and green at the listener.
  fileprivate mutating func weights(port: Int = 80) throws -> [Int] {
    let listeners = try elb("DescribeListeners", #"{"LoadBalancerArn": "\#(balancer)"}"#)["Listeners"]?.list
    let listener = listeners?.first { $0["Port"] == .integer(port) }
    return listener?["DefaultActions"]?[0]?["ForwardConfig"]?["TargetGroups"]?.list?.compactMap {
      $0["Weight"]?.integer
    }
      ?? []
  }
}

@Test func blueGreenMovesTheListenersFromOneGroupToTheOther() throws {
  var (cloud, start) = try TestCloud.shifting(#""strategy": "BLUE_GREEN", "bakeTimeInMinutes": 5"#)
  cloud.advance(seconds: 65)
  #expect(try cloud.targets("blue") == ["healthy"])
  #expect(try cloud.targets("green") == ["healthy"])
  #expect(try cloud.newestDeployment()["lifecycleStage"] == "POST_SCALE_UP")
  #expect(try cloud.weights(port: 8080) == [1, 1], "nobody touched it yet")
  cloud.advance(seconds: 10)
  #expect(try cloud.weights(port: 8080) == [0, 100])
  #expect(try cloud.weights() == [100, 0])
  cloud.advance(seconds: 20)
  #expect(try cloud.weights() == [0, 100])
  cloud.advance(seconds: 600)
  #expect(try cloud.newestDeployment()["status"] == "SUCCESSFUL")
  #expect(try cloud.targets("blue") == [])
  #expect(try cloud.targets("green") == ["healthy"])
  #expect(
    cloud.wiringStory(since: start).filter { $0.contains("registered") }.map {
      String($0.drop { $0 != ")" }.dropFirst(2))
    }
      == ["registered 1 targets in (target-group green)", "deregistered 1 targets in (target-group blue)"])
  // The next one goes back to blue.
  try cloud.updateService("web", #""forceNewDeployment": true"#)
  cloud.advance(seconds: 700)
  #expect(try cloud.targets("blue") == ["healthy"])
  #expect(try cloud.targets("green") == [])
  #expect(try cloud.weights() == [100, 0])
}

@Test func aCanaryGetsItsFewPercent() throws {
  var (cloud, _) = try TestCloud.shifting(
    #""strategy": "CANARY", "bakeTimeInMinutes": 1, "canaryConfiguration": {"canaryPercent": 12.5, "#
      + #""canaryBakeTimeInMinutes": 5}"#)
  cloud.advance(seconds: 95)
  #expect(try cloud.weights() == [875, 125])
  cloud.advance(seconds: 300)
  #expect(try cloud.weights() == [0, 100])
}

@Test func linearWeightsGoStepByStep() throws {
  var (cloud, _) = try TestCloud.shifting(
    #""strategy": "LINEAR", "linearConfiguration": {"stepPercent": 40, "stepBakeTimeInMinutes": 1}"#)
  cloud.advance(seconds: 95)
  var seen: [[Int]] = []
  for _ in 0..<3 {
    seen.append(try cloud.weights())
    cloud.advance(seconds: 60)
  }
  #expect(seen == [[60, 40], [20, 80], [0, 100]])
}

@Test func aRollbackSendsTrafficBackAtOnce() throws {
  var (cloud, _) = try TestCloud.shifting(#""strategy": "BLUE_GREEN", "bakeTimeInMinutes": 5"#)
  cloud.advance(seconds: 120)
  #expect(try cloud.weights() == [0, 100])
  try cloud.stopDeployment()
  cloud.advance(seconds: 10)
  #expect(try cloud.weights() == [100, 0])
  #expect(try cloud.weights(port: 8080) == [100, 0])
  cloud.advance(seconds: 300)
  #expect(try cloud.newestDeployment()["status"] == "ROLLBACK_SUCCESSFUL")
  #expect(try cloud.targets("green") == [])
  #expect(try cloud.targets("blue") == ["healthy"])
}

@Test func aRuleThatLeadsToOneGroupOnlyFailsTheDeployment() throws {
  var (cloud, _) = try TestCloud.shifting(#""strategy": "BLUE_GREEN", "bakeTimeInMinutes": 5"#)
  try cloud.elb(
    "ModifyListener",
    #"{"ListenerArn": "\#(cloud.listener)", "DefaultActions": [{"Type": "forward", "TargetGroupArn": "\#(cloud.group("blue"))"}]}"#
  )
  cloud.advance(seconds: 400)
  let deployment = try cloud.newestDeployment()
  #expect(deployment["status"] == "ROLLBACK_SUCCESSFUL")
  #expect(
    deployment["statusReason"]?.string
      == "Service deployment rolled back because of invalid networking configuration. Both targetGroup and "
      + "alternateTargetGroup must be associated with the productionListenerRule or testListenerRule.")
  #expect(cloud.service()?.primary?.revision == 1)
}

/// The rule leads to the group with the tasks all the time: there is no blue whose users would be taken.
@Test func aFirstDeploymentTakesNobodysUsersAway() throws {
  var cloud = try TestCloud.paired()
  try cloud.createService(
    "web", "front:1", count: 1,
    more: cloud.pair + #", "deploymentConfiguration": {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1}"#)
  for _ in 0..<40 {
    cloud.advance(seconds: 10)
    #expect(try cloud.weights() == [100, 0])
  }
  #expect(try cloud.newestDeployment()["status"] == "SUCCESSFUL")
  #expect(try cloud.weights(port: 8080) == [100, 0])
}

// MARK: - Deployments that come to an end on their way

extension TestCloud {
  /// Seconds of the time to come in which a group gets users and has nobody for them.
  fileprivate mutating func outage(within seconds: Int) throws -> Int {
    var lost = 0
    for _ in 0..<seconds {
      advance(seconds: 1)
      let reached = try zip(["blue", "green"], weights()).filter { $1 > 0 }
      if try reached.contains(where: { try !targets($0.0).contains("healthy") }) { lost += 1 }
    }
    return lost
  }
}

/// Update at 0:00, users at green from 1:30 on (see above). The next one finds them there and takes the other group.
@Test(arguments: [("while it bakes", 120), ("while blue goes", 395)])
func anUpdateAfterTheShiftLeavesUsersWhereTheyAre(when: String, seconds: Int) throws {
  var (cloud, _) = try TestCloud.shifting(#""strategy": "BLUE_GREEN", "bakeTimeInMinutes": 5"#)
  cloud.advance(seconds: seconds)
  #expect(try cloud.weights() == [0, 100])
  #expect(try cloud.newestDeployment()["status"] == "IN_PROGRESS")
  try cloud.updateService("web", #""taskDefinition": "front:1""#)
  cloud.advance(seconds: 20)
  #expect(try cloud.weights() == [0, 100])
  #expect(try cloud.outage(within: 900) == 0)
  #expect(try cloud.newestDeployment()["status"] == "SUCCESSFUL")
  #expect(try cloud.weights() == [100, 0])
  #expect(try cloud.targets("blue") == ["healthy"])
  #expect(try cloud.targets("green") == [])
}

@Test(arguments: [
  ("ROLLING", [100, 0]), ("BLUE_GREEN", [0, 100]),
])
func whatACanaryHadGoesBackWhereAnotherDeploymentBegins(next: String, end: [Int]) throws {
  var (cloud, _) = try TestCloud.shifting(
    #""strategy": "CANARY", "bakeTimeInMinutes": 1, "canaryConfiguration": {"canaryPercent": 10, "#
      + #""canaryBakeTimeInMinutes": 5}"#)
  cloud.advance(seconds: 95)
  #expect(try cloud.weights() == [90, 10])
  try cloud.updateService(
    "web", #""forceNewDeployment": true, "deploymentConfiguration": {"strategy": "\#(next)", "bakeTimeInMinutes": 0}"#)
  cloud.advance(seconds: 10)
  #expect(try cloud.weights() == [100, 0])
  #expect(try cloud.weights(port: 8080) == [100, 0], "it was its, too")
  #expect(try cloud.outage(within: 600) == 0)
  #expect(try cloud.newestDeployment()["status"] == "SUCCESSFUL")
  #expect(try cloud.weights() == end)
}

/// 1:30 after the first update users are at green; the second one is called back after its own shift.
@Test func theWayBackLeadsToWhoeverHadTheUsers() throws {
  var (cloud, _) = try TestCloud.shifting(#""strategy": "BLUE_GREEN", "bakeTimeInMinutes": 5"#)
  cloud.advance(seconds: 120)
  try cloud.updateService("web", #""taskDefinition": "front:1""#)
  for _ in 0..<40 where try cloud.weights() == [0, 100] { cloud.advance(seconds: 10) }
  #expect(try cloud.weights() == [100, 0])
  try cloud.stopDeployment()
  cloud.advance(seconds: 10)
  #expect(try cloud.weights() == [0, 100])
  #expect(try cloud.outage(within: 300) == 0)
  #expect(try cloud.newestDeployment()["status"] == "ROLLBACK_SUCCESSFUL")
  #expect(cloud.service()?.primary?.revision == 2)
  #expect(try cloud.targets("blue") == [])
}

/// There is nobody for the rest of the users.
@Test(arguments: [
  #""strategy": "CANARY", "bakeTimeInMinutes": 1, "canaryConfiguration": {"canaryPercent": 20}"#,
  #""strategy": "LINEAR", "bakeTimeInMinutes": 1, "linearConfiguration": {"stepPercent": 50}"#,
])
func aFirstDeploymentGetsAllUsersAtOnce(strategy: String) throws {
  var cloud = try TestCloud.paired()
  try cloud.createService(
    "web", "front:1", count: 1, more: cloud.pair + #", "deploymentConfiguration": {\#(strategy)}"#)
  for _ in 0..<40 {
    cloud.advance(seconds: 10)
    #expect(try cloud.weights() == [100, 0])
  }
  #expect(try cloud.newestDeployment()["status"] == "SUCCESSFUL")
}

/// Update at 0:00; users at green from 1:30, it bakes from 1:50 to 6:50, then blue goes.
@Test func whileBlueGoesThereIsNoWayBack() throws {
  var (cloud, _) = try TestCloud.shifting(#""strategy": "BLUE_GREEN", "bakeTimeInMinutes": 5"#)
  cloud.advance(seconds: 415)
  #expect(try cloud.newestDeployment()["lifecycleStage"] == "CLEAN_UP")
  try cloud.stopDeployment()
  #expect(try cloud.newestDeployment()["status"] == "ROLLBACK_REQUESTED")
  #expect(try cloud.outage(within: 120) == 0)
  #expect(try cloud.newestDeployment()["status"] == "SUCCESSFUL")
  #expect(try cloud.weights() == [0, 100])
}

/// The first deployment of a service has its users, and was overtaken while it baked.
@Test func aFirstDeploymentThatWasOvertakenIsAWayBack() throws {
  var cloud = try TestCloud.paired()
  try cloud.createService(
    "web", "front:1", count: 1,
    more: cloud.pair + #", "deploymentConfiguration": {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 30}"#)
  cloud.advance(seconds: 180)
  #expect(try cloud.newestDeployment()["lifecycleStage"] == "BAKE_TIME")
  try cloud.updateService("web", #""taskDefinition": "front:2""#)
  cloud.advance(seconds: 120)
  #expect(try cloud.weights() == [0, 100])
  try cloud.stopDeployment()
  cloud.advance(seconds: 10)
  #expect(try cloud.weights() == [100, 0])
  #expect(try cloud.outage(within: 300) == 0)
  #expect(try cloud.newestDeployment()["status"] == "ROLLBACK_SUCCESSFUL")
  #expect(cloud.service()?.primary?.revision == 1)
}

// MARK: - Any order

extension TestCloud {
  /// The groups that production's listener leads to, and that have no healthy target.
  fileprivate static func deadEnds(_ world: World) -> [String] {
    guard let region = world.regions["us-east-1"],
      let listener = region.loadBalancing.listeners.values.first(where: { $0.port == 80 })
    else { return ["no listener"] }
    let reached = region.loadBalancing.rules[listener.defaultRule]?.actions.flatMap(\.targetGroups) ?? []
    return reached.filter { $0.weight > 0 }.compactMap { region.loadBalancing.targetGroups[$0.arn] }
      .filter { group in
        !group.present(at: world.now).contains { region.isServing(.init(targetGroup: group.arn, key: $0.key)) }
      }.map(\.name)
  }

  /// What an operator may do at any time, with a service whose tasks are all well.
  fileprivate mutating func takeShiftStep(_ chance: inout SeededStream) throws -> String {
    switch chance.number(in: 0...9) {
    case 0:
      let count = chance.number(in: 1...3)
      try updateService("web", #""desiredCount": \#(count)"#)
      return "desired count \(count)"
    case 1, 2:
      guard try newestDeployment()["status"] == "IN_PROGRESS" else { return "nothing" }
      try stopDeployment()
      return "stop"
    case 3: return "nothing"
    default:
      let family = chance.element(of: ["front:1", "front:2", "late:1"]) ?? ""
      let strategy =
        chance.element(of: [
          #""ROLLING""#, #""BLUE_GREEN", "bakeTimeInMinutes": 2"#,
          #""CANARY", "bakeTimeInMinutes": 1, "canaryConfiguration": {"canaryPercent": 10, "canaryBakeTimeInMinutes": 2}"#,
          #""LINEAR", "bakeTimeInMinutes": 1, "linearConfiguration": {"stepPercent": 40, "stepBakeTimeInMinutes": 1}"#,
        ]) ?? ""
      try updateService(
        "web",
        #""taskDefinition": "\#(family)", "forceNewDeployment": true, "deploymentConfiguration": {"strategy": \#(strategy)}"#
      )
      return "\(family) by \(strategy)"
    }
  }
}

/// Updates, stops and new counts at any instant of a deployment: users find somebody after every event, and in the end all
/// of them come to the tasks that stay.
@Test(arguments: UInt64(1)...100)
func inAnyOrderUsersFindSomebody(seed: UInt64) throws {
  var (cloud, _) = try TestCloud.shifting(#""strategy": "BLUE_GREEN", "bakeTimeInMinutes": 2"#)
  var chance = SeededStream(seed: seed).split("shifts")
  var story: [String] = []
  var lost: [String] = []
  func pass(_ span: Duration) {
    cloud.world.advance(to: cloud.world.now + span) { world, _ in
      for group in TestCloud.deadEnds(world) where lost.count < 3 {
        lost.append("\(world.now.timeOfDay): nobody in \(group)")
      }
      return .goOn
    }
  }
  for _ in 0..<8 {
    pass(.seconds(chance.number(in: 1...280)))
    let step = try cloud.takeShiftStep(&chance)
    story.append("\(cloud.world.now.timeOfDay): \(step)")
  }
  // A deployment that nothing keeps from its end.
  try cloud.updateService(
    "web",
    #""taskDefinition": "front:1", "forceNewDeployment": true, "deploymentConfiguration": {"strategy": "BLUE_GREEN"}"#)
  pass(.minutes(40))
  let told = Comment(rawValue: "seed \(seed): \((story + lost).joined(separator: "\n"))")
  #expect(lost.isEmpty, told)
  let service = try #require(cloud.service())
  let isSteady = service.scheduler.isSteady
  #expect(isSteady, told)
  let targets = try ["blue", "green"].map { try cloud.targets($0).count }
  #expect(targets.sorted() == [0, service.desiredCount], told)
  #expect(try cloud.weights() == (targets[0] > 0 ? [100, 0] : [0, 100]), told)
}
