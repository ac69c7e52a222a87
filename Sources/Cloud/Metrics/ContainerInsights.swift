/// Container Insights: what services and clusters reserve and use in absolute numbers, while a cluster's setting is on.
///
/// In: the accounts of services and of clusters' instances, the spans in which `containerInsights` was enabled. Out:
/// metrics of the namespace `ECS/ContainerInsights`, by the minute, for a service (ClusterName, ServiceName) or for all
/// services and tasks of a cluster (ClusterName), while tasks of them run. Families, tasks and containers: `TaskInsights` and
/// `TaskDetailInsights`; hosts: `InstanceInsights`.
/// Source: CloudWatch User Guide, "Amazon ECS Container Insights metrics"; runtime sheet, section 7.4.
import SimulationKit

extension ECS.Cluster {
  /// A time in which Container Insights was on; nil at its end: it still is.
  struct InsightsSpan: Hashable, Sendable {
    let start: Instant
    var end: Instant?
  }

  var hasInsights: Bool { settings["containerInsights"].map { $0 != "disabled" } ?? false }
  var hasEnhancedInsights: Bool { settings["containerInsights"] == "enhanced" }

  /// To be called after the settings changed.
  mutating func noteInsights(at now: Instant) {
    insights.note(hasInsights, at: now)
    enhancedInsights.note(hasEnhancedInsights, at: now)
  }
}

extension [ECS.Cluster.InsightsSpan] {
  fileprivate mutating func note(_ isOn: Bool, at now: Instant) {
    let wasOn = last.map { $0.end == nil } ?? false
    if isOn, !wasOn { append(.init(start: now)) }
    if !isOn, wasOn { self[count - 1].end = now }
  }

  func hold(_ minute: Instant) -> Bool {
    contains { span in
      span.start <= minute && span.end.map { minute + MetricTiming.minute <= $0 } ?? true
    }
  }
}

