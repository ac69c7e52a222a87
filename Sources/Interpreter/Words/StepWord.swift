/// `step`: on to the next thing that happens, however long it takes.
///
/// In: how many. Out: what happened, and the time it is then. Time passes as with `wait`.
import Cloud
import SimulationKit
import Workspace

extension Session {
  private static let longestStep = Duration.hours(24)

  func step(_ arguments: [String]) -> CommandOutput {
    guard arguments.count <= 1, let count = arguments.first.map({ Int($0) }) ?? 1, (1...1_000).contains(count) else {
      return .complaint("step: `step` goes on to the next thing that happens, `step 5` to the fifth", exitCode: 2)
    }
    do throws(WorkspaceError) {
      try sandbox.catchUp()
      guard let target = instant(ofChange: count) else {
        if isCancelled() { return CommandOutput("Stopped; no time has passed.\n", exitCode: 130) }
        return CommandOutput("Nothing is on its way within a day: all waits for your next command.\n")
      }
      let advanced = try sandbox.advance(to: target, typed: progress.typed, origin: origin)
      let lines = Notices.whileWaiting(advanced.events) + ["It is \(sandbox.now.timeOfDay)."]
      return CommandOutput(lines.map { $0 + "\n" }.joined())
    } catch { return .complaint("step: \(error.message)") }
  }

  /// When the n-th moment from now comes at which something is to be told. Many things may happen at one.
  private func instant(ofChange count: Int) -> Instant? {
    var copy = sandbox.world
    var moments: [Instant] = []
    copy.advance(to: copy.now + Self.longestStep) { [self] world, records in
      if isCancelled() { return .stop }
      if !records.isEmpty, moments.last != world.now { moments.append(world.now) }
      return moments.count >= count ? .stop : .goOn
    }
    return moments.last
  }
}
