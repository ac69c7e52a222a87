/// The history of a service: service deployments and revisions.
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

extension TestCloud {
  fileprivate mutating func history(_ more: String = "") throws -> Document {
    try call("ListServiceDeployments", #"{"cluster": "harbor", "service": "web"\#(more)}"#)["serviceDeployments"]
      ?? .null
  }
}

@Test func aDeploymentIsListedFromPendingToSuccessful() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "good:1", count: 1)
  #expect(try cloud.history()[0]?["status"] == "PENDING")
  cloud.advance(seconds: 10)
  #expect(try cloud.history()[0]?["status"] == "IN_PROGRESS")
  cloud.advance(seconds: 90)
  let record = try #require(try cloud.history()[0])
  #expect(
    record.keys == [
      "serviceDeploymentArn", "serviceArn", "clusterArn", "startedAt", "createdAt", "finishedAt",
      "targetServiceRevisionArn", "status",
    ])
  #expect(record["status"] == "SUCCESSFUL")
  // The service was created at 09:00:00, and with it the revision; the service deployment is dated 1.5 s and its start
  // another 1.6 s later (runtime sheet, section 3.6). Completed a millisecond before 09:01:20.
  #expect(record["createdAt"]?.double == 1_767_603_601.5)
  #expect(record["startedAt"]?.double == 1_767_603_603.1)
  #expect(record["finishedAt"]?.double == 1_767_603_679.999)
  let deployment = try #require(cloud.service()?.primary)
  #expect(
    record["targetServiceRevisionArn"]?.string
      == "arn:aws:ecs:us-east-1:123456789012:service-revision/harbor/web/\(deployment.id)")
  let arn = try #require(record["serviceDeploymentArn"]?.string)
  #expect(arn.hasPrefix("arn:aws:ecs:us-east-1:123456789012:service-deployment/harbor/web/"))
  #expect(arn.split(separator: "/").last?.count == 21)
}

/// The scheduler's turn comes a second later, and before the instant by which the service deployment is dated.
@Test func aServiceDeploymentDoesNotStartBeforeItsCreation() throws {
  var cloud = try TestCloud.services()
  cloud.advance(seconds: 9)
  try cloud.createService("web", "good:1", count: 1)
  cloud.advance(seconds: 1)
  let record = try #require(try cloud.history()[0])
  #expect(record["status"] == "IN_PROGRESS")
  #expect(record["createdAt"]?.double == 1_767_603_610.5)
  #expect(record["startedAt"]?.double == 1_767_603_610.5)
}

/// Runtime sheet, sections 1.14 and 10. What runs is not forgotten, however old it is.
@Test func aServiceDeploymentIsForgottenNinetyDaysAfterItsEnd() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  try cloud.updateService("web", #""taskDefinition": "good:2""#)
  cloud.advance(seconds: 89 * 86_400)
  #expect(try cloud.history().list?.count == 2)
  cloud.advance(seconds: 2 * 86_400)
  #expect(try cloud.history().list?.count == 1)
}

/// Runtime sheet, section 10: no lag unless somebody sets one.
@Test func countsMayLagBehind() throws {
  var cloud = try TestCloud.services()
  try cloud.world.changeRegion("us-east-1", cause: .start) { $0.timing.runningCountLag = .seconds(30) }
  try cloud.createService("web", "good:1", count: 2)
  // Tasks begin at 10 s and run some 25 s later.
  cloud.advance(seconds: 39)
  #expect(try cloud.describeService()["pendingCount"] == 0)
  cloud.advance(seconds: 11)
  #expect(cloud.service()?.runningCount == 2)
  #expect(try cloud.describeService()["pendingCount"] == 2)
  cloud.advance(seconds: 30)
  #expect(try cloud.describeService()["runningCount"] == 2)
}

