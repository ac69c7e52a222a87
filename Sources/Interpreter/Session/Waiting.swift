/// `aws … wait NAME`: asks again and again at the waiter's own delay, letting simulated time pass in between.
///
/// In: a waiter with its call. Out: nothing printed on success, the AWS CLI's own words on failure. The asking is done
/// on a copy of the world; the real one is then moved ahead in one step.
/// Source: API sheet, section 3.5.
import AWSCommandLine
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Workspace

extension Session {
  func carryOut(_ wait: WaiterCall, words: [String]) -> CommandOutput {
    let request = request(wait.call, input: wait.call.input)
    let asked = shown(wait.call, wait.call.input)
    do throws(WorkspaceError) {
      try sandbox.catchUp()
      guard let (verdict, waited) = lookAhead(wait, request) else { return CommandOutput(exitCode: 130) }
      let first = try sandbox.perform(request, typed: progress.typed, origin: origin)
      let advanced = try sandbox.advance(to: first.entry.instant + waited + pace, origin: origin) { [self] _, _ in
        isCancelled() ? .stop : .goOn
      }
      if advanced.outcome != .reached {
        return CommandOutput(exitCode: 130, notices: Notices.whileWaiting(advanced.events))
      }
      var output = ended(verdict, wait, words: words, notices: Notices.whileWaiting(advanced.events))
      output.standardError = asked + output.standardError
      return output
    } catch { return .complaint(error.message) }
  }

  /// The verdict and how long it takes to reach it; nil where the learner stopped it.
  private func lookAhead(_ wait: WaiterCall, _ request: ServiceRequest) -> (WaiterVerdict, Duration)? {
    var copy = sandbox.world
    var run = WaiterRun(wait)
    while true {
      if isCancelled() { return nil }
      var asked = copy
      let verdict =
        switch CloudAPI.asClientsShow(
          CloudAPI.answer(request, on: &asked, cause: .command(sandbox.head)), to: request)
        {
        case .success(let reply): run.judge(.reply(reply))
        case .failure(let failure): run.judge(.error(code: failure.code, message: failure.message ?? ""))
        }
      if verdict != .goOn { return (verdict, copy.now - sandbox.now) }
      copy.advance(to: copy.now + .seconds(wait.waiter.delaySeconds))
    }
  }

  private func ended(
    _ verdict: WaiterVerdict, _ wait: WaiterCall, words: [String], notices: [String]
  ) -> CommandOutput {
    var outcome = CallTrace.Outcome.ok
    var output = CommandOutput(notices: notices)
    if case .failed(let refusal) = verdict {
      outcome = .failed(code: "WaiterError", message: refusal.standardError, why: nil)
      output.standardError = refusal.standardError
      output.exitCode = refusal.exitCode
    }
    progress.calls.append(
      CallTrace(
        words: words, command: "\(ServiceWords.commandName(wait.call.service)) wait \(wait.waiter.commandName)",
        input: wait.call.input, outcome: outcome))
    return output
  }
}
