/// Tasks that wait in PROVISIONING for an instance of their capacity provider.
///
/// In: orders that found no room. Out: tasks without an instance; each is placed on the next full ten seconds at which
/// there is room, the oldest first, or stops with TaskFailedToStart when it has waited too long.
/// Source: ECS Developer Guide, "Automatically manage Amazon ECS capacity with cluster auto scaling" (500 tasks in
/// PROVISIONING); runtime sheet, sections 1.11 and 5.4.
import Collections
import Documents
import SimulationKit

extension ECS {
  /// Orders of one kind fit, or do not fit, together.
  struct WaitingKind: Hashable {
    private let family: String
    private let revision: Int
    private let key: CapacityKey?
    private let group: String
    private let overrides: Document.Object
    private let constraints: [PlacementConstraint]

    init(_ order: TaskOrder) {
      family = order.family
      revision = order.revision
      key = order.capacityKey
      group = order.group
      overrides = order.overrides
      constraints = order.placementConstraints
    }
  }

  /// What a refusal says where a cluster may have no more tasks that wait.
  static let provisioningLimitReason = "The tasks provisioning capacity limit was exceeded."
}

extension ECS.TaskOrder {
  /// nil for launch types.
  var capacityKey: ECS.CapacityKey? {
    launch.capacityProviderName.map { ECS.CapacityKey(cluster: cluster, provider: $0) }
  }
}

extension Region {
  func isWaiting(_ id: ECS.TaskID) -> Bool { ecs.tasks[id]?.phase == .waitingForInstance }

  /// True where the order's provider may still get room for it. Where scaling is not managed, a service tries again by
  /// itself, and a standalone task only waits for the next look.
  func mayWait(_ order: ECS.TaskOrder) -> Bool {
    guard order.mayWait, order.containerInstance == nil else { return false }
    if order.launch.type == .managedInstances { return true }
    guard let settings = groupSettings(of: order) else { return false }
    return settings.managedScaling.isEnabled || order.service == nil
  }

  private func groupSettings(of order: ECS.TaskOrder) -> ECS.AutoScalingGroupProvider? {
    order.launch.capacityProviderName.flatMap { ecs.capacityProviders[$0]?.autoScalingGroup }
  }

  /// True while the cluster may have another task that waits.
  func hasWaitingRoom(inCluster cluster: String) -> Bool {
    let waiting = ecs.waitingTasks.count { $0.value.cluster == cluster && isWaiting($0.key) }
    return waiting < timing.capacity.maximumWaitingTasks
  }

  /// A task that was begun without an instance is remembered until it gets one.
  mutating func waitForInstance(_ id: ECS.TaskID, _ order: ECS.TaskOrder) {
    ecs.waitingTasks[id] = order
    askForPlacement(of: id)
    if let key = order.capacityKey { askForCapacityLook(key) }
    if let provider = order.launch.capacityProviderName, order.launch.type == .managedInstances {
      askForManagedTurn(provider)
    }
  }

  /// Each task asks for itself, so that what happens to it then follows from its own record.
  private mutating func askForPlacement(of id: ECS.TaskID) {
    schedule(.capacity(.placeWaiting(id)), after: nextTurn(from: now) - now)
  }

  /// Cost: a search for a place, and for others of its kind in the same turn a look-up once one was refused.
  mutating func placeWaitingTask(_ id: ECS.TaskID) {
    guard let order = ecs.waitingTasks[id] else { return }
    guard isWaiting(id), let definition = taskDefinition(order.family, order.revision) else {
      ecs.waitingTasks[id] = nil
      return
    }
    if ecs.refusedPlacements.instant != now { ecs.refusedPlacements = (now, [:]) }
    let kind = ECS.WaitingKind(order)
    var refused = ecs.refusedPlacements.kinds[kind]
    if refused == nil, place(id, order, definition, refused: &refused) {
      ecs.waitingTasks[id] = nil
    } else {
      ecs.refusedPlacements.kinds[kind] = refused
      giveUp(id, order, refused ?? [])
    }
    if ecs.waitingTasks[id] != nil { askForPlacement(of: id) }
  }

  private mutating func place(
    _ id: ECS.TaskID, _ order: ECS.TaskOrder, _ definition: ECS.TaskDefinition, refused: inout [ECS.Failure]?
  ) -> Bool {
    let needs = definition.reservation(ECS.Overrides(document: order.overrides))
    switch placement(of: order, definition, needs) {
    case .refused(let failures):
      refused = failures
      return false
    case .chosen(let host):
      guard let instance = ecs.containerInstances[host] else { return false }
      put(id, on: instance, order, definition, needs)
      return true
    }
  }

  private mutating func giveUp(_ id: ECS.TaskID, _ order: ECS.TaskOrder, _ failures: [ECS.Failure]) {
    guard let task = ecs.tasks[id] else { return }
    let isManaged =
      order.launch.type == .managedInstances || groupSettings(of: order)?.managedScaling.isEnabled ?? false
    guard !isManaged || task.createdAt + timing.capacity.provisioningGiveUp <= now else { return }
    ecs.waitingTasks[id] = nil
    stopTask(id, code: .taskFailedToStart, reason: "TaskFailedToStart: " + whyUnplaced(order, failures))
  }

  private func whyUnplaced(_ order: ECS.TaskOrder, _ failures: [ECS.Failure]) -> String {
    if let closest = PlacementCheck.closest(of: failures)?.reason {
      return closest.hasSuffix(".") ? String(closest.dropLast()) : closest
    }
    let hosts = (ecs.instanceRosters[order.cluster]?.ids ?? []).compactMap { ecs.containerInstances[$0] }
    let isEmpty = !hosts.contains { $0.capacityProviderName == order.launch.capacityProviderName }
    return isEmpty ? "EMPTY CAPACITY PROVIDER" : "NO ACTIVE INSTANCES"
  }
}
