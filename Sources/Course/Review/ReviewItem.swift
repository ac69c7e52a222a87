/// A step that may come back in review, and how it went so far.
///
/// In: a lesson, a profile's progress in it. Out: the steps of it that may come back. Reads no clock.
/// Source: pedagogy (retrieval and spacing; a shown solution comes back); lesson format, section 9: progress under
/// another hash of the checks means that they have changed since.
import Lessons
import SimulationKit
import Workspace

package struct ReviewItem: Hashable, Sendable {
  package let key: StepKey
  /// It was passed with its solution in view, or passed over, and no review has made up for it.
  package let wasShown: Bool
  /// What is judged is not what it was when the step was passed, and no review has been about it as it is now.
  package let hasChanged: Bool
  /// On the wall clock.
  package let passedAt: Instant
  package let reviews: [StepReview]

  package init(key: StepKey, wasShown: Bool, hasChanged: Bool, passedAt: Instant, reviews: [StepReview]) {
    self.key = key
    self.wasShown = wasShown
    self.hasChanged = hasChanged
    self.passedAt = passedAt
    self.reviews = reviews
  }

  /// The steps of a finished lesson that its author wants back, and those whose solution was shown.
  ///
  /// - Parameter progress: everything known about the lesson, whatever its checks were then. A lesson is finished when its
  ///   last step was once passed.
  package static func all(of lesson: Lesson, progress: [(key: StepKey, progress: StepProgress)]) -> [ReviewItem] {
    func passed(_ step: Step) -> [(key: StepKey, progress: StepProgress)] {
      progress.filter { $0.key.step == step.id && $0.progress.isPassed }
    }
    guard let last = lesson.steps.last, !passed(last).isEmpty else { return [] }
    let wanted = lesson.header.review.map(\.id)
    return lesson.steps.compactMap { step in
      guard step.kind.fitsReview else { return nil }
      let key = StepKey(lesson: lesson.id, step: step.id, checks: String(lesson.checksHash(of: step), radix: 16))
      let known = passed(step)
      guard let newest = known.max(by: { $0.progress.lastAt < $1.progress.lastAt }) else { return nil }
      let current = known.first { $0.key == key }
      let used = (current ?? newest).progress
      let wasShown = used.isSolutionShown && !used.reviews.contains { $0.outcome == .right }
      guard wanted.contains(step.id) || wasShown, let passedAt = used.passedInstant else { return nil }
      // A review of the step as it is now, that was passed over.
      let tried = progress.first { $0.key == key }?.progress.reviews ?? []
      return ReviewItem(
        key: key, wasShown: wasShown, hasChanged: current == nil && tried.isEmpty, passedAt: passedAt,
        reviews: tried.isEmpty ? used.reviews : tried)
    }
  }
}

extension StepProgress {
  var isPassed: Bool { isSolved || isSkipped }

  /// Progress of older versions has no time of its own for this.
  var passedInstant: Instant? { Instant(iso8601: passedAt) ?? Instant(iso8601: lastAt) }
}
