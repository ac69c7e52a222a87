/// Tags at the border.
///
/// In: calls. Out: tags, or nothing. Source: ECS API reference, TagResource, UntagResource, ListTagsForResource.
import Cloud
import Documents

extension CloudAPI {
  static let tagHandlers: [String: Handler] = [
    "TagResource": tagResource,
    "UntagResource": untagResource,
    "ListTagsForResource": listTagsForResource,
  ]

  @Sendable private static func tagResource(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    var tags: [ECS.Tag] = []
    for entry in try call.input.structures("tags") ?? [] {
      tags.append(ECS.Tag(key: try entry.string("key"), value: try entry.string("value")))
    }
    try region.tag(try call.input.requiredString("resourceArn"), with: tags)
    return [:]
  }

  @Sendable private static func untagResource(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.untag(
      try call.input.requiredString("resourceArn"), keys: try call.input.strings("tagKeys") ?? [])
    return [:]
  }

  @Sendable private static func listTagsForResource(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    Document.Object(rendering: ["tags": try region.tags(of: try call.input.requiredString("resourceArn"))])
  }
}
