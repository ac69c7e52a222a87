/// Fair weather: faults end, everything has to come to rest; then rollouts that must keep to their limits.
///
/// In: the history after a storm. Out: sentences in `broken` for what does not come to rest within an hour, for a rollout
/// that had too few healthy tasks or too many at any event, and for one that did not end.
import Cloud
import CloudAPI
import Documents
import SimulationKit

/// What a rollout in fair weather has to keep to.
struct SoakLimits: Sendable {
  let floor: Int
  let ceiling: Int
  let family: String
  let revision: Int
}

extension SoakHistory {
  /// The longest pause between two attempts to start a task is 27 minutes.
  private static let patience = Duration.minutes(70)

  /// A request that has no reason to be refused.
  mutating func insist(_ operation: String, _ input: Document.Object, service: String = "ecs") {
    let before = refused[operation, default: 0]
    let request = ServiceRequest(service: service, operation: operation, input: input)
    carryOut(.request(request))
    guard refused[operation, default: 0] > before else { return }
    var copy = world
    if case .failure(let failure) = CloudAPI.perform(request, on: &copy, cause: .start) {
      broken.append("\(operation) \(Document.object(input).written()) was refused: \(failure.message ?? failure.code)")
    }
  }

  // MARK: - Coming to rest

  mutating func calm() {
    guard broken.isEmpty else { return }
    carryOut(.fault(name: "mend", arguments: [:]))
    endRules()
    insist("SetAlarmState", ["AlarmName": "errors", "StateValue": "OK", "StateReason": "calm"], service: "cloudwatch")
    pass(.seconds(1))
    makeRoom()
    endScaling()
    replaceTaskSets()
    swapInFairWeather()
    for service in region?.ecs.services.values.elements ?? []
    where service.status == .active && !service.takesTaskSets {
      if isSound(service), isOneIn(2) { continue }
      insist("UpdateService", soundUpdate(of: service))
    }
    imagesWereBroken = false
    pass(Self.patience)
    awaitGroups()
    guard broken.isEmpty, let region else { return }
    for service in region.ecs.services.values { expectRest(of: service, region) }
    for instance in region.ecs.containerInstances.values where instance.status == .draining {
      promise(
        region.taskCounts(ofContainerInstance: instance.id) == (0, 0),
        "tasks stay on \(instance.ec2InstanceID), which is DRAINING")
    }
    for cluster in activeClusters {
      for task in region.ecs.tasks.all(inCluster: cluster) where task.lastStatus != .stopped {
        promise(
          task.lastStatus == .running && task.desiredStatus == .running,
          "task \(task.id) is still \(task.lastStatus) \(task.desiredStatus) after the calm")
      }
    }
    expectTargets(of: region)
    expectInstances(of: region)
    expectSwap(region)
    audit()
    calms += 1
  }

  /// Stops what belongs to no service, lifts protections, brings instances back and adds some.
  private mutating func makeRoom() {
    for cluster in activeClusters {
      for task in region?.ecs.tasks.all(inCluster: cluster) ?? [] where task.desiredStatus == .running {
        if task.service == nil {
          insist("StopTask", ["cluster": .string(cluster), "task": .string(task.id)])
        } else if task.protectedUntil.map({ $0 > world.now }) ?? false {
          insist(
            "UpdateTaskProtection",
            ["cluster": .string(cluster), "tasks": [.string(task.id)], "protectionEnabled": false])
        }
      }
      for instance in region?.ecs.containerInstances.values.elements ?? []
      where instance.cluster == cluster && instance.status == .draining && instance.capacityProviderName == nil
        && !isOneIn(3)
      {
        insist(
          "UpdateContainerInstancesState",
          ["cluster": .string(cluster), "containerInstances": [.string(instance.id)], "status": "ACTIVE"])
      }
      for zone in ["a", "b", "c", "a"] {
        insist("RegisterContainerInstance", registration(inCluster: cluster, zone: zone, type: Self.largeType))
      }
      drainOne(in: cluster)
    }
  }

