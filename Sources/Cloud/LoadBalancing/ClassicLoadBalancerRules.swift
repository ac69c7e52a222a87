/// Making, changing and deleting Classic Load Balancers.
///
/// In: settings that the border has read. Out: load balancers; AWS's refusal before anything changed.
/// Source: Elastic Load Balancing API reference, version 2012-06-01, CreateLoadBalancer, CreateLoadBalancerListeners,
/// ConfigureHealthCheck, ModifyLoadBalancerAttributes, AttachLoadBalancerToSubnets. Where no text of AWS is known it is
/// our own, in AWS's manner.
import SimulationKit

extension LoadBalancing {
  /// Of subnets and zones one is given.
  package struct ClassicOrder: Sendable {
    package var name: String
    package var listeners: [ClassicListener] = []
    package var scheme = Scheme.internetFacing
    package var subnets: [String] = []
    package var zones: [String] = []
    package var securityGroups: [String] = []
    package var tags: [Tag] = []
    package init(name: String) { self.name = name }
  }

  /// In a Region. Source: "Quotas for your Classic Load Balancers".
  static let mostClassicLoadBalancers = 20
  /// On one of them.
  static let mostClassicListeners = 100
}

extension Region {
  /// CreateLoadBalancer; one of the same name and settings is given back as it is.
  package mutating func createClassicLoadBalancer(
    _ order: LoadBalancing.ClassicOrder
  ) throws(ServiceFailure) -> LoadBalancing.ClassicLoadBalancer {
    try checkLoadBalancingName(order.name, of: "load balancer")
    let subnets = try subnets(of: order)
    let vpc = try checkClassicSubnets(subnets)
    let groups = try checkedGroups(order.securityGroups, inVPC: vpc)
    guard let first = order.listeners.first else { throw .validationError("At least one listener must be specified") }
    try check(order.listeners, beside: [])
    if let existing = loadBalancing.classicLoadBalancers[order.name] {
      guard existing.scheme == order.scheme, existing.subnets == subnets, existing.securityGroups == groups,
        existing.listeners == order.listeners
      else {
        throw ServiceFailure(
          "DuplicateLoadBalancerName",
          "Load Balancer named \(order.name) already exists and it is configured with different parameters.")
      }
      return existing
    }
    guard loadBalancing.classicLoadBalancers.count < LoadBalancing.mostClassicLoadBalancers else {
      throw ServiceFailure("TooManyLoadBalancers", "The quota of load balancers for this account has been reached")
    }
    let inside = order.scheme == .internal ? "internal-" : ""
    let balancer = LoadBalancing.ClassicLoadBalancer(
      name: order.name, scheme: order.scheme, vpcID: vpc,
      dnsName: "\(inside)\(order.name)-\(mint.digits(10)).\(name).elb.\(partition.hostSuffix)", createdAt: now,
      subnets: subnets,
      securityGroups: groups, listeners: order.listeners,
      healthCheck: LoadBalancing.HealthCheck(
        speech: .tcp, port: first.instancePort, path: nil, intervalSeconds: 30, timeoutSeconds: 5,
        healthyThreshold: 10, unhealthyThreshold: 2, matcher: nil), tags: order.tags)
    loadBalancing.classicLoadBalancers[order.name] = balancer
    recordLoadBalancing("loadBalancer/\(order.name)", "load balancer created")
    return balancer
  }

  /// DeleteLoadBalancer, with its listeners; one that is gone is no error.
  package mutating func deleteClassicLoadBalancer(_ name: String) {
    guard let balancer = loadBalancing.classicLoadBalancers.removeValue(forKey: name) else { return }
    for id in balancer.instances.keys { askServices(behind: .init(loadBalancer: name, instance: id)) }
    recordLoadBalancing("loadBalancer/\(name)", "load balancer deleted")
  }

  package func classicLoadBalancer(
    _ name: String
  ) throws(ServiceFailure) -> LoadBalancing.ClassicLoadBalancer {
    guard let balancer = loadBalancing.classicLoadBalancers[name] else { throw .classicLoadBalancerNotFound(name) }
    return balancer
  }

  /// CreateLoadBalancerListeners; a listener that is there already, with the same settings, is no error.
  package mutating func createClassicListeners(
    _ listeners: [LoadBalancing.ClassicListener], of name: String
  ) throws(ServiceFailure) {
    let balancer = try classicLoadBalancer(name)
    let added = listeners.filter { !balancer.listeners.contains($0) }
    try check(added, beside: balancer.listeners)
    loadBalancing.classicLoadBalancers[name]?.listeners += added
    recordLoadBalancing("loadBalancer/\(name)", "listeners created")
  }

  /// DeleteLoadBalancerListeners; ports without a listener are passed over.
  package mutating func deleteClassicListeners(onPorts ports: [Int], of name: String) throws(ServiceFailure) {
    _ = try classicLoadBalancer(name)
    loadBalancing.classicLoadBalancers[name]?.listeners.removeAll { ports.contains($0.port) }
    recordLoadBalancing("loadBalancer/\(name)", "listeners deleted")
  }

  /// ConfigureHealthCheck; its instances are checked by the new settings after their next interval.
  package mutating func configureHealthCheck(
    _ check: LoadBalancing.HealthCheck, of name: String
  ) throws(ServiceFailure) {
    let balancer = try classicLoadBalancer(name)
    guard check.timeoutSeconds < check.intervalSeconds else {
      throw .validationError("HealthCheck timeout must be less than interval")
    }
    loadBalancing.classicLoadBalancers[name]?.healthCheck = check
    recordLoadBalancing("loadBalancer/\(name)", "health check configured")
    let before = LoadBalancing.TargetChecks.Settings(ofClassic: balancer.healthCheck)
    let (now, settings) = (now, LoadBalancing.TargetChecks.Settings(ofClassic: check))
    for instance in balancer.instances.values where instance.drainsUntil == nil {
      let reference = LoadBalancing.InstanceReference(loadBalancer: name, instance: instance.id)
      changeRegistered(reference) { $0.checks.change(from: before, to: settings, at: now) }
      watch(reference, answersAnew: true)
    }
  }

