/// Labels of log groups at the border: by the group's ARN, or in the older operations by its name.
///
/// In: calls. Out: replies. Source: CloudWatch Logs API reference, ListTagsForResource, TagResource, UntagResource,
/// ListTagsLogGroup, TagLogGroup, UntagLogGroup.
import Cloud
import Documents

extension CloudAPI {
  @Sendable static func listLogTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let group = try region.existingLogGroup(try call.input.taggedLogGroup())
    var tags = Document.Object()
    for tag in group.tags { tags[tag.key] = .string(tag.value) }
    return ["tags": .object(tags)]
  }

  @Sendable static func tagLogGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.tagLogGroup(try call.input.taggedLogGroup(), with: try call.input.logTags())
    return [:]
  }

  @Sendable static func untagLogGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let keys = try input.strings(input.knows("tagKeys") ? "tagKeys" : "tags")
    try region.untagLogGroup(try input.taggedLogGroup(), keys: keys ?? [])
    return [:]
  }
}

extension Input {
  fileprivate func taggedLogGroup() throws(ServiceFailure) -> String {
    guard knows("resourceArn") else { return try logGroupName() }
    guard let arn = try string("resourceArn") else {
      throw .constraint("resourceArn", nil, "Member must not be null")
    }
    return Self.logGroupName(in: arn)
  }

  func logTags() throws(ServiceFailure) -> [(key: String, value: String)] {
    guard let value = document("tags") else { return [] }
    guard case .object(let labels) = value else { throw .serialization(of: value, as: "Map") }
    var tags: [(key: String, value: String)] = []
    for label in labels.members {
      guard case .string(let text) = label.value else { throw .serialization(of: label.value, as: "String") }
      tags.append((label.key, text))
    }
    return tags
  }
}
