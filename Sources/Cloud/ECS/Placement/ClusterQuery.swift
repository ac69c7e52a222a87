/// The cluster query language: `memberOf` constraints and the filter of ListContainerInstances.
///
/// In: an expression. Out: its tree, or what is wrong and where. Looks at no instance (`ClusterQueryMatching` does).
/// Source: ECS Developer Guide, "Cluster query language". `not` binds tighter than `and`, `and` tighter than `or`.
import SimulationKit

struct ClusterQuery: Hashable, Sendable {
  struct SyntaxError: Error, Hashable {
    let message: String
    /// Characters before the place of the mistake.
    let offset: Int
    /// One sentence with the place, counted from 1.
    var line: String { "\(message) at character \(offset + 1)" }
  }

  enum Subject: Hashable, Sendable {
    case agentConnected, agentVersion, ec2InstanceID, registeredAt, runningTasksCount, taskGroup
    case attribute(String)
  }
  enum Comparison: String, Hashable, Sendable {
    case equal, notEqual, greater, greaterOrEqual, less, lessOrEqual
  }
  indirect enum Node: Hashable, Sendable {
    case or(Node, Node)
    case and(Node, Node)
    case not(Node)
    case exists(Subject, isNegated: Bool)
    case compares(Subject, Comparison, String)
    case isIn(Subject, [String], isNegated: Bool)
    case matches(Subject, RegularExpression, isNegated: Bool)
  }

  static let maximumLength = 2_000
  static let maximumDepth = 50
  let root: Node

  init(_ text: String) throws(SyntaxError) {
    guard text.count <= Self.maximumLength else {
      throw SyntaxError(
        message: "the expression is longer than \(Self.maximumLength) characters", offset: Self.maximumLength)
    }
    var parser = ClusterQueryParser(tokens: try ClusterQueryLexer.tokens(of: text), end: text.count)
    root = try parser.whole()
  }
}

private struct ClusterQueryToken: Hashable {
  enum Kind: Hashable {
    case word(String)
    case quoted(String)
    case symbol(String)
  }
  let kind: Kind
  let offset: Int
}

private enum ClusterQueryLexer {
  private static let symbols = ["||", "&&", "==", "!=", ">=", "<=", "=~", "!~", ">", "<", "!", "(", ")", "[", "]", ","]

  static func tokens(of text: String) throws(ClusterQuery.SyntaxError) -> [ClusterQueryToken] {
    let characters = Array(text)
    var tokens: [ClusterQueryToken] = []
    var index = 0
    while index < characters.count {
      let character = characters[index]
      if character.isWhitespace {
        index += 1
      } else if character == "'" || character == "\"" {
        guard let end = characters[(index + 1)...].firstIndex(of: character) else {
          throw .init(message: "the quote is never closed", offset: index)
        }
        tokens.append(.init(kind: .quoted(String(characters[(index + 1)..<end])), offset: index))
        index = end + 1
      } else if wantsPattern(tokens) {
        let end = endOfPattern(characters, from: index)
        tokens.append(.init(kind: .word(String(characters[index..<end])), offset: index))
        index = end
      } else if let symbol = symbols.first(where: { characters[index...].starts(with: $0) }) {
        tokens.append(.init(kind: .symbol(symbol), offset: index))
        index += symbol.count
      } else {
        let end = endOfWord(characters, from: index)
        tokens.append(.init(kind: .word(String(characters[index..<end])), offset: index))
        index = end
      }
    }
    return tokens
  }

  /// True right behind `=~` and its kin: what follows is a regular expression up to the next blank.
  private static func wantsPattern(_ tokens: [ClusterQueryToken]) -> Bool {
    switch tokens.last?.kind {
    case .symbol("=~"), .symbol("!~"), .word("matches"), .word("not_matches"): true
    case .word, .quoted, .symbol, nil: false
    }
  }

  /// A pattern ends at a blank, or at a `)` that it did not open itself.
  private static func endOfPattern(_ characters: [Character], from start: Int) -> Int {
    var index = start
    var open = 0
    while index < characters.count, !characters[index].isWhitespace {
      if characters[index] == "(" { open += 1 }
      if characters[index] == ")" {
        if open == 0 { break }
        open -= 1
      }
      index += 1
    }
    return max(index, start + 1)
  }

  private static func endOfWord(_ characters: [Character], from start: Int) -> Int {
    var index = start
    while index < characters.count, !characters[index].isWhitespace, !"=!<>()[],'\"|&".contains(characters[index]) {
      index += 1
    }
    return max(index, start + 1)
  }
}

private struct ClusterQueryParser {
  private typealias SyntaxError = ClusterQuery.SyntaxError
  let tokens: [ClusterQueryToken]
  let end: Int
  var index = 0
  var depth = 0

  init(tokens: [ClusterQueryToken], end: Int) {
    self.tokens = tokens
    self.end = end
  }

  private var current: ClusterQueryToken.Kind? { index < tokens.count ? tokens[index].kind : nil }
  private var offset: Int { index < tokens.count ? tokens[index].offset : end }

  private mutating func accept(_ words: String...) -> Bool {
    switch current {
    case .word(let text) where words.contains(text.lowercased()), .symbol(let text) where words.contains(text): break
    case .word, .symbol, .quoted, nil: return false
    }
    index += 1
    return true
  }

  mutating func whole() throws(ClusterQuery.SyntaxError) -> ClusterQuery.Node {
    let node = try or()
    guard current == nil else { throw SyntaxError(message: "'and', 'or' or the end was expected", offset: offset) }
    return node
  }

