/// The rule of a composite alarm: which states of other alarms make it go off.
///
/// In: text. Out: whether it holds, and the alarms that it names. NOT binds stronger than AND, AND than OR.
/// AT_LEAST counts those of a list that are in a state, or are not. Nests at most
/// `maximumDepth` deep. Source: CloudWatch API reference, PutCompositeAlarm, AlarmRule.

package struct CompositeRule: Hashable, Sendable {
  package struct Problem: Error, Hashable {
    package let message: String
    /// Characters before the place of the mistake.
    package let offset: Int
  }
  static let maximumDepth = 50
  static let maximumElements = 500  // fact

  private indirect enum Node: Hashable, Sendable {
    case state(Alarm.State, of: String)
    case constant(Bool)
    case not(Node)
    case both(Node, Node)
    case either(Node, Node)
    case atLeast(Threshold, Alarm.State, isNegated: Bool, of: [String])
  }
  private enum Threshold: Hashable, Sendable {
    case count(Int)
    /// Of all that are named.
    case percent(Int)

    func count(of all: Int) -> Int {
      switch self {
      case .count(let count): count
      case .percent(let percent): (all * percent + 99) / 100
      }
    }
  }
  package let text: String
  private let root: Node
  /// The names of the alarms in it, each once, in order.
  package let alarms: [String]

  package init(_ text: String) throws(Problem) {
    self.text = text
    var reader = Reader(characters: Array(text))
    root = try reader.whole()
    alarms = reader.alarms
  }

  /// - Parameter state: of an alarm; nil where there is none.
  func holds(_ state: (String) -> Alarm.State?) -> Bool { Self.holds(root, state) }

  private static func holds(_ node: Node, _ state: (String) -> Alarm.State?) -> Bool {
    switch node {
    case .state(let wanted, let name): state(name) == wanted
    case .constant(let value): value
    case .not(let node): !holds(node, state)
    case .both(let left, let right): holds(left, state) && holds(right, state)
    case .either(let left, let right): holds(left, state) || holds(right, state)
    case .atLeast(let threshold, let wanted, let isNegated, let names):
      threshold.count(of: names.count) <= names.count { (state($0) == wanted) != isNegated }
    }
  }

  private struct Reader {
    let characters: [Character]
    var alarms: [String] = []
    private var index = 0
    private var depth = 0
    private var elements = 0

    init(characters: [Character]) { self.characters = characters }

    private var current: Character? { index < characters.count ? characters[index] : nil }
    private func problem(_ message: String) -> Problem { Problem(message: message, offset: index) }

    mutating func whole() throws(Problem) -> Node {
      let node = try either()
      guard let character = current else { return node }
      throw problem("unexpected '\(character)'")
    }

    private mutating func skipBlanks() { while current?.isWhitespace == true { index += 1 } }

    private mutating func take(_ character: Character) -> Bool {
      skipBlanks()
      guard current == character else { return false }
      index += 1
      return true
    }

    private mutating func word() -> String {
      skipBlanks()
      return String(characters[index...].prefix { $0.isLetter || $0 == "_" })
    }

    private mutating func take(word wanted: String) -> Bool {
      guard word() == wanted else { return false }
      index += wanted.count
      return true
    }

    private mutating func either() throws(Problem) -> Node {
      var left = try both()
      while take(word: "OR") { left = .either(left, try both()) }
      skipBlanks()
      return left
    }

    private mutating func both() throws(Problem) -> Node {
      var left = try single()
      while take(word: "AND") { left = .both(left, try single()) }
      return left
    }

    private mutating func single() throws(Problem) -> Node {
      depth += 1
      defer { depth -= 1 }
      guard depth <= CompositeRule.maximumDepth else { throw problem("the rule is nested too deeply") }
      if take(word: "NOT") { return .not(try single()) }
      if take("(") {
        let node = try either()
        guard take(")") else { throw problem("')' is missing") }
        return node
      }
      elements += 1
      guard elements <= CompositeRule.maximumElements else { throw problem("the rule has too many elements") }
      let word = word()
      if word == "TRUE" || word == "FALSE" {
        index += word.count
        return .constant(word == "TRUE")
      }
      if word == "AT_LEAST" {
        index += word.count
        return try atLeast()
      }
      guard let state = Alarm.State(rawValue: word) else {
        let missing = "ALARM(…), OK(…), INSUFFICIENT_DATA(…), TRUE or FALSE is missing"
        throw problem(word.isEmpty ? missing : "unknown '\(word)'")
      }
      index += word.count
      guard take("(") else { throw problem("'(' is missing") }
      let name = try name(until: ")")
      guard take(")") else { throw problem("')' is missing") }
      if !alarms.contains(name) { alarms.append(name) }
      return .state(state, of: name)
    }

    /// `(2, NOT OK, (a, b, c))` or `(50%, ALARM, (a, b))`.
    private mutating func atLeast() throws(Problem) -> Node {
      guard take("(") else { throw problem("'(' is missing") }
      let threshold = try threshold()
      guard take(",") else { throw problem("',' is missing") }
      let isNegated = take(word: "NOT")
      let word = word()
      guard let state = Alarm.State(rawValue: word) else {
        throw problem("ALARM, OK or INSUFFICIENT_DATA is missing")
      }
      index += word.count
      guard take(","), take("(") else { throw problem("', (' is missing") }
      var names: [String] = []
      repeat {
        elements += 1
        guard elements <= CompositeRule.maximumElements else { throw problem("the rule has too many elements") }
        let name = try name(until: ",)")
        if !names.contains(name) { names.append(name) }
      } while take(",")
      guard take(")"), take(")") else { throw problem("')' is missing") }
      for name in names where !alarms.contains(name) { alarms.append(name) }
      return .atLeast(threshold, state, isNegated: isNegated, of: names)
    }

    private mutating func threshold() throws(Problem) -> Threshold {
      skipBlanks()
      let isQuoted = take("\"")
      let digits = String(characters[min(index, characters.count)...].prefix { $0.isASCII && $0.isNumber })
      guard let number = Int(digits), number > 0 else { throw problem("how many is missing: 2 or 50%") }
      index += digits.count
      let isPercent = take("%")
      guard !isPercent || number <= 100 else { throw problem("the share is more than 100%") }
      if isQuoted, !take("\"") { throw problem("the quote is never closed") }
      return isPercent ? .percent(number) : .count(number)
    }

    /// A name or an ARN, in quotes or bare.
    private mutating func name(until ends: String) throws(Problem) -> String {
      skipBlanks()
      let quote = current.flatMap { "\"'".contains($0) ? $0 : nil }
      if quote != nil { index += 1 }
      let text = String(
        characters[min(index, characters.count)...].prefix { character in
          quote.map { character != $0 } ?? !ends.contains(character)
        })
      index += text.count
      if let quote, !take(quote) { throw problem("the quote is never closed") }
      let bare = quote == nil ? text.trimmed : text
      guard !bare.isEmpty else { throw problem("the name of an alarm is missing") }
      guard bare.hasPrefix("arn:"), let end = bare.firstRange(of: ":alarm:") else { return bare }
      return String(bare[end.upperBound...])
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...].drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
