/// What a world begins with: a fixture and a seed.
///
/// In: a fixture that was asked for, or the first entry of a journal. Out: the world, made anew each time.
import Cloud

struct Beginning: Sendable {
  let fixture: Fixture
  let seed: UInt64

  init(fixture: Fixture, seed: UInt64) {
    self.fixture = fixture
    self.seed = seed
  }

  /// nil where `entry` is no beginning.
  ///
  /// - Throws: `fixture` where this engine does not understand the text any more.
  init?(_ entry: Entry) throws(WorkspaceError) {
    guard case .beginning(let source, let seed) = entry.kind else { return nil }
    fixture = try Fixture.read(source)
    self.seed = seed
  }

  var kind: EntryKind { .beginning(fixture.source, seed: seed) }

  func world() throws(WorkspaceError) -> World { try fixture.world(seed: seed) }

  /// Another fixture or seed than the sandbox's own is refused.
  func check(_ options: SandboxOptions) throws(WorkspaceError) {
    if let wanted = options.fixture?.name, wanted != fixture.name {
      throw .fixtureMismatch(sandbox: options.name, own: fixture.name, wanted: wanted)
    }
    if let wanted = options.seed, wanted != seed {
      throw .seedMismatch(sandbox: options.name, own: seed, wanted: wanted)
    }
  }
}
