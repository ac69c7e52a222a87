/// Security groups: what they let in, and how they are made and opened.
///
/// In: names, rules. Out: groups with their rules, or EC2's refusal. Rules are kept and shown; whether a connection
/// would get through is asked by `ConnectionTest`, by the health checks of targets and by tasks that pull.
/// Source: EC2 API reference, CreateSecurityGroup, DeleteSecurityGroup, AuthorizeSecurityGroupIngress,
/// AuthorizeSecurityGroupEgress, RevokeSecurityGroupIngress, RevokeSecurityGroupEgress; VPC User Guide, "Security group
/// rules", "Default security groups".
import Collections

extension Network {
  /// One rule: a protocol and ports, and one source or destination.
  package struct SecurityGroupRule: Hashable, Sendable {
    package enum Peer: Hashable, Sendable {
      case cidrIPv4(String)
      case cidrIPv6(String)
      case prefixList(String)
      /// Another group's id.
      case group(String)
    }
    /// `sgr-` and 17 hexadecimal digits; empty for the rules that a group is made with.
    package var id = ""
    /// `tcp`, `udp`, `icmp`, `-1` for all, or a number.
    package var transport: String
    /// nil for all ports.
    package var fromPort: Int?
    package var toPort: Int?
    package var peer: Peer
    package var description: String?
    package var tags: [ECS.Tag] = []

    package init(
      transport: String, fromPort: Int? = nil, toPort: Int? = nil, peer: Peer, description: String? = nil
    ) {
      self.transport = transport
      self.fromPort = fromPort
      self.toPort = toPort
      self.peer = peer
      self.description = description
    }

    /// True for rules that let the same through, whatever they are called.
    package func isSame(as other: SecurityGroupRule) -> Bool {
      (transport, fromPort, toPort) == (other.transport, other.fromPort, other.toPort) && peer == other.peer
    }
  }

  /// The group named `default` of a VPC.
  package func defaultSecurityGroup(ofVPC id: String) -> SecurityGroup? {
    securityGroups.values.first { $0.vpcID == id && $0.name == "default" }
  }
  package var defaultVPC: VPC? { vpcs.values.first(where: \.isDefault) }
}

extension Network {
  /// Of a rule: what comes in, or what goes out.
  package enum Direction: Sendable { case ingress, egress }
}

extension Network.SecurityGroup {
  package func rules(_ direction: Network.Direction) -> [Network.SecurityGroupRule] {
    switch direction {
    case .ingress: ingress
    case .egress: egress
    }
  }

  /// A group that lets everything out, and in what comes from itself where it is the VPC's default.
  package init(id: String, name: String, vpcID: String) {
    let isDefault = name == "default"
    self.init(
      id: id, name: name, vpcID: vpcID, description: isDefault ? "default VPC security group" : name,
      ingress: isDefault ? [.init(transport: "-1", peer: .group(id))] : [])
  }
}

extension Region {
  /// Makes a group without rules of its own for what comes in.
  ///
  /// - Parameter vpcID: nil: the default VPC.
  /// - Throws: InvalidVpcID.NotFound, VPCIdNotSpecified, InvalidParameterValue, InvalidGroup.Duplicate.
  package mutating func createSecurityGroup(
    named groupName: String, description: String, vpcID: String?, tags: [ECS.Tag]
  ) throws(ServiceFailure) -> Network.SecurityGroup {
    let vpc = try vpcForGroup(vpcID)
    guard (1...255).contains(groupName.unicodeScalars.count), !groupName.hasPrefix("sg-") else {
      throw ServiceFailure(
        "InvalidParameterValue",
        "Invalid security group name. Valid names are non-empty strings less than 256 characters from the following "
          + "set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*. They may not begin with sg-.")
    }
    guard groupName != "default" else {
      throw ServiceFailure("InvalidParameterValue", "Cannot use reserved security group name: default")
    }
    guard !network.securityGroups.values.contains(where: { $0.vpcID == vpc.id && $0.name == groupName }) else {
      throw ServiceFailure(
        "InvalidGroup.Duplicate", "The security group '\(groupName)' already exists for VPC '\(vpc.id)'")
    }
    let id = "sg-" + mint.hexadecimal(17)
    var group = Network.SecurityGroup(id: id, name: groupName, vpcID: vpc.id, description: description, ingress: [])
    group.tags = tags
    network.securityGroups[id] = group
    return group
  }

  private func vpcForGroup(_ id: String?) throws(ServiceFailure) -> Network.VPC {
    if let id {
      guard let vpc = network.vpcs[id] else { throw .vpcNotFound(id) }
      return vpc
    }
    guard let vpc = network.defaultVPC else {
      throw ServiceFailure(
        "VPCIdNotSpecified", "No default VPC for this user",
        why: "This account has no default VPC: name one with --vpc-id; 'aws ec2 describe-vpcs' lists them.")
    }
    return vpc
  }

