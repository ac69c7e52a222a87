/// Cuts an expression into tokens.
///
/// In: text. Out: tokens, the last of kind `eof`, or a `SyntaxError`. Never looks at the order of tokens.
/// Source: the JMESPath specification, "Grammar"; jmespath.py 1.1.0 for messages and for JEP-12's bare-word literals.
import Documents

struct Lexer {
  private let text: String
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var tokens: [Token] = []

  static func tokens(of text: String) throws(SyntaxError) -> [Token] {
    var lexer = Lexer(text)
    while let scalar = lexer.current { try lexer.scan(scalar) }
    lexer.append(.eof, "", start: lexer.scalars.count)
    return lexer.tokens
  }

  private init(_ text: String) {
    self.text = text
    scalars = Array(text.unicodeScalars)
  }

  private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
  private var next: Unicode.Scalar? { index + 1 < scalars.count ? scalars[index + 1] : nil }

  private mutating func scan(_ scalar: Unicode.Scalar) throws(SyntaxError) {
    switch scalar {
    case " ", "\t", "\n", "\r": index += 1
    case ".": take(.dot)
    case "*": take(.star)
    case "]": take(.rbracket)
    case ",": take(.comma)
    case ":": take(.colon)
    case "@": take(.current)
    case "(": take(.lparen)
    case ")": take(.rparen)
    case "{": take(.lbrace)
    case "}": take(.rbrace)
    case "[": next == "]" ? take(.flatten, 2) : next == "?" ? take(.filter, 2) : take(.lbracket)
    case "|": next == "|" ? take(.or, 2) : take(.pipe)
    case "&": next == "&" ? take(.and, 2) : take(.expref)
    case "<": next == "=" ? take(.lte, 2) : take(.lt)
    case ">": next == "=" ? take(.gte, 2) : take(.gt)
    case "!": next == "=" ? take(.ne, 2) : take(.not)
    case "=":
      guard next == "=" else { throw error("Unknown token '='", at: index) }
      take(.eq, 2)
    case "-", "0"..."9": try scanNumber()
    case "'": try scanRawString()
    case "`": try scanLiteral()
    case "\"": try scanQuotedIdentifier()
    case "a"..."z", "A"..."Z", "_": scanIdentifier()
    default: throw error("Unknown token \(scalar)", at: index)
    }
  }

  private mutating func take(_ kind: Token.Kind, _ count: Int = 1) {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[index..<index + count])
    append(kind, .string(String(text)), start: index)
    index += count
  }

  private mutating func append(_ kind: Token.Kind, _ value: Document, start: Int) {
    tokens.append(Token(kind: kind, value: value, start: start))
  }

  private mutating func scanIdentifier() {
    let start = index
    while let scalar = current, scalar.isIdentifierPart { index += 1 }
    append(.unquotedIdentifier, .string(string(start..<index)), start: start)
  }

  private mutating func scanNumber() throws(SyntaxError) {
    let start = index
    index += 1
    while let scalar = current, ("0"..."9").contains(scalar) { index += 1 }
    let digits = string(start..<index)
    if digits == "-" { throw error("Unknown token '-'", at: start) }
    append(.number, Int(digits).map(Document.integer) ?? .decimal(.init(checkedText: digits)), start: start)
  }

  private mutating func scanRawString() throws(SyntaxError) {
    let start = index
    append(.literal, .string(unescaped(try delimited(by: "'"), delimiter: "'")), start: start)
  }

  private mutating func scanLiteral() throws(SyntaxError) {
    let start = index
    let lexeme = unescaped(try delimited(by: "`"), delimiter: "`")
    if let value = Self.document(lexeme) {
      append(.literal, value, start: start)
    } else if let value = Self.document("\"\(lexeme.drop(while: \.isWhitespace))\"") {
      append(.literal, value, start: start)
    } else {
      throw error("Bad token \(lexeme)", at: start)
    }
  }

  private static func document(_ text: String) -> Document? {
    do { return try DocumentReader.read(text) } catch { return nil }
  }

  private mutating func scanQuotedIdentifier() throws(SyntaxError) {
    let start = index
    let lexeme = "\"\(try delimited(by: "\""))\""
    do {
      append(.quotedIdentifier, try DocumentReader.read(lexeme), start: start)
    } catch {
      throw self.error(String(error.pythonMessage.prefix { $0 != ":" }), at: start)
    }
  }

  /// What stands between two delimiters, backslashes kept; `index` stands on the first and moves past the second.
  private mutating func delimited(by delimiter: Unicode.Scalar) throws(SyntaxError) -> String {
    let start = index
    index += 1
    while let scalar = current {
      if scalar == delimiter {
        index += 1
        return string(start + 1..<index - 1)
      }
      index += scalar == "\\" ? 2 : 1
    }
    throw error("Unclosed \(delimiter) delimiter", at: start)
  }

  private func unescaped(_ text: String, delimiter: Unicode.Scalar) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == delimiter { result.removeLast() }
      result.append(scalar)
    }
    return String(result)
  }

  private func string(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range.clamped(to: scalars.indices)])
    return String(view)
  }

  private func error(_ message: String, at position: Int) -> SyntaxError {
    SyntaxError(kind: .unknownToken, message: message, position: position, expression: text)
  }
}

extension Unicode.Scalar {
  fileprivate var isIdentifierPart: Bool {
    ("a"..."z").contains(self) || ("A"..."Z").contains(self) || ("0"..."9").contains(self) || self == "_"
  }
}
