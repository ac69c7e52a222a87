/// Turns tokens into a tree, by precedence climbing.
///
/// In: an expression's text. Out: its root node, or a `SyntaxError`. Never recurses deeper than `depthLimit`.
/// Source: the JMESPath specification, "Grammar"; jmespath.py 1.1.0 for what it takes beyond that (a missing comma between
/// arguments) and for each message.
import Documents

struct Parser {
  static let depthLimit = 128
  static let lengthLimit = 16_384

  private let text: String
  private var tokens: [Token] = []
  private var index = 0
  private var depth = 0

  init(_ text: String) throws(SyntaxError) {
    self.text = text
    if text.isEmpty { throw error(.empty, "Invalid JMESPath expression: cannot be empty.", at: 0) }
    if text.unicodeScalars.count > Self.lengthLimit {
      throw error(.tooLong, "The expression is longer than \(Self.lengthLimit) characters.", at: Self.lengthLimit)
    }
    tokens = try Lexer.tokens(of: text)
  }

  /// The whole text as one expression.
  mutating func expression() throws(SyntaxError) -> Node {
    let root = try expression(above: 0)
    if current != .eof { throw unexpected("Unexpected token: \(token.value.pythonText)") }
    return root
  }

  /// The token at hand; `eof` at and past the end.
  private var token: Token { ahead(0) }
  private var current: Token.Kind { token.kind }
  private func ahead(_ count: Int) -> Token {
    let place = index + count
    return tokens.indices.contains(place)
      ? tokens[place] : Token(kind: .eof, value: "", start: text.unicodeScalars.count)
  }

