/// A sandbox's rows in the store: its head and its entries.
///
/// In: an open transaction, and entries. Out: entries in order of their ordinals. Never changes or deletes an entry.
import Documents
import GRDB
import SimulationKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct JournalTable {
  let sandbox: Int64
  /// For messages.
  let name: String

  struct Head: Hashable {
    let id: EntryID
    let undone: [EntryID]
  }

  /// nil where the profile has no sandbox of this name.
  static func find(_ db: Database, profile: String, name: String) throws -> JournalTable? {
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM sandbox WHERE profile = ? AND name = ?"), arguments: [profile, name])
    guard let row, let id = Int64.fromDatabaseValue(row["id"]) else { return nil }
    return JournalTable(sandbox: id, name: name)
  }

  static func create(_ db: Database, profile: String, name: String) throws -> JournalTable {
    try db.execute(
      sql: "INSERT INTO sandbox (profile, name, head) VALUES (?, ?, 0)", arguments: [profile, name])
    return JournalTable(sandbox: db.lastInsertedRowID, name: name)
  }

  /// Names of a profile's sandboxes, in alphabetical order.
  static func names(_ db: Database, profile: String) throws -> [String] {
    try String.fetchAll(db, sql: "SELECT name FROM sandbox WHERE profile = ? ORDER BY name", arguments: [profile])
  }

  func head(_ db: Database) throws -> Head {
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT head, undone FROM sandbox WHERE id = ?"), arguments: [sandbox])
    guard let row, let id = Int.fromDatabaseValue(row["head"]), let undone = String.fromDatabaseValue(row["undone"])
    else { throw WorkspaceError.entryUnreadable(sandbox: name, entry: 0) }
    return Head(id: id, undone: undone.split(separator: " ").compactMap { Int($0) })
  }

  func setHead(_ db: Database, _ head: Head) throws {
    let undone = head.undone.map(String.init).joined(separator: " ")
    try db.cachedStatement(sql: "UPDATE sandbox SET head = ?, undone = ? WHERE id = ?")
      .execute(arguments: [head.id, undone, sandbox])
  }

  func insert(_ db: Database, _ entry: Entry) throws {
    let columns = entry.kind.columns
    let arguments: [(any DatabaseValueConvertible)?] = [
      sandbox, entry.id, entry.parent, columns.kind, entry.instant.milliseconds, entry.pace.milliseconds,
      entry.origin.kind.rawValue, entry.origin.client, entry.typed, Int64(bitPattern: entry.digest),
      Document.object(columns.content).written(), columns.bytes.map { Data($0) },
    ]
    try db.cachedStatement(
      sql: """
        INSERT INTO entry
          (sandbox, ordinal, parent, kind, instant, pace, origin, client, typed, digest, content, bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: StatementArguments(arguments))
  }

  func entries(_ db: Database, after id: EntryID) throws -> [Entry] {
    let rows = try Row.fetchCursor(
      db.cachedStatement(sql: "SELECT * FROM entry WHERE sandbox = ? AND ordinal > ? ORDER BY ordinal"),
      arguments: [sandbox, id])
    var entries: [Entry] = []
    while let row = try rows.next() {
      guard let entry = Self.entry(row) else {
        throw WorkspaceError.entryUnreadable(sandbox: name, entry: Int.fromDatabaseValue(row["ordinal"]) ?? 0)
      }
      entries.append(entry)
    }
    return entries
  }

  private static func entry(_ row: Row) -> Entry? {
    guard let id = Int.fromDatabaseValue(row["ordinal"]), let kind = String.fromDatabaseValue(row["kind"]),
      let instant = Int.fromDatabaseValue(row["instant"]), let pace = Int.fromDatabaseValue(row["pace"]),
      let originKind = String.fromDatabaseValue(row["origin"]).flatMap(Origin.Kind.init(rawValue:)),
      let client = String.fromDatabaseValue(row["client"]), let typed = String.fromDatabaseValue(row["typed"]),
      let digest = Int64.fromDatabaseValue(row["digest"]), let text = String.fromDatabaseValue(row["content"]),
      let content = (try? DocumentReader.read(text, limits: .init(depth: 256)))?.object,
      let entryKind = EntryKind(
        EntryColumns(kind: kind, content: content, bytes: Data.fromDatabaseValue(row["bytes"]).map(Array.init)))
    else { return nil }
    return Entry(
      id: id, parent: Int.fromDatabaseValue(row["parent"]), kind: entryKind, instant: Instant(milliseconds: instant),
      pace: Duration(milliseconds: pace), origin: Origin(originKind, client: client), typed: typed,
      digest: UInt64(bitPattern: digest))
  }
}
