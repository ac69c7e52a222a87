/// What EventBridge's requests have in common, and targets as PutTargets gives them.
///
/// In: members of a request. Out: values, or EventBridge's refusal, `ValidationException` mostly. Only ECS clusters and
/// log groups of this Region are simulated as targets. Source: Amazon EventBridge API reference, PutTargets, Target,
/// EcsParameters.
import Cloud
import Documents

extension Input {
  func ruleName(_ member: String) throws(ServiceFailure) -> String {
    let shown = member.prefix(1).lowercased() + member.dropFirst()
    guard let name = try string(member) else { throw .eventConstraint(shown, nil, "Member must not be null") }
    guard name.utf8.count <= 64 else {
      throw .eventConstraint(shown, name, "Member must have length less than or equal to 64")
    }
    guard Self.isEventName(name) else {
      throw .eventConstraint(shown, name, #"Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+"#)
    }
    return name
  }

  /// At least one of `A-Za-z0-9._-`.
  private static func isEventName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { ECS.isNameByte($0) || $0 == UInt8(ascii: ".") }
  }

  func eventText(_ member: String, atMost limit: Int) throws(ServiceFailure) -> String? {
    guard let text = try string(member) else { return nil }
    guard text.unicodeScalars.count <= limit else {
      let shown = member.prefix(1).lowercased() + member.dropFirst()
      throw .eventConstraint(shown, text, "Member must have length less than or equal to \(limit)")
    }
    return text
  }

  /// An empty pattern counts as none.
  func eventPattern() throws(ServiceFailure) -> EventPattern? {
    guard let text = try eventText("EventPattern", atMost: 4_096), !text.isEmpty else { return nil }
    return try EventPattern(text)
  }

  /// - Throws: ResourceNotFoundException for another bus than the default one.
  func checkEventBus() throws(ServiceFailure) {
    guard let bus = try string("EventBusName"), !Self.isDefaultEventBus(bus) else { return }
    throw ServiceFailure(
      "ResourceNotFoundException", "Event bus \(bus.split(separator: "/").last ?? "") does not exist.",
      why: "Only the default event bus is simulated: leave --event-bus-name out.")
  }

  /// By its name or its ARN.
  static func isDefaultEventBus(_ name: String) -> Bool { name == "default" || name.hasSuffix(":event-bus/default") }

  /// - Throws: ValidationException.
  func eventPage<Item>(of items: [Item], key: (Item) -> String) throws(ServiceFailure) -> Page<Item> {
    let limit = try integer("Limit") ?? 100
    guard limit >= 1 else {
      throw .eventConstraint("limit", String(limit), "Member must have value greater than or equal to 1")
    }
    guard limit <= 100 else {
      throw .eventConstraint("limit", String(limit), "Member must have value less than or equal to 100")
    }
    return try page(of: items, limit: limit, refusedAs: "ValidationException", key: key)
  }
}

// MARK: - Targets

extension Input {
  func eventTarget(in region: Region) throws(ServiceFailure) -> EventBridge.Target {
    let id = try ruleName("Id")
    guard let arn = try string("Arn") else { throw .eventConstraint("arn", nil, "Member must not be null") }
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[0] == "arn", !parts[2].isEmpty, !parts[5].isEmpty else {
      throw .events(
        "Parameter \(arn) is not valid. Reason: Provided Arn is not in correct format.",
        why: "A target is an ARN: of a cluster, arn:aws:ecs:REGION:ACCOUNT:cluster/NAME, or of a log group, "
          + "arn:aws:logs:REGION:ACCOUNT:log-group:NAME.")
    }
    if has("DeadLetterConfig") {
      throw .notSimulated("A dead-letter queue of a target").explained(
        "There is no Amazon SQS here that would keep what cannot be delivered: the rule's metric FailedInvocations in "
          + "AWS/Events counts it, and the reason is in the timeline.")
    }
    let roleARN = try string("RoleArn")
    let kind: EventBridge.Target.Kind
    switch (parts[2], parts[3] == region.name && parts[4] == region.account) {
    case ("ecs", true) where parts[5].hasPrefix("cluster/"):
      guard roleARN != nil else {
        throw .events(
          "RoleArn is required for target \(arn).",
          why: "EventBridge calls RunTask by a role that trusts events.amazonaws.com and carries "
            + "AmazonEC2ContainerServiceEventsRole.")
      }
      kind = .cluster(String(parts[5].dropFirst("cluster/".count)), parameters: try taskParameters(ofTarget: id))
    case ("logs", true) where parts[5].hasPrefix("log-group:"):
      kind = .logGroup(Self.logGroupName(in: arn))
    case ("ecs", false), ("logs", false): throw .notSimulated("A target in another Region or account")
    default:
      throw .notSimulated("A target of \(parts[2])").explained(
        "Targets here are ECS clusters and log groups.")
    }
    return EventBridge.Target(
      id: id, kind: kind, roleARN: roleARN, input: try eventInput(ofTarget: id), document: object)
  }

