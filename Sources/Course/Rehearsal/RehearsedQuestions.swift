/// How questions are rehearsed: wrong choices do not pass (T6), right ones do, and predictions come to one of their
/// options (T3).
///
/// In: a step and the stage that stands at its beginning. Out: findings.
import Lessons

extension Rehearsal {
  func rehearseQuiz(_ step: Step, _ stage: Stage, _ report: inout RehearsalReport) {
    for choice in step.choices where !choice.isCorrect {
      report.count("T6")
      _ = stage.type("answer \(choice.id)")
      if stage.play.isPassed {
        report.find("T6", step, "the wrong choice `\(choice.id)` passes", at: choice.position)
      }
    }
    guard let right = step.choices.first(where: \.isCorrect) else { return }
    report.count("T3")
    report.transcript += stage.type("answer \(right.id)").log
    if !stage.play.isPassed {
      report.find("T3", step, "the right choice `\(right.id)` does not pass", at: right.position)
    }
  }

  /// Commands to put in order: the order as written passes (T3), and not every other one does (T5).
  func rehearseOrdering(_ step: Step, _ stage: Stage, _ report: inout RehearsalReport) throws(RehearsalEnd) {
    guard let right = step.ordering else { return }
    let shown = step.shownOrder
    func passes(_ order: [Command]) throws(RehearsalEnd) -> Bool {
      let letters = order.map { command in shown.firstIndex(of: command).map { LessonPlay.letter(at: $0) } ?? "" }
      let trial = try stage.copy()
      return trial.type("answer " + letters.joined(separator: " ")).isPassed
    }
    report.count("T3")
    if try !passes(right.commands) {
      return report.find(
        "T3", step, "the commands to put in order do not pass the step in their order", at: right.position)
    }
    report.count("T5")
    if try passes(right.commands.reversed()), try passes(shown) {
      report.find("T5", step, "the commands to put in order pass in any order", at: right.position)
    }
  }

  /// A prediction passes whatever is said.
  func rehearsePrediction(_ step: Step, _ stage: Stage, _ report: inout RehearsalReport) {
    guard let prediction = step.prediction else { return }
    report.count("T3", prediction.questions.count)
    do throws(LessonPlayError) {
      var feedback: AnswerFeedback?
      for question in prediction.questions {
        feedback = try stage.play.answer([question.id, question.options.first?.shown ?? ""])
      }
      guard case .predictionsRun(let outcomes, _, let output)? = feedback else {
        return report.find("T3", step, "the predictions do not run", at: prediction.position)
      }
      report.transcript += output
      for outcome in outcomes { take(outcome, of: step, &report) }
    } catch {
      report.find("T3", step, error.message, at: prediction.position)
    }
  }

  private func take(_ outcome: PredictionOutcome, of step: Step, _ report: inout RehearsalReport) {
    let question = outcome.question
    report.transcript += "\(question.id) = \(outcome.actual)\n"
    report.predicted.append(
      RehearsalReport.Predicted(
        step: step.id, question: question.id, actual: outcome.actual, position: question.position))
    if !question.options.contains(where: { $0.shown == outcome.actual }) {
      report.find("T3", step, Self.notAnOption(question.id, outcome.actual), at: question.position)
    }
  }
}
