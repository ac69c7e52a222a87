/// One process's view of one named world: the only owner of mutable state.
///
/// In: requests, advances, faults, lesson moves, files. Out: replies, entries, the world to read. Each change is one
/// immediate transaction that first replays what other processes have added; what has returned is on the disk. The world
/// itself is never written down: opening replays the journal. Not Sendable, one thread.
import Cloud
import CloudAPI
import Documents
import GRDB
import SimulationKit

package final class Sandbox {
  package let name: String
  package let profile: String
  /// What the world at the head began with.
  package private(set) var fixture: Fixture
  package private(set) var seed: UInt64
  /// Names this process in messages to others.
  package let client: String
  /// Simulated time that each command costs; the fixture's, unless a lesson sets it.
  package var pace: Duration
  /// The world at the head, as far as this process knows (`catchUp` asks the store).
  package internal(set) var world: World
  /// Old entries that this engine answers differently; the shell tells the learner.
  package private(set) var replayDifferences: [ReplayDifference] = []

  var journal = Journal()
  private var copies = WorldCopies()
  /// Those already read, by their entries: reading a fixture takes longer than an undo.
  private var beginnings: [EntryID: Beginning] = [:]
  let store: Store?
  private let table: JournalTable?
  /// The last entry when this process came; earlier ones by a shell count as this shell's own.
  let openedAfter: EntryID
  private(set) var ownChanges: Set<EntryID> = []
  private var isChanging = false
  /// What others had added when the present change began.
  var entriesOfOthers: [Entry] = []

  package var head: EntryID { journal.head }
  package var now: Instant { world.now }

  // MARK: Opening

  /// Opens the sandbox of that name, or begins it.
  ///
  /// - Throws: the store's errors, `sandboxName`, `profileName`, `fixtureMismatch`, `seedMismatch`, `fixture`.
  package static func open(_ options: SandboxOptions, in store: Store) throws(WorkspaceError) -> Sandbox {
    guard SandboxName.isValid(options.name) else { throw .sandboxName(options.name) }
    guard SandboxName.isValidPart(options.profile) else { throw .profileName(options.profile) }
    return try store.transaction { db in
      let known = try JournalTable.find(db, profile: options.profile, name: options.name)
      let table = try known ?? JournalTable.create(db, profile: options.profile, name: options.name)
      guard known != nil else {
        let fixture = try options.fixture ?? Fixture.builtIn(named: Fixture.defaultName)
        let beginning = Beginning(fixture: fixture, seed: options.seed ?? fixture.seed)
        let world = try beginning.world()
        let sandbox = Sandbox(options, world, beginning, store: store, table: table, openedAfter: 0)
        try sandbox.begin(beginning, world, db)
        return sandbox
      }
      return try reopen(options, table, store, db)
    }
  }

  private static func reopen(
    _ options: SandboxOptions, _ table: JournalTable, _ store: Store, _ db: Database
  ) throws -> Sandbox {
    var journal = Journal()
    for entry in try table.entries(db, after: 0) { journal.learn(entry) }
    let head = try table.head(db)
    guard let path = journal.path(to: head.id), let first = path.first.flatMap({ journal[$0] }),
      let beginning = try Beginning(first)
    else { throw WorkspaceError.entryUnreadable(sandbox: options.name, entry: head.id) }
    try beginning.check(options)
    let world = try beginning.world()
    let sandbox = Sandbox(
      options, world, beginning, store: store, table: table, openedAfter: journal.nextID - 1)
    sandbox.beginnings[first.id] = beginning
    sandbox.copies.keep(world, after: first.id)
    journal.setPath(path)
    journal.undone = head.undone
    sandbox.journal = journal
    try sandbox.rebuild()
    return sandbox
  }

  /// Names of the profile's sandboxes, in alphabetical order.
  package static func names(
    in store: Store, profile: String = Profile.defaultName
  ) throws(WorkspaceError) -> [String] {
    try store.transaction { db in try JournalTable.names(db, profile: profile) }
  }

  /// A sandbox in memory alone, for rehearsals.
  package static func rehearsal(fixture: Fixture, seed: UInt64? = nil) throws(WorkspaceError) -> Sandbox {
    let beginning = Beginning(fixture: fixture, seed: seed ?? fixture.seed)
    let world = try beginning.world()
    let sandbox = Sandbox(SandboxOptions(name: "rehearsal"), world, beginning, store: nil, table: nil, openedAfter: 0)
    try sandbox.change { db in try sandbox.begin(beginning, world, db) }
    return sandbox
  }

  private init(
    _ options: SandboxOptions, _ world: World, _ beginning: Beginning, store: Store?, table: JournalTable?,
    openedAfter: EntryID
  ) {
    name = options.name
    profile = options.profile
    client = options.client
    fixture = beginning.fixture
    seed = beginning.seed
    pace = beginning.fixture.pace
    self.world = world
    self.store = store
    self.table = table
    self.openedAfter = openedAfter
  }

  /// A copy in memory alone, at the head: for `within`, predictions and trials. What happens to it stays in it.
  package func fork() -> Sandbox {
    let copy = Sandbox(
      SandboxOptions(name: name, profile: profile, client: client), world, Beginning(fixture: fixture, seed: seed),
      store: nil, table: nil, openedAfter: openedAfter)
    copy.pace = pace
    copy.journal = journal
    copy.copies = copies
    copy.beginnings = beginnings
    copy.ownChanges = ownChanges
    return copy
  }

  /// A new sandbox in the same store that goes on from here: the head's ancestors are its journal.
  ///
  /// - Throws: `sandboxName`, `sandboxExists`, the store's errors.
  package func fork(as newName: String) throws(WorkspaceError) -> Sandbox {
    guard SandboxName.isValid(newName) else { throw .sandboxName(newName) }
    let options = SandboxOptions(name: newName, profile: profile, client: client)
    guard let store else { return fork() }
    try change { db in
      guard let db else { return }
      guard try JournalTable.find(db, profile: self.profile, name: newName) == nil else {
        throw WorkspaceError.sandboxExists(newName)
      }
      let table = try JournalTable.create(db, profile: self.profile, name: newName)
      for entry in self.journal.branch(after: nil) { try table.insert(db, entry) }
      try table.setHead(db, .init(id: self.head, undone: []))
    }
    return try Sandbox.open(options, in: store)
  }
}

