/// One line in, one result out: the same for the prompt, `-c`, standard input, checks, setup and rehearsal.
///
/// In: text as typed, a sandbox, and what `Outside` offers. Out: the text for both channels, free of anything that could
/// steer a terminal, the exit code, and a trace of each `aws` command. Owns the variables. Never touches a terminal or a
/// disk by itself. A text that never ends is cut off: what it may write and expand is bounded.
import Workspace

package final class Session {
  /// `fork` goes to another one, and back.
  package private(set) var sandbox: Sandbox
  package var outside: Outside
  /// Shell variables, with what `AWS_REGION` and its like say.
  package var variables: [String: String] = [:]
  /// Who asks: entries of the journal carry it, and only a learner's own lines read the host's files.
  package var origin: Origin
  /// Words that others add: lesson words, pictures. They come before the interpreter's own (a lesson has a `reset` of
  /// its own), but not before `aws` and `ecs`.
  package var addedWords: [String: AddedWord] = [:]
  /// What else a word may have been meant as, that is no command; nil where nothing is known.
  package var adviceOnWord: (String) -> String? = { _ in nil }
  /// False where one `aws` command costs no simulated time (setup before the world has begun to move).
  package var isPaced = true
  /// `undo` goes back no further than this entry: where the present step of a lesson began.
  package var undoBoundary: EntryID?
  package internal(set) var lastExitCode: Int32 = 0
  /// What `set` switches.
  package var options = ShellOptions()
  /// The script file that runs; nil at the prompt.
  var frame: ScriptFrame?
  /// The forks around the present sandbox, the innermost last.
  var forks: [Fork] = []
  /// Forks that were left.
  var keptForks: [Fork] = []
  var answers = Answers()
  /// The last two answers to the newest command; nil where that ran for the first time.
  package var lastTwoAnswers: (command: String, before: String, after: String)? { answers.lastTwo }
  package var transcript: Transcript
  /// A shell in a container, opened by `aws ecs execute-command`: lines go to it until it ends.
  var container: ContainerSession?
  /// The newest `aws` command of the texts before this one.
  var lastCall: CallTrace?
  /// What the text that runs has come to so far. An added word may run another text meanwhile, with a `Progress` of its own.
  var progress = Progress()
  /// The exit code of the last `$(…)` of the present command; nil where it has none.
  var substitutionExitCode: Int32?
  private var runsInProgress = 0
  private var isStopped = false
  private var bytesLeft = 0

  /// In: words after its own, expanded. Its output may be styled (SGR sequences); nothing else reaches a terminal.
  package typealias AddedWord = (_ arguments: [String], _ session: Session) -> CommandOutput

  struct Progress {
    var calls: [CallTrace] = []
    var hostFiles: [String: [UInt8]] = [:]
    var wantsToLeave = false
    /// `return`: the script file that runs is left.
    var wantsToReturn = false
    /// The rest is not run: see `LineResult.hasFailed`.
    var hasFailed = false
    /// What runs is asked for its exit code by `&&` or `||`: `set -e` holds its peace.
    var isAsked = false
    /// The statement that runs, for the journal.
    var typed = ""
    /// How many `$(…)` stand around the present command.
    var depth = 0
  }

  /// What one text may expand and write in all, the texts that its words run included.
  var mostBytes = 128 << 20
  private static let mostRunsInside = 8
  private static let mostVariables = 1_000
  private static let mostVariableBytes = 16 << 20

  package init(sandbox: Sandbox, outside: Outside = Outside(), origin: Origin = .shell) {
    self.sandbox = sandbox
    self.outside = outside
    self.origin = origin
    transcript = Transcript(of: sandbox.name)
  }

  /// Runs a text of one or more lines. Never throws: what is wrong is part of the result. An added word may call it while
  /// a text runs; the calls of the inner text are in its own result alone.
  package func run(_ text: String) -> LineResult {
    if runsInProgress == 0 {
      isStopped = false
      bytesLeft = mostBytes
    }
    let outer = (progress, substitutionExitCode)
    let began = sandbox.now
    progress = Progress()
    runsInProgress += 1
    defer {
      (progress, substitutionExitCode) = outer
      runsInProgress -= 1
    }
    var result = LineResult()
    result.text = text
    if runsInProgress > Self.mostRunsInside {
      finish(.complaint("words that run one another are nested too deep"), &result)
    } else if runsInProgress == 1, container != nil {
      finish(runInside(text), &result)
    } else {
      do throws(GrammarError) {
        execute(try ScriptParser.parse(text), into: &result)
      } catch {
        result.grammarError = error
        let place = text.utf8.contains(UInt8(ascii: "\n")) ? "line \(error.line), column" : "column"
        finish(.complaint("\(place) \(error.column): \(error.message)", exitCode: 2), &result)
      }
    }
    result.exitCode = lastExitCode
    result.calls = progress.calls
    result.hostFiles = progress.hostFiles
    result.wantsToLeave = progress.wantsToLeave
    result.hasFailed = progress.hasFailed
    if let call = progress.calls.last { lastCall = call }
    if runsInProgress == 1, origin.kind == .shell { writeDown(text, at: began, result) }
    return result
  }

  func execute(_ script: Script, into result: inout LineResult) {
    for (index, statement) in script.statements.enumerated() {
      switch statement.connector {
      case .always: break
      case .afterSuccess: if lastExitCode != 0 { continue }
      case .afterFailure: if lastExitCode == 0 { continue }
      }
      if isCancelled() {
        lastExitCode = 130
        return
      }
      if progress.depth == 0 { progress.typed = statement.source }
      let (wasAsked, isAsked) = (progress.isAsked, script.isAsked(index))
      progress.isAsked = wasAsked || isAsked
      let output = run(statement.pipeline)
      finish(output, &result)
      if progress.depth == 0, output.exitCode == 0, statement.isCloudCommand {
        answers.take(statement.source, output.standardOutput)
      }
      progress.isAsked = wasAsked
      if lastExitCode != 0, options.stopsAtFailure, !wasAsked, !isAsked { progress.hasFailed = true }
      if progress.wantsToLeave || progress.wantsToReturn || progress.hasFailed || isExhausted(&result) { return }
    }
  }

  /// Adds what a pipeline gave to the result: as it is inside `$(…)`, harmless where it is to be shown.
  private func finish(_ output: CommandOutput, _ result: inout LineResult) {
    result.append(progress.depth == 0 ? TerminalText.harmless(output) : TerminalText.unstyled(output))
    lastExitCode = output.exitCode
  }

  /// What `$(…)` runs: its standard output is the value. As in a subshell, its variables and its `exit` stay in it.
  func substitute(_ script: Script, aside: inout Aside) throws(ExpansionError) -> String {
    let before = (variables, progress.wantsToLeave, progress.wantsToReturn, progress.hasFailed, options)
    progress.depth += 1
    // As in bash: a command inside ends nothing but the substitution with its failure.
    options.stopsAtFailure = false
    lastExitCode = script.statements.isEmpty ? 0 : lastExitCode
    var result = LineResult()
    execute(script, into: &result)
    progress.depth -= 1
    (variables, progress.wantsToLeave, progress.wantsToReturn, progress.hasFailed, options) = before
    substitutionExitCode = lastExitCode
    aside.errors += result.standardError
    aside.notices += result.notices
    if isStopped || bytesLeft < 0 { throw .stopped }
    return result.standardOutput
  }

  // MARK: Bounds

  /// True once the learner has asked to stop, until the text ends.
  func isCancelled() -> Bool {
    if !isStopped { isStopped = outside.isCancelled() }
    return isStopped
  }

  func spend(_ bytes: Int) { bytesLeft -= bytes }

  private func isExhausted(_ result: inout LineResult) -> Bool {
    guard bytesLeft < 0 else { return isStopped }
    if progress.depth == 0, !isStopped {
      isStopped = true
      finish(
        .complaint("this text has written more than \(mostBytes >> 20) MiB; the rest of it is not run"), &result)
    }
    return true
  }

  /// In a fork, which no lesson grades.
  package var isForked: Bool { !forks.isEmpty }

  func move(to other: Sandbox) { sandbox = other }

  func assign(_ name: String, _ value: String) throws(ExpansionError) {
    let others = variables.lazy.filter { $0.key != name }.map(\.value.utf8.count)
    guard others.count < Self.mostVariables, others.reduce(value.utf8.count, +) <= Self.mostVariableBytes else {
      throw .tooManyVariables
    }
    variables[name] = value
  }
}

/// What the `$(…)` of a command leave beside their value.
struct Aside {
  var errors = ""
  var notices: [String] = []
}
