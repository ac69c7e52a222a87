/// Grades: what verified receipts are worth by a policy.
///
/// In: a policy, receipts with their verdicts. Out: for each learner the points of each step, with the reason where there
/// are none, and whether the policy's mark is reached. Points are whole hundredths, so that nothing is lost in rounding.
/// Source: lesson format, section 9.
import Lessons
import SimulationKit

package struct StepGrade: Hashable, Sendable {
  package let step: String
  package let record: StepRecord?
  /// When it was last touched, as the learner's machine says; empty where unknown.
  package let lastAt: String
  /// Hundredths of a point.
  package let points: Int
  package let possible: Int
  /// Why it earned less than it could; empty where it did not.
  package let remark: String
}

package struct LessonGrade: Hashable, Sendable {
  package let lesson: String
  package let steps: [StepGrade]
  /// Why none of it counts; nil where it was verified.
  package let refusal: String?
  package var points: Int { min(possible, steps.map(\.points).reduce(0, +)) }
  package var possible: Int { steps.map(\.possible).reduce(0, +) }
}

package struct LearnerGrade: Hashable, Sendable {
  package let learner: String
  package let file: String
  package let lessons: [LessonGrade]
  /// Something of it cannot be judged here: not the learner's fault.
  package let isUnusable: Bool
  /// Percent that passes.
  package let pass: Int

  package var points: Int { lessons.map(\.points).reduce(0, +) }
  package var possible: Int { lessons.map(\.possible).reduce(0, +) }
  /// In hundredths of a percent, rounded down.
  package var share: Int { possible == 0 ? 0 : points * 10_000 / possible }
  package var isPassed: Bool { !isUnusable && share >= pass * 100 }
}

/// Applies a policy.
package struct GradeSheet {
  private let policy: GradePolicy
  /// The steps of a lesson of the course.
  private let steps: (_ lesson: String) -> [Step]

  package init(_ policy: GradePolicy, steps: @escaping (_ lesson: String) -> [Step]) {
    self.policy = policy
    self.steps = steps
  }

  /// In whose world the policy wants its lessons to be played.
  package var seeds: SeedRule {
    if let seed = policy.seed { return .given(seed) }
    return policy.wantsOwnSeed ? .own : .any
  }

  package func grade(_ receipt: Receipt, _ verdicts: [LessonVerdict], file: String) -> LearnerGrade {
    var isUnusable = false
    let lessons = policy.lessons.map { graded -> LessonGrade in
      guard let index = receipt.lessons.firstIndex(where: { $0.lesson.id == graded.id }) else {
        return grade(graded, records: nil, claims: [], refusal: "it is not in the receipt")
      }
      if verdicts[index].isUnusable { isUnusable = true }
      let refusal = refusal(verdicts[index], receipt.learner)
      return grade(
        graded, records: refusal == nil ? verdicts[index].records : nil, claims: receipt.lessons[index].steps,
        refusal: refusal)
    }
    return LearnerGrade(
      learner: receipt.learner, file: file, lessons: lessons, isUnusable: isUnusable, pass: policy.pass)
  }

  private func refusal(_ verdict: LessonVerdict, _ learner: String) -> String? {
    switch verdict {
    case .verified:
      // Without a name, everybody plays in the same world.
      policy.wantsOwnSeed && learner == ReceiptVerifier.namelessLearner
        ? "it was played without a name, in the world that all have; play with --profile NAME" : nil
    case .differs(let line, let reason): "not verified: line \(line): \(reason)"
    case .otherSeed(let line, let reason): "not verified: line \(line): \(reason)"
    case .unusable(let reason): reason
    }
  }

  private func grade(
    _ graded: GradePolicy.GradedLesson, records: [StepRecord]?, claims: [StepClaim], refusal: String?
  ) -> LessonGrade {
    let steps = steps(graded.id)
    let own = steps.map { graded.points(ofStep: $0.id) ?? $0.possiblePoints }
    let worth = Self.shared(graded.points.map { $0 * 100 }, among: own)
    let grades = steps.enumerated().map { index, step -> StepGrade in
      let record = records?.first { $0.id == step.id }
      let remark = remark(record, isWorthNothing: own[index] == 0)
      var points = 0
      if let record, remark.isEmpty { points = earned(record, worth[index]) }
      return StepGrade(
        step: step.id, record: record, lastAt: claims.first { $0.id == step.id }?.lastAt ?? "", points: points,
        possible: worth[index], remark: remark)
    }
    return LessonGrade(lesson: graded.id, steps: grades, refusal: refusal)
  }

  /// What a step is worth in hundredths, so that all are worth `total`; the last one takes what rounding leaves.
  private static func shared(_ total: Int?, among own: [Int]) -> [Int] {
    let sum = own.reduce(0, +)
    guard let total, sum > 0 else { return own.map { $0 * 100 } }
    var shares = own.map { total * $0 / sum }
    if let last = own.lastIndex(where: { $0 > 0 }) { shares[last] += total - shares.reduce(0, +) }
    return shares
  }

  /// Whole where all that does not come on top was earned.
  private func earned(_ record: StepRecord, _ worth: Int) -> Int {
    guard record.possiblePoints > 0 else { return worth }
    return worth * record.points / record.possiblePoints
  }

  private func remark(_ record: StepRecord?, isWorthNothing: Bool) -> String {
    guard let record, !isWorthNothing else { return "" }
    switch record.status {
    case .open: return "open"
    case .skipped: return "skipped"
    case .shown where !policy.allowsShownSolutions: return "the solution was shown"
    case .read, .solved, .shown: break
    }
    if record.hints > 0, !policy.allowsHints {
      return record.hints == 1 ? "a hint was opened" : "\(record.hints) hints were opened"
    }
    return ""
  }
}
