/// Filters that are given files instead of a pipe, as in `grep web task.json`.
///
/// In: a filter's words. Out: those it understands itself, and the names of files. Knows which options take a value.
extension Filters {
  struct Operands: Equatable {
    var own: [String] = []
    var files: [String] = []
  }

  static func operands(of name: String, _ arguments: [String]) -> Operands {
    var operands = Operands()
    guard name != "tr" else { return Operands(own: arguments) }
    var wantsPattern = name == "jq" || (name == "grep" && !arguments.contains("-e"))
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "-" { continue }
      if argument.hasPrefix("-") || (name == "tail" && argument.hasPrefix("+")) {
        operands.own.append(argument)
        if optionsWithValue[name]?.contains(argument) == true, let value = rest.popFirst() {
          operands.own.append(value)
        }
      } else if wantsPattern {
        wantsPattern = false
        operands.own.append(argument)
      } else {
        operands.files.append(argument)
      }
    }
    return operands
  }

  private static let optionsWithValue: [String: Set<String>] = [
    "head": ["-n"], "tail": ["-n"], "cut": ["-d", "-f", "-c"], "grep": ["-e"],
  ]
  /// Those to which several files are one text.
  static let takeSeveralFiles: Set<String> = ["cat", "less", "more", "sort"]
}

extension Session {
  func run(
    _ filter: Filters.Filter, called name: String, _ arguments: [String], _ input: String?
  ) -> CommandOutput {
    let operands = Filters.operands(of: name, arguments)
    guard !operands.files.isEmpty else {
      guard let input else {
        return .complaint(
          "\(name): reads a pipe or a file, as in `aws ecs list-clusters | \(name)`", exitCode: 2)
      }
      return paged(name, filter(arguments, input))
    }
    guard operands.files.count == 1 || Filters.takeSeveralFiles.contains(name) else {
      return .complaint("\(name): one file at a time is read here", exitCode: 2)
    }
    let empty = filter(operands.own, "")
    guard empty.exitCode < 2 else { return empty }
    let content = showFiles(operands.files, as: name)
    guard content.exitCode == 0 else { return content }
    var output = filter(operands.own, content.standardOutput)
    if name == "wc", output.exitCode == 0, let last = output.standardOutput.popLast() {
      output.standardOutput += " \(operands.files[0])\(last)"
    }
    return paged(name, output)
  }

  private func paged(_ name: String, _ output: CommandOutput) -> CommandOutput {
    var output = output
    output.isPaged = name == "less" || name == "more"
    return output
  }
}
