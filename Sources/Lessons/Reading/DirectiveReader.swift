/// Reads the content of one directive's fence into the parts of its step.
///
/// In: a fence whose words are already known to be right. Out: parts, and the words that a learner reads.
/// Source: lesson format, sections 3 to 6.
struct DirectiveBlock {
  let directive: Directive
  let info: FenceInfo
  let text: String
  /// Of the line that opens the fence.
  let position: SourcePosition
  let indent: Int

  var firstLine: Int { position.line + 1 }
}

struct DirectiveReader {
  let block: DirectiveBlock
  let stepID: String
  let findings: Findings
  private(set) var texts: [LearnerText] = []

  static let mostConditions = 50

  init(block: DirectiveBlock, stepID: String, findings: Findings) {
    self.block = block
    self.stepID = stepID
    self.findings = findings
  }

  mutating func read(into parts: inout StepParts) {
    switch block.directive {
    case .diagram: readDiagram(into: &parts)
    case .demo: readDemonstration(into: &parts)
    case .setup: parts.setup += commands()?.commands ?? []
    case .check: parts.checks += entries().compactMap { readCheck($0) }
    case .diagnose: parts.diagnoses += entries().compactMap { readDiagnosis($0) }
    case .hint: readHint(into: &parts)
    case .solution: readSolution(into: &parts)
    case .attempt: readAttempt(into: &parts)
    case .predict:
      parts.predictCommands = commands()?.commands
      parts.predictPosition = block.position
    case .ask: parts.questions = entries().compactMap { readQuestion($0) }
    case .choices: parts.choices = readChoices()
    case .blank: readBlank(into: &parts)
    case .order: if let block = commands() { parts.body.append(.ordering(block)) }
    case .fault: parts.faults = entries().compactMap(FaultReader(findings: findings).fault)
    case .symptom:
      parts.symptom = yaml().flatMap {
        ConditionReader(findings: findings).condition($0, name: "a symptom", allowsTiming: true)
      }
    case .limit: parts.limit = yaml().flatMap(FaultReader(findings: findings).limit)
    case .medal: parts.medals = yaml().map(FaultReader(findings: findings).medals) ?? []
    case .debrief: parts.debrief = markdown(.debrief)
    }
  }

  private func report(_ message: String) { findings.report("DD012", at: block.position, message) }

  // MARK: text and commands

  private mutating func readDiagram(into parts: inout StepParts) {
    parts.body.append(
      .diagram(Diagram(text: block.text, alternative: block.info.list["alt"] ?? "", position: block.position)))
  }

  private mutating func readDemonstration(into parts: inout StepParts) {
    var keepsChanges = false
    switch block.info.list["keep"] {
    case nil, "false": break
    case "true": keepsChanges = true
    case .some(let other): report("`keep` of a demo block is `true` or `false`, not '\(other)'")
    }
    guard let commands = commands()?.commands else { return }
    parts.body.append(
      .demonstration(Demonstration(commands: commands, keepsChanges: keepsChanges, position: block.position)))
  }

  private mutating func readHint(into parts: inout StepParts) {
    let isCommand = block.info.language == "sh"
    guard !block.text.trimmed.isEmpty else { return report("a hint block has a text") }
    let blocks = isCommand ? [.codeBlock(language: "sh", text: block.text)] : markdown(.hint)
    parts.hints.append(
      Hint(text: block.text, isCommand: isCommand, blocks: blocks, position: block.position))
  }

  private mutating func readSolution(into parts: inout StepParts) {
    let number = parts.solutions.count + 1
    let id = identifier("id") ?? (number == 1 ? "main" : "solution-\(number)")
    guard let commands = commands()?.commands else { return }
    parts.solutions.append(Solution(id: id, commands: commands, position: block.position))
  }

  private mutating func readAttempt(into parts: inout StepParts) {
    let id = identifier("id") ?? "attempt-\(parts.attempts.count + 1)"
    guard let commands = commands()?.commands else { return }
    parts.attempts.append(
      Attempt(id: id, expect: identifier("expect"), commands: commands, position: block.position))
  }

