/// Daemon task definitions at the border.
///
/// In: calls. Out: replies with ARNs, revisions and summaries.
/// Source: ECS API reference, the four operations on daemon task definitions.
import Cloud
import Documents

extension CloudAPI {
  static let daemonTaskDefinitionHandlers: [String: Handler] = [
    "RegisterDaemonTaskDefinition": registerDaemonTaskDefinition,
    "DescribeDaemonTaskDefinition": describeDaemonTaskDefinition,
    "ListDaemonTaskDefinitions": listDaemonTaskDefinitions,
    "DeleteDaemonTaskDefinition": deleteDaemonTaskDefinition,
  ]

  @Sendable private static func registerDaemonTaskDefinition(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let request = try ECS.TaskDefinitionRequest(reading: call.input)
    let definition = try region.registerDaemonTaskDefinition(request, principal: call.principal)
    return ["daemonTaskDefinitionArn": .string(region.arn(of: definition))]
  }

  @Sendable private static func describeDaemonTaskDefinition(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let definition = try region.daemonTaskDefinition(
      toDescribe: try call.input.requiredString("daemonTaskDefinition"))
    return ["daemonTaskDefinition": .object(region.document(of: definition))]
  }

  @Sendable private static func listDaemonTaskDefinitions(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    var filter = ECS.DaemonTaskDefinitionFilter()
    filter.familyPrefix = try input.string("familyPrefix") ?? ""
    filter.family = try input.string("family")
    filter.isLastRegistered =
      try input.choice("revision", called: "revision", of: ["LAST_REGISTERED"]) == "LAST_REGISTERED"
    if let word = try input.choice("status", called: "status", of: ["ACTIVE", "DELETE_IN_PROGRESS", "ALL"]) {
      filter.status = ECS.DaemonTaskDefinition.Status(rawValue: word)
    }
    let order = try input.choice("sort", called: "sort", of: ["ASC", "DESC"])
    var definitions = region.daemonTaskDefinitions(filter)
    if order == "DESC" { definitions.reverse() }
    let page = try input.page(of: definitions, key: \.name)
    return Document.Object(rendering: [
      "daemonTaskDefinitions": page.items.map { definition in
        Document.Object(rendering: ["arn": region.arn(of: definition)]).adding(definition.life)
      },
      "nextToken": page.nextToken,
    ])
  }

  @Sendable private static func deleteDaemonTaskDefinition(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let definition = try region.deleteDaemonTaskDefinition(try call.input.requiredString("daemonTaskDefinition"))
    return ["daemonTaskDefinitionArn": .string(region.arn(of: definition))]
  }
}

extension Region {
  func arn(of definition: ECS.DaemonTaskDefinition) -> String {
    arn(ofDaemonTaskDefinition: definition.definition.family, definition.definition.revision)
  }

  /// A revision as replies show it.
  fileprivate func document(of definition: ECS.DaemonTaskDefinition) -> Document.Object {
    Document.Object(rendering: [
      "daemonTaskDefinitionArn": arn(of: definition), "revision": definition.definition.revision,
    ])
    .adding(definition.life).adding(definition.definition.document)
  }
}

extension ECS.DaemonTaskDefinition {
  /// What a summary shows of it, its ARN excepted.
  fileprivate var life: Document.Object {
    Document.Object(rendering: [
      "status": status.rawValue, "registeredAt": definition.registeredAt, "registeredBy": definition.registeredBy,
      "deleteRequestedAt": definition.deleteRequestedAt,
    ])
  }
}
