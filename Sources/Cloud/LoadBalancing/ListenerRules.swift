/// Listeners and rules: which requests go to which target groups, and with what weights.
///
/// In: settings that the border has read. Out: listeners and rules; AWS's refusal before anything changed. A group that
/// a listener or rule leads to is checked from then on.
/// Source: Elastic Load Balancing API reference, CreateListener, ModifyListener, CreateRule, ModifyRule.
import Documents
import SimulationKit

extension LoadBalancing {
  /// What CreateListener and ModifyListener may give; nil where absent.
  package struct ListenerSettings: Sendable {
    package var port: Int?
    package var transport: TransportProtocol?
    package var certificates: [Document]?
    package var sslPolicy: String?
    package var actions: [Action]?
    package init() {}
  }
}

extension Region {
  package mutating func createListener(
    onLoadBalancer arn: String, _ settings: LoadBalancing.ListenerSettings, tags: [LoadBalancing.Tag]
  ) throws(ServiceFailure) -> LoadBalancing.Listener {
    guard let balancer = loadBalancing.loadBalancers[arn] else { throw .loadBalancerNotFound(arn) }
    guard let transport = settings.transport else {
      throw .validationError("A listener protocol must be specified", why: "Add --protocol, such as HTTP.")
    }
    guard let port = settings.port else {
      throw .validationError("A listener port must be specified", why: "Add --port, such as 80.")
    }
    guard !loadBalancing.listeners.values.contains(where: { $0.loadBalancer == arn && $0.port == port }) else {
      throw ServiceFailure(
        "DuplicateListener", "A listener already exists on this port for this load balancer '\(arn)'",
        why: "'aws elbv2 modify-listener' changes it.")
    }
    guard loadBalancing.listeners.values.count(where: { $0.loadBalancer == arn }) < 50 else {
      throw ServiceFailure("TooManyListeners", "The maximum number of listeners has been reached")
    }
    try check(transport, settings.certificates ?? [], of: balancer)
    try check(settings.actions ?? [], of: balancer, transport)
    let tail = "\(balancer.path)/\(mint.hexadecimal(16))"
    let listenerARN = loadBalancingARN("listener/\(tail)")
    let rule = LoadBalancing.Rule(
      arn: loadBalancingARN("listener-rule/\(tail)/\(mint.hexadecimal(16))"), listener: listenerARN, priority: nil,
      conditions: [], actions: settings.actions ?? [], tags: [])
    let listener = LoadBalancing.Listener(
      arn: listenerARN, loadBalancer: arn, port: port, transport: transport,
      certificates: settings.certificates ?? [],
      sslPolicy: transport.needsCertificate ? settings.sslPolicy ?? "ELBSecurityPolicy-2016-08" : nil,
      defaultRule: rule.arn, tags: tags)
    loadBalancing.listeners[listenerARN] = listener
    loadBalancing.rules[rule.arn] = rule
    refreshAssociations()
    recordLoadBalancing("listener/\(balancer.name):\(port)", "listener created")
    return listener
  }

  package mutating func modifyListener(
    _ arn: String, _ settings: LoadBalancing.ListenerSettings
  ) throws(ServiceFailure) -> LoadBalancing.Listener {
    guard var listener = loadBalancing.listeners[arn],
      let balancer = loadBalancing.loadBalancers[listener.loadBalancer]
    else { throw .listenerNotFound }
    let others = loadBalancing.listeners.values.filter { $0.loadBalancer == listener.loadBalancer && $0.arn != arn }
    if let port = settings.port, others.contains(where: { $0.port == port }) {
      throw .validationError("Listener port '\(port)' is already in use")
    }
    listener.port = settings.port ?? listener.port
    listener.transport = settings.transport ?? listener.transport
    listener.certificates = settings.certificates ?? listener.certificates
    listener.sslPolicy = settings.sslPolicy ?? listener.sslPolicy
    try check(listener.transport, listener.certificates, of: balancer)
    if let actions = settings.actions { try check(actions, of: balancer, listener.transport) }
    loadBalancing.listeners[arn] = listener
    if let actions = settings.actions { loadBalancing.rules[listener.defaultRule]?.actions = actions }
    refreshAssociations()
    recordLoadBalancing("listener/\(balancer.name):\(listener.port)", "listener modified")
    return listener
  }

  package mutating func deleteListener(_ arn: String) throws(ServiceFailure) {
    guard let listener = loadBalancing.listeners[arn] else { throw .listenerNotFound }
    let name = loadBalancing.loadBalancers[listener.loadBalancer]?.name ?? ""
    removeListener(arn)
    refreshAssociations()
    recordLoadBalancing("listener/\(name):\(listener.port)", "listener deleted")
  }

  mutating func removeListener(_ arn: String) {
    loadBalancing.listeners[arn] = nil
    loadBalancing.rules.removeAll { $1.listener == arn }
  }

  private func check(
    _ transport: LoadBalancing.TransportProtocol, _ certificates: [Document], of balancer: LoadBalancing.LoadBalancer
  ) throws(ServiceFailure) {
    guard transport.kind == balancer.kind else {
      let words = LoadBalancing.TransportProtocol.allCases.filter { $0.kind == balancer.kind }.map(\.rawValue)
      throw .validationError(
        "Listener protocol '\(transport.rawValue)' must be one of '\(words.joined(separator: ", "))'")
    }
    guard certificates.isEmpty != transport.needsCertificate else {
      throw .validationError(
        transport.needsCertificate
          ? "A certificate must be specified for \(transport.rawValue) listeners"
          : "A certificate cannot be specified for \(transport.rawValue) listeners")
    }
  }

