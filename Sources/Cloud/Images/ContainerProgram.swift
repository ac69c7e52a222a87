/// What a container's process does from its start on: its output, its end, its health.
///
/// In: the image's behaviour, the container definition's entry point and command with overrides merged, the
/// environment. Out: a plan of what happens when, measured from the start of the run. A pure function: the same
/// container does the same in every run. Source of Docker's rules: an entry point replaces the image's command, words
/// that begin with `-` are arguments of the image's own program.
import SimulationKit

struct ContainerProgram: Hashable, Sendable {
  struct Ending: Hashable, Sendable {
    var after: Duration
    var exitCode: Int
  }
  /// Lines that come again and again.
  struct Refrain: Hashable, Sendable {
    var from: Duration
    var every: Duration
    var lines: [ImageCatalogue.LogLine]
  }

  /// The detail of `CannotStartContainerError`, nil where the process starts.
  var startError: String?
  var lines: [ImageCatalogue.LogLine] = []
  var refrain: Refrain?
  var ending: Ending?
  var readyAfter = Duration.zero
  var unhealthyAfter: Duration?
  var usesMemoryMiB = 0
  /// True where the image's own program runs, which listens on the image's ports.
  var runsImage = false
  /// nil: SIGTERM is ignored, so only SIGKILL ends it.
  var exitCodeOnSIGTERM: Int?
  var shutsDownAfter: Duration?

  /// What the process needs to know of the container it runs in.
  struct Setting {
    var behaviour: ImageCatalogue.Behaviour
    /// nil: the image's own.
    var entryPoint: [String]?
    var command: [String]?
    /// Merged, in order.
    var environment: [ECS.EnvironmentVariable]

    func value(of name: String) -> String? { environment.last { $0.name == name }?.value }
  }

  init(_ setting: Setting) {
    let words = (setting.entryPoint ?? []) + (setting.command ?? [])
    guard let first = words.first, setting.entryPoint != nil || !first.hasPrefix("-") else {
      runImage(setting, from: .zero)
      return
    }
    guard setting.behaviour.windows == nil else {
      runOnWindows(words, setting)
      return
    }
    let name = first.split(separator: "/").last.map(String.init) ?? first
    if Shell.names.contains(name), setting.behaviour.hasShell, words.count >= 3, words[1] == "-c" {
      runScript(words[2], setting)
      return
    }
    var shell = Shell(setting)
    switch Shell.builtins.contains(first) ? .notFound : shell.run(words, isSilent: false) {
    case .notFound:
      startError =
        "Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable "
        + "to start container process: exec: \"\(first)\": executable file not found in $PATH: unknown"
    case .notExecutable:
      startError =
        "Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable "
        + "to start container process: exec: \"\(first)\": permission denied: unknown"
    case .goesOn, .exits: adopt(shell)
    case .becomesImage: runImage(setting, from: .zero)
    case .runsForever: adopt(shell, runsForever: true)
    }
  }

  private mutating func runOnWindows(_ words: [String], _ setting: Setting) {
    var shell = WindowsShell(setting)
    switch shell.run(words) {
    case .notFound, .notExecutable:
      startError =
        "Error response from daemon: container encountered an error during hcsshim::System::CreateProcess: failure in a "
        + "Windows system call: The system cannot find the file specified. (0x2)"
    case .goesOn, .exits:
      lines = shell.lines
      ending = Ending(after: shell.elapsed + .milliseconds(10), exitCode: shell.status)
    case .becomesImage:
      lines = shell.lines
      runImage(setting, from: shell.elapsed)
    case .runsForever: lines = shell.lines
    }
  }

  /// The line with this number, counted from 0; nil when there are no more.
  func line(_ index: Int) -> ImageCatalogue.LogLine? {
    if index < lines.count { return lines[index] }
    guard let refrain, !refrain.lines.isEmpty else { return nil }
    let (round, place) = (index - lines.count).quotientAndRemainder(dividingBy: refrain.lines.count)
    let line = refrain.lines[place]
    return .init(after: refrain.from + refrain.every * round + line.after, text: line.text)
  }

  private mutating func runImage(_ setting: Setting, from start: Duration) {
    let behaviour = setting.behaviour
    exitCodeOnSIGTERM = behaviour.handlesSIGTERM ? behaviour.exitCodeOnSIGTERM : nil
    if let missing = behaviour.requiresEnvironment.first(where: { setting.value(of: $0) == nil }) {
      lines.append(.init(after: start + .seconds(1), text: "Error: the environment variable \(missing) is not set"))
      ending = Ending(after: start + .milliseconds(1_200), exitCode: 1)
      readyAfter = .days(36_500)
      return
    }
    runsImage = true
    lines += behaviour.logLines.map { .init(after: start + $0.after, text: $0.text) }
    ending = behaviour.exitsAfter.map { Ending(after: start + $0, exitCode: behaviour.exitCode) }
    readyAfter = start + behaviour.readyAfter
    unhealthyAfter = behaviour.unhealthyAfter.map { start + $0 }
    usesMemoryMiB = behaviour.usesMemoryMiB
    shutsDownAfter = behaviour.shutsDownAfter
  }

  private mutating func runScript(_ text: String, _ setting: Setting) {
    let script: ShellScript
    do throws(ShellScript.SyntaxError) { script = try ShellScript(text) } catch {
      lines = [.init(after: .zero, text: "sh: syntax error: \(error.message)")]
      ending = Ending(after: .milliseconds(10), exitCode: 2)
      return
    }
    var shell = Shell(setting)
    switch shell.run(script.root) {
    case .goesOn, .exits, .notFound, .notExecutable: adopt(shell)
    case .becomesImage:
      lines = shell.lines
      runImage(setting, from: shell.elapsed)
    case .runsForever: adopt(shell, runsForever: true)
    }
  }

  private mutating func adopt(_ shell: Shell, runsForever: Bool = false) {
    lines = shell.lines
    refrain = shell.refrain
    exitCodeOnSIGTERM = shell.exitCodeOnSIGTERM
    if !runsForever { ending = Ending(after: shell.elapsed + .milliseconds(10), exitCode: shell.status) }
  }
}
