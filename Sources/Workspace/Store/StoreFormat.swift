/// The tables of the store, and how an older format becomes the present one.
///
/// In: a database at any format this engine knows. Out: the same, at `newest`, in the same transaction. Never changes a
/// store of a newer format or of another program. SQLite keeps the format's number in `user_version`.
import GRDB

enum StoreFormat {
  /// Step n of `steps` makes format n out of format n-1; format 0 is an empty file.
  static let newest = steps.count
  /// "DRYD", in SQLite's `application_id`.
  static let applicationID = 0x4452_5944

  static func bringUpToDate(_ db: Database, path: String) throws {
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let owner = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
    guard owner == applicationID || (isEmpty && owner == 0 && found == 0) else {
      throw WorkspaceError.storeForeign(path: path)
    }
    guard found <= newest else {
      throw WorkspaceError.storeTooNew(path: path, found: found, newestKnown: newest)
    }
    guard found < newest else { return }
    for step in steps[max(0, found)...] { try db.execute(sql: step) }
    try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(newest)")
  }

  private static let steps = [
    // 1: sandboxes and their journals.
    """
    CREATE TABLE sandbox (
      id INTEGER PRIMARY KEY,
      profile TEXT NOT NULL,
      name TEXT NOT NULL,
      head INTEGER NOT NULL,
      undone TEXT NOT NULL DEFAULT '',
      UNIQUE (profile, name)
    );
    CREATE TABLE entry (
      sandbox INTEGER NOT NULL REFERENCES sandbox (id),
      ordinal INTEGER NOT NULL,
      parent INTEGER,
      kind TEXT NOT NULL,
      instant INTEGER NOT NULL,
      pace INTEGER NOT NULL,
      origin TEXT NOT NULL,
      client TEXT NOT NULL,
      typed TEXT NOT NULL,
      digest INTEGER NOT NULL,
      content TEXT NOT NULL,
      bytes BLOB,
      UNIQUE (sandbox, ordinal)
    );
    """,
    // 2: progress and preferences.
    """
    CREATE TABLE step_progress (
      profile TEXT NOT NULL,
      lesson TEXT NOT NULL,
      step TEXT NOT NULL,
      checks TEXT NOT NULL,
      content TEXT NOT NULL,
      first_at TEXT NOT NULL,
      last_at TEXT NOT NULL,
      PRIMARY KEY (profile, lesson, step, checks)
    );
    CREATE TABLE preference (
      profile TEXT NOT NULL,
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (profile, name)
    );
    """,
  ]
}
