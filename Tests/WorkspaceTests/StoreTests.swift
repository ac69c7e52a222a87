import Foundation
import GRDB
import Testing

@testable import Workspace

/// Where the store is, and what happens when it is not as it should be.
@Suite struct StoreTests {
  @Test func theDataFolderIsSoughtInThisOrder() throws {
    let all = ["DRYDOCK_DATA": "/d", "XDG_DATA_HOME": "/x", "HOME": "/h"]
    #expect(try DataFolder.locate(option: "here", environment: all).path == "here")
    #expect(try DataFolder.locate(option: nil, environment: all).path == "/d")
    #expect(
      try DataFolder.locate(option: nil, environment: ["XDG_DATA_HOME": "/x", "HOME": "/h"]).path == "/x/drydock")
    // XDG Base Directory Specification: "If an implementation encounters a relative path … it should … ignore it."
    #expect(
      try DataFolder.locate(option: nil, environment: ["XDG_DATA_HOME": "x", "HOME": "/h"]).path
        == "/h/.local/share/drydock")
    #expect(
      message { _ = try DataFolder.locate(option: nil, environment: [:]) }
        == "no folder for Drydock's data: neither --data, DRYDOCK_DATA, XDG_DATA_HOME nor HOME names one; give --data DIR, "
        + "or --fresh for a throw-away world")
  }

  @Test func theFolderIsForItsOwnerAlone() throws {
    let folder = try TemporaryFolder()
    _ = try folder.open()
    let mode = try FileManager.default.attributesOfItem(atPath: folder.data.path)[.posixPermissions] as? Int
    #expect(mode == 0o700)
  }

  /// SQLite documentation, "PRAGMA synchronous": FULL is 2.
  @Test func aCommitIsOnTheDiskWhenItReturns() throws {
    let folder = try TemporaryFolder()
    for _ in ["new", "there already"] {
      let store = try Store.open(.directory(folder.data))
      #expect(try store.transaction { db in try String.fetchOne(db, sql: "PRAGMA journal_mode") } == "wal")
      #expect(try store.transaction { db in try Int.fetchOne(db, sql: "PRAGMA synchronous") } == 2)
    }
  }

  @Test func aFileInTheWayIsNamed() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: folder.data.path))
    #expect(
      message { _ = try folder.open() }
        == "the folder \(folder.data.path) cannot be used: it is not a folder; give another by --data DIR, or --fresh for a "
        + "throw-away world")
  }

  @Test func aStoreThatIsNoDatabaseIsSetAsideWhole() throws {
    let folder = try TemporaryFolder()
    try folder.open().create("web")
    let garbage = Data(repeating: 0x41, count: 5_000)
    try garbage.write(to: URL(fileURLWithPath: folder.store))
    let aside = folder.store + ".damaged-1"
    #expect(
      message { _ = try folder.open() }
        == "the store \(folder.store) is damaged; it was set aside, whole, as \(aside); start Drydock again to begin with an "
        + "empty store, or put a backup in its place first")
    #expect(FileManager.default.contents(atPath: aside) == garbage)
    #expect(try folder.open().clusters == [])
    try garbage.write(to: URL(fileURLWithPath: folder.store))
    #expect(message { _ = try folder.open() }.contains(folder.store + ".damaged-2;"))
    #expect(FileManager.default.contents(atPath: aside) == garbage)
  }

  @Test func aStoreDamagedInTheMiddleIsSetAsideWhole() throws {
    let folder = try TemporaryFolder()
    let sandbox = try folder.open()
    for number in 1...60 { try sandbox.create("cluster-\(number)") }
    try Store.open(.directory(folder.data)).checkpoint()
    let url = URL(fileURLWithPath: folder.store)
    var bytes = try Data(contentsOf: url)
    #expect(bytes.count > 30_000)
    for index in 4_096..<bytes.count { bytes[index] = 0xA5 }
    try bytes.write(to: url)
    for companion in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder.store + companion) }
    #expect(message { _ = try folder.open() }.contains("is damaged; it was set aside, whole, as"))
    #expect(FileManager.default.contents(atPath: folder.store + ".damaged-1") == bytes)
  }

  @Test func anEntryThatCannotBeReadIsNamedAndNothingIsLost() throws {
    let folder = try TemporaryFolder()
    try folder.open().create("web")
    let store = try Store.open(.directory(folder.data))
    try store.transaction { db in try db.execute(sql: "UPDATE entry SET content = '{' WHERE ordinal = 2") }
    #expect(
      message { _ = try folder.open() }
        == "entry 2 of sandbox play cannot be read; nothing was changed; use another sandbox by --sandbox NAME, or --fresh "
        + "for a throw-away world")
    #expect(try folder.open(SandboxOptions(name: "other")).head == 1)
  }

  @Test func anOlderFormatIsBroughtUpToDateAndKeepsItsEntries() throws {
    let folder = try TemporaryFolder()
    let sandbox = try folder.open()
    try sandbox.create("web")
    try Store.open(.directory(folder.data)).transaction { db in
      // Format 1 had no progress and no preferences.
      try db.execute(sql: "DROP TABLE step_progress; DROP TABLE preference; PRAGMA user_version = 1")
    }
    let store = try Store.open(.directory(folder.data))
    #expect(try Sandbox.open(SandboxOptions(), in: store).clusters == ["web"])
    let progress = try ProgressStore(store, now: { "now" })
    try progress.setPreference("colour", "no")
    #expect(try progress.preference("colour") == "no")
    #expect(try store.transaction { db in try Int.fetchOne(db, sql: "PRAGMA user_version") } == 2)
  }

  @Test func aNewerFormatIsRefusedAndLeftAsItIs() throws {
    let folder = try TemporaryFolder()
    try folder.open().create("web")
    let store = try Store.open(.directory(folder.data))
    try store.transaction { db in try db.execute(sql: "PRAGMA user_version = 99") }
    #expect(
      message { _ = try folder.open() }
        == "the store \(folder.store) has format 99, written by a newer Drydock; this one knows formats up to 2; update "
        + "Drydock, or give another folder by --data DIR")
    try store.transaction { db in try db.execute(sql: "PRAGMA user_version = 2") }
    #expect(try folder.open().clusters == ["web"])
  }

  @Test func anotherProgramsDatabaseIsLeftAlone() throws {
    let folder = try TemporaryFolder()
    try folder.data.make()
    try DatabaseQueue(path: folder.store).write { db in try db.execute(sql: "CREATE TABLE song (title TEXT)") }
    #expect(
      message { _ = try folder.open() }
        == "the file \(folder.store) is a database of another program, not a Drydock store; give another folder by --data "
        + "DIR")
  }

  @Test func aFailedWriteLeavesMemoryAndStoreAlike() throws {
    let folder = try TemporaryFolder()
    let sandbox = try folder.open()
    try sandbox.create("web")
    let before = (sandbox.worldDigest, sandbox.allEntries())
    let store = try Store.open(.directory(folder.data))
    try store.transaction { db in
      try db.execute(sql: "CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    }
    #expect(
      message { try sandbox.create("api") }
        == "the store \(folder.store) cannot be used: disk full; nothing was changed; give another folder by --data DIR, or "
        + "--fresh for a throw-away world")
    #expect((sandbox.worldDigest, sandbox.allEntries()) == before)
    try store.transaction { db in try db.execute(sql: "DROP TRIGGER full") }
    try sandbox.create("api")
    #expect(try folder.open().clusters == ["web", "api"])
  }
}

