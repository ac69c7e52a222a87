/// Do the choices of quizzes and questions teach (DD050).
///
/// In: a lesson. Out: findings. Source: lesson format, section 7.
struct ChoiceRules {
  let findings: Findings
  private static let catchAlls = ["all of the above", "none of the above", "both of the above"]

  func apply(to lesson: Lesson) {
    for step in lesson.steps {
      if step.kind == .quiz, !step.choices.isEmpty {
        judge(step.choices, of: "step `\(step.id)`", at: step.position)
      }
      for question in step.prediction?.questions ?? [] { judge(question) }
      for check in step.checks {
        for condition in check.condition.flattened {
          guard case .answer(let question) = condition.form else { continue }
          judge(question.choices, of: "check `\(check.id)`", at: check.position)
        }
      }
    }
  }

  /// An option is answered by its words, however they are spaced or in capitals.
  private func judge(_ question: PredictionQuestion) {
    var seen: [String: String] = [:]
    for option in question.options {
      let typed = PredictionQuestion.folded(option.shown)
      if let other = seen[typed] {
        findings.report(
          "DD050", at: question.position,
          "the options '\(other)' and '\(option.shown)' of `\(question.id)` are typed alike; tell them apart",
          severity: .warning)
      } else {
        seen[typed] = option.shown
      }
    }
  }

  private func judge(_ choices: [Choice], of owner: String, at position: SourcePosition) {
    func report(_ message: String, at position: SourcePosition) { findings.report("DD050", at: position, message) }
    if choices.count < 2 { report("\(owner) has one choice; a question has at least two", at: position) }
    if !choices.contains(where: \.isCorrect) {
      report("no choice of \(owner) is correct; mark one with `correct: true`", at: position)
    }
    for choice in choices {
      if choice.why.isEmpty { report("the choice `\(choice.id)` of \(owner) has no `why`", at: choice.position) }
      let text = ChoiceRules.comparable(choice.text)
      if let phrase = ChoiceRules.catchAlls.first(where: text.contains) {
        report("the choice `\(choice.id)` of \(owner) says \"\(phrase)\"; write what it means", at: choice.position)
      }
      for other in choices where other.id != choice.id && other.position != choice.position {
        let longer = ChoiceRules.comparable(other.text)
        guard longer.hasPrefix(text), longer != text || choice.position < other.position else { continue }
        report(
          "the text of the choice `\(choice.id)` of \(owner) is how `\(other.id)` begins; tell them apart",
          at: choice.position)
      }
    }
  }

  private static func comparable(_ text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
