/// The lint rules that need the service: commands parse and are simulated, `run:` changes nothing.
///
/// In: a lesson. Out: findings with file, line and column. Runs no command. Source: lesson format, section 7: DD030
/// (every `aws` command parses), DD031 (not simulated), DD032 (`run:` changes state), DD021 (a query finds nothing).
/// DD051 needs a world to play in: `Rehearsal.predictionFindings`.
import AWSCommandLine
import CloudAPI
import Interpreter
import Lessons
import ServiceModels

package struct ServiceLint {
  private let lesson: Lesson
  private let file: String
  private var findings: [LintFinding] = []

  package static func findings(in lesson: Lesson, file: String) -> [LintFinding] {
    var lint = ServiceLint(lesson: lesson, file: file)
    lint.run()
    return lint.findings.sorted()
  }

  /// The `ecs` operations that a text names: `create-service`.
  static func operations(in text: String) -> [String] {
    let script: Script
    do throws(GrammarError) { script = try ScriptParser.parse(text) } catch { return [] }
    return script.commandsWithin.compactMap { command in
      let words = command.words.compactMap(\.plainText)
      let line = words.first == "aws" ? words.dropFirst() : words[...]
      return line.first == "ecs" ? line.dropFirst().first : nil
    }
  }

  private init(lesson: Lesson, file: String) {
    self.lesson = lesson
    self.file = file
  }

  private mutating func run() {
    checkHeader()
    for step in lesson.steps {
      let played = step.setup + step.demonstrations.flatMap(\.commands) + step.solutions.flatMap(\.commands)
      for command in played + (step.prediction?.commands ?? []) { checkCommand(command) }
      // A wrong try may be refused by the command line; it must still be a line that can be read.
      for command in step.attempts.flatMap(\.commands) { checkGrammar(command) }
      let conditions = step.checks.map(\.condition) + step.diagnoses.map(\.condition) + [step.symptom].compactMap { $0 }
      for condition in conditions.flatMap(\.flattened) {
        switch condition.form {
        case .state(let state): checkLook(state.run, state.query)
        case .history(let matcher): checkOperation(matcher)
        case .event, .printed, .sequence, .answer, .all, .any, .not, .count: break
        }
      }
      for fault in step.faults { if case .command(let command) = fault.action { checkCommand(command) } }
      for (position, message) in FaultRules.problems(of: step) { report("DD060", position, message) }
      if step.limit?.cost != nil { report("DD031", step.position, "`cost` of a limit is not simulated yet") }
      for question in step.prediction?.questions ?? [] { checkLook(question.run, question.query) }
    }
    for span in lesson.codeSpans {
      guard let problem = ProseCommands.problem(in: span.text) else { continue }
      report("DD030", span.position, problem.message, mistyped: problem.mistyped, among: problem.known)
    }
  }

  /// What may be written and is not followed yet.
  private mutating func checkHeader() {
    if let region = lesson.world.region, region != Session.defaultRegion {
      report("DD031", lesson.world.position, "`region` is not followed yet: a lesson plays in \(Session.defaultRegion)")
    }
    if lesson.header.needs != .nothing {
      report("DD031", lesson.header.idPosition, "`needs` is read, but not checked yet", isWarning: true)
    }
  }

  private mutating func report(_ code: String, _ position: SourcePosition, _ message: String, isWarning: Bool = false) {
    findings.append(
      LintFinding(file: file, position: position, code: code, severity: isWarning ? .warning : .error, message: message)
    )
  }

  private mutating func report(
    _ code: String, _ position: SourcePosition, _ message: String, mistyped word: String, among known: [String]
  ) {
    let fix = NearestWord.to(word, among: known).map { LintFix(line: position.line, old: word, new: $0) }
    findings.append(
      LintFinding(
        file: file, position: position, code: code, message: message + NearestWord.question(word, among: known),
        fix: fix))
  }

  private mutating func checkGrammar(_ command: Command) {
    do throws(GrammarError) { _ = try ScriptParser.parse(command.text) } catch {
      report("DD030", command.position, "column \(error.column): \(error.message)")
    }
  }

  private mutating func checkCommand(_ command: Command) {
    guard command.text.first != "!" else {
      return report("DD030", command.position, "a lesson cannot run programs of the machine: take `!` out")
    }
    let script: Script
    do throws(GrammarError) { script = try ScriptParser.parse(command.text) } catch {
      return report("DD030", command.position, "column \(error.column): \(error.message)")
    }
    for part in script.commandsWithin { check(part, at: command.position) }
  }

  /// Words that are plain are parsed as the AWS CLI would; `$(…)` and variables stand in as `x`.
  private mutating func check(_ command: Script.Command, at position: SourcePosition) {
    let words = command.words.map { $0.plainText ?? "x" }
    guard words.first == "aws" || words.first == "ecs" else { return }
    let line = words.first == "ecs" ? words : Array(words.dropFirst())
    let known = lesson.files
    let environment = Environment(readFile: { path in
      let name = path.hasPrefix("files/") ? String(path.dropFirst(6)) : path
      return .success(known.first { $0.name == name }?.bytes ?? Array("{}".utf8))
    })
    switch AWSCommandLine.CommandLine.parse(line, environment: environment) {
    case .refusal(let refusal):
      // What stands in for a variable need not parse as the structure that it holds.
      let isStandIn = command.words.contains { $0.plainText == nil }
      if isStandIn, refusal.standardError.contains("Error parsing parameter") { return }
      // A file that the learner writes first may hold what is required.
      let readsFile = words.contains { $0.contains("file://") }
      if readsFile, refusal.standardError.contains("Missing required parameter") { return }
      let text = refusal.standardError.split(separator: "\n").first { !$0.isEmpty } ?? ""
      report("DD030", position, "the command line refuses this: \(text)")
    case .call(let call): checkSimulated(call, at: position)
    case .wait(let wait): checkSimulated(wait.call, at: position)
    case .tail(let tail): checkSimulated(tail.call, at: position)
    case .loginPassword(let login): checkSimulated(login.call, at: position)
    case .deploy, .skeleton, .help, .text: break
    }
  }

  private mutating func checkSimulated(_ call: ServiceCall, at position: SourcePosition) {
    let name = call.command
    guard CloudAPI.isSimulated(service: call.service, operation: call.operation.name) else {
      return report("DD031", position, "`\(name)` is not simulated yet")
    }
    guard let help = ServiceHelp.named(call.service), help.status(call.operation) != .notYet,
      let members = ServiceModel.named(call.service)?.shape(call.operation.input)?.members
    else { return }
    for member in members where call.input[member.name] != nil {
      checkKnownValue(call, member, at: position)
      if help.status(call.operation, member: member.name) == .notYet {
        report("DD031", position, "`\(member.optionName)` of `\(name)` is not simulated yet")
      }
    }
  }

  /// The AWS CLI sends any word; the service refuses the ones that it does not know.
  private mutating func checkKnownValue(_ call: ServiceCall, _ member: Member, at position: SourcePosition) {
    guard let value = call.input[member.name]?.string, value != "x",
      let known = ServiceModel.named(call.service)?.shape(member.shape)?.enumeration, !known.isEmpty,
      !known.contains(value)
    else { return }
    report(
      "DD030", position,
      "`\(member.optionName)` of `\(call.command)` has no value `\(value)`",
      mistyped: value,
      among: known)
  }

  private mutating func checkLook(_ command: Command, _ query: Query) {
    do throws(Look.Problem) {
      let look = try Look(command.text)
      try look.checkIsReadOnly()
    } catch {
      switch error {
      case .changesState: report("DD032", command.position, error.message)
      case .notACommand, .refused: report("DD030", command.position, error.message)
      }
      return
    }
    if let problem = QueryRules.problem(query, on: command) { report("DD021", query.position, problem) }
  }

  private mutating func checkOperation(_ matcher: CommandMatcher) {
    guard case .exactly(let name) = matcher.operation else { return }
    let parts = name.split(separator: " ").map(String.init)
    guard parts.count == 2, let operation = ServiceWords.model(parts[0])?.operation(commandName: parts[1]) else {
      let names = ServiceWords.model(parts.first ?? "")?.operations.map(\.commandName) ?? []
      return report(
        "DD030", matcher.position, "there is no operation `\(name)`", mistyped: parts.last ?? "", among: names)
    }
    guard case .structure(let members)? = ServiceWords.model(parts[0])?.shape(operation.input)?.kind else { return }
    for option in matcher.with where !members.contains(where: { $0.optionName == "--" + option.option }) {
      report(
        "DD030", matcher.position, "`\(name)` has no option `--\(option.option)`", mistyped: option.option,
        among: members.map { String($0.optionName.dropFirst(2)) })
    }
  }
}

extension Script {
  /// Every command of the text, those inside `$(…)` too.
  var commandsWithin: [Script.Command] {
    statements.flatMap(\.pipeline).flatMap { command in
      [command]
        + (command.words + command.assignments.map(\.value)).flatMap(\.parts).flatMap { part -> [Script.Command] in
          if case .substitution(let script, _) = part { script.commandsWithin } else { [] }
        }
    }
  }
}
