/// A lesson's step as lines of a terminal: its text, its pictures, its questions.
///
/// In: a step. Out: lines. What is too wide for the canvas is said in words.
import Course
import Lessons
import SimulationKit
import Text

extension Canvas {
  /// Title, text and what to do: what is shown when a step opens.
  package func opening(
    of step: Step, number: Int, of count: Int, introduction: [MarkdownBlock] = [],
    demonstrate: (Demonstration) -> [Demonstrated] = { $0.commands.map { Demonstrated(command: $0) } }
  ) -> [String] {
    var lines: [String] = [""]
    if !introduction.isEmpty { lines += markdown(introduction) + [""] }
    let heading = StyledText("\(number)/\(count)  ", .dim) + StyledText(step.title, [.bold, .green])
    lines += rendered(Wrapping.wrap(heading, columns: proseColumns)) + [""]
    for (index, item) in step.body.enumerated() {
      if index > 0 { lines.append("") }
      if case .ordering = item { lines += ordering(of: step) } else { lines += self.lines(of: item, demonstrate) }
    }
    lines += limits(of: step)
    if step.kind == .quiz {
      let how = StyledText("Answer with `answer` and one of the words on the left.", .dim)
      lines += [""] + choiceLines(step.choices) + [""] + rendered(Wrapping.wrap(how, columns: proseColumns))
    }
    return lines
  }

  private func lines(of item: StepItem, _ demonstrate: (Demonstration) -> [Demonstrated]) -> [String] {
    switch item {
    case .prose(let block, _): markdown([block])
    case .diagram(let diagram): lines(of: diagram)
    case .demonstration(let demonstration): demonstrate(demonstration).flatMap(lines)
    case .blanks(let block), .ordering(let block): block.commands.flatMap { command($0.text) }
    }
  }

  /// What is typed, under the label that says what for, and what it prints.
  private func lines(of demonstrated: Demonstrated) -> [String] {
    var lines = demonstrated.command.label.map { [rendered(StyledText("    # \($0)", .dim))] } ?? []
    lines += command(demonstrated.command.text)
    let printed = (demonstrated.printed ?? "").split(separator: "\n").map { rendered(StyledText("    \($0)", .dim)) }
    return lines + printed + (printed.isEmpty ? [] : [""])
  }

  /// The commands to put in order, each with its letter.
  private func ordering(of step: Step) -> [String] {
    let how = StyledText("Put these in order: `answer` and their letters, the first to run first.", .dim)
    let commands = step.shownOrder.enumerated().flatMap { place, command -> [String] in
      command.text.split(separator: "\n").enumerated().flatMap { line, text in
        let mark = line == 0 ? LessonPlay.letter(at: place) + "  " : "   "
        return rendered(
          Wrapping.wrap(
            StyledText(String(text), .cyan), columns: columns, indent: "     ",
            firstIndent: StyledText("  " + mark, .bold)))
      }
    }
    return commands + [""] + rendered(Wrapping.wrap(how, columns: proseColumns))
  }

  /// The clock and the budget of a step.
  private func limits(of step: Step) -> [String] {
    guard let limit = step.limit else { return [] }
    let time = limit.simulated.map { "\(Self.span(.seconds($0.seconds))) of simulated time" }
    let changes = limit.changes.map { $0 == 1 ? "one changing command" : "\($0) changing commands" }
    let text = "You have " + [time, changes].compactMap { $0 }.joined(separator: " and ") + "."
    return [""] + rendered(Wrapping.wrap(StyledText(text, .yellow), columns: proseColumns))
  }

  private func lines(of diagram: Diagram) -> [String] {
    let lines = diagram.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let width = 2 + (lines.map { DisplayWidth.of($0) }.max() ?? 0)
    if isPlain || width > columns {
      return Wrapping.wrap("[Picture: \(diagram.alternative)]", columns: proseColumns)
    }
    return rendered(lines.map { $0.isEmpty ? StyledText() : StyledText("  " + $0) })
  }

  /// A command as it is typed: indented, never wrapped, so that it can be copied.
  func command(_ text: String) -> [String] {
    text.split(separator: "\n").map { rendered(StyledText("    " + $0, .cyan)) }
  }

  package func choiceLines(_ choices: [Choice]) -> [String] {
    let width = (choices.map { DisplayWidth.of($0.id) }.max() ?? 0) + 4
    let space = StyledText(String(repeating: " ", count: width))
    return choices.flatMap { choice in
      rendered(
        Wrapping.wrap(
          Self.styled(text: choice.text), columns: proseColumns, indent: space,
          firstIndent: StyledText("  ") + StyledText(choice.id, .cyan).padded(to: width - 2)))
    }
  }

  // MARK: Predictions

  /// A prediction's question with its options.
  package func question(_ question: PredictionQuestion) -> [String] {
    let options = question.options.map { StyledText("`\($0.shown)`", .cyan) }
    let line = options.dropFirst().reduce(options.first ?? StyledText()) { $0 + StyledText("  ") + $1 }
    let label = StyledText("  answer  ", .dim)
    return markdown(text: question.text)
      + rendered(Wrapping.wrap(line, columns: proseColumns, indent: "          ", firstIndent: label))
  }

  package func predictionCommand(_ step: Step) -> [String] {
    guard let prediction = step.prediction else { return [] }
    return ["", rendered(StyledText("The command will be:", .dim))] + prediction.commands.flatMap { command($0.text) }
      + [""]
  }
}
