/// Task definitions at the border.
///
/// In: calls. Out: replies with revisions, ARNs and families.
/// Source: ECS API reference, the six operations on task definitions.
import Cloud
import Documents

extension CloudAPI {
  static let taskDefinitionHandlers: [String: Handler] = [
    "RegisterTaskDefinition": registerTaskDefinition,
    "DescribeTaskDefinition": describeTaskDefinition,
    "ListTaskDefinitions": listTaskDefinitions,
    "ListTaskDefinitionFamilies": listTaskDefinitionFamilies,
    "DeregisterTaskDefinition": deregisterTaskDefinition,
    "DeleteTaskDefinitions": deleteTaskDefinitions,
  ]

  @Sendable private static func registerTaskDefinition(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let request = try ECS.TaskDefinitionRequest(reading: call.input)
    let definition = try region.registerTaskDefinition(request, principal: call.principal)
    return Document.Object(rendering: [
      "taskDefinition": region.document(of: definition), "tags": definition.tags.isEmpty ? nil : definition.tags,
    ])
  }

  @Sendable private static func describeTaskDefinition(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let include = try call.input.strings("include") ?? []
    if let word = include.first(where: { $0 != "TAGS" }) {
      throw .client("\(word) is not a valid value for include. The value must be one of [[TAGS]]")
    }
    let definition = try region.taskDefinition(toDescribe: try call.input.requiredString("taskDefinition"))
    return Document.Object(rendering: [
      "taskDefinition": region.document(of: definition), "tags": include.isEmpty ? [] : definition.tags,
    ])
  }

  @Sendable private static func listTaskDefinitions(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let status =
      try call.input.word(
        "status", as: ECS.TaskDefinition.Status.self, called: "status",
        allowed: ["ACTIVE", "INACTIVE", "DELETE_IN_PROGRESS"]) ?? .active
    let order = try call.input.string("sort") ?? "ASC"
    guard ["ASC", "DESC"].contains(order) else { throw .shouldBeOneOf("sort", ["ASC", "DESC"]) }
    var definitions = region.taskDefinitions(family: try call.input.string("familyPrefix"), status: status)
    if order == "DESC" { definitions.reverse() }
    let page = try call.input.page(ofTaskDefinitions: definitions, isDescending: order == "DESC")
    return Document.Object(rendering: [
      "taskDefinitionArns": page.items.map { region.arn(ofTaskDefinition: $0.family, $0.revision) },
      "nextToken": page.nextToken,
    ])
  }

  @Sendable private static func listTaskDefinitionFamilies(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let status = try call.input.string("status") ?? "ALL"
    guard ["ACTIVE", "INACTIVE", "ALL"].contains(status) else {
      throw .shouldBeOneOf("status", ["ACTIVE", "INACTIVE", "ALL"])
    }
    let families = region.taskDefinitionFamilies(
      prefix: try call.input.string("familyPrefix") ?? "", isActive: status == "ALL" ? nil : status == "ACTIVE")
    let page = try call.input.page(of: families, key: { $0 })
    return Document.Object(rendering: ["families": page.items, "nextToken": page.nextToken])
  }

  @Sendable private static func deregisterTaskDefinition(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let change = try region.deregisterTaskDefinition(try call.input.requiredString("taskDefinition"))
    return ["taskDefinition": .object(region.document(of: change))]
  }

  @Sendable private static func deleteTaskDefinitions(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let outcome = try region.deleteTaskDefinitions(try call.input.strings("taskDefinitions") ?? [])
    return Document.Object(rendering: [
      "taskDefinitions": outcome.deleted.map { region.document(of: $0) }, "failures": outcome.failures,
    ])
  }
}

extension Region {
  /// A revision with the status that it had before, as raw replies have it.
  fileprivate func document(of change: ECS.TaskDefinitionChange) -> Document.Object {
    var shown = document(of: change.definition)
    shown.add("previousStatus", change.previousStatus.rawValue)
    return shown
  }

  /// A revision as replies show it.
  func document(of definition: ECS.TaskDefinition) -> Document.Object {
    Document.Object(rendering: [
      "taskDefinitionArn": arn(ofTaskDefinition: definition.family, definition.revision),
      "revision": definition.revision,
      "status": definition.status.rawValue,
      "requiresAttributes": definition.requiresAttributes.isEmpty
        ? nil : definition.requiresAttributes.map { ["name": .string($0)] as Document },
      "compatibilities": definition.compatibilities.map(\.rawValue),
      "registeredAt": definition.registeredAt,
      "deregisteredAt": definition.deregisteredAt,
      "deleteRequestedAt": definition.deleteRequestedAt,
      "registeredBy": definition.registeredBy,
    ]).adding(definition.document)
  }
}

extension Input {
  /// A page whose token reads as the real one does: `web::0000000001`, the last revision shown.
  fileprivate func page(
    ofTaskDefinitions definitions: [ECS.TaskDefinition], isDescending: Bool
  ) throws(ServiceFailure) -> Page<ECS.TaskDefinition> {
    var rest = definitions[...]
    if let text = try string("nextToken") {
      let halves = text.split(separator: "::", omittingEmptySubsequences: false)
      guard halves.count == 2, let revision = Int(halves[1]) else { throw .invalidParameter("Invalid token: \(text)") }
      let last = (String(halves[0]), revision)
      rest = rest.drop { isDescending ? ($0.family, $0.revision) >= last : ($0.family, $0.revision) <= last }
    }
    let limit = try pageLimit()
    let shown = Array(rest.prefix(limit))
    let token = rest.count > limit ? shown.last.map { "\($0.family)::\(Self.padded($0.revision))" } : nil
    return Page(items: shown, nextToken: token)
  }

  private static func padded(_ number: Int) -> String {
    String(repeating: "0", count: max(0, 10 - String(number).count)) + String(number)
  }
}
