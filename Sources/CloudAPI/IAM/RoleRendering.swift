/// What IAM's calls have in common: names, pages, roles as replies show them.
///
/// In: a request's members, roles. Out: values and documents, or IAM's refusal. Ids are the same for the same name always.
/// Source: IAM API reference; IAM User Guide, "Unique identifiers" (`AROA` begins a role's id, `AIPA` a profile's).
import Cloud
import Documents
import SimulationKit

extension Input {
  func iamText(_ member: String) throws(ServiceFailure) -> String {
    guard let text = try string(member), !text.isEmpty else {
      throw .iamConstraint(Self.lowerCamel(member), nil, "Member must not be null")
    }
    return text
  }

  /// Letters, digits and `+=,.@-_`.
  func iamName(_ member: String, atMost limit: Int) throws(ServiceFailure) -> String {
    let name = try iamText(member)
    guard name.utf8.allSatisfy(Self.isNameByte) else {
      throw ServiceFailure(
        "ValidationError",
        "The specified value for \(Self.lowerCamel(member)) is invalid. It must contain only alphanumeric characters "
          + "and/or the following: +=,.@_-")
    }
    guard name.utf8.count <= limit else {
      throw .iamConstraint(
        Self.lowerCamel(member), name, "Member must have length less than or equal to \(limit)")
    }
    return name
  }

  func iamPath() throws(ServiceFailure) -> String {
    let path = try string("Path") ?? "/"
    guard path.hasPrefix("/"), path.hasSuffix("/"), path.utf8.count <= 512,
      path.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      throw ServiceFailure(
        "ValidationError",
        "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric "
          + "characters and/or / characters.")
    }
    return path
  }

  func iamPolicyARN() throws(ServiceFailure) -> String {
    let arn = try iamText("PolicyArn")
    guard arn.hasPrefix("arn:") else {
      throw ServiceFailure("InvalidInput", "ARN \(arn) is not valid.")
    }
    return arn
  }

  /// Labels whose keys differ in more than the case of their letters.
  func iamTags() throws(ServiceFailure) -> [ECS.Tag] {
    var tags: [ECS.Tag] = []
    for (index, tag) in (try structures("Tags") ?? []).enumerated() {
      let (key, value) = (try tag.iamText("Key"), try tag.string("Value") ?? "")
      for (member, text, limit) in [("key", key, 128), ("value", value, 256)]
      where text.unicodeScalars.count > limit {
        throw .iamConstraint(
          "tags.\(index + 1).member.\(member)", text, "Member must have length less than or equal to \(limit)")
      }
      guard !key.lowercased().hasPrefix("aws:") else {
        throw ServiceFailure("InvalidInput", "aws: prefixed tag key names are not allowed for external use.")  // [SIM]
      }
      tags.append(ECS.Tag(key: key, value: value))
    }
    guard tags.count <= Identity.maximumTags else { throw .tooManyRoleTags }
    guard Set(tags.map { $0.key?.lowercased() }).count == tags.count else {
      throw ServiceFailure(
        "InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.")
    }
    return tags
  }

  /// Whom a role trusts. Blanks do not count for how long it may be.
  func iamTrust(_ member: String) throws(ServiceFailure) -> PolicyDocument {
    let document = try PolicyDocument(try iamText(member), as: .trust)
    guard document.text.count(where: { !$0.isWhitespace }) <= 2_048 else {
      throw ServiceFailure("LimitExceeded", "Cannot exceed quota for ACLSizePerRole: 2048")
    }
    return document
  }

  func iamDescription() throws(ServiceFailure) -> String? {
    guard let text = try string("Description") else { return nil }
    guard text.unicodeScalars.count <= 1_000 else {
      throw .iamConstraint("description", text, "Member must have length less than or equal to 1000")
    }
    return text
  }

  /// How long a session of a role may last.
  func iamSessionSeconds() throws(ServiceFailure) -> Int? {
    guard let seconds = try integer("MaxSessionDuration") else { return nil }
    guard (3_600...43_200).contains(seconds) else {
      throw .iamConstraint(
        "maxSessionDuration", String(seconds),
        "Member must have value \(seconds < 3_600 ? "greater than or equal to 3600" : "less than or equal to 43200")")
    }
    return seconds
  }

  /// At most `MaxItems` items behind the one that `Marker` names.
  func iamPage<Item>(of items: [Item], key: (Item) -> String) throws(ServiceFailure) -> Page<Item> {
    let limit = try integer("MaxItems") ?? 100
    guard (1...1_000).contains(limit) else {
      throw .iamConstraint(
        "maxItems", String(limit),
        "Member must have value \(limit < 1 ? "greater than or equal to 1" : "less than or equal to 1000")")
    }
    do throws(ServiceFailure) { return try page(of: items, limit: limit, token: try string("Marker"), key: key) } catch
    {
      throw ServiceFailure("InvalidInput", "Invalid Marker")
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "+=,.@-_".utf8.contains(byte)
    }
  }

  private static func lowerCamel(_ member: String) -> String { member.prefix(1).lowercased() + member.dropFirst() }
}

