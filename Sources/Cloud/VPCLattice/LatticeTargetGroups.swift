/// Target groups of VPC Lattice and their targets: made, changed, deleted; registered and taken out.
///
/// In: settings that the border has read. Out: groups; the service's refusal before anything changed.
/// Source: VPC Lattice API reference, CreateTargetGroup, UpdateTargetGroup, DeleteTargetGroup, RegisterTargets,
/// DeregisterTargets. The texts of its refusals are not published: they are our own, in AWS's manner.
import SimulationKit

extension VPCLattice {
  package struct TargetGroupOrder: Sendable {
    package var name: String
    package var type: LoadBalancing.TargetType
    package var transport = LoadBalancing.TransportProtocol.http
    package var protocolVersion = "HTTP1"
    package var port: Int?
    package var vpcID: String?
    package var check = HealthCheckSettings()
    package var tags: [ECS.Tag] = []
    package init(name: String, type: LoadBalancing.TargetType) {
      self.name = name
      self.type = type
    }
  }

  /// What requests may say of health checks; nil where absent.
  package struct HealthCheckSettings: Sendable {
    package var isEnabled: Bool?
    package var version: String?
    package var speech: LoadBalancing.HealthCheck.Speech?
    package var port: Int?
    package var path: String?
    package var intervalSeconds: Int?
    package var timeoutSeconds: Int?
    package var healthyThreshold: Int?
    package var unhealthyThreshold: Int?
    package var matcher: String?
    package init() {}
  }

  package struct FailedTarget: Sendable {
    package let key: LoadBalancing.TargetKey
    package let code: String
    package let message: String
  }
}

extension Region {
  /// - Parameter reference: an id or an ARN.
  /// - Throws: ResourceNotFoundException.
  package func latticeTargetGroup(_ reference: String) throws(ServiceFailure) -> LoadBalancing.TargetGroup {
    guard let group = lattice.targetGroups[reference] ?? lattice.targetGroups[latticeARN("targetgroup/\(reference)")]
    else { throw .latticeNotFound("TARGET_GROUP", reference) }
    return group
  }

  /// CreateTargetGroup.
  /// - Throws: ValidationException; ConflictException for a name that is taken.
  package mutating func createLatticeTargetGroup(
    _ order: VPCLattice.TargetGroupOrder
  ) throws(ServiceFailure) -> LoadBalancing.TargetGroup {
    if let known = lattice.targetGroups.values.first(where: { $0.name == order.name }) {
      throw .latticeConflict(
        "TARGET_GROUP", VPCLattice.id(known.arn), "Target group with name \(order.name) already exists",
        why: "Names of target groups are taken once in a Region.")
    }
    guard let vpc = order.vpcID, network.vpcs[vpc] != nil else {
      throw .latticeInvalid(
        order.vpcID.map { "The VPC \($0) does not exist" } ?? "vpcIdentifier is required for the type of target group",
        why: "\(name) has \(network.vpcs.keys.joined(separator: ", ")).")
    }
    let check = try LoadBalancing.HealthCheck(order.check, usual: .usual(of: order.transport))
    var group = LoadBalancing.TargetGroup(
      arn: latticeARN("targetgroup/tg-\(mint.hexadecimal(17))"), name: order.name, transport: order.transport,
      protocolVersion: order.protocolVersion, port: order.port ?? (order.transport == .https ? 443 : 80), vpcID: vpc,
      targetType: order.type, ipAddressType: "IPV4", healthCheck: check, tags: [])
    group.tags = order.tags.map { .init(key: $0.key ?? "", value: $0.value) }
    group.lattice = .init(
      isChecking: order.check.isEnabled ?? (order.protocolVersion == "HTTP1"),
      checkVersion: order.check.version ?? "HTTP1", createdAt: now, updatedAt: now)
    lattice.targetGroups[group.arn] = group
    recordLoadBalancing("targetGroup/\(order.name)", "target group created")
    return group
  }

  /// UpdateTargetGroup; its targets are checked by the new settings.
  package mutating func updateLatticeTargetGroup(
    _ reference: String, _ settings: VPCLattice.HealthCheckSettings
  ) throws(ServiceFailure) -> LoadBalancing.TargetGroup {
    let group = try latticeTargetGroup(reference)
    let check = try LoadBalancing.HealthCheck(settings, usual: group.healthCheck)
    let now = now
    changeTargetGroup(group.arn) { group in
      group.healthCheck = check
      if let isEnabled = settings.isEnabled { group.lattice?.isChecking = isEnabled }
      if let version = settings.version { group.lattice?.checkVersion = version }
      group.lattice?.updatedAt = now
    }
    recordLoadBalancing("targetGroup/\(group.name)", "target group modified")
    beginChecks(ofGroup: group.arn)
    return try latticeTargetGroup(reference)
  }

