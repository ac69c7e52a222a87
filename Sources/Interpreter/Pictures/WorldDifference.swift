/// What differs between two worlds: what is only in one of them, and what stands otherwise.
///
/// In: two worlds. Out: resources as values and as lines. Times, event lists and version numbers are not compared: they
/// differ whenever anything does.
import Cloud
import Documents

package struct WorldDifference: Hashable, Sendable {
  package struct Changed: Hashable, Sendable {
    package let resource: WorldInventory.Resource
    package let changes: [DocumentDifference.Change]
  }
  package let added: [WorldInventory.Resource]
  package let removed: [WorldInventory.Resource]
  package let changed: [Changed]

  package init(from before: World, to after: World) {
    let (old, new) = (WorldInventory(of: before).resources, WorldInventory(of: after).resources)
    let (olds, news) = (Self.byName(old), Self.byName(new))
    added = new.filter { olds[Self.key($0)] == nil }
    removed = old.filter { news[Self.key($0)] == nil }
    changed = new.compactMap { resource in
      guard let earlier = olds[Self.key(resource)], earlier.document != resource.document else { return nil }
      let difference = DocumentDifference(from: earlier.document, to: resource.document, ignoring: Self.ignored)
      return difference.changes.isEmpty ? nil : Changed(resource: resource, changes: difference.changes)
    }
  }

  package var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

  private static func key(_ resource: WorldInventory.Resource) -> String { resource.kind + "\n" + resource.name }
  private static func byName(_ resources: [WorldInventory.Resource]) -> [String: WorldInventory.Resource] {
    Dictionary(resources.map { (key($0), $0) }) { first, _ in first }
  }

  private static let ignored: Set = [
    "createdAt", "updatedAt", "startedAt", "stoppingAt", "stoppedAt", "executionStoppedAt", "pullStartedAt",
    "pullStoppedAt", "connectivityAt", "registeredAt", "finishedAt", "lastStatusUpdatedAt", "events", "version",
    "attachments", "storedBytes", "StateUpdatedTimestamp", "StateReasonData", "StateReason", "runtimeId",
    "networkInterfaces", "imageDigest", "currentServiceDeployment", "currentServiceRevisions",
    "StateTransitionedTimestamp", "AlarmConfigurationUpdatedTimestamp", "LaunchTime",
  ]

  // MARK: Lines

  private static let mostChangesShown = 12

  /// `+` what came, `-` what went, `~` what stands otherwise; at most `most` lines.
  package func lines(most: Int = 80) -> [String] {
    var lines = Self.lines("-", removed) + Self.lines("+", added)
    for item in changed {
      lines.append("~ \(Self.title(item.resource))")
      lines += item.changes.prefix(Self.mostChangesShown).map { "    \($0.line)" }
      if item.changes.count > Self.mostChangesShown {
        lines.append("    … \(item.changes.count - Self.mostChangesShown) more")
      }
    }
    return lines.count > most ? Array(lines.prefix(most)) + ["… \(lines.count - most) more lines"] : lines
  }

  /// Many tasks of which the same is to be said share a line.
  private static func lines(_ sign: String, _ resources: [WorldInventory.Resource]) -> [String] {
    var lines: [String] = []
    var together: [String: [WorldInventory.Resource]] = [:]
    for resource in resources { together[group(of: resource), default: []].append(resource) }
    for resource in resources {
      guard let alike = together.removeValue(forKey: group(of: resource)) else { continue }
      guard resource.kind == "task", alike.count > 3 else {
        lines += alike.map { "\(sign) \(title($0))\(summary($0))" }
        continue
      }
      let names = alike.prefix(3).map { ($0.name.split(separator: "/").last ?? "").prefix(8) }.joined(separator: ", ")
      lines.append("\(sign) \(alike.count) tasks (\(names) …)\(summary(resource))")
    }
    return lines
  }

  private static func group(of resource: WorldInventory.Resource) -> String {
    resource.kind == "task" ? resource.kind + summary(resource) : key(resource)
  }

  private static func title(_ resource: WorldInventory.Resource) -> String {
    let parts = resource.name.split(separator: "/")
    guard ["service", "task"].contains(resource.kind), parts.count == 2 else {
      return "\(resource.kind) \(resource.name)"
    }
    let name = resource.kind == "task" ? String(parts[1].prefix(8)) : String(parts[1])
    return "\(resource.kind) \(name) (cluster \(parts[0]))"
  }

  /// The members that say most, where the resource has them.
  private static func summary(_ resource: WorldInventory.Resource) -> String {
    let members = [
      "lastStatus", "status", "taskDefinition", "taskDefinitionArn", "desiredCount", "runningCount", "group",
    ]
    let facts = members.compactMap { member -> String? in
      guard resource.kind != "task definition" || member == "status" else { return nil }
      return resource.document[member].map { "\(member) \(DocumentDifference.text($0))" }
    }
    return facts.isEmpty ? "" : ": " + facts.joined(separator: ", ")
  }
}
