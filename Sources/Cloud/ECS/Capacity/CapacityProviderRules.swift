/// What can be done with capacity providers: create, find, change, delete, forget.
///
/// In: names, settings of requests. Out: the provider as it then is, or AWS's refusal.
/// Source: ECS API reference, CreateCapacityProvider, DescribeCapacityProviders, UpdateCapacityProvider,
/// DeleteCapacityProvider.
import SimulationKit

extension ECS {
  package struct CapacityProviderBatch: Sendable {
    package var providers: [CapacityProvider] = []
    package var failures: [Failure] = []
  }
}

extension Region {
  package func arn(ofCapacityProvider name: String) -> String { ecsARN("capacity-provider/\(name)") }

  /// One of the account's own or of the two that every account has, by name or ARN, in whatever status.
  package func capacityProvider(_ reference: String) -> ECS.CapacityProvider? {
    if ResourceARN.isARN(reference) {
      guard let arn = try? ResourceARN(parsing: reference), isOurs(arn), arn.kind == "capacity-provider" else {
        return nil
      }
    }
    let name = ECS.capacityProviderName(reference)
    return ecs.capacityProviders[name] ?? Self.builtInProviders.first { $0.name == name }
  }

  private static let builtInProviders = [
    ECS.CapacityProvider(name: "FARGATE", kind: .fargate, createdAt: .worldStart),
    ECS.CapacityProvider(name: "FARGATE_SPOT", kind: .fargateSpot, createdAt: .worldStart),
  ]

  /// In the order asked for, each once. Without names: the account's own in order of creation, then the built-in ones.
  /// - Parameter cluster: only those that this cluster can use.
  package func capacityProviders(_ references: [String], ofCluster cluster: ECS.Cluster?) -> ECS.CapacityProviderBatch {
    var batch = ECS.CapacityProviderBatch()
    func isMeant(_ provider: ECS.CapacityProvider) -> Bool {
      guard let cluster else { return true }
      return cluster.capacityProviders.contains(provider.name) || provider.cluster == cluster.name
    }
    guard !references.isEmpty else {
      let own = ecs.capacityProviders.values.filter { $0.status != .inactive }
      batch.providers = (own + Self.builtInProviders).filter(isMeant)
      return batch
    }
    var seen: Set<String> = []
    for reference in references where seen.insert(ECS.capacityProviderName(reference)).inserted {
      if let provider = capacityProvider(reference), isMeant(provider) {
        batch.providers.append(provider)
      } else {
        let name = ECS.capacityProviderName(reference)
        batch.failures.append(.missing(ResourceARN.isARN(reference) ? reference : arn(ofCapacityProvider: name)))
      }
    }
    return batch
  }

  /// Why nothing can be set up on the group any more; nil while it is there. No text of AWS for this is published.
  func problem(withGroup provider: ECS.AutoScalingGroupProvider) -> String? {
    if let group = autoScaling.groups[provider.groupName], group.arn == provider.groupARN, !group.isBeingDeleted {
      return nil
    }
    return "The Auto Scaling group \(provider.groupName) does not exist."
  }

  /// Makes a provider of an Auto Scaling group; the same request again answers the one that is there.
  package mutating func createCapacityProvider(
    named name: String, group: String, _ settings: ECS.AutoScalingGroupSettings, tags: [ECS.Tag]
  ) throws(ServiceFailure) -> ECS.CapacityProvider {
    try checkNewProviderName(name)
    var made = ECS.AutoScalingGroupProvider(groupARN: try groupARN(group))
    made.adopt(settings)
    try check(made)
    if let known = ecs.capacityProviders[name], known.status != .inactive {
      guard known.kind == .autoScalingGroup(made), known.isUsable else { throw .providerExists(name) }
      return known
    }
    if let user = ecs.capacityProviders.values.first(where: {
      $0.status != .inactive && $0.autoScalingGroup?.groupARN == made.groupARN
    }) {
      throw .client(
        "The specified Auto Scaling group ARN is already being used by another capacity provider. "
          + "Specify a unique Auto Scaling group ARN and try again.",
        why: "'\(user.name)' uses the group \(made.groupName); one group serves one provider.")
    }
    var provider = ECS.CapacityProvider(name: name, kind: .autoScalingGroup(made), createdAt: now)
    provider.tags = tags
    ecs.capacityProviders[name] = nil  // a deleted one of that name
    ecs.capacityProviders[name] = provider
    recordProvider(name, provider.status.rawValue)
    return provider
  }

