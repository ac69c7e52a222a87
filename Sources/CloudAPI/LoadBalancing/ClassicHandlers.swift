/// Classic Load Balancers at the border.
///
/// In: calls. Out: replies. Source: Elastic Load Balancing API reference, version 2012-06-01.
import Cloud
import Documents

extension CloudAPI {
  static let classicHandlers: [String: Handler] = [
    "CreateLoadBalancer": createClassicLoadBalancer,
    "DescribeLoadBalancers": describeClassicLoadBalancers,
    "DeleteLoadBalancer": deleteClassicLoadBalancer,
    "CreateLoadBalancerListeners": createClassicListeners,
    "DeleteLoadBalancerListeners": deleteClassicListeners,
    "ConfigureHealthCheck": configureHealthCheck,
    "DescribeLoadBalancerAttributes": describeClassicAttributes,
    "ModifyLoadBalancerAttributes": modifyClassicAttributes,
    "AttachLoadBalancerToSubnets": attachSubnets,
    "DetachLoadBalancerFromSubnets": detachSubnets,
    "ApplySecurityGroupsToLoadBalancer": applySecurityGroups,
    "AddTags": addClassicTags,
    "RemoveTags": removeClassicTags,
    "DescribeTags": describeClassicTags,
  ]

  @Sendable private static func createClassicLoadBalancer(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    var order = LoadBalancing.ClassicOrder(name: try input.required("LoadBalancerName"))
    order.listeners = try input.classicListeners()
    order.subnets = try input.strings("Subnets") ?? []
    order.zones = try input.strings("AvailabilityZones") ?? []
    order.securityGroups = try input.strings("SecurityGroups") ?? []
    order.tags = try input.loadBalancingTags()
    if let word = try input.string("Scheme") {
      guard let scheme = LoadBalancing.Scheme(rawValue: word) else {
        throw ServiceFailure("InvalidScheme", "The specified value for the schema is not valid: '\(word)'")
      }
      order.scheme = scheme
    }
    return ["DNSName": .string(try region.createClassicLoadBalancer(order).dnsName)]
  }

  @Sendable private static func describeClassicLoadBalancers(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let names = try call.input.strings("LoadBalancerNames") ?? []
    var found = Array(region.loadBalancing.classicLoadBalancers.values)
    if !names.isEmpty {
      found = []
      for name in names { found.append(try region.classicLoadBalancer(name)) }
    }
    let page = try call.input.markedPage(of: found, key: \.name)
    return Document.Object(rendering: [
      "LoadBalancerDescriptions": page.items.map(region.document), "NextMarker": page.nextToken,
    ])
  }

  @Sendable private static func deleteClassicLoadBalancer(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    region.deleteClassicLoadBalancer(try call.input.required("LoadBalancerName"))
    return [:]
  }

  // MARK: - Settings

  @Sendable private static func createClassicListeners(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.createClassicListeners(
      try call.input.classicListeners(), of: try call.input.required("LoadBalancerName"))
    return [:]
  }

  @Sendable private static func deleteClassicListeners(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deleteClassicListeners(
      onPorts: try call.input.integers("LoadBalancerPorts") ?? [], of: try call.input.required("LoadBalancerName"))
    return [:]
  }

  @Sendable private static func configureHealthCheck(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.required("LoadBalancerName")
    guard let check = try call.input.structure("HealthCheck")?.classicHealthCheck() else {
      throw .validationError("HealthCheck must be specified")
    }
    try region.configureHealthCheck(check, of: name)
    return ["HealthCheck": .object(check.classicMembers)]
  }

  @Sendable private static func describeClassicAttributes(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let balancer = try region.classicLoadBalancer(try call.input.required("LoadBalancerName"))
    return ["LoadBalancerAttributes": .object(balancer.attributes.members)]
  }

  /// The reply shows what was asked for.
  @Sendable private static func modifyClassicAttributes(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let balancer = try region.classicLoadBalancer(try call.input.required("LoadBalancerName"))
    guard let given = try call.input.structure("LoadBalancerAttributes") else {
      throw .validationError("LoadBalancerAttributes must be specified")
    }
    let attributes = try given.attributes(over: balancer.attributes)
    try region.modifyClassicAttributes(of: balancer.name, attributes)
    let shown = attributes.members.members.filter { given.has($0.key) }
    return [
      "LoadBalancerName": .string(balancer.name), "LoadBalancerAttributes": .object(.init(uniqueMembers: shown)),
    ]
  }

  @Sendable private static func attachSubnets(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try changeSubnets(call, &region) { present, given in present + given.filter { !present.contains($0) } }
  }

  @Sendable private static func detachSubnets(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try changeSubnets(call, &region) { present, given in present.filter { !given.contains($0) } }
  }

  private static func changeSubnets(
    _ call: Call, _ region: inout Region, _ change: ([String], [String]) -> [String]
  ) throws(ServiceFailure) -> Document.Object {
    let balancer = try region.classicLoadBalancer(try call.input.required("LoadBalancerName"))
    let subnets = change(balancer.subnets, try call.input.strings("Subnets") ?? [])
    try region.setSubnets(subnets, of: balancer.name)
    return ["Subnets": .list(subnets.map(Document.string))]
  }

  @Sendable private static func applySecurityGroups(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.required("LoadBalancerName")
    try region.applySecurityGroups(try call.input.strings("SecurityGroups") ?? [], to: name)
    return ["SecurityGroups": .list(try region.classicLoadBalancer(name).securityGroups.map(Document.string))]
  }

  // MARK: - Tags

  @Sendable private static func addClassicTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let added = try call.input.loadBalancingTags()
    for balancer in try call.input.classicLoadBalancers(in: region) {
      let tags = balancer.tags.filter { tag in !added.contains { $0.key == tag.key } } + added
      guard tags.count <= 50 else { throw ServiceFailure("TooManyTags", "You can specify up to 50 tags") }
      region.setClassicTags(of: balancer.name, tags)
    }
    return [:]
  }

  @Sendable private static func removeClassicTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    var keys: [String] = []
    for tag in try call.input.structures("Tags") ?? [] { keys.append(try tag.required("Key")) }
    for balancer in try call.input.classicLoadBalancers(in: region) {
      region.setClassicTags(of: balancer.name, balancer.tags.filter { !keys.contains($0.key) })
    }
    return [:]
  }

  @Sendable private static func describeClassicTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let descriptions = try call.input.classicLoadBalancers(in: region).map { balancer in
      Document.Object(rendering: ["LoadBalancerName": balancer.name, "Tags": balancer.tags]).rendered
    }
    return ["TagDescriptions": .list(descriptions)]
  }
}
