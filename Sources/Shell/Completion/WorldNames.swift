/// The names that a Region has now for each kind of thing, each with a line of how it stands.
///
/// In: a Region, the values typed so far (`--cluster`, `--task-definition` …). Out: names in the world's own order. Knows
/// which of them the line can mean: services of that cluster, containers of that task definition.
import AWSCommandLine
import Cloud

struct WorldNames {
  let region: Region
  /// By option: `["--cluster": "harbor"]`.
  let context: [String: String]

  private var ecs: ECS.State { region.ecs }

  private var cluster: String { Self.last(of: context["--cluster"] ?? "default") }

  private static func last(of reference: String) -> String {
    reference.split(separator: "/").last.map(String.init) ?? reference
  }

  func names(_ resource: LiveResource) -> [LiveName] {
    switch resource {
    case .cluster: ecs.clusters.values.filter { $0.status == .active }.map(described)
    case .service: ecs.services.values.filter { $0.key.cluster == cluster && $0.status != .inactive }.map(described)
    case .task: tasks
    case .taskDefinition: taskDefinitions
    case .family: ecs.families.values.filter { $0.latestActive != nil }.map(described)
    case .container: containers
    case .containerInstance: containerInstances
    case .capacityProvider: capacityProviders
    case .resource: resources
    case .subnet: region.network.subnets.values.map { LiveName($0.id, Self.words($0.availabilityZone, $0.cidrBlock)) }
    case .securityGroup:
      region.network.securityGroups.values.map { LiveName($0.id, Self.words($0.name, $0.description)) }
    case .networkInterface: networkInterfaces
    case .vpc: region.network.vpcs.values.map { LiveName($0.id, $0.cidrBlock) }
    case .targetGroup:
      region.loadBalancing.targetGroups.values.map { LiveName($0.arn, "Target group \($0.name), port \($0.port)") }
    case .loadBalancer:
      region.loadBalancing.loadBalancers.values.map { LiveName($0.arn, "Load balancer \($0.name)") }
    case .classicLoadBalancer:
      region.loadBalancing.classicLoadBalancers.values.map {
        LiveName($0.name, Self.count($0.instances.count, "instance"))
      }
    case .listener: region.loadBalancing.listeners.values.map { LiveName($0.arn, "Listener on port \($0.port)") }
    case .role: region.identity.roles.values.map { LiveName($0.name, Self.trust($0)) }
    case .logGroup: region.logs.groups.values.map { LiveName($0.name, Self.count($0.streams.count, "log stream")) }
    case .logStream: logStreams
    case .repository: region.repositoryNames.map { LiveName($0) }
    case .region: Self.regions
    case .application:
      region.codeDeploy.applications.values.map { LiveName($0.name, Self.count($0.groups.count, "group")) }
    case .deploymentGroup: deploymentGroups
    case .rule:
      region.eventBridge.rules.values.map { rule in
        LiveName(
          rule.name, Self.words(rule.state.rawValue, rule.schedule ?? "", Self.count(rule.targets.count, "target")))
      }
    case .latticeGroup: region.lattice.targetGroups.values.map { LiveName($0.arn, "\($0.name), port \($0.port)") }
    case .latticeService:
      region.lattice.services.values.map { service in
        LiveName(service.id, Self.words(service.name, Self.count(service.listeners.count, "listener")))
      }
    case .launchTemplate:
      region.ec2.launchTemplates.values.map { LiveName($0.name, Self.count($0.versions.count, "version")) }
    case .routeTable:
      region.network.routeTables.values.map { LiveName($0.id, Self.words($0.vpcID, $0.isMain ? "main" : "")) }
    case .deployment:
      region.codeDeploy.deployments.values.reversed().map { LiveName($0.id, Self.words($0.status.rawValue, $0.group)) }
    }
  }

  private var deploymentGroups: [LiveName] {
    let application = context["--application-name"] ?? context["--codedeploy-application"]
    return region.codeDeploy.applications.values.filter { application == nil || $0.name == application }
      .flatMap(\.groups.values).map { LiveName($0.name, "Service \($0.settings.service.name)") }
  }

  // MARK: ECS

  private func described(_ cluster: ECS.Cluster) -> LiveName {
    let counts = region.counts(ofCluster: cluster.name)
    return LiveName(
      cluster.name,
      Self.words(Self.count(counts.activeServices, "service"), Self.count(counts.runningTasks, "running task")))
  }

  private func described(_ service: ECS.Service) -> LiveName {
    let plan = service.primary.map { "\($0.family):\($0.revision)" } ?? ""
    return LiveName(service.key.name, Self.words(plan, "\(service.runningCount) of \(service.desiredCount) running"))
  }

