/// The load balancers of a service: which container's port stands behind which target group, the checks of that, and
/// which of its deployments users are with.
///
/// In: settings as they would be after the request; a service with its deployments. Out: AWS's refusal or none; the
/// deployment in production, and the target groups that the next one takes. Changes nothing.
/// Source: ECS API reference, LoadBalancer, AdvancedConfiguration; ECS Developer Guide, "Use load balancing to distribute
/// Amazon ECS service traffic". Where no text of AWS is known it is our own, in AWS's manner.

extension ECS {
  package struct ServiceLoadBalancer: Hashable, Sendable {
    /// The ARN; empty where a Classic Load Balancer was asked for.
    package var targetGroup: String
    package var classicName: String?
    package var containerName: String
    package var containerPort: Int
    package var advanced: AdvancedConfiguration?
    package init(
      targetGroup: String, classicName: String?, containerName: String, containerPort: Int,
      advanced: AdvancedConfiguration?
    ) {
      self.targetGroup = targetGroup
      self.classicName = classicName
      self.containerName = containerName
      self.containerPort = containerPort
      self.advanced = advanced
    }
  }

  /// What blue/green, linear and canary deployments need to move traffic: all ARNs.
  package struct AdvancedConfiguration: Hashable, Sendable {
    package var alternateTargetGroup: String
    /// A rule's, or of a network load balancer a listener's.
    package var productionListenerRule: String
    package var testListenerRule: String?
    package var role: String
    package init(
      alternateTargetGroup: String, productionListenerRule: String, testListenerRule: String?, role: String
    ) {
      self.alternateTargetGroup = alternateTargetGroup
      self.productionListenerRule = productionListenerRule
      self.testListenerRule = testListenerRule
      self.role = role
    }
  }
}

extension ECS.Deployment {
  /// Where its tasks are registered for one of its load balancers.
  package func targetGroup(of balancer: ECS.ServiceLoadBalancer) -> String {
    usesAlternates ? balancer.advanced?.alternateTargetGroup ?? balancer.targetGroup : balancer.targetGroup
  }
  /// Those of load balancers, then those of VPC Lattice.
  package var targetGroups: [String] {
    loadBalancers.filter { $0.classicName == nil }.map(targetGroup) + wiring.vpcLattice.map(\.targetGroup)
  }
  /// The Classic Load Balancer with which its tasks' instances are registered.
  package var classicLoadBalancer: String? { loadBalancers.first?.classicName }
  /// True where users come to its tasks by a load balancer or by VPC Lattice.
  package var hasDoors: Bool { !loadBalancers.isEmpty || !wiring.vpcLattice.isEmpty }
}

extension ECS.Service {
  /// The deployment in production that the PRIMARY one stands beside. Users are with whoever got all of them last, done or
  /// not, and with rolling updates since then, which stay behind the same target groups: of these the one with the most
  /// healthy tasks, of equals a completed one, else the newest that has not failed. [SIM] The guide says of a deployment
  /// that is overtaken only that the service is reconciled first.
  func blue(beside id: String?, _ roster: ECS.Roster = ECS.Roster()) -> ECS.Deployment? {
    var others = deployments.filter { $0.id != id }
    if let last = others.firstIndex(where: gotAllUsers) { others.removeSubrange((last + 1)...) }
    let holders = others.filter { !isOnItsWay($0) }
    func merit(_ deployment: ECS.Deployment) -> (Int, Int) {
      let healthy = roster.count { $0.deployment == deployment.id && $0.health == .healthy }
      switch deployment.rolloutState {
      case .completed: return (healthy, 2)
      case .inProgress: return (healthy, 1)
      case .failed: return (healthy, 0)
      }
    }
    return (holders.isEmpty ? others : holders).max { merit($0) < merit($1) }
  }

  /// True where its stages came to the end of the shift, and nobody took the users back.
  func gotAllUsers(_ deployment: ECS.Deployment) -> Bool {
    guard let record = history(of: deployment), record.target.id == deployment.id else { return false }
    return record.rollout?.hasAllUsers ?? false
  }

  /// True where it came to an end while its users were with its blue: nobody misses its tasks, unless it is the blue of the
  /// deployment under way, for want of another.
  func isGivenUp(_ deployment: ECS.Deployment) -> Bool {
    deployment.status != .primary && deployment.id != rolloutUnderWay?.blue && isOnItsWay(deployment)
  }

  /// True where it goes by stages and its users, or most of them, are with its blue.
  private func isOnItsWay(_ deployment: ECS.Deployment) -> Bool {
    guard let record = history(of: deployment), record.target.id == deployment.id else { return false }
    // Without stages it has not begun, or never will.
    guard let rollout = record.rollout else { return record.configuration.strategy != .rolling }
    return rollout.blue != nil && !rollout.hasAllUsers
  }

  /// Whether a deployment behind `balancers` that begins now registers with the alternate target groups: one that goes by
  /// stages takes those that its predecessor does not use, a rolling one stays where that is.
  func takesAlternates(of balancers: [ECS.ServiceLoadBalancer], by strategy: ECS.DeploymentStrategy) -> Bool {
    let pairs = balancers.filter { $0.advanced != nil }
    guard !pairs.isEmpty, let before = blue(beside: nil) else { return false }
    let used = before.targetGroups
    switch strategy {
    case .rolling: return pairs.contains { used.contains($0.advanced?.alternateTargetGroup ?? "") }
    case .blueGreen, .linear, .canary: return pairs.contains { used.contains($0.targetGroup) }
    }
  }
}

