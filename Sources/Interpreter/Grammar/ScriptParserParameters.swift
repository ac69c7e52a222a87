/// `${…}`: a parameter, and what becomes of its value.
///
/// In: the bytes after `$`. Out: a part of a word, or an error that names what is understood. Everything up to the first
/// `}` of the line belongs to it, so that one look tells where it ends; no `${…}` stands inside another.
/// Source: POSIX.1-2017, Shell Command Language, section 2.6.2.
extension ScriptParser {
  mutating func bracedParameter(start: Int, quoted: Bool) throws(GrammarError) -> Script.Part {
    let first = cursor.position + 1
    let end = cursor.bytes[first...].firstIndex { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "\n") }
    guard let end, cursor.bytes[end] == UInt8(ascii: "}") else { throw failure("`${` is not closed by `}`", at: start) }
    let inside = cursor.bytes[first..<end]
    cursor.position = end + 1
    if inside.first == UInt8(ascii: "#"), inside.count > 1, Self.parameterEnd(inside.dropFirst()) == end {
      return .variable(Script.Parameter(cursor.text(from: first + 1, to: end), .length), quoted: quoted)
    }
    let nameEnd = Self.parameterEnd(inside)
    let name = cursor.text(from: first, to: nameEnd)
    if !name.isEmpty, nameEnd == end { return .variable(Script.Parameter(name), quoted: quoted) }
    guard !name.isEmpty, let form = Form(cursor.bytes[nameEnd..<end]) else {
      let shown = GrammarError.shown(cursor.text(from: first, to: end))
      throw failure("`${\(shown)}` is not understood; `${NAME}` and `${NAME:-instead}` are", at: start)
    }
    let word = try operand(from: nameEnd + form.length, to: end, quoted: quoted && !form.isPattern)
    return .variable(Script.Parameter(name, form.change(word)), quoted: quoted)
  }

  /// Where the parameter's name ends: letters and digits, or digits alone, or one sign.
  private static func parameterEnd(_ bytes: ArraySlice<UInt8>) -> Int {
    guard let first = bytes.first else { return bytes.startIndex }
    if "?#@*".utf8.contains(first) { return bytes.startIndex + 1 }
    let isNumber = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    let rest = bytes.drop { byte in
      isNumber ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : ByteCursor.isNameByte(byte, first: false)
    }
    return rest.startIndex
  }

  /// The sign after the name.
  private struct Form {
    let length: Int
    let sign: UInt8
    /// `:` before the sign; a doubled `#` or `%`.
    let isStrong: Bool

    init?(_ bytes: ArraySlice<UInt8>) {
      let isColon = bytes.first == UInt8(ascii: ":")
      let signs = isColon ? bytes.dropFirst() : bytes
      guard let sign = signs.first else { return nil }
      self.sign = sign
      switch sign {
      case UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "+"):
        isStrong = isColon
        length = isColon ? 2 : 1
      case UInt8(ascii: "#"), UInt8(ascii: "%"):
        guard !isColon else { return nil }
        isStrong = signs.dropFirst().first == sign
        length = isStrong ? 2 : 1
      default: return nil
      }
    }

    /// A pattern's signs keep their meaning inside double quotes.
    var isPattern: Bool { sign == UInt8(ascii: "#") || sign == UInt8(ascii: "%") }

    func change(_ word: Script.Word) -> Script.Change {
      switch sign {
      case UInt8(ascii: "-"): .instead(word, orEmpty: isStrong)
      case UInt8(ascii: "="): .assigned(word, orEmpty: isStrong)
      case UInt8(ascii: "?"): .demanded(word, orEmpty: isStrong)
      case UInt8(ascii: "+"): .alternative(word, orEmpty: isStrong)
      case UInt8(ascii: "#"): .withoutBeginning(word, longest: isStrong)
      default: .withoutEnd(word, longest: isStrong)
      }
    }
  }

  /// The word after the sign. It ends with the brace, whatever quotes stand in it.
  private func operand(from start: Int, to end: Int, quoted: Bool) throws(GrammarError) -> Script.Word {
    var inner = ScriptParser(cursor: ByteCursor(bytes: Array(cursor.bytes[start..<end])))
    inner.depth = depth
    do throws(GrammarError) {
      return Script.Word(parts: try inner.operandParts(quoted: quoted), offset: start)
    } catch { throw failure(error.message, at: start + error.offset) }
  }

  /// - Parameter quoted: inside double quotes a single quote stands for itself.
  private mutating func operandParts(quoted: Bool) throws(GrammarError) -> [Script.Part] {
    var parts: [Script.Part] = []
    var bare: [UInt8] = []
    func flush() {
      if !bare.isEmpty { parts.append(.literal(String(decoding: bare, as: UTF8.self), quoted: quoted)) }
      bare.removeAll()
    }
    while let byte = cursor.peek {
      switch byte {
      case UInt8(ascii: "'") where !quoted:
        flush()
        parts.append(.literal(try singleQuoted(), quoted: true))
      case UInt8(ascii: "\""):
        flush()
        cursor.position += 1
        parts += try doubleQuotedParts(until: UInt8(ascii: "\""))
      case UInt8(ascii: "\\"):
        flush()
        if let escaped = try escapedCharacter() { parts.append(.literal(escaped, quoted: true)) }
      case UInt8(ascii: "$"):
        guard let part = try dollar(quoted: quoted) else {
          bare.append(byte)
          continue
        }
        flush()
        parts.append(part)
      case UInt8(ascii: "`"): throw failure("backticks are the old form of `$(…)`; use `$(…)`")
      default:
        bare.append(byte)
        cursor.position += 1
      }
    }
    flush()
    return parts
  }
}
