/// The AWS CLI's short way of writing structures: `key=team,value=web` and `subnets=[a,b],assignPublicIp=ENABLED`.
///
/// In: one word. Out: an object of strings, lists and objects; `ShorthandTypes` makes numbers of them later. Never
/// recurses deeper than `maximumDepth`. Rules: awscli `shorthand.py`; the grammar in the sheet of arguments (§3.3).
import Documents

struct ShorthandParser {
  enum Problem: Error, Hashable {
    case expected(String, received: String, index: Int)
    case duplicateKey(String, index: Int)
    case tooDeep
    /// A file named after `@=` that cannot be read.
    case unreadable(String)
  }
  static let maximumDepth = 100

  private let input: [Unicode.Scalar]
  private var index = 0
  private var resolvesFiles = false
  private let file: (String) -> Result<String?, ValueProblem>

  /// - Parameter file: the text behind `file://…`, nil where the word is no such reference.
  static func parse(
    _ text: String, file: @escaping (String) -> Result<String?, ValueProblem>
  ) throws(Problem) -> Document.Object {
    var parser = ShorthandParser(input: Array(text.unicodeScalars), file: file)
    return try parser.parameter()
  }

  private init(input: [Unicode.Scalar], file: @escaping (String) -> Result<String?, ValueProblem>) {
    self.input = input
    self.file = file
  }

  // MARK: Grammar

  private mutating func parameter() throws(Problem) -> Document.Object {
    var result = Document.Object()
    var pair = try keyAndValue()
    result[pair.key] = pair.value
    var last = index
    while index < input.count {
      try expect(",", skippingBlanks: true)
      pair = try keyAndValue()
      if result[pair.key] != nil { throw .duplicateKey(pair.key, index: last + 1) }
      result[pair.key] = pair.value
      last = index
    }
    return result
  }

  private mutating func keyAndValue() throws(Problem) -> (key: String, value: Document) {
    let key = try keyBeforeEquals()
    return (key, try values())
  }

  private mutating func keyBeforeEquals() throws(Problem) -> String {
    let start = index
    while let current, Self.isKeyCharacter(current) { index += 1 }
    let key = text(start..<index)
    skipBlanks()
    resolvesFiles = current == "@"
    if resolvesFiles { index += 1 }
    try expect("=", skippingBlanks: true)
    return key
  }

  private mutating func values() throws(Problem) -> Document {
    guard let current else { return .string("") }
    if current == "[" { return try explicitList(depth: 1) }
    if current == "{" { return try hash(depth: 1) }
    return try commaValues()
  }

  /// `a` is a string, `a,b` a list; a comma before `key=` ends it.
  private mutating func commaValues() throws(Problem) -> Document {
    let first = try firstValue()
    skipBlanks()
    guard current == "," else { return .string(first) }
    try expect(",", skippingBlanks: true)
    var list = [first]
    while true {
      do {
        let next = try secondValue()
        skipBlanks()
        if current == nil {
          list.append(next)
          break
        }
        try expect(",", skippingBlanks: true)
        list.append(next)
      } catch {
        guard case .expected = error, current != nil else { throw error }
        while index > 0, input[index] != "," { index -= 1 }
        break
      }
    }
    return list.count == 1 ? .string(first) : .list(list.map { .string($0) })
  }

  private mutating func explicitList(depth: Int) throws(Problem) -> Document {
    try expect("[", skippingBlanks: true)
    var list: [Document] = []
    while current != "]" {
      list.append(try explicitValue(depth: depth))
      skipBlanks()
      if current != "]" {
        try expect(",", skippingBlanks: false)
        skipBlanks()
      }
    }
    try expect("]", skippingBlanks: false)
    return .list(list)
  }

  private mutating func hash(depth: Int) throws(Problem) -> Document {
    try expect("{", skippingBlanks: true)
    var object = Document.Object()
    while current != "}" {
      let key = try keyBeforeEquals()
      let value = try explicitValue(depth: depth)
      skipBlanks()
      if current != "}" {
        try expect(",", skippingBlanks: false)
        skipBlanks()
      }
      object[key] = value
    }
    try expect("}", skippingBlanks: false)
    return .object(object)
  }

  private mutating func explicitValue(depth: Int) throws(Problem) -> Document {
    guard depth < Self.maximumDepth else { throw .tooDeep }
    if current == "[" { return try explicitList(depth: depth + 1) }
    if current == "{" { return try hash(depth: depth + 1) }
    return .string(try firstValue())
  }

  // MARK: Words

  private mutating func firstValue() throws(Problem) -> String {
    if current == "'" { return try quotedValue("'", name: "singled quoted") }
    if current == "\"" { return try quotedValue("\"", name: "double quoted") }
    guard let word = bareWord(Self.isFirstFollower) else { return "" }
    return try resolved(word)
  }

  private mutating func secondValue() throws(Problem) -> String {
    if current == "'" { return try quotedValue("'", name: "singled quoted") }
    if current == "\"" { return try quotedValue("\"", name: "double quoted") }
    guard let word = bareWord(Self.isSecondFollower) else {
      throw .expected("<second>", received: "<none>", index: index)
    }
    return try resolved(word)
  }

