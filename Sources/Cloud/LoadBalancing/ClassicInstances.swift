/// EC2 instances of Classic Load Balancers: registering them and taking them out, and watching how they answer.
///
/// In: instances; tasks whose containers start, end or fail there. Out: verdicts, one due change for each that is to
/// come; turns for the services whose tasks are reached there; records of kind `targetHealthChange` (source
/// `instance/ID`). What an instance answers at the port of the health check is what the task behind that port answers.
/// Source: Elastic Load Balancing API reference, version 2012-06-01, RegisterInstancesWithLoadBalancer,
/// DeregisterInstancesFromLoadBalancer, DescribeInstanceHealth; "User Guide for Classic Load Balancers", "Configure
/// health checks", "Configure connection draining".
import SimulationKit

extension LoadBalancing.TargetChecks.Settings {
  /// A new instance needs as many successes as one that comes back, as a network load balancer's target does.
  init(ofClassic check: LoadBalancing.HealthCheck) { self.init(check, of: .network) }
}

extension Region {
  /// RegisterInstancesWithLoadBalancer; those that are registered stay as they are.
  /// - Throws: LoadBalancerNotFound; InvalidInstance.
  package mutating func registerInstances(_ ids: [String], with name: String) throws(ServiceFailure) {
    _ = try classicLoadBalancer(name)
    for id in ids { try checkIsInstance(id) }
    for id in ids { register(.init(loadBalancer: name, instance: id)) }
    recordLoadBalancing("loadBalancer/\(name)", "instances registered")
  }

  /// DeregisterInstancesFromLoadBalancer; those that are not registered are passed over.
  /// - Throws: LoadBalancerNotFound; InvalidInstance.
  package mutating func deregisterInstances(_ ids: [String], from name: String) throws(ServiceFailure) {
    _ = try classicLoadBalancer(name)
    for id in ids { try checkIsInstance(id) }
    for id in ids {
      deregister(.init(loadBalancer: name, instance: id))
      askServices(behind: .init(loadBalancer: name, instance: id))
    }
    recordLoadBalancing("loadBalancer/\(name)", "instances deregistered")
  }

  /// - Throws: InvalidInstance where EC2 knows no such machine, and no cluster either.
  package func checkIsInstance(_ id: String) throws(ServiceFailure) {
    guard ec2.instances[id] != nil || containerInstance(onHost: id) != nil else {
      throw ServiceFailure(
        "InvalidInstance", "Could not find EC2 instance \(id).",
        why: "'aws ec2 describe-instances' shows those there are.")
    }
  }

  /// Begins anew with an instance that is being drained.
  mutating func register(_ reference: LoadBalancing.InstanceReference) {
    guard let balancer = loadBalancing.classicLoadBalancers[reference.loadBalancer],
      balancer.registered(reference.instance) == nil
    else { return }
    let zone =
      ec2.instances[reference.instance]?.availabilityZone
      ?? containerInstance(onHost: reference.instance)?.availabilityZone
    var instance = LoadBalancing.RegisteredInstance(id: reference.instance, zone: zone, registeredAt: now)
    instance.version = (balancer.instances[reference.instance]?.version ?? 0) + 1
    loadBalancing.classicLoadBalancers[reference.loadBalancer]?.instances[reference.instance] = nil
    loadBalancing.classicLoadBalancers[reference.loadBalancer]?.instances[reference.instance] = instance
    beginChecks(of: reference)
  }

  mutating func deregister(_ reference: LoadBalancing.InstanceReference) {
    guard let balancer = loadBalancing.classicLoadBalancers[reference.loadBalancer],
      balancer.registered(reference.instance) != nil
    else { return }
    let (now, end) = (now, now + balancer.attributes.draining)
    changeRegistered(reference) { instance in
      instance.drainsUntil = end
      instance.version += 1
    }
    loadBalancing.classicLoadBalancers[reference.loadBalancer]?.instances.removeAll { _, instance in
      instance.drainsUntil.map { $0 <= now } ?? false
    }
    noteHosts(ofClassic: reference.loadBalancer)
  }

  /// An instance that has ended is taken out everywhere.
  mutating func deregisterEverywhere(_ id: EC2.InstanceID) {
    for name in Array(loadBalancing.classicLoadBalancers.keys) {
      loadBalancing.classicLoadBalancers[name]?.instances[id] = nil
      noteHosts(ofClassic: name)
    }
  }

  package func health(
    of instance: LoadBalancing.RegisteredInstance, behind balancer: LoadBalancing.ClassicLoadBalancer
  ) -> LoadBalancing.InstanceHealth {
    if let end = instance.drainsUntil { return end > now ? .draining : .notRegistered }
    guard let first = firstCheck(of: instance, behind: balancer) else { return .zoneNotEnabled }
    switch instance.checks.verdict {
    case .initial: return now < first ? .registering : .checking
    case .healthy: return .inService
    case .unhealthy: return .failed
    }
  }

