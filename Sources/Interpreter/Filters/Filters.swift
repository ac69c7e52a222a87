/// The built-in filters of a pipeline: text in, text out, as the tools of the same names do it on Linux in the C locale.
///
/// In: arguments and what the pipe carries. Out: text and exit code. Never touches a file or the host. An option that is
/// not built is refused by name. Source: POSIX.1-2017, Utilities; GNU coreutils and grep manuals for what POSIX leaves open.
package enum Filters {
  /// The filters with a line of help each.
  package static let summaries: [(word: String, summary: String)] = [
    ("grep", "the lines that match a pattern"), ("head", "the first lines"), ("tail", "the last lines"),
    ("wc", "how many lines, words and bytes"), ("sort", "the lines in order"),
    ("uniq", "the lines without repetitions beside each other"), ("cut", "a part of each line"),
    ("tr", "other characters for some"), ("less", "the text as it is"), ("more", "the text as it is"),
    ("cat", "the text as it is"), ("tee", "the text, kept in a file too"),
  ]

  typealias Filter = @Sendable (_ arguments: [String], _ input: String) -> CommandOutput

  static let all: [String: Filter] = [
    "cat": { arguments, input in arguments.isEmpty ? CommandOutput(input) : refused("cat", arguments[0]) },
    "less": { arguments, input in arguments.isEmpty ? CommandOutput(input) : refused("less", arguments[0]) },
    "more": { arguments, input in arguments.isEmpty ? CommandOutput(input) : refused("more", arguments[0]) },
    "head": head, "tail": tail, "wc": wordCount, "sort": sorted, "uniq": unique, "cut": cut, "tr": translated,
    "grep": grep, "jq": jq,
  ]

  /// Lines without their line ends.
  static func lines(of text: String) -> [Substring] {
    var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { Substring($0) }
  }

  static func joined(_ lines: some Sequence<some StringProtocol>) -> String {
    var text = ""
    for line in lines {
      text += line
      text += "\n"
    }
    return text
  }

  static func refused(_ name: String, _ argument: String) -> CommandOutput {
    .complaint("\(name): '\(GrammarError.shown(argument))' is not understood by this built-in \(name)", exitCode: 2)
  }

  // MARK: head and tail

  @Sendable private static func head(_ arguments: [String], _ input: String) -> CommandOutput {
    counted("head", arguments, input) { lines, count in
      count.hasPrefix("-") ? lines.dropLast(magnitude(count)) : lines.prefix(magnitude(count))
    }
  }

  /// `-n +N` begins at line N.
  @Sendable private static func tail(_ arguments: [String], _ input: String) -> CommandOutput {
    counted("tail", arguments, input) { lines, count in
      count.hasPrefix("+") ? lines.dropFirst(max(0, magnitude(count) - 1)) : lines.suffix(magnitude(count))
    }
  }

  private static func magnitude(_ count: Substring) -> Int { Int(count.drop { $0 == "-" || $0 == "+" }) ?? 0 }

  /// `-n N`, `-nN` or `-N`; a last line without a line end stays so.
  private static func counted(
    _ name: String, _ arguments: [String], _ input: String,
    _ pick: (ArraySlice<Substring>, Substring) -> ArraySlice<Substring>
  ) -> CommandOutput {
    var count: Substring = "10"
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let given =
        argument == "-n" ? rest.popFirst()?[...] : argument.hasPrefix("-n") ? argument.dropFirst(2) : number(argument)
      guard let given, given.count <= 9, let value = Int(given), value > -1_000_000_000 else {
        return refused(name, argument)
      }
      count = given
    }
    let lines = lines(of: input)
    let picked = pick(lines[...], count)
    let endsOpen = !picked.isEmpty && picked.endIndex == lines.endIndex && input.utf8.last != UInt8(ascii: "\n")
    let text = joined(picked)
    return CommandOutput(endsOpen ? String(text.dropLast()) : text)
  }

  private static func number(_ argument: String) -> Substring? {
    let digits = argument.dropFirst()
    return argument.hasPrefix("-") && digits.allSatisfy { $0.isASCII && $0.isNumber } ? digits : nil
  }

  // MARK: wc

  /// Alone or with several of `-l -w -m -c`: in columns of seven, as for a pipe.
  @Sendable private static func wordCount(_ arguments: [String], _ input: String) -> CommandOutput {
    var wanted = Set<Character>()
    for argument in arguments {
      guard argument.hasPrefix("-"), argument.count > 1, argument.dropFirst().allSatisfy({ "lwmc".contains($0) }) else {
        return refused("wc", argument)
      }
      wanted.formUnion(argument.dropFirst())
    }
    if wanted.isEmpty { wanted = ["l", "w", "c"] }
    let counts = "lwmc".filter(wanted.contains).map { kind in
      switch kind {
      case "l": input.utf8.count { $0 == UInt8(ascii: "\n") }
      case "w": input.split { $0.isWhitespace }.count
      case "m": input.unicodeScalars.count
      default: input.utf8.count
      }
    }
    if counts.count == 1 { return CommandOutput("\(counts[0])\n") }
    return CommandOutput(counts.map { padded($0) }.joined(separator: " ") + "\n")
  }

  /// Right-aligned in seven cells.
  static func padded(_ number: Int) -> String {
    let digits = "\(number)"
    return String(repeating: " ", count: max(0, 7 - digits.count)) + digits
  }
}
