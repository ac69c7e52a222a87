/// Container Insights of what lies within tasks: network and disk of containers, their health, a task's EBS volume.
///
/// In: the tasks that are remembered. Out: metrics of the namespace `ECS/ContainerInsights`, and `EBSFilesystemUtilization`
/// of `AWS/ECS`, for each minute in which a task was RUNNING from beginning to end. Several tasks add up, percentages are
/// averaged. A container has an equal part of its task's disk traffic. Nothing is kept for this, see `TaskInsights`.
/// Source: CloudWatch User Guide, "Amazon ECS Container Insights metrics" and "… with enhanced observability metrics";
/// ECS Developer Guide, "Amazon ECS CloudWatch metrics"; runtime sheet, section 7.4.
import SimulationKit

struct TaskDetailMetric: Hashable, Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case networkReceived = "ContainerNetworkRxBytes"
    case networkSent = "ContainerNetworkTxBytes"
    case storageRead = "ContainerStorageReadBytes"
    case storageWritten = "ContainerStorageWriteBytes"
    case unhealthyContainers = "UnHealthyContainerHealthStatus"
    case volumeSize = "EBSFilesystemSize"
    case volumeUtilized = "EBSFilesystemUtilized"
    case taskVolumeUtilization = "TaskEBSFilesystemUtilization"
    /// Of `AWS/ECS`: there without Container Insights.
    case volumeUtilization = "EBSFilesystemUtilization"

    var namespace: String { self == .volumeUtilization ? MetricName.ecsNamespace : InsightsMetric.namespace }

    var isEnhanced: Bool {
      switch self {
      case .volumeSize, .volumeUtilized, .volumeUtilization: false
      case .networkReceived, .networkSent, .storageRead, .storageWritten, .unhealthyContainers, .taskVolumeUtilization:
        true
      }
    }

    /// The dimensions that it comes with, beside ClusterName.
    fileprivate var dimensionSets: [Set<String>] {
      let (service, family, task, container) = ("ServiceName", "TaskDefinitionFamily", "TaskId", "ContainerName")
      return switch self {
      case .networkReceived, .networkSent, .taskVolumeUtilization:
        [[], [service], [family], [service, task], [family, task]]
      case .storageRead, .storageWritten, .unhealthyContainers:
        [[], [service, container], [family, container], [service, task, container], [family, task, container]]
      case .volumeSize, .volumeUtilized: [[service], [family], [family, "VolumeName"]]
      case .volumeUtilization: [[], [service]]
      }
    }

    var unit: String {
      switch self {
      case .networkReceived, .networkSent: "Bytes/Second"
      case .storageRead, .storageWritten: "Bytes"
      case .unhealthyContainers: "Count"
      case .volumeSize, .volumeUtilized: "Gigabytes"
      case .taskVolumeUtilization, .volumeUtilization: "Percent"
      }
    }

    fileprivate var isPercentage: Bool { self == .taskVolumeUtilization || self == .volumeUtilization }
  }
  let kind: Kind
  let name: MetricName
  let cluster: String

  init?(_ name: MetricName) {
    guard let kind = Kind(rawValue: name.name), name.namespace == kind.namespace,
      let cluster = name.value(of: "ClusterName"),
      kind.dimensionSets.contains(Set(name.dimensions.map(\.name)).subtracting(["ClusterName"]))
    else { return nil }
    (self.kind, self.name, self.cluster) = (kind, name, cluster)
  }

  func concerns(_ task: ECS.Task) -> Bool {
    func fits(_ dimension: String, _ value: String?) -> Bool {
      name.value(of: dimension).map { $0 == value } ?? true
    }
    return fits("ServiceName", task.service?.name) && fits("TaskDefinitionFamily", task.family)
      && fits("TaskId", task.id)
  }

  /// Those that are meant, of a task's.
  fileprivate func containers(of task: ECS.Task) -> [ECS.Container] {
    name.value(of: "ContainerName").map { name in task.containers.filter { $0.name == name } } ?? task.containers
  }

  fileprivate func volumes(of task: ECS.Task) -> [ECS.TaskVolume] {
    guard task.platformVersion != "1.3.0" else { return [] }
    // Of a cluster as a whole Amazon ECS counts what is on container instances.
    if kind == .volumeUtilization, task.launchType == .fargate, name.value(of: "ServiceName") == nil { return [] }
    let volumes = task.volumes.filter { $0.statusReason == nil }
    return name.value(of: "VolumeName").map { name in volumes.filter { $0.name == name } } ?? volumes
  }

  /// Every name that the task's values go by.
  static func names(of task: ECS.Task, isEnhanced: Bool, _ kinds: [Kind]) -> [MetricName] {
    func dimension(_ name: String, _ value: String) -> MetricName.Dimension { .init(name: name, value: value) }
    let owner =
      task.service.map { dimension("ServiceName", $0.name) } ?? dimension("TaskDefinitionFamily", task.family)
    let family = dimension("TaskDefinitionFamily", task.family)
    let containers = task.containers.map { dimension("ContainerName", $0.name) }
    let volumes = task.volumes.map { dimension("VolumeName", $0.name) }
    let groups = [owner, family, dimension("TaskId", task.id)] + containers + volumes
    return kinds.filter { isEnhanced || !$0.isEnhanced }.flatMap { kind in
      kind.dimensionSets.flatMap { set in
        // One name for each choice of one dimension of each name.
        set.sorted().reduce([[]]) { (lists: [[MetricName.Dimension]], name) in
          lists.flatMap { list in Set(groups).sorted().filter { $0.name == name }.map { list + [$0] } }
        }.map { list in
          MetricName(
            namespace: kind.namespace, name: kind.rawValue,
            dimensions: list + [dimension("ClusterName", task.cluster)])
        }
      }
    }
  }
}

