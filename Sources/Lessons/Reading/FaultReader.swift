/// Reads what repair and timed steps add: faults, limits, medals.
///
/// In: YAML. Out: values. Such steps are read and linted, though they cannot be played yet.
/// Source: lesson format, sections 3 and 6.
struct FaultReader {
  let findings: Findings

  func fault(_ node: YAMLNode) -> LessonFault? {
    let own = ["at", "by", "do", "inject"]
    // A fault's arguments are its own: which ones it takes is known where faults are (DD060).
    let keys = own + (node.members?.contains { $0.key == "inject" } == true ? node.members?.map(\.key) ?? [] : [])
    guard let mapping = YAMLMapping(node, name: "a fault", keys: keys, findings: findings) else { return nil }
    let at = mapping["at"] == nil ? TimeSpan.zero : mapping.timeSpan("at")
    guard let at, let action = action(mapping, own: own) else { return nil }
    return LessonFault(at: at, by: mapping.text("by"), action: action, position: mapping.position)
  }

  private func action(_ mapping: YAMLMapping, own: [String]) -> LessonFault.Action? {
    switch (mapping["do"], mapping["inject"]) {
    case (.some, nil): return ConditionReader(findings: findings).command(mapping, "do").map { .command($0) }
    case (nil, .some):
      guard let name = mapping.identifier("inject") else { return nil }
      let arguments = mapping.keys.filter { !own.contains($0) }.compactMap { key in
        mapping.text(key).map { FaultArgument(name: key, value: $0) }
      }
      return .injection(name: name, arguments: arguments)
    case (.some, .some), (nil, nil):
      mapping.report("a fault has exactly one of `do` (a command) and `inject` (a fault's name)")
      return nil
    }
  }

  func limit(_ node: YAMLNode) -> StepLimit? {
    let keys = ["simulated", "changes", "cost"]
    guard let mapping = YAMLMapping(node, name: "a limit", keys: keys, findings: findings) else { return nil }
    return StepLimit(
      simulated: mapping.timeSpan("simulated"), changes: mapping.integer("changes", in: 0...1000),
      cost: mapping.text("cost"))
  }

  func medals(_ node: YAMLNode) -> [Medal] {
    let grades = Medal.Grade.allCases
    guard let mapping = YAMLMapping(node, name: "a medal", keys: grades.map(\.rawValue), findings: findings) else {
      return []
    }
    return grades.compactMap { grade in
      guard let value = mapping[grade.rawValue] else { return nil }
      let keys = ["changes", "hints", "simulated"]
      guard let wanted = YAMLMapping(value, name: "`\(grade.rawValue)`", keys: keys, findings: findings) else {
        return nil
      }
      return Medal(
        grade: grade, changes: wanted.integer("changes", in: 0...1000), hints: wanted.integer("hints", in: 0...9),
        simulated: wanted.timeSpan("simulated"))
    }
  }
}