  /// - Throws: CannotDelete for a VPC's default group, DependencyViolation.
  package mutating func deleteSecurityGroup(_ group: Network.SecurityGroup) throws(ServiceFailure) {
    guard group.name != "default" else {
      throw ServiceFailure(
        "CannotDelete", "the specified group: \"\(group.id)\" name: \"default\" cannot be deleted by a user")
    }
    let others = network.securityGroups.values.filter { $0.id != group.id }
    let tasks = ecs.clusters.keys.flatMap { ecs.tasks.all(inCluster: $0) }
    guard
      !tasks.contains(where: { $0.lastStatus != .stopped && $0.securityGroups.contains(group.id) }),
      !ec2.instances.values.contains(where: { $0.state != .terminated && $0.securityGroupIDs.contains(group.id) }),
      !loadBalancing.loadBalancers.values.contains(where: { $0.securityGroups.contains(group.id) }),
      !loadBalancing.classicLoadBalancers.values.contains(where: { $0.securityGroups.contains(group.id) }),
      !others.contains(where: { ($0.ingress + $0.egress).contains { $0.peer == .group(group.id) } })
    else {
      throw ServiceFailure(
        "DependencyViolation", "resource \(group.id) has a dependent object",
        why: "A task, an instance, a load balancer or a rule of another group still names it.")
    }
    network.securityGroups[group.id] = nil
  }

  /// Adds all rules, or none.
  ///
  /// - Throws: InvalidGroup.NotFound, InvalidPermission.Duplicate, RulesPerSecurityGroupLimitExceeded.
  package mutating func authorize(
    _ rules: [Network.SecurityGroupRule], _ direction: Network.Direction, ofGroup id: String
  ) throws(ServiceFailure) -> [Network.SecurityGroupRule] {
    guard let group = network.securityGroups[id] else { throw .securityGroupNotFound(id) }
    let known = group.rules(direction)
    for rule in rules {
      if case .group(let other) = rule.peer, network.securityGroups[other] == nil {
        throw .securityGroupNotFound(other)
      }
      guard !known.contains(where: rule.isSame(as:)) else { throw .duplicateRule(rule) }
    }
    guard known.count + rules.count <= Network.SecurityGroup.maximumRules else {
      throw ServiceFailure(
        "RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached.")
    }
    var added: [Network.SecurityGroupRule] = []
    for var rule in rules {
      rule.id = "sgr-" + mint.hexadecimal(17)
      added.append(rule)
    }
    setRules(known + added, direction, ofGroup: id)
    return added
  }

  /// Takes all rules away, or none.
  ///
  /// - Throws: InvalidGroup.NotFound, InvalidPermission.NotFound.
  package mutating func revoke(
    _ rules: [Network.SecurityGroupRule], _ direction: Network.Direction, ofGroup id: String
  ) throws(ServiceFailure) {
    guard let group = network.securityGroups[id] else { throw .securityGroupNotFound(id) }
    let known = group.rules(direction)
    guard rules.allSatisfy({ rule in known.contains(where: rule.isSame(as:)) }) else {
      throw ServiceFailure(
        "InvalidPermission.NotFound", "The specified rule does not exist in this security group.",
        why: "'aws ec2 describe-security-groups' shows its rules; one goes only with its protocol, ports and peer.")
    }
    setRules(known.filter { rule in !rules.contains(where: rule.isSame(as:)) }, direction, ofGroup: id)
  }

  private mutating func setRules(
    _ rules: [Network.SecurityGroupRule], _ direction: Network.Direction, ofGroup id: String
  ) {
    switch direction {
    case .ingress: network.securityGroups[id]?.ingress = rules
    case .egress: network.securityGroups[id]?.egress = rules
    }
    doorsChanged(ofGroup: id)
  }
}

extension ServiceFailure {
  package static func vpcNotFound(_ id: String) -> ServiceFailure {
    ServiceFailure(
      "InvalidVpcID.NotFound", "The vpc ID '\(id)' does not exist",
      why: "'aws ec2 describe-vpcs' lists the networks of the Region.")
  }
  package static func subnetNotFound(_ id: String) -> ServiceFailure {
    ServiceFailure(
      "InvalidSubnetID.NotFound", "The subnet ID '\(id)' does not exist",
      why: "'aws ec2 describe-subnets' lists the subnets of the Region.")
  }
  package static func securityGroupNotFound(_ id: String) -> ServiceFailure {
    ServiceFailure(
      "InvalidGroup.NotFound", "The security group '\(id)' does not exist",
      why: "'aws ec2 describe-security-groups' lists the groups of the Region.")
  }
  fileprivate static func duplicateRule(_ rule: Network.SecurityGroupRule) -> ServiceFailure {
    let transport = rule.transport == "-1" ? "ALL" : rule.transport.uppercased()
    let peer =
      switch rule.peer {
      case .cidrIPv4(let text), .cidrIPv6(let text), .prefixList(let text), .group(let text): text
      }
    var text = "peer: \(peer), \(transport)"
    if let from = rule.fromPort { text += ", from port: \(from)" }
    if let to = rule.toPort { text += ", to port: \(to)" }
    return ServiceFailure(
      "InvalidPermission.Duplicate", "the specified rule \"\(text), ALLOW\" already exists",
      why: "The group lets this in already; nothing has to be done.")
  }
}
