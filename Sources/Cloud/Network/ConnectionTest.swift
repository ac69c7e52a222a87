/// Whether a connection would be made: routes, security groups, what listens, and the health behind a load balancer.
///
/// In: two ends and a port. Out: step by step what lets it through and what does not, with the way out. Sends nothing and
/// changes nothing. Network ACLs, peering, DNS and the contents of what is said are not simulated, and it says so.
/// Source: VPC User Guide, "Security group rules", "Route tables"; ECS Developer Guide, "Task networking".
import SimulationKit

package struct ConnectionTest: Hashable, Sendable {
  package enum End: Hashable, Sendable {
    case internet
    case task(ECS.TaskID)
    /// By its ARN; a service of VPC Lattice too.
    case loadBalancer(String)
    /// By its name.
    case classicLoadBalancer(String)
  }
  package enum Verdict: Hashable, Sendable { case passes, fails, unknown }
  package struct Step: Hashable, Sendable {
    package let verdict: Verdict
    package let sentence: String
    /// A command that would let it through.
    package let wayOut: String?
  }
  /// What a load balancer answers by itself.
  package struct Answer: Hashable, Sendable {
    package let status: Int
    package let body: String
  }
  package private(set) var steps: [Step] = []
  /// nil where a target answers, or nobody does.
  package internal(set) var answer: Answer?

  /// True where nothing stands in the way.
  package var isOpen: Bool { steps.allSatisfy { $0.verdict != .fails } }

  mutating func note(_ verdict: Verdict, _ sentence: String, wayOut: String? = nil) {
    steps.append(Step(verdict: verdict, sentence: sentence, wayOut: wayOut))
  }
}

extension Region {
  /// TCP on `port`, 1 to 65535.
  /// - Parameter request: what a load balancer's rules go by; nil: the load balancer's own name and the path `/`.
  package func testConnection(
    from source: ConnectionTest.End, to destination: ConnectionTest.End, port: Int,
    request: LoadBalancing.WebRequest? = nil
  ) -> ConnectionTest {
    var test = ConnectionTest()
    if case .loadBalancer(let arn) = destination, let service = lattice.services[arn] {
      testLattice(service, from: source, networkEnd(source), port, &test)
      return test
    }
    guard let end = networkEnd(destination), !end.securityGroups.isEmpty || end.vpcID != nil else {
      test.note(.fails, withoutAddress(destination))
      return test
    }
    let start = networkEnd(source)
    testRoute(from: source, start, to: destination, end, &test)
    if let start { testGroups(of: start, called: name(of: source), isOutgoing: true, peer: end, port, &test) }
    testGroups(of: end, called: name(of: destination), isOutgoing: false, peer: start, port, &test)
    switch destination {
    case .internet: break
    case .task(let id): testListening(id, port, &test)
    case .loadBalancer(let arn): testListener(arn, port, request, &test)
    case .classicLoadBalancer(let name): testClassicListener(name, port, &test)
    }
    test.note(.unknown, "network ACLs are not simulated: they count as open, as a new VPC's are")
    return test
  }

  /// Whether the security groups let a load balancer connect to a task's own address, or to a port of its host. A network
  /// load balancer without groups comes from its address in the target's zone, a service of VPC Lattice from an address of
  /// its own. True where there is no group to ask: a machine that EC2 does not know has none.
  func admits(_ user: ConnectionTest.End, to task: ECS.TaskID, port: Int) -> Bool {
    guard let end = networkEnd(.task(task)), !end.securityGroups.isEmpty,
      let start = networkEnd(user, toward: end.subnets.first?.availabilityZone)
    else { return true }
    return (start.securityGroups.isEmpty || opening(of: start, isOutgoing: true, peer: end, port) != nil)
      && opening(of: end, isOutgoing: false, peer: start, port) != nil
  }

