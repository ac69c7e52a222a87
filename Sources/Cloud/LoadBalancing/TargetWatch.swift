/// Watching targets: what stands behind each, how it answers, and who has to know when its health changes.
///
/// In: targets, tasks whose containers start, end or fail. Out: verdicts, one due change for each that is to come; turns
/// for the services whose tasks they concern; records of kind `targetHealthChange` (source `target/ID:PORT`).
/// Cost: O(1) for a task without targets.
/// Source: Elastic Load Balancing user guides, "Health checks for your target groups".
import SimulationKit

extension Region {
  /// A check is due that changes a target's verdict.
  mutating func checkTarget(_ reference: LoadBalancing.TargetReference, version: Int) {
    guard targetGroup(reference.targetGroup)?.targets[reference.key]?.version == version else { return }
    watch(reference, answersAnew: false)
  }

  /// Called when a container of the task has started, ended or changed how it answers, and when the task has ended.
  mutating func servingChanged(_ id: ECS.TaskID) {
    guard let task = ecs.tasks[id] else { return }
    instanceServingChanged(task)
    guard !task.targets.isEmpty || !loadBalancing.loose.isEmpty else { return }
    if task.lastStatus == .stopped {
      for reference in task.targets { leaveAlone(reference) }
    } else if !loadBalancing.loose.isEmpty {
      adoptLooseTargets(task)
    }
    for reference in ecs.tasks[id]?.targets ?? [] { watch(reference, answersAnew: true) }
  }

  /// Called when a security group lets more or less through than before: who was kept out may come in.
  mutating func doorsChanged(ofGroup id: String) {
    instanceDoorsChanged(ofGroup: id)
    for (arn, group) in Array(loadBalancing.targetGroups) + Array(lattice.targetGroups) {
      for target in group.targets.values where target.drainsUntil == nil {
        let users = group.loadBalancers.compactMap { loadBalancing.loadBalancers[$0] }
        guard let task = target.task,
          securityGroups(before: task).contains(id) || users.contains(where: { $0.securityGroups.contains(id) })
        else { continue }
        watch(LoadBalancing.TargetReference(targetGroup: arn, key: target.key), answersAnew: true)
      }
    }
  }

  /// Begins to check a target, or ceases to, as its group is used or not.
  mutating func beginChecks(of reference: LoadBalancing.TargetReference) {
    guard let group = targetGroup(reference.targetGroup),
      let target = group.registered(reference.key)
    else { return }
    let first = firstCheck(of: target, in: group).map { max($0, now) }
    let turns = turns(of: target, in: group)
    changeTarget(reference) { $0.checks = LoadBalancing.TargetChecks(first: first, turns: turns) }
    watch(reference, answersAnew: true)
  }

  /// Takes the checks that are due, says so where the verdict is another, and schedules the next change.
  mutating func watch(_ reference: LoadBalancing.TargetReference, answersAnew: Bool) {
    guard let group = targetGroup(reference.targetGroup),
      let target = group.registered(reference.key)
    else { return }
    let settings = LoadBalancing.TargetChecks.Settings(group.healthCheck, of: group.transport.kind)
    var checks = target.checks
    let next = checks.goOn(to: now, settings, turns: answersAnew ? turns(of: target, in: group) : nil)
    let version = target.version + 1
    changeTarget(reference) { target in
      target.checks = checks
      target.version = version
    }
    if let next {
      schedule(.targetCheck(reference, version: version), after: next - now)
    }
    if checks.verdict != target.checks.verdict || group.hosts.counts.registered != group.targets.count {
      noteHosts(ofGroup: reference.targetGroup)
    }
    if checks.verdict != target.checks.verdict { targetChanged(reference) }
  }

