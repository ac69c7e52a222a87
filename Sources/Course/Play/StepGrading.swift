/// Grading the present step after a line, and what is said to it.
///
/// In: a line's result. Out: the checklist, whether the step is passed, the one diagnosis that speaks. Passing a step
/// moves the world ahead to the instant at which its checks hold together, and is written down.
/// Source: lesson format, sections 4 and 5.
import Documents
import Interpreter
import Lessons
import SimulationKit
import Text
import Workspace

extension LessonPlay {
  private var isGraded: Bool { step.kind.isGraded }

  var grader: Grader {
    Grader(
      checks: step.checks, sandbox: sandbox, judge: judge, looks: looks, watch: watch, isRepair: step.kind == .repair)
  }

  var judge: Judge {
    var history = History(sandbox.entries(since: start))
    if asksQuestions { history.answers = History(entriesOnEveryBranch).answers }
    return Judge(history: history, firstEvent: firstEvent, printed: printed)
  }

  /// An answer changes nothing in the world: what it was stays answered when `undo` takes back the change before it.
  private var asksQuestions: Bool {
    step.checks.contains { check in
      check.condition.flattened.contains { if case .answer = $0.form { true } else { false } }
    }
  }

  /// The checklist as it is; passes nothing and moves nothing. nil where the step has none.
  package func report() throws(LessonPlayError) -> StepReport? { try report(inHaste: false) }

  /// - Parameter inHaste: whether only the passing matters, and what is broken.
  func report(inHaste: Bool) throws(LessonPlayError) -> StepReport? {
    guard isGraded else { return nil }
    var grader = grader
    grader.isHasty = inHaste
    return held(to: limits, try wrap { () throws(WorkspaceError) in try grader.report() })
  }

  /// Grades the step after a line has run. nil where there is nothing to say: no graded step, one that is passed, or
  /// nothing was done.
  package func afterLine(_ result: LineResult) throws(LessonPlayError) -> StepFeedback? {
    let made = sandbox.entries(since: headBefore)
    let moved = sandbox.head != headBefore
    let line = PrintedLine(
      before: headBefore, text: result.text, variables: variables, hostFiles: result.hostFiles)
    headBefore = sandbox.head
    variables = session.variables
    guard isGraded, moved || !result.calls.isEmpty, !isDoneHere else { return nil }
    if !result.calls.isEmpty {
      latest = Set(made.map(\.id))
      // Colours are no part of what was printed.
      printed = Sanitizer.withoutControls(result.standardOutput)
      printedLine = line
    } else if made.isEmpty {
      // gone back by undo
      latest = []
      printed = nil
      printedLine = nil
    }
    let wasPassed = isPassed
    var feedback = try grade(explanations: result.calls.compactMap(\.explanation))
    let isAttempt = result.calls.contains { $0.isAttempt }
    if isAttempt, !wasPassed, !feedback.isPassedNow {
      updateProgress { $0.attempts += 1 }
      feedback.offersHint = offersHint(afterAttempt: isAttempt)
    }
    if !feedback.isPassedNow, feedback.diagnosis == nil, !result.calls.isEmpty, !asksForPassingAlone {
      feedback.automatic = automaticDiagnosis(feedback.report)
    }
    return feedback
  }

  /// `check`: grades without a command.
  package func check() throws(LessonPlayError) -> StepFeedback? { isGraded ? try grade(explanations: []) : nil }

  func grade(explanations: [String]) throws(LessonPlayError) -> StepFeedback {
    let wasDone = isDoneHere
    var grader = grader
    grader.isHasty = asksForPassingAlone
    var limits = limits
    var report = held(to: limits, try wrap { () throws(WorkspaceError) in try grader.report() })
    var movedAhead = Duration.zero
    var medal: Medal.Grade?
    let wasSolved = stepProgress.isSolved
    if !wasDone, let after = report.passesAfter {
      movedAhead = after
      report = try pass(report, after: after)
      limits = self.limits
      medal = earnMedal()
    }
    headBefore = sandbox.head
    let states = report.checks.map(\.state)
    defer { shown = states }
    var feedback = StepFeedback(
      report: report, isPassedNow: !wasDone && report.isPassed, movedAhead: movedAhead,
      diagnosis: wasDone || report.isPassed ? nil : diagnosis(), hasChanged: states != shown,
      explanations: explanations, limits: limits, medal: medal)
    if feedback.isPassedNow {
      feedback.ownWork = ownWork()
      feedback.asksForOwnWords = !wasSolved && stepProgress.isSolutionShown
    }
    return feedback
  }

  private func pass(_ report: StepReport, after: Duration) throws(LessonPlayError) -> StepReport {
    if after > .zero {
      try wrap { () throws(WorkspaceError) in
        _ = try self.sandbox.advance(to: self.sandbox.now + after, origin: .lesson)
      }
    }
    let moment = Moment(sandbox.world, looks)
    let judge = judge
    let report = report.passed { id in
      guard let check = step.checks.first(where: { $0.id == id }) else { return false }
      return judge.verdict(check.condition, check: id, at: moment).holds
    }
    try record(.passed, step.looksAtOutput ? printedLine?.arguments ?? [] : [])
    let earned = report.checks.filter(\.isHolding).map(\.id)
    let points = step.checks.filter { earned.contains($0.id) }.map(\.points).reduce(0, +)
    updateProgress { progress in
      progress.isSolved = true
      progress.points = max(progress.points, points)
      progress.earnedChecks = earned
    }
    return report
  }

  /// The first of the author's rules whose condition holds.
  private func diagnosis() -> SpokenDiagnosis? {
    guard !step.diagnoses.isEmpty else { return nil }
    var judge = judge
    judge.latest = latest
    let moment = Moment(sandbox.world, looks)
    for diagnosis in step.diagnoses {
      let verdict = judge.verdict(diagnosis.condition, at: moment)
      guard verdict.holds else { continue }
      let value = verdict.seen.map { $0.string ?? $0.written() } ?? ""
      let text = diagnosis.say.split(separator: "{{value}}", omittingEmptySubsequences: false).joined(separator: value)
      return SpokenDiagnosis(id: diagnosis.id, text: text, hint: diagnosis.hint)
    }
    return nil
  }
}

extension CallTrace {
  /// Our own sentence about an error.
  package var explanation: String? {
    switch outcome {
    case .ok: nil
    case .failed(_, _, let why): why
    case .refused(_, let suggestion): suggestion
    }
  }

  /// A command that tried to get somewhere, rather than looked around.
  var isAttempt: Bool {
    switch outcome {
    case .failed, .refused: true
    case .ok:
      !["describe-", "list-", "get-", "wait "].contains {
        (command ?? "").split(separator: " ", maxSplits: 1).last?.hasPrefix($0) ?? false
      }
    }
  }
}
