/// How busy services are: what their running tasks reserve, and what of it they use.
///
/// In: running counts as the scheduler keeps them, loads that were injected, what images use when idle. Out: a level
/// for each service, noted whenever it changes. A load is work in total, shared by the tasks that run; a task uses at
/// least what its image uses when idle, and on Fargate no more than it reserves.
/// CPUUtilization = used / reserved × 100. Source: ECS Developer Guide, "Amazon ECS service utilization metrics".
import SimulationKit

extension ECS {
  /// One task of a deployment. CPU in thousandths of a unit, memory in thousandths of a MiB.
  package struct TaskUsage: Hashable, Sendable {
    var cpuReserved: Int
    var memoryReserved: Int
    var cpuIdle: Int
    var memoryIdle: Int
    /// Ephemeral storage in thousandths of a GB; nil where it is not on Fargate.
    var storage: Int?
    var isOnFargate: Bool { storage != nil }
  }
}

/// Work for a service in total, in percent of what one of its tasks reserved when it was injected.
package struct ServiceLoad: Hashable, Sendable {
  package let service: ECS.ServiceKey
  /// nil: as idle as without a load.
  package let cpuPercent: Int?
  package let memoryPercent: Int?
  /// Through its load balancers and Service Connect, in a minute.
  package let requests: Int?
  /// Status code of the answers to `share` percent of them; the others are answered with 200.
  var status = 200
  var share = 100
  /// Until an answer.
  var milliseconds = MetricTiming.responseMilliseconds
  /// The service whose tasks send them through Service Connect; nil: somebody outside.
  var asker: ECS.ServiceKey?
  /// What one task reserved then.
  let task: ECS.TaskUsage

  var cpu: Int { (cpuPercent ?? 0) * task.cpuReserved / 100 }
  var memory: Int { (memoryPercent ?? 0) * task.memoryReserved / 100 }

  /// `180 % of a task's CPU and 50 % of its memory`.
  var words: String {
    [
      cpuPercent.map { "\($0) % of a task's CPU" }, memoryPercent.map { "\($0) % of a task's memory" },
      requests.map { "\($0) requests a minute" + (asker.map { " from \($0.name)" } ?? "") + answerWords },
    ]
    .compactMap { $0 }.joined(separator: " and ")
  }

  private var answerWords: String {
    let late = milliseconds == MetricTiming.responseMilliseconds ? "" : " after \(milliseconds) ms"
    let code = status == 200 ? "" : share == 100 ? " with \(status)" : " with \(status) for \(share) % of them"
    return code + late == "" ? "" : ", answered" + code + late
  }

  /// What of a minute's requests are answered with a status of the class: 3 for 3XX.
  func answers(ofClass hundreds: Int) -> Int { status / 100 == hundreds ? (requests ?? 0) * share / 100 : 0 }
}

extension Region {
  /// Notes what the service uses from now on. To be called when a task of it begins or ceases to run, and when a load
  /// of it begins or ends.
  mutating func noteUsage(of key: ECS.ServiceKey) {
    guard let service = ecs.services[key] else { return }
    for deployment in service.deployments where deployment.taskUsage == nil && deployment.runningCount > 0 {
      let usage = taskUsage(of: deployment)
      change(key, deployment: deployment.id) { $0.taskUsage = usage }
    }
    let (level, isOnFargate) = usageLevel(of: ecs.services[key] ?? service)
    noteAskers(of: key, level)
    noteTurnedAway(key, level)
    guard level != service.usage.level else { return }
    let isWaking = level.tasks > 0 && service.usage.level.tasks == 0
    let (now, old) = (now, service.clusterShare)
    let share = isOnFargate ? ClusterUsage.Share() : level.share
    change(key) { service in
      service.usage.note(level, at: now)
      service.clusterShare = share
    }
    noteShare(old, share, inCluster: key.cluster)
    if isWaking, !alarms.isEmpty {
      wakeAlarms { $0.key == key }
      wakeInsightsAlarms(ofCluster: key.cluster)
      wakeBalancerAlarms { !$0.countsHosts }
    }
    guard isWaking || level.tasks == 0 else { return }
    // What its own tasks ask of others begins or ceases with them.
    for asked in loads.filter({ $0.asker == key }).map(\.service) { noteUsage(of: asked) }
  }

  /// What comes while no task of it runs is answered by the load balancer itself.
  private mutating func noteTurnedAway(_ key: ECS.ServiceKey, _ level: UsageLevel) {
    let requests = level.tasks == 0 ? level.requests : 0
    guard let service = ecs.services[key], service.turnedAway.level.requests != requests else { return }
    let (now, isNew) = (now, service.turnedAway.level.requests == 0)
    change(key) { $0.turnedAway.note(UsageLevel(tasks: requests > 0 ? 1 : 0, requests: requests), at: now) }
    if isNew { wakeBalancerAlarms { !$0.countsHosts } }
  }

  /// Whose requests they are from now on.
  private mutating func noteAskers(of key: ECS.ServiceKey, _ level: UsageLevel) {
    let asker = level.requests > 0 ? load(of: key)?.asker : nil
    guard let service = ecs.services[key], asker != nil || !service.askers.isEmpty else { return }
    let (now, isNew) = (now, asker.map { service.askers[$0].map { $0.level.tasks == 0 } ?? true } ?? false)
    change(key) { service in
      for other in service.askers.keys where other != asker { service.askers[other]?.note(UsageLevel(), at: now) }
      if let asker { service.askers[asker, default: UsageHistory()].note(level, at: now) }
    }
    if isNew { wakeAlarms { $0.key == key && $0.asker == asker } }
  }

