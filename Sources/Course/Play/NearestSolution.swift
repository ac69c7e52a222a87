/// What is missing, said from the nearest solution where the author has no diagnosis for it: never the answer itself.
///
/// In: the learner's latest command and the step's solutions. Out: one sentence, or nothing. Options are named, their right
/// values are not: those stand in hints and in the solution.
/// Source: lesson format, section 5, "Automatic": other object, option missing, other value, sibling operation.
import AWSCommandLine
import CloudAPI
import Documents
import Interpreter
import Lessons
import ServiceModels

struct NearestSolution {
  private let calls: [ServiceCall]
  /// `ecs run-task`: of every command, also of one that cannot be read before its variables have a value.
  private let operations: Set<String>

  /// Solutions are read as they stand: what a variable or `$(…)` gives is not known here.
  init(_ step: Step) {
    let lines = step.solutions.flatMap(\.commands).flatMap { Self.lines(in: $0.text) }
    calls = lines.compactMap(Self.call)
    operations = Set(lines.map { $0.prefix(2).joined(separator: " ") })
  }

  /// nil where the command is as it should be, or nothing can be said of it.
  func difference(from item: History.Item) -> String? {
    guard let operation = item.operation, !calls.isEmpty else { return nil }
    // Where something is to be changed, whatever is looked at on the way is right.
    guard item.isChange || !operations.contains(where: Self.isChange) else { return nil }
    let same = calls.filter { $0.operation.name == operation.name && $0.service == operation.service }
    guard let nearest = same.max(by: { equalMembers($0, item).count < equalMembers($1, item).count }) else {
      return item.isChange && !operations.contains(item.command) ? sibling(of: item) : nil
    }
    return sentence(nearest, item, operation)
  }

  private func sibling(of item: History.Item) -> String? {
    calls.contains(where: Self.isChange)
      ? "`\(item.command)` did something, but this step is done by another operation. `undo` takes it back; `hint` has more."
      : nil
  }

  private func sentence(_ call: ServiceCall, _ item: History.Item, _ operation: ServiceModels.Operation) -> String? {
    let members = ServiceModel.named(call.service)?.inputMembers(of: operation) ?? []
    let wanted = members.filter {
      call.input[$0.name] != nil && !$0.isIdempotencyToken && !Self.isUnknown(call.input[$0.name])
    }
    if let object = wanted.first(where: { Self.objects.contains($0.name) && !isEqual($0, call, item) }) {
      let seen = OptionValue.of(String(object.optionName.dropFirst(2)), operation: operation, input: item.input)
      let right = OptionValue.withNames(call.input[object.name] ?? .null)
      return
        "That was about \(object.name) \(Self.shown(OptionValue.withNames(seen))); this step is about \(Self.shown(right))."
    }
    let missing = wanted.filter { item.input[$0.name] == nil && !isEqual($0, call, item) }
    if let first = missing.first {
      let others = missing.count > 1 ? " and \(missing.count - 1) more" : ""
      return "The operation is right. The command leaves out `\(first.optionName)`\(others)."
    }
    guard let other = wanted.first(where: { !isEqual($0, call, item) }) else { return nil }
    guard let seen = Self.text(item.input[other.name] ?? .null) else {
      return "The operation is right. One solution of this step has another value for `\(other.optionName)`."
    }
    return "The operation is right. `\(other.optionName)` is `\(seen)` there; this step wants another value."
  }

  // MARK: Comparing

  /// What a command is about: to name it gives nothing away, the step's text names it.
  private static let objects = ["cluster", "service"]

  private func equalMembers(_ call: ServiceCall, _ item: History.Item) -> [Member] {
    (ServiceModel.named(call.service)?.inputMembers(of: call.operation) ?? []).filter { member in
      call.input[member.name] != nil && isEqual(member, call, item)
    }
  }

