/// The metrics of Service Connect: what a service's proxies saw of the requests that reach it.
///
/// In: a metric's name. Out: the service whose account has the values. Requests are injected as a load; all are for the
/// first endpoint of the service, and all are answered with 200. Who sends them is nobody here, so that metrics of
/// the sender's side (TargetDiscoveryName) have no values by ClusterName and ServiceName, and those of answers with 300
/// and more have none at all. Source: ECS Developer Guide, "Amazon ECS CloudWatch metrics", Service Connect metrics;
/// runtime sheet, section 7.4.

extension ECSMetric.Kind {
  /// Of the side that is asked, with DiscoveryName.
  static let ofDiscoveryName: [Self] = [
    .activeConnectionCount, .newConnectionCount, .processedBytes, .requestCount, .grpcRequestCount,
  ]
  /// Of the side that asks, with TargetDiscoveryName.
  static let ofTargetDiscoveryName: [Self] = [
    .successfulAnswers, .requestCountPerTarget, .targetProcessedBytes, .targetResponseTime,
  ]

  /// What a port's `appProtocol` must be for it; nil: any, or none.
  fileprivate var appProtocols: [String]? {
    switch self {
    case .requestCount, .requestCountPerTarget, .targetResponseTime: ["http", "http2", "grpc"]
    case .successfulAnswers: ["http", "http2"]
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
    return ecs.services.values.lazy.filter { serviceConnectMetrics(of: $0).contains(name) }.first
      .map { ECSMetric(kind, cluster: $0.key.cluster, service: $0.key.name) }
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
    let own: [MetricName.Dimension] = [
      .init(name: "ServiceName", value: service.key.name), .init(name: "ClusterName", value: service.key.cluster),
    ]
    return named(ECSMetric.Kind.ofDiscoveryName, [discovered])
      + named(ECSMetric.Kind.ofDiscoveryName, [discovered] + own)
      + named(ECSMetric.Kind.ofTargetDiscoveryName, [.init(name: "TargetDiscoveryName", value: endpoint.name)])
  }
}

extension ECS.TaskDefinition {
  fileprivate func appProtocol(ofPort name: String) -> String? {
    (document["containerDefinitions"]?.list ?? []).lazy.flatMap { $0["portMappings"]?.list ?? [] }
      .first { $0["name"]?.string == name }?["appProtocol"]?.string
  }
}
