/// Services of VPC Lattice and their listeners: what leads users, and health checks, to target groups.
///
/// In: settings that the border has read. Out: services and listeners; the service's refusal before anything changed.
/// Rules beside a listener's default action stand in `LatticeRules`, service networks in `ServiceNetworks`; who may call is
/// not simulated.
/// Source: VPC Lattice API reference, CreateService, DeleteService, CreateListener, UpdateListener, DeleteListener.
import SimulationKit

extension Region {
  /// - Parameter reference: an id or an ARN.
  /// - Throws: ResourceNotFoundException.
  package func latticeService(_ reference: String) throws(ServiceFailure) -> VPCLattice.Service {
    guard let service = lattice.services[reference] ?? lattice.services[latticeARN("service/\(reference)")] else {
      throw .latticeNotFound("SERVICE", reference)
    }
    return service
  }

  /// - Throws: ResourceNotFoundException.
  package func latticeListener(
    _ reference: String, of service: VPCLattice.Service
  ) throws(ServiceFailure) -> VPCLattice.Listener {
    guard let listener = service.listeners.values.first(where: { $0.arn == reference || $0.id == reference }) else {
      throw .latticeNotFound("LISTENER", reference)
    }
    return listener
  }

  /// CreateService.
  /// - Throws: ConflictException for a name that is taken.
  package mutating func createLatticeService(
    name: String, authType: String, customDomainName: String?, certificateARN: String?, tags: [ECS.Tag]
  ) throws(ServiceFailure) -> VPCLattice.Service {
    if let known = lattice.services.values.first(where: { $0.name == name }) {
      throw .latticeConflict(
        "SERVICE", known.id, "Service with name \(name) already exists",
        why: "Names of services are taken once in a Region.")
    }
    let service = VPCLattice.Service(
      arn: latticeARN("service/svc-\(mint.hexadecimal(17))"), name: name, authType: authType,
      customDomainName: customDomainName, certificateARN: certificateARN, createdAt: now, tags: tags)
    lattice.services[service.arn] = service
    recordLoadBalancing("latticeService/\(name)", "service created")
    return service
  }

  /// DeleteService, its listeners included.
  package mutating func deleteLatticeService(_ reference: String) throws(ServiceFailure) -> VPCLattice.Service {
    let service = try latticeService(reference)
    guard !lattice.associations.values.contains(where: { $0.subject == .service(service.arn) }) else {
      throw .latticeConflict(
        "SERVICE", service.id, "Service \(service.id) has service network associations",
        why: "Delete those first: 'aws vpc-lattice list-service-network-service-associations --service-identifier "
          + "\(service.id)' shows them.")
    }
    lattice.services[service.arn] = nil
    recordLoadBalancing("latticeService/\(service.name)", "service deleted")
    refreshLatticeUses()
    return service
  }

  /// CreateListener.
  /// - Throws: ConflictException for a port or a name that the service has; ResourceNotFoundException.
  package mutating func createLatticeListener(
    of reference: String, name: String, transport: String, port: Int, action: VPCLattice.Action, tags: [ECS.Tag]
  ) throws(ServiceFailure) -> VPCLattice.Listener {
    let service = try latticeService(reference)
    if let known = service.listeners.values.first(where: { $0.name == name || $0.port == port }) {
      throw .latticeConflict(
        "LISTENER", known.id, "The service has a listener \(known.name) on port \(known.port) already",
        why: "Choose another name and port, or change what that one does: 'aws vpc-lattice update-listener'.")
    }
    let action = try settled(action)
    let listener = VPCLattice.Listener(
      arn: "\(service.arn)/listener/listener-\(mint.hexadecimal(17))", name: name, transport: transport, port: port,
      action: action, createdAt: now, updatedAt: now, tags: tags)
    lattice.services[service.arn]?.listeners[listener.arn] = listener
    recordLoadBalancing("latticeService/\(service.name)", "listener \(name) created")
    refreshLatticeUses()
    return listener
  }

