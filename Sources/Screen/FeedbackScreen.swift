/// What a lesson says to a command, an answer or a call for help, as lines of a terminal.
///
/// In: feedback of the course. Out: lines. States are words and signs first, colour second.
import Course
import Lessons
import SimulationKit
import Text

extension Canvas {
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
    if let automatic = feedback.automatic { lines += markdown(text: automatic) }
    if feedback.offersHint { lines += note("(`hint` has a nudge, `check` shows what is open.)", indent: "") }
    if feedback.movedAhead > .zero {
      lines += note("(\(Self.span(feedback.movedAhead)) of simulated time have passed for this)", indent: "  ")
    }
    if let limits = feedback.limits, !feedback.isPassedNow { lines += self.limits(limits) }
    if let medal = feedback.medal {
      lines += [
        "", rendered(StyledText("\(medal.rawValue.prefix(1).uppercased())\(medal.rawValue.dropFirst()) medal.", .bold)),
      ]
    }
    if feedback.isPassedNow { lines += debrief(step, feedback) }
    return lines
  }

  /// What is left of the clock and the budget, or that nothing is.
  private func limits(_ limits: StepLimits) -> [String] {
    if limits.isOver {
      let what = limits.isTimeOver ? "The time is over" : "More commands have changed something than this step allows"
      return rendered(
        Wrapping.wrap(StyledText("\(what). `reset step` begins the step again.", .yellow), columns: proseColumns))
    }
    let time = limits.timeLeft.map { $0 > .zero ? "\(Self.span($0)) of simulated time left" : "no time left" }
    let changes = limits.mostChanges.map { "\($0 - limits.changes) changing commands left" }
    return note("(" + [time, changes].compactMap { $0 }.joined(separator: ", ") + ")", indent: "  ")
  }

  package func explanations(_ texts: [String]) -> [String] {
    texts.flatMap { text in
      rendered(
        Wrapping.wrap(StyledText("why: " + text, .yellow), columns: proseColumns, indent: "     ", firstIndent: ""))
    }
  }

  package func debrief(_ step: Step, _ feedback: StepFeedback? = nil) -> [String] {
    var lines = ["", rendered(StyledText("Step done. ", [.bold, .green]))]
    if !step.debrief.isEmpty { lines += markdown(step.debrief) }
    if let own = feedback?.ownWork { lines += [""] + markdown(text: Self.sentence(about: own)) }
    if feedback?.asksForOwnWords == true {
      lines +=
        [
          ""
        ]
        + markdown(
          text:
            "You had its solution open. Say in your own words why it works: `note` and a sentence keeps it. The step comes "
            + "back in `review`.")
    }
    return lines + ["", rendered(StyledText("Press Enter (or type `next`) to go on.", .dim))]
  }

  private static let mostChangesNamed = 3

  private static func sentence(about own: OwnWork) -> String {
    let count = own.changes.count
    let shown = own.shownChanges == count ? "" : " The shown way needs \(own.shownChanges)."
    if let mend = own.mend {
      let looked =
        own.firstLook.map { "You looked first with `\($0)`." } ?? "Nothing was looked at before the first change."
      let others = count > 1 ? " It was the last of \(count) changes.\(shown)" : ""
      return "\(looked) What mended it: `\(mend)`.\(others)"
    }
    let named = own.changes.prefix(mostChangesNamed).map { "`\($0)`" }.joined(separator: "; ")
    let more = count > mostChangesNamed ? "; and \(count - mostChangesNamed) more" : ""
    return "You changed \(count == 1 ? "one thing" : "\(count) things"): \(named)\(more).\(shown)"
  }

  private func note(_ text: String, indent: String) -> [String] {
    rendered(Wrapping.wrap(StyledText(text, .dim), columns: proseColumns, indent: StyledText(indent)))
  }

  /// Commands to keep, each under what it is for.
  package func cheatSheet(_ commands: [(purpose: String?, typed: String)]) -> [String] {
    commands.flatMap { purpose, typed in
      (purpose.map { [rendered(StyledText("    # \($0)", .dim))] } ?? []) + command(typed)
    }
  }

  // MARK: Checklist

  package func checklist(_ report: StepReport, showsLooks: Bool) -> [String] {
    report.checks.flatMap { check in lines(of: check, showsLook: showsLooks) }
  }

  private static let belowBox = "      "

  private func lines(of check: CheckReport, showsLook: Bool) -> [String] {
    let say = Self.styled(text: (check.isBonus ? "(bonus) " : "") + check.say)
    switch check.state {
    case .holds: return box("[x] ", .green, say)
    case .willHold(let after):
      let text = "true in \(Self.span(after)) of simulated time: `wait \(Self.waitSpan(after))`, or keep working"
      return box("[ ] ", .yellow, say) + note(text, indent: Self.belowBox)
    case .broken(let instant):
      return box("[!] ", .red, say)
        + note("no longer so since \(instant.timeOfDay); `undo` goes back", indent: Self.belowBox)
    case .open:
      var lines = box("[ ] ", .yellow, say)
      if let wanted = check.wanted, let seen = check.seen, wanted != "true" {
        lines += note("wanted \(wanted), seen \(seen)", indent: Self.belowBox)
      }
      // In one piece, so that it can be copied.
      if showsLook, let look = check.look { lines.append(rendered(StyledText("\(Self.belowBox)look: \(look)", .dim))) }
      return lines
    }
  }

  private func box(_ sign: String, _ style: Style, _ say: StyledText) -> [String] {
    rendered(
      Wrapping.wrap(
        say, columns: proseColumns, indent: StyledText(Self.belowBox),
        firstIndent: StyledText("  ") + StyledText(sign, style)))
  }

  /// `1 min 40 s`; parts of a second count as a whole one.
  static func span(_ duration: Duration) -> String {
    parts(duration).map { "\($0.count) \($0.unit == "m" ? "min" : $0.unit)" }.joined(separator: " ")
  }

  /// `1m40s`, as `wait` takes it.
  static func waitSpan(_ duration: Duration) -> String { parts(duration).map { "\($0.count)\($0.unit)" }.joined() }

  private static func parts(_ duration: Duration) -> [(count: Int, unit: String)] {
    let seconds = max(1, (duration.milliseconds + 999) / 1_000)
    return [(seconds / 3_600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")].filter { $0.0 > 0 }
  }

  /// Have, want and missing, check by check.
  package func goal(_ report: StepReport) -> [String] {
    report.checks.flatMap { check in
      var lines = self.lines(of: check, showsLook: false)
      if !check.isHolding, let look = check.look {
        lines.append(rendered(StyledText("\(Self.belowBox)look: \(look)", .dim)))
      }
      return lines
    } + [rendered(StyledText(Self.sum(report), .bold))]
  }

  private static func sum(_ report: StepReport) -> String {
    let wanted = report.checks.filter { !$0.isBonus }
    let have = wanted.count(where: \.isHolding)
    return have == wanted.count
      ? "  All \(have) are there." : "  \(have) of \(wanted.count) are there, \(wanted.count - have) missing."
  }

  // MARK: Answers

  package func answer(_ answer: AnswerFeedback, step: Step) -> [String] {
    switch answer {
    case .refused(let reason): return markdown(text: reason)
    case .noted(let question, let option, let next):
      return note("Noted: \(question.id) = \(option)", indent: "") + (next.map { [""] + self.question($0) } ?? [])
    case .ordered(let runs, let isPassed, let feedback):
      let lines = runs.flatMap { command($0.command) }
      let back = isPassed ? [] : note("Not this order: the world is as it was before.", indent: "")
      return lines + back + (feedback.map { self.feedback($0, step: step) } ?? [])
    case .choice(let choice, let isPassed, let feedback):
      let sign =
        choice.isCorrect ? StyledText("Yes. ", [.bold, .green]) : StyledText("Not this one. ", [.bold, .yellow])
      let lines = rendered(Wrapping.wrap(sign + Self.styled(text: choice.why), columns: proseColumns))
      if let feedback { return lines + self.feedback(feedback, step: step) }
      return isPassed ? lines + debrief(step) : lines
    case .predictionsRun(let outcomes, let commands, let output):
      return result(of: outcomes, commands, output) + debrief(step)
    }
  }

  private func result(of outcomes: [PredictionOutcome], _ commands: [String], _ output: String) -> [String] {
    var lines =
      ["", rendered(StyledText("Drydock runs it:", .dim))] + commands.flatMap(command) + shortOutput(output)
    for outcome in outcomes {
      let verdict =
        outcome.isRight ? StyledText("as you said", .green) : StyledText("you said \(outcome.predicted)", .yellow)
      let line =
        StyledText("it is ") + StyledText(outcome.actual, .bold) + StyledText("  (") + verdict + StyledText(")")
      lines += [""] + markdown(text: outcome.question.text)
      lines += rendered(Wrapping.wrap(line, columns: proseColumns, indent: "  "))
      if !outcome.isRight, let text = outcome.feedback { lines += markdown(text: text, indent: 2) }
    }
    return lines
  }

  /// What a command printed; a long text says less than the answer below it, and is left out.
  private func shortOutput(_ output: String) -> [String] {
    let lines = Sanitizer.withoutControls(output).split(separator: "\n").map(String.init)
    guard lines.count <= 12 else { return [] }
    return lines.flatMap { line in
      // Data is copied as it is; a sentence is read.
      line.contains(where: { "{}[]\"|\t".contains($0) }) ? [line] : Wrapping.wrap(line, columns: columns - 1)
    }
  }

  // MARK: Help

  package func hint(_ number: Int, _ hint: Hint) -> [String] {
    [rendered(StyledText("hint \(number):", .yellow))]
      + (hint.isCommand ? command(hint.text) : markdown(hint.blocks, indent: 2))
  }

  package func solution(_ solution: Solution) -> [String] {
    rendered(
      Wrapping.wrap(StyledText("One way to do it (typing it yourself makes it stick):", .dim), columns: proseColumns))
      + solution.commands.flatMap { command in
        (command.label.map { [rendered(StyledText("    # \($0)", .dim))] } ?? []) + self.command(command.text)
      }
  }
}
