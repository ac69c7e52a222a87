/// Random histories of services: what must hold holds after every single event, and a seed tells one story.
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

extension TestCloud {
  /// Lets time pass and looks after every event.
  mutating func advance(seconds: Int, looking look: (borrowing World) -> Void) {
    world.advance(to: world.now + .seconds(seconds)) { world, _ in
      look(world)
      return .goOn
    }
  }
}

/// One random command; refusals are part of the game.
private func takeRandomStep(_ cloud: inout TestCloud, _ chance: inout SeededStream) throws {
  let name = chance.element(of: ["web", "api", "worker"]) ?? "web"
  let families = ["good:1", "good:2", "missing:1", "crash:1", "sick:1", "checked:1", "small:1", "port:1"]
  let family = chance.element(of: families) ?? "good:1"
  let count = chance.number(in: 0...6)
  let limits =
    #""deploymentConfiguration": {"minimumHealthyPercent": \#(chance.number(in: 0...10) * 10), "#
    + #""maximumPercent": \#(100 + chance.number(in: 0...10) * 10), "deploymentCircuitBreaker": "#
    + #"{"enable": \#(chance.number(in: 0...1) == 0), "rollback": \#(chance.number(in: 0...1) == 0)}\#(strategy(&chance))}"#
  let isOnEC2 = family.hasPrefix("small") || family.hasPrefix("port")
  let place = isOnEC2 ? #""launchType": "EC2""# : #""launchType": "FARGATE", \#(TestCloud.network)"#
  switch chance.number(in: 0...12) {
  case 0, 1:
    _ = try cloud.reply(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "\#(name)", "taskDefinition": "\#(family)", "desiredCount": \#(count), "#
        + #""availabilityZoneRebalancing": "\#(chance.number(in: 0...1) == 0 ? "ENABLED" : "DISABLED")", \#(place), "#
        + #"\#(limits)}"#)
  case 2:
    _ = try cloud.reply("UpdateService", #"{"cluster": "harbor", "service": "\#(name)", "desiredCount": \#(count)}"#)
  case 3, 4:
    _ = try cloud.reply(
      "UpdateService", #"{"cluster": "harbor", "service": "\#(name)", "taskDefinition": "\#(family)", \#(limits)}"#)
  case 5:
    _ = try cloud.reply(
      "UpdateService", #"{"cluster": "harbor", "service": "\#(name)", "forceNewDeployment": true, \#(limits)}"#)
  case 6:
    let running = cloud.tasks(ofService: name).filter { $0.lastStatus == .running }
    guard let task = chance.element(of: running) else { return }
    _ = try cloud.world.changeRegion("us-east-1", cause: .command(0)) { region in
      region.stopTask(task.id, code: .userInitiated, reason: "Task stopped by user")
    }
  case 7:
    let instances = cloud.world.regions["us-east-1"]?.ecs.containerInstances.values.map(\.id) ?? []
    guard let instance = chance.element(of: instances) else { return }
    let status = chance.element(of: ["ACTIVE", "DRAINING"]) ?? "ACTIVE"
    _ = try cloud.reply(
      "UpdateContainerInstancesState",
      #"{"cluster": "harbor", "containerInstances": ["\#(instance)"], "status": "\#(status)"}"#)
  case 8:
    guard chance.number(in: 0...2) == 0 else { return }
    _ = try cloud.reply("DeleteService", #"{"cluster": "harbor", "service": "\#(name)", "force": true}"#)
  case 9:
    guard let record = cloud.service(name)?.serviceDeployments.first else { return }
    let arn = "arn:aws:ecs:us-east-1:123456789012:service-deployment/harbor/\(name)/\(record.id)"
    if let hook = record.rollout?.hooks.last, chance.number(in: 0...3) > 0 {
      let action = chance.element(of: ["CONTINUE", "CONTINUE", "ROLLBACK"]) ?? "CONTINUE"
      _ = try cloud.reply(
        "ContinueServiceDeployment",
        #"{"serviceDeploymentArn": "\#(arn)", "hookId": "\#(hook.id)", "action": "\#(action)"}"#)
    } else {
      _ = try cloud.reply("StopServiceDeployment", #"{"serviceDeploymentArn": "\#(arn)"}"#)
    }
  case 10:
    let state = chance.element(of: ["OK", "ALARM"]) ?? "OK"
    _ = try cloud.reply(
      "SetAlarmState", #"{"AlarmName": "errors", "StateValue": "\#(state)", "StateReason": "chance"}"#,
      service: "cloudwatch")
  default: break
  }
}

/// A strategy, alarms and pauses, or none of them.
private func strategy(_ chance: inout SeededStream) -> String {
  let steps = #""stepPercent": \#(chance.number(in: 3...100)), "stepBakeTimeInMinutes": \#(chance.number(in: 0...1))"#
  let stages = ["RECONCILE_SERVICE", "PRE_SCALE_UP", "POST_SCALE_UP", "PRE_PRODUCTION_TRAFFIC_SHIFT"]
  let pause =
    #"{"targetType": "PAUSE", "lifecycleStages": ["\#(chance.element(of: stages) ?? "")"], "timeoutConfiguration": "#
    + #"{"timeoutInMinutes": \#(chance.number(in: 1...3)), "action": "\#(chance.element(of: ["CONTINUE", "ROLLBACK"]) ?? "")"}}"#
  let hooks = chance.number(in: 0...1) == 0 ? "" : pause
  let alarms =
    chance.number(in: 0...2) == 0
    ? #", "alarms": {"alarmNames": ["errors"], "enable": true, "rollback": \#(chance.number(in: 0...1) == 0)}"# : ""
  switch chance.number(in: 0...5) {
  case 0: return #", "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1, "lifecycleHooks": [\#(hooks)]"# + alarms
  case 1:
    return #", "strategy": "LINEAR", "linearConfiguration": {\#(steps)}, "lifecycleHooks": [\#(hooks)]"# + alarms
  case 2:
    return #", "strategy": "CANARY", "canaryConfiguration": {"canaryBakeTimeInMinutes": 1}, "lifecycleHooks": []"#
  default: return #", "strategy": "ROLLING", "lifecycleHooks": []"# + alarms
  }
}

private func randomHistory(seed: UInt64, look: (borrowing World) -> Void) throws -> TestCloud {
  var cloud = try TestCloud.instances(3)
  var chance = SeededStream(seed: seed).split("services")
  try cloud.putAlarm("errors")
  for _ in 0..<60 {
    try takeRandomStep(&cloud, &chance)
    look(cloud.world)
    cloud.advance(seconds: chance.number(in: 1...90), looking: look)
  }
  return cloud
}

@Test(arguments: UInt64(0)..<12)
func everyHistoryKeepsItsPromises(seed: UInt64) throws {
  var broken: [String] = []
  _ = try randomHistory(seed: seed) { world in
    guard broken.isEmpty else { return }
    broken = world.regions.values.flatMap(\.brokenServicePromises).map { "\(world.now.timeOfDay) \($0)" }
  }
  #expect(broken == [])
}

@Test func oneSeedTellsOneStory() throws {
  let stories = try (0..<2).map { _ in
    try randomHistory(seed: 7) { _ in }.world.eventLog.all.map {
      "\($0.instant.milliseconds) \($0.source) \($0.message)"
    }
  }
  #expect(stories[0] == stories[1])
  #expect(stories[0].count > 100)
}

/// Every service comes to rest once nobody touches it: no turn is pending but the six-hour one.
@Test(arguments: UInt64(100)..<106)
func servicesComeToRest(seed: UInt64) throws {
  var cloud = try TestCloud.services()
  var chance = SeededStream(seed: seed)
  try cloud.createService("web", "good:1", count: chance.number(in: 0...8))
  for _ in 0..<5 {
    cloud.advance(seconds: chance.number(in: 1...60))
    try cloud.updateService(
      "web", #""desiredCount": \#(chance.number(in: 0...8)), "taskDefinition": "good:\#(chance.number(in: 1...2))""#)
  }
  cloud.advance(seconds: 900)
  let service = try #require(cloud.service())
  #expect(service.scheduler.isSteady)
  #expect(service.runningCount == service.desiredCount)
  #expect((service.scheduler.nextTurn ?? cloud.world.now) - cloud.world.now > .hours(5))
}

@Test(arguments: [
  (4, 50, 100), (4, 100, 200), (3, 50, 150), (5, 60, 120), (10, 90, 110), (10, 100, 150), (10, 50, 150), (1, 0, 100),
  (2, 100, 200),
])
func healthyTasksStayBetweenFloorAndCeiling(desired: Int, minimum: Int, maximum: Int) throws {
  let limits =
    #", "availabilityZoneRebalancing": "DISABLED", "deploymentConfiguration": {"minimumHealthyPercent": \#(minimum), "#
    + #""maximumPercent": \#(maximum)}"#
  var (cloud, _) = try TestCloud.steady(count: desired, more: limits)
  try cloud.updateService("web", #""taskDefinition": "good:2""#)
  let configuration = try #require(cloud.service()?.deploymentConfiguration)
  let (floor, ceiling) = (configuration.floor(desiredCount: desired), configuration.ceiling(desiredCount: desired))
  var (fewest, most) = (Int.max, 0)
  cloud.advance(seconds: 900) { world in
    let key = ECS.ServiceKey(cluster: "harbor", name: "web")
    let tasks = world.regions["us-east-1"]?.ecs.tasks.all(ofService: key) ?? []
    let wanted = tasks.filter { $0.desiredStatus == .running }
    most = max(most, wanted.count)
    let now = world.now
    fewest = min(fewest, wanted.count { $0.startedAt.map { now - $0 >= .seconds(40) } ?? false })
  }
  #expect(fewest >= floor)
  #expect(most <= ceiling)
  #expect(cloud.service()?.scheduler.isSteady == true)
  #expect(cloud.tasks().allSatisfy { $0.desiredStatus == .stopped || $0.revision == 2 })
}
