/// Labels of Auto Scaling groups, and which of a group's metrics somebody wants to see.
///
/// In: groups by name. Out: the groups, changed. Source: EC2 Auto Scaling API reference, CreateOrUpdateTags, DeleteTags,
/// EnableMetricsCollection, DisableMetricsCollection.
import Documents

extension AutoScaling {
  /// A label, with the group it is for.
  package struct TagOfGroup: Hashable, Sendable {
    package let group: String
    package let tag: GroupTag
    package init(group: String, tag: GroupTag) {
      self.group = group
      self.tag = tag
    }
  }

  static let maximumTags = 50  // fact

  /// The metrics that a group can have, of itself and of a warm pool.
  package static let groupMetrics = [
    "GroupMinSize", "GroupMaxSize", "GroupDesiredCapacity", "GroupInServiceInstances", "GroupPendingInstances",
    "GroupStandbyInstances", "GroupTerminatingInstances", "GroupTotalInstances", "GroupInServiceCapacity",
    "GroupPendingCapacity", "GroupStandbyCapacity", "GroupTerminatingCapacity", "GroupTotalCapacity",
    "WarmPoolDesiredCapacity", "WarmPoolWarmedCapacity", "WarmPoolPendingCapacity", "WarmPoolTerminatingCapacity",
    "WarmPoolTotalCapacity", "GroupAndWarmPoolDesiredCapacity", "GroupAndWarmPoolTotalCapacity",
  ]
}

extension Region {
  /// CreateOrUpdateTags: a key that is there gets another value. Instances that run keep the labels they have.
  /// - Throws: ValidationError for a group that is not there or would have too many; then nothing changes.
  package mutating func setTags(_ tags: [AutoScaling.TagOfGroup]) throws(ServiceFailure) {
    var groups = autoScaling.groups
    for entry in tags {
      _ = try group(entry.group)
      var own = groups[entry.group]?.tags ?? []
      if let place = own.firstIndex(where: { $0.key == entry.tag.key }) {
        own[place] = entry.tag
      } else {
        own.append(entry.tag)
      }
      guard own.count <= AutoScaling.maximumTags, !entry.tag.key.isEmpty else {
        throw .groupValidation("A group has at most \(AutoScaling.maximumTags) tags, each with a key of its own.")
      }
      groups[entry.group]?.tags = own
    }
    autoScaling.groups = groups
    for name in Set(tags.map(\.group)).sorted() { recordGroup(name, "tags changed") }
  }

  /// DeleteTags. A key that is not there is no error.
  /// - Throws: ValidationError for a group that is not there.
  package mutating func deleteTags(_ keys: [(group: String, key: String)]) throws(ServiceFailure) {
    for (name, _) in keys { _ = try group(name) }
    for (name, key) in keys { autoScaling.groups[name]?.tags.removeAll { $0.key == key } }
    for name in Set(keys.map(\.group)).sorted() { recordGroup(name, "tags changed") }
  }

  /// EnableMetricsCollection and DisableMetricsCollection. The choice is kept and shown; nothing is measured by it here.
  /// - Parameter metrics: none stands for all.
  /// - Throws: ValidationError.
  package mutating func setMetrics(
    _ metrics: [String], areCollected: Bool, ofGroup name: String
  ) throws(ServiceFailure) {
    let group = try group(name)
    if let unknown = metrics.first(where: { !AutoScaling.groupMetrics.contains($0) }) {
      throw .groupValidation(
        "Metric \(unknown) is not valid.", why: "A group has \(AutoScaling.groupMetrics.joined(separator: ", ")).")
    }
    let meant = metrics.isEmpty ? AutoScaling.groupMetrics : metrics
    let before = group.settings["EnabledMetrics"]?.list?.compactMap { $0["Metric"]?.string } ?? []
    let after = AutoScaling.groupMetrics.filter { meant.contains($0) ? areCollected : before.contains($0) }
    let shown: [Document] = after.map { ["Metric": .string($0), "Granularity": "1Minute"] }
    autoScaling.groups[name]?.settings["EnabledMetrics"] = Document.list(shown)
    recordGroup(name, "metrics \(areCollected ? "enabled" : "disabled")")
  }
}
