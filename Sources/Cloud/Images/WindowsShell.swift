/// Carries out what a container of a Windows image is told to do: the way of `Shell`, for PowerShell and cmd.
///
/// In: one command's words, the container's setting. Out: lines with their times, the exit status. Knows a handful of
/// commands that samples and health checks are made of; every other cmdlet does nothing and succeeds. Never touches
/// anything; a probe of the container itself is answered by `serves`.
import SimulationKit

struct WindowsShell {
  let setting: ContainerProgram.Setting
  /// See `Shell.serves`.
  var serves: ((_ port: Int?) -> Bool)?
  var elapsed = Duration.zero
  var lines: [ImageCatalogue.LogLine] = []
  var status = 0

  init(_ setting: ContainerProgram.Setting, serves: ((Int?) -> Bool)? = nil) {
    self.setting = setting
    self.serves = serves
  }

  mutating func run(_ words: [String]) -> Shell.Outcome {
    guard let first = words.first else { return .goesOn }
    let arguments = Array(words.dropFirst())
    let name = Self.name(of: first)
    if setting.behaviour.lacks.contains(name) { return .notFound }
    switch name {
    case "&": return run(arguments)
    case "powershell", "pwsh": return run(script: arguments.drop { $0.hasPrefix("-") }.joined(separator: " "))
    case "cmd": return run(script: arguments.drop { $0.hasPrefix("/") }.joined(separator: " "))
    case "servicemonitor": return .becomesImage
    case "ping" where arguments.contains("-t"), "while": return .runsForever
    case "ping", "if", "cd", "set", "dir", "type", "copy", "del", "mkdir", "md": status = 0
    case "start-sleep": return sleep(arguments, unit: arguments.first?.lowercased() == "-milliseconds" ? 1 : 1_000)
    case "timeout": return sleep(arguments.filter { $0.lowercased() != "/t" }, unit: 1_000)
    case "write-host", "write-output", "echo":
      status = 0
      say(arguments.joined(separator: " "))
    case "exit":
      status = arguments.first.flatMap { Int($0) }.flatMap { UInt8(exactly: $0).map(Int.init) } ?? status
      return .exits
    case "invoke-webrequest", "iwr", "curl": probe(arguments)
    case _ where setting.behaviour.executables.contains(name): return .becomesImage
    case _ where name.contains("-") && name.first?.isLetter == true: status = 0  // a cmdlet
    default: return .notFound
    }
    return .goesOn
  }

  /// What follows `powershell -Command` or `cmd /c`, up to what ends it.
  private mutating func run(script: String) -> Shell.Outcome {
    for statement in Self.statements(of: script) {
      if statement.lowercased().hasPrefix("try") {
        let blocks = Self.blocks(of: statement)
        let outcome = run(script: blocks.first ?? "")
        guard outcome == .goesOn else { return outcome }
        guard status != 0, blocks.count > 1 else { continue }
        let caught = run(script: blocks[1])
        guard caught == .goesOn else { return caught }
        continue
      }
      switch run(Self.words(of: statement)) {
      case .goesOn: break
      case .notFound, .notExecutable:
        status = 1
        let word = Self.words(of: statement).first ?? ""
        say("'\(word)' is not recognized as an internal or external command,")
        say("operable program or batch file.")
      case .exits: return .exits
      case .becomesImage: return .becomesImage
      case .runsForever: return .runsForever
      }
    }
    return .goesOn
  }

  private mutating func say(_ text: String) {
    if lines.count < Shell.maximumLines { lines.append(.init(after: elapsed, text: text)) }
  }

  private mutating func sleep(_ arguments: [String], unit: Int) -> Shell.Outcome {
    guard let text = arguments.first(where: { !$0.hasPrefix("-") || Int($0) != nil }), let number = Int(text),
      (0...1_000_000_000).contains(number)
    else {
      status = 1
      return .goesOn
    }
    elapsed = elapsed + .milliseconds(number * unit)
    status = 0
    return .goesOn
  }

  private mutating func probe(_ arguments: [String]) {
    let target = arguments.first { $0.contains("localhost") || $0.contains("127.0.0.1") }
    guard let serves, let target else {
      status = 1
      return
    }
    let address = Self.afterScheme(target)
    let authority = address.prefix { $0 != "/" && $0 != "?" }
    let port = authority.split(separator: ":").dropFirst().first.flatMap { Int($0) }
    let path = String(address.drop { $0 != "/" && $0 != "?" })
    let usual = target.hasPrefix("https://") ? 443 : 80
    status = serves(port ?? usual) && setting.behaviour.status(ofPath: path) == 200 ? 0 : 1
  }

  // MARK: - Words

  /// `powershell` of `C:\\Windows\\System32\\PowerShell.exe`.
  private static func name(of word: String) -> String {
    let last = word.split { $0 == "\\" || $0 == "/" }.last.map { $0.lowercased() } ?? word.lowercased()
    return last.hasSuffix(".exe") ? String(last.dropLast(4)) : last
  }

  private static func afterScheme(_ target: String) -> Substring {
    target.firstRange(of: "://").map { target[$0.upperBound...] } ?? target[...]
  }

  /// Parts between `;`, `&&` and line ends that are outside of quotes and braces.
  private static func statements(of script: String) -> [String] {
    var (parts, part, quote, depth): ([String], String, Character?, Int) = ([], "", nil, 0)
    for character in script {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == "{" {
        depth += 1
      } else if character == "}" {
        depth -= 1
      } else if depth <= 0, character == ";" || character == "\n" || (character == "&" && part.last == "&") {
        if character == "&" { part.removeLast() }
        parts.append(part)
        part = ""
        continue
      }
      part.append(character)
    }
    return (parts + [part]).map(trimmed).filter { !$0.isEmpty }
  }

  /// What stands in the outermost braces, in order.
  private static func blocks(of statement: String) -> [String] {
    var (blocks, block, depth): ([String], String, Int) = ([], "", 0)
    for character in statement {
      if character == "}" { depth -= 1 }
      if depth == 0, character == "}" {
        blocks.append(block)
        block = ""
      } else if depth > 0 {
        block.append(character)
      }
      if character == "{" { depth += 1 }
    }
    return blocks
  }

  private static func words(of statement: String) -> [String] {
    var (words, word, quote): ([String], String, Character?) = ([], "", nil)
    for character in statement {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == " " || character == "\t" {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  private static func trimmed(_ text: String) -> String {
    let head = text.drop { $0.isWhitespace }
    return String(head.reversed().drop { $0.isWhitespace }.reversed())
  }
}
