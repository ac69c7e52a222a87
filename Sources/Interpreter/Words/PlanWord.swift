/// `plan COMMAND`: what a command would change, tried on a copy of the world that is thrown away.
///
/// In: a command. Out: the reply where it is refused, what would differ at once, and what would happen until all is steady.
/// Never changes the world, a file or the journal, and costs no time.
import Cloud
import SimulationKit
import Workspace

extension Session {
  private static let longestLook = Duration.minutes(60)

  func plan(_ arguments: [String]) -> CommandOutput {
    guard let first = arguments.first else {
      return .complaint(
        "plan: say what, as in `plan aws ecs update-service --cluster harbor --service web …`", exitCode: 2)
    }
    guard first == "aws" || first == "ecs" || first == "inject" || isOperation(first) else {
      return .complaint(
        "plan: only `aws …` and `inject …` change the world; '\(GrammarError.shown(first))' does not", exitCode: 2)
    }
    do throws(WorkspaceError) { try sandbox.catchUp() } catch { return .complaint("plan: \(error.message)") }
    let trial = Session(sandbox: sandbox.fork(), outside: outside, origin: origin)
    trial.variables = variables
    trial.isPaced = false
    let tried = trial.runWords(arguments, input: nil)
    guard tried.exitCode == 0 else {
      return CommandOutput(
        "It would be refused, and nothing would change:\n", error: tried.standardError, exitCode: tried.exitCode)
    }
    let difference = WorldDifference(from: sandbox.world, to: trial.sandbox.world)
    var lines = difference.isEmpty ? ["Nothing would change at once."] : ["At once:"] + difference.lines()
    lines += following(trial.sandbox.world)
    return CommandOutput(lines.map { $0 + "\n" }.joined() + "Nothing of this has happened.\n")
  }

  /// What would be told until all is steady, or for an hour.
  private func following(_ world: World) -> [String] {
    var copy = world
    let firstEvent = copy.eventLog.nextNumber
    if copy.isSteady(), copy.nextDue.map({ $0 > copy.now + Self.longestLook }) ?? true { return [] }
    var isSteady = false
    copy.advance(to: copy.now + Self.longestLook) { [self] world, _ in
      if isCancelled() { return .stop }
      guard world.nextDue.map({ $0 > world.now }) ?? true, world.isSteady() else { return .goOn }
      isSteady = true
      return .stop
    }
    let events = Notices.whileWaiting(Array(copy.eventLog.records(from: firstEvent)))
    guard !events.isEmpty else { return [] }
    let span = SpanText.text(copy.now - world.now)
    let head = isSteady ? "Then, until all is steady after \(span):" : "Then, and not steady after \(span):"
    return [head] + events
  }
}