  /// RunTask's members, by RunTask's names.
  private func taskParameters(ofTarget id: String) throws(ServiceFailure) -> Document.Object {
    guard let given = try structure("EcsParameters") else {
      throw .events(
        "Parameter(s) EcsParameters must be specified for target: \(id).",
        why: "They name the task definition: EcsParameters={TaskDefinitionArn=arn:aws:ecs:…}.")
    }
    let definition = try given.string("TaskDefinitionArn") ?? ""
    guard definition.hasPrefix("arn:"), definition.contains(":task-definition/") else {
      throw .events(
        "Parameter TaskDefinitionArn is not valid. Reason: Provided Arn is not in correct format.",
        why:
          "It takes a whole ARN, arn:aws:ecs:REGION:ACCOUNT:task-definition/FAMILY:REVISION; without a revision each "
          + "task starts from the newest one.")
    }
    if let count = try given.integer("TaskCount"), count < 1 {
      throw .eventConstraint(
        "targets.1.member.ecsParameters.taskCount", String(count),
        "Member must have value greater than or equal to 1")
    }
    var members: Document.Object = ["taskDefinition": .string(definition)]
    for (name, own) in [
      ("TaskCount", "count"), ("LaunchType", "launchType"), ("PlatformVersion", "platformVersion"), ("Group", "group"),
      ("CapacityProviderStrategy", "capacityProviderStrategy"), ("EnableECSManagedTags", "enableECSManagedTags"),
      ("EnableExecuteCommand", "enableExecuteCommand"), ("PlacementConstraints", "placementConstraints"),
      ("PlacementStrategy", "placementStrategy"), ("PropagateTags", "propagateTags"), ("ReferenceId", "referenceId"),
    ] {
      members[own] = given.document(name)
    }
    members["tags"] = given.document("Tags")?.list.map { tags in
      .list(tags.map { ["key": $0["Key"] ?? .null, "value": $0["Value"] ?? .null] })
    }
    if let network = try given.structure("NetworkConfiguration")?.structure("awsvpcConfiguration") {
      var configuration: Document.Object = [:]
      for (name, own) in [
        ("Subnets", "subnets"), ("SecurityGroups", "securityGroups"), ("AssignPublicIp", "assignPublicIp"),
      ] {
        configuration[own] = network.document(name)
      }
      members["networkConfiguration"] = ["awsvpcConfiguration": .object(configuration)]
    }
    return members
  }

  private func eventInput(ofTarget id: String) throws(ServiceFailure) -> EventBridge.Input {
    guard ["Input", "InputPath", "InputTransformer"].count(where: has) <= 1 else {
      throw .events("Only one of Input, InputPath, or InputTransformer must be provided for target \(id).")
    }
    if let text = try string("Input") {
      do throws(DocumentReadError) { _ = try DocumentReader.read(text) } catch {
        throw .events("JSON syntax error in input for target \(id) : \(error.message)")
      }
      return .constant(text)
    }
    if let text = try string("InputPath") { return .path(try Self.eventPath(text, ofTarget: id)) }
    guard let transformer = try structure("InputTransformer") else { return .wholeEvent }
    var paths: [String: EventPath] = [:]
    for (name, path) in try transformer.map("InputPathsMap") ?? [] {
      guard !name.hasPrefix("AWS.") else {
        throw .events("Invalid InputPathsMap key \(name) for target \(id): names that begin with AWS. are reserved.")
      }
      paths[name] = try Self.eventPath(path, ofTarget: id)
    }
    let template = EventTemplate(try transformer.string("InputTemplate") ?? "", paths: paths)
    if let name = template.unknownName {
      throw .events(
        "InputTemplate for target \(id) contains invalid placeholder \(name).",
        why: "Each <name> in the template needs a path in InputPathsMap, as {\"\(name)\": \"$.detail\"}.")
    }
    return .transformer(template)
  }

  private static func eventPath(_ text: String, ofTarget id: String) throws(ServiceFailure) -> EventPath {
    guard let path = EventPath(text) else {
      throw .events(
        "Invalid JSONPath \(text) for target \(id).", why: "A path begins with $, as in $.detail.lastStatus.")
    }
    return path
  }
}

extension ServiceFailure {
  /// AWS's usual answer to a value that its model does not allow.
  static func eventConstraint(_ member: String, _ value: String?, _ rule: String) -> ServiceFailure {
    .events(
      "1 validation error detected: Value \(value.map { "'\($0)' " } ?? "")at '\(member)' failed to satisfy constraint: "
        + rule)
  }
}
