/// Rules of a listener of VPC Lattice: which requests go elsewhere than its default action says.
///
/// In: settings that the border has read; requests. Out: rules, the service's refusal before anything changed; the action for
/// a request. Source: VPC Lattice API reference, CreateRule, UpdateRule, DeleteRule, RuleMatch; User Guide, "Listener rules".
import SimulationKit

extension VPCLattice {
  /// A request of which rules know something.
  package struct Request: Sendable {
    package let method: String
    /// Without what follows `?`.
    package let path: String
    package let headers: [(name: String, value: String)]
    package init(method: String, path: String, headers: [(name: String, value: String)]) {
      self.method = method
      self.path = path
      self.headers = headers
    }
  }
  static let highestPriority = 100  // fact
}

extension VPCLattice.Match {
  func holds(for request: VPCLattice.Request) -> Bool {
    if let method, method != request.method { return false }
    if let path, !path.holds(for: request.path, isCaseSensitive: isPathCaseSensitive) { return false }
    return headers.allSatisfy { header in
      request.headers.contains {
        $0.name.lowercased() == header.name.lowercased()
          && header.comparison.holds(for: $0.value, isCaseSensitive: header.isCaseSensitive)
      }
    }
  }
}

extension VPCLattice.Match.Comparison {
  func holds(for text: String, isCaseSensitive: Bool) -> Bool {
    func folded(_ text: String) -> String { isCaseSensitive ? text : text.lowercased() }
    return switch self {
    case .exact(let wanted): folded(text) == folded(wanted)
    case .prefix(let wanted): folded(text).hasPrefix(folded(wanted))
    case .contains(let wanted): folded(text).firstRange(of: folded(wanted)) != nil
    }
  }
}

extension VPCLattice.Listener {
  /// What becomes of the request.
  package func action(for request: VPCLattice.Request) -> VPCLattice.Action {
    rules.values.sorted { $0.priority < $1.priority }.first { $0.match.holds(for: request) }?.action ?? action
  }
}

extension Region {
  /// - Throws: ResourceNotFoundException.
  package func latticeRule(
    _ reference: String, of listener: VPCLattice.Listener
  ) throws(ServiceFailure) -> VPCLattice.Rule {
    guard let rule = listener.rules.values.first(where: { $0.arn == reference || VPCLattice.id($0.arn) == reference })
    else { throw .latticeNotFound("RULE", reference) }
    return rule
  }

  /// CreateRule.
  /// - Throws: ConflictException for a name or a priority that is taken; ValidationException.
  package mutating func createLatticeRule(
    name: String, priority: Int, match: VPCLattice.Match, action: VPCLattice.Action, tags: [ECS.Tag],
    of listener: String, service: String
  ) throws(ServiceFailure) -> VPCLattice.Rule {
    let service = try latticeService(service)
    let listener = try latticeListener(listener, of: service)
    try checkPriority(priority, of: listener, except: nil)
    if let known = listener.rules.values.first(where: { $0.name == name }) {
      throw .latticeConflict(
        "RULE", VPCLattice.id(known.arn), "Rule with name \(name) already exists",
        why: "Names of rules are taken once in a listener.")
    }
    let rule = VPCLattice.Rule(
      arn: "\(listener.arn)/rule/rule-\(mint.hexadecimal(17))", name: name, priority: priority, match: match,
      action: try settled(action), createdAt: now, updatedAt: now, tags: tags)
    keep(rule, listener, service, "created")
    return rule
  }

  /// UpdateRule; nil keeps what was.
  package mutating func updateLatticeRule(
    _ reference: String, priority: Int?, match: VPCLattice.Match?, action: VPCLattice.Action?, of listener: String,
    service: String
  ) throws(ServiceFailure) -> VPCLattice.Rule {
    let service = try latticeService(service)
    let listener = try latticeListener(listener, of: service)
    var rule = try latticeRule(reference, of: listener)
    if let priority { try checkPriority(priority, of: listener, except: rule.arn) }
    rule.priority = priority ?? rule.priority
    rule.match = match ?? rule.match
    if let action { rule.action = try settled(action) }
    rule.updatedAt = now
    keep(rule, listener, service, "modified")
    return rule
  }

  /// DeleteRule.
  package mutating func deleteLatticeRule(
    _ reference: String, of listener: String, service: String
  ) throws(ServiceFailure) {
    let service = try latticeService(service)
    let listener = try latticeListener(listener, of: service)
    let rule = try latticeRule(reference, of: listener)
    lattice.services[service.arn]?.listeners[listener.arn]?.rules[rule.arn] = nil
    recordLoadBalancing("latticeService/\(service.name)", "rule \(rule.name) deleted")
    refreshLatticeUses()
  }

  private mutating func keep(
    _ rule: VPCLattice.Rule, _ listener: VPCLattice.Listener, _ service: VPCLattice.Service, _ what: String
  ) {
    lattice.services[service.arn]?.listeners[listener.arn]?.rules[rule.arn] = rule
    recordLoadBalancing("latticeService/\(service.name)", "rule \(rule.name) \(what)")
    refreshLatticeUses()
  }

  private func checkPriority(
    _ priority: Int, of listener: VPCLattice.Listener, except arn: String?
  ) throws(ServiceFailure) {
    guard (1...VPCLattice.highestPriority).contains(priority) else {
      throw .latticeInvalid("priority must be between 1 and \(VPCLattice.highestPriority)")
    }
    if let known = listener.rules.values.first(where: { $0.priority == priority && $0.arn != arn }) {
      throw .latticeConflict(
        "RULE", VPCLattice.id(known.arn), "Rule with priority \(priority) already exists",
        why: "Each rule of a listener has a priority of its own; the smallest that matches is the one.")
    }
  }
}
