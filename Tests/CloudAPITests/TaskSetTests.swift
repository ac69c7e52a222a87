/// Task sets of services with an external controller, as requests and the passing of time show them.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite struct TaskSetTests {
  var cloud: TestCloud

  init() throws {
    cloud = try TestCloud.harbor()
    try cloud.call(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "shop", "desiredCount": 7, "deploymentController": {"type": "EXTERNAL"}}"#)
  }

  static let place = #""cluster": "harbor", "service": "shop""#

  /// The id of a new Fargate task set.
  private mutating func createSet(_ percent: String? = nil, more: String = "") throws -> String {
    let scale = percent.map { #", "scale": {"value": \#($0), "unit": "PERCENT"}"# } ?? ""
    let reply = try cloud.call("CreateTaskSet", Self.createInput(more: scale + more))
    return reply["taskSet"]?["id"]?.string ?? ""
  }
  private static func createInput(more: String = "") -> String {
    #"{\#(place), "taskDefinition": "web", "launchType": "FARGATE", \#(TestCloud.network)\#(more)}"#
  }
  private mutating func set(_ id: String) throws -> Document {
    try cloud.call("DescribeTaskSets", #"{\#(Self.place), "taskSets": ["\#(id)"]}"#)["taskSets"]?[0] ?? .null
  }
  private mutating func events() throws -> [String] {
    try cloud.describeService("shop")["events"]?.list?.compactMap { $0["message"]?.string } ?? []
  }
  private var brokenPromises: [String] {
    cloud.world.regions.values.flatMap { $0.brokenPromises + $0.brokenServicePromises }
  }

  @Test mutating func anExternalServiceNeedsOnlyItsName() throws {
    let service =
      try cloud.call(
        "CreateService",
        #"{"cluster": "harbor", "serviceName": "bare", "deploymentController": {"type": "EXTERNAL"}}"#)["service"]
      ?? .null
    #expect(service["desiredCount"] == 0)
    #expect(service["taskSets"] == [])
    #expect(service["deployments"] == [])
    #expect(service["taskDefinition"] == nil)
    #expect(service["launchType"] == "EC2", "until a primary task set says otherwise")
    #expect(service["deploymentController"] == ["type": "EXTERNAL"])
    #expect(service["currentServiceRevisions"] == nil)
  }

  @Test(arguments: [
    (#""taskDefinition": "web""#, "TaskDefinition must be blank"),
    (#""launchType": "FARGATE""#, "LaunchType must be blank"),
    (TestCloud.network, "NetworkConfiguration must be blank"),
  ])
  func whatATaskSetSaysIsNotSaidOfTheService(member: String, said: String) throws {
    var cloud = try TestCloud.harbor()
    let refusal = try cloud.refusal(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "x", "deploymentController": {"type": "EXTERNAL"}, \#(member)}"#)
    #expect(refusal == "InvalidParameterException: \(said)")
  }

  @Test mutating func aNewTaskSetIsAsTheModelShowsIt() throws {
    let set = try cloud.call("CreateTaskSet", Self.createInput(more: #", "externalId": "blue""#))["taskSet"] ?? .null
    #expect(
      set.keys == [
        "id", "taskSetArn", "serviceArn", "clusterArn", "externalId", "status", "taskDefinition",
        "computedDesiredCount", "pendingCount", "runningCount", "createdAt", "updatedAt", "launchType",
        "platformVersion", "platformFamily", "networkConfiguration", "loadBalancers", "serviceRegistries", "scale",
        "stabilityStatus", "stabilityStatusAt", "tags",
      ])
    let id = try #require(set["id"]?.string)
    #expect(id.hasPrefix("ecs-svc/") && id.count == "ecs-svc/".count + 19)
    #expect(set["taskSetArn"]?.string == "arn:aws:ecs:us-east-1:123456789012:task-set/harbor/shop/\(id)")
    #expect(set["status"] == "ACTIVE")
    #expect(set["stabilityStatus"] == "STABILIZING")
    #expect(set["scale"]?.written() == #"{"value":0.0,"unit":"PERCENT"}"#)
    #expect(set["platformVersion"] == "1.4.0")
  }

  /// ceil(7 × 50 / 100) = ceil(3.5) = 4; ceil(7 × 0.1 / 100) = 1; ceil(7 × 100 / 100) = 7; ceil(7 × 28.5 / 100) = 2.
  @Test(arguments: [("50", 4), ("0.1", 1), ("100", 7), ("0", 0), ("28.5", 2)])
  func aShareIsRoundedUp(percent: String, count: Int) throws {
    var test = try TaskSetTests()
    let id = try test.createSet(percent)
    test.cloud.advance(seconds: 300)
    let set = try test.set(id)
    #expect(set["computedDesiredCount"] == .integer(count))
    #expect(set["runningCount"] == .integer(count))
    #expect(set["stabilityStatus"] == "STEADY_STATE")
    #expect(test.brokenPromises == [])
  }

  @Test mutating func theEventsOfATaskSetNameIt() throws {
    let id = try createSet("20")  // ceil(1.4) = 2
    cloud.advance(seconds: 300)
    let events = try events()
    let tasks = try cloud.call("ListTasks", #"{"cluster": "harbor", "serviceName": "shop"}"#)["taskArns"]?.strings ?? []
    let list = tasks.map { "(task \($0.split(separator: "/").last ?? ""))" }.joined(separator: " ")
    #expect(
      events == [
        "(service shop) has reached a steady state.", "(service shop, taskSet \(id)) updated state to STEADY_STATE.",
        "(service shop, taskSet \(id)) has started 2 tasks: \(list).",
        "(service shop) updated computedDesiredCount for taskSet \(id) to 2.",
      ])
    let task = try cloud.call("DescribeTasks", #"{"cluster": "harbor", "tasks": ["\#(tasks[0])"]}"#)["tasks"]?[0]
    #expect(task?["startedBy"]?.string == id)
    #expect(task?["group"] == "service:shop")
  }

  @Test mutating func setsStandSideBySideAndFollowTheService() throws {
    let blue = try createSet("100")
    let green = try createSet("50")
    cloud.advance(seconds: 300)
    #expect(try set(blue)["runningCount"] == 7)
    #expect(try set(green)["runningCount"] == 4)
    var service = try cloud.describeService("shop")
    #expect(service["runningCount"] == 11)
    #expect(service["taskSets"]?.list?.map { $0["id"]?.string } == [blue, green])
    try cloud.updateService("shop", #""desiredCount": 2"#)
    cloud.advance(seconds: 300)
    service = try cloud.describeService("shop")
    #expect(service["taskSets"]?.list?.map { $0["runningCount"]?.integer } == [2, 1])
    #expect(try events().contains("(service shop) updated computedDesiredCount for taskSet \(green) to 1."))
    #expect(try events().contains { $0.hasPrefix("(service shop, taskSet \(blue)) has stopped 5 running tasks: ") })
    #expect(brokenPromises == [])
  }

  @Test mutating func aLostTaskIsReplacedAndTheSetStabilizesAgain() throws {
    let id = try createSet("10")
    cloud.advance(seconds: 300)
    let task = try cloud.call("ListTasks", #"{"cluster": "harbor"}"#)["taskArns"]?[0]?.string ?? ""
    try cloud.call("StopTask", #"{"cluster": "harbor", "task": "\#(task)"}"#)
    cloud.advance(seconds: 20)
    #expect(try set(id)["stabilityStatus"] == "STABILIZING")
    cloud.advance(seconds: 300)
    #expect(try set(id)["stabilityStatus"] == "STEADY_STATE")
    #expect(try set(id)["runningCount"] == 1)
  }

  /// Runtime sheet, section 3.10: as many run as were computed, and those that are told to stop run until they have stopped.
  @Test mutating func aSetThatShrinksIsSteadyWhenItsTasksAreGone() throws {
    let id = try createSet("50")
    cloud.advance(seconds: 300)
    try cloud.call("UpdateTaskSet", #"{\#(Self.place), "taskSet": "\#(id)", "scale": {"value": 0}}"#)
    var seen: [String] = []
    for _ in 0..<90 {
      cloud.advance(seconds: 1)
      let set = try set(id)
      let line = "\(set["runningCount"]?.integer ?? -1) \(set["stabilityStatus"]?.string ?? "-")"
      if seen.last != line { seen.append(line) }
    }
    #expect(seen.first == "4 STABILIZING")
    #expect(seen.last == "0 STEADY_STATE")
    #expect(!seen.contains { $0.hasSuffix("STEADY_STATE") && !$0.hasPrefix("0 ") })
  }

  @Test mutating func theServiceTakesOverItsPrimarysSettings() throws {
    let blue = try createSet("100")
    let green = try createSet("0")
    func statuses() throws -> [String?] {
      try cloud.describeService("shop")["taskSets"]?.list?.map { $0["status"]?.string } ?? []
    }
    let reply = try cloud.call("UpdateServicePrimaryTaskSet", #"{\#(Self.place), "primaryTaskSet": "\#(blue)"}"#)
    #expect(reply["taskSet"]?["status"] == "PRIMARY")
    #expect(try statuses() == ["PRIMARY", "ACTIVE"])
    let service = try cloud.describeService("shop")
    #expect(service["launchType"] == "FARGATE")
    #expect(service["platformVersion"] == "LATEST")
    #expect(service["taskDefinition"] == "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1")
    #expect(service["networkConfiguration"]?["awsvpcConfiguration"]?["assignPublicIp"] == "ENABLED")
    try cloud.call("UpdateServicePrimaryTaskSet", #"{\#(Self.place), "primaryTaskSet": "\#(green)"}"#)
    #expect(try statuses() == ["ACTIVE", "PRIMARY"])
  }

  @Test mutating func scalingMakesASetStabilizeAtOnce() throws {
    let id = try createSet()
    cloud.advance(seconds: 20)
    #expect(try set(id)["stabilityStatus"] == "STEADY_STATE")
    let reply = try cloud.call("UpdateTaskSet", #"{\#(Self.place), "taskSet": "\#(id)", "scale": {"value": 100}}"#)
    #expect(reply["taskSet"]?["stabilityStatus"] == "STABILIZING")
    #expect(reply["taskSet"]?["computedDesiredCount"] == 0, "the scheduler fills it in later")
    cloud.advance(seconds: 10)
    #expect(try set(id)["computedDesiredCount"] == 7)
    #expect(try set(id)["pendingCount"] == 7)
  }

  @Test mutating func aSetIsDeletedWhenItIsScaledDownAndNotPrimary() throws {
    let id = try createSet("100")
    cloud.advance(seconds: 200)
    let input = #"{\#(Self.place), "taskSet": "\#(id)"}"#
    #expect(
      try cloud.refusal("DeleteTaskSet", input)
        == "InvalidParameterException: The task set cannot be deleted while it is scaled above 0.")
    try cloud.call("UpdateServicePrimaryTaskSet", #"{\#(Self.place), "primaryTaskSet": "\#(id)"}"#)
    #expect(
      try cloud.refusal("DeleteTaskSet", input) == "InvalidParameterException: Primary TaskSet cannot be deleted")
    let forced = #"{\#(Self.place), "taskSet": "\#(id)", "force": true}"#
    #expect(try cloud.call("DeleteTaskSet", forced)["taskSet"]?["status"] == "DRAINING")
    #expect(try cloud.call("DeleteTaskSet", forced)["taskSet"]?["status"] == "DRAINING", "a repeat changes nothing")
    #expect(
      try cloud.refusal("UpdateTaskSet", #"{\#(Self.place), "taskSet": "\#(id)", "scale": {"value": 10}}"#)
        == "InvalidParameterException: The specified task set is draining.")
    cloud.advance(seconds: 10)
    #expect(try set(id)["status"] == "DRAINING", "its tasks are still stopping")
    cloud.advance(seconds: 300)
    #expect(try cloud.describeService("shop")["taskSets"] == [])
    #expect(try cloud.describeService("shop")["runningCount"] == 0)
    #expect(brokenPromises == [])
  }

  @Test mutating func describingNamesWhatIsMissing() throws {
    let id = try createSet()
    let arn = try set(id)["taskSetArn"]?.string ?? ""
    let reply = try cloud.call(
      "DescribeTaskSets", #"{\#(Self.place), "taskSets": ["\#(arn)", "\#(id)", "ecs-svc/1"]}"#)
    #expect(reply["taskSets"]?.list?.map { $0["id"]?.string } == [id])
    #expect(
      reply["failures"] == [
        ["arn": "arn:aws:ecs:us-east-1:123456789012:task-set/harbor/shop/ecs-svc/1", "reason": "MISSING"]
      ])
    #expect(try cloud.call("DescribeTaskSets", "{\(Self.place)}")["taskSets"]?.list?.count == 1)
    #expect(
      try cloud.refusal("UpdateTaskSet", #"{\#(Self.place), "taskSet": "ecs-svc/1", "scale": {"value": 1}}"#)
        == "TaskSetNotFoundException: The specified task set does not exist.")
  }

  @Test mutating func tagsAreShownWhenAskedFor() throws {
    let id = try createSet(more: #", "tags": [{"key": "team", "value": "web"}]"#)
    let arn = try set(id)["taskSetArn"]?.string ?? ""
    try cloud.call("TagResource", #"{"resourceArn": "\#(arn)", "tags": [{"key": "tier", "value": "front"}]}"#)
    try cloud.call("UntagResource", #"{"resourceArn": "\#(arn)", "tagKeys": ["team"]}"#)
    #expect(
      try cloud.call("ListTagsForResource", #"{"resourceArn": "\#(arn)"}"#)["tags"]
        == [["key": "tier", "value": "front"]])
    #expect(try set(id)["tags"] == [])
    let reply = try cloud.call("DescribeTaskSets", #"{\#(Self.place), "include": ["TAGS"]}"#)
    #expect(reply["taskSets"]?[0]?["tags"] == [["key": "tier", "value": "front"]])
    #expect(
      try cloud.refusal("ListTagsForResource", #"{"resourceArn": "\#(arn)9"}"#)
        == "InvalidParameterException: The specified task set does not exist.")
  }

  @Test mutating func aTokenMakesARepeatTheSameRequest() throws {
    let first = try createSet(more: #", "clientToken": "t""#)
    #expect(try createSet(more: #", "clientToken": "t""#) == first)
    #expect(
      try cloud.refusal("CreateTaskSet", Self.createInput(more: #", "externalId": "x", "clientToken": "t""#))
        == "InvalidParameterException: Creation of task set was not idempotent.")
    let long = String(repeating: "x", count: 37)
    #expect(
      try cloud.refusal("CreateTaskSet", Self.createInput(more: #", "clientToken": "\#(long)""#))
        == "InvalidParameterException: idempotency token longer than 36.")
  }

  /// API sheet, sections 1.6 and 2.
  @Test mutating func fiveSetsAreTheMost() throws {
    for _ in 1...5 { _ = try createSet() }
    #expect(
      try cloud.refusal("CreateTaskSet", Self.createInput())
        == "LimitExceededException: 5 deployments exist on the service. Unable to create new TaskSet since this "
        + "exceeds the maximum limit.")
  }

  @Test(arguments: [
    (#""scale": {"value": 100.5}"#, "InvalidParameterException: The scale value must be between 0 and 100."),
    (#""scale": {"value": -1}"#, "InvalidParameterException: The scale value must be between 0 and 100."),
    (#""scale": {"unit": "TASKS"}"#, "InvalidParameterException: scale unit should be one of [PERCENT]"),
    (#""taskDefinition": "nope""#, "ClientException: TaskDefinition not found."),
    (#""taskDefinition": "old:1""#, "ClientException: TaskDefinition is inactive"),
    (
      #""taskDefinition": "host""#,
      "InvalidParameterException: Network Configuration is not valid for the given networkMode of this task definition."
    ),
    (
      #""capacityProviderStrategy": [{"capacityProvider": "FARGATE"}]"#,
      "InvalidParameterException: Specifying both a launch type and capacity provider strategy is not supported. "
        + "Remove one and try again."
    ),
  ])
  func badTaskSetsAreRefused(member: String, said: String) throws {
    var test = try TaskSetTests()
    var input = try DocumentReader.read(Self.createInput()).object ?? [:]
    for entry in try DocumentReader.read("{\(member)}").object?.members ?? [] { input[entry.key] = entry.value }
    #expect(try test.cloud.refusal("CreateTaskSet", Document.object(input).written()) == said)
  }

  @Test mutating func onlyExternalServicesTakeTaskSets() throws {
    try cloud.createService("web")
    let place = #""cluster": "harbor", "service": "web""#
    for (operation, more) in [
      ("CreateTaskSet", #", "taskDefinition": "web""#), ("DescribeTaskSets", ""),
      ("DeleteTaskSet", #", "taskSet": "ecs-svc/1""#),
    ] {
      #expect(
        try cloud.refusal(operation, "{\(place)\(more)}")
          == "InvalidParameterException: Amazon ECS only supports task set management on services configured to use "
          + "external deployment controllers.")
    }
    #expect(
      try cloud.refusal("DescribeTaskSets", #"{"cluster": "harbor", "service": "nope"}"#)
        == "ServiceNotFoundException: Service not found.")
    #expect(
      try cloud.refusal("DescribeTaskSets", #"{"cluster": "nope", "service": "web"}"#)
        == "ClusterNotFoundException: Cluster not found.")
  }

  @Test(arguments: [
    (#""taskDefinition": "web""#, "Unable to update task definition on"),
    (TestCloud.network, "Unable to update network parameters on"),
    (#""forceNewDeployment": true"#, "Cannot force a new deployment on"),
  ])
  func rolloutsAreNotTheServicesOwn(member: String, said: String) throws {
    var test = try TaskSetTests()
    let refusal = try test.cloud.refusal("UpdateService", "{\(Self.place), \(member)}")
    #expect(
      refusal.hasPrefix(
        "InvalidParameterException: \(said) services with an EXTERNAL deployment controller."), "\(refusal)")
  }

  @Test mutating func anUpdateKeepsWhatItDoesNotName() throws {
    let service = try cloud.updateService("shop", #""desiredCount": 3, "propagateTags": "SERVICE""#)
    #expect(service["desiredCount"] == 3)
    #expect(service["propagateTags"] == "SERVICE")
    #expect(service["deploymentController"] == ["type": "EXTERNAL"])
    #expect(
      try cloud.updateService("shop", #""deploymentController": {"type": "EXTERNAL"}"#)["desiredCount"] == 3)
  }

  @Test mutating func deletingTheServiceEndsItsSets() throws {
    _ = try createSet("100")
    cloud.advance(seconds: 200)
    try cloud.call("DeleteService", #"{\#(Self.place), "force": true}"#)
    let service = try cloud.describeService("shop")
    #expect(service["status"] == "DRAINING")
    #expect(service["taskSets"]?.list?.map { $0["status"]?.string } == ["DRAINING"])
    #expect(
      try cloud.refusal("CreateTaskSet", Self.createInput())
        == "ServiceNotActiveException: Service was not ACTIVE.")
    cloud.advance(seconds: 300)
    #expect(try cloud.describeService("shop")["status"] == "INACTIVE")
    #expect(brokenPromises == [])
  }

  @Test mutating func tasksThatNeverStartAreThrottled() throws {
    try cloud.registerFargate("broken", image: "nope")
    let reply = try cloud.call(
      "CreateTaskSet",
      #"{\#(Self.place), "taskDefinition": "broken", "launchType": "FARGATE", "scale": {"value": 1}, "#
        + "\(TestCloud.network)}")
    cloud.advance(seconds: 600)
    #expect(try events().contains("(service shop) is unable to consistently start tasks successfully."))
    #expect(reply["taskSet"]?["stabilityStatus"] == "STABILIZING")
    #expect(brokenPromises == [])
  }
}

/// One random command on task sets; refusals are part of the game.
private func takeRandomStep(_ cloud: inout TestCloud, _ chance: inout SeededStream) throws {
  let place = TaskSetTests.place
  let sets = cloud.service("shop")?.deployments.map(\.name) ?? []
  let set = chance.element(of: sets) ?? "ecs-svc/1"
  let percent = chance.number(in: 0...10) * 10
  let family = chance.element(of: ["good:1", "good:2", "missing:1", "crash:1", "sick:1", "checked:1"]) ?? "good:1"
  switch chance.number(in: 0...9) {
  case 0, 1:
    let isOnEC2 = chance.number(in: 0...3) == 0
    let kind =
      isOnEC2 ? #""small:1", "launchType": "EC2""# : #""\#(family)", "launchType": "FARGATE", \#(TestCloud.network)"#
    _ = try cloud.reply("CreateTaskSet", #"{\#(place), "taskDefinition": \#(kind), "scale": {"value": \#(percent)}}"#)
  case 2, 3:
    _ = try cloud.reply("UpdateTaskSet", #"{\#(place), "taskSet": "\#(set)", "scale": {"value": \#(percent)}}"#)
  case 4: _ = try cloud.reply("UpdateServicePrimaryTaskSet", #"{\#(place), "primaryTaskSet": "\#(set)"}"#)
  case 5:
    _ = try cloud.reply(
      "DeleteTaskSet", #"{\#(place), "taskSet": "\#(set)", "force": \#(chance.number(in: 0...1) == 0)}"#)
  case 6: _ = try cloud.reply("UpdateService", #"{\#(place), "desiredCount": \#(chance.number(in: 0...5))}"#)
  case 7:
    let running = cloud.tasks(ofService: "shop").filter { $0.lastStatus == .running }
    guard let task = chance.element(of: running) else { return }
    _ = try cloud.reply("StopTask", #"{"cluster": "harbor", "task": "\#(task.id)"}"#)
  case 8:
    let instances = cloud.world.regions["us-east-1"]?.ecs.containerInstances.values.map(\.id) ?? []
    guard let instance = chance.element(of: instances) else { return }
    let status = chance.element(of: ["ACTIVE", "DRAINING"]) ?? "ACTIVE"
    _ = try cloud.reply(
      "UpdateContainerInstancesState",
      #"{"cluster": "harbor", "containerInstances": ["\#(instance)"], "status": "\#(status)"}"#)
  default:
    guard chance.number(in: 0...7) == 0 else { return }
    _ = try cloud.reply("DeleteService", #"{\#(place), "force": true}"#)
    cloud.advance(seconds: 200)
    _ = try cloud.reply(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "shop", "desiredCount": 3, "deploymentController": {"type": "EXTERNAL"}}"#)
  }
}

@Test(arguments: UInt64(0)..<6)
private func everyHistoryOfTaskSetsKeepsItsPromises(seed: UInt64) throws {
  var cloud = try TestCloud.instances(2)
  var chance = SeededStream(seed: seed).split("task sets")
  try cloud.call(
    "CreateService",
    #"{"cluster": "harbor", "serviceName": "shop", "desiredCount": 3, "deploymentController": {"type": "EXTERNAL"}}"#)
  var broken: [String] = []
  for _ in 0..<50 {
    try takeRandomStep(&cloud, &chance)
    cloud.advance(seconds: chance.number(in: 1...90)) { world in
      guard broken.isEmpty else { return }
      broken = world.regions.values.flatMap { $0.brokenServicePromises + $0.brokenPromises }
        .map { "\(world.now.timeOfDay) \($0)" }
    }
  }
  #expect(broken == [])
}

// MARK: - Behind a load balancer

@Test func targetsOfATaskSetAreToldOfInItsName() throws {
  var cloud = try TestCloud.balanced()
  try cloud.call(
    "CreateService",
    #"{"cluster": "harbor", "serviceName": "web", "desiredCount": 1, "deploymentController": {"type": "EXTERNAL"}}"#)
  let place = #""cluster": "harbor", "service": "web""#
  let reply = try cloud.call(
    "CreateTaskSet",
    #"{\#(place), "taskDefinition": "front", "launchType": "FARGATE", "scale": {"value": 100}, \#(TestCloud.network)"#
      + cloud.behind() + "}")
  let id = reply["taskSet"]?["id"]?.string ?? ""
  #expect(reply["taskSet"]?["loadBalancers"]?[0]?["containerName"] == "app")
  cloud.advance(seconds: 120)
  let group = "targetgroup/blue/" + (cloud.group("blue").split(separator: "/").last ?? "")
  func events() throws -> [String] {
    try cloud.describeService()["events"]?.list?.compactMap { $0["message"]?.string } ?? []
  }
  #expect(
    try events().contains { $0.hasPrefix("(service web, taskSet \(id)) registered 1 targets in (target-group ") })
  #expect(try events().contains("(service web, taskSet \(id)) updated state to STEADY_STATE."))
  #expect(try cloud.targets() == ["healthy"], "\(group)")
  try cloud.call("DeleteTaskSet", #"{\#(place), "taskSet": "\#(id)", "force": true}"#)
  cloud.advance(seconds: 300)
  #expect(try cloud.targets() == [])
  #expect(try cloud.describeService()["taskSets"] == [])
}

@Test func aServiceOfCodeDeployBeginsWithOneTaskSet() throws {
  var cloud = try TestCloud.balanced()
  let more = #", "deploymentController": {"type": "CODE_DEPLOY"}"#
  let service = try cloud.createService("web", "front", count: 2, more: cloud.behind() + more)
  #expect(service["deployments"] == [])
  #expect(service["taskSets"]?[0]?["status"] == "PRIMARY")
  #expect(service["taskSets"]?[0]?["scale"]?.written() == #"{"value":100.0,"unit":"PERCENT"}"#)
  #expect(service["loadBalancers"]?.list?.count == 1)
  #expect(service["taskDefinition"]?.string?.hasSuffix("task-definition/front:2") == true)
  cloud.advance(seconds: 180)
  #expect(try cloud.describeService()["taskSets"]?[0]?["stabilityStatus"] == "STEADY_STATE")
  #expect(try cloud.targets() == ["healthy", "healthy"])
  #expect(
    try cloud.refusal("UpdateService", #"{"cluster": "harbor", "service": "web", "taskDefinition": "front:1"}"#)
      == "InvalidParameterException: Unable to update task definition on services with a CODE_DEPLOY deployment "
      + "controller. Use AWS CodeDeploy to trigger a new deployment.")
  #expect(try cloud.updateService("web", #""desiredCount": 1"#)["desiredCount"] == 1)
}
