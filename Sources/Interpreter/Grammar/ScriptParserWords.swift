/// Words: quotes, backslashes, variables, `$(…)`. What stands in `${…}` has a file of its own.
///
/// In: the bytes where a word begins. Out: its parts, unexpanded. What a shell would do and this one does not is
/// refused with a way out, so that nothing here means something else there.
/// Source: POSIX.1-2017, Shell Command Language, sections 2.2 and 2.6; bash(1), "Brace Expansion".
extension ScriptParser {
  /// - Parameter isAssigned: the value of an assignment, in which braces stand for themselves.
  mutating func word(isAssigned: Bool = false) throws(GrammarError) -> Script.Word {
    var word = Script.Word(offset: cursor.position)
    var bare: [UInt8] = []
    var braces = BraceWatch(isOff: isAssigned)
    func flush() {
      if !bare.isEmpty { word.parts.append(.literal(String(decoding: bare, as: UTF8.self), quoted: false)) }
      bare.removeAll()
    }
    while let byte = cursor.peek, !ByteCursor.isWordEnd(byte) {
      switch byte {
      case UInt8(ascii: "'"):
        flush()
        word.parts.append(.literal(try singleQuoted(), quoted: true))
      case UInt8(ascii: "\""):
        flush()
        cursor.position += 1
        let parts = try doubleQuotedParts(until: UInt8(ascii: "\""))
        word.parts += parts.isEmpty ? [.literal("", quoted: true)] : parts
      case UInt8(ascii: "$"):
        guard let part = try dollar(quoted: false) else {
          bare.append(byte)
          continue
        }
        flush()
        word.parts.append(part)
      case UInt8(ascii: "\\"):
        if let escaped = try escapedCharacter() {
          flush()
          word.parts.append(.literal(escaped, quoted: true))
        }
      case UInt8(ascii: "`"): throw failure("backticks are the old form of `$(…)`; use `$(…)`")
      default:
        if let start = braces.take(byte, at: cursor.position) {
          throw failure(
            "a shell splits `{…,…}` into several words; put the whole value in single quotes: '{…,…}'", at: start)
        }
        bare.append(byte)
        cursor.position += 1
      }
    }
    flush()
    return word
  }

  /// After a backslash; nil where it joins two lines.
  mutating func escapedCharacter() throws(GrammarError) -> String? {
    cursor.position += 1
    guard let escaped = cursor.peek else { throw failure("the line ends in a backslash", incomplete: true) }
    let start = cursor.position
    cursor.position = cursor.characterEnd(start)
    return escaped == UInt8(ascii: "\n") ? nil : cursor.text(from: start, to: cursor.position)
  }

  mutating func singleQuoted() throws(GrammarError) -> String {
    let start = cursor.position
    guard let end = cursor.bytes[(start + 1)...].firstIndex(of: UInt8(ascii: "'")) else {
      throw failure("this single quote is not closed", at: start, incomplete: true)
    }
    cursor.position = end + 1
    return cursor.text(from: start + 1, to: end)
  }

  /// Parts up to `closing`, which is consumed; up to the end for nil (here-documents).
  mutating func doubleQuotedParts(until closing: UInt8?) throws(GrammarError) -> [Script.Part] {
    let start = cursor.position
    var parts: [Script.Part] = []
    var bare: [UInt8] = []
    func flush() {
      if !bare.isEmpty { parts.append(.literal(String(decoding: bare, as: UTF8.self), quoted: true)) }
      bare.removeAll()
    }
    while let byte = cursor.peek {
      if byte == closing {
        cursor.position += 1
        flush()
        return parts
      }
      switch byte {
      case UInt8(ascii: "\\"):
        if let next = cursor.peekNext, Self.isEscapable(next, closing) {
          if next != UInt8(ascii: "\n") { bare.append(next) }
          cursor.position += 2
        } else {
          bare.append(byte)
          cursor.position += 1
        }
      case UInt8(ascii: "$"):
        guard let part = try dollar(quoted: true) else {
          bare.append(byte)
          continue
        }
        flush()
        parts.append(part)
      case UInt8(ascii: "`"):
        // JMESPath literals are written in backticks; a shell would run them.
        throw failure(
          closing == nil
            ? "in a here-document a shell runs what stands between backticks; put the word after `<<` in quotes"
            : "in double quotes a shell runs what stands between backticks; use single quotes around it")
      default:
        bare.append(byte)
        cursor.position += 1
      }
    }
    if closing != nil { throw failure("this double quote is not closed", at: start - 1, incomplete: true) }
    flush()
    return parts
  }

