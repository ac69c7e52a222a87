/// The interpreter's own words, and the one place that decides what a first word means.
///
/// In: expanded words. Out: text and exit code. Words that show pictures, move through lessons or need a terminal are
/// added from outside (`Session.addedWords`).
import AWSCommandLine
import CloudAPI
import ServiceModels

extension Session {
  /// The interpreter's own words with a line of help each, in the order that `help` lists them.
  package static let ownWords: [(word: String, usage: String, summary: String)] = [
    ("wait", "wait 40s | wait until steady [SERVICE]", "let simulated time pass, and tell what happens"),
    ("step", "step [N]", "let time pass until the next thing happens, and tell what"),
    ("timeline", "timeline [NAME] [N]", "what happened when, and because of what"),
    ("why", "why [NAME]", "what led to something; alone, why the last command failed"),
    ("plan", "plan COMMAND", "what a command would change, tried on a copy"),
    (
      "fork", "fork [NAME]", "a copy of this world to try things in; `fork back` returns, `fork keep` with what you did"
    ),
    ("diff", "diff [NAME|last]", "compare a fork with what it comes from, or the last two answers to a command"),
    ("probe", "probe FROM -> TO:PORT", "whether a connection would be made, and what stands in its way"),
    ("explain", "explain FIELD", "what a field, an option or an error says"),
    ("undo", "undo", "take back your last change and the time since"),
    ("redo", "redo", "bring back what undo took"),
    ("reset", "reset", "begin this world again; nothing is deleted"),
    ("inject", "inject NAME [KEY=VALUE ...]", "break something on purpose; `inject help` lists what can break"),
    ("files", "files", "the files of this sandbox, which file:// reads"),
    ("cat", "cat FILE", "show a file of this sandbox or lesson"),
    ("rm", "rm FILE", "remove a file of this sandbox"),
    ("cp", "cp FROM TO", "copy a file of this sandbox or lesson"),
    ("mv", "mv FROM TO", "rename a file of this sandbox"),
    ("less", "less FILE", "show a file or a pipe page by page, at a terminal"),
    ("source", "source FILE [WORD ...]", "run the lines of a file; `bash FILE` runs them apart"),
    ("echo", "echo TEXT", "print a text, for example a variable"),
    (
      "set", "set [NAME VALUE] [-e] [-u] [-x]",
      "show variables and preferences, or set one (`set suggestions off`); `set -e` ends a script at its first failure"
    ),
    ("unset", "unset NAME", "forget a variable"),
    (
      "transcript", "transcript [--script|--summary]",
      "this session as Markdown, its commands alone, or one of each kind; `> FILE` keeps it"
    ),
    ("quit", "quit", "leave; everything is kept"),
  ]

  func runWords(_ words: [String], input: String?) -> CommandOutput {
    guard let first = words.first else { return CommandOutput() }
    let arguments = Array(words.dropFirst())
    switch first {
    case "aws": return aws(arguments, input: input)
    case "ecs": return aws(["ecs"] + arguments, input: input)
    default: break
    }
    if let word = addedWords[first] {
      var output = word(arguments, self)
      output.isStyled = true
      return output
    }
    if let output = ownWord(first, arguments, input) { return output }
    if let filter = Filters.all[first] { return run(filter, called: first, arguments, input) }
    if first.hasPrefix("./") { return runScript("bash", [String(first.dropFirst(2))] + arguments, isOwnShell: true) }
    if isOperation(first) { return aws(["ecs"] + words, input: input) }
    return unknownWord(first)
  }

  func isOperation(_ word: String) -> Bool { ServiceModel.named("ecs")?.operation(commandName: word) != nil }

  /// nil where the word is none of the interpreter's own.
  private func ownWord(_ word: String, _ arguments: [String], _ input: String?) -> CommandOutput? {
    switch word {
    case "wait": wait(arguments)
    case "step": step(arguments)
    case "timeline": timeline(arguments)
    case "why": why(arguments)
    case "plan": plan(arguments)
    case "fork": fork(arguments)
    case "diff": diff(arguments)
    case "explain": explain(arguments)
    case "probe": probe(arguments)
    case "transcript": transcriptWord(arguments)
    case "undo", "redo": goBack(word, arguments)
    case "reset": reset(arguments)
    case "inject": inject(arguments)
    case "files", "ls", "rm", "cp", "mv": fileWord(word, arguments)
    case "cat" where !arguments.isEmpty: showFiles(arguments)
    case "echo": echo(arguments)
    case "true", ":": CommandOutput()
    case "false": CommandOutput(exitCode: 1)
    case "export": export(arguments)
    case "unset": unset(arguments)
    case "set": set(arguments)
    case "tee": tee(arguments, input)
    case "source", ".": runScript(word, arguments, isOwnShell: false)
    case "bash", "sh": runScript(word, arguments, isOwnShell: true)
    case "return": leaveScript(arguments)
    case "sleep": sleep(arguments)
    case "printf": printFormatted(arguments)
    case "test", "[": test(word, arguments)
    case "quit", "exit": leave(word, arguments)
    default: nil
    }
  }

  /// Every word that a line may begin with, for completion and for the nearest one.
  package var knownWords: [String] {
    ["aws", "ecs"] + Self.ownWords.map(\.word) + addedWords.keys.sorted() + ["export", "ls", "exit"]
  }

  // MARK: Others

  private func tee(_ arguments: [String], _ input: String?) -> CommandOutput {
    guard let input else {
      return .complaint("tee: reads a pipe, as in `aws ecs list-clusters | tee FILE`", exitCode: 2)
    }
    let isAppend = arguments.first == "-a"
    for path in isAppend ? arguments.dropFirst() : arguments[...] {
      if let problem = writeSandboxFile(path, input, append: isAppend) { return .complaint("tee: \(problem)") }
    }
    return CommandOutput(input)
  }

  private func leave(_ word: String, _ arguments: [String]) -> CommandOutput {
    if let text = arguments.first {
      guard let code = Int32(text), (0...255).contains(code), arguments.count == 1 else {
        return .complaint("\(word): takes an exit code from 0 to 255", exitCode: 2)
      }
      progress.wantsToLeave = true
      return CommandOutput(exitCode: code)
    }
    progress.wantsToLeave = true
    return CommandOutput(exitCode: word == "exit" ? lastExitCode : 0)
  }
}
