/// Express services: one call that makes a task definition, a load balancer's rule and target groups, a log group and a
/// Fargate service; one that changes them, one that deletes them.
///
/// In: parsed requests. Out: the service as it then is; or AWS's refusal, before anything changed: all is made in a copy
/// of the Region first. Source: ECS API reference, CreateExpressGatewayService, UpdateExpressGatewayService,
/// DeleteExpressGatewayService; ECS Developer Guide, "Resources created by Amazon ECS Express Mode services".
import Documents
import SimulationKit

extension Region {
  package mutating func createExpressService(
    _ order: ECS.ExpressOrder, read: ECS.TaskDefinitionReader
  ) throws(ServiceFailure) -> ECS.Service {
    var trial = self
    let service = try trial.makeExpressService(order, read: read)
    self = trial
    return service
  }

  private mutating func makeExpressService(
    _ order: ECS.ExpressOrder, read: ECS.TaskDefinitionReader
  ) throws(ServiceFailure) -> ECS.Service {
    let cluster = try expressCluster(order)
    let name = order.serviceName ?? "express-" + mint.hexadecimal(8)
    guard ECS.isName(name) else {
      throw .invalidParameter(
        "ServiceName must match ^[a-zA-Z0-9\\-_]{1,255}$, but was \(name)",
        why: "A service's name holds letters, digits, '-' and '_' only.")
    }
    let key = ECS.ServiceKey(cluster: cluster.name, name: name)
    _ = try existingService(key, clientToken: nil, request: [:])
    try checkInfrastructureRole(order.infrastructureRoleARN)
    let configuration = try newConfiguration(order.settings, key)
    let (definition, isPublic) = try define(configuration, key, read: read, principal: order.principal)
    let resources = try makeResources(for: configuration, key, isPublic: isPublic)

    var settings = ECS.ServiceSettings()
    settings.taskDefinition = "\(definition.family):\(definition.revision)"
    settings.desiredCount = configuration.minTaskCount
    if cluster.capacityProviders.contains("FARGATE") {
      settings.capacityProviderStrategy = [.init(capacityProvider: "FARGATE", weight: 1, base: 1)]
    } else {
      settings.launchType = .fargate
    }
    settings.networkConfiguration = configuration.network(isPublic: isPublic)
    settings.loadBalancers = [configuration.loadBalancer(resources, role: order.infrastructureRoleARN)]
    settings.healthCheckGracePeriodSeconds = ECS.ExpressDefaults.healthCheckGracePeriodSeconds
    settings.enableECSManagedTags = true
    settings.propagateTags = "SERVICE"
    settings.strategy = .canary
    settings.canary = ECS.TrafficSteps(
      tenthsOfPercent: ECS.ExpressDefaults.canaryTenthsOfPercent, bakeMinutes: ECS.ExpressDefaults.canaryBakeMinutes)
    settings.bakeTimeMinutes = ECS.ExpressDefaults.bakeMinutes
    settings.alarms = ECS.DeploymentAlarms(names: [resources.alarm], isEnabled: true, rollsBack: true)
    let service = try createService(
      ECS.ServiceOrder(
        key: key, schedulingStrategy: .replica, settings: settings, clientToken: nil, tags: order.tags, request: [:],
        principal: order.principal), cluster: cluster)
    let architecture = expressArchitecture((definition.family, definition.revision))
    if let id = service.primary?.id { change(key, deployment: id) { $0.overriddenArchitecture = architecture } }
    change(key) { made in
      made.express = ECS.ExpressService(
        infrastructureRoleARN: order.infrastructureRoleARN, resources: resources,
        configurations: service.primary.map { [$0.id: configuration] } ?? [:], updatedAt: service.createdAt)
    }
    try scaleExpressService(key, configuration)
    return ecs.services[key] ?? service
  }

