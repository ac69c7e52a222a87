/// What the learner has done since the step began, as history conditions see it.
///
/// In: journal entries. Out: which of them a `ran:` matcher matches. Setup and predictions, which the lesson itself
/// runs, do not count. Source: lesson format, section 4, form "history".
import AWSCommandLine
import Documents
import Lessons
import ServiceModels
import SimulationKit
import Workspace

struct History {
  /// One command as it was understood.
  struct Item {
    let entry: EntryID
    let instant: Instant
    /// `ecs create-service`.
    let command: String
    let operation: ServiceModels.Operation?
    let input: Document.Object
    let isOK: Bool
    let code: String?
    let message: String?
    let isChange: Bool
  }

  static let firstChangeName = "first-change"

  private(set) var items: [Item] = []
  /// Answers to questions, newest last: question id and choice id.
  var answers: [(question: String, choice: String)] = []
  /// The first command that changed something.
  private(set) var firstChange: Item?

  init(_ entries: [Entry] = []) {
    for entry in entries { append(entry) }
  }

  mutating func append(_ entry: Entry) {
    if case .move(let move) = entry.kind, move.kind == .answer, move.arguments.count == 2 {
      answers.append((move.arguments[0], move.arguments[1]))
    }
    guard let item = Self.item(entry) else { return }
    items.append(item)
    if item.isChange, firstChange == nil { firstChange = item }
  }

  private static func item(_ entry: Entry) -> Item? {
    guard entry.origin.kind != .lesson else { return nil }
    switch entry.kind {
    case .request(let request, let outcome, let isReadOnly):
      let operation = ServiceModel.named(request.service)?.operation(named: request.operation)
      let command =
        operation.map { ServiceWords.command(request.service, $0) } ?? "\(request.service) \(request.operation)"
      switch outcome {
      case .success:
        return Item(
          entry: entry.id, instant: entry.instant, command: command, operation: operation, input: request.input,
          isOK: true, code: nil, message: nil, isChange: !isReadOnly)
      case .failure(let code, let message):
        return Item(
          entry: entry.id, instant: entry.instant, command: command, operation: operation, input: request.input,
          isOK: false, code: code, message: message, isChange: false)
      }
    case .refusal(let refusal):
      let operation = refusal.service.flatMap(ServiceModel.named)?.operation(named: refusal.operation ?? "")
      return Item(
        entry: entry.id, instant: entry.instant,
        command: operation.map { ServiceWords.command(refusal.service ?? "", $0) }
          ?? "\(refusal.service ?? "") \(refusal.operation ?? "")", operation: operation,
        input: [:], isOK: false, code: nil, message: refusal.message, isChange: false)
    case .beginning, .advance, .fault, .move, .file: return nil
    }
  }

  /// The items that match, all conditions of the matcher taken together except how often.
  func matches(_ matcher: CommandMatcher) throws(PatternError) -> [Item] {
    var found: [Item] = []
    for item in items {
      if matcher.before == Self.firstChangeName, let firstChange, item.entry >= firstChange.entry { break }
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
      guard let code = item.code, try error.matches(code) else { return false }
    }
    if let message = matcher.message {
      guard let text = item.message, try message.matches(text) else { return false }
    }
    for expectation in matcher.with {
      let value = OptionValue.of(expectation.option, operation: item.operation, input: item.input)
      let isMet = try expectation.value.isMet(by: value)
      let isMetByName = try expectation.value.isMet(by: OptionValue.withNames(value))
      guard isMet || isMetByName else { return false }
    }
    return true
  }
}

/// What an option of a command came to: what was given, else what the service takes by itself.
enum OptionValue {
  static func of(_ option: String, operation: ServiceModels.Operation?, input: Document.Object) -> Document {
    guard let operation, let model = ServiceModel.named(operation.service),
      let member = model.shape(operation.input)?.members.first(where: { $0.optionName == "--" + option })
    else { return .null }
    if let given = input[member.name] { return given }
    switch (operation.name, member.name) {
    case ("CreateCluster", "clusterName"): return "default"
    case ("DescribeClusters", "clusters"): return ["default"]
    case (_, "cluster") where operation.service == "ecs": return "default"
    case ("RunTask", "count"): return 1
    case ("ListTasks", "desiredStatus"): return "RUNNING"
    case ("ListTaskDefinitions", "status"): return "ACTIVE"
    case ("ListTaskDefinitions", "sort"): return "ASC"
    case ("CreateService", "schedulingStrategy"): return "REPLICA"
    case (_, _): return model.shape(member.shape)?.kind == .boolean ? false : .null
    }
  }

  /// `arn:…:cluster/harbor` and `harbor` name the same thing.
  static func withNames(_ document: Document) -> Document {
    switch document {
    case .string(let text) where text.hasPrefix("arn:"):
      return .string(String(text.split(separator: "/").last ?? text[...]))
    case .list(let elements): return .list(elements.map(withNames))
    case .null, .boolean, .integer, .decimal, .string, .object: return document
    }
  }
}
