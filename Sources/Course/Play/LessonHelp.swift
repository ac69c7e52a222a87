/// Hints and the solution of the present step.
///
/// In: which tier is wanted. Out: its text. Opening one is written down; nothing is taken off for it.
import Lessons
import Workspace

extension LessonPlay {
  /// The next tier, or the tier asked for where it was opened before.
  package func hint(_ wanted: Int? = nil) -> (number: Int, hint: Hint)? {
    let opened = stepProgress.hints
    let number = wanted ?? min(opened + 1, step.hints.count)
    guard number >= 1, number <= step.hints.count, number <= opened + 1 else { return nil }
    if number > opened {
      note(.hint, ["\(number)"])
      updateProgress { $0.hints = number }
    }
    return (number, step.hints[number - 1])
  }

  /// The hints that were opened so far.
  package var openedHints: [Hint] { Array(step.hints.prefix(stepProgress.hints)) }

  /// The solution to show; from now on the step counts as shown unless it was solved before.
  package func showSolution() -> Solution? {
    guard let solution = step.solutions.first else { return nil }
    note(.solution)
    updateProgress { progress in if !progress.isSolved { progress.isSolutionShown = true } }
    return solution
  }

  /// Help is given also where it cannot be written down.
  private func note(_ kind: LessonMove.Kind, _ arguments: [String] = []) {
    do throws(LessonPlayError) { try record(kind, arguments) } catch { return }
    headBefore = sandbox.head
  }
}
