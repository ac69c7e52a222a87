/// Target groups and their attributes at the border.
///
/// In: calls. Out: replies. Source: Elastic Load Balancing API reference, CreateTargetGroup, DescribeTargetGroups,
/// ModifyTargetGroup, DeleteTargetGroup, DescribeTargetGroupAttributes, ModifyTargetGroupAttributes.
import Cloud
import Documents

extension CloudAPI {
  static let targetGroupHandlers: [String: Handler] = [
    "CreateTargetGroup": createTargetGroup,
    "DescribeTargetGroups": describeTargetGroups,
    "ModifyTargetGroup": modifyTargetGroup,
    "DeleteTargetGroup": deleteTargetGroup,
    "DescribeTargetGroupAttributes": describeTargetGroupAttributes,
    "ModifyTargetGroupAttributes": modifyTargetGroupAttributes,
  ]

  @Sendable private static func createTargetGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    var order = LoadBalancing.TargetGroupOrder(name: try input.required("Name"))
    let types = ["instance", "ip", "lambda", "alb"]
    if let word = try input.listed("TargetType", types, called: "Target type") {
      guard let type = LoadBalancing.TargetType(rawValue: word) else {
        throw .notSimulated("A target group of type \(word)")
      }
      order.targetType = type
    }
    order.transport = try input.transport()
    order.protocolVersion = try input.listed("ProtocolVersion", ["HTTP1", "HTTP2", "GRPC"], called: "Protocol version")
    order.port = try input.port()
    order.vpcID = try input.string("VpcId")
    order.ipAddressType = try input.ipAddressType()
    order.healthCheck = try input.healthCheck()
    order.tags = try input.loadBalancingTags()
    return ["TargetGroups": [region.document(of: try region.createTargetGroup(order))]]
  }

  @Sendable private static func describeTargetGroups(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let (arns, names) = (try input.strings("TargetGroupArns") ?? [], try input.strings("Names") ?? [])
    let balancer = try input.string("LoadBalancerArn")
    guard [!arns.isEmpty, !names.isEmpty, balancer != nil].count(where: \.self) < 2 else {
      throw .validationError(
        "Target group names, target group ARNs, and a load balancer ARN cannot be specified at the same time")
    }
    if let balancer, region.loadBalancing.loadBalancers[balancer] == nil { throw .loadBalancerNotFound(balancer) }
    let all = Array(region.loadBalancing.targetGroups.values)
    guard arns.allSatisfy({ arn in all.contains { $0.arn == arn } }),
      names.allSatisfy({ name in all.contains { $0.name == name } })
    else { throw .targetGroupNotFound }
    let found = all.filter { group in
      (arns.isEmpty || arns.contains(group.arn)) && (names.isEmpty || names.contains(group.name))
        && (balancer.map(group.loadBalancers.contains) ?? true)
    }
    let page = try input.markedPage(of: found, key: \.arn)
    return Document.Object(rendering: ["TargetGroups": page.items.map(region.document), "NextMarker": page.nextToken])
  }

  @Sendable private static func modifyTargetGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let arn = try call.input.loadBalancingARN("TargetGroupArn", kind: "targetgroup")
    return ["TargetGroups": [region.document(of: try region.modifyTargetGroup(arn, try call.input.healthCheck()))]]
  }

  @Sendable private static func deleteTargetGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deleteTargetGroup(try call.input.loadBalancingARN("TargetGroupArn", kind: "targetgroup"))
    return [:]
  }

  @Sendable private static func describeTargetGroupAttributes(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let arn = try call.input.loadBalancingARN("TargetGroupArn", kind: "targetgroup")
    guard let group = region.loadBalancing.targetGroups[arn] else { throw .targetGroupNotFound }
    return ["Attributes": .attributes(group.attributes)]
  }

  @Sendable private static func modifyTargetGroupAttributes(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let arn = try call.input.loadBalancingARN("TargetGroupArn", kind: "targetgroup")
    let changes = try call.input.loadBalancingAttributes(of: "target group")
    return ["Attributes": .attributes(try region.modifyTargetGroupAttributes(arn, changes).attributes)]
  }
}
