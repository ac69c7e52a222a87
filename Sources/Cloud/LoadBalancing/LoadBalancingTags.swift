/// Labels of load balancers, target groups, listeners and rules, each by its ARN.
///
/// In: ARNs, labels. Out: labels, or the service's refusal. Source: Elastic Load Balancing API reference, AddTags,
/// RemoveTags, DescribeTags.

extension Region {
  /// - Throws: what the service says of a thing of that kind that is not there; ValidationError.
  package func loadBalancingTags(of arn: String) throws(ServiceFailure) -> [LoadBalancing.Tag] {
    let kind = arn.split(separator: ":", maxSplits: 5).last?.prefix { $0 != "/" } ?? ""
    let found: [LoadBalancing.Tag]?
    let otherwise: ServiceFailure
    switch kind {
    case "loadbalancer": (found, otherwise) = (loadBalancing.loadBalancers[arn]?.tags, .loadBalancerNotFound(arn))
    case "targetgroup": (found, otherwise) = (loadBalancing.targetGroups[arn]?.tags, .targetGroupNotFound)
    case "listener": (found, otherwise) = (loadBalancing.listeners[arn]?.tags, .listenerNotFound)
    case "listener-rule": (found, otherwise) = (loadBalancing.rules[arn]?.tags, .ruleNotFound)
    default: (found, otherwise) = (nil, .validationError("'\(arn)' is not a valid resource ARN"))
    }
    guard let found else { throw otherwise }
    return found
  }

  package mutating func setLoadBalancingTags(of arn: String, _ tags: [LoadBalancing.Tag]) {
    loadBalancing.loadBalancers[arn]?.tags = tags
    loadBalancing.targetGroups[arn]?.tags = tags
    loadBalancing.listeners[arn]?.tags = tags
    loadBalancing.rules[arn]?.tags = tags
  }
}
