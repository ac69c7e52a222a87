/// Starting tasks: from an order to a task in its first status.
///
/// In: an order whose names exist. Out: the new task's id, with its first step scheduled, or the placement failures.
/// Never throws: what a request may not ask is refused before (`RunTask`), what goes wrong later shows in the task.
/// Source: ECS Developer Guide, "Task lifecycle", "Amazon ECS task networking".
import Documents
import SimulationKit

extension Region {
  /// Places one task and begins its life.
  ///
  /// Cost: O(1) on Fargate; on container instances linear in those of the cluster (see `Placement`).
  package mutating func launchTask(_ order: ECS.TaskOrder) -> ECS.LaunchOutcome {
    guard let definition = definition(of: order) else { return .refused([]) }
    if let gone = goneSubnet(of: order) {
      return .refused([ECS.Failure(arn: nil, reason: "The subnet ID '\(gone)' does not exist")])
    }
    let overrides = ECS.Overrides(document: order.overrides)
    let needs = definition.reservation(overrides)
    switch order.launch.type {
    case .fargate:
      guard let subnet = fargateSubnet(for: order) else {
        return .refused([fargateFailure(of: order)])
      }
      guard hasFargateQuota(order.launch.fargateProvider, for: needs.cpuUnits) else {
        return .refused([ECS.Failure(arn: nil, reason: ECS.FargateRefusal.vCPUs.reason)])
      }
      return .started(begin(order, definition, needs, in: subnet, on: nil))
    case .ec2, .external, .managedInstances:
      switch placement(of: order, definition, needs) {
      case .refused(let failures):
        guard mayWait(order) else { return .refused(failures) }
        guard hasWaitingRoom(inCluster: order.cluster) else {
          return .refused([ECS.Failure(arn: arn(ofCluster: order.cluster), reason: ECS.provisioningLimitReason)])
        }
        let id = begin(order, definition, needs, in: nil, on: nil)
        waitForInstance(id, order)
        return .started(id)
      case .chosen(let id):
        guard let instance = ecs.containerInstances[id] else { return .refused([]) }
        let subnet = needs.networkInterfaces > 0 ? subnet(for: order, onInstanceIn: instance.availabilityZone) : nil
        return .started(begin(order, definition, needs, in: subnet, on: instance))
      }
    }
  }

  /// A subnet that was deleted, where none is left of those that an order names.
  private func goneSubnet(of order: ECS.TaskOrder) -> String? {
    let subnets = order.networkConfiguration?.subnets ?? []
    return subnets.allSatisfy { network.subnets[$0] == nil } ? subnets.first : nil
  }

  /// The zone with the fewest tasks of the group, there the first subnet that the order lists.
  private func fargateSubnet(for order: ECS.TaskOrder) -> Network.Subnet? {
    let subnets = (order.networkConfiguration?.subnets ?? []).compactMap { network.subnets[$0] }
      .filter { hasFargateCapacity(order, in: $0.availabilityZone) }
    let byZone = ecs.tasks.spread(ofGroup: order.group, inCluster: order.cluster).byZone
    let counts = subnets.map { byZone[$0.availabilityZone] ?? 0 }
    guard let fewest = counts.min(), let index = counts.firstIndex(of: fewest) else { return nil }
    let tied = zip(subnets, counts).filter { $0.1 == fewest }.map(\.0)
    return tied.min { $0.availabilityZone < $1.availabilityZone }.flatMap { best in
      tied.first { $0.availabilityZone == best.availabilityZone }
    } ?? subnets[index]
  }

  /// Whether one more task of that many CPU units stays within the account's quota.
  private func hasFargateQuota(_ provider: String, for cpuUnits: Int) -> Bool {
    let vCPUs = provider == "FARGATE_SPOT" ? quotas.fargateSpotVCPUs : quotas.fargateVCPUs
    return ecs.tasks.fargateCPUUnits[provider, default: 0] + cpuUnits <= vCPUs * 1_024
  }

  func subnet(for order: ECS.TaskOrder, onInstanceIn zone: String) -> Network.Subnet? {
    (order.networkConfiguration?.subnets ?? []).lazy.compactMap { self.network.subnets[$0] }
      .first { $0.availabilityZone == zone }
  }