  /// The security groups that stand before a task: its own, or those of its host.
  func securityGroups(before task: ECS.TaskID) -> [String] { networkEnd(.task(task))?.securityGroups ?? [] }

  // MARK: Ends

  /// What the network knows of an end; nil for the internet and for what has no address.
  struct NetworkEnd {
    let vpcID: String?
    let subnets: [Network.Subnet]
    let address: String?
    let hasPublicAddress: Bool
    let securityGroups: [String]
  }

  static let latticeEnd = NetworkEnd(
    vpcID: nil, subnets: [], address: VPCLattice.sourceAddress, hasPublicAddress: false, securityGroups: [])

  /// - Parameter zone: a load balancer's address there, where it has one.
  private func networkEnd(_ end: ConnectionTest.End, toward zone: String? = nil) -> NetworkEnd? {
    switch end {
    case .internet: return nil
    case .task(let id):
      guard let task = ecs.tasks[id], task.lastStatus != .stopped else { return nil }
      guard let attachment = task.attachment else { return hostEnd(of: task) }
      guard let address = attachment.privateIPv4Address, let subnet = network.subnets[attachment.subnetID]
      else { return nil }
      return NetworkEnd(
        vpcID: subnet.vpcID, subnets: [subnet], address: address, hasPublicAddress: task.assignsPublicIP,
        securityGroups: effectiveGroups(task.securityGroups, subnet.vpcID))
    case .loadBalancer(let arn):
      if lattice.services[arn] != nil { return Self.latticeEnd }
      guard let balancer = loadBalancing.loadBalancers[arn] else { return nil }
      let subnets = balancer.subnets.compactMap { network.subnets[$0] }
      return NetworkEnd(
        vpcID: balancer.vpcID, subnets: subnets, address: loadBalancerAddress(in: subnets, toward: zone),
        hasPublicAddress: balancer.scheme == .internetFacing,
        securityGroups: balancer.kind == .application
          ? effectiveGroups(balancer.securityGroups, balancer.vpcID) : balancer.securityGroups)
    case .classicLoadBalancer(let name):
      guard let balancer = loadBalancing.classicLoadBalancers[name] else { return nil }
      let subnets = balancer.subnets.compactMap { network.subnets[$0] }
      return NetworkEnd(
        vpcID: balancer.vpcID, subnets: subnets, address: loadBalancerAddress(in: subnets, toward: zone),
        hasPublicAddress: balancer.scheme == .internetFacing,
        securityGroups: effectiveGroups(balancer.securityGroups, balancer.vpcID))
    }
  }

  /// The one in the zone, where it has one there: the last of the subnet's, which tasks come to last.
  private func loadBalancerAddress(in subnets: [Network.Subnet], toward zone: String?) -> String? {
    (subnets.first { $0.availabilityZone == zone } ?? subnets.first)
      .flatMap { CIDRBlock($0.cidrBlock)?.loadBalancerAddress }
  }

  /// A task without an interface of its own speaks with its EC2 instance's address, behind its groups; in network mode
  /// none it speaks to nobody.
  private func hostEnd(of task: ECS.Task) -> NetworkEnd? {
    guard definition(of: task)?.networkMode != ECS.NetworkMode.none,
      let host = host(of: task).flatMap({ ec2.instances[$0] }), let subnet = network.subnets[host.subnetID]
    else { return nil }
    return NetworkEnd(
      vpcID: host.vpcID, subnets: [subnet], address: host.privateIPv4Address,
      hasPublicAddress: host.publicIPv4Address != nil,
      securityGroups: effectiveGroups(host.securityGroupIDs, host.vpcID))
  }

  /// Without any, the VPC's default group.
  func effectiveGroups(_ groups: [String], _ vpcID: String) -> [String] {
    groups.isEmpty ? [network.defaultSecurityGroup(ofVPC: vpcID)?.id].compactMap { $0 } : groups
  }