  /// What starts tasks by itself; what is on its way to a target is lost with it.
  private mutating func endRules() {
    for rule in region?.eventBridge.rules.values.elements ?? [] {
      if !rule.targets.isEmpty {
        let ids = rule.targets.keys.map(Document.string)
        insist("RemoveTargets", ["Rule": .string(rule.name), "Ids": .list(ids)], service: "events")
      }
      insist("DeleteRule", ["Name": .string(rule.name)], service: "events")
    }
  }

  /// What changes desired counts by itself.
  private mutating func endScaling() {
    for key in Array(region?.scaling.targets.keys ?? []) {
      insist("DeregisterScalableTarget", Self.scalable(key, [:]), service: "application-autoscaling")
    }
  }

  /// A group that shrinks just now takes its instances' tasks along: it gets a few minutes, and no more than that.
  private mutating func awaitGroups() {
    func isShrinking(_ region: Region) -> Bool {
      region.ecs.containerInstances.values.contains { $0.status == .draining && $0.capacityProviderName != nil }
        || region.autoScaling.groups.values.contains { $0.instances.contains(where: \.state.isLeaving) }
    }
    for _ in 0..<8 where region.map(isShrinking) ?? false { pass(.minutes(2)) }
  }

  /// Services with an external controller get one sound task set that is to carry all of it.
  private mutating func replaceTaskSets() {
    func external() -> [ECS.Service] {
      (region?.ecs.services.values.elements ?? []).filter { $0.status == .active && $0.controller == .external }
    }
    for service in external() {
      for set in service.deployments where set.status != .primary {
        insist("DeleteTaskSet", deletion(of: set, service))
      }
    }
    // Five at a time is the most, those that are being deleted included.
    if !external().isEmpty { pass(.minutes(5)) }
    for service in external() {
      var input = taskSet(of: service, family: "f-good:1", scale: ["value": 100, "unit": "PERCENT"])
      input["networkConfiguration"] = Self.wideNetwork
      insist("CreateTaskSet", input)
      guard let set = region?.ecs.services[service.key]?.deployments.last else { continue }
      input = Self.place(service)
      input["primaryTaskSet"] = .string(set.name)
      insist("UpdateServicePrimaryTaskSet", input)
      for set in service.deployments where set.status == .primary {
        insist("DeleteTaskSet", deletion(of: set, service))
      }
    }
  }

  private static func place(_ service: ECS.Service) -> Document.Object {
    ["cluster": .string(service.key.cluster), "service": .string(service.key.name)]
  }

  private func deletion(of set: ECS.Deployment, _ service: ECS.Service) -> Document.Object {
    var input = Self.place(service)
    input["taskSet"] = .string(set.name)
    input["force"] = true
    return input
  }

  static let wideNetwork: Document = [
    "awsvpcConfiguration": ["subnets": .list(SoakWorld.subnets.map(Document.string)), "assignPublicIp": "ENABLED"]
  ]

  /// Random requests make clusters of other names too, `default` for one.
  private var activeClusters: [String] {
    region?.ecs.clusters.values.filter { $0.status == .active }.map(\.name) ?? []
  }

  /// The tasks of one machine have to move.
  private mutating func drainOne(in cluster: String) {
    let busy = (region?.ecs.containerInstances.values.elements ?? []).filter {
      $0.cluster == cluster && $0.status == .active && !(region?.ecs.tasks.ids(onInstance: $0.id).isEmpty ?? true)
    }
    guard isOneIn(2), let instance = chance.element(of: busy) else { return }
    insist(
      "UpdateContainerInstancesState",
      ["cluster": .string(cluster), "containerInstances": [.string(instance.id)], "status": "DRAINING"])
  }

  private static let largeType = "m5.4xlarge"

