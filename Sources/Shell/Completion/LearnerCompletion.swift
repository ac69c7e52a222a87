/// Tab: what a line may go on with, from the services' tables, the live world and the shell's own words.
///
/// In: the line being edited. Out: candidates with a line each, and the stretch that they replace. Reads the world at the
/// moment of the key; changes nothing.
import AWSCommandLine
import Course
import Interpreter
import ServiceModels
import Workspace

extension LearnerShell {
  package func completions(_ line: EditedLine) -> Completions {
    let typed = TypedCommand(line.text.unicodeScalars.prefix(line.cursor))
    let list = list(typed)
    return Completions(
      replacing: list.start..<line.cursor,
      candidates: list.candidates.map {
        Shell.Candidate($0.text, description: $0.description, suffix: $0.isOpen ? "" : " ")
      })
  }

  private func list(_ typed: TypedCommand) -> CompletionList {
    if typed.isComment || typed.cursor > 64 << 10 { return CompletionList(start: typed.cursor, candidates: []) }
    if let variables = variables(typed) { return variables }
    if let commands = session.innerCommands { return inside(commands, typed) }
    if typed.target != nil { return Completion.list(files(sandboxFiles), typed) }
    guard let first = typed.words.first?.text else { return Completion.list(beginnings(typed), typed) }
    if first == "plan" { return list(typed.withoutFirstWord) }
    if first == "aws" || first == "ecs" || isOperation(first), !isOwnWord(first) {
      return Completion.list(typed, live: liveNames)
    }
    return Completion.list(wordArguments(first, earlier: Array(typed.texts.dropFirst()), typed), typed)
  }

  func isOperation(_ word: String) -> Bool { ServiceModel.named("ecs")?.operation(commandName: word) != nil }

  func isOwnWord(_ word: String) -> Bool { ownWords.contains { $0.word == word } }

  /// The shell's words and the interpreter's, as they stand in this session.
  var ownWords: [(word: String, usage: String, summary: String)] {
    let own = Self.words.map(\.word)
    return Self.words + Session.ownWords.filter { !own.contains($0.word) }
  }

  // MARK: The first word

  private func beginnings(_ typed: TypedCommand) -> [AWSCommandLine.Candidate] {
    if typed.isAfterPipe { return Filters.summaries.map { .init(text: $0.word, description: $0.summary) } }
    let words =
      [("aws", "", "talk to AWS services, as in a real shell"), ("ecs", "", "aws ecs, for short")] + ownWords
    let own = words.map { AWSCommandLine.Candidate(text: $0.0, description: $0.2) }
    let partial = typed.partialText
    guard !partial.isEmpty, partial.contains("-") || !own.contains(where: { $0.text.hasPrefix(partial) }) else {
      return own
    }
    let model = ServiceModel.named("ecs")
    let help = ServiceHelp.named("ecs")
    return own
      + (model?.operations ?? []).map { operation in
        .init(text: operation.commandName, description: help?.summary(operation) ?? "aws ecs \(operation.commandName)")
      }
  }

  // MARK: Variables

  /// `$NA…`: names of variables, with their values.
  private func variables(_ typed: TypedCommand) -> CompletionList? {
    guard typed.quote != "'", let dollar = typed.partial.lastIndex(of: "$") else { return nil }
    let name = typed.partial[(dollar + 1)...]
    guard name.allSatisfy({ $0 == "_" || ($0.isASCII && $0.properties.isAlphabetic) || ("0"..."9").contains($0) })
    else { return nil }
    let text = String(String.UnicodeScalarView(name))
    let known = session.innerVariables ?? session.variables
    let found = known.keys.sorted().filter { $0.hasPrefix(text) }
    return CompletionList(
      start: typed.origins[dollar],
      candidates: found.map { name in
        let value = known[name] ?? ""
        return .init(text: "$" + name, description: value.count > 60 ? value.prefix(59) + "…" : value, isOpen: true)
      })
  }

  // MARK: Names of the world

  var liveNames: LiveNames {
    LiveNames(
      names: { [weak self] resource, context in self?.names(resource, context) ?? [] },
      files: { [weak self] prefix in self?.fileNames(prefix) ?? [] })
  }

  private func names(_ resource: LiveResource, _ context: [String: String]) -> [LiveName] {
    let name =
      context["--region"] ?? session.variables["AWS_REGION"] ?? session.variables["AWS_DEFAULT_REGION"]
      ?? Session.defaultRegion
    guard let region = session.sandbox.world.regions[name] else { return [] }
    return WorldNames(region: region, context: context.mapValues(session.valueOfVariables)).names(resource)
  }

  // MARK: Files

  var sandboxFiles: [LiveName] {
    ((try? session.sandbox.files.list()) ?? []).map { LiveName($0.name, Self.size($0.bytes)) }
  }

  var lessonFiles: [LiveName] { play?.lesson.files.map { LiveName("files/" + $0.name, "A file of this lesson") } ?? [] }

  private func fileNames(_ prefix: String) -> [LiveName] {
    let own = (sandboxFiles + lessonFiles).filter { $0.name.hasPrefix(prefix) }
    guard session.outside.readHostFile != nil, prefix.hasPrefix("/") || prefix.hasPrefix("~/") || prefix.hasPrefix(".")
    else { return own }
    return own + HostFileNames.beginning(with: prefix)
  }

  func files(_ names: [LiveName]) -> [AWSCommandLine.Candidate] {
    names.map { .init(text: $0.name, description: $0.state) }
  }

  static func size(_ bytes: Int) -> String { bytes == 1 ? "1 byte" : "\(bytes) bytes" }
}

extension Session {
  /// `$NAME` as a value typed so far; anything else as it is.
  func valueOfVariables(_ text: String) -> String {
    guard text.hasPrefix("$") else { return text }
    let name = text.dropFirst().filter { $0 != "{" && $0 != "}" }
    return variables[name] ?? text
  }
}
