/// A few lines about the word at the cursor of an `aws` line: what it is, what it takes, how much of it is simulated.
///
/// In: the command up to the end of that word. Out: lines that fit the columns; none where nothing is known. Short: the
/// whole page is `aws ecs OPERATION help`.
import ServiceModels
import Text

package struct CursorHelp {
  let columns: Int
  private static let mostCandidates = 12

  package init(columns: Int) { self.columns = max(20, columns - 1) }

  package func lines(_ typed: TypedCommand, live: LiveNames) -> [String] {
    var words = typed.texts
    let partial = typed.partialText
    if words.first == "aws" {
      words.removeFirst()
    } else if let first = words.first, ServiceModel.named("ecs")?.operation(commandName: first) != nil {
      words.insert("ecs", at: 0)
    } else if words.isEmpty, let operation = ServiceModel.named("ecs")?.operation(commandName: partial) {
      return ServiceModel.named("ecs").map { about(operation, $0) } ?? []
    }
    let service = words.lazy.compactMap(ServiceWords.model).first
    let operation = service.flatMap { model in words.lazy.compactMap { model.operation(commandName: $0) }.first }
    if let service, let operation {
      return inside(OptionTable(model: service, operation: operation), words, partial) + following(typed, live)
    }
    if let service, let named = service.operation(commandName: partial) { return about(named, service) }
    if service == nil, let named = ServiceWords.model(partial) {
      return wrapped(
        "\(partial): \(named.metadata.serviceFullName). `aws \(partial) help` lists its operations.")
    }
    return following(typed, live)
  }

  private func inside(_ table: OptionTable, _ words: [String], _ partial: String) -> [String] {
    let named = partial.hasPrefix("-") ? partial : words.last { $0.hasPrefix("--") } ?? ""
    let name = String(named.prefix { $0 != "=" })
    if let option = table.option(name) { return about(option, table) }
    if let summary = HelpPage.globalSummaries.first(where: { $0.0 == name })?.1 {
      return wrapped("\(name): \(summary)")
    }
    return partial.hasPrefix("-") ? [] : about(table.operation, table.model)
  }

  private func about(_ operation: Operation, _ model: ServiceModel) -> [String] {
    let help = ServiceHelp.named(model.name)
    let required = OptionTable(model: model, operation: operation).options.filter(\.isRequired).map(\.name)
    let command = "\(ServiceWords.commandName(model.name)) \(operation.commandName)"
    let status = help?.status(operation) == .simulated ? "" : " Not simulated yet."
    let needs = required.isEmpty ? "It requires no option." : "It requires \(required.joined(separator: ", "))."
    return wrapped("\(operation.commandName): \(help?.summary(operation) ?? operation.name).\(status)")
      + wrapped("\(needs) `aws \(command) help` shows them all.")
  }

  private func about(_ option: OptionDefinition, _ table: OptionTable) -> [String] {
    let help = OperationHelp(model: table.model, operation: table.operation)
    let example = help.example(option).map { [$0] } ?? []
    return wrapped("\(option.name) (\(help.typeName(option))): \(help.description(option))")
      + example.flatMap { wrapped($0) }
  }

  /// What may stand at the cursor, as Tab would list it.
  private func following(_ typed: TypedCommand, _ live: LiveNames) -> [String] {
    let candidates = Completion.list(typed, live: live).candidates
    guard candidates.count > 1 || typed.partial.isEmpty else { return [] }
    let width = min(candidates.prefix(Self.mostCandidates).map { DisplayWidth.of($0.text) }.max() ?? 0, columns / 2)
    var lines = candidates.prefix(Self.mostCandidates).map { candidate in
      let padding = String(repeating: " ", count: max(0, width - DisplayWidth.of(candidate.text)) + 2)
      return "  " + candidate.text + padding + candidate.description
    }
    if candidates.count > Self.mostCandidates {
      lines.append("  … and \(candidates.count - Self.mostCandidates) more: Tab")
    }
    return lines.map { $0.truncated(to: columns) }
  }

  private func wrapped(_ text: String) -> [String] { Wrapping.wrap(text, columns: columns, indent: "") }
}
