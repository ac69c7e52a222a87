/// Finds out what stands at the cursor: a service, an operation, an option or a value.
///
/// In: the words before the cursor, without `aws`. Out: every candidate for that place, matching or not.
import ServiceModels

struct LineCompletion {
  let words: [String]
  let partial: String
  let live: LiveNames

  func place() -> Place {
    let (serviceWord, afterService) = Self.nextCommand(words[...])
    guard let serviceWord else {
      return pendingGlobal(words, nil) ?? Place(candidates: partial.hasPrefix("-") ? globals([]) : services)
    }
    guard let model = ServiceWords.model(serviceWord) else {
      return serviceWord == "configure"
        ? Place(candidates: [Candidate(text: "list", description: "Show what is set")]) : .nowhere
    }
    let (operationWord, afterOperation) = Self.nextCommand(afterService)
    guard let operationWord else {
      return pendingGlobal(Array(afterService), nil)
        ?? Place(candidates: partial.hasPrefix("-") ? globals([]) : Self.operations(model))
    }
    if operationWord == "wait" { return waiting(model, afterOperation) }
    if operationWord == "tail", model.name == "logs" { return tail(Array(afterOperation)) }
    if operationWord == "deploy", model.name == "ecs" { return deploy(Array(afterOperation)) }
    guard let operation = model.operation(commandName: operationWord) else { return .nowhere }
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
    result += ServiceWords.simulatedCommands(model.name).map { Candidate(text: $0.name, description: $0.summary) }
    result.append(Candidate(text: "help", description: "List the operations"))
    return result.sorted { $0.text < $1.text }
  }

  private func waiting(_ model: ServiceModel, _ words: ArraySlice<String>) -> Place {
    let (name, rest) = Self.nextCommand(words)
    guard let name else {
      return Place(
        candidates: model.waiters.map {
          Candidate(text: $0.commandName, description: HelpPage.waiterSummary(model, $0))
        })
    }
    guard let waiter = model.waiter(commandName: name), let operation = model.operation(named: waiter.operation)
    else { return .nowhere }
    return options(OptionTable(model: model, operation: operation, isWaiter: true), Array(rest))
  }

  /// The log group first, then the options.
  private func tail(_ words: [String]) -> Place {
    if words.last == "--format" {
      return Place(candidates: TailCall.formats.map { Candidate(text: $0, description: "How to print a line") })
    }
    let hasGroup = words.contains { !$0.hasPrefix("-") }
    let groups = live.names(.logGroup, [:]).map { Candidate($0, of: .logGroup) }
    let typed = Set(words)
    let options = TailCall.optionSummaries.filter { !typed.contains($0.0) }
      .map { Candidate(text: $0.0, description: $0.1) }
    return Place(candidates: (hasGroup || partial.hasPrefix("-") ? [] : groups) + options)
  }

  private func deploy(_ words: [String]) -> Place {
    switch words.last {
    case "--service": return names(of: .service, words)
    case "--cluster": return names(of: .cluster, words)
    case "--task-definition", "--codedeploy-appspec":
      return Place(candidates: live.files(partial).map { Candidate(text: $0.name, description: $0.state) })
    case "--codedeploy-application": return names(of: .application, words)
    case "--codedeploy-deployment-group": return names(of: .deploymentGroup, words)
    default: break
    }
    let typed = Set(words)
    return Place(
      candidates: DeployCall.options.filter { !typed.contains($0.0) }.map { Candidate(text: $0.0, description: $0.1) })
  }

  private func names(of resource: LiveResource, _ words: [String]) -> Place {
    Place(candidates: live.names(resource, Self.context(words)).map { Candidate($0, of: resource) })
  }

  // MARK: Options

  private func options(_ table: OptionTable, _ words: [String]) -> Place {
    let values = ValueCompletion(table: table, live: live, context: Self.context(words))
    if partial.hasPrefix("--"), let equals = partial.firstIndex(of: "=") {
      let value = String(partial[partial.index(after: equals)...])
      let place = self.value(of: String(partial[..<equals]), in: table, values, given: [], value)
      guard var place else { return .nowhere }
      place.kept += partial.unicodeScalars.count - value.unicodeScalars.count
      return place
    }
    if !partial.hasPrefix("-"), let place = words.lastIndex(where: { $0.hasPrefix("--") }) {
      let given = Array(words[(place + 1)...])
      if var found = value(of: words[place], in: table, values, given: given, partial) {
        if !given.isEmpty, partial.isEmpty, found.kept == 0 { found.candidates += remaining(table, words) }
        return found
      }
    }
    let help = words.isEmpty ? [Candidate(text: "help", description: "Explain the operation")] : []
    return Place(candidates: remaining(table, words) + help)
  }

  /// The value of an option of the operation or of the command line; nil where it takes none, or no more.
  private func value(
    of name: String, in table: OptionTable, _ values: ValueCompletion, given: [String], _ partial: String
  ) -> Place? {
    if given.isEmpty, let place = pendingGlobal([name], table, partial) { return place }
    guard let option = table.option(name), Self.takesMore(option, table, given.count) else { return nil }
    return values.place(option, given: given, partial: partial)
  }

  private static func takesMore(_ option: OptionDefinition, _ table: OptionTable, _ given: Int) -> Bool {
    switch option.role {
    case .flag, .wrappedFlag(_, value: false): false
    case .wrappedFlag(_, value: true): given == 0
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
    return ordered.map { option in
      Candidate(text: option.name, description: (option.isRequired ? "Required: " : "") + help.summary(option))
    } + globals(typed)
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
  ///
  /// - Parameter table: of the operation, where one is typed: `--query` reads its reply.
  private func pendingGlobal(_ words: [String], _ table: OptionTable?, _ partial: String? = nil) -> Place? {
    guard let last = words.last, let option = GlobalOptions.options.first(where: { $0.name == last }),
      option.arity == .one
    else { return nil }
    if case .choices(let choices) = option.check {
      let summary = HelpPage.globalSummaries.first { $0.0 == last }?.1 ?? ""
      return Place(candidates: choices.map { Candidate(text: $0, description: Self.choiceSummaries[$0] ?? summary) })
    }
    switch last {
    case "--region": return Place(candidates: live.names(.region, [:]).map { Candidate($0, of: .region) })
    case "--query":
      guard let table else { return .nowhere }
      return QueryCompletion(table: table).place(partial ?? self.partial)
    default: return .nowhere
    }
  }

  private static let choiceSummaries = [
    "json": "The whole reply as JSON", "text": "Values with tabs between them, for scripts",
    "table": "Boxes to read", "yaml": "The whole reply as YAML", "yaml-stream": "YAML, one page of the list at a time",
    "off": "Print nothing",
  ]
}

extension Candidate {
  /// A name of the world.
  init(_ live: LiveName, of resource: LiveResource) {
    self.init(text: live.name, description: live.state.isEmpty ? resource.label : live.state)
  }
}
