/// The value of `$NAME` and of the forms of `${NAME…}`.
///
/// In: a parameter, the values that an expansion looks up. Out: text. Source: POSIX.1-2017, Shell Command Language,
/// section 2.6.2.
extension Expansion {
  func value(of parameter: Script.Parameter) throws(ExpansionError) -> String {
    let name = parameter.name
    let value = try lookUp(name)
    guard let change = parameter.change else { return try given(value, name) }
    switch change {
    case .instead(let word, let orEmpty):
      if let value, !(value.isEmpty && orEmpty) { return value }
      return try text(word)
    case .assigned(let word, let orEmpty):
      if let value, !(value.isEmpty && orEmpty) { return value }
      guard VariableName.isValid(name) else { throw .failed("`${\(name)=…}`: only a variable can be given a value") }
      let text = try text(word)
      try assign(name, text)
      return text
    case .demanded(let word, let orEmpty):
      if let value, !(value.isEmpty && orEmpty) { return value }
      let text = try text(word)
      throw .demanded("\(name): \(text.isEmpty ? "it has no value, and this script needs one" : text)")
    case .alternative(let word, let orEmpty):
      guard let value, !(value.isEmpty && orEmpty) else { return "" }
      return try text(word)
    case .withoutBeginning(let word, let longest):
      return try pattern(word).removingPrefix(from: try short(value, name), longest: longest)
    case .withoutEnd(let word, let longest):
      return try pattern(word).removingSuffix(from: try short(value, name), longest: longest)
    case .length: return "\(try given(value, name).unicodeScalars.count)"
    }
  }

  private func given(_ value: String?, _ name: String) throws(ExpansionError) -> String {
    if value == nil, positional == nil, Int(name) != nil {
      throw .failed(
        "`$\(name)` has no value here: only a script file has words, as in `bash FILE WORD`; for the text itself write "
          + "`\\$\(name)`")
    }
    if value == nil, refusesUnset, name != "@", name != "*" { throw .unset(name) }
    return value ?? ""
  }

  private func short(_ value: String?, _ name: String) throws(ExpansionError) -> String {
    let text = try given(value, name)
    guard text.unicodeScalars.count <= ShellPattern.longestText else {
      throw .failed("\(name): only values of at most \(ShellPattern.longestText) characters can be cut by a pattern")
    }
    return text
  }

  /// Signs stand for other characters only where they are not quoted.
  private func pattern(_ word: Script.Word) throws(ExpansionError) -> ShellPattern {
    var pattern = ShellPattern()
    for part in word.parts {
      switch part {
      case .literal(let text, let quoted): pattern.append(text, isQuoted: quoted)
      case .variable(let parameter, let quoted): pattern.append(try value(of: parameter), isQuoted: quoted)
      case .substitution(_, let quoted): pattern.append(try text(Script.Word(parts: [part])), isQuoted: quoted)
      }
    }
    guard pattern.isSmall else { throw .failed("a pattern in `${…}` has at most 64 characters here") }
    return pattern
  }
}
