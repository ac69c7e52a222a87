/// How full and how busy the container instances of a cluster are.
///
/// In: instances as they come, change and go; the levels of services whose tasks run on them. Out: reserved and used of
/// registered, by the minute. Tasks outside of services use what an idle task does. A cluster without container
/// instances has none of these metrics. Cost: O(1) for a change.
/// Source: ECS Developer Guide, "Amazon ECS cluster reservation metrics" and "cluster utilization metrics".
import SimulationKit

package struct ClusterUsage: Sendable {
  /// CPU in thousandths of a unit, memory in thousandths of a MiB, GPUs.
  struct Amount: Hashable, Sendable {
    var cpu = 0
    var memory = 0
    var gpus = 0
    static func - (left: Amount, right: Amount) -> Amount {
      Amount(cpu: left.cpu - right.cpu, memory: left.memory - right.memory, gpus: left.gpus - right.gpus)
    }
    static func += (left: inout Amount, right: Amount) {
      left.cpu += right.cpu
      left.memory += right.memory
      left.gpus += right.gpus
    }
  }
  /// What one instance, or one service, has a part in.
  struct Share: Hashable, Sendable {
    var instances = 0
    var registered = Amount()
    var reserved = Amount()
    var usedByServices = Amount()
    var reservedByServices = Amount()

    mutating func replace(_ old: Share, by new: Share) {
      instances += new.instances - old.instances
      registered += new.registered - old.registered
      reserved += new.reserved - old.reserved
      usedByServices += new.usedByServices - old.usedByServices
      reservedByServices += new.reservedByServices - old.reservedByServices
    }
  }
  private(set) var total = Share()
  /// `used` is what tasks reserve, `reserved` what instances registered.
  private(set) var reservation = UsageHistory()
  /// `used` is what tasks use, `reserved` what instances registered.
  private(set) var utilization = UsageHistory()
  /// `cpuUsed` is the GPUs that tasks have, `cpuReserved` those of instances; without instances where there is none.
  private(set) var gpuReservation = UsageHistory()

  mutating func replace(_ old: Share, by new: Share, at instant: Instant) {
    guard old != new else { return }
    total.replace(old, by: new)
    let base = UsageLevel(
      tasks: total.instances, cpuReserved: total.registered.cpu, memoryReserved: total.registered.memory)
    var (full, busy) = (base, base)
    full.cpuUsed = total.reserved.cpu
    full.memoryUsed = total.reserved.memory
    let others = total.reserved - total.reservedByServices
    busy.cpuUsed = min(
      base.cpuReserved, total.usedByServices.cpu + max(0, others.cpu) * MetricTiming.idleCPUPercent / 100)
    busy.memoryUsed = min(
      base.memoryReserved, total.usedByServices.memory + max(0, others.memory) * MetricTiming.idleMemoryPercent / 100)
    reservation.note(full, at: instant)
    utilization.note(busy, at: instant)
    let gpus = total.registered.gpus
    gpuReservation.note(
      UsageLevel(tasks: gpus > 0 ? total.instances : 0, cpuUsed: total.reserved.gpus, cpuReserved: gpus), at: instant)
  }

  mutating func settle(until instant: Instant) {
    reservation.settle(until: instant)
    utilization.settle(until: instant)
    gpuReservation.settle(until: instant)
  }
}

extension Region {
  /// To be called after an instance came, changed or went: what it counted for before and what it counts for now.
  mutating func noteInstance(_ old: ClusterUsage.Share, _ instance: ECS.ContainerInstance) {
    noteShare(old, instance.share, inCluster: instance.cluster)
  }

  mutating func noteShare(_ old: ClusterUsage.Share, _ new: ClusterUsage.Share, inCluster cluster: String) {
    guard old != new else { return }
    let now = now
    let instances = ecs.clusterUsage[cluster]?.total.instances ?? 0
    ecs.clusterUsage[cluster, default: ClusterUsage()].replace(old, by: new, at: now)
    guard instances == 0, new.instances > 0, !alarms.isEmpty else { return }
    wakeAlarms { $0.service == nil && $0.cluster == cluster }
  }

  mutating func settleUsage(ofCluster cluster: String) {
    guard let index = ecs.clusterUsage.index(forKey: cluster) else { return }
    ecs.clusterUsage.values[index].settle(until: now)
  }
}

extension ECS.ContainerInstance {
  /// Nothing once it is INACTIVE.
  var share: ClusterUsage.Share {
    guard status != .inactive else { return ClusterUsage.Share() }
    return ClusterUsage.Share(
      instances: 1,
      registered: .init(cpu: registeredCPUUnits * 1_000, memory: registeredMemoryMiB * 1_000, gpus: gpuCount),
      reserved: .init(
        cpu: (registeredCPUUnits - remainingCPUUnits) * 1_000,
        memory: (registeredMemoryMiB - remainingMemoryMiB) * 1_000, gpus: gpusInUse))
  }
}
