/// Reads one object of a plan member by member, and knows at the end which keys nobody asked for.
///
/// In: a document and the path to it. Out: typed values, nil where a key is absent or null; errors that name the path.
import Documents
import SimulationKit

struct PlanReader {
  private let document: Document
  private let path: String
  private var asked: Set<String> = []

  init(_ document: Document, path: String) {
    self.document = document
    self.path = path
  }

  /// Refuses keys that were not read.
  func finish() throws(StartingPlanError) {
    for key in try object().keys where !asked.contains(where: { Self.isSame(key, $0) }) {
      throw error(key, "is no key of a plan here; use one of \(asked.sorted().joined(separator: ", "))")
    }
  }

  mutating func string(_ key: String) throws(StartingPlanError) -> String? {
    guard let value = try value(key) else { return nil }
    switch value {
    case .string(let text): return text
    case .integer(let number): return String(number)
    case .null, .boolean, .decimal, .list, .object: throw error(key, "must be text")
    }
  }

  mutating func required(_ key: String) throws(StartingPlanError) -> String {
    guard let text = try string(key), !text.isEmpty else { throw error(key, "is required") }
    return text
  }

  mutating func boolean(_ key: String) throws(StartingPlanError) -> Bool? {
    guard let value = try value(key) else { return nil }
    guard let flag = value.boolean else { throw error(key, "must be true or false") }
    return flag
  }

  mutating func integer(_ key: String, in range: ClosedRange<Int>) throws(StartingPlanError) -> Int? {
    guard let value = try value(key) else { return nil }
    guard let number = value.integer, range.contains(number) else {
      throw error(key, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  mutating func integers(_ key: String, in range: ClosedRange<Int>) throws(StartingPlanError) -> [Int]? {
    guard let value = try value(key) else { return nil }
    guard let numbers = value.list?.compactMap(\.integer), numbers.count == value.list?.count,
      numbers.allSatisfy(range.contains)
    else { throw error(key, "must be a list of whole numbers from \(range.lowerBound) to \(range.upperBound)") }
    return numbers
  }

  mutating func strings(_ key: String) throws(StartingPlanError) -> [String]? {
    guard let value = try value(key) else { return nil }
    guard let texts = value.list?.compactMap(\.string), texts.count == value.list?.count else {
      throw error(key, "must be a list of texts")
    }
    return texts
  }

  /// `500ms`, `40s`, `2m`, `1h`, `1d` or whole seconds; `never` is nil.
  mutating func duration(_ key: String) throws(StartingPlanError) -> Duration? {
    guard let value = try value(key), value != "never" else { return nil }
    if let seconds = value.integer, (0...1_000_000_000).contains(seconds) { return .seconds(seconds) }
    if let text = value.string {
      if text.hasSuffix("ms"), let number = Int(text.dropLast(2)), (0...1_000_000_000_000).contains(number) {
        return .milliseconds(number)
      }
      if let span = Duration(sleepText: text) { return span }
    }
    throw error(key, "must be a time such as 500ms, 40s, 2m or 1h")
  }

  mutating func cidr(_ key: String) throws(StartingPlanError) -> String {
    let text = try required(key)
    guard CIDRBlock(text) != nil else {
      throw error(key, "'\(text)' is no address block; write one such as 10.0.1.0/24")
    }
    return text
  }

  mutating func known(_ key: String, among names: [String]) throws(StartingPlanError) -> String {
    let name = try required(key)
    guard names.contains(name) else {
      throw error(key, "'\(name)' is not described in this plan; there is \(names.joined(separator: ", "))")
    }
    return name
  }

  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, as type: Word.Type
  ) throws(StartingPlanError) -> Word? where Word.RawValue == String {
    guard let text = try string(key) else { return nil }
    guard let word = Word(rawValue: text) else {
      throw error(key, "must be one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return word
  }

  mutating func reader(_ key: String) throws(StartingPlanError) -> PlanReader? {
    try value(key).map { PlanReader($0, path: place(key)) }
  }

  /// The elements of a list with their paths.
  mutating func elements(_ key: String) throws(StartingPlanError) -> [(document: Document, path: String)] {
    guard let value = try value(key) else { return [] }
    guard let elements = value.list else { throw error(key, "must be a list") }
    return elements.enumerated().map { ($0.element, "\(place(key))[\($0.offset)]") }
  }

  mutating func entries(_ key: String) throws(StartingPlanError) -> [PlanReader] {
    try elements(key).map { PlanReader($0.document, path: $0.path) }
  }

  /// Every member by its own name; null stands for an empty object.
  func readers() throws(StartingPlanError) -> [(name: String, reader: PlanReader)] {
    try object().members.map { member in
      (member.key, PlanReader(member.value.isNull ? [:] : member.value, path: place(member.key)))
    }
  }

  private mutating func value(_ key: String) throws(StartingPlanError) -> Document? {
    asked.insert(key)
    return try object().members.first { Self.isSame($0.key, key) && !$0.value.isNull }?.value
  }

  private func object() throws(StartingPlanError) -> Document.Object {
    guard let object = document.object else {
      throw StartingPlanError(path: path, message: "must be a mapping of keys to values")
    }
    return object
  }

  /// The path to a member, by its key as it was written.
  private func place(_ key: String) -> String {
    let written = document.object?.keys.first { Self.isSame($0, key) } ?? key
    return path.isEmpty ? written : "\(path).\(written)"
  }
  private func error(_ key: String, _ message: String) -> StartingPlanError {
    StartingPlanError(path: place(key), message: message)
  }

  /// `ready-after` and `readyAfter` are the same key. Byte by byte: a plan asks for some thousand keys at each start.
  private static func isSame(_ written: String, _ key: String) -> Bool {
    var rest = key.utf8.makeIterator()
    var isFirst = true
    var isRaised = false
    for byte in written.utf8 {
      if byte == UInt8(ascii: "-") {
        isRaised = !isFirst
        continue
      }
      let isSmallLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      guard rest.next() == (isRaised && isSmallLetter ? byte - 0x20 : byte) else { return false }
      isFirst = false
      isRaised = false
    }
    return rest.next() == nil
  }
}
