/// Carries a script out on a clock of its own: what it says, how long it takes, how it ends.
///
/// In: a script's tree or one command's words, the container's setting. Out: lines with their times, the exit status.
/// Never touches anything; a health check's probe of the container itself is answered by `serves`.
import SimulationKit

struct Shell {
  static let names: Set<String> = ["sh", "bash", "ash", "dash"]
  /// What a shell knows without an executable of that name.
  static let builtins: Set<String> = ["exec", ":", "set", "cd", "export", "wait", "exit", "break", "trap"]
  static let maximumLines = 1_000

  enum Outcome: Hashable {
    case goesOn
    case notFound
    /// It is there and is no program.
    case notExecutable
    case exits
    /// The image's own program takes over.
    case becomesImage
    case runsForever
  }

  let setting: ContainerProgram.Setting
  /// Whether the container answers on a port (nil: any) at the moment of the check; nil outside health checks.
  var serves: ((_ port: Int?) -> Bool)?
  var elapsed = Duration.zero
  var lines: [ImageCatalogue.LogLine] = []
  var refrain: ContainerProgram.Refrain?
  var status = 0
  /// Set by `trap 'exit N' TERM`; a shell or `sleep` as first process ignores the signal.
  var exitCodeOnSIGTERM: Int?
  private var isBroken = false

  init(_ setting: ContainerProgram.Setting, serves: ((Int?) -> Bool)? = nil) {
    self.setting = setting
    self.serves = serves
  }

  mutating func run(_ node: ShellScript.Node) -> Outcome {
    switch node {
    case .command(let words, let isSilent):
      let outcome = run(words.map(text), isSilent: isSilent)
      guard outcome == .notFound || outcome == .notExecutable else { return outcome }
      status = outcome == .notFound ? 127 : 126
      say("sh: \(words.first.map(text) ?? ""): \(outcome == .notFound ? "not found" : "Permission denied")")
      return .goesOn
    case .sequence(let nodes):
      for node in nodes {
        let outcome = run(node)
        if outcome != .goesOn || isBroken { return outcome }
      }
      return .goesOn
    case .and(let left, let right):
      let outcome = run(left)
      return outcome == .goesOn && status == 0 && !isBroken ? run(right) : outcome
    case .or(let left, let right):
      let outcome = run(left)
      return outcome == .goesOn && status != 0 && !isBroken ? run(right) : outcome
    case .forever(let body): return runForever(body)
    }
  }

  /// One round tells them all: nothing that a round does changes the next.
  private mutating func runForever(_ body: ShellScript.Node) -> Outcome {
    let start = elapsed
    let linesBefore = lines.count
    let outcome = run(body)
    if isBroken {
      isBroken = false
      return outcome
    }
    guard outcome == .goesOn else { return outcome }
    if refrain == nil {
      refrain = .init(
        from: start, every: max(.milliseconds(elapsed.milliseconds - start.milliseconds), .seconds(1)),
        lines: lines[linesBefore...].map {
          .init(after: .milliseconds($0.after.milliseconds - start.milliseconds), text: $0.text)
        })
      lines.removeSubrange(linesBefore...)
    }
    return .runsForever
  }

  private func text(_ word: ShellScript.Word) -> String {
    word.parts.map { part in
      switch part {
      case .text(let text): text
      case .variable(let name): setting.value(of: name) ?? ""
      }
    }.joined()
  }

  private mutating func say(_ text: String) {
    if lines.count < Self.maximumLines { lines.append(.init(after: elapsed, text: text)) }
  }

  /// One command with its arguments.
  mutating func run(_ words: [String], isSilent: Bool) -> Outcome {
    guard let first = words.first else { return .goesOn }
    let arguments = Array(words.dropFirst())
    let name = first.split(separator: "/").last.map(String.init) ?? first
    if setting.behaviour.lacks.contains(name) { return .notFound }
    if Self.noPrograms.contains(first) { return .notExecutable }
    switch name {
    case "exec" where !arguments.isEmpty: return run(arguments, isSilent: isSilent)
    case "true", ":", "set", "cd", "export", "mkdir", "touch", "rm", "cp", "chmod", "chown", "wait": status = 0
    case "false": status = 1
    case "echo", "printf":
      status = 0
      let text = arguments.first == "-n" ? arguments.dropFirst() : arguments[...]
      if !isSilent { say(text.joined(separator: " ")) }
    case "sleep": return sleep(arguments)
    case "exit":
      status = arguments.first.flatMap(Self.exitStatus) ?? status
      return .exits
    case "break": isBroken = true
    case "trap": trap(arguments)
    case "tail" where arguments.contains("/dev/null"): return .runsForever
    case "curl", "wget", "nc", "pg_isready", "redis-cli", "mysqladmin": probe(name, arguments)
    case _ where Shell.names.contains(name):
      guard setting.behaviour.hasShell else { return .notFound }
      guard arguments.first == "-c", arguments.count > 1, let script = try? ShellScript(arguments[1]) else {
        status = 2
        return .goesOn
      }
      return run(script.root)
    case _ where setting.behaviour.executables.contains(name): return .becomesImage
    default: return .notFound
    }
    return .goesOn
  }