  /// To be called after every change of a service: notes its counts.
  mutating func noteCounts(ofServiceAt index: Int) {
    let service = ecs.services.values[index]
    let level = service.counted(service.usage.level)
    guard level != service.usage.level else { return }
    ecs.services.values[index].usage.note(level, at: now)
  }

  mutating func noteRestart(inServiceOf task: ECS.Task) {
    guard let key = task.service else { return }
    let now = now
    change(key) { $0.usage.countRestart(at: now) }
  }

  /// Brings the account of a service up to now.
  mutating func settleUsage(of key: ECS.ServiceKey) {
    let now = now
    change(key) { service in
      service.usage.settle(until: now)
      service.turnedAway.settle(until: now)
      for asker in service.askers.keys { service.askers[asker]?.settle(until: now) }
    }
  }

  private func usageLevel(of service: ECS.Service) -> (UsageLevel, isOnFargate: Bool) {
    var level = service.counted(UsageLevel())
    var (cpuIdle, memoryIdle, isOnFargate) = (0, 0, true)
    for deployment in service.deployments where deployment.runningCount > 0 {
      guard let task = deployment.taskUsage else { continue }
      let count = deployment.runningCount
      level.tasks += count
      level.cpuReserved += task.cpuReserved * count
      level.memoryReserved += task.memoryReserved * count
      cpuIdle += task.cpuIdle * count
      memoryIdle += task.memoryIdle * count
      if let storage = task.storage {
        level.storageReserved += storage * count
        level.storageUsed += MetricTiming.usedStorage * count
      }
      isOnFargate = isOnFargate && task.isOnFargate
    }
    let load = load(of: service.key)
    let cpu = level.tasks == 0 ? 0 : max(cpuIdle, load?.cpu ?? 0)
    level.cpuUsed = isOnFargate ? min(cpu, level.cpuReserved) : cpu
    if let load, load.asker.map({ ecs.services[$0]?.runningCount ?? 0 > 0 }) ?? true {
      level.requests = load.requests ?? 0
      (level.redirects, level.clientErrors) = (load.answers(ofClass: 3), load.answers(ofClass: 4))
      (level.serverErrors, level.waited) = (load.answers(ofClass: 5), level.requests * load.milliseconds)
    }
    level.memoryUsed = min(max(memoryIdle, load?.memory ?? 0), level.memoryReserved)
    return (level, isOnFargate)
  }

  /// The load in force: the newest that stands.
  func load(of key: ECS.ServiceKey) -> ServiceLoad? { loads.last { $0.service == key } }

  /// All that stand, the newest last.
  private var loads: [ServiceLoad] {
    faults.standing.compactMap { fault in
      if case .load(let load) = fault.kind { load } else { nil }
    }
  }

  func taskUsage(of deployment: ECS.Deployment) -> ECS.TaskUsage {
    taskUsage(of: taskDefinition(deployment.family, deployment.revision), isOnFargate: deployment.runsOnFargate)
  }

  func taskUsage(of definition: ECS.TaskDefinition?, isOnFargate: Bool) -> ECS.TaskUsage {
    let containers = definition?.containers ?? []
    let cpu = definition?.cpuUnits ?? containers.reduce(0) { $0 + $1.cpuUnits }
    let memory =
      definition?.memoryMiB ?? containers.reduce(0) { $0 + ($1.memoryReservationMiB ?? $1.memoryMiB ?? 0) }
    // A task without a reservation counts as one unit, so that its share of a load is still a number.
    let (cpuReserved, memoryReserved) = (max(1, cpu) * 1_000, max(1, memory) * 1_000)
    let behaviours = containers.compactMap { behaviour(of: $0) }
    let used = behaviours.reduce(0) { $0 + $1.usesMemoryMiB }
    let storageGB = definition?.document["ephemeralStorage"]?["sizeInGiB"]?.integer ?? MetricTiming.usualStorageGB
    let idlePercent = behaviours.compactMap(\.idleCPUPercent).max() ?? MetricTiming.idleCPUPercent
    return ECS.TaskUsage(
      cpuReserved: cpuReserved, memoryReserved: memoryReserved,
      cpuIdle: cpuReserved * idlePercent / 100,
      memoryIdle: used > 0 ? min(used * 1_000, memoryReserved) : memoryReserved * MetricTiming.idleMemoryPercent / 100,
      storage: isOnFargate ? storageGB * 1_000 : nil)
  }

  private func behaviour(of container: ECS.ContainerDefinition) -> ImageCatalogue.Behaviour? {
    guard case .found(let behaviour, _) = images.find(ImageReference(container.image)) else { return nil }
    return behaviour
  }
}

extension ECS.Service {
  fileprivate func counted(_ level: UsageLevel) -> UsageLevel {
    var level = level
    (level.pending, level.desired, level.deployments) = (pendingCount, desiredCount, deployments.count)
    level.taskSets = deployments.count { $0.taskSet != nil }
    return level
  }
}

extension UsageLevel {
  /// What a service on container instances has of its cluster's use.
  fileprivate var share: ClusterUsage.Share {
    ClusterUsage.Share(
      usedByServices: .init(cpu: cpuUsed, memory: memoryUsed),
      reservedByServices: .init(cpu: cpuReserved, memory: memoryReserved))
  }
}
