/// Tagging by ARN: which resources carry tags, and when they refuse them.
///
/// In: a resource's ARN, tags or keys. Out: the resource's tags, or AWS's refusal.
/// Source: ECS API reference, TagResource, UntagResource, ListTagsForResource.

extension Region {
  package func tags(of text: String) throws(ServiceFailure) -> [ECS.Tag] {
    switch try taggable(text) {
    case .cluster(let name): return ecs.clusters[name]?.tags ?? []
    case .service(let key): return ecs.services[key]?.tags ?? []
    case .task(let id): return ecs.tasks[id]?.tags ?? []
    case .containerInstance(let id): return ecs.containerInstances[id]?.tags ?? []
    case .taskDefinition(let family, let revision): return taskDefinition(family, revision)?.tags ?? []
    case .daemon(let key): return ecs.daemons[key]?.tags ?? []
    case .daemonTaskDefinition(let family, let revision):
      return daemonTaskDefinition(family, revision)?.definition.tags ?? []
    case .capacityProvider(let name): return ecs.capacityProviders[name]?.tags ?? []
    case .taskSet(let key, let id):
      return ecs.services[key]?.deployments.first { $0.id == id }?.taskSet?.tags ?? []
    }
  }

  /// Adds tags; a key that is there takes the new value.
  package mutating func tag(_ text: String, with tags: [ECS.Tag]) throws(ServiceFailure) {
    let resource = try taggable(text)
    if case .capacityProvider(let name) = resource { _ = try ownProvider(name, verb: "tagged") }
    try ECS.Tag.check(tags, refusedAs: resource.tagsRefusedAs)
    setTags(of: resource, to: try ECS.Tag.merged(try self.tags(of: text), with: tags))
  }

  /// Removes tags by key; a key that is not there is no mistake.
  package mutating func untag(_ text: String, keys: [String]) throws(ServiceFailure) {
    let resource = try taggable(text)
    if case .capacityProvider(let name) = resource { _ = try ownProvider(name, verb: "untagged") }
    try ECS.Tag.checkRemoval(of: keys, refusedAs: resource.tagsRefusedAs)
    setTags(of: resource, to: try tags(of: text).filter { tag in !keys.contains { $0 == tag.key } })
  }

  private enum Taggable {
    case cluster(String)
    case service(ECS.ServiceKey)
    case task(ECS.TaskID)
    case containerInstance(ECS.ContainerInstanceID)
    case taskDefinition(family: String, revision: Int)
    case daemon(ECS.DaemonKey)
    case daemonTaskDefinition(family: String, revision: Int)
    case capacityProvider(String)
    /// By its digits.
    case taskSet(ECS.ServiceKey, String)

    var tagsRefusedAs: String {
      switch self {
      case .taskDefinition, .daemonTaskDefinition: "ClientException"
      case .cluster, .service, .task, .containerInstance, .capacityProvider, .taskSet, .daemon:
        "InvalidParameterException"
      }
    }
  }

  private mutating func setTags(of resource: Taggable, to tags: [ECS.Tag]) {
    var (source, cluster): (String, String?)
    switch resource {
    case .cluster(let name):
      ecs.clusters[name]?.tags = tags
      (source, cluster) = ("cluster/\(name)", name)
    case .service(let key):
      ecs.services[key]?.tags = tags
      (source, cluster) = ("service/\(key.name)", key.cluster)
    case .task(let id):
      ecs.tasks.change(id) { $0.tags = tags }
      (source, cluster) = ("task/\(id)", ecs.tasks[id]?.cluster)
    case .containerInstance(let id):
      ecs.containerInstances[id]?.tags = tags
      (source, cluster) = ("container-instance/\(id)", ecs.containerInstances[id]?.cluster)
    case .taskDefinition(let family, let revision):
      changeTaskDefinition(family, revision) { $0.tags = tags }
      (source, cluster) = ("task-definition/\(family):\(revision)", nil)
    case .daemon(let key):
      change(key) { $0.tags = tags }
      (source, cluster) = (key.source, key.cluster)
    case .daemonTaskDefinition(let family, let revision):
      changeDaemonTaskDefinition(family, revision) { $0.definition.tags = tags }
      (source, cluster) = ("daemon-task-definition/\(family):\(revision)", nil)
    case .capacityProvider(let name):
      ecs.capacityProviders[name]?.tags = tags
      (source, cluster) = ("capacity-provider/\(name)", nil)
    case .taskSet(let key, let id):
      change(key, deployment: id) { $0.taskSet?.tags = tags }
      (source, cluster) = ("service/\(key.name)", key.cluster)
    }
    record(EventRecord.Draft(.command, source: source, cluster: cluster, message: "tags changed"))
  }