  private mutating func or() throws(ClusterQuery.SyntaxError) -> ClusterQuery.Node {
    var left = try and()
    while accept("||", "or") { left = .or(left, try and()) }
    return left
  }

  private mutating func and() throws(ClusterQuery.SyntaxError) -> ClusterQuery.Node {
    var left = try not()
    while accept("&&", "and") { left = .and(left, try not()) }
    return left
  }

  private mutating func not() throws(ClusterQuery.SyntaxError) -> ClusterQuery.Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= ClusterQuery.maximumDepth else { throw SyntaxError(message: "nested too deeply", offset: offset) }
    if accept("!", "not") { return .not(try not()) }
    if accept("(") {
      let node = try or()
      guard accept(")") else { throw SyntaxError(message: "')' was expected", offset: offset) }
      return node
    }
    return try simple()
  }

  private mutating func simple() throws(ClusterQuery.SyntaxError) -> ClusterQuery.Node {
    let subject = try subject()
    let place = offset
    func known(_ symbol: String, _ isKnown: Bool) throws(ClusterQuery.SyntaxError) {
      if !isKnown { throw SyntaxError(message: "'\(symbol)' can not be used with this subject", offset: place) }
    }
    let isNegated = accept("!")
    if accept("exists") {
      try known("exists", subject.mayBeMissing)
      return .exists(subject, isNegated: isNegated)
    }
    if accept("in") {
      try known("in", subject.isText)
      return .isIn(subject, try list(), isNegated: isNegated)
    }
    guard !isNegated else { throw SyntaxError(message: "'exists' or 'in' was expected after '!'", offset: offset) }
    if accept("not_exists") {
      try known("not_exists", subject.mayBeMissing)
      return .exists(subject, isNegated: true)
    }
    if accept("not_in") {
      try known("not_in", subject.isText)
      return .isIn(subject, try list(), isNegated: true)
    }
    for (symbol, word, isNegated) in [("=~", "matches", false), ("!~", "not_matches", true)] where accept(symbol, word)
    {
      try known(symbol, subject.isText)
      return .matches(subject, try pattern(), isNegated: isNegated)
    }
    for (comparison, symbol, word) in Self.comparisons where accept(symbol, word) {
      try known(symbol, comparison == .equal || comparison == .notEqual || subject.isOrdered)
      let valuePlace = offset
      let value = try self.value()
      guard subject != .registeredAt || Instant(queryText: value) != nil else {
        throw SyntaxError(message: "'\(value)' is no date such as 2026-01-31T12:00:00Z", offset: valuePlace)
      }
      return .compares(subject, comparison, value)
    }
    throw SyntaxError(message: "an operator was expected", offset: place)
  }

  private static let comparisons: [(ClusterQuery.Comparison, String, String)] = [
    (.equal, "==", "equals"), (.notEqual, "!=", "not_equals"), (.greaterOrEqual, ">=", "greater_than_equal"),
    (.greater, ">", "greater_than"), (.lessOrEqual, "<=", "less_than_equal"), (.less, "<", "less_than"),
  ]

  private mutating func subject() throws(ClusterQuery.SyntaxError) -> ClusterQuery.Subject {
    let place = offset
    guard case .word(let word)? = current else { throw SyntaxError(message: "a subject was expected", offset: place) }
    index += 1
    switch word {
    case "agentConnected": return .agentConnected
    case "agentVersion": return .agentVersion
    case "ec2InstanceId": return .ec2InstanceID
    case "registeredAt": return .registeredAt
    case "runningTasksCount": return .runningTasksCount
    case "task:group": return .taskGroup
    case _ where word.hasPrefix("attribute:") && word.count > "attribute:".count:
      return .attribute(String(word.dropFirst("attribute:".count)))
    default: throw SyntaxError(message: "'\(word)' is no subject", offset: place)
    }
  }

  private mutating func value() throws(ClusterQuery.SyntaxError) -> String {
    switch current {
    case .word(let text), .quoted(let text):
      index += 1
      return text
    case .symbol, nil: throw SyntaxError(message: "a value was expected", offset: offset)
    }
  }

  private mutating func list() throws(ClusterQuery.SyntaxError) -> [String] {
    guard accept("[") else { throw SyntaxError(message: "'[' was expected", offset: offset) }
    var values = [try value()]
    while accept(",") { values.append(try value()) }
    guard accept("]") else { throw SyntaxError(message: "',' or ']' was expected", offset: offset) }
    return values
  }

  private mutating func pattern() throws(ClusterQuery.SyntaxError) -> RegularExpression {
    let place = offset
    let text = try value()
    do throws(RegularExpression.SyntaxError) { return try RegularExpression(text) } catch {
      throw SyntaxError(message: "bad pattern: \(error.message)", offset: place + error.offset)
    }
  }
}

extension ClusterQuery.Subject {
  /// Subjects that `<` and its kin compare.
  fileprivate var isOrdered: Bool {
    switch self {
    case .agentVersion, .registeredAt, .runningTasksCount, .attribute: true
    case .agentConnected, .ec2InstanceID, .taskGroup: false
    }
  }

  /// Subjects that lists and patterns are for.
  fileprivate var isText: Bool {
    switch self {
    case .agentConnected, .ec2InstanceID, .taskGroup, .attribute: true
    case .agentVersion, .registeredAt, .runningTasksCount: false
    }
  }

  fileprivate var mayBeMissing: Bool {
    switch self {
    case .attribute: true
    case .agentConnected, .agentVersion, .ec2InstanceID, .registeredAt, .runningTasksCount, .taskGroup: false
    }
  }
}
