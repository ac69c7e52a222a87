/// Listeners and rules at the border.
///
/// In: calls. Out: replies. Source: Elastic Load Balancing API reference, CreateListener, DescribeListeners,
/// ModifyListener, DeleteListener, CreateRule, DescribeRules, ModifyRule, DeleteRule.
import Cloud
import Documents

extension CloudAPI {
  static let listenerHandlers: [String: Handler] = [
    "CreateListener": createListener,
    "DescribeListeners": describeListeners,
    "ModifyListener": modifyListener,
    "DeleteListener": deleteListener,
    "CreateRule": createRule,
    "DescribeRules": describeRules,
    "ModifyRule": modifyRule,
    "DeleteRule": deleteRule,
  ]

  @Sendable private static func createListener(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let arn = try call.input.loadBalancingARN("LoadBalancerArn", kind: "loadbalancer")
    let listener = try region.createListener(
      onLoadBalancer: arn, try call.input.listenerSettings(), tags: try call.input.loadBalancingTags())
    return ["Listeners": [region.document(of: listener)]]
  }

  @Sendable private static func describeListeners(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let arns = try input.strings("ListenerArns") ?? []
    let balancer = try input.string("LoadBalancerArn")
    guard (balancer == nil) != arns.isEmpty else {
      throw .validationError("You must specify either listener ARNs or a load balancer ARN")
    }
    if let balancer, region.loadBalancing.loadBalancers[balancer] == nil { throw .loadBalancerNotFound(balancer) }
    let all = region.loadBalancing.listeners
    guard arns.allSatisfy({ all[$0] != nil }) else { throw .listenerNotFound }
    let found = all.values.filter { $0.loadBalancer == balancer || arns.contains($0.arn) }
    let page = try input.markedPage(of: found, key: \.arn)
    return Document.Object(rendering: ["Listeners": page.items.map(region.document), "NextMarker": page.nextToken])
  }

  @Sendable private static func modifyListener(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let arn = try call.input.loadBalancingARN("ListenerArn", kind: "listener")
    return ["Listeners": [region.document(of: try region.modifyListener(arn, try call.input.listenerSettings()))]]
  }

  @Sendable private static func deleteListener(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deleteListener(try call.input.loadBalancingARN("ListenerArn", kind: "listener"))
    return [:]
  }

  @Sendable private static func createRule(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let arn = try input.loadBalancingARN("ListenerArn", kind: "listener")
    try input.refuseTransforms()
    guard let priority = try input.integer("Priority") else { throw .validationError("A priority must be specified") }
    let rule = try region.createRule(
      onListener: arn, priority: priority, conditions: try input.ruleConditions() ?? [],
      actions: try input.actions("Actions") ?? [], tags: try input.loadBalancingTags())
    return ["Rules": [region.document(of: rule)]]
  }

  @Sendable private static func describeRules(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let arns = try input.strings("RuleArns") ?? []
    let listener = try input.string("ListenerArn")
    guard (listener == nil) != arns.isEmpty else {
      throw .validationError("You must specify either listener rule ARNs or a listener ARN")
    }
    if let listener, region.loadBalancing.listeners[listener] == nil { throw .listenerNotFound }
    let all = region.loadBalancing.rules
    guard arns.allSatisfy({ all[$0] != nil }) else { throw .ruleNotFound }
    // By priority, the default rule last.
    let found = all.values.filter { $0.listener == listener || arns.contains($0.arn) }
      .sorted { ($0.priority ?? .max, $0.arn) < ($1.priority ?? .max, $1.arn) }
    let page = try input.markedPage(of: found, key: \.arn)
    return Document.Object(rendering: ["Rules": page.items.map(region.document), "NextMarker": page.nextToken])
  }

  @Sendable private static func modifyRule(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let arn = try call.input.loadBalancingARN("RuleArn", kind: "listener-rule")
    try call.input.refuseTransforms()
    let rule = try region.modifyRule(
      arn, conditions: try call.input.ruleConditions(), actions: try call.input.actions("Actions"))
    return ["Rules": [region.document(of: rule)]]
  }

  @Sendable private static func deleteRule(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deleteRule(try call.input.loadBalancingARN("RuleArn", kind: "listener-rule"))
    return [:]
  }
}
