/// What ECS puts beside a cluster: for its capacity providers a scaling policy on the group and a draining hook, for its
/// default namespace what Service Connect needs there.
///
/// In: a cluster whose providers or default namespace changed. Out: attachments that are made or go, and stand after a
/// while; until then the cluster takes no further change of its providers. Source: ECS API reference, Cluster,
/// `attachments`, `attachmentsStatus`; PutClusterCapacityProviders, ClusterServiceConnectDefaults.
import SimulationKit

extension ECS {
  package struct ClusterAttachment: Hashable, Sendable {
    package enum Kind: String, Sendable {
      case scalingPolicy = "as_policy"
      case managedDraining = "managed_draining"
      case serviceConnect = "sc"
    }
    package enum Status: String, Sendable {
      case creating = "CREATING"
      case created = "CREATED"
      case deleting = "DELETING"
      case failed = "FAILED"
    }
    /// A UUID.
    package let id: String
    package let kind: Kind
    /// The capacity provider's name; of `serviceConnect` the namespace, by name or ARN.
    package let subject: String
    /// `ECSManagedAutoScalingPolicy-UUID`.
    package let policyName: String?
    package var status: Status
  }

  package struct ClusterAttachments: Sendable {
    package internal(set) var list: [ClusterAttachment] = []
    /// Grows with each change; 0 where there never was an attachment.
    package internal(set) var update = 0
    package internal(set) var isInProgress = false
    /// True from CreateCluster until its first attachments stand, and while those are the ones that failed.
    package internal(set) var isFirst = false
    package var hasFailed: Bool { list.contains { $0.status == .failed } }

    /// nil where there never was an attachment.
    package var status: String? {
      update == 0 ? nil : isInProgress ? "UPDATE_IN_PROGRESS" : hasFailed ? "UPDATE_FAILED" : "UPDATE_COMPLETE"
    }
  }
}

extension ECS.Cluster {
  /// What replies show as its status.
  package var shownStatus: String {
    switch status {
    case .active:
      attachments.isFirst ? attachments.isInProgress ? "PROVISIONING" : "FAILED" : status.rawValue
    case .inactive: attachments.isInProgress ? "DEPROVISIONING" : status.rawValue
    }
  }
}

extension Region {
  /// - Throws: UpdateInProgressException.
  func checkAttachmentsStand(_ cluster: ECS.Cluster) throws(ServiceFailure) {
    guard cluster.attachments.isInProgress else { return }
    throw ServiceFailure(
      "UpdateInProgressException",
      "The specified cluster is in a busy state. Cluster attachments must be in UPDATE_COMPLETE or UPDATE_FAILED state "
        + "before they can be updated. Wait and try again.",
      why: "ECS is still setting up what an earlier change of '\(cluster.name)' asked for; that takes some seconds.")
  }

  /// The cluster has other providers now: attachments follow, groups send their instances, managed scaling looks.
  mutating func providersChanged(ofCluster name: String, isFirst: Bool = false) {
    renewAttachments(ofCluster: name, isFirst: isFirst)
    for provider in ecs.clusters[name]?.capacityProviders ?? [] {
      if let group = ecs.capacityProviders[provider]?.autoScalingGroup?.groupName { askForGroupTurn(group) }
    }
    capacityChanged(inCluster: name)
  }

  /// Makes attachments that the cluster's providers and default namespace need and lets others go.
  mutating func renewAttachments(ofCluster name: String, isFirst: Bool = false) {
    guard let cluster = ecs.clusters[name] else { return }
    var needed = cluster.capacityProviders.flatMap(neededAttachments)
    if let namespace = cluster.defaultNamespace { needed.append((.serviceConnect, namespace)) }
    // What failed is tried anew.
    var list = cluster.attachments.list.filter { $0.status != .failed }
    for index in list.indices where !needed.contains(where: { $0 == (list[index].kind, list[index].subject) }) {
      list[index].status = .deleting
      if list[index].kind == .scalingPolicy {
        deleteManagedScalingAlarms(of: ECS.CapacityKey(cluster: name, provider: list[index].subject))
      }
    }
    for (kind, provider) in needed {
      let known = list.first { ($0.kind, $0.subject) == (kind, provider) && $0.status != .deleting }
      let attachment = known ?? newAttachment(kind, provider)
      if known == nil { list.append(attachment) }
      guard let policy = attachment.policyName else { continue }
      markManaged(provider)
      putManagedScalingAlarms(of: ECS.CapacityKey(cluster: name, provider: provider), policy: policy)
    }
    guard list != cluster.attachments.list else { return }
    ecs.clusters[name]?.attachments.list = list
    ecs.clusters[name]?.attachments.isInProgress = true
    ecs.clusters[name]?.attachments.isFirst = isFirst
    let update = cluster.attachments.update + 1
    ecs.clusters[name]?.attachments.update = update
    schedule(.capacity(.attachmentsDone(cluster: name, update: update)), after: timing.capacity.attachments)
  }

