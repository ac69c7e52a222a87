/// `wait`: lets simulated time pass, or says why it cannot.
///
/// In: the words after it. Out: what happened meanwhile, one line each. Source: design, "Time".
import Cloud
import SimulationKit
import Workspace

extension Session {
  static let waitUsage = "say how long, as in `wait 40s`, `wait 5m`, `wait 1h30m`, or `wait until steady`"
  /// The longest that `wait until steady` looks ahead.
  private static let longestSteadyWait = Duration.minutes(60)
  private static let longestWait = Duration.days(30)

  func wait(_ arguments: [String]) -> CommandOutput {
    do throws(WorkspaceError) { try sandbox.catchUp() } catch { return .complaint("wait: \(error.message)") }
    if arguments.first == "until" {
      guard arguments.count >= 2, arguments[1] == "steady", arguments.count <= 3 else {
        return .complaint("wait: until what? `wait until steady` or `wait until steady SERVICE`", exitCode: 2)
      }
      return waitUntilSteady(service: arguments.count == 3 ? arguments[2] : nil)
    }
    guard arguments.count == 1 else { return .complaint("wait: \(Self.waitUsage)", exitCode: 2) }
    if let problem = Self.waitProblem(arguments[0]) { return .complaint("wait: \(problem)", exitCode: 2) }
    return pass(until: sandbox.now + (SpanText.parse(arguments[0]) ?? .zero))
  }

  private static func waitProblem(_ text: String) -> String? {
    let shown = GrammarError.shown(text)
    if text.hasPrefix("-"), SpanText.parse(String(text.dropFirst())) != nil {
      return "time goes only forward here; `undo` takes your last change back"
    }
    guard let span = SpanText.parse(text) else { return "'\(shown)' is no length of time; \(waitUsage)" }
    if span <= .zero { return "'\(shown)' is no time at all; \(waitUsage)" }
    if span > longestWait { return "'\(shown)' is too long: one wait is at most 30 days (30d); wait several times" }
    return nil
  }

  private func pass(until target: Instant, ending: String? = nil) -> CommandOutput {
    do throws(WorkspaceError) {
      let advanced = try sandbox.advance(to: target, typed: progress.typed, origin: origin) { [self] _, _ in
        isCancelled() ? .stop : .goOn
      }
      var lines = Notices.whileWaiting(advanced.events)
      switch advanced.outcome {
      case .reached: lines.append("It is \(sandbox.now.timeOfDay).\(ending.map { " " + $0 } ?? "")")
      case .stopped: lines.append("Stopped at \(sandbox.now.timeOfDay).")
      case .limitReached:
        lines.append("Too much happened for one wait; it is \(sandbox.now.timeOfDay). `wait` goes on.")
      }
      return CommandOutput(lines.map { $0 + "\n" }.joined(), exitCode: advanced.outcome == .reached ? 0 : 130)
    } catch { return .complaint("wait: \(error.message)") }
  }

  /// Lets time pass where something is due by then, without a word of the learner's.
  ///
  /// - Returns: what happened, a line each.
  func letPass(until target: Instant) -> [String] {
    do throws(WorkspaceError) {
      try sandbox.catchUp()
      guard target > sandbox.now else { return [] }
      return Notices.whileWaiting(try sandbox.advance(to: target, typed: "watch", origin: origin).events)
    } catch { return ["watch: \(error.message)"] }
  }

  private func waitUntilSteady(service: String?) -> CommandOutput {
    var copy = sandbox.world
    if let service, !copy.hasService(service) {
      return .complaint("wait: there is no service called '\(GrammarError.shown(service))'")
    }
    if copy.isSteady(service: service) { return CommandOutput("Nothing to wait for: all is steady.\n") }
    let limit = copy.now + Self.longestSteadyWait
    var steadyAt: Instant?
    copy.advance(to: limit) { [self] world, _ in
      if isCancelled() { return .stop }
      // Only once an instant has come to its end: what is due at the same one may still move something.
      guard world.nextDue.map({ $0 > world.now }) ?? true, world.isSteady(service: service) else { return .goOn }
      steadyAt = world.now
      return .stop
    }
    if let steadyAt { return pass(until: steadyAt, ending: "All is steady.") }
    if isCancelled() { return CommandOutput("Stopped; no time has passed.\n", exitCode: 130) }
    return .complaint(
      "wait: not steady within an hour, so no time has passed. The events of the services say why: "
        + "aws ecs describe-services --services NAME --query 'services[].events[:3].message'")
  }
}
