/// How steps that pass by checks are rehearsed: open at first (T2), wrong tries answered (T6), solutions pass (T3).
///
/// In: a step and the stage that stands at its beginning. Out: findings. Everything but the main solution is tried on
/// copies of the stage.
import Lessons
import SimulationKit

extension Rehearsal {
  func tryEverythingElse(
    _ step: Step, _ stage: Stage, _ extent: Extent, _ report: inout RehearsalReport
  ) throws(RehearsalEnd) {
    var worth = extent == .thorough ? CheckWorth() : nil
    hasWhatIsJudged(step, &report)
    try failsBefore(step, stage, &report)
    symptom(of: step, stage, shows: true, &report)
    for attempt in step.attempts { try rehearse(attempt, of: step, stage, &worth, &report) }
    everyDiagnosisIsTried(step, &report)
    expectsWhatThereIs(step, &report)
    if extent != .transcribed { try dropLines(step, stage, &worth, &report) }
    if let worth { judgeWorth(worth, of: step, &report) }
    if step.ordering != nil { try rehearseOrdering(step, stage, &report) }
    if extent == .thorough { try staysOpen(step, stage, &report) }
    for solution in step.solutions.dropFirst() {
      let trial = try stage.copy()
      passes(solution, of: step, trial, &report)
    }
  }

  /// T2: open as it begins, and every check that is no guard is false and stays so by itself.
  private func failsBefore(_ step: Step, _ stage: Stage, _ report: inout RehearsalReport) throws(RehearsalEnd) {
    guard let before = try stage.report() else { return }
    for (check, seen) in zip(step.checks, before.checks) {
      report.count("T2")
      switch (seen.state, check.isGuard) {
      case (.holds, true), (.open, false), (.broken, false): break
      case (.holds, false):
        report.find(
          "T2", step,
          "the check `\(check.id)` holds before the learner has typed a word; make it a guard, or check what changes",
          at: check.position)
      case (.willHold(let after), false):
        report.find(
          "T2", step,
          "the check `\(check.id)` comes true by itself after \(after.milliseconds / 1_000) s; let `setup` wait for it",
          at: check.position)
      case (.open, true), (.broken, true), (.willHold, true):
        report.find(
          "T2", step, "the guard `\(check.id)` does not hold at the start\(seen.seen.map { " (seen \($0))" } ?? "")",
          at: check.position)
      }
    }
    if before.isPassed, step.checks.allSatisfy({ $0.isGuard || $0.isBonus }) {
      report.find("T2", step, "the step is done as it begins: no check asks for anything that is not so already")
    }
  }

  /// T3: the solution passes the step.
  func passes(_ solution: Solution, of step: Step, _ stage: Stage, _ report: inout RehearsalReport) {
    report.count("T3")
    let played = stage.type(solution.commands)
    report.transcript += played.log
    if let line = played.failed.first, !step.isAboutErrors {
      report.find(
        "T3", step,
        "the solution `\(solution.id)` has a line that does not succeed: `\(Self.short(line))`\(said(played))",
        at: solution.position)
    }
    if played.isPassed { return }
    let open = Self.stillOpen(played).map { "`\($0.id)`" + ($0.seen.map { " (seen \($0))" } ?? "") }
    let left = open.isEmpty ? "leaves the step open" : "leaves open: \(open.joined(separator: ", "))"
    report.find("T3", step, "the solution `\(solution.id)` \(left)\(said(played))", at: solution.position)
  }

  /// The checks that waiting does not mend; all that are open where there are none.
  private static func stillOpen(_ played: Stage.Played) -> [CheckReport] {
    let open = played.last?.report.openChecks ?? []
    let stuck = open.filter { if case .willHold = $0.state { false } else { true } }
    return stuck.isEmpty ? open : stuck
  }

  /// T6: the wrong try does not pass, and brings exactly the expected diagnosis.
  private func rehearse(
    _ attempt: Attempt, of step: Step, _ stage: Stage, _ worth: inout CheckWorth?, _ report: inout RehearsalReport
  ) throws(RehearsalEnd) {
    report.count("T6")
    let trial = try stage.copy()
    trial.play.asksForPassingAlone = step.isJudgedInHaste
    var played = Stage.Played()
    for command in attempt.commands {
      let more = trial.type(command.text)
      played.add(more)
      try note(more, trial, &worth)
    }
    report.transcript += "# attempt \(attempt.id)\n" + played.log
    let spoken = played.last?.diagnosis?.id
    if played.isPassed {
      report.find("T6", step, "the attempt `\(attempt.id)` passes the step", at: attempt.position)
    } else if spoken != attempt.expect, attempt.expect.map(step.hasDiagnosis) ?? true {
      let brought = spoken.map { "`\($0)`" } ?? "no diagnosis"
      let wanted = attempt.expect.map { "`\($0)`" } ?? "none"
      report.find(
        "T6", step, "the attempt `\(attempt.id)` brings \(brought), not \(wanted)\(said(played))", at: attempt.position)
    }
  }

  /// T6: a diagnosis that no attempt brings may as well not be there.
  private func everyDiagnosisIsTried(_ step: Step, _ report: inout RehearsalReport) {
    for diagnosis in step.diagnoses where !step.attempts.contains(where: { $0.expect == diagnosis.id }) {
      report.find("T6", step, "no attempt brings the diagnosis `\(diagnosis.id)`", at: diagnosis.position)
    }
  }

  /// T6: an attempt cannot bring a diagnosis that is not there.
  func expectsWhatThereIs(_ step: Step, _ report: inout RehearsalReport) {
    for attempt in step.attempts {
      guard let expect = attempt.expect, !step.hasDiagnosis(expect) else { continue }
      report.find(
        "T6", step, "the attempt `\(attempt.id)` expects the diagnosis `\(expect)`, which the step does not have",
        at: attempt.position)
    }
  }

  /// T2, T3: a step that passes by checks has some, and a solution to be held to them.
  private func hasWhatIsJudged(_ step: Step, _ report: inout RehearsalReport) {
    if step.checks.isEmpty { report.find("T2", step, "the step has no check; add a block ```yaml check") }
    if step.solutions.isEmpty { report.find("T3", step, "the step has no solution; add a block ```sh solution") }
  }

  private func said(_ played: Stage.Played) -> String {
    played.errors.isEmpty ? "" : "; it was answered: \(played.errors)"
  }
}

extension Step {
  fileprivate func hasDiagnosis(_ id: String) -> Bool { diagnoses.contains { $0.id == id } }
}
