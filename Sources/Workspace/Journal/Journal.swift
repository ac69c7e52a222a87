/// The journal of one sandbox as a tree: every entry of every branch, and the path to the head.
///
/// In: entries in order of their ordinals. Out: the head's ancestors, all entries, where undo would go. A value; nothing
/// is ever taken out of it, but for what could not be written down.
struct Journal: Sendable {
  /// By ascending ordinal; a fork keeps its origin's ordinals, so there may be gaps.
  private(set) var entries: [Entry] = []
  /// From the beginning to the head.
  private(set) var path: [EntryID] = []
  /// Heads that undo has left, the last one last.
  var undone: [EntryID] = []

  var head: EntryID { path.last ?? 0 }
  /// The ordinal that the next entry gets.
  var nextID: EntryID { (entries.last?.id ?? 0) + 1 }

  subscript(id: EntryID) -> Entry? {
    guard let index = index(of: id) else { return nil }
    return entries[index]
  }

  /// The head's ancestors and the head, oldest first; only those after `id` where it is given.
  func branch(after id: EntryID?) -> [Entry] {
    let first = id.map { wanted in path.partitioningIndex { $0 > wanted } } ?? 0
    return path[first...].compactMap { self[$0] }
  }

  /// A new entry that becomes head. A change makes what was undone unreachable for redo.
  mutating func append(_ entry: Entry) {
    learn(entry)
    if entry.parent == nil { path = [] }
    path.append(entry.id)
    if entry.isChange || entry.parent == nil { undone = [] }
  }

  /// An entry that somebody else has made; the head stays.
  mutating func learn(_ entry: Entry) {
    if let last = entries.last, last.id >= entry.id { return }
    entries.append(entry)
  }

  /// The path that ends at `id`; nil where an entry on it is not known.
  func path(to id: EntryID) -> [EntryID]? {
    var result: [EntryID] = []
    var next: EntryID? = id
    while let step = next {
      guard let entry = self[step], entry.parent.map({ $0 < step }) ?? true else { return nil }
      result.append(step)
      next = entry.parent
    }
    return result.reversed()
  }

  /// - Parameter path: ends at the new head.
  mutating func setPath(_ path: [EntryID]) { self.path = path }

  /// Where the journal stood. Not a copy of it: that would make the next entry copy every entry before it.
  struct Mark {
    fileprivate let entryCount: Int
    fileprivate let path: [EntryID]
    fileprivate let undone: [EntryID]
    var isEmpty: Bool { path.isEmpty }
  }

  var mark: Mark { Mark(entryCount: entries.count, path: path, undone: undone) }

  /// Forgets what came after `mark`, which was never written down.
  mutating func goBack(to mark: Mark) {
    entries.removeLast(max(0, entries.count - mark.entryCount))
    path = mark.path
    undone = mark.undone
  }

  private func index(of id: EntryID) -> Int? {
    let index = entries.partitioningIndex { $0.id >= id }
    return index < entries.count && entries[index].id == id ? index : nil
  }
}

extension Array {
  /// The first index whose element, and every later one, satisfies `predicate`; by halving.
  func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