/// Which sandbox is opened, and what is refused.
@Suite struct OpeningTests {
  @Test func sandboxesOfAStoreDoNotKnowEachOther() throws {
    let store = try Store.open(.inMemory)
    let play = try Sandbox.open(SandboxOptions(), in: store)
    let lesson = try Sandbox.open(SandboxOptions(name: "lesson/map"), in: store)
    let other = try Sandbox.open(SandboxOptions(profile: "mallory"), in: store)
    try play.create("web")
    #expect(try lesson.clusters == [])
    #expect(try other.clusters == [])
    #expect(try Sandbox.open(SandboxOptions(), in: store).clusters == ["web"])
    #expect(try Sandbox.names(in: store) == ["lesson/map", "play"])
  }

  @Test func anotherFixtureOrSeedThanItsOwnIsRefused() throws {
    let store = try Store.open(.inMemory)
    _ = try Sandbox.open(SandboxOptions(seed: 7), in: store)
    let own = Fixture.fixture(named: "account", FixtureSource(name: "account", text: emptyFixture))
    #expect(try Sandbox.open(SandboxOptions(fixture: own), in: store).seed == 7)
    let harbor = Fixture.fixture(named: "harbor", FixtureSource(name: "harbor", text: emptyFixture))
    #expect(
      message { _ = try Sandbox.open(SandboxOptions(fixture: harbor), in: store) }
        == "sandbox play was started from fixture account, not harbor; leave --fixture out to go on with it, or give a new "
        + "one a name: --sandbox NAME --fixture harbor")
    #expect(
      message { _ = try Sandbox.open(SandboxOptions(seed: 8), in: store) }
        == "sandbox play was started with seed 7, not 8; leave --seed out to go on with it, or give a new one a name: "
        + "--sandbox NAME --seed 8")
  }

  @Test(arguments: ["", "../x", "a//b", ".hidden", "a/files", "a b", "a/b/c/d/e", "wéb", "a\u{1B}b"])
  func namesThatAreNoFoldersAreRefused(name: String) throws {
    let store = try Store.open(.inMemory)
    #expect(
      message { _ = try Sandbox.open(SandboxOptions(name: name), in: store) }.contains("cannot name a sandbox: use up"))
  }
}

let emptyFixture = "format: drydock-fixture/1\nsummary: Nothing at all\n"

extension Fixture {
  /// nil where it cannot be read, which the test then shows.
  static func fixture(named name: String, _ source: FixtureSource) -> Fixture? { try? read(source) }
}
