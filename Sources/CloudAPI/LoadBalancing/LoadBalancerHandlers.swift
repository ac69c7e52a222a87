/// Load balancers at the border.
///
/// In: calls. Out: replies. Source: Elastic Load Balancing API reference, CreateLoadBalancer, DescribeLoadBalancers,
/// DeleteLoadBalancer, DescribeLoadBalancerAttributes, ModifyLoadBalancerAttributes.
import Cloud
import Documents

extension CloudAPI {
  static let loadBalancingHandlers: [String: Handler] = [
    "CreateLoadBalancer": createLoadBalancer,
    "DescribeLoadBalancers": describeLoadBalancers,
    "DeleteLoadBalancer": deleteLoadBalancer,
    "DescribeLoadBalancerAttributes": describeLoadBalancerAttributes,
    "ModifyLoadBalancerAttributes": modifyLoadBalancerAttributes,
  ].merging(targetGroupHandlers) { $1 }.merging(listenerHandlers) { $1 }.merging(targetHandlers) { $1 }
    .merging(loadBalancingTagHandlers) { $1 }

  @Sendable private static func createLoadBalancer(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    var order = LoadBalancing.LoadBalancerOrder(name: try input.required("Name"))
    if let word = try input.listed("Type", ["application", "network", "gateway"], called: "Load balancer type") {
      guard let kind = LoadBalancing.Kind(rawValue: word) else { throw .notSimulated("A gateway load balancer") }
      order.kind = kind
    }
    if let word = try input.listed("Scheme", ["internet-facing", "internal"], called: "Scheme") {
      order.scheme = LoadBalancing.Scheme(rawValue: word) ?? .internetFacing
    }
    order.subnets = try input.strings("Subnets") ?? []
    if let mappings = try input.structures("SubnetMappings"), !mappings.isEmpty {
      guard order.subnets.isEmpty else {
        throw .validationError("You cannot specify both subnets and subnet mappings")
      }
      for mapping in mappings { order.subnets.append(try mapping.required("SubnetId")) }
    }
    order.securityGroups = try input.strings("SecurityGroups") ?? []
    order.ipAddressType = try input.ipAddressType()
    order.tags = try input.loadBalancingTags()
    return ["LoadBalancers": [region.document(of: try region.createLoadBalancer(order))]]
  }

  @Sendable private static func describeLoadBalancers(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let (arns, names) = (try input.strings("LoadBalancerArns") ?? [], try input.strings("Names") ?? [])
    guard arns.isEmpty || names.isEmpty else {
      throw .validationError("Load balancer names and load balancer ARNs cannot be specified at the same time")
    }
    let all = Array(region.loadBalancing.loadBalancers.values)
    if let missing = arns.first(where: { arn in !all.contains { $0.arn == arn } })
      ?? names.first(where: { name in !all.contains { $0.name == name } })
    {
      throw .loadBalancerNotFound(missing)
    }
    let found = all.filter {
      arns.isEmpty && names.isEmpty || arns.contains($0.arn) || names.contains($0.name)
    }
    let page = try input.markedPage(of: found, key: \.arn)
    return Document.Object(rendering: [
      "LoadBalancers": page.items.map(region.document), "NextMarker": page.nextToken,
    ])
  }

  @Sendable private static func deleteLoadBalancer(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deleteLoadBalancer(try call.input.loadBalancingARN("LoadBalancerArn", kind: "loadbalancer"))
    return [:]
  }

  @Sendable private static func describeLoadBalancerAttributes(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let arn = try call.input.loadBalancingARN("LoadBalancerArn", kind: "loadbalancer")
    guard let balancer = region.loadBalancing.loadBalancers[arn] else { throw .loadBalancerNotFound(arn) }
    return ["Attributes": .attributes(balancer.attributes)]
  }

  @Sendable private static func modifyLoadBalancerAttributes(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let arn = try call.input.loadBalancingARN("LoadBalancerArn", kind: "loadbalancer")
    let changes = try call.input.loadBalancingAttributes(of: "load balancer")
    return ["Attributes": .attributes(try region.modifyLoadBalancerAttributes(arn, changes).attributes)]
  }
}
