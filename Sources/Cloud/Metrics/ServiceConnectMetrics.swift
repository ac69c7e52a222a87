/// The metrics of Service Connect: what a service's proxies saw of the requests that reach it.
///
/// In: a metric's name. Out: the service whose account has the values. Requests are injected as a load; all are for the
/// first endpoint of the service. Metrics of the sender's side (TargetDiscoveryName) have values by ClusterName and
/// ServiceName too, those of the sender, where a service's tasks send them. Source: ECS Developer Guide, "Amazon ECS
/// CloudWatch metrics", Service Connect metrics; runtime sheet, section 7.4.

extension ECSMetric.Kind {
  /// Of the side that is asked, with DiscoveryName.
  static let ofDiscoveryName: [Self] = [
    .activeConnectionCount, .newConnectionCount, .processedBytes, .requestCount, .grpcRequestCount,
  ]
  /// Of the side that asks, with TargetDiscoveryName.
  static let ofTargetDiscoveryName: [Self] = [
    .successfulAnswers, .redirects, .clientErrors, .serverErrors, .requestCountPerTarget, .targetProcessedBytes,
    .targetResponseTime,
  ]

  /// What a port's `appProtocol` must be for it; nil: any, or none.
  fileprivate var appProtocols: [String]? {
    switch self {
    case .requestCount, .requestCountPerTarget, .targetResponseTime: ["http", "http2", "grpc"]
    case .successfulAnswers, .redirects, .clientErrors, .serverErrors: ["http", "http2"]
    case .grpcRequestCount: ["grpc"]
    case .activeConnectionCount, .newConnectionCount, .processedBytes, .targetProcessedBytes, .cpuUtilization,
      .memoryUtilization, .cpuReservation, .memoryReservation, .gpuReservation:
      nil
    }
  }
}

extension Region {
  /// nil where it is no metric of Service Connect, or of an endpoint that nobody asks.
  func serviceConnectMetric(_ name: MetricName) -> ECSMetric? {
    guard name.namespace == MetricName.ecsNamespace, let kind = ECSMetric.Kind(rawValue: name.name) else { return nil }
    let asked = ecs.services.values.first { service in
      service.wiring.serviceConnect != nil && serviceConnectMetrics(of: service).contains(name)
    }
    guard let key = asked?.key else { return nil }
    var metric = ECSMetric(kind, cluster: key.cluster, service: key.name)
    if name.value(of: "TargetDiscoveryName") != nil, let cluster = name.value(of: "ClusterName") {
      metric.asker = ECS.ServiceKey(cluster: cluster, name: name.value(of: "ServiceName") ?? "")
    }
    return metric
  }

  /// Those that have values while its tasks run.
  func serviceConnectMetrics(of service: ECS.Service) -> [MetricName] {
    guard service.status == .active, let deployment = service.primary, let connect = deployment.wiring.serviceConnect,
      connect.isEnabled, let endpoint = connect.endpoints.first
    else { return [] }
    let appProtocol = taskDefinition(deployment.family, deployment.revision)?.appProtocol(ofPort: endpoint.portName)
    func named(_ kinds: [ECSMetric.Kind], _ dimensions: [MetricName.Dimension]) -> [MetricName] {
      kinds.filter { $0.appProtocols.map { $0.contains(appProtocol ?? "") } ?? true }
        .map { MetricName(namespace: MetricName.ecsNamespace, name: $0.rawValue, dimensions: dimensions) }
    }
    let discovered = MetricName.Dimension(name: "DiscoveryName", value: endpoint.name)
    let target = MetricName.Dimension(name: "TargetDiscoveryName", value: endpoint.name)
    func of(_ key: ECS.ServiceKey) -> [MetricName.Dimension] {
      [.init(name: "ServiceName", value: key.name), .init(name: "ClusterName", value: key.cluster)]
    }
    return named(ECSMetric.Kind.ofDiscoveryName, [discovered])
      + named(ECSMetric.Kind.ofDiscoveryName, [discovered] + of(service.key))
      + named(ECSMetric.Kind.ofTargetDiscoveryName, [target])
      + service.askers.keys.flatMap { named(ECSMetric.Kind.ofTargetDiscoveryName, [target] + of($0)) }
  }
}

extension ECS.TaskDefinition {
  /// `http`, `http2` or `grpc`; nil where the port says none.
  func appProtocol(ofPort name: String) -> String? {
    (document["containerDefinitions"]?.list ?? []).lazy.flatMap { $0["portMappings"]?.list ?? [] }
      .first { $0["name"]?.string == name }?["appProtocol"]?.string
  }
}
