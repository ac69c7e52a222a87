/// Making and deleting load balancers, and the tie between target groups and those that send users to them.
///
/// In: settings that the border has read. Out: load balancers; AWS's refusal before anything changed.
/// Source: Elastic Load Balancing API reference, CreateLoadBalancer, DeleteLoadBalancer.
import SimulationKit

extension LoadBalancing {
  package struct LoadBalancerOrder: Sendable {
    package var name: String
    package var kind = Kind.application
    package var scheme = Scheme.internetFacing
    package var subnets: [String] = []
    package var securityGroups: [String] = []
    package var ipAddressType = "ipv4"
    package var tags: [Tag] = []
    package init(name: String) { self.name = name }
  }
}

extension Region {
  /// CreateLoadBalancer; one of the same name and settings is given back as it is.
  package mutating func createLoadBalancer(
    _ order: LoadBalancing.LoadBalancerOrder
  ) throws(ServiceFailure) -> LoadBalancing.LoadBalancer {
    try checkLoadBalancingName(order.name, of: "load balancer")
    guard !order.name.hasPrefix("internal-") else {
      throw .validationError("The load balancer name '\(order.name)' cannot begin with 'internal-'")
    }
    let vpc = try checkedVPC(of: order)
    let groups =
      order.kind == .network && order.securityGroups.isEmpty ? [] : try checkedGroups(order.securityGroups, inVPC: vpc)
    if let existing = loadBalancing.loadBalancers.values.first(where: { $0.name == order.name }) {
      guard existing.kind == order.kind, existing.scheme == order.scheme, existing.subnets == order.subnets,
        existing.securityGroups == groups, existing.ipAddressType == order.ipAddressType
      else {
        throw ServiceFailure(
          "DuplicateLoadBalancerName",
          "A load balancer with the same name '\(order.name)' exists, but with different settings")
      }
      return existing
    }
    let id = mint.hexadecimal(16)
    let inside = order.scheme == .internal ? "internal-" : ""
    let dnsName =
      order.kind == .application
      ? "\(inside)\(order.name)-\(mint.digits(10)).\(name).elb.\(partition.hostSuffix)"
      : "\(order.name)-\(id).elb.\(name).\(partition.hostSuffix)"
    let balancer = LoadBalancing.LoadBalancer(
      arn: loadBalancingARN("loadbalancer/\(order.kind.short)/\(order.name)/\(id)"), name: order.name, kind: order.kind,
      scheme: order.scheme, vpcID: vpc, subnets: order.subnets, securityGroups: groups,
      ipAddressType: order.ipAddressType, dnsName: dnsName, createdAt: now,
      activeAt: now + timing.loadBalancerProvisioning, tags: order.tags)
    loadBalancing.loadBalancers[balancer.arn] = balancer
    recordLoadBalancing("loadBalancer/\(order.name)", "load balancer created")
    return balancer
  }

  /// DeleteLoadBalancer, with its listeners and their rules; one that is gone is no error.
  /// - Throws: OperationNotPermitted where its attributes protect it.
  package mutating func deleteLoadBalancer(_ arn: String) throws(ServiceFailure) {
    guard let balancer = loadBalancing.loadBalancers[arn] else { return }
    guard !balancer.isProtectedFromDeletion else {
      throw ServiceFailure(
        "OperationNotPermitted",
        "Load balancer '\(arn)' cannot be deleted because deletion protection is enabled",
        why: "'aws elbv2 modify-load-balancer-attributes' sets deletion_protection.enabled to false.")
    }
    loadBalancing.loadBalancers[arn] = nil
    for listener in loadBalancing.listeners.values where listener.loadBalancer == arn { removeListener(listener.arn) }
    refreshAssociations()
    recordLoadBalancing("loadBalancer/\(balancer.name)", "load balancer deleted")
  }

  package mutating func modifyLoadBalancerAttributes(
    _ arn: String, _ changes: [(key: String, value: String)]
  ) throws(ServiceFailure) -> LoadBalancing.LoadBalancer {
    guard var balancer = loadBalancing.loadBalancers[arn] else { throw .loadBalancerNotFound(arn) }
    for (key, value) in changes {
      guard balancer.attributes.contains(where: { $0.key == key }) else {
        throw .validationError(
          "Load balancer attribute key '\(key)' is not recognized",
          why: "'aws elbv2 describe-load-balancer-attributes' shows the keys of this load balancer.")
      }
      if key.hasSuffix(".enabled"), !["true", "false"].contains(value) {
        throw .validationError("Load balancer attribute '\(key)' must be 'true' or 'false'")
      }
      if key == LoadBalancing.LoadBalancer.secondaryAddresses, !(0...7).contains(Int(value) ?? -1) {
        throw .validationError("Load balancer attribute '\(key)' must be between '0' and '7'")  // [SIM]
      }
      balancer.changedAttributes[key] = value
    }
    loadBalancing.loadBalancers[arn] = balancer
    recordLoadBalancing("loadBalancer/\(balancer.name)", "load balancer attributes modified")
    return balancer
  }

