/// Lines for a shell in a container: what they may go on with, their colours, what `?` says.
///
/// In: the line being edited, the container's own commands. Out: candidates, styled stretches, lines of help. Nothing of
/// the prompt outside counts here.
import AWSCommandLine
import Interpreter
import Text

extension LearnerShell {
  func inside(_ commands: [(word: String, summary: String)], _ typed: TypedCommand) -> CompletionList {
    if typed.words.isEmpty {
      let filters = typed.isAfterPipe ? Filters.summaries.map { ($0.word, $0.summary) } : []
      return Completion.list(
        (commands + filters).map { .init(text: $0.word, description: $0.summary) }, typed)
    }
    return Completion.list(
      session.innerPaths(beginningWith: typed.partialText).map { .init(text: $0, isOpen: $0.hasSuffix("/")) }, typed)
  }

  func innerColours(_ line: EditedLine, _ commands: [String]) -> [StyledRange] {
    let known = commands + Self.innerWords + Filters.summaries.map(\.word)
    var named: Set<Int> = []
    return TypedCommand.words(of: line.text.unicodeScalars).compactMap { spoken in
      let style: TerminalStyle? =
        switch spoken.part {
        case .comment, .control: .dim
        case .assignment: .magenta
        case .target: nil
        case .word where named.insert(spoken.command).inserted:
          known.contains(spoken.word.text) ? .bold : line.cursor == spoken.word.range.upperBound ? nil : .underlinedRed
        case .word: spoken.word.isQuoted ? .magenta : spoken.word.text.hasPrefix("-") ? .cyan : nil
        }
      return style.map { StyledRange(spoken.word.range, $0) }
    }
  }

  /// Words of a shell in a container that stand for no program of the image.
  private static let innerWords = ["sh", "bash", "ash", "dash", "true", "false", ":"]

  func innerHelp(_ word: String, _ commands: [(word: String, summary: String)]) -> [String] {
    if let command = commands.first(where: { $0.word == word }) { return ["\(command.word)    \(command.summary)"] }
    return ["You are in a container: " + commands.map(\.word).joined(separator: ", ") + ". `exit` leads back."]
  }
}
