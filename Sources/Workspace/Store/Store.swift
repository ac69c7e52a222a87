/// One connection to the store: every sandbox's journal, progress and preferences, in one SQLite file.
///
/// In: SQL from the tables' own files. Out: rows, or a `WorkspaceError`. A transaction that has returned is on the disk:
/// write-ahead log, synchronous FULL (SQLite documentation, "PRAGMA synchronous"). Never deletes or empties a store:
/// a damaged one is set aside under another name. Not Sendable: one connection, one thread.
import GRDB

package final class Store {
  package enum Place: Hashable, Sendable {
    /// Lives as long as the `Store`.
    case inMemory
    case directory(DataFolder)
  }

  package let place: Place
  private let queue: DatabaseQueue
  private var isInTransaction = false
  /// Once the store was found damaged, this connection is of no use any more.
  private var damage: WorkspaceError?

  /// Opens the store, makes it where there is none, and brings an older format up to date.
  ///
  /// - Throws: `folderUnusable`, `storeUnusable`, `storeBusy`, `storeTooNew`, `storeForeign`, `storeDamaged`.
  package static func open(_ place: Place) throws(WorkspaceError) -> Store {
    switch place {
    case .inMemory: break
    case .directory(let folder): try folder.make()
    }
    let store: Store
    do { store = try Store(place) } catch { throw Self.problem(error, at: place) }
    try store.transaction { db in try StoreFormat.bringUpToDate(db, path: store.path) }
    return store
  }

  private init(_ place: Place) throws {
    self.place = place
    var configuration = Configuration()
    configuration.busyMode = .timeout(Self.busyTimeoutSeconds)
    switch place {
    case .inMemory: queue = try DatabaseQueue(configuration: configuration)
    case .directory(let folder):
      configuration.prepareDatabase { db in try WriteAheadLog.turnOn(db, patienceSeconds: Self.busyTimeoutSeconds) }
      queue = try DatabaseQueue(path: folder.storePath, configuration: configuration)
    }
  }

  /// How long to wait for another process to finish its transaction.
  private static let busyTimeoutSeconds = 30.0

  var path: String {
    switch place {
    case .inMemory: "(in memory)"
    case .directory(let folder): folder.storePath
    }
  }

  /// Runs `body` in one immediate transaction; a thrown error rolls back.
  ///
  /// - Throws: what `body` throws; `notInsideObserver` when called from within another transaction.
  func transaction<Value>(_ body: (Database) throws -> Value) throws(WorkspaceError) -> Value {
    guard !isInTransaction else { throw .notInsideObserver }
    if let damage { throw damage }
    isInTransaction = true
    defer { isInTransaction = false }
    do {
      var result: Value?
      try queue.inTransaction(.immediate) { db in
        result = try body(db)
        return .commit
      }
      guard let result else { throw WorkspaceError.storeUnusable(path: path, reason: "a transaction did not run") }
      return result
    } catch {
      let problem = Self.problem(error, at: place)
      if case .storeDamaged = problem { damage = problem }
      throw problem
    }
  }
}

extension Store {
  /// Moves what is in the write-ahead log into the main file.
  package func checkpoint() throws(WorkspaceError) {
    do {
      try queue.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    } catch { throw Self.problem(error, at: place) }
  }
}

// MARK: - Problems

extension Store {
  /// Our word for a database's error; sets a damaged store aside.
  private static func problem(_ error: any Error, at place: Place) -> WorkspaceError {
    if let error = error as? WorkspaceError { return error }
    guard case .directory(let folder) = place else {
      return .storeUnusable(path: "(in memory)", reason: "\(error)")
    }
    guard let error = error as? DatabaseError else {
      return .storeUnusable(path: folder.storePath, reason: "\(error)")
    }
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT: return DamagedStore.setAside(folder.storePath)
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .storeBusy(path: folder.storePath)
    default:
      return .storeUnusable(
        path: folder.storePath, reason: error.message ?? "SQLite error \(error.resultCode.rawValue)")
    }
  }
}
