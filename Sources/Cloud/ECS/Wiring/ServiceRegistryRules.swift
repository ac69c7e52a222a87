/// Service registries: what a service may say of Cloud Map, and what its tasks would be registered as.
///
/// In: registries, the task definition; tasks that begin or cease to run. Out: AWS's refusal; records in the event log
/// of kind `serviceRegistration` (source `registry/ID`), and the instances of the Cloud Map service.
/// Source: ECS Developer Guide, "Use service discovery to connect Amazon ECS services with DNS names"; ECS API reference,
/// ServiceRegistry.
import Documents

extension Region {
  func check(_ registries: [ECS.ServiceRegistry], for definition: ECS.TaskDefinition) throws(ServiceFailure) {
    guard registries.count <= 1 else {
      throw .invalidParameter(
        "service registries can have at most 1 items.",
        why: "For a second name make a second ECS service, or use Service Connect, which takes several endpoints.")
    }
    guard let registry = registries.first else { return }
    guard let arn = try? ResourceARN(parsing: registry.registryARN), arn.service == "servicediscovery",
      arn.region == name, arn.account == account, arn.kind == "service", arn.path.count == 1,
      let entry = arn.path.first.flatMap({ cloudMap.services[String($0)] })
    else {
      throw .invalidParameter(
        "Invalid registryArn: \(registry.registryARN)",
        why: "It is the ARN of a Cloud Map service that exists, as 'aws servicediscovery list-services' shows it: "
          + "\(arn(service: "servicediscovery", "service/srv-ID")).")
    }
    guard
      definition.networkMode == .awsvpc || entry.records.isEmpty || entry.records.contains(where: { $0.type == "SRV" })
    else {
      throw .invalidParameter(
        "The service registry does not have an SRV record, which the network mode of the task definition needs.",
        why:
          "In bridge and host mode a port of the instance leads to the task, and only SRV records hold ports: make the "
          + "Cloud Map service with --dns-config 'DnsRecords=[{Type=SRV,TTL=60}]'.")
    }
    if let port = registry.port {
      guard (1...65_535).contains(port) else { throw .invalidParameter("port must be between 1 and 65535.") }
      guard registry.containerName == nil, registry.containerPort == nil else {
        throw .invalidParameter(
          "When specifying 'port' for serviceRegistries, 'containerName' and 'containerPort' must be empty.",
          why: "Say either the port itself, or the container and its port that lead to it.")
      }
    }
    guard (registry.containerName == nil) == (registry.containerPort == nil) else {
      throw .invalidParameter(
        "When specifying 'containerName' or 'containerPort' for serviceRegistries, you must specify both.")
    }
    if let container = registry.containerName, let port = registry.containerPort {
      try check(container, port, in: definition)
      guard entry.records.isEmpty || entry.records.contains(where: { $0.type == "SRV" }) else {
        throw .invalidParameter(
          "The values specified for serviceRegistries do not require a value for 'containerPort'",
          why: "An A or AAAA record holds no port, and a task of networkMode awsvpc has an address of its own: leave "
            + "containerName and containerPort out.")
      }
    } else if definition.networkMode != .awsvpc {
      throw .invalidParameter(
        "The values specified for serviceRegistries require a value for 'containerName' and 'containerPort' when the "
          + "task definition does not use the awsvpc network mode.",
        why: "In bridge and host mode tasks share their instance's address, so only the container's port tells them "
          + "apart.")
    } else if registry.port == nil, !entry.records.isEmpty, entry.records.allSatisfy({ $0.type == "SRV" }) {
      throw .invalidParameter(
        "The service registry has an SRV record, which needs a value for 'port', or for 'containerName' and "
          + "'containerPort'.",
        why: "An SRV record says where and at which port: add port=PORT to --service-registries.")
    }
  }

  private func check(_ name: String, _ port: Int, in definition: ECS.TaskDefinition) throws(ServiceFailure) {
    guard let container = definition.containers.first(where: { $0.name == name }) else {
      throw .invalidParameter(
        "The container \(name) does not exist in the task definition.",
        why: "\(definition.family):\(definition.revision) has "
          + definition.containers.map { "'\($0.name)'" }.joined(separator: ", ") + ".")
    }
    guard container.portMappings.contains(where: { $0.containerPort == port }) else {
      throw .invalidParameter(
        "The container \(name) did not have a container port \(port) defined.",
        why: "Add it to the container's portMappings, or name one that is there.")
    }
  }