  private func withoutAddress(_ end: ConnectionTest.End) -> String {
    guard case .task(let id) = end, let task = ecs.tasks[id] else { return "\(name(of: end)) has no address" }
    guard task.attachment == nil, task.lastStatus != .stopped else {
      return "\(name(of: end)) has no address: it is \(task.lastStatus.rawValue)"
    }
    return definition(of: task)?.networkMode == ECS.NetworkMode.none
      ? "\(name(of: end)) has no address: its network mode is none"
      : "\(name(of: end)) has no address of its own, and EC2 does not know its host"
  }

  func name(of end: ConnectionTest.End) -> String {
    switch end {
    case .internet: "the internet"
    case .task(let id):
      "task \(id.prefix(8))"
        + (ecs.tasks[id].map { $0.attachment == nil ? host(of: $0).map { " on \($0)" } ?? "" : "" } ?? "")
    case .loadBalancer(let arn):
      lattice.services[arn].map { "VPC Lattice service \($0.name)" }
        ?? "load balancer \(loadBalancing.loadBalancers[arn]?.name ?? arn)"
    case .classicLoadBalancer(let name): "load balancer \(name)"
    }
  }

  // MARK: Routes

  private func testRoute(
    from source: ConnectionTest.End, _ start: NetworkEnd?, to destination: ConnectionTest.End, _ end: NetworkEnd,
    _ test: inout ConnectionTest
  ) {
    if case .internet = source {
      let isPublic = end.subnets.contains { $0.route == .internet }
      let subnets = end.subnets.map(\.id).joined(separator: ", ")
      if !isPublic {
        test.note(.fails, "no route: \(subnets) has no internet gateway, so nothing comes in from the internet")
      } else if !end.hasPublicAddress {
        test.note(
          .fails,
          "no public address: \(name(of: destination)) has only a private one (assignPublicIp DISABLED, or internal)")
      } else {
        test.note(.passes, "route: \(subnets) has an internet gateway, and there is a public address")
      }
    } else if let start {
      if start.vpcID == end.vpcID {
        test.note(.passes, "route: both are in \(end.vpcID ?? "one VPC"), which has a local route")
      } else {
        test.note(
          .fails, "no route: \(start.vpcID ?? "?") and \(end.vpcID ?? "?") are two VPCs, and peering is not simulated")
      }
    } else {
      test.note(.fails, withoutAddress(source))
    }
  }

  // MARK: Security groups

  func testGroups(
    of end: NetworkEnd, called name: String, isOutgoing: Bool, peer: NetworkEnd?, _ port: Int,
    _ test: inout ConnectionTest
  ) {
    let groups = end.securityGroups.compactMap { network.securityGroups[$0] }
    guard let first = groups.first else { return }
    let direction = isOutgoing ? "out" : "in"
    if let (group, rule) = opening(of: end, isOutgoing: isOutgoing, peer: peer, port) {
      test.note(.passes, "security group \(group.id) of \(name) lets it \(direction) (\(rule.words))")
      return
    }
    let ids = groups.map(\.id).joined(separator: ", ")
    let peerWords = peer?.securityGroups.first.map { "--source-group \($0)" } ?? "--cidr 0.0.0.0/0"
    test.note(
      .fails, "security group \(ids) of \(name) lets nothing \(direction) on port \(port)",
      wayOut: isOutgoing
        ? nil
        : "aws ec2 authorize-security-group-ingress --group-id \(first.id) --protocol tcp --port \(port) \(peerWords)")
  }

  /// The first rule that lets it through, with its group.
  private func opening(
    of end: NetworkEnd, isOutgoing: Bool, peer: NetworkEnd?, _ port: Int
  ) -> (group: Network.SecurityGroup, rule: Network.SecurityGroupRule)? {
    for group in end.securityGroups.compactMap({ network.securityGroups[$0] }) {
      let rules = isOutgoing ? group.egress : group.ingress
      let rule = rules.first { rule in
        if rule.peer == .prefixList(latticePrefixList) {
          return peer?.address == VPCLattice.sourceAddress && rule.isFor(port)
        }
        return rule.letsThrough(port, peer?.address, peer?.securityGroups ?? [])
      }
      if let rule { return (group, rule) }
    }
    return nil
  }

