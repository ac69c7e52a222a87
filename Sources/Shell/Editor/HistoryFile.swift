#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The history on disk: one entry a line, oldest first, safe for several shells at once.
///
/// In: entries. Out: entries, exactly as they were added, newlines inside included. Readable by its owner alone.
/// Never loses what another shell adds: each entry is one write to a file opened for appending, under flock.
struct HistoryFile {
  /// Beyond this size only the newest part is read, and the file is rewritten with the newest entries.
  static let sizeLimitBytes = 8 * 1024 * 1024

  let path: String

  /// One line: a backslash is written `\\`, a newline `\n`, a carriage return `\r`.
  static func line(for entry: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\\": out.append(contentsOf: "\\\\".unicodeScalars)
      case "\n": out.append(contentsOf: "\\n".unicodeScalars)
      case "\r": out.append(contentsOf: "\\r".unicodeScalars)
      case "\0": break
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  /// What `line(for:)` was made from; a backslash before anything else stands for itself.
  static func entry(from line: String) -> String {
    var out = String.UnicodeScalarView()
    var escaped = false
    for scalar in line.unicodeScalars {
      if escaped {
        switch scalar {
        case "\\": out.append("\\")
        case "n": out.append("\n")
        case "r": out.append("\r")
        default:
          out.append("\\")
          out.append(scalar)
        }
        escaped = false
      } else if scalar == "\\" {
        escaped = true
      } else {
        out.append(scalar)
      }
    }
    if escaped { out.append("\\") }
    return String(out)
  }

  /// The newest `limit` entries, oldest first; none where the file cannot be read.
  func entries(limit: Int) -> [String] {
    guard let descriptor = openLocked(O_RDONLY, lock: LOCK_SH) else { return [] }
    defer { close(descriptor) }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    let start = max(0, size - Self.sizeLimitBytes)
    lseek(descriptor, off_t(start), SEEK_SET)
    var lines = Self.bytes(of: descriptor).split(separator: UInt8(ascii: "\n"))
    if start > 0, !lines.isEmpty { lines.removeFirst() }
    return lines.suffix(limit).map { Self.entry(from: String(decoding: $0, as: UTF8.self)) }
  }

  /// Adds an entry at the end. False where the file cannot be written; the editor goes on without.
  @discardableResult func append(_ entry: String) -> Bool {
    guard let descriptor = openLocked(O_RDWR | O_APPEND | O_CREAT, lock: LOCK_EX) else { return false }
    defer { close(descriptor) }
    var line = Array(Self.line(for: entry).utf8) + [UInt8(ascii: "\n")]
    var last = UInt8(ascii: "\n")
    if lseek(descriptor, -1, SEEK_END) >= 0, read(descriptor, &last, 1) == 1, last != UInt8(ascii: "\n") {
      line.insert(UInt8(ascii: "\n"), at: 0)  // a shell that died in the middle of its line
    }
    return Self.write(line, to: descriptor)
  }

  /// Rewrites a file that grew beyond the limit with its newest entries.
  func trim(to limit: Int) {
    guard let descriptor = openLocked(O_RDONLY, lock: LOCK_EX) else { return }
    defer { close(descriptor) }
    guard lseek(descriptor, 0, SEEK_END) > off_t(Self.sizeLimitBytes) else { return }
    lseek(descriptor, 0, SEEK_SET)
    let lines = Self.bytes(of: descriptor).split(separator: UInt8(ascii: "\n")).suffix(limit)
    let fresh = path + ".new"
    let copy = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard copy >= 0 else { return }
    let written = Self.write(Array(lines.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")], to: copy)
    close(copy)
    if written { rename(fresh, path) } else { unlink(fresh) }
  }

  /// Opens and locks; opens again where another shell has put a new file in place meanwhile.
  private func openLocked(_ flags: Int32, lock: Int32) -> Int32? {
    for _ in 0..<5 {
      let descriptor = open(path, flags | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { return nil }
      var here = stat()
      var there = stat()
      if flock(descriptor, lock) == 0, fstat(descriptor, &here) == 0, stat(path, &there) == 0,
        here.st_ino == there.st_ino
      {
        return descriptor
      }
      close(descriptor)
    }
    return nil
  }

  private static func bytes(of descriptor: Int32) -> [UInt8] {
    var all: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(descriptor, &block, block.count)
      guard count > 0 else { return all }
      all.append(contentsOf: block[..<count])
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      #if canImport(Glibc)
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      #else
        let count = rest.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
      #endif
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
