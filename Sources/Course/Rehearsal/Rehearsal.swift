/// The lesson's own test: plays its solutions, its wrong tries and its predictions in memory, and says what does not hold.
///
/// In: a lesson and the fixtures of its course. Out: findings by guarantee, and a transcript. Changes nothing outside.
/// Source: lesson format, section 8: T1 parses, T2 fails before, T3 solution passes, T6 attempts, T9 deterministic.
import Documents
import Interpreter
import Lessons
import SimulationKit
import Workspace

package struct RehearsalFinding: Hashable, Sendable {
  /// `T3`.
  package let guarantee: String
  package let step: String
  package let message: String
  package let position: SourcePosition

  package var description: String { "\(guarantee) \(step): \(message)" }
}

package struct RehearsalReport: Sendable {
  package var findings: [RehearsalFinding] = []
  /// How many promises were tried, by guarantee in order.
  package var tried: [(guarantee: String, count: Int)] = []
  package var transcript = ""

  mutating func count(_ guarantee: String) {
    if let index = tried.firstIndex(where: { $0.guarantee == guarantee }) {
      tried[index].count += 1
    } else {
      tried.append((guarantee, 1))
    }
  }
}

package struct Rehearsal {
  let lesson: Lesson
  let seed: UInt64
  let fixture: Fixture

  /// - Parameter fixture: finds a fixture by name: the course's own or one that is compiled in.
  package init(
    _ lesson: Lesson, seed: UInt64? = nil, fixture: (String) throws(WorkspaceError) -> Fixture
  ) throws(WorkspaceError) {
    self.lesson = lesson
    self.seed = seed ?? lesson.world.seed
    self.fixture = try fixture(lesson.world.fixture)
  }

  /// Every guarantee, the lesson played twice for T9.
  package func run() -> RehearsalReport {
    var first = play()
    let second = play()
    first.count("T9")
    if first.transcript != second.transcript {
      first.findings.append(
        RehearsalFinding(
          guarantee: "T9", step: lesson.steps.first?.id ?? "", message: "two runs with seed \(seed) differ",
          position: .start))
    }
    return first
  }

  private func play() -> RehearsalReport {
    var report = RehearsalReport()
    do throws(RehearsalEnd) {
      let stage = try Stage(lesson: lesson, fixture: fixture, seed: seed)
      report.transcript += stage.log
      for step in lesson.steps {
        try rehearse(step, stage, &report)
      }
    } catch {
      report.findings.append(error.finding)
    }
    return report
  }

  // MARK: Steps

  private func rehearse(_ step: Step, _ stage: Stage, _ report: inout RehearsalReport) throws(RehearsalEnd) {
    report.transcript += "## \(step.id)\n"
    if step.notSupportedYet == nil {
      switch step.kind {
      case .explain: break
      case .quiz: rehearseQuiz(step, stage, &report)
      case .predict: rehearsePrediction(step, stage, &report)
      case .do, .goal, .repair, .timed: try rehearseGraded(step, stage, &report)
      }
    }
    try stage.goOn(from: step, &report)
  }

  private func rehearseGraded(_ step: Step, _ stage: Stage, _ report: inout RehearsalReport) throws(RehearsalEnd) {
    failsBefore(step, stage, &report)
    for attempt in step.attempts { try rehearse(attempt, of: step, stage, &report) }
    for solution in step.solutions.dropFirst() {
      let trial = try stage.copy()
      passes(solution, of: step, trial, &report)
    }
    guard let solution = step.solutions.first else { return }
    passes(solution, of: step, stage, &report)
  }

  /// T2: open as it begins, and every check that is no guard is false.
  private func failsBefore(_ step: Step, _ stage: Stage, _ report: inout RehearsalReport) {
    guard let feedback = stage.checkWithoutPassing() else { return }
    for check in feedback.checks where !check.isGuard {
      report.count("T2")
      if check.isHolding {
        report.findings.append(
          finding("T2", step, "the check `\(check.id)` holds before the learner has typed a word", at: step, check.id))
      }
    }
    for check in feedback.checks where check.isGuard && !check.isHolding {
      report.findings.append(
        finding("T2", step, "the guard `\(check.id)` does not hold at the start", at: step, check.id))
    }
  }

  private func finding(
    _ guarantee: String, _ step: Step, _ message: String, at: Step, _ check: String
  ) -> RehearsalFinding {
    RehearsalFinding(
      guarantee: guarantee, step: step.id, message: message,
      position: at.checks.first { $0.id == check }?.position ?? at.position)
  }

  /// T3: the solution passes the step.
  private func passes(_ solution: Solution, of step: Step, _ stage: Stage, _ report: inout RehearsalReport) {
    report.count("T3")
    let played = stage.type(solution.commands)
    report.transcript += played.log
    if played.isPassed { return }
    let open = played.last?.report.openChecks.map { "`\($0.id)`" + ($0.seen.map { " (seen \($0))" } ?? "") } ?? []
    let said = played.errors.isEmpty ? "" : "; it was answered: \(played.errors)"
    report.findings.append(
      RehearsalFinding(
        guarantee: "T3", step: step.id,
        message: "the solution `\(solution.id)` leaves open: \(open.joined(separator: ", "))\(said)",
        position: solution.position))
  }

  /// T6: the wrong try does not pass, and brings exactly the expected diagnosis.
  private func rehearse(
    _ attempt: Attempt, of step: Step, _ stage: Stage, _ report: inout RehearsalReport
  ) throws(RehearsalEnd) {
    report.count("T6")
    let trial = try stage.copy()
    let played = trial.type(attempt.commands)
    report.transcript += "# attempt \(attempt.id)\n" + played.log
    let spoken = played.last?.diagnosis?.id
    var message: String?
    if played.isPassed {
      message = "the attempt `\(attempt.id)` passes the step"
    } else if spoken != attempt.expect {
      let said = spoken.map { "`\($0)`" } ?? "no diagnosis"
      let errors = played.errors.isEmpty ? "" : "; it was answered: \(played.errors)"
      message = "the attempt `\(attempt.id)` brings \(said), not \(attempt.expect.map { "`\($0)`" } ?? "none")\(errors)"
    }
    if let message {
      report.findings.append(
        RehearsalFinding(guarantee: "T6", step: step.id, message: message, position: attempt.position))
    }
  }

  private func rehearseQuiz(_ step: Step, _ stage: Stage, _ report: inout RehearsalReport) {
    for choice in step.choices where !choice.isCorrect {
      report.count("T6")
      _ = stage.type("answer \(choice.id)")
      if stage.play.isPassed {
        report.findings.append(
          RehearsalFinding(
            guarantee: "T6", step: step.id, message: "the wrong choice `\(choice.id)` passes", position: choice.position
          ))
      }
    }
    guard let right = step.choices.first(where: \.isCorrect) else { return }
    report.count("T3")
    report.transcript += stage.type("answer \(right.id)").log
    if !stage.play.isPassed {
      report.findings.append(
        RehearsalFinding(
          guarantee: "T3", step: step.id, message: "the right choice `\(right.id)` does not pass",
          position: right.position))
    }
  }

  /// A prediction passes whatever is said; what happens must be among the options, and every other option needs a word.
  private func rehearsePrediction(_ step: Step, _ stage: Stage, _ report: inout RehearsalReport) {
    guard let prediction = step.prediction else { return }
    for question in prediction.questions.dropLast() {
      _ = stage.type("answer \(question.id) \(question.options.first?.shown ?? "")")
    }
    guard let last = prediction.questions.last else { return }
    report.count("T3")
    do throws(LessonPlayError) {
      let feedback = try stage.play.answer([last.id, last.options.first?.shown ?? ""])
      guard case .predictionsRun(let outcomes, _, let output) = feedback else {
        report.findings.append(
          RehearsalFinding(
            guarantee: "T3", step: step.id, message: "the predictions do not run", position: prediction.position))
        return
      }
      report.transcript += output
      for outcome in outcomes {
        report.transcript += "\(outcome.question.id) = \(outcome.actual)\n"
        if !outcome.question.options.map(\.shown).contains(outcome.actual) {
          report.findings.append(
            RehearsalFinding(
              guarantee: "T3", step: step.id,
              message: "the answer to `\(outcome.question.id)` is \(outcome.actual), which is not among the options",
              position: outcome.question.position))
        }
      }
    } catch {
      report.findings.append(
        RehearsalFinding(guarantee: "T3", step: step.id, message: error.message, position: prediction.position))
    }
  }
}
