/// Clusters and task definitions that are in use: counts, and what keeps them from going away.
///
/// Expected values: the project's reference sheet on the ECS API, sections 1.1 (DeleteCluster's order of checks,
/// statistics) and 1.2 (DeleteTaskDefinitions).
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite struct ClusterContentTests {
  private static let service =
    #"{"cluster":"demo","serviceName":"web","taskDefinition":"web","desiredCount":2,"launchType":"FARGATE","#
    + #""networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-a"],"assignPublicIp":"ENABLED"}}}"#

  /// A cluster with a service of two tasks that have had two minutes to start.
  private func harbor() throws -> TestCloud {
    var cloud = TestCloud()
    try cloud.call("CreateCluster", #"{"clusterName":"demo"}"#)
    try cloud.call("RegisterTaskDefinition", TaskDefinitionTests.web)
    try cloud.call("CreateService", Self.service)
    cloud.advance(seconds: 120)
    return cloud
  }

  @Test func aClusterCountsWhatItHolds() throws {
    var cloud = try harbor()
    let cluster = try cloud.call("DescribeClusters", #"{"clusters":["demo"],"include":["STATISTICS"]}"#)["clusters"]?[0]
    #expect(cluster?["runningTasksCount"] == 2)
    #expect(cluster?["pendingTasksCount"] == 0)
    #expect(cluster?["activeServicesCount"] == 1)
    let counted = cluster?["statistics"]?.list?.filter { $0["value"] != "0" }
    #expect(
      counted == [
        ["name": "runningFargateTasksCount", "value": "2"], ["name": "activeFargateServiceCount", "value": "1"],
      ])
  }

  @Test func theCountsAreRightAfterEveryChange() throws {
    var cloud = try harbor()
    for desiredCount in [5, 1, 0] {
      try cloud.call("UpdateService", #"{"cluster":"demo","service":"web","desiredCount":\#(desiredCount)}"#)
      cloud.world.advance(to: cloud.world.now + .seconds(180)) { world, _ in
        expectCountsAreRight(in: world)
        return .goOn
      }
    }
  }

  @Test func tasksKeepAClusterThenServices() throws {
    var cloud = try harbor()
    #expect(
      try cloud.refusal("DeleteCluster", #"{"cluster":"demo"}"#)
        == "ClusterContainsTasksException: The Cluster cannot be deleted while Tasks are active.")
    try cloud.call("UpdateService", #"{"cluster":"demo","service":"web","desiredCount":0}"#)
    cloud.advance(seconds: 300)
    #expect(
      try cloud.refusal("DeleteCluster", #"{"cluster":"demo"}"#)
        == "ClusterContainsServicesException: The Cluster cannot be deleted while Services are active.")
    try cloud.call("DeleteService", #"{"cluster":"demo","service":"web"}"#)
    #expect(try cloud.call("DeleteCluster", #"{"cluster":"demo"}"#)["cluster"]?["status"] == "INACTIVE")
  }

  @Test func aDefinitionInUseStaysUntilNothingUsesIt() throws {
    var cloud = try harbor()
    try cloud.call("DeregisterTaskDefinition", #"{"taskDefinition":"web:1"}"#)
    try cloud.call("DeleteTaskDefinitions", #"{"taskDefinitions":["web:1"]}"#)
    cloud.advance(seconds: 3_600)
    #expect(
      try cloud.call("DescribeTaskDefinition", #"{"taskDefinition":"web:1"}"#)["taskDefinition"]?["status"]
        == "DELETE_IN_PROGRESS")
    try cloud.call("DeleteService", #"{"cluster":"demo","service":"web","force":true}"#)
    cloud.advance(seconds: 900)
    #expect(
      try cloud.refusal("DescribeTaskDefinition", #"{"taskDefinition":"web:1"}"#)
        == "ClientException: Unable to describe task definition.")
  }

  @Test func aServiceIsTaggedByItsLongARN() throws {
    var cloud = try harbor()
    let arn = #""resourceArn":"arn:aws:ecs:us-east-1:123456789012:service/demo/web""#
    try cloud.call("TagResource", "{\(arn),\"tags\":[{\"key\":\"team\",\"value\":\"harbor\"}]}")
    #expect(try cloud.call("ListTagsForResource", "{\(arn)}")["tags"] == [["key": "team", "value": "harbor"]])
  }
}
