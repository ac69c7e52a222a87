/// Reads the choices of a quiz or of an `ask` check.
///
/// In: the elements of a list. Out: choices with ids that differ. Whether they teach anything is lint's business
/// (DD050).
struct ChoiceReader {
  let findings: Findings

  func choices(_ nodes: [YAMLNode]) -> [Choice] {
    var ids = UniqueIdentifiers(what: "choice", findings: findings, code: "DD020")
    return nodes.compactMap { node in
      let keys = ["id", "text", "correct", "why"]
      guard let mapping = YAMLMapping(node, name: "a choice", keys: keys, findings: findings),
        let id = mapping.identifier("id", isValid: Identifier.isChoice), let text = mapping.requiredText("text")
      else { return nil }
      ids.insert(id, at: mapping.position)
      return Choice(
        id: id, text: text.trimmed, isCorrect: mapping.boolean("correct") ?? false,
        why: mapping.text("why")?.trimmed ?? "", position: mapping.position)
    }
  }
}

/// Reports an id that was there before.
struct UniqueIdentifiers {
  let what: String
  let findings: Findings
  let code: String
  private var seen: Set<String> = []

  init(what: String, findings: Findings, code: String) {
    self.what = what
    self.findings = findings
    self.code = code
  }

  mutating func insert(_ id: String, at position: SourcePosition) {
    guard !seen.insert(id).inserted else { return }
    findings.report(code, at: position, "the \(what) id `\(id)` is there twice; ids differ")
  }
}
