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
    var copy = sandbox.world
    let request = request(wait.call, input: wait.call.input)
    var run = WaiterRun(wait)
    var verdict = WaiterVerdict.goOn
    while verdict == .goOn {
      if run.attempts > 0 { copy.advance(to: copy.now + .seconds(wait.waiter.delaySeconds)) }
      switch CloudAPI.perform(request, on: &copy, cause: .command(sandbox.head)) {
      case .success(let reply): verdict = run.judge(.reply(reply))
      case .failure(let failure): verdict = run.judge(.error(code: failure.code, message: failure.message ?? ""))
      }
      if outside.isCancelled() { return CommandOutput(exitCode: 130) }
    }
    let waited = copy.now - sandbox.now
    do throws(WorkspaceError) {
      let first = try sandbox.perform(request, typed: typed, origin: origin)
      let pace = isPaced ? sandbox.pace : .zero
      let advanced = try sandbox.advance(to: first.entry.instant + waited + pace, origin: origin)
      return ended(verdict, wait, words: words, notices: Notices.whileWaiting(advanced.events))
    } catch { return .complaint(error.message) }
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
    calls.append(
      CallTrace(
        words: words, command: "\(wait.call.service) wait \(wait.waiter.commandName)", input: wait.call.input,
        outcome: outcome))
    return output
  }
}
