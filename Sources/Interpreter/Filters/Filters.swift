/// The built-in filters of a pipeline: text in, text out, as the tools of the same names do it (POSIX.1-2017, Utilities).
///
/// Never touches a file or the host. An option that is not built is refused by name.
enum Filters {
  typealias Filter = @Sendable (_ arguments: [String], _ input: String) -> CommandOutput

  static let all: [String: Filter] = [
    "cat": { arguments, input in arguments.isEmpty ? CommandOutput(input) : refused("cat", arguments[0]) },
    "less": { arguments, input in arguments.isEmpty ? CommandOutput(input) : refused("less", arguments[0]) },
    "head": { arguments, input in
      counted("head", arguments, input) { lines, count in count < 0 ? Array(lines.dropLast(-count)) : Array(lines.prefix(count)) }
    },
    "tail": { arguments, input in
      counted("tail", arguments, input) { lines, count in Array(lines.suffix(abs(count))) }
    },
    "wc": wordCount, "sort": sorted, "uniq": unique, "cut": cut, "tr": translated, "grep": grep,
  ]

  static func lines(of text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
  private static func joined(_ lines: some Sequence<some StringProtocol>) -> String {
    lines.map { $0 + "\n" }.joined()
  }
  private static func refused(_ name: String, _ argument: String) -> CommandOutput {
    .complaint("\(name): '\(argument)' is not understood by this built-in \(name)", exitCode: 2)
  }

  /// `-n N`, `-nN` or `-N`.
  private static func counted(
    _ name: String, _ arguments: [String], _ input: String, _ pick: ([Substring], Int) -> [Substring]
  ) -> CommandOutput {
    var count = 10
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let digits: Substring? = argument == "-n" ? rest.popFirst()?[...] : argument.hasPrefix("-n") ? argument.dropFirst(2) : argument.hasPrefix("-") ? argument.dropFirst() : nil
      guard let digits, let number = Int(digits), abs(number) < 1_000_000_000 else { return refused(name, argument) }
      count = number
    }
    return CommandOutput(joined(pick(lines(of: input), count)))
  }

  @Sendable private static func wordCount(_ arguments: [String], _ input: String) -> CommandOutput {
    let counts = [
      "-l": input.utf8.count { $0 == UInt8(ascii: "\n") }, "-w": input.split { $0.isWhitespace }.count,
      "-c": input.utf8.count, "-m": input.count,
    ]
    if arguments.isEmpty {
      return CommandOutput("\(counts["-l"] ?? 0) \(counts["-w"] ?? 0) \(counts["-c"] ?? 0)\n")
    }
    guard arguments.count == 1, let count = counts[arguments[0]] else { return refused("wc", arguments.first ?? "") }
    return CommandOutput("\(count)\n")
  }

  @Sendable private static func sorted(_ arguments: [String], _ input: String) -> CommandOutput {
    let flags = Set(arguments.flatMap { $0.dropFirst() })
    guard arguments.allSatisfy({ $0.hasPrefix("-") }), flags.isSubset(of: ["r", "n", "u"]) else {
      return refused("sort", arguments.first { !$0.hasPrefix("-") } ?? arguments[0])
    }
    func number(_ line: Substring) -> Double {
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      return Double(trimmed.prefix { "-.0123456789".contains($0) }) ?? 0
    }
    var result = lines(of: input).sorted { left, right in
      flags.contains("n") && number(left) != number(right) ? number(left) < number(right) : left < right
    }
    if flags.contains("u") { result = withoutRepeats(result).map(\.line) }
    return CommandOutput(joined(flags.contains("r") ? result.reversed() : result))
  }

  private static func withoutRepeats(_ lines: [Substring]) -> [(line: Substring, count: Int)] {
    lines.reduce(into: []) { runs, line in
      if runs.last?.line == line { runs[runs.count - 1].count += 1 } else { runs.append((line, 1)) }
    }
  }

