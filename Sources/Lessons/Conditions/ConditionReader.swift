/// Reads conditions from YAML.
///
/// In: a mapping. Out: a `Condition`, or nil with everything that is wrong reported. One form, at most one operator,
/// time only where a condition stands by itself. Source: lesson format, section 4; codes DD020 and DD021.
struct ConditionReader {
  let findings: Findings

  static let forms = ["run", "ran", "event", "printed", "sequence", "ask", "all", "any", "not", "count"]
  static let timingKeys = ["within", "hold", "always", "never"]
  private static let mostParts = 50

  /// - Parameters:
  ///   - name: with its article, for messages.
  ///   - extraKeys: what else the mapping may hold (`id`, `say` …).
  ///   - allowsTiming: whether `within`, `hold`, `always` and `never` may stand here.
  func condition(
    _ node: YAMLNode, name: String, extraKeys: [String] = [], allowsTiming: Bool
  ) -> Condition? {
    let timing = ConditionReader.timingKeys
    let keys = extraKeys + ConditionReader.forms + ["query"] + Operator.keys + ["choices"] + timing
    guard let mapping = YAMLMapping(node, name: name, keys: keys, findings: findings) else { return nil }
    let forms = ConditionReader.forms.filter { mapping[$0] != nil }
    guard let form = forms.first, forms.count == 1 else {
      let rule = "\(name) has exactly one of " + Prose.list(ConditionReader.forms.map { "`\($0)`" })
      mapping.report(
        forms.isEmpty
          ? "\(rule); this one has none" : "\(rule); this one has " + Prose.list(forms.map { "`\($0)`" }),
        at: forms.dropFirst().first.map(mapping.keyPosition))
      return nil
    }
    refuseStrays(mapping, form: form, allowsTiming: allowsTiming)
    let when = allowsTiming ? readTiming(mapping) : .now
    guard let read = readForm(form, mapping) else { return nil }
    return Condition(form: read, timing: when, position: mapping.position)
  }

  /// Keys that another form would have a use for.
  private func refuseStrays(_ mapping: YAMLMapping, form: String, allowsTiming: Bool) {
    var strays = form == "run" ? [] : ["query"] + Operator.keys
    if form != "ask" { strays.append("choices") }
    for key in mapping.keys where strays.contains(key) {
      let owner = key == "choices" ? "ask" : "run"
      mapping.report("`\(key)` goes with `\(owner)`, not with `\(form)`", at: mapping.keyPosition(key))
    }
    guard !allowsTiming else { return }
    for key in mapping.keys where ConditionReader.timingKeys.contains(key) {
      mapping.report(
        "`\(key)` stands on a check or symptom as a whole, not inside \(mapping.name)", at: mapping.keyPosition(key))
    }
  }

  private func readTiming(_ mapping: YAMLMapping) -> Condition.Timing {
    var timing = Condition.Timing.now
    timing.within = mapping.timeSpan("within")
    timing.hold = mapping.timeSpan("hold")
    for throughout in [Condition.Timing.Throughout.always, .never] {
      guard let value = mapping[throughout.rawValue] else { continue }
      guard value.scalar == "since-step" else {
        mapping.report("`\(throughout.rawValue)` is `since-step`, not \(value.kindName)", at: value.position)
        continue
      }
      if timing.throughout != nil {
        mapping.report("`always` and `never` exclude each other; keep one", at: mapping.keyPosition("never"))
      }
      timing.throughout = throughout
    }
    if timing.throughout != nil, timing.within != nil || timing.hold != nil {
      let key = timing.within != nil ? "within" : "hold"
      mapping.report(
        "`\(key)` has no meaning beside `always` or `never`, which look at the whole step; keep one",
        at: mapping.keyPosition(key))
    }
    return timing
  }

  private func readForm(_ form: String, _ mapping: YAMLMapping) -> Condition.Form? {
    switch form {
    case "run": state(mapping).map(Condition.Form.state)
    case "ran": mapping.required("ran").flatMap(commandMatcher).map(Condition.Form.history)
    case "event": mapping.required("event").flatMap { eventMatcher($0, name: "an event") }.map(Condition.Form.event)
    case "printed": text(mapping, "printed").map(Condition.Form.printed)
    case "sequence": sequence(mapping)
    case "ask": question(mapping).map(Condition.Form.answer)
    case "all": parts(mapping, "all").map(Condition.Form.all)
    case "any": parts(mapping, "any").map(Condition.Form.any)
    case "not": mapping.required("not").flatMap(part).map(Condition.Form.not)
    default: mapping.required("count").flatMap(count)
    }
  }

  // MARK: state

  private func state(_ mapping: YAMLMapping) -> StateCondition? {
    let command = self.command(mapping, "run")
    let query = self.query(mapping, "query")
    let judged = operators(mapping)
    guard let command, let query, let judged else { return nil }
    if query.mayGiveFalse, judged.takesFalseForAValue {
      findings.report(
        "DD021", at: query.position,
        "where its first part does not hold, the query gives `false`, and the operator holds on that; let `all` join two "
          + "conditions", severity: .warning)
    }
    return StateCondition(run: command, query: query, operator: judged)
  }

