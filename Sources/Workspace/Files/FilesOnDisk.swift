/// A folder of plain files that cannot be led astray.
///
/// In: paths as parts already checked (`FilePath`). Out: bytes. Opens every part relative to the one before and follows
/// no symbolic link below the folder itself; reads regular files only, writes by renaming a finished copy into place.
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

final class FilesOnDisk {
  private let folder: Int32

  /// nil where there is no such folder.
  init?(folder path: String) throws(WorkspaceError) {
    folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else {
      if errno == ENOENT { return nil }
      throw .folderUnusable(path: path, reason: Self.reason)
    }
  }

  deinit { if folder >= 0 { close(folder) } }

  /// nil where there is no such file.
  func read(_ parts: [String], atMost most: Int) throws(WorkspaceError) -> [UInt8]? {
    guard let parent = try parent(of: parts, makes: false), let name = parts.last else { return nil }
    defer { close(parent) }
    let file = openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw .fileNotUsable(parts.joined(separator: "/"), reason: errno == ELOOP ? "it is a symbolic link" : Self.reason)
    }
    defer { close(file) }
    return try contents(of: file, name: parts.joined(separator: "/"), atMost: most)
  }

  private func contents(of file: Int32, name: String, atMost most: Int) throws(WorkspaceError) -> [UInt8] {
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .fileNotUsable(name, reason: "it is not a regular file")
    }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Self.read(file, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .fileNotUsable(name, reason: Self.reason) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: part[..<count])
      guard bytes.count <= most else { throw .fileTooLarge(name, bytes: max(Int(status.st_size), bytes.count)) }
    }
  }

  func write(_ parts: [String], _ bytes: [UInt8]) throws(WorkspaceError) {
    guard let parent = try parent(of: parts, makes: true), let name = parts.last else { return }
    defer { close(parent) }
    let draft = ".drydock-\(getpid())"
    _ = unlinkat(parent, draft, 0)
    let file = openat(parent, draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .fileNotUsable(parts.joined(separator: "/"), reason: Self.reason) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Self.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      written += count
    }
    let isWhole = written == bytes.count && fsync(file) == 0
    let reason = Self.reason
    close(file)
    guard isWhole, renameat(parent, draft, parent, name) == 0 else {
      _ = unlinkat(parent, draft, 0)
      throw .fileNotUsable(parts.joined(separator: "/"), reason: reason)
    }
  }

  /// Does nothing where there is no such file.
  func remove(_ parts: [String]) throws(WorkspaceError) {
    guard let parent = try parent(of: parts, makes: false), let name = parts.last else { return }
    defer { close(parent) }
    guard unlinkat(parent, name, 0) == 0 || errno == ENOENT else {
      throw .fileNotUsable(parts.joined(separator: "/"), reason: Self.reason)
    }
  }

  /// The regular files whose names could be a sandbox's, in order of their paths.
  func paths() throws(WorkspaceError) -> [String] {
    var found: [String] = []
    let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if copy >= 0 { collect(from: copy, prefix: [], into: &found) }
    return found.sorted()
  }

  /// Closes `directory`.
  private func collect(from directory: Int32, prefix: [String], into found: inout [String]) {
    guard let stream = fdopendir(directory) else {
      close(directory)
      return
    }
    defer { closedir(stream) }
    while let entry = readdir(stream), found.count <= Sandbox.Files.most {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      guard let name, let path = try? FilePath((prefix + [name]).joined(separator: "/")) else { continue }
      var status = stat()
      guard fstatat(dirfd(stream), name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFREG {
        found.append(path.text)
      } else if status.st_mode & S_IFMT == S_IFDIR, path.parts.count < FilePath.mostParts {
        let inner = openat(dirfd(stream), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if inner >= 0 { collect(from: inner, prefix: path.parts, into: &found) }
      }
    }
  }

  /// The folder that holds the last part, for the caller to close; nil where it does not exist.
  private func parent(of parts: [String], makes: Bool) throws(WorkspaceError) -> Int32? {
    var current = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    for part in parts.dropLast() where current >= 0 {
      if makes { _ = mkdirat(current, part, 0o700) }
      let next = openat(current, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      let problem = errno
      close(current)
      errno = problem
      current = next
    }
    if current >= 0 { return current }
    if errno == ENOENT { return nil }
    let isLink = errno == ELOOP || errno == ENOTDIR
    throw .fileNotUsable(
      parts.joined(separator: "/"), reason: isLink ? "a part of its path is no folder, or a symbolic link" : Self.reason
    )
  }

  private static var reason: String { String(cString: strerror(errno)) }
  private static func read(_ file: Int32, _ bytes: inout [UInt8], _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(file, &bytes, count)
    #elseif canImport(Musl)
      Musl.read(file, &bytes, count)
    #else
      Darwin.read(file, &bytes, count)
    #endif
  }
  private static func write(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(file, bytes, count)
    #elseif canImport(Musl)
      Musl.write(file, bytes, count)
    #else
      Darwin.write(file, bytes, count)
    #endif
  }
}
