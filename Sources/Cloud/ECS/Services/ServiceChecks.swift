/// Checks that hold a service's settings against its task definition, its cluster and each other.
///
/// In: settings as they would be after the request. Out: nothing, or AWS's refusal. Changes nothing.
/// The order is the service's: network, launch type, daemon's limits, percentages, rebalancing, command execution.
/// Source: ECS API reference, CreateService and UpdateService.

extension ECS {
  /// A service as it would be, and the word that refusals use for what was asked.
  struct ServiceDraft: Sendable {
    /// `created` or `updated`.
    let verb: String
    let schedulingStrategy: Service.SchedulingStrategy
    var desiredCountGiven: Int?
    var definition: TaskDefinition
    var launchType: LaunchType?
    var capacityProviderStrategy: [CapacityProviderStrategyItem]
    var platformVersion: String?
    var networkConfiguration: NetworkConfiguration?
    var deploymentConfiguration: DeploymentConfiguration
    var placementConstraints: [PlacementConstraint]
    var placementStrategy: [PlacementStrategy]
    var healthCheckGracePeriodSeconds: Int?
    var enableExecuteCommand: Bool
    var availabilityZoneRebalancing: Bool
    var wiring = ServiceWiring()
    var loadBalancers: [ServiceLoadBalancer] = []
    /// False where an update leaves them as they are.
    var loadBalancersAreNew = false
    var vpcLatticeIsNew = false
    var roleARN: String?

    var runsOnFargate: Bool {
      launchType == .fargate || capacityProviderStrategy.contains { $0.capacityProvider.hasPrefix("FARGATE") }
    }
  }
}

extension Region {
  func check(_ draft: ECS.ServiceDraft, cluster: ECS.Cluster) throws(ServiceFailure) {
    try checkServiceNetwork(draft.networkConfiguration, for: draft.definition)
    if draft.schedulingStrategy == .daemon { try checkDaemon(draft) }
    try checkCapacity(draft, cluster: cluster)
    try checkExpressions(of: draft.placementConstraints)
    try checkPercentages(
      draft.deploymentConfiguration, rebalances: draft.availabilityZoneRebalancing, verb: draft.verb)
    try checkRebalancing(draft)
    try checkStrategy(of: draft)
    try checkLoadBalancers(of: draft)
    if draft.enableExecuteCommand, draft.definition.taskRoleARN == nil {
      throw .noTaskRole(verb: draft.verb)
    }
    try check(draft.wiring, for: draft.definition)
    if draft.vpcLatticeIsNew { try checkLattice(draft.wiring.vpcLattice, for: draft.definition) }
  }

  private func checkDaemon(_ draft: ECS.ServiceDraft) throws(ServiceFailure) {
    guard draft.desiredCountGiven == nil else {
      throw .invalidParameter(
        "The daemon scheduling strategy does not support a desired count for services. "
          + "Remove the desired count value and try again",
        why: "A daemon service runs one task on each container instance, so the instances decide how many.")
    }
    guard !draft.runsOnFargate else {
      throw .invalidParameter(
        "The daemon scheduling strategy does not support the FARGATE launch type. Change the launch type and try again",
        why: "Daemons live on container instances, and Fargate has none; use the EC2 launch type.")
    }
    guard draft.placementStrategy.isEmpty else {
      throw .invalidParameter(
        "The daemon scheduling strategy does not support placement strategies. Remove the placement strategy and try "
          + "again")
    }
    guard draft.deploymentConfiguration.maximumPercent <= 100 else {
      throw .invalidParameter(
        "The daemon scheduling strategy does not support values above 100 for maximumPercent. "
          + "Change the value and try again")
    }
    guard !draft.availabilityZoneRebalancing else {
      throw .invalidParameter(
        "The service couldn't be \(draft.verb) because Availability Zone Rebalancing does not support DAEMON "
          + "services.",
        why: "A daemon service has its tasks where the instances are: leave --availability-zone-rebalancing out.")
    }
  }

  private func checkCapacity(_ draft: ECS.ServiceDraft, cluster: ECS.Cluster) throws(ServiceFailure) {
    try checkStrategy(draft.capacityProviderStrategy, cluster: cluster)
    switch draft.launchType {
    case .external: return try checkExternal(draft)
    case .managedInstances: try checkManagedInstances(draft.launchType, draft.platformVersion, draft.definition)
    case .ec2, .fargate, nil: break
    }
    if draft.capacityProviderStrategy.contains(where: {
      ecs.capacityProviders[$0.capacityProvider]?.managedInstances != nil
    }) {
      guard draft.schedulingStrategy != .daemon else {
        throw .invalidParameter(
          "The daemon scheduling strategy does not support managed instances capacity providers.",
          why: "On Managed Instances make a managed daemon instead: 'aws ecs create-daemon'.")
      }
      return try checkManagedInstances(nil, draft.platformVersion, draft.definition)
    }
    guard draft.runsOnFargate else {
      guard draft.platformVersion == nil else { throw .platformVersion(with: .ec2) }
      return try checkPublicAddress(draft.networkConfiguration)
    }
    guard draft.definition.compatibilities.contains(.fargate) else {
      throw .unsupported(
        .fargate,
        why: "\(draft.definition.family):\(draft.definition.revision) was not registered for Fargate: that needs "
          + "networkMode awsvpc, task-level cpu and memory, and requiresCompatibilities FARGATE.")
    }
    try checkFargatePlatform(
      draft.platformVersion, draft.definition, draft.capacityProviderStrategy,
      enableExecuteCommand: draft.enableExecuteCommand)
    guard draft.placementConstraints.isEmpty else {
      throw .invalidParameter("Placement constraints are not supported with FARGATE launch type.")
    }
    guard draft.placementStrategy.isEmpty else {
      throw .invalidParameter("Placement strategies are not supported with FARGATE launch type.")
    }
  }

