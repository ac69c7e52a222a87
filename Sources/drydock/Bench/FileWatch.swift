/// Notices that a file was saved.
///
/// In: paths. Out: whether one of the files has changed since it was last asked. Looks twice a second; reads the wall clock for nothing.
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

final class FileWatch: Sendable {
  private let paths: [String]
  private let seen: Mutex<[[UInt8]?]>

  init(_ paths: [String]) {
    self.paths = paths
    seen = Mutex(paths.map(Self.bytes))
  }

  private static func bytes(_ path: String) -> [UInt8]? {
    guard case .success(let bytes) = HostFiles.read(path) else { return nil }
    return bytes
  }

  /// Whether one of the files is another than at the last call. A file that is away for a moment, while it is saved, is
  /// not looked at.
  func hasChanged() -> Bool {
    let now = paths.map(Self.bytes)
    return seen.withLock { known in
      var isOther = false
      for index in known.indices {
        guard let bytes = now[index], bytes != known[index] else { continue }
        known[index] = bytes
        isOther = true
      }
      return isOther
    }
  }

  static func rest() { usleep(500_000) }
}