  private func isEqual(_ member: Member, _ call: ServiceCall, _ item: History.Item) -> Bool {
    let option = String(member.optionName.dropFirst(2))
    let given = OptionValue.of(option, operation: item.operation, input: item.input)
    let wanted = call.input[member.name] ?? .null
    // Who registers plans on the way may come to another revision than the solution does.
    if member.name == "taskDefinition", operations.contains("ecs register-task-definition"),
      let family = Self.family(wanted), family == Self.family(given)
    {
      return true
    }
    return given == wanted || OptionValue.withNames(given) == OptionValue.withNames(wanted)
  }

  private static func family(_ document: Document) -> Substring? {
    OptionValue.withNames(document).string?.split(separator: ":", maxSplits: 1).first
  }

  private static let unknown = "\u{FFFC}"

  private static func isUnknown(_ document: Document?) -> Bool { document?.written().contains(unknown) ?? true }

  private static func shown(_ document: Document) -> String { text(document).map { "`\($0)`" } ?? "another one" }

  /// As it would be typed; nil where that is long.
  private static func text(_ document: Document) -> String? {
    let words = document.list?.compactMap(\.string) ?? []
    let isListOfWords = !words.isEmpty && words.count == document.list?.count
    let text = isListOfWords ? words.joined(separator: " ") : document.string ?? document.written()
    return text.count > 40 ? nil : text
  }

  /// The operations of a solution that change something, as far as can be seen without running it.
  static func changingOperations(_ solution: Solution) -> [String] {
    solution.commands.flatMap { lines(in: $0.text) }.compactMap { words in
      // By its name alone: files and variables have no value yet.
      guard words.count > 1, let operation = ServiceModel.named(words[0])?.operation(commandName: words[1]),
        !CloudAPI.isReadOnly(service: words[0], operation: operation.name)
      else { return nil }
      return operation.name
    }
  }

  private static func isChange(_ call: ServiceCall) -> Bool {
    !CloudAPI.isReadOnly(service: call.service, operation: call.operation.name)
  }

  /// - Parameter command: `ecs run-task`; words that are no operation (`ecs wait`) change nothing.
  private static func isChange(_ command: String) -> Bool {
    let words = command.split(separator: " ").map(String.init)
    guard words.count == 2,
      let operation = ServiceModel.named(words[0])?.operation(commandName: words[1])
    else { return false }
    return !CloudAPI.isReadOnly(service: words[0], operation: operation.name)
  }

  /// The words after `aws` of each command in the text.
  private static func lines(in text: String) -> [[String]] {
    let script: Script
    do throws(GrammarError) { script = try ScriptParser.parse(text) } catch { return [] }
    return script.commandsWithin.compactMap { command in
      let words = command.words.map { $0.plainText ?? unknown }
      return words.first == "aws" ? Array(words.dropFirst()) : words.first == "ecs" ? words : nil
    }
  }

  private static func call(_ line: [String]) -> ServiceCall? {
    guard case .call(let call) = AWSCommandLine.CommandLine.parse(line, environment: Environment()) else { return nil }
    return call
  }
}

extension LessonPlay {
  /// Of the latest command, where no author's rule has spoken and waiting would not help.
  func automaticDiagnosis(_ report: StepReport) -> String? {
    let isOnlyWaiting = report.openChecks.allSatisfy { if case .willHold = $0.state { true } else { false } }
    guard !isOnlyWaiting else { return nil }
    let items = History(sandbox.entries(since: start)).items.filter { latest.contains($0.entry) }
    // A refusal has explained itself.
    guard let last = items.last, last.isOK else { return nil }
    if Document.object(last.input).written().contains("____") {
      return "`____` marks a gap: put a value in its place." + (last.isChange ? " `undo` takes this one back." : "")
    }
    return NearestSolution(step).difference(from: last)
  }

  /// An offer after every third try that led nowhere, as long as there is a hint that was not opened.
  func offersHint(afterAttempt isAttempt: Bool) -> Bool {
    let progress = stepProgress
    return isAttempt && progress.attempts > 0 && progress.attempts % 3 == 0 && progress.hints < step.hints.count
  }
}
