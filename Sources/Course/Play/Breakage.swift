/// What a step breaks before the learner sees it: its faults in order, and then time until the symptom shows.
///
/// In: a step. Out: a moved world. All of it is the lesson's own doing: it costs the learner nothing, counts for nothing,
/// and `undo` does not reach it. Who did it (`by`) is told by the step's text.
/// Source: lesson format, section 3, `fault` (what breaks, when) and `symptom` (holds once the fault has settled).
import Interpreter
import Lessons
import SimulationKit
import Workspace

extension LessonPlay {
  func breakWhat(_ step: Step, breaks backstage: Session) throws(LessonPlayError) {
    let began = sandbox.now
    for fault in step.faults.enumerated().sorted(by: { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }) {
      try letTimePass(to: began + .seconds(fault.element.at.seconds))
      let line = fault.element.line
      let result = backstage.run(line)
      guard result.exitCode == 0 else {
        throw .setupFailed(step: step.id, command: line, said: result.standardError)
      }
    }
    guard let symptom = step.symptomCheck else { return }
    let judge = Judge(history: History(), firstEvent: 1)
    let ahead = LookAhead([symptom], judge: judge, looks: looks, from: sandbox.world, broken: [nil])
    if let shown = ahead.passesAt { try letTimePass(to: shown) }
  }

  /// Whether what is broken can be seen now; nil where the step has no symptom.
  func symptomShows(in step: Step) -> Bool? {
    guard let symptom = step.symptom else { return nil }
    let judge = Judge(history: History(), firstEvent: 1)
    return judge.verdict(symptom, at: Moment(sandbox.world, looks)).holds
  }

  /// Whether the symptom shows already where nothing has broken yet: in a copy of the world that the step was entered in.
  func symptomShowsBeforeFaults(in step: Step) throws(LessonPlayError) -> Bool {
    let entered = sandbox.entries().last { entry in
      guard entry.id < start, case .move(let move) = entry.kind else { return false }
      return move.kind == .next && move.arguments.isEmpty && move.lesson == lesson.id && move.step == step.id
    }
    guard let symptom = step.symptom, let entered else { return false }
    let copy = try wrap { () throws(WorkspaceError) in try self.sandbox.fork(at: entered.id) }
    try Self.prepare(step, backstage(on: copy))
    return Judge(history: History(), firstEvent: 1).verdict(symptom, at: Moment(copy.world, looks)).holds
  }

  private func letTimePass(to instant: Instant) throws(LessonPlayError) {
    guard instant > sandbox.now else { return }
    try wrap { () throws(WorkspaceError) in _ = try self.sandbox.advance(to: instant, origin: .lesson) }
  }
}
