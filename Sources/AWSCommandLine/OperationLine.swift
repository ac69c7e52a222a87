/// Reads the words after an operation.
///
/// In: the words, the operation's options, the global settings. Out: a call with its whole input, a skeleton, help, or
/// a refusal. The order of the checks is the real CLI's: options, values, Region, profile, the input as a whole.
import Documents
import ServiceModels

struct OperationLine {
  let table: OptionTable
  let global: GlobalOptions
  let environment: Environment

  private var model: ServiceModel { table.model }
  private var operation: Operation { table.operation }

  func parse(_ words: [String], help: HelpTopic) throws(Refusal) -> Parsed {
    let parsed = try CommandLine.parse(
      words, table.wordOptions(requiresNothing: takesWholeInput(words)), WordPositional(name: "help", choices: nil))
    if parsed.positional == "help" { return .help(help) }
    let stray = parsed.extras + [parsed.positional].compactMap { $0?.isEmpty == true ? nil : $0 }
    guard stray.isEmpty else {
      throw RefusalText.unknownOptions(stray, suggestion: OptionHint(table: table).hint(stray))
    }
    let paging = try self.paging(parsed)
    var (input, orderedMembers) = try self.input(parsed)
    if !paging.isAutomatic { setShadowedMembers(parsed, &input) }
    let whole = try refusing { () throws(ValueProblem) in
      try WholeInput(parsed: parsed, model: model, environment: environment).read()
    }
    let skeleton = parsed.values[OptionTable.skeleton]?.last
    if skeleton == "yaml-input" { return .skeleton(YAMLSkeleton.text(model, operation)) }
    if skeleton == "input" { return .skeleton(Skeleton.input(model, operation).written(.awsCLI) + "\n") }
    var options = OutputOptions(format: global.format, query: global.query, paging: paging)
    for member in whole?.members ?? [] where input[member.key] == nil {
      input[member.key] = member.value
      orderedMembers.remove(member.key)
      if pagingMembers.contains(member.key) { options.paging.isAutomatic = false }
    }
    for member in AddedOption.replacedMembers(operation).sorted() where input[member] == nil { input[member] = 1 }
    options.region = try region()
    try global.checkProfile()
    options.showsRequests = global.showsRequests
    options.errorFormat = global.errorFormat
    options.colour = global.colour
    var asked = input
    if let key = operation.paginator?.limitKey, options.paging.isAutomatic, let size = paging.pageSize {
      asked[key] = .integer(size)
    }
    var problems = model.validate(asked, operation: operation, orderedMembers: orderedMembers)
    if !options.paging.isAutomatic, !typedCuts(parsed).isEmpty { problems.insert(cutWithoutPages, at: 0) }
    guard problems.isEmpty else {
      let isTyped = typedCuts(parsed).contains(OptionTable.maximumItems)
      let limit = isTyped ? parsed.lastInteger(OptionTable.maximumItems) : nil
      throw RefusalText.validation(Self.report(problems), after: Paging.warning(ofItems: paging.maximumItems ?? limit))
    }
    let call = ServiceCall(service: model.name, operation: operation, input: input, output: options)
    return skeleton == nil ? .call(call) : .skeleton(try sample(call))
  }

