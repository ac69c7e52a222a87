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
    ("inject", "inject NAME", "break something on purpose"),
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
    case "wait": return wait(arguments)
    case "undo", "redo": return goBack(first, arguments)
    case "reset": return reset(arguments)
    case "inject": return .complaint("inject: faults are not simulated yet")
    case "files", "ls", "rm", "cp", "mv": return fileWord(first, arguments)
    case "cat" where !arguments.isEmpty: return showFiles(arguments)
    case "echo": return echo(arguments)
    case "true", ":": return CommandOutput()
    case "false": return CommandOutput(exitCode: 1)
    case "export": return export(arguments)
    case "unset":
      for name in arguments { variables[name] = nil }
      return CommandOutput()
    case "set" where arguments.isEmpty:
      return CommandOutput(variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }.joined())
    case "tee": return tee(arguments, input ?? "")
    case "quit", "exit":
      wantsToLeave = true
      let code = arguments.first.flatMap { Int32($0) } ?? (first == "exit" ? lastExitCode : 0)
      return CommandOutput(exitCode: code)
    case "if", "for", "while", "case", "until", "function", "do", "then", "fi", "done":
      return .complaint("'\(first)': loops, conditions and functions are not part of this shell; `&&` and `||` are", exitCode: 2)
    default: break
    }
    if let word = addedWords[first] { return word(arguments, self) }
    if let filter = Filters.all[first] {
      guard let input else { return .complaint("\(first): reads a pipe, as in `aws ecs list-clusters | \(first)`", exitCode: 2) }
      return filter(arguments, input)
    }
    if ServiceModel.named("ecs")?.operation(commandName: first) != nil { return aws(["ecs"] + words) }
    return unknown(first)
  }

  /// Every word that a line may begin with, for completion and for the nearest one.
  package var knownWords: [String] {
    ["aws", "ecs"] + Self.ownWords.map(\.word) + addedWords.keys.sorted() + ["export", "ls", "exit"]
  }

  private func unknown(_ word: String) -> CommandOutput {
    let operations = ServiceModel.named("ecs")?.operations.map(\.commandName) ?? []
    let near = NearestText.to(word, among: knownWords + Filters.all.keys.sorted() + operations)
    let shown = word.count > 60 ? word.prefix(60) + "…" : word[...]
    let hint = near.map { "Did you mean `\($0)`?" } ?? "`help` lists what there is."
    return .complaint("'\(shown)' is no command here. \(hint)", exitCode: 127)
  }

  private func echo(_ arguments: [String]) -> CommandOutput {
    let isBare = arguments.first == "-n"
    return CommandOutput((isBare ? arguments.dropFirst() : arguments[...]).joined(separator: " ") + (isBare ? "" : "\n"))
  }

  private func export(_ arguments: [String]) -> CommandOutput {
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
    }
    return CommandOutput()
  }

  private func tee(_ arguments: [String], _ input: String) -> CommandOutput {
    let isAppend = arguments.first == "-a"
    for path in isAppend ? arguments.dropFirst() : arguments[...] {
      if let problem = writeSandboxFile(path, input, append: isAppend) { return .complaint("tee: \(path): \(problem)") }
    }
    return CommandOutput(input)
  }
}

/// The nearest known text to a mistyped one, by edits (Levenshtein with transpositions).
enum NearestText {
  /// nil where nothing is near: more than a third of the characters, or more than three, differ.
  static func to(_ text: String, among candidates: [String]) -> String? {
    let wanted = Array(text.lowercased().prefix(40))
    guard wanted.count >= 2, text.count <= 40 else { return nil }
    let limit = min(3, max(1, wanted.count / 3))
    var best: (text: String, distance: Int)?
    for candidate in candidates {
      let other = Array(candidate)
      guard abs(other.count - wanted.count) <= limit else { continue }
      let distance = edits(wanted, other)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.text
  }

  private static func edits(_ left: [Character], _ right: [Character]) -> Int {
    var previous: [Int] = []
    var row = Array(0...right.count)
    for i in left.indices {
      var next = [i + 1]
      for j in right.indices {
        var cost = min(row[j] + (left[i] == right[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { cost = min(cost, previous[j - 1] + 1) }
        next.append(cost)
      }
      previous = row
      row = next
    }
    return row[right.count]
  }
}
