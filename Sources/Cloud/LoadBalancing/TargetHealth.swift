/// What the service says of a target's health: its state, and the reason in AWS's words.
///
/// In: a target, its group, the load balancers that use it. Out: state, reason code, description. Changes nothing.
/// Source: Elastic Load Balancing API reference, TargetHealth; runtime sheet, section 6.2.
import SimulationKit

extension LoadBalancing {
  package struct TargetHealth: Hashable, Sendable {
    package enum State: String, Sendable {
      case initial, healthy, unhealthy, unused, draining, unavailable
      /// Of a Network Load Balancer that lets connections to it end.
      case unhealthyDraining = "unhealthy.draining"
    }
    package let state: State
    package let reason: String?
    package let description: String?

    static let healthy = TargetHealth(state: .healthy, reason: nil, description: nil)
    package static let notRegistered = TargetHealth(
      state: .unused, reason: "Target.NotRegistered", description: "Target is not registered to the target group")
    static let draining = TargetHealth(
      state: .draining, reason: "Target.DeregistrationInProgress", description: "Target deregistration is in progress")
    static let notInUse = TargetHealth(
      state: .unused, reason: "Target.NotInUse",
      description: "Target group is not configured to receive traffic from the load balancer")
    static let zoneNotEnabled = TargetHealth(
      state: .unused, reason: "Target.NotInUse",
      description: "Target is in an Availability Zone that is not enabled for the load balancer")
    static let ofALoadBalancer = TargetHealth(
      state: .unused, reason: "Target.IpUnusable",
      description: "The target IP address is reserved for use by a load balancer")
    static let lettingConnectionsEnd = TargetHealth(
      state: .unhealthyDraining, reason: draining.reason, description: draining.description)
    static func hostEnded(_ state: EC2.InstanceState) -> TargetHealth {
      TargetHealth(
        state: .unused, reason: "Target.InvalidState", description: "Target is in the \(state.rawValue) state")
    }
    static let notChecked = TargetHealth(
      state: .unavailable, reason: "Target.HealthCheckDisabled",
      description: "Health checks are disabled for this target group")
    static let registering = TargetHealth(
      state: .initial, reason: "Elb.RegistrationInProgress", description: "Target registration is in progress")
    static let checking = TargetHealth(
      state: .initial, reason: "Elb.InitialHealthChecking", description: "Initial health checks in progress")
  }
}

extension LoadBalancing.TargetFailure {
  package var reason: String {
    switch self {
    case .codes: "Target.ResponseCodeMismatch"
    case .timedOut: "Target.Timeout"
    case .failed: "Target.FailedHealthChecks"
    }
  }
  package var description: String {
    switch self {
    case .codes(let code): "Health checks failed with these codes: [\(code)]"
    case .timedOut: "Request timed out"
    case .failed: "Health checks failed"
    }
  }
}

extension LoadBalancing.TargetGroup {
  /// Those that are registered or still draining at `now`, in order of registration.
  package func present(at now: Instant) -> [LoadBalancing.Target] {
    targets.values.filter { $0.drainsUntil.map { now < $0 } ?? true }
  }

  /// The target while it is registered; nil once it was taken out.
  func registered(_ key: LoadBalancing.TargetKey) -> LoadBalancing.Target? {
    targets[key].flatMap { $0.drainsUntil == nil ? $0 : nil }
  }
}

extension Region {
  /// True where users are led to the target: it is registered and passes its checks, or VPC Lattice does not check it.
  package func isServing(_ reference: LoadBalancing.TargetReference) -> Bool {
    guard let group = targetGroup(reference.targetGroup), let target = group.registered(reference.key) else {
      return false
    }
    return group.isWithoutChecks || target.checks.verdict == .healthy
  }

  package func health(
    of target: LoadBalancing.Target, in group: LoadBalancing.TargetGroup
  ) -> LoadBalancing.TargetHealth {
    if let end = target.drainsUntil { return end > now ? .draining : .notRegistered }
    if group.targetType == .instance, let state = ec2.instances[target.key.id]?.state, !state.isAlive {
      return .hostEnded(state)
    }
    if isLoadBalancer(target, in: group) { return .ofALoadBalancer }
    guard let first = firstCheck(of: target, in: group) else {
      return group.loadBalancers.isEmpty ? .notInUse : group.lattice != nil ? .notChecked : .zoneNotEnabled
    }
    switch target.checks.verdict {
    case .initial: return now < first ? .registering : .checking
    case .healthy: return .healthy
    case .unhealthy(let failure):
      if let since = target.checks.unhealthySince, now < since + group.unhealthyDraining {
        return .lettingConnectionsEnd
      }
      return .init(state: .unhealthy, reason: failure.reason, description: failure.description)
    }
  }

  /// True where the address is that of a load balancer, which can be nobody's target.
  private func isLoadBalancer(_ target: LoadBalancing.Target, in group: LoadBalancing.TargetGroup) -> Bool {
    group.targetType == .ip
      && loadBalancing.loadBalancers.values.contains { balancer in
        balancer.vpcID == group.vpcID
          && balancer.subnets.contains { id in
            guard let subnet = network.subnets[id], let block = CIDRBlock(subnet.cidrBlock) else { return false }
            return block.loadBalancerAddress == target.key.id && !subnet.addressesInUse.contains(block.usableCount - 1)
          }
      }
  }

  /// When a target that is registered now, or was before its load balancer could check it, is checked first; nil where
  /// no load balancer sends anything there.
  func firstCheck(of target: LoadBalancing.Target, in group: LoadBalancing.TargetGroup) -> Instant? {
    if group.lattice != nil { return group.isWithoutChecks ? nil : target.registeredAt + timing.firstTargetCheck }
    guard !isLoadBalancer(target, in: group) else { return nil }
    let users = group.loadBalancers.compactMap { loadBalancing.loadBalancers[$0] }
      .filter { user in
        guard let zone = target.zone else { return true }
        return user.subnets.contains { network.subnets[$0]?.availabilityZone == zone }
      }
    guard let active = users.map(\.activeAt).min() else { return nil }
    let lag = group.transport.kind == .application ? timing.firstTargetCheck : timing.networkTargetRegistration
    return max(target.registeredAt, active) + lag
  }
}
