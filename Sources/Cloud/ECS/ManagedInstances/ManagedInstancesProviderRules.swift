/// What can be done with Managed Instances providers, beside what holds for every capacity provider.
///
/// In: settings of requests. Out: the provider as it then is, or AWS's refusal. A provider belongs to one cluster, which
/// has it in its list as soon as it is ACTIVE; one that is being deleted lets its instances drain.
/// Source: ECS API reference, CreateCapacityProvider, UpdateCapacityProvider, DeleteCapacityProvider.
import Documents
import SimulationKit

extension Region {
  /// Makes a provider, PROVISIONING at first; the same request again answers the one that is there.
  package mutating func createManagedInstancesProvider(
    named name: String, cluster reference: String, _ settings: ECS.ManagedInstancesProvider, tags: [ECS.Tag]
  ) throws(ServiceFailure) -> ECS.CapacityProvider {
    try checkNewProviderName(name)
    let cluster = try activeCluster(reference)
    try check(settings)
    if let known = ecs.capacityProviders[name], known.status != .inactive {
      guard known.kind == .managedInstances(settings), known.cluster == cluster.name,
        known.updateStatus != .deleteInProgress
      else { throw .providerExists(name) }
      return known
    }
    guard cluster.capacityProviders.contains(name) || cluster.capacityProviders.count < 20 else {
      throw .invalidParameter("A cluster can not have more than 20 capacity providers.")
    }
    var provider = ECS.CapacityProvider(name: name, kind: .managedInstances(settings), createdAt: now)
    provider.cluster = cluster.name
    provider.status = .provisioning
    provider.note(.createInProgress)
    provider.tags = tags
    ecs.capacityProviders[name] = nil
    ecs.capacityProviders[name] = provider
    recordProvider(name, "PROVISIONING")
    schedule(
      .managedInstance(.providerReady(name, createdAt: now)), after: timing.managedInstances.providerCreation)
    return provider
  }

  mutating func managedProviderIsReady(_ name: String, createdAt: Instant) {
    guard let provider = ecs.capacityProviders[name], provider.createdAt == createdAt,
      provider.status == .provisioning, provider.updateStatus == .createInProgress, let cluster = provider.cluster
    else { return }
    if let problem = provider.managedInstances.flatMap({ problemWithInfrastructureRole(of: $0) }) {
      ecs.capacityProviders[name]?.note(.createFailed, reason: problem)
      return recordProvider(name, "CREATE_FAILED", reason: problem)
    }
    ecs.capacityProviders[name]?.status = .active
    ecs.capacityProviders[name]?.note(.createComplete)
    recordProvider(name, "ACTIVE")
    guard let known = ecs.clusters[cluster], known.status == .active, !known.capacityProviders.contains(name) else {
      return
    }
    ecs.clusters[cluster]?.capacityProviders.append(name)
    recordCluster(cluster, "capacity providers changed")
  }

  /// New instances are booted by the new settings; those there stay as they are.
  package mutating func updateManagedInstancesProvider(
    _ reference: String, cluster: String?, _ change: (inout ECS.ManagedInstancesProvider) throws(ServiceFailure) -> Void
  ) throws(ServiceFailure) -> ECS.CapacityProvider {
    var provider = try ownProvider(reference, verb: "updated")
    try checkCluster(cluster, of: provider)
    guard var settings = provider.managedInstances else {
      throw .invalidParameter(
        "The specified capacity provider is not a managed instances capacity provider.",
        why: "'\(provider.name)' is of an Auto Scaling group: change it with --auto-scaling-group-provider.")
    }
    guard provider.isUsable else {
      throw .client(
        "The specified capacity provider is not in an ACTIVE state. Specify an active capacity provider and try again.",
        why: "'\(provider.name)' is \(provider.status.rawValue).")
    }
    try change(&settings)
    try check(settings)
    provider.kind = .managedInstances(settings)
    provider.note(.updateInProgress)
    ecs.capacityProviders[provider.name] = provider
    recordProvider(provider.name, "updated")
    askForManagedTurn(provider.name)
    schedule(
      .managedInstance(.providerUpdated(provider.name, createdAt: provider.createdAt)),
      after: timing.managedInstances.providerUpdate)
    return provider
  }

  mutating func finishUpdate(ofProvider name: String, createdAt: Instant) {
    guard let provider = ecs.capacityProviders[name], provider.createdAt == createdAt,
      provider.updateStatus == .updateInProgress
    else { return }
    let problem = provider.managedInstances.flatMap { problemWithInfrastructureRole(of: $0) }
    ecs.capacityProviders[name]?.note(problem == nil ? .updateComplete : .updateFailed, reason: problem)
    recordProvider(name, problem == nil ? "UPDATE_COMPLETE" : "UPDATE_FAILED", reason: problem)
  }

