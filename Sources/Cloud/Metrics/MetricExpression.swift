/// A metric math expression, read.
///
/// In: text. Out: a tree, or what is wrong with it and where. Nests at most `maximumDepth` deep, with at most
/// `maximumOperations` operators, of which each may make the tree one deeper.
/// Source: CloudWatch User Guide, "Using math expressions with CloudWatch metrics", "Metric math syntax and functions".

import SimulationKit

package struct MetricExpression: Hashable, Sendable {
  package struct Problem: Error, Hashable {
    package let message: String
    /// Characters before the place of the mistake.
    package let offset: Int
    /// True for what CloudWatch knows, and is not built here.
    package var isNotSimulated = false
  }
  static let maximumDepth = 50
  static let maximumOperations = 200

  indirect enum Node: Hashable, Sendable {
    case number(Double)
    case text(String)
    /// REPEAT, LINEAR, ASC, DESC: what only some functions understand.
    case word(String)
    /// The id of another query.
    case query(String)
    case list([Node])
    case negated(Node)
    case operation(Operation, Node, Node)
    case call(Function, [Node])
    case search(MetricSearch)
  }
  enum Operation: String, CaseIterable, Sendable {
    case equal = "=="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case and = "&&"
    case or = "||"
    case less = "<"
    case greater = ">"
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
    case power = "^"

    /// What binds stronger is greater.
    fileprivate var strength: Int {
      switch self {
      case .or: 1
      case .and: 2
      case .equal, .notEqual, .lessOrEqual, .greaterOrEqual, .less, .greater: 3
      case .plus, .minus: 4
      case .times, .divided: 5
      case .power: 6
      }
    }
  }
  enum Function: String, CaseIterable, Sendable {
    case abs = "ABS"
    case average = "AVG"
    case ceiling = "CEIL"
    case datapointCount = "DATAPOINT_COUNT"
    case date = "DATE"
    case day = "DAY"
    case difference = "DIFF"
    case timeDifference = "DIFF_TIME"
    case epoch = "EPOCH"
    case fill = "FILL"
    case first = "FIRST"
    case floor = "FLOOR"
    case hour = "HOUR"
    case choice = "IF"
    case last = "LAST"
    case log = "LOG"
    case log10 = "LOG10"
    case maximum = "MAX"
    case metricCount = "METRIC_COUNT"
    case metrics = "METRICS"
    case minimum = "MIN"
    case minute = "MINUTE"
    case month = "MONTH"
    case period = "PERIOD"
    case rate = "RATE"
    case removeEmpty = "REMOVE_EMPTY"
    case runningSum = "RUNNING_SUM"
    case slice = "SLICE"
    case sort = "SORT"
    case deviation = "STDDEV"
    case sum = "SUM"
    case timeSeries = "TIME_SERIES"
    case year = "YEAR"

    fileprivate var argumentCount: ClosedRange<Int> {
      switch self {
      case .metrics: 0...1
      case .fill: 2...2
      case .choice, .slice: 2...3
      case .sort: 3...4
      default: 1...1
      }
    }
  }
  private static let notSimulated = [
    "ANOMALY_DETECTION_BAND", "DB_PERF_INSIGHTS", "INSIGHT_RULE_METRIC", "LAMBDA", "SERVICE_QUOTA",
  ]

  package let text: String
  let root: Node

  package init(_ text: String) throws(Problem) {
    self.text = text
    var reader = Reader(characters: Array(text))
    root = try reader.whole()
  }

  private struct Reader {
    let characters: [Character]
    private var index = 0
    private var depth = 0
    private var operations = 0

    init(characters: [Character]) { self.characters = characters }

    private var current: Character? { index < characters.count ? characters[index] : nil }
    private func problem(_ message: String, at offset: Int? = nil) -> Problem {
      Problem(message: message, offset: offset ?? index)
    }

    mutating func whole() throws(Problem) -> Node {
      let node = try expression(atLeast: 0)
      guard let character = current else { return node }
      throw problem("unexpected '\(character)'")
    }

    private mutating func skipBlanks() { while current?.isWhitespace == true { index += 1 } }

    private func isNext(_ text: String) -> Bool {
      index + text.count <= characters.count && characters[index...].starts(with: text)
    }

    private mutating func take(_ character: Character) -> Bool {
      skipBlanks()
      guard current == character else { return false }
      index += 1
      return true
    }

    private mutating func nextOperation() -> (operation: Operation, length: Int)? {
      skipBlanks()
      if let operation = Operation.allCases.first(where: { isNext($0.rawValue) }) {
        return (operation, operation.rawValue.count)
      }
      switch name(from: index) {
      case "AND": return (.and, 3)
      case "OR": return (.or, 2)
      default: return nil
      }
    }

    private func name(from start: Int) -> String {
      String(characters[start...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
    }

    private mutating func expression(atLeast strength: Int) throws(Problem) -> Node {
      depth += 1
      defer { depth -= 1 }
      guard depth <= MetricExpression.maximumDepth else { throw problem("the expression is nested too deeply") }
      var left = try operand()
      while let (operation, length) = nextOperation(), operation.strength > strength {
        index += length
        operations += 1
        guard operations <= MetricExpression.maximumOperations else { throw problem("the expression is too long") }
        left = .operation(operation, left, try expression(atLeast: operation.strength))
      }
      skipBlanks()
      return left
    }

    private mutating func operand() throws(Problem) -> Node {
      skipBlanks()
      guard let character = current else { throw problem("the expression ends too early") }
      switch character {
      case "-":
        index += 1
        return .negated(try expression(atLeast: Operation.times.strength))
      case "(":
        index += 1
        let node = try expression(atLeast: 0)
        guard take(")") else { throw problem("')' is missing") }
        return node
      case "[":
        index += 1
        return .list(try items(until: "]"))
      case "\"", "'": return .text(try quoted(character))
      case _ where character.isASCII && (character.isNumber || character == "."): return try number()
      case _ where character.isASCII && character.isLetter: return try named()
      default: throw problem("unexpected '\(character)'")
      }
    }

    private mutating func items(until end: Character) throws(Problem) -> [Node] {
      if take(end) { return [] }
      var items = [try expression(atLeast: 0)]
      while take(",") { items.append(try expression(atLeast: 0)) }
      guard take(end) else { throw problem("'\(end)' is missing") }
      return items
    }

    private mutating func quoted(_ quote: Character) throws(Problem) -> String {
      let start = index
      index += 1
      let text = characters[index...].prefix { $0 != quote }
      index += text.count
      guard take(quote) else { throw problem("the quote is never closed", at: start) }
      return String(text)
    }

    private mutating func number() throws(Problem) -> Node {
      let digits = characters[index...].prefix { $0.isASCII && $0.isNumber || $0 == "." }
      guard let number = Double(String(digits)), number.isFinite else { throw problem("this is no number") }
      index += digits.count
      return .number(number)
    }

    private mutating func search(from start: Int) throws(Problem) -> Node {
      let items = try items(until: ")")
      guard case .text(let text)? = items.first, items.count > 1, case .text(let word) = items[1] else {
        throw problem("SEARCH takes an expression and a statistic, each in quotes, and a period", at: start)
      }
      var period: SimulationKit.Duration?
      if items.count == 3, case .number(let seconds) = items[2], let whole = Int(exactly: seconds), whole > 0,
        whole.isMultiple(of: 60), whole <= 86_400
      {
        period = .seconds(whole)
      } else if items.count > 2 {
        throw problem("SEARCH takes a period that is a multiple of 60", at: start)
      }
      guard let statistic = MetricStatistic(rawValue: word) else {
        throw problem("SEARCH does not know the statistic '\(word)'", at: start)
      }
      return .search(try MetricSearch(text, statistic, period: period, at: start))
    }

    private mutating func named() throws(Problem) -> Node {
      let (start, name) = (index, name(from: index))
      index += name.count
      if name.first?.isLowercase == true { return .query(name) }
      guard take("(") else { return .word(name) }
      if name == "SEARCH" { return try search(from: start) }
      guard let function = Function(rawValue: name) else {
        throw Problem(
          message: "there is no function \(name)", offset: start,
          isNotSimulated: MetricExpression.notSimulated.contains(name))
      }
      let arguments = try items(until: ")")
      guard function.argumentCount.contains(arguments.count) else {
        throw problem("\(name) does not take \(arguments.count) arguments", at: start)
      }
      return .call(function, arguments)
    }
  }
}