  private mutating func expression(above bindingPower: Int) throws(SyntaxError) -> Node {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw tooDeep() }
    var left = try prefix()
    while bindingPower < current.bindingPower {
      left = try continued(left)
      if left.depth > Self.depthLimit { throw tooDeep() }
    }
    return left
  }

  // MARK: - What an expression begins with

  private mutating func prefix() throws(SyntaxError) -> Node {
    let first = token
    index += 1
    switch first.kind {
    case .literal: return Node(.literal(first.value))
    case .unquotedIdentifier: return Node(.field(first.value.string ?? ""))
    case .quotedIdentifier:
      if current == .lparen {
        throw unexpected("Quoted identifier not allowed for function names.", at: 0)
      }
      return Node(.field(first.value.string ?? ""))
    case .star:
      let each = current == .rbracket ? .current : try projected(above: Token.Kind.star.bindingPower)
      return Node(.valueProjection(.current, each: each))
    case .filter: return try filtered(.current)
    case .lbrace: return try multiSelectHash()
    case .lparen:
      let inner = try expression(above: 0)
      try match(.rparen)
      return inner
    case .flatten: return try flattened(.current)
    case .not: return Node(.not(try expression(above: Token.Kind.not.bindingPower)))
    case .lbracket: return try bracketPrefix()
    case .current: return .current
    case .expref: return Node(.reference(try expression(above: Token.Kind.expref.bindingPower)))
    case .eof: throw error(.incomplete, "Incomplete expression", at: first.start)
    case .dot, .rbracket, .comma, .colon, .rparen, .rbrace, .pipe, .or, .and, .eq, .ne, .lt, .lte, .gt, .gte, .number:
      throw unexpected("invalid token", first)
    }
  }

  private mutating func bracketPrefix() throws(SyntaxError) -> Node {
    switch current {
    case .number, .colon: return try indexed(.current)
    case .star where ahead(1).kind == .rbracket:
      index += 2
      return Node(.projection(.current, each: try projected(above: Token.Kind.star.bindingPower)))
    default: return try multiSelectList()
    }
  }

  // MARK: - What an expression goes on with

  private mutating func continued(_ left: Node) throws(SyntaxError) -> Node {
    let link = token
    switch link.kind {
    case .star, .not, .lbrace: throw unexpected("invalid token")
    case .dot, .pipe, .or, .and, .eq, .ne, .lt, .lte, .gt, .gte, .flatten, .filter, .lbracket, .lparen: index += 1
    case .eof, .unquotedIdentifier, .quotedIdentifier, .literal, .rbracket, .rparen, .comma, .rbrace, .number, .current,
      .expref, .colon:
      throw unexpected("invalid token")
    }
    return try continued(left, by: link.kind)
  }

  private mutating func continued(_ left: Node, by link: Token.Kind) throws(SyntaxError) -> Node {
    switch link {
    case .dot:
      if current == .star {
        index += 1
        return Node(.valueProjection(left, each: try projected(above: link.bindingPower)))
      }
      return left.chained(try afterDot(above: link.bindingPower))
    case .pipe: return left.chained(try expression(above: link.bindingPower))
    case .or:
      let right = try expression(above: link.bindingPower)
      if case .or(let choices) = left.kind { return Node(.or(choices + [right])) }
      return Node(.or([left, right]))
    case .and:
      let right = try expression(above: link.bindingPower)
      if case .and(let conditions) = left.kind { return Node(.and(conditions + [right])) }
      return Node(.and([left, right]))
    case .eq: return try comparison(.equal, left)
    case .ne: return try comparison(.notEqual, left)
    case .lt: return try comparison(.less, left)
    case .lte: return try comparison(.lessOrEqual, left)
    case .gt: return try comparison(.greater, left)
    case .gte: return try comparison(.greaterOrEqual, left)
    case .flatten: return try flattened(left)
    case .filter: return try filtered(left)
    case .lbracket: return try bracketed(left)
    case .lparen: return try function(left)
    case .star, .not, .lbrace, .eof, .unquotedIdentifier, .quotedIdentifier, .literal, .rbracket, .rparen, .comma,
      .rbrace, .number, .current, .expref, .colon:
      throw unexpected("invalid token")
    }
  }

  private mutating func comparison(_ comparator: Node.Comparator, _ left: Node) throws(SyntaxError) -> Node {
    Node(.comparison(comparator, left, try expression(above: Token.Kind.eq.bindingPower)))
  }

  private mutating func function(_ left: Node) throws(SyntaxError) -> Node {
    guard case .field(let name) = left.kind else {
      let callee = ahead(-2)
      throw unexpected("Invalid function name '\(callee.value.pythonText)'", callee)
    }
    var arguments: [Node] = []
    while current != .rparen {
      arguments.append(try expression(above: 0))
      if current == .comma { index += 1 }
    }
    index += 1
    return Node(.function(name: name, arguments: arguments))
  }

  private mutating func flattened(_ left: Node) throws(SyntaxError) -> Node {
    Node(.projection(Node(.flatten(left)), each: try projected(above: Token.Kind.flatten.bindingPower)))
  }

  private mutating func filtered(_ left: Node) throws(SyntaxError) -> Node {
    let condition = try expression(above: 0)
    try match(.rbracket)
    let each = current == .flatten ? .current : try projected(above: Token.Kind.filter.bindingPower)
    return Node(.filterProjection(left, condition: condition, each: each))
  }

  private mutating func bracketed(_ left: Node) throws(SyntaxError) -> Node {
    if current == .number || current == .colon { return try indexed(left) }
    try match(.star)
    try match(.rbracket)
    return Node(.projection(left, each: try projected(above: Token.Kind.star.bindingPower)))
  }

  // MARK: - Inside brackets and braces

  /// `[number]` or `[start:stop:step]`; a slice is a projection, except after another index.
  private mutating func indexed(_ left: Node) throws(SyntaxError) -> Node {
    let isSlice = current == .colon || ahead(1).kind == .colon
    let selector: Node
    if isSlice {
      selector = try slice()
    } else {
      selector = Node(.index(wholeNumber(token)))
      index += 1
      try match(.rbracket)
    }
    if case .indexChain(let links) = left.kind { return Node(.indexChain(links + [selector])) }
    let chain = Node(.indexChain([left, selector]))
    if !isSlice { return chain }
    return Node(.projection(chain, each: try projected(above: Token.Kind.star.bindingPower)))
  }

  private mutating func slice() throws(SyntaxError) -> Node {
    var parts: [Int?] = [nil, nil, nil]
    var part = 0
    while current != .rbracket {
      if current == .colon, part < 2 {
        part += 1
      } else if current == .number {
        parts[part] = wholeNumber(token)
      } else {
        throw unexpected("syntax error")
      }
      index += 1
    }
    index += 1
    return Node(.slice(start: parts[0], stop: parts[1], step: parts[2]))
  }

  /// Saturated: no list has an element there anyway.
  private func wholeNumber(_ token: Token) -> Int {
    token.value.integer ?? (token.value.pythonText.hasPrefix("-") ? .min : .max)
  }

  private mutating func multiSelectList() throws(SyntaxError) -> Node {
    var elements: [Node] = []
    while true {
      elements.append(try expression(above: 0))
      if current == .rbracket { break }
      try match(.comma)
    }
    index += 1
    return Node(.multiSelectList(elements))
  }

  private mutating func multiSelectHash() throws(SyntaxError) -> Node {
    var members: [(key: String, value: Node)] = []
    while true {
      let key = token
      guard key.kind == .quotedIdentifier || key.kind == .unquotedIdentifier else {
        throw expected("['quoted_identifier', 'unquoted_identifier']")
      }
      index += 1
      try match(.colon)
      members.append((key.value.string ?? "", try expression(above: 0)))
      if current == .comma {
        index += 1
      } else if current == .rbrace {
        index += 1
        return Node(.multiSelectHash(members))
      }
    }
  }

  // MARK: - After a projection and after a dot

  /// What is done to each element. Kinds that bind less than 10 end the projection.
  private mutating func projected(above bindingPower: Int) throws(SyntaxError) -> Node {
    if current.bindingPower < 10 { return .current }
    switch current {
    case .lbracket, .filter: return try expression(above: bindingPower)
    case .dot:
      index += 1
      return try afterDot(above: bindingPower)
    default: throw unexpected("syntax error")
    }
  }

  private mutating func afterDot(above bindingPower: Int) throws(SyntaxError) -> Node {
    switch current {
    case .quotedIdentifier, .unquotedIdentifier, .star: return try expression(above: bindingPower)
    case .lbracket:
      index += 1
      return try multiSelectList()
    case .lbrace:
      index += 1
      return try multiSelectHash()
    default:
      throw unexpected(
        "Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'], got: \(current.rawValue)")
    }
  }

  // MARK: - Errors

  private mutating func match(_ kind: Token.Kind) throws(SyntaxError) {
    guard current == kind else { throw expected(kind.rawValue) }
    index += 1
  }

  private func expected(_ what: String) -> SyntaxError {
    if current == .eof { return error(.incomplete, "Incomplete expression", at: token.start) }
    return unexpected("Expecting: \(what), got: \(current.rawValue)")
  }

  private func unexpected(_ message: String, _ culprit: Token? = nil, at position: Int? = nil) -> SyntaxError {
    let culprit = culprit ?? token
    let kind = SyntaxError.Kind.unexpectedToken(
      text: culprit.value.pythonText, kind: culprit.kind.rawValue.uppercased())
    return error(kind, message, at: position ?? culprit.start)
  }

  private func tooDeep() -> SyntaxError {
    error(.tooDeep, "The expression is nested deeper than \(Self.depthLimit) levels.", at: token.start)
  }

  private func error(_ kind: SyntaxError.Kind, _ message: String, at position: Int) -> SyntaxError {
    SyntaxError(kind: kind, message: message, position: position, expression: text)
  }
}
