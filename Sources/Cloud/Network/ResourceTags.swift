/// Labels of what EC2 keeps: networks and what is in them, machines, launch templates.
///
/// In: ids, labels. Out: the resources with other labels, or EC2's refusal before anything changed. Network interfaces,
/// volumes and images have no labels here. Source: EC2 API reference, CreateTags, DeleteTags, DescribeTags; EC2 User Guide,
/// "Tag your Amazon EC2 resources".
import SimulationKit

extension EC2 {
  package struct Labelled: Sendable {
    package let id: String
    /// `vpc`, `subnet`, `natgateway`: as DescribeTags calls it.
    package let type: String
    package let tags: [ECS.Tag]
  }
  static let maximumTags = 50  // fact
}

extension Region {
  /// All that can have labels, one kind after another.
  package var labelled: [EC2.Labelled] {
    var all = network.vpcs.values.map { EC2.Labelled(id: $0.id, type: "vpc", tags: $0.tags) }
    all += network.subnets.values.map { EC2.Labelled(id: $0.id, type: "subnet", tags: $0.tags) }
    all += network.securityGroups.values.map { EC2.Labelled(id: $0.id, type: "security-group", tags: $0.tags) }
    all += network.routeTables.values.map { EC2.Labelled(id: $0.id, type: "route-table", tags: $0.tags) }
    all += network.internetGateways.values.map { EC2.Labelled(id: $0.id, type: "internet-gateway", tags: $0.tags) }
    all += listedNATGateways.map { EC2.Labelled(id: $0.id, type: "natgateway", tags: $0.tags) }
    all += network.addresses.values.map { EC2.Labelled(id: $0.allocationID, type: "elastic-ip", tags: $0.tags) }
    all += ec2.instances.values.map { EC2.Labelled(id: $0.id, type: "instance", tags: $0.launch.tags) }
    all += ec2.launchTemplates.values.map { EC2.Labelled(id: $0.id, type: "launch-template", tags: $0.tags) }
    return all
  }

  /// CreateTags: a key that is there gets another value.
  /// - Throws: InvalidID and the like, InvalidParameterValue, TagLimitExceeded.
  package mutating func createTags(_ tags: [ECS.Tag], of ids: [String]) throws(ServiceFailure) {
    try checkKeys(tags)
    let known = try resources(ids)
    for resource in known {
      let others = resource.tags.filter { own in !tags.contains { $0.key == own.key } }
      guard others.count + Set(tags.map(\.key)).count <= EC2.maximumTags else {
        throw ServiceFailure(
          "TagLimitExceeded", "The maximum number of Tags for a resource has been reached.",
          why: "\(resource.id) may have \(EC2.maximumTags).")
      }
    }
    for resource in known {
      var all = resource.tags
      for tag in tags {
        if let place = all.firstIndex(where: { $0.key == tag.key }) { all[place] = tag } else { all.append(tag) }
      }
      setTags(all, of: resource.id)
    }
  }

  /// DeleteTags: with a value only where it is that value, without keys all of them. Those of AWS stay.
  package mutating func deleteTags(_ tags: [ECS.Tag]?, of ids: [String]) throws(ServiceFailure) {
    if let tags { try checkKeys(tags) }
    for resource in try resources(ids) {
      let kept = resource.tags.filter { own in
        guard own.key?.hasPrefix("aws:") != true else { return true }
        guard let tags, !tags.isEmpty else { return false }
        return !tags.contains { $0.key == own.key && ($0.value == nil || $0.value == own.value ?? "") }
      }
      if kept.count != resource.tags.count { setTags(kept, of: resource.id) }
    }
  }

  private func checkKeys(_ tags: [ECS.Tag]) throws(ServiceFailure) {
    for tag in tags where tag.key?.lowercased().hasPrefix("aws:") ?? false {
      throw ServiceFailure("InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use")
    }
    for tag in tags {
      guard let key = tag.key, (1...128).contains(key.unicodeScalars.count), tag.value?.unicodeScalars.count ?? 0 <= 256
      else {
        throw ServiceFailure(
          "InvalidParameterValue", "Tag key cannot be null or empty.",
          why: "A key has 1 to 128 characters, a value up to 256.")
      }
    }
  }

  private func resources(_ ids: [String]) throws(ServiceFailure) -> [EC2.Labelled] {
    let all = Dictionary(labelled.map { ($0.id, $0) }) { first, _ in first }
    var found: [EC2.Labelled] = []
    for id in ids {
      guard let resource = all[id] else { throw Self.notThere(id) }
      found.append(resource)
    }
    return found
  }

  private static func notThere(_ id: String) -> ServiceFailure {
    let kind = id.split(separator: "-").first.map(String.init) ?? ""
    func missing(_ code: String, _ name: String) -> ServiceFailure {
      ServiceFailure(code, "The \(name) ID '\(id)' does not exist")
    }
    return switch kind {
    case "vpc": .vpcNotFound(id)
    case "subnet": .subnetNotFound(id)
    case "sg": .securityGroupNotFound(id)
    case "i": .instanceNotFound(id)
    case "rtb": missing("InvalidRouteTableID.NotFound", "routeTable")
    case "igw": missing("InvalidInternetGatewayID.NotFound", "internetGateway")
    case "nat": missing("NatGatewayNotFound", "Nat Gateway")
    case "eipalloc": missing("InvalidAllocationID.NotFound", "allocation")
    case "lt": missing("InvalidLaunchTemplateId.NotFound", "launch template")
    case "eni", "vol", "ami", "snap": .notSimulated("A label of \(id)")
    default: ServiceFailure("InvalidID", "The ID '\(id)' is not valid")
    }
  }

  private mutating func setTags(_ tags: [ECS.Tag], of id: String) {
    if network.vpcs[id] != nil {
      network.vpcs[id]?.tags = tags
    } else if network.subnets[id] != nil {
      network.subnets[id]?.tags = tags
    } else if network.securityGroups[id] != nil {
      network.securityGroups[id]?.tags = tags
    } else if network.routeTables[id] != nil {
      network.routeTables[id]?.tags = tags
    } else if network.internetGateways[id] != nil {
      network.internetGateways[id]?.tags = tags
    } else if network.natGateways[id] != nil {
      network.natGateways[id]?.tags = tags
    } else if network.addresses[id] != nil {
      network.addresses[id]?.tags = tags
    } else if ec2.instances[id] != nil {
      ec2.instances[id]?.launch.tags = tags
    } else {
      ec2.launchTemplates[id]?.tags = tags
    }
    recordNetwork(id, "labels changed")
  }
}
