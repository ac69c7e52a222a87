/// A deployment to an ECS service, step by step: a replacement task set, traffic to it, the end of the original.
///
/// In: the deployment, its service, time. Out: task sets made, made primary and deleted, listeners that lead elsewhere, a
/// deployment that succeeded, failed or stopped, and the one that takes it back. "Blue" is the task set in production
/// before, "green" its replacement. CodeDeploy looks at task sets every ten seconds, and only while it waits for one.
/// What a deployment that was stopped or failed leaves behind without a rollback stays until the next one begins, which
/// takes it down first: chosen, AWS does not say.
/// Source: CodeDeploy User Guide, "What happens during an Amazon ECS deployment", "Troubleshoot Amazon ECS deployment
/// issues".
import SimulationKit

extension Region {
  mutating func askForCodeDeployTurn(_ id: String, after delay: Duration) {
    guard let deployment = codeDeploy.deployments[id] else { return }
    codeDeploy.deployments[id]?.turnsAskedFor += 1
    schedule(.codeDeploy(id, request: deployment.turnsAskedFor + 1), after: delay)
  }

  mutating func takeCodeDeployTurn(_ id: String, request: Int) {
    guard let deployment = codeDeploy.deployments[id], deployment.turnsAskedFor == request else { return }
    guard deployment.phase != .over else { return }
    guard let service = ecs.services[deployment.settings.service], service.status == .active else {
      return fail(id, "INVALID_ECS_SERVICE", "The Amazon ECS service identified by the deployment group is not active.")
    }
    let active = activeAlarms(of: deployment)
    guard active.isEmpty else { return stop(deployment, for: active) }
    switch deployment.phase {
    case .starting:
      codeDeploy.deployments[id]?.status = .inProgress
      codeDeploy.deployments[id]?.startedAt = now
      record(deployment, "InProgress")
      if deployment.takesBack == nil { reach(.beforeInstall, of: id) } else { takeBack(deployment, service) }
    case .calling(let event): hear(event, of: deployment)
    case .installing: lookAtReplacement(deployment, service)
    case .awaitingWord: giveUpWaiting(deployment)
    case .shifting(let taken): shiftTraffic(id, taken: taken)
    case .awaitingTermination: terminateOriginal(id)
    case .cleaningUp:
      let leaving = deployment.takesBack == nil ? deployment.blue : deployment.green
      guard !service.deployments.contains(where: { $0.id == leaving }) else {
        return askForCodeDeployTurn(id, after: timing.codeDeploy.look)
      }
      finish(id, as: .succeeded)
    case .over: break
    }
  }

  mutating func changeCodeDeployment(_ id: String, _ body: (inout CodeDeploy.Deployment) -> Void) {
    guard let index = codeDeploy.deployments.index(forKey: id) else { return }
    body(&codeDeploy.deployments.values[index])
  }

  // MARK: - The replacement

  mutating func install(_ id: String) {
    guard let deployment = codeDeploy.deployments[id], let service = ecs.services[deployment.settings.service] else {
      return
    }
    let now = now
    guard identity.codeDeployMayDeploy(deployment.settings.serviceRole) else {
      return fail(
        id, "IAM_ROLE_PERMISSIONS",
        "The IAM role \(deployment.settings.serviceRole) does not give you permission to perform operations in the "
          + "following AWS service: AmazonECS.")
    }
    let pair = deployment.settings.pair.targetGroups.compactMap { targetGroup(named: $0)?.arn }
    guard let blue = service.primary, let blueGroup = blue.targetGroups.first, pair.contains(blueGroup),
      let greenGroup = pair.first(where: { $0 != blueGroup })
    else {
      return fail(
        id, "ELASTIC_LOAD_BALANCING_INVALID",
        "The target group of the primary task set is not one of the deployment group's pair.")
    }
    for listener in deployment.settings.pair.production + deployment.settings.pair.test
    where !leads(listener, to: blueGroup, of: pair) {
      return fail(
        id, "ELASTIC_LOAD_BALANCING_INVALID",
        "The ELB could not be updated due to the following error: Primary taskset target group must be behind listener "
          + listener)
    }
    changeCodeDeployment(id) { deployment in
      deployment.blue = blue.id
      deployment.begin(.install, at: now)
    }
    for left in service.deployments where left.status == .active {
      _ = try? deleteTaskSet(left, of: service.key, force: true)
    }
    // A target is checked only while its group stands behind a listener.
    point(deployment.settings.pair.production, of: deployment, to: [(blueGroup, 100), (greenGroup, 0)])
    do throws(ServiceFailure) {
      guard let service = ecs.services[service.key], let cluster = ecs.clusters[service.key.cluster] else { return }
      let green = try createTaskSet(
        ECS.TaskSetOrder(deployment, beside: blue, targetGroup: greenGroup), of: service, cluster: cluster)
      changeCodeDeployment(id) { deployment in
        deployment.green = green.id
        deployment.enter(.installing, at: now)
      }
      record(deployment, "Install InProgress", reason: "replacement task set \(green.name)")
      askForCodeDeployTurn(id, after: timing.codeDeploy.look)
    } catch {
      fail(
        id, "ECS_UPDATE_ERROR",
        "The ECS service cannot be updated due to an unexpected error: \(error.message ?? error.code) (Service: "
          + "AmazonECS; Status Code: 400; Error Code: \(error.code); Request ID: \(mint.uuid()); Proxy: null).")
    }
  }

