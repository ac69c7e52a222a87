/// The shape of ids: they are forever, so they are plain.
///
/// In: text. Out: whether it is an id, and the sentence for one that is not. Source: lesson format, sections 1.6 and 7.
enum Identifier {
  static func isKebabCase(_ text: String) -> Bool {
    guard text.utf8.count <= 64, let first = text.utf8.first, isLetter(first) else { return false }
    return text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { word in
      !word.isEmpty && word.utf8.allSatisfy { isLetter($0) || isDigit($0) }
    }
  }

  /// Choices are what a learner types after `answer`, so a number may stand for itself.
  static func isChoice(_ text: String) -> Bool {
    isKebabCase(text) || (1...9).contains(text.utf8.count) && text.utf8.allSatisfy(isDigit)
  }

  static func message(_ what: String, _ text: String) -> String {
    "\(what) is lower-case words joined by hyphens, such as two-running, not '\(text.prefix(80))'"
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

/// Small helps for sentences in messages.
enum Prose {
  /// `a, b or c`.
  static func alternatives(_ words: [String]) -> String { joined(words, "or") }
  /// `a, b and c`.
  static func list(_ words: [String]) -> String { joined(words, "and") }

  private static func joined(_ words: [String], _ conjunction: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
  }
}
