/// What requests can do with services: find, create and update them.
///
/// In: parsed requests. Out: the service as it then is, with a turn of its scheduler pending; or AWS's refusal.
/// Starts and stops no task: that is the scheduler's.
/// Source: ECS API reference, CreateService, UpdateService.
import Documents
import SimulationKit

extension Region {
  /// The key that `reference` (a name or an ARN) stands for; nil where it is an ARN of another cluster or Region.
  package func serviceKey(_ reference: String, cluster: ECS.Cluster) -> ECS.ServiceKey? {
    guard ResourceARN.isARN(reference) else { return ECS.ServiceKey(cluster: cluster.name, name: reference) }
    guard let arn = try? ResourceARN(parsing: reference), isOurs(arn), arn.kind == "service", let name = arn.path.last,
      arn.path.count == 1 || (arn.path.count == 2 && arn.path[0] == cluster.name)
    else { return nil }
    return ECS.ServiceKey(cluster: cluster.name, name: name)
  }

  package func service(_ reference: String, cluster: ECS.Cluster) -> ECS.Service? {
    serviceKey(reference, cluster: cluster).flatMap { ecs.services[$0] }
  }

  /// The service that a CreateService request of this name would meet.
  /// - Returns: the existing one where the request repeats the one that made it, nil where the name is free.
  /// - Throws: InvalidParameterException where the name is taken, or still DRAINING.
  package func existingService(
    _ key: ECS.ServiceKey, clientToken: String?, request: Document.Object
  ) throws(ServiceFailure) -> ECS.Service? {
    guard let service = ecs.services[key] else { return nil }
    switch service.status {
    case .inactive: return nil
    case .draining:
      throw .invalidParameter(
        "Unable to Start a service that is still Draining.",
        why: "The deleted service '\(key.name)' keeps its name until its tasks have stopped: "
          + "'aws ecs wait services-inactive' waits for that.")
    case .active:
      guard let clientToken, clientToken == service.clientToken, request == service.createRequest else {
        throw .invalidParameter(
          "Creation of service was not idempotent.",
          why: "The cluster '\(key.cluster)' already has a service '\(key.name)': change it with "
            + "'aws ecs update-service', delete it, or choose another name.")
      }
      return service
    }
  }

  package mutating func createService(
    _ order: ECS.ServiceOrder, cluster: ECS.Cluster
  ) throws(ServiceFailure) -> ECS.Service {
    try checkServiceLinkedRole()
    try checkServiceQuota(inCluster: cluster.name)
    switch order.controller {
    case .ecs: break
    case .external: return try createExternalService(order, cluster: cluster)
    case .codeDeploy:
      let balancers = order.settings.loadBalancers ?? []
      guard balancers.isEmpty || balancers.hasClassic else { break }
      throw .invalidParameter(
        "When the deployment controller is CODE_DEPLOY, the service requires an Application Load Balancer or Network "
          + "Load Balancer.",
        why: "CodeDeploy shifts traffic between two target groups of a load balancer: give --load-balancers, or leave "
          + "the rollouts to ECS.")
    }
    guard let reference = order.settings.taskDefinition else {
      throw .invalidParameter(
        "TaskDefinition can not be blank.", why: "Say what the service is to run: --task-definition FAMILY.")
    }
    let definition = try taskDefinition(toRun: reference)
    let draft = ECS.ServiceDraft(creating: order, definition, cluster: cluster)
    try check(draft, cluster: cluster)
    try checkDiscoveryQuota(order.settings.desiredCount ?? 0, draft.wiring)
    var service = ECS.Service(
      key: order.key, desiredCount: order.settings.desiredCount ?? 0, schedulingStrategy: order.schedulingStrategy,
      deploymentConfiguration: draft.deploymentConfiguration, createdAt: now, createdBy: order.principal,
      clientToken: order.clientToken, createRequest: order.request)
    service.tags = order.tags
    service.adopt(draft, order.settings)
    service.firstLaunchType = draft.launchType
    service.controller = order.controller
    if service.schedulingStrategy == .daemon { service.desiredCount = eligibleInstances(for: service).count }
    // Metrics outlive a deleted service of the same name.
    if let earlier = ecs.services[order.key] { service.usage = earlier.usage }
    ecs.services[order.key] = nil
    ecs.services[order.key] = service
    record(
      EventRecord.Draft(
        .command, source: "service/\(order.key.name)", cluster: order.key.cluster, message: "service created"))
    switch order.controller {
    case .ecs:
      beginDeployment(
        of: order.key, (definition.family, definition.revision), network: draft.networkConfiguration)
    case .codeDeploy, .external: beginFirstTaskSet(draft, of: order.key)
    }
    return ecs.services[order.key] ?? service
  }

