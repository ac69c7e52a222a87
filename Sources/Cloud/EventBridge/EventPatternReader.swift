/// Reads an event pattern.
///
/// In: JSON text. Out: what an event must have, or the refusal that names the mistake and its place in the text. Never
/// traps; nested no deeper than `deepest`. Source: Amazon EventBridge User Guide, "Creating Amazon EventBridge event
/// patterns"; the words of refusals are those of AWS's open-source rule compiler ("Event Ruler"), which EventBridge uses.
import Documents

struct EventPatternReader {
  private static let deepest = 100

  /// A mistake, at a value: after its first character, or after its last.
  private struct Mistake: Error {
    let message: String
    let path: [Int]
    var isAtEnd = false
  }

  /// From the top: which member of an object, which element of a list.
  private var path: [Int] = []

  /// - Throws: InvalidEventPatternException.
  static func read(_ text: String) throws(ServiceFailure) -> EventPattern.Level {
    let document: Document
    do throws(DocumentReadError) {
      document = try DocumentReader.read(text, limits: .init(depth: deepest))
    } catch {
      throw .invalidEventPattern(error.message, text, JSONPlace(line: error.line, column: error.column))
    }
    var reader = EventPatternReader()
    do throws(Mistake) {
      guard case .object(let object) = document else { throw reader.mistake("Filter is not an object") }
      return try reader.level(object)
    } catch {
      throw .invalidEventPattern(
        error.message, text,
        JSONPlace(of: error.path, in: text, isAtEnd: error.isAtEnd) ?? JSONPlace(line: 1, column: 1))
    }
  }

  private func mistake(_ message: String, isAtEnd: Bool = false) -> Mistake {
    Mistake(message: message, path: path, isAtEnd: isAtEnd)
  }

  /// Reads what stands at `step`.
  private mutating func at<Value>(
    _ step: Int, _ read: (inout EventPatternReader) throws(Mistake) -> Value
  ) throws(Mistake) -> Value {
    path.append(step)
    let value = try read(&self)
    path.removeLast()
    return value
  }

  // MARK: - Objects

  private mutating func level(_ object: Document.Object) throws(Mistake) -> EventPattern.Level {
    guard !object.isEmpty else { throw mistake("Empty objects are not allowed", isAtEnd: true) }
    var level = EventPattern.Level()
    for (place, member) in object.members.enumerated() {
      if member.key == "$or" {
        level.alternatives = try at(place) { (reader) throws(Mistake) in try reader.alternatives(member.value) }
      } else {
        let content = try at(place) { (reader) throws(Mistake) in try reader.content(member) }
        level.fields.append(.init(name: member.key, content: content))
      }
    }
    return level
  }

  private mutating func content(_ member: Document.Object.Member) throws(Mistake) -> EventPattern.Content {
    switch member.value {
    case .object(let object): return .level(try level(object))
    case .list(let elements):
      guard !elements.isEmpty else { throw mistake("Empty arrays are not allowed", isAtEnd: true) }
      var tests: [EventPattern.Test] = []
      for (place, element) in elements.enumerated() {
        tests.append(try at(place) { (reader) throws(Mistake) in try reader.test(element) })
      }
      return .values(tests)
    case .null, .boolean, .integer, .decimal, .string:
      throw mistake("\"\(member.key)\" must be an object or an array")
    }
  }

  private mutating func alternatives(_ value: Document) throws(Mistake) -> [EventPattern.Level] {
    guard case .list(let elements) = value else { throw mistake("It must be an Array followed with $or.") }
    var levels: [EventPattern.Level] = []
    for (place, element) in elements.enumerated() {
      let level = try at(place) { (reader) throws(Mistake) in
        guard case .object(let object) = element else {
          throw reader.mistake("Only JSON object is allowed in array of $or relationship.")
        }
        return try reader.level(object)
      }
      levels.append(level)
    }
    guard levels.count >= 2 else {
      throw mistake("There must have at least 2 Objects in $or relationship.", isAtEnd: true)
    }
    return levels
  }

  // MARK: - Values

