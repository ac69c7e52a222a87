/// `export`, `unset`, `set`: variables, and how scripts end.
///
/// In: the words after them. Out: nothing, or the variables. There is no environment besides the variables.
extension Session {
  func export(_ arguments: [String]) -> CommandOutput {
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = parts.first, VariableName.isValid(name) else {
        return .complaint("export: '\(GrammarError.shown(argument))' is no name; use letters, digits and `_`")
      }
      guard parts.count == 2 else { continue }
      do throws(ExpansionError) { try assign(String(name), String(parts[1])) } catch {
        return .complaint(error.message)
      }
    }
    return CommandOutput()
  }

  func unset(_ arguments: [String]) -> CommandOutput {
    for name in arguments { variables[name] = nil }
    return CommandOutput()
  }

  /// Alone it shows the variables; options switch (`ShellOptions`).
  /// Shell options begin with `-` or `+`; anything else is a preference of whoever runs this session.
  func set(_ arguments: [String]) -> CommandOutput {
    let isOption = arguments.first.map { $0.hasPrefix("-") || $0.hasPrefix("+") } ?? false
    if !arguments.isEmpty, !isOption, let prefer = outside.prefer { return prefer(arguments) }
    if let problem = options.take(arguments) { return .complaint("set: \(problem)", exitCode: 2) }
    guard arguments.isEmpty else { return CommandOutput() }
    let shown = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }.joined()
    return CommandOutput(shown + (outside.prefer?([]).standardOutput ?? ""))
  }
}
