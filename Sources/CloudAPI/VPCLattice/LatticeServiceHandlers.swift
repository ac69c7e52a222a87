/// Services of Amazon VPC Lattice, their listeners and labels at the border.
///
/// In: calls. Out: replies. Source: VPC Lattice API reference, the operations named below.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let latticeServiceHandlers: [String: Handler] = [
    "CreateService": createLatticeService,
    "GetService": getLatticeService,
    "ListServices": listLatticeServices,
    "DeleteService": deleteLatticeService,
    "CreateListener": createLatticeListener,
    "GetListener": getLatticeListener,
    "ListListeners": listLatticeListeners,
    "UpdateListener": updateLatticeListener,
    "DeleteListener": deleteLatticeListener,
    "TagResource": tagLatticeResource,
    "UntagResource": untagLatticeResource,
    "ListTagsForResource": listLatticeTags,
  ]

  @Sendable private static func createLatticeService(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let service = try region.createLatticeService(
      name: try input.latticeName("name"), authType: try input.latticeWord("authType", ["NONE", "AWS_IAM"]) ?? "NONE",
      customDomainName: try input.string("customDomainName"), certificateARN: try input.string("certificateArn"),
      tags: try input.latticeTags())
    var document = region.document(of: service)
    document["status"] = "CREATE_IN_PROGRESS"
    return document
  }

  @Sendable private static func getLatticeService(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    region.shown(try region.latticeService(call))
  }

  @Sendable private static func listLatticeServices(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let page = try call.input.page(of: Array(region.lattice.services.values), key: \.arn)
    let items = page.items.map { service in
      var document = region.shown(service)
      for member in ["authType", "certificateArn"] { document[member] = nil }
      return document
    }
    return Document.Object(rendering: ["items": items, "nextToken": page.nextToken])
  }

  @Sendable private static func deleteLatticeService(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let service = try region.deleteLatticeService(try call.input.requiredString("serviceIdentifier"))
    return Document.Object(rendering: [
      "id": service.id, "arn": service.arn, "name": service.name, "status": "DELETE_IN_PROGRESS",
    ])
  }

  // MARK: - Listeners

  @Sendable private static func createLatticeListener(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let transport = try input.latticeWord("protocol", ["HTTP", "HTTPS", "TLS_PASSTHROUGH"]) ?? ""
    guard transport != "TLS_PASSTHROUGH" else { throw .notSimulated("A listener of the protocol TLS_PASSTHROUGH") }
    let listener = try region.createLatticeListener(
      of: try input.requiredString("serviceIdentifier"), name: try input.latticeName("name"), transport: transport,
      port: try input.latticePort() ?? (transport == "HTTPS" ? 443 : 80),
      action: try input.latticeAction("defaultAction"),
      tags: try input.latticeTags())
    return document(of: listener, in: try region.latticeService(call))
  }

  @Sendable private static func getLatticeListener(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let service = try region.latticeService(call)
    let listener = try region.latticeListener(try call.input.requiredString("listenerIdentifier"), of: service)
    return document(of: listener, in: service).adding(times(of: listener))
  }

  @Sendable private static func listLatticeListeners(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let service = try region.latticeService(call)
    let page = try call.input.page(of: Array(service.listeners.values), key: \.arn)
    let items = page.items.map { listener in
      var document = document(of: listener, in: service).adding(times(of: listener))
      for member in ["serviceArn", "serviceId", "defaultAction"] { document[member] = nil }
      return document
    }
    return Document.Object(rendering: ["items": items, "nextToken": page.nextToken])
  }

  @Sendable private static func updateLatticeListener(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let listener = try region.updateLatticeListener(
      try input.requiredString("listenerIdentifier"), of: try input.requiredString("serviceIdentifier"),
      action: try input.latticeAction("defaultAction"))
    return document(of: listener, in: try region.latticeService(call))
  }

  @Sendable private static func deleteLatticeListener(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deleteLatticeListener(
      try call.input.requiredString("listenerIdentifier"), of: try call.input.requiredString("serviceIdentifier"))
    return [:]
  }

  private static func document(of listener: VPCLattice.Listener, in service: VPCLattice.Service) -> Document.Object {
    Document.Object(rendering: [
      "arn": listener.arn, "id": listener.id, "name": listener.name, "protocol": listener.transport,
      "port": listener.port, "serviceArn": service.arn, "serviceId": service.id, "defaultAction": listener.action,
    ])
  }

  private static func times(of listener: VPCLattice.Listener) -> Document.Object {
    Document.Object(rendering: ["createdAt": listener.createdAt, "lastUpdatedAt": listener.updatedAt])
  }

  // MARK: - Labels

  @Sendable private static func tagLatticeResource(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let arn = try call.input.requiredString("resourceArn")
    let known = try region.latticeTags(of: arn)
    region.setLatticeTags(try ECS.Tag.merged(known, with: try call.input.latticeTags()), of: arn)
    return [:]
  }

  @Sendable private static func untagLatticeResource(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let arn = try call.input.requiredString("resourceArn")
    let keys = try call.input.strings("tagKeys") ?? []
    region.setLatticeTags(try region.latticeTags(of: arn).filter { !keys.contains($0.key ?? "") }, of: arn)
    return [:]
  }

  @Sendable private static func listLatticeTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let tags = try region.latticeTags(of: try call.input.requiredString("resourceArn"))
    return [
      "tags": .object(
        Document.Object(uniqueMembers: tags.map { .init(key: $0.key ?? "", value: .string($0.value ?? "")) }))
    ]
  }
}

