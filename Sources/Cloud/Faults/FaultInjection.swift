/// Injecting a fault: a command like any other, from its name to what it does at once and what it leaves standing.
///
/// In: a name, arguments, a Region, a cause. Out: the world changed; a record of kind `fault` when a fault begins and one
/// when it ends (source `fault/NAME`), each the cause of what follows. What tasks and services make of it are the
/// ordinary rules' affair.
import Documents
import SimulationKit

extension World {
  /// - Throws: `FaultRefusal` for a name or an argument that does not fit; nothing has changed then.
  package mutating func inject(
    name: String, arguments: Document.Object, region: String, cause: Cause
  ) throws(FaultRefusal) {
    let plan = try present(region).plan(name, arguments)
    do throws(ServiceFailure) {
      try changeRegion(region, cause: cause) { region in region.carryOut(plan) }
    } catch { throw FaultRefusal(error.message ?? error.code) }
  }

  /// Whether `inject` would be refused.
  package func checkFault(name: String, arguments: Document.Object, region: String) throws(FaultRefusal) {
    _ = try present(region).plan(name, arguments)
  }
}

extension Region {
  mutating func carryOut(_ plan: FaultPlan) {
    switch plan.action {
    case .endContainer(let id, let container, let exitCode, let reason):
      let what = reason == nil ? "is killed, exit code \(exitCode)" : "runs out of memory"
      recordFault(plan.name, "container \(container) of task \(id) \(what)", plan.arguments)
      endContainer(container, ofTask: id, exitCode: exitCode, reason: reason)
    case .failHealthChecks(let id):
      recordFault(plan.name, "task \(id) no longer passes its health checks", plan.arguments)
      failHealthChecks(ofTask: id)
    case .terminateHost(let id):
      let host = ecs.containerInstances[id]?.ec2InstanceID ?? id
      recordFault(plan.name, "EC2 instance \(host) is terminated\(lossText(tasksOn: id))", plan.arguments)
      terminateHost(ofInstance: id)
    case .interrupt(let wave):
      recordFault(plan.name, wave.text, plan.arguments)
      for id in wave.tasks { interruptSpotTask(id) }
      for id in wave.hosts { interruptSpotHost(id) }
    case .retire(let ids):
      let days = retirementWaitDays
      guard days > 0 else { return retireHosts(ofTasks: ids, plan.arguments) }
      recordFault(
        plan.name, "notice: the infrastructure under \(Self.tasks(ids.count)) is retired in \(days) days",
        plan.arguments)
      schedule(.capacity(.retirement(ids)), after: .days(days))
    case .stand(let kind, let lasts): begin(kind, plan, lasts: lasts)
    case .mend(let numbers):
      recordFault(.mend, numbers.count == 1 ? "1 fault ends" : "\(numbers.count) faults end", plan.arguments)
      for number in numbers { endFault(number) }
    }
  }

  // MARK: - What stands

  private mutating func begin(_ kind: StandingFault.Kind, _ plan: FaultPlan, lasts: Duration?) {
    faults.lastNumber += 1
    let fault = StandingFault(
      number: faults.lastNumber, name: plan.name, kind: kind, since: now, until: lasts.map { now + $0 })
    let end = fault.until.map { " until " + $0.timeOfDay } ?? ""
    recordFault(plan.name, kind.beginning + end + lossText(of: kind), plan.arguments)
    faults.standing.append(fault)
    if let lasts { schedule(.faultEnds(fault.number), after: lasts) }
    switch kind {
    case .agentDisconnected(let id, _): setAgentConnected(false, onInstance: id)
    case .instanceStopped(let id, _): stopHost(ofInstance: id)
    case .instanceImpaired(let id, _, _): askForHealthLook(at: id)
    case .zoneOutage(let zone): loseZone(zone)
    case .image(let images, let effect):
      let image = ImageFault(number: fault.number, images: images, effect: effect, from: now, until: fault.until)
      self.images.faults.append(image)
      followHealth(after: image)
    case .roleMissing(let role): identity.roles[role.name] = nil
    case .logGroupMissing(let name): logs.groups[name] = nil
    case .logsDown: schedule(.logsLook(fault: fault.number), after: LogDriver.look)
    case .subnetFull(let id): network.subnets[id]?.isExhausted = true
    case .load(let load): beginLoad(load, isLasting: lasts == nil)
    case .agentFlapping: startFlapping(fault.number)
    case .targetHealthUnknown: targetHealthChanges(where: \.hasDoors)
    // Asked for where they matter.
    case .capacityRefused, .registryDown, .registryLimited, .startFailing, .stopFailing, .secretMissing, .networkSlow,
      .cloudMapThrottled, .credentialsRefused, .accessDenied, .apiTroubled, .hookAnswer:
      break
    }
  }

