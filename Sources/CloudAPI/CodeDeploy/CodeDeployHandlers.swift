/// CodeDeploy at the border: applications, deployment groups and deployments to ECS services.
///
/// In: calls. Out: replies. Source: CodeDeploy API reference, version 2014-10-06, the operations named below.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let codeDeployHandlers: [String: Handler] = [
    "CreateApplication": createApplication,
    "GetApplication": getApplication,
    "ListApplications": listApplications,
    "DeleteApplication": deleteApplication,
    "CreateDeploymentGroup": createDeploymentGroup,
    "GetDeploymentGroup": getDeploymentGroup,
    "ListDeploymentGroups": listDeploymentGroups,
    "DeleteDeploymentGroup": deleteDeploymentGroup,
    "CreateDeployment": createDeployment,
    "GetDeployment": getDeployment,
    "GetDeploymentTarget": getDeploymentTarget,
    "ListDeployments": listDeployments,
    "ContinueDeployment": continueDeployment,
    "StopDeployment": stopDeployment,
  ]

  // MARK: - Applications

  @Sendable private static func createApplication(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.applicationName()
    let platform = try call.input.string("computePlatform") ?? "Server"
    guard ["Server", "Lambda", "ECS"].contains(platform) else {
      throw ServiceFailure(
        "InvalidComputePlatformException", "The compute platform \(platform) is invalid.",
        why: "Services of ECS are deployed with --compute-platform ECS.")
    }
    guard platform == "ECS" else {
      throw .notSimulated("An application of the compute platform \(platform) (--compute-platform ECS is)")
    }
    let application = try region.createApplication(name, tags: call.input.document("tags")?.list ?? [])
    return Document.Object(rendering: ["applicationId": application.id])
  }

  @Sendable private static func getApplication(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let application = try region.codeDeployApplication(try call.input.applicationName())
    return Document.Object(rendering: [
      "application": Document.Object(rendering: [
        "applicationId": application.id, "applicationName": application.name, "createTime": application.createdAt,
        "linkedToGitHub": false, "computePlatform": "ECS",
      ])
    ])
  }

  @Sendable private static func listApplications(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let page = try call.input.codeDeployPage(of: region.codeDeploy.applications.keys.elements)
    return Document.Object(rendering: ["applications": page.items, "nextToken": page.nextToken])
  }

  @Sendable private static func deleteApplication(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    region.deleteApplication(try call.input.applicationName())
    return [:]
  }

  // MARK: - Deployment groups

  @Sendable private static func createDeploymentGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let application = try region.codeDeployApplication(try call.input.applicationName())
    let name = try call.input.groupNameOfCodeDeploy()
    let settings = try CodeDeploy.GroupSettings(reading: call.input)
    let group = try region.createDeploymentGroup(name, of: application, settings)
    return Document.Object(rendering: ["deploymentGroupId": group.id])
  }

  @Sendable private static func getDeploymentGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let application = try region.codeDeployApplication(try call.input.applicationName())
    let group = try region.codeDeployGroup(try call.input.groupNameOfCodeDeploy(), of: application)
    return ["deploymentGroupInfo": region.document(of: group)]
  }

  @Sendable private static func listDeploymentGroups(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let application = try region.codeDeployApplication(try call.input.applicationName())
    let page = try call.input.codeDeployPage(of: application.groups.keys.elements)
    return Document.Object(rendering: [
      "applicationName": application.name, "deploymentGroups": page.items, "nextToken": page.nextToken,
    ])
  }

  @Sendable private static func deleteDeploymentGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.groupNameOfCodeDeploy()
    region.deleteDeploymentGroup(name, of: try call.input.applicationName())
    return ["hooksNotCleanedUp": []]
  }

  // MARK: - Deployments

  @Sendable private static func createDeployment(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let application = try region.codeDeployApplication(try input.applicationName())
    let group = try region.codeDeployGroup(try input.groupNameOfCodeDeploy(), of: application)
    let revision = try input.revision()
    var settings = group.settings
    if input.has("deploymentConfigName") { settings.traffic = try input.trafficConfiguration() }
    if input.has("autoRollbackConfiguration") { settings.autoRollback = try input.autoRollback() }
    if let alarms = try input.codeDeployAlarms("overrideAlarmConfiguration") { settings.alarms = alarms }
    let description = try input.string("description")
    let deployment = try region.createDeployment(of: group, settings, revision, description: description)
    return Document.Object(rendering: ["deploymentId": deployment.id])
  }

  @Sendable private static func getDeployment(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    ["deploymentInfo": region.document(of: try region.codeDeployment(try call.input.deploymentID()))]
  }

  @Sendable private static func getDeploymentTarget(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let deployment = try region.codeDeployment(try call.input.deploymentID())
    guard let target = try call.input.string("targetId") else {
      throw ServiceFailure("DeploymentTargetIdRequiredException", "The deployment target ID is required.")
    }
    guard target == deployment.targetID else {
      throw ServiceFailure(
        "DeploymentTargetDoesNotExistException",
        "The deployment target \(target) does not exist in the deployment \(deployment.id).",
        why: "The target of a deployment to ECS is CLUSTER:SERVICE, here \(deployment.targetID).")
    }
    return ["deploymentTarget": region.targetDocument(of: deployment)]
  }

  /// Newest first.
  @Sendable private static func listDeployments(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    if input.isGiven("createTimeRange") { throw .notSimulated("A time range of deployments") }
    let name = try input.string("applicationName")
    let group = try input.string("deploymentGroupName")
    if let name {
      let application = try region.codeDeployApplication(name)
      if let group { _ = try region.codeDeployGroup(group, of: application) }
    } else if group != nil {
      throw .applicationNameRequired
    }
    let words = try input.strings("includeOnlyStatuses") ?? []
    let found = region.codeDeploy.deployments.values.reversed().filter { deployment in
      (name == nil || deployment.application == name) && (group == nil || deployment.group == group)
        && (words.isEmpty || words.contains(deployment.status.rawValue))
    }
    let page = try input.codeDeployPage(of: found.map(\.id))
    return Document.Object(rendering: ["deployments": page.items, "nextToken": page.nextToken])
  }

  @Sendable private static func continueDeployment(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let word = try call.input.string("deploymentWaitType") ?? "READY_WAIT"
    guard ["READY_WAIT", "TERMINATION_WAIT"].contains(word) else {
      throw ServiceFailure("InvalidDeploymentWaitTypeException", "The wait type \(word) is invalid.")
    }
    try region.continueDeployment(try call.input.deploymentID(), endsTerminationWait: word == "TERMINATION_WAIT")
    return [:]
  }

  @Sendable private static func stopDeployment(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let goesBack = try call.input.boolean("autoRollbackEnabled")
    try region.stopDeployment(try call.input.deploymentID(), rollsBack: goesBack)
    return [
      "status": "Succeeded",
      "statusMessage": "No more commands will be scheduled for execution in the deployment instances",
    ]
  }
}
