/// Finds the word that was probably meant.
///
/// In: a word and the known ones. Out: the nearest, at most a third of its length in edits away (insert, delete,
/// replace, swap neighbours); the first in order among equals. Words beyond 64 characters are not compared.
package enum NearestWord {
  package static func to(_ word: String, among known: [String]) -> String? {
    guard word.count <= 64 else { return nil }
    let letters = Array(word)
    var best: (word: String, distance: Int)?
    for candidate in known where candidate.count <= 64 && candidate != word {
      let distance = edits(letters, Array(candidate))
      let allowed = max(1, min(word.count, candidate.count) / 3)
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  /// ` Did you mean `query`?`, or nothing.
  package static func question(_ word: String, among known: [String]) -> String {
    to(word, among: known).map { ". Did you mean `\($0)`?" } ?? ""
  }

  private static func edits(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
        var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