  private func neededAttachments(of provider: String) -> [(ECS.ClusterAttachment.Kind, String)] {
    guard let group = ecs.capacityProviders[provider]?.autoScalingGroup else { return [] }
    var needed: [(ECS.ClusterAttachment.Kind, String)] = []
    if group.managedScaling.isEnabled { needed.append((.scalingPolicy, provider)) }
    if group.hasManagedDraining { needed.append((.managedDraining, provider)) }
    return needed
  }

  /// ECS leaves its mark on a group that it scales.
  private mutating func markManaged(_ provider: String) {
    guard let group = ecs.capacityProviders[provider]?.autoScalingGroup?.groupName,
      autoScaling.groups[group]?.tags.contains(where: { $0.key == "AmazonECSManaged" }) == false
    else { return }
    autoScaling.groups[group]?.tags.append(.init(key: "AmazonECSManaged", value: "", propagatesAtLaunch: true))
  }

  private mutating func newAttachment(_ kind: ECS.ClusterAttachment.Kind, _ provider: String) -> ECS.ClusterAttachment {
    let policy: String? =
      switch kind {
      case .scalingPolicy: "ECSManagedAutoScalingPolicy-" + mint.uuid()
      case .managedDraining, .serviceConnect: nil
      }
    return ECS.ClusterAttachment(
      id: mint.uuid(), kind: kind, subject: provider, policyName: policy, status: .creating)
  }

  mutating func finishAttachments(ofCluster name: String, update: Int) {
    guard var cluster = ecs.clusters[name], cluster.attachments.update == update else { return }
    let wasFirst = cluster.attachments.isFirst
    cluster.attachments.list.removeAll { $0.status == .deleting }
    let problems = cluster.attachments.list.map { problem(with: $0) }
    for (index, problem) in problems.enumerated() {
      cluster.attachments.list[index].status = problem == nil ? .created : .failed
    }
    cluster.attachments.isInProgress = false
    cluster.attachments.isFirst = wasFirst && cluster.attachments.hasFailed
    ecs.clusters[name] = cluster
    let isWhole = wasFirst || cluster.status == .inactive
    recordCluster(
      name, isWhole ? cluster.shownStatus : "attachments \(cluster.attachments.status ?? "")",
      reason: problems.lazy.compactMap(\.self).first)
  }

  /// Why the attachment cannot be made, or stands no more.
  private func problem(with attachment: ECS.ClusterAttachment) -> String? {
    switch attachment.kind {
    case .scalingPolicy, .managedDraining:
      ecs.capacityProviders[attachment.subject]?.autoScalingGroup.flatMap { problem(withGroup: $0) }
    case .serviceConnect: nil
    }
  }

  /// The cluster is deleted, and what stood beside it goes: at once but for what is on Auto Scaling groups.
  mutating func dropAttachments(of cluster: inout ECS.Cluster) {
    let (name, list) = (cluster.name, cluster.attachments.list)
    for attachment in list where attachment.kind == .scalingPolicy {
      deleteManagedScalingAlarms(of: ECS.CapacityKey(cluster: name, provider: attachment.subject))
    }
    cluster.attachments.list = list.filter { $0.kind != .serviceConnect && $0.status != .failed }
    cluster.attachments.isFirst = false
    guard !cluster.attachments.list.isEmpty else { return }
    for index in cluster.attachments.list.indices { cluster.attachments.list[index].status = .deleting }
    cluster.attachments.isInProgress = true
    cluster.attachments.update += 1
    schedule(
      .capacity(.attachmentsDone(cluster: name, update: cluster.attachments.update)), after: timing.capacity.attachments
    )
  }

  /// After a provider's settings changed: every cluster that has it.
  mutating func refreshAttachments(ofProvider provider: String) {
    for (name, cluster) in ecs.clusters
    where cluster.status == .active && cluster.capacityProviders.contains(provider) {
      providersChanged(ofCluster: name, isFirst: cluster.attachments.isFirst)
    }
  }
}
