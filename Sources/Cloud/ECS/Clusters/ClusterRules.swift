/// What can be done with clusters: create, update, delete, forget.
///
/// In: names, requested settings. Out: the cluster as it then is, or AWS's refusal. Source: ECS API reference,
/// CreateCluster, UpdateCluster, UpdateClusterSettings, DeleteCluster.
import Collections
import Documents
import SimulationKit

extension ECS {
  package struct ClusterSetting: Hashable, Sendable {
    package let name: String?
    package let value: String?
    package init(name: String?, value: String?) {
      self.name = name
      self.value = value
    }
  }

  /// What a request says about a cluster; nil is what it does not mention.
  package struct ClusterRequest: Sendable {
    package var tags: [Tag]?
    package var settings: [ClusterSetting]?
    package var configuration: Document?
    package var serviceConnectDefaults: Document?
    package var capacityProviders: [String]?
    package var defaultCapacityProviderStrategy: [CapacityProviderStrategyItem]?
    package init() {}
  }
}

extension Region {
  /// Creates the cluster, or answers the ACTIVE one of that name when the request does not differ from it.
  package mutating func createCluster(
    named name: String, _ request: ECS.ClusterRequest, principal: String
  ) throws(ServiceFailure) -> ECS.Cluster {
    guard ECS.isName(name) else {
      throw .invalidParameter(
        #"ClusterName must match ^[a-zA-Z0-9\-_]{1,255}$"#,
        why: "A cluster's name holds letters, digits, '-' and '_' only; choose another name.")
    }
    var cluster = ECS.Cluster(name: name)
    cluster.settings["containerInsights"] = effectiveAccountSetting("containerInsights", of: principal)
    try change(&cluster, as: request)
    try checkCapacityProviders(cluster.capacityProviders)
    try checkDefaultStrategy(cluster.defaultCapacityProviderStrategy, associated: cluster.capacityProviders)
    if let known = ecs.clusters[name], known.status == .active {
      guard !conflicts(request, made: cluster, with: known) else {
        throw .invalidParameter(
          "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).",
          why: "A cluster '\(name)' exists already with other settings; use update-cluster to change it, "
            + "or create one under another name.")
      }
      return known
    }
    try checkServiceLinkedRole()
    try checkClusterQuota()
    makeDefaultNamespace(of: cluster)
    ecs.clusters[name] = nil  // a deleted cluster of that name: the new one takes its place at the end
    ecs.clusters[name] = cluster
    providersChanged(ofCluster: name, isFirst: true)
    cluster = ecs.clusters[name] ?? cluster
    recordCluster(name, cluster.shownStatus)
    clusterAppeared(name)
    return cluster
  }

  /// Changes what the request mentions.
  package mutating func updateCluster(
    _ reference: String, _ request: ECS.ClusterRequest
  ) throws(ServiceFailure) -> ECS.Cluster {
    var cluster = try changeableCluster(reference)
    if request.serviceConnectDefaults != nil { try checkAttachmentsStand(cluster) }
    try change(&cluster, as: request)
    if request.serviceConnectDefaults != nil { makeDefaultNamespace(of: cluster) }
    ecs.clusters[cluster.name] = cluster
    recordCluster(cluster.name, "updated")
    if request.serviceConnectDefaults != nil { renewAttachments(ofCluster: cluster.name) }
    return ecs.clusters[cluster.name] ?? cluster
  }

  /// The cluster that an update, or a new service, names; nil: `default`.
  /// - Throws: ClusterNotFoundException, or ClientException `Cluster was not ACTIVE.`
  package func changeableCluster(_ reference: String?) throws(ServiceFailure) -> ECS.Cluster {
    guard let known = cluster(reference), known.status != .active else { return try activeCluster(reference) }
    throw .client(
      "Cluster was not ACTIVE.", why: "The cluster '\(known.name)' was deleted; create it again before changing it.")
  }

  /// Marks the cluster INACTIVE, at first shown as DEPROVISIONING where groups have to be freed of it; one that is
  /// INACTIVE already stays so.
  package mutating func deleteCluster(_ reference: String) throws(ServiceFailure) -> ECS.Cluster {
    guard var cluster = cluster(reference) else { return try activeCluster(reference) }
    guard cluster.status == .active else { return cluster }
    try checkAttachmentsStand(cluster)
    try checkNothingRuns(in: cluster.name)
    cluster.status = .inactive
    dropAttachments(of: &cluster)
    cluster.inactiveSince = now
    ecs.clusters[cluster.name] = cluster
    recordCluster(cluster.name, cluster.shownStatus)
    schedule(.forgetCluster(cluster.name), after: timing.inactiveRetention)
    return cluster
  }

  mutating func forgetCluster(_ name: String) {
    guard let since = ecs.clusters[name]?.inactiveSince, since + timing.inactiveRetention <= now else { return }
    ecs.clusters[name] = nil
  }