  /// Called when a task of a service begins (or ceases) to count as running.
  mutating func registryChanged(of task: ECS.Task, _ key: ECS.ServiceKey, _ deployment: ECS.Deployment, runs: Bool) {
    guard let registry = deployment.wiring.serviceRegistries.first else { return }
    guard !isCloudMapThrottled else {
      return tell(.registryThrottled, of: key, ["serviceRegistryArns": [.string(registry.registryARN)]])
    }
    let id = registry.registryARN.split(separator: "/").last.map(String.init) ?? registry.registryARN
    enter(task.id, in: id, cluster: key.cluster, runs ? attributes(of: task, key, deployment, registry) : nil)
  }

  /// - Parameter kept: what is to be kept of the instance; nil: it goes.
  private mutating func enter(_ task: ECS.TaskID, in id: String, cluster: String?, _ kept: Document.Object?) {
    cloudMap.services[id]?.instances[task] = kept
    record(
      EventRecord.Draft(
        .serviceRegistration, source: "registry/\(id)", cluster: cluster,
        message: "\(kept != nil ? "registered" : "deregistered") instance \(task)", detail: kept ?? [:]))
  }

  /// Tells Cloud Map what it would not hear: tasks that ceased to run, then those that run.
  mutating func catchUpWithCloudMap() {
    guard !isCloudMapThrottled else { return }
    func runs(_ id: ECS.TaskID) -> Bool { ecs.tasks[id].map { Self.count(of: $0) == .running } ?? false }
    for (id, service) in cloudMap.services {
      for (task, kept) in service.instances where !runs(task) {
        enter(task, in: id, cluster: kept["ECS_CLUSTER_NAME"]?.string, nil)
      }
    }
    for (key, service) in ecs.services {
      for deployment in service.deployments {
        guard let id = deployment.wiring.serviceRegistries.first?.registryARN.split(separator: "/").last
        else { continue }
        let known = cloudMap.services[String(id)]?.instances ?? [:]
        for task in ecs.tasks.all(ofService: key)
        where task.startedBy == deployment.name && runs(task.id) && known[task.id] == nil {
          registryChanged(of: task, key, deployment, runs: true)
        }
      }
    }
  }

  /// Where an unhealthy task is known to Cloud Map, users may still be led to it until it is stopped.
  mutating func tellOfSickInstance(_ entry: ECS.RosterEntry, of key: ECS.ServiceKey) {
    guard
      let registry = ecs.services[key]?.deployments.first(where: { $0.id == entry.deployment })?.wiring
        .serviceRegistries.first
    else { return }
    tell(
      .registryInstanceUnhealthy, of: key,
      [
        "taskArns": [.string(arn(ofTask: entry.id, cluster: key.cluster))],
        "serviceRegistryArns": [.string(registry.registryARN)],
      ])
  }

  /// What Cloud Map keeps of an instance.
  private func attributes(
    of task: ECS.Task, _ key: ECS.ServiceKey, _ deployment: ECS.Deployment, _ registry: ECS.ServiceRegistry
  ) -> Document.Object {
    let instance = task.containerInstance.flatMap { ecs.containerInstances[$0] }
    let mapped = task.containers.first { $0.name == registry.containerName }?.networkBindings
      .first { $0.containerPort == registry.containerPort }?.hostPort
    var attributes: Document.Object = [:]
    let host = host(of: task).flatMap { ec2.instances[$0] }
    let address = task.attachment?.privateIPv4Address ?? host?.privateIPv4Address
    attributes["AWS_INSTANCE_IPV4"] = address.map(Document.string)
    let port = registry.port ?? mapped ?? registry.containerPort
    attributes["AWS_INSTANCE_PORT"] = port.map { .string(String($0)) }
    attributes["AVAILABILITY_ZONE"] = .string(task.availabilityZone)
    attributes["REGION"] = .string(name)
    attributes["ECS_SERVICE_NAME"] = .string(key.name)
    attributes["ECS_CLUSTER_NAME"] = .string(key.cluster)
    attributes["EC2_INSTANCE_ID"] = instance.map { .string($0.ec2InstanceID) }
    attributes["ECS_TASK_DEFINITION_FAMILY"] = .string(task.family)
    attributes["ECS_TASK_SET_EXTERNAL_ID"] = deployment.taskSet?.externalID.map(Document.string)
    return attributes
  }
}
