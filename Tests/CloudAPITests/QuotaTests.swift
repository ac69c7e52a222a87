/// The account's quotas that are counts: what is still taken, what is not, and what makes room again.
///
/// Source: ECS API-contract fact sheet, section 2. Texts of which it knows only the style are our own.
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

private func plan(_ change: (inout ECS.Quotas) -> Void) -> StartingPlan {
  var plan = StartingPlan.testing
  change(&plan.quotas)
  return plan
}

@Test func anAccountHasSoManyClusters() throws {
  var cloud = TestCloud(plan: plan { $0.clusters = 2 })
  for name in ["quay", "pier"] { try cloud.call("CreateCluster", #"{"clusterName": "\#(name)"}"#) }
  #expect(
    try cloud.refusal("CreateCluster", #"{"clusterName": "dock"}"#)
      == "ClientException: The maximum number of clusters has been reached.")
  try cloud.call("CreateCluster", #"{"clusterName": "pier"}"#)  // it is there already
  try cloud.call("DeleteCluster", #"{"cluster": "pier"}"#)
  try cloud.call("CreateCluster", #"{"clusterName": "dock"}"#)
}

@Test func aClusterHasSoManyServices() throws {
  var cloud = try TestCloud.harbor(plan: plan { $0.servicesPerCluster = 2 })
  try cloud.createService("a", count: 0)
  try cloud.createService("b", count: 0)
  #expect(
    try cloud.refusal("CreateService", TestCloud.createInput("c"))
      == "InvalidParameterException: The service limit of 2 services per cluster has been reached.")
  try cloud.call("CreateCluster", #"{"clusterName": "pier"}"#)
  try cloud.call(
    "CreateService",
    #"{"cluster": "pier", "serviceName": "c", "deploymentController": {"type": "EXTERNAL"}, "desiredCount": 0}"#)
  try cloud.call("DeleteService", #"{"cluster": "harbor", "service": "a"}"#)
  cloud.advance(seconds: 300)
  try cloud.createService("c", count: 0)
}

@Test func aClusterHasSoManyContainerInstances() throws {
  var cloud = TestCloud()
  try cloud.call("CreateCluster")
  for _ in 0..<5_000 { try cloud.call("RegisterContainerInstance") }
  #expect(
    try cloud.refusal("RegisterContainerInstance")
      == "ClientException: The cluster has the maximum number of container instances, 5000, registered.")
}

@Test func aFamilyHasSoManyRevisions() throws {
  var cloud = try TestCloud.harbor()
  try cloud.world.changeRegion("us-east-1", cause: .command(0)) { $0.ecs.families["web"]?.lastRevision = 999_999 }
  try cloud.registerFargate("web", image: "nginx")
  #expect(
    try cloud.refusal(
      "RegisterTaskDefinition",
      #"{"family": "web", "containerDefinitions": [{"name": "app", "image": "nginx", "memory": 128}]}"#)
      == "LimitExceededException: The limit for the resource was exceeded.")
}

// MARK: - Fargate's vCPUs

private func run(_ provider: String, count: Int) -> String {
  #"{"cluster": "harbor", "taskDefinition": "web", "count": \#(count), "capacityProviderStrategy": "#
    + #"[{"capacityProvider": "\#(provider)", "weight": 1}], \#(TestCloud.network)}"#
}

private let reached = "You've reached the limit on the number of vCPUs you can run concurrently"

/// Tasks of `web` have 256 CPU units: four of them are one vCPU.
@Test func fargateTakesSoManyVCPUs() throws {
  var cloud = try TestCloud.harbor(plan: plan { $0.fargateVCPUs = 1 })
  let reply = try cloud.call("RunTask", run("FARGATE", count: 5))
  #expect(reply["tasks"]?.list?.count == 4)
  #expect(reply["failures"] == [["reason": .string(reached)]])
  #expect(try cloud.call("RunTask", run("FARGATE_SPOT", count: 5))["failures"] == [])
  let first = reply["tasks"]?[0]?["taskArn"]?.string ?? ""
  try cloud.call("StopTask", #"{"cluster": "harbor", "task": "\#(first)"}"#)
  #expect(try cloud.call("RunTask", run("FARGATE", count: 1))["tasks"] == [])  // it has not ended yet
  cloud.advance(seconds: 300)
  #expect(try cloud.call("RunTask", run("FARGATE", count: 2))["tasks"]?.list?.count == 1)
}

@Test func fargateSpotHasAQuotaOfItsOwn() throws {
  var cloud = try TestCloud.harbor(plan: plan { $0.fargateSpotVCPUs = 0 })
  #expect(try cloud.call("RunTask", run("FARGATE_SPOT", count: 1))["failures"] == [["reason": .string(reached)]])
  #expect(try cloud.call("RunTask", run("FARGATE", count: 1))["failures"] == [])
}

@Test func aServiceStartsWhatTheQuotaLeavesAndSaysWhy() throws {
  var cloud = try TestCloud.harbor(plan: plan { $0.fargateVCPUs = 1 })
  try cloud.createService("web", "web", count: 6)
  cloud.advance(seconds: 20)
  #expect(cloud.service()?.pendingCount == 4)
  #expect(cloud.story().contains { $0.hasSuffix("was unable to place a task. Reason: \(reached).") })
  #expect(cloud.region?.brokenPromises == [])
}

@Test func aFixtureSaysTheQuotasOfItsAccount() throws {
  let document = try DocumentReader.read(#"{"quotas": {"fargate-vcpus": 6, "clusters": 3}}"#)
  let quotas = try StartingPlan(document: document).quotas
  #expect(quotas.fargateVCPUs == 6 && quotas.clusters == 3 && quotas.fargateSpotVCPUs == 4_000)
}

// MARK: - Capacity provider strategies

@Test func aStrategyNamesAProviderOnce() throws {
  var cloud = try TestCloud.harbor()
  let twice = #"[{"capacityProvider": "FARGATE", "weight": 1}, {"capacityProvider": "FARGATE", "weight": 2}]"#
  let said =
    "InvalidParameterException: A capacity provider strategy can not contain a capacity provider more than once."
  #expect(
    try cloud.refusal(
      "PutClusterCapacityProviders",
      #"{"cluster": "harbor", "capacityProviders": ["FARGATE"], "defaultCapacityProviderStrategy": \#(twice)}"#)
      == said)
  #expect(
    try cloud.refusal(
      "RunTask",
      #"{"cluster": "harbor", "taskDefinition": "web", "capacityProviderStrategy": \#(twice), \#(TestCloud.network)}"#)
      == said)
}
