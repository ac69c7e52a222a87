/// The nearest known text to a mistyped one, by edits (Levenshtein with transpositions).
///
/// In: a text, candidates. Out: the nearest candidate, the first of several. Looks at 40 characters at most.
enum NearestText {
  /// nil where nothing is near: more than a third of the characters, or more than three, differ.
  static func to(_ text: String, among candidates: [String]) -> String? {
    guard text.utf8.count <= 160 else { return nil }
    let wanted = Array(text.lowercased())
    guard wanted.count >= 2, wanted.count <= 40 else { return nil }
    let limit = min(3, max(1, wanted.count / 3))
    var best: (text: String, distance: Int)?
    for candidate in candidates {
      let other = Array(candidate)
      guard abs(other.count - wanted.count) <= limit else { continue }
      let distance = edits(wanted, other)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.text
  }

  private static func edits(_ left: [Character], _ right: [Character]) -> Int {
    var previous: [Int] = []
    var row = Array(0...right.count)
    for i in left.indices {
      var next = [i + 1]
      for j in right.indices {
        var cost = min(row[j] + (left[i] == right[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { cost = min(cost, previous[j - 1] + 1) }
        next.append(cost)
      }
      previous = row
      row = next
    }
    return row[right.count]
  }
}
