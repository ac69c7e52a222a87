/// Which metrics a Region has, and their values.
///
/// In: names and spans of time. Out: datapoints of minutes that are over. Brings the account of the service that is asked
/// about up to now; changes nothing else. Source: CloudWatch API reference, ListMetrics, GetMetricStatistics.
import SimulationKit

/// A metric of what runs here: Amazon ECS's own, and the requests that reach a service's targets.
struct ECSMetric: Hashable, Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case cpuUtilization = "CPUUtilization"
    case memoryUtilization = "MemoryUtilization"
    case cpuReservation = "CPUReservation"
    case memoryReservation = "MemoryReservation"
    case gpuReservation = "GPUReservation"
    case requestCountPerTarget = "RequestCountPerTarget"
    case activeConnectionCount = "ActiveConnectionCount"
    case newConnectionCount = "NewConnectionCount"
    case processedBytes = "ProcessedBytes"
    case requestCount = "RequestCount"
    case grpcRequestCount = "GrpcRequestCount"
    case successfulAnswers = "HTTPCode_Target_2XX_Count"
    case redirects = "HTTPCode_Target_3XX_Count"
    case clientErrors = "HTTPCode_Target_4XX_Count"
    case serverErrors = "HTTPCode_Target_5XX_Count"
    case targetProcessedBytes = "TargetProcessedBytes"
    case targetResponseTime = "TargetResponseTime"
  }
  let kind: Kind
  let cluster: String
  /// nil: of the whole cluster.
  let service: String?
  /// The service whose requests alone it counts; nil: those of all.
  var asker: ECS.ServiceKey?

  init?(_ name: MetricName) {
    guard name.namespace == MetricName.ecsNamespace, let kind = Kind(rawValue: name.name), let subject = name.subject
    else { return nil }
    switch kind {
    case .cpuUtilization, .memoryUtilization: break
    case .cpuReservation, .memoryReservation, .gpuReservation: if subject.service != nil { return nil }
    case .requestCountPerTarget, .activeConnectionCount, .newConnectionCount, .processedBytes, .requestCount,
      .grpcRequestCount, .successfulAnswers, .redirects, .clientErrors, .serverErrors, .targetProcessedBytes,
      .targetResponseTime:
      return nil
    }
    self.init(kind, cluster: subject.cluster, service: subject.service)
  }

  init(_ kind: Kind, cluster: String, service: String? = nil) {
    self.kind = kind
    self.cluster = cluster
    self.service = service
  }

  var key: ECS.ServiceKey? { service.map { ECS.ServiceKey(cluster: cluster, name: $0) } }

  var name: MetricName {
    MetricName(namespace: MetricName.ecsNamespace, name: kind.rawValue, cluster: cluster, service: service)
  }
}

extension Region {
  /// The metrics that have values, those of Amazon ECS first.
  package var metricNames: [MetricName] {
    var names: [MetricName] = []
    for (cluster, usage) in ecs.clusterUsage where !usage.reservation.isEmpty {
      names += [.cpuUtilization, .memoryUtilization, .cpuReservation, .memoryReservation].map {
        ECSMetric($0, cluster: cluster).name
      }
      if !usage.gpuReservation.isEmpty { names.append(ECSMetric(.gpuReservation, cluster: cluster).name) }
    }
    for service in ecs.services.values where !service.usage.isEmpty {
      names += [.cpuUtilization, .memoryUtilization].map {
        ECSMetric($0, cluster: service.key.cluster, service: service.key.name).name
      }
      names += (service.primary?.targetGroups ?? []).compactMap(requestCountPerTarget(ofTargetGroup:))
      names += serviceConnectMetrics(of: service)
    }
    names += ecs.managedScaling.filter { !$0.value.reservations.isEmpty }.map(\.key.metricName)
    names += insightsMetricNames + taskDetailNames + instanceInsightsNames
    return names + balancerMetricNames + customMetrics.names
  }

  /// The minutes of `name` that begin from `start` on and are over by `end` and by now. Ascending.
  package mutating func minutes(of name: MetricName, from start: Instant, to end: Instant) -> [Datapoint] {
    let end = min(end, now.minute)
    if let key = ECS.CapacityKey(name) { return reservationMinutes(of: key, from: start, to: end) }
    if let metric = InsightsMetric(name) { return insightsMinutes(of: metric, from: start, to: end) }
    if let metric = TaskInsightsMetric(name) { return taskInsightsMinutes(of: metric, from: start, to: end) }
    if let metric = BalancerMetric(name) { return balancerMinutes(of: metric, from: start, to: end) }
    if let metric = TaskDetailMetric(name) { return taskDetailMinutes(of: metric, from: start, to: end) }
    if let metric = InstanceInsightsMetric(name) { return instanceInsightsMinutes(of: metric, from: start, to: end) }
    guard let metric = measured(name) else { return customMetrics.minutes(of: name, from: start, to: end) }
    guard let key = metric.key else {
      settleUsage(ofCluster: metric.cluster)
      guard let usage = ecs.clusterUsage[metric.cluster] else { return [] }
      return metric.kind.history(in: usage).minutes(from: start, to: end)
        .map { metric.kind.datapoint(of: $0.minute, $0.start) }
    }
    settleUsage(of: key)
    guard let service = ecs.services[key], let history = metric.history(in: service) else { return [] }
    return history.minutes(from: start, to: end).map { metric.kind.datapoint(of: $0.minute, $0.start) }
  }