  private mutating func lookAtReplacement(_ deployment: CodeDeploy.Deployment, _ service: ECS.Service) {
    let (id, now) = (deployment.id, now)
    guard let green = service.deployments.first(where: { $0.id == deployment.green }), green.status != .draining else {
      return failWithoutTaskSet(id)
    }
    guard green.taskSet?.stability == .steady else {
      guard now - deployment.phaseSince < timing.codeDeploy.longestInstall else {
        return fail(
          id, "TIMEOUT",
          "The deployment timed out while waiting for the replacement task set to become healthy. This time out period "
            + "is 60 minutes.")
      }
      return askForCodeDeployTurn(id, after: timing.codeDeploy.look)
    }
    changeCodeDeployment(id) { $0.finish(.install, at: now) }
    record(deployment, "Install Succeeded", reason: "replacement task set \(green.name) is steady")
    reach(.afterInstall, of: id)
  }

  mutating func allowTestTraffic(_ id: String) {
    guard let deployment = codeDeploy.deployments[id] else { return }
    guard let groups = groups(of: deployment), !deployment.settings.pair.test.isEmpty else { return becomeReady(id) }
    let now = now
    point(deployment.settings.pair.test, of: deployment, to: [(groups.blue, 0), (groups.green, 100)])
    changeCodeDeployment(id) { $0.finish(.allowTestTraffic, at: now) }
    record(deployment, "AllowTestTraffic Succeeded")
    reach(.afterAllowTestTraffic, of: id)
  }

  mutating func becomeReady(_ id: String) {
    guard let deployment = codeDeploy.deployments[id] else { return }
    switch deployment.settings.readiness {
    case .goesOn: reach(.beforeAllowTraffic, of: id)
    case .asks(let span):
      let now = now
      changeCodeDeployment(id) { deployment in
        deployment.status = .ready
        deployment.enter(.awaitingWord, at: now)
      }
      record(deployment, "Ready", reason: "waits for continue-deployment")
      askForCodeDeployTurn(id, after: span)
    }
  }

  private mutating func giveUpWaiting(_ deployment: CodeDeploy.Deployment) {
    guard case .asks(let span) = deployment.settings.readiness else { return }
    finish(
      deployment.id, as: .stopped,
      .init(
        code: "TIMEOUT",
        message: "The deployment timed out while waiting for a notification to continue. This time out period is "
          + "\(span.milliseconds / 60_000) minutes."))
  }

  // MARK: - Traffic, and the end of the original

  mutating func shiftTraffic(_ id: String, taken: Int) {
    guard let deployment = codeDeploy.deployments[id] else { return }
    let traffic = deployment.settings.traffic
    guard let green = present(deployment.green, of: deployment), green.status != .draining,
      let groups = groups(of: deployment), traffic.shares.indices.contains(taken)
    else { return failWithoutTaskSet(id) }
    let (share, now) = (traffic.shares[taken], now)
    point(deployment.settings.pair.production, of: deployment, to: [(groups.blue, 100 - share), (groups.green, share)])
    changeCodeDeployment(id) { deployment in
      if taken == 0 { deployment.begin(.allowTraffic, at: now) }
      deployment.share = share
      deployment.enter(.shifting(taken: taken + 1), at: now)
    }
    record(deployment, "AllowTraffic InProgress", reason: "\(share) % to the replacement")
    guard taken + 1 == traffic.shares.count else { return askForCodeDeployTurn(id, after: traffic.interval) }
    _ = try? makePrimary(green, of: deployment.settings.service)
    changeCodeDeployment(id) { $0.finish(.allowTraffic, at: now) }
    record(deployment, "AllowTraffic Succeeded", reason: "the replacement is primary")
    reach(.afterAllowTraffic, of: id)
  }

  /// The original has its time; one that is kept alive stays when the deployment has succeeded.
  mutating func awaitTermination(_ id: String) {
    guard let deployment = codeDeploy.deployments[id] else { return }
    guard let wait = deployment.settings.terminationWait else {
      if let groups = groups(of: deployment) { point(deployment.listeners, of: deployment, to: [(groups.green, 1)]) }
      return finish(id, as: .succeeded)
    }
    let now = now
    changeCodeDeployment(id) { deployment in
      deployment.terminationWaitStarted = true
      deployment.enter(.awaitingTermination, at: now)
    }
    askForCodeDeployTurn(id, after: wait)
  }

