/// Making, changing and deleting target groups.
///
/// In: settings that the border has read. Out: groups; AWS's refusal before anything changed.
/// Source: Elastic Load Balancing API reference, CreateTargetGroup, ModifyTargetGroup, ModifyTargetGroupAttributes.
import SimulationKit

extension LoadBalancing {
  /// What requests may say of health checks; nil where absent.
  package struct HealthCheckSettings: Sendable {
    package var speech: HealthCheck.Speech?
    /// `traffic-port` or a number.
    package var port: String?
    package var path: String?
    package var intervalSeconds: Int?
    package var timeoutSeconds: Int?
    package var healthyThreshold: Int?
    package var unhealthyThreshold: Int?
    package var matcher: String?
    package init() {}
  }

  package struct TargetGroupOrder: Sendable {
    package var name: String
    package var transport: TransportProtocol?
    package var protocolVersion: String?
    package var port: Int?
    package var vpcID: String?
    package var targetType = TargetType.instance
    package var ipAddressType = "ipv4"
    package var healthCheck = HealthCheckSettings()
    package var tags: [Tag] = []
    package init(name: String) { self.name = name }
  }
}

extension Region {
  /// CreateTargetGroup; one of the same name and settings is given back as it is.
  package mutating func createTargetGroup(
    _ order: LoadBalancing.TargetGroupOrder
  ) throws(ServiceFailure) -> LoadBalancing.TargetGroup {
    try checkLoadBalancingName(order.name, of: "target group")
    guard let transport = order.transport else {
      throw .validationError("A protocol must be specified", why: "Add --protocol, such as HTTP.")
    }
    guard let port = order.port else {
      throw .validationError("A port must be specified", why: "Add --port: the one that the containers listen on.")
    }
    guard let vpc = order.vpcID else {
      throw .validationError("A VPC ID must be specified", why: "Add --vpc-id.")
    }
    guard network.vpcs[vpc] != nil else {
      throw .validationError(
        "The VPC ID '\(vpc)' is not found", why: "\(name) has \(network.vpcs.keys.joined(separator: ", ")).")
    }
    let check = try LoadBalancing.HealthCheck(order.healthCheck, for: transport)
    if let existing = loadBalancing.targetGroups.values.first(where: { $0.name == order.name }) {
      guard existing.transport == transport, existing.port == port, existing.vpcID == vpc,
        existing.targetType == order.targetType, existing.healthCheck == check
      else {
        throw ServiceFailure(
          "DuplicateTargetGroupName",
          "A target group with the same name '\(order.name)' exists, but with different settings")
      }
      return existing
    }
    let group = LoadBalancing.TargetGroup(
      arn: loadBalancingARN("targetgroup/\(order.name)/\(mint.hexadecimal(16))"), name: order.name,
      transport: transport,
      protocolVersion: transport.kind == .application ? order.protocolVersion ?? "HTTP1" : nil, port: port, vpcID: vpc,
      targetType: order.targetType, ipAddressType: order.ipAddressType, healthCheck: check, tags: order.tags)
    loadBalancing.targetGroups[group.arn] = group
    recordLoadBalancing("targetGroup/\(order.name)", "target group created")
    return group
  }

  /// ModifyTargetGroup; its targets are checked by the new settings after their next interval.
  package mutating func modifyTargetGroup(
    _ arn: String, _ settings: LoadBalancing.HealthCheckSettings
  ) throws(ServiceFailure) -> LoadBalancing.TargetGroup {
    guard let group = loadBalancing.targetGroups[arn] else { throw .targetGroupNotFound }
    let check = try LoadBalancing.HealthCheck(settings, for: group.transport, before: group.healthCheck)
    recordLoadBalancing("targetGroup/\(group.name)", "target group modified")
    guard check != group.healthCheck else { return group }
    let before = LoadBalancing.TargetChecks.Settings(group.healthCheck, of: group.transport.kind)
    let (now, settings) = (now, LoadBalancing.TargetChecks.Settings(check, of: group.transport.kind))
    loadBalancing.targetGroups[arn]?.healthCheck = check
    for target in group.targets.values where target.drainsUntil == nil {
      let reference = LoadBalancing.TargetReference(targetGroup: arn, key: target.key)
      changeTarget(reference) { $0.checks.change(from: before, to: settings, at: now) }
      watch(reference, answersAnew: true)
    }
    return loadBalancing.targetGroups[arn] ?? group
  }