  // MARK: What answers

  private func testListening(_ id: ECS.TaskID, _ port: Int, _ test: inout ConnectionTest) {
    guard let task = ecs.tasks[id], let definition = definition(of: task) else { return }
    // A port of the host leads to one container's own port.
    let door = task.attachment == nil ? door(of: task, at: port) : nil
    let ingress = ingress(of: task, at: port)
    let own = ingress?.port ?? door?.port ?? port
    // What stands in the sentences: the container's port where a proxy leads to it, else the port that was asked.
    let said = ingress?.port ?? port
    let servers = definition.containers.filter { plan in
      if task.attachment == nil, door?.0.name != plan.name { return false }
      guard task.container(plan.name)?.lastStatus == .running, let (program, setting) = program(of: plan, in: task)
      else {
        return false
      }
      return program.serves(own, setting)
    }
    if definition.containers.allSatisfy({ task.container($0.name)?.lastStatus != .running }) {
      return test.note(.fails, "no container of it runs yet (\(task.lastStatus.rawValue))")
    }
    if said != port {
      test.note(.passes, "its Service Connect proxy listens on port \(port) and leads to port \(said)")
    }
    if let server = servers.first(where: { task.container($0.name)?.isHanging ?? false }) {
      test.note(
        .fails,
        "container \(server.name) listens on port \(said) but answers nobody: it hangs in a write to its log driver")
    } else if let server = servers.first {
      test.note(.passes, "container \(server.name) runs and answers on port \(said)")
    } else {
      let ports = task.containers.flatMap(\.networkBindings).map { "\($0.hostPort)" }.joined(separator: ", ")
      test.note(
        .fails,
        "nothing in it listens on port \(said)" + (ports.isEmpty ? "" : "; its ports of the host: \(ports)"))
    }
  }

  private func testListener(
    _ arn: String, _ port: Int, _ request: LoadBalancing.WebRequest?, _ test: inout ConnectionTest
  ) {
    guard let balancer = loadBalancing.loadBalancers[arn] else { return }
    if now < balancer.activeAt { test.note(.fails, "it is still provisioning") }
    guard let listener = loadBalancing.listeners.values.first(where: { $0.loadBalancer == arn && $0.port == port })
    else {
      return test.note(.fails, "it has no listener on port \(port)")
    }
    test.note(.passes, "it has a listener on port \(port)")
    let rules = rules(ofListener: listener.arn)
    let request = request ?? LoadBalancing.WebRequest(host: balancer.dnsName)
    guard let rule = rules.first(where: { $0.takes(request) }), let action = rule.actions.last else { return }
    if rules.count > 1 { test.note(.passes, "\(rule.words) takes it") }
    guard action.type == "forward" else { return noteOwnAnswer(action, &test) }
    for weighted in action.targetGroups where weighted.weight > 0 {
      guard let group = loadBalancing.targetGroups[weighted.arn] else { continue }
      let states = group.present(at: now).map { health(of: $0, in: group) }
      let healthy = states.count { $0.state == .healthy }
      let reason = states.first { $0.state != .healthy }?.description.map { "; another: \($0)" } ?? ""
      test.note(
        healthy > 0 ? .passes : .fails,
        "target group \(group.name): \(healthy) of \(states.count) targets are healthy\(states.isEmpty ? "" : reason)")
    }
  }
}

extension Region {
  private func noteOwnAnswer(_ action: LoadBalancing.Action, _ test: inout ConnectionTest) {
    let word = action.document["StatusCode"]?.string ?? ""
    let status = Int(word.split(separator: "_").last ?? "") ?? 503
    if action.type == "redirect" {
      test.note(.passes, "it redirects, with status \(status)")
    } else {
      test.note(.passes, "it answers by itself, with status \(status)")
    }
    test.answer = .init(status: status, body: action.document["MessageBody"]?.string ?? "")
  }

