/// Texts with wildcards, as policies and filters write them.
///
/// In: a text and a pattern in which `*` stands for any text and `?` for one character (of one byte). Out: whether the
/// whole text matches. Cost: at most text times pattern, whatever the number of stars.
/// Source: IAM User Guide, "IAM JSON policy elements: Action"; EC2 User Guide, "List and filter your resources".

package enum Wildcards {
  package static func matches(_ text: some StringProtocol, pattern: some StringProtocol) -> Bool {
    var (text, pattern) = (Array(text.utf8)[...], Array(pattern.utf8)[...])
    // Where to take up again: behind the last star, one character later each time.
    var resume: (text: ArraySlice<UInt8>, pattern: ArraySlice<UInt8>)?
    while !text.isEmpty {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        resume = (text, pattern)
      } else if let next = pattern.first, next == UInt8(ascii: "?") || next == text.first {
        (text, pattern) = (text.dropFirst(), pattern.dropFirst())
      } else if let last = resume {
        resume = (last.text.dropFirst(), last.pattern)
        (text, pattern) = (last.text.dropFirst(), last.pattern)
      } else {
        return false
      }
    }
    return pattern.allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
