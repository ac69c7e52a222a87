/// Launch templates: what instances are to be, kept under a name in numbered versions.
///
/// In: names, data as requests give them. Out: templates, or EC2's refusal. The border reads the data when something is
/// launched by it. Source: EC2 API reference, CreateLaunchTemplate, CreateLaunchTemplateVersion, ModifyLaunchTemplate,
/// DeleteLaunchTemplate, DeleteLaunchTemplateVersions (that the default version stays is the guide's, its code and text are
/// ours); EC2 User Guide, "Launch templates".
import Collections
import Documents
import SimulationKit

extension EC2 {
  package struct LaunchTemplate: Sendable {
    /// `lt-` and 17 hexadecimal digits.
    package let id: String
    package let name: String
    package let createdBy: String
    package internal(set) var tags: [ECS.Tag]
    package internal(set) var defaultVersion = 1
    /// By number; never empty.
    package internal(set) var versions: OrderedDictionary<Int, LaunchTemplateVersion>
    package let createdAt: Instant
    /// Numbers are given once: also those of versions that were deleted.
    var lastNumber = 1

    package var latestVersion: Int { versions.keys.max() ?? 1 }
  }

  package struct LaunchTemplateVersion: Sendable {
    package let number: Int
    package let description: String?
    package let createdAt: Instant
    package let createdBy: String
    /// RequestLaunchTemplateData, as given.
    package let data: Document.Object
  }
}

extension Region {
  /// - Throws: InvalidLaunchTemplateId.NotFound, InvalidLaunchTemplateName.NotFoundException, MissingParameter.
  package func launchTemplate(id: String?, name: String?) throws(ServiceFailure) -> EC2.LaunchTemplate {
    if let id {
      guard let template = ec2.launchTemplates[id] else {
        throw ServiceFailure(
          "InvalidLaunchTemplateId.NotFound",
          "The specified launch template, with template ID \(id), does not exist.", why: Self.templatesThere)
      }
      return template
    }
    guard let name else {
      throw ServiceFailure(
        "MissingParameter",
        "The request must contain the parameter launch template ID or launch template name")
    }
    guard let template = ec2.launchTemplates.values.first(where: { $0.name == name }) else {
      throw ServiceFailure(
        "InvalidLaunchTemplateName.NotFoundException",
        "The specified launch template, with template name \(name), does not exist.", why: Self.templatesThere)
    }
    return template
  }

  private static let templatesThere = "'aws ec2 describe-launch-templates' shows those there are."

  /// - Parameter text: a number, `$Default` or `$Latest`; nil: the default.
  /// - Throws: InvalidLaunchTemplateId.VersionNotFound.
  package func version(
    _ text: String?, of template: EC2.LaunchTemplate
  ) throws(ServiceFailure) -> EC2.LaunchTemplateVersion {
    let number: Int? =
      switch text {
      case nil, "", "$Default": template.defaultVersion
      case "$Latest": template.latestVersion
      case let text?: Int(text)
      }
    guard let version = number.flatMap({ template.versions[$0] }) else {
      throw ServiceFailure(
        "InvalidLaunchTemplateId.VersionNotFound",
        "Could not find the specified version \(text ?? "") for the launch template with ID \(template.id).",
        why: "'aws ec2 describe-launch-template-versions' shows them; $Latest and $Default name one without a number.")
    }
    return version
  }

