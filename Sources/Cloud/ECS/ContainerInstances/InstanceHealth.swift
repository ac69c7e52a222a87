/// The health of a container instance: what a look every thirty seconds finds of the container runtime, of GPUs and of
/// the daemons that have to run there.
///
/// In: an instance, faults, its daemons. Out: a status for each check with its times, and a record when one of them has
/// changed; looks that would find what the last one found are not taken, only counted. Managed Instances that are
/// IMPAIRED are repaired, see `repairImpaired`; on other instances nobody but the user does anything about it, and tasks
/// go on being placed there (AWS documents nothing else).
/// Source: ECS Developer Guide, "Monitor Amazon ECS container instance health" and "Amazon ECS container instance health
/// change events"; runtime sheet, section 5.6.
import Documents
import SimulationKit

extension ECS {
  package enum InstanceCheck: String, Hashable, Sendable, CaseIterable {
    case containerRuntime = "CONTAINER_RUNTIME"
    /// GPUs.
    case acceleratedCompute = "ACCELERATED_COMPUTE"
    /// The daemons of its capacity provider.
    case daemon = "DAEMON"
  }

  /// In order of severity, the least first.
  package enum InstanceHealth: String, Hashable, Sendable, CaseIterable {
    case ok = "OK"
    case initializing = "INITIALIZING"
    case insufficientData = "INSUFFICIENT_DATA"
    case impaired = "IMPAIRED"

    /// The most severe; of nothing at all nothing is known.
    static func overall(_ all: [InstanceHealth]) -> InstanceHealth {
      allCases.last(where: all.contains) ?? .insufficientData
    }
  }

  /// What a look found.
  struct InstanceFinding: Hashable, Sendable {
    let check: InstanceCheck
    let status: InstanceHealth
    let reason: String?
    /// Since when it has been in this status.
    var since: Instant
  }

  package struct InstanceCheckResult: Hashable, Sendable {
    package let check: InstanceCheck
    package let status: InstanceHealth
    package let reason: String?
    package let lastUpdated: Instant
    package let lastStatusChange: Instant
  }

  package struct InstanceHealthReport: Hashable, Sendable {
    package let overall: InstanceHealth
    package let checks: [InstanceCheckResult]
  }

  /// Between two looks.
  static let healthLookPeriod = Duration.seconds(30)  // fact, about
  /// Why an instance of Managed Instances is drained that is repaired (observed).
  static let healthStatusReason = "INSTANCE_HEALTH"
  /// What a GPU reports that fell off the bus.
  static let failedGPUReason = "XID_79"
}

extension Region {
  package func health(of instance: ECS.ContainerInstance) -> ECS.InstanceHealthReport {
    let lastLook = lastHealthLook(at: instance)
    let results = checks(of: instance).map { check in
      guard let found = instance.findings.first(where: { $0.check == check }) else {
        return ECS.InstanceCheckResult(
          check: check, status: .initializing, reason: nil, lastUpdated: instance.registeredAt,
          lastStatusChange: instance.registeredAt)
      }
      return ECS.InstanceCheckResult(
        check: check, status: found.status, reason: found.reason,
        lastUpdated: found.status == .insufficientData ? found.since : max(found.since, lastLook),
        lastStatusChange: found.since)
    }
    return ECS.InstanceHealthReport(overall: .overall(results.map(\.status)), checks: results)
  }

  /// None where the agent is too old for it.
  private func checks(of instance: ECS.ContainerInstance) -> [ECS.InstanceCheck] {
    if let first = ECS.AgentRelease("1.57.0"), let release = instance.installed.release, release < first { return [] }
    return ECS.InstanceCheck.allCases.filter { check in
      switch check {
      case .containerRuntime: true
      case .acceleratedCompute: instance.gpuCount > 0
      case .daemon: instance.managed != nil && hasDaemons(instance)
      }
    }
  }

  private func lastHealthLook(at instance: ECS.ContainerInstance) -> Instant {
    let period = ECS.healthLookPeriod.milliseconds
    return instance.registeredAt + .milliseconds((now - instance.registeredAt).milliseconds / period * period)
  }

  /// Called where the next look may find something else than the last.
  mutating func askForHealthLook(at id: ECS.ContainerInstanceID) {
    guard let index = ecs.containerInstances.index(forKey: id) else { return }
    let next = lastHealthLook(at: ecs.containerInstances.values[index]) + ECS.healthLookPeriod
    guard ecs.containerInstances.values[index].nextHealthLook != next else { return }
    ecs.containerInstances.values[index].nextHealthLook = next
    schedule(.agent(.healthLook(id)), after: next - now)
  }