  private static func isEscapable(_ byte: UInt8, _ closing: UInt8?) -> Bool {
    switch byte {
    case UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\\"), UInt8(ascii: "\n"): true
    default: byte == closing
    }
  }

  // MARK: Expansions

  /// After `$`: a variable or a substitution. A `$` before anything else is consumed and stands for itself (nil).
  mutating func dollar(quoted: Bool) throws(GrammarError) -> Script.Part? {
    let start = cursor.position
    cursor.position += 1
    guard let byte = cursor.peek else { return nil }
    switch byte {
    case UInt8(ascii: "("): return .substitution(try substitution(), quoted: quoted)
    case UInt8(ascii: "{"): return try bracedParameter(start: start, quoted: quoted)
    case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "*"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      cursor.position += 1
      return .variable(Script.Parameter(String(decoding: [byte], as: UTF8.self)), quoted: quoted)
    case UInt8(ascii: "'") where !quoted, UInt8(ascii: "\"") where !quoted:
      let quote = byte == UInt8(ascii: "'") ? "'" : "\""
      throw failure("`$\(quote)…\(quote)` is not part of this shell; leave out the `$`", at: start)
    case UInt8(ascii: "$"), UInt8(ascii: "!"), UInt8(ascii: "-"):
      let name = "$" + String(decoding: [byte], as: UTF8.self)
      throw failure("`\(name)` has no value in this shell; for the text itself write `\\\(name)`", at: start)
    default:
      let end = cursor.nameEnd
      guard end > cursor.position else { return nil }
      let name = cursor.text(from: cursor.position, to: end)
      cursor.position = end
      return .variable(Script.Parameter(name), quoted: quoted)
    }
  }

  private mutating func substitution() throws(GrammarError) -> Script {
    if cursor.peekNext == UInt8(ascii: "(") { throw failure("`$((…))` arithmetic is not part of this shell") }
    guard depth < Self.maximumDepth else { throw failure("more than \(Self.maximumDepth) `$(…)` inside one another") }
    cursor.position += 1
    let outer = (pending, bodies)
    (pending, bodies) = ([], [])
    depth += 1
    let script = try script(isNested: true)
    depth -= 1
    (pending, bodies) = outer
    cursor.position += 1  // the closing parenthesis
    return script
  }
}

/// Watches for `{a,b}` and `{1..3}` outside of quotes, which bash would split into several words, with surprising
/// results for shorthand values.
private struct BraceWatch {
  let isOff: Bool
  private var open: [Int] = []
  private var inside: [UInt8] = []

  init(isOff: Bool) { self.isOff = isOff }

  /// Where the expansion begins that this byte gives away; nil where there is none.
  mutating func take(_ byte: UInt8, at position: Int) -> Int? {
    guard !isOff else { return nil }
    switch byte {
    case UInt8(ascii: "{"):
      open.append(position)
      inside = []
    case UInt8(ascii: ","): return open.last
    case UInt8(ascii: "}"):
      let start = open.popLast()
      defer { inside = [] }
      if isSequence { return start }
    default: if !open.isEmpty, inside.count < 20 { inside.append(byte) }
    }
    return nil
  }

  /// `1..3`, `a..e`
  private var isSequence: Bool {
    let ends = String(decoding: inside, as: UTF8.self).split(separator: "..", omittingEmptySubsequences: false)
    return ends.count == 2 && ends.allSatisfy { $0.count == 1 || Int($0) != nil }
  }
}
