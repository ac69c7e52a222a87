/// Are the words fit for a learner and a translator (DD043, DD080, DD081, DD090).
///
/// In: a lesson. Out: findings. English only. Source: lesson format, section 7.
struct WordingRules {
  let lesson: Lesson
  let findings: Findings

  static let widestDiagram = 78
  static let mostWordsBeforePrompt = 100
  static let mostWordsInSentence = 35

  func apply() {
    for step in lesson.steps {
      for diagnosis in step.diagnoses {
        tone(diagnosis.say, of: "the diagnosis `\(diagnosis.id)`", at: diagnosis.position)
        placeholders(diagnosis)
      }
      for question in step.prediction?.questions ?? [] {
        for entry in question.feedback {
          tone(entry.text, of: "the feedback on '\(entry.option)'", at: entry.position)
        }
      }
      for choice in allChoices(of: step) { tone(choice.why, of: "the `why` of `\(choice.id)`", at: choice.position) }
      for diagram in step.diagrams { diagramIsForEverybody(diagram) }
    }
    pagesAreShort()
    for text in lesson.texts { judge(text) }
  }

  private func allChoices(of step: Step) -> [Choice] {
    step.choices
      + step.checks.flatMap { $0.condition.flattened }.flatMap { condition -> [Choice] in
        if case .answer(let question) = condition.form { question.choices } else { [] }
      }
  }

  // MARK: DD043

  private func tone(_ text: String, of owner: String, at position: SourcePosition) {
    let words = EnglishWords.lowercased(text)
    let belittling =
      ["just", "simply", "obviously"].first(where: words.contains)
      ?? (EnglishWords.contains(words, ["of", "course"]) ? "of course" : nil)
    if let belittling {
      findings.report("DD043", at: position, "\(owner) says \"\(belittling)\"; leave the word out")
    }
    if words.contains("wrong"), !text.contains("{{value}}"), !text.contains("`") {
      findings.report(
        "DD043", at: position,
        "\(owner) says \"wrong\" without what was seen; name the value, by `{{value}}` or in backticks")
    }
  }

  // MARK: DD080

  private func diagramIsForEverybody(_ diagram: Diagram) {
    if diagram.alternative.trimmed.isEmpty {
      findings.report(
        "DD080", at: diagram.position, "this diagram has no alternative text; add alt=\"…\" that says what it shows")
    }
    let lines = diagram.text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where line.count > WordingRules.widestDiagram {
      findings.report(
        "DD080", at: SourcePosition(line: diagram.position.line + index + 1, column: WordingRules.widestDiagram + 1),
        "this diagram is \(line.count) columns wide; the widest is \(WordingRules.widestDiagram)")
    }
    colour(in: diagram.alternative, at: diagram.position)
  }

  private func colour(in text: String, at position: SourcePosition) {
    guard let phrase = EnglishWords.colourReference(in: text) else { return }
    findings.report(
      "DD080", at: position, "\"\(phrase)\" refers to a colour, which not everybody sees; name the thing")
  }

  // MARK: DD081

  private func pagesAreShort() {
    var pages: [(stepID: String?, position: SourcePosition, words: Int)] = []
    for text in lesson.texts where text.role == .prose {
      if pages.last?.stepID != text.stepID || pages.isEmpty { pages.append((text.stepID, text.position, 0)) }
      pages[pages.count - 1].words += EnglishWords.words(in: text.content).count
    }
    for page in pages where page.words > WordingRules.mostWordsBeforePrompt {
      let place = page.stepID.map { "step `\($0)`" } ?? "the introduction"
      findings.report(
        "DD081", at: page.position,
        "\(place) has \(page.words) words before the learner can do anything; "
          + "\(WordingRules.mostWordsBeforePrompt) are enough", severity: .warning)
    }
  }

  private func judge(_ text: LearnerText) {
    let words = EnglishWords.words(in: text.content)
    for sentence in EnglishWords.sentences(of: words) where sentence.count > WordingRules.mostWordsInSentence {
      let start = sentence.prefix(4).joined(separator: " ")
      findings.report(
        "DD081", at: text.position,
        "the sentence \"\(start) …\" has \(sentence.count) words; \(WordingRules.mostWordsInSentence) are enough",
        severity: .warning)
    }
    colour(in: words.joined(separator: " "), at: text.position)
    if let command = EnglishWords.commandOutsideBackticks(in: text.content) {
      findings.report(
        "DD090", at: text.position, "\"\(command)\" stands outside backticks; commands are never translated")
    }
  }

  // MARK: DD090

  private func placeholders(_ diagnosis: Diagnosis) {
    var rest = diagnosis.say[...]
    while let open = rest.firstRange(of: "{{") {
      rest = rest[open.upperBound...]
      guard let close = rest.firstRange(of: "}}") else { return }
      let name = rest[..<close.lowerBound]
      rest = rest[close.upperBound...]
      // A name that a parameter may have has been looked at before (`LessonVariants`).
      if name != "value", !Identifier.isKebabCase(String(name)) {
        findings.report(
          "DD090", at: diagnosis.position,
          "the diagnosis `\(diagnosis.id)` has the placeholder `{{\(name)}}`; the only one is `{{value}}`")
      } else if name == "value", diagnosis.condition.firstState == nil {
        findings.report(
          "DD090", at: diagnosis.position,
          "the diagnosis `\(diagnosis.id)` says `{{value}}`, but its `when` has no query that gives a value")
      }
    }
  }
}
