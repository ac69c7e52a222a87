/// `inject`: breaks something on purpose, or says what can be broken.
///
/// In: the words after it. Out: what was broken and what happened at once, help, or why not. A fault is a command like any
/// other: it stands in the journal, `undo` takes it back, and it costs no simulated time.
import Cloud
import Documents
import Workspace

extension Session {
  func inject(_ words: [String]) -> CommandOutput {
    guard let name = words.first else { return CommandOutput(injectOverview()) }
    if name == "help" || name == "--help" { return injectHelp(Array(words.dropFirst())) }
    if words.dropFirst().contains(where: { $0 == "help" || $0 == "--help" }) { return injectHelp([name]) }
    var arguments: Document.Object = [:]
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        let usage = FaultCatalogue.named(name).map { ": \(Self.usage(of: $0))" } ?? ""
        return .complaint("inject: '\(GrammarError.shown(word))' is no KEY=VALUE\(usage)", exitCode: 2)
      }
      guard arguments[parts[0]] == nil else {
        return .complaint("inject: \(GrammarError.shown(parts[0])) is given twice; give it once", exitCode: 2)
      }
      arguments[parts[0]] = .string(parts[1])
    }
    let region = variables["AWS_REGION"] ?? variables["AWS_DEFAULT_REGION"] ?? Self.defaultRegion
    return inject(Fault(name: name, arguments: arguments, region: region))
  }

  private func inject(_ fault: Fault) -> CommandOutput {
    do throws(WorkspaceError) { try sandbox.catchUp() } catch { return .complaint("inject: \(error.message)") }
    do throws(FaultRefusal) {
      try sandbox.world.checkFault(name: fault.name, arguments: fault.arguments, region: fault.region)
    } catch { return Self.complaint(about: error) }
    do throws(WorkspaceError) {
      let performed = try sandbox.inject(fault, typed: progress.typed, origin: origin)
      let message = performed.events.first?.message ?? fault.name
      return CommandOutput(
        message.prefix(1).uppercased() + message.dropFirst() + ".\n",
        notices: Notices.whileWaiting(Array(performed.events.dropFirst())))
    } catch { return .complaint("inject: \(error.message)") }
  }

  private static func complaint(about refusal: FaultRefusal) -> CommandOutput {
    let near = refusal.mistyped.flatMap { NearestText.to($0, among: refusal.candidates) }
    return .complaint("inject: " + refusal.message + (near.map { ". Did you mean `\($0)`?" } ?? ""), exitCode: 2)
  }

  // MARK: - Help

  private func injectOverview() -> String {
    let standing = sandbox.world.regions.values.flatMap(\.faults.standing)
    let lines = standing.map { fault in
      "  \(fault.name.rawValue): \(fault.kind.beginning)" + (fault.until.map { " until \($0.timeOfDay)" } ?? "")
    }
    return "inject NAME [KEY=VALUE ...]: break something on purpose. `inject help` lists what can break.\n"
      + (lines.isEmpty ? "No fault stands now.\n" : "These stand now:\n" + lines.map { $0 + "\n" }.joined())
  }

  private func injectHelp(_ words: [String]) -> CommandOutput {
    guard let name = words.first else {
      let width = FaultCatalogue.names.map(\.count).max() ?? 0
      let lines = FaultCatalogue.all.map { fault in
        let name = fault.name.rawValue
        return "  \(name)\(String(repeating: " ", count: width - name.count))  \(fault.summary)\n"
      }
      return CommandOutput(
        lines.joined() + "`inject help NAME` shows what one takes; `undo` takes a fault back, `inject mend` ends it.\n")
    }
    guard let fault = FaultCatalogue.named(name) else {
      let near = NearestText.to(name, among: FaultCatalogue.names).map { "Did you mean `\($0)`?" }
      return .complaint(
        "inject: there is no fault '\(GrammarError.shown(name))'. \(near ?? "`inject help` lists those there are.")",
        exitCode: 2)
    }
    return CommandOutput(Self.page(of: fault))
  }

  private static func page(of fault: FaultDescription) -> String {
    let usages = fault.arguments.map(\.usage)
    let width = usages.map(\.count).max() ?? 0
    let lines = zip(fault.arguments, usages).map { argument, usage in
      let standard = argument.isRequired ? " (required)" : argument.standard.map { " (\($0))" } ?? ""
      return "  \(usage)\(String(repeating: " ", count: width - usage.count))  \(argument.summary)\(standard)\n"
    }
    return "inject \(Self.usage(of: fault))\n\(fault.name.rawValue): \(fault.summary)\n\n" + lines.joined()
      + "\nWhat there is to see: \(fault.evidence).\n"
  }

  /// `zone-outage zone=ZONE [lasts=TIME]`.
  private static func usage(of fault: FaultDescription) -> String {
    ([fault.name.rawValue] + fault.arguments.map { $0.isRequired ? $0.usage : "[\($0.usage)]" })
      .joined(separator: " ")
  }
}
