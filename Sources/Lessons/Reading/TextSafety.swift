/// Keeps anything that steers a terminal out of lessons.
///
/// In: text of a lesson. Out: the first character that is forbidden, or the text without them. Forbidden are C0 (but
/// tab and line feed), DEL, C1, and the controls that reorder text. Lessons are untrusted.
/// Source: design, principle 4; Unicode Standard Annex 9, "Bidirectional Algorithm" (explicit formatting characters).
enum TextSafety {
  static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: true
    default: false
    }
  }

  static func firstForbidden(in text: String) -> (scalar: Unicode.Scalar, position: SourcePosition)? {
    var line = 1
    var column = 1
    for scalar in text.unicodeScalars {
      if isForbidden(scalar) { return (scalar, SourcePosition(line: line, column: column)) }
      if scalar == "\n" {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return nil
  }

  static func withoutForbidden(_ text: String, alsoLineEnds: Bool = false) -> String {
    guard text.unicodeScalars.contains(where: { isForbidden($0) || (alsoLineEnds && $0 == "\n") }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isForbidden(scalar) {
      result.append(alsoLineEnds && scalar == "\n" ? " " : scalar)
    }
    return String(result)
  }

  /// `U+001B`.
  static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
