/// Labels at the border of EC2.
///
/// In: calls. Out: replies. Source: EC2 API reference, CreateTags, DeleteTags, DescribeTags.
import Cloud
import Documents

extension CloudAPI {
  static let ec2TagHandlers: [String: Handler] = [
    "CreateTags": createTags,
    "DeleteTags": deleteTags,
    "DescribeTags": describeTags,
  ]

  @Sendable private static func createTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    guard let ids = try input.strings("Resources"), !ids.isEmpty else { throw .ec2Missing("resourceIdSet") }
    guard let tags = try input.ec2TagList(valueIfAbsent: ""), !tags.isEmpty else { throw .ec2Missing("tagSet") }
    try input.checkDryRun()
    try region.createTags(tags, of: ids)
    return [:]
  }

  @Sendable private static func deleteTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    guard let ids = try input.strings("Resources"), !ids.isEmpty else { throw .ec2Missing("resourceIdSet") }
    let tags = try input.ec2TagList(valueIfAbsent: nil)
    try input.checkDryRun()
    try region.deleteTags(tags, of: ids)
    return [:]
  }

  @Sendable private static func describeTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.checkDryRun()
    let all = region.labelled.flatMap { resource in
      resource.tags.map { ShownLabel(id: resource.id, type: resource.type, tag: $0) }
    }
    let page = try input.ec2Page(of: try input.filtered(all)) { "\($0.id)/\($0.tag.key ?? "")" }
    return Document.Object(rendering: ["Tags": page.items.map(\.document), "NextToken": page.nextToken])
  }
}

private struct ShownLabel: EC2Filterable {
  let id: String
  let type: String
  let tag: ECS.Tag
  var tags: [ECS.Tag] { [tag] }

  func values(ofFilter name: String) -> [String]? {
    switch name {
    case "key": [tag.key ?? ""]
    case "value": [tag.value ?? ""]
    case "resource-id": [id]
    case "resource-type": [type]
    default: nil
    }
  }

  var document: Document {
    Document.Object(rendering: [
      "ResourceType": type, "ResourceId": id, "Key": tag.key ?? "", "Value": tag.value ?? "",
    ]).rendered
  }
}

extension Input {
  fileprivate func ec2TagList(valueIfAbsent: String?) throws(ServiceFailure) -> [ECS.Tag]? {
    guard let entries = try structures("Tags") else { return nil }
    var tags: [ECS.Tag] = []
    for entry in entries {
      tags.append(ECS.Tag(key: try entry.string("Key"), value: try entry.string("Value") ?? valueIfAbsent))
    }
    return tags
  }
}

extension ServiceFailure {
  fileprivate static func ec2Missing(_ member: String) -> ServiceFailure {
    ServiceFailure("MissingParameter", "The request must contain the parameter \(member)")
  }
}
