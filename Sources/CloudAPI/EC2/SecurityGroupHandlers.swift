/// Security groups at the border of EC2.
///
/// In: calls. Out: replies; rules with the same protocol and ports are shown as one permission.
/// Source: EC2 API reference, DescribeSecurityGroups, CreateSecurityGroup, DeleteSecurityGroup,
/// AuthorizeSecurityGroupIngress, AuthorizeSecurityGroupEgress, RevokeSecurityGroupIngress, RevokeSecurityGroupEgress,
/// IpPermission.
import Cloud
import Documents

extension CloudAPI {
  @Sendable static func describeSecurityGroups(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.checkDryRun()
    let all = region.network.securityGroups.values
    let byID = try named(try input.strings("GroupIds"), among: all.map { (id: $0.id, resource: $0) }) { ids in
      .securityGroupNotFound(ids[0])
    }
    let names = try input.strings("GroupNames")
    let byName = try named(names, among: byID.map { (id: $0.name, resource: $0) }) { names in
      .securityGroupNotFound(names[0])
    }
    let page = try input.ec2Page(of: try input.filtered(byName), key: \.id)
    return Document.Object(rendering: ["SecurityGroups": page.items.map(region.document), "NextToken": page.nextToken])
  }

  @Sendable static func createSecurityGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let name = try input.ec2String("GroupName")
    guard let description = try input.string("Description"), !description.isEmpty else {
      // The member's name on the wire.
      throw ServiceFailure("MissingParameter", "The request must contain the parameter GroupDescription")
    }
    let tags = try input.tags(of: "security-group")
    try input.checkDryRun()
    let group = try region.createSecurityGroup(
      named: name, description: description, vpcID: try input.string("VpcId"), tags: tags)
    return Document.Object(rendering: [
      "GroupId": group.id, "Tags": Document.Object.ec2Tags(group.tags), "SecurityGroupArn": region.arn(of: group),
    ])
  }

  @Sendable static func deleteSecurityGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let group = try region.securityGroup(id: try input.string("GroupId"), name: try input.string("GroupName"))
    try input.checkDryRun()
    try region.deleteSecurityGroup(group)
    return Document.Object(rendering: ["Return": true, "GroupId": group.id])
  }

  @Sendable static func authorizeSecurityGroupIngress(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try authorize(call, .ingress, &region)
  }

  @Sendable static func authorizeSecurityGroupEgress(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try authorize(call, .egress, &region)
  }

  private static func authorize(
    _ call: Call, _ direction: Network.Direction, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (input, group) = (call.input, try call.input.securityGroup(region))
    var rules = try input.securityGroupRules(region)
    let tags = try input.tags(of: "security-group-rule")
    for index in rules.indices { rules[index].tags = tags }
    guard !rules.isEmpty else {
      throw ServiceFailure(
        "MissingParameter", "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.",
        why: "Say what to let through: --protocol tcp --port 80 --cidr 0.0.0.0/0, or --ip-permissions.")
    }
    try input.checkDryRun()
    let added = try region.authorize(rules, direction, ofGroup: group.id)
    return Document.Object(rendering: [
      "Return": true, "SecurityGroupRules": added.map { region.document(of: $0, direction, inGroup: group) },
    ])
  }

  @Sendable static func revokeSecurityGroupIngress(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try revoke(call, .ingress, &region)
  }

  @Sendable static func revokeSecurityGroupEgress(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try revoke(call, .egress, &region)
  }

  private static func revoke(
    _ call: Call, _ direction: Network.Direction, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (input, group) = (call.input, try call.input.securityGroup(region))
    var rules = try input.securityGroupRules(region)
    for id in try input.strings("SecurityGroupRuleIds") ?? [] {
      guard let rule = group.rules(direction).first(where: { $0.id == id }) else {
        throw ServiceFailure(
          "InvalidSecurityGroupRuleId.NotFound", "The security group rule ID '\(id)' does not exist")
      }
      rules.append(rule)
    }
    try input.checkDryRun()
    try region.revoke(rules, direction, ofGroup: group.id)
    return ["Return": true]
  }
}

// MARK: - Reading rules

extension Input {
  func ec2String(_ member: String) throws(ServiceFailure) -> String {
    guard let text = try string(member) else {
      throw ServiceFailure("MissingParameter", "The request must contain the parameter \(member)")
    }
    return text
  }

  /// The group that a request names.
  fileprivate func securityGroup(_ region: Region) throws(ServiceFailure) -> Network.SecurityGroup {
    try region.securityGroup(id: string("GroupId"), name: knows("GroupName") ? string("GroupName") : nil)
  }

