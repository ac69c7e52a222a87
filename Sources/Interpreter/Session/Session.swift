/// One line in, one result out: the same for the prompt, `-c`, standard input, checks, setup and rehearsal.
///
/// In: text as typed, a sandbox, and what `Outside` offers. Out: the text for both channels, the exit code, and a trace
/// of each `aws` command. Owns the variables. Never touches a terminal or a disk by itself.
import AWSCommandLine
import Documents
import SimulationKit
import Workspace

package final class Session {
  package let sandbox: Sandbox
  package var outside: Outside
  /// Shell variables, with what `AWS_REGION` and its like say.
  package var variables: [String: String] = [:]
  /// Who asks: entries of the journal carry it.
  package var origin: Origin
  /// Words that others add: lesson words, pictures. A word of the interpreter itself cannot be replaced.
  package var addedWords: [String: AddedWord] = [:]
  /// False where one `aws` command costs no simulated time (setup before the world has begun to move).
  package var isPaced = true
  /// `undo` goes back no further than this entry: where the present step of a lesson began.
  package var undoBoundary: EntryID?
  package internal(set) var lastExitCode: Int32 = 0
  var wantsToLeave = false
  var calls: [CallTrace] = []
  /// The statement that runs, for the journal.
  var typed = ""
  private var depth = 0

  package typealias AddedWord = (_ arguments: [String], _ session: Session) -> CommandOutput

  package init(sandbox: Sandbox, outside: Outside = Outside(), origin: Origin = .shell) {
    self.sandbox = sandbox
    self.outside = outside
    self.origin = origin
  }

  /// Runs a text of one or more lines. Never throws: what is wrong is part of the result.
  package func run(_ text: String) -> LineResult {
    var result = LineResult()
    calls = []
    wantsToLeave = false
    do throws(GrammarError) {
      let script = try ScriptParser.parse(text)
      execute(script, into: &result)
    } catch {
      result.grammarError = error
      result.append(.complaint("column \(error.column): \(error.message)", exitCode: 2))
      lastExitCode = 2
    }
    result.exitCode = lastExitCode
    result.calls = calls
    result.wantsToLeave = wantsToLeave
    return result
  }

  private func execute(_ script: Script, into result: inout LineResult) {
    for statement in script.statements {
      switch statement.connector {
      case .always: break
      case .afterSuccess: if lastExitCode != 0 { continue }
      case .afterFailure: if lastExitCode == 0 { continue }
      }
      if outside.isCancelled() {
        lastExitCode = 130
        return
      }
      if depth == 0 { typed = statement.source }
      result.append(run(statement.pipeline))
      lastExitCode = result.exitCode
      if wantsToLeave { return }
    }
  }

  /// What `$(…)` runs: its standard output is the value, its errors are passed on to the line's own.
  func substitute(_ script: Script, errors: inout String) -> String {
    guard depth < ScriptParser.maximumDepth else { return "" }
    depth += 1
    defer { depth -= 1 }
    var result = LineResult()
    execute(script, into: &result)
    errors += result.standardError
    return result.standardOutput
  }
}

// MARK: - Pipelines

extension Session {
  private func run(_ pipeline: [Script.Command]) -> CommandOutput {
    var input = ""
    var errors = ""
    var notices: [String] = []
    var last = CommandOutput()
    for (index, command) in pipeline.enumerated() {
      last = run(command, input: input, isPiped: index > 0)
      errors += last.standardError
      notices += last.notices
      input = last.standardOutput
    }
    last.standardError = errors
    last.notices = notices
    return last
  }

  private func run(_ command: Script.Command, input: String, isPiped: Bool) -> CommandOutput {
    var substitutionErrors = ""
    let expansion = Expansion(
      lookUp: { [self] name in name == "?" ? "\(lastExitCode)" : variables[name] },
      substitute: { [self] script throws(ExpansionError) in substitute(script, errors: &substitutionErrors) })
    var output: CommandOutput
    do throws(ExpansionError) {
      var settings: [(name: String, value: String)] = []
      for assignment in command.assignments {
        settings.append((assignment.name, try expansion.text(assignment.value)))
      }
      let redirections = try command.redirections.map { (redirection) throws(ExpansionError) in
        try Redirected(redirection, expansion)
      }
      let words = try expansion.words(command.words)
      output = carryOut(words, settings: settings, redirections: redirections, input: isPiped ? input : nil)
    } catch {
      output = .complaint(error.message)
    }
    output.standardError = substitutionErrors + output.standardError
    return output
  }

  private func carryOut(
    _ words: [String], settings: [(name: String, value: String)], redirections: [Redirected], input: String?
  ) -> CommandOutput {
    guard !words.isEmpty else {
      // The exit code of an assignment is that of the last `$(…)` in it, as in POSIX.
      for (name, value) in settings { variables[name] = value }
      return CommandOutput(exitCode: settings.isEmpty ? 0 : lastSubstitutionExitCode)
    }
    let before = settings.map { ($0.name, variables[$0.name]) }
    for (name, value) in settings { variables[name] = value }
    defer { for (name, value) in before { variables[name] = value } }

    var input = input
    for redirection in redirections {
      switch redirection {
      case .read(let path):
        switch readSandboxFile(path) {
        case .success(let bytes): input = String(decoding: bytes, as: UTF8.self)
        case .failure(let problem): return .complaint("\(path): \(problem.text)")
        }
      case .hereDocument(let text): input = text
      case .write, .append, .errorsToOutput, .errors: break
      }
    }
    return redirect(runWords(words, input: input), by: redirections)
  }

  private func redirect(_ output: CommandOutput, by redirections: [Redirected]) -> CommandOutput {
    var output = output
    for redirection in redirections {
      switch redirection {
      case .read, .hereDocument: break
      case .errorsToOutput:
        output.standardOutput += output.standardError
        output.standardError = ""
      case .errors(let path):
        guard path == "/dev/null" else { return .complaint("2> \(path): errors can go to /dev/null or to 2>&1 here") }
        output.standardError = ""
      case .write(let path), .append(let path):
        if path != "/dev/null" {
          let isAppend = if case .append = redirection { true } else { false }
          if let problem = writeSandboxFile(path, output.standardOutput, append: isAppend) {
            return .complaint("\(path): \(problem)")
          }
        }
        output.standardOutput = ""
      }
    }
    return output
  }

  private var lastSubstitutionExitCode: Int32 { lastExitCode }
}

/// A redirection with its target expanded.
private enum Redirected {
  case write(String), append(String), read(String), hereDocument(String), errorsToOutput, errors(String)

  init(_ redirection: Script.Redirection, _ expansion: Expansion) throws(ExpansionError) {
    switch redirection {
    case .write(let word): self = .write(try expansion.text(word))
    case .append(let word): self = .append(try expansion.text(word))
    case .read(let word): self = .read(try expansion.text(word))
    case .hereDocument(let word): self = .hereDocument(try expansion.text(word))
    case .errorsToOutput: self = .errorsToOutput
    case .errors(let word): self = .errors(try expansion.text(word))
    }
  }
}
