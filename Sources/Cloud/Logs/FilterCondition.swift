/// What filter patterns ask of lines of JSON and of lines with columns.
///
/// In: a condition's text. Out: whether a document's members, or a line's columns, meet it. `&&` binds stronger than
/// `||`; nests at most `maximumDepth` deep. A member that is not there meets NOT EXISTS alone. Of several that `[*]`
/// selects one must meet it. Source: CloudWatch Logs User Guide, "Filter pattern syntax", "Using filter patterns to match
/// terms in JSON log events" and "… in space-delimited log events".
import Documents

indirect enum FilterCondition: Hashable, Sendable {
  static let maximumDepth = 50

  case test(FilterSelector, FilterTest)
  case both(FilterCondition, FilterCondition)
  case either(FilterCondition, FilterCondition)

  func holds(in document: Document) -> Bool {
    switch self {
    case .test(let selector, let test):
      let found = selector.values(in: document)
      return test == .isMissing ? found.isEmpty : found.contains(where: test.holds)
    case .both(let left, let right): return left.holds(in: document) && right.holds(in: document)
    case .either(let left, let right): return left.holds(in: document) || right.holds(in: document)
    }
  }
}

/// `$.users[0].name`, or a column's name.
struct FilterSelector: Hashable, Sendable {
  enum Step: Hashable, Sendable {
    case member(String)
    case element(Int)
    case everyElement
  }
  var steps: [Step] = []

  func values(in document: Document) -> [Document] {
    steps.reduce([document]) { values, step in
      values.flatMap { value -> [Document] in
        switch step {
        case .member(let name): value[name].map { [$0] } ?? []
        case .element(let index): value[index].map { [$0] } ?? []
        case .everyElement: value.list ?? []
        }
      }
    }
  }
}

enum FilterTest: Hashable, Sendable {
  enum Comparison: String, CaseIterable, Sendable {
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case notEqual = "!="
    case equal = "="
    case less = "<"
    case greater = ">"
  }
  case number(Comparison, Double)
  /// With `*` for any text.
  case text(isEqual: Bool, String)
  case matches(isEqual: Bool, RegularExpression)
  case isNull, isTrue, isFalse, isMissing

  func holds(_ value: Document) -> Bool {
    switch self {
    case .isNull: return value.isNull
    case .isTrue: return value == .boolean(true)
    case .isFalse: return value == .boolean(false)
    case .isMissing: return false
    case .number(let comparison, let wanted):
      guard let number = value.double ?? value.string.flatMap(Double.init) else { return comparison == .notEqual }
      return switch comparison {
      case .equal: number == wanted
      case .notEqual: number != wanted
      case .less: number < wanted
      case .lessOrEqual: number <= wanted
      case .greater: number > wanted
      case .greaterOrEqual: number >= wanted
      }
    case .text(let isEqual, let pattern):
      return value.scalarText.map { Wildcards.matches($0, pattern: pattern) == isEqual } ?? false
    case .matches(let isEqual, let expression):
      return value.scalarText.map { expression.isFound(in: $0) == isEqual } ?? false
    }
  }
}

/// What each column of a line must be; nil: anything.
struct FilterColumns: Hashable, Sendable {
  var columns: [FilterCondition?] = []
  /// Where `...` stands for any number of columns.
  var gap: Int?

  func match(_ line: String) -> Bool {
    let fields = Self.fields(of: line)
    guard let gap else { return fields.count == columns.count && all(columns[...], fields[...]) }
    guard fields.count >= columns.count else { return false }
    return all(columns[..<gap], fields[...]) && all(columns[gap...], fields.suffix(columns.count - gap))
  }

  private func all(_ columns: ArraySlice<FilterCondition?>, _ fields: ArraySlice<String>) -> Bool {
    zip(columns, fields).allSatisfy { condition, field in condition?.holds(in: .string(field)) ?? true }
  }

