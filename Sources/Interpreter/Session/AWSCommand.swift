/// `aws …` lines joined to the world: parsed by `AWSCommandLine`, carried out by the sandbox, printed again.
///
/// In: the words after `aws`. Out: text, exit code, a trace. A command that reaches the service costs simulated time
/// after its reply; one that the command line refuses costs none and is written down as refused.
import AWSCommandLine
import Cloud
import CloudAPI
import Documents
import ServiceModels
import SimulationKit
import Workspace

extension Session {
  func aws(_ words: [String]) -> CommandOutput {
    switch CommandLine.parse(words, environment: environment) {
    case .call(let call): return carryOut(call, words: words)
    case .wait(let wait): return carryOut(wait, words: words)
    case .skeleton(let text), .text(let text): return CommandOutput(text)
    case .help(let topic): return CommandOutput(HelpPage.text(for: topic))
    case .refusal(let refusal): return refused(refusal, words: words)
    }
  }

  var environment: Environment {
    Environment(
      region: variables["AWS_REGION"] ?? variables["AWS_DEFAULT_REGION"] ?? Self.defaultRegion,
      outputFormat: variables["AWS_DEFAULT_OUTPUT"], profile: variables["AWS_PROFILE"],
      readFile: { [self] path in readFile(path) }, readYAML: outside.readYAML)
  }
  package static let defaultRegion = "us-east-1"

  private func refused(_ refusal: AWSCommandLine.Refusal, words: [String]) -> CommandOutput {
    let message = refusal.standardError
    let known = Self.recognized(words)
    calls.append(
      CallTrace(
        words: words, command: known.map { "\($0.service) \($0.commandName)" }, input: [:],
        outcome: .refused(message: message, suggestion: refusal.suggestion)))
    let entry = Workspace.Refusal(
      service: known?.service ?? words.first, operation: known?.name, message: message, exitCode: refusal.exitCode)
    do throws(WorkspaceError) { try sandbox.record(entry, typed: typed, origin: origin) } catch {
      return .complaint(error.message)
    }
    return CommandOutput(error: message, exitCode: refusal.exitCode)
  }

  /// The operation that the words name, as far as they do.
  private static func recognized(_ words: [String]) -> ServiceModels.Operation? {
    let plain = words.filter { !$0.hasPrefix("-") }
    guard plain.count >= 2 else { return nil }
    return ServiceModel.named(plain[0])?.operation(commandName: plain[1])
  }

  // MARK: Calls

  private func carryOut(_ call: ServiceCall, words: [String]) -> CommandOutput {
    let snapshot = sandbox.world
    var notices: [String] = []
    var input = call.input
    var outcome = CallTrace.Outcome.ok
    var output: CommandOutput
    do throws(CommandFailure) {
      var walk = try CommandFailure.of { () throws(AWSCommandLine.Refusal) in try PageWalk(call) }
      var isFirst = true
      while let pageInput = walk.nextInput {
        let reply: ServiceReply
        if isFirst {
          let performed = try perform(request(call, input: pageInput), call)
          notices = Notices.afterCommand(performed)
          if case .request(let filled, _, _) = performed.entry.kind { input = filled.input }
          reply = performed.reply
        } else {
          // Further pages are read from the world as it was: one command, one instant, one entry.
          var copy = snapshot
          reply = CloudAPI.perform(request(call, input: pageInput), on: &copy, cause: .command(sandbox.head))
        }
        isFirst = false
        switch reply {
        case .success(let document): try CommandFailure.of { () throws(AWSCommandLine.Refusal) in try walk.take(document) }
        case .failure(let failure): throw .service(failure)
        }
      }
      let finished = walk
      output = CommandOutput(
        try CommandFailure.of { [outside] () throws(AWSCommandLine.Refusal) in
          try Output.render(finished, columns: outside.columns, colour: outside.usesColour)
        })
    } catch {
      switch error {
      case .workspace(let problem): return .complaint(problem.message)
      case .refusal(let refusal): output = CommandOutput(error: refusal.standardError, exitCode: refusal.exitCode)
      case .service(let failure):
        outcome = .failed(code: failure.code, message: failure.message, why: failure.why)
        let refusal = Output.error(
          code: failure.code, message: failure.message, members: failure.members, operation: call.operation.name)
        output = CommandOutput(error: refusal.standardError, exitCode: refusal.exitCode)
      }
    }
    output.notices = notices
    calls.append(
      CallTrace(words: words, command: "\(call.service) \(call.operation.commandName)", input: input, outcome: outcome))
    return output
  }

  private func perform(_ request: ServiceRequest, _ call: ServiceCall) throws(CommandFailure) -> Performed {
    do throws(WorkspaceError) {
      return try sandbox.perform(
        request, typed: typed, origin: origin, pace: isPaced ? sandbox.pace : .zero, tokens: tokens(of: call))
    } catch { throw .workspace(error) }
  }

  func request(_ call: ServiceCall, input: Document.Object) -> ServiceRequest {
    ServiceRequest(
      service: call.service, operation: call.operation.name, region: call.output.region, input: input)
  }

  /// Members that the AWS CLI fills in by chance where they are left out.
  private func tokens(of call: ServiceCall) -> [String] {
    guard case .structure(let members)? = ServiceModel.named(call.service)?.shape(call.operation.input)?.kind else { return [] }
    return members.filter(\.isIdempotencyToken).map(\.name)
  }
}

/// Why a command ended without its result.
private enum CommandFailure: Error {
  case workspace(WorkspaceError)
  case refusal(AWSCommandLine.Refusal)
  case service(ServiceFailure)

  static func of<Value>(_ body: () throws(AWSCommandLine.Refusal) -> Value) throws(CommandFailure) -> Value {
    do throws(AWSCommandLine.Refusal) { return try body() } catch { throw .refusal(error) }
  }
}
