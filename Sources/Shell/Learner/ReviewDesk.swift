/// What a review works on: which steps come back now, and each of them ready to be done.
///
/// In: the courses, those that were added included, the profile's progress, the wall clock as the desk tells it. Out: a plan; a step in a throw-away world
/// under another seed and, where there is one, another variant.
import Course
import Interpreter
import Lessons
import Workspace

extension Desk {
  /// - Parameter all: for practice, due or not.
  package func reviewPlan(all: Bool = false) throws(ShellError) -> ReviewPlan {
    guard !courses.isEmpty else { throw .noCourse(courseProblem) }
    let store = try progressStore()
    var items: [ReviewItem] = []
    for listed in courses.flatMap(\.manifest.lessons) {
      let progress: [(key: StepKey, progress: StepProgress)]
      do throws(WorkspaceError) { progress = try store.steps(lesson: listed.id) } catch { throw .workspace(error) }
      // A lesson that cannot be read now comes back when it can.
      guard !progress.isEmpty, let lesson = try? lesson(listed.id) else { continue }
      items += ReviewItem.all(of: lesson, progress: progress)
    }
    return ReviewPlan(items, at: now(), all: all)
  }

  func reviewed(_ item: ReviewItem, outside: Outside) throws(ShellError) -> ReviewedStep {
    guard let course = course(of: item.key.lesson) else { throw .noCourse(courseProblem) }
    let lesson: Lesson
    do throws(CourseFolderError) {
      let first = try course.lesson(item.key.lesson)
      let variant = LearnerVariant.id(ofReview: item.reviews.count, profile: profile, lesson: first.header)
      lesson = try course.lesson(item.key.lesson, variant: variant)
    } catch { throw .course(error) }
    let world: Fixture
    do throws(WorkspaceError) { world = try fixture(for: lesson) } catch { throw .workspace(error) }
    do throws(LessonPlayError) {
      return try ReviewedStep(
        item, lesson: lesson, fixture: world, seed: seed ?? ReviewedStep.seed(profile: profile, item), outside: outside)
    } catch { throw .play(error) }
  }

  /// What is lost where it cannot be written is only when the step comes back.
  func note(_ outcome: StepReview.Outcome, of item: ReviewItem) {
    guard let keeper = try? keeper() else { return }
    do throws(WorkspaceError) { try keeper.note(outcome, of: item, at: now()) } catch { return }
  }
}
