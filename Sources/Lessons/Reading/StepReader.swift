/// Reads one step: its heading, then each block under it.
///
/// In: top-level blocks in order. Out: a `Step` and the words in its directives. A step whose heading is wrong is still
/// read, as far as it goes, so that one slip does not hide the others.
/// Source: lesson format, sections 2 and 3; codes DD010 and DD012.
struct StepReader {
  let source: LessonSource
  let findings: Findings
  private let heading: StepHeading
  private var parts = StepParts()
  private var seen: Set<Directive> = []
  private var texts: [LearnerText] = []

  init(heading placed: PlacedBlock, source: LessonSource, findings: Findings) {
    self.source = source
    self.findings = findings
    heading = StepHeading(placed, source: source, findings: findings)
  }

  mutating func take(_ placed: PlacedBlock) {
    let position = SourcePosition(line: placed.firstLine, column: 1)
    guard case .codeBlock(_, let text) = placed.block, let indent = placed.fenceIndent,
      source.lines.indices.contains(placed.firstLine - 1)
    else {
      parts.body.append(.prose(placed.block, position))
      return
    }
    let info = FenceInfo(line: source.lines[placed.firstLine - 1])
    guard let word = info.directive else {
      parts.body.append(.prose(placed.block, position))
      return
    }
    guard let directive = Directive(rawValue: word) else {
      let known = Directive.allCases.map(\.rawValue)
      findings.report("DD012", at: position, "unknown directive `\(word)`", mistyped: word, among: known)
      return
    }
    if let problem = directive.problem(language: info.language, list: info.list, in: heading.kind) {
      findings.report("DD012", at: position, problem)
      return
    }
    if !seen.insert(directive).inserted, !directive.isRepeatable {
      findings.report("DD012", at: position, "a step has at most one \(directive.rawValue) block; join the two")
      return
    }
    let block = DirectiveBlock(
      directive: directive, info: info, text: text, position: position, indent: indent)
    var reader = DirectiveReader(block: block, stepID: heading.id, findings: findings)
    reader.read(into: &parts)
    texts += reader.texts
  }

  func finish() -> (step: Step, texts: [LearnerText]) {
    let prediction = parts.predictCommands.map {
      Prediction(commands: $0, questions: parts.questions, position: parts.predictPosition ?? heading.position)
    }
    switch heading.kind {
    case .predict:
      if parts.predictCommands == nil {
        findings.report("DD012", at: heading.position, "a predict step needs a block ```sh predict")
      }
      if parts.questions.isEmpty {
        findings.report("DD012", at: heading.position, "a predict step needs a block ```yaml ask with a question")
      }
    case .quiz:
      if parts.choices.isEmpty {
        findings.report("DD012", at: heading.position, "a quiz step needs a block ```yaml choices")
      }
    case .explain, .do, .goal, .repair, .timed: break
    }
    reportRepeatedIDs()
    let step = Step(
      id: heading.id, kind: heading.kind, title: heading.title, objectives: heading.objectives,
      minutes: heading.minutes, points: heading.points, body: parts.body, setup: parts.setup, checks: parts.checks,
      diagnoses: parts.diagnoses, hints: parts.hints, solutions: parts.solutions, attempts: parts.attempts,
      prediction: prediction, choices: parts.choices, debrief: parts.debrief, faults: parts.faults,
      symptom: parts.symptom, limit: parts.limit, medals: parts.medals, position: heading.position)
    return (step, texts)
  }

  private func reportRepeatedIDs() {
    let groups: [(String, [(String, SourcePosition)])] = [
      ("check", parts.checks.map { ($0.id, $0.position) }),
      ("diagnosis", parts.diagnoses.map { ($0.id, $0.position) }),
      ("solution", parts.solutions.map { ($0.id, $0.position) }),
      ("attempt", parts.attempts.map { ($0.id, $0.position) }),
      ("question", parts.questions.map { ($0.id, $0.position) }),
    ]
    for (what, ids) in groups {
      var unique = UniqueIdentifiers(what: what, findings: findings, code: "DD010")
      for (id, position) in ids { unique.insert(id, at: position) }
    }
    for diagnosis in parts.diagnoses {
      guard let hint = diagnosis.hint, hint > parts.hints.count else { continue }
      findings.report(
        "DD020", at: diagnosis.position,
        "the diagnosis `\(diagnosis.id)` offers hint \(hint), and the step has \(parts.hints.count)")
    }
  }
}

