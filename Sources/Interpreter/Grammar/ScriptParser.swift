/// Reads a line, or several, into a `Script`: statements, pipelines, commands.
///
/// In: text as typed. Out: a script, or an error with its place. Never runs or looks up anything, never traps, nests at
/// most `maximumDepth` substitutions, and takes time in proportion to the text.
/// Source: POSIX.1-2017, Shell Command Language, sections 2.9 and 2.10; what is left out is refused by name.
package struct ScriptParser {
  package static let maximumDepth = 16
  package static let maximumBytes = 4 << 20
  private static let maximumStatements = 10_000

  var cursor: ByteCursor
  var depth = 0
  /// Here-documents of this level whose bodies begin after the next line end.
  var pending: [HereDocument] = []
  /// Bodies of this level so far, in the order of their `<<`.
  var bodies: [Script.Word] = []

  package static func parse(_ text: String) throws(GrammarError) -> Script {
    var parser = ScriptParser(cursor: ByteCursor(bytes: ByteCursor.bytes(of: text)))
    guard parser.cursor.bytes.count <= maximumBytes else {
      throw parser.failure("more than \(maximumBytes >> 20) MiB in one text")
    }
    return try parser.script(isNested: false)
  }

  /// Whether Enter should run the text; false asks for another line. Reads the whole text: for text that grows line by
  /// line there is `CompletenessScanner`.
  package static func isComplete(_ text: String) -> Bool {
    do throws(GrammarError) {
      _ = try parse(text)
      return true
    } catch { return !error.isIncomplete }
  }

  init(cursor: ByteCursor) { self.cursor = cursor }

  // MARK: Statements

  /// Up to the end of the text, or up to the `)` that closes a substitution.
  mutating func script(isNested: Bool) throws(GrammarError) -> Script {
    var script = Script()
    var connector = Script.Connector.always
    while true {
      try skipBlankLines()
      guard let byte = cursor.peek else {
        if connector != .always { throw failure("the line ends where a command should follow", incomplete: true) }
        if isNested { throw failure("`$(` is not closed by `)`", incomplete: true) }
        if let open = pending.first { throw unended(open) }
        return try withBodies(script)
      }
      if isNested, byte == UInt8(ascii: ")"), connector == .always { return try withBodies(script) }
      let start = cursor.position
      let pipeline = try pipeline(isNested: isNested)
      let source = cursor.text(from: start, to: cursor.position)
      script.statements.append(.init(connector: connector, pipeline: pipeline, source: Self.trimmed(source)))
      guard script.statements.count <= Self.maximumStatements else {
        throw failure("more than \(Self.maximumStatements) commands in one text")
      }
      connector = try separator(isNested: isNested)
    }
  }

  /// What stands after a pipeline decides when the next one runs.
  private mutating func separator(isNested: Bool) throws(GrammarError) -> Script.Connector {
    switch cursor.peek {
    case nil, UInt8(ascii: "\n"): return .always
    case UInt8(ascii: ";"):
      cursor.position += 1
      if cursor.peek == UInt8(ascii: ";") { throw failure("`;;` has no meaning here") }
      return .always
    case UInt8(ascii: "&"):
      switch cursor.peekNext {
      case UInt8(ascii: "&"): break
      case UInt8(ascii: ">"): throw failure("`&>` is not understood here; `> FILE 2>&1` is")
      case nil, .some: throw failure("`&` would run a command in the background; this shell runs one after another")
      }
      cursor.position += 2
      return .afterSuccess
    case UInt8(ascii: "|"):  // `||`: a single one was taken by the pipeline
      cursor.position += 2
      return .afterFailure
    case UInt8(ascii: ")") where isNested: return .always
    case .some:
      let end = cursor.characterEnd(cursor.position)
      throw failure("`\(cursor.text(from: cursor.position, to: end))` is not expected here")
    }
  }

  private mutating func pipeline(isNested: Bool) throws(GrammarError) -> [Script.Command] {
    var commands: [Script.Command] = []
    while true {
      let command = try command(isNested: isNested)
      if command.words.isEmpty, command.assignments.isEmpty, command.redirections.isEmpty {
        throw failure(
          commands.isEmpty ? "a command is missing here" : "a command is missing after `|`",
          incomplete: cursor.peek == nil)
      }
      commands.append(command)
      guard cursor.peek == UInt8(ascii: "|"), cursor.peekNext != UInt8(ascii: "|") else { return commands }
      cursor.position += 1
      try skipBlankLines()
    }
  }

  private mutating func command(isNested: Bool) throws(GrammarError) -> Script.Command {
    var command = Script.Command(offset: cursor.position)
    while true {
      cursor.skipBlanks()
      guard let byte = cursor.peek else { return command }
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"): return command
      case UInt8(ascii: ")"):
        if isNested { return command }
        throw failure("`)` closes nothing")
      case UInt8(ascii: "("):
        throw failure("`(` starts a subshell, which this shell does not have; put quotes around it")
      default:
        if let redirection = try redirection() {
          command.redirections.append(redirection)
        } else if command.words.isEmpty, let assignment = try assignment() {
          command.assignments.append(assignment)
        } else if command.words.first?.plainText == "probe", takesArrow() {
          command.words.append(Script.Word(parts: [.literal("->", quoted: false)], offset: cursor.position - 2))
        } else {
          command.words.append(try word())
          if command.words.count == 1 { try refuseReservedWord(command.words[0]) }
        }
      }
    }
  }

  /// `probe` alone has an arrow between its words; anywhere else `>` redirects.
  private mutating func takesArrow() -> Bool {
    guard cursor.peek == UInt8(ascii: "-"), cursor.peekNext == UInt8(ascii: ">"),
      cursor.position + 2 >= cursor.bytes.count || ByteCursor.isBlank(cursor.bytes[cursor.position + 2])
    else { return false }
    cursor.position += 2
    return true
  }

  private mutating func assignment() throws(GrammarError) -> Script.Assignment? {
    let end = cursor.nameEnd
    guard end > cursor.position, end < cursor.bytes.count, cursor.bytes[end] == UInt8(ascii: "=") else { return nil }
    let name = cursor.text(from: cursor.position, to: end)
    cursor.position = end + 1
    let value =
      ByteCursor.isWordEnd(cursor.peek) ? Script.Word(offset: cursor.position) : try word(isAssigned: true)
    return Script.Assignment(name: name, value: value)
  }

  /// A loop that is typed in must not run its inside once: nothing of the text runs.
  private func refuseReservedWord(_ word: Script.Word) throws(GrammarError) {
    guard !word.isQuoted, let text = word.plainText else { return }
    switch text {
    case "if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "select",
      "function", "[[":
      throw failure(
        "'\(text)': loops, conditions and functions are not part of this shell; `&&` and `||` are", at: word.offset)
    case "{", "}": throw failure("`\(text)` groups commands, which this shell does not do", at: word.offset)
    case "!": throw failure("`!` is not part of this shell; `||` runs a command after a failure", at: word.offset)
    default: return
    }
  }

  // MARK: Line ends

  /// Blanks, comments and line ends; the bodies of here-documents stand after a line end.
  private mutating func skipBlankLines() throws(GrammarError) {
    while true {
      cursor.skipBlanks()
      guard cursor.peek == UInt8(ascii: "\n") else { return }
      cursor.position += 1
      for document in pending { try readBody(of: document) }
      pending = []
    }
  }

  /// Puts the bodies where their `<<` stand.
  private mutating func withBodies(_ script: Script) throws(GrammarError) -> Script {
    if let open = pending.first {
      throw failure("the here-document `\(GrammarError.shown(open.delimiter))` must begin in the line after `<<`")
    }
    guard !bodies.isEmpty else { return script }
    var script = script
    var rest = bodies[...]
    for statement in script.statements.indices {
      for command in script.statements[statement].pipeline.indices {
        let redirections = script.statements[statement].pipeline[command].redirections
        script.statements[statement].pipeline[command].redirections = redirections.map { redirection in
          if case .hereDocument = redirection, let body = rest.popFirst() { .hereDocument(body) } else { redirection }
        }
      }
    }
    return script
  }

  // MARK: Failures

  func failure(_ message: String, at offset: Int? = nil, incomplete: Bool = false) -> GrammarError {
    let offset = offset ?? cursor.position
    let (line, column) = cursor.place(of: offset)
    return GrammarError(offset: offset, column: column, line: line, message: message, isIncomplete: incomplete)
  }

  func unended(_ document: HereDocument) -> GrammarError {
    failure(
      "the here-document has no line `\(GrammarError.shown(document.delimiter))` that ends it", incomplete: true)
  }

  private static func trimmed(_ text: String) -> String {
    var slice = text[...]
    while let last = slice.last, last.isWhitespace { slice.removeLast() }
    return String(slice)
  }
}
