/// `aws ecs deploy`: one line that asks ECS and CodeDeploy several things and waits for the deployment.
///
/// In: a parsed deploy. Out: the AWS CLI's own words as far as it comes. One line typed is one command: its pace comes once,
/// at the end.
import AWSCommandLine
import Documents
import SimulationKit
import Workspace

extension Session {
  func carryOut(_ deploy: DeployCall, words: [String]) -> CommandOutput {
    let (earlier, cost) = (progress.calls.count, pace)
    let wasPaced = isPaced
    isPaced = false
    var run = Run(session: self, words: words)
    do throws(Ending) { try run.carryOut(deploy) } catch { run.end(error) }
    isPaced = wasPaced
    if cost > .zero, run.output.exitCode != 130 {
      do throws(WorkspaceError) {
        let advanced = try sandbox.advance(to: sandbox.now + cost, origin: origin)
        run.output.notices += Notices.whileWaiting(advanced.events)
      } catch { return .complaint(error.message) }
    }
    var outcome = CallTrace.Outcome.ok
    if run.output.exitCode != 0 {
      if let last = progress.calls.last, progress.calls.count > earlier, last.outcome != .ok {
        outcome = last.outcome
      } else {
        outcome = .refused(message: run.output.standardError, suggestion: nil)
      }
    }
    // To whoever looks back at it the line is one call.
    progress.calls.removeSubrange(earlier...)
    progress.calls.append(
      CallTrace(
        words: words, command: "ecs deploy",
        input: ["cluster": .string(deploy.cluster), "service": .string(deploy.service)], outcome: outcome))
    return run.output
  }
}

/// Why a deploy ends early.
private enum Ending: Error {
  case refusal(AWSCommandLine.Refusal)
  /// A step printed its own last words.
  case said(CommandOutput)
}

private struct Run {
  let session: Session
  let words: [String]
  var output = CommandOutput()

  mutating func carryOut(_ deploy: DeployCall) throws(Ending) {
    let service = try ask(deploy.describeService, to: "describe ECS service")
    let target = try Self.of { () throws(AWSCommandLine.Refusal) in try deploy.target(in: service) }
    let application = try ask(deploy.describeApplication(target), to: "describe Code Deploy application")
    let group = try ask(deploy.describeDeploymentGroup(target), to: "describe Code Deploy deployment group")
    let minutes = try Self.of { () throws(AWSCommandLine.Refusal) in
      try deploy.minutes(target, application: application, deploymentGroup: group)
    }
    let register = try Self.of { () throws(AWSCommandLine.Refusal) in try deploy.registerTaskDefinition() }
    let registered = try ask(register, to: "register ECS task definition")
    let arn = registered["taskDefinition"]?["taskDefinitionArn"]?.string ?? ""
    output.standardOutput += DeployCall.registered(arn)
    let plan = try Self.of { () throws(AWSCommandLine.Refusal) in try deploy.plan(naming: arn) }
    let created = try ask(deploy.createDeployment(target, plan), to: "create deployment")
    let id = created["deploymentId"]?.string ?? ""
    output.standardOutput += DeployCall.created(id) + DeployCall.waits(for: id, minutes: minutes)
    guard let wait = deploy.wait(for: id, minutes: minutes) else { return }
    let waited = session.carryOut(wait, words: words)
    output.notices += waited.notices
    guard waited.exitCode == 0 else { throw .said(waited) }
    output.standardOutput += DeployCall.deployed(arn, target)
  }

  /// The reply of one call.
  private mutating func ask(_ call: ServiceCall?, to action: String) throws(Ending) -> Document.Object {
    guard let call else { return [:] }
    var reply = Document.Object()
    let asked = session.carryOut(call, words: words) { walk in
      reply = walk.fullResult
      return ""
    }
    output.notices += asked.notices
    switch asked.exitCode {
    case 0: return reply
    case 254:
      let error = asked.standardError.split(separator: "[ERROR]: ", maxSplits: 1).last.map(String.init) ?? ""
      throw .refusal(DeployCall.failed(to: action, error))
    default: throw .said(asked)
    }
  }

  private static func of<Value>(_ body: () throws(AWSCommandLine.Refusal) -> Value) throws(Ending) -> Value {
    do throws(AWSCommandLine.Refusal) { return try body() } catch { throw .refusal(error) }
  }

  mutating func end(_ ending: Ending) {
    switch ending {
    case .refusal(let refusal):
      output.standardError += refusal.standardError
      output.exitCode = refusal.exitCode
    case .said(let last):
      output.standardError += last.standardError
      output.exitCode = last.exitCode
    }
  }
}
