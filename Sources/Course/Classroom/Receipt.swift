/// A receipt: what a learner has reached in some lessons, with everything that was done, so that anybody can play it again.
///
/// In: journals of lessons' sandboxes, or text (`ReceiptText`). Out: the same, as a value. What it claims is worth only what
/// `ReceiptVerifier` comes to. Source: lesson format, section 9, "Receipt".
import Lessons
import SimulationKit
import Workspace

package struct Receipt: Hashable, Sendable {
  /// The profile's name.
  package var learner: String
  /// The version of Drydock that played.
  package var engine: String
  package var course: CourseMark
  /// The wall clock's text, as the learner's machine says.
  package var written: String
  package var lessons: [LessonReceipt]

  package init(learner: String, engine: String, course: CourseMark, written: String, lessons: [LessonReceipt]) {
    self.learner = learner
    self.engine = engine
    self.course = course
    self.written = written
    self.lessons = lessons
  }
}

/// A course or a lesson: its id, its version and the digest of its files.
package struct CourseMark: Hashable, Sendable {
  package let id: String
  package let version: String
  package let digest: UInt64
  package init(id: String, version: String, digest: UInt64) {
    self.id = id
    self.version = version
    self.digest = digest
  }

  package var text: String { "\(id) \(version) \(String(digest, radix: 16))" }
}

package struct LessonReceipt: Hashable, Sendable {
  package var lesson: CourseMark
  /// Empty where the lesson has none.
  package var variant: String
  package var seed: UInt64
  package var steps: [StepClaim]
  package var journal: [Entry]

  package var points: Int { steps.map(\.points).reduce(0, +) }
  package var possiblePoints: Int { steps.map(\.possiblePoints).reduce(0, +) }

  package init(lesson: CourseMark, variant: String, seed: UInt64, steps: [StepClaim], journal: [Entry]) {
    self.lesson = lesson
    self.variant = variant
    self.seed = seed
    self.steps = steps
    self.journal = journal
  }
}

/// What a receipt says of one step.
package struct StepClaim: Hashable, Sendable {
  package var id: String
  package var kind: StepKind
  package var status: StepRecord.Status
  package var attempts: Int
  package var hints: Int
  package var points: Int
  package var possiblePoints: Int
  package var simulated: Duration
  package var medal: Medal.Grade?
  /// When it was first and last touched, by the wall clock of the learner's machine; empty where unknown. Nobody can
  /// verify them.
  package var firstAt = ""
  package var lastAt = ""

  package init(_ record: StepRecord) {
    id = record.id
    kind = record.kind
    status = record.status
    attempts = record.attempts
    hints = record.hints
    points = record.points
    possiblePoints = record.possiblePoints
    simulated = record.simulated
    medal = record.medal
  }

  init(id: String, kind: StepKind, status: StepRecord.Status, numbers: [Int], medal: Medal.Grade?) {
    self.id = id
    self.kind = kind
    self.status = status
    (attempts, hints, points, possiblePoints) = (numbers[0], numbers[1], numbers[2], numbers[3])
    simulated = Duration(milliseconds: numbers[4])
    self.medal = medal
  }

  /// What can be verified, as one line.
  package var line: String {
    "step: \(id) \(kind.rawValue) \(status.rawValue) attempts=\(attempts) hints=\(hints) points=\(points)/\(possiblePoints) "
      + "simulated=\(simulated.milliseconds) medal=\(medal?.rawValue ?? "-")"
  }
}

extension LessonReceipt {
  /// Plays the journal of the lesson's sandbox again and writes down what it comes to.
  ///
  /// - Parameter progress: for the wall clock's times alone.
  /// - Throws: the first entry that this engine does not come to: the lesson, its course or Drydock has changed since.
  package static func made(
    of lesson: Lesson, mark: CourseMark, journal: [Entry], fixture: Fixture,
    progress: (Step) -> StepProgress = { _ in StepProgress() }
  ) throws(ReplayProblem) -> LessonReceipt {
    guard let first = journal.first, case .beginning(_, let seed) = first.kind else {
      throw ReplayProblem(entry: 1, reason: "the journal has no beginning")
    }
    let replay = try JournalReplay(lesson, fixture: fixture, seed: seed, entries: journal)
    let claims = try zip(lesson.steps, replay.records()).map { step, record -> StepClaim in
      var claim = StepClaim(record)
      let known = progress(step)
      (claim.firstAt, claim.lastAt) = (ReceiptText.plainWord(known.firstAt), ReceiptText.plainWord(known.lastAt))
      return claim
    }
    return LessonReceipt(lesson: mark, variant: lesson.variant ?? "", seed: seed, steps: claims, journal: journal)
  }
}
