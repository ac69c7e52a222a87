/// Reads a line, or several, into a `Script`.
///
/// In: text as typed. Out: a script, or an error with its column. Never runs or looks up anything, never traps, and
/// nests at most `maximumDepth` substitutions.
package struct ScriptParser {
  package static let maximumDepth = 16
  private static let maximumStatements = 10_000

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  private var currentStatement = 0
  private var pendingHereDocuments: [PendingHereDocument] = []

  /// A here-document whose body begins after the next line end.
  private struct PendingHereDocument {
    let statement: Int, command: Int, redirection: Int
    let delimiter: String
    let isQuoted: Bool, stripsTabs: Bool
  }

  package static func parse(_ text: String) throws(GrammarError) -> Script {
    var parser = ScriptParser(bytes: Array(text.utf8))
    let script = try parser.script(isNested: false)
    return script
  }

  /// Whether Enter should run the text; false asks for another line.
  package static func isComplete(_ text: String) -> Bool {
    do throws(GrammarError) {
      _ = try parse(text)
      return true
    } catch { return !error.isIncomplete }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  // MARK: Statements

  private mutating func script(isNested: Bool) throws(GrammarError) -> Script {
    var script = Script()
    var connector = Script.Connector.always
    while true {
      skipBlankLines()
      guard let byte = peek else {
        if connector != .always { throw failure("the line ends where a command should follow", incomplete: true) }
        if isNested { throw failure("`$(` is not closed by `)`", incomplete: true) }
        return script
      }
      if isNested, byte == UInt8(ascii: ")") { return script }
      let start = position
      currentStatement = script.statements.count
      let pipeline = try pipeline(isNested: isNested)
      let source = text(from: start, to: position)
      script.statements.append(.init(connector: connector, pipeline: pipeline, source: trimmed(source)))
      guard script.statements.count <= Self.maximumStatements else { throw failure("more than \(Self.maximumStatements) commands in one text") }
      connector = try separator(isNested: isNested, statements: &script.statements)
    }
  }

  /// What stands after a pipeline decides when the next one runs.
  private mutating func separator(
    isNested: Bool, statements: inout [Script.Statement]
  ) throws(GrammarError) -> Script.Connector {
    switch peek {
    case nil: 
      if !pendingHereDocuments.isEmpty { throw failure("the here-document has no line `\(pendingHereDocuments[0].delimiter)` that ends it", incomplete: true) }
      return .always
    case UInt8(ascii: ";"):
      position += 1
      if peek == UInt8(ascii: ";") { throw failure("`;;` has no meaning here") }
      return .always
    case UInt8(ascii: "\n"):
      position += 1
      try readHereDocuments(into: &statements)
      return .always
    case UInt8(ascii: "&"):
      guard peekNext == UInt8(ascii: "&") else {
        throw failure("`&` would run a command in the background; this shell runs one after another")
      }
      position += 2
      return .afterSuccess
    case UInt8(ascii: "|"):  // `||`: a single one was taken by the pipeline
      position += 2
      return .afterFailure
    case UInt8(ascii: ")") where isNested: return .always
    case .some: throw failure("`\(character)` is not expected here")
    }
  }

  private mutating func pipeline(isNested: Bool) throws(GrammarError) -> [Script.Command] {
    var commands: [Script.Command] = []
    while true {
      let command = try command(isNested: isNested, index: commands.count)
      if command.words.isEmpty, command.assignments.isEmpty {
        throw failure(commands.isEmpty ? "a command is missing here" : "a command is missing after `|`", incomplete: peek == nil)
      }
      commands.append(command)
      guard peek == UInt8(ascii: "|"), peekNext != UInt8(ascii: "|") else { return commands }
      position += 1
      skipBlanks()
      if peek == UInt8(ascii: "\n") { skipBlankLines() }
    }
  }

  private mutating func command(isNested: Bool, index: Int) throws(GrammarError) -> Script.Command {
    var command = Script.Command(offset: position)
    while true {
      skipBlanks()
      guard let byte = peek else { return command }
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"): return command
      case UInt8(ascii: ")"):
        if isNested { return command }
        throw failure("`)` closes nothing")
      case UInt8(ascii: "("): throw failure("`(` starts a subshell, which this shell does not have; put quotes around it")
      case UInt8(ascii: ">"), UInt8(ascii: "<"): command.redirections.append(try redirection(commandIndex: index, count: command.redirections.count))
      case UInt8(ascii: "2") where peekNext == UInt8(ascii: ">"): command.redirections.append(try errorRedirection())
      default:
        if command.words.isEmpty, let assignment = try assignment() {
          command.assignments.append(assignment)
        } else {
          command.words.append(try word())
        }
      }
    }
  }

  private mutating func assignment() throws(GrammarError) -> Script.Assignment? {
    var end = position
    while end < bytes.count, Self.isNameByte(bytes[end], first: end == position) { end += 1 }
    guard end > position, end < bytes.count, bytes[end] == UInt8(ascii: "=") else { return nil }
    let name = text(from: position, to: end)
    position = end + 1
    let value = isWordEnd(peek) ? Script.Word(offset: position) : try word()
    return Script.Assignment(name: name, value: value)
  }

  // MARK: Redirections

  private mutating func redirection(commandIndex: Int, count: Int) throws(GrammarError) -> Script.Redirection {
    if peek == UInt8(ascii: ">") {
      position += 1
      if peek == UInt8(ascii: ">") {
        position += 1
        return .append(try target(of: ">>"))
      }
      return .write(try target(of: ">"))
    }
    position += 1
    guard peek == UInt8(ascii: "<") else { return .read(try target(of: "<")) }
    position += 1
    let stripsTabs = peek == UInt8(ascii: "-")
    if stripsTabs { position += 1 }
    let delimiter = try target(of: "<<")
    guard let name = delimiter.plainText, !name.isEmpty else { throw failure("`<<` needs a plain word that ends the here-document") }
    pendingHereDocuments.append(
      PendingHereDocument(
        statement: currentStatement, command: commandIndex, redirection: count, delimiter: name,
        isQuoted: delimiter.isQuoted, stripsTabs: stripsTabs))
    return .hereDocument(Script.Word())
  }

  private mutating func errorRedirection() throws(GrammarError) -> Script.Redirection {
    position += 2
    if peek == UInt8(ascii: "&") {
      guard peekNext == UInt8(ascii: "1") else { throw failure("only `2>&1` is understood here") }
      position += 2
      return .errorsToOutput
    }
    return .errors(try target(of: "2>"))
  }

  private mutating func target(of sign: String) throws(GrammarError) -> Script.Word {
    skipBlanks()
    if isWordEnd(peek) { throw failure("`\(sign)` needs a name after it", incomplete: peek == nil) }
    return try word()
  }

  private mutating func readHereDocuments(into statements: inout [Script.Statement]) throws(GrammarError) {
    for pending in pendingHereDocuments {
      var lines: [String] = []
      while true {
        guard position < bytes.count else {
          throw failure("the here-document has no line `\(pending.delimiter)` that ends it", incomplete: true)
        }
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        var line = text(from: start, to: position)
        if position < bytes.count { position += 1 }
        if pending.stripsTabs { line = String(line.drop { $0 == "\t" }) }
        if line == pending.delimiter { break }
        lines.append(line)
      }
      let body = lines.map { $0 + "\n" }.joined()
      var word = Script.Word()
      if pending.isQuoted {
        word.parts = [.literal(body, quoted: true)]
      } else {
        var parser = ScriptParser(bytes: Array(body.utf8))
        parser.depth = depth
        word.parts = try parser.doubleQuotedParts(until: nil)
      }
      statements[pending.statement].pipeline[pending.command].redirections[pending.redirection] = .hereDocument(word)
    }
    pendingHereDocuments.removeAll()
  }

  // MARK: Words

  private mutating func word() throws(GrammarError) -> Script.Word {
    var word = Script.Word(offset: position)
    var bare: [UInt8] = []
    func flushed(_ bare: inout [UInt8], into word: inout Script.Word) {
      if !bare.isEmpty { word.parts.append(.literal(String(decoding: bare, as: UTF8.self), quoted: false)) }
      bare.removeAll()
    }
    while let byte = peek, !isWordEnd(byte) {
      switch byte {
      case UInt8(ascii: "'"):
        flushed(&bare, into: &word)
        word.parts.append(.literal(try singleQuoted(), quoted: true))
      case UInt8(ascii: "\""):
        flushed(&bare, into: &word)
        position += 1
        let parts = try doubleQuotedParts(until: UInt8(ascii: "\""))
        word.parts += parts.isEmpty ? [.literal("", quoted: true)] : parts
      case UInt8(ascii: "$"):
        guard let part = try dollar(quoted: false) else {
          bare.append(byte)
          continue
        }
        flushed(&bare, into: &word)
        word.parts.append(part)
      case UInt8(ascii: "\\"):
        position += 1
        guard let escaped = peek else { throw failure("the line ends in a backslash", incomplete: true) }
        position += 1
        if escaped != UInt8(ascii: "\n") { 
          flushed(&bare, into: &word)
          var end = position
          while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
          word.parts.append(.literal(text(from: position - 1, to: end), quoted: true))
          position = end
        } 
      case UInt8(ascii: "`"):
        throw failure("backticks are the old form of `$(…)`; use `$(…)`")
      case UInt8(ascii: "{"):
        try refuseBraceExpansion()
        bare.append(byte)
        position += 1
      default:
        bare.append(byte)
        position += 1
      }
    }
    flushed(&bare, into: &word)
    return word
  }

  /// bash would split `{a,b}` into two words, with surprising results for shorthand values; this shell says so.
  private func refuseBraceExpansion() throws(GrammarError) {
    var index = position + 1
    while index < bytes.count, !isWordEnd(bytes[index]) || bytes[index] == UInt8(ascii: "(") {
      switch bytes[index] {
      case UInt8(ascii: ","):
        throw failure("a shell splits `{…,…}` into several words; put the whole value in single quotes: '{…,…}'")
      case UInt8(ascii: "}"), UInt8(ascii: "'"), UInt8(ascii: "\""): return
      default: index += 1
      }
    }
  }

  private mutating func singleQuoted() throws(GrammarError) -> String {
    let start = position
    position += 1
    let first = position
    while let byte = peek, byte != UInt8(ascii: "'") {
      _ = byte
      position += 1
    }
    guard peek != nil else {
      throw GrammarError(offset: start, column: column(of: start), message: "this single quote is not closed", isIncomplete: true)
    }
    position += 1
    return text(from: first, to: position - 1)
  }

  /// Parts up to `closing`, which is consumed; up to the end for nil (here-documents).
  private mutating func doubleQuotedParts(until closing: UInt8?) throws(GrammarError) -> [Script.Part] {
    let start = position
    var parts: [Script.Part] = []
    var bare: [UInt8] = []
    func flush() {
      if !bare.isEmpty { parts.append(.literal(String(decoding: bare, as: UTF8.self), quoted: true)) }
      bare.removeAll()
    }
    while let byte = peek {
      if byte == closing {
        position += 1
        flush()
        return parts
      }
      switch byte {
      case UInt8(ascii: "\\"):
        let special: [UInt8] = [UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\\"), UInt8(ascii: "\n")]
        let next = peekNext
        if let next, special.contains(next) || next == closing {
          if next != UInt8(ascii: "\n") { bare.append(next) }
          position += 2
        } else {
          bare.append(byte)
          position += 1
        }
      case UInt8(ascii: "$"):
        guard let part = try dollar(quoted: true) else {
          bare.append(byte)
          continue
        }
        flush()
        parts.append(part)
      case UInt8(ascii: "`") where closing != nil:
        // JMESPath literals are written in backticks; in double quotes a shell would run them.
        throw failure("in double quotes a shell runs what stands between backticks; use single quotes around it")
      default:
        bare.append(byte)
        position += 1
      }
    }
    if closing != nil {
      throw GrammarError(offset: start, column: column(of: max(0, start - 1)), message: "this double quote is not closed", isIncomplete: true)
    }
    flush()
    return parts
  }

  /// After `$`: a variable or a substitution. A `$` before anything else is consumed and stands for itself (nil).
  private mutating func dollar(quoted: Bool) throws(GrammarError) -> Script.Part? {
    let start = position
    position += 1
    guard let byte = peek else { return nil }
    if byte == UInt8(ascii: "(") {
      if peekNext == UInt8(ascii: "(") { throw failure("`$((…))` arithmetic is not part of this shell") }
      guard depth < Self.maximumDepth else { throw failure("more than \(Self.maximumDepth) `$(…)` inside one another") }
      position += 1
      depth += 1
      let outer = (pendingHereDocuments, currentStatement)
      pendingHereDocuments = []
      let script = try script(isNested: true)
      (pendingHereDocuments, currentStatement) = outer
      depth -= 1
      position += 1  // the closing parenthesis
      return .substitution(script, quoted: quoted)
    }
    if byte == UInt8(ascii: "{") { return try bracedVariable(start: start, quoted: quoted) }
    if byte == UInt8(ascii: "?") {
      position += 1
      return .variable("?", fallback: nil, quoted: quoted)
    }
    var end = position
    while end < bytes.count, Self.isNameByte(bytes[end], first: end == position) { end += 1 }
    guard end > position else { return nil }
    let name = text(from: position, to: end)
    position = end
    return .variable(name, fallback: nil, quoted: quoted)
  }

  private mutating func bracedVariable(start: Int, quoted: Bool) throws(GrammarError) -> Script.Part {
    position += 1
    let first = position
    while let byte = peek, byte != UInt8(ascii: "}") {
      if byte == UInt8(ascii: "\n") { break }
      position += 1
    }
    guard peek == UInt8(ascii: "}") else {
      throw GrammarError(offset: start, column: column(of: start), message: "`${` is not closed by `}`", isIncomplete: peek == nil)
    }
    let inside = text(from: first, to: position)
    position += 1
    let name = String(inside.prefix { $0 == "_" || $0 == "?" || ($0.isASCII && ($0.isLetter || $0.isNumber)) })
    let rest = inside.dropFirst(name.count)
    if !name.isEmpty, rest.isEmpty { return .variable(name, fallback: nil, quoted: quoted) }
    if !name.isEmpty, rest.hasPrefix(":-") {
      return .variable(name, fallback: String(rest.dropFirst(2)), quoted: quoted)
    }
    throw GrammarError(
      offset: start, column: column(of: start),
      message: "`${\(inside)}` is not understood; `${NAME}` and `${NAME:-instead}` are", isIncomplete: false)
  }

  // MARK: Bytes

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }
  private var peekNext: UInt8? { position + 1 < bytes.count ? bytes[position + 1] : nil }
  private var character: String {
    var end = position + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return text(from: position, to: min(end, bytes.count))
  }

  private static func isNameByte(_ byte: UInt8, first: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): !first
    default: false
    }
  }

  private func isWordEnd(_ byte: UInt8?) -> Bool {
    switch byte {
    case nil, UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: ";"),
      UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    case .some: false
    }
  }

  /// Blanks, carriage returns, line continuations and comments.
  private mutating func skipBlanks() {
    while let byte = peek {
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r") {
        position += 1
      } else if byte == UInt8(ascii: "\\"), peekNext == UInt8(ascii: "\n") {
        position += 2
      } else if byte == UInt8(ascii: "#") {
        while let next = peek, next != UInt8(ascii: "\n") {
          _ = next
          position += 1
        }
      } else {
        return
      }
    }
  }

  private mutating func skipBlankLines() {
    while true {
      skipBlanks()
      guard peek == UInt8(ascii: "\n") else { return }
      position += 1
    }
  }

  private func text(from start: Int, to end: Int) -> String { String(decoding: bytes[start..<max(start, end)], as: UTF8.self) }

  private func trimmed(_ text: String) -> String {
    var slice = text[...]
    while let last = slice.last, last.isWhitespace { slice.removeLast() }
    return String(slice)
  }

  private func column(of offset: Int) -> Int {
    let end = min(offset, bytes.count)
    let lineStart = bytes[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return text(from: lineStart, to: end).count + 1
  }

  private func failure(_ message: String, incomplete: Bool = false) -> GrammarError {
    GrammarError(offset: position, column: column(of: position), message: message, isIncomplete: incomplete)
  }
}
