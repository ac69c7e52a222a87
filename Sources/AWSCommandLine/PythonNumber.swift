/// Numbers as the AWS CLI reads them from words.
///
/// In: a word. Out: a number of a document, or nil. Rules: CPython's `int()` and `float()` (blanks around, a sign,
/// underscores between digits).
import Documents
import ServiceModels

func quoted(_ text: String) -> String { PythonText.quoted(text) }

enum PythonNumber {
  static func integer(_ word: String) -> Document? {
    guard let (sign, digits) = wholeNumber(trimmed(word)) else { return nil }
    let significant = digits.drop { $0 == "0" }
    let text = (sign && !significant.isEmpty ? "-" : "") + (significant.isEmpty ? "0" : String(significant))
    return Int(text).map { .integer($0) } ?? .decimal(Document.Decimal(checkedText: text))
  }

  /// What `int()` says of a word that is none.
  static func integerMessage(_ word: String) -> String { "invalid literal for int() with base 10: \(quoted(word))" }

  static func decimal(_ word: String) -> Document? {
    let text = trimmed(word)
    guard let first = text.utf8.first, first != UInt8(ascii: "_"), !text.contains("__"), !text.hasSuffix("_"),
      text.utf8.allSatisfy({ "0123456789+-.eE_".utf8.contains($0) }),
      let value = Double(text.filter { $0 != "_" }), value.isFinite
    else { return nil }
    return .decimal(Document.Decimal(value))
  }

  static func decimalMessage(_ word: String) -> String { "could not convert string to float: \(quoted(word))" }

  private static func wholeNumber(_ text: Substring) -> (isNegative: Bool, digits: String)? {
    var rest = text
    var isNegative = false
    if let sign = rest.first, sign == "-" || sign == "+" {
      isNegative = sign == "-"
      rest = rest.dropFirst()
    }
    let groups = rest.split(separator: "_", omittingEmptySubsequences: false)
    guard groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
    return (isNegative, groups.joined())
  }

  private static func trimmed(_ word: String) -> Substring {
    var text = Substring(word)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
