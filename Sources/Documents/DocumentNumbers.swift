/// What two numbers have in common, and how Python writes one.
///
/// In: documents and decimals. Out: equality by value, and text. Never changes a document.
/// Source of `pythonText`: the Python language reference, `float.__repr__` (shortest digits that read back the same;
/// an exponent below 1e-4 and from 1e16 on).
extension Document {
  /// True where both say the same: numbers by value (`1` and `1.0`), objects whatever the order of their members.
  package func hasSameValue(as other: Document) -> Bool {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): left == right
    case (.decimal(let left), .decimal(let right)):
      left.text == right.text || (!(left.isWhole && right.isWhole) && left.value == right.value)
    case (.integer(let left), .decimal(let right)): right.isEqual(to: left)
    case (.decimal(let left), .integer(let right)): left.isEqual(to: right)
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.hasSameValue(as: $1) }
    case (.object(let left), .object(let right)):
      left.count == right.count
        && left.members.allSatisfy { member in right[member.key]?.hasSameValue(as: member.value) ?? false }
    case (.null, _), (.boolean, _), (.integer, _), (.decimal, _), (.string, _), (.list, _), (.object, _):
      self == other
    }
  }
}

extension Document.Decimal {
  /// False for what no JSON number can say: the infinities and NaN of a computation.
  var isNumberText: Bool { text.utf8.last.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false }
  /// Written without a fraction or exponent: an integer too large for `Int`.
  package var isWhole: Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  fileprivate func isEqual(to integer: Int) -> Bool { Int(exactly: value) == integer }

  /// As Python's JSON writer prints the number: large integers exactly, anything else as a float (`1.50` is `1.5`, `1E5`
  /// is `100000.0`, overflow is `Infinity`).
  package var pythonText: String {
    if isWhole { return text }
    let number = value
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    return Self.pythonText(of: number)
  }

  /// As Python's `repr()` prints it: like `pythonText`, but `inf` and `nan`.
  package var pythonRepresentation: String {
    switch pythonText {
    case "NaN": "nan"
    case "Infinity": "inf"
    case "-Infinity": "-inf"
    case let text: text
    }
  }

  private static func pythonText(of number: Double) -> String {
    let sign = number.sign == .minus ? "-" : ""
    let (digits, pointPlace) = shortestDigits(of: number.magnitude)
    let count = digits.count
    if pointPlace > 16 || pointPlace < -3 {
      let exponent = pointPlace - 1
      let fraction = count > 1 ? "." + digits.dropFirst() : ""
      let padding = exponent.magnitude < 10 ? "0" : ""
      return "\(sign)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(padding)\(exponent.magnitude)"
    }
    if pointPlace <= 0 { return sign + "0." + String(repeating: "0", count: -pointPlace) + digits }
    if pointPlace >= count { return sign + digits + String(repeating: "0", count: pointPlace - count) + ".0" }
    return sign + digits.prefix(pointPlace) + "." + digits.dropFirst(pointPlace)
  }

  /// The shortest digits, without zeros at either end, and the place of the decimal point counted from the first of them.
  private static func shortestDigits(of magnitude: Double) -> (digits: String, pointPlace: Int) {
    let parts = magnitude.description.split(separator: "e")
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    let all = mantissa[0] + fraction
    let leadingZeros = all.prefix { $0 == "0" }.count
    var digits = String(all.dropFirst(leadingZeros))
    while digits.last == "0" { digits.removeLast() }
    if digits.isEmpty { return ("0", 1) }
    return (digits, mantissa[0].count - leadingZeros + exponent)
  }
}
