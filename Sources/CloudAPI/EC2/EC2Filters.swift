/// What the describes of EC2 have in common: filters, ids that must exist, pages, tags, dry runs.
///
/// In: a request's members. Out: the resources that pass, or EC2's refusal. Source: EC2 API reference, "Filter";
/// EC2 User Guide, "List and filter your resources" (values may hold `*` and `?`).
import Cloud
import Documents
import SimulationKit

/// A filter: one of the values must match one of the resource's.
struct EC2Filter {
  let name: String
  let values: [String]

  func passes(_ found: [String]) -> Bool {
    values.contains { pattern in found.contains { Wildcards.matches($0, pattern: pattern) } }
  }
}

/// What a resource shows to filters: its values by a filter's name, nil for a name that its kind does not have.
protocol EC2Filterable {
  func values(ofFilter name: String) -> [String]?
  var tags: [ECS.Tag] { get }
}

extension EC2Filterable {
  func values(of filter: EC2Filter) -> [String]? {
    if filter.name == "tag-key" { return tags.compactMap(\.key) }
    if filter.name == "tag-value" { return tags.map { $0.value ?? "" } }
    if filter.name.hasPrefix("tag:") {
      return tags.filter { $0.key.map { "tag:" + $0 } == filter.name }.map { $0.value ?? "" }
    }
    return values(ofFilter: filter.name)
  }
}

extension Input {
  /// The filters of the request.
  /// - Throws: InvalidParameterValue for one without name or values.
  func ec2Filters(_ member: String = "Filters") throws(ServiceFailure) -> [EC2Filter] {
    var filters: [EC2Filter] = []
    for entry in try structures(member) ?? [] {
      guard let name = try entry.string("Name"), let values = try entry.strings("Values"), !values.isEmpty else {
        throw ServiceFailure(
          "InvalidParameterValue", "The filter '\(try entry.string("Name") ?? "null")' is invalid",
          why: "A filter has a name and at least one value: Name=vpc-id,Values=vpc-1.")
      }
      filters.append(EC2Filter(name: name, values: values))
    }
    return filters
  }

  /// Those of `all` that pass every filter.
  /// - Parameter member: what the operation calls its filters.
  func filtered<Resource: EC2Filterable>(
    _ all: [Resource], by member: String = "Filters"
  ) throws(ServiceFailure) -> [Resource] {
    var kept = all
    for filter in try ec2Filters(member) {
      var passing: [Resource] = []
      for resource in kept {
        guard let values = resource.values(of: filter) else {
          throw ServiceFailure(
            "InvalidParameterValue", "The filter '\(filter.name)' is invalid",
            why: "The operation's help lists the filters that the real service has; those most used work here.")
        }
        if filter.passes(values) { passing.append(resource) }
      }
      kept = passing
    }
    return kept
  }

  /// Refuses a dry run, as the real service does when the call would have gone through.
  func checkDryRun() throws(ServiceFailure) {
    guard try boolean("DryRun") ?? false else { return }
    throw ServiceFailure(
      "DryRunOperation", "Request would have succeeded, but DryRun flag is set.",
      why: "This is what a dry run answers when you may do it; leave --dry-run out to do it.")
  }

  /// At most `MaxResults` items behind the one that `NextToken` names.
  func ec2Page<Item>(of items: [Item], key: (Item) -> String) throws(ServiceFailure) -> Page<Item> {
    let limit = try integer("MaxResults") ?? 1_000
    guard (5...1_000).contains(limit) else {
      throw ServiceFailure(
        "InvalidParameterValue",
        "Value ( \(limit) ) for parameter maxResults is invalid. Expecting a value "
          + "\(limit < 5 ? "greater" : "less") than or equal to \(limit < 5 ? 5 : 1_000).")
    }
    do throws(ServiceFailure) {
      return try page(of: items, limit: limit, token: try string("NextToken"), key: key)
    } catch {
      throw ServiceFailure("InvalidNextToken", "The token '\(try string("NextToken") ?? "")' is invalid")
    }
  }

  /// The tags of `TagSpecifications` for one kind of resource.
  func tags(of kind: String) throws(ServiceFailure) -> [ECS.Tag] {
    var tags: [ECS.Tag] = []
    for entry in try structures("TagSpecifications") ?? [] where try entry.string("ResourceType") == kind {
      for tag in try entry.structures("Tags") ?? [] {
        guard let key = try tag.string("Key"), !key.isEmpty, !key.hasPrefix("aws:") else {
          throw ServiceFailure(
            "InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use")
        }
        tags.append(ECS.Tag(key: key, value: try tag.string("Value") ?? ""))
      }
    }
    return tags
  }
}

extension CloudAPI {
  /// Those of `known` that are named, in the order of `known`; all of them where none is named.
  /// - Parameter missing: the refusal for ids that are not there.
  static func named<Resource>(
    _ ids: [String]?, among known: [(id: String, resource: Resource)], missing: ([String]) -> ServiceFailure
  ) throws(ServiceFailure) -> [Resource] {
    guard let ids, !ids.isEmpty else { return known.map(\.resource) }
    let unknown = ids.filter { id in !known.contains { $0.id == id } }
    guard unknown.isEmpty else { throw missing(unknown) }
    return known.filter { ids.contains($0.id) }.map(\.resource)
  }
}

extension Document.Object {
  /// The tags as EC2 writes them, nil where there are none.
  static func ec2Tags(_ tags: [ECS.Tag]) -> Document? {
    guard !tags.isEmpty else { return nil }
    return .list(
      tags.map { Document.Object(rendering: ["Key": $0.key ?? "", "Value": $0.value ?? ""]).rendered })
  }
}

extension Region {
  /// `use1-az1` for `us-east-1a`.
  func zoneID(_ zone: String) -> String {
    let parts = zone.split(separator: "-")
    guard parts.count >= 3, let last = parts.last, let letter = last.unicodeScalars.last?.value, letter >= 97 else {
      return zone
    }
    let directions = ["north", "south", "east", "west", "central", "gov", "iso"]
    let middle = parts[1..<(parts.count - 1)].map { part in
      var (rest, short) = (part, "")
      while let next = directions.first(where: { rest.hasPrefix($0) }) {
        short += next.prefix(1)
        rest = rest.dropFirst(next.count)
      }
      return short
    }.joined()
    return "\(parts[0])\(middle)\(last.dropLast())-az\(letter - 96)"
  }
}
