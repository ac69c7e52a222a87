/// A CloudWatch filter pattern, as far as it is made of terms.
///
/// In: a pattern's text. Out: whether a line matches. Terms: `term` and `"a phrase"` must all stand in the line, `-term`
/// must not, of `?term`s one must; beside other terms those with `?` count for nothing. Case matters, and a term may be
/// part of a word. JSON (`{…}`), columns (`[…]`) and regular expressions (`%…%`) are refused.
/// Source: CloudWatch Logs User Guide, "Filter pattern syntax", unstructured log events.

package struct FilterPattern: Hashable, Sendable {
  private var required: [String] = []
  private var excluded: [String] = []
  private var optional: [String] = []

  package init(_ text: String) throws(ServiceFailure) {
    let trimmed = text.drop { $0.isWhitespace }
    switch trimmed.first {
    case "{": throw .notSimulated("A filter pattern for JSON ({ $.field = … })")
    case "[": throw .notSimulated("A filter pattern for columns ([a, b, …])")
    default: break
    }
    var rest = trimmed
    while !rest.isEmpty {
      let sign = rest.first.flatMap { "-?".contains($0) ? $0 : nil }
      if sign != nil { rest = rest.dropFirst() }
      let term = try Self.term(&rest)
      switch sign {
      case "-": excluded.append(term)
      case "?": optional.append(term)
      default: required.append(term)
      }
      rest = rest.drop { $0.isWhitespace }
    }
  }

  private static func term(_ rest: inout Substring) throws(ServiceFailure) -> String {
    guard rest.first == "\"" else {
      let word = rest.prefix { !$0.isWhitespace }
      rest = rest.dropFirst(word.count)
      if word.hasPrefix("%") { throw .notSimulated("A filter pattern with a regular expression (%…%)") }
      guard !word.isEmpty, word.unicodeScalars.allSatisfy(isPlain) else {
        throw .invalidParameter(
          "Invalid character(s) in term '\(word)'",
          why: "A term of more than letters, digits and _ stands in double quotes: '\"\(word)\"'.")
      }
      return String(word)
    }
    var term = ""
    rest = rest.dropFirst()
    while let character = rest.popFirst() {
      if character == "\"" { return term }
      if character == "\\", let next = rest.popFirst() { term.append(next) } else { term.append(character) }
    }
    throw .invalidParameter("Invalid filter pattern", why: "A double quote opens a phrase that is never closed.")
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  package func matches(_ line: String) -> Bool {
    guard required.allSatisfy(line.holds), !excluded.contains(where: line.holds) else { return false }
    return optional.isEmpty || !required.isEmpty || !excluded.isEmpty || optional.contains(where: line.holds)
  }
}

extension String {
  /// True where the bytes of `term` stand somewhere in this text.
  fileprivate func holds(_ term: String) -> Bool {
    let (text, term) = (Array(utf8), Array(term.utf8))
    guard let first = term.first, term.count <= text.count else { return term.isEmpty }
    return (0...(text.count - term.count)).contains { start in
      text[start] == first && text[start..<start + term.count].elementsEqual(term)
    }
  }
}