  /// A word without quotes; `\,` in it is a comma, blanks at its end are cut.
  private mutating func bareWord(_ follows: (Unicode.Scalar) -> Bool) -> String? {
    guard let current, isEscapedComma || Self.isStart(current) else { return nil }
    var word = String.UnicodeScalarView()
    while let scalar = self.current {
      if isEscapedComma {
        word.append(",")
        index += 2
      } else if word.isEmpty || follows(scalar) {
        word.append(scalar)
        index += 1
      } else {
        break
      }
    }
    while let last = word.last, Self.isBlank(last) { word.removeLast() }
    return String(word)
  }

  private var isEscapedComma: Bool { current == "\\" && index + 1 < input.count && input[index + 1] == "," }

  private mutating func quotedValue(_ quote: Unicode.Scalar, name: String) throws(Problem) -> String {
    var end: Int?
    var lastEscaped: Int?
    var position = index + 1
    while position < input.count {
      let next = position + 1 < input.count ? input[position + 1] : nil
      if input[position] == "\\", next == "\\" || next == quote {
        if next == quote { lastEscaped = position + 1 }
        position += 2
      } else if input[position] == quote {
        end = position
        break
      } else {
        position += 1
      }
    }
    guard let close = end ?? lastEscaped else { throw .expected("<\(name)>", received: "<none>", index: index) }
    let body = Self.unescaped(input[(index + 1)..<close], quote)
    index = close + 1
    return try resolved(body)
  }

  /// First every escaped quote, then every pair of backslashes.
  private static func unescaped(_ body: ArraySlice<Unicode.Scalar>, _ quote: Unicode.Scalar) -> String {
    func replacing(_ text: [Unicode.Scalar], backslashAnd next: Unicode.Scalar) -> [Unicode.Scalar] {
      var result: [Unicode.Scalar] = []
      var position = 0
      while position < text.count {
        if text[position] == "\\", position + 1 < text.count, text[position + 1] == next { position += 1 }
        result.append(text[position])
        position += 1
      }
      return result
    }
    let scalars = replacing(replacing(Array(body), backslashAnd: quote), backslashAnd: "\\")
    return String(String.UnicodeScalarView(scalars))
  }

  private func resolved(_ word: String) throws(Problem) -> String {
    guard resolvesFiles else { return word }
    switch file(word) {
    case .success(let text): return text ?? word
    case .failure(.unparsable(_, let message)), .failure(.failed(let message)), .failure(.unusable(let message)),
      .failure(.unreadable(let message)):
      throw .unreadable(message)
    }
  }

  // MARK: Characters

  private var current: Unicode.Scalar? { index < input.count ? input[index] : nil }

  private func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(input[range])) }

  private mutating func expect(_ scalar: Unicode.Scalar, skippingBlanks: Bool) throws(Problem) {
    if skippingBlanks { skipBlanks() }
    guard let current else { throw .expected(String(scalar), received: "EOF", index: index) }
    guard current == scalar else { throw .expected(String(scalar), received: String(current), index: index) }
    index += 1
    if skippingBlanks { skipBlanks() }
  }

  private mutating func skipBlanks() {
    while let current, [" ", "\t", "\n", "\r", "\u{B}", "\u{C}"].contains(current) { index += 1 }
  }

  private static func isKeyCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", "#", "/", ":": true
    default: false
    }
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
  }

  private static func isStart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21, 0x23...0x26, 0x28...0x2B, 0x2D...0x3C, 0x3E...0x5A, 0x5C...0x7A, 0x7C...0xFFFF: true
    default: false
    }
  }

  private static func isFirstFollower(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21, 0x23...0x26, 0x28...0x2B, 0x2D...0x5C, 0x5E...0x7C, 0x7E...0xFFFF: true
    default: isBlank(scalar)
    }
  }

  private static func isSecondFollower(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21, 0x23...0x26, 0x28...0x2B, 0x2D...0x3C, 0x3E...0xFFFF: true
    default: isBlank(scalar)
    }
  }
}

extension ShorthandParser.Problem {
  /// The text after "Error parsing parameter '--tags': "; the place is marked by a caret.
  func message(for input: String) -> String {
    switch self {
    case .expected(let expected, let received, let index):
      "Expected: '\(expected)', received: '\(received)' for input:\n \(Self.location(input, index))"
    case .duplicateKey(let key, let index):
      "Second instance of key \"\(key)\" encountered for input:\n\(Self.location(input, index))\n"
        + "This is often because there is a preceding \",\" instead of a space."
    case .tooDeep: "nested more than \(ShorthandParser.maximumDepth) deep"
    case .unreadable(let message): message
    }
  }

  /// The lines up to the place, a caret under it, the lines after it.
  private static func location(_ input: String, _ index: Int) -> String {
    let scalars = Array(input.unicodeScalars)
    let place = min(index, scalars.count)
    func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
    let lineStart = scalars[..<place].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    let lineEnd = scalars[place...].firstIndex(of: "\n") ?? scalars.count
    let blanks = String(repeating: " ", count: place - lineStart)
    return text(0..<lineEnd) + "\n" + blanks + "^" + text(lineEnd..<scalars.count)
  }
}
