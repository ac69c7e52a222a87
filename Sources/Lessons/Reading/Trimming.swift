/// White space at the ends of a text means nothing in a lesson.
///
/// In: a text. Out: the same without white space and line ends at both ends.
extension String {
  var trimmed: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
