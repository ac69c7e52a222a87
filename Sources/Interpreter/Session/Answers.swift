/// The last answers to each command, for `diff last` and for output that is folded to what changed.
///
/// In: commands as typed, with what they printed. Out: the two last answers to the newest command. Keeps at most 40
/// commands, and no answer beyond 256 KiB.
struct Answers {
  private struct Known {
    let command: String
    var before: String?
    var latest: String
  }
  private var known: [Known] = []
  private static let most = 40
  private static let mostBytes = 256 << 10

  mutating func take(_ command: String, _ answer: String) {
    guard answer.utf8.count <= Self.mostBytes else { return }
    var entry = Known(command: command, before: nil, latest: answer)
    if let index = known.firstIndex(where: { $0.command == command }) {
      entry.before = known.remove(at: index).latest
    }
    known.append(entry)
    if known.count > Self.most { known.removeFirst() }
  }

  /// Of the command that was run last; nil where that was its first time.
  var lastTwo: (command: String, before: String, after: String)? {
    guard let last = known.last, let before = last.before else { return nil }
    return (last.command, before, last.latest)
  }
}
