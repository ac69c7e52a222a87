/// Container Insights by task: of a family, of one task, of one container, and how many tasks a cluster runs.
///
/// In: the tasks that are remembered, what their services used. Out: metrics of the namespace `ECS/ContainerInsights`. A
/// task has a value for each minute in which it was RUNNING from beginning to end, with an equal part of its service's
/// work; outside of services it is idle. Several tasks add up. A container's part of its task's work goes by what it
/// reserves; its network and storage: `TaskDetailInsights`. TaskId, ContainerName and utilization take `enhanced`. Nothing
/// is kept for this: it reaches as far back as STOPPED tasks are remembered. Cost: O(tasks of the cluster) for a minute.
/// Source: CloudWatch User Guide, "Amazon ECS Container Insights metrics" and "… with enhanced observability metrics";
/// runtime sheet, section 7.4.
import SimulationKit

struct TaskInsightsMetric: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case use(InsightsMetric.Kind)
    case other(Other)
  }
  enum Other: String, Sendable, CaseIterable {
    case taskCount = "TaskCount"
    case taskCPUUtilization = "TaskCpuUtilization"
    case taskMemoryUtilization = "TaskMemoryUtilization"
    case taskStorageUtilization = "TaskEphemeralStorageUtilization"
    case containerCPUReserved = "ContainerCpuReserved"
    case containerCPUUtilized = "ContainerCpuUtilized"
    case containerCPUUtilization = "ContainerCpuUtilization"
    case containerMemoryReserved = "ContainerMemoryReserved"
    case containerMemoryUtilized = "ContainerMemoryUtilized"
    case containerMemoryUtilization = "ContainerMemoryUtilization"

    static let ofTask: [Other] = [.taskCPUUtilization, .taskMemoryUtilization]
    static let ofContainer = allCases.filter { $0.rawValue.hasPrefix("Container") }
  }
  let kind: Kind
  let cluster: String
  let service: String?
  let family: String?
  let task: String?
  let container: String?

  /// nil for what Container Insights does not measure; of a cluster or service as a whole `InsightsMetric` does.
  init?(_ name: MetricName) {
    guard name.namespace == InsightsMetric.namespace, let cluster = name.value(of: "ClusterName") else { return nil }
    self.cluster = cluster
    service = name.value(of: "ServiceName")
    family = name.value(of: "TaskDefinitionFamily")
    task = name.value(of: "TaskId")
    container = name.value(of: "ContainerName")
    guard service == nil || family == nil, task == nil || service != nil || family != nil,
      name.dimensions.count == 1 + [service, family, task, container].count(where: { $0 != nil })
    else { return nil }
    if let use = InsightsMetric.Kind(rawValue: name.name) {
      let isOfTasks = (InsightsMetric.Kind.ofTasks + InsightsMetric.Kind.ofStorage).contains(use) && container == nil
      guard isOfTasks || use == .restartCount, family != nil || task != nil else { return nil }
      kind = .use(use)
    } else if let other = Other(rawValue: name.name) {
      guard (container != nil) == Other.ofContainer.contains(other),
        other != .taskCount || name.dimensions.count == 1
      else { return nil }
      kind = .other(other)
    } else {
      return nil
    }
  }

  var isEnhanced: Bool {
    switch kind {
    case .other(.taskCount): false
    case .other: true
    case .use: task != nil
    }
  }

  func concerns(_ other: ECS.Task) -> Bool {
    service ?? other.service?.name == other.service?.name && family ?? other.family == other.family
      && task ?? other.id == other.id
      && (container == nil || other.containers.contains { $0.name == container })
  }

  /// nil where nothing of the kind is on Fargate.
  func value(of minute: UsageHistory.Minute) -> Double? {
    let sums = minute.sums
    func average(_ sum: Int) -> Double {
      (Double(sum) / 1_000 / Double(MetricTiming.minute.milliseconds)).roundedToMillionths
    }
    switch kind {
    case .use(let use):
      guard !InsightsMetric.Kind.ofStorage.contains(use) || sums.storageReserved > 0 else { return nil }
      return use.value(of: minute)
    case .other(.taskCount): return Double(sums.tasks / MetricTiming.minute.milliseconds)
    case .other(.taskCPUUtilization), .other(.containerCPUUtilization): return sums.cpuPercent
    case .other(.taskMemoryUtilization), .other(.containerMemoryUtilization): return sums.memoryPercent
    case .other(.taskStorageUtilization):
      guard sums.storageReserved > 0 else { return nil }
      return UsageLevel.percent(sums.storageUsed, sums.storageReserved)
    case .other(.containerCPUReserved): return average(sums.cpuReserved)
    case .other(.containerCPUUtilized): return average(sums.cpuUsed)
    case .other(.containerMemoryReserved): return average(sums.memoryReserved)
    case .other(.containerMemoryUtilized): return average(sums.memoryUsed)
    }
  }

  var unit: String? {
    switch kind {
    case .use(let use): use.unit
    case .other(.taskCount): "Count"
    case .other(.containerCPUReserved), .other(.containerCPUUtilized): nil
    case .other(.containerMemoryReserved), .other(.containerMemoryUtilized): "Megabytes"
    case .other(.taskCPUUtilization), .other(.taskMemoryUtilization), .other(.taskStorageUtilization),
      .other(.containerCPUUtilization), .other(.containerMemoryUtilization):
      "Percent"
    }
  }
}

