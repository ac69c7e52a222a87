/// Load as something that is injected: which service it is for, and how loads replace one another.
///
/// In: arguments. Out: a load that stands. One without an end takes the place of all that stood for the service; one with
/// an end comes on top, and what stood before is in force again when it is over.
import SimulationKit

extension Region {
  func load(_ arguments: FaultArguments) throws(FaultRefusal) -> ServiceLoad {
    let key = try serviceKey(arguments)
    guard let service = ecs.services[key], service.status == .active, let primary = service.primary else {
      throw FaultRefusal("service '\(key.name)' is deleted, so nobody sends it work; create it first")
    }
    guard ["cpu", "memory", "requests"].contains(where: { arguments[$0] != nil }) else {
      throw FaultRefusal(
        "load needs cpu=PERCENT, memory=PERCENT or requests=NUMBER: as in load service=\(key.name) cpu=180")
    }
    var (cpu, memory, requests): (Int?, Int?, Int?)
    if arguments["cpu"] != nil { cpu = try arguments.number("cpu") }
    if arguments["memory"] != nil { memory = try arguments.number("memory") }
    if arguments["requests"] != nil {
      guard !primary.loadBalancers.isEmpty || primary.wiring.serviceConnect?.endpoints.isEmpty == false else {
        throw FaultRefusal(
          "service '\(key.name)' has neither a load balancer nor an endpoint of Service Connect, so no request reaches "
            + "it; give cpu=PERCENT")
      }
      requests = try arguments.number("requests")
    }
    var load = ServiceLoad(
      service: key, cpuPercent: cpu, memoryPercent: memory, requests: requests,
      task: primary.taskUsage ?? taskUsage(of: primary))
    if let name = ["status", "share", "latency", "from"].first(where: { arguments[$0] != nil }), requests == nil {
      throw FaultRefusal("\(name) says how requests are sent or answered; say how many: requests=NUMBER")
    }
    if arguments["status"] != nil { load.status = try arguments.number("status") }
    if arguments["share"] != nil {
      guard load.status / 100 != 2 else {
        throw FaultRefusal("share is how many of the requests get another answer than 200; say which: status=503")
      }
      load.share = try arguments.number("share")
    }
    if arguments["latency"] != nil { load.milliseconds = try arguments.number("latency") }
    if let name = arguments["from"] { load.asker = try asker(name, of: key, primary) }
    return load
  }

  /// The service whose tasks ask another through Service Connect.
  private func asker(
    _ name: String, of asked: ECS.ServiceKey, _ primary: ECS.Deployment
  ) throws(FaultRefusal) -> ECS.ServiceKey {
    let names = ecs.services.values.filter { $0.status == .active }.map(\.key.name)
    let key = ECS.ServiceKey(cluster: asked.cluster, name: name)
    guard let key = ecs.services[key]?.status == .active ? key : ecs.services.keys.first(where: { $0.name == name }),
      key != asked, let deployment = ecs.services[key]?.primary
    else {
      throw FaultRefusal(
        name == asked.name ? "a service sends no requests to itself" : "there is no service '\(name)'",
        mistyped: name, candidates: names.filter { $0 != asked.name })
    }
    guard let endpoint = primary.wiring.serviceConnect?.endpoints.first else {
      throw FaultRefusal("service '\(asked.name)' has no endpoint of Service Connect, so '\(name)' cannot ask it")
    }
    switch sight(from: deployment, of: endpoint, in: asked) {
    case .sees: return key
    case .isElsewhere:
      throw FaultRefusal(
        "service '\(name)' does not use Service Connect in the namespace of '\(asked.name)', so it cannot ask it")
    case .isOlder:
      throw FaultRefusal(
        "the tasks of '\(name)' do not know the endpoint '\(endpoint.name)': their deployment is older; try aws ecs "
          + "update-service --cluster \(key.cluster) --service \(name) --force-new-deployment")
    }
  }

  /// Called once the load stands.
  mutating func beginLoad(_ load: ServiceLoad, isLasting: Bool) {
    if isLasting, let newest = faults.standing.last {
      faults.standing.removeAll { fault in
        if case .load(let other) = fault.kind {
          fault.number != newest.number && other.service == load.service
        } else {
          false
        }
      }
    }
    noteUsage(of: load.service)
  }
}
