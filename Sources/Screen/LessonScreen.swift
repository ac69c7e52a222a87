/// A lesson's steps and its feedback as lines of a terminal.
///
/// In: steps, checklists, answers. Out: lines. States are words and signs first, colour second.
import Course
import Interpreter
import Lessons
import SimulationKit
import Text

extension Canvas {
  /// Title, text and what to do: what is shown when a step opens.
  package func opening(of step: Step, number: Int, of count: Int, introduction: [MarkdownBlock] = []) -> [String] {
    var lines: [String] = [""]
    if !introduction.isEmpty { lines += markdown(introduction) + [""] }
    let heading = StyledText("\(number)/\(count)  ", .dim) + StyledText(step.title, [.bold, .green])
    lines += [rendered(heading), ""]
    for (index, item) in step.body.enumerated() {
      if index > 0 { lines.append("") }
      lines += self.lines(of: item)
    }
    if let unsupported = step.notSupportedYet { lines += ["", rendered(StyledText(unsupported.message, .yellow))] }
    if step.kind == .quiz {
      lines +=
        [""] + choiceLines(step.choices) + [
          "", rendered(StyledText("Answer with `answer` and one of the words on the left.", .dim)),
        ]
    }
    return lines
  }

  private func lines(of item: StepItem) -> [String] {
    switch item {
    case .prose(let block, _): return markdown([block])
    case .diagram(let diagram):
      if isPlain { return Wrapping.wrap("[Picture: \(diagram.alternative)]", columns: proseColumns) }
      return diagram.text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
    case .demonstration(let demonstration): return demonstration.commands.map { "    " + $0.text }
    case .blanks(let block), .ordering(let block): return block.commands.map { "    " + $0.text }
    }
  }

  package func choiceLines(_ choices: [Choice]) -> [String] {
    let width = (choices.map { DisplayWidth.of($0.id) }.max() ?? 0) + 2
    return choices.flatMap { choice in
      let text = Wrapping.wrap(Self.styled(MarkdownReader.inlines(of: choice.text)), columns: proseColumns - width - 2)
      return text.enumerated().map { index, line in
        rendered(
          StyledText("  ")
            + StyledText(index == 0 ? choice.id.padded(to: width) : String(repeating: " ", count: width), .cyan) + line)
      }
    }
  }

  /// A prediction's question with its options.
  package func question(_ question: PredictionQuestion) -> [String] {
    let options = question.options.map { "`\($0.shown)`" }.joined(separator: "  ")
    return markdown(text: question.text) + [rendered(StyledText("  answer  ", .dim) + StyledText(options, .cyan))]
  }

  package func predictionCommand(_ step: Step) -> [String] {
    guard let prediction = step.prediction else { return [] }
    return ["", rendered(StyledText("The command will be:", .dim))]
      + prediction.commands.flatMap { wrappedCommand($0.text) } + [""]
  }

  private func wrappedCommand(_ text: String) -> [String] {
    text.split(separator: "\n").map { rendered(StyledText("    " + $0, .cyan)) }
  }

  // MARK: Feedback

  /// The checklist, the diagnosis, and what comes next.
  package func feedback(_ feedback: StepFeedback, step: Step) -> [String] {
    var lines: [String] = explanations(feedback.explanations)
    if feedback.hasChanged || feedback.isPassedNow || feedback.diagnosis != nil {
      lines += checklist(feedback.report, showsLooks: feedback.diagnosis == nil && !feedback.isPassedNow)
    }
    if let diagnosis = feedback.diagnosis {
      lines += markdown(text: diagnosis.text)
      if diagnosis.hint != nil { lines.append(rendered(StyledText("  `hint` has more on this.", .dim))) }
    }
    if feedback.movedAhead > .zero {
      lines.append(
        rendered(StyledText("  (\(Self.span(feedback.movedAhead)) of simulated time have passed for this)", .dim)))
    }
    if feedback.isPassedNow { lines += debrief(step) }
    return lines
  }

  package func explanations(_ texts: [String]) -> [String] {
    texts.flatMap { text in
      Wrapping.wrap("why: " + text, columns: proseColumns).map { rendered(StyledText($0, .yellow)) }
    }
  }

  package func debrief(_ step: Step) -> [String] {
    var lines = ["", rendered(StyledText("Step done. ", [.bold, .green]))]
    if !step.debrief.isEmpty { lines += markdown(step.debrief) }
    return lines + ["", rendered(StyledText("Press Enter (or type `next`) to go on.", .dim))]
  }