extension Region {
  /// Whole minutes in which the cluster had Container Insights. Ascending.
  mutating func taskInsightsMinutes(
    of metric: TaskInsightsMetric, from start: Instant, to end: Instant
  ) -> [Datapoint] {
    guard let cluster = ecs.clusters[metric.cluster], !cluster.insights.isEmpty else { return [] }
    let spans = metric.isEnhanced ? cluster.enhancedInsights : cluster.insights
    let found = minutes(
      ofTasksIn: metric.cluster, container: metric.container, from: start, to: end, where: metric.concerns)
    return found.keys.filter(spans.hold).sorted().compactMap { minute in
      found[minute].flatMap(metric.value).map { Datapoint(start: minute, value: $0, unit: metric.unit) }
    }
  }

  /// What tasks that are remembered used, or one container of each, in minutes that they ran through.
  mutating func minutes(
    ofTasksIn cluster: String, container: String? = nil, from start: Instant, to end: Instant,
    where isWanted: (ECS.Task) -> Bool
  ) -> [Instant: UsageHistory.Minute] {
    let start = max(start, now + timing.stoppedTaskRetention * -1)
    var found: [Instant: UsageHistory.Minute] = [:]
    for task in ecs.tasks.all(inCluster: cluster) where isWanted(task) {
      guard let startedAt = task.startedAt else { continue }
      let until = min(end, task.stoppingAt ?? end)
      var worked: [Instant: UsageHistory.Minute] = [:]
      if let key = task.service {
        settleUsage(of: key)
        for (minute, work) in ecs.services[key]?.usage.minutes(from: start, to: until) ?? [] { worked[minute] = work }
      }
      let definition = taskDefinition(task.family, task.revision)
      let usage = taskUsage(of: definition, isOnFargate: task.launchType == .fargate)
      var minute = max(start, startedAt).firstMinute
      while minute + MetricTiming.minute <= until {
        var level = UsageLevel(of: usage, in: worked[minute])
        if let name = container { level = level.part(of: name, in: definition?.containers ?? []) }
        let next = minute + MetricTiming.minute
        found[minute, default: UsageHistory.Minute()].add(level, for: MetricTiming.minute.milliseconds)
        found[minute]?.milliseconds = MetricTiming.minute.milliseconds
        found[minute]?.restarts += task.containers.filter { container == nil || $0.name == container }
          .reduce(0) { $0 + $1.restartedAt.count { $0 >= minute && $0 < next } }
        minute = next
      }
    }
    return found
  }

  /// True while new values of it come by themselves.
  func isMeasured(_ metric: TaskInsightsMetric) -> Bool {
    guard let cluster = ecs.clusters[metric.cluster],
      metric.isEnhanced ? cluster.hasEnhancedInsights : cluster.hasInsights
    else { return false }
    return ecs.tasks.all(inCluster: metric.cluster).contains { $0.lastStatus == .running && metric.concerns($0) }
  }

