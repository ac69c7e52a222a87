/// The lines of this and earlier sessions, and the ways through them.
///
/// In: accepted lines, the room that they belong to. Out: entries by prefix (of the room) or by what they contain (of all).
/// Never changes what was typed.
package final class History {
  /// Oldest first; no entry equals the one before it.
  package private(set) var entries: [String] = []
  /// Those of the room, oldest first: what Up and Down walk through.
  private(set) var own: [String] = []
  private let path: String?
  private let file: HistoryFile?
  private var ownFile: HistoryFile?
  private var room: String?
  private let limit: Int
  private var browsing: Browsing?

  /// A walk with Up and Down: the entries that start with what was typed, and the line to come back to.
  private struct Browsing {
    let prefix: String
    let draft: String
    var index: Int
    var shown: String
  }

  package init(path: String?, limit: Int) {
    self.path = path
    file = path.map(HistoryFile.init)
    self.limit = max(1, limit)
    file?.trim(to: self.limit)
    for entry in file?.entries(limit: self.limit) ?? [] where entry != entries.last { entries.append(entry) }
    own = entries
  }

  /// From now on lines belong to `room` (a sandbox's name); Up and Down bring its lines alone. Searching goes through all.
  package func enter(_ room: String) {
    guard self.room != room else { return }
    self.room = room
    browsing = nil
    let name = room.split(separator: "/").joined(separator: "-").filter { $0.isLetter || $0.isNumber || $0 == "-" }
    ownFile = path.map { HistoryFile(path: "\($0).\(name)") }
    ownFile?.trim(to: limit)
    own = []
    for entry in ownFile?.entries(limit: limit) ?? [] where entry != own.last { own.append(entry) }
  }

  /// Keeps a line that ran, in memory and on disk; blank lines and repetitions are left out.
  package func add(_ line: String) {
    browsing = nil
    guard line.contains(where: { !$0.isWhitespace }) else { return }
    if line != own.last {
      own.append(line)
      if own.count > limit { own.removeFirst(own.count - limit) }
      ownFile?.append(line)
    }
    guard line != entries.last else { return }
    entries.append(line)
    if entries.count > limit { entries.removeFirst(entries.count - limit) }
    file?.append(line)
  }

  /// The newest entry that starts with `text` and is longer: one of the room where it has one.
  package func newest(startingWith text: String) -> String? {
    guard !text.isEmpty else { return nil }
    return own.last { $0.hasPrefix(text) && $0 != text } ?? entries.last { $0.hasPrefix(text) && $0 != text }
  }

  /// The entry before the one shown that starts with what was typed; nil when there is none.
  func older(current: String, prefix: String) -> String? {
    var state = self.browsing(from: current, prefix: prefix)
    guard let index = own[..<state.index].lastIndex(where: { $0.hasPrefix(state.prefix) && $0 != state.shown })
    else { return nil }
    state.index = index
    state.shown = own[index]
    browsing = state
    return state.shown
  }

  /// The entry after the one shown, and at the end what was typed before the walk; nil when not walking.
  func newer(current: String) -> String? {
    guard var state = browsing, state.shown == current else { return nil }
    let next = own[(state.index + 1)...].firstIndex { $0.hasPrefix(state.prefix) && $0 != state.shown }
    guard let next else {
      browsing = nil
      return state.draft
    }
    state.index = next
    state.shown = own[next]
    browsing = state
    return state.shown
  }

  /// Whether `current` is what the last Up or Down brought.
  func isBrowsing(_ current: String) -> Bool { browsing?.shown == current }

  /// The newest entry before `index` that contains `pattern`.
  func lastMatch(of pattern: String, before index: Int) -> Int? {
    guard !pattern.isEmpty else { return nil }
    return entries[..<max(0, min(index, entries.count))].lastIndex { $0.contains(pattern) }
  }

  /// The oldest entry after `index` that contains `pattern`.
  func firstMatch(of pattern: String, after index: Int) -> Int? {
    guard !pattern.isEmpty, index + 1 < entries.count else { return nil }
    return entries[max(0, index + 1)...].firstIndex { $0.contains(pattern) }
  }

  private func browsing(from current: String, prefix: String) -> Browsing {
    if let browsing, browsing.shown == current { return browsing }
    return Browsing(prefix: prefix, draft: current, index: own.count, shown: current)
  }
}