  /// True where a service can come to rest as it is, and has to do so without anybody's touching it.
  private func isSound(_ service: ECS.Service) -> Bool {
    let configuration = service.deploymentConfiguration
    guard service.schedulingStrategy == .replica, let primary = service.primary, service.deployments.count == 1,
      configuration.strategy == .rolling, service.placementConstraints.isEmpty, !imagesWereBroken
    else { return false }
    let subnets = primary.networkConfiguration?.subnets ?? SoakWorld.subnets
    return (SoakWorld.soundOnFargate + SoakWorld.soundOnInstances).contains(primary.family)
      && primary.rolloutState != .failed && Set(subnets) == Set(SoakWorld.subnets) && service.desiredCount <= 3
      && configuration.minimumHealthyPercent <= 50 && configuration.maximumPercent >= 200
  }

  private mutating func soundUpdate(of service: ECS.Service) -> Document.Object {
    var input: Document.Object = [
      "cluster": .string(service.key.cluster), "service": .string(service.key.name), "forceNewDeployment": true,
    ]
    guard service.schedulingStrategy == .replica else {
      input["taskDefinition"] = "e-good:2"
      input["deploymentConfiguration"] = ["minimumHealthyPercent": 0]
      return input
    }
    let hasNetwork = service.primary?.networkConfiguration != nil
    let isBalanced = service.primary?.hasDoors == true
    let isGated = service.primary?.classicLoadBalancer != nil
    let onInstances = hasNetwork ? ["e-net"] : isGated ? [SoakWorld.gated] : ["e-good", "e-dynamic", "e-checked"]
    let onFargate = isBalanced ? [SoakWorld.balanced] : SoakWorld.soundOnFargate
    let families = service.runsOnFargate ? onFargate : onInstances
    input["taskDefinition"] = .string("\(chance.element(of: families) ?? ""):\(chance.number(in: 1...2))")
    if hasNetwork {
      input["networkConfiguration"] = [
        "awsvpcConfiguration": [
          "subnets": .list(SoakWorld.subnets.map(Document.string)),
          "assignPublicIp": service.runsOnFargate ? "ENABLED" : "DISABLED",
        ]
      ]
    }
    if !service.runsOnFargate {
      input["placementConstraints"] = []
      input["placementStrategy"] = []
    }
    // A task of the gated service takes its port of a whole machine, and a rollout one machine more.
    input["desiredCount"] = .integer(chance.number(in: 0...(service.runsOnFargate ? 5 : isGated ? 2 : 3)))
    input["availabilityZoneRebalancing"] = isOneIn(2) && !isGated ? "ENABLED" : "DISABLED"
    var configuration: Document.Object = [
      "minimumHealthyPercent": 50, "maximumPercent": 200, "lifecycleHooks": [], "strategy": "ROLLING",
      "alarms": ["alarmNames": [], "enable": false, "rollback": false],
      "deploymentCircuitBreaker": ["enable": .boolean(isOneIn(2) && !isGated), "rollback": true],
    ]
    if isOneIn(3), !isBalanced {
      configuration["strategy"] = "BLUE_GREEN"
      configuration["bakeTimeInMinutes"] = 1
    }
    input["deploymentConfiguration"] = .object(configuration)
    return input
  }

  private mutating func expectRest(of service: ECS.Service, _ region: Region) {
    let name = "service \(service.key.cluster)/\(service.key.name)"
    switch service.status {
    case .inactive: break
    case .draining: broken.append("\(name) is still DRAINING after the calm")
    case .active:
      // Other services may have taken the room of a daemon on its machine: it says so, and waits for it.
      if service.takesTaskSets { return expectRestOfTaskSets(of: service, region) }
      if service.schedulingStrategy == .daemon,
        service.scheduler.said.keys.contains(where: { $0.contains("unable to place a task") })
      {
        return
      }
      let last = service.events.first?.message ?? "nothing"
      promise(
        service.runningCount == service.desiredCount && service.pendingCount == 0,
        "\(name) runs \(service.runningCount) and \(service.pendingCount) of \(service.desiredCount), and says: \(last); "
          + Self.story(of: service, region.ecs.tasks.all(ofService: service.key)))
      promise(service.deployments.count == 1, "\(name) has \(service.deployments.count) deployments, and says: \(last)")
      promise(
        service.primary?.rolloutState == .completed,
        "\(name) is \(service.primary?.rolloutState.rawValue ?? "without deployment"), and says: \(last)")
      if service.schedulingStrategy == .daemon {
        let count = region.ecs.containerInstances.values.count {
          $0.cluster == service.key.cluster && $0.status == .active
        }
        promise(service.desiredCount == count, "\(name) wants \(service.desiredCount) tasks on \(count) instances")
      }
    }
  }

