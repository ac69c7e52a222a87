/// Demonstrations: commands run for the learner to watch, on a copy of the world.
///
/// In: a demonstration of the present step. Out: each command with what it printed. The learner's world stays as it is.
/// A demonstration that is kept has run before the step began; its commands are shown without their answers.
import Interpreter
import Lessons
import Workspace

package struct Demonstrated: Sendable {
  package let command: Command
  /// What it printed, with what happened meanwhile; nil where it was not run.
  package let printed: String?

  package init(command: Command, printed: String? = nil) {
    self.command = command
    self.printed = printed
  }
}

extension LessonPlay {
  package func demonstrate(_ demonstration: Demonstration) -> [Demonstrated] {
    let backstage = demonstration.keepsChanges ? nil : sessionOnCopy()
    return demonstration.commands.map { command in
      Demonstrated(command: command, printed: backstage?.run(command.text).chunks.map(\.text).joined())
    }
  }

  /// On a copy of the world as it was when the step began.
  private func sessionOnCopy() -> Session? {
    do throws(WorkspaceError) {
      return Session(sandbox: try sandbox.fork(at: start), outside: session.outside, origin: .lesson)
    } catch { return nil }
  }
}
