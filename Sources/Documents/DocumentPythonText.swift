/// How Python prints a document: the AWS CLI and botocore put values into their messages this way.
///
/// In: a document. Out: text. Never read back.
/// Source: the Python language reference, `str()` and `repr()` of None, bool, int, float, str, list and dict.
extension Document {
  /// As `str()` prints it: a string bare, anything else as `pythonRepresentation`.
  package var pythonText: String { string ?? pythonRepresentation }

  /// As `repr()` prints it: `{'cluster': 'demo', 'tasks': [1, None, True]}`.
  package var pythonRepresentation: String {
    switch self {
    case .null: "None"
    case .boolean(let value): value ? "True" : "False"
    case .integer(let value): String(value)
    case .decimal(let value): value.pythonRepresentation
    case .string(let value): Self.pythonRepresentation(of: value)
    case .list(let elements): "[" + elements.map(\.pythonRepresentation).joined(separator: ", ") + "]"
    case .object(let object):
      "{"
        + object.members.map { Self.pythonRepresentation(of: $0.key) + ": " + $0.value.pythonRepresentation }
        .joined(separator: ", ") + "}"
    }
  }

  /// As `json.dumps()` writes it: a blank after commas and colons, everything outside ASCII escaped.
  package var pythonJSON: String {
    switch self {
    case .null, .boolean, .integer: written()
    case .decimal(let value): value.pythonRepresentation
    case .string(let text): Self.quotedInASCII(text)
    case .list(let elements): "[" + elements.map(\.pythonJSON).joined(separator: ", ") + "]"
    case .object(let object):
      "{" + object.members.map { Self.quotedInASCII($0.key) + ": " + $0.value.pythonJSON }.joined(separator: ", ") + "}"
    }
  }

  private static func quotedInASCII(_ text: String) -> String {
    var result = "\""
    for unit in text.utf16 {
      switch unit {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0x08: result += "\\b"
      case 0x09: result += "\\t"
      case 0x0A: result += "\\n"
      case 0x0C: result += "\\f"
      case 0x0D: result += "\\r"
      case 0x20...0x7E: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return result + "\""
  }

  /// The name of the Python type that carries this value: `str`, `int`, `float`, `bool`, `NoneType`, `list`, `dict`.
  package var pythonTypeName: String {
    switch self {
    case .null: "NoneType"
    case .boolean: "bool"
    case .integer: "int"
    case .decimal(let value): value.isWhole ? "int" : "float"
    case .string: "str"
    case .list: "list"
    case .object: "dict"
    }
  }

  private static func pythonRepresentation(of text: String) -> String {
    let quote: Unicode.Scalar = text.unicodeScalars.contains("'") && !text.unicodeScalars.contains("\"") ? "\"" : "'"
    var result = String.UnicodeScalarView([quote])
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", quote: result.append(contentsOf: ["\\", scalar])
      case "\n": result.append(contentsOf: ["\\", "n"])
      case "\r": result.append(contentsOf: ["\\", "r"])
      case "\t": result.append(contentsOf: ["\\", "t"])
      case _ where isPrintable(scalar): result.append(scalar)
      default: result.append(contentsOf: escaped(scalar).unicodeScalars)
      }
    }
    result.append(quote)
    return String(result)
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return (0x20...0x7E).contains(scalar.value) }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }

  /// `\x07`, `\u200b` or `\U000e0001`.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    let (prefix, width) =
      scalar.value <= 0xFF ? ("\\x", 2) : scalar.value <= 0xFFFF ? ("\\u", 4) : ("\\U", 8)
    return prefix + String(repeating: "0", count: width - digits.count) + digits
  }
}