  private func testClassicListener(_ name: String, _ port: Int, _ test: inout ConnectionTest) {
    guard let balancer = loadBalancing.classicLoadBalancers[name] else { return }
    guard let listener = balancer.listeners.first(where: { $0.port == port }) else {
      return test.note(.fails, "it has no listener on port \(port)")
    }
    test.note(.passes, "its listener on port \(port) leads to port \(listener.instancePort) of its instances")
    let states = balancer.present(at: now).map { health(of: $0, behind: balancer) }
    let inService = states.count { $0.state == "InService" }
    let reason = states.first { $0.state != "InService" }.map { "; another: \($0.description)" } ?? ""
    test.note(
      inService > 0 ? .passes : .fails, "\(inService) of \(states.count) instances are in service" + reason)
    for id in balancer.instances.keys where balancer.registered(id) != nil {
      guard task(behind: .init(id: id, port: listener.instancePort), .instance) == nil else { continue }
      test.note(.fails, "no task on instance \(id) has its port \(listener.instancePort)")
    }
  }

  /// A load balancer of either generation, by its name or its DNS name.
  package func loadBalancer(called name: String) -> ConnectionTest.End? {
    loadBalancing.loadBalancers.values.first { $0.name == name }.map { .loadBalancer($0.arn) }
      ?? loadBalancing.classicLoadBalancers[name].map { .classicLoadBalancer($0.name) }
      ?? loadBalancer(atDNSName: name)
      ?? lattice.services.values.first { $0.name == name }.map { .loadBalancer($0.arn) }
  }

  /// Of the load balancer itself, or of an Express service behind it.
  package func loadBalancer(atDNSName host: String) -> ConnectionTest.End? {
    if let arn = loadBalancer(ofExpressHost: host) { return .loadBalancer(arn) }
    return loadBalancing.loadBalancers.values.first { $0.dnsName == host }.map { .loadBalancer($0.arn) }
      ?? loadBalancing.classicLoadBalancers.values.first { $0.dnsName == host }.map { .classicLoadBalancer($0.name) }
      ?? lattice.services.values.first { $0.domainName(in: self) == host || $0.customDomainName == host }
      .map { .loadBalancer($0.arn) }
  }
}

extension Network.SecurityGroupRule {
  /// - Parameters:
  ///   - address: the peer's private address; nil where it comes from the internet.
  ///   - groups: the peer's security groups.
  func letsThrough(_ port: Int, _ address: String?, _ groups: [String]) -> Bool {
    guard isFor(port) else { return false }
    switch peer {
    case .group(let id): return groups.contains(id)
    case .cidrIPv4(let text):
      guard let block = CIDRBlock(text) else { return false }
      guard let address, let number = CIDRBlock("\(address)/32")?.address else { return block.prefixLength == 0 }
      return block.contains(number)
    case .cidrIPv6, .prefixList: return false
    }
  }

  fileprivate func isFor(_ port: Int) -> Bool {
    guard ["tcp", "6", "-1"].contains(transport) else { return false }
    guard transport != "-1", let fromPort, let toPort, fromPort >= 0 else { return true }
    return (min(fromPort, toPort)...max(fromPort, toPort)).contains(port)
  }

  /// `tcp 80 from 0.0.0.0/0`, short.
  var words: String {
    let ports = fromPort.map { from in toPort.map { $0 == from ? " \(from)" : " \(from)-\($0)" } ?? " \(from)" } ?? ""
    let peerText =
      switch peer {
      case .cidrIPv4(let text), .cidrIPv6(let text), .prefixList(let text), .group(let text): text
      }
    return (transport == "-1" ? "all traffic" : transport + ports) + ", " + peerText
  }
}