  /// The datapoints of a span in pieces of `period`, each with its values put together. Ascending.
  package mutating func datapoints(
    of name: MetricName, from start: Instant, to end: Instant, period: Duration
  ) -> [Datapoint] {
    Datapoint.pieces(of: minutes(of: name, from: start, to: end), from: start, period: period)
  }

  /// True while new values come by themselves.
  func isMeasured(_ name: MetricName) -> Bool {
    if let key = ECS.CapacityKey(name) { return ecs.managedScaling[key]?.reservations.isEmpty == false }
    if let metric = InsightsMetric(name) { return isMeasured(metric) }
    if let metric = TaskInsightsMetric(name) { return isMeasured(metric) }
    if let metric = BalancerMetric(name) { return isMeasured(metric) }
    if let metric = TaskDetailMetric(name) { return isMeasured(metric) }
    if let metric = InstanceInsightsMetric(name) { return isMeasured(metric) }
    guard let metric = measured(name) else { return false }
    if let key = metric.key {
      return ecs.services[key].flatMap(metric.history).map { $0.level.tasks > 0 } ?? false
    }
    return ecs.clusterUsage[metric.cluster].map { metric.kind.history(in: $0).level.tasks > 0 } ?? false
  }
}

extension ECSMetric {
  fileprivate func history(in service: ECS.Service) -> UsageHistory? {
    asker.map { service.askers[$0] } ?? service.usage
  }
}

extension ECSMetric.Kind {
  fileprivate func history(in usage: ClusterUsage) -> UsageHistory {
    switch self {
    case .cpuReservation, .memoryReservation: usage.reservation
    case .gpuReservation: usage.gpuReservation
    case .cpuUtilization, .memoryUtilization, .requestCountPerTarget, .activeConnectionCount, .newConnectionCount,
      .processedBytes, .requestCount, .grpcRequestCount, .successfulAnswers, .redirects, .clientErrors,
      .serverErrors, .targetProcessedBytes, .targetResponseTime:
      usage.utilization
    }
  }

  /// The average weighs each task by how long it ran: used over the minute / reserved over the minute.
  fileprivate func datapoint(of minute: UsageHistory.Minute, _ start: Instant) -> Datapoint {
    let sums = minute.sums
    let samples = Double(max(1, (sums.tasks + 30_000) / 60_000))
    let requests = Double(sums.requests) / 60_000
    func answers(_ number: Int) -> Datapoint {
      Datapoint(start: start, value: Double(number) / 60_000, unit: "Count")
    }
    switch self {
    case .cpuUtilization, .cpuReservation, .gpuReservation:
      let average = UsageLevel.percent(sums.cpuUsed, sums.cpuReserved)
      return Datapoint(
        start: start, sampleCount: samples, average: average, between: minute.lowestCPU, and: minute.highestCPU,
        unit: "Percent")
    case .memoryUtilization, .memoryReservation:
      let average = UsageLevel.percent(sums.memoryUsed, sums.memoryReserved)
      return Datapoint(
        start: start, sampleCount: samples, average: average, between: minute.lowestMemory, and: minute.highestMemory,
        unit: "Percent")
    case .requestCountPerTarget:
      // Requests that come evenly, spread evenly over the tasks that ran.
      let count = sums.tasks > 0 ? requests * Double(minute.milliseconds) / Double(sums.tasks) : 0
      return Datapoint(start: start, value: count, unit: nil)
    case .activeConnectionCount, .newConnectionCount:
      let connections = (requests / Double(MetricTiming.requestsOnConnection)).rounded(.up)
      return Datapoint(start: start, value: connections, unit: "Count")
    case .processedBytes, .targetProcessedBytes:
      let bytes = Double(self == .processedBytes ? MetricTiming.requestBytes : MetricTiming.replyBytes)
      return Datapoint(start: start, value: requests * bytes, unit: "Bytes")
    case .requestCount, .grpcRequestCount: return answers(sums.requests)
    case .successfulAnswers:
      return answers(sums.requests - sums.redirects - sums.clientErrors - sums.serverErrors)
    case .redirects: return answers(sums.redirects)
    case .clientErrors: return answers(sums.clientErrors)
    case .serverErrors: return answers(sums.serverErrors)
    case .targetResponseTime:
      let milliseconds =
        sums.requests > 0
        ? Double(sums.waited) / Double(sums.requests) : Double(MetricTiming.responseMilliseconds)
      return Datapoint(start: start, value: milliseconds, unit: "Milliseconds")
    }
  }
}