  /// UpdateListener.
  package mutating func updateLatticeListener(
    _ reference: String, of service: String, action: VPCLattice.Action
  ) throws(ServiceFailure) -> VPCLattice.Listener {
    let service = try latticeService(service)
    var listener = try latticeListener(reference, of: service)
    listener.action = try settled(action)
    listener.updatedAt = now
    lattice.services[service.arn]?.listeners[listener.arn] = listener
    recordLoadBalancing("latticeService/\(service.name)", "listener \(listener.name) modified")
    refreshLatticeUses()
    return listener
  }

  /// DeleteListener.
  package mutating func deleteLatticeListener(_ reference: String, of service: String) throws(ServiceFailure) {
    let service = try latticeService(service)
    let listener = try latticeListener(reference, of: service)
    lattice.services[service.arn]?.listeners[listener.arn] = nil
    recordLoadBalancing("latticeService/\(service.name)", "listener \(listener.name) deleted")
    refreshLatticeUses()
  }

  /// The action with its groups by their ARNs.
  func settled(_ action: VPCLattice.Action) throws(ServiceFailure) -> VPCLattice.Action {
    guard case .forward(let groups) = action else { return action }
    var settled: [LoadBalancing.WeightedTargetGroup] = []
    for group in groups {
      settled.append(.init(arn: try latticeTargetGroup(group.arn).arn, weight: group.weight))
    }
    return .forward(settled)
  }

  /// Called when listeners were made, changed or deleted; see `refreshAssociations`.
  mutating func refreshLatticeUses() {
    for arn in Array(lattice.targetGroups.keys) {
      let users = lattice.services.values.filter { service in
        service.listeners.values.contains { $0.targetGroups.contains(arn) }
      }
      associate(arn, with: users.map(\.arn))
    }
  }
}

extension VPCLattice.Service {
  package var id: String { VPCLattice.id(arn) }
  /// `NAME-DIGITS.DIGITS.vpc-lattice-svcs.REGION.on.aws`.
  package func domainName(in region: Region) -> String {
    let zone = String(StableHash.of("lattice/\(region.account)"), radix: 16).prefix(7)
    return "\(name)-\(id.dropFirst("svc-".count)).\(zone).vpc-lattice-svcs.\(region.name).on.aws"
  }
}

extension VPCLattice.Listener {
  package var id: String { VPCLattice.id(arn) }
}

// MARK: - Labels

extension Region {
  /// The labels of a target group, service or listener.
  /// - Throws: ResourceNotFoundException.
  package func latticeTags(of arn: String) throws(ServiceFailure) -> [ECS.Tag] {
    if let group = lattice.targetGroups[arn] { return group.tags.map { ECS.Tag(key: $0.key, value: $0.value) } }
    if let service = lattice.services[arn] { return service.tags }
    if let network = lattice.networks[arn] { return network.tags }
    if let association = lattice.associations[arn] { return association.tags }
    let listeners = lattice.services.values.flatMap(\.listeners.values)
    if let listener = listeners.first(where: { $0.arn == arn }) { return listener.tags }
    guard let rule = listeners.lazy.compactMap({ $0.rules[arn] }).first else {
      throw .latticeNotFound("RESOURCE", arn)
    }
    return rule.tags
  }

  package mutating func setLatticeTags(_ tags: [ECS.Tag], of arn: String) {
    lattice.targetGroups[arn]?.tags = tags.map { .init(key: $0.key ?? "", value: $0.value) }
    lattice.services[arn]?.tags = tags
    lattice.networks[arn]?.tags = tags
    lattice.associations[arn]?.tags = tags
    for service in lattice.services.keys {
      lattice.services[service]?.listeners[arn]?.tags = tags
      for listener in lattice.services[service]?.listeners.keys.elements ?? [] {
        lattice.services[service]?.listeners[listener]?.rules[arn]?.tags = tags
      }
    }
  }
}