extension Region {
  /// Ascending.
  mutating func taskDetailMinutes(
    of metric: TaskDetailMetric, from start: Instant, to end: Instant
  ) -> [Datapoint] {
    guard let cluster = ecs.clusters[metric.cluster] else { return [] }
    let start = max(start, now + timing.stoppedTaskRetention * -1)
    var found: [Instant: (sum: Double, count: Int)] = [:]
    for task in ecs.tasks.all(inCluster: metric.cluster) where metric.concerns(task) {
      guard let startedAt = task.startedAt else { continue }
      let until = min(end, task.stoppingAt ?? end)
      let worked = work(ofServiceOf: task, from: start, to: until)
      var minute = max(start, startedAt).firstMinute
      while minute + MetricTiming.minute <= until {
        if let value = value(of: metric, task, minute, worked[minute]) {
          let old = found[minute] ?? (0, 0)
          found[minute] = (old.sum + value, old.count + 1)
        }
        minute = minute + MetricTiming.minute
      }
    }
    let spans = metric.kind.isEnhanced ? cluster.enhancedInsights : cluster.insights
    return found.keys.filter { metric.kind == .volumeUtilization || spans.hold($0) }.sorted().compactMap { minute in
      found[minute].map { sum, count in
        let value = metric.kind.isPercentage ? sum / Double(count) : sum
        return Datapoint(start: minute, value: value.roundedToMillionths, unit: metric.kind.unit)
      }
    }
  }

  /// What the task's service did, minute by minute.
  mutating func work(ofServiceOf task: ECS.Task, from start: Instant, to end: Instant) -> [Instant: UsageHistory.Minute]
  {
    guard let key = task.service else { return [:] }
    settleUsage(of: key)
    return Dictionary(
      (ecs.services[key]?.usage.minutes(from: start, to: end) ?? []).map { ($0.start, $0.minute) },
      uniquingKeysWith: { first, _ in first })
  }

  /// One task's part of its service's work in a minute, or an idle task's.
  func usage(of task: ECS.Task, in worked: UsageHistory.Minute?) -> UsageHistory.Minute {
    let usage = taskUsage(
      of: taskDefinition(task.family, task.revision), isOnFargate: task.launchType == .fargate)
    var minute = UsageHistory.Minute()
    minute.add(UsageLevel(of: usage, in: worked), for: MetricTiming.minute.milliseconds)
    return minute
  }

