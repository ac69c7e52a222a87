/// What requests do to rules and targets, and events that clients put.
///
/// In: names and orders. Out: state, or EventBridge's refusal. A rule that is put again is replaced and keeps its
/// targets. Source: Amazon EventBridge API reference, PutRule, EnableRule, DisableRule, DeleteRule, PutTargets,
/// RemoveTargets, PutEvents.
import Documents
import SimulationKit

extension Region {
  package func arn(ofRule rule: String) -> String { arn(service: "events", "rule/\(rule)") }

  package func eventRule(_ name: String) throws(ServiceFailure) -> EventBridge.Rule {
    guard let rule = eventBridge.rules[name] else {
      throw ServiceFailure(
        "ResourceNotFoundException", "Rule \(name) does not exist on EventBus default.",
        why: "'aws events list-rules' shows the rules there are.")
    }
    return rule
  }

  package mutating func putEventRule(_ order: EventBridge.RuleOrder, border: EventBridge.Border) throws(ServiceFailure)
  {
    let known = eventBridge.rules[order.name]
    guard order.pattern != nil || order.schedule != nil else {
      throw .events(
        "Parameter(s) EventPattern or ScheduleExpression must be specified.",
        why: "A rule waits for events (--event-pattern) or for times (--schedule-expression 'rate(5 minutes)').")
    }
    let expression = try order.schedule.map { (text) throws(ServiceFailure) in try Self.ruleSchedule(text) }
    guard known != nil || eventBridge.rules.count < EventBridgeTiming.maximumRules else { throw .tooMuchOfEvents }
    var rule = EventBridge.Rule(
      name: order.name, pattern: order.pattern, schedule: order.schedule, expression: expression, state: order.state,
      description: order.description, roleARN: order.roleARN, putAt: now, version: (known?.version ?? 0) + 1)
    rule.targets = known?.targets ?? [:]
    eventBridge.rules[rule.name] = rule
    eventBridge.border = border
    recordRule(rule.name, "put, \(rule.state.rawValue)")
    scheduleNext(of: rule)
  }

  /// A rate or a cron expression; a rule has no single moment.
  private static func ruleSchedule(_ text: String) throws(ServiceFailure) -> ScheduleExpression {
    let message = "Parameter ScheduleExpression is not valid."
    do throws(ScheduleExpression.Problem) {
      switch try ScheduleExpression(text) {
      case .at: break
      case .rate(let span): return .rate(span)
      case .cron(let fields): return .cron(fields)
      }
    } catch { throw .events(message, why: error.message) }
    throw .events(message, why: "A rule takes rate(10 minutes) or cron(0 9 * * ? *).")
  }

  /// A rate goes on counting from when the rule was put.
  package mutating func setEventRule(_ name: String, to state: EventBridge.RuleState) throws(ServiceFailure) {
    var rule = try eventRule(name)
    guard rule.state != state else { return }
    rule.state = state
    rule.version += 1
    eventBridge.rules[name] = rule
    recordRule(name, state.rawValue)
    scheduleNext(of: rule)
  }

  /// Deleting what is not there is no mistake.
  package mutating func deleteEventRule(_ name: String) throws(ServiceFailure) {
    guard let rule = eventBridge.rules[name] else { return }
    guard rule.targets.isEmpty else {
      throw .events(
        "Rule can't be deleted since it has targets.",
        why: "First 'aws events remove-targets --rule \(name) --ids "
          + rule.targets.keys.joined(separator: " ") + "'.")
    }
    eventBridge.rules[name] = nil
    recordRule(name, "deleted")
  }

  /// Targets with ids that the rule has already are replaced.
  package mutating func putEventTargets(_ targets: [EventBridge.Target], ofRule name: String) throws(ServiceFailure) {
    var rule = try eventRule(name)
    for target in targets {
      let stream = rule.targets[target.id]?.logStream ?? mint.uuid()
      rule.targets[target.id] = EventBridge.Target(target, logStream: stream)
    }
    guard rule.targets.count <= EventBridgeTiming.maximumTargets else { throw .tooMuchOfEvents }
    eventBridge.rules[name] = rule
    for target in targets { recordRule(name, "has target \(target.id): \(target.kind.words)") }
  }

  /// - Returns: the ids that the rule does not have.
  package mutating func removeEventTargets(_ ids: [String], ofRule name: String) throws(ServiceFailure) -> [String] {
    var rule = try eventRule(name)
    let unknown = ids.filter { rule.targets[$0] == nil }
    for id in ids { rule.targets[id] = nil }
    guard rule.targets.count < (eventBridge.rules[name]?.targets.count ?? 0) else { return unknown }
    eventBridge.rules[name] = rule
    recordRule(name, "loses target \(ids.filter { !unknown.contains($0) }.joined(separator: ", "))")
    return unknown
  }

  /// An event of a client's own.
  /// - Returns: its id.
  package mutating func putEvent(_ content: Document.Object, type: String, source: String) -> String {
    let id = mint.uuid()
    var event: Document.Object = [
      "version": "0", "id": .string(id), "detail-type": .string(type), "source": .string(source),
      "account": .string(account), "time": .string(now.iso8601()), "region": .string(name), "resources": [],
      "detail": [:],
    ]
    for member in content.members { event[member.key] = member.value }
    record(
      EventRecord.Draft(
        .command, source: "event/\(id)", cluster: nil, message: "put: \(type)", reason: "from \(source)"))
    take(.object(event))
    return id
  }

  /// The id of an event that goes nowhere.
  package mutating func lostEventID() -> String { mint.uuid() }

  private mutating func recordRule(_ rule: String, _ what: String) {
    record(EventRecord.Draft(.command, source: "rule/\(rule)", cluster: nil, message: what))
  }
}

extension EventBridge.Target.Kind {
  var words: String {
    switch self {
    case .cluster(let cluster, let parameters):
      "RunTask of \(Self.name(parameters["taskDefinition"]?.string ?? "")) in cluster \(cluster)"
    case .logGroup(let group): "log group \(group)"
    }
  }

  private static func name(_ arn: String) -> String { arn.split(separator: "/").last.map(String.init) ?? arn }
}

extension ServiceFailure {
  package static func events(_ message: String, why: String? = nil) -> ServiceFailure {
    ServiceFailure("ValidationException", message, why: why)
  }

  fileprivate static let tooMuchOfEvents = ServiceFailure(
    "LimitExceededException", "The requested resource exceeds the maximum number allowed.",
    why: "A rule has at most \(EventBridgeTiming.maximumTargets) targets, an event bus at most "
      + "\(EventBridgeTiming.maximumRules) rules.")
}
