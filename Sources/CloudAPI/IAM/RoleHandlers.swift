/// AWS IAM at the border: roles and their policies.
///
/// In: calls. Out: replies; policy documents are percent-encoded, as the real service sends them.
/// Source: IAM API reference, the operations named below.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let iamHandlers: [String: Handler] = [
    "CreateRole": createRole,
    "GetRole": getRole,
    "ListRoles": listRoles,
    "DeleteRole": deleteRole,
    "AttachRolePolicy": attachRolePolicy,
    "DetachRolePolicy": detachRolePolicy,
    "ListAttachedRolePolicies": listAttachedRolePolicies,
    "PutRolePolicy": putRolePolicy,
    "GetRolePolicy": getRolePolicy,
    "ListRolePolicies": listRolePolicies,
    "DeleteRolePolicy": deleteRolePolicy,
    "CreateServiceLinkedRole": createServiceLinkedRole,
    "DeleteServiceLinkedRole": deleteServiceLinkedRole,
    "GetServiceLinkedRoleDeletionStatus": getServiceLinkedRoleDeletionStatus,
    "CreateInstanceProfile": createInstanceProfile,
    "AddRoleToInstanceProfile": addRoleToInstanceProfile,
    "GetInstanceProfile": getInstanceProfile,
    "ListInstanceProfilesForRole": listInstanceProfilesForRole,
    "RemoveRoleFromInstanceProfile": removeRoleFromInstanceProfile,
    "DeleteInstanceProfile": deleteInstanceProfile,
  ]

  @Sendable private static func createRole(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let name = try input.iamName("RoleName", atMost: 64)
    let trust = try input.iamTrust("AssumeRolePolicyDocument")
    var new = Region.NewRole(name: name, trust: trust)
    new.path = try input.iamPath()
    new.description = try input.iamDescription()
    if let seconds = try input.iamSessionSeconds() { new.maximumSessionSeconds = seconds }
    new.tags = try input.iamTags()
    return Document.Object(rendering: ["Role": region.document(of: try region.createRole(new), isWhole: false)])
  }

  @Sendable private static func getRole(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let role = try region.existingRole(try call.input.iamName("RoleName", atMost: 64))
    return Document.Object(rendering: ["Role": region.document(of: role, isWhole: true)])
  }

  @Sendable private static func listRoles(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let prefix = try call.input.string("PathPrefix") ?? "/"
    let roles = region.identity.roles.values.filter { $0.path.hasPrefix(prefix) }.sorted { $0.name < $1.name }
    let page = try call.input.iamPage(of: roles, key: \.name)
    return Document.Object(rendering: [
      "Roles": page.items.map { region.document(of: $0, isWhole: false) }, "IsTruncated": page.nextToken != nil,
      "Marker": page.nextToken,
    ])
  }

  @Sendable private static func deleteRole(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deleteRole(try call.input.iamName("RoleName", atMost: 64))
    return [:]
  }

  // MARK: - Policies

  @Sendable private static func attachRolePolicy(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.iamName("RoleName", atMost: 64)
    try region.attachPolicy(try call.input.iamPolicyARN(), toRole: name)
    return [:]
  }

  @Sendable private static func detachRolePolicy(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.iamName("RoleName", atMost: 64)
    try region.detachPolicy(try call.input.iamPolicyARN(), fromRole: name)
    return [:]
  }

  @Sendable private static func listAttachedRolePolicies(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let role = try region.existingRole(try call.input.iamName("RoleName", atMost: 64))
    let page = try call.input.iamPage(of: role.policies, key: { $0 })
    let policies = page.items.map { policy in
      Document.Object(rendering: [
        "PolicyName": ManagedPolicy.name(policy), "PolicyArn": ManagedPolicy.arn(policy, in: region.partition),
      ])
    }
    return Document.Object(rendering: [
      "AttachedPolicies": policies, "IsTruncated": page.nextToken != nil, "Marker": page.nextToken,
    ])
  }

  @Sendable private static func putRolePolicy(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let (role, policy) = (try input.iamName("RoleName", atMost: 64), try input.iamName("PolicyName", atMost: 128))
    let document = try PolicyDocument(try input.iamText("PolicyDocument"), as: .permissions)
    try region.putPolicy(document, named: policy, intoRole: role)
    return [:]
  }

  @Sendable private static func getRolePolicy(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let role = try region.existingRole(try input.iamName("RoleName", atMost: 64))
    let name = try input.iamName("PolicyName", atMost: 128)
    guard let policy = role.inlinePolicies[name] else { throw .rolePolicyNotFound(name) }
    return Document.Object(rendering: [
      "RoleName": role.name, "PolicyName": name, "PolicyDocument": PercentText.encoded(policy.text),
    ])
  }

  @Sendable private static func listRolePolicies(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let role = try region.existingRole(try call.input.iamName("RoleName", atMost: 64))
    let page = try call.input.iamPage(of: role.inlinePolicies.keys.sorted(), key: { $0 })
    return Document.Object(rendering: [
      "PolicyNames": page.items, "IsTruncated": page.nextToken != nil, "Marker": page.nextToken,
    ])
  }

  @Sendable private static func deleteRolePolicy(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let role = try call.input.iamName("RoleName", atMost: 64)
    try region.deletePolicy(named: try call.input.iamName("PolicyName", atMost: 128), ofRole: role)
    return [:]
  }

  @Sendable private static func createServiceLinkedRole(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let role = try region.createServiceLinkedRole(
      service: try input.iamText("AWSServiceName"), suffix: try input.string("CustomSuffix"),
      description: try input.string("Description"))
    return Document.Object(rendering: ["Role": region.document(of: role, isWhole: false)])
  }

  @Sendable private static func deleteServiceLinkedRole(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.iamName("RoleName", atMost: 64)
    return Document.Object(rendering: ["DeletionTaskId": try region.deleteServiceLinkedRole(name)])
  }

  @Sendable private static func getServiceLinkedRoleDeletionStatus(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let deletion = try region.serviceLinkedRoleDeletion(try call.input.iamText("DeletionTaskId"))
    guard !deletion.usage.isEmpty else { return ["Status": "SUCCEEDED"] }
    // No text of AWS for the reason is published.
    return [
      "Status": "FAILED",
      "Reason": [
        "Reason": "The role is in use: delete the resources that need it first.",
        "RoleUsageList": [
          ["Region": .string(deletion.region), "Resources": .list(deletion.usage.map { .string($0) })]
        ],
      ],
    ]
  }

  // MARK: - Instance profiles

  @Sendable private static func createInstanceProfile(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let profile = try region.createInstanceProfile(
      try input.iamName("InstanceProfileName", atMost: 128), path: try input.iamPath(), tags: try input.iamTags())
    return Document.Object(rendering: ["InstanceProfile": region.document(of: profile)])
  }

  @Sendable private static func addRoleToInstanceProfile(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let role = try call.input.iamName("RoleName", atMost: 64)
    try region.addRole(role, toInstanceProfile: try call.input.iamName("InstanceProfileName", atMost: 128))
    return [:]
  }

  @Sendable private static func getInstanceProfile(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let profile = try region.existingInstanceProfile(try call.input.iamName("InstanceProfileName", atMost: 128))
    return Document.Object(rendering: ["InstanceProfile": region.document(of: profile)])
  }

  @Sendable private static func listInstanceProfilesForRole(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let role = try region.existingRole(try call.input.iamName("RoleName", atMost: 64))
    let profiles = region.identity.instanceProfiles.values.filter { $0.role == role.name }.sorted { $0.name < $1.name }
    let page = try call.input.iamPage(of: profiles, key: \.name)
    return Document.Object(rendering: [
      "InstanceProfiles": page.items.map(region.document), "IsTruncated": page.nextToken != nil,
      "Marker": page.nextToken,
    ])
  }

  @Sendable private static func removeRoleFromInstanceProfile(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let role = try call.input.iamName("RoleName", atMost: 64)
    try region.removeRole(role, fromInstanceProfile: try call.input.iamName("InstanceProfileName", atMost: 128))
    return [:]
  }

  @Sendable private static func deleteInstanceProfile(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deleteInstanceProfile(try call.input.iamName("InstanceProfileName", atMost: 128))
    return [:]
  }
}
