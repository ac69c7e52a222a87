/// `fork`: a copy of the sandbox to try things in, and the way back.
///
/// In: a name, `back`, `keep`, `list`. Out: where the session is then. A fork is a sandbox of its own, called after the one
/// it comes from: `play/try`. Nothing is deleted: `fork NAME` goes back to one that was left.
import Workspace

extension Session {
  func fork(_ arguments: [String]) -> CommandOutput {
    guard arguments.count <= 1 else {
      return .complaint("fork: `fork NAME` makes or enters one; `fork back`, `fork keep`, `fork list`", exitCode: 2)
    }
    do throws(WorkspaceError) {
      switch arguments.first {
      case "back": return try forkBack()
      case "keep": return try forkKeep()
      case "list": return try forkList()
      case let name: return try forkInto(name)
      }
    } catch { return .complaint("fork: \(error.message)") }
  }

  private func forkInto(_ wanted: String?) throws(WorkspaceError) -> CommandOutput {
    try sandbox.catchUp()
    if let wanted, !SandboxName.isValidPart(wanted) { throw .sandboxName(wanted) }
    let known = Set(try sandbox.forkNames() + keptForks.filter { $0.origin === sandbox }.map(\.name))
    let name = wanted ?? Self.freeName(among: known, inLesson: sandbox.name.hasPrefix("lesson/"))
    let origin = sandbox
    let place = "`\(origin.name)/\(name)`"
    if known.contains(name), let fork = try existingFork(name) {
      enter(fork, called: name)
      return CommandOutput(
        "You are in \(place) again, as it was left; it is \(sandbox.now.timeOfDay). `fork back` returns.\n")
    }
    let fork = try origin.fork(as: "\(origin.name)/\(name)")
    enter(fork, called: name)
    return CommandOutput(
      "You are in \(place), a copy of `\(origin.name)` as it is at \(sandbox.now.timeOfDay). `diff` compares the two, `fork "
        + "back` returns, `fork keep` returns with what you did.\n")
  }

  /// In a lesson `play`; else `try`, `try-2` ….
  private static func freeName(among known: Set<String>, inLesson: Bool) -> String {
    let base = inLesson ? "play" : "try"
    let number = (2...).first { number in !known.contains("\(base)-\(number)") } ?? 2
    return known.contains(base) ? "\(base)-\(number)" : base
  }

  private func existingFork(_ name: String) throws(WorkspaceError) -> Sandbox? {
    if let kept = keptForks.first(where: { $0.origin === sandbox && $0.name == name }) { return kept.sandbox }
    return try sandbox.sibling(named: "\(sandbox.name)/\(name)")
  }

  private func enter(_ fork: Sandbox, called name: String) {
    forks.append(Fork(name: name, sandbox: fork, origin: sandbox))
    move(to: fork)
  }

  private static let notInAFork = CommandOutput.complaint(
    "fork: this is no fork; `fork` makes one of this sandbox", exitCode: 1)

  private func forkBack() throws(WorkspaceError) -> CommandOutput {
    guard let fork = forks.popLast() else { return Self.notInAFork }
    keptForks.removeAll { $0.sandbox === fork.sandbox }
    keptForks.append(fork)
    move(to: fork.origin)
    try sandbox.catchUp()
    return CommandOutput(
      "Back in `\(sandbox.name)`; it is \(sandbox.now.timeOfDay). `fork \(fork.name)` goes on where you were.\n")
  }

  private func forkKeep() throws(WorkspaceError) -> CommandOutput {
    guard let fork = forks.last else { return Self.notInAFork }
    let count = try fork.origin.takeOver(fork.sandbox)
    forks.removeLast()
    move(to: fork.origin)
    return CommandOutput(
      "Back in `\(sandbox.name)`, with what you did in `\(fork.name)` (\(count == 1 ? "1 entry" : "\(count) entries")); it is "
        + "\(sandbox.now.timeOfDay).\n")
  }

  private func forkList() throws(WorkspaceError) -> CommandOutput {
    let names = Set(try sandbox.forkNames() + keptForks.filter { $0.origin === sandbox }.map(\.name)).sorted()
    return CommandOutput(
      names.isEmpty ? "`\(sandbox.name)` has no forks; `fork` makes one.\n" : names.map { $0 + "\n" }.joined())
  }
}

/// One that the session has entered.
struct Fork {
  let name: String
  let sandbox: Sandbox
  let origin: Sandbox
}
