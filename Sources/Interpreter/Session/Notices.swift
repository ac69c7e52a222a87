/// What happened in the world, as lines for the learner.
///
/// In: event records. Out: one line each, with the simulated time of day.
import Cloud
import SimulationKit
import Workspace

package enum Notices {
  private static let mostLines = 40

  /// After a command, only what the scheduler says and what stops: the rest is a `describe` away.
  static func afterCommand(_ performed: Performed) -> [String] {
    (performed.others.isEmpty ? [] : ["(another client has changed this world meanwhile: see `map`)"])
      + performed.laterEvents.filter { $0.kind == .serviceEvent || $0.message == "STOPPED" }.map(line)
  }

  /// While time passes, everything; the middle of a long list is left out.
  package static func whileWaiting(_ events: [EventRecord]) -> [String] {
    let events = events.filter { !tellsOfContainersAlone($0) && !tellsThatAllIsWell($0) }
    guard events.count > mostLines else { return events.map(line) }
    let half = mostLines / 2
    return events.prefix(half).map(line) + ["  … \(events.count - mostLines) more …"] + events.suffix(half).map(line)
  }

  package static func line(_ event: EventRecord) -> String { "  \(event.instant.timeOfDay)  \(text(event))" }

  /// What happened, without the time.
  static func text(_ event: EventRecord) -> String {
    switch event.kind {
    case .serviceEvent: event.message
    case .taskStateChange, .containerInstanceStateChange, .containerInstanceHealthChange, .deploymentStateChange,
      .serviceAction, .command, .fault,
      .serviceRegistration, .alarmStateChange, .scalingActivity, .targetHealthChange,
      .ruleInvocation:
      "\(shortened(event.source)) \(event.message)" + news(event) + (event.reason.map { "  (\($0))" } ?? "")
    }
  }

  /// What is new of a task that is still in the state that its line begins with.
  private static func news(_ event: EventRecord) -> String {
    let detail = event.draft.detail
    guard event.kind == .taskStateChange else { return "" }
    if tellsOfContainersAlone(event) { return ", images pulled" }
    if let status = detail["desiredStatus"]?.string { return ", desiredStatus \(status)" }
    if let status = detail["healthStatus"]?.string { return ", healthStatus \(status)" }
    guard let container = detail["container"]?.string, let code = detail["exitCode"]?.integer else { return "" }
    return ", container \(container) ended with exit code \(code)"
  }

  /// The task is what it was, only its images are there: of use to the bus, and in a timeline.
  private static func tellsOfContainersAlone(_ event: EventRecord) -> Bool {
    event.draft.detail["pullStoppedAt"] != nil
  }

  /// The first looks at the health of an instance found nothing.
  private static func tellsThatAllIsWell(_ event: EventRecord) -> Bool {
    event.kind == .containerInstanceHealthChange && event.reason == nil
  }

  /// `task/0123456789abcdef…` by its first eight digits.
  static func shortened(_ source: String) -> String {
    guard source.hasPrefix("task/") else { return source.split(separator: "/", maxSplits: 1).joined(separator: " ") }
    return "task " + source.dropFirst(5).prefix(8)
  }
}