  /// The rules of `IpPermissions`, or of the older single members.
  fileprivate func securityGroupRules(_ region: Region) throws(ServiceFailure) -> [Network.SecurityGroupRule] {
    var rules: [Network.SecurityGroupRule] = []
    for permission in try structures("IpPermissions") ?? [] {
      guard let transport = try permission.string("IpProtocol") else {
        throw ServiceFailure("MissingParameter", "The request must contain the parameter IpProtocol")
      }
      let (from, to) = (try permission.integer("FromPort"), try permission.integer("ToPort"))
      for peer in try permission.peers(region) {
        rules.append(try .checked(transport, from: from, to: to, peer: peer.peer, description: peer.description))
      }
    }
    if let transport = try string("IpProtocol"), let cidr = try string("CidrIp") {
      let (from, to) = (try integer("FromPort"), try integer("ToPort"))
      rules.append(try .checked(transport, from: from, to: to, peer: .cidrIPv4(cidr), description: nil))
    }
    return rules
  }

  private func peers(
    _ region: Region
  ) throws(ServiceFailure) -> [(peer: Network.SecurityGroupRule.Peer, description: String?)] {
    var peers: [(peer: Network.SecurityGroupRule.Peer, description: String?)] = []
    for range in try structures("IpRanges") ?? [] {
      peers.append((.cidrIPv4(try range.string("CidrIp") ?? ""), try range.string("Description")))
    }
    for range in try structures("Ipv6Ranges") ?? [] {
      peers.append((.cidrIPv6(try range.string("CidrIpv6") ?? ""), try range.string("Description")))
    }
    for list in try structures("PrefixListIds") ?? [] {
      peers.append((.prefixList(try list.string("PrefixListId") ?? ""), try list.string("Description")))
    }
    for pair in try structures("UserIdGroupPairs") ?? [] {
      let group = try region.securityGroup(id: try pair.string("GroupId"), name: try pair.string("GroupName"))
      peers.append((.group(group.id), try pair.string("Description")))
    }
    return peers
  }
}

extension Network.SecurityGroupRule {
  fileprivate static func checked(
    _ transport: String, from: Int?, to: Int?, peer: Peer, description: String?
  ) throws(ServiceFailure) -> Self {
    let word = ["all": "-1", "6": "tcp", "17": "udp", "1": "icmp"][transport.lowercased()] ?? transport.lowercased()
    guard ["tcp", "udp", "icmp", "icmpv6", "-1"].contains(word) || Int(word).map({ (0...255).contains($0) }) ?? false
    else {
      throw ServiceFailure(
        "InvalidParameterValue", "Invalid value '\(transport)' for IP protocol. Unknown protocol.")
    }
    if case .cidrIPv4(let text) = peer, CIDRBlock(text) == nil {
      throw ServiceFailure(
        "InvalidParameterValue", "CIDR block \(text) is malformed",
        why: "Write an address and a prefix length: 0.0.0.0/0 for everybody, 203.0.113.7/32 for one address.")
    }
    let hasPorts = word == "tcp" || word == "udp"
    if hasPorts {
      guard let from, let to else {
        throw ServiceFailure(
          "InvalidParameterValue", "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.")
      }
      guard (from, to) == (-1, -1) || ((0...65_535).contains(from) && (0...65_535).contains(to) && from <= to) else {
        throw ServiceFailure("InvalidParameterValue", "Invalid TCP port range (\(from):\(to))")
      }
    }
    let isAll = word == "-1"
    let isAllPorts = hasPorts && from == -1
    return Network.SecurityGroupRule(
      transport: word, fromPort: isAll ? nil : isAllPorts ? 0 : from, toPort: isAll ? nil : isAllPorts ? 65_535 : to,
      peer: peer, description: description)
  }
}

// MARK: - What is shown

extension Network.SecurityGroup: EC2Filterable {
  func values(ofFilter name: String) -> [String]? {
    switch name {
    case "group-id": [id]
    case "group-name": [self.name]
    case "vpc-id": [vpcID]
    case "description": [description]
    default:
      name.hasPrefix("egress.ip-permission.")
        ? Self.values(of: egress, at: name.dropFirst("egress.ip-permission.".count))
        : name.hasPrefix("ip-permission.") ? Self.values(of: ingress, at: name.dropFirst("ip-permission.".count)) : nil
    }
  }

