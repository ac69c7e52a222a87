/// `wait`, `undo`, `redo`, `reset`: the words that move the world through time.
import Cloud
import SimulationKit
import Workspace

extension Session {
  static let waitUsage = "say how long, as in `wait 40s`, `wait 5m`, `wait 1h30m`, or `wait until steady`"
  /// The longest that `wait until steady` looks ahead.
  private static let longestSteadyWait = Duration.minutes(60)

  func wait(_ arguments: [String]) -> CommandOutput {
    if arguments.first == "until" {
      guard arguments.count >= 2, arguments[1] == "steady", arguments.count <= 3 else {
        return .complaint("wait: until what? `wait until steady` or `wait until steady SERVICE`", exitCode: 2)
      }
      return waitUntilSteady(service: arguments.count == 3 ? arguments[2] : nil)
    }
    guard arguments.count == 1 else { return .complaint("wait: \(Self.waitUsage)", exitCode: 2) }
    guard let span = SpanText.parse(arguments[0]), span > .zero else {
      return .complaint("wait: '\(arguments[0])' is no length of time; \(Self.waitUsage)", exitCode: 2)
    }
    return pass(until: sandbox.now + span)
  }

  private func pass(until target: Instant, ending: String? = nil) -> CommandOutput {
    let isCancelled = outside.isCancelled
    do throws(WorkspaceError) {
      let advanced = try sandbox.advance(to: target, typed: typed, origin: origin) { _, _ in
        isCancelled() ? .stop : .goOn
      }
      var lines = Notices.whileWaiting(advanced.events)
      switch advanced.outcome {
      case .reached: lines.append("It is \(sandbox.now.timeOfDay).\(ending.map { " " + $0 } ?? "")")
      case .stopped: lines.append("Stopped at \(sandbox.now.timeOfDay).")
      case .limitReached: lines.append("Too much happened for one wait; it is \(sandbox.now.timeOfDay). `wait` goes on.")
      }
      return CommandOutput(lines.map { $0 + "\n" }.joined(), exitCode: advanced.outcome == .reached ? 0 : 130)
    } catch { return .complaint("wait: \(error.message)") }
  }

  private func waitUntilSteady(service: String?) -> CommandOutput {
    var copy = sandbox.world
    if let service, !copy.hasService(service) { return .complaint("wait: there is no service called '\(service)'") }
    if copy.isSteady(service: service) { return CommandOutput("Nothing to wait for: all is steady.\n") }
    let limit = copy.now + Self.longestSteadyWait
    var steadyAt: Instant?
    copy.advance(to: limit) { world, _ in
      guard world.isSteady(service: service) else { return .goOn }
      steadyAt = world.now
      return .stop
    }
    guard let steadyAt else {
      return .complaint(
        "wait: not steady within an hour, so no time has passed. The events of the services say why: "
          + "aws ecs describe-services --query 'services[].events[:3].message'")
    }
    return pass(until: steadyAt, ending: "All is steady.")
  }

  func goBack(_ word: String, _ arguments: [String]) -> CommandOutput {
    guard arguments.isEmpty else { return .complaint("\(word): takes no words after it; type it again for one more", exitCode: 2) }
    do throws(WorkspaceError) {
      if word == "undo" {
        let undone = try sandbox.undo(notBefore: undoBoundary)
        let change = undone.entries.first.map { Self.shortened($0.typed) } ?? ""
        return CommandOutput("Taken back: \(change)\nIt is \(sandbox.now.timeOfDay) again.\n")
      }
      let entries = try sandbox.redo()
      let change = entries.first { $0.isChange }.map { Self.shortened($0.typed) } ?? "what was undone"
      return CommandOutput("Done again: \(change)\nIt is \(sandbox.now.timeOfDay).\n")
    } catch { return .complaint(error.message) }
  }

  func reset(_ arguments: [String]) -> CommandOutput {
    guard arguments.isEmpty else { return .complaint("reset: takes no words after it", exitCode: 2) }
    do throws(WorkspaceError) {
      try sandbox.reset()
      variables = [:]
      return CommandOutput("This world begins again. It is \(sandbox.now.timeOfDay).\n")
    } catch { return .complaint(error.message) }
  }

  private static func shortened(_ typed: String) -> String {
    let line = typed.split(separator: "\n").joined(separator: " ")
    return line.count > 100 ? line.prefix(99) + "…" : line
  }
}

extension World {
  /// True where nothing is on its way: services have what they want in one completed deployment, and no task starts
  /// or stops.
  package func isSteady(service wanted: String? = nil) -> Bool {
    for region in regions.values {
      for service in region.ecs.services.values where wanted == nil || service.key.name == wanted {
        guard service.status != .inactive else { continue }
        if service.status == .draining || service.deployments.count != 1 { return false }
        if service.deployments.contains(where: { $0.rolloutState == .inProgress }) { return false }
        let running = region.ecs.tasks.all(ofService: service.key).count { $0.lastStatus == .running }
        if running != service.desiredCount { return false }
      }
      guard wanted == nil else { continue }
      for cluster in region.ecs.clusters.keys {
        let isMoving = region.ecs.tasks.all(inCluster: cluster).contains { $0.lastStatus != .running && $0.lastStatus != .stopped }
        if isMoving { return false }
      }
    }
    return true
  }

  func hasService(_ name: String) -> Bool {
    regions.values.contains { region in region.ecs.services.keys.contains { $0.name == name } }
  }
}

/// Lengths of time as learners type them: `40s`, `5m`, `1h30m`, `2d`, or a bare number of seconds.
package enum SpanText {
  package static func parse(_ text: String) -> Duration? {
    if let seconds = Int(text), seconds >= 0, text.count <= 9 { return .seconds(seconds) }
    var rest = Substring(text)
    var total = Duration.zero
    guard !rest.isEmpty, text.count <= 30 else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits), digits.count <= 9 else { return nil }
      rest = rest.dropFirst(digits.count)
      if rest.hasPrefix("ms") {
        total = total + .milliseconds(number)
        rest = rest.dropFirst(2)
        continue
      }
      switch rest.popFirst() {
      case "s": total = total + .seconds(number)
      case "m": total = total + .minutes(number)
      case "h": total = total + .hours(number)
      case "d": total = total + .days(number)
      case .some, nil: return nil
      }
    }
    return total
  }
}
