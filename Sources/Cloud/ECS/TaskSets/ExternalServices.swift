/// Services whose rollouts somebody else carries out: what CreateService and UpdateService may say about them.
///
/// In: parsed requests. Out: the service as it then is; or AWS's refusal of what belongs to a task set.
/// Source: ECS API reference, CreateService, UpdateService ("deployment controller"); ECS Developer Guide, "Deploy Amazon
/// ECS services using a third-party controller".
import SimulationKit

extension Region {
  /// A service of controller EXTERNAL: a name and a count, without tasks until it gets a task set.
  mutating func createExternalService(
    _ order: ECS.ServiceOrder, cluster: ECS.Cluster
  ) throws(ServiceFailure) -> ECS.Service {
    let settings = order.settings
    try checkBelongsToService(settings)
    try checkIsUnwired(settings.wiring)
    guard order.schedulingStrategy == .replica else {
      throw .invalidParameter(
        "The daemon scheduling strategy is not supported by the EXTERNAL deployment controller.",
        why: "A task set is a share of a desired count, and a daemon service has none: use REPLICA.")
    }
    var configuration = ECS.DeploymentConfiguration()
    configuration.adopt(settings)
    try check(configuration, settings, verb: "created")
    var service = ECS.Service(
      key: order.key, desiredCount: settings.desiredCount ?? 0, schedulingStrategy: .replica,
      deploymentConfiguration: configuration, createdAt: now, createdBy: order.principal,
      clientToken: order.clientToken, createRequest: order.request)
    service.controller = order.controller
    service.tags = order.tags
    service.launchType = .ec2
    service.availabilityZoneRebalancing = false
    service.adopt(sharedSettings: settings)
    ecs.services[order.key] = nil
    ecs.services[order.key] = service
    record(
      EventRecord.Draft(
        .command, source: "service/\(order.key.name)", cluster: order.key.cluster, message: "service created"))
    askForServiceTurn(order.key, isOrder: true)
    return ecs.services[order.key] ?? service
  }

  /// What a service of controller CODE_DEPLOY begins with: one PRIMARY task set that is all of it.
  mutating func beginFirstTaskSet(_ draft: ECS.ServiceDraft, of key: ECS.ServiceKey) {
    var order = ECS.TaskSetOrder(taskDefinition: "\(draft.definition.family):\(draft.definition.revision)")
    order.scale = .whole
    beginTaskSet(order, draft, of: key, as: .primary)
    change(key) { $0.availabilityZoneRebalancing = false }
    askForServiceTurn(key, isOrder: true)
  }

  mutating func updateTaskSetService(
    _ service: ECS.Service, _ settings: ECS.ServiceSettings, forceNewDeployment: Bool
  ) throws(ServiceFailure) -> ECS.Service {
    try checkMayUpdate(service, settings, forceNewDeployment: forceNewDeployment)
    try checkIsUnwired(settings.wiring)
    var configuration = service.deploymentConfiguration
    configuration.adopt(settings)
    try check(configuration, settings, verb: "updated")
    if settings.enableExecuteCommand == true {
      for set in service.deployments where taskDefinition(set.family, set.revision)?.taskRoleARN == nil {
        throw .noTaskRole(verb: "updated")
      }
    }
    change(service.key) { service in
      service.desiredCount = settings.desiredCount ?? service.desiredCount
      service.deploymentConfiguration = configuration
      service.adopt(sharedSettings: settings)
    }
    recordUpdate(of: service, settings)
    askForServiceTurn(service.key, isOrder: true)
    return ecs.services[service.key] ?? service
  }

  private func check(
    _ configuration: ECS.DeploymentConfiguration, _ settings: ECS.ServiceSettings, verb: String
  ) throws(ServiceFailure) {
    try checkExpressions(of: settings.placementConstraints ?? [])
    try checkPercentages(configuration, rebalances: settings.availabilityZoneRebalancing ?? false, verb: verb)
    guard configuration.strategy == .rolling, configuration.lifecycleHooks.isEmpty,
      configuration.alarms?.isEnabled != true, !configuration.circuitBreakerEnabled
    else {
      throw .invalidParameter(
        "The deployment strategy, circuit breaker, alarms and lifecycle hooks are only supported by the ECS deployment "
          + "controller.",
        why: "They steer rollouts that ECS carries out; with task sets the one who creates them decides.")
    }
    guard settings.availabilityZoneRebalancing != true else {
      throw .invalidParameter(
        "The service couldn't be \(verb) because Availability Zone Rebalancing is only supported by the ECS deployment "
          + "controller.",
        why: "Leave --availability-zone-rebalancing out, or say DISABLED.")
    }
    if let seconds = settings.healthCheckGracePeriodSeconds, seconds < 0 {
      throw .invalidParameter("healthCheckGracePeriodSeconds must be at least 0")
    }
  }

