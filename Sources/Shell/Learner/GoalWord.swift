/// `goal`: the text of the step again, and for each check what there is, what is wanted, and what is missing.
///
/// In: the open lesson. Out: lines. Changes nothing.
import Course
import Interpreter
import Lessons
import Screen

extension LearnerShell {
  func goal() -> CommandOutput {
    guard let play else { return Self.noLesson }
    showStep(isIntroduced: false)
    do throws(LessonPlayError) {
      guard let report = try play.report() else { return CommandOutput() }
      return text(manner.canvas.goal(report))
    } catch { return .complaint(error.message) }
  }
}
