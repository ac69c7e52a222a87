/// Decides how a text is written in YAML: bare, in single quotes or in double quotes.
///
/// In: a text. Out: its style, and escapes. Bare only where it reads back as text: not as a number, a date, a truth value
/// or null, and without the characters that mean something in YAML.
/// Source: YAML 1.2 specification, sections 5.7, 7.3 and 10.3.2; libyaml's and ruamel.yaml 0.17.21's rules (version 1.2,
/// timestamps besides), by observation.
struct YAMLScalar {
  enum Style { case plain, singleQuoted, doubleQuoted }

  let style: Style
  let isMultiline: Bool

  init(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    isMultiline = scalars.contains(where: Self.isBreak)
    if Self.needsDoubleQuotes(scalars) {
      style = .doubleQuoted
    } else if isMultiline || Self.hasIndicators(scalars) || Self.readsAsSomethingElse(text) {
      style = .singleQuoted
    } else {
      style = scalars.first == " " || scalars.last == " " ? .singleQuoted : .plain
    }
  }

  static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\r" || scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}"
  }

  /// What stands for a character inside double quotes; nil where it stands for itself.
  static func escape(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case "\0": return "\\0"
    case "\u{7}": return "\\a"
    case "\u{8}": return "\\b"
    case "\t": return "\\t"
    case "\n": return "\\n"
    case "\u{B}": return "\\v"
    case "\u{C}": return "\\f"
    case "\r": return "\\r"
    case "\u{1B}": return "\\e"
    case "\u{85}": return "\\N"
    case "\u{2028}": return "\\L"
    case "\u{2029}": return "\\P"
    case _ where isPrintable(scalar): return nil
    default:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      let (mark, width) = scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
      return "\\" + mark + String(repeating: "0", count: width - digits.count) + digits
    }
  }

  /// libyaml's notion: what needs four bytes of UTF-8 is not printable.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
    default: false
    }
  }

  private static func needsDoubleQuotes(_ scalars: [Unicode.Scalar]) -> Bool {
    for (index, scalar) in scalars.enumerated() {
      if !isPrintable(scalar) { return true }
      let previous: Unicode.Scalar? = index > 0 ? scalars[index - 1] : nil
      if isBreak(scalar), previous == " " { return true }
      if scalar == " ", let previous, isBreak(previous) { return true }
    }
    return false
  }

  private static func hasIndicators(_ scalars: [Unicode.Scalar]) -> Bool {
    func endsWord(_ index: Int) -> Bool {
      index >= scalars.count || scalars[index] == " " || scalars[index] == "\t" || isBreak(scalars[index])
    }
    if scalars.starts(with: ["-", "-", "-"]) || scalars.starts(with: [".", ".", "."]) { return true }
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case ":": if endsWord(index + 1) { return true }
      case "#": if index == 0 || endsWord(index - 1) { return true }
      case "?", "-": if index == 0, endsWord(1) { return true }
      case ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`": if index == 0 { return true }
      default: break
      }
    }
    return false
  }

  private static func readsAsSomethingElse(_ text: String) -> Bool {
    switch text {
    case "", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "<<", "=": true
    default: YAMLNumber.isNumber(text) || YAMLNumber.isTimestamp(text)
    }
  }
}
