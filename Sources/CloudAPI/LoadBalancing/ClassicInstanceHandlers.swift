/// Instances of Classic Load Balancers and their health at the border.
///
/// In: calls. Out: replies. Source: Elastic Load Balancing API reference, version 2012-06-01,
/// RegisterInstancesWithLoadBalancer, DeregisterInstancesFromLoadBalancer, DescribeInstanceHealth.
import Cloud
import Documents

extension CloudAPI {
  static let classicInstanceHandlers: [String: Handler] = [
    "RegisterInstancesWithLoadBalancer": registerInstances,
    "DeregisterInstancesFromLoadBalancer": deregisterInstances,
    "DescribeInstanceHealth": describeInstanceHealth,
  ]

  @Sendable private static func registerInstances(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.required("LoadBalancerName")
    try region.registerInstances(try call.input.instanceIDs(), with: name)
    return ["Instances": .list(try region.classicLoadBalancer(name).registeredInstances)]
  }

  @Sendable private static func deregisterInstances(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.required("LoadBalancerName")
    try region.deregisterInstances(try call.input.instanceIDs(), from: name)
    return ["Instances": .list(try region.classicLoadBalancer(name).registeredInstances)]
  }

  @Sendable private static func describeInstanceHealth(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let balancer = try region.classicLoadBalancer(try call.input.required("LoadBalancerName"))
    let present = balancer.present(at: region.now)
    let wanted = try call.input.instanceIDs()
    for id in wanted { try region.checkIsInstance(id) }
    var states: [Document] = []
    for id in wanted.isEmpty ? present.map(\.id) : wanted {
      let health = present.first { $0.id == id }.map { region.health(of: $0, behind: balancer) } ?? .notRegistered
      states.append(
        Document.Object(rendering: [
          "InstanceId": id, "State": health.state, "ReasonCode": health.reasonCode, "Description": health.description,
        ]).rendered)
    }
    return ["InstanceStates": .list(states)]
  }
}

extension Input {
  fileprivate func instanceIDs() throws(ServiceFailure) -> [String] {
    var ids: [String] = []
    for instance in try structures("Instances") ?? [] { ids.append(try instance.required("InstanceId")) }
    return ids
  }
}