  private func taggable(_ text: String) throws(ServiceFailure) -> Taggable {
    let arn = try ResourceARN(parsing: text)
    guard isOurs(arn) else { throw .invalidParameter("The ARN provided is invalid.") }
    switch (arn.kind, arn.path.count) {
    case ("cluster", 1): return try taggableCluster(arn.path[0])
    case ("service", 2): return try taggableService(ECS.ServiceKey(cluster: arn.path[0], name: arn.path[1]))
    case ("task", 2): return try taggableTask(arn.path[1], cluster: arn.path[0])
    case ("container-instance", 2):
      guard ecs.containerInstances[arn.path[1]]?.cluster == arn.path[0] else { throw missing("container instance") }
      return .containerInstance(arn.path[1])
    case ("task-definition", 1):
      let reference = try ECS.TaskDefinitionReference(parsing: text, in: self)
      guard let revision = reference.revision, taskDefinition(reference) != nil else {
        throw missing("task definition")
      }
      return .taskDefinition(family: reference.family, revision: revision)
    case ("daemon", 2):
      let key = ECS.DaemonKey(cluster: arn.path[0], name: arn.path[1])
      guard ecs.daemons[key] != nil else { throw missing("daemon") }
      return .daemon(key)
    case ("daemon-task-definition", 1):
      let reference = try ECS.TaskDefinitionReference(parsing: text, in: self, kind: arn.kind)
      guard let revision = reference.revision, daemonTaskDefinition(reference) != nil else {
        throw missing("daemon task definition")
      }
      return .daemonTaskDefinition(family: reference.family, revision: revision)
    case ("capacity-provider", 1):
      guard let provider = capacityProvider(arn.path[0]), provider.status != .inactive else {
        throw missing("capacity provider")
      }
      return .capacityProvider(provider.name)
    case ("task-set", 4):
      let service = ecs.services[ECS.ServiceKey(cluster: arn.path[0], name: arn.path[1])]
      guard let service, let set = taskSet(text, of: service) else { throw missing("task set") }
      return .taskSet(service.key, set.id)
    case ("service", 1), ("task", 1), ("container-instance", 1):
      throw .invalidParameter(
        "Long arn format must be used for tagging operations",
        why: "The ARN lacks its cluster: write it as …:\(arn.kind)/CLUSTER/\(arn.path[0]).")
    default: throw .invalidParameter("The ARN provided is invalid.")
    }
  }

  private func taggableCluster(_ name: String) throws(ServiceFailure) -> Taggable {
    guard let cluster = ecs.clusters[name] else { throw .clusterNotFound }
    guard cluster.status == .active else {
      throw .invalidParameter("The specified cluster is inactive. Specify an active cluster and try again.")
    }
    return .cluster(name)
  }

  private func taggableService(_ key: ECS.ServiceKey) throws(ServiceFailure) -> Taggable {
    guard let service = ecs.services[key] else { throw missing("service") }
    guard service.status != .inactive else {
      throw .invalidParameter("The specified service is inactive. Specify an active service and try again.")
    }
    return .service(key)
  }

  private func taggableTask(_ id: String, cluster: String) throws(ServiceFailure) -> Taggable {
    guard let task = ecs.tasks[id], task.cluster == cluster else { throw missing("task") }
    guard task.lastStatus != .stopped else {
      throw .invalidParameter("The specified task is stopped. Specify a running task and try again.")
    }
    return .task(id)
  }

  private func missing(_ kind: String) -> ServiceFailure {
    .invalidParameter("The specified \(kind) does not exist.")
  }
}
