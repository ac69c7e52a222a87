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
  /// - Parameter input: what a pipe carries; only a shell in a container reads it.
  func aws(_ words: [String], input: String? = nil) -> CommandOutput {
    switch CommandLine.parse(words, environment: environment) {
    case .call(let call) where call.service == "ecs" && call.operation.name == "ExecuteCommand":
      return executeCommand(call, words: words, input: input)
    case .call(let call): return carryOut(call, words: words)
    case .wait(let wait): return carryOut(wait, words: words)
    case .deploy(let deploy): return carryOut(deploy, words: words)
    case .tail(let tail): return carryOut(tail, words: words)
    case .loginPassword(let login):
      return carryOut(login.call, words: words, command: "ecr get-login-password") { login.text(of: $0.fullResult) }
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
    let (service, operation) = Self.recognized(words)
    progress.calls.append(
      CallTrace(
        words: words, command: operation.map { ServiceWords.command($0.service, $0) }, input: [:],
        outcome: .refused(message: message, suggestion: refusal.suggestion)))
    let entry = Workspace.Refusal(
      service: service, operation: operation?.name, message: message, exitCode: refusal.exitCode)
    do throws(WorkspaceError) { try sandbox.record(entry, typed: progress.typed, origin: origin) } catch {
      return .complaint(error.message)
    }
    return CommandOutput(error: message, exitCode: refusal.exitCode)
  }

  /// The service and the operation that the words name, as far as they do.
  private static func recognized(_ words: [String]) -> (service: String?, operation: ServiceModels.Operation?) {
    let plain = words.prefix(16).filter { !$0.hasPrefix("-") }
    guard let place = plain.firstIndex(where: { ServiceWords.model($0) != nil }) else { return (nil, nil) }
    let model = ServiceWords.model(plain[place])
    return (model?.name, plain.dropFirst(place + 1).first.flatMap { model?.operation(commandName: $0) })
  }

  // MARK: Calls

  /// - Parameters:
  ///   - command: what the trace calls it; nil: the operation.
  ///   - render: what is printed of the pages; nil: as the call's output options say.
  func carryOut(
    _ call: ServiceCall, words: [String], command: String? = nil, render: ((PageWalk) -> String)? = nil
  ) -> CommandOutput {
    var walk: PageWalk
    do throws(AWSCommandLine.Refusal) { walk = try PageWalk(call) } catch { return refused(error, words: words) }
    var trace = CallTrace(
      words: words, command: command ?? call.command, input: call.input,
      outcome: .ok)
    var notices: [String] = []
    var asked = ""
    var output: CommandOutput
    do throws(CommandFailure) {
      try ask(call, &walk, &trace, &notices, &asked)
      let text = if let render { render(walk) } else { try rendered(walk) }
      output = CommandOutput(text)
      output.isStyled = usesColour(call) && call.output.format == .table && render == nil
    } catch {
      switch error {
      case .stopped: return CommandOutput(exitCode: 130, notices: notices)
      case .workspace(let problem): return .complaint(problem.message)
      case .refusal(let refusal): output = CommandOutput(error: refusal.standardError, exitCode: refusal.exitCode)
      case .service(let failure):
        trace.outcome = .failed(code: failure.code, message: failure.message, why: failure.why)
        let refusal = call.output.errorFormat.applied(
          to: Output.error(
            code: failure.code, message: failure.message, members: failure.members, operation: call.operation.name,
            isServerFault: failure.isServerFault))
        output = CommandOutput(error: refusal.standardError, exitCode: refusal.exitCode)
      }
    }
    output.notices = notices
    output.standardError = asked + output.standardError
    progress.calls.append(trace)
    return output
  }

  /// What `--debug` shows of a request; nothing without it.
  func shown(_ call: ServiceCall, _ input: Document.Object) -> String {
    guard call.output.showsRequests else { return "" }
    return RequestText.line(call.operation, input, time: sandbox.now.iso8601(milliseconds: true))
  }

  /// Asks for page after page. The first is one entry of the journal, with the pace; further pages are read from the world
  /// as it was then: one command, one instant, one entry.
  private func ask(
    _ call: ServiceCall, _ walk: inout PageWalk, _ trace: inout CallTrace, _ notices: inout [String],
    _ asked: inout String
  ) throws(CommandFailure) {
    var past = sandbox.world
    var isFirst = true
    asked = call.warning
    while let input = walk.nextInput {
      asked += shown(call, input)
      let reply: ServiceReply
      if isFirst {
        let performed = try perform(request(call, input: input), call)
        notices = Notices.afterCommand(performed)
        if case .request(let filled, _, _) = performed.entry.kind { trace.input = filled.input }
        // What others did just before is part of the world that was asked.
        if !performed.others.isEmpty, let parent = performed.entry.parent {
          past = try CommandFailure.of { () throws(WorkspaceError) in try sandbox.fork(at: parent).world }
        }
        reply = performed.reply
        isFirst = false
      } else {
        if isCancelled() { throw .stopped }
        reply = CloudAPI.perform(request(call, input: input), on: &past, cause: .command(sandbox.head))
      }
      switch reply {
      case .success(let document):
        do throws(AWSCommandLine.Refusal) { try walk.take(document) } catch { throw .refusal(error) }
      case .failure(let failure): throw .service(failure)
      }
    }
  }

  private func usesColour(_ call: ServiceCall) -> Bool { call.output.colour ?? outside.usesColour }

  private func rendered(_ walk: PageWalk) throws(CommandFailure) -> String {
    do throws(AWSCommandLine.Refusal) {
      return try Output.render(walk, columns: outside.columns, colour: usesColour(walk.call))
    } catch { throw .refusal(error) }
  }

  private func perform(_ request: ServiceRequest, _ call: ServiceCall) throws(CommandFailure) -> Performed {
    try CommandFailure.of { () throws(WorkspaceError) in
      try sandbox.perform(
        request, typed: progress.typed, origin: origin, pace: pace, tokens: tokens(of: call))
    }
  }

  /// What a command that reached the service costs.
  var pace: Duration { isPaced ? sandbox.pace : .zero }

  func request(_ call: ServiceCall, input: Document.Object) -> ServiceRequest {
    let region = call.output.region
    return ServiceRequest(
      service: call.service, operation: call.operation.name, region: region,
      principal: CloudAPI.principal(ofKey: variables["AWS_ACCESS_KEY_ID"], inRegion: region, of: sandbox.world),
      input: input)
  }

  /// Members that the AWS CLI fills in by chance where they are left out.
  private func tokens(of call: ServiceCall) -> [String] {
    guard case .structure(let members)? = ServiceModel.named(call.service)?.shape(call.operation.input)?.kind else {
      return []
    }
    return members.filter(\.isIdempotencyToken).map(\.name)
  }
}

/// Why a command ended without its result.
private enum CommandFailure: Error {
  case workspace(WorkspaceError)
  case refusal(AWSCommandLine.Refusal)
  case service(ServiceFailure)
  /// Ctrl-C between two pages.
  case stopped

  static func of<Value>(_ body: () throws(WorkspaceError) -> Value) throws(CommandFailure) -> Value {
    do throws(WorkspaceError) { return try body() } catch { throw .workspace(error) }
  }
}
