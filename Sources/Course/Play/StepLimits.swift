/// The clock and the budget of a timed step, and the medals of any step.
///
/// In: the journal since the step began. Out: what was used of the limits, and the best medal earned. Only commands that
/// changed something count, never a mistyped one; what `undo` took back counts, since it was tried.
/// Source: lesson format, section 3, directives `limit` and `medal`; design, "The journal is the state".
import Lessons
import SimulationKit
import Workspace

/// What a step has used of its limits.
package struct StepLimits: Hashable, Sendable {
  /// Since the step began, on the present branch.
  package let elapsed: Duration
  package let mostTime: Duration?
  package let changes: Int
  package let mostChanges: Int?

  /// Nil where there is no clock; zero once it has run out.
  package var timeLeft: Duration? {
    mostTime.map { .milliseconds(max(0, $0.milliseconds - elapsed.milliseconds)) }
  }
  package var isTimeOver: Bool { mostTime.map { elapsed > $0 } ?? false }
  package var areChangesOver: Bool { mostChanges.map { changes > $0 } ?? false }
  package var isOver: Bool { isTimeOver || areChangesOver }

  /// Whether the step may still be passed that much later.
  func allows(_ later: Duration) -> Bool {
    !areChangesOver && (mostTime.map { elapsed + later <= $0 } ?? true)
  }
}

extension LessonPlay {
  /// nil for a step without limits.
  package var limits: StepLimits? {
    guard let limit = step.limit else { return nil }
    return StepLimits(
      elapsed: elapsed, mostTime: limit.simulated.map { .seconds($0.seconds) }, changes: changesMade,
      mostChanges: limit.changes)
  }

  private var elapsed: Duration { sandbox.entry(start).map { sandbox.now - $0.instant } ?? .zero }

  /// Changing commands of the learner since the step began, on every branch.
  private var changesMade: Int { entriesOnEveryBranch.count { $0.isChange && $0.origin.kind != .lesson } }

  /// Entries since the step began, also those that `undo` took back.
  var entriesOnEveryBranch: [Entry] {
    var inside: Set<EntryID> = [start]
    return sandbox.allEntries().filter { entry in
      guard entry.id > start, let parent = entry.parent, inside.contains(parent) else { return false }
      inside.insert(entry.id)
      return true
    }
  }

  /// The report of a step whose limits may be over.
  func held(to limits: StepLimits?, _ report: StepReport) -> StepReport {
    guard let limits, let after = report.passesAfter, !isDoneHere, !limits.allows(after) else { return report }
    return report.withoutPass
  }

  /// The best medal that the step's passing has earned just now; a better one of before is kept.
  func earnMedal() -> Medal.Grade? {
    guard !stepProgress.isSolutionShown else { return nil }
    let (time, changes, hints) = (elapsed, changesMade, stepProgress.hints)
    let earned = step.medals.first { medal in
      medal.simulated.map { time <= .seconds($0.seconds) } ?? true && medal.changes.map { changes <= $0 } ?? true
        && medal.hints.map { hints <= $0 } ?? true
    }
    guard let earned else { return nil }
    updateProgress { progress in
      let grades = Medal.Grade.allCases.map(\.rawValue)
      let known = progress.medal.flatMap { grades.firstIndex(of: $0) } ?? grades.count
      if let place = grades.firstIndex(of: earned.grade.rawValue), place < known {
        progress.medal = earned.grade.rawValue
      }
    }
    return earned.grade
  }
}