  /// No text of AWS for this is published.
  private func checkClusterQuota() throws(ServiceFailure) {
    guard ecs.clusters.count >= quotas.clusters,
      ecs.clusters.values.count(where: { $0.status == .active }) >= quotas.clusters
    else { return }
    throw .client(
      "The maximum number of clusters has been reached.",
      why: "An account may have \(quotas.clusters) clusters in a Region: delete one that is no longer needed.")
  }

  private func checkNothingRuns(in name: String) throws(ServiceFailure) {
    let counts = counts(ofCluster: name)
    guard counts.tasks.living == 0 else {
      throw ServiceFailure(
        "ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.",
        why: "Tasks of the cluster are not STOPPED yet: stop them (for a service's tasks, delete the service) and wait."
      )
    }
    guard counts.activeServices == 0 else {
      throw ServiceFailure(
        "ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.",
        why: "An ACTIVE service counts even at a desired count of 0: delete the cluster's services first "
          + "('aws ecs delete-service').")
    }
    if let provider = ecs.capacityProviders.values.first(where: { $0.cluster == name && $0.status != .inactive }) {
      throw ServiceFailure(
        "ClusterContainsCapacityProviderException",
        "The Cluster cannot be deleted while Capacity Providers are active.",
        why: "'\(provider.name)' belongs to this cluster alone: delete it first ('aws ecs delete-capacity-provider').")
    }
    guard counts.containerInstances == 0 else {
      throw ServiceFailure(
        "ClusterContainsContainerInstancesException",
        "The Cluster cannot be deleted while Container Instances are active or draining.",
        why: "Deregister the cluster's container instances first ('aws ecs deregister-container-instance').")
    }
  }

  /// Puts what `request` mentions into `cluster`, after checking it.
  private func change(_ cluster: inout ECS.Cluster, as request: ECS.ClusterRequest) throws(ServiceFailure) {
    for setting in request.settings ?? [] {
      guard setting.name == "containerInsights", let name = setting.name else {
        throw .invalidParameter("Invalid setting 'name'", why: "A cluster has one setting: containerInsights.")
      }
      guard let value = setting.value, ["disabled", "enabled", "enhanced"].contains(value) else {
        throw .invalidParameter(
          "Invalid setting 'value'", why: "containerInsights takes disabled, enabled or enhanced.")
      }
      cluster.settings[name] = value
    }
    cluster.noteInsights(at: now)
    if let configuration = request.configuration {
      try checkExecuteCommand(configuration)
      cluster.configuration = configuration
    }
    if let defaults = request.serviceConnectDefaults {
      let reference = defaults["namespace"]?.string ?? ""
      try checkDefaultNamespace(reference)
      cluster.serviceConnectDefaults = reference.isEmpty ? nil : defaults
    }
    if let tags = request.tags { cluster.tags = tags }
    if let providers = request.capacityProviders { cluster.capacityProviders = providers }
    if let strategy = request.defaultCapacityProviderStrategy { cluster.defaultCapacityProviderStrategy = strategy }
  }

  private func checkExecuteCommand(_ configuration: Document) throws(ServiceFailure) {
    guard let execute = configuration["executeCommandConfiguration"], let logging = execute["logging"]?.string else {
      return
    }
    guard ["NONE", "DEFAULT", "OVERRIDE"].contains(logging) else {
      throw .shouldBeOneOf("logging", ["NONE", "DEFAULT", "OVERRIDE"])
    }
    let log = execute["logConfiguration"]
    guard logging == "OVERRIDE" || log == nil else {
      throw .invalidParameter(
        "You must set logging to 'OVERRIDE' when you supply a log configuration",
        why: "With \(logging) the destinations in logConfiguration would not be used.")
    }
    guard logging != "OVERRIDE" || log?["cloudWatchLogGroupName"] != nil || log?["s3BucketName"] != nil else {
      throw .invalidParameter(
        "A CloudWatch log group name or S3 bucket name must be specified when overriding the default log configuration")
    }
  }

  /// True where the request mentions something that the existing cluster has otherwise.
  private func conflicts(
    _ request: ECS.ClusterRequest, made cluster: ECS.Cluster, with known: ECS.Cluster
  ) -> Bool {
    request.settings != nil && cluster.settings != known.settings
      || request.configuration != nil && cluster.configuration != known.configuration
      || request.serviceConnectDefaults != nil && cluster.serviceConnectDefaults != known.serviceConnectDefaults
      || request.capacityProviders != nil && cluster.capacityProviders != known.capacityProviders
      || request.defaultCapacityProviderStrategy != nil
        && cluster.defaultCapacityProviderStrategy != known.defaultCapacityProviderStrategy
      || request.tags != nil && Set(cluster.tags) != Set(known.tags)
  }

  mutating func recordCluster(_ name: String, _ message: String, reason: String? = nil) {
    record(EventRecord.Draft(.command, source: "cluster/\(name)", cluster: name, message: message, reason: reason))
  }
}
