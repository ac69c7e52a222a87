/// What a task with a proxy of Service Connect finds by name: the endpoints of its namespace as they were when its
/// deployment began, and the tasks that are behind them now.
///
/// In: a task or a deployment, a name and a port. Out: names, the way that the proxies send a connection, what they
/// answer by themselves, why a name is not known. Changes nothing and remembers nothing: what was in force when comes
/// from the services' deployments and their history; a service that is forgotten takes its names with it.
/// An endpoint without a client alias is found by `DISCOVERYNAME.NAMESPACE` at its container's port. An endpoint is its
/// discovery name in the namespace: tasks of newer revisions answer under the names and ports that older clients know.
/// Source: ECS Developer Guide, "Service Connect", "Service Connect components"; ECS API reference,
/// ServiceConnectClientAlias, ServiceConnectService.
import SimulationKit

extension ECS {
  enum EndpointSight: Hashable {
    case sees
    /// It takes no part in that namespace.
    case isElsewhere
    /// The endpoint came after its deployment.
    case isOlder
  }

  /// An endpoint as it was at some time.
  struct KnownEndpoint: Hashable {
    let service: ServiceKey
    /// In the namespace.
    let name: String
    let host: String
    let port: Int
    /// Whether its port has an appProtocol: proxies then speak HTTP with both sides, else they only carry bytes.
    let speaksHTTP: Bool
  }

  /// Where a client's proxy sends a connection.
  package struct ServiceConnectRoute: Hashable, Sendable {
    /// nil where no task is behind the endpoint, or no endpoint has that port.
    package let task: TaskID?
    /// Of the task's address, or of its host's.
    package let port: Int
    package let speaksHTTP: Bool
  }

  /// What is behind a port at which the proxy of a server listens.
  package struct ServiceConnectIngress: Hashable, Sendable {
    let container: ContainerDefinition
    /// The container's own.
    let port: Int
    package let speaksHTTP: Bool
  }

  /// Why a connection ends in a proxy. Envoy's texts; that a connect timeout has one of its own depends on Envoy's
  /// version. [SIM]
  package enum ProxyFailure: String, Sendable {
    case noTask = "no healthy upstream"
    case refused = "upstream connect error or disconnect/reset before headers. reset reason: connection failure"
    case timedOut = "upstream connect error or disconnect/reset before headers. reset reason: connection timeout"
    /// The process took the connection and hangs: for 15 s, which is how long a request may take.
    case noAnswer = "upstream request timeout"

    /// Of a proxy that speaks HTTP; another closes the connection.
    package var answer: ConnectionTest.Answer {
      switch self {
      case .noTask, .refused, .timedOut: ConnectionTest.Answer(status: 503, body: rawValue)
      case .noAnswer: ConnectionTest.Answer(status: 504, body: rawValue)
      }
    }
  }
}

extension Region {
  /// Whether tasks of the deployment know an endpoint of the service.
  func sight(
    from deployment: ECS.Deployment, of endpoint: ECS.ServiceConnect.Endpoint, in key: ECS.ServiceKey
  ) -> ECS.EndpointSight {
    guard let namespace = namespace(of: deployment.wiring), let service = ecs.services[key],
      service.status == .active, self.namespace(of: service.wiring) == namespace
    else { return .isElsewhere }
    let isKnown = endpoints(knownTo: deployment).contains { $0.service == key && $0.name == endpoint.name }
    return isKnown ? .sees : .isOlder
  }

  /// The names that the agent writes into the hosts files of the task's containers, in order. [SIM] By the alphabet, as
  /// observed; the agent's own order is not published.
  package func serviceConnectNames(in task: ECS.Task) -> [String] {
    guard let deployment = connectedDeployment(of: task) else { return [] }
    return Set(endpoints(knownTo: deployment).map(\.host)).sorted()
  }

  /// The way of a connection from the task; nil where it does not know the name.
  package func serviceConnectRoute(_ host: String, port: Int, for asking: ECS.Task) -> ECS.ServiceConnectRoute? {
    guard let deployment = connectedDeployment(of: asking), let namespace = namespace(of: deployment.wiring) else {
      return nil
    }
    let named = endpoints(knownTo: deployment).filter { $0.host == host }
    guard !named.isEmpty else { return nil }
    guard let endpoint = named.first(where: { $0.port == port }) else {
      return ECS.ServiceConnectRoute(task: nil, port: port, speaksHTTP: false)
    }
    let place = place(of: endpoint.name, in: namespace)
    return ECS.ServiceConnectRoute(task: place?.task, port: place?.port ?? port, speaksHTTP: endpoint.speaksHTTP)
  }

  /// What the proxy of a server does with connections to a port of its task's address, or of its host's; nil where it
  /// does not listen there. At an address of the task's own it listens at the container's port unless told otherwise.
  /// [SIM] On a host, without an override, connections go to the container's own port of the host.
  package func ingress(of task: ECS.Task, at port: Int) -> ECS.ServiceConnectIngress? {
    guard let connect = connectedDeployment(of: task)?.wiring.serviceConnect, let definition = definition(of: task)
    else { return nil }
    for endpoint in connect.endpoints {
      guard let (plan, mapping) = definition.mapping(called: endpoint.portName) else { continue }
      let usual = task.attachment == nil ? nil : mapping.containerPort
      guard (endpoint.ingressPortOverride ?? usual) == port else { continue }
      return ECS.ServiceConnectIngress(
        container: plan, port: mapping.containerPort,
        speaksHTTP: definition.appProtocol(ofPort: endpoint.portName) != nil)
    }
    return nil
  }