  @Sendable private static func unique(_ arguments: [String], _ input: String) -> CommandOutput {
    let runs = withoutRepeats(lines(of: input))
    switch arguments {
    case []: return CommandOutput(joined(runs.map(\.line)))
    case ["-c"]:
      return CommandOutput(
        joined(runs.map { run in String(repeating: " ", count: max(0, 7 - "\(run.count)".count)) + "\(run.count) \(run.line)" }))
    case ["-d"]: return CommandOutput(joined(runs.filter { $0.count > 1 }.map(\.line)))
    default: return refused("uniq", arguments[0])
    }
  }

  @Sendable private static func cut(_ arguments: [String], _ input: String) -> CommandOutput {
    var delimiter: Character = "\t"
    var fields: [Int] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-d") || argument.hasPrefix("-f"), argument.count > 1 else { return refused("cut", argument) }
      let value = argument.count > 2 ? String(argument.dropFirst(2)) : rest.popFirst() ?? ""
      if argument.hasPrefix("-d") {
        guard let first = value.first, value.count == 1 else { return refused("cut", argument) }
        delimiter = first
      } else {
        fields = value.split(separator: ",").compactMap { Int($0) }.filter { $0 > 0 && $0 < 1_000_000 }
      }
    }
    if fields.isEmpty { return .complaint("cut: give the fields to print, as in -f 1,3", exitCode: 2) }
    return CommandOutput(
      joined(
        lines(of: input).map { line in
          let cells = line.split(separator: delimiter, omittingEmptySubsequences: false)
          return cells.count == 1
            ? String(line) : fields.filter { $0 <= cells.count }.map { String(cells[$0 - 1]) }.joined(separator: String(delimiter))
        }))
  }

  @Sendable private static func translated(_ arguments: [String], _ input: String) -> CommandOutput {
    func characters(_ set: String) -> [Character] {
      switch set {
      case "[:space:]": return [" ", "\t", "\n"]
      case "[:upper:]", "A-Z": return Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
      case "[:lower:]", "a-z": return Array("abcdefghijklmnopqrstuvwxyz")
      case "[:digit:]", "0-9": return Array("0123456789")
      default: return Array(set.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n").split(separator: "\\t", omittingEmptySubsequences: false).joined(separator: "\t"))
      }
    }
    if arguments.count == 2, arguments[0] == "-d" {
      let removed = Set(characters(arguments[1]))
      return CommandOutput(String(input.filter { !removed.contains($0) }))
    }
    guard arguments.count == 2, !arguments[0].hasPrefix("-"), let fill = characters(arguments[1]).last else {
      return refused("tr", arguments.first ?? "")
    }
    let to = characters(arguments[1])
    var table: [Character: Character] = [:]
    for (index, character) in characters(arguments[0]).enumerated() {
      table[character] = index < to.count ? to[index] : fill
    }
    return CommandOutput(String(input.map { table[$0] ?? $0 }))
  }

  @Sendable private static func grep(_ arguments: [String], _ input: String) -> CommandOutput {
    var flags: Set<Character> = []
    var patterns: [String] = []
    for argument in arguments {
      if argument.hasPrefix("-"), argument.count > 1, patterns.isEmpty {
        guard argument.dropFirst().allSatisfy({ "ivcFEnqo".contains($0) && $0 != "o" }) else { return refused("grep", argument) }
        flags.formUnion(argument.dropFirst())
      } else {
        patterns.append(argument)
      }
    }
    guard let text = patterns.first, patterns.count == 1 else {
      return .complaint("grep: one pattern is needed; this grep reads the pipe, not files", exitCode: 2)
    }
    guard let pattern = LinePattern(text, isFixed: flags.contains("F"), ignoresCase: flags.contains("i")) else {
      return .complaint("grep: only . * ^ $ and [...] are understood in patterns here: \(text)", exitCode: 2)
    }
    let found = lines(of: input).enumerated().filter { pattern.matches($0.element) != flags.contains("v") }
    let exitCode: Int32 = found.isEmpty ? 1 : 0
    if flags.contains("q") { return CommandOutput(exitCode: exitCode) }
    if flags.contains("c") { return CommandOutput("\(found.count)\n", exitCode: exitCode) }
    return CommandOutput(
      joined(found.map { flags.contains("n") ? "\($0.offset + 1):\($0.element)" : String($0.element) }), exitCode: exitCode)
  }
}
