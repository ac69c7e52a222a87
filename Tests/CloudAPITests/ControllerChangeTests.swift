/// What update-service does with another deployment controller.
///
/// Which changes there are and what forbids them: ECS Developer Guide, "Update Amazon ECS service parameters", deployment
/// controller. The words of the refusals are the project's own.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite struct ControllerChangeTests {
  private static let toExternal = #""deploymentController": {"type": "EXTERNAL"}"#
  private static let toECS = #""deploymentController": {"type": "ECS"}"#

  private func broken(_ cloud: TestCloud) -> [String] {
    cloud.world.regions.values.flatMap { $0.brokenPromises + $0.brokenServicePromises }
  }

  @Test func aServiceHandedOverKeepsItsTasksAsAPrimaryTaskSet() throws {
    var (cloud, _) = try TestCloud.steady(count: 2)
    let before = Set(cloud.tasks().map(\.id))
    let reply = try cloud.updateService("web", Self.toExternal)
    #expect(reply["deploymentController"] == ["type": "EXTERNAL"])
    // Replies of a service that was ECS's go on showing deployments instead of task sets.
    #expect(reply["deployments"]?.list?.count == 1)
    #expect(reply["taskSets"] == nil)
    let sets = try cloud.call("DescribeTaskSets", #"{"cluster": "harbor", "service": "web"}"#)["taskSets"]
    #expect(sets?.list?.count == 1)
    #expect(sets?[0]?["status"] == "PRIMARY")
    #expect(sets?[0]?["id"] == reply["deployments"]?[0]?["id"])
    #expect(sets?[0]?["scale"]?["unit"] == "PERCENT")
    cloud.advance(seconds: 300)
    #expect(Set(cloud.tasks().map(\.id)) == before)
    try cloud.updateService("web", #""desiredCount": 3"#)
    cloud.advance(seconds: 300)
    #expect(try cloud.describeService("web")["runningCount"] == 3)
    #expect(broken(cloud) == [])
    // What its tasks run is a task set's now.
    #expect(
      try cloud.refusal("UpdateService", #"{"cluster": "harbor", "service": "web", "taskDefinition": "good:2"}"#)
        == "InvalidParameterException: Unable to update task definition on services with an EXTERNAL deployment "
        + "controller. Create a new task set instead.")
  }

  @Test func aServiceTakenBackIsDeployedByECSFromThenOn() throws {
    var (cloud, _) = try TestCloud.steady(count: 2)
    try cloud.updateService("web", Self.toExternal)
    cloud.advance(seconds: 60)
    let reply = try cloud.updateService("web", Self.toECS)
    #expect(reply["deploymentController"] == ["type": "ECS"])
    #expect(reply["taskSets"] == nil)
    #expect(reply["deployments"]?.list?.compactMap { $0["status"]?.string } == ["PRIMARY", "ACTIVE"])
    cloud.advance(seconds: 600)
    let service = try cloud.describeService("web")
    #expect(service["deployments"]?.list?.compactMap { $0["rolloutState"]?.string } == ["COMPLETED"])
    #expect(service["runningCount"] == 2)
    #expect(broken(cloud) == [])
    #expect(
      try cloud.refusal("DescribeTaskSets", #"{"cluster": "harbor", "service": "web"}"#)
        .hasPrefix("InvalidParameterException: Amazon ECS only supports task set management"))
  }

  @Test func taskSetsMadeByOthersGiveWayToADeployment() throws {
    var cloud = try TestCloud.harbor()
    let external = #"{"cluster": "harbor", "serviceName": "shop", "desiredCount": 2, \#(Self.toExternal)}"#
    try cloud.call("CreateService", external)
    #expect(
      try cloud.refusal("UpdateService", #"{"cluster": "harbor", "service": "shop", \#(Self.toECS)}"#)
        == "InvalidParameterException: Unable to update the deployment controller of a service without a PRIMARY task "
        + "set.")
    let set = try cloud.call(
      "CreateTaskSet",
      #"{"cluster": "harbor", "service": "shop", "taskDefinition": "web", "launchType": "FARGATE", \#(TestCloud.network),"#
        + #" "scale": {"value": 100, "unit": "PERCENT"}}"#)
    let id = set["taskSet"]?["id"]?.string ?? ""
    try cloud.call(
      "UpdateServicePrimaryTaskSet", #"{"cluster": "harbor", "service": "shop", "primaryTaskSet": "\#(id)"}"#)
    cloud.advance(seconds: 200)
    let reply = try cloud.updateService("shop", Self.toECS)
    #expect(reply["launchType"] == "FARGATE")
    #expect(reply["taskDefinition"]?.string?.hasSuffix("task-definition/web:1") == true)
    cloud.advance(seconds: 600)
    #expect(try cloud.describeService("shop")["deployments"]?.list?.count == 1)
    #expect(broken(cloud) == [])
  }

  @Test(arguments: [
    (
      #""deploymentController": {"type": "CODE_DEPLOY"}"#,
      "Unable to update the deployment controller from ECS to CODE_DEPLOY."
    ),
    (
      toExternal + #", "taskDefinition": "good:2""#,
      "Unable to update task definition on services with an EXTERNAL deployment controller. Create a new task set "
        + "instead."
    ),
    (
      toExternal + #", "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true}}"#,
      "The deployment strategy, circuit breaker, alarms and lifecycle hooks are only supported by the ECS deployment "
        + "controller."
    ),
  ])
  func whatCanNotBeHandedOver(members: String, said: String) throws {
    var (cloud, _) = try TestCloud.steady(count: 1)
    #expect(
      try cloud.refusal("UpdateService", #"{"cluster": "harbor", "service": "web", \#(members)}"#)
        == "InvalidParameterException: \(said)")
    #expect(try cloud.describeService("web")["deploymentController"] == ["type": "ECS"])
    cloud.advance(seconds: 60)
    #expect(broken(cloud) == [])
  }

  @Test func notDuringADeployment() throws {
    var cloud = try TestCloud.harbor()
    try cloud.createService()
    #expect(
      try cloud.refusal("UpdateService", #"{"cluster": "harbor", "service": "web", \#(Self.toExternal)}"#)
        == "InvalidParameterException: Unable to update the deployment controller during an ongoing service deployment."
    )
  }

  @Test func notForADaemonService() throws {
    var cloud = try TestCloud.harbor()
    try cloud.call(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "d", "taskDefinition": "host", "schedulingStrategy": "DAEMON"}"#)
    cloud.advance(seconds: 120)
    #expect(
      try cloud.refusal("UpdateService", #"{"cluster": "harbor", "service": "d", \#(Self.toExternal)}"#)
        == "InvalidParameterException: The daemon scheduling strategy is not supported by the EXTERNAL deployment "
        + "controller.")
  }

  @Test(arguments: ["ECS", "EXTERNAL"])
  func aServiceOfCodeDeployIsTakenFromIt(controller: String) throws {
    var cloud = try TestCloud.forCodeDeploy()
    let members = #""deploymentController": {"type": "\#(controller)"}"#
    let reply = try cloud.updateService("web", members)
    #expect(reply["deploymentController"]?["type"]?.string == controller)
    #expect(reply["loadBalancers"]?.list?.count == 1)
    #expect(reply["taskSets"]?.list?.count == (controller == "ECS" ? nil : 1))
    let group = Document.object(try cloud.deploymentGroup()).written()
    #expect(
      try cloud.codeDeployRefusal("CreateDeploymentGroup", group)
        == "InvalidECSServiceException: Deployment group's ECS service must be configured for a CODE_DEPLOY deployment "
        + "controller.")
    cloud.advance(seconds: 900)
    #expect(try cloud.describeService("web")["runningCount"] == 1)
    #expect(broken(cloud) == [])
  }
}
