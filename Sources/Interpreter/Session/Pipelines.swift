/// Running pipelines: each command reads what the one before it wrote.
///
/// In: parsed commands. Out: the text of both channels and the last exit code. Source: POSIX.1-2017, Shell Command
/// Language, sections 2.9.1 (simple commands) and 2.9.2 (pipelines; each command of several is a subshell).
extension Session {
  func run(_ pipeline: [Script.Command]) -> CommandOutput {
    if pipeline.count == 1 { return run(pipeline[0], input: nil) }
    let before = (variables, progress.wantsToLeave)
    defer { (variables, progress.wantsToLeave) = before }
    var input: String?
    var aside = Aside()
    var last = CommandOutput()
    var failure: Int32?
    for (index, command) in pipeline.enumerated() {
      if isCancelled() { return CommandOutput(error: aside.errors, exitCode: 130, notices: aside.notices) }
      last = run(command, input: input)
      if last.exitCode != 0 { failure = last.exitCode }
      if index + 1 < pipeline.count { last = TerminalText.unstyled(last) }
      aside.errors += last.standardError
      aside.notices += last.notices
      input = last.standardOutput
      variables = before.0
    }
    last.standardError = aside.errors
    last.notices = aside.notices
    last.inOrder = []
    if options.failsWithAnyOfPipe, let failure { last.exitCode = failure }
    return last
  }

  private func run(_ command: Script.Command, input: String?) -> CommandOutput {
    var aside = Aside()
    let expansion = Expansion(
      lookUp: { [self] name throws(ExpansionError) in try lookUp(name) },
      assign: { [self] name, value throws(ExpansionError) in try assign(name, value) },
      substitute: { [self] script throws(ExpansionError) in try substitute(script, aside: &aside) },
      positional: frame?.arguments, refusesUnset: options.refusesUnset)
    substitutionExitCode = nil
    var output: CommandOutput
    do throws(ExpansionError) {
      let words = try expansion.words(command.words)
      if options.traces { aside.errors += ShellOptions.trace(words) }
      var channels = Channels()
      for redirection in command.redirections { try channels.take(redirection, expansion) }
      output = try carryOut(words, command.assignments, expansion, channels, input: input)
    } catch {
      output = error == .stopped ? CommandOutput(exitCode: 130) : .complaint(error.message)
      if error.endsScript { progress.hasFailed = true }
    }
    output.precede(errors: aside.errors, notices: aside.notices)
    spend(output.standardOutput.utf8.count + output.standardError.utf8.count)
    return output
  }

  /// Assignments before a command are undone after it; alone, they stay.
  private func carryOut(
    _ words: [String], _ assignments: [Script.Assignment], _ expansion: Expansion, _ channels: Channels, input: String?
  ) throws(ExpansionError) -> CommandOutput {
    let before = words.isEmpty ? [] : assignments.map { ($0.name, variables[$0.name]) }
    defer { for (name, value) in before { variables[name] = value } }
    for assignment in assignments {
      let value = try expansion.text(assignment.value)
      try assign(assignment.name, value)
    }
    spend(words.reduce(0) { $0 + $1.utf8.count })
    if isCancelled() { return CommandOutput(exitCode: 130) }

    var input = input
    switch readInput(of: channels) {
    case .success(let given): input = given ?? input
    case .failure(let problem): return .complaint(problem.message)
    }
    if let problem = channels.problem { return .complaint(problem) }
    // Without a command, the exit code is that of the last `$(…)`.
    let output = words.isEmpty ? CommandOutput(exitCode: substitutionExitCode ?? 0) : runWords(words, input: input)
    return deliver(output, by: channels)
  }
}
