/// The little of a shell that container commands in lessons use, as a tree.
///
/// In: the text after `sh -c`. Out: commands joined by `;`, `&&`, `||` and line breaks, `while true` loops, quotes,
/// `$NAME`, output redirections. Anything else is a syntax error that names itself, never a guess. Runs nothing.
/// Source: POSIX Shell Command Language, sections 2.2, 2.7 and 2.9, as far as named here.
struct ShellScript: Hashable, Sendable {
  indirect enum Node: Hashable, Sendable {
    case command(words: [Word], isSilent: Bool)
    case sequence([Node])
    case and(Node, Node)
    case or(Node, Node)
    /// Until `break`, `exit` or the end of the container.
    case forever(Node)
  }
  /// Text with variables in it.
  struct Word: Hashable, Sendable {
    enum Part: Hashable, Sendable {
      case text(String)
      case variable(String)
    }
    var parts: [Part] = []
    /// The text, nil where a variable or quotes make it more than a plain word.
    var plain: String? { if !isQuoted, case .text(let text)? = parts.first, parts.count == 1 { text } else { nil } }
    var isQuoted = false
  }
  struct SyntaxError: Error, Hashable { let message: String }

  static let maximumBytes = 65_536
  static let maximumDepth = 8
  let root: Node

  init(_ text: String) throws(SyntaxError) {
    guard text.utf8.count <= Self.maximumBytes else { throw SyntaxError(message: "script is too long") }
    var parser = ShellParser(tokens: try ShellLexer.tokens(of: text))
    root = try parser.sequence(until: nil)
  }
}

private enum ShellToken: Hashable {
  case word(ShellScript.Word)
  case separator
  case and, or
  /// An output redirection, its target included.
  case redirection
}

private struct ShellLexer {
  private let characters: [Character]
  private var index = 0
  private var word: ShellScript.Word?

  static func tokens(of text: String) throws(ShellScript.SyntaxError) -> [ShellToken] {
    var lexer = ShellLexer(characters: Array(text))
    return try lexer.all()
  }
  private init(characters: [Character]) { self.characters = characters }

  private var current: Character? { index < characters.count ? characters[index] : nil }
  private func follows(_ character: Character) -> Bool {
    index + 1 < characters.count && characters[index + 1] == character
  }

  private mutating func all() throws(ShellScript.SyntaxError) -> [ShellToken] {
    var tokens: [ShellToken] = []
    func add(_ token: ShellToken, after lexer: inout ShellLexer, length: Int = 1) {
      lexer.endWord(into: &tokens)
      tokens.append(token)
      lexer.index += length
    }
    while let character = current {
      switch character {
      case " ", "\t":
        endWord(into: &tokens)
        index += 1
      case ";", "\n": add(.separator, after: &self)
      case "&" where follows("&"): add(.and, after: &self, length: 2)
      case "|" where follows("|"): add(.or, after: &self, length: 2)
      case ">": try redirection(into: &tokens)
      case "#" where word == nil:
        while let next = current, next != "\n" {
          index += 1
          _ = next
        }
      case "|", "&", "<", "(", ")", "`": throw .init(message: "\"\(character)\" is not simulated")
      case "'": try singleQuoted()
      case "\"": try doubleQuoted()
      case "$": try variable(quoted: false)
      case "\\":
        index += 1
        if let next = current, next != "\n" { append(next) }
        index += 1
      default:
        append(character)
        index += 1
      }
    }
    endWord(into: &tokens)
    return tokens
  }

  private mutating func endWord(into tokens: inout [ShellToken]) {
    if let word { tokens.append(.word(word)) }
    word = nil
  }

  private mutating func append(_ character: Character) {
    var changed = word ?? ShellScript.Word()
    if case .text(let text)? = changed.parts.last {
      changed.parts[changed.parts.count - 1] = .text(text + String(character))
    } else {
      changed.parts.append(.text(String(character)))
    }
    word = changed
  }

  /// `>file`, `>>file`, `2>file`, `2>&1`: where output goes is not looked at, except that it is no longer a log line.
  private mutating func redirection(into tokens: inout [ShellToken]) throws(ShellScript.SyntaxError) {
    let source = word?.plain
    if source == "1" || source == "2" { word = nil }
    endWord(into: &tokens)
    index += follows(">") ? 2 : 1
    if current == "&" { index += 1 }
    while current == " " { index += 1 }
    let start = index
    while let character = current, !" \t\n;&|<>()".contains(character) {
      index += 1
      _ = character
    }
    guard index > start else { throw .init(message: "a file name is missing after \">\"") }
    if source != "2" { tokens.append(.redirection) }
  }

