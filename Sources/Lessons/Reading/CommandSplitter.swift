/// Splits the text of a `sh` fence into complete commands.
///
/// In: lines. Out: commands, each with the comment lines before it as its label. A command goes on over a backslash at
/// the end of a line, an open quote and an open here-document. Does not look at what a command means.
/// Source: POSIX.1-2017 Shell Command Language, 2.2 "Quoting" and 2.7.4 "Here-Document".
struct CommandSplitter {
  private var commands: [Command] = []
  private var label: [String] = []
  private var open: [Substring] = []
  private var openLine = 0
  private var scan = LineScan()

  static let mostCommands = 100

  /// - Throws: what is left open at the end, as a sentence.
  static func split(_ text: String, firstLine: Int) throws(UnfinishedCommand) -> CommandBlock {
    var splitter = CommandSplitter()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() { splitter.take(line, line: firstLine + index) }
    if let what = splitter.scan.openEnd, !splitter.open.isEmpty {
      throw UnfinishedCommand(line: splitter.openLine, message: "this command is not finished: \(what)")
    }
    splitter.finish()
    guard splitter.commands.count <= mostCommands else {
      throw UnfinishedCommand(line: firstLine, message: "a block has at most \(mostCommands) commands; split the step")
    }
    return CommandBlock(
      text: text, commands: splitter.commands, position: SourcePosition(line: firstLine, column: 1))
  }

  private mutating func take(_ line: Substring, line number: Int) {
    if open.isEmpty {
      let trimmed = line.drop(while: \.isWhitespace)
      if trimmed.isEmpty {
        label = []
        return
      }
      if trimmed.first == "#" {
        label.append(String(trimmed.drop { $0 == "#" || $0 == " " }))
        return
      }
      openLine = number
    }
    open.append(line)
    scan.take(line)
    if scan.openEnd == nil { finish() }
  }

  private mutating func finish() {
    guard !open.isEmpty else { return }
    commands.append(
      Command(
        text: open.joined(separator: "\n"), label: label.isEmpty ? nil : label.joined(separator: "\n"),
        position: SourcePosition(line: openLine, column: 1)))
    open = []
    label = []
    scan = LineScan()
  }
}

struct UnfinishedCommand: Error {
  let line: Int
  let message: String
}

/// What is open at the end of a line.
private struct LineScan {
  private var quote: Character?
  private var endsInBackslash = false
  private var delimiters: [Delimiter] = []

  private struct Delimiter {
    let word: String
    let stripsTabs: Bool
  }

  /// Nil where the command is complete.
  var openEnd: String? {
    if let quote { return "the quote \(quote) is not closed" }
    if let delimiter = delimiters.first { return "the here-document needs a line `\(delimiter.word)`" }
    return endsInBackslash ? "it ends in a backslash" : nil
  }

  mutating func take(_ line: Substring) {
    if quote == nil, let delimiter = delimiters.first, !endsInBackslash {
      if (delimiter.stripsTabs ? line.drop { $0 == "\t" } : line) == delimiter.word { delimiters.removeFirst() }
      return
    }
    endsInBackslash = false
    var rest = line
    while let character = rest.popFirst() {
      if let open = quote {
        if character == open { quote = nil } else if character == "\\", open == "\"" { _ = rest.popFirst() }
      } else if character == "\\" {
        endsInBackslash = rest.popFirst() == nil
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == "<", rest.first == "<" {
        takeDelimiter(from: &rest)
      }
    }
  }

  private mutating func takeDelimiter(from rest: inout Substring) {
    rest.removeFirst()
    let stripsTabs = rest.first == "-"
    if stripsTabs { rest.removeFirst() }
    rest = rest.drop { $0 == " " }
    let written = rest.prefix { !$0.isWhitespace && !"|&;()<>".contains($0) }
    rest = rest.dropFirst(written.count)
    let word = written.filter { $0 != "'" && $0 != "\"" && $0 != "\\" }
    if !word.isEmpty { delimiters.append(Delimiter(word: String(word), stripsTabs: stripsTabs)) }
  }
}
