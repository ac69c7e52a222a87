/// Service Connect: what a service may say, in which namespace it is, and the proxy that its tasks get.
///
/// In: a configuration, the task definition, the cluster's default. Out: AWS's refusal; resources in the namespace; the
/// attachment and container of the proxy. Texts of ours: of the task's memory and of `hostname`, in the guide's words;
/// of ports.
/// Source: ECS Developer Guide, "Service Connect"; ECS API reference, ServiceConnectConfiguration.
import SimulationKit

extension ECS {
  /// The proxy beside a task's own containers.
  package struct ServiceConnectProxy: Hashable, Sendable {
    /// A UUID.
    package let attachmentID: String
    /// A UUID, the end of the container's ARN.
    package let containerID: String
    /// `ecs-service-connect-` and five characters.
    package let containerName: String
  }
}

extension Region {
  func check(_ connect: ECS.ServiceConnect, for definition: ECS.TaskDefinition) throws(ServiceFailure) {
    guard let reference = connect.namespace, !reference.isEmpty else {
      throw .invalidParameter(
        "Namespace is missing",
        why: "Name one in serviceConnectConfiguration, or give the cluster a default with 'aws ecs update-cluster "
          + "--service-connect-defaults namespace=NAME'.")
    }
    _ = try knownNamespace(reference)
    switch definition.networkMode {
    case .some(.host), .some(.none):
      throw .invalidParameter(
        "Service Connect is not supported for tasks that use the \(definition.networkMode?.rawValue ?? "") network mode.",
        why: "The proxy needs a network of the task's own: use awsvpc or bridge.")
    case .some(.awsvpc), .some(.bridge), .some(.defaultNAT), nil: break
    }
    guard definition.memoryMiB != nil else {
      throw .invalidParameter(
        "The task definition must set the task memory limit to use Service Connect.",
        why: "The proxy has the memory that the task has beyond its containers': register \(definition.family) with "
          + "--memory, 64 MiB and more above what its containers take.")
    }
    let containers = definition.document["containerDefinitions"]?.list ?? []
    if definition.networkMode != .awsvpc, containers.contains(where: { $0["hostname"] != nil }) {
      throw .invalidParameter(
        "Tasks that use the bridge network mode and use Service Connect don't support the hostname container definition "
          + "parameter.")
    }
    try ContainerCheck.check(
      logDriver: connect.document["logConfiguration"]?["logDriver"]?.string, refusedAs: "InvalidParameterException")
    var names: Set<String> = []
    var ports: Set<Int> = []
    for endpoint in connect.endpoints {
      try checkPortName(endpoint.portName, in: definition)
      guard names.insert(endpoint.name).inserted else {
        throw .invalidParameter(
          "The discoveryName \(endpoint.name) is used more than once in the Service Connect configuration.")
      }
      guard Self.isDiscoveryName(endpoint.name) else {
        throw .invalidParameter(
          "The discoveryName \(endpoint.name) is invalid.",
          why: "It holds up to 64 lower-case letters, digits, '_' and '-', and begins with none of '-'.")
      }
      guard endpoint.aliases.count <= 1 else {
        throw .invalidParameter("The size of clientAliases exceeds the max limit of 1")
      }
      for alias in endpoint.aliases {
        guard (1...65_535).contains(alias.port) else {
          throw .invalidParameter("The port of a clientAlias must be between 1 and 65535.")
        }
        if let name = alias.dnsName, !Self.isDNSName(name) {
          throw .invalidParameter(
            "The DNS name that you provided is invalid",
            why: "Up to 127 lower-case letters, digits, '-' and '.', such as db or db.internal.")
        }
      }
      if let port = endpoint.ingressPortOverride {
        guard (1...65_535).contains(port) else {
          throw .invalidParameter("ingressPortOverride must be between 1 and 65535.")
        }
        guard ports.insert(port).inserted else {
          throw .invalidParameter(
            "The ingressPortOverride \(port) is used more than once in the Service Connect configuration.")
        }
        try check(ingressPort: port, of: endpoint, for: definition)
      }
    }
  }

  /// The proxy listens beside the containers, so at none of their ports. In awsvpc the port of the endpoint itself is
  /// where it listens anyway.
  private func check(
    ingressPort port: Int, of endpoint: ECS.ServiceConnect.Endpoint, for definition: ECS.TaskDefinition
  ) throws(ServiceFailure) {
    let isOwnNetwork = definition.networkMode == .awsvpc
    for container in definition.containers {
      let isTaken = container.portMappings.contains { mapping in
        guard mapping.transport == "tcp", !isOwnNetwork || mapping.name != endpoint.portName else { return false }
        return (isOwnNetwork ? mapping.containerPort : mapping.hostPort) == port
      }
      let isInRange = container.portRanges.contains { range in
        isOwnNetwork && range.transport == "tcp" && port >= range.first && port - range.first < range.count
      }
      guard !isTaken, !isInRange else {
        throw .invalidParameter(
          "The ingressPortOverride \(port) is already used by container '\(container.name)' of the task definition.",
          why: "The proxy listens at that port beside the containers: choose one that none of them has.")
      }
    }
  }

  private static func isDiscoveryName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: "-")
      && text.utf8.allSatisfy { isLower($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
  }

  private static func isDNSName(_ text: String) -> Bool {
    (1...127).contains(text.utf8.count)
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
        !label.isEmpty && label.first != "-" && label.last != "-"
          && label.utf8.allSatisfy { isLower($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
      }
  }

  private static func isLower(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// The ARN of the Cloud Map service that an endpoint makes in its namespace.
  package func discoveryARN(of endpoint: ECS.ServiceConnect.Endpoint, in namespace: String) -> String {
    let id = self.namespace(namespace)?.id ?? namespace
    return arn(ofDiscoveryService: "srv-" + discoveryID(of: "service/\(id)/\(endpoint.name)"))
  }

  /// ARNs of the ACTIVE services, across clusters, that the namespace has.
  package func services(inNamespace namespace: CloudMap.Namespace) -> [ECS.ServiceKey] {
    ecs.services.values
      .filter { service in
        service.status == .active
          && service.wiring.serviceConnect?.namespace.flatMap { self.namespace($0) } == namespace
      }
      .map(\.key)
  }

  /// A new proxy for a task of the deployment; nil where it takes no part.
  mutating func newProxy(_ wiring: ECS.ServiceWiring) -> ECS.ServiceConnectProxy? {
    guard wiring.serviceConnect != nil else { return nil }
    return ECS.ServiceConnectProxy(
      attachmentID: mint.uuid(), containerID: mint.uuid(), containerName: "ecs-service-connect-" + mint.hexadecimal(5))
  }
}
