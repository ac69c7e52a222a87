/// `files`, `cat`, `rm`, `cp`, `mv`: the sandbox's own files, and nothing else on the machine.
import AWSCommandLine
import Workspace

extension Session {
  func fileWord(_ word: String, _ arguments: [String]) -> CommandOutput {
    switch (word, arguments.count) {
    case ("files", 0), ("ls", 0): return listFiles()
    case ("rm", 1...): return remove(arguments)
    case ("cp", 2): return copy(arguments[0], to: arguments[1])
    case ("mv", 2):
      let copied = copy(arguments[0], to: arguments[1])
      return copied.exitCode == 0 ? remove([arguments[0]]) : copied
    default:
      let usage = Self.ownWords.first { $0.word == (word == "ls" ? "files" : word) }?.usage ?? word
      return .complaint("\(word): use it like this: \(usage)", exitCode: 2)
    }
  }

  private func listFiles() -> CommandOutput {
    do throws(WorkspaceError) {
      return CommandOutput(try sandbox.files.list().map { $0.name + "\n" }.joined())
    } catch { return .complaint(error.message) }
  }

  func showFiles(_ paths: [String]) -> CommandOutput {
    var text = ""
    for path in paths {
      switch readSandboxFile(path) {
      case .success(let bytes): text += String(decoding: bytes, as: UTF8.self)
      case .failure(let problem): return CommandOutput(text, error: "drydock: cat: \(path): \(problem.text)\n", exitCode: 1)
      }
    }
    return CommandOutput(text)
  }

  private func remove(_ paths: [String]) -> CommandOutput {
    for path in paths {
      do throws(WorkspaceError) { try sandbox.files.remove(path, typed: typed, origin: origin) } catch { return .complaint("rm: \(error.message)") }
    }
    return CommandOutput()
  }

  private func copy(_ from: String, to target: String) -> CommandOutput {
    switch readSandboxFile(from) {
    case .failure(let problem): return .complaint("\(from): \(problem.text)")
    case .success(let bytes):
      do throws(WorkspaceError) {
        try sandbox.files.write(target, bytes, typed: typed, origin: origin)
        return CommandOutput()
      } catch { return .complaint(error.message) }
    }
  }
}
