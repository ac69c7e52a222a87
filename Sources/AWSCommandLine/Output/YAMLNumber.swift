/// Which texts YAML 1.2 reads as a number or a date, and what a bare word means.
///
/// In: a text. Out: a truth value, or the word's value. The infinities and NaN, which JSON cannot say, stay words.
/// Source: the implicit types of ruamel.yaml 0.17.21 for YAML 1.2, by observation: integers (also `0x`, `0o`, `0b` and
/// underscores), floats, and YAML 1.1's timestamps.
import Documents

package enum YAMLNumber {
  /// What a bare word of YAML 1.2 means: null, a truth value, a number, or the word itself.
  package static func value(ofPlain text: String) -> Document {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: break
    }
    guard isNumber(text) else { return .string(text) }
    let plain = text.filter { $0 != "_" }
    let unsigned = plain.drop { $0 == "+" || $0 == "-" }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where unsigned.hasPrefix(prefix) {
      let digits = (plain.hasPrefix("-") ? "-" : "") + unsigned.dropFirst(2)
      return Int(digits, radix: radix).map { .integer($0) } ?? .string(text)
    }
    if let whole = Int(plain) { return .integer(whole) }
    return Double(plain).map { .decimal(Document.Decimal($0)) } ?? .string(text)
  }

  static func isNumber(_ text: String) -> Bool {
    let unsigned =
      text.utf8.first == UInt8(ascii: "-") || text.utf8.first == UInt8(ascii: "+") ? text.dropFirst() : text[...]
    if [".inf", ".Inf", ".INF"].contains(unsigned) || [".nan", ".NaN", ".NAN"].contains(text) { return true }
    let mayBeInteger = unsigned.count < text.count || unsigned.utf8.first != UInt8(ascii: "_")
    return mayBeInteger && isInteger(unsigned) || isFloat(unsigned)
  }

  private static func isInteger(_ text: Substring) -> Bool {
    func isAll(_ digits: Substring, _ allowed: String) -> Bool {
      !digits.isEmpty && digits.utf8.allSatisfy { allowed.utf8.contains($0) }
    }
    if text.hasPrefix("0b") { return isAll(text.dropFirst(2), "01_") }
    if text.hasPrefix("0o") { return isAll(text.dropFirst(2), "01234567_") }
    if text.hasPrefix("0x") { return isAll(text.dropFirst(2), "0123456789abcdefABCDEF_") }
    return isAll(text, "0123456789_")
  }

  /// `1.5`, `1.`, `.5`, `1e5`, `1.5e+5`; underscores count as digits, but none stands first, and after a leading point
  /// the exponent has a sign.
  private static func isFloat(_ text: Substring) -> Bool {
    var reader = Reader(text)
    let beginsWithDigit = reader.startsWithDigit
    let whole = beginsWithDigit ? reader.skip("0123456789_") : 0
    let hasPoint = reader.take(".")
    let fraction = hasPoint ? reader.skip("0123456789_") : 0
    if !beginsWithDigit && fraction == 0 { return false }
    if reader.isAtEnd { return hasPoint }
    guard reader.take("e") || reader.take("E") else { return false }
    let isSigned = reader.take("+") || reader.take("-")
    return (isSigned || whole > 0) && reader.skip("0123456789") > 0 && reader.isAtEnd
  }

  static func isTimestamp(_ text: String) -> Bool {
    var reader = Reader(text[...])
    guard reader.skip("0123456789") == 4, reader.take("-") else { return false }
    let monthDigits = reader.skip("0123456789")
    guard (1...2).contains(monthDigits), reader.take("-") else { return false }
    let dayDigits = reader.skip("0123456789")
    guard (1...2).contains(dayDigits) else { return false }
    if reader.isAtEnd { return monthDigits == 2 && dayDigits == 2 }
    guard reader.take("T") || reader.take("t") || reader.skip(" \t") > 0 else { return false }
    return isClock(&reader) && isZone(&reader)
  }

  private static func isClock(_ reader: inout Reader) -> Bool {
    guard (1...2).contains(reader.skip("0123456789")), reader.take(":"), reader.skip("0123456789") == 2,
      reader.take(":"), reader.skip("0123456789") == 2
    else { return false }
    if reader.take(".") { reader.skip("0123456789") }
    return true
  }

  private static func isZone(_ reader: inout Reader) -> Bool {
    if reader.isAtEnd { return true }
    reader.skip(" \t")
    if reader.take("Z") { return reader.isAtEnd }
    guard reader.take("+") || reader.take("-"), (1...2).contains(reader.skip("0123456789")) else { return false }
    if reader.isAtEnd { return true }
    return reader.take(":") && reader.skip("0123456789") == 2 && reader.isAtEnd
  }

  private struct Reader {
    private var rest: Substring.UTF8View
    init(_ text: Substring) { rest = text.utf8 }

    var isAtEnd: Bool { rest.isEmpty }
    var startsWithDigit: Bool { rest.first.map { (0x30...0x39).contains($0) } ?? false }

    mutating func take(_ character: Character) -> Bool {
      guard let byte = character.asciiValue, rest.first == byte else { return false }
      rest.removeFirst()
      return true
    }

    /// How many characters of `allowed` were passed over.
    @discardableResult
    mutating func skip(_ allowed: String) -> Int {
      let start = rest.count
      rest = rest.drop { allowed.utf8.contains($0) }
      return start - rest.count
    }
  }
}
