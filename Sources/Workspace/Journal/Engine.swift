/// Carrying entries out: the one way by which an entry changes a world, the first time and on every replay.
///
/// In: a world and what is to be done. Out: the world changed, the reply, and a digest of what came of it. Never touches
/// a store; the same entries on the same beginning give the same world, byte for byte.
import Cloud
import CloudAPI
import Documents
import SimulationKit

/// Called after each change that fell due, with the world as it then is and the records that the change left.
package typealias AdvanceObserver = (borrowing World, ArraySlice<EventRecord>) -> AdvanceDecision

enum Engine {
  /// The longest single advance: 30 days.
  static let longestAdvance = Duration.days(30)
  static let mostChanges = 5_000_000

  /// The reply as the wire has it. A read-only request is answered from a copy, so that it leaves no trace at all.
  static func perform(
    _ request: ServiceRequest, isReadOnly: Bool, as id: EntryID, on world: inout World
  ) -> ServiceReply {
    guard isReadOnly else { return CloudAPI.answer(request, on: &world, cause: .command(id)) }
    var copy = world
    return CloudAPI.answer(request, on: &copy, cause: .command(id))
  }

  struct Advanced {
    let outcome: AdvanceOutcome
    /// What replays to the same world.
    let kind: EntryKind
  }

  /// Stops only where nothing more is due at the instant reached, so that "advance to that instant" means the same again.
  static func advance(
    _ world: inout World, to target: Instant, limit: Int = mostChanges, observe: AdvanceObserver? = nil
  ) -> Advanced {
    var isStopping = false
    let outcome = world.advance(to: target, limit: limit) { world, records in
      if let observe, observe(world, records) == .stop { isStopping = true }
      guard isStopping else { return .goOn }
      return world.nextDue.map { $0 <= world.now } ?? false ? .goOn : .stop
    }
    switch outcome {
    case .reached:
      return Advanced(outcome: isStopping ? .stopped : .reached, kind: .advance(to: world.now, changesAtMost: nil))
    case .stopped: return Advanced(outcome: .stopped, kind: .advance(to: world.now, changesAtMost: nil))
    case .limitReached: return Advanced(outcome: .limitReached, kind: .advance(to: target, changesAtMost: limit))
    }
  }

  /// Time that passes after an entry and belongs to it; nothing stops it.
  static func pass(_ pace: Duration, on world: inout World, observe: AdvanceObserver? = nil) {
    guard pace > .zero else { return }
    _ = advance(&world, to: world.now + pace) { world, records in
      _ = observe?(world, records)
      return .goOn
    }
  }

  /// - Throws: `fault` where the world refuses it; nothing has changed then.
  static func inject(_ fault: Fault, as id: EntryID, on world: inout World) throws(WorkspaceError) {
    do throws(FaultRefusal) {
      try world.inject(name: fault.name, arguments: fault.arguments, region: fault.region, cause: .command(id))
    } catch { throw .fault(name: fault.name, reason: error.message) }
  }
}

// MARK: - Replay

/// An old entry that this engine answers differently than the one that wrote it.
package struct ReplayDifference: Hashable, Sendable {
  package let entry: Entry
  package var message: String {
    "entry \(entry.id)\(entry.typed.isEmpty ? "" : " (\(entry.typed))") has another outcome in this Drydock than when it "
      + "was made; all progress is kept"
  }
}

extension Engine {
  /// Carries `entry` out once more, with its pace. Returns false where its outcome is another than it was. `observe` is
  /// also called after the request itself, before any of its pace.
  static func replay(_ entry: Entry, on world: inout World, observe: AdvanceObserver? = nil) -> Bool {
    var isSame = true
    switch entry.kind {
    case .beginning, .refusal, .move, .file: break
    case .request(let request, _, let isReadOnly):
      // What changed nothing need not be asked again. A failure is asked again: it may have left a trace.
      if !isReadOnly {
        let reply = perform(request, isReadOnly: false, as: entry.id, on: &world)
        isSame = Digest.of(CloudAPI.asClientsShow(reply, to: request)) == entry.digest
        _ = observe?(world, [])
      }
    case .advance(let target, let changesAtMost):
      _ = advance(&world, to: target, limit: changesAtMost ?? mostChanges, observe: observe)
      isSame = Digest.ofTime(in: world) == entry.digest
    case .fault(let fault):
      do throws(WorkspaceError) {
        try inject(fault, as: entry.id, on: &world)
        isSame = Digest.ofTime(in: world) == entry.digest
      } catch { isSame = false }
      _ = observe?(world, [])
    }
    pass(entry.pace, on: &world, observe: observe)
    return isSame
  }
}

/// Stable hashes of what came of an entry.
enum Digest {
  static let none: UInt64 = 0

  static func of(_ reply: ServiceReply) -> UInt64 {
    switch reply {
    case .success(let document): StableHash.of("success" + Document.object(document).written())
    case .failure(let failure):
      StableHash.of(
        "failure" + failure.code + "\n" + (failure.message ?? "") + Document.object(failure.members).written())
    }
  }

  static func ofTime(in world: World) -> UInt64 {
    var hash = StableHash()
    hash.combine(world.now.milliseconds)
    hash.combine(world.eventLog.nextNumber)
    return hash.value
  }
}
