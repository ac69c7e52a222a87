/// Finds the words that a mistyped one was meant to be.
///
/// In: a word and the words that exist. Out: at most three, best first. Rules: Python's `difflib.get_close_matches` with
/// the cutoff 0.8 that the AWS CLI uses (twice the characters in matching blocks over the characters of both words).

package enum CloseMatches {
  static let cutoff = 0.8
  /// No name is longer; a longer word is not compared.
  private static let maximumLength = 128

  package static func of(_ word: String, among candidates: [String], count: Int = 3, cutoff: Double = cutoff)
    -> [String]
  {
    let target = Array(word.unicodeScalars)
    guard target.count <= maximumLength else { return [] }
    var scored: [(ratio: Double, word: String)] = []
    for candidate in candidates {
      let other = Array(candidate.unicodeScalars)
      let total = other.count + target.count
      guard total > 0, Double(2 * min(other.count, target.count)) / Double(total) >= cutoff else { continue }
      let ratio = Double(2 * matching(other[...], target[...])) / Double(total)
      if ratio >= cutoff { scored.append((ratio, candidate)) }
    }
    scored.sort { left, right in
      if left.ratio != right.ratio { return left.ratio > right.ratio }
      return right.word.unicodeScalars.lexicographicallyPrecedes(left.word.unicodeScalars)
    }
    return scored.prefix(count).map(\.word)
  }

  /// Characters in the longest common block, and in those left and right of it.
  private static func matching(_ first: ArraySlice<Unicode.Scalar>, _ second: ArraySlice<Unicode.Scalar>) -> Int {
    guard !first.isEmpty, !second.isEmpty else { return 0 }
    var best = (length: 0, first: first.startIndex, second: second.startIndex)
    var lengths = [Int](repeating: 0, count: second.count + 1)
    for index in first.indices {
      var row = [Int](repeating: 0, count: second.count + 1)
      for (offset, scalar) in second.enumerated() where scalar == first[index] {
        let length = lengths[offset] + 1
        row[offset + 1] = length
        if length > best.length {
          best = (length, index - length + 1, second.startIndex + offset - length + 1)
        }
      }
      lengths = row
    }
    guard best.length > 0 else { return 0 }
    return best.length + matching(first[..<best.first], second[..<best.second])
      + matching(first[(best.first + best.length)...], second[(best.second + best.length)...])
  }
}