  /// Those that have values.
  func taskInsightsNames(of cluster: ECS.Cluster) -> [MetricName] {
    let tasks = ecs.tasks.all(inCluster: cluster.name).filter { task in
      task.startedAt.map { $0.firstMinute + MetricTiming.minute <= task.stoppingAt ?? now } ?? false
    }
    guard !tasks.isEmpty else { return [] }
    func named(_ names: [String], _ dimensions: [MetricName.Dimension]) -> [MetricName] {
      names.map {
        MetricName(
          namespace: InsightsMetric.namespace, name: $0,
          dimensions: dimensions + [.init(name: "ClusterName", value: cluster.name)])
      }
    }
    var names = named([TaskInsightsMetric.Other.taskCount.rawValue], [])
    var families: Set<String> = []
    for task in tasks where families.insert(task.family).inserted {
      let isOnFargate = tasks.contains { $0.family == task.family && $0.launchType == .fargate }
      let restarts = taskDefinition(task.family, task.revision)?.restarts ?? false
      let kinds =
        InsightsMetric.Kind.ofTasks + (isOnFargate ? InsightsMetric.Kind.ofStorage : [])
        + (restarts ? [.restartCount] : [])
      names += named(kinds.map(\.rawValue), [.init(name: "TaskDefinitionFamily", value: task.family)])
    }
    guard !cluster.enhancedInsights.isEmpty else { return names }
    for task in tasks {
      let owner = task.service.map { MetricName.Dimension(name: "ServiceName", value: $0.name) }
      let dimensions = [
        owner ?? .init(name: "TaskDefinitionFamily", value: task.family), .init(name: "TaskId", value: task.id),
      ]
      let kinds = TaskInsightsMetric.Other.ofTask + (task.launchType == .fargate ? [.taskStorageUtilization] : [])
      names += named(kinds.map(\.rawValue), dimensions)
      let restarting =
        taskDefinition(task.family, task.revision)?.containers
        .filter { $0.restartPolicy?.isEnabled ?? false }.map(\.name) ?? []
      for container in restarting {
        names += named(
          [InsightsMetric.Kind.restartCount.rawValue], dimensions + [.init(name: "ContainerName", value: container)])
      }
      for container in task.containers {
        names += named(
          TaskInsightsMetric.Other.ofContainer.map(\.rawValue),
          dimensions + [.init(name: "ContainerName", value: container.name)])
      }
    }
    return names
  }
}

extension ECS.TaskDefinition {
  fileprivate var restarts: Bool { containers.contains { $0.restartPolicy?.isEnabled ?? false } }
}

extension UsageLevel {
  /// One task's part of what its service did in a minute; nil: of none.
  init(of task: ECS.TaskUsage, in minute: UsageHistory.Minute?) {
    self.init(tasks: 1, cpuReserved: task.cpuReserved, memoryReserved: task.memoryReserved)
    (cpuUsed, memoryUsed) = (task.cpuIdle, task.memoryIdle)
    if let sums = minute?.sums, sums.tasks > 0 {
      (cpuUsed, memoryUsed, requests) = (
        sums.cpuUsed / sums.tasks, sums.memoryUsed / sums.tasks, sums.requests / sums.tasks
      )
    }
    if let storage = task.storage { (storageUsed, storageReserved) = (MetricTiming.usedStorage, storage) }
  }

  /// What one container has of its task's use: in proportion to what it reserves, or alike where none reserves any.
  fileprivate func part(of name: String, in containers: [ECS.ContainerDefinition]) -> UsageLevel {
    var part = UsageLevel(tasks: 1)
    func share(_ used: Int, _ reserved: (ECS.ContainerDefinition) -> Int) -> (reserved: Int, used: Int) {
      let own = containers.first { $0.name == name }.map(reserved) ?? 0
      let all = containers.reduce(0) { $0 + reserved($1) }
      return (own * 1_000, all > 0 ? used * own / all : used / max(1, containers.count))
    }
    (part.cpuReserved, part.cpuUsed) = share(cpuUsed) { $0.cpuUnits }
    (part.memoryReserved, part.memoryUsed) = share(memoryUsed) { $0.memoryReservationMiB ?? $0.memoryMiB ?? 0 }
    return part
  }
}

extension Instant {
  /// The full minute at or after.
  var firstMinute: Instant { minute == self ? self : nextMinute }
}
