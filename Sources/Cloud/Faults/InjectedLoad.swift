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
    return ServiceLoad(
      service: key, cpuPercent: cpu, memoryPercent: memory, requests: requests,
      task: primary.taskUsage ?? taskUsage(of: primary))
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
