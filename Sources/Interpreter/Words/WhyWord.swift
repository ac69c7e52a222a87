/// `why`: what led to something, from the newest record back to the command, or why the last command was refused.
///
/// In: a name, `#N`, or nothing. Out: lines. Changes nothing and costs no time.
import Workspace

extension Session {
  func why(_ arguments: [String]) -> CommandOutput {
    guard arguments.count <= 1 else {
      return .complaint("why: one name at a time, as in `why web`, `why 0f3c` or `why #12`", exitCode: 2)
    }
    do throws(WorkspaceError) { try sandbox.catchUp() } catch { return .complaint("why: \(error.message)") }
    guard let name = arguments.first else { return whyTheLast() }
    guard let subject = Subject(name, in: sandbox.world, region: regionName) else { return unknownSubject("why", name) }
    return explained(subject)
  }

  private func explained(_ subject: Subject) -> CommandOutput {
    let explanation = Explanation(of: subject, in: sandbox, region: regionName)
    return CommandOutput(explanation.lines.map { $0 + "\n" }.joined())
  }

  /// The last command where it failed; else what stands badly now.
  private func whyTheLast() -> CommandOutput {
    if let call = progress.calls.last ?? lastCall {
      switch call.outcome {
      case .ok: break
      case .failed(let code, let message, let why):
        var lines = [
          "\(call.command ?? "the last command") was answered with \(code)\(message.map { ": \($0)" } ?? "")"
        ]
        lines.append(why.map { "That means: \($0)" } ?? "The service refused it; nothing has changed.")
        if let command = call.command { lines.append("Look: aws \(command) help") }
        return CommandOutput(lines.map { $0 + "\n" }.joined())
      case .refused(let message, let suggestion):
        var first = message.split(separator: "\n").first.map(String.init) ?? "the command line was not understood"
        if first.hasPrefix("aws: [ERROR]: ") { first = String(first.dropFirst(14)) }
        var lines = ["The command line was refused before it reached the service: \(first)"]
        if let suggestion { lines.append("Did you mean `\(suggestion)`?") }
        if let command = call.command { lines.append("Look: aws \(command) help") }
        return CommandOutput(lines.map { $0 + "\n" }.joined())
      }
    }
    let ecs = sandbox.world.regions[regionName]?.ecs
    if let troubled = ecs?.services.values.first(where: \.isInTrouble),
      let subject = Subject("service/\(troubled.key.name)", in: sandbox.world, region: regionName)
    {
      return explained(subject)
    }
    return CommandOutput(
      "The last command was fine, and every service has what it wants. `why NAME` explains one thing, `timeline` tells "
        + "what happened.\n")
  }
}