  /// What is said of each task set is not said of the service.
  private func checkBelongsToService(_ settings: ECS.ServiceSettings) throws(ServiceFailure) {
    for (isGiven, text) in [
      (settings.taskDefinition != nil, "TaskDefinition must be blank"),
      (settings.launchType != nil, "LaunchType must be blank"),
      (settings.capacityProviderStrategy?.isEmpty == false, "CapacityProviderStrategy must be empty or null"),
      (settings.platformVersion != nil, "PlatformVersion must be blank"),
      (settings.networkConfiguration != nil, "NetworkConfiguration must be blank"),
      (settings.loadBalancers?.isEmpty == false, "LoadBalancers must be empty or null"),
    ] where isGiven {
      throw .invalidParameter(
        text,
        why: "With an EXTERNAL deployment controller that is said of each task set: give it to 'aws ecs "
          + "create-task-set'.")
    }
  }

  private func checkIsUnwired(_ wiring: ECS.WiringSettings) throws(ServiceFailure) {
    guard wiring.serviceRegistries?.isEmpty ?? true else {
      throw .invalidParameter(
        "ServiceRegistries must be empty or null",
        why: "That is said of each task set: give it to 'aws ecs create-task-set'.")
    }
    guard wiring.serviceConnect?.isEnabled != true, wiring.volumes?.isEmpty ?? true, wiring.vpcLattice?.isEmpty ?? true
    else {
      throw .invalidParameter(
        "Service Connect, volume configurations and VPC Lattice are only supported by the ECS deployment controller.",
        why: "They come and go with deployments that ECS carries out; leave them out here.")
    }
  }

  private func checkMayUpdate(
    _ service: ECS.Service, _ settings: ECS.ServiceSettings, forceNewDeployment: Bool
  ) throws(ServiceFailure) {
    let isCodeDeploy = service.controller == .codeDeploy
    let tail =
      "on services with \(isCodeDeploy ? "a CODE_DEPLOY" : "an EXTERNAL") deployment controller. "
      + (isCodeDeploy ? "Use AWS CodeDeploy to trigger a new deployment." : "Create a new task set instead.")
    for (isGiven, beginning) in [
      (settings.taskDefinition != nil, "Unable to update task definition"),
      (settings.networkConfiguration != nil, "Unable to update network parameters"),
      (settings.platformVersion != nil, "Unable to update platform version"),
      (settings.capacityProviderStrategy != nil, "Unable to update capacity provider strategy"),
      (settings.loadBalancers != nil, "Unable to update load balancers"),
      (forceNewDeployment, "Cannot force a new deployment"),
    ] where isGiven {
      throw .invalidParameter(
        "\(beginning) \(tail)",
        why: "The service's own settings can change (count, placement, tags); what its tasks run is a task set's: "
          + "'aws ecs create-task-set'.")
    }
  }
}

extension ECS.Service {
  /// Takes over the settings that a service has whoever carries out its rollouts.
  fileprivate mutating func adopt(sharedSettings settings: ECS.ServiceSettings) {
    placementConstraints = settings.placementConstraints ?? placementConstraints
    placementStrategy = settings.placementStrategy ?? placementStrategy
    healthCheckGracePeriodSeconds = settings.healthCheckGracePeriodSeconds ?? healthCheckGracePeriodSeconds
    enableExecuteCommand = settings.enableExecuteCommand ?? enableExecuteCommand
    enableECSManagedTags = settings.enableECSManagedTags ?? enableECSManagedTags
    if let word = settings.propagateTags { propagateTags = word == "NONE" ? nil : word }
  }
}
