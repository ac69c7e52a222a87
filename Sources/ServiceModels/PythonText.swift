/// Values as the AWS CLI shows them in its own messages: in the notation of the language it is written in.
///
/// In: a document. Out: its text and type name. Rules: CPython's `str()`, `repr()` and `type()`.
import Documents

package enum PythonText {
  /// `str(value)`: a string bare, anything else as `representation`.
  package static func text(_ value: Document, orderedObjects: Bool = false) -> String {
    if case .string(let text) = value { text } else { representation(value, orderedObjects: orderedObjects) }
  }

  /// `repr(value)`.
  /// - Parameter orderedObjects: whether objects were read by the CLI's JSON argument reader, which keeps them in
  ///   an `OrderedDict`.
  package static func representation(_ value: Document, orderedObjects: Bool = false) -> String {
    switch value {
    case .null: return "None"
    case .boolean(let flag): return flag ? "True" : "False"
    case .integer(let number): return String(number)
    case .decimal(let number): return isWhole(number) ? number.text : self.number(number.value)
    case .string(let text): return quoted(text)
    case .list(let elements):
      return "["
        + elements.map { representation($0, orderedObjects: orderedObjects) }.joined(separator: ", ") + "]"
    case .object(let object):
      let pairs = object.members.map {
        quoted($0.key) + ": " + representation($0.value, orderedObjects: orderedObjects)
      }
      let braces = "{" + pairs.joined(separator: ", ") + "}"
      guard orderedObjects else { return braces }
      return object.isEmpty ? "OrderedDict()" : "OrderedDict(\(braces))"
    }
  }

  /// `type(value)`, as printed: `<class 'str'>`.
  package static func type(_ value: Document, orderedObjects: Bool = false) -> String {
    switch value {
    case .null: "<class 'NoneType'>"
    case .boolean: "<class 'bool'>"
    case .integer: "<class 'int'>"
    case .decimal(let number): isWhole(number) ? "<class 'int'>" : "<class 'float'>"
    case .string: "<class 'str'>"
    case .list: "<class 'list'>"
    case .object: orderedObjects ? "<class 'collections.OrderedDict'>" : "<class 'dict'>"
    }
  }

  /// Whether a number too long for an `Int` is still written as a whole number.
  package static func isWhole(_ number: Document.Decimal) -> Bool {
    !number.text.utf8.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
  }

  private static func number(_ value: Double) -> String {
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    return value.isNaN ? "nan" : value.description
  }

  /// A string literal: single quotes unless the text has some and no double quotes.
  package static func quoted(_ text: String) -> String {
    let quote: Unicode.Scalar = text.contains("'") && !text.contains("\"") ? "\"" : "'"
    var result = String(quote)
    for scalar in text.unicodeScalars {
      switch scalar {
      case quote, "\\": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if isPrintable(scalar) { result.unicodeScalars.append(scalar) } else { result += escaped(scalar) }
      }
    }
    return result + String(quote)
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    let (mark, width) = scalar.value < 0x100 ? ("\\x", 2) : scalar.value < 0x10000 ? ("\\u", 4) : ("\\U", 8)
    return mark + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
