import AWSCommandLine
import Documents
/// Standard output and error, the terminal's width and the wall clock: the machine as this program sees it.
import Interpreter
import SimulationKit
import Yams

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

enum Standard {
  static func output(_ text: String) { write(text, to: 1) }
  static func error(_ text: String) { write(text, to: 2) }

  /// Whole, whatever the pipe takes at once. A reader that has gone away ends the program, as it does other tools.
  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while let start = rest.baseAddress, rest.count > 0 {
        #if canImport(Glibc)
          let written = Glibc.write(descriptor, start, rest.count)
        #elseif canImport(Musl)
          let written = Musl.write(descriptor, start, rest.count)
        #else
          let written = Darwin.write(descriptor, start, rest.count)
        #endif
        if written < 0 {
          if errno == EINTR || errno == EAGAIN { continue }
          exit(errno == EPIPE ? 141 : 1)
        }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
      }
    }
  }

  static func columns() -> Int {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Of this process, for times that the author asks to see.
  static func secondsSinceStart() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  /// The wall clock, for progress alone.
  static func now() -> String {
    Instant(milliseconds: Int(Date().timeIntervalSince1970 * 1_000)).iso8601()
  }
}

/// Files of the host behind `file://`, for a learner at a terminal.
enum HostFiles {
  static let mostBytes = 1 << 20

  static func read(_ path: String, mostBytes: Int = mostBytes) -> Result<[UInt8], FileProblem> {
    let expanded = path.hasPrefix("~/") ? (ProcessInfo.processInfo.environment["HOME"] ?? "") + path.dropFirst(1) : path
    var status = stat()
    guard stat(expanded, &status) == 0 else { return .failure(.missing) }
    if status.st_mode & S_IFMT == S_IFDIR { return .failure(.isDirectory) }
    guard status.st_mode & S_IFMT == S_IFREG, let handle = fopen(expanded, "r") else { return .failure(.notPermitted) }
    defer { fclose(handle) }
    var bytes = [UInt8](repeating: 0, count: mostBytes + 1)
    let count = fread(&bytes, 1, bytes.count, handle)
    guard count <= mostBytes else { return .failure(.other(number: 27, text: "File too large")) }
    return .success(Array(bytes.prefix(count)))
  }
}

extension FileProblem {
  /// For a file that was named on our own command line.
  func said(of path: String, mostBytes: Int) -> String {
    switch self {
    case .missing: "there is no file '\(path)'"
    case .isDirectory: "'\(path)' is a folder; name a file"
    case .notPermitted: "'\(path)' is no plain file that you may read"
    case .other: "'\(path)' is larger than \(mostBytes >> 10) KiB; make it smaller"
    }
  }
}

/// YAML for `--cli-input-yaml`.
enum YAMLText {
  static func read(_ text: String) -> Result<Document, YAMLProblem> {
    do {
      guard let node = try Yams.compose(yaml: text) else { return .success(.null) }
      return .success(try document(node, depth: 0))
    } catch { return .failure(YAMLProblem(message: "\(error)")) }
  }

  private static func document(_ node: Yams.Node, depth: Int) throws -> Document {
    guard depth < 64 else { throw YAMLProblem(message: "nested deeper than 64 levels") }
    switch node {
    case .scalar(let scalar):
      if scalar.style != .plain { return .string(scalar.string) }
      return YAMLNumber.value(ofPlain: scalar.string)
    case .sequence(let sequence): return .list(try sequence.map { try document($0, depth: depth + 1) })
    case .mapping(let mapping):
      var object = Document.Object()
      for (key, value) in mapping { object[key.string ?? ""] = try document(value, depth: depth + 1) }
      return .object(object)
    case .alias: throw YAMLProblem(message: "aliases are not read here")
    }
  }
}
