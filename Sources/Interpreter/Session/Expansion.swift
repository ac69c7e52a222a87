/// Turns the words of a parsed command into the texts it runs with: variables, `$(…)`, field splitting.
///
/// In: words, the session's variables, and a way to run what stands in `$(…)`. Out: texts.
/// Source: POSIX.1-2017, Shell Command Language, sections 2.6.1 to 2.6.5; there is no pathname expansion here.
struct Expansion {
  static let maximumWords = 10_000
  static let maximumBytes = 4 << 20

  var lookUp: (_ name: String) -> String?
  /// Runs a script and gives what it wrote to standard output.
  var substitute: (Script) throws(ExpansionError) -> String

  /// Unquoted expansions are split at blanks into several texts, or none.
  func words(_ words: [Script.Word]) throws(ExpansionError) -> [String] {
    var texts: [String] = []
    var bytes = 0
    for word in words {
      for text in try fields(of: word) {
        texts.append(text)
        bytes += text.utf8.count
        guard texts.count <= Self.maximumWords, bytes <= Self.maximumBytes else { throw ExpansionError.tooLarge }
      }
    }
    return texts
  }

  /// The word as one text, never split: assignments, redirection targets, here-documents.
  func text(_ word: Script.Word) throws(ExpansionError) -> String {
    var text = ""
    for part in word.parts { text += try self.text(of: part) }
    guard text.utf8.count <= Self.maximumBytes else { throw ExpansionError.tooLarge }
    return text
  }

  private func fields(of word: Script.Word) throws(ExpansionError) -> [String] {
    var finished: [String] = []
    var current = ""
    var isStarted = false
    for part in word.parts {
      let text = try text(of: part)
      if part.isSplit {
        var pieces = text.split(omittingEmptySubsequences: false, whereSeparator: Self.isBlank)[...]
        let first = pieces.popFirst() ?? ""
        current += first
        isStarted = isStarted || !first.isEmpty
        for piece in pieces {
          if isStarted { finished.append(current) }
          current = String(piece)
          isStarted = !piece.isEmpty
        }
      } else {
        current += text
        isStarted = true
      }
    }
    if isStarted { finished.append(current) }
    return finished
  }

  private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" || character.isNewline }
}

extension Expansion {
  private func text(of part: Script.Part) throws(ExpansionError) -> String {
    switch part {
    case .literal(let text, _): return text
    case .variable(let name, let fallback, _):
      if let value = lookUp(name), !(value.isEmpty && fallback != nil) { return value }
      return fallback ?? ""
    case .substitution(let script, _):
      let output = try substitute(script)
      return String(output.reversed().drop { $0.isNewline }.reversed())
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

enum ExpansionError: Error, Hashable, Sendable {
  case tooLarge
  /// A command inside `$(…)` could not be run.
  case failed(String)

  var message: String {
    switch self {
    case .tooLarge: "the words of this command grow beyond \(Expansion.maximumBytes >> 20) MiB"
    case .failed(let message): message
    }
  }
}
