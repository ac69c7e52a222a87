/// `aws ecs execute-command`: a look into a simulated container.
///
/// In: the parsed call, then lines. Out: what the Session Manager plugin prints around what the command prints. A command
/// other than a shell runs at once; a shell stays open, and the lines that follow are its own until `exit`. The request
/// is one entry of the journal, the lines inside are none but where they ask AWS for a change.
/// Source: API sheet, section 3.5 (the plugin's lines).
import AWSCommandLine
import Cloud
import CloudAPI
import Documents
import Workspace

/// A shell that is open in a container.
struct ContainerSession {
  let id: String
  var shell: ContainerShell

  var beginning: String {
    "\nThe Session Manager plugin was installed successfully. Use the AWS CLI to start a session.\n\n\n"
      + "Starting session with SessionId: \(id)\n"
  }
  var ending: String { "\n\nExiting session with sessionId: \(id).\n\n" }
}

extension Session {
  /// The commands of the container whose shell is open, each with what it does; nil otherwise.
  package var innerCommands: [(word: String, summary: String)]? { container?.shell.ownCommands }
  /// The variables of that shell; nil otherwise.
  package var innerVariables: [String: String]? { container?.shell.variables }
  /// Paths in that container that begin with `typed`, directories with a `/` at their end.
  package func innerPaths(beginningWith typed: String) -> [String] {
    guard let shell = container?.shell else { return [] }
    return shell.files.paths(beginningWith: typed, in: shell.directory)
  }

  /// What the prompt is while a shell in a container is open; nil otherwise.
  package var innerPrompt: String? { container == nil ? nil : "# " }

  /// - Parameter input: what a pipe carries to the shell; nil where there is none.
  func executeCommand(_ call: ServiceCall, words: [String], input: String?) -> CommandOutput {
    var opened: ContainerSession?
    var output = carryOut(call, words: words) { [self] walk in
      opened = opening(walk.fullResult, call)
      return ""
    }
    guard output.exitCode == 0, var session = opened else { return output }
    let command = call.input["command"]?.string ?? ""
    output.standardOutput = session.beginning
    let inner = Self.innerWords(command)
    let name = inner.first ?? ""
    if !session.shell.has(name) {
      output.standardOutput += "\nUnable to start command: Failed to start pty: " + Self.cannotStart(name) + "\n"
      if !ContainerShell.shells.contains(ContainerShell.lastPart(name)) { output.standardOutput += ContainerShell.note }
      output.standardOutput += session.ending
    } else if inner.count == 1, ContainerShell.shells.contains(ContainerShell.lastPart(name)) {
      guard let input else {
        // In `$(…)` and pipes nobody can type.
        if progress.depth == 0 { container = session } else { output.standardOutput += session.ending }
        return output
      }
      for line in input.split(separator: "\n") where !session.shell.hasEnded {
        output.standardOutput += Self.mixed(session.shell.run(String(line)))
      }
      output.standardOutput += session.ending
    } else {
      output.standardOutput += Self.mixed(session.shell.run(inner)) + session.ending
    }
    return output
  }

  private func opening(_ reply: Document.Object, _ call: ServiceCall) -> ContainerSession? {
    guard let id = reply["session"]?["sessionId"]?.string, let name = reply["containerName"]?.string,
      let taskID = reply["taskArn"]?.string?.split(separator: "/").last.map(String.init),
      let region = sandbox.world.regions[call.output.region], let task = region.ecs.tasks[taskID],
      let inside = region.inside(name, of: task)
    else { return nil }
    return ContainerSession(id: id, shell: ContainerShell(inside, in: world(around: region)))
  }

  private func world(around region: Region) -> ContainerWorld {
    let (sandbox, origin) = (sandbox, origin)
    return ContainerWorld(
      region: { sandbox.world.present(region.name) },
      perform: { request, typed in
        do throws(WorkspaceError) { return try sandbox.perform(request, typed: typed, origin: origin).reply } catch {
          return .failure(ServiceFailure("ServerException", error.message))
        }
      })
  }

  /// The words of `--command`, which the agent splits as a shell would and hands to no shell.
  private static func innerWords(_ command: String) -> [String] {
    let script: Script?
    do throws(GrammarError) { script = try ScriptParser.parse(command) } catch { script = nil }
    let words = script?.statements.count == 1 ? script?.statements[0].pipeline.first?.words.map(\.plainText) : nil
    guard script?.statements.first?.pipeline.count == 1, let words, !words.contains(nil) else {
      return command.split(separator: " ").map(String.init)
    }
    return words.compactMap { $0 }
  }

  private static func cannotStart(_ name: String) -> String {
    name.hasPrefix("/")
      ? "fork/exec \(name): no such file or directory" : "exec: \"\(name)\": executable file not found in $PATH"
  }

  /// A terminal inside shows both channels as one.
  private static func mixed(_ output: CommandOutput) -> String { output.standardOutput + output.standardError }

  // MARK: Lines inside

  /// A line for the shell that is open.
  func runInside(_ text: String) -> CommandOutput {
    guard var session = container else { return CommandOutput() }
    let output = session.shell.run(text)
    container = session
    guard session.shell.hasEnded else {
      return CommandOutput(Self.mixed(output), exitCode: output.exitCode)
    }
    return CommandOutput(Self.mixed(output) + closeContainer().standardOutput)
  }

  /// Leaves the container, as Ctrl-D does.
  func closeContainer() -> CommandOutput {
    defer { container = nil }
    return CommandOutput(container?.ending ?? "")
  }
}
