/// Everything that changes a sandbox: requests, time, faults, and what is only written down.
///
/// In: what is to be done, the typed line and its origin. Out: the result with its journal entry, on the disk.
import Cloud
import CloudAPI
import SimulationKit

extension Sandbox {
  /// Carries out a request, writes it down with the time that passes after it, and answers when both are on the disk.
  ///
  /// - Parameters:
  ///   - typed: the line for display.
  ///   - pace: simulated time that passes after the reply, in the same entry.
  ///   - tokens: members to be filled in by a UUID where they are absent (`clientToken`), from a stream of their own.
  ///   - observing: sees each change that falls due during `pace`; its answer stops nothing here.
  @discardableResult
  package func perform(
    _ request: ServiceRequest, typed: String, origin: Origin, pace: Duration = .zero, tokens: [String] = [],
    observing: AdvanceObserver? = nil
  ) throws(WorkspaceError) -> Performed {
    let isReadOnly = CloudAPI.isReadOnly(service: request.service, operation: request.operation)
    return try change { db in
      let others = self.entriesOfOthers
      let id = self.journal.nextID
      let started = self.world.now
      var request = request
      self.fillIn(tokens, of: &request)
      let firstEvent = self.world.eventLog.nextNumber
      let raw = Engine.perform(request, isReadOnly: isReadOnly, as: id, on: &self.world)
      let reply = CloudAPI.asClientsShow(raw, to: request)
      let firstLater = self.world.eventLog.nextNumber
      self.pass(pace, observing: observing)
      let entry = self.entry(
        .request(request, outcome: Outcome(reply), isReadOnly: isReadOnly), at: started, pace: pace, origin: origin,
        typed: typed, digest: Digest.of(reply))
      try self.append(entry, db)
      let log = self.world.eventLog
      return Performed(
        reply: reply, raw: raw, entry: entry,
        events: Array(log.records(from: firstEvent).prefix { $0.number < firstLater }),
        laterEvents: Array(log.records(from: firstLater)), others: others)
    }
  }

  /// Lets time pass until `target`, at most 30 days and 5 million changes.
  ///
  /// - Parameter observing: sees each change that falls due, with the world as it then is, and may stop. It must not
  ///   use the sandbox.
  /// - Throws: `advanceTooLong`, `advanceBackwards`, the store's errors.
  @discardableResult
  package func advance(
    to target: Instant, typed: String = "", origin: Origin, observing: AdvanceObserver? = nil
  ) throws(WorkspaceError) -> Advanced {
    try change { db in
      let started = self.world.now
      guard target >= started else { throw WorkspaceError.advanceBackwards(to: target, now: started) }
      guard target - started <= Engine.longestAdvance else { throw WorkspaceError.advanceTooLong }
      let others = self.entriesOfOthers
      let firstEvent = self.world.eventLog.nextNumber
      // On a copy, so that an observer that looks at the sandbox sees it as it was.
      var moving = self.world
      let advanced = Engine.advance(&moving, to: target, observe: observing)
      self.world = moving
      let entry = self.entry(
        advanced.kind, at: started, origin: origin, typed: typed, digest: Digest.ofTime(in: moving))
      try self.append(entry, db)
      return Advanced(
        outcome: advanced.outcome, entry: entry, events: Array(moving.eventLog.records(from: firstEvent)),
        others: others)
    }
  }

  /// - Throws: `fault` where this world knows no such fault, or its arguments are wrong.
  @discardableResult
  package func inject(_ fault: Fault, typed: String = "", origin: Origin) throws(WorkspaceError) -> Performed {
    try change { db in
      let others = self.entriesOfOthers
      let firstEvent = self.world.eventLog.nextNumber
      try Engine.inject(fault, as: self.journal.nextID, on: &self.world)
      let entry = self.entry(
        .fault(fault), at: self.world.now, origin: origin, typed: typed, digest: Digest.ofTime(in: self.world))
      try self.append(entry, db)
      return Performed(
        reply: .success([:]), raw: .success([:]), entry: entry,
        events: Array(self.world.eventLog.records(from: firstEvent)), laterEvents: [], others: others)
    }
  }

  /// Writes down a command that was refused before it reached the service.
  @discardableResult
  package func record(_ refusal: Refusal, typed: String, origin: Origin) throws(WorkspaceError) -> Entry {
    try write(.refusal(refusal), typed: typed, origin: origin)
  }

  @discardableResult
  package func record(_ move: LessonMove, typed: String = "", origin: Origin) throws(WorkspaceError) -> Entry {
    try write(.move(move), typed: typed, origin: origin)
  }

  /// Begins again: the same fixture as it was, or its present text where one is given. Deletes nothing.
  package func reset(to fixture: Fixture? = nil, seed: UInt64? = nil) throws(WorkspaceError) {
    let beginning = Beginning(fixture: fixture ?? self.fixture, seed: seed ?? self.seed)
    let world = try beginning.world()
    try change { db in try self.begin(beginning, world, db) }
  }

  /// Writes down an entry that does not touch the world.
  func write(_ kind: EntryKind, typed: String, origin: Origin) throws(WorkspaceError) -> Entry {
    try change { db in
      let entry = self.entry(kind, at: self.world.now, origin: origin, typed: typed, digest: Digest.none)
      try self.append(entry, db)
      return entry
    }
  }

  /// What passes in place where nobody looks, else on a copy: an observer that looks at the sandbox sees it as it was.
  private func pass(_ pace: Duration, observing: AdvanceObserver?) {
    guard let observing else { return Engine.pass(pace, on: &world) }
    var moving = world
    Engine.pass(pace, on: &moving, observe: observing)
    world = moving
  }

  /// The stream depends on the seed and on how many requests came before: the same commands make the same tokens,
  /// whatever was answered, noted or looked up in a lesson between them.
  private func fillIn(_ tokens: [String], of request: inout ServiceRequest) {
    guard !tokens.isEmpty else { return }
    let before = journal.branch(after: nil).count { if case .request = $0.kind { true } else { false } }
    var mint = IdentifierMint(stream: SeededStream(seed: seed).split("tokens/\(before + 1)"))
    for token in tokens where request.input[token] == nil { request.input[token] = .string(mint.uuid()) }
  }
}

/// What came of a request.
package struct Performed: Sendable {
  package let reply: ServiceReply
  /// As the wire has it: with members that no client knows.
  package let raw: ServiceReply
  package let entry: Entry
  /// What the request itself caused at once.
  package let events: [EventRecord]
  /// What happened during its pace.
  package let laterEvents: [EventRecord]
  /// What other processes had added before it.
  package let others: [Entry]
}

/// What came of letting time pass.
package struct Advanced: Sendable {
  package let outcome: AdvanceOutcome
  package let entry: Entry
  package let events: [EventRecord]
  package let others: [Entry]
}

extension Outcome {
  init(_ reply: ServiceReply) {
    switch reply {
    case .success: self = .success
    case .failure(let failure): self = .failure(code: failure.code, message: failure.message)
    }
  }
}
