/// Redirections: `>`, `>>`, `<`, `<<`, and those of standard error.
///
/// In: the bytes where a word could begin. Out: a redirection, or none. Opens no file.
/// Source: POSIX.1-2017, Shell Command Language, section 2.7.
extension ScriptParser {
  /// nil where no redirection begins here.
  mutating func redirection() throws(GrammarError) -> Script.Redirection? {
    let start = cursor.position
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    var end = start
    while end < cursor.bytes.count, digits.contains(cursor.bytes[end]) { end += 1 }
    guard end < cursor.bytes.count else { return nil }
    switch cursor.bytes[end] {
    case UInt8(ascii: ">"):
      cursor.position = end + 1
      switch cursor.text(from: start, to: end) {
      case "", "1": return try output()
      case "2": return try errors()
      default: throw failure("only channels 1 and 2 are known here, as in `> FILE` and `2>&1`", at: start)
      }
    case UInt8(ascii: "<"):
      cursor.position = end + 1
      guard end == start || cursor.text(from: start, to: end) == "0" else {
        throw failure("only standard input can be read from here, as in `< FILE`", at: start)
      }
      return try input(start)
    default: return nil
    }
  }

  private mutating func output() throws(GrammarError) -> Script.Redirection {
    switch cursor.peek {
    case UInt8(ascii: ">"):
      cursor.position += 1
      return .append(try target(of: ">>"))
    case UInt8(ascii: "&"):
      guard cursor.peekNext == UInt8(ascii: "2") else { throw failure("only `>&2` and `2>&1` are understood here") }
      cursor.position += 2
      return .outputToErrors
    case nil, .some: return .write(try target(of: ">"))
    }
  }

  private mutating func errors() throws(GrammarError) -> Script.Redirection {
    switch cursor.peek {
    case UInt8(ascii: ">"):
      cursor.position += 1
      return .appendErrors(try target(of: "2>>"))
    case UInt8(ascii: "&"):
      guard cursor.peekNext == UInt8(ascii: "1") else { throw failure("only `2>&1` is understood here") }
      cursor.position += 2
      return .errorsToOutput
    case nil, .some: return .errors(try target(of: "2>"))
    }
  }

  private mutating func input(_ start: Int) throws(GrammarError) -> Script.Redirection {
    guard cursor.peek == UInt8(ascii: "<") else { return .read(try target(of: "<")) }
    cursor.position += 1
    if cursor.peek == UInt8(ascii: "<") {
      throw failure("`<<<` is not part of this shell; a pipe is, as in `echo TEXT | …`", at: start)
    }
    guard let document = HereDocument.readDelimiter(&cursor) else {
      throw failure("`<<` needs a plain word that ends the here-document")
    }
    pending.append(document)
    return .hereDocument(Script.Word())
  }

  private mutating func target(of sign: String) throws(GrammarError) -> Script.Word {
    cursor.skipBlanks()
    if ByteCursor.isWordEnd(cursor.peek) { throw failure("`\(sign)` needs a name after it") }
    return try word()
  }

  /// Reads one body after the line end. What is wrong inside it has its place in the whole text.
  mutating func readBody(of document: HereDocument) throws(GrammarError) {
    let start = cursor.position
    guard let body = document.readBody(&cursor) else { throw unended(document) }
    guard !document.isQuoted else {
      bodies.append(Script.Word(parts: [.literal(String(decoding: body, as: UTF8.self), quoted: true)], offset: start))
      return
    }
    var inner = ScriptParser(cursor: ByteCursor(bytes: body))
    inner.depth = depth
    do throws(GrammarError) {
      bodies.append(Script.Word(parts: try inner.doubleQuotedParts(until: nil), offset: start))
    } catch {
      let lines = cursor.place(of: start).line - 1
      throw GrammarError(
        offset: start + error.offset, column: error.column, line: error.line + lines, message: error.message,
        isIncomplete: false)
    }
  }
}
