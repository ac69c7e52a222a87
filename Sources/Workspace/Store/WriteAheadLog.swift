/// Turns a store's write-ahead log on, synced at each commit.
///
/// In: a connection that has just been opened. Out: the same in journal mode WAL, synchronous FULL (SQLite documentation,
/// "Write-Ahead Logging" and "PRAGMA synchronous"). Not by GRDB's own setting of the journal mode: that goes on to
/// synchronous NORMAL, by which a power failure takes back what was promised, and writes to the store at each opening.
import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

enum WriteAheadLog {
  private static let pauseSeconds = 0.01

  /// - Throws: `SQLITE_BUSY` where others use a store without a log for all of `patienceSeconds`.
  static func turnOn(_ db: Database, patienceSeconds: Double) throws {
    if try mode(db, "PRAGMA journal_mode") != "wal" { try turnOver(db, patienceSeconds) }
    try db.execute(sql: "PRAGMA synchronous = FULL")
  }

  /// A new store, once in its life: it must be alone for a moment, and SQLite does not wait for that by itself.
  private static func turnOver(_ db: Database, _ patienceSeconds: Double) throws {
    try db.execute(sql: "PRAGMA busy_timeout = 0")
    var attemptsLeft = Int(patienceSeconds / pauseSeconds)
    while true {
      do {
        let mode = try mode(db, "PRAGMA journal_mode = WAL")
        guard mode == "wal" else { throw DatabaseError(message: "no write-ahead log can be made here (\(mode))") }
        return try db.execute(sql: "PRAGMA busy_timeout = \(Int(patienceSeconds * 1_000))")
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && attemptsLeft > 0 {
        attemptsLeft -= 1
        usleep(UInt32(pauseSeconds * 1_000_000))
      }
    }
  }

  private static func mode(_ db: Database, _ sql: String) throws -> String {
    try String.fetchOne(db, sql: sql) ?? "none"
  }
}
