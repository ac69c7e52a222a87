/// The words behind a fence or in a step's braces: `yaml check`, `sh attempt id=x`, `{#create kind=do}`.
///
/// In: one line. Out: words, and attributes in order; values may stand in double quotes. Reports what it cannot read
/// as a sentence. Source: lesson format, sections 1.2 and 2.
struct AttributeList {
  struct Attribute {
    let name: String
    let value: String
  }
  var words: [String] = []
  var attributes: [Attribute] = []
  /// The first thing that could not be read.
  var problem: String?

  init(_ text: Substring) {
    var rest = text.drop(while: \.isWhitespace)
    while !rest.isEmpty {
      let word = rest.prefix { !$0.isWhitespace && $0 != "=" }
      rest = rest.dropFirst(word.count)
      guard rest.first == "=", !word.isEmpty else {
        words.append(String(rest.first == "=" ? "=" : word))
        if rest.first == "=" { rest = rest.dropFirst() }
        rest = rest.drop(while: \.isWhitespace)
        continue
      }
      rest = rest.dropFirst()
      attributes.append(Attribute(name: String(word), value: value(from: &rest, of: word)))
      rest = rest.drop(while: \.isWhitespace)
    }
  }

  subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// The first attribute that is not known, or is there twice.
  func unknown(among known: [String]) -> String? {
    var seen: Set<String> = []
    for attribute in attributes {
      if !known.contains(attribute.name) {
        return "unknown attribute `\(attribute.name)`" + NearestWord.question(attribute.name, among: known)
      }
      if !seen.insert(attribute.name).inserted { return "the attribute `\(attribute.name)` is there twice; keep one" }
    }
    return nil
  }

  private mutating func value(from rest: inout Substring, of name: Substring) -> String {
    guard rest.first == "\"" else {
      let value = rest.prefix { !$0.isWhitespace }
      rest = rest.dropFirst(value.count)
      return String(value)
    }
    let quoted = rest.dropFirst()
    guard let end = quoted.firstIndex(of: "\"") else {
      problem = problem ?? "the value of `\(name)` has no closing quote"
      rest = ""
      return String(quoted)
    }
    rest = quoted[quoted.index(after: end)...]
    return String(quoted[..<end])
  }
}

/// A fence's info string that names a directive.
struct FenceInfo {
  let language: String
  let list: AttributeList
  /// The second word; nil for a fence that is only shown.
  var directive: String? { list.words.first }

  /// - Parameter line: the source line that opens the fence.
  init(line: Substring) {
    let info = line.drop { $0 == " " }.drop { $0 == "`" || $0 == "~" }
    let words = info.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    language = words.first.map(String.init) ?? ""
    list = AttributeList(words.count > 1 ? words[1] : "")
  }
}
