/// AWS Cloud Map at the border: namespaces, services and the tasks that are found through them.
///
/// In: calls. Out: replies. Source: Cloud Map API reference, the operations named below.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let cloudMapHandlers: [String: Handler] = [
    "CreateHttpNamespace": createHTTPNamespace,
    "CreatePrivateDnsNamespace": createPrivateDNSNamespace,
    "GetNamespace": getNamespace,
    "ListNamespaces": listNamespaces,
    "DeleteNamespace": deleteNamespace,
    "GetOperation": getOperation,
    "CreateService": createDiscoveryService,
    "GetService": getDiscoveryService,
    "ListServices": listDiscoveryServices,
    "DeleteService": deleteDiscoveryService,
    "ListInstances": listDiscoveryInstances,
    "DiscoverInstances": discoverInstances,
    "GetInstancesHealthStatus": getInstancesHealthStatus,
  ]

  // MARK: - Namespaces

  @Sendable private static func createHTTPNamespace(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try create(.http, call.input, &region)
  }

  @Sendable private static func createPrivateDNSNamespace(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let record = try call.input.structure("Properties")?.structure("DnsProperties")?.structure("SOA")
    return try create(
      .privateDNS(vpc: try call.input.requiredString("Vpc")), call.input, recordTTLSeconds: try record?.integer("TTL"),
      &region)
  }

  private static func create(
    _ kind: CloudMap.Namespace.Kind, _ input: Input, recordTTLSeconds: Int? = nil, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let operation = try region.createNamespace(
      try input.requiredString("Name"), kind, description: try input.string("Description"),
      creatorRequestID: try input.string("CreatorRequestId"), recordTTLSeconds: recordTTLSeconds)
    return ["OperationId": .string(operation.id)]
  }

  @Sendable private static func getNamespace(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let namespace = try region.namespace(byID: try call.input.requiredString("Id"))
    var document = region.document(of: namespace)
    document["CreatorRequestId"] = namespace.creatorRequestID.map(Document.string)
    return Document.Object(rendering: ["Namespace": document])
  }

  @Sendable private static func listNamespaces(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    var found = region.namespaces
    for filter in try call.input.structures("Filters") ?? [] {
      let values = try filter.strings("Values") ?? []
      switch try filter.requiredString("Name") {
      case "TYPE": found = found.filter { values.contains($0.kind.typeName) }
      case "NAME", "HTTP_NAME": found = found.filter { values.contains($0.name) }
      case let name: throw .notSimulated("The filter \(name) of namespaces")
      }
    }
    let page = try call.input.discoveryPage(of: found, key: \.id)
    return Document.Object(rendering: [
      "Namespaces": page.items.map { region.document(of: $0) }, "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func deleteNamespace(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let operation = try region.deleteNamespace(try call.input.requiredString("Id"))
    return ["OperationId": .string(operation.id)]
  }

  @Sendable private static func getOperation(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let id = try call.input.requiredString("OperationId")
    guard let operation = region.cloudMap.operations[id] else {
      throw ServiceFailure("OperationNotFound", "No operation exists with the specified ID.")
    }
    let isOver = operation.endsAt <= region.now
    return Document.Object(rendering: [
      "Operation": Document.Object(rendering: [
        "Id": operation.id, "OwnerAccount": region.account, "Type": operation.type,
        "Status": isOver ? "SUCCESS" : operation.createdAt == region.now ? "SUBMITTED" : "PENDING",
        "CreateDate": operation.createdAt, "UpdateDate": isOver ? operation.endsAt : operation.createdAt,
        "Targets": Document.Object(rendering: ["NAMESPACE": operation.namespaceID]),
      ])
    ])
  }

  // MARK: - Services

  @Sendable private static func createDiscoveryService(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let dns = try input.structure("DnsConfig")
    let (own, ofDNS) = (try input.string("NamespaceId"), try dns?.string("NamespaceId"))
    guard let namespace = own ?? ofDNS else {
      throw ServiceFailure(
        "InvalidInput", "NamespaceId must be specified.",
        why:
          "A service stands in a namespace: --namespace-id NS-ID, as 'aws servicediscovery list-namespaces' shows it.")
    }
    guard !input.has("HealthCheckConfig") else {
      throw ServiceFailure(
        "InvalidInput", "HealthCheckConfig can only be specified for services in public DNS namespaces.",
        why: "ECS reports the health of its tasks by itself: use --health-check-custom-config.")
    }
    var records: [CloudMap.DNSRecord] = []
    for record in try dns?.structures("DnsRecords") ?? [] {
      let type = try record.requiredString("Type")
      guard ["A", "SRV"].contains(type) else { throw .notSimulated("A DNS record of type \(type)") }
      records.append(.init(type: type, ttlSeconds: try record.integer("TTL") ?? 60))
    }
    let service = try region.createDiscoveryService(
      try input.requiredString("Name"), inNamespace: namespace, description: try input.string("Description"),
      creatorRequestID: try input.string("CreatorRequestId"), routingPolicy: try dns?.string("RoutingPolicy"),
      records: records, hasCustomHealth: input.has("HealthCheckCustomConfig"))
    return Document.Object(rendering: ["Service": region.document(of: service)])
  }

  @Sendable private static func getDiscoveryService(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let service = try region.discoveryService(try call.input.requiredString("Id"))
    return Document.Object(rendering: ["Service": region.document(of: service)])
  }

  @Sendable private static func listDiscoveryServices(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    var found = region.discoveryServices
    for filter in try call.input.structures("Filters") ?? [] {
      let values = try filter.strings("Values") ?? []
      switch try filter.requiredString("Name") {
      case "NAMESPACE_ID": found = found.filter { values.contains($0.namespaceID) }
      case let name: throw .notSimulated("The filter \(name) of services")
      }
    }
    let page = try call.input.discoveryPage(of: found, key: \.id)
    let services = page.items.map { service in
      var document = region.document(of: service)
      document["NamespaceId"] = nil
      document["CreatorRequestId"] = nil
      return document
    }
    return Document.Object(rendering: ["Services": services, "NextToken": page.nextToken])
  }

  @Sendable private static func deleteDiscoveryService(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deleteDiscoveryService(try call.input.requiredString("Id"))
    return [:]
  }

  // MARK: - Instances

  @Sendable private static func listDiscoveryInstances(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let service = try region.discoveryService(try call.input.requiredString("ServiceId"))
    let page = try call.input.discoveryPage(of: service.instances.map { $0 }, key: \.key)
    let instances = page.items.map { id, attributes in
      Document.Object(rendering: ["Id": id, "Attributes": attributes, "CreatedByAccount": region.account])
    }
    return Document.Object(rendering: [
      "ResourceOwner": region.account, "Instances": instances, "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func getInstancesHealthStatus(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let service = try region.discoveryService(try call.input.requiredString("ServiceId"))
    let wanted = try call.input.strings("Instances")
    if let unknown = wanted?.first(where: { service.instances[$0] == nil }) {
      throw ServiceFailure("InstanceNotFound", "The instance with ID \(unknown) doesn't exist in \(service.id).")
    }
    let ids = service.instances.keys.elements.filter { wanted?.contains($0) ?? true }
    let page = try call.input.discoveryPage(of: ids, key: \.self)
    var health = Document.Object()
    for id in page.items { health[id] = .string(region.health(ofDiscoveryInstance: id)) }
    return Document.Object(rendering: ["Status": health, "NextToken": page.nextToken])
  }

  @Sendable private static func discoverInstances(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let name = try input.requiredString("NamespaceName")
    guard let namespace = region.namespaces.first(where: { $0.name == name }) else {
      throw ServiceFailure("NamespaceNotFound", "The specified namespace \(name) doesn't exist.")
    }
    let wanted = try input.requiredString("ServiceName")
    let services = region.discoveryServices
    guard let service = services.first(where: { $0.namespaceID == namespace.id && $0.name == wanted }) else {
      throw ServiceFailure("ServiceNotFound", "The specified service \(wanted) doesn't exist in \(name).")
    }
    let query = input.document("QueryParameters")?.object?.members ?? []
    let matching = service.instances.filter { instance in query.allSatisfy { instance.value[$0.key] == $0.value } }
    let healthy = matching.filter { region.health(ofDiscoveryInstance: $0.key) == "HEALTHY" }
    let filter = try input.choice(
      "HealthStatus", called: "HealthStatus", of: ["HEALTHY", "UNHEALTHY", "ALL", "HEALTHY_OR_ELSE_ALL"])
    let shown =
      switch filter ?? "HEALTHY_OR_ELSE_ALL" {
      case "HEALTHY": healthy
      case "UNHEALTHY": matching.filter { region.health(ofDiscoveryInstance: $0.key) != "HEALTHY" }
      case "ALL": matching
      default: healthy.isEmpty ? matching : healthy
      }
    let instances = shown.prefix(try input.integer("MaxResults") ?? 100).map { instance in
      Document.Object(rendering: [
        "InstanceId": instance.key, "NamespaceName": name, "ServiceName": wanted,
        "HealthStatus": region.health(ofDiscoveryInstance: instance.key), "Attributes": instance.value,
      ])
    }
    return Document.Object(rendering: ["Instances": instances, "InstancesRevision": service.instances.count])
  }
}

extension Region {
  func document(of namespace: CloudMap.Namespace) -> Document.Object {
    let zone = "Z" + namespace.id.dropFirst("ns-".count).uppercased()
    // A namespace without a zone has a record of the zone all the same, an empty one.
    let properties = Document.Object(rendering: [
      "DnsProperties": Document.Object(rendering: [
        "HostedZoneId": namespace.kind == .http ? nil : zone,
        "SOA": Document.Object(rendering: ["TTL": namespace.recordTTLSeconds]),
      ]), "HttpProperties": Document.Object(rendering: ["HttpName": namespace.name]),
    ])
    return Document.Object(rendering: [
      "Id": namespace.id, "Arn": arn(ofNamespace: namespace), "ResourceOwner": account, "Name": namespace.name,
      "Type": namespace.kind.typeName, "Description": namespace.description,
      "ServiceCount": discoveryServices.count { $0.namespaceID == namespace.id }, "Properties": properties,
      "CreateDate": namespace.createdAt,
    ])
  }

  func document(of service: CloudMap.Service) -> Document.Object {
    let records = service.records.map { Document.Object(rendering: ["Type": $0.type, "TTL": $0.ttlSeconds]) }
    let dns = Document.Object(rendering: ["RoutingPolicy": service.routingPolicy, "DnsRecords": records])
    return Document.Object(rendering: [
      "Id": service.id, "Arn": arn(ofDiscoveryService: service.id), "ResourceOwner": account, "Name": service.name,
      "NamespaceId": service.namespaceID, "Description": service.description, "InstanceCount": service.instances.count,
      "DnsConfig": records.isEmpty ? nil : dns, "Type": records.isEmpty ? "HTTP" : "DNS_HTTP",
      "HealthCheckCustomConfig": service.hasCustomHealth ? Document.Object(rendering: ["FailureThreshold": 1]) : nil,
      "CreateDate": service.createdAt, "CreatorRequestId": service.creatorRequestID, "CreatedByAccount": account,
    ])
  }
}

extension CloudMap.Namespace.Kind {
  var typeName: String {
    switch self {
    case .http: "HTTP"
    case .privateDNS: "DNS_PRIVATE"
    }
  }
}

extension Input {
  /// - Throws: InvalidInput.
  func discoveryPage<Item>(of items: [Item], key: (Item) -> String) throws(ServiceFailure) -> Page<Item> {
    let (limit, token) = (try integer("MaxResults") ?? 100, try string("NextToken"))
    do throws(ServiceFailure) {
      return try page(of: items, limit: max(1, min(100, limit)), token: token, key: key)
    } catch {
      throw ServiceFailure("InvalidInput", "The pagination token is invalid.")
    }
  }
}
