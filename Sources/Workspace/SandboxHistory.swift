/// Reading a sandbox's past, and going back in it.
///
/// In: entries' ordinals. Out: entries, or the world as it was. Going back moves the head and deletes nothing.
import Cloud
import CloudAPI
import SimulationKit

/// What an undo took back.
package struct Undone: Sendable {
  /// The entries that are no longer the head's ancestors, oldest first; the first is the change itself.
  package let entries: [Entry]
  /// The simulated instant after it.
  package let now: Instant
}

extension Sandbox {
  /// The head's ancestors and the head, oldest first; only those after `id` where it is given.
  package func entries(since id: EntryID? = nil) -> [Entry] { journal.branch(after: id) }

  /// Every entry of every branch, in the order in which they were made.
  package func allEntries() -> [Entry] { journal.entries }

  package func entry(_ id: EntryID) -> Entry? { journal[id] }

  /// So long that opening it takes noticeable time: the shell offers to begin anew.
  package var isLong: Bool { journal.entries.count > 100_000 }

  /// Answers a read-only request without writing anything down and without costing time, as lesson checks do.
  ///
  /// - Throws: `notReadOnly`.
  package func look(_ request: ServiceRequest) throws(WorkspaceError) -> ServiceReply {
    guard CloudAPI.isReadOnly(service: request.service, operation: request.operation) else {
      throw .notReadOnly(service: request.service, operation: request.operation)
    }
    var copy = world
    return CloudAPI.perform(request, on: &copy, cause: .command(journal.nextID))
  }

  /// Whether an undo of this entry is this shell's to make: it made it, or a shell did before this one came.
  private func isOwn(_ entry: Entry) -> Bool {
    ownChanges.contains(entry.id) || (entry.origin.kind == .shell && entry.id <= openedAfter)
  }

  /// Takes back this shell's last change and what followed it.
  ///
  /// - Parameter boundary: no entry up to this one is taken back (where a lesson's step began).
  /// - Throws: `nothingToUndo`, `undoBeforeBoundary`, `undoBlocked` where another client's change came after.
  @discardableResult
  package func undo(notBefore boundary: EntryID? = nil) throws(WorkspaceError) -> Undone {
    try change { db in
      let branch = self.journal.branch(after: nil)
      guard let place = branch.lastIndex(where: \.isChange), place > 0 else { throw WorkspaceError.nothingToUndo }
      let last = branch[place]
      if let boundary, last.id <= boundary {
        let hasOwn = branch.contains { $0.isChange && $0.origin.kind == .shell && self.isOwn($0) }
        throw hasOwn ? WorkspaceError.undoBeforeBoundary : .nothingToUndo
      }
      guard self.isOwn(last) else {
        throw WorkspaceError.undoBlocked(client: last.origin.description, typed: last.typed, at: last.instant)
      }
      self.journal.undone.append(self.head)
      try self.moveHead(along: branch[..<place].map(\.id), db)
      return Undone(entries: Array(branch[place...]), now: self.world.now)
    }
  }

  /// Returns to where the last undo left, unless something was changed since.
  ///
  /// - Returns: the entries that are the head's ancestors again, oldest first.
  @discardableResult
  package func redo() throws(WorkspaceError) -> [Entry] {
    try change { db in
      guard let target = self.journal.undone.popLast(), let path = self.journal.path(to: target) else {
        throw WorkspaceError.nothingToRedo
      }
      let before = Set(self.journal.path)
      try self.moveHead(along: path, db)
      return path.filter { !before.contains($0) }.compactMap { self.journal[$0] }
    }
  }

  /// Makes `id` the head again: the world is as it was after that entry, on whatever branch it is. It is no undo, so
  /// redo does not take it back.
  ///
  /// - Throws: `unknownEntry`.
  package func goTo(_ id: EntryID) throws(WorkspaceError) {
    try change { db in
      guard let path = self.journal.path(to: id) else { throw WorkspaceError.unknownEntry(id) }
      self.journal.undone = []
      try self.moveHead(along: path, db)
    }
  }

  /// Goes through the head's ancestors after `id` once more, on a copy: `observe` sees the world after each request and
  /// after each change that fell due, `visit` after each entry with the time that passed after it.
  ///
  /// - Parameter kept: the world as it was after `id`, where the caller has kept it; it need not be made again then.
  /// - Throws: `unknownEntry` where `id` is none of the head's ancestors.
  package func walk(
    after id: EntryID, from kept: World? = nil, observe: AdvanceObserver? = nil,
    visit: (Entry, borrowing World) -> AdvanceDecision
  ) throws(WorkspaceError) {
    guard let place = journal.path.firstIndex(of: id) else { throw WorkspaceError.unknownEntry(id) }
    var past = if let kept { kept } else { try world(after: Array(journal.path[...place])) }
    for step in journal.path[(place + 1)...] {
      guard let entry = journal[step] else { continue }
      _ = Engine.replay(entry, on: &past, observe: observe)
      if visit(entry, past) == .stop { return }
    }
  }

  /// A copy in memory alone of the world as it was after `id`, one of the head's ancestors or any other entry.
  ///
  /// - Throws: `unknownEntry`.
  package func fork(at id: EntryID) throws(WorkspaceError) -> Sandbox {
    let copy = fork()
    try copy.goTo(id)
    return copy
  }
}
