/// A cluster's capacity providers, and what a capacity provider strategy may say.
///
/// In: provider names and strategies of requests. Out: the cluster as it then is, or AWS's refusal. A strategy keeps to
/// one family of providers: Fargate's, or Auto Scaling groups'.
/// Source: ECS API reference, PutClusterCapacityProviders and CapacityProviderStrategyItem.

extension ECS {
  package static let fargateCapacityProviders = ["FARGATE", "FARGATE_SPOT"]
}

extension Region {
  /// Replaces the cluster's providers and its default strategy.
  package mutating func putCapacityProviders(
    ofCluster reference: String, _ providers: [String], defaultStrategy: [ECS.CapacityProviderStrategyItem]
  ) throws(ServiceFailure) -> ECS.Cluster {
    var cluster = try changeableCluster(reference)
    try checkAttachmentsStand(cluster)
    try checkCapacityProviders(providers)
    for name in providers {
      if let provider = ecs.capacityProviders[name] { try checkCluster(cluster.name, of: provider) }
    }
    try checkDefaultStrategy(defaultStrategy, associated: providers)
    let removed = cluster.capacityProviders.filter { !providers.contains($0) }
    let users = ecs.services.values.filter { $0.key.cluster == cluster.name && $0.status == .active }
    for service in users
    where service.capacityProviderStrategy.contains(where: { removed.contains($0.capacityProvider) }) {
      throw ServiceFailure(
        "ResourceInUseException", "The specified capacity provider is in use and cannot be removed.",
        why: "The service '\(service.key.name)' places its tasks by it; change or delete that service first.")
    }
    try checkNoTask(inCluster: cluster.name, uses: removed)
    cluster.capacityProviders = providers
    cluster.defaultCapacityProviderStrategy = defaultStrategy
    ecs.clusters[cluster.name] = cluster
    recordCluster(cluster.name, "capacity providers changed")
    providersChanged(ofCluster: cluster.name)
    return ecs.clusters[cluster.name] ?? cluster
  }

  private func checkNoTask(inCluster cluster: String, uses removed: [String]) throws(ServiceFailure) {
    guard !removed.isEmpty else { return }
    for task in ecs.tasks.all(inCluster: cluster) where task.lastStatus != .stopped {
      guard let provider = task.capacityProviderName, removed.contains(provider) else { continue }
      throw ServiceFailure(
        "ResourceInUseException", "The specified capacity provider is in use and cannot be removed.",
        why: "The task \(task.id) still runs by '\(provider)'; stop such tasks first, or let them end.")
    }
  }

  /// Checks a strategy of RunTask, CreateService or UpdateService, against the cluster it is for.
  package func checkStrategy(
    _ strategy: [ECS.CapacityProviderStrategyItem], cluster: ECS.Cluster
  ) throws(ServiceFailure) {
    try checkDefaultStrategy(strategy, associated: cluster.capacityProviders)
  }

  func checkCapacityProviders(_ providers: [String]) throws(ServiceFailure) {
    let most = ECS.Quotas.capacityProvidersPerCluster
    guard providers.count <= most else {
      throw .invalidParameter("A cluster can not have more than \(most) capacity providers.")
    }
    for provider in providers where !ECS.fargateCapacityProviders.contains(provider) {
      let isReserved = ["aws", "ecs", "fargate"].contains { provider.lowercased().hasPrefix($0) }
      guard !isReserved, ECS.isName(provider) else {
        throw .invalidParameter(
          "The specified capacity provider name is invalid. Specify a valid name and try again.",
          why: "'\(provider)' is no capacity provider; every account has FARGATE and FARGATE_SPOT.")
      }
      guard let known = ecs.capacityProviders[provider], known.status != .inactive else {
        throw .client(
          "The specified capacity provider does not exist. Specify a valid name or ARN and try again.",
          why: "There is no '\(provider)': make one with create-capacity-provider; FARGATE and FARGATE_SPOT are there.")
      }
      guard known.isUsable else {
        throw .client(
          "The specified capacity provider is not in an ACTIVE state. Specify an active capacity provider and try again.",
          why: known.status == .provisioning
            ? "'\(provider)' is still being set up; that takes some seconds." : "'\(provider)' is being deleted.")
      }
    }
    guard Set(providers).count == providers.count else {
      throw .invalidParameter("A capacity provider is given more than once.")
    }
  }

  func checkDefaultStrategy(
    _ strategy: [ECS.CapacityProviderStrategyItem], associated: [String]
  ) throws(ServiceFailure) {
    guard !strategy.isEmpty else { return }
    let most = ECS.Quotas.capacityProvidersPerStrategy
    guard strategy.count <= most else {
      throw .invalidParameter("A capacity provider strategy can not have more than \(most) items.")
    }
    guard Set(strategy.map(\.capacityProvider)).count == strategy.count else {
      throw .invalidParameter(
        "A capacity provider strategy can not contain a capacity provider more than once.",
        why: "Give each provider one item, with its base and its weight.")
    }
    for item in strategy where !associated.contains(item.capacityProvider) {
      throw .invalidParameter(
        "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the "
          + "cluster. Associate the capacity provider with the cluster and try again.",
        why: "Give the cluster '\(item.capacityProvider)' first, with put-cluster-capacity-providers.")
    }
    let families = Set(strategy.compactMap { capacityProvider($0.capacityProvider)?.family })
    guard families.count <= 1 else {
      throw .invalidParameter(
        families.contains(.managedInstances)
          ? "The specified capacity provider strategy cannot contain both managed instances and other capacity "
            + "providers. Use one type of capacity provider and try again."
          : "The specified capacity provider strategy cannot contain both Fargate and Auto Scaling group capacity "
            + "providers. Use one type of capacity provider and try again.",
        why: "A cluster may have providers of several kinds, but one strategy keeps to one kind.")
    }
    for item in strategy {
      guard (0...1_000).contains(item.weight) else {
        throw .invalidParameter("The weight of a capacity provider must be between 0 and 1000.")
      }
      guard (0...100_000).contains(item.base) else {
        throw .invalidParameter("The base of a capacity provider must be between 0 and 100000.")
      }
    }
    guard strategy.contains(where: { $0.weight > 0 }) else {
      throw .invalidParameter(
        "There are no capacity providers in the capacity provider strategy with a weight value greater than zero. "
          + "Specify a weight value greater than zero for at least one capacity provider and try again.")
    }
    guard strategy.count(where: { $0.base > 0 }) <= 1 else {
      throw .invalidParameter(
        "There are multiple capacity providers in the specified capacity provider strategy with a base value defined. "
          + "Specify a base value for one capacity provider only and try again.")
    }
  }
}
