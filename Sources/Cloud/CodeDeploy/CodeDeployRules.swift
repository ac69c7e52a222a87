/// What requests can do with applications, deployment groups and deployments.
///
/// In: parsed requests. Out: what was made, with a deployment's first turn pending; or CodeDeploy's refusal. Moves no task
/// and no traffic: that is `CodeDeployTurn`'s.
/// Source: CodeDeploy API reference; texts as users report them. Where none is known it is our own, in AWS's manner.
import Documents
import SimulationKit

extension Region {
  package func codeDeployApplication(_ name: String) throws(ServiceFailure) -> CodeDeploy.Application {
    guard let found = codeDeploy.applications[name] else {
      throw ServiceFailure(
        "ApplicationDoesNotExistException", "No application found for name: \(name)",
        why: "'aws deploy list-applications' shows those there are.")
    }
    return found
  }

  package func codeDeployGroup(
    _ name: String, of application: CodeDeploy.Application
  ) throws(ServiceFailure) -> CodeDeploy.Group {
    guard let found = application.groups[name] else {
      throw ServiceFailure(
        "DeploymentGroupDoesNotExistException", "No Deployment Group found for name: \(name)",
        why: "'aws deploy list-deployment-groups --application-name \(application.name)' shows those there are.")
    }
    return found
  }

  package func codeDeployment(_ id: String) throws(ServiceFailure) -> CodeDeploy.Deployment {
    guard let found = codeDeploy.deployments[id] else {
      throw ServiceFailure(
        "DeploymentDoesNotExistException", "The deployment \(id) could not be found",
        why: "'aws deploy list-deployments' shows those there are.")
    }
    return found
  }

  package mutating func createApplication(
    _ name: String, tags: [Document]
  ) throws(ServiceFailure) -> CodeDeploy.Application {
    guard codeDeploy.applications[name] == nil else {
      throw ServiceFailure(
        "ApplicationAlreadyExistsException", "Application already exists with name: \(name)",
        why: "'aws deploy get-application --application-name \(name)' shows it.")
    }
    let application = CodeDeploy.Application(id: mint.uuid(), name: name, createdAt: now, tags: tags)
    codeDeploy.applications[name] = application
    recordCodeDeploy("application/\(name)", "created")
    return application
  }

  /// One that is not there is deleted already.
  package mutating func deleteApplication(_ name: String) {
    guard codeDeploy.applications.removeValue(forKey: name) != nil else { return }
    recordCodeDeploy("application/\(name)", "deleted")
  }

  package mutating func createDeploymentGroup(
    _ name: String, of application: CodeDeploy.Application, _ settings: CodeDeploy.GroupSettings
  ) throws(ServiceFailure) -> CodeDeploy.Group {
    guard application.groups[name] == nil else {
      throw ServiceFailure(
        "DeploymentGroupAlreadyExistsException", "Deployment Group already exists with name: \(name)",
        why: "'aws deploy get-deployment-group' shows it; delete it first to make it anew.")
    }
    try check(settings)
    let group = CodeDeploy.Group(id: mint.uuid(), name: name, application: application.name, settings: settings)
    codeDeploy.applications[application.name]?.groups[name] = group
    recordCodeDeploy("deployment-group/\(name)", "created", cluster: settings.service.cluster)
    return group
  }

  package mutating func deleteDeploymentGroup(_ name: String, of application: String) {
    guard codeDeploy.applications[application]?.groups.removeValue(forKey: name) != nil else { return }
    recordCodeDeploy("deployment-group/\(name)", "deleted")
  }

  private func check(_ settings: CodeDeploy.GroupSettings) throws(ServiceFailure) {
    guard identity.role(settings.serviceRole)?.trusts.contains("codedeploy.amazonaws.com") ?? false else {
      throw ServiceFailure(
        "InvalidRoleException",
        "AWS CodeDeploy does not have the permissions required to assume the role \(settings.serviceRole).",
        why: "The role must exist, and its trust policy name the service codedeploy.amazonaws.com.")
    }
    let key = settings.service
    guard let service = ecs.services[key], service.status == .active else {
      throw ServiceFailure(
        "InvalidECSServiceException",
        "Could not load ECS service information for cluster: \(settings.clusterReference), service: "
          + "\(settings.serviceReference).",
        why: "'aws ecs describe-services --cluster \(key.cluster) --services \(key.name)' must show it ACTIVE.")
    }
    try checkController(of: service)
    if let other = codeDeploy.applications.values.lazy.flatMap(\.groups.values)
      .first(where: { $0.settings.service == key })
    {
      throw ServiceFailure(
        "ECSServiceMappingLimitExceededException",
        "The Amazon ECS service is associated with more than one deployment groups. An Amazon ECS service can be "
          + "associated with only one deployment group.",
        why: "'\(key.name)' belongs to the deployment group '\(other.name)' of '\(other.application)'.")
    }
    try check(settings.pair, settings.traffic)
  }

  private func checkController(of service: ECS.Service) throws(ServiceFailure) {
    guard service.controller == .codeDeploy else {
      throw ServiceFailure(
        "InvalidECSServiceException",
        "Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.",
        why: "The deployments of '\(service.key.name)' are made by \(service.controller.rawValue); a service takes "
          + "CODE_DEPLOY when it is created with --deployment-controller type=CODE_DEPLOY.")
    }
  }

