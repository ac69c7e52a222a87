/// What can be asked of managed daemons: create, update, delete, find.
///
/// In: names, ARNs, settings. Out: the daemon as it then is, with a new deployment, or AWS's refusal. Starts and stops
/// nothing: the scheduler's next turn does. Source: ECS API reference, CreateDaemon, UpdateDaemon, DeleteDaemon,
/// ListDaemons, DescribeDaemon.
import Documents
import SimulationKit

extension Region {
  /// Makes the daemon; the same request with the same token again answers the one that is there.
  package mutating func createDaemon(
    named name: String, cluster reference: String?, _ request: ECS.DaemonRequest
  ) throws(ServiceFailure) -> ECS.Daemon {
    guard ECS.isName(name) else {
      throw .invalidParameter(
        "The specified daemon name is invalid. Up to 255 letters (uppercase and lowercase), numbers, underscores, and "
          + "hyphens are allowed.", why: "Choose a name such as 'log-agent'.")
    }
    try checkToken(request.clientToken)
    let cluster = try activeCluster(reference)
    let key = ECS.DaemonKey(cluster: cluster.name, name: name)
    if let known = ecs.daemons[key] {
      guard request.clientToken != nil, known.clientToken == request.clientToken, known.request == request.document
      else {
        throw .invalidParameter(
          "Creation of daemon was not idempotent.",
          why: "A daemon '\(name)' exists in '\(cluster.name)' already: change it with update-daemon, or choose "
            + "another name.")
      }
      return known
    }
    let definition = try daemonTaskDefinition(toRun: request.taskDefinition)
    let providers = try daemonProviders(request.capacityProviders, cluster: cluster)
    let revision = newRevision(request, definition, providers)
    ecs.daemons[key] = ECS.Daemon(
      key: key, createdAt: now, updatedAt: now, tags: request.tags, clientToken: request.clientToken,
      request: request.document, revisions: [revision], deployments: [])
    beginDaemonDeployment(of: key, to: revision.id, request.configuration ?? .init())
    recordDaemon(key, "ACTIVE")
    return try self.daemon(arn(ofDaemon: key))
  }

  /// Begins a deployment of what the request asks for; what it leaves out stays as it is.
  package mutating func updateDaemon(
    _ reference: String, _ request: ECS.DaemonRequest
  ) throws(ServiceFailure) -> ECS.Daemon {
    let daemon = try activeDaemon(reference)
    let cluster = try activeCluster(daemon.key.cluster)
    let definition = try daemonTaskDefinition(toRun: request.taskDefinition)
    let providers = try daemonProviders(request.capacityProviders, cluster: cluster)
    var request = request
    if let last = daemon.revisions.last {
      request.propagatesTags = request.propagatesTags ?? last.propagatesTags
      request.enableECSManagedTags = request.enableECSManagedTags ?? last.enableECSManagedTags
      request.enableExecuteCommand = request.enableExecuteCommand ?? last.enableExecuteCommand
    }
    let revision = newRevision(request, definition, providers)
    change(daemon.key) { $0.revisions.append(revision) }
    beginDaemonDeployment(
      of: daemon.key, to: revision.id, request.configuration ?? daemon.deployment?.configuration ?? .init())
    recordDaemon(daemon.key, "updated")
    return ecs.daemons[daemon.key] ?? daemon
  }

  /// Begins to take the daemon from its instances. One that is going already stays as it is.
  package mutating func deleteDaemon(_ reference: String) throws(ServiceFailure) -> ECS.Daemon {
    let daemon = try daemon(reference)
    switch daemon.status {
    case .deleteInProgress: return daemon
    case .active: break
    }
    change(daemon.key) { $0.status = .deleteInProgress }
    beginDaemonDeployment(of: daemon.key, to: nil, daemon.deployment?.configuration ?? .init())
    recordDaemon(daemon.key, "DELETE_IN_PROGRESS")
    return ecs.daemons[daemon.key] ?? daemon
  }

  private mutating func newRevision(
    _ request: ECS.DaemonRequest, _ definition: ECS.DaemonTaskDefinition, _ providers: [String]
  ) -> ECS.DaemonRevision {
    ECS.DaemonRevision(
      id: mint.digits(19), createdAt: now, family: definition.definition.family,
      revision: definition.definition.revision, capacityProviders: providers,
      propagatesTags: request.propagatesTags ?? false, enableECSManagedTags: request.enableECSManagedTags ?? false,
      enableExecuteCommand: request.enableExecuteCommand ?? false)
  }

  private mutating func beginDaemonDeployment(
    of key: ECS.DaemonKey, to revision: String?, _ configuration: ECS.DaemonDeploymentConfiguration
  ) {
    let (id, now) = (mint.urlSafe(21), now)
    change(key) { daemon in
      for index in daemon.deployments.indices { daemon.deployments[index].enter(.isOvertaken, at: now) }
      var sources: [String] = []
      for task in daemon.watched.values where !sources.contains(task.revision) { sources.append(task.revision) }
      daemon.deployments.append(
        ECS.DaemonDeployment(
          id: id, target: revision, sources: sources, configuration: configuration, createdAt: now))
      daemon.updatedAt = now
    }
    askForDaemonTurn(key)
  }

  mutating func recordDaemon(_ key: ECS.DaemonKey, _ message: String, reason: String? = nil) {
    record(EventRecord.Draft(.command, source: key.source, cluster: key.cluster, message: message, reason: reason))
  }

  // MARK: - Finding