  package mutating func updateCapacityProvider(
    _ reference: String, _ settings: ECS.AutoScalingGroupSettings
  ) throws(ServiceFailure) -> ECS.CapacityProvider {
    var provider = try ownProvider(reference, verb: "updated")
    guard var group = provider.autoScalingGroup else {
      throw .client("The specified capacity provider is not an Auto Scaling group capacity provider.")
    }
    guard provider.isUsable else {
      throw .client("The specified capacity provider is being deleted and cannot be updated.")
    }
    if let problem = problem(withGroup: group) {
      provider.note(.updateFailed, reason: problem)
      ecs.capacityProviders[provider.name] = provider
      recordProvider(provider.name, "UPDATE_FAILED", reason: problem)
      return provider
    }
    group.adopt(settings)
    try check(group)
    provider.kind = .autoScalingGroup(group)
    provider.note(.updateComplete)
    ecs.capacityProviders[provider.name] = provider
    recordProvider(provider.name, "updated")
    refreshAttachments(ofProvider: provider.name)
    return provider
  }

  package mutating func deleteCapacityProvider(_ reference: String) throws(ServiceFailure) -> ECS.CapacityProvider {
    var provider = try ownProvider(reference, verb: "deleted")
    guard provider.isDeletable else { return provider }
    let name = provider.name
    if let user = ecs.clusters.values.first(where: { $0.status == .active && $0.capacityProviders.contains(name) }) {
      throw .client(
        "The capacity provider cannot be deleted because it is associated with cluster: \(user.name). "
          + "Remove the capacity provider from the cluster and try again.",
        why: "'aws ecs put-cluster-capacity-providers --cluster \(user.name)' without it takes it from the cluster.")
    }
    try checkNoDaemon(on: provider)
    provider.note(.deleteInProgress)
    if provider.managedInstances != nil { provider.status = .deprovisioning }
    ecs.capacityProviders[name] = provider
    recordProvider(name, "DELETE_IN_PROGRESS")
    schedule(
      .capacity(.providerDeleted(name, createdAt: provider.createdAt)), after: timing.capacity.providerDeletion)
    return provider
  }

  mutating func finishDeletion(ofProvider name: String, createdAt: Instant) {
    guard let provider = ecs.capacityProviders[name], provider.createdAt == createdAt,
      provider.updateStatus == .deleteInProgress
    else { return }
    if let problem = problemWithInstances(of: provider) {
      ecs.capacityProviders[name]?.note(.deleteFailed, reason: problem)
      return recordProvider(name, "DELETE_FAILED", reason: problem)
    }
    guard !drainInstances(ofProvider: provider) else {
      return schedule(
        .capacity(.providerDeleted(name, createdAt: createdAt)), after: timing.capacity.providerDeletion)
    }
    ecs.capacityProviders[name]?.status = .inactive
    ecs.capacityProviders[name]?.note(.deleteComplete)
    recordProvider(name, "INACTIVE")
    schedule(.capacity(.forgetProvider(name, createdAt: createdAt)), after: timing.inactiveRetention)
  }

  mutating func forgetProvider(_ name: String, createdAt: Instant) {
    guard let provider = ecs.capacityProviders[name], provider.createdAt == createdAt, provider.status == .inactive
    else { return }
    ecs.capacityProviders[name] = nil
  }

  /// The account's own provider that a change names.
  /// - Parameter verb: what is to be done with it: `deleted`.
  func ownProvider(_ reference: String, verb: String) throws(ServiceFailure) -> ECS.CapacityProvider {
    guard let provider = capacityProvider(reference) else {
      throw .client(
        "The specified capacity provider does not exist. Specify a valid name or ARN and try again.",
        why: "'aws ecs describe-capacity-providers' shows those there are.")
    }
    guard ecs.capacityProviders[provider.name] != nil else {
      throw .client(
        "The specified capacity provider is reserved and cannot be \(verb).",
        why: "\(provider.name) belongs to every account; take it from a cluster with put-cluster-capacity-providers.")
    }
    return provider
  }

  mutating func recordProvider(_ name: String, _ message: String, reason: String? = nil) {
    record(
      EventRecord.Draft(
        .command, source: "capacity-provider/\(name)", cluster: ecs.capacityProviders[name]?.cluster, message: message,
        reason: reason))
  }
}
