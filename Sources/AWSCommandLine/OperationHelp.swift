/// The page of help of one operation.
///
/// In: an operation. Out: NAME, DESCRIPTION, SYNOPSIS, OPTIONS, EXAMPLES, OUTPUT, in our own words.
import ServiceModels

struct OperationHelp {
  let model: ServiceModel
  let operation: Operation
  let help: ServiceHelp?
  /// "ecs run-task".
  let command: String
  let isWaiter: Bool

  init(model: ServiceModel, operation: Operation, command: String? = nil, isWaiter: Bool = false) {
    self.model = model
    self.operation = operation
    help = ServiceHelp.named(model.name)
    self.command = command ?? "\(ServiceWords.commandName(model.name)) \(operation.commandName)"
    self.isWaiter = isWaiter
  }

  func write(_ page: inout Page) {
    page.heading("NAME")
    page.paragraph("\(operation.commandName) - \(help?.summary(operation) ?? operation.name)")
    page.heading("DESCRIPTION")
    page.paragraph((help?.summary(operation) ?? operation.name) + ".")
    if help?.status(operation) != .simulated { page.paragraph("Not simulated yet: asking for it ends in an error.") }
    if operation.paginator != nil {
      page.paragraph(
        "Long lists come page by page; all pages are fetched unless --no-paginate or --max-items says otherwise.")
    }
    writeOptions(&page)
    page.heading("GLOBAL OPTIONS")
    page.paragraph("--output, --query, --region, --debug and the others that \"aws help\" lists.")
    writeExamples(&page)
    page.heading("OUTPUT")
    writeOutput(&page)
  }

  func writeOptions(_ page: inout Page) {
    let options = OptionTable(model: model, operation: operation, isWaiter: isWaiter).options.filter { !$0.isHidden }
    page.heading("SYNOPSIS")
    page.verbatim("aws \(command)")
    for line in synopsis(options) { page.verbatim("  " + line) }
    page.heading("OPTIONS")
    for option in options {
      guard let names = Self.names(option, operation) else { continue }
      page.entry("\(names) (\(typeName(option)))", description(option))
      if let example = example(option) { page.verbatim("    " + example) }
    }
  }

  private func writeExamples(_ page: inout Page) {
    let examples = HelpExamples.of(operation.name, service: operation.service)
    if examples.isEmpty { return }
    page.heading("EXAMPLES")
    for example in examples {
      page.paragraph(example.wish + ":")
      page.command(example.line)
    }
  }

  private func synopsis(_ options: [OptionDefinition]) -> [String] {
    options.compactMap { option in
      guard let names = Self.names(option, operation) else { return nil }
      switch option.role {
      case .flag, .wrappedFlag: return "[\(names)]"
      case .added(let added): return added.word.arity == .one ? "[\(option.name) <value>]" : "[\(option.name)]"
      case .member, .paging, .whole:
        return option.isRequired ? "\(option.name) <value>" : "[\(option.name) <value>]"
      }
    }
  }

  /// A flag and its negative stand together; the negative has no line of its own.
  private static func names(_ option: OptionDefinition, _ operation: Operation) -> String? {
    let opposite: OptionDefinition.Role
    switch option.role {
    case .flag(_, value: false), .wrappedFlag(_, value: false): return nil
    case .flag(let member, value: true): opposite = .flag(member, value: false)
    case .wrappedFlag(let member, value: true): opposite = .wrappedFlag(member, value: false)
    case .member, .paging, .added, .whole: return option.name
    }
    guard let model = ServiceModel.named(operation.service) else { return nil }
    let negative = OptionTable(model: model, operation: operation).options.first { $0.role == opposite }
    return negative.map { "\(option.name) | \($0.name)" } ?? option.name
  }

  func typeName(_ option: OptionDefinition) -> String {
    guard let member = option.member, let shape = model.shape(member.shape) else {
      return option.name == OptionTable.maximumItems || option.name == OptionTable.pageSize ? "integer" : "string"
    }
    return Self.typeName(shape.kind)
  }

  static func typeName(_ kind: Kind) -> String {
    switch kind {
    case .structure: "structure"
    case .list: "list"
    case .map: "map"
    case .string: "string"
    case .integer: "integer"
    case .long: "long"
    case .boolean: "boolean"
    case .double: "double"
    case .float: "float"
    case .timestamp: "timestamp"
    case .blob: "blob"
    }
  }

  private static func ownSummary(_ option: OptionDefinition) -> String {
    if case .added(let added) = option.role { return added.summary }
    return ownSummaries[option.name] ?? ""
  }

  /// A line for a list of candidates.
  func summary(_ option: OptionDefinition) -> String {
    guard let member = option.member else { return Self.ownSummary(option) }
    return help?.summary(operation, member: member.name) ?? typeName(option)
  }

  func description(_ option: OptionDefinition) -> String {
    guard let member = option.member else { return Self.ownSummary(option) }
    var sentences = [help?.summary(operation, member: member.name)].compactMap { $0 }
    if option.isRequired { sentences.append("Required") }
    if help?.status(operation) == .simulated {
      switch help?.status(operation, member: member.name) {
      case .echoed: sentences.append("Accepted and shown, but nothing here depends on it")
      case .notYet: sentences.append("Not simulated yet")
      case .simulated, nil: break
      }
    }
    let choices = choices(member)
    if choices.count > 1 { sentences.append("One of " + choices.joined(separator: ", ")) }
    return sentences.map { $0 + "." }.joined(separator: " ")
  }

  private func choices(_ member: Member) -> [String] {
    guard let shape = model.shape(member.shape) else { return [] }
    if case .list(let element) = shape.kind { return model.shape(element)?.enumeration ?? [] }
    return shape.enumeration
  }

  static let ownSummaries = [
    OptionTable.inputJSON: "The whole input as JSON, or file:// and a path; other options come before it.",
    OptionTable.inputYAML: "The whole input as YAML, or file:// and a path; other options come before it.",
    OptionTable.skeleton:
      "Print a blank input to fill in (input, yaml-input) or a sample reply (output); nothing is asked.",
    OptionTable.startingToken: "Where to go on: the NextToken printed before.",
    OptionTable.pageSize: "How many items to ask for at once; what is printed stays the same.",
    OptionTable.maximumItems: "How many items to print in all.",
  ]

  /// The short way to write a structure.
  func example(_ option: OptionDefinition) -> String? {
    guard let member = option.member, let shape = model.shape(member.shape) else { return nil }
    return ShorthandExample(model: model).text(shape).map { "Short form: " + $0 }
  }

  private func writeOutput(_ page: inout Page) {
    guard let output = operation.output, let shape = model.shape(output), !shape.members.isEmpty else {
      page.paragraph("Nothing.")
      return
    }
    for member in shape.members {
      let kind = model.shape(member.shape).map { Self.typeName($0.kind) } ?? ""
      page.item("\(member.name) (\(kind))", help?.glossary(member.name, in: output) ?? "")
    }
  }
}