  /// Between blanks; what stands in double quotes or brackets is one.
  static func fields(of line: String) -> [String] {
    var fields: [String] = []
    var rest = line.drop { $0.isWhitespace }
    while let first = rest.first {
      let end: Character? = first == "\"" ? "\"" : first == "[" ? "]" : nil
      if let end, let close = rest.dropFirst().firstIndex(of: end) {
        fields.append(String(rest[rest.index(after: rest.startIndex)..<close]))
        rest = rest[rest.index(after: close)...]
      } else {
        let field = rest.prefix { !$0.isWhitespace }
        fields.append(String(field))
        rest = rest.dropFirst(field.count)
      }
      rest = rest.drop { $0.isWhitespace }
    }
    return fields
  }
}

extension Document {
  /// nil for lists and objects.
  fileprivate var scalarText: String? {
    switch self {
    case .string(let text): text
    case .null, .boolean, .integer, .decimal: written()
    case .list, .object: nil
    }
  }
}

/// Reads conditions.
struct FilterReader {
  private let characters: [Character]
  private var index = 0
  private var depth = 0
  private var expressions = 0
  static let mostRegularExpressions = 2  // fact

  init(_ text: some StringProtocol) { characters = Array(text) }

  private var current: Character? { index < characters.count ? characters[index] : nil }
  private func failure(_ what: String) -> ServiceFailure {
    .invalidFilterPattern("\(what) at character \(index + 1) of the pattern.")
  }

  private mutating func skipBlanks() { while current?.isWhitespace == true { index += 1 } }

  private mutating func take(_ text: String) -> Bool {
    skipBlanks()
    guard index + text.count <= characters.count, characters[index...].starts(with: text) else { return false }
    index += text.count
    return true
  }

  private mutating func end() throws(ServiceFailure) {
    skipBlanks()
    if current != nil { throw failure("Something stands behind its end,") }
  }

  // MARK: The three kinds

  mutating func standalone() throws(ServiceFailure) -> RegularExpression {
    let expression = try regularExpression()
    try end()
    return expression
  }

  mutating func json() throws(ServiceFailure) -> FilterCondition {
    _ = take("{")
    let condition = try either { (reader: inout FilterReader) throws(ServiceFailure) in try reader.selector() }
    guard take("}") else { throw failure("'}' is missing") }
    try end()
    return condition
  }

  mutating func columns() throws(ServiceFailure) -> FilterColumns {
    _ = take("[")
    var columns = FilterColumns()
    if take("]") { throw failure("A column is missing") }
    repeat {
      if take("...") {
        guard columns.gap == nil else { throw failure("A second '...' stands") }
        columns.gap = columns.columns.count
      } else {
        columns.columns.append(try column())
      }
    } while take(",")
    guard take("]") else { throw failure("']' is missing") }
    try end()
    return columns
  }

  /// A name alone asks for nothing.
  private mutating func column() throws(ServiceFailure) -> FilterCondition? {
    let start = index
    if current != "(" {
      _ = try columnName()
      skipBlanks()
      if let current, ",]".contains(current) { return nil }
      index = start
    }
    return try either { (reader: inout FilterReader) throws(ServiceFailure) in
      _ = try reader.columnName()
      return FilterSelector()
    }
  }

  private mutating func columnName() throws(ServiceFailure) -> String {
    skipBlanks()
    let name = characters[index...].prefix { $0.isLetter || $0.isNumber || "_-.$@".contains($0) }
    guard !name.isEmpty else { throw failure("The name of a column is missing") }
    index += name.count
    return String(name)
  }

  // MARK: Conditions

  private typealias Subject = (inout FilterReader) throws(ServiceFailure) -> FilterSelector

  private mutating func either(_ subject: Subject) throws(ServiceFailure) -> FilterCondition {
    var left = try both(subject)
    while take("||") { left = .either(left, try both(subject)) }
    return left
  }

  private mutating func both(_ subject: Subject) throws(ServiceFailure) -> FilterCondition {
    var left = try single(subject)
    while take("&&") { left = .both(left, try single(subject)) }
    return left
  }

