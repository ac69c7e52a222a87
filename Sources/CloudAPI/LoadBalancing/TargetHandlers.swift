/// Targets and their health at the border.
///
/// In: calls. Out: replies. Source: Elastic Load Balancing API reference, RegisterTargets, DeregisterTargets,
/// DescribeTargetHealth.
import Cloud
import Documents

extension CloudAPI {
  static let targetHandlers: [String: Handler] = [
    "RegisterTargets": registerTargets,
    "DeregisterTargets": deregisterTargets,
    "DescribeTargetHealth": describeTargetHealth,
  ]

  @Sendable private static func registerTargets(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let arn = try call.input.loadBalancingARN("TargetGroupArn", kind: "targetgroup")
    var entries: [(id: String, port: Int?, zone: String?)] = []
    for target in try call.input.targets() {
      entries.append((try target.required("Id"), try target.port(), try target.string("AvailabilityZone")))
    }
    try region.registerTargets(entries, in: arn)
    return [:]
  }

  @Sendable private static func deregisterTargets(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let arn = try call.input.loadBalancingARN("TargetGroupArn", kind: "targetgroup")
    var entries: [(id: String, port: Int?)] = []
    for target in try call.input.targets() { entries.append((try target.required("Id"), try target.port())) }
    try region.deregisterTargets(entries, from: arn)
    return [:]
  }

  @Sendable private static func describeTargetHealth(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let arn = try input.loadBalancingARN("TargetGroupArn", kind: "targetgroup")
    guard let group = region.loadBalancing.targetGroups[arn] else { throw .targetGroupNotFound }
    let present = group.present(at: region.now)
    guard let wanted = try input.structures("Targets"), !wanted.isEmpty else {
      return ["TargetHealthDescriptions": .list(present.map { region.document(of: $0, in: group) })]
    }
    var descriptions: [Document] = []
    for target in wanted {
      let key = LoadBalancing.TargetKey(id: try target.required("Id"), port: try target.port() ?? group.port)
      if let known = present.first(where: { $0.key == key }) {
        descriptions.append(region.document(of: known, in: group))
      } else {
        descriptions.append(region.document(ofUnregistered: key, in: group))
      }
    }
    return ["TargetHealthDescriptions": .list(descriptions)]
  }
}