/// What a step is made of while it is read.
struct StepParts {
  var body: [StepItem] = []
  var setup: [Command] = []
  var checks: [Check] = []
  var diagnoses: [Diagnosis] = []
  var hints: [Hint] = []
  var solutions: [Solution] = []
  var attempts: [Attempt] = []
  var predictCommands: [Command]?
  var predictPosition: SourcePosition?
  var questions: [PredictionQuestion] = []
  var choices: [Choice] = []
  var debrief: [MarkdownBlock] = []
  var faults: [LessonFault] = []
  var symptom: Condition?
  var limit: StepLimit?
  var medals: [Medal] = []
}

/// `## Title {#step-id kind=do objectives=a,b minutes=3 points=2}`
private struct StepHeading {
  private(set) var id = ""
  private(set) var kind = StepKind.explain
  private(set) var title = ""
  private(set) var objectives: [String] = []
  private(set) var minutes: Int?
  private(set) var points: Int?
  let position: SourcePosition
  private static let attributes = ["kind", "objectives", "minutes", "points"]

  init(_ placed: PlacedBlock, source: LessonSource, findings: Findings) {
    position = SourcePosition(line: placed.firstLine, column: 1)
    guard case .heading(_, let content) = placed.block else { return }
    let words = content.plainText
    guard let open = words.lastIndex(of: "{"), words.hasSuffix("}") else {
      title = words.trimmed
      findings.report(
        "DD010", at: position,
        "a step's heading ends in its id and kind: ## \(title) {#\(StepHeading.suggestedID(title)) kind=do}")
      return
    }
    title = String(words[..<open]).trimmed
    let list = AttributeList(words[words.index(after: open)...].dropLast())
    let column = source.column(of: "{", inLine: placed.firstLine)
    read(list, at: SourcePosition(line: placed.firstLine, column: column), findings)
  }

  private mutating func read(_ list: AttributeList, at position: SourcePosition, _ findings: Findings) {
    func report(_ message: String) { findings.report("DD010", at: position, message) }
    let ids = list.words.filter { $0.hasPrefix("#") }
    if let word = list.words.first(where: { !$0.hasPrefix("#") }) {
      report("`\(word)` means nothing in a step's heading; write {#id kind=…}")
    }
    if let problem = list.problem ?? list.unknown(among: StepHeading.attributes) {
      report("\(problem) in a step's heading")
    }
    if ids.count == 1, let written = ids.first?.dropFirst() {
      id = String(written)
      if !Identifier.isKebabCase(id) { report(Identifier.message("a step's id", id)) }
    } else {
      report("a step's heading has exactly one id: {#\(StepHeading.suggestedID(title)) kind=…}")
    }
    if title.isEmpty { report("a step's heading has a title before its braces") }
    readKind(list["kind"], at: position, findings)
    objectives = list["objectives"].map { $0.split(separator: ",").map { String($0).trimmed } } ?? []
    minutes = number(list, "minutes", in: 1...240, report)
    points = number(list, "points", in: 0...100, report)
  }

  private mutating func readKind(_ written: String?, at position: SourcePosition, _ findings: Findings) {
    let known = StepKind.allCases.map(\.rawValue)
    guard let written else {
      findings.report("DD010", at: position, "a step's heading names its kind: kind=" + Prose.alternatives(known))
      return
    }
    guard let kind = StepKind(rawValue: written) else {
      findings.report(
        "DD010", at: position, "unknown kind `\(written)`; a step is " + Prose.alternatives(known), mistyped: written,
        among: known)
      return
    }
    self.kind = kind
  }

  private func number(
    _ list: AttributeList, _ name: String, in range: ClosedRange<Int>, _ report: (String) -> Void
  ) -> Int? {
    guard let written = list[name] else { return nil }
    guard let number = Int(written), range.contains(number) else {
      report("`\(name)` of a step is a whole number from \(range.lowerBound) to \(range.upperBound), not '\(written)'")
      return nil
    }
    return number
  }

  private static func suggestedID(_ title: String) -> String {
    let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.prefix(2)
    let id = words.joined(separator: "-")
    return Identifier.isKebabCase(id) ? id : "step-id"
  }
}
