/// What happens to a store that SQLite cannot read: it is looked at once more, then renamed whole.
///
/// In: the store's path. Out: the error that says where it is now. Never deletes, empties or repairs anything.
import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

enum DamagedStore {
  static func setAside(_ path: String) -> WorkspaceError {
    // Another process may have set it aside already, and a new one may stand in its place.
    guard access(path, F_OK) != 0 || isDamaged(path) else {
      return .storeUnusable(path: path, reason: "it was replaced while it was open; start Drydock again")
    }
    let names = (1...999).map { number -> String in "\(path).damaged-\(number)" }
    guard let free = names.first(where: { name in access(name, F_OK) != 0 }) else {
      return .storeDamaged(path: path, setAside: nil)
    }
    guard rename(path, free) == 0 else { return .storeDamaged(path: path, setAside: nil) }
    for companion in ["-wal", "-shm"] { _ = rename(path + companion, free + companion) }
    return .storeDamaged(path: path, setAside: free)
  }

  private static func isDamaged(_ path: String) -> Bool {
    do {
      let queue = try DatabaseQueue(path: path)
      return try queue.read { db in try String.fetchOne(db, sql: "PRAGMA quick_check(1)") } != "ok"
    } catch let error as DatabaseError {
      return error.resultCode == .SQLITE_NOTADB || error.resultCode == .SQLITE_CORRUPT
    } catch { return false }
  }
}