  /// 1 to 32 letters, digits and hyphens.
  func checkLoadBalancingName(_ name: String, of thing: String) throws(ServiceFailure) {
    let capital = thing == "load balancer" ? "The load balancer name" : "Target group name"
    guard name.unicodeScalars.count <= 32 else {
      throw .validationError("\(capital) '\(name)' cannot be longer than '32' characters")
    }
    guard !name.isEmpty, name.utf8.allSatisfy({ ECS.isNameByte($0) && $0 != UInt8(ascii: "_") }) else {
      let conjunction = thing == "load balancer" ? "and" : "or"
      throw .validationError(
        "\(capital) '\(name)' can only contain characters that are alphanumeric characters \(conjunction) hyphens(-)")
    }
    guard !name.hasPrefix("-"), !name.hasSuffix("-") else {
      throw .validationError("\(capital) '\(name)' cannot begin or end with '-'")
    }
  }

  /// The groups, or where none is given the VPC's default one.
  func checkedGroups(_ ids: [String], inVPC vpc: String) throws(ServiceFailure) -> [String] {
    let known = network.securityGroups.values.filter { $0.vpcID == vpc }
    for id in ids where !known.contains(where: { $0.id == id }) {
      throw network.securityGroups[id] == nil
        ? ServiceFailure(
          "InvalidSecurityGroup", "One or more security groups are invalid", why: "There is no '\(id)'.")
        : ServiceFailure(
          "InvalidConfigurationRequest", "Security group '\(id)' does not belong to VPC '\(vpc)'",
          why: "A load balancer stands in the VPC of its subnets, and takes security groups of that one.")
    }
    return ids.isEmpty ? known.first { $0.name == "default" }.map { [$0.id] } ?? [] : ids
  }

  /// The VPC of the subnets, which must be in different zones of it.
  private func checkedVPC(of order: LoadBalancing.LoadBalancerOrder) throws(ServiceFailure) -> String {
    var found: [Network.Subnet] = []
    for id in order.subnets {
      guard let subnet = network.subnets[id] else {
        throw ServiceFailure("SubnetNotFound", "The subnet ID '\(id)' does not exist")
      }
      found.append(subnet)
    }
    guard let first = found.first else {
      throw .validationError(
        "Either subnets or subnet mappings must be specified",
        why: "Say in which zones it is to stand: --subnets SUBNET SUBNET.")
    }
    guard found.allSatisfy({ $0.vpcID == first.vpcID }) else {
      throw ServiceFailure("InvalidConfigurationRequest", "All subnets must belong to the same VPC: '\(first.vpcID)'")
    }
    let zones = found.map(\.availabilityZone)
    guard Set(zones).count == zones.count else {
      throw ServiceFailure(
        "InvalidConfigurationRequest",
        "A load balancer cannot be attached to multiple subnets in the same Availability Zone")
    }
    guard order.kind == .network || zones.count > 1 else {
      throw .validationError(
        "At least two subnets in two different Availability Zones must be specified",
        why: "An application load balancer stands in two zones at least.")
    }
    let hasGateway = network.subnets.values.contains { $0.vpcID == first.vpcID && $0.route == .internet }
    guard order.scheme == .internal || hasGateway else {
      throw ServiceFailure("InvalidSubnet", "VPC \(first.vpcID) has no internet gateway")
    }
    return first.vpcID
  }

  mutating func recordLoadBalancing(_ source: String, _ message: String) {
    record(EventRecord.Draft(.command, source: source, cluster: nil, message: message))
  }
}

extension Region {
  /// Called when listeners or rules were made, changed or deleted: groups that are used now are checked, those that no
  /// longer are rest. Cost: O(rules and groups), and the targets of groups that changed.
  mutating func refreshAssociations() {
    var users: [String: [String]] = [:]
    for rule in loadBalancing.rules.values {
      guard let balancer = loadBalancing.listeners[rule.listener]?.loadBalancer else { continue }
      for group in rule.actions.flatMap(\.targetGroups) where !(users[group.arn]?.contains(balancer) ?? false) {
        users[group.arn, default: []].append(balancer)
      }
    }
    for arn in Array(loadBalancing.targetGroups.keys) { associate(arn, with: users[arn] ?? []) }
  }

  /// Notes who leads to a group of either service.
  mutating func associate(_ arn: String, with users: [String]) {
    guard let group = targetGroup(arn), group.loadBalancers != users else { return }
    changeTargetGroup(arn) { $0.loadBalancers = users }
    noteHosts(ofGroup: arn)
    beginChecks(ofGroup: arn)
  }

  mutating func beginChecks(ofGroup arn: String) {
    for target in targetGroup(arn)?.targets.values.elements ?? [] where target.drainsUntil == nil {
      beginChecks(of: .init(targetGroup: arn, key: target.key))
    }
  }
}
