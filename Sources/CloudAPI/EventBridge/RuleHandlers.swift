/// Amazon EventBridge at the border: rules of the default event bus, their targets, and events that clients put.
///
/// In: calls. Out: replies. Source: Amazon EventBridge API reference, the operations named below.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let eventBridgeHandlers: [String: Handler] = [
    "PutRule": putRule,
    "DescribeRule": describeRule,
    "ListRules": listRules,
    "EnableRule": enableRule,
    "DisableRule": disableRule,
    "DeleteRule": deleteRule,
    "TestEventPattern": testEventPattern,
    "ListRuleNamesByTarget": listRuleNamesByTarget,
    "PutTargets": putTargets,
    "ListTargetsByRule": listTargetsByRule,
    "RemoveTargets": removeTargets,
    "PutEvents": putEvents,
  ]

  /// What rules need of the border: events as they are written, and RunTask's request as any client's is read.
  private static let eventBorder = EventBridge.Border(
    events: { record, world in events(of: record, in: world) },
    taskRequest: { (members) throws(ServiceFailure) in
      try ECS.TaskRequest(reading: try input(of: ServiceRequest(operation: "RunTask", input: members)))
    })

  // MARK: - Rules

  @Sendable private static func putRule(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    var order = EventBridge.RuleOrder(name: try input.ruleName("Name"))
    try input.checkEventBus()
    order.pattern = try input.eventPattern()
    order.schedule = try input.string("ScheduleExpression")
    order.description = try input.eventText("Description", atMost: 512)
    order.roleARN = try input.eventText("RoleArn", atMost: 1_600)
    if let word = try input.string("State") {
      guard let state = EventBridge.RuleState(rawValue: word) else {
        let words = EventBridge.RuleState.allCases.map(\.rawValue).joined(separator: ", ")
        throw .eventConstraint("state", word, "Member must satisfy enum value set: [\(words)]")
      }
      order.state = state
    }
    try region.putEventRule(order, border: eventBorder)
    return ["RuleArn": .string(region.arn(ofRule: order.name))]
  }

  @Sendable private static func describeRule(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.ruleName("Name")
    try call.input.checkEventBus()
    var document = region.document(of: try region.eventRule(name))
    document["CreatedBy"] = .string(region.account)
    return document
  }

  /// By name.
  @Sendable private static func listRules(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try call.input.checkEventBus()
    let prefix = try call.input.eventText("NamePrefix", atMost: 64) ?? ""
    let found = region.eventBridge.rules.values.filter { $0.name.utf8.starts(with: prefix.utf8) }
      .sorted { $0.name < $1.name }
    let page = try call.input.eventPage(of: found, key: \.name)
    return Document.Object(rendering: ["Rules": page.items.map(region.document), "NextToken": page.nextToken])
  }

  @Sendable private static func deleteRule(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.ruleName("Name")
    try call.input.checkEventBus()
    try region.deleteEventRule(name)
    return [:]
  }

  @Sendable private static func enableRule(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try set(.enabled, call.input, &region)
  }

  @Sendable private static func disableRule(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try set(.disabled, call.input, &region)
  }

  private static func set(
    _ state: EventBridge.RuleState, _ input: Input, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try input.ruleName("Name")
    try input.checkEventBus()
    try region.setEventRule(name, to: state)
    return [:]
  }

  /// The event must be whole: all that the envelope has but `version`.
  @Sendable private static func testEventPattern(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    guard let pattern = try call.input.eventPattern() else {
      throw .eventConstraint("eventPattern", nil, "Member must not be null")
    }
    guard let event = try? DocumentReader.read(try call.input.string("Event") ?? "", limits: .init(depth: 100)) else {
      throw .events("Parameter Event is not valid.", why: "It is no JSON.")
    }
    let members = ["id", "detail-type", "source", "account", "time", "region", "resources"]
    if let missing = members.first(where: { event[$0] == nil }) {
      throw .events("Parameter Event is not valid.", why: "An event to test has '\(missing)' too.")
    }
    return ["Result": .boolean(pattern.matches(event))]
  }

  // MARK: - Targets

  /// By name.
  @Sendable private static func listRuleNamesByTarget(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try call.input.checkEventBus()
    let arn = try call.input.string("TargetArn") ?? ""
    let found = region.eventBridge.rules.values.filter { rule in
      rule.targets.values.contains { $0.document["Arn"]?.string == arn }
    }
    let page = try call.input.eventPage(of: found.map(\.name).sorted()) { $0 }
    return Document.Object(rendering: ["RuleNames": page.items, "NextToken": page.nextToken])
  }

  @Sendable private static func putTargets(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let rule = try call.input.ruleName("Rule")
    try call.input.checkEventBus()
    var targets: [EventBridge.Target] = []
    for target in try call.input.structures("Targets") ?? [] { targets.append(try target.eventTarget(in: region)) }
    try region.putEventTargets(targets, ofRule: rule)
    return ["FailedEntryCount": 0, "FailedEntries": []]
  }

  @Sendable private static func listTargetsByRule(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.ruleName("Rule")
    try call.input.checkEventBus()
    let targets = try region.eventRule(name).targets.values.elements
    let page = try call.input.eventPage(of: targets, key: \.id)
    return Document.Object(rendering: ["Targets": page.items.map(\.document), "NextToken": page.nextToken])
  }

  @Sendable private static func removeTargets(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let rule = try call.input.ruleName("Rule")
    try call.input.checkEventBus()
    let unknown = try region.removeEventTargets(try call.input.strings("Ids") ?? [], ofRule: rule)
    let failed = unknown.map { id in
      Document.Object(rendering: [
        "TargetId": id, "ErrorCode": "ResourceNotFoundException",
        "ErrorMessage": "Rule '\(rule)' does not have a target with the Id '\(id)'.",
      ])
    }
    return Document.Object(rendering: ["FailedEntryCount": failed.count, "FailedEntries": failed])
  }

  // MARK: - Events

  @Sendable private static func putEvents(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let entries = try call.input.structures("Entries") ?? []
    if call.input.has("EndpointId") { throw .notSimulated("A global endpoint") }
    guard (1...10).contains(entries.count) else {
      let rule = entries.isEmpty ? "greater than or equal to 1" : "less than or equal to 10"
      throw .eventConstraint(
        "entries", call.input.document("Entries")?.written() ?? "[]", "Member must have length \(rule)")
    }
    let bytes = entries.reduce(0) { $0 + Document.object($1.object).written().utf8.count }
    guard bytes <= EventBridgeTiming.maximumEntryBytes else {
      throw .events("Total size of the entries in the request is over the limit.")
    }
    var events: [Result<NewEvent, EntryMistake>] = []
    for entry in entries { events.append(try NewEvent.read(entry)) }
    var failures = 0
    let results = events.map { event -> Document.Object in
      switch event {
      case .success(let event):
        // What is sent to a bus that does not exist is lost without a word.
        guard let content = event.content else { return Document.Object(rendering: ["EventId": region.lostEventID()]) }
        return Document.Object(rendering: [
          "EventId": region.putEvent(content, type: event.type, source: event.source)
        ])
      case .failure(let mistake):
        failures += 1
        return Document.Object(rendering: ["ErrorCode": mistake.code, "ErrorMessage": mistake.message])
      }
    }
    return Document.Object(rendering: ["FailedEntryCount": failures, "Entries": results])
  }
}