  /// Why a task does not know a name that an endpoint has now; nil where none has it.
  package func whyUnknown(_ host: String, in asking: ECS.Task) -> String? {
    let own = connectedDeployment(of: asking).flatMap { namespace(of: $0.wiring) }
    var elsewhere: String?
    for service in ecs.services.values where service.status == .active {
      guard let primary = service.primary, let namespace = namespace(of: primary.wiring),
        let endpoint = endpoints(of: primary, service.key).first(where: { $0.host == host })
      else { continue }
      if namespace == own, let client = asking.service {
        return "the Service Connect endpoint '\(endpoint.name)' got this name after this task's deployment began, and "
          + "a task knows only what was there before; try aws ecs update-service --cluster \(client.cluster) --service "
          + "\(client.name) --force-new-deployment"
      }
      elsewhere =
        "a name of Service Connect: only tasks of services that use Service Connect in the namespace "
        + "'\(namespace.name)' find it"
    }
    return elsewhere
  }

  // MARK: What was in force

  /// The deployment of a task beside which a proxy runs.
  private func connectedDeployment(of task: ECS.Task) -> ECS.Deployment? {
    guard task.proxy != nil, let service = task.service.flatMap({ ecs.services[$0] }) else { return nil }
    return (service.deployments.first { $0.name == task.startedBy })
      ?? service.lastDeployment.flatMap { $0.name == task.startedBy ? $0 : nil }
  }

  private func namespace(of wiring: ECS.ServiceWiring) -> CloudMap.Namespace? {
    wiring.serviceConnect?.namespace.flatMap { namespace($0) }
  }

  /// What its tasks know, replacements among them: the endpoints that were there when it began.
  private func endpoints(knownTo deployment: ECS.Deployment) -> [ECS.KnownEndpoint] {
    guard let namespace = namespace(of: deployment.wiring) else { return [] }
    let instant = deployment.createdAt
    return ecs.services.values.flatMap { service -> [ECS.KnownEndpoint] in
      guard service.inactiveSince.map({ $0 > instant }) ?? true, let revision = service.revision(at: instant),
        self.namespace(of: revision.wiring) == namespace
      else { return [] }
      return endpoints(of: revision, service.key)
    }
  }

  private func endpoints(of revision: ECS.Deployment, _ key: ECS.ServiceKey) -> [ECS.KnownEndpoint] {
    guard let connect = revision.wiring.serviceConnect, let namespace = namespace(of: revision.wiring) else {
      return []
    }
    let definition = taskDefinition(revision.family, revision.revision)
    return connect.endpoints.compactMap { endpoint in
      let alias = endpoint.aliases.first
      let own = definition?.mapping(called: endpoint.portName)?.mapping.containerPort
      guard let port = alias?.port ?? own else { return nil }
      return ECS.KnownEndpoint(
        service: key, name: endpoint.name, host: alias?.dnsName ?? "\(endpoint.name).\(namespace.name)", port: port,
        speaksHTTP: definition?.appProtocol(ofPort: endpoint.portName) != nil)
    }
  }

  // MARK: What is there now

  /// A running task behind an endpoint, of the newest revision that has one and takes requests, and where its proxy
  /// listens.
  private func place(of name: String, in namespace: CloudMap.Namespace) -> (task: ECS.TaskID, port: Int)? {
    for service in ecs.services.values {
      for deployment in service.deployments where service.takesRequests(deployment) {
        guard let endpoint = deployment.wiring.serviceConnect?.endpoints.first(where: { $0.name == name }),
          self.namespace(of: deployment.wiring) == namespace,
          let own = taskDefinition(deployment.family, deployment.revision)?.mapping(called: endpoint.portName)?.mapping,
          let task = ecs.tasks.all(ofService: service.key).first(where: { task in
            task.startedBy == deployment.name && task.lastStatus == .running && task.healthStatus != .unhealthy
          })
        else { continue }
        if let port = endpoint.ingressPortOverride { return (task.id, port) }
        guard task.attachment == nil else { return (task.id, own.containerPort) }
        let bindings = task.containers.flatMap(\.networkBindings)
        return (task.id, bindings.first { $0.containerPort == own.containerPort }?.hostPort ?? own.containerPort)
      }
    }
    return nil
  }
}

extension ECS.Service {
  /// The newest revision that had begun by then, as far as it remembers.
  fileprivate func revision(at instant: Instant) -> ECS.Deployment? {
    let remembered = serviceDeployments.lazy.flatMap { [$0.target] + $0.sources }
    let begun = ([deployments, Array(remembered)].joined()).filter { $0.createdAt <= instant }
    return begun.max { $0.createdAt < $1.createdAt }
  }

  /// False for green before production traffic goes to it.
  fileprivate func takesRequests(_ deployment: ECS.Deployment) -> Bool {
    guard let record = history(of: deployment), record.target.id == deployment.id, let rollout = record.rollout,
      rollout.blue != nil
    else { return true }
    return rollout.productionWeight > 0
  }
}

extension ECS.TaskDefinition {
  /// The mapping of that name and the container that has it.
  fileprivate func mapping(called name: String) -> (container: ECS.ContainerDefinition, mapping: ECS.PortMapping)? {
    for container in containers {
      if let mapping = container.portMappings.first(where: { $0.name == name }) { return (container, mapping) }
    }
    return nil
  }
}
