/// Sorts words into options, their values and the rest.
///
/// In: words and the options that exist. Out: values by destination, and the words that belong to nobody. Knows nothing
/// of AWS. Rules: Python's `argparse` as the AWS CLI sets it up (unambiguous prefixes, `--option=value`, options
/// anywhere, a negative number or a word with a blank is a value).

struct WordOption: Hashable {
  enum Arity: Hashable {
    /// A switch: sets its destination to the text.
    case none(value: String)
    case one
    /// A value may follow; the text stands for none.
    case optional(absent: String)
    case many
  }
  enum Check: Hashable {
    case anything, integer, decimal
    case choices([String])
  }
  /// "--cluster-name".
  let name: String
  /// Where the value goes; two options may share it, the last typed one wins.
  let destination: String
  let arity: Arity
  var check: Check = .anything
  var isRequired = false
}

struct WordPositional {
  let name: String
  /// Nil allows any word and makes the positional optional.
  let choices: [String]?
}

struct ParsedWords {
  /// One word, or for `many` all of them.
  var values: [String: [String]] = [:]
  var positional: String?
  /// Words that belong to no option, in order.
  var extras: [String] = []
}

struct WordParser {
  let options: [WordOption]
  /// Nil: a word that belongs to no option is an extra one.
  let positional: WordPositional?

  private enum Class {
    case value, separator, unknown
    case option(WordOption, explicit: String?)
  }

  func parse(_ words: [String]) throws(ValueProblem) -> ParsedWords {
    let classes = try classify(words)
    var parsed = ParsedWords()
    var index = 0
    while index < words.count {
      switch classes[index] {
      case .unknown:
        parsed.extras.append(words[index])
        index += 1
      case .separator where positional != nil && parsed.positional == nil:
        index += 1
      case .value where positional != nil && parsed.positional == nil:
        try checkPositional(words[index])
        parsed.positional = words[index]
        index += 1
        if index < words.count, case .separator = classes[index] { index += 1 }
      case .value, .separator:
        parsed.extras.append(words[index])
        index += 1
      case .option(let option, let explicit):
        index += 1
        var following = index
        while following < words.count, case .value = classes[following] { following += 1 }
        let available = Array(words[index..<following])
        let (values, used) = try take(option, explicit: explicit, available: available)
        for value in values { try check(value, option) }
        parsed.values[option.destination] = values
        index += used
      }
    }
    try checkRequired(parsed)
    return parsed
  }

  private func take(
    _ option: WordOption, explicit: String?, available: [String]
  ) throws(ValueProblem) -> (values: [String], used: Int) {
    switch option.arity {
    case .none(let value):
      if let explicit {
        throw .unusable("argument \(option.name): ignored explicit argument \(quoted(explicit))")
      }
      return ([value], 0)
    case .one:
      if let explicit { return ([explicit], 0) }
      guard let first = available.first else { throw .unusable("argument \(option.name): expected one argument") }
      return ([first], 1)
    case .optional(let absent):
      if let explicit { return ([explicit], 0) }
      return available.first.map { ([$0], 1) } ?? ([absent], 0)
    case .many:
      if let explicit { return ([explicit], 0) }
      return (available, available.count)
    }
  }

  private func check(_ value: String, _ option: WordOption) throws(ValueProblem) {
    switch option.check {
    case .anything: return
    case .integer:
      guard PythonNumber.integer(value) == nil else { return }
      throw .unusable("argument \(option.name): invalid int value: \(quoted(value))")
    case .decimal:
      guard PythonNumber.decimal(value) == nil else { return }
      throw .unusable("argument \(option.name): invalid float value: \(quoted(value))")
    case .choices(let choices):
      guard !choices.contains(value) else { return }
      throw .unusable("argument \(option.name): " + RefusalText.invalidChoice(value, among: choices))
    }
  }

  private func checkPositional(_ word: String) throws(ValueProblem) {
    guard let positional, let choices = positional.choices, !choices.contains(word) else { return }
    throw .unusable("argument \(positional.name): " + RefusalText.invalidChoice(word, among: choices))
  }

  private func checkRequired(_ parsed: ParsedWords) throws(ValueProblem) {
    var missing = options.filter { $0.isRequired && parsed.values[$0.destination] == nil }.map(\.name)
    if let positional, positional.choices != nil, parsed.positional == nil { missing.append(positional.name) }
    guard !missing.isEmpty else { return }
    throw .unusable("the following arguments are required: " + missing.joined(separator: ", "))
  }

  // MARK: What a word is

  private func classify(_ words: [String]) throws(ValueProblem) -> [Class] {
    var classes: [Class] = []
    for word in words {
      if word == "--" {
        classes.append(.separator)
        while classes.count < words.count { classes.append(.value) }
        break
      }
      classes.append(try classify(word))
    }
    return classes
  }

  private func classify(_ word: String) throws(ValueProblem) -> Class {
    guard word.hasPrefix("-"), word.utf8.count > 1 else { return .value }
    if let option = options.first(where: { $0.name == word }) { return .option(option, explicit: nil) }
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let explicit = parts.count == 2 ? parts[1] : nil
    let prefix = parts[0]
    if let option = options.first(where: { $0.name == prefix }) { return .option(option, explicit: explicit) }
    if word.hasPrefix("--"), prefix.utf8.count > 2 {
      let matches = options.filter { $0.name.hasPrefix(prefix) }
      if matches.count > 1 {
        throw .unusable("ambiguous option: \(word) could match \(matches.map(\.name).joined(separator: ", "))")
      }
      if let option = matches.first { return .option(option, explicit: explicit) }
    }
    if isNegativeNumber(word) || word.contains(" ") { return .value }
    return .unknown
  }

  /// `-5`, `-.5`, `-1.5`.
  private func isNegativeNumber(_ word: String) -> Bool {
    let parts = word.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
    func isDigits(_ text: Substring) -> Bool { text.utf8.allSatisfy { (48...57).contains($0) } }
    guard parts.allSatisfy(isDigits), let last = parts.last, !last.isEmpty else { return false }
    return parts.count <= 2
  }
}
