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
    ("undo", "undo", "take back your last change and the time since"),
    ("redo", "redo", "bring back what undo took"),
    ("reset", "reset", "begin this world again; nothing is deleted"),
    ("inject", "inject NAME [KEY=VALUE ...]", "break something on purpose; `inject help` lists what can break"),
    ("files", "files", "the files of this sandbox, which file:// reads"),
    ("cat", "cat FILE", "show a file of this sandbox or lesson"),
    ("rm", "rm FILE", "remove a file of this sandbox"),
    ("cp", "cp FROM TO", "copy a file of this sandbox or lesson"),
    ("mv", "mv FROM TO", "rename a file of this sandbox"),
    ("echo", "echo TEXT", "print a text, for example a variable"),
    ("set", "set", "show the variables"),
    ("unset", "unset NAME", "forget a variable"),
    ("quit", "quit", "leave; everything is kept"),
  ]

  func runWords(_ words: [String], input: String?) -> CommandOutput {
    guard let first = words.first else { return CommandOutput() }
    let arguments = Array(words.dropFirst())
    switch first {
    case "aws": return aws(arguments)
    case "ecs": return aws(["ecs"] + arguments)
    default: break
    }
    if let word = addedWords[first] {
      var output = word(arguments, self)
      output.isStyled = true
      return output
    }
    if let output = ownWord(first, arguments, input) { return output }
    if let filter = Filters.all[first] {
      guard let input else {
        return .complaint("\(first): reads a pipe, as in `aws ecs list-clusters | \(first)`", exitCode: 2)
      }
      return filter(arguments, input)
    }
    if ServiceModel.named("ecs")?.operation(commandName: first) != nil { return aws(["ecs"] + words) }
    return unknown(first)
  }

  /// nil where the word is none of the interpreter's own.
  private func ownWord(_ word: String, _ arguments: [String], _ input: String?) -> CommandOutput? {
    switch word {
    case "wait": wait(arguments)
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
    case "quit", "exit": leave(word, arguments)
    default: nil
    }
  }

  /// Every word that a line may begin with, for completion and for the nearest one.
  package var knownWords: [String] {
    ["aws", "ecs"] + Self.ownWords.map(\.word) + addedWords.keys.sorted() + ["export", "ls", "exit"]
  }

  private func unknown(_ word: String) -> CommandOutput {
    if word == "jq" { return .complaint("'jq' is no command here. `--query` does its work.", exitCode: 127) }
    let operations = ServiceModel.named("ecs")?.operations.map(\.commandName) ?? []
    let near = NearestText.to(word, among: knownWords + Filters.all.keys.sorted() + operations)
    let hint = near.map { "Did you mean `\($0)`?" } ?? "`help` lists what there is."
    return .complaint("'\(GrammarError.shown(word))' is no command here. \(hint)", exitCode: 127)
  }

  private func echo(_ arguments: [String]) -> CommandOutput {
    let isBare = arguments.first == "-n"
    return CommandOutput(
      (isBare ? arguments.dropFirst() : arguments[...]).joined(separator: " ") + (isBare ? "" : "\n"))
  }

  // MARK: Variables

  private func export(_ arguments: [String]) -> CommandOutput {
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = parts.first, VariableName.isValid(name) else {
        return .complaint("export: '\(GrammarError.shown(argument))' is no name; use letters, digits and `_`")
      }
      guard parts.count == 2 else { continue }
      do throws(ExpansionError) { try assign(String(name), String(parts[1])) } catch {
        return .complaint(error.message)
      }
    }
    return CommandOutput()
  }

  private func unset(_ arguments: [String]) -> CommandOutput {
    for name in arguments { variables[name] = nil }
    return CommandOutput()
  }

  private func set(_ arguments: [String]) -> CommandOutput {
    guard arguments.isEmpty else {
      return .complaint("set: options are not part of this shell; `set` alone shows the variables", exitCode: 2)
    }
    return CommandOutput(variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }.joined())
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
