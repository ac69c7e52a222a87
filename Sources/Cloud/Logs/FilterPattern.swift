/// A CloudWatch filter pattern.
///
/// In: a pattern's text. Out: whether a line matches. Terms: `term` and `"a phrase"` must all stand in the line, `-term`
/// must not, of `?term`s one must; beside other terms those with `?` count for nothing. Case matters, and a term may be
/// part of a word. `%…%` is a regular expression, `{…}` a condition on lines of JSON, `[…]` one on columns: these are read
/// in `FilterCondition`. Source: CloudWatch Logs User Guide, "Filter pattern syntax for metric filters, subscription
/// filters, filter log events, and Live Tail".
import Documents

package struct FilterPattern: Hashable, Sendable {
  private enum Kind: Hashable, Sendable {
    case terms(required: [String], excluded: [String], optional: [String])
    case regularExpression(RegularExpression)
    case json(FilterCondition)
    case columns(FilterColumns)
  }
  private let kind: Kind

  package init(_ text: String) throws(ServiceFailure) {
    let trimmed = text.drop { $0.isWhitespace }
    switch trimmed.first {
    case "{":
      var reader = FilterReader(trimmed)
      kind = .json(try reader.json())
    case "[":
      var reader = FilterReader(trimmed)
      kind = .columns(try reader.columns())
    case "%":
      var reader = FilterReader(trimmed)
      kind = .regularExpression(try reader.standalone())
    default: kind = try Self.terms(trimmed)
    }
  }

  private static func terms(_ text: Substring) throws(ServiceFailure) -> Kind {
    var (required, excluded, optional): ([String], [String], [String]) = ([], [], [])
    var rest = text
    while !rest.isEmpty {
      let sign = rest.first.flatMap { "-?".contains($0) ? $0 : nil }
      if sign != nil { rest = rest.dropFirst() }
      let term = try term(&rest)
      switch sign {
      case "-": excluded.append(term)
      case "?": optional.append(term)
      default: required.append(term)
      }
      rest = rest.drop { $0.isWhitespace }
    }
    return .terms(required: required, excluded: excluded, optional: optional)
  }

  private static func term(_ rest: inout Substring) throws(ServiceFailure) -> String {
    guard rest.first == "\"" else {
      let word = rest.prefix { !$0.isWhitespace }
      rest = rest.dropFirst(word.count)
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
    throw .invalidFilterPattern("A double quote opens a phrase that is never closed.")
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  package func matches(_ line: String) -> Bool {
    switch kind {
    case .terms(let required, let excluded, let optional):
      guard required.allSatisfy(line.holds), !excluded.contains(where: line.holds) else { return false }
      return optional.isEmpty || !required.isEmpty || !excluded.isEmpty || optional.contains(where: line.holds)
    case .regularExpression(let expression): return expression.isFound(in: line)
    case .json(let condition):
      guard let document = try? DocumentReader.read(line), document.object != nil else { return false }
      return condition.holds(in: document)
    case .columns(let columns): return columns.match(line)
    }
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

extension ServiceFailure {
  static func invalidFilterPattern(_ why: String) -> ServiceFailure {
    .invalidParameter("Invalid filter pattern", why: why)
  }
}