  /// A machine outside AWS has no load balancer, no service discovery and no zone in front of it. The words of these
  /// refusals are not published: they follow those for other launch types.
  /// Source: ECS Developer Guide, "Amazon ECS clusters for external instances", Considerations.
  private func checkExternal(_ draft: ECS.ServiceDraft) throws(ServiceFailure) {
    try checkExternal(draft.platformVersion, draft.definition)
    for (isGiven, what) in [
      (!draft.loadBalancers.isEmpty, "load balancers"),
      (!draft.wiring.serviceRegistries.isEmpty, "service registries"),
      (draft.wiring.serviceConnect?.isEnabled == true, "Service Connect"),
      (!draft.wiring.vpcLattice.isEmpty, "VPC Lattice"),
    ] where isGiven {
      throw .invalidParameter(
        "The EXTERNAL launch type does not support \(what).",
        why: "External instances suit work that asks others or reads queues: nothing of AWS brings traffic to them.")
    }
    guard !draft.availabilityZoneRebalancing else {
      throw .invalidParameter(
        "The service couldn't be \(draft.verb) because Availability Zone Rebalancing does not support the EXTERNAL "
          + "launch type.",
        why: "A machine outside AWS is in no Availability Zone: leave --availability-zone-rebalancing out.")
    }
  }

  /// The words of these refusals follow that for percentages. Source: runtime sheet, section 3.8.
  private func checkRebalancing(_ draft: ECS.ServiceDraft) throws(ServiceFailure) {
    guard draft.availabilityZoneRebalancing else { return }
    guard draft.placementStrategy.letsZonesBeEvened else {
      throw .invalidParameter(
        "The service couldn't be \(draft.verb) because Availability Zone Rebalancing does not support a placement "
          + "strategy that does not spread over Availability Zones first.",
        why: "Begin the strategy with type=spread,field=\(ECS.zoneAttribute), or add --availability-zone-rebalancing "
          + "DISABLED.")
    }
    guard draft.placementConstraints.letZonesBeEvened else {
      throw .invalidParameter(
        "The service couldn't be \(draft.verb) because Availability Zone Rebalancing does not support placement "
          + "constraints that use \(ECS.zoneAttribute).",
        why: "Such a constraint says where tasks may be, so there is nothing to even out: take it away, or add "
          + "--availability-zone-rebalancing DISABLED.")
    }
  }

  /// `memberOf` needs an expression of the cluster query language.
  func checkExpressions(of constraints: [ECS.PlacementConstraint]) throws(ServiceFailure) {
    for constraint in constraints where constraint.kind == .memberOf {
      do throws(ClusterQuery.SyntaxError) { _ = try ClusterQuery(constraint.expression ?? "") } catch {
        throw .invalidParameter(
          "Invalid expression: \(error.line)",
          why: "A placement expression is 'subject operator value', such as \"attribute:ecs.instance-type =~ t3.*\".")
      }
    }
  }

  func checkPercentages(
    _ configuration: ECS.DeploymentConfiguration, rebalances: Bool, verb: String
  ) throws(ServiceFailure) {
    let (minimum, maximum) = (configuration.minimumHealthyPercent, configuration.maximumPercent)
    guard maximum >= 100 else { throw .invalidParameter("maximumPercent must be at least 100") }
    guard maximum <= 200 else { throw .invalidParameter("maximumPercent must be at most 200") }
    guard minimum >= 0 else { throw .invalidParameter("minimumHealthyPercent must be at least 0") }
    guard minimum <= 100 else { throw .invalidParameter("minimumHealthyPercent must be at most 100") }
    guard minimum < 100 || maximum > 100 else {
      throw .invalidParameter(
        "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block any deployment.",
        why: "With 100/100 no task may be stopped before another starts, nor another started: "
          + "lower minimumHealthyPercent or raise maximumPercent.")
    }
    guard !rebalances || maximum > 100 else {
      throw .invalidParameter(
        "The service couldn't be \(verb) because Availability Zone Rebalancing does not support "
          + "maximumPercent <= 100 % as deployment configuration. Update deployment configuration and try again.",
        why: "Rebalancing needs room for one more task: raise maximumPercent above 100, or add "
          + "--availability-zone-rebalancing DISABLED.")
    }
  }
}

extension ServiceFailure {
  static func noTaskRole(verb: String) -> ServiceFailure {
    .invalidParameter(
      "The service couldn't be \(verb) because a valid taskRoleArn is not being used. "
        + "Specify a valid task role in your task definition and try again.",
      why: "Command execution talks to AWS as the task: give the task definition a taskRoleArn.")
  }
}
