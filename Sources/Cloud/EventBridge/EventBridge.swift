/// Amazon EventBridge's state: the rules of the default event bus, their targets, and what is on its way to one.
///
/// In: changes by rules. Out: state to read. What an event looks like, and how RunTask's request is read, is the border's
/// business: it hands both over with the first rule (`Border`). Source: Amazon EventBridge API reference, Rule, Target;
/// runtime sheet, section 9.
import Collections
import Documents
import SimulationKit

package enum EventBridge {
  package struct State: Sendable {
    /// By name.
    package internal(set) var rules: OrderedDictionary<String, Rule> = [:]
    /// On their way, by number.
    var deliveries: OrderedDictionary<Int, Delivery> = [:]
    var nextDelivery = 1
    /// How many calls of RunTask the latest second that has any holds already.
    var calls = (second: 0, count: 0)
    /// nil until the first rule is put.
    var border: Border?

    /// True where an event can match.
    var listens: Bool { rules.values.contains { $0.isEnabled && $0.pattern != nil } }
  }

  /// What the border of the cloud knows and rules need: how things are written in requests and events.
  package struct Border: Sendable {
    /// What a record of the event log looks like on the bus; nothing for what nobody is told of.
    let events: @Sendable (EventRecord, World) -> [Document]
    /// RunTask's input, read and held to its form.
    let taskRequest: @Sendable (Document.Object) throws(ServiceFailure) -> ECS.TaskRequest

    package init(
      events: @escaping @Sendable (EventRecord, World) -> [Document],
      taskRequest: @escaping @Sendable (Document.Object) throws(ServiceFailure) -> ECS.TaskRequest
    ) {
      self.events = events
      self.taskRequest = taskRequest
    }
  }

  package enum RuleState: String, Hashable, Sendable, CaseIterable {
    case enabled = "ENABLED"
    case disabled = "DISABLED"
    case enabledWithAllManagementEvents = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
  }

  /// What PutRule asks for: everything that is left out is forgotten.
  package struct RuleOrder: Hashable, Sendable {
    package var name: String
    package var pattern: EventPattern?
    package var schedule: String?
    package var state = RuleState.enabled
    package var description: String?
    package var roleARN: String?

    package init(name: String) { self.name = name }
  }

  package struct Rule: Hashable, Sendable {
    package let name: String
    package let pattern: EventPattern?
    /// As it was given.
    package let schedule: String?
    let expression: ScheduleExpression?
    package internal(set) var state: RuleState
    package let description: String?
    package let roleARN: String?
    /// When it was put last: rates count from here.
    let putAt: Instant
    /// Goes up whenever the rule is put, enabled or disabled.
    var version: Int
    /// By id.
    package internal(set) var targets: OrderedDictionary<String, Target> = [:]

    var isEnabled: Bool { state != .disabled }
  }

  package struct Target: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      /// RunTask there, with these members of its input.
      case cluster(String, parameters: Document.Object)
      case logGroup(String)
    }
    package let id: String
    package let kind: Kind
    package let roleARN: String?
    package let input: Input
    /// As it was given.
    package let document: Document.Object
    /// Where a log group's lines go.
    let logStream: String

    package init(id: String, kind: Kind, roleARN: String?, input: Input, document: Document.Object) {
      (self.id, self.kind, self.roleARN, self.input, self.document) = (id, kind, roleARN, input, document)
      logStream = ""
    }

    init(_ target: Target, logStream: String) {
      (id, kind, roleARN, input, document) = (target.id, target.kind, target.roleARN, target.input, target.document)
      self.logStream = logStream
    }
  }

  /// An event on its way to a target.
  struct Delivery: Hashable, Sendable {
    let rule: String
    let target: String
    let event: Document
  }
}

/// Everything of EventBridge that can fall due.
package enum EventBridgeChange: Hashable, Sendable {
  /// The schedule of a rule, while the rule is of this version.
  case schedule(rule: String, version: Int)
  case delivery(Int)
}

extension EventBridgeChange: CustomStringConvertible {
  package var description: String {
    switch self {
    case .schedule(let rule, let version): "rule \(rule) schedule \(version)"
    case .delivery(let number): "event delivery \(number)"
    }
  }
}

extension EventBridge.State {
  /// What no reply shows, for digests: deliveries on their way, and the pace of calls.
  package var hiddenLines: [String] {
    guard nextDelivery > 1 else { return [] }
    return ["\(nextDelivery) \(calls.second) \(calls.count)"]
      + deliveries.map { "\($0.key) \($0.value.rule) \($0.value.target) \($0.value.event.written())" }
  }
}
