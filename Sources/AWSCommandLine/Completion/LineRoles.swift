/// What each word of a line is, for the colours of the prompt: known or not, and of which kind.
///
/// In: the line, the cursor, the shell's own words. Out: stretches with a role. Never judges values, and calls no word
/// unknown while it is still being typed and may become a known one.
import ServiceModels

package enum LineRole: Hashable, Sendable {
  case word, unknownWord
  case service, unknownService
  case operation, unknownOperation
  /// Real, and answered here with an error that says so.
  case notSimulated
  case option, unknownOption
  case quoted, variable, comment, control
}

package struct RoleRange: Hashable, Sendable {
  /// Unicode scalars of the line.
  package let range: Range<Int>
  package let role: LineRole
  package init(_ range: Range<Int>, _ role: LineRole) {
    self.range = range
    self.role = role
  }
}

package struct LineRoles {
  /// Words that a line may begin with, beside `aws` and operations of ECS.
  let words: Set<String>
  /// Words that may follow a `|`.
  let filters: Set<String>

  package init(words: some Sequence<String>, filters: some Sequence<String>) {
    self.words = Set(words)
    self.filters = Set(filters)
  }

  /// What has been read of one command.
  private struct Command {
    var isAWS = false
    var isOwn = false
    var model: ServiceModel?
    var table: OptionTable?
    var isClosed = false
    /// The next word is the value of a global option.
    var awaitsValue = false
  }

  package func roles(_ line: [Unicode.Scalar], cursor: Int) -> [RoleRange] {
    var commands: [Int: Command] = [:]
    var found: [RoleRange] = []
    for spoken in TypedCommand.words(of: line) {
      let isTyped = spoken.word.range.contains(cursor) || spoken.word.range.upperBound == cursor
      let role: LineRole? =
        switch spoken.part {
        case .comment: .comment
        case .control: .control
        case .target, .assignment: nil
        case .word: role(of: spoken, in: &commands[spoken.command, default: Command()], isTyped: isTyped)
        }
      if let role { found.append(RoleRange(spoken.word.range, role)) }
      if spoken.part != .comment, spoken.part != .control {
        found += Self.inner(line, spoken.word.range, isPlain: role == nil)
      }
    }
    return found
  }

  private func role(of spoken: TypedCommand.Spoken, in command: inout Command, isTyped: Bool) -> LineRole? {
    let text = spoken.word.text
    if text.contains("$") { return nil }
    if command.isOwn || command.isClosed { return nil }
    if !command.isAWS { return first(text, spoken, &command, isTyped) }
    if command.awaitsValue {
      command.awaitsValue = false
      return nil
    }
    if text.hasPrefix("-") { return option(text, &command, isTyped) }
    guard let model = command.model else {
      command.model = ServiceWords.model(text)
      if command.model != nil { return .service }
      command.isClosed = true
      return ServiceWords.commandChoices.contains(text)
        ? (text == "configure" || text == "help" ? .service : .notSimulated)
        : Self.unknown(.unknownService, text, ServiceWords.commandChoices, isTyped)
    }
    guard command.table == nil else { return nil }
    return operation(text, model, &command, isTyped)
  }

  private func first(
    _ text: String, _ spoken: TypedCommand.Spoken, _ command: inout Command, _ isTyped: Bool
  ) -> LineRole? {
    if spoken.isAfterPipe {
      command.isOwn = true
      return filters.contains(text) ? .word : Self.unknown(.unknownWord, text, filters, isTyped)
    }
    command.isAWS = text == "aws" || text == "ecs"
    if text == "ecs" { command.model = ServiceModel.named("ecs") }
    if command.isAWS { return .word }
    if text == "plan" { return .word }
    if words.contains(text) || text.hasPrefix("!") {
      command.isOwn = true
      return .word
    }
    guard let model = ServiceModel.named("ecs"), let operation = model.operation(commandName: text) else {
      command.isOwn = true
      let names = Array(words) + ["aws", "ecs"] + (ServiceModel.named("ecs")?.operations.map(\.commandName) ?? [])
      return Self.unknown(.unknownWord, text, names, isTyped)
    }
    command.isAWS = true
    command.model = model
    command.table = OptionTable(model: model, operation: operation)
    return Self.simulated(model, operation) ? .operation : .notSimulated
  }

  private func operation(
    _ text: String, _ model: ServiceModel, _ command: inout Command, _ isTyped: Bool
  ) -> LineRole? {
    if ["wait", "help"].contains(text)
      || ServiceWords.simulatedCommands(model.name).contains(where: { $0.name == text })
    {
      // What follows is a waiter, or no operation's.
      if text != "wait" || model.waiters.isEmpty { command.isClosed = true }
      return ServiceWords.operationChoices(model).contains(text) ? .operation : .unknownOperation
    }
    if let waiter = model.waiter(commandName: text), let operation = model.operation(named: waiter.operation) {
      command.table = OptionTable(model: model, operation: operation, isWaiter: true)
      return .operation
    }
    guard let operation = model.operation(commandName: text) else {
      command.isClosed = true
      let choices = ServiceWords.operationChoices(model) + model.waiters.map(\.commandName)
      return choices.contains(text)
        ? .notSimulated : Self.unknown(.unknownOperation, text, choices, isTyped)
    }
    command.table = OptionTable(model: model, operation: operation)
    return Self.simulated(model, operation) ? .operation : .notSimulated
  }

  private func option(_ text: String, _ command: inout Command, _ isTyped: Bool) -> LineRole? {
    let name = String(text.prefix { $0 != "=" })
    if let global = GlobalOptions.options.first(where: { $0.name == name }) {
      command.awaitsValue = global.arity == .one && name == text
      return .option
    }
    guard text.hasPrefix("--") else { return nil }
    guard let table = command.table else {
      return Self.unknown(.unknownOption, name, GlobalOptions.options.map(\.name), isTyped)
    }
    if table.option(name) != nil { return .option }
    return Self.unknown(
      .unknownOption, name, table.options.map(\.name) + GlobalOptions.options.map(\.name), isTyped)
  }

  private static func simulated(_ model: ServiceModel, _ operation: Operation) -> Bool {
    ServiceHelp.named(model.name)?.status(operation) == .simulated
  }

  /// nil while the word may still become one of `names`.
  private static func unknown(
    _ role: LineRole, _ text: String, _ names: some Sequence<String>, _ isTyped: Bool
  ) -> LineRole? {
    isTyped && names.contains { $0.hasPrefix(text) } ? nil : role
  }

  // MARK: Inside a word

  /// Quoted stretches, and `$NAME` outside single quotes.
  private static func inner(_ line: [Unicode.Scalar], _ range: Range<Int>, isPlain: Bool) -> [RoleRange] {
    guard isPlain else { return [] }
    var found: [RoleRange] = []
    var quote: Unicode.Scalar?
    var start = range.lowerBound
    var index = range.lowerBound
    func end(_ place: Int) { if start < place { found.append(RoleRange(start..<place, .quoted)) } }
    while index < min(range.upperBound, line.count) {
      let scalar = line[index]
      if let open = quote {
        if scalar == open {
          end(index + 1)
          quote = nil
        } else if open == "\"", scalar == "$", let after = nameEnd(line, index, range.upperBound) {
          end(index)
          found.append(RoleRange(index..<after, .variable))
          start = after
          index = after
          continue
        } else if open == "\"", scalar == "\\" {
          index += 1
        }
      } else if scalar == "'" || scalar == "\"" {
        (quote, start) = (scalar, index)
      } else if scalar == "$", let after = nameEnd(line, index, range.upperBound) {
        found.append(RoleRange(index..<after, .variable))
        index = after
        continue
      } else if scalar == "\\" {
        index += 1
      } else if scalar == "$", index + 1 < line.count, line[index + 1] == "(" {
        // Its words have roles of their own.
        return found
      }
      index += 1
    }
    if quote != nil { end(min(range.upperBound, line.count)) }
    return found
  }

  private static func nameEnd(_ line: [Unicode.Scalar], _ dollar: Int, _ limit: Int) -> Int? {
    var end = dollar + 1
    while end < min(limit, line.count), isNamePart(line[end]) { end += 1 }
    return end > dollar + 1 ? end : nil
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "A"..."Z", "a"..."z", "0"..."9", "_": true
    default: false
    }
  }
}
