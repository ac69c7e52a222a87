/// One process at a time: for what takes several entries and must not be mixed with another's, such as a lesson's setup.
///
/// In: work to do. Out: what it gives. A lock on a file of the data folder, released by the system when a process dies; a
/// store in memory has one process only and needs none.
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

private func lockFile(_ path: String) -> Int32 { open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }

extension Sandbox {
  /// Waits for its turn, takes over what others have added meanwhile, and does `body`.
  ///
  /// - Throws: what `body` throws; `folderUnusable` as `problem` makes it where the lock cannot be had.
  package func inTurn<Value, Problem: Error>(
    _ problem: (WorkspaceError) -> Problem, _ body: () throws(Problem) -> Value
  ) throws(Problem) -> Value {
    guard case .directory(let folder)? = store?.place else { return try body() }
    let path = folder.path + "/turn.lock"
    let descriptor = lockFile(path)
    guard descriptor >= 0 else {
      throw problem(.folderUnusable(path: path, reason: String(cString: strerror(errno))))
    }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        throw problem(.folderUnusable(path: path, reason: String(cString: strerror(errno))))
      }
    }
    do throws(WorkspaceError) { try catchUp() } catch { throw problem(error) }
    return try body()
  }
}
