/// Container Insights of container instances: what a CloudWatch agent on a host tells of it.
///
/// In: instances, the tasks that are remembered. Out: metrics `instance_…` of the namespace `ECS/ContainerInsights`, for each
/// minute in which a task of the image `cloudwatch-agent` was RUNNING on the instance from beginning to end: usually one
/// of a DAEMON service. On Managed Instances ECS itself tells how full their disks are, while Container Insights is on. Of
/// a whole cluster each instance gives one sample. Nothing is kept for this, see `TaskInsights`.
/// Source: CloudWatch User Guide, "Amazon ECS Container Insights metrics" and "Deploying the CloudWatch agent to collect
/// EC2 instance-level metrics on Amazon ECS"; runtime sheet, section 7.4.
import SimulationKit

struct InstanceInsightsMetric: Hashable, Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case cpuLimit = "instance_cpu_limit"
    case cpuReservedCapacity = "instance_cpu_reserved_capacity"
    case cpuUsage = "instance_cpu_usage_total"
    case cpuUtilization = "instance_cpu_utilization"
    case filesystemUtilization = "instance_filesystem_utilization"
    case memoryLimit = "instance_memory_limit"
    case memoryReservedCapacity = "instance_memory_reserved_capacity"
    case memoryUtilization = "instance_memory_utilization"
    case memoryWorkingSet = "instance_memory_working_set"
    case network = "instance_network_total_bytes"
    case runningTasks = "instance_number_of_running_tasks"
    case systemDisk = "InstanceOSFilesystemUtilization"
    case dataDisk = "InstanceDataFilesystemUtilization"

    /// True for what ECS tells of Managed Instances.
    var isManaged: Bool { self == .systemDisk || self == .dataDisk }

    /// Whether it comes for each instance, and not of the cluster alone.
    var isOfEach: Bool {
      switch self {
      case .cpuReservedCapacity, .cpuUtilization, .filesystemUtilization, .memoryReservedCapacity, .memoryUtilization,
        .systemDisk, .dataDisk:
        true
      case .cpuLimit, .cpuUsage, .memoryLimit, .memoryWorkingSet, .network, .runningTasks: false
      }
    }

    var unit: String? {
      switch self {
      case .cpuLimit, .cpuUsage: nil
      case .cpuReservedCapacity, .cpuUtilization, .filesystemUtilization, .memoryReservedCapacity, .memoryUtilization,
        .systemDisk, .dataDisk:
        "Percent"
      case .memoryLimit, .memoryWorkingSet: "Bytes"
      case .network: "Bytes/Second"
      case .runningTasks: "Count"
      }
    }
  }
  let kind: Kind
  let name: MetricName
  let cluster: String

  init?(_ name: MetricName) {
    guard name.namespace == InsightsMetric.namespace, let kind = Kind(rawValue: name.name),
      let cluster = name.value(of: "ClusterName")
    else { return nil }
    let own =
      kind.isManaged
      ? ["CapacityProviderName", "ContainerInstanceId", "EC2InstanceId"] : ["ContainerInstanceId", "InstanceId"]
    let given = name.dimensions.map(\.name).filter { $0 != "ClusterName" }
    guard given.isEmpty || (kind.isOfEach && given == own) else { return nil }
    (self.kind, self.name, self.cluster) = (kind, name, cluster)
  }

  func concerns(_ instance: ECS.ContainerInstance) -> Bool {
    func fits(_ dimension: String, _ value: String?) -> Bool {
      name.value(of: dimension).map { $0 == value } ?? true
    }
    return instance.cluster == cluster && (instance.managed != nil) == kind.isManaged
      && fits("ContainerInstanceId", instance.id) && fits("InstanceId", instance.ec2InstanceID)
      && fits("EC2InstanceId", instance.ec2InstanceID) && fits("CapacityProviderName", instance.capacityProviderName)
  }

  static func names(of instance: ECS.ContainerInstance) -> [MetricName] {
    func dimension(_ name: String, _ value: String) -> MetricName.Dimension { .init(name: name, value: value) }
    let isManaged = instance.managed != nil
    let cluster = dimension("ClusterName", instance.cluster)
    let own =
      isManaged
      ? [
        dimension("CapacityProviderName", instance.capacityProviderName ?? ""),
        dimension("ContainerInstanceId", instance.id), dimension("EC2InstanceId", instance.ec2InstanceID),
      ]
      : [dimension("ContainerInstanceId", instance.id), dimension("InstanceId", instance.ec2InstanceID)]
    return Kind.allCases.filter { $0.isManaged == isManaged }.flatMap { kind in
      ([[]] + (kind.isOfEach ? [own] : [])).map {
        MetricName(namespace: InsightsMetric.namespace, name: kind.rawValue, dimensions: $0 + [cluster])
      }
    }
  }
}

/// What an instance's tasks took and used in a minute.
private struct InstanceMinute {
  var running = 0
  /// Thousandths of CPU units and of MiB.
  var cpuUsed = 0
  var memoryUsed = 0
  var network = 0.0
  var cpuReserved = 0
  var memoryReserved = 0
}

