/// `grep`: the lines that a pattern matches.
///
/// In: options, one pattern, lines. Out: lines; exit code 0 where any line was selected, 1 where none, 2 for what is not
/// understood. Source: POSIX.1-2017, Utilities, grep.
extension Filters {
  @Sendable static func grep(_ arguments: [String], _ input: String) -> CommandOutput {
    var flags: Set<Character> = []
    var patterns: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "-e", let pattern = rest.popFirst() {
        patterns.append(pattern)
      } else if argument.hasPrefix("-"), argument.count > 1 {
        guard argument.dropFirst().allSatisfy({ "ivcFEnqwx".contains($0) }) else { return refused("grep", argument) }
        flags.formUnion(argument.dropFirst())
      } else {
        patterns.append(argument)
      }
    }
    guard let text = patterns.first, patterns.count == 1 else {
      return .complaint("grep: one pattern is needed, as in `grep web` or `grep web FILE`", exitCode: 2)
    }
    let syntax: LinePattern.Syntax = flags.contains("F") ? .fixed : flags.contains("E") ? .extended : .basic
    let extent: LinePattern.Extent = flags.contains("x") ? .wholeLine : flags.contains("w") ? .wholeWord : .anywhere
    guard let pattern = LinePattern(text, syntax: syntax, extent: extent, ignoresCase: flags.contains("i")) else {
      return .complaint("grep: this pattern is not understood here: \(GrammarError.shown(text))", exitCode: 2)
    }
    let found = lines(of: input).enumerated().filter { pattern.matches($0.element) != flags.contains("v") }
    let exitCode: Int32 = found.isEmpty ? 1 : 0
    if flags.contains("q") { return CommandOutput(exitCode: exitCode) }
    if flags.contains("c") { return CommandOutput("\(found.count)\n", exitCode: exitCode) }
    let shown = found.map { flags.contains("n") ? "\($0.offset + 1):\($0.element)" : String($0.element) }
    return CommandOutput(joined(shown), exitCode: exitCode)
  }
}