  func command(_ mapping: YAMLMapping, _ key: String) -> Command? {
    guard let text = mapping.requiredText(key), let node = mapping[key] else { return nil }
    return Command(text: text.trimmed, position: node.position)
  }

  func query(_ mapping: YAMLMapping, _ key: String) -> Query? {
    guard let text = mapping.requiredText(key), let node = mapping[key] else { return nil }
    do {
      return try Query(text.trimmed, position: node.position)
    } catch {
      findings.report("DD021", at: node.position, "the query is no JMESPath: \(error.message)")
      return nil
    }
  }

  private func operators(_ mapping: YAMLMapping) -> Operator? {
    let found = Operator.keys.filter { mapping[$0] != nil }
    guard found.count <= 1 else {
      mapping.report(
        "more than one operator: " + Prose.list(found.map { "`\($0)`" }) + "; a condition takes one",
        at: found.dropFirst().first.map(mapping.keyPosition))
      return nil
    }
    guard let key = found.first, let node = mapping[key] else { return .isTrue }
    return readOperator(key, node, mapping)
  }

  private func readOperator(_ key: String, _ node: YAMLNode, _ mapping: YAMLMapping) -> Operator? {
    switch key {
    case "is": return value(node).map(Operator.is)
    case "is-not": return value(node).map(Operator.isNot)
    case "at-least": return number(node, key, mapping).map(Operator.atLeast)
    case "at-most": return number(node, key, mapping).map(Operator.atMost)
    case "between":
      guard let ends = node.sequence, ends.count == 2, let low = number(ends[0], key, mapping),
        let high = number(ends[1], key, mapping), low <= high
      else {
        return wrong(key, node, "two numbers in order, such as [2, 4]", mapping)
      }
      return .between(low, high)
    case "one-of": return values(key, node, mapping).map(Operator.oneOf)
    case "same-set": return values(key, node, mapping).map(Operator.sameSet)
    case "contains": return value(node).map(Operator.contains)
    case "matches":
      guard let text = node.scalar else { return wrong(key, node, "a pattern such as /:1$/", mapping) }
      return pattern(text, at: node.position).map(Operator.matches)
    default:
      switch node.scalar {
      case "true": return .exists(true)
      case "false": return .exists(false)
      case .some, nil: return wrong(key, node, "`true` or `false`", mapping)
      }
    }
  }

  private func value(_ node: YAMLNode) -> ExpectedValue? {
    node.expectedValue(allowsPatterns: false) { findings.report("DD021", at: $0, $1.message) }
  }

  private func values(_ key: String, _ node: YAMLNode, _ mapping: YAMLMapping) -> [ExpectedValue]? {
    guard let elements = node.sequence, !elements.isEmpty else { return wrong(key, node, "a list", mapping) }
    return elements.compactMap(value)
  }

  private func number(_ node: YAMLNode, _ key: String, _ mapping: YAMLMapping) -> ExpectedNumber? {
    guard let number = node.scalar.flatMap(ExpectedNumber.init) else { return wrong(key, node, "a number", mapping) }
    return number
  }

  private func wrong<Wanted>(
    _ key: String, _ node: YAMLNode, _ wanted: String, _ mapping: YAMLMapping
  ) -> Wanted? {
    mapping.report("`\(key)` of \(mapping.name) is \(wanted), not \(node.kindName)", at: node.position)
    return nil
  }

  private func pattern(_ text: String, at position: SourcePosition) -> Pattern? {
    do throws(PatternError) {
      return try Pattern(text)
    } catch {
      findings.report("DD021", at: position, error.message)
      return nil
    }
  }

  // MARK: history and events

  private func commandMatcher(_ node: YAMLNode) -> CommandMatcher? {
    let keys = ["op", "with", "outcome", "error", "message", "before", "times"]
    guard let mapping = YAMLMapping(node, name: "`ran`", keys: keys, findings: findings) else { return nil }
    _ = mapping.required("op")
    guard let operation = text(mapping, "op") else { return nil }
    return CommandMatcher(
      operation: operation, with: options(mapping),
      outcome: mapping.word("outcome", as: CommandMatcher.Outcome.self), error: text(mapping, "error"),
      message: text(mapping, "message"), before: moment(mapping, "before"), times: times(mapping),
      position: mapping.position)
  }

  private func options(_ mapping: YAMLMapping) -> [OptionExpectation] {
    guard let node = mapping["with"] else { return [] }
    guard let members = node.members else {
      mapping.report(
        "`with` of `ran` is a mapping of options such as { service: web }, not \(node.kindName)", at: node.position)
      return []
    }
    return members.compactMap { member in
      guard Identifier.isKebabCase(member.key) else {
        mapping.report(
          "`\(member.key)` in `with` is no option; write its name without dashes in front, such as desired-count",
          at: member.keyPosition)
        return nil
      }
      let value = member.value.expectedValue(allowsPatterns: true) { findings.report("DD021", at: $0, $1.message) }
      return value.map { OptionExpectation(option: member.key, value: $0) }
    }
  }