extension Region {
  /// The service that a request names.
  func latticeService(_ call: CloudAPI.Call) throws(ServiceFailure) -> VPCLattice.Service {
    try latticeService(try call.input.requiredString("serviceIdentifier"))
  }

  fileprivate func document(of service: VPCLattice.Service) -> Document.Object {
    Document.Object(rendering: [
      "id": service.id, "arn": service.arn, "name": service.name, "customDomainName": service.customDomainName,
      "certificateArn": service.certificateARN, "status": "ACTIVE", "authType": service.authType,
      "dnsEntry": latticeEntry(of: service),
    ])
  }

  /// Where the service is found by DNS.
  func latticeEntry(of service: VPCLattice.Service) -> Document.Object {
    Document.Object(rendering: [
      "domainName": service.domainName(in: self),
      "hostedZoneId": "Z" + derivedID("zone", of: "lattice/\(name)").suffix(17).uppercased(),
    ])
  }

  fileprivate func shown(_ service: VPCLattice.Service) -> Document.Object {
    document(of: service).adding(
      Document.Object(rendering: ["createdAt": service.createdAt, "lastUpdatedAt": service.createdAt]))
  }
}

extension Input {
  func latticeAction(_ member: String) throws(ServiceFailure) -> VPCLattice.Action {
    let action = try structure(member)
    if let fixed = try action?.structure("fixedResponse") {
      guard let status = try fixed.integer("statusCode"), (100...599).contains(status) else {
        throw .latticeInvalid("statusCode must be between 100 and 599")
      }
      return .fixedResponse(status: status)
    }
    var groups: [LoadBalancing.WeightedTargetGroup] = []
    for group in try action?.structure("forward")?.structures("targetGroups") ?? [] {
      groups.append(
        .init(arn: try group.requiredString("targetGroupIdentifier"), weight: try group.integer("weight") ?? 100))
    }
    guard !groups.isEmpty else {
      throw .latticeInvalid(
        "\(member) must have one member set", why: "Say forward={targetGroups=[{targetGroupIdentifier=ID}]}.")
    }
    return .forward(groups)
  }
}

extension VPCLattice.Action: Renderable {
  var rendered: Document {
    switch self {
    case .forward(let groups):
      let shown = groups.map { group in
        Document.Object(rendering: [
          "targetGroupIdentifier": VPCLattice.id(group.arn), "weight": group.weight,
        ])
      }
      return ["forward": ["targetGroups": shown.rendered]]
    case .fixedResponse(let status): return ["fixedResponse": ["statusCode": .integer(status)]]
    }
  }
}
