/// A search for metrics, as metric math has it in SEARCH.
///
/// In: text such as `{AWS/ECS,ClusterName,ServiceName} MetricName="CPUUtilization" NOT web`. Out: which names it finds.
/// A word finds what has it as whole words, whatever the case; `CPUUtilization` has `CPU` and `Utilization` in it. In
/// quotes it finds what it is exactly. NOT binds stronger than AND (or a blank), AND than OR.
/// Source: CloudWatch User Guide, "CloudWatch search expression syntax".
import SimulationKit

struct MetricSearch: Hashable, Sendable {
  static let maximumDepth = 20
  static let maximumLength = 1_024

  private indirect enum Node: Hashable, Sendable {
    /// `property`: `MetricName`, `Namespace` or a dimension; nil: any of them.
    case term(property: String?, text: String, isExact: Bool)
    case not(Node)
    case both(Node, Node)
    case either(Node, Node)
    case everything
  }
  let text: String
  let statistic: MetricStatistic
  /// nil: that of the other queries.
  let period: Duration?
  /// nil: of any.
  private let namespace: String?
  /// Exactly these, where a namespace is given.
  private let dimensions: Set<String>
  private let root: Node

  /// - Parameter offset: of the expression's function, for what is wrong.
  init(
    _ text: String, _ statistic: MetricStatistic, period: Duration?, at offset: Int
  ) throws(MetricExpression.Problem) {
    self.text = text
    self.statistic = statistic
    self.period = period
    guard text.utf8.count <= Self.maximumLength else {
      throw MetricExpression.Problem(message: "the search has more than 1024 characters", offset: offset)
    }
    var reader = Reader(characters: Array(text), offset: offset)
    let schema = try reader.schema()
    namespace = schema?.first
    dimensions = Set((schema ?? []).dropFirst())
    root = try reader.whole()
  }

  func finds(_ name: MetricName) -> Bool {
    if let namespace {
      guard name.namespace == namespace, Set(name.dimensions.map(\.name)) == dimensions else { return false }
    }
    return Self.holds(root, name)
  }

  private static func holds(_ node: Node, _ name: MetricName) -> Bool {
    switch node {
    case .everything: true
    case .not(let node): !holds(node, name)
    case .both(let left, let right): holds(left, name) && holds(right, name)
    case .either(let left, let right): holds(left, name) || holds(right, name)
    case .term(let property, let text, let isExact):
      candidates(property, name).contains { isExact ? $0 == text : has($0, text) }
    }
  }

  private static func candidates(_ property: String?, _ name: MetricName) -> [String] {
    switch property {
    case nil: [name.namespace, name.name] + name.dimensions.flatMap { [$0.name, $0.value] }
    case "MetricName"?: [name.name]
    case "Namespace"?: [name.namespace]
    case let dimension?: name.dimensions.filter { $0.name == dimension }.map(\.value)
    }
  }

  private static func has(_ candidate: String, _ text: String) -> Bool {
    if candidate.lowercased() == text.lowercased() { return true }
    let (all, wanted) = (words(candidate), words(text))
    guard !wanted.isEmpty, all.count >= wanted.count else { return false }
    return (0...(all.count - wanted.count)).contains { Array(all[$0..<($0 + wanted.count)]) == wanted }
  }

