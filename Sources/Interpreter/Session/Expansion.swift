/// Turns the words of a parsed command into the texts it runs with: variables, `$(…)`, field splitting.
///
/// In: words, the session's variables, and a way to run what stands in `$(…)`. Out: texts, of a bounded size.
/// Source: POSIX.1-2017, Shell Command Language, sections 2.6.1 to 2.6.5; there is no pathname expansion here.
struct Expansion {
  static let maximumWords = 10_000
  static let maximumBytes = 1 << 20

  /// A parameter's value; nil where it is unset.
  var lookUp: (_ name: String) throws(ExpansionError) -> String?
  var assign: (_ name: String, _ value: String) throws(ExpansionError) -> Void = { _, _ throws(ExpansionError) in }
  /// Runs a script and gives what it wrote to standard output.
  var substitute: (Script) throws(ExpansionError) -> String
  /// What `"$@"` is, word by word; nil where no script file runs.
  var positional: [String]?
  /// An unset parameter is an error (`set -u`).
  var refusesUnset = false

  /// Unquoted expansions are split at blanks into several texts, or none.
  func words(_ words: [Script.Word]) throws(ExpansionError) -> [String] {
    // As bash does it: `export NAME=$(…)` is an assignment, and its value stays whole.
    let isExport = words.first?.plainText == "export"
    var texts: [String] = []
    var bytes = 0
    for word in words {
      let fields = isExport && word.isAssignment ? [try text(word)] : try fields(of: word)
      for field in fields { bytes += field.utf8.count }
      texts += fields
      guard texts.count <= Self.maximumWords, bytes <= Self.maximumBytes else { throw ExpansionError.tooLarge }
    }
    return texts
  }

  /// The word as one text, never split: assignments, redirection targets, here-documents.
  func text(_ word: Script.Word) throws(ExpansionError) -> String {
    var text = ""
    for part in word.parts { try Self.append(try self.text(of: part), to: &text) }
    return text
  }

  private func fields(of word: Script.Word) throws(ExpansionError) -> [String] {
    if word.parts == [.variable(Script.Parameter("@"), quoted: true)] { return positional ?? [] }
    var finished: [String] = []
    var current = ""
    var isStarted = false
    var room = Self.maximumBytes
    for part in word.parts {
      let text = try text(of: part)
      room -= text.utf8.count
      guard room >= 0 else { throw ExpansionError.tooLarge }
      guard isSplit(part) else {
        current += text
        isStarted = true
        continue
      }
      var pieces = text.utf8.split(omittingEmptySubsequences: false, whereSeparator: Self.isFieldSeparator)[...]
      let first = pieces.popFirst() ?? text.utf8[text.endIndex...]
      current += String(Substring(first))
      isStarted = isStarted || !first.isEmpty
      for piece in pieces {
        if isStarted { finished.append(current) }
        current = String(Substring(piece))
        isStarted = !piece.isEmpty
      }
    }
    if isStarted { finished.append(current) }
    return finished
  }

  /// The shell's default IFS.
  private static func isFieldSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
  }

  private static func append(_ more: String, to text: inout String) throws(ExpansionError) {
    guard text.utf8.count + more.utf8.count <= maximumBytes else { throw ExpansionError.tooLarge }
    text += more
  }

  private func text(of part: Script.Part) throws(ExpansionError) -> String {
    switch part {
    case .literal(let text, _): return text
    case .variable(let parameter, _): return try value(of: parameter)
    case .substitution(let script, _):
      let output = try substitute(script)
      guard let last = output.utf8.lastIndex(where: { $0 != UInt8(ascii: "\n") }) else { return "" }
      return String(Substring(output.utf8[...last]))
    }
  }

  /// A quoted word inside `${…}` stays whole, as in `${NAME:-"a b"}`.
  private func isSplit(_ part: Script.Part) -> Bool {
    switch part {
    case .literal: return false
    case .substitution(_, let quoted): return !quoted
    case .variable(let parameter, let quoted):
      guard !quoted else { return false }
      switch parameter.change {
      case .instead(let word, _), .alternative(let word, _): return !word.isQuoted
      case nil, .assigned, .demanded, .withoutBeginning, .withoutEnd, .length: return true
      }
    }
  }
}

extension Script.Word {
  /// `NAME=…`, with the name and the sign unquoted.
  fileprivate var isAssignment: Bool {
    guard case .literal(let text, quoted: false)? = parts.first, let sign = text.firstIndex(of: "=") else {
      return false
    }
    return VariableName.isValid(text[..<sign])
  }
}

enum VariableName {
  static func isValid(_ name: some StringProtocol) -> Bool {
    !name.isEmpty && name.utf8.enumerated().allSatisfy { ByteCursor.isNameByte($0.element, first: $0.offset == 0) }
  }
}

enum ExpansionError: Error, Hashable, Sendable {
  case tooLarge
  case tooManyVariables
  /// Ctrl-C, or the text has used up what one text may use.
  case stopped
  /// `set -u`.
  case unset(String)
  /// `${NAME:?…}`
  case demanded(String)
  /// A command inside `$(…)` could not be run.
  case failed(String)

  /// A script ends there, with or without `set -e`.
  var endsScript: Bool {
    switch self {
    case .unset, .demanded: true
    case .tooLarge, .tooManyVariables, .stopped, .failed: false
    }
  }

  var message: String {
    switch self {
    case .tooLarge: "the words of this command grow beyond \(Expansion.maximumBytes >> 20) MiB"
    case .tooManyVariables: "there are too many variables, or they hold too much; `unset NAME` forgets one"
    case .stopped: "stopped"
    case .unset(let name):
      "\(name): it has no value, and `set -u` refuses that; `${\(name):-}` stands for nothing"
    case .demanded(let message), .failed(let message): message
    }
  }
}