  /// Directories and files that every container has and that cannot be run.
  private static let noPrograms = [
    "/", "/bin", "/dev", "/etc", "/home", "/lib", "/proc", "/root", "/sbin", "/sys", "/tmp", "/usr", "/var",
    "/dev/null", "/etc/hostname", "/etc/hosts", "/etc/passwd",
  ]

  private mutating func sleep(_ arguments: [String]) -> Outcome {
    guard let text = arguments.first else {
      status = 1
      say("sleep: missing operand")
      return .goesOn
    }
    if text == "infinity" || text == "inf" { return .runsForever }
    guard let span = Duration(sleepText: text) else {
      status = 1
      say("sleep: invalid time interval '\(text)'")
      return .goesOn
    }
    elapsed = elapsed + span
    status = 0
    return .goesOn
  }

  /// 255 for a number that is out of range: runtime sheet, section 1.10.
  private static func exitStatus(_ word: String) -> Int? {
    Int(word).map { UInt8(exactly: $0).map(Int.init) ?? 255 }
  }

  private mutating func trap(_ arguments: [String]) {
    status = 0
    guard let action = arguments.first,
      arguments.dropFirst().contains(where: { ["TERM", "SIGTERM", "15"].contains($0) })
    else { return }
    let words = action.split(separator: " ")
    if let exit = words.firstIndex(of: "exit") {
      exitCodeOnSIGTERM = words.dropFirst(exit + 1).first.flatMap { Self.exitStatus(String($0)) } ?? 0
    }
  }

  /// `curl -f http://localhost:80/health`: 0 where the container serves on that port.
  private mutating func probe(_ name: String, _ arguments: [String]) {
    let target = arguments.first { $0.contains("localhost") || $0.contains("127.0.0.1") }
    guard let serves, target != nil || name == "pg_isready" || name == "redis-cli" || name == "mysqladmin" else {
      status = 7
      return
    }
    let isWeb = name == "curl" || name == "wget"
    guard serves(target.flatMap { Self.port(of: $0, isWeb: isWeb) }) else {
      status = 7
      return
    }
    let isFound = target.map { setting.behaviour.status(ofPath: Self.path(of: $0)) == 200 } ?? true
    status = !isWeb || isFound ? 0 : Self.statusOfRefusal(name, arguments)
  }

  /// How the programs end when the answer is 404: `curl` is content unless told `-f`, `wget` is not.
  private static func statusOfRefusal(_ name: String, _ arguments: [String]) -> Int {
    guard name == "curl" else { return 8 }
    let minds = arguments.contains { word in
      word.hasPrefix("--fail") || (word.hasPrefix("-") && !word.hasPrefix("--") && word.contains("f"))
    }
    return minds ? 22 : 0
  }

  private static func path(of target: String) -> String {
    let start = target.range(of: "://") ?? target.startIndex
    return String(target[start...].drop { $0 != "/" && $0 != "?" })
  }

  private static func port(of target: String, isWeb: Bool) -> Int? {
    let isSecure = target.hasPrefix("https://")
    let start = target.range(of: "://") ?? target.startIndex
    let authority = target[start...].prefix { $0 != "/" && $0 != "?" }
    if let colon = authority.lastIndex(of: ":") { return Int(authority[authority.index(after: colon)...]) }
    return isWeb ? (isSecure ? 443 : 80) : nil
  }
}

extension String {
  /// The place behind the first `text`, nil where it does not occur.
  fileprivate func range(of text: String) -> Index? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) { return self.index(index, offsetBy: text.count) }
      index = self.index(after: index)
    }
    return nil
  }
}

extension Duration {
  /// `5`, `0.5`, `90s`, `2m`, `1h`, `1d`, as `sleep` reads them.
  init?(sleepText text: String) {
    var digits = text[...]
    var factor = 1_000
    switch digits.last {
    case "s": digits = digits.dropLast()
    case "m": (digits, factor) = (digits.dropLast(), 60_000)
    case "h": (digits, factor) = (digits.dropLast(), 3_600_000)
    case "d": (digits, factor) = (digits.dropLast(), 86_400_000)
    default: break
    }
    guard let first = digits.first, first.isASCII, first.isNumber, let number = Double(digits), number.isFinite,
      number >= 0, number * Double(factor) < 1e15
    else { return nil }
    self = .milliseconds(Int(number * Double(factor) + 0.5))
  }
}