  private mutating func readBlank(into parts: inout StepParts) {
    guard let commands = commands() else { return }
    if !commands.text.contains("____") { report("a blank block has a gap to fill in, written `____`") }
    parts.body.append(.blanks(commands))
  }

  private func identifier(_ name: String) -> String? {
    guard let text = block.info.list[name] else { return nil }
    guard Identifier.isKebabCase(text) else {
      report(Identifier.message("`\(name)` of \(block.directive.withArticle) block", text))
      return nil
    }
    return text
  }

  /// Nil, and reported, where there is none or one is not finished.
  private func commands() -> CommandBlock? {
    do throws(UnfinishedCommand) {
      let read = try CommandSplitter.split(block.text, firstLine: block.firstLine)
      if read.commands.isEmpty { report("\(block.directive.withArticle) block has at least one command") }
      return read.commands.isEmpty ? nil : read
    } catch {
      findings.report("DD012", at: SourcePosition(line: error.line, column: 1), error.message)
      return nil
    }
  }

  private mutating func markdown(_ role: LearnerText.Role) -> [MarkdownBlock] {
    let reading = MarkdownReader.read(block.text)
    for problem in reading.problems {
      findings.report(
        "DD008", at: SourcePosition(line: block.position.line + problem.line, column: 1), problem.message)
    }
    for passage in reading.passages {
      let position = SourcePosition(line: block.position.line + passage.line, column: 1)
      texts.append(LearnerText(role: role, stepID: stepID, content: passage.content, position: position))
    }
    return reading.blocks.map(\.block)
  }

  private mutating func note(_ role: LearnerText.Role, _ text: String, at position: SourcePosition) {
    let reading = MarkdownReader.read(text)
    for problem in reading.problems { findings.report("DD008", at: position, problem.message) }
    for passage in reading.passages {
      texts.append(LearnerText(role: role, stepID: stepID, content: passage.content, position: position))
    }
  }

  // MARK: YAML

  private func yaml() -> YAMLNode? {
    do throws(StrictYAML.Failure) {
      return try StrictYAML.read(block.text, firstLine: block.firstLine, columnOffset: block.indent)
    } catch {
      findings.report("DD020", at: error.position, error.message)
      return nil
    }
  }

  /// The block's YAML as a list.
  private func entries() -> [YAMLNode] {
    guard let node = yaml() else { return [] }
    guard let elements = node.sequence, !elements.isEmpty else {
      findings.report(
        "DD020", at: node.position,
        "\(block.directive.withArticle) block is a list (lines that begin with `- `), not \(node.kindName)")
      return []
    }
    if elements.count > DirectiveReader.mostConditions {
      findings.report(
        "DD020", at: node.position,
        "\(block.directive.withArticle) block has at most \(DirectiveReader.mostConditions) entries; split the step")
    }
    return Array(elements.prefix(DirectiveReader.mostConditions))
  }

  private mutating func readCheck(_ node: YAMLNode) -> Check? {
    let own = ["id", "say", "guard", "bonus", "points"]
    let reader = ConditionReader(findings: findings)
    guard let condition = reader.condition(node, name: "a check", extraKeys: own, allowsTiming: true),
      let mapping = YAMLMapping(node, name: "a check", keys: node.members?.map(\.key) ?? [], findings: findings)
    else { return nil }
    let id = mapping.identifier("id")
    let say = mapping.requiredText("say")
    guard let id, let say else { return nil }
    note(.check, say, at: mapping["say"]?.position ?? node.position)
    if case .answer(let question) = condition.form { noteQuestion(question, at: node.position) }
    return Check(
      id: id, say: say.trimmed, condition: condition, isGuard: mapping.boolean("guard") ?? false,
      isBonus: mapping.boolean("bonus") ?? false, points: mapping.integer("points", in: 0...100) ?? 1,
      position: node.position)
  }

  private mutating func noteQuestion(_ question: ChoiceQuestion, at position: SourcePosition) {
    note(.question, question.text, at: position)
    noteChoices(question.choices)
  }