extension ServiceFailure {
  static func iamConstraint(_ member: String, _ value: String?, _ rule: String) -> ServiceFailure {
    ServiceFailure(
      "ValidationError",
      "1 validation error detected: Value \(value.map { "'\($0)' " } ?? "")at '\(member)' failed to satisfy constraint: "
        + rule)
  }
}

// MARK: - What is shown

extension Region {
  package func arn(ofRole role: Identity.Role) -> String { arn(service: "iam", "role\(role.path)\(role.name)") }

  /// A role's id, or with another prefix what else IAM numbers.
  func derivedRoleID(_ name: String, prefix: String = "AROA") -> String { prefix + CloudAPI.letters(for: name) }

  /// - Parameter isWhole: with tags and last use, as GetRole alone shows it.
  func document(of role: Identity.Role, isWhole: Bool) -> Document.Object {
    let trust = role.trustDocument ?? PolicyDocument(trusting: role.trusts)
    let tags = role.tags.map(\.iamRendered)
    return Document.Object(rendering: [
      "Path": role.path, "RoleName": role.name, "RoleId": derivedRoleID(role.name), "Arn": arn(ofRole: role),
      "CreateDate": role.createdAt ?? .worldStart, "AssumeRolePolicyDocument": PercentText.encoded(trust.text),
      "Description": role.description, "MaxSessionDuration": role.maximumSessionSeconds,
      "Tags": isWhole && !tags.isEmpty ? tags : nil, "RoleLastUsed": isWhole ? Document.Object() : nil,
    ])
  }

  func document(of profile: Identity.InstanceProfile) -> Document.Object {
    let roles = profile.role.flatMap { identity.roles[$0] }.map { [document(of: $0, isWhole: false)] } ?? []
    let tags = profile.tags.map(\.iamRendered)
    return Document.Object(rendering: [
      "Path": profile.path, "InstanceProfileName": profile.name,
      "InstanceProfileId": derivedRoleID(profile.name, prefix: "AIPA"), "Arn": arn(ofInstanceProfile: profile),
      "CreateDate": profile.createdAt, "Roles": roles, "Tags": tags.isEmpty ? nil : tags,
    ])
  }

  private func arn(ofInstanceProfile profile: Identity.InstanceProfile) -> String {
    arn(service: "iam", "instance-profile\(profile.path)\(profile.name)")
  }

  /// The ARN of the profile that RunInstances names by ARN or name.
  func instanceProfileARN(arn: String?, name: String?) throws(ServiceFailure) -> String? {
    guard let reference = arn ?? name else { return nil }
    let key = reference.split(separator: "/").last.map(String.init) ?? reference
    guard let profile = identity.instanceProfiles[key] else {
      throw ServiceFailure(
        "InvalidParameterValue",
        "Value (\(reference)) for parameter iamInstanceProfile.\(arn == nil ? "name" : "arn") is invalid. "
          + "Invalid IAM Instance Profile \(arn == nil ? "name" : "ARN")",
        why: "Make it with 'aws iam create-instance-profile', and give it a role with 'add-role-to-instance-profile'.")
    }
    return self.arn(ofInstanceProfile: profile)
  }
}

extension ECS.Tag {
  /// With IAM's own members.
  var iamRendered: Document.Object { Document.Object(rendering: ["Key": key ?? "", "Value": value ?? ""]) }
}

/// Percent-encoding, as IAM sends policy documents. Source: RFC 3986, section 2.1.
enum PercentText {
  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