// MARK: - The core

extension Sandbox {
  /// Catches up with the store and runs `body` in the same transaction; where that fails, memory goes back to what is
  /// written down.
  func change<Value>(_ body: (Database?) throws -> Value) throws(WorkspaceError) -> Value {
    guard !isChanging else { throw .notInsideObserver }
    isChanging = true
    defer { isChanging = false }
    var before: Journal.Mark?
    do {
      guard let store else {
        before = journal.mark
        return try body(nil)
      }
      return try store.transaction { db in
        try takeOver(db)
        before = journal.mark
        return try body(db)
      }
    } catch {
      if let before { try restore(before) }
      throw error as? WorkspaceError ?? .storeUnusable(path: "(in memory)", reason: "\(error)")
    }
  }

  /// Takes over what other processes have added. Returns their entries; `others` of the next result does not repeat them.
  @discardableResult
  package func catchUp() throws(WorkspaceError) -> [Entry] {
    try change { _ in entriesOfOthers }
  }

  private func takeOver(_ db: Database) throws {
    guard let table else { return }
    entriesOfOthers = try table.entries(db, after: journal.nextID - 1)
    for entry in entriesOfOthers { journal.learn(entry) }
    let head = try table.head(db)
    journal.undone = head.undone
    guard head.id != journal.head else { return }
    guard let path = journal.path(to: head.id) else {
      throw WorkspaceError.entryUnreadable(sandbox: name, entry: head.id)
    }
    try move(along: path)
  }

