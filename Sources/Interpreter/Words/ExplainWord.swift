/// `explain`: what a field, an option or an error of AWS says, in our own words.
///
/// In: a name as replies, options or errors write it. Out: the glossary's lines, and where it is used. Changes nothing.
import ServiceModels

extension Session {
  private static let mostPlaces = 6

  func explain(_ arguments: [String]) -> CommandOutput {
    guard !arguments.isEmpty else {
      return .complaint(
        "explain: say what, as in `explain runningCount`, `explain --desired-count`, `explain stopCode`", exitCode: 2)
    }
    let text = arguments.joined(separator: " ")
    let field = Self.field(of: text)
    var lines: [String] = []
    for service in ServiceModel.names { lines += Self.lines(field, service) }
    if lines.isEmpty, let reason = KnownReason.of(text) { lines = [reason.meaning] }
    if lines.isEmpty {
      let near = NearestText.to(field, among: ServiceHelp.named("ecs")?.glossaryFields.map { Self.field(of: $0) } ?? [])
      let hint = near.map { "Did you mean `\($0)`?" } ?? "`aws ecs help` lists operations, `help` this shell's words."
      return .complaint("explain: the glossary has no '\(GrammarError.shown(text))'. \(hint)")
    }
    return CommandOutput(lines.map { $0 + "\n" }.joined())
  }

  /// `services[0].runningCount` and `--running-count` both mean runningCount.
  private static func field(of text: String) -> String {
    if text.hasPrefix("--") {
      let words = text.dropFirst(2).split(separator: "-")
      return (words.first.map(String.init) ?? "")
        + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
    let last = text.split(separator: ".").last ?? text[...]
    return String(last.prefix { $0 != "[" })
  }

  private static func lines(_ field: String, _ service: String) -> [String] {
    guard let help = ServiceHelp.named(service) else { return [] }
    let prefix = service == "ecs" ? "" : "\(service) "
    var lines: [String] = []
    if let general = help.glossary(field) { lines.append("\(prefix)\(field): \(general).") }
    for name in help.glossaryFields where name.hasSuffix("." + field) {
      let shape = name.dropLast(field.count + 1)
      if let text = help.glossary(field, in: String(shape)) { lines.append("\(prefix)\(name): \(text).") }
    }
    guard service == "ecs" || !lines.isEmpty, let model = ServiceModel.named(service) else { return lines }
    var places: [(operation: String, summary: String)] = []
    for operation in model.operations {
      guard let text = help.summary(operation, member: field),
        model.shape(operation.input)?.members.contains(where: { $0.name == field }) == true
      else { continue }
      places.append((operation.commandName, text))
    }
    lines += places.prefix(mostPlaces).map { "  given to \(prefix)\($0.operation): \($0.summary)." }
    if places.count > mostPlaces { lines.append("  and to \(places.count - mostPlaces) more operations") }
    return lines
  }

  /// Every field that the glossary explains, for completion.
  package static var glossaryFields: [String] {
    Set(ServiceHelp.named("ecs")?.glossaryFields.map { field(of: $0) } ?? []).sorted()
  }
}
