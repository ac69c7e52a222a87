/// `note` and `history`: what the learner writes down, and what was done in this world.
///
/// In: words. Out: an entry of the journal, or lines read from it.
import Interpreter
import Workspace

extension LearnerShell {
  func note(_ arguments: [String]) -> CommandOutput {
    guard !arguments.isEmpty else {
      return .complaint("note: say what, as in `note the target group was missing`", exitCode: 2)
    }
    let text = arguments.joined(separator: " ")
    let place = play.map { ($0.lesson.id, $0.step.id) } ?? ("", "")
    let move = LessonMove(.note, lesson: place.0, step: place.1, arguments: [text])
    do throws(WorkspaceError) {
      try session.sandbox.record(move, typed: "note " + text, origin: .shell)
      session.transcript.note(text)
      return CommandOutput()
    } catch { return .complaint(error.message) }
  }

  private static let usualCommands = 200

  /// Those of this world that stand: what `undo` took back is not among them.
  func pastCommands(_ arguments: [String]) -> CommandOutput {
    guard arguments.count <= 1, let count = arguments.first.map({ Int($0) }) ?? Self.usualCommands, count > 0 else {
      return .complaint("history: `history` shows the last commands, `history 10` the last ten", exitCode: 2)
    }
    var lines: [String] = []
    var last: (typed: String, line: String)?
    for entry in session.sandbox.entries() where !entry.typed.isEmpty && entry.origin.kind != .lesson {
      // One command with several `$(…)` is several entries.
      let line = "\(entry.instant.timeOfDay)  \(entry.typed.split(separator: "\n").joined(separator: " "))"
      if last?.typed == entry.typed, entry.typed.contains("$(") { continue }
      last = (entry.typed, line)
      lines.append(line)
    }
    return text(Array(lines.suffix(count)))
  }
}
