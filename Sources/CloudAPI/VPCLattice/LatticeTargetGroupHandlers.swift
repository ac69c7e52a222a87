/// Target groups of Amazon VPC Lattice and their targets at the border.
///
/// In: calls. Out: replies. Source: VPC Lattice API reference, the operations named below.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let latticeTargetGroupHandlers: [String: Handler] = [
    "CreateTargetGroup": createLatticeTargetGroup,
    "GetTargetGroup": getLatticeTargetGroup,
    "ListTargetGroups": listLatticeTargetGroups,
    "UpdateTargetGroup": updateLatticeTargetGroup,
    "DeleteTargetGroup": deleteLatticeTargetGroup,
    "RegisterTargets": registerLatticeTargets,
    "DeregisterTargets": deregisterLatticeTargets,
    "ListTargets": listLatticeTargets,
  ]

  @Sendable private static func createLatticeTargetGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let types = ["INSTANCE", "IP", "LAMBDA", "ALB"]
    let word = try input.latticeWord("type", types) ?? ""
    guard let type = LoadBalancing.TargetType(rawValue: word.lowercased()) else {
      throw .notSimulated("A target group of type \(word)")
    }
    var order = VPCLattice.TargetGroupOrder(name: try input.latticeName("name"), type: type)
    order.tags = try input.latticeTags()
    guard let config = try input.structure("config") else {
      throw .latticeInvalid("config is required for a target group of type \(word)")
    }
    if try config.latticeWord("protocol", ["HTTP", "HTTPS", "TCP"]) == "TCP" {
      throw .notSimulated("A target group of the protocol TCP")
    }
    if try config.latticeWord("ipAddressType", ["IPV4", "IPV6"]) == "IPV6" {
      throw .notSimulated("The IP address type IPV6")
    }
    if try config.string("protocol") == "HTTPS" { order.transport = .https }
    order.protocolVersion = try config.latticeWord("protocolVersion", ["HTTP1", "HTTP2", "GRPC"]) ?? "HTTP1"
    order.port = try config.latticePort()
    order.vpcID = try config.string("vpcIdentifier")
    order.check = try config.latticeHealthCheck()
    var document = region.document(ofLattice: try region.createLatticeTargetGroup(order), .afterChange)
    document["status"] = "CREATE_IN_PROGRESS"
    return document
  }

  @Sendable private static func getLatticeTargetGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    region.document(
      ofLattice: try region.latticeTargetGroup(try call.input.requiredString("targetGroupIdentifier")), .whole)
  }

  @Sendable private static func listLatticeTargetGroups(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (vpc, type) = (try call.input.string("vpcIdentifier"), try call.input.string("targetGroupType"))
    let found = region.lattice.targetGroups.values.filter { group in
      group.vpcID == vpc ?? group.vpcID && group.typeWord == type ?? group.typeWord
    }
    let page = try call.input.page(of: found, key: \.arn)
    return Document.Object(rendering: [
      "items": page.items.map { region.document(ofLattice: $0, .listed) }, "nextToken": page.nextToken,
    ])
  }

  @Sendable private static func updateLatticeTargetGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let group = try region.updateLatticeTargetGroup(
      try call.input.requiredString("targetGroupIdentifier"), try call.input.latticeHealthCheck())
    return region.document(ofLattice: group, .afterChange)
  }

  @Sendable private static func deleteLatticeTargetGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let group = try region.deleteLatticeTargetGroup(try call.input.requiredString("targetGroupIdentifier"))
    return Document.Object(rendering: [
      "id": VPCLattice.id(group.arn), "arn": group.arn, "status": "DELETE_IN_PROGRESS",
    ])
  }

  @Sendable private static func registerLatticeTargets(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (taken, failed) = try region.registerLatticeTargets(
      try call.input.latticeTargets(), in: try call.input.requiredString("targetGroupIdentifier"))
    return Document.Object(rendering: ["successful": taken, "unsuccessful": failed])
  }

  @Sendable private static func deregisterLatticeTargets(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (taken, failed) = try region.deregisterLatticeTargets(
      try call.input.latticeTargets(), from: try call.input.requiredString("targetGroupIdentifier"))
    return Document.Object(rendering: ["successful": taken, "unsuccessful": failed])
  }

  @Sendable private static func listLatticeTargets(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let group = try region.latticeTargetGroup(try call.input.requiredString("targetGroupIdentifier"))
    let wanted = try call.input.latticeTargets()
    let found = group.present(at: region.now).filter { target in
      wanted.isEmpty || wanted.contains { $0.id == target.key.id && $0.port ?? target.key.port == target.key.port }
    }
    let page = try call.input.page(of: found) { "\($0.key.id):\($0.key.port)" }
    let items = page.items.map { target in
      let state = region.health(of: target, in: group).state
      return Document.Object(rendering: [
        "id": target.key.id, "port": target.key.port, "status": state.rawValue.uppercased(),
        "reasonCode": state == .unhealthy ? "HealthCheckFailed" : nil,
      ])
    }
    return Document.Object(rendering: ["items": items, "nextToken": page.nextToken])
  }
}

// MARK: - What requests say

