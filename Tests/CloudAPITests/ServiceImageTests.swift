/// Software version consistency: a deployment keeps to the image that its first task pulled.
///
/// Expected: the project's reference sheet on the ECS runtime, section 3.9.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

extension TestCloud {
  fileprivate func digests(_ service: String = "web") -> [String] {
    tasks(ofService: service).filter { $0.desiredStatus == .running }.compactMap { $0.containers.first?.imageDigest }
  }

  fileprivate mutating func imagesOfRevision() throws -> Document? {
    let id = service()?.primary?.id ?? ""
    let arn = "arn:aws:ecs:us-east-1:123456789012:service-revision/harbor/web/\(id)"
    return try call("DescribeServiceRevisions", #"{"serviceRevisionArns": ["\#(arn)"]}"#)["serviceRevisions"]?[0]?[
      "containerImages"]
  }
}

@Test func aMovedTagChangesNothingUntilTheNextDeployment() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  let digest = try #require(cloud.digests().first)
  #expect(
    try cloud.imagesOfRevision()
      == [["containerName": "app", "imageDigest": .string(digest), "image": "web:95"]])
  // The same tag, pushed again; then its repository loses it.
  cloud.inject("image-slow image=web:95 ready=1s")
  try cloud.updateService("web", #""desiredCount": 3"#)
  cloud.advance(seconds: 120)
  #expect(cloud.digests() == [digest, digest, digest])
  cloud.inject("registry-tag-missing image=web:95")
  try cloud.updateService("web", #""desiredCount": 4"#)
  cloud.advance(seconds: 120)
  #expect(cloud.digests() == [digest, digest, digest, digest], "a digest needs no tag")
}

extension TestCloud {
  /// A service of one task whose image, `latest` of a repository of the account, is at its first push.
  fileprivate static func pushed() throws -> TestCloud {
    var cloud = try TestCloud.services()
    try cloud.call("CreateRepository", #"{"repositoryName":"web"}"#, service: "ecr")
    try cloud.push()
    try cloud.call(
      "RegisterTaskDefinition",
      #"{"family": "own", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256","#
        + #" "memory": "512", "executionRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole","#
        + #" "containerDefinitions": [{"name": "app", "#
        + #""image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:latest"}]}"#)
    try cloud.createService("web", "own", count: 1)
    cloud.advance(seconds: 180)
    return cloud
  }

  fileprivate mutating func push() throws {
    try call(
      "PutImage", #"{"repositoryName":"web","imageTag":"latest","imageManifest":"{\"schemaVersion\":2}"}"#,
      service: "ecr")
  }
}

@Test func aTagPushedAnewChangesNothingUntilTheNextDeployment() throws {
  var cloud = try TestCloud.pushed()
  let first = try #require(cloud.digests().first)
  try cloud.push()
  try cloud.updateService("web", #""desiredCount": 2"#)
  cloud.advance(seconds: 120)
  #expect(cloud.digests() == [first, first])
  try cloud.updateService("web", #""forceNewDeployment": true"#)
  cloud.advance(seconds: 300)
  #expect(cloud.digests().count == 2 && !cloud.digests().contains(first))
}

@Test func aRollbackBringsTheOldImageBack() throws {
  var cloud = try TestCloud.pushed()
  let first = try #require(cloud.digests().first)
  try cloud.push()
  try cloud.updateService("web", #""forceNewDeployment": true"#)
  cloud.advance(seconds: 15)
  let deployments = try cloud.call("ListServiceDeployments", #"{"cluster": "harbor", "service": "web"}"#)
  let arn = deployments["serviceDeployments"]?[0]?["serviceDeploymentArn"]?.string ?? ""
  try cloud.call("StopServiceDeployment", #"{"serviceDeploymentArn": "\#(arn)", "stopType": "ROLLBACK"}"#)
  cloud.advance(seconds: 60)
  let old = cloud.tasks(ofService: "web").first { $0.containers.first?.imageDigest == first }?.id ?? ""
  try cloud.call("StopTask", #"{"cluster": "harbor", "task": "\#(old)"}"#)
  cloud.advance(seconds: 180)
  #expect(cloud.tasks(ofService: "web").contains { $0.id != old && $0.desiredStatus == .running })
  #expect(cloud.digests() == [first])
}

/// An image that has lost its tag stays in its repository until it is deleted; then nobody can pull it any more.
@Test func anImageThatWasDeletedCanNotBePulled() throws {
  var cloud = try TestCloud.pushed()
  let first = try #require(cloud.digests().first)
  try cloud.push()
  let shown = try cloud.call("DescribeImages", #"{"repositoryName":"web"}"#, service: "ecr")["imageDetails"]?.list ?? []
  #expect(shown.map { $0["imageDigest"]?.string == first } == [false, true])
  #expect(shown.map { $0["imageTags"] } == [["latest"], nil])
  try cloud.call(
    "BatchDeleteImage", #"{"repositoryName":"web","imageIds":[{"imageDigest":"\#(first)"}]}"#, service: "ecr")
  try cloud.updateService("web", #""desiredCount": 2"#)
  cloud.advance(seconds: 120)
  #expect(cloud.digests().allSatisfy { $0 == first })
  #expect(
    cloud.tasks(ofService: "web").contains { $0.stoppedReason?.hasPrefix("CannotPullContainerError: ") ?? false })
}

@Test func aForcedDeploymentLooksTheTagUpAnew() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  let digest = try #require(cloud.digests().first)
  cloud.inject("image-slow image=web:95 ready=1s")
  try cloud.updateService("web", #""forceNewDeployment": true"#)
  #expect(try cloud.imagesOfRevision()?[0]?["imageDigest"] == nil, "not before a task has pulled it")
  cloud.advance(seconds: 180)
  let moved = try #require(cloud.digests().first)
  #expect(moved != digest)
  #expect(try cloud.imagesOfRevision()?[0]?["imageDigest"]?.string == moved)
}

@Test func aContainerCanOptOut() throws {
  var cloud = try TestCloud.services()
  try cloud.registerFargate("loose", image: "web:95", more: #", "versionConsistency": "disabled""#)
  try cloud.createService("web", "loose", count: 1)
  cloud.advance(seconds: 120)
  cloud.inject("image-slow image=web:95 ready=1s")
  try cloud.updateService("web", #""desiredCount": 2"#)
  cloud.advance(seconds: 120)
  #expect(Set(cloud.digests()).count == 2)
  #expect(try cloud.imagesOfRevision()?[0]?["imageDigest"] == nil)
}

/// Of twenty tasks ten failures in a row trip the circuit breaker; so do three look-ups in vain.
@Test func threeLookUpsInVainTripTheCircuitBreaker() throws {
  var cloud = try TestCloud.services()
  try cloud.createService(
    "web", "missing:1", count: 20,
    more: #", "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": false}}"#)
  cloud.advance(seconds: 600)
  let told = cloud.story().map { String($0.drop { $0 != " " }.dropFirst()) }
  #expect(told.count { $0.hasPrefix("was unable to place a task. Reason: CannotPullContainerError: ") } == 1)
  #expect(
    told.last { $0.contains("deployment failed") } == "(deployment ecs-svc/N) deployment failed: tasks failed to start."
  )
  #expect(cloud.service()?.primary?.rolloutState == .failed)
}
