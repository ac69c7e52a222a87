/// Are the commands that prose names there (DD030): service, operation, options, known values.
///
/// In: inline code. Out: what is wrong with it, and the word that was meant. Commands in prose may be cut short and may
/// have placeholders: only what is written is judged. Source: lesson format, section 7.
import AWSCommandLine
import Lessons
import ServiceModels

enum ProseCommands {
  struct Problem {
    let message: String
    let mistyped: String
    let known: [String]
  }

  /// nil where nothing is wrong, or the text is no command.
  static func problem(in text: String) -> Problem? {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = words.first else { return nil }
    if first == "aws" { return words.count >= 3 ? command(words[1], words[2], words.dropFirst(3)) : nil }
    if first == "ecs", words.count >= 2 { return command("ecs", words[1], words.dropFirst(2)) }
    // A bare operation with options, or one option by itself.
    guard let ecs = ServiceModel.named("ecs") else { return nil }
    if ecs.operation(commandName: first) != nil { return command("ecs", first, words.dropFirst()) }
    guard words.count == 1, first.hasPrefix("--") else { return nil }
    return option(optionName(first), named: "", among: everyOption)
  }

  private static func command(_ service: String, _ name: String, _ rest: ArraySlice<String>) -> Problem? {
    guard isWord(service), isWord(name) else { return nil }
    guard let model = ServiceWords.model(service) else {
      guard NearestWord.to(service, among: ServiceModel.names) != nil else { return nil }
      return Problem(message: "there is no service `\(service)`", mistyped: service, known: ServiceModel.names)
    }
    if ["wait", "help"].contains(name)
      || ServiceWords.simulatedCommands(model.name).contains(where: { $0.name == name })
    {
      return nil
    }
    guard let operation = model.operation(commandName: name) else {
      if model.otherOperationNames.contains(where: { CommandName.kebab($0) == name }) { return nil }
      return Problem(
        message: "`\(service)` has no operation `\(name)`", mistyped: name, known: model.operations.map(\.commandName))
    }
    return options(rest, of: operation, model, named: "\(service) \(name)")
  }

  private static func options(
    _ words: ArraySlice<String>, of operation: ServiceModels.Operation, _ model: ServiceModel, named name: String
  ) -> Problem? {
    let table = OptionTable(model: model, operation: operation)
    let known = table.options.map(\.name) + GlobalOptions.names
    for (index, word) in zip(words.indices, words) where word.hasPrefix("--") && word.count > 2 {
      let option = optionName(word)
      if let problem = self.option(option, named: name, among: known) { return problem }
      let value = word.contains("=") ? nil : words.dropFirst(index - words.startIndex + 1).first
      if let problem = self.value(value, of: option, table, model) { return problem }
    }
    return nil
  }

  private static func option(_ option: String, named name: String, among known: [String]) -> Problem? {
    // As in the AWS CLI, the beginning of an option will do.
    if option.contains("_") || known.contains(where: { $0.hasPrefix(option) }) { return nil }
    let message = name.isEmpty ? "no operation has an option `\(option)`" : "`\(name)` has no option `\(option)`"
    return Problem(message: message, mistyped: option, known: known)
  }

  /// A word that the service knows by name.
  private static func value(_ value: String?, of option: String, _ table: OptionTable, _ model: ServiceModel)
    -> Problem?
  {
    guard let value, isWord(value) || value.allSatisfy({ $0.isUppercase || $0 == "_" }), !value.contains("__"),
      let member = table.option(option)?.member, let known = model.shape(member.shape)?.enumeration, !known.isEmpty,
      !known.contains(value), NearestWord.to(value, among: known) != nil
    else { return nil }
    return Problem(message: "`\(option)` has no value `\(value)`", mistyped: value, known: known)
  }

  private static func optionName(_ word: String) -> String { String(word.prefix { $0 != "=" }) }

  /// No placeholder such as `OPERATION`, `…` or `____`.
  private static func isWord(_ word: String) -> Bool {
    word.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
  }

  private static let everyOption: [String] = {
    var names = Set(GlobalOptions.names + ["--reason"])
    for service in ServiceModel.names {
      guard let model = ServiceModel.named(service) else { continue }
      for operation in model.operations {
        names.formUnion(OptionTable(model: model, operation: operation).options.map(\.name))
      }
    }
    return names.sorted()
  }()
}
