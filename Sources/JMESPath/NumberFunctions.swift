/// Functions on numbers: `abs avg ceil floor sum to_number`.
///
/// Integers stay exact however large a sum gets. Fractions are added with compensation, as Python 3.12 and later do
/// (ten times 0.1 is 1.0).
import Documents

extension Function {
  static let numberFunctions: [String: Function] = [
    "abs": Function(parameters: [[.number]]) { _, arguments in absolute(arguments[0]) },
    "avg": Function(parameters: [[.numbers]]) { _, arguments in
      let numbers = arguments[0].list ?? []
      if numbers.isEmpty { return .null }
      return .decimal(.init((sum(numbers).double ?? 0) / Double(numbers.count)))
    },
    "ceil": Function(parameters: [[.number]]) { _, arguments in whole(arguments[0], .up) },
    "floor": Function(parameters: [[.number]]) { _, arguments in whole(arguments[0], .down) },
    "sum": Function(parameters: [[.numbers]]) { _, arguments in sum(arguments[0].list ?? []) },
    "to_number": Function(parameters: [[]]) { _, arguments in number(arguments[0]) },
  ]

  private static func absolute(_ number: Document) -> Document {
    switch number {
    case .integer(let value): integer(Int128(value).magnitude)
    case .decimal(let value) where value.isWhole:
      .decimal(.init(checkedText: String(value.text.drop { $0 == "-" })))
    case .decimal(let value): .decimal(.init(value.value.magnitude))
    case .null, .boolean, .string, .list, .object: number
    }
  }

  private static func whole(_ number: Document, _ rule: FloatingPointRoundingRule) -> Document {
    guard case .decimal(let value) = number, !value.isWhole else { return number }
    let rounded = value.value.rounded(rule)
    return Int128(exactly: rounded).map { integer($0) } ?? .decimal(.init(rounded))
  }

  private static func integer(_ value: some BinaryInteger) -> Document {
    Int(exactly: value).map(Document.integer) ?? .decimal(.init(checkedText: "\(value)"))
  }

  private static func sum(_ numbers: [Document]) -> Document {
    var whole: Int128 = 0
    var fractions: (high: Double, low: Double)?
    for number in numbers {
      if case .integer(let value) = number {
        whole += Int128(value)
      } else if let value = number.double {
        let high = fractions?.high ?? 0
        let total = high + value
        let lost = high.magnitude >= value.magnitude ? (high - total) + value : (value - total) + high
        fractions = (total, (fractions?.low ?? 0) + lost)
      }
    }
    guard let fractions else { return integer(whole) }
    let low = fractions.low.isFinite ? fractions.low : 0
    return .decimal(.init(fractions.high + (low + Double(whole))))
  }

  /// A number stays itself; text becomes what Python's `int()` or else `float()` reads in it; anything else is null.
  private static func number(_ document: Document) -> Document {
    switch document {
    case .integer, .decimal: document
    case .string(let text): number(in: text)
    case .null, .boolean, .list, .object: .null
    }
  }

  private static func number(in text: String) -> Document {
    var scalars = text.unicodeScalars[...]
    scalars = scalars.drop(while: \.properties.isWhitespace)
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    guard let plain = withoutDigitSeparators(String(scalars)) else { return .null }
    let unsigned = plain.drop { $0 == "+" || $0 == "-" }
    let isNegative = plain.hasPrefix("-")
    if plain.utf8.count - unsigned.utf8.count > 1 { return .null }
    if !unsigned.isEmpty, unsigned.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      let digits = unsigned.drop { $0 == "0" }
      let canonical = digits.isEmpty ? "0" : (isNegative ? "-" : "") + digits
      return Int(canonical).map(Document.integer) ?? .decimal(.init(checkedText: canonical))
    }
    let isWord = ["inf", "infinity", "nan"].contains(unsigned.lowercased())
    let beginsWithDigit = unsigned.drop { $0 == "." }.utf8.first.map { (0x30...0x39).contains($0) } ?? false
    let isPlain = unsigned.utf8.allSatisfy { "0123456789.eE+-".utf8.contains($0) }
    guard isWord || (isPlain && beginsWithDigit) else { return .null }
    guard let value = Double(isWord ? unsigned.lowercased() : "0" + unsigned) else { return .null }
    return .decimal(.init(isNegative ? -value : value))
  }

  /// Python takes `1_000`: one underscore between two digits.
  private static func withoutDigitSeparators(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    func isDigit(_ place: Int) -> Bool { bytes.indices.contains(place) && (0x30...0x39).contains(bytes[place]) }
    for place in bytes.indices where bytes[place] == UInt8(ascii: "_") {
      if !isDigit(place - 1) || !isDigit(place + 1) { return nil }
    }
    return String(decoding: bytes.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
  }
}