  private mutating func begin(
    _ order: ECS.TaskOrder, _ definition: ECS.TaskDefinition, _ needs: ECS.InstanceReservation,
    in subnet: Network.Subnet?, on instance: ECS.ContainerInstance?
  ) -> ECS.TaskID {
    let id = mint.hexadecimal(32)
    let isFargate = order.launch.type == .fargate
    let waits = !isFargate && instance == nil
    var task = ECS.Task(
      id: id, cluster: order.cluster, family: order.family, revision: order.revision, launchType: order.launch.type,
      capacityProviderName: order.launch.capacityProviderName ?? instance?.capacityProviderName, group: order.group,
      startedBy: order.startedBy, service: order.service, containerInstance: instance?.id,
      availabilityZone: subnet?.availabilityZone ?? instance?.availabilityZone ?? "", subnetID: subnet?.id,
      securityGroups: order.networkConfiguration?.securityGroups ?? [],
      assignsPublicIP: isFargate && order.networkConfiguration?.assignsPublicIP ?? false, cpuUnits: needs.cpuUnits,
      memoryMiB: needs.memoryMiB, platformVersion: isFargate ? platformVersion(order, definition) : nil,
      cpuArchitecture: instance?.attributes["ecs.cpu-architecture"].flatMap { $0 }
        ?? order.cpuArchitecture ?? definition.cpuArchitecture,
      overrides: order.overrides, enableExecuteCommand: order.enableExecuteCommand, tags: order.tags, createdAt: now,
      deregistrationDelay: order.deregistrationDelay, lastStatus: subnet == nil && !waits ? .pending : .provisioning,
      phase: waits ? .waitingForInstance : subnet == nil ? .preparing : .creatingNetworkInterface,
      containers: definition.containers.map { .init(name: $0.name, image: $0.image, id: mint.uuid()) })
    if let subnet { task.attachment = ECS.NetworkAttachment(id: mint.uuid(), subnetID: subnet.id) }
    task.proxy = newProxy(order.wiring)
    task.volumes = newVolumes(order.wiring.volumes)
    if let instance {
      task.reservation = needs
      reserve(needs, onInstance: instance.id)
    }
    if subnet == nil, !waits { task.connectivityAt = now }
    task.daemon = order.daemon
    ecs.tasks[id] = task
    // Recorded first: the task's own beginning is the cause of its first step.
    recordTaskState(id)
    if !waits { schedule(.taskStep(id, step: 0), after: firstDelay(of: task, definition)) }
    if let instance { loadChanged(onInstance: instance.id) }
    return id
  }

  /// A task that waited gets its instance, and goes on from there like one that was placed at once.
  mutating func put(
    _ id: ECS.TaskID, on instance: ECS.ContainerInstance, _ order: ECS.TaskOrder, _ definition: ECS.TaskDefinition,
    _ needs: ECS.InstanceReservation
  ) {
    let subnet = needs.networkInterfaces > 0 ? subnet(for: order, onInstanceIn: instance.availabilityZone) : nil
    let attachment = subnet.map { ECS.NetworkAttachment(id: mint.uuid(), subnetID: $0.id) }
    let now = now
    ecs.tasks.place(id) { task in
      task.containerInstance = instance.id
      task.availabilityZone = subnet?.availabilityZone ?? instance.availabilityZone
      task.subnetID = subnet?.id
      task.cpuArchitecture = instance.attributes["ecs.cpu-architecture"].flatMap { $0 } ?? task.cpuArchitecture
      task.attachment = attachment
      task.reservation = needs
      task.step += 1
      task.phase = subnet == nil ? .preparing : .creatingNetworkInterface
      task.lastStatus = subnet == nil ? .pending : .provisioning
      if subnet == nil { task.connectivityAt = now }
    }
    reserve(needs, onInstance: instance.id)
    guard let task = ecs.tasks[id] else { return }
    recordTaskState(id)
    schedule(.taskStep(id, step: task.step), after: firstDelay(of: task, definition))
    loadChanged(onInstance: instance.id)
  }

  /// Until the network interface exists, or until the first pull.
  private func firstDelay(of task: ECS.Task, _ definition: ECS.TaskDefinition) -> Duration {
    let delays = task.delays(timing)
    let factor = startFactor(task)
    guard task.attachment != nil else {
      return timing.jittered(delays.preparing * factor, id: task.id, phase: "preparing")
    }
    let whole = timing.jittered(delays.provisioning * factor * networkFactor, id: task.id, phase: "provisioning")
    return .milliseconds(whole.milliseconds * 2 / 5)
  }

  private func platformVersion(_ order: ECS.TaskOrder, _ definition: ECS.TaskDefinition) -> String {
    if let version = order.platformVersion, version != "LATEST" { return version }
    return definition.newestPlatform
  }
}
