/// What can be changed about a role that is there: whom it trusts, its description, how long a session lasts, its labels.
///
/// In: names, documents, labels. Out: the role, changed, or IAM's refusal. ECS's checks see another trust at once;
/// sessions that have begun last as they were given. Source: IAM API reference, UpdateAssumeRolePolicy, UpdateRole,
/// TagRole, UntagRole; IAM User Guide, "Edit a service-linked role description", "Tags for IAM resources": keys are told
/// apart whatever the case of their letters.
import SimulationKit

extension Identity {
  package static let maximumTags = 50  // fact
}

extension Region {
  package mutating func setTrust(_ document: PolicyDocument, ofRole name: String) throws(ServiceFailure) {
    _ = try changeableRole(name)
    identity.roles[name]?.trusts = document.trustedServices
    identity.roles[name]?.trustDocument = document
    recordRole(name, "trusts changed")
  }

  /// UpdateRole. A role that a service keeps for itself takes another description, and nothing else.
  /// - Parameters:
  ///   - description: nil: as it was; empty: none.
  ///   - maximumSessionSeconds: nil: as it was.
  package mutating func updateRole(
    _ name: String, description: String?, maximumSessionSeconds: Int?
  ) throws(ServiceFailure) {
    _ = try maximumSessionSeconds == nil ? existingRole(name) : changeableRole(name)
    if let description { identity.roles[name]?.description = description.isEmpty ? nil : description }
    if let maximumSessionSeconds { identity.roles[name]?.maximumSessionSeconds = maximumSessionSeconds }
    recordRole(name, "changed")
  }

  /// A key that is there gets another value, and is written as it is now. Roles of services can be labelled too.
  /// - Throws: NoSuchEntity; LimitExceeded, and then nothing changes.
  package mutating func tagRole(_ name: String, with tags: [ECS.Tag]) throws(ServiceFailure) {
    var own = try existingRole(name).tags
    for tag in tags {
      if let place = own.firstIndex(where: { $0.key?.lowercased() == tag.key?.lowercased() }) {
        own[place] = tag
      } else {
        own.append(tag)
      }
    }
    guard own.count <= Identity.maximumTags else { throw .tooManyRoleTags }
    identity.roles[name]?.tags = own
    recordRole(name, "tags changed")
  }

  /// A key that is not there is no error.
  package mutating func untagRole(_ name: String, keys: [String]) throws(ServiceFailure) {
    _ = try existingRole(name)
    let gone = Set(keys.map { $0.lowercased() })
    identity.roles[name]?.tags.removeAll { gone.contains($0.key?.lowercased() ?? "") }
    recordRole(name, "tags changed")
  }
}

extension ServiceFailure {
  package static var tooManyRoleTags: ServiceFailure {
    ServiceFailure("LimitExceeded", "Cannot exceed quota for TagsPerRole: \(Identity.maximumTags)")
  }
}
