/// A solution being recorded: what the author types, without what led nowhere.
///
/// In: lines, each run in a session. Out: the lines that made the difference, in order, and the checks that would see it.
/// Source: lesson format, section 10.
import Cloud
import Interpreter
import Lessons
import Workspace

package final class Recording {
  package let session: Session
  private let before: World
  private let start: EntryID
  private var lines: [(text: String, head: EntryID, matters: Bool)] = []

  /// - Parameter play: stands at the step that is to be recorded, or at the end of the steps there are.
  package init(_ play: LessonPlay) {
    session = play.session
    before = session.sandbox.world
    start = session.sandbox.head
  }

  package func type(_ line: String) -> LineResult {
    let sandbox = session.sandbox
    let (head, variables) = (sandbox.head, session.variables)
    let result = session.run(line)
    let made = sandbox.entries(since: head)
    let changed = made.contains { entry in
      if case .advance = entry.kind { return true }
      if case .file = entry.kind { return true }
      return entry.isChange
    }
    let matters = result.exitCode == 0 && sandbox.head >= head && (changed || session.variables != variables)
    lines.append((line, sandbox.head, matters))
    return result
  }

  /// Without lines that failed, only looked, or were taken back.
  package var solution: [String] {
    let path = Set(session.sandbox.entries().map(\.id))
    return lines.filter { line in
      let first = line.text.split(whereSeparator: \.isWhitespace).first
      return line.matters && path.contains(line.head) && first != "undo" && first != "redo"
    }.map(\.text)
  }

  package var proposals: [ProposedCheck] { ProposedChecks.between(before, session.sandbox.world) }
}
