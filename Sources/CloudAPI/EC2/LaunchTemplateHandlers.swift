/// Launch templates at the border of EC2, and what RunInstances and Auto Scaling groups take from them.
///
/// In: calls. Out: replies. What a template's data says is taken like the same members of RunInstances; members that have
/// no consequence there have none here. Source: EC2 API reference, the operations named below,
/// LaunchTemplateSpecification.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let launchTemplateHandlers: [String: Handler] = [
    "CreateLaunchTemplate": createLaunchTemplate,
    "CreateLaunchTemplateVersion": createLaunchTemplateVersion,
    "DescribeLaunchTemplates": describeLaunchTemplates,
    "DescribeLaunchTemplateVersions": describeLaunchTemplateVersions,
    "ModifyLaunchTemplate": modifyLaunchTemplate,
    "DeleteLaunchTemplate": deleteLaunchTemplate,
    "DeleteLaunchTemplateVersions": deleteLaunchTemplateVersions,
  ]

  @Sendable private static func createLaunchTemplate(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let (name, data) = (try input.ec2String("LaunchTemplateName"), try input.templateData())
    let tags = try input.tags(of: "launch-template")
    try input.checkDryRun()
    let template = try region.createLaunchTemplate(
      named: name, description: try input.string("VersionDescription"), data: data, by: call.principal, tags: tags)
    return ["LaunchTemplate": template.document]
  }

  @Sendable private static func createLaunchTemplateVersion(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let template = try input.launchTemplate(region)
    var data = try input.templateData()
    if let source = try input.string("SourceVersion") {
      data = data.adding(try region.version(source, of: template).data)
    }
    try input.checkDryRun()
    let version = region.addVersion(
      to: template, description: try input.string("VersionDescription"), data: data, by: call.principal)
    refreshGroups(of: template.id, &region)
    return ["LaunchTemplateVersion": version.document(of: template)]
  }

  @Sendable private static func describeLaunchTemplates(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.checkDryRun()
    let all = region.ec2.launchTemplates.values
    for id in try input.strings("LaunchTemplateIds") ?? [] { _ = try region.launchTemplate(id: id, name: nil) }
    for name in try input.strings("LaunchTemplateNames") ?? [] where !all.contains(where: { $0.name == name }) {
      throw ServiceFailure(
        "InvalidLaunchTemplateName.NotFoundException",
        "At least one of the launch templates specified in the request does not exist.",
        why: "There is no '\(name)'. Without names the operation lists those there are.")
    }
    let ids = try input.strings("LaunchTemplateIds") ?? all.map(\.id)
    let names = try input.strings("LaunchTemplateNames") ?? all.map(\.name)
    let found = try input.filtered(all.filter { ids.contains($0.id) && names.contains($0.name) })
    let page = try input.ec2Page(of: found, key: \.id)
    return Document.Object(rendering: [
      "LaunchTemplates": page.items.map(\.document), "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func describeLaunchTemplateVersions(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.checkDryRun()
    if try !input.ec2Filters().isEmpty { throw .notSimulated("A filter on versions of launch templates") }
    let wanted = try input.strings("Versions") ?? []
    var found: [(EC2.LaunchTemplate, EC2.LaunchTemplateVersion)] = []
    if !input.has("LaunchTemplateId"), !input.has("LaunchTemplateName") {
      // Without a template: the default or the latest version of each.
      guard !wanted.isEmpty, wanted.allSatisfy({ ["$Default", "$Latest"].contains($0) }) else {
        throw ServiceFailure(wanted.isEmpty ? "MissingParameter" : "InvalidParameterValue", howToAskForVersions)
      }
      for template in region.ec2.launchTemplates.values {
        for text in wanted { found.append((template, try region.version(text, of: template))) }
      }
    } else {
      let template = try input.launchTemplate(region)
      let least = try input.string("MinVersion").flatMap { Int($0) } ?? 1
      let most = try input.string("MaxVersion").flatMap { Int($0) } ?? template.latestVersion
      if wanted.isEmpty {
        // The newest first.
        found = template.versions.values.filter { $0.number >= least && $0.number <= most }.reversed()
          .map { (template, $0) }
      }
      for text in wanted { found.append((template, try region.version(text, of: template))) }
    }
    let page = try input.ec2Page(of: found) { "\($0.0.id)/\($0.1.number)" }
    return Document.Object(rendering: [
      "LaunchTemplateVersions": page.items.map { $0.1.document(of: $0.0) }, "NextToken": page.nextToken,
    ])
  }

  private static let howToAskForVersions =
    "To describe the launch template data for all your launch templates, for ‘--versions’ specify ‘$Latest’, "
    + "‘$Default’, or both, and omit ‘--launch-template-id’, ‘--launch-template-name’, and version numbers. To describe "
    + "the launch template data for a specific launch template, specify ‘--launch-template-id’ or "
    + "‘--launch-template-name’, and for ‘--versions’ specify one or more of the following values: ‘$Latest’, "
    + "‘$Default’, or one or more version numbers."

  @Sendable private static func modifyLaunchTemplate(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    guard !input.has("LaunchTemplateId") || !input.has("LaunchTemplateName") else {
      throw ServiceFailure(
        "InvalidParameterCombination",
        "Either provide launch template ID or launch template name to modify the template.")
    }
    let template = try input.launchTemplate(region)
    let version = try input.ec2String("DefaultVersion")
    try input.checkDryRun()
    let changed = try region.setDefaultVersion(version, of: template)
    refreshGroups(of: template.id, &region)
    return ["LaunchTemplate": changed.document]
  }

  @Sendable private static func deleteLaunchTemplate(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let template = try call.input.launchTemplate(region)
    try call.input.checkDryRun()
    region.deleteLaunchTemplate(template)
    return ["LaunchTemplate": template.document]
  }

  @Sendable private static func deleteLaunchTemplateVersions(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let template = try input.launchTemplate(region)
    let versions = try input.strings("Versions") ?? []
    guard (1...200).contains(versions.count) else {
      throw ServiceFailure(
        "InvalidParameterValue", "The request must contain between 1 and 200 launch template versions.")
    }
    for text in versions where Int(text) == nil {
      throw ServiceFailure(
        "InvalidParameterValue", "The launch template version '\(text)' is not valid.",
        why: "Versions are deleted by their numbers; $Latest and $Default name none.")
    }
    try input.checkDryRun()
    let (deleted, kept) = region.deleteVersions(versions, of: template)
    refreshGroups(of: template.id, &region)
    func shown(_ number: Int) -> Document.Object {
      Document.Object(rendering: [
        "LaunchTemplateId": template.id, "LaunchTemplateName": template.name, "VersionNumber": number,
      ])
    }
    return Document.Object(rendering: [
      "SuccessfullyDeletedLaunchTemplateVersions": deleted.map { shown($0).rendered },
      "UnsuccessfullyDeletedLaunchTemplateVersions": kept.map { one in
        shown(one.number).adding([
          "ResponseError": ["Code": .string(one.code), "Message": .string(one.message)]
        ]).rendered
      },
    ])
  }

  /// Groups that launch the default or the latest version launch another now.
  private static func refreshGroups(of template: String, _ region: inout Region) {
    for group in region.autoScaling.groups.values {
      guard var launch = group.recipe.template, launch.id == template else { continue }
      guard let read = try? EC2.Launch(template: launch, in: region) else { continue }
      launch.launch = read
      region.setTemplate(launch, ofGroup: group.name)
    }
  }
}

extension Input {
  fileprivate func templateData() throws(ServiceFailure) -> Document.Object {
    guard let data = try structure("LaunchTemplateData") else {
      throw ServiceFailure("MissingParameter", "The request must contain the parameter LaunchTemplateData")
    }
    if data.has("InstanceRequirements") { throw .notSimulated("A choice of instances by their attributes") }
    return data.object
  }

  /// The template that a request or a LaunchTemplateSpecification names.
  func launchTemplate(_ region: Region) throws(ServiceFailure) -> EC2.LaunchTemplate {
    try region.launchTemplate(id: try string("LaunchTemplateId"), name: try string("LaunchTemplateName"))
  }
}

extension EC2.Launch {
  /// What a template's version says now; without an instance type the usual one of Auto Scaling groups.
  init(template: AutoScaling.Template, in region: Region) throws(ServiceFailure) {
    let found = try region.launchTemplate(id: template.id, name: nil)
    let version = try region.version(template.version, of: found)
    let usual: Document.Object = ["InstanceType": .string(AutoScalingTiming.usualInstanceType)]
    self = try Input.runInstances(version.data.adding(usual)).launch(region)
    tags += found.systemTags(of: version)
  }
}

extension EC2.LaunchTemplate {
  /// What EC2 itself writes on an instance that is launched by a template.
  func systemTags(of version: EC2.LaunchTemplateVersion) -> [ECS.Tag] {
    [
      ECS.Tag(key: "aws:ec2launchtemplate:id", value: id),
      ECS.Tag(key: "aws:ec2launchtemplate:version", value: String(version.number)),
    ]
  }
}

// MARK: - What is shown

extension EC2.LaunchTemplate: EC2Filterable {
  func values(ofFilter name: String) -> [String]? {
    switch name {
    case "launch-template-name": [self.name]
    default: nil
    }
  }

  fileprivate var document: Document {
    Document.Object(rendering: [
      "LaunchTemplateId": id, "LaunchTemplateName": name, "CreateTime": createdAt, "CreatedBy": createdBy,
      "DefaultVersionNumber": defaultVersion, "LatestVersionNumber": latestVersion,
      "Tags": Document.Object.ec2Tags(tags),
    ]).rendered
  }
}

extension EC2.LaunchTemplateVersion {
  fileprivate func document(of template: EC2.LaunchTemplate) -> Document {
    Document.Object(rendering: [
      "LaunchTemplateId": template.id, "LaunchTemplateName": template.name, "VersionNumber": number,
      "VersionDescription": description, "CreateTime": createdAt, "CreatedBy": createdBy,
      "DefaultVersion": number == template.defaultVersion, "LaunchTemplateData": data,
    ]).rendered
  }
}
