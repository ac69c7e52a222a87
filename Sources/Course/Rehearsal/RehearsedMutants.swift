/// Whether each line of a solution and each check earns its place: lines are left out (T4), checks are thought away (T5),
/// guards must be broken by a wrong try (T7).
///
/// In: a step and the stage that stands at its beginning. Out: findings. Everything is tried on copies of the stage.
/// Source: lesson format, section 8.
import Lessons

/// What the trials of one step, none of which may pass, have shown about its checks.
struct CheckWorth {
  /// Without one of these a trial would have passed.
  var needed: Set<String> = []
  /// Guards that a wrong try has broken.
  var broken: Set<String> = []
  /// Bonus checks that each solution has earned, in the order of the solutions.
  var earned: [Set<String>] = []
}

extension Rehearsal {
  /// T4: without any one of its lines, a solution leaves the step open, or misses a bonus.
  ///
  /// - Parameter worth: nil where nobody asks for it.
  func dropLines(_ step: Step, _ stage: Stage, _ worth: inout CheckWorth?, _ report: inout RehearsalReport)
    throws(RehearsalEnd)
  {
    for solution in step.solutions {
      if worth != nil { worth?.earned.append(try bonuses(of: solution.commands, stage) ?? []) }
      guard solution.commands.count > 1 else {
        report.count("T4")
        continue
      }
      for index in solution.commands.indices {
        report.count("T4")
        var rest = solution.commands
        let dropped = rest.remove(at: index)
        let trial = try stage.copy()
        trial.play.asksForPassingAlone = step.isJudgedInHaste
        let failed = try typeWatching(rest, trial, &worth)
        // That would be found out as a line that does not succeed.
        if failed, !step.isAboutErrors { continue }
        guard trial.play.isPassed, let whole = try bonuses(of: solution.commands, stage) else { continue }
        let missed = try whole.subtracting(heldBonuses(trial))
        if missed.isEmpty {
          report.find(
            "T4", step,
            "the solution `\(solution.id)` passes without the line `\(Self.short(dropped.text))`; leave it out, or check what "
              + "it is for", at: dropped.position)
        } else if let first = step.solutions.first, first != solution,
          let shown = try bonuses(of: first.commands, stage), missed.isSubset(of: shown)
        {
          report.find(
            "T4", step,
            "the line `\(Self.short(dropped.text))` of the solution `\(solution.id)` is only for the bonus "
              + "\(Self.quoted(missed)), which the solution that is shown earns already; leave it out",
            at: dropped.position)
        }
      }
    }
  }

  /// The bonus checks that a solution earns; nil where it does not pass.
  func bonuses(of commands: [Command], _ stage: Stage) throws(RehearsalEnd) -> Set<String>? {
    let trial = try stage.copy()
    trial.play.asksForPassingAlone = true
    return trial.type(commands).isPassed ? try heldBonuses(trial) : nil
  }

  private func heldBonuses(_ stage: Stage) throws(RehearsalEnd) -> Set<String> {
    let checks = try stage.report()?.checks ?? []
    return Set(checks.filter { $0.isBonus && $0.isHolding }.map(\.id))
  }

  /// Types lines that must not pass the step, and notes after each which check alone stands in the way.
  ///
  /// - Returns: whether one of them did not succeed.
  private func typeWatching(
    _ commands: [Command], _ trial: Stage, _ worth: inout CheckWorth?
  ) throws(RehearsalEnd) -> Bool {
    var hasFailed = false
    for command in commands where !trial.play.isPassed {
      let played = trial.type(command.text)
      hasFailed = hasFailed || !played.failed.isEmpty
      try note(played, trial, &worth)
    }
    return hasFailed
  }

  func note(_ played: Stage.Played, _ trial: Stage, _ worth: inout CheckWorth?) throws(RehearsalEnd) {
    guard var known = worth, !played.isPassed else { return }
    defer { worth = known }
    let step = trial.play.step
    if step.checks.contains(where: \.isGuard) {
      let graded = played.last?.report
      guard let report = graded == nil ? try trial.report(inHaste: step.isJudgedInHaste) : graded else { return }
      for check in report.checks where check.isGuard && (step.isJudgedInHaste ? check.isBroken : !check.isHolding) {
        known.broken.insert(check.id)
      }
    }
    // One check alone can only stand in the way where the others hold, now or soon.
    let open = step.checks.indices.filter { index in
      let check = step.checks[index]
      return !check.isBonus && !known.needed.contains(check.id)
    }
    for index in open where try trial.wouldPass(without: index) { known.needed.insert(step.checks[index].id) }
  }

  /// T5 and T7, once all trials of the step are over; T3 for bonus checks.
  func judgeWorth(_ worth: CheckWorth, of step: Step, _ report: inout RehearsalReport) {
    for check in step.checks {
      if check.isBonus {
        report.count("T3")
        if let message = bonusProblem(check, of: step, worth.earned) {
          report.find("T3", step, message, at: check.position)
        }
        continue
      }
      report.count("T5")
      if check.isGuard {
        report.count("T7")
        if !worth.broken.contains(check.id) {
          report.find(
            "T7", step, "no attempt breaks the guard `\(check.id)`; add one that does, or leave the guard out",
            at: check.position)
          continue
        }
      }
      if !worth.needed.contains(check.id) {
        report.warn(
          "T5", step,
          "nothing that was tried would pass without the check `\(check.id)`; add an attempt that only it catches",
          at: check.position)
      }
    }
  }

  /// A learner who looks at the solution sees the whole of it.
  func bonusProblem(_ bonus: Check, of step: Step, _ earned: [Set<String>]) -> String? {
    guard let place = earned.firstIndex(where: { $0.contains(bonus.id) }) else {
      return "no solution earns the bonus `\(bonus.id)`; add one that does, with an id"
    }
    guard place > 0, let shown = step.solutions.first else { return nil }
    return "the solution `\(shown.id)`, which is shown, misses the bonus `\(bonus.id)`, which "
      + "`\(step.solutions[place].id)` earns; let it earn that too"
  }

  private static func quoted(_ ids: Set<String>) -> String { ids.sorted().map { "`\($0)`" }.joined(separator: ", ") }

  static func short(_ text: String) -> String {
    let line = text.split(separator: "\n").first.map(String.init) ?? text
    return line.count > 60 ? line.prefix(59) + "…" : line
  }
}

extension Step {
  /// Whether only the passing matters while wrong tries are typed: when a check would hold by itself tells nothing then,
  /// but a guard that is not about the whole step is told broken by its state.
  var isJudgedInHaste: Bool { !checks.contains { $0.isGuard && $0.condition.timing.throughout == nil } }

  /// Whether a check asks for a command that is refused: its solution may have one.
  var isAboutErrors: Bool {
    checks.flatMap { $0.condition.flattened }.contains { condition in
      guard case .history(let matcher) = condition.form else { return false }
      return matcher.outcome == .error || matcher.error != nil
    }
  }
}
