/// Carrying out the entries of another journal, one by one: how a receipt is played again.
///
/// In: an entry. Out: the entry that came of it here, for comparison. Costs no more work than it is given.
import Cloud
import SimulationKit

/// How many changes of a world a replay may still carry out.
package struct ReplayBudget: Sendable {
  package private(set) var changesLeft: Int
  package init(changes: Int) { changesLeft = changes }
  package var isSpent: Bool { changesLeft <= 0 }
  fileprivate mutating func spend() { changesLeft -= 1 }
}

extension Sandbox {
  /// Carries out `entry` as the next one after the head; files come into the journal alone.
  ///
  /// - Throws: what the entry's own way of coming about throws.
  package func reenact(_ entry: Entry, budget: inout ReplayBudget) throws(WorkspaceError) -> Entry? {
    var left = budget
    let count: AdvanceObserver = { _, _ in
      left.spend()
      return left.isSpent ? .stop : .goOn
    }
    defer { budget = left }
    switch entry.kind {
    case .beginning(_, let seed): try reset(seed: seed)
    case .request(let request, _, _):
      return try perform(request, typed: entry.typed, origin: entry.origin, pace: entry.pace, observing: count).entry
    case .advance(let target, _):
      return try advance(to: target, typed: entry.typed, origin: entry.origin, observing: count).entry
    case .fault(let fault): return try inject(fault, typed: entry.typed, origin: entry.origin).entry
    case .refusal, .move, .file: return try write(entry.kind, typed: entry.typed, origin: entry.origin)
    }
    return self.entry(head)
  }
}