  /// The Region that is asked: a host's name is made of it, so it is one label.
  private func region() throws(Refusal) -> String {
    guard let region = global.region else { throw RefusalText.noRegion }
    let bytes = region.utf8
    let isLabel = bytes.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D }
    let hasLetter = bytes.contains { !(0x30...0x39).contains($0) }
    guard isLabel, hasLetter, bytes.count <= 63, !region.hasPrefix("-"), !region.hasSuffix("-") else {
      throw RefusalText.invalidRegion(region)
    }
    return region
  }

  /// The CLI's own paging options that were typed.
  private func typedCuts(_ parsed: ParsedWords) -> [String] {
    [OptionTable.startingToken, OptionTable.pageSize, OptionTable.maximumItems].filter {
      table.shadowedMembers[$0] == nil && parsed.values[$0] != nil
    }
  }

  /// What the client says where paging is off and an option of it says nothing ("0", "") or came with a whole input.
  private var cutWithoutPages: ParameterProblem {
    let known = model.inputMembers(of: operation).map(\.name)
    return ParameterProblem(path: "input", kind: .unknown(member: "PaginationConfig", known: known))
  }

  /// What the client prints of everything that is wrong with an input.
  static func report(_ problems: [ParameterProblem]) -> String {
    "Parameter validation failed:\n" + problems.map(\.message).joined(separator: "\n")
  }

  /// Whether required options may be missing because the whole input comes from elsewhere.
  private func takesWholeInput(_ words: [String]) -> Bool {
    if words.contains(OptionTable.inputJSON) || words.contains(OptionTable.inputYAML) { return true }
    guard let place = words.firstIndex(of: OptionTable.skeleton) else { return false }
    let next = words.index(after: place)
    return !words.indices.contains(next) || words[next] != "output"
  }

  private func refusing<Value>(_ body: () throws(ValueProblem) -> Value) throws(Refusal) -> Value {
    do {
      return try body()
    } catch {
      throw error.refusal
    }
  }

  /// A sample reply, printed as a real one would be.
  private func sample(_ call: ServiceCall) throws(Refusal) -> String {
    try Output.render(Skeleton.output(model, operation, for: call.output.format).object ?? [:], for: call)
  }

  // MARK: Input

  private func input(_ parsed: ParsedWords) throws(Refusal) -> (Document.Object, jsonMembers: Set<String>) {
    var input = Document.Object()
    var jsonMembers: Set<String> = []
    for option in table.options {
      switch option.role {
      case .flag(let member, _):
        if let value = parsed.values[member.name]?.last { input[member.name] = .boolean(value == "true") }
      case .wrappedFlag(_, false): continue
      case .wrappedFlag(let member, true), .member(let member):
        guard let words = try words(for: member, option, parsed), let shape = model.shape(member.shape) else {
          continue
        }
        let (value, isJSON) = try refusing { () throws(ValueProblem) in
          try ArgumentValue(model: model, environment: environment, option: option.name).read(words, shape)
        }
        input[member.name] = value
        if isJSON { jsonMembers.insert(member.name) }
      case .added, .paging, .whole: continue
      }
    }
    try AddedInput(operation: operation, values: parsed.values).complete(&input)
    return (input, jsonMembers)
  }

  /// - Throws: where a truth value of EC2 is said both ways.
  private func words(
    for member: Member, _ option: OptionDefinition, _ parsed: ParsedWords
  ) throws(Refusal) -> [String]? {
    let (words, negation) = (parsed.values[member.name], parsed.values[OptionTable.negation(of: member)])
    guard words != nil, negation != nil else { return words ?? negation }
    throw RefusalText.general(
      "Cannot specify both the \"\(option.name)\" option and the \"--no-\(option.name.dropFirst(2))\" option.")
  }

  // MARK: Paging

  /// With paging off, an option of the CLI's means the member it hides.
  private func setShadowedMembers(_ parsed: ParsedWords, _ input: inout Document.Object) {
    for member in model.inputMembers(of: operation) {
      guard table.shadowedMembers[member.optionName] == member, let word = parsed.values[member.optionName]?.last
      else { continue }
      input[member.name] = PythonNumber.integer(word) ?? .string(word)
    }
  }

  /// The input members that the CLI's own paging options stand for.
  private var pagingMembers: [String] {
    (operation.paginator?.inputTokens ?? []) + [operation.paginator?.limitKey].compactMap { $0 }
  }

  private func paging(_ parsed: ParsedWords) throws(Refusal) -> Paging {
    guard operation.paginator != nil else { return Paging() }
    func number(_ option: String) -> Int? { parsed.lastInteger(option) }
    let isManual =
      pagingMembers.contains { parsed.values[$0] != nil }
      || table.shadowedMembers.keys.contains { $0 != OptionTable.maximumItems && parsed.values[$0] != nil }
    let paging = Paging(
      isAutomatic: global.paginates && !isManual, maximumItems: number(OptionTable.maximumItems),
      startingToken: parsed.values[OptionTable.startingToken]?.last, pageSize: number(OptionTable.pageSize))
    if paging.isAutomatic { return paging }
    let used = typedCuts(parsed).filter { option in
      let word = parsed.values[option]?.last ?? ""
      return option == OptionTable.startingToken ? !word.isEmpty : number(option) != 0
    }
    guard used.isEmpty else {
      throw RefusalText.validation(
        "Cannot specify --no-paginate along with pagination arguments: \(used.joined(separator: ", "))")
    }
    return Paging()
  }
}

extension ServiceCall {
  /// What the CLI prints on standard error before it calls; empty as a rule.
  package var warning: String { Paging.warning(ofItems: output.paging.maximumItems) }
}

extension Paging {
  fileprivate static func warning(ofItems limit: Int?) -> String {
    guard let limit, limit <= 0 else { return "" }
    return "warning: Non-positive values for --max-items may result in undefined behavior.\n"
  }
}

extension ParsedWords {
  fileprivate func lastInteger(_ option: String) -> Int? {
    values[option]?.last.flatMap { PythonNumber.integer($0)?.integer }
  }
}
