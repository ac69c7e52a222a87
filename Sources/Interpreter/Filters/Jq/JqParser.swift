/// Reads a jq program.
///
/// In: its text. Out: the program, or what is wrong and where. Nests at most 40 deep.
import Documents

struct JqParser {
  private let characters: [Character]
  private var position = 0
  private var depth = 0

  /// Those built here, with how many arguments they take.
  static let functions: [String: Int] = [
    "length": 0, "keys": 0, "not": 0, "first": 0, "last": 0, "add": 0, "sort": 0, "unique": 0, "reverse": 0, "type": 0,
    "tostring": 0, "tonumber": 0, "empty": 0, "select": 1, "map": 1, "has": 1, "join": 1, "split": 1, "startswith": 1,
    "endswith": 1, "contains": 1, "sort_by": 1, "test": 1,
  ]

  static func parse(_ text: String) throws(JqError) -> JqProgram {
    guard text.utf8.count <= 10_000 else { throw JqError(column: 1, message: "this program is too long") }
    var parser = JqParser(characters: Array(text))
    let program = try parser.pipe()
    guard parser.peek == nil else { throw parser.unexpected() }
    return program
  }

  private init(characters: [Character]) { self.characters = characters }

  // MARK: From the loosest to the tightest

  private mutating func pipe() throws(JqError) -> JqProgram {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 40 else { throw failure("nested too deep") }
    let left = try comma()
    return take("|") ? .pipe(left, try pipe()) : left
  }

  private mutating func comma() throws(JqError) -> JqProgram {
    var left = try either()
    while take(",") { left = .comma(left, try either()) }
    return left
  }

  private mutating func either() throws(JqError) -> JqProgram {
    var left = try both()
    while takeWord("or") { left = .operation("or", left, try both()) }
    return left
  }

  private mutating func both() throws(JqError) -> JqProgram {
    var left = try comparison()
    while takeWord("and") { left = .operation("and", left, try comparison()) }
    return left
  }

  private mutating func comparison() throws(JqError) -> JqProgram {
    let left = try sum()
    for sign in ["==", "!=", "<=", ">=", "<", ">"] where take(sign) { return .operation(sign, left, try sum()) }
    return left
  }

  private mutating func sum() throws(JqError) -> JqProgram {
    var left = try postfix()
    while true {
      if take("//") {
        left = .operation("//", left, try postfix())
      } else if take("+") {
        left = .operation("+", left, try postfix())
      } else if take("-") {
        left = .operation("-", left, try postfix())
      } else {
        return left
      }
    }
  }

  private mutating func postfix() throws(JqError) -> JqProgram {
    var program = try primary()
    while let character = bare {
      if character == "." {
        position += 1
        if bare == "[" { continue }
        program = .member(program, try name())
      } else if character == "[" {
        program = try bracket(after: program)
      } else if character == "?" {
        position += 1
        program = .attempt(program)
      } else {
        break
      }
    }
    return program
  }

  private mutating func bracket(after program: JqProgram) throws(JqError) -> JqProgram {
    position += 1
    if take("]") { return .each(program) }
    let from = number()
    if take(":") {
      let to = number()
      try expect("]")
      return .slice(program, from: from, to: to)
    }
    if let from {
      try expect("]")
      return .element(program, .literal(.integer(from)))
    }
    let index = try pipe()
    try expect("]")
    return .element(program, index)
  }

  private mutating func primary() throws(JqError) -> JqProgram {
    guard let character = peek else { throw failure("the program ends where a path or a value should follow") }
    switch character {
    case ".":
      position += 1
      guard let next = bare, next == "\"" || next.isLetter || next == "_" else { return .identity }
      return .member(.identity, try name())
    case "(":
      position += 1
      let inner = try pipe()
      try expect(")")
      return inner
    case "[":
      position += 1
      if take("]") { return .list(nil) }
      let inner = try pipe()
      try expect("]")
      return .list(inner)
    case "{": return try object()
    case "\"": return .literal(.string(try text()))
    case "0"..."9", "-":
      guard let value = number() else { throw unexpected() }
      return .literal(.integer(value))
    default: return try word()
    }
  }

