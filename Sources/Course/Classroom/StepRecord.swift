/// What a journal shows of one step: how it was done, and what it took.
///
/// In: made by `JournalReplay` from entries. Out: the same for the receipt, its verification, grades and reports. Hangs
/// on the journal alone, never on kept progress: whoever has the journal comes to the same record.
import Lessons
import SimulationKit

package struct StepRecord: Hashable, Sendable {
  package enum Status: String, Hashable, Sendable, CaseIterable {
    case open
    /// An explanation that was gone on from.
    case read
    case solved
    /// Solved after the solution was shown.
    case shown
    /// Passed over: the lesson played the solution.
    case skipped
  }
  package let id: String
  package let kind: StepKind
  package var status = Status.open
  /// What was tried while the step was open and did not pass it: changing, failed and refused commands, wrong answers.
  package var attempts = 0
  /// The highest tier of hint that was opened while the step was open.
  package var hints = 0
  package var points = 0
  /// Without a bonus, which comes on top.
  package let possiblePoints: Int
  /// From the step's beginning to its end; so far where it is open.
  package var simulated = Duration.zero
  package var medal: Medal.Grade?
  /// Commands that failed, or were taken back, or left the step open, and to which no diagnosis of the lesson spoke, as
  /// typed, at most `mostUndiagnosed`. What the step was passed with is not among them.
  package var undiagnosed: [String] = []
  package static let mostUndiagnosed = 20

  package init(_ step: Step) {
    id = step.id
    kind = step.kind
    possiblePoints = step.possiblePoints
  }

  package var isDone: Bool { status == .solved || status == .shown }
}

extension Step {
  /// What the step says it is worth; else what its checks are, and 1 for a question. Reading is worth nothing.
  package var possiblePoints: Int {
    switch kind {
    case .explain: 0
    case .quiz, .predict: points ?? 1
    case .do, .goal, .repair, .timed: points ?? checks.filter { !$0.isBonus }.map(\.points).reduce(0, +)
    }
  }
}