  private mutating func single(_ subject: Subject) throws(ServiceFailure) -> FilterCondition {
    depth += 1
    defer { depth -= 1 }
    guard depth <= FilterCondition.maximumDepth else { throw failure("Conditions are nested too deeply") }
    if take("(") {
      let condition = try either(subject)
      guard take(")") else { throw failure("')' is missing") }
      return condition
    }
    return .test(try subject(&self), try test())
  }

  private mutating func selector() throws(ServiceFailure) -> FilterSelector {
    guard take("$") else { throw failure("A selector such as $.level is missing") }
    var selector = FilterSelector()
    while let character = current, ".[".contains(character) {
      index += 1
      if character == "." {
        if current == "[" { continue }
        let name = characters[index...].prefix { $0.isLetter || $0.isNumber || "_-$@".contains($0) }
        guard !name.isEmpty else { throw failure("The name of a member is missing") }
        index += name.count
        selector.steps.append(.member(String(name)))
      } else {
        selector.steps.append(try bracketed())
        guard take("]") else { throw failure("']' is missing") }
      }
    }
    guard !selector.steps.isEmpty else { throw failure("A member is missing behind '$'") }
    return selector
  }

  private mutating func bracketed() throws(ServiceFailure) -> FilterSelector.Step {
    if take("*") { return .everyElement }
    if let quote = current, "'\"".contains(quote) { return .member(try quoted()) }
    let digits = characters[index...].prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(String(digits)) else { throw failure("A number, a name in quotes or * is missing") }
    index += digits.count
    return .element(number)
  }

  private mutating func test() throws(ServiceFailure) -> FilterTest {
    if take("NOT") {
      guard take("EXISTS") else { throw failure("EXISTS is missing") }
      return .isMissing
    }
    if take("IS") {
      if take("NULL") { return .isNull }
      if take("TRUE") { return .isTrue }
      if take("FALSE") { return .isFalse }
      throw failure("NULL, TRUE or FALSE is missing")
    }
    guard let comparison = takeComparison() else { throw failure("An operator such as = is missing") }
    skipBlanks()
    let isEquality = comparison == .equal || comparison == .notEqual
    switch current {
    case "%" where isEquality: return .matches(isEqual: comparison == .equal, try regularExpression())
    case "\"" where isEquality: return .text(isEqual: comparison == .equal, try quoted())
    default: break
    }
    let word = String(
      characters[index...].prefix { $0.isLetter || $0.isNumber || "_-+.*:/@$".contains($0) })
    guard !word.isEmpty else { throw failure("A value is missing") }
    if let number = Double(word), number.isFinite {
      index += word.count
      return .number(comparison, number)
    }
    guard isEquality else { throw failure("A number is missing") }
    index += word.count
    return .text(isEqual: comparison == .equal, word)
  }

  private mutating func takeComparison() -> FilterTest.Comparison? {
    for comparison in FilterTest.Comparison.allCases where take(comparison.rawValue) { return comparison }
    return nil
  }

  private mutating func quoted() throws(ServiceFailure) -> String {
    guard let quote = current else { throw failure("A text is missing") }
    var text = ""
    index += 1
    while let character = current {
      index += 1
      if character == quote { return text }
      if character == "\\", let next = current {
        index += 1
        text.append(next)
      } else {
        text.append(character)
      }
    }
    throw failure("A quote is never closed")
  }

  private mutating func regularExpression() throws(ServiceFailure) -> RegularExpression {
    _ = take("%")
    let text = String(characters[index...].prefix { $0 != "%" })
    let signs = "_#=@/;,:- ^$?[]{}|\\*+."
    guard text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || signs.contains($0)) }) else {
      throw failure("A regular expression holds letters, digits and \(signs) only;")
    }
    expressions += 1
    guard expressions <= Self.mostRegularExpressions else {
      throw failure("A pattern has at most \(Self.mostRegularExpressions) regular expressions; one more begins")
    }
    do throws(RegularExpression.SyntaxError) {
      let expression = try RegularExpression(text)
      index += text.count
      guard take("%") else { throw RegularExpression.SyntaxError(message: "'%' is missing", offset: text.count) }
      return expression
    } catch {
      throw failure("In a regular expression \(error.message),")
    }
  }
}
