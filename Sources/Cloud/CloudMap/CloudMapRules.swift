/// Namespaces and services of Cloud Map: made, found, deleted.
///
/// In: names and settings. Out: changed state and operations, or Cloud Map's refusal. A namespace can be used when its
/// operation has ended. Ids come from a stable hash, so they are the same in every run.
/// Source: Cloud Map API reference, the operations named below. The texts of its refusals are not published as a list:
/// they are in the manner of those that are.
import SimulationKit

extension Region {
  package func arn(ofDiscoveryService id: String) -> String {
    arn(service: "servicediscovery", "service/\(id)")
  }

  // MARK: - Namespaces

  /// Those whose operation has ended.
  package var namespaces: [CloudMap.Namespace] { cloudMap.namespaces.values.filter { $0.readyAt <= now } }

  /// - Parameter reference: an id or an ARN.
  /// - Throws: NamespaceNotFound.
  package func namespace(byID reference: String) throws(ServiceFailure) -> CloudMap.Namespace {
    guard let found = namespaces.first(where: { $0.id == reference || arn(ofNamespace: $0) == reference }) else {
      throw ServiceFailure(
        "NamespaceNotFound", "The specified namespace \(reference) doesn't exist.",
        why:
          "'aws servicediscovery list-namespaces' shows those that are there; one that was just made takes up to half a "
          + "minute.")
    }
    return found
  }