  mutating func terminateOriginal(_ id: String) {
    guard let deployment = codeDeploy.deployments[id] else { return }
    if let groups = groups(of: deployment) { point(deployment.listeners, of: deployment, to: [(groups.green, 1)]) }
    if let blue = present(deployment.blue, of: deployment) {
      _ = try? deleteTaskSet(blue, of: deployment.settings.service, force: true)
      record(deployment, "terminates the original task set", reason: blue.name)
    }
    let now = now
    changeCodeDeployment(id) { $0.enter(.cleaningUp, at: now) }
    askForCodeDeployTurn(id, after: timing.codeDeploy.look)
  }

  // MARK: - Back

  private mutating func takeBack(_ deployment: CodeDeploy.Deployment, _ service: ECS.Service) {
    let id = deployment.id
    guard let blue = present(deployment.blue, of: deployment), blue.status != .draining else {
      return failWithoutTaskSet(id)
    }
    if blue.status != .primary { _ = try? makePrimary(blue, of: service.key) }
    if let group = blue.targetGroups.first { point(deployment.listeners, of: deployment, to: [(group, 1)]) }
    if let green = present(deployment.green, of: deployment) {
      _ = try? deleteTaskSet(green, of: service.key, force: true)
      record(deployment, "terminates the replacement task set", reason: green.name)
    }
    let now = now
    changeCodeDeployment(id) { deployment in
      deployment.finish(
        .beforeInstall, .install, .afterInstall, .allowTestTraffic, .afterAllowTestTraffic, .beforeAllowTraffic,
        .allowTraffic, .afterAllowTraffic, at: now)
      deployment.enter(.cleaningUp, at: now)
    }
    askForCodeDeployTurn(id, after: timing.codeDeploy.look)
  }

  /// Ends a deployment, and begins the one that takes it back where that is asked for and can be.
  mutating func finish(
    _ id: String, as status: CodeDeploy.Deployment.Status, _ failure: CodeDeploy.Deployment.Failure? = nil,
    rollsBack: Bool = false
  ) {
    let now = now
    changeCodeDeployment(id) { deployment in
      deployment.failure = failure
      deployment.end(status, at: now)
    }
    guard let deployment = codeDeploy.deployments[id] else { return }
    record(deployment, status.rawValue, reason: failure?.message)
    guard var group = codeDeploy.group(deployment.group, of: deployment.application) else { return }
    if status == .succeeded {
      // What ran before the first deployment has no revision.
      if deployment.takesBack == nil || group.targetRevision != nil { group.targetRevision = deployment.revision }
      group.lastSuccessful = id
      codeDeploy.applications[deployment.application]?.groups[deployment.group] = group
    }
    guard rollsBack, deployment.takesBack == nil, deployment.green != nil,
      let blue = present(deployment.blue, of: deployment), blue.status != .draining
    else { return }
    var settings = deployment.settings
    settings.traffic = .allAtOnce
    var back = CodeDeploy.Deployment(
      id: newDeploymentID(), of: group, settings: settings,
      revision: deployment.previousRevision ?? deployment.revision, description: nil, takesBack: id, at: now)
    (back.blue, back.green) = (deployment.blue, deployment.green)
    changeCodeDeployment(id) { $0.takenBackBy = back.id }
    begin(back)
  }

  mutating func fail(_ id: String, _ code: String, _ message: String) {
    guard let deployment = codeDeploy.deployments[id] else { return }
    finish(
      id, as: .failed, .init(code: code, message: message),
      rollsBack: deployment.settings.autoRollback?.isFor(.failure) ?? false)
  }

  private mutating func failWithoutTaskSet(_ id: String) {
    fail(
      id, "CODEDEPLOY_RESOURCE_CANNOT_BE_FOUND",
      "A task set of the deployment does not exist in the Amazon ECS service any more.")
  }
}

extension CodeDeploy.Deployment {
  fileprivate var listeners: [String] { settings.pair.production + settings.pair.test }
}

extension Identity {
  /// True where the role may make task sets.
  fileprivate func codeDeployMayDeploy(_ reference: String) -> Bool {
    role(reference)?.may("ecs:CreateTaskSet", byManaged: ManagedPolicy.deploying) ?? false
  }
}

extension ECS.TaskSetOrder {
  /// The replacement: what the AppSpec says, and everything else as the task set beside it.
  fileprivate init(_ deployment: CodeDeploy.Deployment, beside blue: ECS.Deployment, targetGroup: String) {
    let spec = deployment.revision.appSpec
    self.init(taskDefinition: spec.taskDefinition)
    externalID = deployment.id
    scale = .whole
    capacityProviderStrategy =
      spec.capacityProviderStrategy.isEmpty ? blue.capacityProviderStrategy : spec.capacityProviderStrategy
    launchType = capacityProviderStrategy.isEmpty ? blue.launchType : nil
    platformVersion = spec.platformVersion ?? blue.taskSet?.platformVersion
    networkConfiguration = spec.networkConfiguration ?? blue.networkConfiguration
    serviceRegistries = blue.wiring.serviceRegistries
    loadBalancers = [
      ECS.ServiceLoadBalancer(
        targetGroup: targetGroup, classicName: nil, containerName: spec.containerName,
        containerPort: spec.containerPort, advanced: nil)
    ]
  }
}