  /// Everything that a request names; the rest stays. What tasks run, or where, makes a new deployment.
  package mutating func updateExpressService(
    _ service: ECS.Service, _ settings: ECS.ExpressSettings, read: ECS.TaskDefinitionReader, principal: String
  ) throws(ServiceFailure) -> ECS.Service {
    var trial = self
    let changed = try trial.changeExpressService(service, settings, read: read, principal: principal)
    self = trial
    return changed
  }

  private mutating func changeExpressService(
    _ service: ECS.Service, _ settings: ECS.ExpressSettings, read: ECS.TaskDefinitionReader, principal: String
  ) throws(ServiceFailure) -> ECS.Service {
    guard let express = service.express, let primary = service.primary,
      let before = express.configurations[primary.id] ?? express.configurations.values.last
    else { throw .serviceNotFound }
    let key = service.key
    let cluster = try activeCluster(key.cluster)
    var configuration = before
    if let reference = settings.taskDefinition { try configuration.adopt(try taskDefinition(toRun: reference)) }
    try configuration.adopt(settings)
    var changes = ECS.ServiceSettings()
    if configuration.taskDefinition != before.taskDefinition
      || configuration.taskDefinition(family: "", region: name) != before.taskDefinition(family: "", region: name)
    {
      let (definition, _) = try define(configuration, key, read: read, principal: principal)
      changes.taskDefinition = "\(definition.family):\(definition.revision)"
    }
    let isPublic = express.resources.isPublic
    if configuration.subnets != before.subnets || configuration.securityGroups != before.securityGroups {
      changes.networkConfiguration = configuration.network(isPublic: isPublic)
    }
    if configuration.containerPort != before.containerPort {
      changes.loadBalancers = [configuration.loadBalancer(express.resources, role: express.infrastructureRoleARN)]
    }
    if configuration.healthCheckPath != before.healthCheckPath {
      var check = LoadBalancing.HealthCheckSettings()
      check.path = configuration.healthCheckPath
      for group in express.resources.targetGroups { _ = try modifyTargetGroup(group, check) }
    }
    let range = configuration.minTaskCount...configuration.maxTaskCount
    if !range.contains(service.desiredCount) {
      changes.desiredCount = min(max(service.desiredCount, range.lowerBound), range.upperBound)
    }
    let updated = try updateService(key, changes, forceNewDeployment: false, cluster: cluster)
    let now = now
    change(key) { service in
      if let id = updated.primary?.id { service.express?.configurations[id] = configuration }
      service.express?.updatedAt = now
    }
    try scaleExpressService(key, configuration)
    return ecs.services[key] ?? updated
  }

  // MARK: - Parts

  /// The cluster that is named; `default` is made where nobody named one and there is none.
  private mutating func expressCluster(_ order: ECS.ExpressOrder) throws(ServiceFailure) -> ECS.Cluster {
    let usual = ECS.ExpressDefaults.clusterName
    if order.cluster == nil, cluster(usual)?.status != .active {
      var request = ECS.ClusterRequest()
      request.capacityProviders = ["FARGATE", "FARGATE_SPOT"]
      return try createCluster(named: usual, request, principal: order.principal)
    }
    return try activeCluster(order.cluster)
  }

  /// `ARM64` or `X86_64`, where a task definition says the other one and its images are made for this one alone.
  /// Source: ECS API reference, RuntimePlatformOverride.
  func expressArchitecture(_ definition: (family: String, revision: Int)) -> String? {
    guard let definition = taskDefinition(definition.family, definition.revision) else { return nil }
    var choices = ["X86_64", "ARM64"]
    for container in definition.containers {
      guard case .found(let behaviour, _) = images.find(ImageReference(container.image), at: now) else { continue }
      choices.removeAll { !behaviour.architectures.contains($0) }
    }
    return choices.contains { $0.lowercased() == definition.cpuArchitecture } ? nil : choices.first
  }

