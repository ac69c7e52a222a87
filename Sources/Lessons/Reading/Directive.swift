/// The directives of the format: what each is written in, and the kinds of step that it belongs to.
///
/// In: a fence's words. Out: the directive, or what is wrong as a sentence.
/// Source: lesson format, section 3 "Directives".
enum Directive: String, CaseIterable {
  case diagram, demo, setup, check, diagnose, hint, solution, attempt, predict, ask, choices
  case blank, order, fault, symptom, limit, medal, debrief

  /// Nil: any language.
  var language: String? {
    switch self {
    case .diagram, .debrief: "text"
    case .demo, .setup, .solution, .attempt, .predict, .blank, .order: "sh"
    case .check, .diagnose, .ask, .choices, .fault, .symptom, .limit, .medal: "yaml"
    case .hint: nil
    }
  }

  var kinds: [StepKind] {
    switch self {
    case .diagram, .demo, .setup, .medal: StepKind.allCases
    case .check, .diagnose, .solution, .attempt: [.do, .goal, .repair, .timed]
    case .hint, .debrief: [.do, .goal, .predict, .quiz, .repair, .timed]
    case .predict, .ask: [.predict]
    case .choices: [.quiz]
    case .blank, .order: [.do]
    case .fault: [.repair, .timed]
    case .symptom: [.repair]
    case .limit: [.timed]
    }
  }

  var attributes: [String] {
    switch self {
    case .diagram: ["alt"]
    case .demo: ["keep"]
    case .solution: ["id"]
    case .attempt: ["id", "expect"]
    case .setup, .check, .diagnose, .hint, .predict, .ask, .choices, .blank, .order, .fault, .symptom, .limit, .medal,
      .debrief:
      []
    }
  }

  /// May stand in a step several times.
  var isRepeatable: Bool {
    switch self {
    case .diagram, .demo, .setup, .hint, .solution, .attempt, .blank, .check, .diagnose: true
    case .predict, .ask, .choices, .order, .fault, .symptom, .limit, .medal, .debrief: false
    }
  }

  /// `a check`, `an attempt`.
  var withArticle: String {
    switch self {
    case .attempt, .ask, .order: "an \(rawValue)"
    case .diagram, .demo, .setup, .check, .diagnose, .hint, .solution, .predict, .choices, .blank, .fault, .symptom,
      .limit, .medal, .debrief:
      "a \(rawValue)"
    }
  }

  /// What is wrong with this directive in this place; nil where nothing is.
  func problem(language written: String, list: AttributeList, in kind: StepKind) -> String? {
    if let language, language != written {
      return "\(withArticle) block is written in `\(language)`: ```\(language) \(rawValue)"
    }
    if let problem = list.problem { return problem }
    if let extra = list.words.dropFirst().first {
      return "`\(extra)` means nothing here; write attributes as key=value"
    }
    if let problem = list.unknown(among: attributes) { return "\(problem) in \(withArticle) block" }
    if !kinds.contains(kind) {
      let names = kinds.map { "`\($0.rawValue)`" }
      return "\(withArticle) block has no meaning in a step of kind `\(kind.rawValue)`; it belongs in "
        + Prose.alternatives(names)
    }
    return nil
  }
}
