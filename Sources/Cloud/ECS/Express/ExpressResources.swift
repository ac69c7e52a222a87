/// What Express services have around them: a load balancer shared by up to 25, a listener rule for each host name, two
/// target groups, an alarm; made with the service and deleted when its last task has stopped.
///
/// In: a configuration. Out: ARNs of what was made. Source: ECS Developer Guide, "Resources created by Amazon ECS Express
/// Mode services"; values: `ExpressDefaults`.
import Documents
import SimulationKit

extension Region {
  mutating func makeResources(
    for configuration: ECS.ExpressConfiguration, _ key: ECS.ServiceKey, isPublic: Bool
  ) throws(ServiceFailure) -> ECS.ExpressResources {
    do throws(ServiceFailure) {
      let groups = [try makeTargetGroup(configuration), try makeTargetGroup(configuration)]
      let (balancer, listener) = try sharedLoadBalancer(for: configuration, isPublic: isPublic)
      let label = key.name.lowercased().split(separator: "_").joined(separator: "-").prefix(40)
      let host = "\(label)-\(mint.hexadecimal(12)).ecs.\(name).on.aws"
      let priorities = loadBalancing.rules.values.filter { $0.listener == listener }.compactMap(\.priority)
      let rule = try createRule(
        onListener: listener, priority: (priorities.max() ?? 0) + 1,
        conditions: [["Field": "host-header", "HostHeaderConfig": ["Values": [.string(host)]]]],
        actions: [
          LoadBalancing.Action(
            type: "forward", order: nil,
            targetGroups: [.init(arn: groups[0], weight: 100), .init(arn: groups[1], weight: 0)], document: [:])
        ], tags: [])
      return ECS.ExpressResources(
        loadBalancer: balancer, listener: listener, rule: rule.arn, targetGroups: groups,
        logGroup: configuration.logGroup, alarm: makeRollbackAlarm(of: key, targetGroups: groups), isPublic: isPublic,
        host: host)
    } catch { throw .invalidParameter(error.message ?? error.code, why: error.why) }
  }

  private mutating func makeTargetGroup(_ configuration: ECS.ExpressConfiguration) throws(ServiceFailure) -> String {
    var order = LoadBalancing.TargetGroupOrder(name: "ecs-gateway-tg-" + mint.hexadecimal(16))
    order.transport = .http
    order.port = configuration.containerPort
    order.targetType = .ip
    order.vpcID = configuration.subnets.first.flatMap { network.subnets[$0]?.vpcID }
    order.healthCheck.path = configuration.healthCheckPath
    order.healthCheck.intervalSeconds = ECS.ExpressDefaults.healthCheckIntervalSeconds
    order.healthCheck.timeoutSeconds = ECS.ExpressDefaults.healthCheckTimeoutSeconds
    order.healthCheck.healthyThreshold = ECS.ExpressDefaults.healthyThreshold
    order.healthCheck.unhealthyThreshold = ECS.ExpressDefaults.unhealthyThreshold
    return try createTargetGroup(order).arn
  }

  /// One that other Express services of the same subnets use and that has room, or a new one.
  private mutating func sharedLoadBalancer(
    for configuration: ECS.ExpressConfiguration, isPublic: Bool
  ) throws(ServiceFailure) -> (balancer: String, listener: String) {
    var zones: Set<String> = []
    let subnets = configuration.subnets.filter { id in
      network.subnets[id].map { zones.insert($0.availabilityZone).inserted } ?? false
    }
    let scheme: LoadBalancing.Scheme = isPublic ? .internetFacing : .internal
    var users: [String: Int] = [:]
    for service in ecs.services.values where service.status != .inactive {
      if let resources = service.express?.resources { users[resources.loadBalancer, default: 0] += 1 }
    }
    for balancer in loadBalancing.loadBalancers.values
    where balancer.subnets == subnets && balancer.scheme == scheme {
      guard let count = users[balancer.arn], count < ECS.ExpressDefaults.servicesPerLoadBalancer,
        let listener = loadBalancing.listeners.values.first(where: { $0.loadBalancer == balancer.arn })
      else { continue }
      return (balancer.arn, listener.arn)
    }
    var order = LoadBalancing.LoadBalancerOrder(name: "ecs-express-gateway-alb-" + mint.hexadecimal(8))
    order.scheme = scheme
    order.subnets = subnets
    order.securityGroups = configuration.securityGroups
    let balancer = try createLoadBalancer(order).arn
    var settings = LoadBalancing.ListenerSettings()
    settings.port = ECS.ExpressDefaults.listenerPort
    settings.transport = .https
    settings.certificates = [
      ["CertificateArn": .string(arn(service: "acm", "certificate/\(mint.uuid())"))]
    ]
    settings.actions = [
      LoadBalancing.Action(
        type: "fixed-response", order: nil, targetGroups: [],
        document: ["FixedResponseConfig": ["StatusCode": "404", "ContentType": "text/plain"]])
    ]
    return (balancer, try createListener(onLoadBalancer: balancer, settings, tags: []).arn)
  }

  /// Deletes what was made for a service that is gone; the load balancer with the last service that used it. The log
  /// group stays, with its lines.
  mutating func deleteExpressResources(of service: ECS.Service) {
    guard let resources = service.express?.resources else { return }
    try? deleteRule(resources.rule)
    for group in resources.targetGroups { try? deleteTargetGroup(group) }
    try? deleteAlarms([resources.alarm])
    let isShared = ecs.services.values.contains {
      $0.key != service.key && $0.status != .inactive && $0.express?.resources.loadBalancer == resources.loadBalancer
    }
    if !isShared { try? deleteLoadBalancer(resources.loadBalancer) }
  }
}