  private mutating func test(_ value: Document) throws(Mistake) -> EventPattern.Test {
    switch value {
    case .string(let text): return .text(text)
    case .integer(let number): return .number(Double(number))
    case .decimal(let number): return .number(number.value)
    case .boolean(let flag): return .boolean(flag)
    case .null: return .null
    case .list: throw mistake("Match value must be String, number, true, false, or null")
    case .object(let object):
      guard let member = object.members.first else {
        throw mistake("Match expression name not found", isAtEnd: true)
      }
      let test = try at(0) { (reader) throws(Mistake) in try reader.comparison(member) }
      guard object.count == 1 else { throw onlyOneKey() }
      return test
    }
  }

  /// Told where the second member begins.
  private func onlyOneKey() -> Mistake {
    Mistake(message: "Only one key allowed in match expression", path: path + [1])
  }

  private mutating func comparison(_ member: Document.Object.Member) throws(Mistake) -> EventPattern.Test {
    let value = member.value
    switch member.key {
    case "exactly": return .text(try text(value, "exact"))
    case "prefix": return try affix(value, "prefix") { .prefix($0, ignoringCase: $1) }
    case "suffix": return try affix(value, "suffix") { .suffix($0, ignoringCase: $1) }
    case "equals-ignore-case": return .equalsIgnoringCase(try text(value, "equals-ignore-case").lowercased())
    case "wildcard": return try wildcard(try text(value, "wildcard"))
    case "numeric":
      guard case .list(let terms) = value else { throw mistake("Value of numeric must be an array.") }
      return try range(terms)
    case "exists":
      guard case .boolean(let flag) = value else { throw mistake("exists match pattern must be either true or false.") }
      return .exists(flag)
    case "cidr":
      let text = try text(value, "prefix")
      guard text.contains("/") else { throw mistake("Malformed CIDR, one '/' required") }
      guard let block = CIDRBlock(text) else {
        throw mistake(text.contains(":") ? "IPv6 is not simulated yet" : "Malformed CIDR, invalid IP address or mask")
      }
      return .cidr(block)
    case "anything-but": return .anythingBut(try excluded(value))
    default: throw mistake("Unrecognized match type \(member.key)")
    }
  }

  private func text(_ value: Document, _ name: String) throws(Mistake) -> String {
    guard case .string(let text) = value else { throw mistake("\(name) match pattern must be a string") }
    return text
  }

  private func wildcard(_ text: String) throws(Mistake) -> EventPattern.Test {
    do throws(EventWildcard.Problem) { return .wildcard(try EventWildcard(text)) } catch {
      throw mistake(error.message)
    }
  }

  /// The beginning or the end of a text, or `{"equals-ignore-case": …}` of one.
  private mutating func affix(
    _ value: Document, _ name: String, _ make: (String, _ ignoringCase: Bool) -> EventPattern.Test
  ) throws(Mistake) -> EventPattern.Test {
    guard case .object(let object) = value else { return make(try text(value, name), false) }
    guard let member = object.members.first, member.key == "equals-ignore-case" else {
      throw mistake("Unsupported \(name) pattern: \(object.members.first?.key ?? "")")
    }
    let affix = try at(0) { (reader) throws(Mistake) in try reader.text(member.value, "equals-ignore-case") }
    guard object.count == 1 else { throw onlyOneKey() }
    return make(affix.lowercased(), true)
  }

  // MARK: - Numbers

