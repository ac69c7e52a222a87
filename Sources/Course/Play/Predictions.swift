/// Predictions: said first, then the command runs for real and the learner compares.
///
/// In: the words after `answer` in a predict step. Out: what was noted, or what happened. The world is moved to the latest
/// instant that a question asks about. Source: lesson format, section 4, "Time".
import Documents
import Interpreter
import Lessons
import SimulationKit
import Workspace

extension LessonPlay {
  /// The question that is to be answered next; nil when all are.
  package var nextQuestion: PredictionQuestion? {
    step.prediction?.questions.first { question in !predictions.contains { $0.question == question.id } }
  }

  func predict(_ words: [String]) throws(LessonPlayError) -> AnswerFeedback {
    guard let prediction = step.prediction else { return .refused("there is nothing to predict here") }
    if isDoneHere { return .refused("the answers are in; `next` goes on") }
    let named = words.count > 1 ? prediction.questions.first { $0.id == words[0] } : nil
    guard let (question, option) = chosen(words, named) else {
      let question = named ?? nextQuestion ?? prediction.questions.first
      let options = question?.options.map { "`\($0.shown)`" }.joined(separator: ", ") ?? ""
      return .refused("choose one of \(options), as in `answer \(question?.options.first?.shown ?? "1")`")
    }
    predictions.removeAll { $0.question == question.id }
    predictions.append((question.id, option))
    try note(question: question.id, choice: option)
    if let next = nextQuestion { return .noted(question, option: option, next: next) }
    return try run(prediction)
  }

  /// What was chosen for the question that the first word names, else for the next one. An option of several words needs
  /// no quotes.
  private func chosen(
    _ words: [String], _ named: PredictionQuestion?
  ) -> (question: PredictionQuestion, option: String)? {
    if let named, let option = Self.option(words.dropFirst(), among: named.options.map(\.shown)) {
      return (named, option)
    }
    guard let next = nextQuestion, let option = Self.option(words[...], among: next.options.map(\.shown)) else {
      return nil
    }
    return (next, option)
  }

  private static func option(_ words: ArraySlice<String>, among options: [String]) -> String? {
    let word = words.joined(separator: " ")
    if let same = options.first(where: { $0 == word })
      ?? options.first(where: { PredictionQuestion.folded($0) == PredictionQuestion.folded(word) })
    {
      return same
    }
    return letter(word).flatMap { options.indices.contains($0) ? options[$0] : nil }
  }

  /// Runs the command for real, moves the world to the latest of the questions, and reads each on its way.
  private func run(_ prediction: Prediction) throws(LessonPlayError) -> AnswerFeedback {
    try leaveHalfRun()
    let backstage = backstage()
    var output = ""
    for command in prediction.commands {
      let result = backstage.run(command.text)
      output += result.standardOutput + result.standardError
    }
    let began = sandbox.now
    var outcomes: [PredictionOutcome] = []
    for question in prediction.questions.sorted(by: { $0.at < $1.at }) {
      let instant = began + .seconds(question.at.seconds)
      if instant > sandbox.now {
        try wrap { () throws(WorkspaceError) in _ = try self.sandbox.advance(to: instant, origin: .lesson) }
      }
      outcomes.append(outcome(question))
    }
    hasPredictedRight = outcomes.allSatisfy(\.isRight)
    try record(.passed)
    headBefore = sandbox.head
    updateProgress { $0.isSolved = true }
    return .predictionsRun(outcomes, commands: prediction.commands.map(\.text), output: output)
  }

  /// A process that ended while the command ran has left it behind: the world goes back to before it.
  private func leaveHalfRun() throws(LessonPlayError) {
    let branch = sandbox.entries(since: start)
    guard let first = branch.first(where: \.isRunByLesson), let parent = first.parent else { return }
    try wrap { () throws(WorkspaceError) in try self.sandbox.goTo(parent) }
  }

  private func outcome(_ question: PredictionQuestion) -> PredictionOutcome {
    let value = question.value(at: Moment(sandbox.world, looks))
    let predicted = predictions.first { $0.question == question.id }?.option ?? ""
    return PredictionOutcome(question: question, predicted: predicted, actual: question.shown(value))
  }
}

extension PredictionQuestion {
  func value(at moment: Moment) -> Document {
    guard let document = moment.reply(to: run.text) else { return .null }
    do { return try query.search(document) } catch { return .null }
  }

  /// The option that the value is; a value that is none of them as it is.
  func shown(_ value: Document) -> String {
    let option = options.first { option in
      do throws(PatternError) { return try option.equals(value) } catch { return false }
    }
    return option?.shown ?? value.string ?? value.written()
  }
}

extension Entry {
  fileprivate var isRunByLesson: Bool {
    guard origin.kind == .lesson else { return false }
    switch kind {
    case .request, .refusal, .advance: return true
    case .beginning, .fault, .move, .file: return false
    }
  }
}
