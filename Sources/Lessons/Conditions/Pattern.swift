import CPCRE2

/// A regular expression in a lesson, `/steady state/i`, that can neither hang nor exhaust memory.
///
/// In: text between slashes with the flags `i` (case), `m` (lines), `s` (dot matches line ends), `x` (spaces).
/// Out: whether it is found anywhere in a text. Compiled once, matched with limits on work, depth and memory: what
/// needs more is refused as an error. Never captures or replaces.
/// Source: lesson format, sections 1.5 and 4; pcre2api(3), "Setting match resource limits".
package final class Pattern: Sendable {
  /// As written, slashes and flags included.
  package let text: String
  // An immutable compiled program: PCRE2 only reads it while matching.
  private nonisolated(unsafe) let program: UnsafeMutableRawPointer

  package static let longestPatternBytes = 1000
  package static let longestSubjectBytes = 256 * 1024
  private static let matchLimit: UInt32 = 200_000
  private static let depthLimit: UInt32 = 2000
  private static let heapLimitKibibytes: UInt32 = 8 * 1024
  private static let parenthesesNestingLimit: UInt32 = 50

  /// True for `/…/` with nothing but flags after the last slash; other texts are meant literally.
  package static func isPattern(_ text: String) -> Bool { parts(of: text) != nil }

  /// - Parameter text: with its slashes and flags.
  package init(_ text: String) throws(PatternError) {
    guard let (body, flags) = Pattern.parts(of: text) else { throw .notBetweenSlashes(text) }
    guard !body.isEmpty else { throw .doesNotCompile(text, reason: "it is empty", offset: 0) }
    guard body.utf8.count <= Pattern.longestPatternBytes else { throw .tooLong(text.prefix(40) + "…") }
    var options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C
    for flag in flags { options |= Pattern.option(for: flag) ?? 0 }
    var code: Int32 = 0
    var offset = 0
    let bytes = Array(body.utf8)
    let compiled = drydock_pcre2_compile(
      bytes, bytes.count, options, Pattern.longestPatternBytes, Pattern.parenthesesNestingLimit, &code, &offset)
    guard let compiled else { throw .doesNotCompile(text, reason: Pattern.words(for: code), offset: offset) }
    self.text = text
    program = compiled
  }

  deinit { drydock_pcre2_free(program) }

  /// - Throws: `PatternError.limitReached` where matching needs more than its share of work, depth or memory;
  ///   `PatternError.subjectTooLong` beyond 256 KiB.
  package func matches(_ subject: String) throws(PatternError) -> Bool {
    let bytes = Array(subject.utf8)
    guard bytes.count <= Pattern.longestSubjectBytes else { throw .subjectTooLong(text) }
    let result = drydock_pcre2_match(
      program, bytes, bytes.count, Pattern.matchLimit, Pattern.depthLimit, Pattern.heapLimitKibibytes)
    if result >= 0 { return true }
    if result == PCRE2_ERROR_NOMATCH { return false }
    throw .limitReached(text)
  }

  private static func parts(of text: String) -> (body: Substring, flags: Substring)? {
    guard text.first == "/", let last = text.lastIndex(of: "/"), last > text.startIndex else { return nil }
    let flags = text[text.index(after: last)...]
    guard flags.allSatisfy({ option(for: $0) != nil }) else { return nil }
    return (text[text.index(after: text.startIndex)..<last], flags)
  }

  private static func option(for flag: Character) -> UInt32? {
    switch flag {
    case "i": PCRE2_CASELESS
    case "m": PCRE2_MULTILINE
    case "s": PCRE2_DOTALL
    case "x": PCRE2_EXTENDED
    default: nil
    }
  }

  private static func words(for code: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = drydock_pcre2_error_message(code, &buffer, buffer.count)
    guard length > 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix(Int(length)), as: UTF8.self)
  }
}

extension Pattern: Hashable {
  package static func == (left: Pattern, right: Pattern) -> Bool { left.text == right.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

package enum PatternError: Error, Hashable, Sendable {
  case notBetweenSlashes(String)
  case tooLong(String)
  /// `offset` counts bytes after the first slash.
  case doesNotCompile(String, reason: String, offset: Int)
  case limitReached(String)
  case subjectTooLong(String)

  package var message: String {
    switch self {
    case .notBetweenSlashes(let text):
      "'\(text)' is no pattern; write it between slashes, with the flags i, m, s or x behind, such as /steady state/i"
    case .tooLong(let text): "the pattern \(text) is longer than \(Pattern.longestPatternBytes) bytes; shorten it"
    case .doesNotCompile(let text, let reason, let offset):
      "the pattern \(text) does not compile: \(reason) (at character \(offset + 1))"
    case .limitReached(let text):
      "the pattern \(text) gave up: it needs too many attempts on this text; avoid nested repeats such as (a+)+"
    case .subjectTooLong(let text):
      "the pattern \(text) was not tried: the text is longer than \(Pattern.longestSubjectBytes / 1024) KiB"
    }
  }
}
