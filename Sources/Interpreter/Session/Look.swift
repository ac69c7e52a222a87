/// A read-only `aws` command, prepared once and asked of any world: what checks, predictions and `look:` lines use.
///
/// In: a command line, worlds. Out: the reply as a document. Costs no simulated time, leaves no trace in a journal, and
/// refuses a command that would change anything.
import AWSCommandLine
import Cloud
import CloudAPI
import Documents

package struct Look: Sendable {
  package enum Answer: Hashable, Sendable {
    case value(Document)
    /// The service refused (an object that is not there yet).
    case failed(code: String, message: String?)
  }
  package enum Problem: Error, Hashable, Sendable {
    case notACommand(String)
    case changesState(String)
    case refused(String)

    package var message: String {
      switch self {
      case .notACommand(let text): "this is no single `aws` command: \(text)"
      case .changesState(let operation): "\(operation) changes the world; only describe, list and get may stand here"
      case .refused(let text): text
      }
    }
  }

  package let text: String
  private let command: Script.Command

  package init(_ text: String) throws(Problem) {
    self.text = text
    let script: Script
    do throws(GrammarError) { script = try ScriptParser.parse(text) } catch {
      throw .notACommand("column \(error.column): \(error.message)")
    }
    command = try Self.single(script, in: text, depth: 0)
  }

  /// Whether the command may stand where nothing must change, without a world to ask: for lint.
  package func checkIsReadOnly() throws(Problem) { try checkIsReadOnly(command, depth: 0) }

  /// Stands in for a text that is known only when the command runs.
  private static let unknownText = "x"

  private func checkIsReadOnly(_ command: Script.Command, depth: Int) throws(Problem) {
    for case .substitution(let script, _) in command.words.flatMap(\.parts) {
      try checkIsReadOnly(try Self.single(script, in: text, depth: depth + 1), depth: depth + 1)
    }
    let call = try parsed(command.words.map { $0.plainText ?? Self.unknownText })
    guard CloudAPI.isReadOnly(service: call.service, operation: call.operation.name) else {
      throw Self.notReadOnly(call)
    }
  }

  /// The one command of a text, which may neither be piped nor redirected.
  private static func single(_ script: Script, in text: String, depth: Int) throws(Problem) -> Script.Command {
    guard depth <= maximumDepth, script.statements.count == 1, let pipeline = script.statements.first?.pipeline,
      pipeline.count == 1, let command = pipeline.first, command.redirections.isEmpty, command.assignments.isEmpty
    else { throw .notACommand(text) }
    return command
  }
  private static let maximumDepth = 4

  private static func notReadOnly(_ call: ServiceCall) -> Problem {
    CloudAPI.isSimulated(service: call.service, operation: call.operation.name)
      ? .changesState(call.command)
      : .refused("\(call.command) is not simulated yet")
  }

  private func parsed(_ words: [String]) throws(Problem) -> ServiceCall {
    guard let first = words.first, first == "aws" || first == "ecs" else { throw .notACommand(text) }
    switch CommandLine.parse(first == "ecs" ? words : Array(words.dropFirst()), environment: Environment()) {
    case .call(let call): return call
    case .wait, .tail, .loginPassword, .deploy, .skeleton, .help, .text: throw .notACommand(text)
    case .refusal(let refusal): throw .refused(refusal.standardError)
    }
  }

  /// Command lines that were taken apart already, by their words; at most `mostCalls`, so that names of tasks that come
  /// and go do not gather in it.
  package struct KnownCalls: Sendable {
    fileprivate var calls: [[String]: ServiceCall] = [:]
    fileprivate static let mostCalls = 500
    package init() {}
  }

  package func ask(_ world: World) throws(Problem) -> Answer {
    var known = KnownCalls()
    return try ask(world, remembering: &known)
  }

  /// For those who ask the same again and again.
  package func ask(_ world: World, remembering known: inout KnownCalls) throws(Problem) -> Answer {
    switch try walk(command, of: world, depth: 0, &known) {
    case .failure(let failure): return .failed(code: failure.code, message: failure.message)
    case .success(let walk):
      let whole = Document.object(walk.fullResult)
      guard let query = walk.call.output.query else { return .value(whole) }
      do { return .value(try query.search(whole)) } catch { throw .refused(error.message) }
    }
  }

  private func walk(
    _ command: Script.Command, of world: World, depth: Int, _ known: inout KnownCalls
  ) throws(Problem) -> Result<PageWalk, ServiceFailure> {
    var innerProblem: Problem?
    var inner = known
    let expansion = Expansion(
      lookUp: { _ in nil },
      substitute: { script throws(ExpansionError) in
        do throws(Problem) { return try text(of: script, world: world, depth: depth + 1, &inner) } catch {
          innerProblem = error
          throw ExpansionError.failed(error.message)
        }
      })
    let words: [String]
    do throws(ExpansionError) { words = try expansion.words(command.words) } catch {
      throw innerProblem ?? .refused(error.message)
    }
    known = inner
    if let call = known.calls[words] { return try walk(call, of: world) }
    let call = try parsed(words)
    guard CloudAPI.isReadOnly(service: call.service, operation: call.operation.name) else {
      throw Self.notReadOnly(call)
    }
    if known.calls.count >= KnownCalls.mostCalls { known.calls = [:] }
    known.calls[words] = call
    return try walk(call, of: world)
  }

  private func walk(_ call: ServiceCall, of world: World) throws(Problem) -> Result<PageWalk, ServiceFailure> {
    var copy = world
    do throws(AWSCommandLine.Refusal) {
      var walk = try PageWalk(call)
      while let input = walk.nextInput {
        let request = ServiceRequest(
          service: call.service, operation: call.operation.name, region: call.output.region, input: input)
        switch CloudAPI.perform(request, on: &copy, cause: .start) {
        case .success(let document): try walk.take(document)
        case .failure(let failure): return .failure(failure)
        }
      }
      return .success(walk)
    } catch { throw .refused(error.standardError) }
  }

  /// What `$(aws …)` gives: its printed output, nothing where the service refuses it.
  private func text(
    of script: Script, world: World, depth: Int, _ known: inout KnownCalls
  ) throws(Problem) -> String {
    switch try walk(try Self.single(script, in: text, depth: depth), of: world, depth: depth, &known) {
    case .failure: return ""
    case .success(let walk):
      do throws(AWSCommandLine.Refusal) { return try Output.render(walk) } catch { throw .refused(error.standardError) }
    }
  }
}
