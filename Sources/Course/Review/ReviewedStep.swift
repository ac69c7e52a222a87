/// One step that is done again: in a throw-away world, as it was when the step began.
///
/// In: a lesson, which step, a seed. Out: a `LessonPlay` that stands at the step, and what came of it in the end. What is
/// done there reaches neither the learner's sandboxes nor the lesson's progress; choices stand in another order.
import Interpreter
import Lessons
import SimulationKit
import Workspace

package struct ReviewedStep {
  package let item: ReviewItem
  package let play: LessonPlay

  /// - Parameters:
  ///   - lesson: the variant to play.
  ///   - seed: of the world. A lesson is tested with few seeds: where it cannot be begun with this one, its own is taken.
  /// - Throws: `noStep`, `setupFailed`, the sandbox's errors.
  package init(
    _ item: ReviewItem, lesson: Lesson, fixture: Fixture, seed: UInt64, outside: Outside
  ) throws(LessonPlayError) {
    self.item = item
    let lesson = lesson.withChoicesMixed(seed)
    do throws(LessonPlayError) {
      play = try Self.play(item, lesson, fixture, seed, outside)
    } catch {
      play = try Self.play(item, lesson, fixture, lesson.world.seed, outside)
    }
  }

  private static func play(
    _ item: ReviewItem, _ lesson: Lesson, _ fixture: Fixture, _ seed: UInt64, _ outside: Outside
  ) throws(LessonPlayError) -> LessonPlay {
    let sandbox: Sandbox
    do throws(WorkspaceError) { sandbox = try Sandbox.rehearsal(fixture: fixture, seed: seed) } catch {
      throw .workspace(error)
    }
    let play = try LessonPlay(
      lesson: lesson, session: Session(sandbox: sandbox, outside: outside), progress: .inMemory())
    try play.skip(to: item.key.step)
    play.session.variables = [:]
    return play
  }

  /// The same for the same profile, step and number of reviews.
  package static func seed(profile: String, _ item: ReviewItem) -> UInt64 {
    var hash = StableHash()
    for text in ["review", profile, item.key.lesson, item.key.step] { hash.combine(text) }
    hash.combine(item.reviews.count)
    return hash.value
  }

  /// nil while the step is open.
  package var outcome: StepReview.Outcome? {
    guard play.isPassed else { return nil }
    if play.stepProgress.isSolutionShown { return .helped }
    switch play.step.kind {
    case .quiz: return play.stepProgress.attempts == 0 ? .right : .helped
    case .predict: return play.hasPredictedRight ? .right : .helped
    case .explain, .do, .goal, .repair, .timed: return .right
    }
  }
}

extension ProgressKeeper {
  /// Writes down that a step came back, and what came of it. Done without help it is solved, also where it had been passed
  /// over or its checks have changed since.
  package func note(_ outcome: StepReview.Outcome, of item: ReviewItem, at now: String) throws(WorkspaceError) {
    try update(item.key) { progress in
      if item.hasChanged, progress.reviews.isEmpty { progress.reviews = item.reviews }
      progress.review(StepReview(at: now, outcome: outcome))
      if outcome == .right { progress.isSolved = true }
    }
  }
}