extension Input {
  /// One of `words`.
  func latticeWord(_ member: String, _ words: [String]) throws(ServiceFailure) -> String? {
    guard let word = try string(member) else { return nil }
    guard words.contains(word) else {
      throw .latticeInvalid("\(member) must be one of [\(words.joined(separator: ", "))]")
    }
    return word
  }

  /// Lower-case letters, digits and single hyphens, none at an end.
  func latticeName(_ member: String) throws(ServiceFailure) -> String {
    let name = try requiredString(member)
    let parts = name.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty
        && part.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    }
    guard isPlain, name.utf8.count >= 3, !["tg", "svc", "listener"].contains(String(parts[0]) ?? "") else {
      throw .latticeInvalid(
        "\(member) is not valid",
        why:
          "A name has lower-case letters, digits and single hyphens, at least three of them, and does not begin like "
          + "an id.")
    }
    return name
  }

  func latticePort() throws(ServiceFailure) -> Int? {
    guard let port = try integer("port") else { return nil }
    guard (1...65_535).contains(port) else { throw .latticeInvalid("port must be between 1 and 65535") }
    return port
  }

  func latticeTags() throws(ServiceFailure) -> [ECS.Tag] {
    let tags = (document("tags")?.object?.members ?? []).map { ECS.Tag(key: $0.key, value: $0.value.string ?? "") }
    try ECS.Tag.check(tags, refusedAs: "ValidationException")
    return tags
  }

  fileprivate func latticeTargets() throws(ServiceFailure) -> [(id: String, port: Int?)] {
    var targets: [(id: String, port: Int?)] = []
    for target in try structures("targets") ?? [] {
      targets.append((try target.requiredString("id"), try target.latticePort()))
    }
    return targets
  }

  fileprivate func latticeHealthCheck() throws(ServiceFailure) -> VPCLattice.HealthCheckSettings {
    var settings = VPCLattice.HealthCheckSettings()
    guard let check = try structure("healthCheck") else { return settings }
    settings.isEnabled = try check.boolean("enabled")
    settings.speech = try check.latticeWord("protocol", ["HTTP", "HTTPS"]).flatMap { .init(rawValue: $0) }
    settings.version = try check.latticeWord("protocolVersion", ["HTTP1", "HTTP2"])
    // 0 is the port that each target is registered with, as without one.
    settings.port = try check.integer("port") == 0 ? nil : try check.latticePort()
    settings.path = try check.string("path")
    settings.intervalSeconds = try check.integer("healthCheckIntervalSeconds")
    settings.timeoutSeconds = try check.integer("healthCheckTimeoutSeconds")
    settings.healthyThreshold = try check.integer("healthyThresholdCount")
    settings.unhealthyThreshold = try check.integer("unhealthyThresholdCount")
    settings.matcher = try check.structure("matcher")?.string("httpCode")
    return settings
  }
}

// MARK: - What replies show

/// How much of a target group a reply shows.
private enum LatticeForm {
  case listed, afterChange, whole
}

extension Region {
  fileprivate func document(ofLattice group: LoadBalancing.TargetGroup, _ form: LatticeForm) -> Document.Object {
    var document = Document.Object(rendering: [
      "id": VPCLattice.id(group.arn), "arn": group.arn, "name": group.name, "type": group.typeWord, "status": "ACTIVE",
    ])
    let basis: Document.Object = Document.Object(rendering: [
      "port": group.port, "protocol": group.transport.rawValue,
      "ipAddressType": group.targetType == .ip ? group.ipAddressType : nil, "vpcIdentifier": group.vpcID,
    ])
    if form == .listed {
      document = document.adding(basis)
    } else {
      document["config"] =
        basis.adding(
          Document.Object(rendering: [
            "protocolVersion": group.protocolVersion, "healthCheck": group.latticeHealthCheck,
          ])
        ).rendered
    }
    guard form != .afterChange else { return document }
    return document.adding(
      Document.Object(rendering: [
        "createdAt": group.lattice?.createdAt, "lastUpdatedAt": group.lattice?.updatedAt,
        "serviceArns": group.loadBalancers,
      ]))
  }
}

extension LoadBalancing.TargetGroup {
  fileprivate var typeWord: String { targetType.rawValue.uppercased() }

  fileprivate var latticeHealthCheck: Document.Object {
    let check = healthCheck
    return Document.Object(rendering: [
      "enabled": lattice?.isChecking, "protocol": check.speech.rawValue, "protocolVersion": lattice?.checkVersion,
      "port": check.port, "path": check.path, "healthCheckIntervalSeconds": check.intervalSeconds,
      "healthCheckTimeoutSeconds": check.timeoutSeconds, "healthyThresholdCount": check.healthyThreshold,
      "unhealthyThresholdCount": check.unhealthyThreshold,
      "matcher": check.matcher.map { ["httpCode": .string($0)] as Document },
    ])
  }
}

extension LoadBalancing.TargetKey: Renderable {
  var rendered: Document { ["id": .string(id), "port": .integer(port)] }
}

extension VPCLattice.FailedTarget: Renderable {
  var rendered: Document {
    [
      "id": .string(key.id), "port": .integer(key.port), "failureCode": .string(code),
      "failureMessage": .string(message),
    ]
  }
}