  private func firstCheck(
    of instance: LoadBalancing.RegisteredInstance, behind balancer: LoadBalancing.ClassicLoadBalancer
  ) -> Instant? {
    guard
      instance.zone == nil
        || balancer.subnets.contains(where: { network.subnets[$0]?.availabilityZone == instance.zone })
    else { return nil }
    return instance.registeredAt + timing.classicRegistration
  }

  /// The newest, where the machine has registered more than once.
  func containerInstance(onHost id: EC2.InstanceID) -> ECS.ContainerInstance? {
    ecs.containerInstances.values.last { $0.ec2InstanceID == id }
  }
}

// MARK: - Watching

extension Region {
  /// A check is due that changes an instance's verdict.
  mutating func checkInstance(_ reference: LoadBalancing.InstanceReference, version: Int) {
    guard loadBalancing.classicLoadBalancers[reference.loadBalancer]?.instances[reference.instance]?.version == version
    else { return }
    watch(reference, answersAnew: false)
  }

  /// Called when a container of the task has started, ended or changed how it answers, and when the task has ended:
  /// instances whose health check goes to one of its ports are looked at.
  mutating func instanceServingChanged(_ task: ECS.Task) {
    guard !loadBalancing.classicLoadBalancers.isEmpty, task.attachment == nil, let host = host(of: task) else { return }
    let ports = task.containers.flatMap(\.networkBindings).map(\.hostPort)
    for balancer in loadBalancing.classicLoadBalancers.values
    where balancer.registered(host) != nil && balancer.healthCheck.port.map(ports.contains) ?? false {
      watch(.init(loadBalancer: balancer.name, instance: host), answersAnew: true)
    }
  }

  /// Called when a security group lets in more or less than before.
  mutating func instanceDoorsChanged(ofGroup id: String) {
    for balancer in loadBalancing.classicLoadBalancers.values {
      for instance in balancer.instances.keys where ec2.instances[instance]?.securityGroupIDs.contains(id) ?? false {
        watch(.init(loadBalancer: balancer.name, instance: instance), answersAnew: true)
      }
    }
  }

  mutating func beginChecks(of reference: LoadBalancing.InstanceReference) {
    guard let balancer = loadBalancing.classicLoadBalancers[reference.loadBalancer],
      let instance = balancer.registered(reference.instance)
    else { return }
    let first = firstCheck(of: instance, behind: balancer).map { max($0, now) }
    let turns = turns(of: instance, behind: balancer)
    changeRegistered(reference) { $0.checks = LoadBalancing.TargetChecks(first: first, turns: turns) }
    watch(reference, answersAnew: true)
  }

  /// Takes the checks that are due, says so where the verdict is another, and schedules the next change.
  mutating func watch(_ reference: LoadBalancing.InstanceReference, answersAnew: Bool) {
    guard let balancer = loadBalancing.classicLoadBalancers[reference.loadBalancer],
      let instance = balancer.registered(reference.instance)
    else { return }
    let settings = LoadBalancing.TargetChecks.Settings(ofClassic: balancer.healthCheck)
    var checks = instance.checks
    let next = checks.goOn(
      to: now, settings, turns: answersAnew ? turns(of: instance, behind: balancer) : nil)
    let version = instance.version + 1
    changeRegistered(reference) { instance in
      instance.checks = checks
      instance.version = version
    }
    if let next {
      schedule(.instanceCheck(reference, version: version), after: next - now)
    }
    noteHosts(ofClassic: reference.loadBalancer)
    if checks.verdict != instance.checks.verdict { instanceChanged(reference) }
  }

  private func turns(
    of instance: LoadBalancing.RegisteredInstance, behind balancer: LoadBalancing.ClassicLoadBalancer
  ) -> [LoadBalancing.Turn] {
    let port = balancer.healthCheck.port ?? 0
    return turns(
      of: task(behind: .init(id: instance.id, port: port), .instance), at: port, balancer.healthCheck,
      since: instance.registeredAt
    ) { admits(.classicLoadBalancer(balancer.name), to: $0, port: port) }
  }

  private mutating func instanceChanged(_ reference: LoadBalancing.InstanceReference) {
    guard let balancer = loadBalancing.classicLoadBalancers[reference.loadBalancer],
      let instance = balancer.instances[reference.instance]
    else { return }
    let health = health(of: instance, behind: balancer)
    record(
      EventRecord.Draft(
        .targetHealthChange, source: "instance/\(reference.instance)", cluster: nil, message: health.state,
        reason: health == .inService ? nil : health.description,
        detail: ["loadBalancer": .string(reference.loadBalancer)]))
    askServices(behind: reference)
  }

  mutating func changeRegistered(
    _ reference: LoadBalancing.InstanceReference, _ body: (inout LoadBalancing.RegisteredInstance) -> Void
  ) {
    guard let place = loadBalancing.classicLoadBalancers.index(forKey: reference.loadBalancer),
      let index = loadBalancing.classicLoadBalancers.values[place].instances.index(forKey: reference.instance)
    else { return }
    body(&loadBalancing.classicLoadBalancers.values[place].instances.values[index])
  }
}