  private mutating func expectRestOfTaskSets(of service: ECS.Service, _ region: Region) {
    for set in service.deployments where set.status == .primary {
      // That of CodeDeploy may have been scaled by hand.
      let (scale, whole) = (set.taskSet?.scale.millionthsOfPercent ?? 0, 100_000_000)
      let wanted = (service.desiredCount * scale + whole - 1) / whole
      promise(
        set.runningCount == wanted && set.pendingCount == 0,
        "the primary task set of \(service.key.name) runs \(set.runningCount) and \(set.pendingCount) of "
          + "\(wanted); " + Self.story(of: service, region.ecs.tasks.all(ofService: service.key)))
    }
  }

  /// After the calm: who is behind the door is who runs, and all of it is well.
  private mutating func expectTargets(of region: Region) {
    for group in Array(region.loadBalancing.targetGroups.values) + Array(region.lattice.targetGroups.values) {
      let present = group.present(at: world.now)
      for target in present {
        let task = target.task.flatMap { region.ecs.tasks[$0] }
        // A group that no listener leads to is not checked: another service's deployment may have led its listener away.
        let isWell =
          group.loadBalancers.isEmpty || region.isServing(.init(targetGroup: group.arn, key: target.key))
        promise(
          task?.lastStatus == .running && isWell && target.drainsUntil == nil,
          "target \(target.key.id) is \(target.checks.verdict) after the calm, its task "
            + "\(task?.lastStatus.rawValue ?? "gone")")
      }
      let behind = present.compactMap(\.task).sorted()
      let tasks = region.ecs.clusters.keys.flatMap { region.ecs.tasks.all(inCluster: $0) }
      let running = tasks.filter { task in
        task.lastStatus == .running && task.targets.contains { $0.targetGroup == group.arn }
      }
      promise(behind == running.map(\.id).sorted(), "\(behind.count) targets stand for \(running.count) tasks")
    }
  }

  /// The same at the gate: registered instances have a task each, its tasks' instances are registered, and all are in
  /// service.
  private mutating func expectInstances(of region: Region) {
    for gate in region.loadBalancing.classicLoadBalancers.values {
      var reached: [String] = []
      for instance in gate.present(at: world.now) {
        let tasks = region.ecs.services.keys.flatMap { region.ecs.tasks.all(ofService: $0) }
          .filter { region.classicPlace(of: $0)?.instance == instance.id }
        promise(
          tasks.count == 1 && tasks[0].lastStatus == .running && instance.checks.verdict == .healthy
            && instance.drainsUntil == nil,
          "instance \(instance.id) is \(instance.checks.verdict) after the calm, for \(tasks.count) tasks")
        reached += tasks.map(\.id)
      }
      let running = region.ecs.clusters.keys.flatMap { region.ecs.tasks.all(inCluster: $0) }
        .filter { $0.lastStatus == .running && Self.loadBalancer(of: $0, region) == gate.name }
      promise(
        reached.sorted() == running.map(\.id).sorted(), "\(reached.count) instances stand for \(running.count) tasks")
    }
  }

  /// The Classic Load Balancer of the task's deployment.
  static func loadBalancer(of task: ECS.Task, _ region: Region) -> String? {
    task.service.flatMap { region.ecs.services[$0] }?.deployments.first { $0.name == task.startedBy }?
      .classicLoadBalancer
  }

  // MARK: - Rollouts