  private mutating func singleQuoted() throws(ShellScript.SyntaxError) {
    index += 1
    word = word ?? ShellScript.Word()
    word?.isQuoted = true
    while let character = current, character != "'" {
      append(character)
      index += 1
    }
    guard current == "'" else { throw .init(message: "unterminated quoted string") }
    index += 1
  }

  private mutating func doubleQuoted() throws(ShellScript.SyntaxError) {
    index += 1
    word = word ?? ShellScript.Word()
    word?.isQuoted = true
    while let character = current, character != "\"" {
      switch character {
      case "$": try variable(quoted: true)
      case "`": throw .init(message: "\"`\" is not simulated")
      case "\\" where follows("\"") || follows("\\") || follows("$"):
        append(characters[index + 1])
        index += 2
      default:
        append(character)
        index += 1
      }
    }
    guard current == "\"" else { throw .init(message: "unterminated quoted string") }
    index += 1
  }

  private mutating func variable(quoted: Bool) throws(ShellScript.SyntaxError) {
    if follows("(") { throw .init(message: "\"$(\" is not simulated") }
    index += 1
    let isBraced = current == "{"
    if isBraced { index += 1 }
    var name = ""
    while let character = current, character.isASCII, character.isLetter || character.isNumber || character == "_" {
      name.append(character)
      index += 1
    }
    if isBraced {
      guard current == "}", !name.isEmpty else { throw .init(message: "bad substitution") }
      index += 1
    }
    guard !name.isEmpty else { return append("$") }
    var changed = word ?? ShellScript.Word()
    changed.parts.append(.variable(name))
    if quoted { changed.isQuoted = true }
    word = changed
  }
}

private struct ShellParser {
  let tokens: [ShellToken]
  var index = 0
  var depth = 0

  init(tokens: [ShellToken]) { self.tokens = tokens }

  private var current: ShellToken? { index < tokens.count ? tokens[index] : nil }
  private var currentPlain: String? { if case .word(let word)? = current { word.plain } else { nil } }

  mutating func sequence(until end: String?) throws(ShellScript.SyntaxError) -> ShellScript.Node {
    var nodes: [ShellScript.Node] = []
    while true {
      while current == .separator { index += 1 }
      if let end, currentPlain == end {
        index += 1
        return .sequence(nodes)
      }
      guard current != nil else {
        if let end { throw .init(message: "\"\(end)\" is missing") }
        return .sequence(nodes)
      }
      nodes.append(try andOr())
      guard current == nil || current == .separator || (end != nil && currentPlain == end) else {
        throw .init(message: "unexpected word")
      }
    }
  }

  private mutating func andOr() throws(ShellScript.SyntaxError) -> ShellScript.Node {
    var left = try command()
    while current == .and || current == .or {
      let isAnd = current == .and
      index += 1
      while current == .separator { index += 1 }
      let right = try command()
      left = isAnd ? .and(left, right) : .or(left, right)
    }
    return left
  }

  private static let compound: Set<String> = ["if", "for", "case", "until", "function", "{", "select"]

  private mutating func command() throws(ShellScript.SyntaxError) -> ShellScript.Node {
    if let first = currentPlain {
      if first == "while" { return try loop() }
      if Self.compound.contains(first) { throw .init(message: "\"\(first)\" is not simulated") }
      if first == "do" || first == "done" { throw .init(message: "\"\(first)\" unexpected") }
    }
    var words: [ShellScript.Word] = []
    var isSilent = false
    collecting: while let token = current {
      switch token {
      case .word(let word): words.append(word)
      case .redirection: isSilent = true
      case .separator, .and, .or: break collecting
      }
      index += 1
    }
    guard !words.isEmpty else { throw .init(message: "a command is missing") }
    return .command(words: words, isSilent: isSilent)
  }

  private mutating func loop() throws(ShellScript.SyntaxError) -> ShellScript.Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= ShellScript.maximumDepth else { throw .init(message: "loops are nested too deeply") }
    index += 1
    guard currentPlain == "true" || currentPlain == ":" else {
      throw .init(message: "\"while\" with a condition other than true is not simulated")
    }
    index += 1
    while current == .separator { index += 1 }
    guard currentPlain == "do" else { throw .init(message: "\"do\" is missing") }
    index += 1
    return .forever(try sequence(until: "done"))
  }
}
