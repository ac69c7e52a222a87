/// What IAM's calls do to roles and instance profiles.
///
/// In: names, documents. Out: roles as they then are, or IAM's refusal. ECS's checks see the change at once.
/// Source: IAM API reference, CreateRole, DeleteRole, AttachRolePolicy, DetachRolePolicy, PutRolePolicy,
/// CreateServiceLinkedRole, CreateInstanceProfile, AddRoleToInstanceProfile.
import Collections
import SimulationKit

extension Region {
  package func existingRole(_ name: String) throws(ServiceFailure) -> Identity.Role {
    guard let role = identity.roles[name] else { throw .roleNotFound(name) }
    return role
  }

  package struct NewRole: Sendable {
    package var name: String
    package var trust: PolicyDocument
    package var path = "/"
    package var description: String?
    package var maximumSessionSeconds = 3_600
    package var tags: [ECS.Tag] = []
    package init(name: String, trust: PolicyDocument) {
      self.name = name
      self.trust = trust
    }
  }

  package mutating func createRole(_ new: NewRole) throws(ServiceFailure) -> Identity.Role {
    guard !identity.roles.keys.contains(where: { $0.lowercased() == new.name.lowercased() }) else {
      throw ServiceFailure(
        "EntityAlreadyExists", "Role with name \(new.name) already exists.",
        why: "Role names are unique in an account, whatever the case of their letters; "
          + "'aws iam get-role --role-name \(new.name)' shows the one there is.")
    }
    guard !new.path.hasPrefix("/aws-service-role/") else {
      throw ServiceFailure("InvalidInput", "Role path is reserved for service linked roles.")
    }
    var role = Identity.Role(name: new.name, trusts: new.trust.trustedServices, policies: [])
    role.path = new.path
    role.trustDocument = new.trust
    role.description = new.description
    role.maximumSessionSeconds = new.maximumSessionSeconds
    role.createdAt = now
    role.tags = new.tags
    identity.roles[new.name] = role
    recordRole(new.name, "created")
    return role
  }

  /// - Throws: NoSuchEntity, DeleteConflict while it carries policies or is in an instance profile.
  package mutating func deleteRole(_ name: String) throws(ServiceFailure) {
    let role = try changeableRole(name)
    guard role.policies.isEmpty else {
      throw ServiceFailure(
        "DeleteConflict", "Cannot delete entity, must detach all policies first.",
        why: "'aws iam list-attached-role-policies' shows them, 'detach-role-policy' takes each away.")
    }
    guard role.inlinePolicies.isEmpty else {
      throw ServiceFailure(
        "DeleteConflict", "Cannot delete entity, must delete policies first.",
        why: "It carries policies of its own: 'aws iam list-role-policies' names them, 'aws iam delete-role-policy' "
          + "takes them away.")
    }
    guard !identity.instanceProfiles.values.contains(where: { $0.role == name }) else {
      throw ServiceFailure("DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.")
    }
    identity.roles[name] = nil
    recordRole(name, "deleted")
  }

  package mutating func attachPolicy(_ arn: String, toRole name: String) throws(ServiceFailure) {
    let role = try changeableRole(name)
    guard ManagedPolicy.exists(arn, in: partition) else {
      throw ServiceFailure(
        "NoSuchEntity", "Policy \(arn) does not exist or is not attachable.",
        why: ManagedPolicy.known(ManagedPolicy.name(arn), in: partition).map { "Its ARN is \($0)." }
          ?? "AWS's own policies have ARNs as \(ManagedPolicy.prefix(in: partition))NAME.")
    }
    guard !role.policies.contains(where: { ManagedPolicy.arn($0, in: partition) == arn }) else { return }
    guard role.policies.count < 10 else {
      throw ServiceFailure("LimitExceeded", "Cannot exceed quota for PoliciesPerRole: 10")
    }
    identity.roles[name]?.policies.append(arn)
    recordRole(name, "is given \(ManagedPolicy.name(arn))")
  }

  package mutating func detachPolicy(_ arn: String, fromRole name: String) throws(ServiceFailure) {
    let role = try changeableRole(name)
    guard role.policies.contains(where: { ManagedPolicy.arn($0, in: partition) == arn }) else {
      throw ServiceFailure("NoSuchEntity", "Policy \(arn) was not found.")
    }
    identity.roles[name]?.policies.removeAll { ManagedPolicy.arn($0, in: partition) == arn }
    recordRole(name, "loses \(ManagedPolicy.name(arn))")
  }

  package mutating func putPolicy(
    _ document: PolicyDocument, named policy: String, intoRole name: String
  ) throws(ServiceFailure) {
    _ = try changeableRole(name)
    identity.roles[name]?.inlinePolicies[policy] = document
    recordRole(name, "policy \(policy) put")
  }