  private func checkInfrastructureRole(_ role: String) throws(ServiceFailure) {
    guard identity.ecsMayAssume(role) else {
      throw .invalidParameter(
        "ECS was unable to assume the infrastructure role '\(role)'. Please verify that the role exists and trusts "
          + "ecs.amazonaws.com.",
        why: identity.role(role) == nil
          ? "There is no role of that name in this account." : "The role does not trust ecs.amazonaws.com.")
    }
  }

  private mutating func newConfiguration(
    _ settings: ECS.ExpressSettings, _ key: ECS.ServiceKey
  ) throws(ServiceFailure) -> ECS.ExpressConfiguration {
    let vpc = network.vpcs.values.first { $0.isDefault }?.id
    let usual = network.subnets.values.filter { $0.vpcID == vpc && $0.route == .internet }.map(\.id)
    guard settings.subnets?.isEmpty == false || !usual.isEmpty else {
      throw .invalidParameter(
        "No default VPC with public subnets was found.",
        why: "Say where the tasks are to run: --network-configuration 'subnets=[SUBNET,SUBNET]'.")
    }
    let subnets = settings.subnets.flatMap { $0.isEmpty ? nil : $0 } ?? usual
    let home = subnets.first.flatMap { network.subnets[$0]?.vpcID }
    let group = network.securityGroups.values.first { $0.vpcID == home && $0.name == "default" }?.id
    let logGroup = "/aws/ecs/\(key.cluster)/\(key.name)-\(mint.hexadecimal(4))"
    var configuration = ECS.ExpressConfiguration(
      executionRoleARN: "", subnets: subnets, securityGroups: group.map { [$0] } ?? [],
      container: ["awsLogsConfiguration": ["logGroup": .string(logGroup), "logStreamPrefix": "ecs"]])
    if let reference = settings.taskDefinition { try configuration.adopt(try taskDefinition(toRun: reference)) }
    try configuration.adopt(settings)
    return configuration
  }

  /// Registers the task definition unless the request named one, once it is known that the network fits.
  /// - Returns: it, and whether users on the internet can reach the service.
  private mutating func define(
    _ configuration: ECS.ExpressConfiguration, _ key: ECS.ServiceKey, read: ECS.TaskDefinitionReader, principal: String
  ) throws(ServiceFailure) -> (ECS.TaskDefinition, isPublic: Bool) {
    let definition: ECS.TaskDefinition
    if let given = configuration.taskDefinition {
      definition = try taskDefinition(toRun: given)
    } else {
      let family = "\(key.cluster)-\(key.name)"
      let request = try read(configuration.taskDefinition(family: String(family.prefix(255)), region: name))
      definition = try registerTaskDefinition(request, principal: principal)
      logs.createGroup(configuration.logGroup, at: now)
    }
    for role in [definition.executionRoleARN, definition.taskRoleARN].compactMap(\.self)
    where !identity.tasksMayAssume(role) {
      throw .client(
        "ECS was unable to assume the role '\(role)' that was provided for this task. Please verify that the role being "
          + "passed has the proper trust relationship and permissions and that your IAM user has permissions to pass "
          + "this role.")
    }
    let isPublic = configuration.subnets.allSatisfy { network.subnets[$0]?.route == .internet }
    try checkServiceNetwork(configuration.network(isPublic: isPublic), for: definition)
    return (definition, isPublic)
  }
}

extension ECS.ExpressConfiguration {
  func network(isPublic: Bool) -> ECS.NetworkConfiguration {
    ECS.NetworkConfiguration(subnets: subnets, securityGroups: securityGroups, assignsPublicIP: isPublic)
  }

  func loadBalancer(_ resources: ECS.ExpressResources, role: String) -> ECS.ServiceLoadBalancer {
    ECS.ServiceLoadBalancer(
      targetGroup: resources.targetGroups.first ?? "", classicName: nil,
      containerName: ECS.ExpressDefaults.containerName, containerPort: containerPort,
      advanced: ECS.AdvancedConfiguration(
        alternateTargetGroup: resources.targetGroups.last ?? "", productionListenerRule: resources.rule,
        testListenerRule: nil, role: role))
  }
}