  /// DeleteTargetGroup; one that is gone is no error.
  /// - Throws: ResourceInUse while a listener or rule leads there.
  package mutating func deleteTargetGroup(_ arn: String) throws(ServiceFailure) {
    guard let group = loadBalancing.targetGroups[arn] else { return }
    guard group.loadBalancers.isEmpty else {
      throw ServiceFailure(
        "ResourceInUse", "Target group '\(arn)' is currently in use by a listener or a rule",
        why: "Delete the listener or rule that leads there first, or its load balancer.")
    }
    letGo(of: group)
    loadBalancing.targetGroups[arn] = nil
    recordLoadBalancing("targetGroup/\(group.name)", "target group deleted")
  }

  package mutating func modifyTargetGroupAttributes(
    _ arn: String, _ changes: [(key: String, value: String)]
  ) throws(ServiceFailure) -> LoadBalancing.TargetGroup {
    guard var group = loadBalancing.targetGroups[arn] else { throw .targetGroupNotFound }
    let usual = LoadBalancing.TargetGroup.usualAttributes(group.transport.kind)
    if let type = changes.last(where: { $0.key == "stickiness.type" })?.value { try check(stickiness: type, of: group) }
    for (key, value) in changes {
      guard usual.contains(where: { $0.key == key }) else {
        throw .validationError(
          "Target group attribute key '\(key)' is not recognized",
          why: "'aws elbv2 describe-target-group-attributes' shows the keys of this group.")
      }
      if let limits = Self.wholeNumbers(key), !limits.contains(Int(value) ?? -1) {
        throw .validationError(
          "Target group attribute '\(key)' must be between '\(limits.lowerBound)' and '\(limits.upperBound)' seconds")
      }
      if key.hasSuffix(".enabled"), key != "load_balancing.cross_zone.enabled", !["true", "false"].contains(value) {
        throw .validationError("Target group attribute '\(key)' must be 'true' or 'false'")
      }
      group.changedAttributes[key] = value
    }
    if let drains = group.attribute(LoadBalancing.TargetGroup.drainingInterval), drains != "0",
      group.attribute(LoadBalancing.TargetGroup.endsConnections) != "false"
    {
      throw .validationError(
        "'\(LoadBalancing.TargetGroup.drainingInterval)' can only be configured when "
          + "'\(LoadBalancing.TargetGroup.endsConnections)' is 'false'")
    }
    loadBalancing.targetGroups[arn] = group
    recordLoadBalancing("targetGroup/\(group.name)", "target group attributes modified")
    return group
  }

  /// By cookies of HTTP, or by the address that a connection comes from.
  private func check(stickiness type: String, of group: LoadBalancing.TargetGroup) throws(ServiceFailure) {
    guard ["app_cookie", "lb_cookie", "source_ip"].contains(type) else {
      throw .validationError("'Stickiness type' must be one of [app_cookie, lb_cookie, source_ip]")
    }
    guard (type == "source_ip") == (group.transport.kind == .network) else {
      throw ServiceFailure(
        "InvalidConfigurationRequest",
        "Stickiness type '\(type)' is not supported for target groups with the \(group.transport.rawValue) protocol")
    }
  }

  private static func wholeNumbers(_ key: String) -> ClosedRange<Int>? {
    switch key {
    case "deregistration_delay.timeout_seconds": 0...3_600
    case LoadBalancing.TargetGroup.drainingInterval: 0...360_000
    case "slow_start.duration_seconds": 0...900
    case "stickiness.lb_cookie.duration_seconds", "stickiness.app_cookie.duration_seconds": 1...604_800
    default: nil
    }
  }
}