  /// Without a change of the instance's version: events of its state do not tell of its health.
  mutating func lookAtHealth(of id: ECS.ContainerInstanceID) {
    guard let index = ecs.containerInstances.index(forKey: id) else { return }
    let instance = ecs.containerInstances.values[index]
    if instance.nextHealthLook == now { ecs.containerInstances.values[index].nextHealthLook = nil }
    guard instance.status != .inactive else { return }
    let before = health(of: instance)
    let found = checks(of: instance).map { check in
      var finding = find(check, at: instance)
      if let old = instance.findings.first(where: { $0.check == check }), old.status == finding.status,
        old.reason == finding.reason
      {
        finding.since = old.since
      }
      return finding
    }
    let changed = found.filter { !instance.findings.contains($0) }
    ecs.containerInstances.values[index].findings = found
    guard !changed.isEmpty else { return }
    let overall = ECS.InstanceHealth.overall(found.map(\.status))
    recordHealth(of: instance, overall, before: before.overall, changed)
    if overall == .impaired, instance.managed != nil, let provider = instance.capacityProviderName {
      askForManagedTurn(provider, from: now + timing.managedInstances.repairDelay)
    }
  }

  private func find(_ check: ECS.InstanceCheck, at instance: ECS.ContainerInstance) -> ECS.InstanceFinding {
    func finding(_ status: ECS.InstanceHealth, _ reason: String? = nil) -> ECS.InstanceFinding {
      ECS.InstanceFinding(check: check, status: status, reason: reason, since: now)
    }
    guard instance.isAgentConnected else { return finding(.insufficientData) }
    switch check {
    case .containerRuntime: return finding(isImpaired(instance.id, check) ? .impaired : .ok)
    case .acceleratedCompute:
      return isImpaired(instance.id, check) ? finding(.impaired, ECS.failedGPUReason) : finding(.ok)
    case .daemon:
      if let task = instance.managed?.failedDaemonTask {
        return finding(.impaired, "Daemon task: \(task) is unhealthy")
      }
      return finding(instance.managed?.awaitsDaemons == true ? .initializing : .ok)
    }
  }

  private func isImpaired(_ id: ECS.ContainerInstanceID, _ check: ECS.InstanceCheck) -> Bool {
    faults.standing.contains { fault in
      if case .instanceImpaired(id, _, check) = fault.kind { true } else { false }
    }
  }

  /// True where no container can be made: what hangs is the runtime.
  func hasImpairedRuntime(_ task: ECS.Task) -> Bool {
    !faults.standing.isEmpty && task.containerInstance.map { isImpaired($0, .containerRuntime) } ?? false
  }

  private mutating func recordHealth(
    of instance: ECS.ContainerInstance, _ overall: ECS.InstanceHealth, before: ECS.InstanceHealth,
    _ changed: [ECS.InstanceFinding]
  ) {
    let impaired = changed.filter { $0.status == .impaired }.map { finding in
      finding.check.rawValue + (finding.reason.map { ": \($0)" } ?? "")
    }
    let reason =
      !impaired.isEmpty
      ? impaired.joined(separator: ", ") : before == .initializing ? nil : "it was \(before.rawValue)"
    let checks = changed.map { finding -> Document in
      [
        "type": .string(finding.check.rawValue), "status": .string(finding.status.rawValue),
        "lastStatusChange": .string(finding.since.iso8601()), "lastUpdated": .string(now.iso8601()),
        "statusReason": finding.reason.map(Document.string) ?? .null,
      ]
    }
    record(
      EventRecord.Draft(
        .containerInstanceHealthChange, source: "container-instance/\(instance.id)", cluster: instance.cluster,
        message: "healthStatus \(overall.rawValue)", reason: reason,
        detail: ["overallStatus": .string(overall.rawValue), "healthChecks": .list(checks)]))
  }

  // MARK: - Repair

  /// Replaces Managed Instances that are IMPAIRED, at most a fifth of the provider's at once, or one of a few. The
  /// others' turn comes when one of these has gone.
  mutating func repairImpaired(
    of provider: ECS.CapacityProvider, _ settings: ECS.ManagedInstancesProvider, inCluster cluster: String
  ) {
    guard settings.repairs, provider.isUsable else { return }
    let instances = instances(ofProviders: [provider.name], inCluster: cluster)
    let most = max(1, instances.count / 5)
    var underRepair = instances.count { $0.status != .active && $0.statusReason == ECS.healthStatusReason }
    for instance in instances where instance.status == .active {
      guard let since = instance.findings.filter({ $0.status == .impaired }).map(\.since).min() else { continue }
      let due = since + timing.managedInstances.repairDelay
      guard due <= now else {
        askForManagedTurn(provider.name, from: due)
        continue
      }
      guard underRepair < most else { continue }
      repairInstance(instance.id, reason: "Its health is IMPAIRED.")
      underRepair += 1
    }
  }
}
