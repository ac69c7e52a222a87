/// `undo`, `redo`, `reset`: the words that go back.
///
/// In: the words after them. Out: what was taken back, and the time it is then. Nothing is ever deleted.
import Workspace

extension Session {
  func goBack(_ word: String, _ arguments: [String]) -> CommandOutput {
    guard arguments.isEmpty else {
      return .complaint("\(word): takes no words after it; type it again for one more", exitCode: 2)
    }
    do throws(WorkspaceError) {
      if word == "undo" {
        let undone = try sandbox.undo(notBefore: undoBoundary)
        let change = undone.entries.first.map { Self.shortened($0.typed) } ?? ""
        return CommandOutput("Taken back: \(change)\nIt is \(sandbox.now.timeOfDay) again.\n")
      }
      let entries = try sandbox.redo()
      let change = entries.first { $0.isChange }.map { Self.shortened($0.typed) } ?? "what was undone"
      return CommandOutput("Done again: \(change)\nIt is \(sandbox.now.timeOfDay).\n")
    } catch { return .complaint(error.message) }
  }

  func reset(_ arguments: [String]) -> CommandOutput {
    guard arguments.isEmpty else { return .complaint("reset: takes no words after it", exitCode: 2) }
    do throws(WorkspaceError) {
      try sandbox.reset()
      variables = [:]
      return CommandOutput("This world begins again. It is \(sandbox.now.timeOfDay).\n")
    } catch { return .complaint(error.message) }
  }

  static func shortened(_ typed: String) -> String {
    let line = typed.split(separator: "\n").joined(separator: " ")
    return line.count > 100 ? line.prefix(99) + "…" : line
  }
}