  package func checklist(_ report: StepReport, showsLooks: Bool) -> [String] {
    report.checks.flatMap { check in checkLines(check, showsLook: showsLooks) }
  }

  private func checkLines(_ check: CheckReport, showsLook: Bool) -> [String] {
    let label = check.isBonus ? "(bonus) " : ""
    let say = Self.styled(MarkdownReader.inlines(of: label + check.say))
    switch check.state {
    case .holds: return box("[x] ", .green, say)
    case .willHold(let after):
      return box("[ ] ", .yellow, say) + [
        "      " + rendered(StyledText("not yet: true in \(Self.span(after)) of simulated time", .dim))
      ]
    case .broken(let instant):
      return box("[!] ", .red, say) + [
        "      " + rendered(StyledText("no longer so since \(instant.timeOfDay); `undo` goes back", .dim))
      ]
    case .open:
      var lines = box("[ ] ", .yellow, say)
      if let wanted = check.wanted, let seen = check.seen, wanted != "true" {
        lines.append(
          "      "
            + rendered(
              StyledText("wanted \(Sanitizer.withoutControls(wanted)), seen \(Sanitizer.withoutControls(seen))", .dim)))
      }
      if showsLook, let look = check.look {
        lines += Wrapping.wrap("look: " + look, columns: columns - 8).map { "      " + rendered(StyledText($0, .dim)) }
      }
      return lines
    }
  }

  private func box(_ sign: String, _ style: Style, _ say: StyledText) -> [String] {
    Wrapping.wrap(say, columns: proseColumns - 6).enumerated().map { index, line in
      rendered(StyledText("  ") + StyledText(index == 0 ? sign : "    ", style) + line)
    }
  }

  /// `1 min 40 s`.
  static func span(_ duration: Duration) -> String {
    let seconds = duration.milliseconds / 1_000
    let parts = [(seconds / 3_600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")].filter { $0.0 > 0 }
    return parts.isEmpty ? "less than a second" : parts.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }

  package func answer(_ answer: AnswerFeedback, step: Step) -> [String] {
    switch answer {
    case .refused(let reason): return markdown(text: reason)
    case .noted(let question, let option, let next):
      return [rendered(StyledText("Noted: \(question.id) = \(option)", .dim))]
        + (next.map { [""] + self.question($0) } ?? [])
    case .choice(let choice, let isPassed, let feedback):
      let sign =
        choice.isCorrect ? StyledText("Yes. ", [.bold, .green]) : StyledText("Not this one. ", [.bold, .yellow])
      var lines = Wrapping.wrap(sign + Self.styled(MarkdownReader.inlines(of: choice.why)), columns: proseColumns).map(
        rendered)
      if let feedback { lines += self.feedback(feedback, step: step) } else if isPassed { lines += debrief(step) }
      return lines
    case .predictionsRun(let outcomes, let commands, _):
      return predictionResult(outcomes, commands: commands) + debrief(step)
    }
  }

  private func predictionResult(_ outcomes: [PredictionOutcome], commands: [String]) -> [String] {
    var lines = ["", rendered(StyledText("Drydock runs it:", .dim))] + commands.flatMap(wrappedCommand)
    for outcome in outcomes {
      let verdict =
        outcome.isRight ? StyledText("as you said", .green) : StyledText("you said \(outcome.predicted)", .yellow)
      lines += [""] + markdown(text: outcome.question.text)
      lines.append(
        rendered(
          StyledText("  it is ") + StyledText(outcome.actual, .bold) + StyledText("  (") + verdict + StyledText(")")))
      if !outcome.isRight, let text = outcome.feedback { lines += markdown(text: text).map { "  " + $0 } }
    }
    return lines
  }

  package func hint(_ number: Int, _ hint: Hint) -> [String] {
    if hint.isCommand { return [rendered(StyledText("hint \(number):", .yellow))] + wrappedCommand(hint.text) }
    let lines = markdown(hint.blocks)
    return [rendered(StyledText("hint \(number): ", .yellow)) + (lines.first ?? "")] + lines.dropFirst()
  }

  package func solution(_ solution: Solution) -> [String] {
    [rendered(StyledText("One way to do it (typing it yourself makes it stick):", .dim))]
      + solution.commands.flatMap { command in
        (command.label.map { [rendered(StyledText("    # \($0)", .dim))] } ?? []) + wrappedCommand(command.text)
      }
  }
}
