/// Whether the lesson's own test would miss what somebody takes out of the lesson.
///
/// In: a lesson and its bytes, what `lessons.lock` misses in a changed one. Out: what could go unnoticed. Each deletion is
/// put to the smallest part of the test that can find it: the lock for a check, the attempts for a diagnosis, the solutions
/// of its step, played from the step's entry state, for a line.
import Lessons

package struct DeletionReport: Sendable {
  package var tried = 0
  /// Deletions that nothing misses, and why the lesson could not be played to its end.
  package var findings: [RehearsalFinding] = []
}

extension Rehearsal {
  /// - Parameter missedByLock: the findings of `lessons.lock` on the lesson as it would be.
  package func deletions(
    in bytes: [UInt8], file: String, missedByLock: (Lesson) -> [LintFinding]
  ) -> DeletionReport {
    var found = DeletionReport()
    do throws(RehearsalEnd) {
      let stage = try Stage(lesson: lesson, fixture: fixture, seed: seeds[0])
      for step in lesson.steps {
        stage.play.session.variables = [:]
        for deletion in Deletion.all(of: step, in: bytes) {
          found.tried += 1
          if try isMissed(deletion, stage, file, missedByLock) { continue }
          found.findings.append(
            RehearsalFinding(
              guarantee: "T5", step: step.id, message: "nothing would miss \(deletion.description)",
              position: deletion.position))
        }
        var report = RehearsalReport()
        try rehearse(step, stage, .solutions, &report)
        try stage.goOn(from: step)
      }
    } catch { found.findings.append(error.finding) }
    return found
  }

  private func isMissed(
    _ deletion: Deletion, _ stage: Stage, _ file: String, _ missedByLock: (Lesson) -> [LintFinding]
  ) throws(RehearsalEnd) -> Bool {
    let reading = LessonReader.read(bytes: deletion.bytes, file: file)
    guard var changed = reading.lesson else {
      // The block is empty now: the place is named.
      return reading.findings.contains { $0.severity == .error && abs($0.position.line - deletion.position.line) <= 2 }
    }
    changed.files = lesson.files
    guard let step = changed.step(deletion.step) else { return false }
    switch deletion.what {
    case .check:
      return missedByLock(changed).contains {
        $0.message.contains(deletion.name) && $0.message.contains("`\(step.id)`")
      }
    case .diagnosis:
      var report = RehearsalReport()
      expectsWhatThereIs(step, &report)
      return report.findings.contains { $0.message.contains(deletion.name) }
    case .line(_, let id):
      var report = RehearsalReport()
      let trial = try stage.copy(as: changed)
      if let solution = step.solutions.first(where: { $0.id == id }) {
        passes(solution, of: step, try trial.copy(), &report)
        if report.findings.contains(where: { $0.message.contains(deletion.name) }) { return true }
      }
      var earned: [Set<String>] = []
      for solution in step.solutions { earned.append(try bonuses(of: solution.commands, trial) ?? []) }
      return step.checks.contains { $0.isBonus && bonusProblem($0, of: step, earned) != nil }
    }
  }
}
