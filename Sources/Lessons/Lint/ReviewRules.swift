/// Can what comes back in review come back (DD401).
///
/// In: a lesson. Out: findings: a step that is not there or is of no kind that fits. That a lesson names none is a warning
/// of the course (`TeachingOrder`). Source: lesson format, section 7 ("no review items").
struct ReviewRules {
  let findings: Findings

  func apply(to lesson: Lesson) {
    let fitting = lesson.steps.filter(\.kind.fitsReview).map(\.id)
    for item in lesson.header.review {
      guard let step = lesson.step(item.id) else {
        findings.report(
          "DD401", at: item.position, "`review` names `\(item.id)`, which is no step of this lesson", mistyped: item.id,
          among: fitting)
        continue
      }
      if !step.kind.fitsReview {
        findings.report(
          "DD401", at: item.position,
          "`review` names `\(item.id)`, which is of kind `\(step.kind.rawValue)`; a `do`, `predict`, `quiz` or `repair` "
            + "step fits into a minute or two")
      }
    }
  }
}

extension StepKind {
  /// Short enough to be done again in a review.
  package var fitsReview: Bool {
    switch self {
    case .do, .predict, .quiz, .repair: true
    case .explain, .goal, .timed: false
    }
  }
}