  /// By cluster and capacity providers (nil: any), in order of creation.
  package func daemons(inCluster cluster: String?, onProviders providers: [String]?) -> [ECS.Daemon] {
    ecs.daemons.values.filter { daemon in
      let own = daemon.revisions.last?.capacityProviders ?? []
      return (cluster == nil || daemon.key.cluster == cluster) && (providers?.contains(where: own.contains) ?? true)
    }
  }

  /// - Parameter reference: an ARN, or the name of a daemon of the cluster `default`.
  /// - Throws: DaemonNotFoundException; ClusterNotFoundException where the ARN's cluster does not exist.
  package func daemon(_ reference: String) throws(ServiceFailure) -> ECS.Daemon {
    var key = ECS.DaemonKey(cluster: "default", name: reference)
    if ResourceARN.isARN(reference) {
      let arn = try ResourceARN(parsing: reference)
      guard isOurs(arn), arn.kind == "daemon", arn.path.count == 2 else { throw .daemonNotFound(reference) }
      key = ECS.DaemonKey(cluster: arn.path[0], name: arn.path[1])
    }
    if let daemon = ecs.daemons[key] { return daemon }
    if ResourceARN.isARN(reference) { _ = try activeCluster(key.cluster) }
    throw .daemonNotFound(reference)
  }

  private func activeDaemon(_ reference: String) throws(ServiceFailure) -> ECS.Daemon {
    let daemon = try daemon(reference)
    guard daemon.status == .active else {
      throw ServiceFailure(
        "DaemonNotActiveException", "The specified daemon is not active.",
        why: "'\(daemon.key.name)' is being deleted; once it is gone, create it again.")
    }
    return daemon
  }

  // MARK: - Checks

  private func checkToken(_ token: String?) throws(ServiceFailure) {
    guard let token else { return }
    guard token.utf8.count <= 36 else { throw .invalidParameter("idempotency token longer than 36.") }
    guard token.utf8.allSatisfy({ (33...126).contains($0) }) else {
      throw .invalidParameter("idempotency token contains invalid characters.")
    }
  }

  /// The names of providers that a daemon of the cluster may be on.
  private func daemonProviders(
    _ references: [String], cluster: ECS.Cluster
  ) throws(ServiceFailure) -> [String] {
    guard !references.isEmpty else {
      throw .invalidParameter(
        "capacityProviderArns can not be empty.",
        why: "A daemon runs on the instances of capacity providers: name at least one.")
    }
    var names: [String] = []
    for reference in references {
      guard let provider = capacityProvider(reference), provider.status != .inactive else {
        throw .invalidParameter(
          "The specified capacity provider does not exist. Specify a valid name or ARN and try again.",
          why: "'aws ecs describe-capacity-providers --cluster \(cluster.name)' shows those there are.")
      }
      guard provider.managedInstances != nil else {
        throw .invalidParameter(
          "ECS Managed Daemons is only supported for Amazon ECS Managed Instances Capacity Providers.",
          why: "'\(provider.name)' is of another kind. On container instances of your own, make a service with "
            + "--scheduling-strategy DAEMON; on Fargate, add a container to each task instead.")
      }
      guard provider.cluster == cluster.name else {
        throw .invalidParameter(
          "The specified capacity provider is not associated with the cluster.",
          why: "'\(provider.name)' belongs to '\(provider.cluster ?? "")', the daemon to '\(cluster.name)'.")
      }
      guard !names.contains(provider.name) else {
        throw .invalidParameter("The capacity provider '\(provider.name)' is given more than once.")
      }
      names.append(provider.name)
    }
    return names
  }
}

extension ServiceFailure {
  static func daemonNotFound(_ reference: String) -> ServiceFailure {
    ServiceFailure(
      "DaemonNotFoundException", "The specified daemon was not found.",
      why: ResourceARN.isARN(reference)
        ? "'aws ecs list-daemons' shows those there are."
        : "A daemon is named by its ARN, as 'aws ecs list-daemons' shows it; a bare name means the cluster 'default'.")
  }
}

// MARK: - Counts

extension ECS {
  /// Tasks and hosts of one revision of a daemon on one capacity provider.
  package struct DaemonCount: Hashable, Sendable {
    package let provider: String
    /// RUNNING tasks.
    package var running = 0
    /// Instances that are not leaving and on which it is RUNNING.
    package var runningInstances = 0
    /// Instances on their way out with a task of it.
    package var drainingInstances = 0
  }
}

extension ECS.Daemon {
  /// Those with tasks, and the one that is wanted; oldest first.
  package var currentRevisions: [ECS.DaemonRevision] {
    let present = Set(watched.values.map(\.revision) + [deployment?.wanted].compactMap(\.self))
    return revisions.filter { present.contains($0.id) }
  }
}

extension Region {
  /// One entry for each provider of the revision, in the revision's order.
  package func daemonCounts(of daemon: ECS.Daemon, _ revision: ECS.DaemonRevision) -> [ECS.DaemonCount] {
    var counts = revision.capacityProviders.map { ECS.DaemonCount(provider: $0) }
    for (id, watched) in daemon.watched where watched.revision == revision.id {
      guard let instance = ecs.containerInstances[watched.instance], let task = ecs.tasks[id],
        let index = counts.firstIndex(where: { $0.provider == instance.capacityProviderName })
      else { continue }
      let isRunning = task.lastStatus == .running
      if isRunning { counts[index].running += 1 }
      switch instance.status {
      case .active: if isRunning { counts[index].runningInstances += 1 }
      case .draining, .deregistering: if task.lastStatus != .stopped { counts[index].drainingInstances += 1 }
      case .inactive: break
      }
    }
    return counts
  }
}
