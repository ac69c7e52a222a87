/// An event pattern: which events a rule is about.
///
/// In: an event. Out: whether it matches. All fields that the pattern names must match, each by one of its values; a list
/// in the event matches where one of its elements does, and a list of objects where one object has all that is asked for.
/// Pure. Source: Amazon EventBridge User Guide, "Creating Amazon EventBridge event patterns", "Comparison operators".
import Documents

package struct EventPattern: Hashable, Sendable {
  /// As it was given.
  package let text: String
  private let level: Level

  /// - Throws: InvalidEventPatternException.
  package init(_ text: String) throws(ServiceFailure) {
    self.text = text
    level = try EventPatternReader.read(text)
  }

  package func matches(_ event: Document) -> Bool { level.matches(event) }
}

extension EventPattern {
  /// What an object of the event must have.
  struct Level: Hashable, Sendable {
    var fields: [Field] = []
    /// `$or`: one of these must match too; empty where nothing is said.
    var alternatives: [Level] = []

    func matches(_ value: Document?) -> Bool {
      switch value {
      case .object(let object):
        return fields.allSatisfy { $0.matches(object[$0.name]) }
          && (alternatives.isEmpty || alternatives.contains { $0.matches(value) })
      case .list(let elements) where !elements.isEmpty: return elements.contains { matches($0) }
      // Nothing is there: only what asks for absence matches.
      case nil, .null, .boolean, .integer, .decimal, .string, .list: return matches(.object([:]))
      }
    }
  }

  struct Field: Hashable, Sendable {
    let name: String
    let content: Content

    func matches(_ value: Document?) -> Bool {
      switch content {
      case .level(let level): return level.matches(value)
      case .values(let tests):
        let leaves = value.map(Self.leaves) ?? []
        guard !leaves.isEmpty else { return tests.contains(.exists(false)) }
        return leaves.contains { leaf in tests.contains { $0.matches(leaf) } }
      }
    }

    /// The value itself, or the elements of a list; objects are no leaves.
    private static func leaves(of value: Document) -> [Document] {
      switch value {
      case .null, .boolean, .integer, .decimal, .string: [value]
      case .list(let elements): elements.flatMap(leaves)
      case .object: []
      }
    }
  }

  indirect enum Content: Hashable, Sendable {
    case level(Level)
    case values([Test])
  }

  /// What one value of a field may be.
  indirect enum Test: Hashable, Sendable {
    case text(String)
    case boolean(Bool)
    case null
    case number(Double)
    case prefix(String, ignoringCase: Bool)
    case suffix(String, ignoringCase: Bool)
    case equalsIgnoringCase(String)
    case wildcard(EventWildcard)
    case range(low: Bound?, high: Bound?)
    case cidr(CIDRBlock)
    case exists(Bool)
    case anythingBut([Test])

    struct Bound: Hashable, Sendable {
      let value: Double
      let isIncluded: Bool
    }

    /// - Parameter leaf: neither list nor object.
    func matches(_ leaf: Document) -> Bool {
      switch self {
      case .boolean(let flag): return leaf == .boolean(flag)
      case .null: return leaf == .null
      case .exists(let isWanted): return isWanted
      case .anythingBut(let tests): return !tests.contains { $0.matches(leaf) }
      case .number(let number): return leaf.double == number
      case .range(let low, let high):
        guard let value = leaf.double else { return false }
        if let low, value < low.value || (value == low.value && !low.isIncluded) { return false }
        if let high, value > high.value || (value == high.value && !high.isIncluded) { return false }
        return true
      case .text(let text): return leaf.string.map { $0.utf8.elementsEqual(text.utf8) } ?? false
      case .prefix(let prefix, let ignoringCase):
        return leaf.string.map { Self.cased($0, ignoringCase).utf8.starts(with: prefix.utf8) } ?? false
      case .suffix(let suffix, let ignoringCase):
        return leaf.string.map { Self.cased($0, ignoringCase).utf8.reversed().starts(with: suffix.utf8.reversed()) }
          ?? false
      case .equalsIgnoringCase(let text): return leaf.string.map { $0.lowercased() == text } ?? false
      case .wildcard(let wildcard): return leaf.string.map(wildcard.matches) ?? false
      case .cidr(let block):
        return leaf.string.flatMap { CIDRBlock("\($0)/32") }.map { block.contains($0.address) } ?? false
      }
    }

    private static func cased(_ text: String, _ ignoringCase: Bool) -> String {
      ignoringCase ? text.lowercased() : text
    }
  }
}

/// A text in which `*` stands for any text; `\*` and `\\` stand for themselves.
///
/// Cost: text times pattern at most, whatever the number of stars.
struct EventWildcard: Hashable, Sendable {
  /// What stands before, between and behind the stars; at least one.
  private let pieces: [[UInt8]]

  struct Problem: Error {
    let message: String
  }

  init(_ text: String) throws(Problem) {
    var pieces: [[UInt8]] = [[]]
    var (isEscaped, isAfterStar) = (false, false)
    for (place, byte) in text.utf8.enumerated() {
      if isEscaped {
        guard byte == UInt8(ascii: "*") || byte == UInt8(ascii: "\\") else {
          throw Problem(message: "Invalid escape character at pos \(place)")
        }
        pieces[pieces.count - 1].append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "*") {
        guard !isAfterStar else { throw Problem(message: "Consecutive wildcard characters at pos \(place)") }
        pieces.append([])
        isAfterStar = true
        continue
      } else {
        pieces[pieces.count - 1].append(byte)
      }
      isAfterStar = false
    }
    guard !isEscaped else { throw Problem(message: "Invalid escape character at pos \(text.utf8.count)") }
    self.pieces = pieces
  }

  func matches(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    guard let first = pieces.first, let last = pieces.last, rest.starts(with: first) else { return false }
    guard pieces.count > 1 else { return rest.count == first.count }
    rest = rest.dropFirst(first.count)
    for piece in pieces.dropFirst().dropLast() {
      while !rest.starts(with: piece) {
        guard rest.count > piece.count else { return false }
        rest = rest.dropFirst()
      }
      rest = rest.dropFirst(piece.count)
    }
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }
}
