/// What the learner has done since the step began, as history conditions see it.
///
/// In: journal entries. Out: which of them a `ran:` matcher matches. Setup and predictions, which the lesson itself
/// runs, do not count. Source: lesson format, section 4, form "history".
import Documents
import Lessons
import ServiceModels
import Workspace

struct History {
  /// One command as it was understood.
  struct Item {
    let entry: EntryID
    /// `ecs create-service`.
    let command: String
    let operation: ServiceModels.Operation?
    let input: Document.Object
    let isOK: Bool
    let code: String?
    let message: String?
    let isChange: Bool
  }

  let items: [Item]
  /// Answers to questions, newest last: question id and choice id.
  let answers: [(question: String, choice: String)]

  init(_ entries: [Entry]) {
    items = entries.compactMap(Self.item)
    answers = entries.compactMap { entry in
      guard case .move(let move) = entry.kind, move.kind == .answer, move.arguments.count == 2 else { return nil }
      return (move.arguments[0], move.arguments[1])
    }
  }

  private static func item(_ entry: Entry) -> Item? {
    guard entry.origin.kind != .lesson else { return nil }
    switch entry.kind {
    case .request(let request, let outcome, let isReadOnly):
      let operation = ServiceModel.named(request.service)?.operation(named: request.operation)
      let command = "\(request.service) \(operation?.commandName ?? request.operation)"
      switch outcome {
      case .success:
        return Item(
          entry: entry.id, command: command, operation: operation, input: request.input, isOK: true, code: nil,
          message: nil, isChange: !isReadOnly)
      case .failure(let code, let message):
        return Item(
          entry: entry.id, command: command, operation: operation, input: request.input, isOK: false, code: code,
          message: message, isChange: false)
      }
    case .refusal(let refusal):
      let operation = refusal.service.flatMap(ServiceModel.named)?.operation(named: refusal.operation ?? "")
      return Item(
        entry: entry.id, command: "\(refusal.service ?? "") \(operation?.commandName ?? refusal.operation ?? "")",
        operation: operation, input: [:], isOK: false, code: nil, message: refusal.message, isChange: false)
    case .beginning, .advance, .fault, .move, .file: return nil
    }
  }

  /// The items that match, all conditions of the matcher taken together except how often.
  func matches(_ matcher: CommandMatcher) throws(PatternError) -> [Item] {
    let firstChange = items.first(where: \.isChange)?.entry ?? .max
    var found: [Item] = []
    for item in items {
      if matcher.before == "first-change", item.entry >= firstChange { continue }
      if try Self.matches(matcher, item) { found.append(item) }
    }
    return found
  }

  private static func matches(_ matcher: CommandMatcher, _ item: Item) throws(PatternError) -> Bool {
    guard try matcher.operation.matches(item.command) else { return false }
    switch matcher.outcome {
    case .ok: if !item.isOK { return false }
    case .error: if item.isOK { return false }
    case nil: break
    }
    if let error = matcher.error {
      guard let code = item.code else { return false }
      guard try error.matches(code) else { return false }
    }
    if let message = matcher.message {
      guard let text = item.message else { return false }
      guard try message.matches(text) else { return false }
    }
    for expectation in matcher.with {
      let value = value(of: expectation.option, item)
      let isMet = try expectation.value.isMet(by: value)
      let isMetByName = try expectation.value.isMet(by: withoutARNs(value))
      guard isMet || isMetByName else { return false }
    }
    return true
  }

  /// The input member behind an option; what the service itself would fill in where it is left out.
  private static func value(of option: String, _ item: Item) -> Document {
    guard let operation = item.operation,
      case .structure(let members)? = ServiceModel.named(operation.service)?.shape(operation.input)?.kind,
      let member = members.first(where: { $0.optionName == "--" + option })
    else { return .null }
    if let given = item.input[member.name] { return given }
    switch (operation.name, member.name) {
    case ("DescribeClusters", "clusters"): return ["default"]
    case (_, "cluster"): return "default"
    case ("RunTask", "count"): return 1
    case ("ListTasks", "desiredStatus"): return "RUNNING"
    default: return .null
    }
  }

  /// `arn:…:cluster/harbor` and `harbor` name the same thing.
  private static func withoutARNs(_ document: Document) -> Document {
    switch document {
    case .string(let text) where text.hasPrefix("arn:"):
      return .string(String(text.split(separator: "/").last ?? text[...]))
    case .list(let elements): return .list(elements.map(withoutARNs))
    case .null, .boolean, .integer, .decimal, .string, .object: return document
    }
  }
}