  package mutating func updateService(
    _ key: ECS.ServiceKey, _ settings: ECS.ServiceSettings, forceNewDeployment: Bool, cluster: ECS.Cluster
  ) throws(ServiceFailure) -> ECS.Service {
    guard let service = ecs.services[key] else { throw .serviceNotFound }
    if service.takesTaskSets {
      return try updateTaskSetService(service, settings, forceNewDeployment: forceNewDeployment)
    }
    guard let primary = service.primary else { throw .serviceNotFound }
    let definition = try definition(settings.taskDefinition, of: primary, isForced: forceNewDeployment)
    let draft = try ECS.ServiceDraft(updating: service, settings, definition, cluster: cluster)
    guard !draft.loadBalancersAreNew || !(service.loadBalancers + draft.loadBalancers).hasClassic else {
      throw .invalidParameter(
        "Unable to update load balancers on services with a Classic Load Balancer.",
        why: "A service keeps the Classic Load Balancer it was created with, and takes none later: create another "
          + "service.")
    }
    try check(draft, cluster: cluster)
    try checkDiscoveryQuota(settings.desiredCount ?? service.desiredCount, draft.wiring)
    let isNewDeployment =
      forceNewDeployment || definition.family != primary.family || definition.revision != primary.revision
      || draft.networkConfiguration != primary.networkConfiguration || draft.platformVersion != service.platformVersion
      || draft.wiring != service.wiring || draft.loadBalancersAreNew
      || draft.capacityProviderStrategy != service.capacityProviderStrategy || draft.launchType != service.launchType
      || draft.enableExecuteCommand != service.enableExecuteCommand
      || settings.propagateTags.map { $0 != service.propagateTags ?? "NONE" } ?? false
    change(key) { service in
      service.desiredCount = settings.desiredCount ?? service.desiredCount
      service.deploymentConfiguration = draft.deploymentConfiguration
      service.adopt(draft, settings)
    }
    recordUpdate(of: service, settings)
    if isNewDeployment {
      beginDeployment(of: key, (definition.family, definition.revision), network: draft.networkConfiguration)
    }
    askForServiceTurn(key, isOrder: true)
    return ecs.services[key] ?? service
  }

  /// With the desired count, where that is another one and ECS's own doing: the bus is told of it.
  ///
  /// - Parameter service: as it was before.
  mutating func recordUpdate(of service: ECS.Service, _ settings: ECS.ServiceSettings) {
    let isTold = settings.desiredCountIsComputed && settings.desiredCount != service.desiredCount
    let count = isTold ? settings.desiredCount : nil
    record(
      EventRecord.Draft(
        .command, source: "service/\(service.key.name)", cluster: service.key.cluster, message: "service updated",
        detail: count.map { ["desiredCount": .integer($0)] } ?? [:]))
  }

  /// The text is our own.
  private func checkServiceQuota(inCluster cluster: String) throws(ServiceFailure) {
    let most = quotas.servicesPerCluster
    guard ecs.services.count >= most,
      ecs.services.values.count(where: { $0.key.cluster == cluster && $0.status != .inactive }) >= most
    else { return }
    throw .invalidParameter(
      "The service limit of \(most) services per cluster has been reached.",
      why: "Delete a service of '\(cluster)' that is no longer needed, or use another cluster.")
  }