  private func check(
    _ actions: [LoadBalancing.Action], of balancer: LoadBalancing.LoadBalancer,
    _ transport: LoadBalancing.TransportProtocol
  ) throws(ServiceFailure) {
    guard let last = actions.last else { throw .validationError("An action must be specified") }
    guard actions.count == 1 else {
      throw ServiceFailure(
        "InvalidLoadBalancerAction", "You may only have one forward, redirect, or fixed-response action",
        why: "The others, which authenticate users first, are not simulated.")
    }
    guard last.type == "forward" else {
      guard balancer.kind == .application else {
        throw ServiceFailure(
          "InvalidLoadBalancerAction", "\(last.type) actions are not supported for Network Load Balancers")
      }
      return
    }
    guard (1...5).contains(last.targetGroups.count) else {
      throw last.targetGroups.isEmpty
        ? .validationError("A target group ARN must be specified")
        : ServiceFailure("TooManyTargetGroups", "The maximum number of target groups for an action is 5")
    }
    for weighted in last.targetGroups {
      guard let group = loadBalancing.targetGroups[weighted.arn] else { throw .targetGroupNotFound(weighted.arn) }
      guard (0...999).contains(weighted.weight) else {
        throw .validationError("Target group weight '\(weighted.weight)' must be between 0 and 999")
      }
      guard group.transport.kind == transport.kind else {
        throw ServiceFailure(
          "InvalidConfigurationRequest",
          "The target group protocol '\(group.transport.rawValue)' is not compatible with the listener protocol "
            + "'\(transport.rawValue)'",
          why: "An application load balancer forwards to HTTP and HTTPS groups, a network load balancer to TCP, TLS, "
            + "UDP and TCP_UDP.")
      }
      guard group.vpcID == balancer.vpcID else {
        throw ServiceFailure(
          "InvalidConfigurationRequest",
          "The following target groups are not in the VPC of the load balancer '\(balancer.vpcID)': \(group.arn)")
      }
      guard group.loadBalancers.allSatisfy({ $0 == balancer.arn }) else {
        throw ServiceFailure(
          "TargetGroupAssociationLimit",
          "The following target groups cannot be associated with more than one load balancer: \(group.arn)")
      }
    }
  }
}

// MARK: - Rules

extension Region {
  package mutating func createRule(
    onListener arn: String, priority: Int, conditions: [Document], actions: [LoadBalancing.Action],
    tags: [LoadBalancing.Tag]
  ) throws(ServiceFailure) -> LoadBalancing.Rule {
    guard let listener = loadBalancing.listeners[arn],
      let balancer = loadBalancing.loadBalancers[listener.loadBalancer]
    else { throw .listenerNotFound }
    guard balancer.kind == .application else {
      throw ServiceFailure(
        "InvalidConfigurationRequest", "Rules are not supported for listeners of Network Load Balancers")
    }
    guard (1...50_000).contains(priority) else {
      throw .validationError("Priority '\(priority)' must be between 1 and 50000")
    }
    guard !loadBalancing.rules.values.contains(where: { $0.listener == arn && $0.priority == priority }) else {
      throw ServiceFailure("PriorityInUse", "Priority '\(priority)' is currently in use")
    }
    guard loadBalancing.rules.values.count(where: { $0.listener == arn }) <= 100 else {
      throw ServiceFailure("TooManyRules", "The maximum number of rules has been reached")
    }
    guard !conditions.isEmpty else { throw .validationError("A condition must be specified") }
    try check(actions, of: balancer, listener.transport)
    let tail = arn.split(separator: "/", maxSplits: 1).last.map(String.init) ?? ""
    let rule = LoadBalancing.Rule(
      arn: loadBalancingARN("listener-rule/\(tail)/\(mint.hexadecimal(16))"), listener: arn, priority: priority,
      conditions: conditions, actions: actions, tags: tags)
    loadBalancing.rules[rule.arn] = rule
    refreshAssociations()
    recordLoadBalancing("listener/\(balancer.name):\(listener.port)", "rule \(priority) created")
    return rule
  }

  package mutating func modifyRule(
    _ arn: String, conditions: [Document]?, actions: [LoadBalancing.Action]?
  ) throws(ServiceFailure) -> LoadBalancing.Rule {
    guard var rule = loadBalancing.rules[arn], let listener = loadBalancing.listeners[rule.listener],
      let balancer = loadBalancing.loadBalancers[listener.loadBalancer]
    else { throw .ruleNotFound }
    guard rule.priority != nil else {
      throw ServiceFailure(
        "OperationNotPermitted", "Default rule '\(arn)' cannot be modified",
        why: "The default rule is the listener's own: 'aws elbv2 modify-listener --default-actions' changes it.")
    }
    if let actions { try check(actions, of: balancer, listener.transport) }
    rule.conditions = conditions ?? rule.conditions
    rule.actions = actions ?? rule.actions
    loadBalancing.rules[arn] = rule
    refreshAssociations()
    recordLoadBalancing("listener/\(balancer.name):\(listener.port)", "rule \(rule.priority ?? 0) modified")
    return rule
  }

  package mutating func deleteRule(_ arn: String) throws(ServiceFailure) {
    guard let rule = loadBalancing.rules[arn], let listener = loadBalancing.listeners[rule.listener] else {
      throw .ruleNotFound
    }
    guard let priority = rule.priority else {
      throw ServiceFailure("OperationNotPermitted", "Default rule '\(arn)' cannot be deleted")
    }
    loadBalancing.rules[arn] = nil
    refreshAssociations()
    let name = loadBalancing.loadBalancers[listener.loadBalancer]?.name ?? ""
    recordLoadBalancing("listener/\(name):\(listener.port)", "rule \(priority) deleted")
  }
}
