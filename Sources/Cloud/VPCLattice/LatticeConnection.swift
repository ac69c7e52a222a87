/// Whether a task reaches a service of VPC Lattice, and what answers it there.
///
/// In: the task's end of the network, a port, a request. Out: step by step what lets it through; the status of the answer.
/// Changes nothing. A VPC reaches the services of the service network it is associated with, through the security groups of
/// that association. Source: VPC Lattice User Guide, "Control traffic to VPC Lattice using security groups", "How VPC Lattice
/// works".
import SimulationKit

extension Region {
  func testLattice(
    _ service: VPCLattice.Service, from source: ConnectionTest.End, _ start: NetworkEnd?, _ port: Int,
    _ test: inout ConnectionTest
  ) {
    guard let start, let vpc = start.vpcID else {
      return test.note(.fails, "services of VPC Lattice are reached from associated VPCs, not from \(name(of: source))")
    }
    let networks = lattice.associations.values.filter { $0.subject == .service(service.arn) }.map(\.network)
    guard let first = networks.first else {
      return test.note(
        .fails, "service \(service.name) is associated with no service network",
        wayOut: "aws vpc-lattice create-service-network-service-association --service-identifier \(service.id) "
          + "--service-network-identifier \(lattice.networks.values.first.map { VPCLattice.id($0.arn) } ?? "NETWORK")")
    }
    let association = lattice.associations.values.first { association in
      guard case .vpc(vpc, _, _) = association.subject else { return false }
      return networks.contains(association.network)
    }
    guard let association, case .vpc(_, let groups, _) = association.subject else {
      return test.note(
        .fails, "\(vpc) is not associated with a service network of \(service.name)",
        wayOut: "aws vpc-lattice create-service-network-vpc-association --vpc-identifier \(vpc) "
          + "--service-network-identifier \(VPCLattice.id(first))")
    }
    let network = lattice.networks[association.network]?.name ?? association.network
    test.note(.passes, "\(vpc) and service \(service.name) are associated with service network \(network)")
    testGroups(of: start, called: name(of: source), isOutgoing: true, peer: Self.latticeEnd, port, &test)
    let door = NetworkEnd(
      vpcID: vpc, subnets: [], address: VPCLattice.sourceAddress, hasPublicAddress: false, securityGroups: groups)
    testGroups(of: door, called: "the VPC's association", isOutgoing: false, peer: start, port, &test)
    testLatticeListener(of: service, port, &test)
    test.note(.unknown, "network ACLs are not simulated: they count as open, as a new VPC's are")
  }

  private func testLatticeListener(of service: VPCLattice.Service, _ port: Int, _ test: inout ConnectionTest) {
    guard let listener = service.listeners.values.first(where: { $0.port == port }) else {
      return test.note(.fails, "it has no listener on port \(port)")
    }
    test.note(.passes, "its listener \(listener.name) is on port \(port)")
    for arn in listener.targetGroups {
      guard let group = lattice.targetGroups[arn] else { continue }
      let (serving, all) = (servingTargets(of: group).count, group.present(at: now).count)
      test.note(
        serving > 0 ? .passes : .unknown,
        "target group \(group.name): \(serving) of \(all) targets get requests"
          + (serving > 0 ? "" : "; whoever is led there is answered with 503"))
    }
  }

  /// The status that a service answers a request with on the port, where it was reached; nil where it does not listen there.
  package func latticeStatus(_ arn: String, port: Int, _ request: VPCLattice.Request) -> Int? {
    guard let service = lattice.services[arn], let listener = service.listeners.values.first(where: { $0.port == port })
    else { return nil }
    switch listener.action(for: request) {
    case .fixedResponse(let status): return status
    case .forward(let groups):
      let isServed = groups.contains { group in
        group.weight > 0 && lattice.targetGroups[group.arn].map { !servingTargets(of: $0).isEmpty } ?? false
      }
      return isServed ? 200 : 503
    }
  }

  private func servingTargets(of group: LoadBalancing.TargetGroup) -> [LoadBalancing.TargetKey] {
    group.targets.keys.filter { isServing(.init(targetGroup: group.arn, key: $0)) }
  }
}
