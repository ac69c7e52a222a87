/// Requests about services: what they answer, and how they are refused, word for word.
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

extension TestCloud {
  /// A cluster with both Fargate providers and the families `web` (Fargate), `host` (bridge) and `old` (INACTIVE).
  static func harbor(seed: UInt64 = 1, plan: StartingPlan = .testing) throws -> TestCloud {
    var cloud = TestCloud(seed: seed, plan: plan)
    try cloud.call("CreateCluster", #"{"clusterName": "harbor", "capacityProviders": ["FARGATE", "FARGATE_SPOT"]}"#)
    try cloud.registerFargate("web", image: "nginx")
    try cloud.call(
      "RegisterTaskDefinition",
      #"{"family": "host", "containerDefinitions": [{"name": "app", "image": "nginx", "memory": 128}]}"#)
    try cloud.registerFargate("old", image: "nginx")
    try cloud.call("DeregisterTaskDefinition", #"{"taskDefinition": "old:1"}"#)
    return cloud
  }

  mutating func registerFargate(_ family: String, image: String, more: String = "") throws {
    try call(
      "RegisterTaskDefinition",
      #"{"family": "\#(family)", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256","#
        + #" "memory": "512", "containerDefinitions": [{"name": "app", "image": "\#(image)"\#(more)}]}"#)
  }

  /// Creates a Fargate service; `more` are further members, with their commas in front.
  @discardableResult
  mutating func createService(
    _ name: String = "web", _ definition: String = "web", count: Int = 1, more: String = ""
  ) throws -> Document {
    try call("CreateService", Self.createInput(name, definition, count: count, more: more))["service"] ?? .null
  }

  static func createInput(
    _ name: String = "web", _ definition: String = "web", count: Int = 1, more: String = ""
  ) -> String {
    #"{"cluster": "harbor", "serviceName": "\#(name)", "taskDefinition": "\#(definition)", "desiredCount": \#(count),"#
      + #" "launchType": "FARGATE", \#(TestCloud.network)\#(more)}"#
  }

  static let network =
    #""networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-a", "subnet-b"], "assignPublicIp": "ENABLED"}}"#

  @discardableResult
  mutating func updateService(_ name: String = "web", _ members: String) throws -> Document {
    try call("UpdateService", #"{"cluster": "harbor", "service": "\#(name)", \#(members)}"#)["service"] ?? .null
  }

  mutating func describeService(_ name: String = "web", more: String = "") throws -> Document {
    try call("DescribeServices", #"{"cluster": "harbor", "services": ["\#(name)"]\#(more)}"#)["services"]?[0] ?? .null
  }
}

@Test func createdServiceShowsEveryDefault() throws {
  var cloud = try TestCloud.harbor()
  let service = try cloud.createService(count: 2)
  #expect(
    service.keys == [
      "serviceArn", "serviceName", "clusterArn", "loadBalancers", "serviceRegistries", "status", "desiredCount",
      "runningCount", "pendingCount", "launchType", "platformVersion", "platformFamily", "taskDefinition",
      "deploymentConfiguration", "deployments", "roleArn", "events", "createdAt", "currentServiceRevisions",
      "placementConstraints", "placementStrategy", "networkConfiguration", "healthCheckGracePeriodSeconds",
      "schedulingStrategy", "deploymentController", "createdBy", "enableECSManagedTags", "propagateTags",
      "enableExecuteCommand", "availabilityZoneRebalancing", "resourceManagementType",
    ])
  #expect(service["serviceArn"] == "arn:aws:ecs:us-east-1:123456789012:service/harbor/web")
  #expect(service["taskDefinition"] == "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1")
  #expect(service["status"] == "ACTIVE")
  #expect(service["desiredCount"] == 2)
  #expect(service["runningCount"] == 0)
  #expect(service["events"] == [])
  #expect(service["platformVersion"] == "LATEST")
  #expect(service["platformFamily"] == "Linux")
  #expect(
    service["deploymentConfiguration"] == [
      "deploymentCircuitBreaker": [
        "enable": false, "rollback": false, "resetOnHealthyTask": true,
        "thresholdConfiguration": ["type": "BOUNDED_PERCENT", "value": 50],
      ],
      "maximumPercent": 200,
      "minimumHealthyPercent": 100, "strategy": "ROLLING", "bakeTimeInMinutes": 0,
    ])
  #expect(service["propagateTags"] == "NONE")
  #expect(service["availabilityZoneRebalancing"] == "ENABLED")
  #expect(
    service["roleArn"]
      == "arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS")
  let deployment = try #require(service["deployments"]?[0])
  #expect(
    deployment.keys == [
      "id", "status", "taskDefinition", "desiredCount", "pendingCount", "runningCount", "failedTasks", "createdAt",
      "updatedAt", "launchType", "platformVersion", "platformFamily", "networkConfiguration", "rolloutState",
      "rolloutStateReason",
    ])
  #expect(deployment["desiredCount"] == 0, "the scheduler fills it in later")
  #expect(deployment["platformVersion"] == "1.4.0")
  #expect(deployment["rolloutState"] == "IN_PROGRESS")
  let id = try #require(deployment["id"]?.string)
  #expect(id.hasPrefix("ecs-svc/") && id.count == "ecs-svc/".count + 19)
  #expect(deployment["rolloutStateReason"]?.string == "ECS deployment \(id) in progress.")
}

@Test func withoutALaunchTypeAServiceRunsOnEC2() throws {
  var cloud = try TestCloud.harbor()
  let service =
    try cloud.call(
      "CreateService", #"{"cluster": "harbor", "serviceName": "h", "taskDefinition": "host", "desiredCount": 0}"#)[
      "service"] ?? .null
  #expect(service["launchType"] == "EC2")
  #expect(service["platformVersion"] == nil)
  #expect(service["platformFamily"] == nil)
  #expect(service["roleArn"] == nil)
  #expect(service["networkConfiguration"] == nil)
}

@Test func aClustersDefaultStrategyStandsInForALaunchType() throws {
  var cloud = try TestCloud.harbor()
  try cloud.call(
    "PutClusterCapacityProviders",
    #"{"cluster": "harbor", "capacityProviders": ["FARGATE", "FARGATE_SPOT"], "defaultCapacityProviderStrategy": "#
      + #"[{"capacityProvider": "FARGATE_SPOT", "weight": 1}]}"#)
  let service =
    try cloud.call(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "s", "taskDefinition": "web", "desiredCount": 0, \#(TestCloud.network)}"#)[
      "service"] ?? .null
  #expect(service["launchType"] == nil)
  #expect(service["capacityProviderStrategy"]?[0]?["capacityProvider"] == "FARGATE_SPOT")
  #expect(service["deployments"]?[0]?["launchType"] == nil)
  #expect(service["platformVersion"] == "LATEST")
}

private struct Refusal {
  let members: String
  let expected: String
  init(_ members: String, _ expected: String) { (self.members, self.expected) = (members, expected) }
}

private let updateRefusals: [Refusal] = [
  Refusal(#""service": "nope""#, "ServiceNotFoundException: Service not found."),
  Refusal(#""service": "gone""#, "ServiceNotActiveException: Service was not ACTIVE."),
  Refusal(#""service": "web", "desiredCount": -1"#, "InvalidParameterException: Task count can not be lesser than 0"),
  Refusal(#""service": "web", "taskDefinition": "web:9""#, "ClientException: TaskDefinition not found."),
  Refusal(#""service": "web", "taskDefinition": "old:1""#, "ClientException: TaskDefinition is inactive"),
  Refusal(
    #""service": "web", "deploymentConfiguration": {"maximumPercent": 100, "minimumHealthyPercent": 0}"#,
    "InvalidParameterException: The service couldn't be updated because Availability Zone Rebalancing does not support "
      + "maximumPercent <= 100 % as deployment configuration. Update deployment configuration and try again."
  ),
  Refusal(
    #""service": "web", "enableExecuteCommand": true"#,
    "InvalidParameterException: The service couldn't be updated because a valid taskRoleArn is not being used. "
      + "Specify a valid task role in your task definition and try again."
  ),
]

@Test(arguments: updateRefusals)
private func updateServiceIsRefused(row: Refusal) throws {
  var cloud = try TestCloud.harbor()
  try cloud.createService()
  try cloud.createService("gone", count: 0)
  try cloud.call("DeleteService", #"{"cluster": "harbor", "service": "gone"}"#)
  #expect(try cloud.refusal("UpdateService", #"{"cluster": "harbor", \#(row.members)}"#) == row.expected)
}

@Test func emptyingAStrategyNeedsALaunchTypeToFallBackTo() throws {
  var cloud = try TestCloud.harbor()
  try cloud.call(
    "CreateService",
    #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "web", "desiredCount": 0, "#
      + #""capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1}], \#(TestCloud.network)}"#)
  #expect(
    try cloud.refusal(
      "UpdateService", #"{"cluster": "harbor", "service": "web", "capacityProviderStrategy": []}"#)
      == "InvalidParameterException: No launch type to fall back to for empty capacity provider strategy. "
      + "Your service was not created with a launch type.")
}

/// "Update the Auto Scaling group or Fargate capacity provider back to the launch type. Pass an empty list." Source: ECS API
/// reference, UpdateService, `capacityProviderStrategy`.
@Test func anEmptiedStrategyFallsBackToTheFirstLaunchType() throws {
  var cloud = try TestCloud.harbor()
  try cloud.createService()
  let strategy = #""capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]"#
  let onSpot = try cloud.updateService("web", strategy)
  #expect(onSpot["launchType"] == nil && onSpot["deployments"]?[0]?["launchType"] == nil)
  let service = try cloud.updateService("web", #""capacityProviderStrategy": []"#)
  #expect((service["launchType"], service["capacityProviderStrategy"]) == ("FARGATE", nil))
  #expect(service["deployments"]?[0]?["launchType"] == "FARGATE")
  cloud.advance(seconds: 60)
  #expect(try cloud.describeService()["runningCount"] == 1)
}

@Test func plainCreateServiceTwiceIsRefused() throws {
  var cloud = try TestCloud.harbor()
  try cloud.createService()
  #expect(
    try cloud.refusal("CreateService", TestCloud.createInput())
      == "InvalidParameterException: Creation of service was not idempotent.")
}

@Test func aRepeatWithItsTokenAnswersTheServiceThatIsThere() throws {
  var cloud = try TestCloud.harbor()
  let token = #", "clientToken": "once""#
  let first = try cloud.createService(more: token)
  cloud.advance(seconds: 5)
  let again = try cloud.createService(more: token + #", "tags": [{"key": "team", "value": "core"}]"#)
  #expect(again["createdAt"] == first["createdAt"])
  #expect(again["deployments"]?[0]?["id"] == first["deployments"]?[0]?["id"])
  #expect(again["tags"] == nil, "changed tags are accepted and ignored")
  let refusals = [
    TestCloud.createInput(more: #", "clientToken": "twice""#), TestCloud.createInput(count: 2, more: token),
    TestCloud.createInput(),
  ]
  for input in refusals {
    #expect(
      try cloud.refusal("CreateService", input)
        == "InvalidParameterException: Creation of service was not idempotent.")
  }
}

@Test func tagsShowOnCreateAndWhereTheyAreAskedFor() throws {
  var cloud = try TestCloud.harbor()
  let created = try cloud.createService(more: #", "tags": [{"key": "team", "value": "core"}]"#)
  #expect(created["tags"] == [["key": "team", "value": "core"]])
  #expect(try cloud.describeService()["tags"] == nil)
  #expect(try cloud.describeService(more: #", "include": ["TAGS"]"#)["tags"] == [["key": "team", "value": "core"]])
  #expect(try cloud.updateService("web", #""desiredCount": 2"#)["tags"] == nil)
}

@Test func describeServicesNamesWhatIsMissingByItsFullARN() throws {
  var cloud = try TestCloud.harbor()
  try cloud.createService()
  let reply = try cloud.call(
    "DescribeServices", #"{"cluster": "harbor", "services": ["nope", "web", "web"]}"#)
  #expect(reply["services"]?.list?.count == 1)
  #expect(
    reply["failures"]
      == [["arn": "arn:aws:ecs:us-east-1:123456789012:service/harbor/nope", "reason": "MISSING"]])
  let arn = "arn:aws:ecs:us-east-1:123456789012:service/harbor/web"
  #expect(
    try cloud.call("DescribeServices", #"{"cluster": "harbor", "services": ["\#(arn)"]}"#)["services"]?[0]?[
      "serviceName"] == "web")
}

@Test(arguments: [
  (#"{"cluster": "harbor", "services": []}"#, "InvalidParameterException: Services cannot be empty."),
  (
    #"{"cluster": "harbor", "services": ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]}"#,
    "InvalidParameterException: Services cannot have more than 10 elements."
  ),
  (
    #"{"cluster": "harbor", "services": ["web"], "include": ["ALL"]}"#,
    "InvalidParameterException: include should be one of [TAGS]"
  ),
  (#"{"services": ["web"]}"#, "ClusterNotFoundException: Cluster not found."),
])
func describeServicesIsRefused(input: String, expected: String) throws {
  var cloud = try TestCloud.harbor()
  #expect(try cloud.refusal("DescribeServices", input) == expected)
}

@Test func listServicesPagesByTen() throws {
  var cloud = try TestCloud.harbor()
  for number in 1...12 { try cloud.createService("s\(number)", count: 0) }
  try cloud.call(
    "CreateService", #"{"cluster": "harbor", "serviceName": "h", "taskDefinition": "host", "desiredCount": 0}"#)
  let first = try cloud.call("ListServices", #"{"cluster": "harbor"}"#)
  #expect(first["serviceArns"]?.list?.count == 10)
  let token = try #require(first["nextToken"]?.string)
  let second = try cloud.call("ListServices", #"{"cluster": "harbor", "nextToken": "\#(token)"}"#)
  #expect(second["serviceArns"]?.list?.count == 3)
  #expect(second["nextToken"] == nil)
  // The page goes on behind the last service shown, though that has been deleted meanwhile.
  try cloud.call("DeleteService", #"{"cluster": "harbor", "service": "s10"}"#)
  #expect(try cloud.call("ListServices", #"{"cluster": "harbor", "nextToken": "\#(token)"}"#) == second)
  let onEC2 = try cloud.call("ListServices", #"{"cluster": "harbor", "launchType": "EC2"}"#)
  #expect(onEC2["serviceArns"]?.strings == ["arn:aws:ecs:us-east-1:123456789012:service/harbor/h"])
  #expect(
    try cloud.refusal("ListServices", #"{"cluster": "harbor", "maxResults": 101}"#)
      == "InvalidParameterException: Max results can not be greater than 100")
}

@Test(arguments: [
  ("CreateService", #"{"cluster": "harbor", "serviceName": "x", "taskDefinition": "web", "launchType": "FARGATE"}"#),
  (
    "CreateService",
    #"{"cluster": "harbor", "serviceName": "x", "taskDefinition": "web", "launchType": "FARGATE", "desiredCount": 1}"#
  ),
  ("CreateService", #"{"cluster": "harbor", "serviceName": "x", "taskDefinition": "w", "desiredCount": 1}"#),
  ("CreateService", TestCloud.createInput()),
  ("DeleteService", #"{"cluster": "harbor", "service": "web"}"#),
  ("DeleteService", #"{"cluster": "harbor", "service": "nope"}"#),
  ("UpdateService", #"{"cluster": "harbor", "service": "nope"}"#),
])
func whatBeginnersMeetIsExplained(operation: String, input: String) throws {
  var cloud = try TestCloud.harbor()
  try cloud.createService()
  guard case .failure(let failure) = try cloud.reply(operation, input) else {
    Issue.record("\(operation) \(input) succeeded")
    return
  }
  #expect((failure.why ?? "").count > 40)
}
