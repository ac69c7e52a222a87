/// Answers: to a quiz and to a question among a step's checks.
///
/// In: the words after `answer`. Out: feedback. Every answer is written down as a move of the lesson.
import Interpreter
import Lessons
import Workspace

extension LessonPlay {
  /// `answer CHOICE`, or `answer QUESTION CHOICE`. A choice goes by its id, its number from 1, or its letter from a.
  package func answer(_ words: [String]) throws(LessonPlayError) -> AnswerFeedback {
    switch step.kind {
    case .quiz: return try answerQuiz(words)
    case .predict: return try predict(words)
    case .do, .goal, .repair, .timed:
      if let ordered = try answerOrder(words) { return ordered }
      return try answerCheck(words)
    case .explain: return .refused("there is no question in this step; `next` goes on")
    }
  }

  /// The same for scripts and solutions: text instead of values.
  func answerWord(_ words: [String]) -> CommandOutput {
    do throws(LessonPlayError) {
      switch try answer(words) {
      case .choice(let choice, _, _): return CommandOutput(choice.why + "\n", exitCode: choice.isCorrect ? 0 : 1)
      case .noted(_, let option, _): return CommandOutput("Noted: \(option)\n")
      case .predictionsRun(let outcomes, _, _):
        return CommandOutput(
          outcomes.map { "\($0.question.id): you said \($0.predicted), it was \($0.actual)\n" }.joined())
      case .ordered(let runs, let isPassed, _):
        return CommandOutput(runs.map { "$ \($0.command)\n\($0.output)" }.joined(), exitCode: isPassed ? 0 : 1)
      case .refused(let reason): return .complaint("answer: \(reason)", exitCode: 2)
      }
    } catch { return .complaint(error.message) }
  }

  // MARK: Quiz

  private func answerQuiz(_ words: [String]) throws(LessonPlayError) -> AnswerFeedback {
    guard words.count == 1, let choice = Self.choice(words[0], among: step.choices) else {
      return .refused("choose one of " + Self.offer(step.choices) + ", as in `answer \(step.choices.first?.id ?? "1")`")
    }
    try note(question: step.id, choice: choice.id)
    if choice.isCorrect { updateProgress { $0.isSolved = true } } else { updateProgress { $0.attempts += 1 } }
    return .choice(choice, isPassed: choice.isCorrect, step: nil)
  }

  // MARK: Questions among checks

  private func answerCheck(_ words: [String]) throws(LessonPlayError) -> AnswerFeedback {
    let questions: [(id: String, question: ChoiceQuestion)] = step.checks.compactMap { check in
      for condition in check.condition.flattened {
        if case .answer(let question) = condition.form { return (check.id, question) }
      }
      return nil
    }
    guard let only = questions.first else {
      if step.ordering != nil { return .refused(orderingUsage) }
      return .refused("there is no question in this step; `check` shows what it asks for")
    }
    let named =
      words.count == 2 ? questions.first { $0.id == words[0] } : questions.count == 1 && words.count == 1 ? only : nil
    guard let named, let last = words.last, let choice = Self.choice(last, among: named.question.choices) else {
      let first = named ?? only
      return .refused(
        "say which question and which choice, as in `answer \(first.id) \(first.question.choices.first?.id ?? "1")`; "
          + "the choices of `\(first.id)` are " + Self.offer(first.question.choices))
    }
    try note(question: named.id, choice: choice.id)
    if !choice.isCorrect { updateProgress { $0.attempts += 1 } }
    let feedback = try grade(explanations: [])
    return .choice(choice, isPassed: isPassed, step: feedback)
  }

  /// For a choice that was typed without `answer` before it.
  func adviceOnAnswer(_ word: String) -> String? {
    let isOffered =
      switch step.kind {
      case .quiz: step.choices.contains { $0.id == word.lowercased() }
      case .predict: step.prediction?.questions.contains { $0.options.contains { $0.shown == word } } ?? false
      case .do, .goal, .repair, .timed, .explain: false
      }
    return isOffered ? "To answer with it, type `answer \(word)`." : nil
  }

  func note(question: String, choice: String) throws(LessonPlayError) {
    try record(.answer, [question, choice], origin: .shell)
    updateProgress { $0.answer(question, choice) }
  }

  /// By id; else by number from 1, unless ids are numbers themselves; else by letter from a.
  static func choice(_ word: String, among choices: [Choice]) -> Choice? {
    if let named = choices.first(where: { $0.id == word.lowercased() }) { return named }
    let areNumbers = choices.contains { Int($0.id) != nil }
    if !areNumbers, let number = Int(word), choices.indices.contains(number - 1) { return choices[number - 1] }
    return letter(word).flatMap { choices.indices.contains($0) ? choices[$0] : nil }
  }

  /// `a` is 0.
  static func letter(_ word: String) -> Int? {
    guard word.utf8.count == 1, let letter = word.lowercased().utf8.first, letter >= UInt8(ascii: "a"),
      letter <= UInt8(ascii: "z")
    else { return nil }
    return Int(letter - UInt8(ascii: "a"))
  }

  static func offer(_ choices: [Choice]) -> String { choices.map { "`\($0.id)`" }.joined(separator: ", ") }
}
