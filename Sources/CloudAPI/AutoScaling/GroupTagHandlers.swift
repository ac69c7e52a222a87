/// Labels of Auto Scaling groups and the choice of their metrics at the border.
///
/// In: calls. Out: replies. Source: EC2 Auto Scaling API reference, CreateOrUpdateTags, DeleteTags, DescribeTags,
/// EnableMetricsCollection, DisableMetricsCollection.
import Cloud
import Documents

extension CloudAPI {
  static let groupTagHandlers: [String: Handler] = [
    "CreateOrUpdateTags": createOrUpdateTags,
    "DeleteTags": deleteTags,
    "DescribeTags": describeTags,
    "EnableMetricsCollection": enableMetricsCollection,
    "DisableMetricsCollection": disableMetricsCollection,
  ]

  @Sendable private static func createOrUpdateTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    var tags: [AutoScaling.TagOfGroup] = []
    for entry in try call.input.structures("Tags") ?? [] {
      let tag = AutoScaling.GroupTag(
        key: try entry.string("Key") ?? "", value: try entry.string("Value") ?? "",
        propagatesAtLaunch: try entry.boolean("PropagateAtLaunch") ?? true)
      tags.append(.init(group: try entry.taggedGroup(), tag: tag))
    }
    try region.setTags(tags)
    return [:]
  }

  @Sendable private static func deleteTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    var keys: [(group: String, key: String)] = []
    for entry in try call.input.structures("Tags") ?? [] {
      keys.append((try entry.taggedGroup(), try entry.string("Key") ?? ""))
    }
    try region.deleteTags(keys)
    return [:]
  }

  @Sendable private static func describeTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    var all = region.autoScaling.groups.values.filter { !$0.isBeingDeleted }.flatMap { group in
      group.tags.map { AutoScaling.TagOfGroup(group: group.name, tag: $0) }
    }
    for filter in try call.input.structures("Filters") ?? [] {
      let (name, values) = (try filter.string("Name") ?? "", try filter.strings("Values") ?? [])
      guard let read = AutoScaling.TagOfGroup.filters[name] else {
        throw .groupValidation(
          "Filter type \(name) is not correct. Allowed Filter types are: auto-scaling-group key value "
            + "propagate-at-launch")
      }
      all.removeAll { !values.contains(read($0)) }
    }
    let page = try call.input.recordPage(of: all, size: 50, key: { "\($0.group)/\($0.tag.key)" })
    return Document.Object(rendering: [
      "Tags": page.items.map { $0.tag.rendered(ofGroup: $0.group) }, "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func enableMetricsCollection(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let granularity = try call.input.string("Granularity") ?? ""
    guard granularity == "1Minute" else {
      throw .groupValidation("Granularity \(granularity) is not valid.", why: "The only one there is is 1Minute.")
    }
    try region.setMetrics(
      try call.input.strings("Metrics") ?? [], areCollected: true, ofGroup: try call.input.groupName())
    return [:]
  }

  @Sendable private static func disableMetricsCollection(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.setMetrics(
      try call.input.strings("Metrics") ?? [], areCollected: false, ofGroup: try call.input.groupName())
    return [:]
  }
}

extension Input {
  /// The group that an entry of `Tags` is for.
  fileprivate func taggedGroup() throws(ServiceFailure) -> String {
    guard try string("ResourceType") ?? "auto-scaling-group" == "auto-scaling-group",
      let name = try string("ResourceId")
    else {
      throw .groupValidation(
        "A tag needs the ResourceType auto-scaling-group and the group's name as its ResourceId.")  // [SIM]
    }
    return name
  }
}

extension AutoScaling.TagOfGroup {
  fileprivate static let filters: [String: @Sendable (Self) -> String] = [
    "auto-scaling-group": { $0.group }, "key": { $0.tag.key }, "value": { $0.tag.value },
    "propagate-at-launch": { $0.tag.propagatesAtLaunch ? "true" : "false" },
  ]
}

extension AutoScaling.GroupTag {
  func rendered(ofGroup name: String) -> Document {
    Document.Object(rendering: [
      "ResourceId": name, "ResourceType": "auto-scaling-group", "Key": key, "Value": value,
      "PropagateAtLaunch": propagatesAtLaunch,
    ]).rendered
  }
}