  private func eventMatcher(_ node: YAMLNode, name: String) -> EventMatcher? {
    let keys = ["source", "message", "reason", "after", "before", "times"]
    guard let mapping = YAMLMapping(node, name: name, keys: keys, findings: findings) else { return nil }
    let source = text(mapping, "source")
    let message = text(mapping, "message")
    let reason = text(mapping, "reason")
    if mapping["source"] == nil, mapping["message"] == nil, mapping["reason"] == nil {
      mapping.report("\(name) needs at least one of `source`, `message` and `reason`")
    }
    return EventMatcher(
      source: source, message: message, reason: reason, after: moment(mapping, "after"),
      before: moment(mapping, "before"), times: times(mapping), position: mapping.position)
  }

  private func sequence(_ mapping: YAMLMapping) -> Condition.Form? {
    let elements = mapping.elements("sequence", most: ConditionReader.mostParts)
    guard elements.count >= 2 else {
      mapping.report("`sequence` of \(mapping.name) needs at least two events", at: mapping.keyPosition("sequence"))
      return nil
    }
    let items = elements.compactMap(sequenceItem)
    return items.count == elements.count ? .sequence(items) : nil
  }

  /// An event's own keys, or `ran:` for a command.
  private func sequenceItem(_ node: YAMLNode) -> SequenceItem? {
    guard node.members?.contains(where: { $0.key == "ran" || $0.key == "event" }) == true else {
      return eventMatcher(node, name: "an event of a sequence").map(SequenceItem.event)
    }
    guard
      let mapping = YAMLMapping(node, name: "an event of a sequence", keys: ["ran", "event"], findings: findings)
    else { return nil }
    if let ran = mapping["ran"] { return commandMatcher(ran).map(SequenceItem.history) }
    return mapping["event"].flatMap { eventMatcher($0, name: "an event") }.map(SequenceItem.event)
  }

  private func text(_ mapping: YAMLMapping, _ key: String) -> TextMatcher? {
    guard let text = mapping.text(key), let node = mapping[key] else { return nil }
    guard Pattern.isPattern(text) else { return .exactly(text) }
    return pattern(text, at: node.position).map(TextMatcher.pattern)
  }

  private func moment(_ mapping: YAMLMapping, _ key: String) -> String? {
    mapping[key] == nil ? nil : mapping.identifier(key)
  }

  private func times(_ mapping: YAMLMapping) -> Times {
    guard let node = mapping["times"] else { return .once }
    if node.members == nil {
      return mapping.integer("times", in: 1...1000).map { Times(minimum: $0, maximum: nil) } ?? .once
    }
    let keys = ["at-least", "at-most"]
    guard let range = YAMLMapping(node, name: "`times`", keys: keys, findings: findings) else { return .once }
    let minimum = range.integer("at-least", in: 0...1000)
    let maximum = range.integer("at-most", in: 0...1000)
    if minimum == nil, maximum == nil { range.report("`times` needs `at-least` or `at-most`") }
    return Times(minimum: minimum ?? 0, maximum: maximum)
  }

  // MARK: answers and groups

  private func question(_ mapping: YAMLMapping) -> ChoiceQuestion? {
    guard let text = mapping.requiredText("ask"), mapping.required("choices") != nil else { return nil }
    let choices = ChoiceReader(findings: findings).choices(mapping.elements("choices", most: 10))
    return choices.isEmpty ? nil : ChoiceQuestion(text: text, choices: choices)
  }

  private func parts(_ mapping: YAMLMapping, _ key: String) -> [Condition]? {
    let elements = mapping.elements(key, most: ConditionReader.mostParts)
    guard !elements.isEmpty else {
      mapping.report("`\(key)` of \(mapping.name) needs at least one condition", at: mapping.keyPosition(key))
      return nil
    }
    let parts = elements.compactMap(part)
    return parts.count == elements.count ? parts : nil
  }

  private func part(_ node: YAMLNode) -> Condition? {
    condition(node, name: "a condition", allowsTiming: false)
  }

  private func count(_ node: YAMLNode) -> Condition.Form? {
    let keys = ["of", "at-least", "at-most"]
    guard let mapping = YAMLMapping(node, name: "`count`", keys: keys, findings: findings),
      let of = mapping.required("of").flatMap({ _ in parts(mapping, "of") })
    else { return nil }
    let atLeast = mapping.integer("at-least", in: 0...of.count)
    let atMost = mapping.integer("at-most", in: 0...of.count)
    guard mapping["at-least"] != nil || mapping["at-most"] != nil else {
      mapping.report("`count` needs `at-least` or `at-most`")
      return nil
    }
    return .count(of: of, atLeast: atLeast ?? 0, atMost: atMost)
  }
}
