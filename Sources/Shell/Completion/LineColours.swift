/// The colours of what is typed, and what `?` says about the word under the cursor.
///
/// In: the line being edited. Out: styled stretches; lines of help. The palette is that of sixteen colours and reads on a
/// light and on a dark ground; what is unknown is underlined too, so that colour is never alone in saying it.
import AWSCommandLine
import Interpreter
import ServiceModels
import Text

extension LearnerShell {
  func colours(_ line: EditedLine) -> [StyledRange] {
    if let commands = session.innerCommands { return innerColours(line, commands.map(\.word)) }
    let roles = LineRoles(words: ownWords.map(\.word) + Self.otherWords, filters: Filters.summaries.map(\.word))
    return roles.roles(Array(line.text.unicodeScalars), cursor: line.cursor).map {
      StyledRange($0.range, Self.style($0.role))
    }
  }

  /// Words that work and that `help` does not list.
  private static let otherWords = ["ls", "export", "exit", "true", "false", ":", "tee"]

  private static func style(_ role: LineRole) -> TerminalStyle {
    switch role {
    case .word, .service: .bold
    case .operation: .green
    case .option: .cyan
    case .quoted, .variable: .magenta
    case .comment, .control: .dim
    case .notSimulated: .underlined
    case .unknownWord, .unknownService, .unknownOperation, .unknownOption: .underlinedRed
    }
  }

  // MARK: Help

  package func helpLines(_ line: EditedLine) -> [String] {
    // Up to the end of the word that the cursor is in.
    let scalars = Array(line.text.unicodeScalars)
    var end = line.cursor
    while end < scalars.count, end > 0, scalars[end - 1] != " ", scalars[end] != " ", scalars[end] != "\n" { end += 1 }
    var typed = TypedCommand(scalars[..<end])
    if typed.texts.first == "plan", typed.words.count > 1 || !typed.partial.isEmpty { typed = typed.withoutFirstWord }
    let words = typed.texts
    let partial = typed.partialText
    if let commands = session.innerCommands { return innerHelp(words.first ?? partial, commands) }
    if words.isEmpty, partial.isEmpty, !typed.isAfterPipe {
      return ["Type a command, for example: aws ecs list-clusters. `help` lists all words."]
    }
    if words.isEmpty, partial == "aws" || partial == "ecs" {
      return [
        "aws SERVICE OPERATION [--OPTION VALUE ...]    talk to AWS services, as in a real shell",
        "Tab completes each part.",
      ]
    }
    if let word = words.first ?? (partial.isEmpty ? nil : partial),
      let entry = ownWords.first(where: { $0.word == word })
    {
      let arguments = words.isEmpty ? [] : completions(EditedLine(text: line.text, cursor: end)).candidates
      return ["\(entry.usage)    \(entry.summary)"] + arguments.prefix(12).map { "  \($0.text)  \($0.description)" }
    }
    let lines = CursorHelp(columns: manner.canvas.columns).lines(typed, live: liveNames)
    guard lines.isEmpty else { return lines }
    return ["Nothing is known about `\(LineText.withoutControls(partial.isEmpty ? words.last ?? "" : partial))`."]
  }
}