extension Region {
  func checkLoadBalancers(of draft: ECS.ServiceDraft) throws(ServiceFailure) {
    let balancers = draft.loadBalancers
    guard balancers.count <= ECS.Quotas.targetGroupsPerService else {
      throw .invalidParameter("loadBalancers can have at most \(ECS.Quotas.targetGroupsPerService) items.")
    }
    if let seconds = draft.healthCheckGracePeriodSeconds {
      guard seconds >= 0 else { throw .invalidParameter("healthCheckGracePeriodSeconds must be at least 0") }
      guard seconds == 0 || !balancers.isEmpty || !draft.wiring.vpcLattice.isEmpty else {
        throw .invalidParameter(
          "Health check grace period is only valid for services configured to use load balancers",
          why: "The grace period says how long a load balancer's checks are ignored; leave it out without one.")
      }
    }
    try checkRole(of: draft)
    try checkClassic(of: draft)
    for balancer in balancers {
      guard let container = draft.definition.containers.first(where: { $0.name == balancer.containerName }) else {
        throw .invalidParameter(
          "The container \(balancer.containerName) does not exist in the task definition.",
          why: "\(draft.definition.family):\(draft.definition.revision) has "
            + draft.definition.containers.map(\.name).joined(separator: ", ") + ".")
      }
      guard container.portMappings.contains(where: { $0.containerPort == balancer.containerPort }) else {
        throw .invalidParameter(
          "The container \(balancer.containerName) did not have a container port \(balancer.containerPort) defined.",
          why: "The port must stand in the container's portMappings.")
      }
      if let name = balancer.classicName {
        try checkClassic(name, of: draft, container.portMappings.first { $0.containerPort == balancer.containerPort })
        continue
      }
      guard draft.loadBalancersAreNew else { continue }
      try checkTargetGroup(balancer.targetGroup, for: draft.definition)
      if let alternate = balancer.advanced?.alternateTargetGroup {
        try checkTargetGroup(alternate, for: draft.definition)
      }
    }
    try checkTraffic(of: draft)
  }

  private func checkRole(of draft: ECS.ServiceDraft) throws(ServiceFailure) {
    guard draft.roleARN != nil else { return }
    guard draft.definition.networkMode != .awsvpc, draft.loadBalancers.count < 2 else {
      throw .invalidParameter(
        "You cannot specify an IAM role for services that require a service linked role.",
        why: "awsvpc tasks and several target groups are wired by the role AWSServiceRoleForECS; leave --role out.")
    }
    guard !draft.loadBalancers.isEmpty else {
      throw .invalidParameter(
        "An IAM role is only valid for services configured to use load balancers", why: "Leave --role out.")
    }
  }

  private func checkTargetGroup(_ arn: String, for definition: ECS.TaskDefinition) throws(ServiceFailure) {
    guard let group = loadBalancing.targetGroups[arn] else {
      throw .invalidParameter(
        "Unable to assume role and validate the specified targetGroupArn. "
          + "Please verify that the ECS service role being passed has the proper permissions.",
        why:
          "There is no target group '\(arn)' here: 'aws elbv2 describe-target-groups' shows those there are, and it is "
          + "the ARN that is wanted, not the name.")
    }
    guard !group.loadBalancers.isEmpty else {
      throw .invalidParameter(
        "The target group with targetGroupArn \(arn) does not have an associated load balancer.",
        why: "A listener or rule must lead to the group first: 'aws elbv2 create-listener' with "
          + "--default-actions Type=forward,TargetGroupArn=ARN.")
    }
    try check(group, isReachedIn: definition.networkMode ?? .bridge)
  }

  /// Tasks with addresses of their own are targets by those, others by their instance.
  func check(_ group: LoadBalancing.TargetGroup, isReachedIn mode: ECS.NetworkMode) throws(ServiceFailure) {
    guard group.targetType == (mode == .awsvpc ? .ip : .instance) else {
      throw .invalidParameter(
        "The provided target group \(group.arn) has target type \(group.targetType.rawValue), which is incompatible with the "
          + "\(mode.rawValue) network mode specified in the task definition.",
        why: mode == .awsvpc
          ? "awsvpc tasks have addresses of their own: make a target group with --target-type ip."
          : "Tasks on the host's network are reached by instance and port: make a target group with "
            + "--target-type instance.")
    }
  }

  /// Strategies that go by stages move traffic, so they have to be told how.
  private func checkTraffic(of draft: ECS.ServiceDraft) throws(ServiceFailure) {
    let strategy = draft.deploymentConfiguration.strategy
    guard strategy != .rolling else { return }
    for balancer in draft.loadBalancers {
      guard let advanced = balancer.advanced else {
        throw .client(
          "advancedConfiguration field is required for all loadBalancers when using the \(strategy.words) deployment "
            + "strategy",
          why: "Blue and green each need a target group, and a listener rule that shares traffic between them: "
            + "advancedConfiguration={alternateTargetGroupArn=ARN,productionListenerRule=ARN,roleArn=ARN}.")
      }
      for rule in [advanced.productionListenerRule, advanced.testListenerRule].compactMap(\.self)
      where listenerRule(rule) == nil {
        throw .invalidParameter(
          "The listener rule \(rule) does not exist.",
          why: "'aws elbv2 describe-rules --listener-arn ARN' shows rules with their ARNs, the default one included.")
      }
    }
  }

  /// By a rule's ARN, or by a listener's for its default rule.
  func listenerRule(_ arn: String) -> LoadBalancing.Rule? {
    loadBalancing.rules[loadBalancing.listeners[arn]?.defaultRule ?? arn]
  }
}
