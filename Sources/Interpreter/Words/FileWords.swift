/// `files`, `cat`, `rm`, `cp`, `mv`: the sandbox's own files, and nothing else on the machine.
///
/// In: names. Out: what the tools of those names print. A lesson's own files can be read and copied, never changed.
import AWSCommandLine
import Workspace

extension Session {
  func fileWord(_ word: String, _ arguments: [String]) -> CommandOutput {
    switch (word, arguments.count) {
    case ("files", 0), ("ls", 0): return listFiles()
    case ("rm", 1...): return remove(arguments)
    case ("cp", 2): return copy(arguments[0], to: arguments[1])
    case ("mv", 2): return move(arguments[0], to: arguments[1])
    default:
      let usage = word == "ls" ? "ls, without a path" : Self.ownWords.first { $0.word == word }?.usage ?? word
      return .complaint("\(word): use it like this: \(usage)", exitCode: 2)
    }
  }

  private func listFiles() -> CommandOutput {
    do throws(WorkspaceError) {
      return CommandOutput(try sandbox.files.list().map { $0.name + "\n" }.joined())
    } catch { return .complaint(error.message) }
  }

  /// One after another; a missing one is said, and the others are shown.
  func showFiles(_ paths: [String], as word: String = "cat") -> CommandOutput {
    var output = CommandOutput()
    for path in paths {
      switch readSandboxFile(path) {
      case .success(let bytes): output.standardOutput += String(decoding: bytes, as: UTF8.self)
      case .failure(let problem):
        output.standardError += "drydock: \(word): \(problem.sentence(about: path))\n"
        output.exitCode = 1
      }
      if output.standardOutput.utf8.count > Self.mostShownBytes {
        return .complaint("\(word): more than \(Self.mostShownBytes >> 20) MiB")
      }
    }
    return output
  }
  private static let mostShownBytes = 16 << 20

  private func remove(_ paths: [String]) -> CommandOutput {
    for path in paths {
      do throws(WorkspaceError) { try sandbox.files.remove(path, typed: progress.typed, origin: origin) } catch {
        return .complaint("rm: \(error.message)")
      }
    }
    return CommandOutput()
  }

  private func copy(_ from: String, to target: String) -> CommandOutput {
    switch readSandboxFile(from) {
    case .failure(let problem): return .complaint("cp: \(problem.sentence(about: from))")
    case .success(let bytes):
      do throws(WorkspaceError) {
        try sandbox.files.write(target, bytes, typed: progress.typed, origin: origin)
        return CommandOutput()
      } catch { return .complaint("cp: \(error.message)") }
    }
  }

  private func move(_ from: String, to target: String) -> CommandOutput {
    do throws(WorkspaceError) {
      let bytes = try sandbox.files.read(from)
      guard try FilePath(from) != FilePath(target) else {
        return .complaint("mv: '\(from)' and '\(target)' are the same file")
      }
      try sandbox.files.write(target, bytes, typed: progress.typed, origin: origin)
      try sandbox.files.remove(from, typed: progress.typed, origin: origin)
      return CommandOutput()
    } catch { return .complaint("mv: \(error.message)") }
  }
}