  /// Moves the head in memory: forward by replay where the new path goes on from the old one.
  private func move(along path: [EntryID]) throws(WorkspaceError) {
    let known = journal.path.count
    let goesOn = known > 0 && path.count >= known && path[known - 1] == journal.head
    journal.setPath(path)
    guard goesOn else { return try rebuild() }
    replay(path[known...], depth: known, on: &world)
  }

  /// Moves the head, in memory and in the store.
  func moveHead(along path: [EntryID], _ db: Database?) throws {
    try move(along: path)
    try writeHead(db)
  }

  /// Makes the world at the head anew, from the nearest copy.
  private func rebuild() throws(WorkspaceError) {
    let beginning = try beginning(of: journal.path)
    fixture = beginning.fixture
    seed = beginning.seed
    world = try world(after: journal.path)
  }

  /// The world after the last entry of `path`.
  func world(after path: [EntryID]) throws(WorkspaceError) -> World {
    if let (place, copy) = copies.nearest(on: path) {
      var past = copy
      replay(path[(place + 1)...], depth: place + 1, on: &past)
      return past
    }
    var past = try beginning(of: path).world()
    if let first = path.first { copies.keep(past, after: first) }
    replay(path.dropFirst(), depth: 1, on: &past)
    return past
  }

  private func beginning(of path: [EntryID]) throws(WorkspaceError) -> Beginning {
    guard let id = path.first, let entry = journal[id] else { throw .entryUnreadable(sandbox: name, entry: head) }
    if let known = beginnings[id] { return known }
    guard let beginning = try Beginning(entry) else { throw .entryUnreadable(sandbox: name, entry: id) }
    beginnings[id] = beginning
    return beginning
  }

  /// Carries out the entries of `path` in order; `depth` of them come before on their branch.
  private func replay(_ path: ArraySlice<EntryID>, depth: Int, on world: inout World) {
    var depth = depth
    for id in path {
      guard let entry = journal[id] else { continue }
      if !Engine.replay(entry, on: &world), replayDifferences.count < Self.mostDifferences,
        !replayDifferences.contains(where: { $0.entry.id == id })
      {
        replayDifferences.append(ReplayDifference(entry: entry))
      }
      depth += 1
      if depth % WorldCopies.spacing == 0 { copies.keep(world, after: id) }
    }
  }

  /// Back to what is written down, after a change that was not.
  private func restore(_ before: Journal.Mark) throws(WorkspaceError) {
    guard !before.isEmpty else { return }
    journal.goBack(to: before)
    copies.forget(after: journal.nextID - 1)
    beginnings = beginnings.filter { $0.key < journal.nextID }
    try rebuild()
  }

  private static let mostDifferences = 100

  // MARK: Making entries

  func begin(_ beginning: Beginning, _ world: World, _ db: Database?) throws {
    fixture = beginning.fixture
    seed = beginning.seed
    pace = fixture.pace
    self.world = world
    let entry = Entry(
      id: journal.nextID, parent: nil, kind: beginning.kind, instant: world.now, origin: Origin(.shell, client: client),
      typed: "", digest: fixture.source.digest)
    beginnings[entry.id] = beginning
    copies.keep(world, after: entry.id)
    try append(entry, db)
  }

  func entry(
    _ kind: EntryKind, at instant: Instant, pace: Duration = .zero, origin: Origin, typed: String, digest: UInt64
  ) -> Entry {
    Entry(
      id: journal.nextID, parent: head, kind: kind, instant: instant, pace: pace,
      origin: origin.client.isEmpty ? Origin(origin.kind, client: client) : origin, typed: typed, digest: digest)
  }

  func append(_ entry: Entry, _ db: Database?) throws {
    journal.append(entry)
    if entry.isChange, entry.origin.kind == .shell { ownChanges.insert(entry.id) }
    if journal.path.count % WorldCopies.spacing == 0 { copies.keep(world, after: entry.id) }
    guard let db, let table else { return }
    try table.insert(db, entry)
    try writeHead(db)
  }

  private func writeHead(_ db: Database?) throws {
    guard let db, let table else { return }
    try table.setHead(db, .init(id: head, undone: journal.undone))
  }
}
