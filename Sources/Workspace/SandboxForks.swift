/// Forks with names of their own: found again, and taken over by the sandbox that they come from.
///
/// In: names, a fork. Out: sandboxes; entries in this sandbox's journal. Deletes nothing.
import SimulationKit

extension Sandbox {
  /// Another sandbox of the same store and profile; nil where there is none of that name.
  package func sibling(named other: String) throws(WorkspaceError) -> Sandbox? {
    guard let store, try Sandbox.names(in: store, profile: profile).contains(other) else { return nil }
    return try Sandbox.open(SandboxOptions(name: other, profile: profile, client: client), in: store)
  }

  /// The names after `NAME/` of the sandboxes that are called so, in alphabetical order.
  package func forkNames() throws(WorkspaceError) -> [String] {
    guard let store else { return [] }
    let prefix = name + "/"
    return try Sandbox.names(in: store, profile: profile).filter { $0.hasPrefix(prefix) }.map {
      String($0.dropFirst(prefix.count))
    }
  }

  /// The last entry that both have; nil where they never were one.
  package func lastCommonEntry(with other: Sandbox) -> EntryID? {
    let pairs = zip(entries(), other.entries()).prefix { $0 == $1 }
    return Array(pairs).last?.0.id
  }

  /// Carries out here what was done in `fork` since it left this sandbox, entry by entry.
  ///
  /// - Returns: how many entries were taken over.
  /// - Throws: `forkMovedOn` where this sandbox has other entries since; the store's errors.
  @discardableResult
  package func takeOver(_ fork: Sandbox) throws(WorkspaceError) -> Int {
    try catchUp()
    guard let common = lastCommonEntry(with: fork), common == head else {
      throw .forkMovedOn(fork: fork.name, origin: name)
    }
    let later = fork.entries(since: common)
    for entry in later { try takeOver(entry) }
    return later.count
  }

  private func takeOver(_ entry: Entry) throws(WorkspaceError) {
    switch entry.kind {
    case .beginning: try reset()
    case .request(let request, _, _):
      try perform(request, typed: entry.typed, origin: entry.origin, pace: entry.pace)
    case .advance(let target, _): try advance(to: max(target, now), typed: entry.typed, origin: entry.origin)
    case .fault(let fault): try inject(fault, typed: entry.typed, origin: entry.origin)
    case .refusal(let refusal): try record(refusal, typed: entry.typed, origin: entry.origin)
    case .move(let move): try record(move, typed: entry.typed, origin: entry.origin)
    case .file(let path, let bytes):
      if let bytes {
        try files.write(path, bytes, typed: entry.typed, origin: entry.origin)
      } else {
        try files.remove(path, typed: entry.typed, origin: entry.origin)
      }
    }
  }
}