  /// Why ECS can neither boot nor end instances; nil while its role is in order. No text of AWS for this is published.
  func problemWithInfrastructureRole(of settings: ECS.ManagedInstancesProvider) -> String? {
    let reference = settings.infrastructureRoleARN
    guard let role = identity.role(reference), role.trusts.contains("ecs.amazonaws.com") else {
      return "ECS was unable to assume the infrastructure role '\(reference)'. Please verify that the role exists and "
        + "trusts ecs.amazonaws.com."
    }
    return role.may("ec2:CreateFleet", byManaged: ManagedPolicy.bootingInstances)
      ? nil : "The infrastructure role '\(reference)' is not authorized to perform: ec2:CreateFleet."
  }

  /// Why instances of a provider that is being deleted stay; nil where none is left, or they can be ended.
  func problemWithInstances(of provider: ECS.CapacityProvider) -> String? {
    guard let settings = provider.managedInstances, let cluster = provider.cluster,
      !instances(ofProviders: [provider.name], inCluster: cluster).isEmpty
        || !bootingInstances(ofProvider: provider.name).isEmpty
    else { return nil }
    return problemWithInfrastructureRole(of: settings)
  }

  /// - Throws: InvalidParameterException where a request names another cluster than the provider's.
  package func checkCluster(_ reference: String?, of provider: ECS.CapacityProvider) throws(ServiceFailure) {
    guard let reference, let own = provider.cluster else { return }
    guard clusterName(reference) != own else { return }
    throw .invalidParameter(
      "The specified capacity provider is not associated with the cluster.",
      why: "'\(provider.name)' belongs to the cluster '\(own)'.")
  }

  /// Called when the deletion of a Managed Instances provider begins.
  /// - Throws: ClientException while a daemon is on it.
  func checkNoDaemon(on provider: ECS.CapacityProvider) throws(ServiceFailure) {
    guard let cluster = provider.cluster,
      let daemon = daemons(onProvider: provider.name, inCluster: cluster).first
    else { return }
    throw .client(
      "The capacity provider cannot be deleted because it is associated with daemon: \(daemon.key.name). "
        + "Remove the capacity provider from the daemon and try again.",
      why: "Delete the daemon, or update it to other capacity providers.")
  }

  /// Lets the instances of a provider that is being deleted drain.
  /// - Returns: whether some are left.
  mutating func drainInstances(ofProvider provider: ECS.CapacityProvider) -> Bool {
    guard provider.managedInstances != nil, let cluster = provider.cluster else { return false }
    let instances = instances(ofProviders: [provider.name], inCluster: cluster)
    for instance in instances where instance.status == .active {
      replaceInstance(instance.id, reason: "Its capacity provider is being deleted.")
    }
    return !instances.isEmpty || !bootingInstances(ofProvider: provider.name).isEmpty
  }

  private func check(_ settings: ECS.ManagedInstancesProvider) throws(ServiceFailure) {
    guard isIAM(settings.infrastructureRoleARN, "role") else {
      throw .client(
        "Role is not valid",
        why: "infrastructureRoleArn is a role's ARN, such as \(roleARN("ecsInfrastructureRole")).")
    }
    guard isIAM(settings.instanceProfileARN, "instance-profile") else {
      throw .invalidParameter(
        "The instance profile ARN is invalid.",
        why: "ec2InstanceProfileArn is the ARN of an instance profile, such as "
          + "\(arn(service: "iam", "instance-profile/ecsInstanceRole")).")
    }
    try checkNetwork(of: settings)
    if let delay = settings.scaleInAfterSeconds {
      guard ECS.ManagedInstancesProvider.scaleInDelays.contains(delay) else {
        throw .invalidParameter(
          "scaleInAfter must be between -1 and 3600.", why: "-1 never lets an idle instance go, 0 at once.")
      }
    }
    guard settings.requirements?.types.isEmpty != true else {
      throw .invalidParameter(
        "No instance types match the specified instance requirements.",
        why: "Bare metal is left out, and burstable types (t3 and the like) are unless burstablePerformance says "
          + "included; widen vCpuCount or memoryMiB, or the list of allowed types.")
    }
  }

  private func checkNetwork(of settings: ECS.ManagedInstancesProvider) throws(ServiceFailure) {
    guard !settings.subnets.isEmpty else {
      throw .invalidParameter(
        "subnets can not be empty.",
        why: "Say in which subnets instances are to be: networkConfiguration={subnets=[…]}.")
    }
    for id in settings.subnets where network.subnets[id] == nil {
      throw .invalidParameter(
        "Error retrieving subnet information for [\(id)]: The subnet ID '\(id)' does not exist "
          + "(ErrorCode: InvalidSubnetID.NotFound)")
    }
    guard Set(settings.subnets.compactMap { network.subnets[$0]?.vpcID }).count == 1 else {
      throw .invalidParameter("All subnets must be in the same VPC.")
    }
    for id in settings.securityGroups where network.securityGroups[id] == nil {
      throw .invalidParameter(
        "Error retrieving security group information for [\(id)]: The security group '\(id)' does not exist "
          + "(ErrorCode: InvalidGroup.NotFound)")
    }
  }

  private func isIAM(_ arn: String, _ kind: String) -> Bool {
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 6 && parts[0] == "arn" && parts[2] == "iam" && parts[5].hasPrefix("\(kind)/")
      && parts[5].utf8.count > kind.utf8.count + 1
  }
}
