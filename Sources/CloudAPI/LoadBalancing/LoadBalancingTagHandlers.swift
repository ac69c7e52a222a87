/// Labels of load balancers, target groups, listeners and rules at the border.
///
/// In: calls. Out: replies. Source: Elastic Load Balancing API reference, AddTags, RemoveTags, DescribeTags.
import Cloud
import Documents

extension CloudAPI {
  static let loadBalancingTagHandlers: [String: Handler] = [
    "AddTags": addTags, "RemoveTags": removeTags, "DescribeTags": describeTags,
  ]

  @Sendable private static func addTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let added = try call.input.loadBalancingTags()
    for arn in try call.input.resourceARNs() {
      let kept = try region.loadBalancingTags(of: arn).filter { tag in !added.contains { $0.key == tag.key } }
      guard kept.count + added.count <= 50 else {
        throw ServiceFailure("TooManyTags", "You can specify up to 50 tags")
      }
      region.setLoadBalancingTags(of: arn, kept + added)
    }
    return [:]
  }

  @Sendable private static func removeTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let keys = try call.input.strings("TagKeys") ?? []
    for arn in try call.input.resourceARNs() {
      region.setLoadBalancingTags(of: arn, try region.loadBalancingTags(of: arn).filter { !keys.contains($0.key) })
    }
    return [:]
  }

  @Sendable private static func describeTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    var descriptions: [Document] = []
    for arn in try call.input.resourceARNs() {
      descriptions.append(["ResourceArn": .string(arn), "Tags": try region.loadBalancingTags(of: arn).rendered])
    }
    return ["TagDescriptions": .list(descriptions)]
  }
}

extension Input {
  fileprivate func resourceARNs() throws(ServiceFailure) -> [String] {
    let arns = try strings("ResourceArns") ?? []
    guard !arns.isEmpty else { throw .validationError("A resource ARN must be specified") }
    return arns
  }
}