  /// `CPUUtilization` is cpu and utilization; signs part words.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word: [Character] = []
    let characters = Array(text)
    func close() {
      if !word.isEmpty { words.append(String(word).lowercased()) }
      word = []
    }
    for (index, character) in characters.enumerated() {
      guard character.isLetter || character.isNumber else {
        close()
        continue
      }
      if let last = word.last, character.isUppercase {
        let isBeforeSmall = index + 1 < characters.count && characters[index + 1].isLowercase
        if !last.isUppercase || isBeforeSmall { close() }
      }
      word.append(character)
    }
    close()
    return words
  }

  private struct Reader {
    let characters: [Character]
    let offset: Int
    private var index = 0
    private var depth = 0

    init(characters: [Character], offset: Int) {
      self.characters = characters
      self.offset = offset
    }

    private func problem(_ message: String) -> MetricExpression.Problem {
      .init(message: "in the search, \(message)", offset: offset)
    }

    private mutating func peek() -> Character? {
      while index < characters.count, characters[index].isWhitespace { index += 1 }
      return index < characters.count ? characters[index] : nil
    }

    private mutating func take(_ character: Character) -> Bool {
      guard peek() == character else { return false }
      index += 1
      return true
    }

    /// `{NAMESPACE,DIMENSION,…}`.
    mutating func schema() throws(MetricExpression.Problem) -> [String]? {
      guard take("{") else { return nil }
      var parts: [String] = []
      repeat {
        let text = peek() == "\"" ? try quoted() : part()
        let name = text.drop { $0.isWhitespace }
        parts.append(String(name.reversed().drop { $0.isWhitespace }.reversed()))
      } while take(",")
      guard take("}") else { throw problem("'}' is missing") }
      return parts
    }

    /// Up to the next comma or the end of the schema.
    private mutating func part() -> String {
      let text = characters[index...].prefix { !",}".contains($0) }
      index += text.count
      return String(text)
    }

    mutating func whole() throws(MetricExpression.Problem) -> Node {
      guard peek() != nil else { return .everything }
      let node = try either()
      if let character = peek() { throw problem("'\(character)' is out of place") }
      return node
    }

    private mutating func takeWord(_ word: String) -> Bool {
      _ = peek()
      let end = index + word.count
      guard end <= characters.count, String(characters[index..<end]) == word,
        end == characters.count || !(characters[end].isLetter || characters[end].isNumber)
      else { return false }
      index = end
      return true
    }

    private mutating func either() throws(MetricExpression.Problem) -> Node {
      var left = try both()
      while takeWord("OR") { left = .either(left, try both()) }
      return left
    }

    private mutating func both() throws(MetricExpression.Problem) -> Node {
      var left = try single()
      while let next = peek(), next != ")" {
        let start = index
        if takeWord("OR") {
          index = start
          break
        }
        _ = takeWord("AND")
        left = .both(left, try single())
      }
      return left
    }

    private mutating func single() throws(MetricExpression.Problem) -> Node {
      depth += 1
      defer { depth -= 1 }
      guard depth <= MetricSearch.maximumDepth else { throw problem("brackets are nested too deeply") }
      if takeWord("NOT") { return .not(try single()) }
      if take("(") {
        let node = try either()
        guard take(")") else { throw problem("')' is missing") }
        return node
      }
      if peek() == "\"" { return .term(property: nil, text: try quoted(), isExact: true) }
      let word = bare()
      guard !word.isEmpty else { throw problem("a word is missing") }
      index += word.count
      guard take("=") else { return .term(property: nil, text: word, isExact: false) }
      if peek() == "\"" { return .term(property: word, text: try quoted(), isExact: true) }
      if take("(") {
        // NAME=(one OR other): the property goes for each.
        let node = try either()
        guard take(")") else { throw problem("')' is missing") }
        return Self.named(word, node)
      }
      let value = bare()
      guard !value.isEmpty else { throw problem("what \(word) is to be is missing") }
      index += value.count
      return .term(property: word, text: value, isExact: false)
    }

    /// Up to a blank or a sign.
    private func bare() -> String {
      String(characters[min(index, characters.count)...].prefix { !$0.isWhitespace && !"()=\"".contains($0) })
    }

    private static func named(_ property: String, _ node: Node) -> Node {
      switch node {
      case .term(let own, let text, let isExact): .term(property: own ?? property, text: text, isExact: isExact)
      case .not(let node): .not(named(property, node))
      case .both(let left, let right): .both(named(property, left), named(property, right))
      case .either(let left, let right): .either(named(property, left), named(property, right))
      case .everything: .everything
      }
    }

    private mutating func quoted() throws(MetricExpression.Problem) -> String {
      index += 1
      let text = characters[min(index, characters.count)...].prefix { $0 != "\"" }
      index += text.count
      guard index < characters.count else { throw problem("a quote is never closed") }
      index += 1
      return String(text)
    }
  }
}