  private func check(
    _ pair: CodeDeploy.TargetGroupPair, _ traffic: CodeDeploy.TrafficConfiguration
  ) throws(ServiceFailure) {
    func invalid(_ message: String, _ why: String) -> ServiceFailure {
      ServiceFailure("InvalidTargetGroupPairException", message, why: why)
    }
    for name in pair.targetGroups where targetGroup(named: name) == nil {
      throw invalid(
        "The target group \(name) could not be found.", "'aws elbv2 describe-target-groups' shows those there are.")
    }
    for arn in pair.production + pair.test {
      guard let listener = loadBalancing.listeners[arn],
        let balancer = loadBalancing.loadBalancers[listener.loadBalancer]
      else {
        throw invalid(
          "The listener \(arn) could not be found.",
          "'aws elbv2 describe-listeners --load-balancer-arn ARN' shows those of a load balancer.")
      }
      guard balancer.kind == .application || traffic == .allAtOnce else {
        throw ServiceFailure(
          "InvalidTrafficRoutingConfigurationException",
          "Only ALB supports gradual traffic routing, use AllAtOnce Traffic routing instead when you create/update "
            + "Deployment group",
          why: "'\(balancer.name)' is a network load balancer: take CodeDeployDefault.ECSAllAtOnce.")
      }
    }
  }

  func targetGroup(named name: String) -> LoadBalancing.TargetGroup? {
    loadBalancing.targetGroups.values.first { $0.name == name }
  }

  // MARK: - Deployments

  package mutating func createDeployment(
    of group: CodeDeploy.Group, _ settings: CodeDeploy.GroupSettings, _ revision: CodeDeploy.Revision,
    description: String?
  ) throws(ServiceFailure) -> CodeDeploy.Deployment {
    if let active = codeDeploy.deploymentUnderWay(of: settings.service) {
      throw ServiceFailure(
        "DeploymentLimitExceededException",
        "The Deployment Group '\(group.name)' already has an active Deployment '\(active.id)'",
        why: "One service is deployed to once at a time: 'aws deploy wait deployment-successful --deployment-id "
          + "\(active.id)' waits for it, 'aws deploy stop-deployment' ends it.")
    }
    if let service = ecs.services[settings.service] { try checkController(of: service) }
    try check(settings.pair, settings.traffic)
    return begin(
      CodeDeploy.Deployment(
        id: newDeploymentID(), of: group, settings: settings, revision: revision, description: description, at: now))
  }

  mutating func newDeploymentID() -> String { "d-" + mint.capitals(9) }

  @discardableResult
  mutating func begin(_ deployment: CodeDeploy.Deployment) -> CodeDeploy.Deployment {
    codeDeploy.deployments[deployment.id] = deployment
    codeDeploy.applications[deployment.application]?.groups[deployment.group]?.lastAttempted = deployment.id
    record(deployment, "Created", reason: deployment.takesBack.map { "rolls back \($0)" })
    askForCodeDeployTurn(deployment.id, after: timing.codeDeploy.start)
    return codeDeploy.deployments[deployment.id] ?? deployment
  }

  /// - Parameter rollsBack: nil: as its deployment group says.
  package mutating func stopDeployment(_ id: String, rollsBack: Bool?) throws(ServiceFailure) {
    let deployment = try codeDeployment(id)
    guard !deployment.status.isOver else { throw .alreadyCompleted(deployment) }
    let goesBack = rollsBack ?? deployment.settings.autoRollback?.isFor(.stop) ?? false
    finish(
      id, as: .stopped, .init(code: "MANUAL_STOP", message: "The deployment was stopped on request."),
      rollsBack: goesBack)
  }

  /// - Parameter endsTerminationWait: otherwise it goes on with traffic.
  package mutating func continueDeployment(_ id: String, endsTerminationWait: Bool) throws(ServiceFailure) {
    let deployment = try codeDeployment(id)
    guard !deployment.status.isOver else { throw .alreadyCompleted(deployment) }
    let wanted: CodeDeploy.Deployment.Phase = endsTerminationWait ? .awaitingTermination : .awaitingWord
    guard deployment.phase == wanted else {
      throw ServiceFailure(
        "DeploymentIsNotInReadyStateException",
        "The deployment does not have a status of Ready and can't continue yet.",
        why: endsTerminationWait
          ? "Its original task set is not waiting to be terminated now."
          : "READY_WAIT is for a deployment whose group says actionOnTimeout=STOP_DEPLOYMENT, once it is Ready.")
    }
    record(deployment, endsTerminationWait ? "told to terminate the original task set" : "told to go on")
    codeDeploy.deployments[id]?.status = .inProgress
    if endsTerminationWait { terminateOriginal(id) } else { reach(.beforeAllowTraffic, of: id) }
  }

  private mutating func recordCodeDeploy(_ source: String, _ what: String, cluster: String? = nil) {
    record(EventRecord.Draft(.command, source: source, cluster: cluster, message: what))
  }

  mutating func record(_ deployment: CodeDeploy.Deployment, _ what: String, reason: String? = nil) {
    record(
      EventRecord.Draft(
        .deploymentStateChange, source: "codedeploy/\(deployment.id)", cluster: deployment.settings.service.cluster,
        message: what, reason: reason))
  }
}

extension ServiceFailure {
  fileprivate static func alreadyCompleted(_ deployment: CodeDeploy.Deployment) -> ServiceFailure {
    ServiceFailure(
      "DeploymentAlreadyCompletedException", "The deployment \(deployment.id) is already complete.",
      why: "It is \(deployment.status.rawValue); what has ended is taken back by deploying what ran before.")
  }
}