  /// Source: ECS Developer Guide, "Amazon ECS service quotas", tasks per service; the text is our own.
  private func checkDiscoveryQuota(_ desiredCount: Int, _ wiring: ECS.ServiceWiring) throws(ServiceFailure) {
    let isFound = wiring.serviceConnect?.isEnabled == true || !wiring.serviceRegistries.isEmpty
    guard isFound, desiredCount > ECS.Quotas.discoverableTasksPerService else { return }
    throw .invalidParameter(
      "DesiredCount can not be greater than \(ECS.Quotas.discoverableTasksPerService)",
      why:
        "Cloud Map takes \(ECS.Quotas.discoverableTasksPerService) instances for one service, so one with Service Connect or a "
        + "service registry runs no more tasks than that.")
  }

  /// The task definition after an update: the one named, which must be ACTIVE, else the present one.
  private func definition(
    _ text: String?, of primary: ECS.Deployment, isForced: Bool
  ) throws(ServiceFailure) -> ECS.TaskDefinition {
    let present = taskDefinition(primary.family, primary.revision)
    guard let text else {
      guard let present else { throw .client("TaskDefinition not found.") }
      guard !isForced || present.status == .active else {
        throw .client(
          "TaskDefinition is inactive",
          why: "\(present.family):\(present.revision) was deregistered: the service may go on with it and scale, but "
            + "no new deployment begins from it. Name an ACTIVE revision with --task-definition.")
      }
      return present
    }
    return try taskDefinition(toRun: text)
  }

  /// Why there is no such service: cause and way out.
  package func whyNoService(_ reference: String, cluster: ECS.Cluster) -> String {
    "The cluster '\(cluster.name)' has no service '\(reference)': 'aws ecs list-services --cluster \(cluster.name)' "
      + "shows those it has, and a service of another cluster needs that cluster's name in --cluster."
  }
}

extension ServiceFailure {
  package static let serviceNotFound = ServiceFailure("ServiceNotFoundException", "Service not found.")
}

extension ECS.Service {
  /// Takes over what a draft settled; what the request left out keeps its value.
  fileprivate mutating func adopt(_ draft: ECS.ServiceDraft, _ settings: ECS.ServiceSettings) {
    launchType = draft.launchType
    capacityProviderStrategy = draft.capacityProviderStrategy
    platformVersion = draft.platformVersion
    placementConstraints = draft.placementConstraints
    placementStrategy = draft.placementStrategy
    availabilityZoneRebalancing = draft.availabilityZoneRebalancing
    enableExecuteCommand = draft.enableExecuteCommand
    wiring = draft.wiring
    loadBalancers = draft.loadBalancers
    roleARN = draft.roleARN
    healthCheckGracePeriodSeconds = draft.healthCheckGracePeriodSeconds ?? healthCheckGracePeriodSeconds
    enableECSManagedTags = settings.enableECSManagedTags ?? enableECSManagedTags
    if let word = settings.propagateTags { propagateTags = word == "NONE" ? nil : word }
  }
}

extension ECS.DeploymentConfiguration {
  mutating func adopt(_ settings: ECS.ServiceSettings) {
    maximumPercent = settings.maximumPercent ?? maximumPercent
    minimumHealthyPercent = settings.minimumHealthyPercent ?? minimumHealthyPercent
    if let breaker = settings.circuitBreaker {
      (circuitBreakerEnabled, circuitBreakerRollsBack) = (breaker.enabled, breaker.rollsBack)
      (circuitBreakerResets, circuitBreakerThreshold) = (breaker.resets, breaker.threshold)
    }
    alarms = settings.alarms ?? alarms
    strategy = settings.strategy ?? strategy
    bakeTimeMinutes = settings.bakeTimeMinutes ?? bakeTimeMinutes
    lifecycleHooks = settings.lifecycleHooks ?? lifecycleHooks
    linear = settings.linear ?? linear
    canary = settings.canary ?? canary
  }
}

