/// `source FILE`, `bash FILE`, `return`: lines from a file.
///
/// In: a file of the sandbox or the lesson, at a terminal of the host too, and words for `$1`, `$2` …. Out: what its lines
/// gave, in their order. The lines are this shell's, read by the same parser; nothing of the host runs.
/// Source: POSIX.1-2017, Shell Command Language, `dot` and `return`.
import AWSCommandLine

extension Session {
  static let mostScriptsInside = 8

  /// - Parameter isOwnShell: as `bash FILE` does it: variables and `exit` stay in the script, and `set` begins anew.
  func runScript(_ word: String, _ arguments: [String], isOwnShell: Bool) -> CommandOutput {
    guard let path = arguments.first, !path.hasPrefix("-") else {
      return .complaint("\(word): say which file, as in `\(word) deploy.sh`", exitCode: 2)
    }
    let depth = (frame?.depth ?? 0) + 1
    guard depth <= Self.mostScriptsInside else {
      return .complaint("\(word): more than \(Self.mostScriptsInside) script files that run one another")
    }
    let text: String
    switch readFile(path) {
    case .success(let bytes): text = String(decoding: bytes, as: UTF8.self)
    case .failure(let problem):
      return .complaint("\(word): \(problem.sentence(about: path))", exitCode: isOwnShell ? 127 : 1)
    }
    let script: Script
    do throws(GrammarError) { script = try ScriptParser.parse(text) } catch {
      return .complaint("\(path): line \(error.line), column \(error.column): \(error.message)", exitCode: 2)
    }
    // A sourced file without words of its own sees those of the script around it.
    let words = arguments.count > 1 || isOwnShell ? Array(arguments.dropFirst()) : frame?.arguments ?? []
    return run(script, as: ScriptFrame(name: path, arguments: words, depth: depth), isOwnShell)
  }

  private func run(_ script: Script, as inner: ScriptFrame, _ isOwnShell: Bool) -> CommandOutput {
    let before = (frame: frame, variables: variables, options: options, progress: progress)
    frame = inner
    if isOwnShell {
      options = ShellOptions()
      progress.isAsked = false
    }
    if script.statements.isEmpty { lastExitCode = 0 }
    var result = LineResult()
    execute(script, into: &result)
    frame = before.frame
    progress.typed = before.progress.typed
    progress.wantsToReturn = before.progress.wantsToReturn
    progress.isAsked = before.progress.isAsked
    if isOwnShell {
      (variables, options) = (before.variables, before.options)
      progress.wantsToLeave = before.progress.wantsToLeave
      progress.hasFailed = before.progress.hasFailed
    }
    var output = CommandOutput(
      result.standardOutput, error: result.standardError, exitCode: lastExitCode, notices: result.notices)
    output.inOrder = result.chunks
    output.isStyled = true
    return output
  }

  /// `return [CODE]`.
  func leaveScript(_ arguments: [String]) -> CommandOutput {
    guard frame != nil else { return .complaint("return: no script file runs; `exit` leaves the shell") }
    guard let text = arguments.first else {
      progress.wantsToReturn = true
      return CommandOutput(exitCode: lastExitCode)
    }
    guard arguments.count == 1, let code = Int32(text), (0...255).contains(code) else {
      return .complaint("return: takes an exit code from 0 to 255", exitCode: 2)
    }
    progress.wantsToReturn = true
    return CommandOutput(exitCode: code)
  }

  /// The value of a parameter, `$1` and its like included; nil where it is unset.
  func lookUp(_ name: String) throws(ExpansionError) -> String? {
    switch name {
    case "?": return "\(lastExitCode)"
    case "#": return "\(frame?.arguments.count ?? 0)"
    case "@", "*": return frame?.arguments.joined(separator: " ") ?? ""
    case "0": return frame?.name ?? "drydock"
    default:
      guard let number = Int(name) else { return variables[name] }
      guard let arguments = frame?.arguments, arguments.indices.contains(number - 1) else { return nil }
      return arguments[number - 1]
    }
  }
}