  private func described(_ family: ECS.Family) -> LiveName {
    LiveName(family.name, family.latestActive.map { "now \(family.name):\($0.revision)" } ?? "")
  }

  private var tasks: [LiveName] {
    let wanted = context["--service"] ?? context["--service-name"]
    return ecs.tasks.all(inCluster: cluster)
      .filter { $0.lastStatus != .stopped && (wanted == nil || $0.service?.name == wanted.map(Self.last)) }
      .map { LiveName($0.id, Self.words($0.group, "\($0.family):\($0.revision)", $0.lastStatus.rawValue)) }
  }

  /// A family by its name alone means its newest revision; revisions are offered once a colon is typed, or where there
  /// are few.
  private var taskDefinitions: [LiveName] {
    ecs.families.values.flatMap { family in
      guard family.latestActive != nil else { return [LiveName]() }
      return [described(family)]
        + family.revisions.filter { $0.status == .active }.map { revision in
          let images = revision.containers.map { Self.last(of: $0.image) }
          let size = [revision.cpuUnits.map { "\($0) CPU" }, revision.memoryMiB.map { "\($0) MiB" }].compactMap { $0 }
          return LiveName("\(family.name):\(revision.revision)", (size + images).joined(separator: ", "))
        }
    }
  }

  private func taskDefinition(_ reference: String) -> ECS.TaskDefinition? {
    let parts = Self.last(of: reference).split(separator: ":").map(String.init)
    guard let name = parts.first, let family = ecs.families[name] else { return nil }
    guard parts.count > 1 else { return family.latestActive }
    return Int(parts[1]).flatMap { family[$0] }
  }

  /// Containers of the task, task definition or service that the line names.
  private var containers: [LiveName] {
    if let id = context["--task"] ?? context["--tasks"], let task = ecs.tasks[Self.last(of: id)] {
      return task.containers.map { LiveName($0.name, Self.words($0.lastStatus.rawValue, Self.last(of: $0.image))) }
    }
    var plan = context["--task-definition"].flatMap(taskDefinition)
    if plan == nil, let service = context["--service"] {
      let found = ecs.services[ECS.ServiceKey(cluster: cluster, name: Self.last(of: service))]
      plan = found?.primary.flatMap { taskDefinition("\($0.family):\($0.revision)") }
    }
    return (plan?.containers ?? []).map { container in
      let ports = container.portMappings.map { "port \($0.containerPort)" }
      return LiveName(container.name, ([Self.last(of: container.image)] + ports).joined(separator: ", "))
    }
  }

  private var containerInstances: [LiveName] {
    ecs.containerInstances.values.filter { $0.cluster == cluster && $0.status != .inactive }.map {
      LiveName($0.id, Self.words($0.instanceType, $0.availabilityZone, $0.status.rawValue))
    }
  }

  private var capacityProviders: [LiveName] {
    ecs.capacityProviders.values.filter { $0.status != .inactive }.map { LiveName($0.name) } + [
      LiveName("FARGATE", "Fargate at its full price"), LiveName("FARGATE_SPOT", "Spare Fargate, may be taken back"),
    ]
  }

  private var resources: [LiveName] {
    ecs.clusters.values.map { LiveName(region.ecsARN("cluster/\($0.name)"), "Cluster \($0.name)") }
      + ecs.services.values.filter { $0.status == .active }.map {
        LiveName(region.ecsARN("service/\($0.key.cluster)/\($0.key.name)"), "Service \($0.key.name)")
      }
      + ecs.families.values.compactMap(\.latestActive).map {
        LiveName(region.ecsARN("task-definition/\($0.family):\($0.revision)"), "Task definition")
      }
  }

  // MARK: Companions

  private var networkInterfaces: [LiveName] {
    ecs.clusters.keys.flatMap { ecs.tasks.all(inCluster: $0) }.compactMap { task in
      task.attachment?.networkInterfaceID.map { LiveName($0, "Of a task of \(task.group)") }
    }
  }

  private var logStreams: [LiveName] {
    guard let group = context["--log-group-name"].flatMap({ region.logs.groups[$0] }) else { return [] }
    return group.streams.map { LiveName($0.key, Self.count($0.value.lines.count, "line")) }
  }

  private static func trust(_ role: Identity.Role) -> String {
    role.trusts.isEmpty ? "" : "For " + role.trusts.joined(separator: ", ")
  }

  private static let regions = [
    LiveName("us-east-1", "N. Virginia"), LiveName("us-east-2", "Ohio"), LiveName("us-west-2", "Oregon"),
    LiveName("eu-central-1", "Frankfurt"), LiveName("eu-west-1", "Ireland"),
  ]

  // MARK: Words

  private static func words(_ parts: String...) -> String { parts.filter { !$0.isEmpty }.joined(separator: ", ") }

  private static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }
}