  private mutating func targetChanged(_ reference: LoadBalancing.TargetReference) {
    guard let group = targetGroup(reference.targetGroup), let target = group.targets[reference.key]
    else { return }
    let health = health(of: target, in: group)
    record(
      EventRecord.Draft(
        .targetHealthChange, source: "target/\(reference.key.id):\(reference.key.port)", cluster: nil,
        message: health.state.rawValue, reason: health.description,
        detail: ["targetGroup": .string(group.name)]))
    if let service = target.task.flatMap({ ecs.tasks[$0]?.service }) { askForServiceTurn(service) }
  }

  mutating func changeTarget(
    _ reference: LoadBalancing.TargetReference, _ body: (inout LoadBalancing.Target) -> Void
  ) {
    changeTargetGroup(reference.targetGroup) { group in
      guard let index = group.targets.index(forKey: reference.key) else { return }
      body(&group.targets.values[index])
    }
  }
}

// MARK: - What stands behind a target

extension Region {
  /// The living task that a target means: by its own address, or by a port of the host.
  func task(behind key: LoadBalancing.TargetKey, _ type: LoadBalancing.TargetType) -> ECS.TaskID? {
    switch type {
    case .ip:
      return ecs.clusters.keys.lazy.flatMap { ecs.tasks.ids(inCluster: $0) }
        .first { ecs.tasks[$0].map { self.isMeant($0, by: key) } ?? false }
    case .instance:
      guard let instance = containerInstance(onHost: key.id) else { return nil }
      return ecs.tasks.ids(onInstance: instance.id).first { ecs.tasks[$0].map { self.isMeant($0, by: key) } ?? false }
    }
  }

  private func isMeant(_ task: ECS.Task, by key: LoadBalancing.TargetKey) -> Bool {
    guard task.lastStatus != .stopped else { return false }
    if let address = task.attachment?.privateIPv4Address { return address == key.id }
    return host(of: task) == key.id
      && task.containers.contains { $0.networkBindings.contains { $0.hostPort == key.port } }
  }

  /// The task behind a port of the EC2 instance with that private address; where none has the port, any that runs there.
  package func task(atHost address: String, port: Int) -> ECS.TaskID? {
    guard let host = ec2.instances.values.first(where: { $0.privateIPv4Address == address && $0.state.isAlive }),
      let instance = host.containerInstance
    else { return nil }
    let tasks = ecs.tasks.ids(onInstance: instance).filter { id in
      ecs.tasks[id].map { $0.lastStatus != .stopped && $0.attachment == nil } ?? false
    }
    return tasks.first { ecs.tasks[$0].flatMap { door(of: $0, at: port) } != nil } ?? tasks.first
  }

  /// The EC2 id of the machine under a task.
  func host(of task: ECS.Task) -> String? {
    task.containerInstance.flatMap { ecs.containerInstances[$0]?.ec2InstanceID }
  }

  private mutating func adoptLooseTargets(_ task: ECS.Task) {
    guard let id = task.attachment?.privateIPv4Address ?? host(of: task), let loose = loadBalancing.loose[id] else {
      return
    }
    for reference in loose where isMeant(task, by: reference.key) { link(reference, to: task.id) }
  }

  mutating func link(_ reference: LoadBalancing.TargetReference, to task: ECS.TaskID) {
    keepLoose(reference, false)
    changeTarget(reference) { $0.task = task }
    ecs.tasks.change(task) { task in
      if !task.targets.contains(reference) { task.targets.append(reference) }
    }
  }

  /// Nobody stands behind the target any more.
  private mutating func leaveAlone(_ reference: LoadBalancing.TargetReference) {
    guard targetGroup(reference.targetGroup)?.registered(reference.key) != nil else { return }
    changeTarget(reference) { $0.task = nil }
    keepLoose(reference, true)
  }

  mutating func keepLoose(_ reference: LoadBalancing.TargetReference, _ isLoose: Bool) {
    let id = reference.key.id
    if isLoose {
      loadBalancing.loose[id, default: []].append(reference)
    } else {
      loadBalancing.loose[id]?.removeAll { $0 == reference }
      if loadBalancing.loose[id]?.isEmpty ?? false { loadBalancing.loose[id] = nil }
    }
  }