  /// ModifyLoadBalancerAttributes.
  package mutating func modifyClassicAttributes(
    of name: String, _ attributes: LoadBalancing.ClassicAttributes
  ) throws(ServiceFailure) {
    _ = try classicLoadBalancer(name)
    guard (1...3_600).contains(attributes.drainingSeconds) else {
      throw ServiceFailure(
        "InvalidConfigurationRequest", "ConnectionDraining timeout must be between 1 and 3600 seconds")
    }
    guard (1...3_600).contains(attributes.idleSeconds) else {
      throw ServiceFailure("InvalidConfigurationRequest", "IdleTimeout must be between 1 and 3600 seconds")
    }
    loadBalancing.classicLoadBalancers[name]?.attributes = attributes
    recordLoadBalancing("loadBalancer/\(name)", "load balancer attributes modified")
  }

  package mutating func setClassicTags(of name: String, _ tags: [LoadBalancing.Tag]) {
    loadBalancing.classicLoadBalancers[name]?.tags = tags
  }

  /// AttachLoadBalancerToSubnets, DetachLoadBalancerFromSubnets.
  package mutating func setSubnets(_ subnets: [String], of name: String) throws(ServiceFailure) {
    let balancer = try classicLoadBalancer(name)
    guard try checkClassicSubnets(subnets) == balancer.vpcID else {
      throw ServiceFailure("InvalidSubnet", "All subnets must belong to the same VPC: '\(balancer.vpcID)'")
    }
    loadBalancing.classicLoadBalancers[name]?.subnets = subnets
    recordLoadBalancing("loadBalancer/\(name)", "subnets changed")
    for id in balancer.instances.keys { beginChecks(of: .init(loadBalancer: name, instance: id)) }
  }

  /// ApplySecurityGroupsToLoadBalancer.
  package mutating func applySecurityGroups(_ groups: [String], to name: String) throws(ServiceFailure) {
    let balancer = try classicLoadBalancer(name)
    let groups = try checkedGroups(groups, inVPC: balancer.vpcID)
    loadBalancing.classicLoadBalancers[name]?.securityGroups = groups
    recordLoadBalancing("loadBalancer/\(name)", "security groups applied")
    for id in balancer.instances.keys { watch(.init(loadBalancer: name, instance: id), answersAnew: true) }
  }

  // MARK: - Checks

  private func subnets(of order: LoadBalancing.ClassicOrder) throws(ServiceFailure) -> [String] {
    guard order.zones.isEmpty || order.subnets.isEmpty else {
      throw .validationError("Only one of SubnetIds or AvailabilityZones parameter may be specified")
    }
    guard order.subnets.isEmpty else { return order.subnets }
    guard !order.zones.isEmpty else {
      throw .validationError(
        "Either AvailabilityZones or SubnetIds must be specified", why: "Say where it is to stand: --subnets SUBNET.")
    }
    var found: [String] = []
    for zone in order.zones {
      let usual = network.subnets.values.first {
        $0.availabilityZone == zone && $0.vpcID == network.defaultVPC?.id
      }
      guard let usual else {
        throw .validationError(
          "Invalid Availability Zone: \(zone)", why: "The default VPC has no subnet there; name others with --subnets.")
      }
      found.append(usual.id)
    }
    return found
  }

  /// - Returns: their VPC.
  private func checkClassicSubnets(_ ids: [String]) throws(ServiceFailure) -> String {
    var found: [Network.Subnet] = []
    for id in ids {
      guard let subnet = network.subnets[id] else {
        throw ServiceFailure("SubnetNotFound", "The subnet ID '\(id)' does not exist")
      }
      found.append(subnet)
    }
    guard let first = found.first else {
      throw ServiceFailure("InvalidConfigurationRequest", "A load balancer must be attached to at least one subnet")
    }
    guard found.allSatisfy({ $0.vpcID == first.vpcID }) else {
      throw ServiceFailure("InvalidSubnet", "All subnets must belong to the same VPC: '\(first.vpcID)'")
    }
    guard Set(found.map(\.availabilityZone)).count == found.count else {
      throw ServiceFailure(
        "InvalidConfigurationRequest", "ELB cannot be attached to multiple subnets in the same AZ.")
    }
    return first.vpcID
  }

  private func check(
    _ added: [LoadBalancing.ClassicListener], beside present: [LoadBalancing.ClassicListener]
  ) throws(ServiceFailure) {
    var ports = present.map(\.port)
    for listener in added {
      guard !ports.contains(listener.port) else {
        throw ServiceFailure(
          "DuplicateListener",
          "A listener already exists with LoadBalancerPort \(listener.port), but with a different InstancePort, "
            + "Protocol, or SSLCertificateId")
      }
      ports.append(listener.port)
      guard listener.speech.isHTTP == listener.instanceSpeech.isHTTP else {
        throw ServiceFailure(
          "InvalidConfigurationRequest",
          "Protocol \(listener.speech.rawValue) and InstanceProtocol \(listener.instanceSpeech.rawValue) must be at "
            + "the same Internet protocol layer")
      }
      guard !listener.speech.isSecure || listener.certificate != nil else {
        throw .validationError("Secure Listeners need to specify a SSLCertificateId")
      }
    }
    guard ports.count <= LoadBalancing.mostClassicListeners else {
      throw ServiceFailure("InvalidConfigurationRequest", "The quota of listeners for a load balancer has been reached")
    }
  }
}