  package mutating func deletePolicy(named policy: String, ofRole name: String) throws(ServiceFailure) {
    guard try changeableRole(name).inlinePolicies[policy] != nil else { throw .rolePolicyNotFound(policy) }
    identity.roles[name]?.inlinePolicies[policy] = nil
    recordRole(name, "policy \(policy) deleted")
  }

  package mutating func createServiceLinkedRole(
    service: String, suffix: String?, description: String?
  ) throws(ServiceFailure) -> Identity.Role {
    guard let (name, policy) = ServiceLinkedRole.roles.first(where: { $0.key == service })?.value else {
      throw ServiceFailure(
        "InvalidInput", "Service Linked Roles for \(service) cannot be created.",
        why: "Here: \(ServiceLinkedRole.roles.map(\.key).joined(separator: ", ")).")
    }
    guard suffix == nil || service == "autoscaling.amazonaws.com" else {
      throw ServiceFailure("InvalidInput", "Custom suffix is not allowed for \(service)")
    }
    let whole = suffix.map { "\(name)_\($0)" } ?? name
    guard identity.roles[whole] == nil else {
      throw ServiceFailure(
        "InvalidInput",
        "Service role name \(whole) has been taken in this account, please try a different suffix.",
        why: "The role is there already: nothing has to be done.")
    }
    var role = Identity.Role(name: whole, trusts: [service], policies: [policy])
    role.path = ServiceLinkedRole.path(of: service)
    role.description = description ?? ServiceLinkedRole.descriptions[service]
    role.createdAt = now
    identity.roles[whole] = role
    recordRole(whole, "created")
    return role
  }

  func changeableRole(_ name: String) throws(ServiceFailure) -> Identity.Role {
    let role = try existingRole(name)
    guard !role.isServiceLinked else {
      throw ServiceFailure(
        "UnmodifiableEntity",
        "Cannot perform the operation on the protected role '\(name)' - this role is only modifiable by AWS")
    }
    return role
  }

  mutating func recordRole(_ name: String, _ what: String) {
    record(EventRecord.Draft(.command, source: "role/\(name)", cluster: nil, message: what))
  }

  // MARK: - Instance profiles

  package func existingInstanceProfile(_ name: String) throws(ServiceFailure) -> Identity.InstanceProfile {
    guard let profile = identity.instanceProfiles[name] else {
      throw ServiceFailure("NoSuchEntity", "Instance Profile \(name) cannot be found.")
    }
    return profile
  }

  package mutating func createInstanceProfile(
    _ name: String, path: String, tags: [ECS.Tag]
  ) throws(ServiceFailure) -> Identity.InstanceProfile {
    guard identity.instanceProfiles[name] == nil else {
      throw ServiceFailure("EntityAlreadyExists", "Instance Profile \(name) already exists.")
    }
    let profile = Identity.InstanceProfile(name: name, path: path, createdAt: now, role: nil, tags: tags)
    identity.instanceProfiles[name] = profile
    return profile
  }

  package mutating func addRole(_ role: String, toInstanceProfile name: String) throws(ServiceFailure) {
    let profile = try existingInstanceProfile(name)
    _ = try changeableRole(role)
    guard profile.role == nil else {
      throw ServiceFailure("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1")
    }
    identity.instanceProfiles[name]?.role = role
  }

  package mutating func removeRole(_ role: String, fromInstanceProfile name: String) throws(ServiceFailure) {
    guard try existingInstanceProfile(name).role == role else {
      throw ServiceFailure("NoSuchEntity", "The role with name \(role) cannot be found.")
    }
    identity.instanceProfiles[name]?.role = nil
  }

  package mutating func deleteInstanceProfile(_ name: String) throws(ServiceFailure) {
    guard try existingInstanceProfile(name).role == nil else {
      throw ServiceFailure("DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.")
    }
    identity.instanceProfiles[name] = nil
  }
}

extension ServiceFailure {
  package static func rolePolicyNotFound(_ name: String) -> ServiceFailure {
    ServiceFailure("NoSuchEntity", "The role policy with name \(name) cannot be found.")
  }
}

extension Region {
  /// Credentials of the form that STS gives out.
  package mutating func drawCredentials() -> (accessKeyID: String, secret: String, token: String) {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    let key = (0..<16).map { _ in String(alphabet[mint.number(in: 0...31)]) }.joined()
    return (RoleSession.keyPrefix + key, mint.urlSafe(40), "IQoJb3JpZ2luX2Vj" + mint.urlSafe(240))
  }
}

extension ServiceFailure {
  package static func roleNotFound(_ name: String) -> ServiceFailure {
    ServiceFailure(
      "NoSuchEntity", "The role with name \(name) cannot be found.",
      why: "'aws iam list-roles' lists the roles of the account.")
  }
}