  /// `["=", 5]`, `[">", 0]`, `[">=", 0, "<", 5]`.
  private mutating func range(_ terms: [Document]) throws(Mistake) -> EventPattern.Test {
    let sign = terms.first?.string
    guard let sign else {
      throw mistake("Invalid member in numeric match: \(terms.first.map { $0.written() } ?? "]")")
    }
    guard ["=", "<", "<=", ">", ">="].contains(sign) else {
      throw mistake("Unrecognized numeric range operator: \(sign)")
    }
    guard terms.count > 1, let value = terms[1].double else {
      throw mistake("Value of \(sign == "=" ? "equals" : sign) must be numeric")
    }
    let bound = EventPattern.Test.Bound(value: value, isIncluded: sign.hasSuffix("="))
    switch sign {
    case "=", "<", "<=":
      guard terms.count == 2 else { throw mistake("Too many elements in numeric expression") }
      return sign == "=" ? .number(value) : .range(low: nil, high: bound)
    default:
      guard terms.count > 2 else { return .range(low: bound, high: nil) }
      guard let end = terms[2].string else { throw mistake("Bad value in numeric range: \(terms[2].written())") }
      guard ["<", "<="].contains(end) else { throw mistake("Bad numeric range operator: \(end)") }
      guard terms.count > 3, let top = terms[3].double else { throw mistake("Value of \(end) must be numeric") }
      guard terms.count == 4 else { throw mistake("Too many terms in numeric range expression") }
      guard value < top else { throw mistake("Bottom must be less than top") }
      return .range(low: bound, high: .init(value: top, isIncluded: end == "<="))
    }
  }

  // MARK: - Anything but

  private mutating func excluded(_ value: Document) throws(Mistake) -> [EventPattern.Test] {
    switch value {
    case .string(let text): return [.text(text)]
    case .integer, .decimal: return [.number(value.double ?? .nan)]
    case .list(let elements):
      let (texts, numbers) = (elements.compactMap(\.string), elements.compactMap(\.double))
      guard texts.count + numbers.count == elements.count else {
        throw mistake("Inside anything but list, start|null|boolean is not supported.")
      }
      guard texts.isEmpty != numbers.isEmpty else {
        throw mistake(
          "Inside anything but list, either all values are number or string, mixed type is not supported", isAtEnd: true
        )
      }
      return texts.map(EventPattern.Test.text) + numbers.map(EventPattern.Test.number)
    case .object(let object):
      guard let member = object.members.first else {
        throw mistake("Anything-But expression name not found", isAtEnd: true)
      }
      let tests = try at(0) { (reader) throws(Mistake) in try reader.excludedComparison(member) }
      guard object.count == 1 else { throw onlyOneKey() }
      return tests
    case .null, .boolean:
      throw mistake("Value of anything-but must be an array or single string/number value.")
    }
  }

  /// One text or several, as what must not be.
  private mutating func excludedComparison(
    _ member: Document.Object.Member
  ) throws(Mistake) -> [EventPattern.Test] {
    guard ["prefix", "suffix", "equals-ignore-case", "wildcard"].contains(member.key) else {
      throw mistake("Unsupported anything-but pattern: \(member.key)")
    }
    var texts: [String] = []
    for value in member.value.list ?? [member.value] {
      guard case .string(let text) = value else {
        throw mistake("prefix/suffix/equals-ignore-case/wildcard match pattern must be a string")
      }
      texts.append(text)
    }
    guard !texts.isEmpty else { throw mistake("Empty arrays are not allowed", isAtEnd: true) }
    var tests: [EventPattern.Test] = []
    for text in texts {
      switch member.key {
      case "wildcard": tests.append(try wildcard(text))
      case "equals-ignore-case": tests.append(.equalsIgnoringCase(text.lowercased()))
      default:
        guard !text.isEmpty else { throw mistake("Null prefix/suffix not allowed") }
        tests.append(
          member.key == "prefix" ? .prefix(text, ignoringCase: false) : .suffix(text, ignoringCase: false))
      }
    }
    return tests
  }
}

extension ServiceFailure {
  /// The text is shown up to its five hundredth character, as AWS's parser does.
  fileprivate static func invalidEventPattern(_ reason: String, _ text: String, _ place: JSONPlace) -> ServiceFailure {
    let shown = text.count > 500 ? "\(text.prefix(500))\"[truncated \(text.count - 500) chars]" : "\(text)\""
    return ServiceFailure(
      "InvalidEventPatternException",
      "Event pattern is not valid. Reason: \(reason)\n at [Source: (String)\"\(shown); line: \(place.line), "
        + "column: \(place.column)]",
      why: "A pattern has the form of an event, with a list of the values that are wanted at each field: "
        + #"{"source": ["aws.ecs"], "detail": {"lastStatus": ["STOPPED"]}}."#)
  }
}
