/// `edit FILE`: the learner's own editor on a file of the sandbox.
///
/// In: a name. Out: the file changed, journaled. Runs a program of the host, so it works at a terminal alone, never from a
/// script, a lesson or standard input.
import Interpreter
import Workspace

extension LearnerShell {
  func edit(_ arguments: [String]) -> CommandOutput {
    guard manner.isInteractive else {
      return .complaint("edit: an editor needs a terminal; write files with `>` or a here-document")
    }
    guard arguments.count == 1, let name = arguments.first else {
      return .complaint("edit: say which file, as in `edit task.json`", exitCode: 2)
    }
    do throws(WorkspaceError) {
      let files = session.sandbox.files
      do throws(WorkspaceError) { _ = try files.read(name) } catch WorkspaceError.fileMissing {
        try files.write(name, [])
      }
      guard let folder = files.folderPath else {
        return .complaint("edit: this world is in memory alone and has no files an editor could open; use `>`")
      }
      let editor = TerminalFacts.variable("VISUAL") ?? TerminalFacts.variable("EDITOR") ?? "vi"
      // The path is never read as a command, and an editor with options works.
      let status = HostPrograms.run("\(editor) \"$1\"", arguments: [folder + "/" + name])
      try files.takeInFolder()
      guard status == 0 else { return .complaint("edit: `\(editor)` ended with status \(status)") }
      return CommandOutput("\(name) is kept; `file://\(name)` reads it.\n")
    } catch { return .complaint("edit: \(error.message)") }
  }
}