extension LoadBalancing.HealthCheck {
  /// Settings over the defaults of the group's protocol, or over those `before`.
  init(
    _ settings: LoadBalancing.HealthCheckSettings, for transport: LoadBalancing.TransportProtocol,
    before: LoadBalancing.HealthCheck? = nil
  ) throws(ServiceFailure) {
    let usualSpeech = transport.kind == .application ? Speech.http : .tcp
    let speech = settings.speech ?? before?.speech ?? usualSpeech
    guard speech != .tcp || transport.kind == .network else {
      throw .validationError(
        "Health check protocol 'TCP' is not supported for target groups with the protocol '\(transport.rawValue)'")
    }
    let isHTTP = speech.isHTTP
    guard isHTTP || (settings.path == nil && settings.matcher == nil) else {
      throw .validationError("Health check path and matcher are not supported for health checks with protocol 'TCP'")
    }
    let same = before?.speech == speech ? before : nil
    self.init(
      speech: speech, port: before?.port, path: isHTTP ? settings.path ?? same?.path ?? "/" : nil,
      intervalSeconds: settings.intervalSeconds ?? before?.intervalSeconds ?? 30,
      timeoutSeconds: settings.timeoutSeconds ?? before?.timeoutSeconds ?? Self.usualTimeout(speech, transport),
      healthyThreshold: settings.healthyThreshold ?? before?.healthyThreshold ?? 5,
      unhealthyThreshold: settings.unhealthyThreshold ?? before?.unhealthyThreshold ?? 2,
      matcher: isHTTP ? settings.matcher ?? same?.matcher ?? Self.usualMatcher(transport) : nil)
    if let text = settings.port {
      guard text == "traffic-port" || (1...65_535).contains(Int(text) ?? 0) else {
        throw .validationError("Health check port '\(text)' must be 'traffic-port' or a port number")
      }
      port = Int(text)
    }
    try check(for: transport.kind)
  }

  /// A captured group of an application load balancer has 5 s, whatever the API reference says of HTTP.
  private static func usualTimeout(_ speech: Speech, _ transport: LoadBalancing.TransportProtocol) -> Int {
    switch (transport.kind, speech) {
    case (.application, _): 5
    case (.network, .http): 6
    case (.network, .https), (.network, .tcp), (.network, .ssl): 10
    }
  }

  private static func usualMatcher(_ transport: LoadBalancing.TransportProtocol) -> String {
    transport.kind == .application ? "200" : "200-399"
  }

  private func check(for kind: LoadBalancing.Kind) throws(ServiceFailure) {
    func hold(_ value: Int, _ range: ClosedRange<Int>, _ name: String) throws(ServiceFailure) {
      guard range.contains(value) else {
        throw .validationError("\(name) '\(value)' must be between \(range.lowerBound) and \(range.upperBound)")
      }
    }
    try hold(intervalSeconds, 5...300, "Health check interval")
    try hold(timeoutSeconds, 2...120, "Health check timeout")
    try hold(healthyThreshold, 2...10, "Healthy threshold count")
    try hold(unhealthyThreshold, 2...10, "Unhealthy threshold count")
    // Groups of a network load balancer may take the whole interval.
    let mayBeEqual = kind == .network
    guard timeoutSeconds < intervalSeconds || (mayBeEqual && timeoutSeconds == intervalSeconds) else {
      throw .validationError(
        "Health check timeout '\(timeoutSeconds)' must be smaller than \(mayBeEqual ? "or equal to " : "")"
          + "the interval '\(intervalSeconds)'")
    }
    if let path, !path.hasPrefix("/") {
      throw .validationError("Health check path '\(path)' must begin with '/'")
    }
    if let matcher, Self.codes(matcher) == nil {
      throw .validationError(
        "Health check matcher HTTP code '\(matcher)' is not valid", why: "Write 200, 200,202 or 200-299.")
    }
  }
}