  private mutating func object() throws(JqError) -> JqProgram {
    position += 1
    var members: [JqMember] = []
    while !take("}") {
      if !members.isEmpty { try expect(",") }
      let isComputed = peek == "("
      let key: JqProgram
      if isComputed {
        position += 1
        key = try pipe()
        try expect(")")
      } else {
        key = .literal(.string(try name()))
      }
      if take(":") {
        members.append(JqMember(key: key, value: try either()))
      } else if case .literal(.string(let text)) = key {
        members.append(JqMember(key: key, value: .member(.identity, text)))
      } else {
        throw failure("a key in parentheses needs `: VALUE`")
      }
    }
    return .object(members)
  }

  private mutating func word() throws(JqError) -> JqProgram {
    let start = position
    guard let first = peek, first.isLetter || first == "_" || first == "@" || first == "$" else { throw unexpected() }
    let name = first == "@" || first == "$" ? String(first) : try self.name()
    switch name {
    case "true": return .literal(.boolean(true))
    case "false": return .literal(.boolean(false))
    case "null": return .literal(.null)
    default: break
    }
    guard let count = Self.functions[name] else {
      throw JqError(
        column: start + 1,
        message:
          "'\(GrammarError.shown(name))' is not part of this built-in jq; `--query` of the aws command does such work, as in "
          + "--query 'services[].serviceName'")
    }
    guard count == 1 else { return .call(name, []) }
    try expect("(")
    let argument = try pipe()
    try expect(")")
    return .call(name, [argument])
  }

  // MARK: Tokens

  /// The next character that is no blank.
  private var peek: Character? {
    mutating get {
      while position < characters.count, characters[position].isWhitespace { position += 1 }
      return bare
    }
  }
  private var bare: Character? { position < characters.count ? characters[position] : nil }

  private mutating func take(_ sign: String) -> Bool {
    _ = peek
    let end = position + sign.count
    guard end <= characters.count, String(characters[position..<end]) == sign else { return false }
    // `|` is not the beginning of `|=`, which is not built; `/` not of `//`.
    if sign == "|" || sign == "+" || sign == "-", end < characters.count, characters[end] == "=" { return false }
    position = end
    return true
  }

  private mutating func takeWord(_ word: String) -> Bool {
    let start = position
    guard take(word) else { return false }
    guard let next = bare, next.isLetter || next == "_" else { return true }
    position = start
    return false
  }

  private mutating func expect(_ sign: String) throws(JqError) {
    guard take(sign) else { throw peek == nil ? failure("`\(sign)` is missing at the end") : unexpected() }
  }

  private mutating func number() -> Int? {
    _ = peek
    let start = position
    if bare == "-" { position += 1 }
    while let digit = bare, digit.isASCII, digit.isNumber { position += 1 }
    guard let value = Int(String(characters[start..<position])) else {
      position = start
      return nil
    }
    return value
  }

  /// Letters, digits and `_`, or a text in quotes.
  private mutating func name() throws(JqError) -> String {
    if peek == "\"" { return try text() }
    let start = position
    while let character = bare, character.isASCII, character.isLetter || character.isNumber || character == "_" {
      position += 1
    }
    guard position > start else { throw unexpected() }
    return String(characters[start..<position])
  }

  private mutating func text() throws(JqError) -> String {
    let start = position
    position += 1
    while let character = bare, character != "\"" {
      if character == "\\", position + 1 < characters.count, characters[position + 1] == "(" {
        throw failure("`\\(…)` inside a text is not part of this built-in jq")
      }
      position += character == "\\" ? 2 : 1
    }
    guard position < characters.count else { throw JqError(column: start + 1, message: "this text is not closed") }
    position += 1
    guard let text = (try? DocumentReader.read(String(characters[start..<position])))?.string else {
      throw JqError(column: start + 1, message: "this is no JSON text")
    }
    return text
  }

  private func failure(_ message: String) -> JqError {
    JqError(column: min(position, characters.count) + 1, message: message)
  }
  private mutating func unexpected() -> JqError {
    guard let character = peek else { return failure("the program ends too early") }
    return failure("`\(character)` is not understood here")
  }
}
