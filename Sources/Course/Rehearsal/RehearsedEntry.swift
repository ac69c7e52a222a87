/// Whether a step begins in the same world however it was reached (T8), and whether what is broken shows (T11).
///
/// In: two stages of one lesson: one that was played, one that was passed over step by step. Out: findings.
/// Source: lesson format, section 8.
import CloudAPI
import Lessons
import Workspace

extension Rehearsal {
  /// T8: `skip` leads where playing the declared solution leads. The world at the end is also what its journal says.
  func comparesEntries(_ played: Stage, _ ahead: Stage, _ step: Step, _ report: inout RehearsalReport) {
    report.count("T8")
    guard ahead.play.step.id == step.id else { return }
    if played.digest != ahead.digest {
      let (now, then) = (ahead.play.sandbox.now.timeOfDay, played.play.sandbox.now.timeOfDay)
      let times = now == then ? "" : " (at \(now), not at \(then))"
      report.find(
        "T8", step,
        "the step begins in another world after `skip` than after playing the solutions of the steps before\(times)")
    }
  }

  func comparesReplay(_ stage: Stage, _ report: inout RehearsalReport) {
    guard let last = lesson.steps.last else { return }
    report.count("T8")
    do throws(WorkspaceError) {
      if try stage.replayedDigest() != stage.digest {
        report.find("T8", last, "the journal of the lesson, replayed, leads to another world")
      }
    } catch { report.find("T8", last, "the journal of the lesson cannot be replayed: \(error.message)") }
  }

  /// T11: what is broken can be seen as the step begins, not before anything broke, and no longer once the solution has
  /// mended it.
  func symptom(of step: Step, _ stage: Stage, shows: Bool, _ report: inout RehearsalReport) {
    guard step.kind == .repair, let isSeen = stage.play.symptomShows(in: step) else { return }
    report.count("T11")
    func find(_ message: String) { report.find("T11", step, message, at: step.symptom?.position) }
    if isSeen != shows {
      find(shows ? "the symptom does not show as the step begins" : "the symptom still shows after the solution")
    }
    guard shows else { return }
    do throws(LessonPlayError) {
      if try stage.play.symptomShowsBeforeFaults(in: step) { find("the symptom shows before anything breaks") }
    } catch { find(error.message) }
  }
}

extension Stage {
  var digest: UInt64 { CloudAPI.digest(of: play.sandbox.world) }

  /// Of the world that the journal makes when it is replayed from its beginning.
  func replayedDigest() throws(WorkspaceError) -> UInt64 {
    let sandbox = play.sandbox
    guard let first = sandbox.entries().first else { return digest }
    var replayed: UInt64?
    let last = sandbox.head
    let fresh = try Sandbox.rehearsal(fixture: sandbox.fixture, seed: sandbox.seed)
    try sandbox.walk(after: first.id, from: fresh.world) { entry, world in
      if entry.id == last { replayed = CloudAPI.digest(of: copy world) }
      return .goOn
    }
    return replayed ?? digest
  }
}