  private mutating func noteChoices(_ choices: [Choice]) {
    for choice in choices {
      note(.choice, choice.text, at: choice.position)
      if !choice.why.isEmpty { note(.feedback, choice.why, at: choice.position) }
    }
  }

  private mutating func readDiagnosis(_ node: YAMLNode) -> Diagnosis? {
    let keys = ["id", "when", "say", "hint"]
    guard let mapping = YAMLMapping(node, name: "a diagnosis", keys: keys, findings: findings) else { return nil }
    let id = mapping.identifier("id")
    let say = mapping.requiredText("say")
    let condition = mapping.required("when").flatMap {
      ConditionReader(findings: findings).condition($0, name: "`when`", allowsTiming: false)
    }
    let hint = mapping.integer("hint", in: 1...9)
    guard let id, let say, let condition else { return nil }
    note(.diagnosis, say, at: mapping["say"]?.position ?? node.position)
    return Diagnosis(id: id, condition: condition, say: say.trimmed, hint: hint, position: node.position)
  }

  private mutating func readChoices() -> [Choice] {
    let choices = ChoiceReader(findings: findings).choices(entries())
    noteChoices(choices)
    return choices
  }

  private mutating func readQuestion(_ node: YAMLNode) -> PredictionQuestion? {
    let keys = ["id", "text", "at", "run", "query", "options", "feedback"]
    guard let mapping = YAMLMapping(node, name: "a question", keys: keys, findings: findings) else { return nil }
    let conditions = ConditionReader(findings: findings)
    let id = mapping.identifier("id")
    let text = mapping.requiredText("text")
    let run = conditions.command(mapping, "run")
    let query = conditions.query(mapping, "query")
    let at = mapping["at"] == nil ? TimeSpan.zero : mapping.timeSpan("at")
    let options = readOptions(mapping)
    let feedback = readFeedback(mapping, options: options)
    guard let id, let text, let run, let query, let at, options.count >= 2 else { return nil }
    note(.question, text, at: mapping["text"]?.position ?? node.position)
    for entry in feedback { note(.feedback, entry.text, at: entry.position) }
    return PredictionQuestion(
      id: id, text: text.trimmed, at: at, run: run, query: query, options: options, feedback: feedback,
      position: node.position)
  }

  private func readOptions(_ mapping: YAMLMapping) -> [ExpectedValue] {
    let options = mapping.elements("options", most: 10).compactMap { node -> ExpectedValue? in
      guard node.scalar != nil, !node.isEmpty else {
        mapping.report("an option is a number, a word or a text, not \(node.kindName)", at: node.position)
        return nil
      }
      return node.expectedValue(allowsPatterns: false) { findings.report("DD021", at: $0, $1.message) }
    }
    if options.count < 2 {
      mapping.report(
        "a question needs `options`, at least two", at: mapping["options"].map { _ in mapping.keyPosition("options") })
    }
    var seen: Set<String> = []
    for option in options where !seen.insert(option.shown).inserted {
      mapping.report("the option '\(option.shown)' is there twice; keep one", at: mapping.keyPosition("options"))
    }
    return options
  }

  private func readFeedback(_ mapping: YAMLMapping, options: [ExpectedValue]) -> [OptionFeedback] {
    guard let node = mapping["feedback"], !node.isEmpty else { return [] }
    guard let members = node.members else {
      mapping.report(
        "`feedback` of a question is a mapping of options to texts, not \(node.kindName)", at: node.position)
      return []
    }
    let known = options.map(\.shown)
    return members.compactMap { member in
      guard known.contains(member.key) else {
        mapping.report(
          "feedback for '\(member.key)', which is no option; the options are " + Prose.list(known),
          at: member.keyPosition)
        return nil
      }
      guard let text = member.value.scalar, !text.trimmed.isEmpty else {
        mapping.report("feedback is a text, not \(member.value.kindName)", at: member.value.position)
        return nil
      }
      return OptionFeedback(option: member.key, text: text.trimmed, position: member.keyPosition)
    }
  }
}
