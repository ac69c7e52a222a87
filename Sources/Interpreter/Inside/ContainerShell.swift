/// A shell inside a simulated container: what `aws ecs execute-command` opens.
///
/// In: lines as typed, a container's inside, the world outside. Out: what each line prints. No time passes, no file is written,
/// nothing can be broken from here; the world changes only by what a process asks AWS for. The grammar is the prompt's own;
/// the commands are a few that one looks around with, in the manner of busybox.
/// Source of their output: busybox 1.36, by observation.
import Cloud
import CloudAPI
import SimulationKit

/// The world around a container, as its processes find it.
struct ContainerWorld {
  /// Its Region at this moment.
  let region: () -> Region
  /// Asks AWS, and writes down what was asked; the text is what was typed.
  let perform: (ServiceRequest, String) -> ServiceReply
}

struct ContainerShell {
  let inside: ContainerInside
  private let world: ContainerWorld
  private(set) var directory = "/"
  private(set) var hasEnded = false
  private(set) var status: Int32 = 0
  private(set) var variables: [String: String]

  init(_ inside: ContainerInside, in world: ContainerWorld) {
    self.inside = inside
    self.world = world
    variables = Dictionary(inside.environment.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
  }

  /// Shells that a command may ask for; a path in front of the name does not matter.
  static let shells: Set = ["sh", "bash", "ash", "dash"]

  /// Commands that are simulated, for whoever asks for another one.
  static let commands = [
    "cat", "cd", "curl", "echo", "env", "exit", "hostname", "id", "ls", "printenv", "ps", "pwd", "whoami",
  ]
  private static let summaries = [
    "cat": "print files", "cd": "go to a directory", "curl": "ask an address", "echo": "print words",
    "env": "print the environment", "exit": "leave the container", "hostname": "print the host's name",
    "id": "print who you are", "ls": "list a directory", "printenv": "print variables", "ps": "list the processes",
    "pwd": "print where you are", "whoami": "print the user's name",
  ]
  /// The commands that this image has, each with a line of what it does.
  var ownCommands: [(word: String, summary: String)] {
    Self.commands.filter { !inside.lacks.contains($0) }.map { ($0, Self.summaries[$0] ?? "") }
  }

  var files: ContainerFiles { ContainerFiles(inside, in: world.region()) }

  /// What is said beside a refusal of another one.
  static let note = "(simulated inside a container: \(commands.joined(separator: ", ")))\n"

  func has(_ program: String) -> Bool {
    let name = Self.lastPart(program)
    if inside.lacks.contains(name) { return false }
    return Self.shells.contains(name) ? inside.hasShell : Self.commands.contains(name)
  }

  static func lastPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  // MARK: Lines

  mutating func run(_ text: String) -> CommandOutput {
    let script: Script
    do throws(GrammarError) { script = try ScriptParser.parse(text) } catch {
      status = 2
      return CommandOutput(error: "sh: syntax error: \(error.message)\n", exitCode: 2)
    }
    var output = CommandOutput()
    for statement in script.statements {
      switch statement.connector {
      case .always: break
      case .afterSuccess: if status != 0 { continue }
      case .afterFailure: if status == 0 { continue }
      }
      let part = run(statement.pipeline)
      output.standardOutput += part.standardOutput
      output.standardError += part.standardError
      if hasEnded { break }
    }
    output.exitCode = status
    return output
  }

  private mutating func run(_ pipeline: [Script.Command]) -> CommandOutput {
    var carried: String?
    var output = CommandOutput()
    for command in pipeline {
      var part: CommandOutput
      do throws(ExpansionError) { part = try run(command, input: carried) } catch {
        part = CommandOutput(error: "sh: \(error.message)\n", exitCode: 2)
      }
      carried = part.standardOutput
      part.standardError = output.standardError + part.standardError
      output = part
    }
    status = output.exitCode
    return output
  }

  private mutating func run(_ command: Script.Command, input: String?) throws(ExpansionError) -> CommandOutput {
    let (known, last) = (variables, status)
    let expansion = Expansion(
      lookUp: { name throws(ExpansionError) in name == "?" ? "\(last)" : known[name] },
      substitute: { [self] script throws(ExpansionError) in
        var copy = self
        return script.statements.map { copy.run($0.pipeline).standardOutput }.joined()
      })
    for assignment in command.assignments { variables[assignment.name] = try expansion.text(assignment.value) }
    let words = try expansion.words(command.words)
    var output = words.isEmpty ? CommandOutput() : run(words, input: input)
    for redirection in command.redirections { try Self.redirect(redirection, expansion, &output) }
    return output
  }

  /// Both channels may be joined or thrown away; files are not written here.
  private static func redirect(
    _ redirection: Script.Redirection, _ expansion: Expansion, _ output: inout CommandOutput
  ) throws(ExpansionError) {
    switch redirection {
    case .errorsToOutput:
      output.standardOutput += output.standardError
      output.standardError = ""
    case .outputToErrors:
      output.standardError += output.standardOutput
      output.standardOutput = ""
    case .errors(let word), .appendErrors(let word):
      if try expansion.text(word) == "/dev/null" { output.standardError = "" } else { output = noFiles }
    case .write(let word), .append(let word):
      if try expansion.text(word) == "/dev/null" { output.standardOutput = "" } else { output = noFiles }
    case .read, .hereDocument: output = noFiles
    }
  }

  private static let noFiles = CommandOutput.complaint(
    "files of a container can be looked at here, not written or read from: that is not simulated yet")

  // MARK: Commands

  /// - Parameter input: what the pipe carries; nil at its beginning.
  mutating func run(_ words: [String], input: String? = nil) -> CommandOutput {
    guard let first = words.first else { return CommandOutput() }
    let (name, arguments) = (Self.lastPart(first), Array(words.dropFirst()))
    if inside.lacks.contains(name) { return Self.notFound(first) }
    if let input, let filter = Filters.all[name] { return filter(arguments, input) }
    switch name {
    case "ps": return CommandOutput(processes(name: words.joined(separator: " ")))
    case "env" where arguments.isEmpty, "printenv" where arguments.isEmpty: return CommandOutput(environmentText)
    case "printenv":
      let found = arguments.compactMap { variables[$0] }
      return CommandOutput(found.map { $0 + "\n" }.joined(), exitCode: found.count == arguments.count ? 0 : 1)
    case "cat": return files.cat(arguments, in: directory)
    case "ls": return files.list(arguments, in: directory)
    case "cd": return change(to: arguments.first ?? "/root")
    case "pwd": return CommandOutput(directory + "\n")
    case "hostname": return CommandOutput(inside.hostName + "\n")
    case "whoami": return CommandOutput("root\n")
    case "id": return CommandOutput("uid=0(root) gid=0(root) groups=0(root)\n")
    case "echo":
      let isBare = arguments.first == "-n"
      return CommandOutput(
        (isBare ? arguments.dropFirst() : arguments[...]).joined(separator: " ") + (isBare ? "" : "\n"))
    case "curl": return ContainerCurl(inside: inside, world: world).run(arguments)
    case "true", ":": return CommandOutput()
    case "false": return CommandOutput(exitCode: 1)
    case "exit":
      hasEnded = true
      return CommandOutput(exitCode: arguments.first.flatMap { Int32($0) } ?? status)
    case _ where Self.shells.contains(name): return runShell(first, arguments)
    default:
      var output = Self.notFound(first)
      output.standardError += Self.note
      return output
    }
  }

  static func notFound(_ name: String) -> CommandOutput {
    CommandOutput(error: "sh: \(GrammarError.shown(name)): not found\n", exitCode: 127)
  }

  /// `sh -c '…'`; a shell in a shell alone changes nothing that could be seen.
  private mutating func runShell(_ word: String, _ arguments: [String]) -> CommandOutput {
    guard has(word) else { return Self.notFound(word) }
    guard arguments.first == "-c", arguments.count > 1 else { return CommandOutput() }
    var copy = self
    return copy.run(arguments[1])
  }

  private mutating func change(to path: String) -> CommandOutput {
    let target = ContainerFiles.absolute(path, in: directory)
    guard ContainerFiles.directories[target] != nil else {
      return CommandOutput(error: "sh: cd: can't cd to \(GrammarError.shown(path))\n", exitCode: 2)
    }
    directory = target
    return CommandOutput()
  }

  private var environmentText: String {
    var seen: Set<String> = []
    let names = inside.environment.map(\.name) + variables.keys.sorted()
    return names.filter { seen.insert($0).inserted }.map { "\($0)=\(variables[$0] ?? "")\n" }.joined()
  }

  /// The container's own process, the agent that ECS Exec puts beside it, and whoever asks.
  private func processes(name: String) -> String {
    let agent = "/managed-agents/execute-command/"
    let commands = [
      (1, inside.process.joined(separator: " ")), (12, agent + "amazon-ssm-agent"), (28, agent + "ssm-agent-worker"),
      (41, agent + "ssm-session-worker"), (52, "sh"), (60, name),
    ]
    return "PID   USER     TIME  COMMAND\n"
      + commands.map { number, command in
        String(repeating: " ", count: 5 - "\(number)".count) + "\(number) root      0:00 \(command)\n"
      }.joined()
  }
}