  private static func values(of rules: [Network.SecurityGroupRule], at part: Substring) -> [String]? {
    switch part {
    case "protocol": rules.map(\.transport)
    case "from-port": rules.compactMap { $0.fromPort.map(String.init) }
    case "to-port": rules.compactMap { $0.toPort.map(String.init) }
    case "cidr": rules.compactMap { if case .cidrIPv4(let text) = $0.peer { text } else { nil } }
    case "ipv6-cidr": rules.compactMap { if case .cidrIPv6(let text) = $0.peer { text } else { nil } }
    case "prefix-list-id": rules.compactMap { if case .prefixList(let id) = $0.peer { id } else { nil } }
    case "group-id": rules.compactMap { if case .group(let id) = $0.peer { id } else { nil } }
    default: nil
    }
  }
}

extension Region {
  /// By id, else by name in the default VPC.
  fileprivate func securityGroup(id: String?, name: String?) throws(ServiceFailure) -> Network.SecurityGroup {
    if let id {
      guard let group = network.securityGroups[id] else { throw .securityGroupNotFound(id) }
      return group
    }
    guard let name else {
      throw ServiceFailure(
        "MissingParameter", "The request must contain the parameter groupName or groupId")
    }
    guard
      let group = network.securityGroups.values.first(where: { $0.name == name && $0.vpcID == network.defaultVPC?.id })
    else { throw .securityGroupNotFound(name) }
    return group
  }

  fileprivate func arn(of group: Network.SecurityGroup) -> String {
    arn(service: "ec2", "security-group/\(group.id)")
  }

  fileprivate func document(of group: Network.SecurityGroup) -> Document {
    Document.Object(rendering: [
      "GroupId": group.id, "IpPermissionsEgress": permissions(group.egress),
      "Tags": Document.Object.ec2Tags(group.tags), "VpcId": group.vpcID, "SecurityGroupArn": arn(of: group),
      "OwnerId": account, "GroupName": group.name, "Description": group.description,
      "IpPermissions": permissions(group.ingress),
    ]).rendered
  }

  private func permissions(_ rules: [Network.SecurityGroupRule]) -> [Document] {
    var groups: [[Network.SecurityGroupRule]] = []
    for rule in rules {
      let place = groups.firstIndex { other in
        other.first.map {
          ($0.transport, $0.fromPort, $0.toPort) == (rule.transport, rule.fromPort, rule.toPort)
        } ?? false
      }
      if let place { groups[place].append(rule) } else { groups.append([rule]) }
    }
    return groups.compactMap { rules in rules.first.map { permission($0, of: rules) } }
  }

  private func permission(_ first: Network.SecurityGroupRule, of rules: [Network.SecurityGroupRule]) -> Document {
    var (pairs, ranges, ranges6, lists): ([Document], [Document], [Document], [Document]) = ([], [], [], [])
    for rule in rules {
      let text = rule.description
      switch rule.peer {
      case .cidrIPv4(let block):
        ranges.append(Document.Object(rendering: ["Description": text, "CidrIp": block]).rendered)
      case .cidrIPv6(let block):
        ranges6.append(Document.Object(rendering: ["Description": text, "CidrIpv6": block]).rendered)
      case .prefixList(let id):
        lists.append(Document.Object(rendering: ["Description": text, "PrefixListId": id]).rendered)
      case .group(let id):
        pairs.append(
          Document.Object(rendering: ["Description": text, "UserId": account, "GroupId": id]).rendered)
      }
    }
    return Document.Object(rendering: [
      "IpProtocol": first.transport, "FromPort": first.fromPort, "ToPort": first.toPort, "UserIdGroupPairs": pairs,
      "IpRanges": ranges, "Ipv6Ranges": ranges6, "PrefixListIds": lists,
    ]).rendered
  }

  fileprivate func document(
    of rule: Network.SecurityGroupRule, _ direction: Network.Direction, inGroup group: Network.SecurityGroup
  ) -> Document {
    var (cidr4, cidr6, list, other): (String?, String?, String?, String?) = (nil, nil, nil, nil)
    switch rule.peer {
    case .cidrIPv4(let text): cidr4 = text
    case .cidrIPv6(let text): cidr6 = text
    case .prefixList(let id): list = id
    case .group(let id): other = id
    }
    return Document.Object(rendering: [
      "SecurityGroupRuleId": rule.id, "GroupId": group.id, "GroupOwnerId": account, "IsEgress": direction == .egress,
      "IpProtocol": rule.transport, "FromPort": rule.fromPort ?? -1, "ToPort": rule.toPort ?? -1, "CidrIpv4": cidr4,
      "CidrIpv6": cidr6, "PrefixListId": list,
      "ReferencedGroupInfo": other.map { Document.Object(rendering: ["GroupId": $0, "UserId": account]) },
      "Description": rule.description, "Tags": Document.Object.ec2Tags(rule.tags),
      "SecurityGroupRuleArn": arn(service: "ec2", "security-group-rule/\(rule.id)"),
    ]).rendered
  }
}