extension Region {
  /// Ascending.
  mutating func instanceInsightsMinutes(
    of metric: InstanceInsightsMetric, from start: Instant, to end: Instant
  ) -> [Datapoint] {
    guard let cluster = ecs.clusters[metric.cluster] else { return [] }
    let start = max(start, now + timing.stoppedTaskRetention * -1)
    var points: [Instant: Datapoint] = [:]
    for instance in ecs.containerInstances.values where metric.concerns(instance) {
      let minutes = tellingMinutes(of: instance, from: start, to: end).filter {
        !metric.kind.isManaged || cluster.insights.hold($0)
      }
      let taken = metric.kind.isManaged ? [:] : use(of: instance, in: minutes, from: start, to: end)
      for minute in minutes {
        let value = Self.value(of: metric.kind, instance, taken[minute] ?? InstanceMinute())
        let point = Datapoint(start: minute, value: value.roundedToMillionths, unit: metric.kind.unit)
        if points[minute]?.add(point) == nil { points[minute] = point }
      }
    }
    return points.keys.sorted().compactMap { points[$0] }
  }

  /// Full minutes in which somebody told of the instance. Ascending.
  private func tellingMinutes(of instance: ECS.ContainerInstance, from start: Instant, to end: Instant) -> [Instant] {
    let lives: [(from: Instant, until: Instant)] =
      instance.managed != nil
      ? [(instance.registeredAt, instance.inactiveSince ?? end)]
      : ecs.tasks.all(onInstance: instance.id).filter(\.isCloudWatchAgent).compactMap { task in
        task.startedAt.map { ($0, task.stoppingAt ?? end) }
      }
    var minutes: Set<Instant> = []
    for life in lives {
      var minute = max(start, life.from).firstMinute
      while minute + MetricTiming.minute <= min(end, life.until) {
        minutes.insert(minute)
        minute = minute + MetricTiming.minute
      }
    }
    return minutes.sorted()
  }

  private mutating func use(
    of instance: ECS.ContainerInstance, in minutes: [Instant], from start: Instant, to end: Instant
  ) -> [Instant: InstanceMinute] {
    var taken: [Instant: InstanceMinute] = [:]
    for task in ecs.tasks.all(onInstance: instance.id) {
      let needs = definition(of: task)?.reservation(ECS.Overrides(document: task.overrides))
      let worked = work(ofServiceOf: task, from: start, to: end)
      for minute in minutes {
        let over = minute + MetricTiming.minute
        var sums = taken[minute] ?? InstanceMinute()
        if task.createdAt <= over, task.stoppedAt.map({ over < $0 }) ?? true, let needs {
          sums.cpuReserved += needs.cpuUnits * 1_000
          sums.memoryReserved += needs.memoryMiB * 1_000
        }
        if let startedAt = task.startedAt, startedAt <= minute, task.stoppingAt.map({ over <= $0 }) ?? true {
          let used = usage(of: task, in: worked[minute])
          sums.running += 1
          sums.cpuUsed += used.sums.cpuUsed / MetricTiming.minute.milliseconds
          sums.memoryUsed += used.sums.memoryUsed / MetricTiming.minute.milliseconds
          sums.network +=
            InsightsMetric.Kind.networkReceived.value(of: used) + InsightsMetric.Kind.networkSent.value(of: used)
        }
        taken[minute] = sums
      }
    }
    return taken
  }

  private static func value(
    of kind: InstanceInsightsMetric.Kind, _ instance: ECS.ContainerInstance, _ taken: InstanceMinute
  ) -> Double {
    let (cpu, memory) = (instance.registeredCPUUnits * 1_000, instance.registeredMemoryMiB * 1_000)
    let (cpuUsed, memoryUsed) = (min(taken.cpuUsed, cpu), min(taken.memoryUsed, memory))
    return switch kind {
    case .cpuLimit: Double(instance.registeredCPUUnits)
    case .cpuReservedCapacity: UsageLevel.percent(taken.cpuReserved, cpu)
    case .cpuUsage: Double(cpuUsed) / 1_000
    case .cpuUtilization: UsageLevel.percent(cpuUsed, cpu)
    case .filesystemUtilization, .systemDisk, .dataDisk: Double(MetricTiming.usedDiskPercent)
    case .memoryLimit: Double(instance.registeredMemoryMiB) * 1_048_576
    case .memoryReservedCapacity: UsageLevel.percent(taken.memoryReserved, memory)
    case .memoryUtilization: UsageLevel.percent(memoryUsed, memory)
    case .memoryWorkingSet: Double(memoryUsed) / 1_000 * 1_048_576
    case .network: taken.network
    case .runningTasks: Double(taken.running)
    }
  }

  /// True while new values of it come by themselves.
  func isMeasured(_ metric: InstanceInsightsMetric) -> Bool {
    ecs.containerInstances.values.contains { instance in
      guard metric.concerns(instance), instance.status != .inactive else { return false }
      if metric.kind.isManaged { return ecs.clusters[metric.cluster]?.hasInsights == true }
      return ecs.tasks.all(onInstance: instance.id).contains { $0.isCloudWatchAgent && $0.lastStatus == .running }
    }
  }

  /// Those that have values.
  var instanceInsightsNames: [MetricName] {
    var names: [MetricName] = []
    var known: Set<MetricName> = []
    let start = now + timing.stoppedTaskRetention * -1
    for instance in ecs.containerInstances.values {
      let minutes = tellingMinutes(of: instance, from: start, to: now.minute)
      let spans = ecs.clusters[instance.cluster]?.insights ?? []
      guard minutes.contains(where: { instance.managed == nil || spans.hold($0) }) else { continue }
      names += InstanceInsightsMetric.names(of: instance).filter { known.insert($0).inserted }
    }
    return names
  }
}

extension ECS.Task {
  /// One of its containers is of the image that AWS publishes, whatever registry it is in.
  fileprivate var isCloudWatchAgent: Bool {
    launchType == .ec2
      && containers.contains {
        ImageReference($0.image).repository.split(separator: "/").last == "cloudwatch-agent"
      }
  }
}
