/// Verifies a receipt: plays its journals again and compares what they come to with what it says.
///
/// In: a receipt that was read, and where lessons and fixtures are. Out: a verdict for each lesson: verified, what differs
/// and in which line, or why nothing can be said. That the receipt was made with another Drydock or another course is
/// never the learner's fault, and is told apart. Source: lesson format, section 9.
import Lessons
import SimulationKit
import Workspace

package enum LessonVerdict: Hashable, Sendable {
  /// With the records that the replay came to.
  case verified([StepRecord])
  /// The receipt does not play as it says.
  case differs(line: Int, reason: String)
  /// It was played in a world of another seed than this learner's.
  case otherSeed(line: Int, reason: String)
  /// Another version of Drydock, of the lesson, or none of it here.
  case unusable(String)

  package var isVerified: Bool { records != nil }
  package var records: [StepRecord]? { if case .verified(let records) = self { records } else { nil } }
  package var isUnusable: Bool { if case .unusable = self { true } else { false } }
}

/// In whose world a lesson must have been played.
package enum SeedRule: Hashable, Sendable {
  /// Each learner in their own (`LearnerSeed`).
  case own
  case given(UInt64)
  case any
}

package struct ReceiptVerifier {
  /// Who has given no name plays as everybody does who has not.
  package static let namelessLearner = Profile.defaultName
  /// Finds a lesson by its id with the mark of its files; nil where there is none.
  package var lesson: (_ id: String, _ variant: String) -> (lesson: Lesson, mark: CourseMark)?
  package var fixture: (_ name: String, _ lesson: String) throws(WorkspaceError) -> Fixture
  /// The version of this Drydock.
  package let engine: String
  package var seeds = SeedRule.own

  package init(
    engine: String, lesson: @escaping (_ id: String, _ variant: String) -> (lesson: Lesson, mark: CourseMark)?,
    fixture: @escaping (_ name: String, _ lesson: String) throws(WorkspaceError) -> Fixture
  ) {
    self.engine = engine
    self.lesson = lesson
    self.fixture = fixture
  }

  /// A verdict for each lesson of the receipt, in its order.
  package func verdicts(on read: ReadReceipt) -> [LessonVerdict] {
    let receipt = read.receipt
    if receipt.engine != engine {
      let reason = "it was made by Drydock \(receipt.engine), and this is \(engine); verify it with that version"
      return receipt.lessons.map { _ in .unusable(reason) }
    }
    var verdicts = receipt.lessons.indices.map { verdict(read, $0) }
    if !read.fitsItsSum, verdicts.allSatisfy(\.isVerified) {
      let reason = "the text was changed after it was written, in a line that no replay can tell"
      verdicts = verdicts.map { _ in .differs(line: read.lastLine, reason: reason) }
    }
    return verdicts
  }

  private func verdict(_ read: ReadReceipt, _ index: Int) -> LessonVerdict {
    let receipt = read.receipt
    let part = receipt.lessons[index]
    let line = read.lessonLines[index]
    guard let (lesson, mark) = lesson(part.lesson.id, part.variant) else {
      return .unusable(
        "this course has no lesson `\(part.lesson.id)`"
          + (part.variant.isEmpty ? "" : " with a variant `\(part.variant)`")
          + "; name the course with --course or `course add` it")
    }
    guard mark == part.lesson else {
      return .unusable(
        "the lesson was played as \(part.lesson.version) (\(String(part.lesson.digest, radix: 16))), and here it is "
          + "\(mark.version) (\(String(mark.digest, radix: 16))); verify it with that course")
    }
    let own = LearnerSeed.of(profile: receipt.learner, lesson: lesson, variant: part.variant)
    switch seeds {
    case .any: break
    case .own where part.seed != own:
      return .otherSeed(
        line: line + 2,
        reason:
          "it was played in another learner's world: its seed is \(part.seed), the one of `\(receipt.learner)` is "
          + "\(own)")
    case .own where part.variant != LearnerVariant.id(profile: receipt.learner, lesson: lesson.header) ?? "":
      return .otherSeed(
        line: line + 1, reason: "it was played in another variant than the one of `\(receipt.learner)`")
    case .given(let seed) where part.seed != seed:
      return .otherSeed(line: line + 2, reason: "its seed is \(part.seed), and all were to play with --seed \(seed)")
    case .own, .given: break
    }
    return replayed(part, lesson, stepLines: read.stepLines[index], entryLines: read.entryLines[index], line: line)
  }

  private func replayed(
    _ part: LessonReceipt, _ lesson: Lesson, stepLines: [Int], entryLines: [EntryID: Int], line: Int
  ) -> LessonVerdict {
    let fixture: Fixture
    do throws(WorkspaceError) { fixture = try self.fixture(lesson.world.fixture, lesson.id) } catch {
      return .unusable(error.message)
    }
    let records: [StepRecord]
    do throws(ReplayProblem) {
      records = try JournalReplay(lesson, fixture: fixture, seed: part.seed, entries: part.journal).records()
    } catch {
      return .differs(line: entryLines[error.entry] ?? line, reason: "entry \(error.entry): \(error.reason)")
    }
    guard records.count == part.steps.count else {
      return .differs(line: line, reason: "the lesson has \(records.count) steps, the receipt \(part.steps.count)")
    }
    for (index, record) in records.enumerated() where part.steps[index].line != StepClaim(record).line {
      return .differs(line: stepLines[index], reason: "the journal comes to `\(StepClaim(record).line)`")
    }
    return .verified(records)
  }
}
