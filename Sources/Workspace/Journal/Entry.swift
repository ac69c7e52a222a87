/// One entry of a sandbox's journal: what was asked, by whom, when, and what came of it.
///
/// In: what a `Sandbox` was told to do. Out: the same, as a value that can be written down, read back and carried out
/// again. Holds no state of the world: replaying entries makes it.
import CloudAPI
import Documents
import SimulationKit

/// An entry's ordinal in its sandbox, from 1, growing, shared by all branches. It is also the number in
/// `Cause.command(_:)` of what the entry causes.
package typealias EntryID = Int

package struct Entry: Hashable, Sendable {
  package let id: EntryID
  /// The entry that was head when this one was made; nil for a beginning.
  package let parent: EntryID?
  package let kind: EntryKind
  /// The simulated instant at which it was made, before any pace.
  package let instant: Instant
  /// Simulated time that passed after it, part of the same entry.
  package let pace: Duration
  package let origin: Origin
  /// The line as it was typed, for display; empty where nobody typed.
  package let typed: String
  /// Stable hash of what came of it (`Digest`), to notice an engine that answers differently.
  package let digest: UInt64

  package init(
    id: EntryID, parent: EntryID?, kind: EntryKind, instant: Instant, pace: Duration = .zero, origin: Origin,
    typed: String, digest: UInt64
  ) {
    self.id = id
    self.parent = parent
    self.kind = kind
    self.instant = instant
    self.pace = pace
    self.origin = origin
    self.typed = typed
    self.digest = digest
  }

  /// True for what `undo` takes back: a change of the world asked for by somebody, not the mere passing of time.
  package var isChange: Bool {
    switch kind {
    case .request(_, let outcome, let isReadOnly): outcome == .success && !isReadOnly
    case .fault: true
    case .beginning, .advance, .refusal, .move, .file: false
    }
  }
}

package enum EntryKind: Hashable, Sendable {
  /// The fixture and seed that a world begins with: a sandbox's first entry, and one more for each `reset`.
  case beginning(FixtureSource, seed: UInt64)
  /// A request that reached the service, with what it answered.
  case request(ServiceRequest, outcome: Outcome, isReadOnly: Bool)
  /// Time passed until `to`, or until that many changes were carried out, where that came first.
  case advance(to: Instant, changesAtMost: Int?)
  case fault(Fault)
  /// A command that was refused before it reached the service. Costs no time, changes nothing.
  case refusal(Refusal)
  case move(LessonMove)
  /// A file of the sandbox was written, or removed where `bytes` is nil.
  case file(path: String, bytes: [UInt8]?)
}

package enum Outcome: Hashable, Sendable {
  case success
  case failure(code: String, message: String?)
}

/// A named fault with its arguments, such as `zone-outage` with `{"zone": "a"}`, in one Region. What there is:
/// `FaultCatalogue`.
package struct Fault: Hashable, Sendable {
  package let name: String
  /// Texts and whole numbers.
  package let arguments: Document.Object
  package let region: String
  package init(name: String, arguments: Document.Object = [:], region: String = "us-east-1") {
    self.name = name
    self.arguments = arguments
    self.region = region
  }
}

/// What the command line itself refused: unknown words, options or values.
package struct Refusal: Hashable, Sendable {
  /// As far as they were recognized.
  package let service: String?
  package let operation: String?
  package let message: String
  package let exitCode: Int32
  package init(service: String?, operation: String?, message: String, exitCode: Int32) {
    self.service = service
    self.operation = operation
    self.message = message
    self.exitCode = exitCode
  }
}

/// What a learner did in a lesson beside commands.
package struct LessonMove: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case start, answer, hint, solution, skip, passed, next, back, note
  }
  package let kind: Kind
  package let lesson: String
  package let step: String
  /// For an answer: the question's id and the choice; for a hint: its tier.
  package let arguments: [String]
  package init(_ kind: Kind, lesson: String, step: String, arguments: [String] = []) {
    self.kind = kind
    self.lesson = lesson
    self.step = step
    self.arguments = arguments
  }
}

/// Where an entry comes from, and which client made it.
package struct Origin: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable { case shell, httpClient, lesson }
  package let kind: Kind
  /// Tells clients of one kind apart; a sandbox fills in its own (`SandboxOptions.client`) where it is empty.
  package let client: String

  package init(_ kind: Kind, client: String = "") {
    self.kind = kind
    self.client = client
  }
  package static let shell = Origin(.shell)
  package static let httpClient = Origin(.httpClient)
  package static let lesson = Origin(.lesson)

  /// For messages: `another shell`, `the lesson`, `the HTTP client boto3`.
  package var description: String {
    switch kind {
    case .shell: client.isEmpty ? "another shell" : "another shell (\(client))"
    case .httpClient: client.isEmpty ? "an HTTP client" : "the HTTP client \(client)"
    case .lesson: "the lesson"
    }
  }
}
