/// Why a fault was not injected.
package struct FaultRefusal: Error, Hashable, Sendable {
  /// Names the thing, the rule and the way out; printed as it is.
  package let message: String
  /// A word that may be a slip of one of `candidates`.
  package let mistyped: String?
  package let candidates: [String]

  init(_ message: String, mistyped: String? = nil, candidates: [String] = []) {
    // What was typed is part of it.
    self.message = String(
      String.UnicodeScalarView(message.unicodeScalars.map { FaultArguments.isPlain($0) ? $0 : "?" }))
    self.mistyped = mistyped
    self.candidates = candidates
  }

  /// `there is no KIND 'word'; there is a, b`: the whole list where it is short.
  static func unknown(_ kind: String, _ word: String, among candidates: [String]) -> FaultRefusal {
    let shown = candidates.prefix(12).joined(separator: ", ") + (candidates.count > 12 ? ", ..." : "")
    return FaultRefusal(
      "there is no \(kind) '\(word)' here" + (candidates.isEmpty ? ", nor any other" : "; there is \(shown)"),
      mistyped: word, candidates: candidates)
  }
}
