/// The scaling that an Express service comes with: a scalable target over its range of tasks, and a policy that tracks its
/// metric.
///
/// In: a configuration. Out: the target and the policy, made or changed; gone with the service.
/// Source: ECS Developer Guide, "Resources created by Amazon ECS Express Mode services".
import Documents
import SimulationKit

extension Region {
  mutating func scaleExpressService(
    _ key: ECS.ServiceKey, _ configuration: ECS.ExpressConfiguration
  ) throws(ServiceFailure) {
    let target = try registerScalableTarget(
      key, minCapacity: configuration.minTaskCount, maxCapacity: configuration.maxTaskCount, suspended: nil)
    let requests = ecs.services[key]?.primary?.targetGroups.first.flatMap(requestCountPerTarget(ofTargetGroup:))
    let wanted = configuration.tracking(of: key, requests: requests)
    for name in target.policies.keys where name.hasPrefix(ECS.ExpressDefaults.policyPrefix) && name != wanted?.name {
      try deleteScalingPolicy(name, of: key)
    }
    guard let wanted else { return }
    if case .targetTracking(wanted.tracking)? = target.policies[wanted.name]?.manner { return }
    _ = try putScalingPolicy(
      wanted.name, .targetTracking(wanted.tracking), configuration: wanted.document, of: key)
  }

  mutating func endScaling(ofExpressService key: ECS.ServiceKey) {
    // There is a target, so there is nothing to refuse.
    if scaling.targets[key] != nil { try? deregisterScalableTarget(key) }
  }
}

extension ECS.ExpressDefaults {
  static let policyPrefix = "ecs-express-"
}

extension ECS.ExpressConfiguration {
  /// nil where no load balancer counts the requests that are to be tracked.
  fileprivate func tracking(
    of key: ECS.ServiceKey, requests: MetricName?
  ) -> (name: String, tracking: TargetTracking, document: Document.Object)? {
    let metric: (name: String, predefined: String)
    switch self.metric {
    case "REQUEST_COUNT_PER_TARGET":
      return requests.map { trackingRequests($0) }
    case "AVERAGE_CPU": metric = ("CPUUtilization", "ECSServiceAverageCPUUtilization")
    case "AVERAGE_MEMORY": metric = ("MemoryUtilization", "ECSServiceAverageMemoryUtilization")
    default: return nil
    }
    let name = MetricName(
      namespace: MetricName.ecsNamespace, name: metric.name, cluster: key.cluster, service: key.name)
    let tracking = TargetTracking(
      .metric(name, .average, unit: "Percent"), target: Double(targetValue), scaleOutCooldown: ScalingTiming.cooldown,
      scaleInCooldown: ScalingTiming.cooldown, isScaleInDisabled: false)
    let document: Document.Object = [
      "TargetValue": .integer(targetValue),
      "PredefinedMetricSpecification": ["PredefinedMetricType": .string(metric.predefined)],
    ]
    return (ECS.ExpressDefaults.policyPrefix + metric.name, tracking, document)
  }

  private func trackingRequests(
    _ metric: MetricName
  ) -> (name: String, tracking: TargetTracking, document: Document.Object) {
    let tracking = TargetTracking(
      .metric(metric, .sum, unit: nil), target: Double(targetValue), scaleOutCooldown: ScalingTiming.cooldown,
      scaleInCooldown: ScalingTiming.cooldown, isScaleInDisabled: false)
    let label = metric.dimensions.map(\.value).joined(separator: "/")
    let document: Document.Object = [
      "TargetValue": .integer(targetValue),
      "PredefinedMetricSpecification": [
        "PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": .string(label),
      ],
    ]
    return (ECS.ExpressDefaults.policyPrefix + metric.name, tracking, document)
  }
}
