/// What a lesson has to say: values for a screen to draw.
import Documents
import Lessons
import SimulationKit

/// After a command, or `check`, in a step that is graded.
package struct StepFeedback: Sendable {
  package let report: StepReport
  /// True when this very command passed the step.
  package let isPassedNow: Bool
  /// How far the world was moved ahead because the checks hold only then.
  package let movedAhead: Duration
  package let diagnosis: SpokenDiagnosis?
  /// What the nearest solution has and the latest command has not, where no author's rule speaks.
  package var automatic: String?
  /// Several tries led nowhere: help is offered, never given.
  package var offersHint = false
  /// Whether anything on the checklist differs from what was shown last.
  package let hasChanged: Bool
  /// Our own sentences about errors of this command.
  package let explanations: [String]
  /// Of a step with a clock or a budget; nil for others.
  package let limits: StepLimits?
  /// Earned by passing the step just now.
  package let medal: Medal.Grade?
  /// What the learner's own commands did, where the step was passed just now.
  package var ownWork: OwnWork?
  /// The step was passed with its solution in view: a word of one's own makes it stick.
  package var asksForOwnWords = false
}

/// The one diagnosis that speaks.
package struct SpokenDiagnosis: Hashable, Sendable {
  package let id: String
  /// Markdown, with its value filled in.
  package let text: String
  /// The hint that is offered with it, from 1.
  package let hint: Int?
}

package enum AnswerFeedback: Sendable {
  /// A choice of a quiz or of a question among the checks.
  case choice(Choice, isPassed: Bool, step: StepFeedback?)
  /// A prediction was noted; the next question, where there is one.
  case noted(PredictionQuestion, option: String, next: PredictionQuestion?)
  /// All predictions are in: the command ran.
  case predictionsRun([PredictionOutcome], commands: [String], output: String)
  /// Commands ran in the order that the learner gave. Where that did not pass the step, the world is as it was before.
  case ordered([CommandRun], isPassed: Bool, step: StepFeedback?)
  case refused(String)
}

/// A command that an answer ran, and what it printed.
package struct CommandRun: Hashable, Sendable {
  package let command: String
  package let output: String
}

package struct PredictionOutcome: Sendable {
  package let question: PredictionQuestion
  package let predicted: String
  package let actual: String
  package var isRight: Bool { predicted == actual }
  /// What the author says to that prediction.
  package var feedback: String? { question.feedback.first { $0.option == predicted }?.text }
}

package enum MoveFeedback: Sendable {
  /// A step has opened.
  case opened(Step)
  /// The last step is done.
  case finished
  case refused(String)
}

/// Where the learner stands, for the prompt.
package struct StepPlace: Hashable, Sendable {
  package let lesson: String
  package let number: Int
  package let of: Int
  package let isPassed: Bool

  package init(lesson: String, number: Int, of: Int, isPassed: Bool) {
    self.lesson = lesson
    self.number = number
    self.of = of
    self.isPassed = isPassed
  }
}
