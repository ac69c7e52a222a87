/// `diff`: two worlds, or the answers to one command, compared.
///
/// In: `last`, or the name of a fork. Out: lines: `-` only before, `+` only after, `~` otherwise. Changes nothing.
import Documents
import Workspace

extension Session {
  func diff(_ arguments: [String]) -> CommandOutput {
    guard arguments.count <= 1 else {
      return .complaint("diff: `diff last`, `diff` in a fork, or `diff NAME` with a fork's name", exitCode: 2)
    }
    if arguments == ["last"] { return diffLast() }
    do throws(WorkspaceError) {
      if let name = arguments.first {
        guard let fork = try fork(called: name) else {
          return .complaint("diff: there is no fork called '\(GrammarError.shown(name))'; `fork list` shows them")
        }
        return compared(sandbox, fork)
      }
      guard let fork = forks.last else {
        return .complaint(
          "diff: `diff` compares a fork with what it comes from; `fork` makes one. `diff last` compares the last two answers "
            + "to one command", exitCode: 2)
      }
      return compared(fork.origin, fork.sandbox)
    } catch { return .complaint("diff: \(error.message)") }
  }

  private func fork(called name: String) throws(WorkspaceError) -> Sandbox? {
    if let kept = keptForks.last(where: { $0.origin === sandbox && $0.name == name }) { return kept.sandbox }
    return try sandbox.sibling(named: "\(sandbox.name)/\(name)")
  }

  private func compared(_ before: Sandbox, _ after: Sandbox) -> CommandOutput {
    let difference = WorldDifference(from: before.world, to: after.world)
    let head = "`\(before.name)` at \(before.now.timeOfDay), `\(after.name)` at \(after.now.timeOfDay):"
    let lines = difference.isEmpty ? ["nothing differs but the time"] : difference.lines()
    return CommandOutput(([head] + lines).map { $0 + "\n" }.joined())
  }

  // MARK: Answers

  /// What changed in the answer since the same command was last run.
  private func diffLast() -> CommandOutput {
    guard let (command, before, after) = answers.lastTwo else {
      return .complaint("diff: run the same command twice first; then `diff last` shows what changed in its answer")
    }
    let lines = Self.changes(from: before, to: after)
    let head = "Since it was last run: \(Self.shortened(command))"
    return CommandOutput(([head] + (lines.isEmpty ? ["nothing has changed"] : lines)).map { $0 + "\n" }.joined())
  }

  /// Member by member where both are JSON, else line by line.
  package static func changes(from before: String, to after: String) -> [String] {
    if let old = try? DocumentReader.read(before), let new = try? DocumentReader.read(after),
      old.object != nil || old.list != nil
    {
      return DocumentDifference(from: old, to: new).changes.map(\.line)
    }
    return TextDifference(from: before, to: after).changedLines
  }
}