/// A metric of Container Insights.
struct InsightsMetric: Hashable, Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case cpuReserved = "CpuReserved"
    case cpuUtilized = "CpuUtilized"
    case memoryReserved = "MemoryReserved"
    case memoryUtilized = "MemoryUtilized"
    case runningTaskCount = "RunningTaskCount"
    case pendingTaskCount = "PendingTaskCount"
    case desiredTaskCount = "DesiredTaskCount"
    case deploymentCount = "DeploymentCount"
    case taskSetCount = "TaskSetCount"
    case restartCount = "RestartCount"
    case networkReceived = "NetworkRxBytes"
    case networkSent = "NetworkTxBytes"
    case storageRead = "StorageReadBytes"
    case storageWritten = "StorageWriteBytes"
    case ephemeralStorageReserved = "EphemeralStorageReserved"
    case ephemeralStorageUtilized = "EphemeralStorageUtilized"
    case serviceCount = "ServiceCount"
    case containerInstanceCount = "ContainerInstanceCount"

    /// What tasks reserve and use, whoever runs them.
    static let ofTasks: [Kind] = [
      .cpuReserved, .cpuUtilized, .memoryReserved, .memoryUtilized, .networkReceived, .networkSent, .storageRead,
      .storageWritten,
    ]
    /// Whether it is made of tasks, whoever runs them.
    var isOfTasks: Bool {
      switch self {
      case .cpuReserved, .cpuUtilized, .memoryReserved, .memoryUtilized, .networkReceived, .networkSent, .storageRead,
        .storageWritten, .ephemeralStorageReserved, .ephemeralStorageUtilized, .runningTaskCount, .restartCount:
        true
      case .pendingTaskCount, .desiredTaskCount, .deploymentCount, .taskSetCount, .serviceCount,
        .containerInstanceCount:
        false
      }
    }
    /// Of tasks on Fargate alone.
    static let ofStorage: [Kind] = [.ephemeralStorageReserved, .ephemeralStorageUtilized]
    static let ofService =
      ofTasks + ofStorage + [
        .runningTaskCount, .pendingTaskCount, .desiredTaskCount, .deploymentCount, .taskSetCount, .restartCount,
      ]
    /// Of all its services together.
    static let ofCluster = ofService + [.serviceCount]

    /// CPU units, MiB, GB, tasks, deployments, services or instances, bytes a second of the network, bytes a minute of
    /// storage, on the average of a minute; restarts in it.
    func value(of minute: UsageHistory.Minute) -> Double {
      let (sums, tasks, requests) = (minute.sums, Double(minute.sums.tasks), Double(minute.sums.requests) / 60)
      let sum =
        switch self {
        case .restartCount: Double(minute.restarts * minute.milliseconds)
        case .storageRead: tasks * Double(MetricTiming.readBytes) * 60
        case .storageWritten: tasks * Double(MetricTiming.writtenBytes) * 60
        case .networkReceived:
          tasks * Double(MetricTiming.idleReceivedBytes) + requests * Double(MetricTiming.requestBytes)
        case .networkSent: tasks * Double(MetricTiming.idleSentBytes) + requests * Double(MetricTiming.replyBytes)
        case .ephemeralStorageReserved: Double(sums.storageReserved) / 1_000
        case .ephemeralStorageUtilized: Double(sums.storageUsed) / 1_000
        case .taskSetCount: Double(sums.taskSets)
        case .cpuReserved: Double(minute.sums.cpuReserved) / 1_000
        case .cpuUtilized: Double(minute.sums.cpuUsed) / 1_000
        case .memoryReserved: Double(minute.sums.memoryReserved) / 1_000
        case .memoryUtilized: Double(minute.sums.memoryUsed) / 1_000
        case .runningTaskCount, .containerInstanceCount: Double(minute.sums.tasks)
        case .pendingTaskCount: Double(minute.sums.pending)
        case .desiredTaskCount: Double(minute.sums.desired)
        case .deploymentCount: Double(minute.sums.deployments)
        case .serviceCount: Double(minute.milliseconds)
        }
      return (sum / Double(max(1, minute.milliseconds))).roundedToMillionths
    }

    var unit: String? {
      switch self {
      case .networkReceived, .networkSent: "Bytes/Second"
      case .storageRead, .storageWritten: "Bytes"
      case .ephemeralStorageReserved, .ephemeralStorageUtilized: "Gigabytes"
      case .cpuReserved, .cpuUtilized: nil
      case .memoryReserved, .memoryUtilized: "Megabytes"
      case .runningTaskCount, .pendingTaskCount, .desiredTaskCount, .deploymentCount, .taskSetCount, .restartCount,
        .serviceCount, .containerInstanceCount:
        "Count"
      }
    }
  }
  static let namespace = "ECS/ContainerInsights"
  let kind: Kind
  let cluster: String
  /// nil: of the whole cluster.
  let service: String?

  init(_ kind: Kind, cluster: String, service: String? = nil) {
    (self.kind, self.cluster, self.service) = (kind, cluster, service)
  }

  init?(_ name: MetricName) {
    guard name.namespace == Self.namespace, let kind = Kind(rawValue: name.name), let subject = name.subject,
      subject.service == nil || Kind.ofService.contains(kind)
    else { return nil }
    self.init(kind, cluster: subject.cluster, service: subject.service)
  }

  var name: MetricName {
    MetricName(namespace: Self.namespace, name: kind.rawValue, cluster: cluster, service: service)
  }
}