  /// DeleteTargetGroup.
  /// - Throws: ConflictException while a listener leads there.
  package mutating func deleteLatticeTargetGroup(
    _ reference: String
  ) throws(ServiceFailure) -> LoadBalancing.TargetGroup {
    let group = try latticeTargetGroup(reference)
    guard group.loadBalancers.isEmpty else {
      throw .latticeConflict(
        "TARGET_GROUP", VPCLattice.id(group.arn), "Target group \(VPCLattice.id(group.arn)) is in use",
        why: "Delete the listener that leads there first, or its service.")
    }
    letGo(of: group)
    lattice.targetGroups[group.arn] = nil
    recordLoadBalancing("targetGroup/\(group.name)", "target group deleted")
    return group
  }

  /// RegisterTargets.
  /// - Returns: those that were taken, and those that were not.
  package mutating func registerLatticeTargets(
    _ entries: [(id: String, port: Int?)], in reference: String
  ) throws(ServiceFailure) -> (taken: [LoadBalancing.TargetKey], failed: [VPCLattice.FailedTarget]) {
    let group = try latticeTargetGroup(reference)
    var taken: [LoadBalancing.TargetKey] = []
    var failed: [VPCLattice.FailedTarget] = []
    for entry in entries {
      let key = LoadBalancing.TargetKey(id: entry.id, port: entry.port ?? group.port)
      do throws(ServiceFailure) {
        let zone = try targetZone(of: entry.id, asked: nil, in: group)
        register(key, zone: zone, task: task(behind: key, group.targetType), in: group.arn)
        taken.append(key)
      } catch {
        let kind = group.targetType == .ip ? "IP address" : "Instance"
        failed.append(
          .init(
            key: key, code: "UnsupportedTarget",
            message: "\(kind) targets must be in the same VPC as their target group"))
      }
    }
    if !taken.isEmpty { recordLoadBalancing("targetGroup/\(group.name)", "targets registered") }
    return (taken, failed)
  }

  /// DeregisterTargets.
  /// - Returns: those that were there, and those that were not.
  package mutating func deregisterLatticeTargets(
    _ entries: [(id: String, port: Int?)], from reference: String
  ) throws(ServiceFailure) -> (taken: [LoadBalancing.TargetKey], failed: [VPCLattice.FailedTarget]) {
    let group = try latticeTargetGroup(reference)
    let keys = entries.map { LoadBalancing.TargetKey(id: $0.id, port: $0.port ?? group.port) }
    let known = keys.filter { group.registered($0) != nil }
    deregisterByHand(known, from: group)
    let failed = keys.filter { !known.contains($0) }.map {
      VPCLattice.FailedTarget(key: $0, code: "TargetNotFound", message: "The target is not registered")
    }
    return (known, failed)
  }

}

extension LoadBalancing.HealthCheck {
  /// VPC Lattice User Guide, "Health check settings".
  static func usual(of transport: LoadBalancing.TransportProtocol) -> Self {
    Self(
      speech: transport == .https ? .https : .http, port: nil, path: "/", intervalSeconds: 30, timeoutSeconds: 5,
      healthyThreshold: 5, unhealthyThreshold: 2, matcher: "200")
  }

  /// Settings over `usual`; a number of 0 sets its own default again.
  fileprivate init(_ settings: VPCLattice.HealthCheckSettings, usual: Self) throws(ServiceFailure) {
    let defaults = Self.usual(of: .http)
    func number(
      _ given: Int?, _ kept: Int, _ zero: Int, in range: ClosedRange<Int>, _ name: String
    ) throws(ServiceFailure) -> Int {
      guard let given else { return kept }
      guard given == 0 || range.contains(given) else {
        throw .latticeInvalid("\(name) must be between \(range.lowerBound) and \(range.upperBound)")
      }
      return given == 0 ? zero : given
    }
    self = usual
    speech = settings.speech ?? speech
    port = settings.port ?? port
    path = settings.path ?? path
    matcher = settings.matcher.map { $0.isEmpty ? "200" : $0 } ?? matcher
    intervalSeconds = try number(
      settings.intervalSeconds, intervalSeconds, defaults.intervalSeconds, in: 5...300, "healthCheckIntervalSeconds")
    timeoutSeconds = try number(
      settings.timeoutSeconds, timeoutSeconds, defaults.timeoutSeconds, in: 1...120, "healthCheckTimeoutSeconds")
    healthyThreshold = try number(
      settings.healthyThreshold, healthyThreshold, defaults.healthyThreshold, in: 2...10, "healthyThresholdCount")
    unhealthyThreshold = try number(
      settings.unhealthyThreshold, unhealthyThreshold, defaults.unhealthyThreshold, in: 2...10,
      "unhealthyThresholdCount")
    guard let matcher, Self.codes(matcher) != nil, path?.hasPrefix("/") ?? true else {
      throw .latticeInvalid(
        "The health check's matcher or path is not valid",
        why: "Codes are written 200, 200,202 or 200-299, and a path begins with '/'.")
    }
  }
}
