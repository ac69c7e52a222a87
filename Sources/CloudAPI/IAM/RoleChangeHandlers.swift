/// Changing roles at the border: trust, description, longest session, labels.
///
/// In: calls. Out: replies. Source: IAM API reference, UpdateAssumeRolePolicy, UpdateRole, TagRole, UntagRole,
/// ListRoleTags.
import Cloud
import Documents

extension CloudAPI {
  static let roleChangeHandlers: [String: Handler] = [
    "UpdateAssumeRolePolicy": updateAssumeRolePolicy,
    "UpdateRole": updateRole,
    "TagRole": tagRole,
    "UntagRole": untagRole,
    "ListRoleTags": listRoleTags,
  ]

  @Sendable private static func updateAssumeRolePolicy(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.iamName("RoleName", atMost: 64)
    try region.setTrust(try call.input.iamTrust("PolicyDocument"), ofRole: name)
    return [:]
  }

  /// What is not given stays as it is.
  @Sendable private static func updateRole(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try region.updateRole(
      try input.iamName("RoleName", atMost: 64), description: try input.iamDescription(),
      maximumSessionSeconds: try input.iamSessionSeconds())
    return [:]
  }

  @Sendable private static func tagRole(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.iamName("RoleName", atMost: 64)
    guard try call.input.structures("Tags") != nil else {
      throw .iamConstraint("tags", nil, "Member must not be null")
    }
    try region.tagRole(name, with: try call.input.iamTags())
    return [:]
  }

  @Sendable private static func untagRole(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.iamName("RoleName", atMost: 64)
    guard let keys = try call.input.strings("TagKeys") else {
      throw .iamConstraint("tagKeys", nil, "Member must not be null")
    }
    guard keys.count <= Identity.maximumTags else {
      throw .iamConstraint(
        "tagKeys", "[\(keys.joined(separator: ", "))]",
        "Member must have length less than or equal to \(Identity.maximumTags)")
    }
    try region.untagRole(name, keys: keys)
    return [:]
  }

  /// In the order of the keys.
  @Sendable private static func listRoleTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let role = try region.existingRole(try call.input.iamName("RoleName", atMost: 64))
    let tags = role.tags.sorted { ($0.key ?? "") < ($1.key ?? "") }
    let page = try call.input.iamPage(of: tags, key: { $0.key ?? "" })
    return Document.Object(rendering: [
      "Tags": page.items.map(\.iamRendered), "IsTruncated": page.nextToken != nil, "Marker": page.nextToken,
    ])
  }
}