  private func turns(of target: LoadBalancing.Target, in group: LoadBalancing.TargetGroup) -> [LoadBalancing.Turn] {
    let port = group.healthCheck.port ?? target.key.port
    return turns(of: target.task, at: port, group.healthCheck, since: target.registeredAt) { task in
      group.loadBalancers.isEmpty
        || group.loadBalancers.contains { admits(.loadBalancer($0), to: task, port: port) }
    }
  }

  /// How checks at a port of the task, or of its host, end from when on, as far as that is known now.
  func turns(
    of id: ECS.TaskID?, at asked: Int, _ check: LoadBalancing.HealthCheck, since registeredAt: Instant,
    isReached: (ECS.TaskID) -> Bool
  ) -> [LoadBalancing.Turn] {
    func always(_ failure: LoadBalancing.TargetFailure) -> [LoadBalancing.Turn] {
      [LoadBalancing.Turn(from: registeredAt, failure: failure)]
    }
    guard let task = id.flatMap({ ecs.tasks[$0] }), task.lastStatus != .stopped, isReached(task.id) else {
      return always(.timedOut)
    }
    guard let (plan, port) = door(of: task, at: asked),
      let container = task.container(plan.name), container.lastStatus == .running, let start = container.startedAt,
      let (program, setting) = program(of: plan, in: task), program.serves(port, setting)
    else { return always(.failed) }
    let status = check.path.map(setting.behaviour.status) ?? 200
    var outages = images.healthOutages(of: ImageReference(plan.image), since: start)
    if let since = container.failsHealthChecksSince { outages.append((since - start, nil)) }
    if let after = program.unhealthyAfter { outages.append((after, nil)) }
    let hangs = container.hangs.map { (from: $0.from - start, until: $0.until.map { $0 - start }) }
    let spans = outages + hangs
    let ends = ([program.readyAfter] + spans.flatMap { [$0.from, $0.until] }.compactMap(\.self)).sorted()
    func isWithin(_ spans: [(from: Duration, until: Duration?)], _ elapsed: Duration) -> Bool {
      spans.contains { $0.from <= elapsed && $0.until.map { elapsed < $0 } ?? true }
    }
    return always(.failed)
      + ends.filter { $0 >= program.readyAfter && $0 < HealthTimeline.longestLook }.map { elapsed in
        // A process that hangs still has its connections made by the kernel.
        if isWithin(hangs, elapsed), check.path != nil {
          return LoadBalancing.Turn(from: start + elapsed, failure: .timedOut)
        }
        let code = isWithin(outages, elapsed) ? 503 : status
        return LoadBalancing.Turn(from: start + elapsed, failure: check.failure(ofStatus: code))
      }
  }

  /// The container behind a port of the task's address or of its host, and its own port there: by the proxy of Service
  /// Connect where that listens at the port.
  func door(of task: ECS.Task, at port: Int) -> (ECS.ContainerDefinition, port: Int)? {
    guard let definition = definition(of: task) else { return nil }
    if let ingress = ingress(of: task, at: port) { return (ingress.container, ingress.port) }
    if task.attachment == nil {
      for plan in definition.containers {
        let bindings = task.container(plan.name)?.networkBindings ?? []
        if let binding = bindings.first(where: { $0.hostPort == port }) { return (plan, binding.containerPort) }
      }
      return nil
    }
    let named = definition.containers.first { $0.portMappings.contains { $0.containerPort == port } }
    return (named ?? definition.containers.first { $0.isEssential }).map { ($0, port) }
  }
}

extension ContainerProgram {
  /// Whether the process answers on the port once it is ready.
  func serves(_ port: Int, _ setting: Setting) -> Bool {
    runsImage && (setting.behaviour.listensOn.isEmpty || setting.behaviour.listensOn.contains(port))
  }
}