  /// CreateLaunchTemplate.
  /// - Throws: InvalidLaunchTemplateName.AlreadyExistsException, InvalidLaunchTemplateName.MalformedException.
  package mutating func createLaunchTemplate(
    named name: String, description: String?, data: Document.Object, by principal: String, tags: [ECS.Tag]
  ) throws(ServiceFailure) -> EC2.LaunchTemplate {
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic && scalar.isASCII || ("0"..."9").contains(scalar)
        || "()./_-".unicodeScalars.contains(scalar)
    }
    guard (3...128).contains(name.unicodeScalars.count), isPlain else {
      throw ServiceFailure(
        "InvalidLaunchTemplateName.MalformedException",
        "A launch template name must be between 3 and 128 characters, "
          + "and may contain letters, numbers, and the following characters: - ( ) . / _")
    }
    guard !ec2.launchTemplates.values.contains(where: { $0.name == name }) else {
      throw ServiceFailure(
        "InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.",
        why: "A new version of it is made by 'aws ec2 create-launch-template-version'.")
    }
    let first = EC2.LaunchTemplateVersion(
      number: 1, description: description, createdAt: now, createdBy: principal, data: data)
    let template = EC2.LaunchTemplate(
      id: "lt-" + mint.hexadecimal(17), name: name, createdBy: principal, tags: tags, versions: [1: first],
      createdAt: now)
    ec2.launchTemplates[template.id] = template
    recordLaunchTemplate(template, "launch template created")
    return template
  }

  /// CreateLaunchTemplateVersion.
  package mutating func addVersion(
    to template: EC2.LaunchTemplate, description: String?, data: Document.Object, by principal: String
  ) -> EC2.LaunchTemplateVersion {
    let version = EC2.LaunchTemplateVersion(
      number: template.lastNumber + 1, description: description, createdAt: now, createdBy: principal, data: data)
    ec2.launchTemplates[template.id]?.versions[version.number] = version
    ec2.launchTemplates[template.id]?.lastNumber = version.number
    recordLaunchTemplate(template, "version \(version.number) created")
    return version
  }

  /// ModifyLaunchTemplate.
  package mutating func setDefaultVersion(
    _ text: String, of template: EC2.LaunchTemplate
  ) throws(ServiceFailure) -> EC2.LaunchTemplate {
    let found = try? version(text, of: template)
    guard let number = found?.number else {
      throw ServiceFailure(
        "InvalidLaunchTemplateId.VersionNotFound",
        "The launch template version \(text) is not found for the specified launch template.",
        why: "'aws ec2 describe-launch-template-versions' shows those there are.")
    }
    ec2.launchTemplates[template.id]?.defaultVersion = number
    recordLaunchTemplate(template, "default version \(number)")
    return ec2.launchTemplates[template.id] ?? template
  }

  /// DeleteLaunchTemplateVersions.
  /// - Returns: the versions that are gone, and those that stay with what is wrong.
  package mutating func deleteVersions(
    _ texts: [String], of template: EC2.LaunchTemplate
  ) -> (deleted: [Int], kept: [(number: Int, code: String, message: String)]) {
    var deleted: [Int] = []
    var kept: [(number: Int, code: String, message: String)] = []
    for text in texts {
      let number = Int(text) ?? 0
      guard let known = ec2.launchTemplates[template.id], known.versions[number] != nil else {
        kept.append(
          (number, "launchTemplateVersionDoesNotExist", "The specified launch template version does not exist."))
        continue
      }
      guard number != known.defaultVersion else {
        kept.append((number, "unexpectedError", "You cannot delete the default version of a launch template."))
        continue
      }
      ec2.launchTemplates[template.id]?.versions[number] = nil
      deleted.append(number)
    }
    if !deleted.isEmpty {
      recordLaunchTemplate(template, "versions \(deleted.map(String.init).joined(separator: ", ")) deleted")
    }
    return (deleted, kept)
  }

  /// DeleteLaunchTemplate. Groups that launch by it can launch no more.
  package mutating func deleteLaunchTemplate(_ template: EC2.LaunchTemplate) {
    ec2.launchTemplates[template.id] = nil
    recordLaunchTemplate(template, "launch template deleted")
  }

  private mutating func recordLaunchTemplate(_ template: EC2.LaunchTemplate, _ message: String) {
    record(EventRecord.Draft(.command, source: "launch-template/\(template.name)", cluster: nil, message: message))
  }
}
