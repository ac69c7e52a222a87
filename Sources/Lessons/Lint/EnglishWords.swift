/// Looks at English prose by words and sentences.
///
/// In: text or inline Markdown. Out: words, sentences, phrases. Inline code counts as one word and is never read.
enum EnglishWords {
  /// Words in lower case without punctuation, for looking up.
  static func lowercased(_ text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "-" || $0 == "/") }.map(String.init)
  }

  static func contains(_ words: [String], _ phrase: [String]) -> Bool {
    words.indices.contains { words[$0...].starts(with: phrase) }
  }

  /// Words as written, punctuation attached; code stands as `‹code›`, glued to the punctuation around it.
  static func words(in content: [MarkdownInline]) -> [String] {
    flat(content).split(whereSeparator: \.isWhitespace).map(String.init).filter {
      $0.contains { $0.isLetter || $0.isNumber }
    }
  }

  private static func flat(_ content: [MarkdownInline]) -> String {
    content.map { inline in
      switch inline {
      case .text(let text): text
      case .code: "‹code›"
      case .emphasis(let inner), .strong(let inner), .link(_, let inner): flat(inner)
      case .softBreak, .lineBreak: " "
      }
    }.joined()
  }

  /// A sentence ends with a word that ends in `.`, `!` or `?`, quotes and brackets aside.
  static func sentences(of words: [String]) -> [ArraySlice<String>] {
    var sentences: [ArraySlice<String>] = []
    var start = words.startIndex
    for index in words.indices where endsSentence(words[index]) {
      sentences.append(words[start...index])
      start = index + 1
    }
    if start < words.endIndex { sentences.append(words[start...]) }
    return sentences
  }

  private static func endsSentence(_ word: String) -> Bool {
    let bare = word.reversed().drop { "\"')]*_”’".contains($0) }
    return bare.first.map { ".!?".contains($0) } ?? false
  }

  private static let colours: Set<String> = [
    "red", "green", "blue", "yellow", "orange", "purple", "pink", "grey", "gray", "brown", "cyan", "magenta",
  ]
  private static let showing: Set<String> = [
    "shown", "marked", "drawn", "printed", "painted", "highlighted", "coloured", "colored", "displayed",
  ]
  private static let shapes: Set<String> = [
    "box", "boxes", "line", "lines", "arrow", "arrows", "row", "rows", "mark", "marks", "dot", "dots", "cell", "cells",
    "bar", "bars", "letters", "text",
  ]

  /// `shown in red`, `the green box`; not `blue/green` or `the green tasks`, which are words of the trade.
  static func colourReference(in text: String) -> String? {
    let words = lowercased(text)
    for (index, word) in words.enumerated() where colours.contains(word) {
      if index + 1 < words.count, shapes.contains(words[index + 1]) { return "\(word) \(words[index + 1])" }
      if index >= 1, showing.contains(words[index - 1]) { return "\(words[index - 1]) \(word)" }
      if index >= 2, words[index - 1] == "in", showing.contains(words[index - 2]) {
        return "\(words[index - 2]) in \(word)"
      }
    }
    return nil
  }

  /// `aws ecs …` or an option in text that is no code.
  static func commandOutsideBackticks(in content: [MarkdownInline]) -> String? {
    let words = words(in: content)
    for (index, word) in words.enumerated() {
      if isOption(word) { return word }
      guard word == "aws", index + 1 < words.count else { continue }
      let isOperation = index + 2 < words.count && words[index + 2].contains("-")
      if words[index + 1] == "ecs" || isOperation {
        return words[index...].prefix(3).joined(separator: " ")
      }
    }
    return nil
  }

  private static func isOption(_ word: String) -> Bool {
    guard word.hasPrefix("--"), let letter = word.dropFirst(2).first else { return false }
    return letter.isASCII && letter.isLowercase
  }
}