/// Why one entry of PutEvents is not taken; the others are.
private struct EntryMistake: Error {
  let code: String
  let message: String

  static func missing(_ member: String) -> EntryMistake {
    EntryMistake(
      code: "InvalidArgument", message: "Parameter \(member) is not valid. Reason: \(member) is a required argument.")
  }
}

/// An entry of PutEvents.
private struct NewEvent {
  let source: String
  let type: String
  /// Members of the event that the entry gives; nil for another bus.
  let content: Document.Object?

  static func read(_ entry: Input) throws(ServiceFailure) -> Result<NewEvent, EntryMistake> {
    guard let source = try entry.string("Source"), !source.isEmpty else { return .failure(.missing("Source")) }
    guard let type = try entry.string("DetailType"), !type.isEmpty else { return .failure(.missing("DetailType")) }
    guard let text = try entry.string("Detail"), !text.isEmpty else { return .failure(.missing("Detail")) }
    guard case .object(let detail)? = try? DocumentReader.read(text, limits: .init(depth: 100)) else {
      return .failure(EntryMistake(code: "MalformedDetail", message: "Detail is malformed."))
    }
    guard !source.hasPrefix("aws.") else {
      return .failure(
        EntryMistake(code: "NotAuthorizedForSourceException", message: "Not authorized for the source."))
    }
    var content: Document.Object = [
      "resources": .list((try entry.strings("Resources") ?? []).map(Document.string)), "detail": .object(detail),
    ]
    content["time"] = try entry.instant("Time").map { .string($0.iso8601()) }
    let isForDefault = try entry.string("EventBusName").map(Input.isDefaultEventBus) ?? true
    return .success(NewEvent(source: source, type: type, content: isForDefault ? content : nil))
  }
}

extension Region {
  /// Members in the order of the envelope's description, without what is not set.
  fileprivate func document(of rule: EventBridge.Rule) -> Document.Object {
    Document.Object(rendering: [
      "Name": rule.name, "Arn": arn(ofRule: rule.name), "EventPattern": rule.pattern?.text,
      "ScheduleExpression": rule.schedule, "State": rule.state.rawValue, "Description": rule.description,
      "RoleArn": rule.roleARN, "EventBusName": "default",
    ])
  }
}
