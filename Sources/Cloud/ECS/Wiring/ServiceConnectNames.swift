/// What a task with a proxy of Service Connect finds by name: the endpoints that were in its namespace when its deployment
/// began.
///
/// In: a name and a port, a deployment. Out: the task that answers there, or why the name is not known. Changes nothing.
/// An endpoint without a client alias is found by `DISCOVERYNAME.NAMESPACE` at its container's port.
/// Source: ECS Developer Guide, "Service Connect", "Service Connect components"; ECS API reference,
/// ServiceConnectClientAlias.
import SimulationKit

extension ECS {
  enum EndpointSight: Hashable {
    case sees
    /// It takes no part in that namespace.
    case isElsewhere
    /// The endpoint came after its deployment.
    case isOlder
  }
}

extension Region {
  /// Whether tasks of the deployment know an endpoint of the service.
  func sight(
    from deployment: ECS.Deployment, of endpoint: ECS.ServiceConnect.Endpoint, in key: ECS.ServiceKey
  ) -> ECS.EndpointSight {
    guard let namespace = deployment.wiring.serviceConnect?.namespace.flatMap({ namespace($0) }),
      let service = ecs.services[key], service.status == .active,
      service.wiring.serviceConnect?.namespace.flatMap({ self.namespace($0) }) == namespace
    else { return .isElsewhere }
    let revisions = service.deployments + service.serviceDeployments.map(\.target)
    let since = revisions.filter { revision in
      revision.wiring.serviceConnect?.endpoints.contains { $0.name == endpoint.name } ?? false
    }.map(\.createdAt).min()
    return since.map { $0 <= deployment.createdAt } ?? false ? .sees : .isOlder
  }

  /// The running task behind a name and port as the proxy beside `asking` knows it, and the port of it or its host.
  package func serviceConnectPlace(_ host: String, port: Int, for asking: ECS.Task) -> (task: ECS.TaskID, port: Int)? {
    guard asking.proxy != nil, let key = asking.service,
      let deployment = ecs.services[key]?.deployments.first(where: { $0.name == asking.startedBy }),
      let namespace = deployment.wiring.serviceConnect?.namespace.flatMap({ namespace($0) })
    else { return nil }
    for service in ecs.services.values {
      guard let primary = service.primary, let connect = primary.wiring.serviceConnect,
        let definition = taskDefinition(primary.family, primary.revision)
      else { continue }
      for endpoint in connect.endpoints {
        let ports = definition.containers.flatMap(\.portMappings)
        guard let own = ports.first(where: { $0.name == endpoint.portName }),
          endpoint.places(in: namespace.name, port: own.containerPort).contains(where: { $0 == (host, port) }),
          sight(from: deployment, of: endpoint, in: service.key) == .sees,
          let task = ecs.tasks.all(ofService: service.key).first(where: { task in
            task.lastStatus == .running && task.healthStatus != .unhealthy
          })
        else { continue }
        let bindings = task.containers.flatMap(\.networkBindings)
        let door = bindings.first { $0.containerPort == own.containerPort }?.hostPort ?? own.containerPort
        return (task.id, task.attachment == nil ? door : own.containerPort)
      }
    }
    return nil
  }
}

extension ECS.ServiceConnect.Endpoint {
  /// Names and ports by which clients reach it.
  fileprivate func places(in namespace: String, port: Int) -> [(String, Int)] {
    aliases.isEmpty
      ? [("\(name).\(namespace)", port)] : aliases.map { ($0.dnsName ?? "\(name).\(namespace)", $0.port) }
  }
}
