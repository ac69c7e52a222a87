/// Is each step complete as teaching: checks, solutions, hints, diagnoses, objectives (DD040, DD041, DD042, DD070).
///
/// In: a lesson. Out: findings. Source: lesson format, section 7.
struct TeachingRules {
  let lesson: Lesson
  let findings: Findings
  private static let longestHint = 300

  func apply() {
    for step in lesson.steps {
      if step.kind.isGraded { needsEverything(step) }
      hintsWithdraw(step)
      diagnosesAreTried(step)
      objectivesAreKnown(step)
    }
    objectivesAreAssessed()
  }

  private func needsEverything(_ step: Step) {
    func missing(_ what: String, _ wayOut: String) {
      findings.report("DD040", at: step.position, "step `\(step.id)` has \(what); add \(wayOut)")
    }
    if step.checks.isEmpty { missing("no check", "a block ```yaml check") }
    if step.solutions.isEmpty { missing("no solution", "a block ```sh solution") }
    if step.hints.count < 2 {
      missing(step.hints.isEmpty ? "no hint" : "one hint", "hints from a nudge to a command with gaps, at least two")
    }
  }

  /// The first hint nudges; the last may be the command with gaps, never without.
  private func hintsWithdraw(_ step: Step) {
    for (index, hint) in step.hints.enumerated() where hint.text.count > TeachingRules.longestHint {
      findings.report(
        "DD041", at: hint.position,
        "hint \(index + 1) of step `\(step.id)` has \(hint.text.count) characters; "
          + "say it in \(TeachingRules.longestHint)")
    }
    for solution in step.solutions {
      let commands = solution.commands.map { TeachingRules.words($0.text) }
      if let first = step.hints.first, TeachingRules.contains(TeachingRules.words(first.text), all: commands) {
        findings.report(
          "DD041", at: first.position,
          "the first hint of step `\(step.id)` contains the solution `\(solution.id)`; begin with a nudge")
        continue
      }
      guard step.hints.count > 1, let last = step.hints.last,
        TeachingRules.words(last.text) == commands.joined(separator: " ")
      else { continue }
      findings.report(
        "DD041", at: last.position,
        "the last hint of step `\(step.id)` is the solution `\(solution.id)`; leave gaps, written `____`")
    }
  }

  /// With single spaces and without backticks or line continuations.
  private static func words(_ text: String) -> String {
    text.split { $0.isWhitespace || $0 == "`" }.filter { $0 != "\\" }.joined(separator: " ")
  }

  private static func contains(_ hint: String, all commands: [String]) -> Bool {
    !commands.isEmpty && commands.allSatisfy { " \(hint) ".contains(" \($0) ") || hint.contains($0 + ".") }
  }

  private func diagnosesAreTried(_ step: Step) {
    let expected = step.attempts.compactMap(\.expect)
    for diagnosis in step.diagnoses where !expected.contains(diagnosis.id) {
      findings.report(
        "DD042", at: diagnosis.position,
        "no attempt shows the diagnosis `\(diagnosis.id)`; add ```sh attempt id=… expect=\(diagnosis.id)")
    }
    let known = step.diagnoses.map(\.id)
    for attempt in step.attempts {
      guard let expect = attempt.expect, !known.contains(expect) else { continue }
      findings.report(
        "DD042", at: attempt.position,
        "the attempt `\(attempt.id)` expects `\(expect)`, which is no diagnosis of this step", mistyped: expect,
        among: known)
    }
  }

  private func objectivesAreKnown(_ step: Step) {
    let known = lesson.objectives.map(\.id)
    for objective in step.objectives where !known.contains(objective) {
      findings.report(
        "DD070", at: step.position,
        "step `\(step.id)` names the objective `\(objective)`, which the front matter does not have",
        mistyped: objective, among: known)
    }
    if step.kind != .explain, step.objectives.isEmpty {
      findings.report(
        "DD070", at: step.position, "step `\(step.id)` has no objective; add objectives=… to its heading")
    }
  }

  private func objectivesAreAssessed() {
    let assessed = lesson.steps.filter { $0.kind != .explain }.flatMap(\.objectives)
    for objective in lesson.objectives where !assessed.contains(objective.id) {
      findings.report(
        "DD070", at: objective.position,
        "no step assesses the objective `\(objective.id)`; name it in a step that is not of kind `explain`")
    }
  }
}
