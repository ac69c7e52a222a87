/// What is wrong with a text, and where: the only error that reading a line gives.
///
/// In: what the parser found. Out: a sentence with its place. Holds at most a few words of what was typed.
package struct GrammarError: Error, Hashable, Sendable {
  /// In bytes from the start of the text.
  package let offset: Int
  /// From 1, in characters of its line.
  package let column: Int
  /// From 1.
  package let line: Int
  package let message: String
  /// True where more input could complete the text (an open quote, a trailing backslash).
  package let isIncomplete: Bool

  /// At most 40 characters of what was typed, for a message.
  package static func shown(_ text: some StringProtocol) -> String {
    let start = text.prefix(41)
    return start.count > 40 ? start.prefix(40) + "…" : String(start)
  }
}
