/// Reads a typed `aws` line: which service, which operation, with what input, shown how.
///
/// In: the words after `aws` (quotes and variables already resolved) and the environment. Out: a `Parsed`. Asks no
/// service, knows no cloud, never traps. Source: AWS CLI 2.36.7 by observation; awscli `clidriver.py`.
import Documents
import ServiceModels

package enum CommandLine {
  /// A longer word, or more of them, is refused.
  package static let maximumWordBytes = 64 << 10
  package static let maximumWordCount = 4096

  package static func parse(_ words: [String], environment: Environment) -> Parsed {
    do {
      return try parsed(words, environment)
    } catch {
      return .refusal(error)
    }
  }

  private static func parsed(_ words: [String], _ environment: Environment) throws(Refusal) -> Parsed {
    guard words.count <= maximumWordCount, words.allSatisfy({ $0.utf8.count <= maximumWordBytes }) else {
      throw RefusalText.general("a line takes at most \(maximumWordCount) words of \(maximumWordBytes) bytes each")
    }
    // `--version` ends the line wherever it stands.
    if words.contains("--version") { return .text(version + "\n") }
    let top = try parse(
      words, GlobalOptions.options, WordPositional(name: "command", choices: ServiceWords.commandChoices))
    let global = try GlobalOptions(top, environment: environment)
    if global.showsVersion { return .text(version + "\n") }
    let word = top.positional ?? ""
    switch word {
    case "help": return .help(.everything)
    case "configure": return try configure(top.extras, environment)
    default: break
    }
    do throws(Refusal) {
      guard let model = ServiceWords.model(word) else {
        throw RefusalText.notSimulatedYet(
          "the service \(word)", suggestion: "Simulated here: \(ServiceWords.names.joined(separator: ", ")).")
      }
      return try service(model, top.extras, global, environment)
    } catch { throw global.errorFormat.applied(to: error) }
  }

  /// The word parser's refusals carry the usage.
  static func parse(
    _ words: [String], _ options: [WordOption], _ positional: WordPositional?
  ) throws(Refusal) -> ParsedWords {
    do {
      return try WordParser(options: options, positional: positional).parse(words)
    } catch {
      throw error.refusal
    }
  }

  /// What `aws --version` prints.
  package static let version = "aws-cli/2.36.7 Drydock/simulated"

  private static func configure(_ words: [String], _ environment: Environment) throws(Refusal) -> Parsed {
    switch words {
    case ["list"]: return .text(ConfigureList.text(environment))
    case ["get", "region"]: return .text((environment.region ?? "") + "\n")
    default:
      throw RefusalText.notSimulatedYet(
        (["aws", "configure"] + words.prefix(2)).joined(separator: " "),
        suggestion: "Nothing has to be configured here; \"aws configure list\" shows what is set.")
    }
  }

  // MARK: A service

  private static func service(
    _ model: ServiceModel, _ words: [String], _ global: GlobalOptions, _ environment: Environment
  ) throws(Refusal) -> Parsed {
    let choices = ServiceWords.operationChoices(model)
    let parsed = try parse(words, [], WordPositional(name: "operation", choices: choices))
    let word = parsed.positional ?? ""
    if word == "help" { return .help(.service(model.name)) }
    if word == "wait", !model.waiters.isEmpty { return try wait(model, parsed.extras, global, environment) }
    if word == "deploy", model.name == "ecs" { return try deploy(parsed.extras, global, environment) }
    if word == "tail", model.name == "logs" { return try tail(model, parsed.extras, global) }
    if word == LoginPasswordCall.word, model.name == "ecr" { return try loginPassword(model, parsed.extras, global) }
    guard let operation = model.operation(commandName: word) else {
      throw RefusalText.notSimulatedYet("aws \(ServiceWords.commandName(model.name)) \(word)")
    }
    if parsed.extras == ["help"] { return .help(.operation(service: model.name, operation: operation.name)) }
    let reader = OperationLine(
      table: OptionTable(model: model, operation: operation), global: global, environment: environment)
    return try reader.parse(
      parsed.extras, help: .operation(service: model.name, operation: operation.name))
  }

  private static func wait(
    _ model: ServiceModel, _ words: [String], _ global: GlobalOptions, _ environment: Environment
  ) throws(Refusal) -> Parsed {
    guard !words.isEmpty else {
      throw RefusalText.validation(
        "usage: aws [options] \(ServiceWords.commandName(model.name)) wait <subcommand> [parameters]\n"
          + "aws: [ERROR]: too few arguments")
    }
    if words == ["help"] { return .help(.waiting(service: model.name)) }
    let parsed = try parse(
      words, [], WordPositional(name: "subcommand", choices: model.waiters.map(\.commandName)))
    guard let waiter = model.waiter(commandName: parsed.positional ?? ""),
      let operation = model.operation(named: waiter.operation)
    else { throw RefusalText.notSimulatedYet("this waiter") }
    let topic = HelpTopic.waiter(service: model.name, waiter: waiter.name)
    if parsed.extras == ["help"] { return .help(topic) }
    let reader = OperationLine(
      table: OptionTable(model: model, operation: operation, isWaiter: true), global: global, environment: environment)
    switch try reader.parse(parsed.extras, help: topic) {
    case .call(let call): return .wait(WaiterCall(waiter: waiter, call: call))
    case let other: return other
    }
  }
}
