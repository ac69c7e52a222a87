/// What became of alarms: states they entered, settings they were given, actions they set off.
///
/// In: changes. Out: the same, newest last, the oldest forgotten. Source: CloudWatch API reference, DescribeAlarmHistory.
import Collections
import Documents
import SimulationKit

package struct AlarmHistory: Sendable {
  package struct Item: Sendable {
    /// From 1, without gaps.
    package let number: Int
    package let alarm: String
    package let isComposite: Bool
    package let instant: Instant
    /// `ConfigurationUpdate`, `StateUpdate`, `Action`.
    package let kind: String
    package let summary: String
    package let data: Document.Object
  }
  enum Change {
    case created, updated, deleted
    case stateUpdate(from: Alarm, to: Alarm)
    /// The ARN of what was set off.
    case action(String)
  }
  /// Oldest first.
  package private(set) var items: Deque<Item> = []
  private var lastNumber = 0

  package init() {}

  mutating func enter(_ change: Change, of alarm: Alarm, at instant: Instant) {
    let (kind, summary, data) = Self.words(change, alarm)
    lastNumber += 1
    items.append(
      Item(
        number: lastNumber, alarm: alarm.name, isComposite: alarm.composite != nil, instant: instant, kind: kind,
        summary: summary, data: data))
    if items.count > MetricTiming.rememberedAlarmChanges { items.removeFirst() }
  }

  private static func words(_ change: Change, _ alarm: Alarm) -> (String, String, Document.Object) {
    let quoted = "Alarm \"\(alarm.name)\""
    switch change {
    case .created: return ("ConfigurationUpdate", quoted + " created", ["version": "1.0", "type": "Create"])
    case .updated: return ("ConfigurationUpdate", quoted + " updated", ["version": "1.0", "type": "Update"])
    case .deleted: return ("ConfigurationUpdate", quoted + " deleted", ["version": "1.0", "type": "Delete"])
    case .stateUpdate(let before, let after):
      return (
        "StateUpdate", "Alarm updated from \(before.state.rawValue) to \(after.state.rawValue)",
        ["version": "1.0", "oldState": .object(document(before)), "newState": .object(document(after))]
      )
    case .action(let arn):
      return (
        "Action", "Successfully executed action \(arn)",
        ["version": "1.0", "actionState": "Succeeded", "notificationResource": .string(arn)]
      )
    }
  }

  private static func document(_ alarm: Alarm) -> Document.Object {
    var state: Document.Object = [
      "stateValue": .string(alarm.state.rawValue), "stateReason": .string(alarm.stateReason),
    ]
    if let data = alarm.stateReasonData.flatMap({ try? DocumentReader.read($0) }) { state["stateReasonData"] = data }
    return state
  }
}
