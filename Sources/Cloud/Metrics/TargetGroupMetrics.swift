/// The metric of an Application Load Balancer that scaling follows: requests for each target of a group.
///
/// In: a target group's ARN or a metric's name. Out: the name, or the service whose account has the values.
/// Source: Elastic Load Balancing User Guide, "CloudWatch metrics for your Application Load Balancer";
/// Application Auto Scaling API reference, PredefinedMetricSpecification (`ResourceLabel`).

extension MetricName {
  package static let applicationLoadBalancerNamespace = "AWS/ApplicationELB"
}

extension Region {
  /// The metric that a name stands for here; nil where nothing here measures it.
  func measured(_ name: MetricName) -> ECSMetric? {
    if let metric = ECSMetric(name) ?? serviceConnectMetric(name) { return metric }
    guard name.namespace == MetricName.applicationLoadBalancerNamespace,
      name.name == ECSMetric.Kind.requestCountPerTarget.rawValue, let path = name.value(of: "TargetGroup"),
      let service = ecs.services.values.first(where: { service in
        service.status == .active && (service.primary?.targetGroups.contains { $0.hasSuffix(":" + path) } ?? false)
      })
    else { return nil }
    return ECSMetric(.requestCountPerTarget, cluster: service.key.cluster, service: service.key.name)
  }

  /// The requests for each target of a group; nil where no Application Load Balancer sends it any.
  package func requestCountPerTarget(ofTargetGroup arn: String) -> MetricName? {
    guard let group = loadBalancing.targetGroups[arn],
      let balancer = group.loadBalancers.compactMap({ loadBalancing.loadBalancers[$0] }).first,
      balancer.kind == .application
    else { return nil }
    return MetricName(
      namespace: MetricName.applicationLoadBalancerNamespace, name: ECSMetric.Kind.requestCountPerTarget.rawValue,
      dimensions: [.init(name: "LoadBalancer", value: balancer.path), .init(name: "TargetGroup", value: group.path)])
  }

  /// The same by the label `app/NAME/ID/targetgroup/NAME/ID`; nil where there is no such pair.
  package func requestCountPerTarget(label: String) -> MetricName? {
    for group in loadBalancing.targetGroups.values {
      guard let name = requestCountPerTarget(ofTargetGroup: group.arn),
        name.dimensions.map(\.value).joined(separator: "/") == label
      else { continue }
      return name
    }
    return nil
  }
}

extension LoadBalancing.TargetGroup {
  /// `targetgroup/NAME/ID`.
  var path: String { arn.split(separator: ":").last.map(String.init) ?? name }
}