@Test func aNewerDeploymentStopsTheOneUnderWay() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "good:1", count: 1)
  cloud.advance(seconds: 20)
  try cloud.updateService("web", #""taskDefinition": "good:2""#)
  #expect(try cloud.history().list?.compactMap { $0["status"]?.string } == ["PENDING", "STOP_REQUESTED"])
  cloud.advance(seconds: 10)
  #expect(try cloud.history().list?.compactMap { $0["status"]?.string } == ["IN_PROGRESS", "STOPPED"])
  #expect(try cloud.history(#", "status": ["STOPPED"]"#).list?.count == 1)
  #expect(try cloud.history(#", "createdAt": {"after": 1767603610}"#).list?.count == 1)
  cloud.advance(seconds: 300)
  #expect(try cloud.history().list?.compactMap { $0["status"]?.string } == ["SUCCESSFUL", "STOPPED"])
}

@Test func aServiceDeploymentShowsItsCircuitBreakerAndRollback() throws {
  let more = #", "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true}}"#
  var (cloud, _) = try TestCloud.steady(count: 1, more: more)
  let source = try #require(cloud.service()?.primary?.id)
  try cloud.updateService("web", #""taskDefinition": "missing:1""#)
  cloud.advance(seconds: 600)
  let arns = try cloud.history().list?.compactMap { $0["serviceDeploymentArn"]?.string } ?? []
  let list = arns.map { "\"\($0)\"" }.joined(separator: ", ")
  let reply = try cloud.call("DescribeServiceDeployments", #"{"serviceDeploymentArns": [\#(list)]}"#)
  #expect(reply["failures"] == [])
  let (failed, first) = (reply["serviceDeployments"]?[0], reply["serviceDeployments"]?[1])
  #expect(first?["sourceServiceRevisions"] == [])
  #expect(first?["deploymentCircuitBreaker"] == ["status": "MONITORING_COMPLETE", "failureCount": 0, "threshold": 3])
  #expect(failed?["status"] == "ROLLBACK_SUCCESSFUL")
  #expect(failed?["deploymentCircuitBreaker"] == ["status": "TRIGGERED", "failureCount": 3, "threshold": 3])
  #expect(
    failed?["rollback"]?["serviceRevisionArn"]?.string
      == "arn:aws:ecs:us-east-1:123456789012:service-revision/harbor/web/\(source)")
  #expect(failed?["alarms"] == ["status": "DISABLED"])
}

@Test func aRevisionSaysWhatItRuns() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  let id = try #require(cloud.service()?.primary?.id)
  let arn = "arn:aws:ecs:us-east-1:123456789012:service-revision/harbor/web/"
  let reply = try cloud.call("DescribeServiceRevisions", #"{"serviceRevisionArns": ["\#(arn)\#(id)", "\#(arn)1"]}"#)
  let revision = reply["serviceRevisions"]?[0]
  #expect(revision?["taskDefinition"] == "arn:aws:ecs:us-east-1:123456789012:task-definition/good:1")
  #expect(revision?["launchType"] == "FARGATE")
  #expect(revision?["platformVersion"] == "1.4.0")
  #expect(revision?["guardDutyEnabled"] == false)
  #expect(reply["failures"]?[0]?["reason"] == "MISSING")
}

private let prefix = "arn:aws:ecs:us-east-1:123456789012:service-revision/harbor/"

@Test(arguments: [
  ("[]", "InvalidParameterException: The Service ARN provided is invalid."),
  (#"["web"]"#, "InvalidParameterException: The Service ARN provided is invalid."),
  ("[\"\(prefix)web/x\"]", "InvalidParameterException: The ServiceRevision ARN is invalid."),
  (
    "[\"\(prefix)web/1\", \"\(prefix)api/1\"]",
    "InvalidParameterException: Cross service requests are not allowed. All requested service revisions must be for a "
      + "single service"
  ),
  ("[\"\(prefix)nope/1\"]", "ServiceNotFoundException: Service not found."),
])
func describeServiceRevisionsIsRefused(arns: String, expected: String) throws {
  var cloud = try TestCloud.services()
  #expect(try cloud.refusal("DescribeServiceRevisions", #"{"serviceRevisionArns": \#(arns)}"#) == expected)
}

/// A task was stopped a moment before: the turn that both asked for is the update's.
@Test func whatAnUpdateDoesFollowsFromTheUpdate() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  cloud.advance(seconds: 1)
  let task = try #require(cloud.tasks().first { $0.lastStatus == .running })
  try cloud.call("StopTask", #"{"cluster": "harbor", "task": "\#(task.id)"}"#)
  let known = cloud.world.eventLog.nextNumber
  try cloud.updateService("web", #""desiredCount": 4"#)
  let update = try #require(
    cloud.world.eventLog.records(from: known).first { $0.message == "service updated" }?.number)
  cloud.advance(seconds: 12)
  let started = cloud.world.eventLog.records(from: known).filter { $0.message == "PROVISIONING" }
  #expect(started.count == 3)
  #expect(started.allSatisfy { $0.cause == .event(update) })
}

/// API sheet, section 1.4 (captures): what begins a deployment where it is another than before.
@Test(arguments: [
  #""propagateTags": "SERVICE""#, #""capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]"#,
])
func settingsOfTasksBeginADeployment(member: String) throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  let before = cloud.service()?.primary?.id
  let reply = try cloud.updateService("web", member)
  #expect(reply["deployments"]?.list?.count == 2)
  cloud.advance(seconds: 200)
  #expect(cloud.service()?.primary?.id != before)
  #expect(cloud.service()?.primary?.rolloutState == .completed)
  let again = try cloud.updateService("web", member)
  #expect(again["deployments"]?.list?.count == 1, "nothing is another than before")
}

@Test func aServiceThatMayBeEnteredStartsNewTasks() throws {
  var cloud = try TestCloud.services()
  try cloud.call(
    "RegisterTaskDefinition",
    #"{"family": "entered", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256","#
      + #" "memory": "512", "taskRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole","#
      + #" "containerDefinitions": [{"name": "app", "image": "nginx"}]}"#)
  try cloud.createService("web", "entered", count: 1)
  cloud.advance(seconds: 200)
  let reply = try cloud.updateService("web", #""enableExecuteCommand": true"#)
  #expect(reply["deployments"]?.list?.count == 2)
}

@Test func aSettingOfTagsBeginsNone() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  let reply = try cloud.updateService("web", #""enableECSManagedTags": true, "propagateTags": "NONE""#)
  #expect(reply["deployments"]?.list?.count == 1)
}

/// API sheet, section 1.5 (captures): the first shows its images and no empty lists, a later one the reverse until its
/// images are known.
@Test func revisionsShowWhatIsKnownOfThem() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  let first = "arn:aws:ecs:us-east-1:123456789012:service-revision/harbor/web/\(cloud.service()?.primary?.id ?? "")"
  try cloud.updateService("web", #""forceNewDeployment": true"#)
  let second = "arn:aws:ecs:us-east-1:123456789012:service-revision/harbor/web/\(cloud.service()?.primary?.id ?? "")"
  func revision(_ arn: String) throws -> Document? {
    try cloud.call("DescribeServiceRevisions", #"{"serviceRevisionArns": ["\#(arn)"]}"#)["serviceRevisions"]?[0]
  }
  #expect(try revision(first)?["containerImages"]?[0]?["imageDigest"] != nil)
  #expect(try revision(first)?["loadBalancers"] == nil && revision(first)?["serviceRegistries"] == nil)
  #expect(try revision(second)?["containerImages"] == nil)
  #expect(try revision(second)?["loadBalancers"] == [] && revision(second)?["serviceRegistries"] == [])
  cloud.advance(seconds: 200)
  #expect(try revision(second)?["containerImages"]?[0]?["imageDigest"] != nil)
}

@Test func aServiceDeploymentThatIsNamedTwiceIsShownOnce() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  let arn = try #require(try cloud.history()[0]?["serviceDeploymentArn"]?.string)
  let reply = try cloud.call("DescribeServiceDeployments", #"{"serviceDeploymentArns": ["\#(arn)", "\#(arn)"]}"#)
  #expect(reply["serviceDeployments"]?.list?.count == 1)
}