extension ECS.ServiceDraft {
  fileprivate init(creating order: ECS.ServiceOrder, _ definition: ECS.TaskDefinition, cluster: ECS.Cluster) {
    let settings = order.settings
    var configuration = ECS.DeploymentConfiguration()
    if order.schedulingStrategy == .daemon {
      (configuration.maximumPercent, configuration.minimumHealthyPercent) = (100, 0)
    }
    configuration.adopt(settings)
    var strategy = settings.capacityProviderStrategy ?? []
    if settings.launchType == nil, strategy.isEmpty, order.schedulingStrategy == .replica {
      strategy = cluster.defaultCapacityProviderStrategy
    }
    self.init(
      verb: "created", schedulingStrategy: order.schedulingStrategy,
      desiredCountGiven: order.schedulingStrategy == .daemon ? settings.desiredCount : nil, definition: definition,
      launchType: strategy.isEmpty ? settings.launchType ?? .ec2 : nil, capacityProviderStrategy: strategy,
      platformVersion: settings.platformVersion, networkConfiguration: settings.networkConfiguration,
      deploymentConfiguration: configuration, placementConstraints: settings.placementConstraints ?? [],
      placementStrategy: settings.placementStrategy ?? [],
      healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
      enableExecuteCommand: settings.enableExecuteCommand ?? false,
      availabilityZoneRebalancing: settings.availabilityZoneRebalancing
        ?? (order.schedulingStrategy == .replica && configuration.maximumPercent > 100
          && settings.launchType != .external && !(settings.loadBalancers ?? []).hasClassic
          && settings.placementStrategy?.letsZonesBeEvened != false
          && settings.placementConstraints?.letZonesBeEvened != false))
    loadBalancers = settings.loadBalancers ?? []
    loadBalancersAreNew = true
    vpcLatticeIsNew = true
    roleARN = settings.roleARN
    if platformVersion == nil, runsOnFargate { platformVersion = "LATEST" }
    wiring.adopt(settings.wiring, in: cluster)
  }

  /// - Throws: InvalidParameterException where an emptied strategy leaves nothing to fall back to.
  fileprivate init(
    updating service: ECS.Service, _ settings: ECS.ServiceSettings, _ definition: ECS.TaskDefinition,
    cluster: ECS.Cluster
  ) throws(ServiceFailure) {
    var configuration = service.deploymentConfiguration
    configuration.adopt(settings)
    var strategy = settings.capacityProviderStrategy ?? service.capacityProviderStrategy
    let launchType = service.launchType ?? service.firstLaunchType
    if settings.capacityProviderStrategy?.isEmpty == true, launchType == nil {
      strategy = cluster.defaultCapacityProviderStrategy
      guard !strategy.isEmpty else {
        throw .invalidParameter(
          "No launch type to fall back to for empty capacity provider strategy. "
            + "Your service was not created with a launch type.")
      }
    }
    let network = definition.networkMode == .awsvpc ? service.primary?.networkConfiguration : nil
    self.init(
      verb: "updated", schedulingStrategy: service.schedulingStrategy,
      desiredCountGiven: service.schedulingStrategy == .daemon ? settings.desiredCount : nil, definition: definition,
      launchType: strategy.isEmpty ? launchType : nil, capacityProviderStrategy: strategy,
      platformVersion: settings.platformVersion ?? service.platformVersion,
      networkConfiguration: settings.networkConfiguration ?? network, deploymentConfiguration: configuration,
      placementConstraints: settings.placementConstraints ?? service.placementConstraints,
      placementStrategy: settings.placementStrategy ?? service.placementStrategy,
      healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
      enableExecuteCommand: settings.enableExecuteCommand ?? service.enableExecuteCommand,
      availabilityZoneRebalancing: settings.availabilityZoneRebalancing ?? service.availabilityZoneRebalancing,
      wiring: service.wiring)
    wiring.adopt(settings.wiring, in: cluster)
    loadBalancers = settings.loadBalancers ?? service.loadBalancers
    loadBalancersAreNew = loadBalancers != service.loadBalancers
    vpcLatticeIsNew = wiring.vpcLattice != service.wiring.vpcLattice
    roleARN = service.roleARN
  }
}