  /// Every service that is at rest gets the other revision, by limits drawn anew; then only time passes.
  mutating func rollOut() {
    guard broken.isEmpty, let region else { return }
    limits = [:]
    for service in region.ecs.services.values
    where service.status == .active && service.schedulingStrategy == .replica && !service.takesTaskSets {
      guard let primary = service.primary else { continue }
      let (minimum, maximum) = (chance.number(in: 0...10) * 10, 100 + chance.number(in: 0...10) * 10)
      let floor = (service.desiredCount * minimum + 99) / 100
      let ceiling = service.desiredCount * maximum / 100
      // Limits that leave no room for a single task block a deployment; AWS says so and waits.
      guard floor < ceiling || service.desiredCount == 0, minimum < 100 || maximum > 100 else { continue }
      var configuration: Document.Object = [
        "minimumHealthyPercent": .integer(minimum), "maximumPercent": .integer(maximum),
      ]
      let strategies = ["ROLLING", "ROLLING", "ROLLING", "BLUE_GREEN", "CANARY", "LINEAR"]
      let strategy = primary.loadBalancers.isEmpty ? chance.element(of: strategies) ?? "" : "ROLLING"
      configuration["strategy"] = .string(strategy)
      if strategy == "BLUE_GREEN" { configuration["bakeTimeInMinutes"] = .integer(chance.number(in: 0...1)) }
      if strategy == "CANARY" {
        configuration["canaryConfiguration"] = ["canaryPercent": 20, "canaryBakeTimeInMinutes": 1]
      }
      if strategy == "LINEAR" {
        configuration["linearConfiguration"] = ["stepPercent": 50, "stepBakeTimeInMinutes": 1]
      }
      let revision = 3 - primary.revision
      limits[service.key] = SoakLimits(
        floor: floor, ceiling: strategy == "ROLLING" ? ceiling : ceiling + service.desiredCount,
        family: primary.family, revision: revision)
      insist(
        "UpdateService",
        [
          "cluster": .string(service.key.cluster), "service": .string(service.key.name),
          "taskDefinition": .string("\(primary.family):\(revision)"), "availabilityZoneRebalancing": "DISABLED",
          "deploymentConfiguration": .object(configuration),
        ])
    }
    pass(Self.patience)
    awaitGroups()
    expectNewRevisions()
    rollouts += limits.count
    limits = [:]
    leaveFew()
  }

  /// Called after every event of a rollout.
  mutating func look(at service: ECS.Service, _ limits: SoakLimits, _ region: Region) {
    let wanted = region.ecs.tasks.all(ofService: service.key)
      .filter { $0.desiredStatus == .running && $0.lastStatus != .stopped }
    let healthy = wanted.count { isHealthy($0, in: region) }
    promise(
      healthy >= limits.floor,
      "service \(service.key.name) has \(healthy) healthy tasks in a rollout, below its minimum of \(limits.floor)")
    promise(
      wanted.count <= limits.ceiling,
      "service \(service.key.name) has \(wanted.count) tasks in a rollout, above its maximum of \(limits.ceiling)")
  }

  private mutating func expectNewRevisions() {
    guard broken.isEmpty, let region else { return }
    for (key, service) in region.ecs.services {
      guard let limits = limits[key] else { continue }
      expectRest(of: service, region)
      let tasks = region.ecs.tasks.all(ofService: key).filter { $0.lastStatus != .stopped }
      promise(
        tasks.allSatisfy { $0.family == limits.family && $0.revision == limits.revision },
        "service \(key.name) still runs other tasks than \(limits.family):\(limits.revision)")
      promise(
        service.scheduler.failedStarts == 0 || service.desiredCount == 0,
        "service \(key.name) runs new tasks and still waits for \(service.scheduler.failedStarts) that failed")
    }
  }

  /// The next storm begins with few machines.
  private mutating func leaveFew() {
    for instance in region?.ecs.containerInstances.values.elements ?? []
    where instance.instanceType == Self.largeType && instance.status != .inactive && !isOneIn(6) {
      insist(
        "DeregisterContainerInstance",
        ["cluster": .string(instance.cluster), "containerInstance": .string(instance.id), "force": true])
    }
  }
}