  package mutating func createNamespace(
    _ name: String, _ kind: CloudMap.Namespace.Kind, description: String?, creatorRequestID: String?,
    recordTTLSeconds: Int? = nil
  ) throws(ServiceFailure) -> CloudMap.Operation {
    let most = kind == .http ? 1_024 : 253
    guard (1...most).contains(name.utf8.count), name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw ServiceFailure(
        "InvalidInput",
        "1 validation error detected: Value '\(name)' at 'name' failed to satisfy constraint: Member must satisfy "
          + "regular expression pattern: ^[!-~]{1,\(most)}$",
        why: "A namespace's name has no space and no letter beyond ASCII.")
    }
    if let known = cloudMap.namespaces[name] {
      if let creatorRequestID, known.creatorRequestID == creatorRequestID, known.kind == kind,
        let operation = cloudMap.operations[known.operationID]
      {
        return operation
      }
      throw ServiceFailure(
        "NamespaceAlreadyExists", "The namespace that you're trying to create already exists.",
        members: ["CreatorRequestId": .string(known.creatorRequestID ?? ""), "NamespaceId": .string(known.id)])
    }
    let takes: Duration
    switch kind {
    case .http: takes = CloudMap.httpNamespaceCreation
    case .privateDNS(let vpc):
      takes = CloudMap.dnsNamespaceCreation
      guard network.vpcs[vpc] != nil else {
        throw ServiceFailure(
          "InvalidInput", "The VPC \(vpc) doesn't exist.", why: "'aws ec2 describe-vpcs' shows those that are there.")
      }
    }
    let made = makeNamespace(
      name, kind, description: description, creatorRequestID: creatorRequestID, recordTTLSeconds: recordTTLSeconds,
      readyAt: now + takes)
    return keep(operation: made.operationID, "CREATE_NAMESPACE", on: made.id, endsAt: made.readyAt)
  }

  @discardableResult
  mutating func makeNamespace(
    _ name: String, _ kind: CloudMap.Namespace.Kind, description: String? = nil, creatorRequestID: String? = nil,
    recordTTLSeconds: Int? = nil, readyAt: Instant
  ) -> CloudMap.Namespace {
    let namespace = CloudMap.Namespace(
      name: name, id: "ns-" + discoveryID(of: "namespace/\(account)/\(self.name)/\(name)"), kind: kind,
      description: description, creatorRequestID: creatorRequestID, recordTTLSeconds: recordTTLSeconds, createdAt: now,
      readyAt: readyAt,
      operationID: mint.uuid())
    cloudMap.namespaces[name] = namespace
    return namespace
  }

  package mutating func deleteNamespace(_ reference: String) throws(ServiceFailure) -> CloudMap.Operation {
    let namespace = try namespace(byID: reference)
    guard !cloudMap.services.values.contains(where: { $0.namespaceID == namespace.id }),
      services(inNamespace: namespace).isEmpty
    else {
      throw ServiceFailure(
        "ResourceInUse", "Namespace has associated services; delete the services before deleting the namespace.",
        why:
          "Delete its services first: 'aws servicediscovery delete-service', and ECS services that use it for Service "
          + "Connect.")
    }
    cloudMap.namespaces[namespace.name] = nil
    return keep(operation: mint.uuid(), "DELETE_NAMESPACE", on: namespace.id, endsAt: now + CloudMap.namespaceDeletion)
  }

  private mutating func keep(
    operation id: String, _ type: String, on namespace: String, endsAt: Instant
  ) -> CloudMap.Operation {
    let operation = CloudMap.Operation(id: id, type: type, namespaceID: namespace, createdAt: now, endsAt: endsAt)
    cloudMap.operations[id] = operation
    if cloudMap.operations.count > CloudMap.maximumOperations { cloudMap.operations.removeFirst() }
    return operation
  }

  // MARK: - Services

  /// - Parameter reference: an id or an ARN.
  /// - Throws: ServiceNotFound.
  package func discoveryService(_ reference: String) throws(ServiceFailure) -> CloudMap.Service {
    let all = discoveryServices
    guard let found = all.first(where: { $0.id == reference || arn(ofDiscoveryService: $0.id) == reference }) else {
      throw ServiceFailure(
        "ServiceNotFound", "The specified service \(reference) doesn't exist.",
        why: "'aws servicediscovery list-services' shows those that are there.")
    }
    return found
  }

  package mutating func createDiscoveryService(
    _ name: String, inNamespace reference: String, description: String?, creatorRequestID: String?,
    routingPolicy: String?, records: [CloudMap.DNSRecord], hasCustomHealth: Bool
  ) throws(ServiceFailure) -> CloudMap.Service {
    let namespace = try namespace(byID: reference)
    if namespace.kind == .http, !records.isEmpty {
      throw ServiceFailure(
        "InvalidInput", "DnsConfig can't be specified for a service in an HTTP namespace.",
        why:
          "Instances of an HTTP namespace are found by discover-instances alone: leave --dns-config out, or make the "
          + "namespace with create-private-dns-namespace.")
    }
    let id = "srv-" + discoveryID(of: "service/\(namespace.id)/\(name)")
    if let known = discoveryServices.first(where: { $0.id == id }) {
      if let creatorRequestID, known.creatorRequestID == creatorRequestID { return known }
      throw ServiceFailure(
        "ServiceAlreadyExists", "Service already exists.",
        members: [
          "CreatorRequestId": .string(known.creatorRequestID ?? ""), "ServiceId": .string(known.id),
          "ServiceArn": .string(arn(ofDiscoveryService: known.id)),
        ])
    }
    let service = CloudMap.Service(
      name: name, id: id, namespaceID: namespace.id, description: description, creatorRequestID: creatorRequestID,
      createdAt: now, routingPolicy: routingPolicy ?? "MULTIVALUE", records: records, hasCustomHealth: hasCustomHealth)
    cloudMap.services[id] = service
    return service
  }

  package mutating func deleteDiscoveryService(_ reference: String) throws(ServiceFailure) {
    let service = try discoveryService(reference)
    guard service.instances.isEmpty, cloudMap.services[service.id] != nil else {
      throw ServiceFailure(
        "ResourceInUse", "Service contains registered instances; delete the instances before deleting the service.",
        why: "Tasks are registered there: scale the ECS service to 0 or take its registry away first.")
    }
    cloudMap.services[service.id] = nil
  }

  /// Those that were made by hand, then those that Service Connect makes of its endpoints.
  package var discoveryServices: [CloudMap.Service] {
    var services = cloudMap.services.values.elements
    for service in ecs.services.values where service.status == .active {
      guard let connect = service.wiring.serviceConnect, connect.isEnabled,
        let namespace = connect.namespace.flatMap({ self.namespace($0) })
      else { continue }
      for endpoint in connect.endpoints {
        let id = "srv-" + discoveryID(of: "service/\(namespace.id)/\(endpoint.name)")
        guard !services.contains(where: { $0.id == id }) else { continue }
        var made = CloudMap.Service(
          name: endpoint.name, id: id, namespaceID: namespace.id, description: "Managed by Amazon ECS Service Connect",
          creatorRequestID: nil, createdAt: service.createdAt, routingPolicy: "MULTIVALUE", records: [],
          hasCustomHealth: true)
        for task in ecs.tasks.all(ofService: service.key) where task.lastStatus == .running {
          made.instances[task.id] = ["AWS_INSTANCE_IPV4": .string(task.attachment?.privateIPv4Address ?? "")]
        }
        services.append(made)
      }
    }
    return services
  }

  /// `HEALTHY` unless the task's container health checks say otherwise.
  package func health(ofDiscoveryInstance id: ECS.TaskID) -> String {
    ecs.tasks[id]?.healthStatus == .unhealthy ? "UNHEALTHY" : "HEALTHY"
  }

  /// The first healthy instance that a name of a private DNS namespace leads to.
  package func task(atDNSName dnsName: String) -> ECS.TaskID? {
    for service in cloudMap.services.values where !service.records.isEmpty {
      guard let namespace = namespaces.first(where: { $0.id == service.namespaceID }), namespace.kind != .http,
        dnsName == "\(service.name).\(namespace.name)"
      else { continue }
      return service.instances.keys.first { health(ofDiscoveryInstance: $0) == "HEALTHY" }
    }
    return nil
  }
}