  /// Puts right what the fault had broken, unless another one still stands for the same. A number that is gone does
  /// nothing.
  mutating func endFault(_ number: Int) {
    guard let index = faults.standing.firstIndex(where: { $0.number == number }) else { return }
    let fault = faults.standing.remove(at: index)
    recordFault(fault.name, fault.kind.ending, [:])
    switch fault.kind {
    case .agentDisconnected(let id, _), .instanceStopped(let id, _): reconnect(id)
    case .instanceImpaired(let id, _, _): askForHealthLook(at: id)
    case .zoneOutage(let zone):
      for (id, instance) in ecs.containerInstances where instance.availabilityZone == zone { reconnect(id) }
    case .image: endImageFault(number)
    case .roleMissing(let role): if identity.roles[role.name] == nil { identity.roles[role.name] = role }
    case .logGroupMissing(let name): logs.createGroup(name, at: now)
    case .logsDown: deliverLogs()
    case .subnetFull(let id):
      let isFree = !faults.standing.contains { $0.kind == .subnetFull(id) }
      if isFree { network.subnets[id]?.isExhausted = false }
    case .load(let load): noteUsage(of: load.service)
    case .cloudMapThrottled: catchUpWithCloudMap()
    case .targetHealthUnknown: targetHealthChanges(where: \.hasDoors)
    // An agent that is away just now comes back by itself.
    case .agentFlapping: break
    case .capacityRefused, .registryDown, .registryLimited, .startFailing, .stopFailing, .secretMissing, .networkSlow,
      .credentialsRefused, .accessDenied, .apiTroubled, .hookAnswer:
      break
    }
  }

  private mutating func endImageFault(_ number: Int) {
    guard let index = images.faults.firstIndex(where: { $0.number == number }) else { return }
    images.faults[index].until = now
    followHealth(after: images.faults[index])
  }

  // MARK: - What is said

  mutating func recordFault(_ name: FaultName, _ message: String, _ arguments: Document.Object) {
    record(
      EventRecord.Draft(
        .fault, source: "fault/\(name.rawValue)", cluster: nil, message: message,
        detail: arguments.isEmpty ? [:] : ["arguments": .object(arguments)]))
  }

  private func lossText(tasksOn id: ECS.ContainerInstanceID) -> String {
    let count = ecs.tasks.all(onInstance: id).count { $0.lastStatus != .stopped }
    return count == 0 ? "" : ", with \(count) \(count == 1 ? "task" : "tasks")"
  }

  private func lossText(of kind: StandingFault.Kind) -> String {
    switch kind {
    case .instanceStopped(let id, _): return lossText(tasksOn: id)
    case .zoneOutage(let zone):
      let instances = ecs.containerInstances.values.count { $0.availabilityZone == zone && $0.status != .inactive }
      let tasks = tasks(inZone: zone).count
      return ", with \(tasks) \(tasks == 1 ? "task" : "tasks")"
        + (instances == 0 ? "" : " and \(instances) container \(instances == 1 ? "instance" : "instances")")
    case .agentDisconnected, .agentFlapping, .instanceImpaired, .capacityRefused, .registryDown, .registryLimited,
      .image, .startFailing,
      .stopFailing, .roleMissing, .secretMissing, .logGroupMissing, .logsDown, .networkSlow, .subnetFull,
      .cloudMapThrottled,
      .targetHealthUnknown, .credentialsRefused, .accessDenied, .apiTroubled, .load, .hookAnswer:
      return ""
    }
  }
}