  /// nil where the task has nothing of the kind.
  private func value(
    of metric: TaskDetailMetric, _ task: ECS.Task, _ minute: Instant, _ worked: UsageHistory.Minute?
  ) -> Double? {
    let definition = taskDefinition(task.family, task.revision)
    let volumes = metric.volumes(of: task)
    let size = volumes.reduce(0) { $0 + $1.sizeInGiB }
    let used = Double(size * MetricTiming.usedVolumePercent) / 100
    switch metric.kind {
    case .networkReceived, .networkSent:
      // Docker counts none of a container without a network of its own.
      guard definition.map({ [.awsvpc, .bridge].contains($0.effectiveNetworkMode) }) ?? false else { return nil }
      let kind: InsightsMetric.Kind = metric.kind == .networkReceived ? .networkReceived : .networkSent
      return kind.value(of: usage(of: task, in: worked))
    case .storageRead, .storageWritten:
      let containers = metric.containers(of: task)
      guard !containers.isEmpty else { return nil }
      let kind: InsightsMetric.Kind = metric.kind == .storageRead ? .storageRead : .storageWritten
      return kind.value(of: usage(of: task, in: worked)) * Double(containers.count) / Double(task.containers.count)
    case .unhealthyContainers:
      let statuses = metric.containers(of: task).compactMap { container in
        definition?.containers.first { $0.name == container.name }
          .flatMap { health(of: $0, task, container, at: minute + MetricTiming.minute) }
      }
      guard statuses.contains(where: { $0 != .unknown }) else { return nil }
      return Double(statuses.count { $0 == .unhealthy })
    case .volumeSize: return volumes.isEmpty ? nil : Double(size)
    case .volumeUtilized: return volumes.isEmpty ? nil : used
    case .taskVolumeUtilization, .volumeUtilization:
      return volumes.isEmpty ? nil : (used * 100 / Double(max(1, size))).roundedToMillionths
    }
  }

  /// True while new values of it come by themselves.
  func isMeasured(_ metric: TaskDetailMetric) -> Bool {
    guard let cluster = ecs.clusters[metric.cluster],
      metric.kind == .volumeUtilization
        || (metric.kind.isEnhanced ? cluster.hasEnhancedInsights : cluster.hasInsights)
    else { return false }
    return ecs.tasks.all(inCluster: metric.cluster).contains { task in
      task.lastStatus == .running && metric.concerns(task)
        && value(of: metric, task, now + MetricTiming.minute * -1, nil) != nil
    }
  }

  /// Those of tasks that were RUNNING for a whole minute.
  var taskDetailNames: [MetricName] {
    var names: [MetricName] = []
    var known: Set<MetricName> = []
    for cluster in ecs.clusters.values {
      for task in ecs.tasks.all(inCluster: cluster.name) {
        guard let startedAt = task.startedAt,
          startedAt.firstMinute + MetricTiming.minute <= task.stoppingAt ?? now
        else { continue }
        let kinds = TaskDetailMetric.Kind.allCases.filter { kind in
          guard kind != .volumeUtilization else { return true }
          return !(kind.isEnhanced ? cluster.enhancedInsights : cluster.insights).isEmpty
        }
        for name in TaskDetailMetric.names(of: task, isEnhanced: !cluster.enhancedInsights.isEmpty, kinds) {
          guard !known.contains(name), let metric = TaskDetailMetric(name), hasValues(metric, task) else { continue }
          known.insert(name)
          names.append(name)
        }
      }
    }
    return names
  }

  private func hasValues(_ metric: TaskDetailMetric, _ task: ECS.Task) -> Bool {
    switch metric.kind {
    case .unhealthyContainers:
      let checked = definition(of: task)?.containers.filter { $0.healthCheck != nil }.map(\.name) ?? []
      return metric.containers(of: task).contains { checked.contains($0.name) }
    case .networkReceived, .networkSent, .storageRead, .storageWritten, .volumeSize, .volumeUtilized,
      .taskVolumeUtilization, .volumeUtilization:
      return value(of: metric, task, now, nil) != nil
    }
  }
}
