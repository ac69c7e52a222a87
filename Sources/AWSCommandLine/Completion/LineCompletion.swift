/// Finds out what stands at the cursor: a service, an operation, an option or a value.
///
/// In: the words before the cursor, without `aws`. Out: every candidate for that place, matching or not.
import ServiceModels

struct LineCompletion {
  let words: [String]
  let partial: String
  let live: LiveNames

  func all() -> [Candidate] {
    let (serviceWord, afterService) = Self.nextCommand(words[...])
    guard let serviceWord else { return pendingGlobal(words) ?? (partial.hasPrefix("-") ? globals([]) : services) }
    guard let model = ServiceWords.model(serviceWord) else {
      return serviceWord == "configure" ? [Candidate(text: "list", description: "Show what is set")] : []
    }
    let (operationWord, afterOperation) = Self.nextCommand(afterService)
    guard let operationWord else {
      return pendingGlobal(Array(afterService)) ?? (partial.hasPrefix("-") ? globals([]) : Self.operations(model))
    }
    if operationWord == "wait" { return waiting(model, afterOperation) }
    if operationWord == "tail", model.name == "logs" { return tail(Array(afterOperation)) }
    guard let operation = model.operation(commandName: operationWord) else { return [] }
    return options(OptionTable(model: model, operation: operation), Array(afterOperation))
  }

  /// The first word that is neither a global option nor its value, and the words after it.
  private static func nextCommand(_ words: ArraySlice<String>) -> (word: String?, rest: ArraySlice<String>) {
    var index = words.startIndex
    while index < words.endIndex {
      let word = words[index]
      guard word.hasPrefix("-") else { return (word, words[(index + 1)...]) }
      let takesValue = GlobalOptions.options.first { $0.name == word }?.arity == .one
      index += takesValue ? 2 : 1
    }
    return (nil, [])
  }

  // MARK: Names

  private var services: [Candidate] {
    ServiceModel.names.map {
      Candidate(
        text: ServiceWords.commandName($0), description: ServiceModel.named($0)?.metadata.serviceFullName ?? "")
    } + [
      Candidate(text: "configure", description: "Show what the command line is set to"),
      Candidate(text: "help", description: "Explain the aws command"),
    ]
  }

  static func operations(_ model: ServiceModel) -> [Candidate] {
    let help = ServiceHelp.named(model.name)
    var result = model.operations.map { operation in
      let note = help?.status(operation) == .simulated ? "" : " (not simulated yet)"
      return Candidate(text: operation.commandName, description: (help?.summary(operation) ?? "") + note)
    }
    if !model.waiters.isEmpty { result.append(Candidate(text: "wait", description: "Wait until something is so")) }
    if model.name == "logs" { result.append(Candidate(text: "tail", description: TailCall.summary)) }
    result.append(Candidate(text: "help", description: "List the operations"))
    return result.sorted { $0.text < $1.text }
  }

  private func waiting(_ model: ServiceModel, _ words: ArraySlice<String>) -> [Candidate] {
    let (name, rest) = Self.nextCommand(words)
    guard let name else {
      return model.waiters.map {
        Candidate(text: $0.commandName, description: HelpPage.waiterSummary(model, $0))
      }
    }
    guard let waiter = model.waiter(commandName: name), let operation = model.operation(named: waiter.operation)
    else { return [] }
    return options(OptionTable(model: model, operation: operation, isWaiter: true), Array(rest))
  }

  /// The log group first, then the options.
  private func tail(_ words: [String]) -> [Candidate] {
    if words.last == "--format" { return TailCall.formats.map { Candidate(text: $0) } }
    let hasGroup = words.contains { !$0.hasPrefix("-") }
    let groups = live.names(.logGroup, [:]).map { Candidate(text: $0, description: "Log group") }
    let typed = Set(words)
    let options = TailCall.optionSummaries.filter { !typed.contains($0.0) }
      .map { Candidate(text: $0.0, description: $0.1) }
    return (hasGroup || partial.hasPrefix("-") ? [] : groups) + options
  }

  // MARK: Options

  private func options(_ table: OptionTable, _ words: [String]) -> [Candidate] {
    let values = ValueCompletion(table: table, live: live, context: Self.context(words))
    if partial.hasPrefix("--"), let equals = partial.firstIndex(of: "=") {
      let name = String(partial[..<equals])
      guard let option = table.option(name) else { return [] }
      return values.candidates(option, given: [], partial: String(partial[partial.index(after: equals)...]))
        .map { Candidate(text: name + "=" + $0.text, description: $0.description, isOpen: $0.isOpen) }
    }
    if !partial.hasPrefix("-"), let place = words.lastIndex(where: { $0.hasPrefix("--") }) {
      let given = Array(words[(place + 1)...])
      if let pending = pendingGlobal(words) { return pending }
      if let option = table.option(words[place]), Self.takesMore(option, table, given.count) {
        return values.candidates(option, given: given, partial: partial)
          + (given.isEmpty || !partial.isEmpty ? [] : remaining(table, words))
      }
    }
    let help = words.isEmpty ? [Candidate(text: "help", description: "Explain the operation")] : []
    return remaining(table, words) + help
  }

  private static func takesMore(_ option: OptionDefinition, _ table: OptionTable, _ given: Int) -> Bool {
    switch option.role {
    case .flag: false
    case .member(let member): given == 0 || table.model.shape(member.shape)?.kind.isList == true
    case .added(let option):
      given == 0 && option != .associatePublicIPAddress && option != .noAssociatePublicIPAddress
    case .paging, .whole: given == 0
    }
  }

  /// Options that are not typed yet, required ones first.
  private func remaining(_ table: OptionTable, _ words: [String]) -> [Candidate] {
    let help = OperationHelp(model: table.model, operation: table.operation)
    let typed = Set(words.map { String($0.prefix { $0 != "=" }) })
    let typedMembers = Set(table.options.filter { typed.contains($0.name) }.compactMap(\.member?.name))
    let open = table.options.filter { option in
      !option.isHidden && !typed.contains(option.name) && !typedMembers.contains(option.member?.name ?? "")
    }
    let ordered = open.filter(\.isRequired) + open.filter { !$0.isRequired }
    return ordered.map { Candidate(text: $0.name, description: help.summary($0)) } + globals(typed)
  }

  /// The variables of the line: values by option.
  private static func context(_ words: [String]) -> [String: String] {
    var context: [String: String] = [:]
    for (index, word) in words.enumerated() where word.hasPrefix("--") {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 {
        context[parts[0]] = parts[1]
      } else if index + 1 < words.count, !words[index + 1].hasPrefix("--") {
        context[word] = words[index + 1]
      }
    }
    return context
  }

  // MARK: Global options

  private func globals(_ typed: Set<String>) -> [Candidate] {
    HelpPage.globalSummaries.filter { !typed.contains($0.0) }
      .map { Candidate(text: $0.0, description: $0.1) }
  }

  /// Values of a global option that stands right before the cursor.
  private func pendingGlobal(_ words: [String]) -> [Candidate]? {
    guard let last = words.last, let option = GlobalOptions.options.first(where: { $0.name == last }),
      option.arity == .one
    else { return nil }
    if case .choices(let choices) = option.check { return choices.map { Candidate(text: $0) } }
    guard last == "--region" else { return [] }
    return live.names(.region, [:]).map { Candidate(text: $0, description: "Region") }
  }
}
