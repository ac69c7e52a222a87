/// Files as a session sees them: the sandbox's own, the lesson's read-only ones below `files/`, and at a terminal the
/// host's.
import AWSCommandLine
import Workspace

extension Session {
  /// The bytes behind `file://PATH`. The host's files are read for the learner alone, never for a lesson.
  func readFile(_ path: String) -> Result<[UInt8], FileProblem> {
    let own = readSandboxFile(path)
    guard own == .failure(.missing), origin.kind != .lesson, let readHostFile = outside.readHostFile else { return own }
    let host = readHostFile(path)
    if case .success(let bytes) = host { progress.hostFiles[path] = bytes }
    return host
  }

  /// A file of the sandbox, or of the lesson.
  func readSandboxFile(_ path: String) -> Result<[UInt8], FileProblem> {
    do throws(WorkspaceError) {
      return .success(try sandbox.files.read(path))
    } catch WorkspaceError.fileMissing {
      // The lesson's own file of that name, or none.
    } catch WorkspaceError.fileName {
      // No name for a file of the sandbox; a lesson or the host may have it.
    } catch { return .failure(.other(number: 22, text: error.message)) }
    let name = path.hasPrefix("files/") ? String(path.dropFirst(6)) : path
    return outside.readLessonFile(name).map(Result.success) ?? .failure(.missing)
  }

  /// What is wrong, or nil when it is written.
  func writeSandboxFile(_ path: String, _ text: String, append: Bool) -> String? {
    var bytes = Array(text.utf8)
    if append, case .success(let before) = readSandboxFile(path) { bytes = before + bytes }
    do throws(WorkspaceError) {
      try sandbox.files.write(path, bytes, typed: progress.typed, origin: origin)
      return nil
    } catch { return error.message }
  }

  /// What is wrong with a name, or nil.
  static func fileNameProblem(_ path: String) -> String? {
    do throws(WorkspaceError) {
      _ = try FilePath(path)
      return nil
    } catch { return error.message }
  }
}

extension FileProblem {
  /// As the tools of a shell say it.
  func sentence(about path: String) -> String {
    switch self {
    case .missing: "\(path): No such file or directory"
    case .isDirectory: "\(path): Is a directory"
    case .notPermitted: "\(path): Permission denied"
    case .other(_, let text): text
    }
  }
}