extension Region {
  /// Those that have values.
  var insightsMetricNames: [MetricName] {
    var names: [MetricName] = []
    for cluster in ecs.clusters.values where !cluster.insights.isEmpty {
      let services = ecs.services.values.filter { $0.key.cluster == cluster.name && !$0.usage.isEmpty }
      func measured(_ kinds: [InsightsMetric.Kind], of services: [ECS.Service]) -> [InsightsMetric.Kind] {
        let isOnFargate = services.contains { $0.deployments.contains { $0.taskUsage?.isOnFargate == true } }
        return isOnFargate ? kinds : kinds.filter { !InsightsMetric.Kind.ofStorage.contains($0) }
      }
      var kinds = services.isEmpty ? [] : measured(InsightsMetric.Kind.ofCluster, of: services)
      if services.isEmpty {
        let loose = ecs.tasks.all(inCluster: cluster.name).filter { $0.service == nil && $0.startedAt != nil }
        if !loose.isEmpty { kinds = InsightsMetric.Kind.ofTasks + [.runningTaskCount] }
        if loose.contains(where: \.isOnFargate) { kinds += InsightsMetric.Kind.ofStorage }
      }
      if ecs.clusterUsage[cluster.name]?.reservation.isEmpty == false { kinds.append(.containerInstanceCount) }
      names += kinds.map { InsightsMetric($0, cluster: cluster.name).name }
      for service in services {
        names += measured(InsightsMetric.Kind.ofService, of: [service]).map {
          InsightsMetric($0, cluster: cluster.name, service: service.key.name).name
        }
      }
      names += taskInsightsNames(of: cluster)
    }
    return names
  }

  /// Whole minutes in which the cluster had Container Insights. Ascending.
  mutating func insightsMinutes(of metric: InsightsMetric, from start: Instant, to end: Instant) -> [Datapoint] {
    guard let cluster = ecs.clusters[metric.cluster], !cluster.insights.isEmpty else { return [] }
    var values: [Instant: Double] = [:]
    func add(_ minutes: [(start: Instant, minute: UsageHistory.Minute)]) {
      for (start, minute) in minutes {
        if InsightsMetric.Kind.ofStorage.contains(metric.kind), minute.sums.storageReserved == 0 { continue }
        values[start, default: 0] += metric.kind.value(of: minute)
      }
    }
    if metric.kind == .containerInstanceCount {
      settleUsage(ofCluster: metric.cluster)
      add(ecs.clusterUsage[metric.cluster]?.reservation.minutes(from: start, to: end) ?? [])
    } else {
      let keys = ecs.services.keys.filter {
        $0.cluster == metric.cluster && (metric.service == nil || metric.service == $0.name)
      }
      for key in keys {
        settleUsage(of: key)
        add(ecs.services[key]?.usage.minutes(from: start, to: end) ?? [])
      }
      // Tasks that are no service's count for their cluster.
      if metric.service == nil, metric.kind.isOfTasks {
        add(
          minutes(ofTasksIn: metric.cluster, from: start, to: end) { $0.service == nil }
            .map { (start: $0.key, minute: $0.value) })
      }
    }
    return values.keys.filter(cluster.insights.hold).sorted().map { minute in
      Datapoint(start: minute, value: values[minute] ?? 0, unit: metric.kind.unit)
    }
  }

  /// True while new values of it come by themselves.
  func isMeasured(_ metric: InsightsMetric) -> Bool {
    guard ecs.clusters[metric.cluster]?.hasInsights == true else { return false }
    if metric.kind == .containerInstanceCount {
      return ecs.clusterUsage[metric.cluster].map { $0.reservation.level.tasks > 0 } ?? false
    }
    if metric.service == nil, metric.kind.isOfTasks,
      ecs.tasks.all(inCluster: metric.cluster).contains(where: { $0.service == nil && $0.lastStatus == .running })
    {
      return true
    }
    return ecs.services.values.contains {
      $0.key.cluster == metric.cluster && (metric.service == nil || metric.service == $0.key.name)
        && $0.usage.level.tasks > 0
    }
  }

  /// Alarms on what is measured of a cluster from now on.
  mutating func wakeInsightsAlarms(ofCluster name: String) {
    let metrics = alarms.values.flatMap { $0.rule?.metrics ?? [] }.filter {
      $0.namespace == InsightsMetric.namespace && $0.value(of: "ClusterName") == name
    }
    for metric in metrics { wakeAlarms(on: metric) }
  }
}
