/// Turns the words of a parsed command into the texts it runs with: variables, `$(…)`, field splitting.
///
/// In: words, the session's variables, and a way to run what stands in `$(…)`. Out: texts, of a bounded size.
/// Source: POSIX.1-2017, Shell Command Language, sections 2.6.1 to 2.6.5; there is no pathname expansion here.
struct Expansion {
  static let maximumWords = 10_000
  static let maximumBytes = 1 << 20

  var lookUp: (_ name: String) -> String?
  /// Runs a script and gives what it wrote to standard output.
  var substitute: (Script) throws(ExpansionError) -> String

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
    var finished: [String] = []
    var current = ""
    var isStarted = false
    var room = Self.maximumBytes
    for part in word.parts {
      let text = try text(of: part)
      room -= text.utf8.count
      guard room >= 0 else { throw ExpansionError.tooLarge }
      guard part.isSplit else {
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
    case .variable(let name, let fallback, _):
      if let value = lookUp(name), !(value.isEmpty && fallback != nil) { return value }
      return fallback ?? ""
    case .substitution(let script, _):
      let output = try substitute(script)
      guard let last = output.utf8.lastIndex(where: { $0 != UInt8(ascii: "\n") }) else { return "" }
      return String(Substring(output.utf8[...last]))
    }
  }
}

extension Script.Part {
  fileprivate var isSplit: Bool {
    switch self {
    case .literal: false
    case .variable(_, _, let quoted), .substitution(_, let quoted): !quoted
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
  /// A command inside `$(…)` could not be run.
  case failed(String)

  var message: String {
    switch self {
    case .tooLarge: "the words of this command grow beyond \(Expansion.maximumBytes >> 20) MiB"
    case .tooManyVariables: "there are too many variables, or they hold too much; `unset NAME` forgets one"
    case .stopped: "stopped"
    case .failed(let message): message
    }
  }
}
